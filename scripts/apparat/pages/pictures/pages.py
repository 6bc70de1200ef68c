"""The pages of the pictures: what each shows in a sentence, the picture, the same data as a table with its sources."""

from __future__ import annotations

from typing import Iterator

from ...model import Edition, Event, Institution
from ...tei.registers import BY_KIND
from .. import myst
from ..dates import written_span
from ..entry import Shelf, entry_links, source_marks
from .bodies_picture import Change, bodies_svg, bodies_title, changes, successions
from .chronology_picture import bodies_of, chronology_svg, chronology_title, event_sources
from .offices_picture import Dating, all_offices, offices_by_body, offices_svg, offices_title
from .scale import year_of
from .signs import character
from .svg import framed
from .tree import branches
from .words import Link, counted, label_of

TITLES = {"offices": "Who held which office when", "bodies": "Who stood below whom: the bodies and their changes", "chronology": "What happened when: the chronology"}


def picture_pages(edition: Edition) -> Iterator[tuple[str, str]]:
    """(path below edition/, MyST) of the pages of the pictures."""
    shelf = Shelf(edition)
    yield "pictures/index.md", index_page(edition)
    yield "pictures/offices.md", offices_page(shelf)
    yield "pictures/bodies.md", bodies_page(shelf)
    yield "pictures/chronology.md", chronology_page(shelf)


def addresses(edition: Edition) -> Link:
    """The addresses of entries, seen from a page in the folder of the pictures."""
    return lambda identifier: f"../{BY_KIND[type(edition.entries[identifier])].name}/{identifier}.html"


def index_page(edition: Edition) -> str:
    """The list of the pictures; the only page whose table of contents reaches them."""
    says = {"offices": offices_title(edition), "bodies": bodies_title(edition), "chronology": chronology_title(edition)}
    rows = [f"{myst.link(title, f'picture-{name}')} {myst.span(myst.escaped(says[name].partition(': ')[2]), 'also')}" for name, title in TITLES.items()]
    toctree = myst.toctree((name.capitalize(), name) for name in TITLES)
    lead = "Made from the registers at every build; they show what is encoded so far. Every part is a link, and beside each picture its data stand as a table."
    return myst.page([myst.heading(1, "Pictures", "pictures-index"), myst.paragraph(lead, "lead"), myst.items(rows, "texts"), toctree])


def _page(name: str, lead: str, svg: str, *blocks: str) -> str:
    """A page: where it belongs, its title, what it shows so far, the picture, the tables."""
    return myst.page([myst.heading(1, TITLES[name], f"picture-{name}"), myst.paragraph(myst.link("Pictures", "pictures-index"), "kicker"),
                      myst.paragraph(lead, "lead"), myst.raw_html(framed(svg, f"Picture: {TITLES[name].lower()}")), *blocks])


def _from_texts(edition: Edition) -> str:
    return f"from {counted(len(edition.texts), 'text')}"


def offices_page(shelf: Shelf) -> str:
    """The picture of the offices, and a table of them in the same order."""
    edition = shelf.edition
    offices = all_offices(edition)
    dated = sum(bool(office.span) for office in offices)
    people, bodies = len({office.person_id for office in offices}), len({office.institution_id for office in offices})
    lead = (f"Encoded so far, {_from_texts(edition)}: {counted(len(offices), 'office')} of {counted(people, 'person', 'people')} in {counted(bodies, 'body', 'bodies')}, "
            f"{dated} dated and {len(offices) - dated} not. An office stands here once for each date that a source gives it; dates that contradict each other stand one "
            "under another.")
    table = myst.table(["Body", "Person", "Office", "Time", "Source"],
                       [_office(shelf, dating) for _, datings in offices_by_body(edition) for dating in datings], "offices")
    return _page("offices", lead, offices_svg(edition, addresses(edition)), myst.heading(2, "The offices as a table", "picture-offices-table"), table)


def _office(shelf: Shelf, dating: Dating) -> list[str]:
    office, which, of = dating
    several = f" {myst.span(f'date {which} of {of}', 'also')}" if of > 1 and office.span else ""
    return [entry_links(shelf, [office.institution_id]), entry_links(shelf, [office.person_id]), myst.escaped(office.label) + several,
            written_span(office.span) or "undated", source_marks(shelf, office.sources).strip()]


