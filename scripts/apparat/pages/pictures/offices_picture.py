"""Who held which office when: a row for each office as one source dates it, grouped by body."""

from __future__ import annotations

from collections import Counter

from ...model import Edition, Office, Person
from .chart import Row, chart, foot, ground, key, rows
from .svg import drawing
from .tree import branches, relations_of
from .words import Link, Sources, address_of, attested, counted, label_of, said, years_of

COLUMN, WIDTH = 214.0, 730.0  # px: names, the whole at least

Dating = tuple[Office, int, int]
"""An office, and which of how many dates it is that are given for this office of this person."""


def offices_svg(edition: Edition, link: Link) -> str:
    """The picture of all offices in the registers, as SVG; `link` gives the address of an entry."""
    sources = Sources(edition)
    grouped = offices_by_body(edition)
    dated: list[Row] = []
    undated: list[Row] = []
    for body, datings in grouped:
        bars = [dating for dating in datings if dating[0].span]
        if bars:
            dated.append(_head(edition, link, body))
        dated += [_row(edition, link, sources, dating) for dating in bars]
        undated += [_listed(edition, link, sources, dating) for dating in datings if not dating[0].span]
    legend, height = key(chart(dated, COLUMN, 0, WIDTH).shapes, 0, WIDTH)
    parts = chart(dated, COLUMN, height, WIDTH)
    below, more = foot("Without a date in the texts", undated, parts.bottom or height, parts.width)
    return drawing("picture-offices-drawing", offices_title(edition), _description(undated), parts.width, (parts.bottom or height) + more + 4,
                   "\n", legend, ground(parts), rows(parts), below)


def all_offices(edition: Edition) -> list[Office]:
    """Every office of every person in the register."""
    return [office for person in edition.register(Person) for office in person.offices]


def offices_title(edition: Edition) -> str:
    """What the picture shows, with counts: "Who held which office when: 8 offices of 6 people in 5 bodies, 1920 to 2017"."""
    offices = all_offices(edition)
    people, bodies = len({office.person_id for office in offices}), len({office.institution_id for office in offices})
    time = years_of([office.span for office in offices])
    return (f"Who held which office when: {counted(len(offices), 'office')} of {counted(people, 'person', 'people')} in {counted(bodies, 'body', 'bodies')}"
            + (f", {time}" if time else ""))


def _description(undated: list[Row]) -> str:
    without = f" {counted(len(undated), 'office')} without a date stand at the foot." if undated else ""
    return ("One row for each office as a source dates it, grouped by body, a body before those below it; dates that contradict each other stand one "
            f"under another. Every row leads to the person, every heading to the body.{without} The table after the picture says the same.")


def offices_by_body(edition: Edition) -> list[tuple[str, list[Dating]]]:
    """(body, its offices) for every body that has any, parents before children; in each by person and time, dates of one office together."""
    found: dict[str, list[Office]] = {branch.institution.id: [] for branch in branches(edition)}
    for office in all_offices(edition):
        found.setdefault(office.institution_id, []).append(office)
    return [(body, _in_order(edition, offices)) for body, offices in found.items() if offices]


def _in_order(edition: Edition, offices: list[Office]) -> list[Dating]:
    """The offices in one body: people by their first date there, then their offices, then the dates of each."""
    def first(wanted: list[Office]) -> str:
        return min((office.span.sort_key for office in wanted if office.span), default="9999")

    def same(office: Office) -> tuple[str, str]:
        return office.person_id, office.label.casefold()

    by_person, by_office = {}, {}
    for office in offices:
        by_person.setdefault(office.person_id, []).append(office)
        by_office.setdefault(same(office), []).append(office)
    ordered = sorted(offices, key=lambda office: (
        first(by_person[office.person_id]), edition.entries[office.person_id].sort_key, first(by_office[same(office)]), office.label, office.span.sort_key or "9999"))
    total, seen = Counter(same(office) for office in offices if office.span), Counter()
    found = []
    for office in ordered:
        seen[same(office)] += bool(office.span)
        found.append((office, seen[same(office)], total[same(office)]))
    return found


def _head(edition: Edition, link: Link, body: str) -> Row:
    above = [label_of(edition, relation.passive) for relation in relations_of(edition, "parent") if relation.active == body]
    within = f"under {', '.join(dict.fromkeys(above))}" if above else ""
    label = label_of(edition, body)
    return Row("head", label, within, said(label, within), address_of(edition, link, body))


def _row(edition: Edition, link: Link, sources: Sources, dating: Dating) -> Row:
    office, which, of = dating
    person, body = label_of(edition, office.person_id), label_of(edition, office.institution_id)
    several = f"date {which} of {of}" if of > 1 else ""
    detail = ", ".join(part for part in ("the same" if which > 1 else office.label, several) if part)
    title = said(f"{person}: {office.label}", body, f"{several}: {attested(office.span)}" if several else attested(office.span), sources=sources.words(office.sources))
    return Row("row", person, detail, title, link(office.person_id), office.span, 14.0)


def _listed(edition: Edition, link: Link, sources: Sources, dating: Dating) -> Row:
    office = dating[0]
    person, body = label_of(edition, office.person_id), label_of(edition, office.institution_id)
    return Row("row", person, f"{office.label}, {body}", said(f"{person}: {office.label}", body, "undated", sources=sources.words(office.sources)), link(office.person_id))
