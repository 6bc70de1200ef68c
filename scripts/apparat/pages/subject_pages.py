"""Pages of places, terms and events."""

from __future__ import annotations

from ..model import Event, Place, Term
from . import myst
from .dates import written_span
from .holder_positions import holder_blocks
from .entry import Shelf, entry_page, identifiers_elsewhere, labelled, notes, related, statements


def place_page(shelf: Shelf, place: Place) -> str:
    return entry_page(shelf, place, myst.escaped(place.kind), *notes(shelf, place),
                      labelled([*related(shelf, place.id), ("elsewhere", identifiers_elsewhere(place))]))


def term_page(shelf: Shelf, term: Term) -> str:
    return entry_page(shelf, term, "", *statements(shelf, term, "def"), *notes(shelf, term), *holder_blocks(shelf, term.id))


def event_page(shelf: Shelf, event: Event) -> str:
    return entry_page(shelf, event, myst.escaped(event.kind), labelled([("date", written_span(event.span) or "not dated in the texts"), *related(shelf, event.id)]),
                      *statements(shelf, event, "desc"), *notes(shelf, event))