def bodies_page(shelf: Shelf) -> str:
    """The chart of the bodies, and a table of what is said of each."""
    edition = shelf.edition
    bodies, said = edition.register(Institution), changes(edition)
    dated = len({change.body for change in said if change.words == "existed" and change.span})
    below = len({change.body for change in said if change.words == "under"})
    lead = (f"Encoded so far, {_from_texts(edition)}: {counted(len(bodies), 'body', 'bodies')}, {below} of them below another, {dated} with a date of existence, "
            f"{counted(len(successions(edition)), 'succession')}. A row without a bar is a body that no text dates.")
    rows = [_body(shelf, branch.institution, said) for branch in branches(edition)]
    return _page("bodies", lead, bodies_svg(edition, addresses(edition)), myst.heading(2, "The bodies as a table", "picture-bodies-table"),
                 myst.table(["Body", "Kind", "Under", "Existed", "Other changes"], rows, "bodies"))


def _body(shelf: Shelf, body: Institution, said: list[Change]) -> list[str]:
    def cell(*words: str, lead: bool = False) -> str:
        return "; ".join(_change(shelf, change, lead) for change in said if change.body == body.id and change.words in words)

    follows = [f"follows {entry_links(shelf, [change.body])}{_time(change)}{source_marks(shelf, change.sources)}" for change in said if change.other == body.id
               and change.words == "followed by"]
    others = "; ".join(part for part in (cell("formerly", "followed by", lead=True), *follows) if part)
    return [entry_links(shelf, [body.id]), myst.escaped(body.kind), cell("under"), cell("existed"), others]


def _change(shelf: Shelf, change: Change, lead: bool) -> str:
    """A change in a cell of the table, after its words where the heading does not say them."""
    what = entry_links(shelf, [change.other]) if change.other else myst.escaped(change.name)
    if change.words == "existed":
        return (written_span(change.span) or "undated") + source_marks(shelf, change.sources)
    return (f"{change.words} " if lead else "") + what + _time(change) + source_marks(shelf, change.sources)


def _time(change: Change) -> str:
    return f" ({written_span(change.span)})" if change.span else ""


def chronology_page(shelf: Shelf) -> str:
    """The chronology, then the events by year and by body."""
    edition = shelf.edition
    events = edition.register(Event)
    dated = sum(bool(event.span) for event in events)
    ways = f"{myst.link('by year', 'picture-chronology-years')}, {myst.link('by body', 'picture-chronology-bodies')}"
    lead = (f"Encoded so far, {_from_texts(edition)}: {counted(len(events), 'event')}, {dated} dated and {len(events) - dated} not; dates are no more precise than the "
            f"texts give them. The same as tables: {ways}.")
    return _page("chronology", lead, chronology_svg(edition, addresses(edition)), *_by_year(shelf, events), *_by_body(shelf, events))


def _by_year(shelf: Shelf, events: list[Event]) -> list[str]:
    """A table for each decade, and one for what has no date."""
    decades: dict[str, list[Event]] = {}
    for event in events:
        decades.setdefault(f"{year_of(event.span.sort_key) // 10 * 10}s" if event.span else "undated", []).append(event)
    blocks = [myst.heading(2, "By year", "picture-chronology-years")]
    for decade, found in decades.items():
        rows = [[written_span(event.span) or "undated", _event(event), entry_links(shelf, bodies_of(shelf.edition, event)),
                 source_marks(shelf, event_sources(shelf.edition, event)).strip()] for event in found]
        blocks += [myst.heading(3, decade.capitalize(), f"picture-chronology-{decade}"), myst.table(["Date", "Event", "Bodies named", "Source"], rows, "events")]
    return blocks


def _by_body(shelf: Shelf, events: list[Event]) -> list[str]:
    """The events that name each body, in the order of time; then those that name none."""
    named: dict[str, list[Event]] = {}
    for event in events:
        for body in bodies_of(shelf.edition, event):
            named.setdefault(body, []).append(event)
    without = [event for event in events if not bodies_of(shelf.edition, event)]
    blocks = [myst.heading(2, "By body", "picture-chronology-bodies")]
    for body in (body.id for body in shelf.edition.register(Institution) if body.id in named):
        title = myst.link(myst.escaped(label_of(shelf.edition, body)), body)
        blocks += [myst.heading(3, title, f"picture-chronology-of-{body}"), _list(named[body])]
    return blocks + ([myst.heading(3, "No body named", "picture-chronology-of-none"), _list(without)] if without else [])


def _list(events: list[Event]) -> str:
    return myst.items([f"{myst.span(written_span(event.span) or 'undated', 'label')} {_event(event)}" for event in events], "names")


def _event(event: Event) -> str:
    """Sign, name and kind of an event."""
    return f"{character(event.kind)} {myst.link(myst.escaped(event.label), event.id)} {myst.span(myst.escaped(event.kind), 'also')}"
