"""Pages of repositories and of the fonds, opisi and files below them."""

from __future__ import annotations

from ..model import Archive
from . import myst
from .entry import Shelf, entry_links, entry_page, labelled, statements

LEVELS = {"repository": "repository", "fond": "fond", "opis": "opis (inventory)", "delo": "delo (file)"}
BELOW = {"repository": "Fonds", "fond": "Opisi", "opis": "Files"}


def archive_page(shelf: Shelf, unit: Archive) -> str:
    """The way down from the repository, its names, what is below, who cites it."""
    below = [entry for entry in shelf.edition.register(Archive) if entry.parent_id == unit.id]
    way = [myst.link(myst.escaped(above.label if above.level == "repository" else f"{above.level} {above.number}"), above.id) for above in path_to(shelf, unit)]
    children = [f"{myst.link(myst.escaped(child.label), child.id, 'archive')} ({mentions_below(shelf, child)})" for child in below]
    return entry_page(shelf, unit, " › ".join([*way, LEVELS.get(unit.level, unit.level)]),
                      labelled([("place", entry_links(shelf, place_of(unit)))]), *statements(shelf, unit, "desc"),
                      *statements(shelf, unit, "note", "description", "translation", "editorial"),
                      *([myst.paragraph(BELOW.get(unit.level, "Below"), "list-head"), myst.items(children, "units")] if children else []))


def path_to(shelf: Shelf, unit: Archive) -> list[Archive]:
    """The units above this one, the repository first."""
    found, identifier = [], unit.parent_id
    while identifier in shelf.edition.entries:
        above = shelf.edition.entries[identifier]
        found.append(above)
        identifier = above.parent_id
    return found[::-1]


def mentions_below(shelf: Shelf, unit: Archive) -> str:
    """"cited 3 times", all units below counted."""
    pending, count = [unit.id], 0
    while pending:
        identifier = pending.pop()
        count += len(shelf.edition.mentions.get(identifier, ()))
        pending += [entry.id for entry in shelf.edition.entries.values() if isinstance(entry, Archive) and entry.parent_id == identifier]
    return "cited once" if count == 1 else f"cited {count} times" if count else "not cited"


def place_of(unit: Archive) -> list[str]:
    return [reference.partition(":")[2] for place in unit.element.iterchildren("{*}placeName") for reference in place.get("ref", "").split()]
