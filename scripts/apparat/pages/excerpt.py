"""Excerpts: the words around a mention, as plain text, and the mention marked in them."""

from __future__ import annotations

from dataclasses import dataclass

from ..model import Document, Edition, Element, Mention, Unit
from ..tei.names import local_name
from ..tei.pointer import pointers_of
from . import myst
from .references import adjoins, cited_words, separator

AROUND = 90
APART = {"p", "item", "cell", "row", "head", "figDesc", "l", "label"}  # elements that do not run on from what stands before them


@dataclass
class ReadingText:
    """A unit as plain words, references by their labels, notes left out; and where in it each element stands."""

    words: str
    places: dict[Element, tuple[int, int]]


def reading_text(edition: Edition, document: Document, unit: Unit) -> ReadingText:
    """The reading text of a passage or note."""
    parts: list[str] = []
    places: dict[Element, tuple[int, int]] = {}
    length = 0

    def add(words: str) -> None:
        nonlocal length
        squeezed = " ".join(words.split())
        if not squeezed and not words:
            return
        lead = " " if words[:1].isspace() and parts and not parts[-1].endswith(" ") else ""
        trail = " " if squeezed and words[-1:].isspace() else ""
        piece = lead + squeezed + trail
        if piece:
            parts.append(piece)
            length += len(piece)

    def walk(element: Element) -> None:
        start = length
        if local_name(element) == "ptr" and not _in_printed_reference(element):
            add(", ".join(label_of(edition, pointer.id) or pointer.value for pointer in pointers_of(document, element, "target")))
        add(element.text or "")
        for child in element:
            name = local_name(child)
            if name == "bibl" and child.get("type") == "attribution":
                add("— ")
                walk(child)
            elif name == "bibl" and not _printed(child):
                add("; " if adjoins(child, -1) else "(")
                walk(child)
                add("" if adjoins(child, 1) else ")")
                if adjoins(child, 1):
                    continue
            elif name == "citedRange":
                add(separator(child) + cited_words(edition, document, child))
            elif name == "lb":
                add(" ")
            elif name == "gap":
                add("[…]")
            elif name in ("quote", "q"):
                add("“")
                walk(child)
                add("”")
            elif name in APART:
                add(" ")
                walk(child)
                add(" ")
            elif name and name not in ("note", "pb"):
                walk(child)
            if not (child.getnext() is not None and local_name(child.getnext()) == "citedRange" and not (child.tail or "").strip()):
                add(child.tail or "")
        places[element] = (start, length)
        for child in element:
            if local_name(child) == "ptr" and _in_printed_reference(child):
                places[child] = (start, length)

    walk(unit.element)
    return ReadingText("".join(parts), places)


def _printed(reference: Element) -> bool:
    """Whether a bibl stands as it is printed, in a bibliography; in running prose it stands in brackets, with the label of its work."""
    return any(local_name(ancestor) == "listBibl" for ancestor in reference.iterancestors())


def _in_printed_reference(pointer: Element) -> bool:
    return local_name(pointer.getparent()) == "bibl" and _printed(pointer.getparent())


def label_of(edition: Edition, identifier: str) -> str:
    entry = edition.entries.get(identifier)
    return entry.label if entry else ""


def excerpts(reading: ReadingText, mentions: list[Mention]) -> list[str]:
    """Inline MyST: the words around the mentions of one entry in one unit, each mention marked; near ones share an excerpt."""
    spans = sorted(reading.places[mention.element] for mention in mentions if mention.element in reading.places)
    windows: list[tuple[int, int, list[tuple[int, int]]]] = []
    for start, end in spans:
        left, right = _widened(reading.words, start, end)
        if windows and left <= windows[-1][1]:
            windows[-1] = (windows[-1][0], max(right, windows[-1][1]), windows[-1][2] + [(start, end)])
        else:
            windows.append((left, right, [(start, end)]))
    return [_marked(reading.words, *window) for window in windows]


def _widened(words: str, start: int, end: int) -> tuple[int, int]:
    """The window around (start, end), cut at spaces."""
    left = 0 if start <= AROUND else words.find(" ", start - AROUND, start) + 1 or start
    right = len(words) if end + AROUND >= len(words) else max(words.rfind(" ", end, end + AROUND), end)
    return left, right


def _marked(words: str, left: int, right: int, hits: list[tuple[int, int]]) -> str:
    parts, position = ["… " if left else ""], left
    for start, end in hits:
        if start < position or end - start >= len(words.strip()):
            continue
        inside = words[start:end]
        lead, trail = len(inside) - len(inside.lstrip()), len(inside) - len(inside.rstrip())
        parts.append(myst.escaped(words[position:start + lead]))
        parts.append(myst.span(myst.escaped(inside.strip()), "hit"))
        position = end - trail
    parts.append(myst.escaped(words[position:right]).rstrip())
    return "".join(parts) + (" …" if right < len(words) else "")
