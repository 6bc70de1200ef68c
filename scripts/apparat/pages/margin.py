"""The margin of a text: the positions that a passage states, each leading to its words and to its claim."""

from __future__ import annotations

from typing import Iterator

from ..model import Element, Note, Position
from ..tei.names import XML_ID
from . import myst
from .elements import Renderer
from .mentions import unit_name
from .positions import SIGNS, conjugated, holder_names


def position_marks(renderer: Renderer, element: Element) -> Iterator[str]:
    """A list of the positions stated by words inside `element`, its notes included; nothing for none, and outside a text.

    Each position stands once; those of one stance on one claim by the same words share a line.
    """
    words_of: dict[Position, str] = {}
    if renderer.text is None:
        return
    for inner in element.iter("*"):
        for position in renderer.edition.positions_at(inner.get(XML_ID)) if inner.get(XML_ID) else ():
            words_of.setdefault(position, inner.get(XML_ID))
    groups: dict[tuple[str, str, str, bool], list[Position]] = {}
    for position, words in words_of.items():
        groups.setdefault((words, position.claim_id, position.stance, position.reported), []).append(position)
    if groups:
        yield myst.items([_mark(renderer, found, words) for (words, *_), found in groups.items()], "marks")


def _mark(renderer: Renderer, positions: list[Position], words: str) -> str:
    """ "▼ Harris denies · Packed posts": the first part leads to the words, the second to the (first) position on the page of its claim."""
    edition, first = renderer.edition, positions[0]
    claim = edition.entries.get(first.claim_id)
    holders = tuple(dict.fromkeys(holder for position in positions for holder in position.holder_ids))
    said = conjugated(edition, first.stance, holders)
    unit = edition.unit_around(words)
    place = f" {myst.span(myst.escaped(unit_name(unit)), 'also')}" if isinstance(unit, Note) else ""
    reported = f" {myst.span('reported', 'also')}" if first.reported else ""
    return (f"{myst.link(f'{SIGNS[first.stance]} {holder_names(edition, holders)} {said}', words, 'stance', first.stance)}{reported}{place} "
            f"{myst.link(myst.escaped(claim.label if claim else first.claim_id), first.id)}")
