"""The part of an entry's page that shows where the texts name it."""

from __future__ import annotations

from ..model import Document, Edition, Mention, Note, Unit
from ..tei.names import language_of
from . import myst
from .excerpt import ReadingText, excerpts, reading_text


class Readings:
    """Reading texts, each made once for a run."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self._made: dict[str, ReadingText] = {}

    def of(self, document: Document, unit: Unit) -> ReadingText:
        if unit.id not in self._made:
            self._made[unit.id] = reading_text(self.edition, document, unit)
        return self._made[unit.id]


def mention_blocks(edition: Edition, readings: Readings, identifier: str) -> list[str]:
    """A heading, then for each text the units that name the entry, each with its excerpts. Empty where no text names it."""
    mentions = edition.mentions.get(identifier, ())
    if not mentions:
        return []
    blocks = [myst.heading(2, f"Mentions ({len(mentions)})", f"{identifier}-mentions")]
    for text in edition.texts.values():
        by_unit: dict[Unit, list[Mention]] = {}
        for mention in mentions:
            if mention.unit.text_id == text.id:
                by_unit.setdefault(mention.unit, []).append(mention)
        if by_unit:
            blocks.append(myst.paragraph(myst.link(myst.escaped(text.short_title), text.id), "mentions-text"))
            blocks.append(myst.items([_row(edition, readings, text.document, unit, found) for unit, found in by_unit.items()], "mentions"))
    return blocks


def _row(edition: Edition, readings: Readings, document: Document, unit: Unit, mentions: list[Mention]) -> str:
    found = excerpts(readings.of(document, unit), mentions)
    words = " ".join(myst.span(excerpt, "excerpt", language=_foreign(unit)) for excerpt in found)
    return f"{myst.span(myst.link(myst.escaped(unit_name(unit)), unit.id), 'place-in-text')} {words}"


def _foreign(unit: Unit) -> str:
    language = language_of(unit.element)
    return language if language != "en" else ""


def place_in_text(edition: Edition, source: str) -> tuple[str, str]:
    """The short title of the text in which an identifier stands, and what a reader calls the place; ("", "") for none."""
    unit = edition.units.get(source)
    text_id = unit.text_id if unit else next((name for name in edition.texts if source.startswith(f"{name}-")), "")
    if not text_id:
        return "", ""
    return edition.texts[text_id].short_title, unit_name(unit) if unit else source[len(text_id) + 1:]


def unit_name(unit: Unit) -> str:
    """What a reader calls a unit in a list: "¶ 11", "n. 2", "Abstract", "fig. 1"."""
    if isinstance(unit, Note):
        return f"n. {unit.number}"
    names = {"paragraph": "¶ ", "figure": "fig. ", "bibliography": "bibl. "}
    if unit.kind == "heading":
        return "heading"
    if unit.kind == "abstract":
        return "abstract" if language_of(unit.element) == "en" else f"abstract ({language_of(unit.element)})"
    return f"{names.get(unit.kind, unit.kind + ' ')}{unit.number}".strip()
