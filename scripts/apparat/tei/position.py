"""The exact place of an element in its file.

lxml knows the line on which a start tag ends and no column. A second pass with expat gives, in document order, the line
and column at which each start tag begins; it is made only for files in which a Problem is to be shown.
"""

from __future__ import annotations

from weakref import WeakKeyDictionary
from xml.parsers import expat

from ..model import Document, Element
from ..problem import Location

_positions: "WeakKeyDictionary[Document, dict[Element, tuple[int, int]]]" = WeakKeyDictionary()


def location_of(document: Document, element: Element) -> Location:
    """File, line and column (from 1, in characters) of the `<` of the start tag of `element`."""
    positions = _positions.get(document)
    if positions is None:
        positions = dict(zip(document.root.iter("*"), start_tags(document.data)))
        _positions[document] = positions
    line, column = positions.get(element, (element.sourceline or 0, 0))
    return Location(document.name, line, column)


def start_tags(data: bytes) -> list[tuple[int, int]]:
    """Line and column, both from 1, of each start tag of the well-formed document `data`, in document order."""
    found: list[tuple[int, int]] = []
    lines = data.splitlines(keepends=True)
    parser = expat.ParserCreate()

    def start(name: str, attributes: dict) -> None:
        line, offset = parser.CurrentLineNumber, parser.CurrentColumnNumber
        found.append((line, len(lines[line - 1][:offset].decode("utf-8", "replace")) + 1))

    parser.StartElementHandler = start
    parser.Parse(data, True)
    return found
