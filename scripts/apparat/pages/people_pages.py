"""Pages of people and institutions."""

from __future__ import annotations

from ..model import Institution, Office, Person
from ..tei.names import NAMESPACES
from ..tei.dating import date_span, sources_of
from . import myst
from .dates import written_span
from .entry import Shelf, doubt, entry_links, entry_page, existence, identifiers_elsewhere, labelled, notes, related, source_marks
from .holder_positions import holder_blocks

ROLES = {"actor": "actor of the time", "scholar": "scholar", "author": "author of the time"}


def person_page(shelf: Shelf, person: Person) -> str:
    """Role, life dates as attested, offices, works, what the texts say, mentions."""
    document = shelf.document(person)
    life = []
    for name, sign in (("birth", "born"), ("death", "died")):
        for element in person.element.iterfind(f"tei:{name}", NAMESPACES):
            words = ", ".join(part for part in (written_span(date_span(element)), shelf.renderer(person).inline(element).strip()) if part)
            life.append((sign, (words or "undated") + source_marks(shelf, sources_of(document, element))))
    works = shelf.works_of.get(person.id, [])
    return entry_page(shelf, person, ROLES.get(person.role, person.role),
                      labelled(life), *notes(shelf, person), *offices_table(shelf, person.offices, by_person=False),
                      *holder_blocks(shelf, person.id),
                      labelled([("works in the register", entry_links(shelf, works)), ("elsewhere", identifiers_elsewhere(person))]))


def offices_table(shelf: Shelf, offices: tuple[Office, ...] | list[Office], by_person: bool) -> list[str]:
    """The offices of a person, or the holders of offices in an institution, in the order of time."""
    rows = []
    for office in sorted(offices, key=lambda office: office.span.sort_key or "9999"):
        other = office.person_id if by_person else office.institution_id
        rows.append([entry_links(shelf, [other]), myst.escaped(office.label), (written_span(office.span) or "undated") + doubt(office.cert), source_marks(shelf, office.sources).strip()])
    if not rows:
        return []
    return [myst.paragraph("Offices, as the texts attest them" if not by_person else "Holders of offices, as the texts attest them", "list-head"),
            myst.table(["Person" if by_person else "Body", "Office", "Time", "Source"], rows, "offices")]


def institution_page(shelf: Shelf, institution: Institution) -> str:
    """Kind, time, bodies above and below, holders, translation traps, mentions."""
    edition = shelf.edition
    holders = [office for person in edition.register(Person) for office in person.offices if office.institution_id == institution.id]
    return entry_page(shelf, institution, myst.escaped(institution.kind),
                      labelled(existence(shelf, institution) + related(shelf, institution.id) + [("elsewhere", identifiers_elsewhere(institution))]),
                      *notes(shelf, institution), *offices_table(shelf, holders, by_person=True), *holder_blocks(shelf, institution.id))
