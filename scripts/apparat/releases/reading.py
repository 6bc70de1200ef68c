"""The TEI of a release -> plain HTML, for the frozen copy: names and references as links within the same copy, notes as calls, lists and tables in their shape.

One table, an element a line; what stands in none keeps its words. It needs nothing but the fragment and the names that the release gave its identifiers,
so an old release reads the same whatever becomes of the registers.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import Callable, Mapping

from ..model import Element
from ..tei.names import TEI, XML_ID, XML_LANG, local_name, squeezed, text_of
from .content import Content
from .fragment import identifier_in
from .html import wrapped

# Element -> the element of HTML that its words stand in.
ELEMENTS = {"p": "div", "ab": "div", "quote": "blockquote", "lg": "div", "l": "div", "list": "ul", "listBibl": "div", "item": "li", "table": "table", "row": "tr", "cell": "td", "head": "b",
            "figure": "div", "figDesc": "div", "hi": "i", "title": "cite", "foreign": "i", "mentioned": "i", "emph": "em", "closer": "div", "byline": "div", "trailer": "div",
            "desc": "span", "lem": "q", "rdg": "q"}
SHAPED = ("list", "table", "quote", "lg")
POINTING = ("ref", "target")
STATED = ("when", "from", "to", "notBefore", "notAfter", "cert")


@dataclass(frozen=True)
class Reading:
    """How a release is read: what it says of its identifiers, and where in its copy each of them stands."""

    frozen: Mapping[str, Content]
    place: Callable[[str], str]

    def whole(self, element: Element) -> str:
        """The HTML of a passage or note, which has its identifier from what stands around it."""
        if local_name(element) not in SHAPED:
            return self.inner(element)
        element.attrib.pop(XML_ID, None)
        return self.piece(element)

    def inner(self, element: Element, linked: bool = False) -> str:
        """The HTML of what is inside `element`; `linked`: it stands in a link, and a link holds no other."""
        pieces = [escape(element.text or "")]
        for child in element:
            if local_name(child):
                pieces.append(self.piece(child, linked))
            pieces.append(escape(child.tail or ""))
        return "".join(pieces)

    def piece(self, element: Element, linked: bool = False) -> str:
        """The HTML of `element` itself, with its identifier and language."""
        name = local_name(element)
        goal = "" if linked else self.goal(element)
        words = SPECIAL[name](self, element, linked or bool(goal)) if name in SPECIAL else self.inner(element, linked or bool(goal))
        if goal and (words or name in ("ptr", "ref")):
            words = wrapped("a", words or escape(self.label(element)), href=goal)
        kind = "blockquote" if name == "quote" and element.get("type") == "regest" else "span" if name == "quote" else ELEMENTS.get(name, "span")
        attributes = {"id": element.get(XML_ID, ""), "lang": element.get(XML_LANG, "")}
        if kind == "span" and not any(attributes.values()):
            return words
        return wrapped(kind, words, **attributes)

    def goal(self, element: Element) -> str:
        """Where a name or pointer leads: within the copy, or out of the edition; "" for nowhere."""
        for attribute in POINTING:
            for pointer in element.get(attribute, "").split():
                if pointer.startswith(("http://", "https://")):
                    return pointer
                if identifier_in(pointer) in self.frozen:
                    return self.place(identifier_in(pointer))
        return ""

    def label(self, element: Element) -> str:
        """What a pointer without words is called: the name of what it points to."""
        pointer = element.get("target", "").split()[:1]
        identifier = identifier_in(pointer[0]) if pointer else ""
        return self.frozen[identifier].name if identifier in self.frozen else "".join(pointer)


def _call(reading: Reading, element: Element, linked: bool) -> str:
    """The call of a note; a remark without an identifier in its own words."""
    identifier, number = identifier_in(element.get("sameAs", "")), escape(element.get("n", "") or "*")
    if not identifier:
        return f" ({reading.inner(element, linked).strip()})"
    return wrapped("sup", number if linked else wrapped("a", number, href=reading.place(identifier)))


def _rows(reading: Reading, element: Element, linked: bool) -> str:
    """The rows of a table, the items of a list; what else stands between them (headings, page breaks) where HTML allows it."""
    holder, inside = ("caption", "row") if local_name(element) == "table" else ("li", "item")
    children = list(element.iterchildren(TEI + "*"))
    others = [reading.piece(child, linked) for child in children if local_name(child) != inside]
    first = wrapped(holder, " ".join(others)) if others and holder == "caption" else ""
    return first + "\n".join(reading.piece(child, linked) if local_name(child) == inside else wrapped(holder, reading.piece(child, linked)) if holder == "li" else "" for child in children)


def _range(reading: Reading, element: Element, linked: bool) -> str:
    figures = text_of(element) or element.get("n") or "-".join(part for part in (element.get("from"), element.get("to")) if part)
    return escape(f"{element.get('unit', '')} {figures}".strip())


def _reference(reading: Reading, element: Element, linked: bool) -> str:
    words = reading.inner(element, linked).strip()
    return words if element.getparent() is None or local_name(element.getparent()) == "listBibl" else f"({words})"


SPECIAL: dict[str, Callable[[Reading, Element, bool], str]] = {
    "note": _call, "citedRange": _range, "bibl": _reference, "list": _rows, "table": _rows,
    "pb": lambda reading, element, linked: escape(f" [p. {element.get('n', '')}] "), "lb": lambda reading, element, linked: " ",
    "gap": lambda reading, element, linked: "[…]", "quote": lambda reading, element, linked: reading.inner(element, linked) if element.get("type") == "regest" else f"“{reading.inner(element, linked)}”",
}


def entry_lines(reading: Reading, element: Element) -> list[str]:
    """The statements of a register entry, one a line: what it is, its words, its dates, where it comes from."""
    lines = []
    for child in element.iterchildren(TEI + "*"):
        kind = (child.get("type") or local_name(child)).replace("main", "name")
        dates = ", ".join(f"{name} {child.get(name)}" for name in STATED if child.get(name))
        sources = " ".join(wrapped("a", escape(source), href=source if source.startswith("http") else reading.place(identifier_in(source)))
                           for source in child.get("source", "").split() if source.startswith("http") or identifier_in(source) in reading.frozen)
        words = reading.inner(child, False) if local_name(child) == "note" else reading.piece(child)
        if squeezed(text_of(child)) or dates or child.get("target"):
            lines.append(" ".join(part for part in (wrapped("span", escape(kind), class_="label"), words.strip(), escape(f"({dates})") if dates else "",
                                                    wrapped("small", sources) if sources else "") if part))
    return lines
