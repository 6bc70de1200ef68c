"""What the identifiers of one state say, as plain words, by their TEI alone: so that a release and today are read by the same eyes.

Words are those a reader is given, without markup and notes, squeezed to single spaces. A pointer says the name that the state itself gives to what it leads to.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, Iterator

from ..model import Element
from ..tei.dating import date_span
from ..tei.names import NAMESPACES, TEI, XML_ID, local_name, squeezed, text_of
from .fragment import identifier_in, read

if TYPE_CHECKING:
    from .content import Content

NAMED = ("person", "institution", "place", "archival unit", "work", "term", "event", "claim", "text")
"""The kinds that have a name of their own; anything else is called by its identifier where it is pointed to."""

# What stands before and behind the words of an element that is not the whole: signs, or a space where it does not run on from what was before it.
SIGNS = {"quote": ("“", "”"), "q": ("“", "”"), "bibl": ("(", ")"), "gap": ("[…]", ""), **{name: (" ", " ") for name in ("cell", "row", "item", "p", "head", "l", "figDesc")}}


class Saying:
    """The words of a state: `contents` are all its identifiers."""

    def __init__(self) -> None:
        self.contents: dict[str, Content] = {}

    @cached_property
    def elements(self) -> dict[str, Element]:
        """Identifier -> its element, also of what is marked inside a passage."""
        found: dict[str, Element] = {}
        for content in self.contents.values():
            if content.tei:
                root = read(content.tei)
                found |= {node.get(XML_ID): node for node in root.iter(TEI + "*") if node.get(XML_ID)}
                found[content.identifier] = root
        return found

    def words(self, content: Content) -> str:
        """What an identifier says; "" where the state does not keep it."""
        element = self.elements.get(content.identifier)
        if element is None:
            return ""
        if content.kind == "text":
            titles = element.findall("tei:fileDesc/tei:titleStmt/tei:title", NAMESPACES)
            return next((text_of(title) for title in titles if title.get("type") == "main"), text_of(titles[0]) if titles else "")
        if content.kind in ("division", "topic"):
            head = element.find("tei:head", NAMESPACES)
            return self.plain(head) if head is not None else ""
        if content.kind == "position":
            return self.position(element)
        if content.kind == "report":
            return f"{self.names(element, 'active')} reports {', '.join(identifiers(element, 'passive'))}; words {', '.join(identifiers(element, 'corresp'))}"
        if content.kind == "claim":
            return squeezed(f"{content.name}. {' '.join(self.plain(part) for part in element.iterfind('tei:ab', NAMESPACES))}")
        if content.kind in NAMED:
            return squeezed(" ".join(self.plain(child) for child in element.iterchildren(TEI + "*"))) or content.name
        return self.plain(element)

    def position(self, element: Element) -> str:
        """One sentence: "James Harris denies claim-packed-posts “Packed posts” (own, 2017, high certainty); words harris-p11-w1; evidence harris-a1; remark"."""
        claim = next(iter(identifiers(element, "passive")), "")
        details = ("reported" if element.get("type") == "reported" else "own", date_span(element).sort_key, f"{element.get('cert')} certainty" if element.get("cert") else "")
        evidence, remark = identifiers(element, "source"), text_of(element.find("tei:desc", NAMESPACES))
        return (f"{self.names(element, 'active')} {element.get('name', '')} {claim} “{self.label(claim)}” ({', '.join(part for part in details if part)}); words "
                f"{', '.join(identifiers(element, 'corresp'))}" + (f"; evidence {', '.join(evidence)}" if evidence else "") + (f"; {remark}" if remark else ""))

    def names(self, element: Element, attribute: str) -> str:
        return ", ".join(self.label(identifier) for identifier in identifiers(element, attribute))

    def label(self, identifier: str) -> str:
        """What a pointer to an identifier says."""
        content = self.contents.get(identifier)
        return content.name if content is not None and content.kind in NAMED else identifier

    def plain(self, element: Element) -> str:
        """The words of an element: quotations in their marks, references in brackets."""
        return re.sub(r" (?=[,;)])", "", squeezed("".join(self._pieces(element))))

    def _pieces(self, element: Element, outermost: bool = True) -> Iterator[str]:
        name = local_name(element)
        opening, closing = SIGNS.get(name, ("", "")) if not outermost and not printed(element) else ("", "")
        yield opening
        if name == "ptr":
            yield self.names(element, "target")
        elif name == "citedRange":
            yield f"{', ' if element.getprevious() is not None else ''}{element.get('unit', '')} "
        yield element.text or ""
        for child in element:
            if local_name(child) not in ("", "note"):
                yield from self._pieces(child, False)
            yield child.tail or ""
        yield closing


def printed(element: Element) -> bool:
    """Whether a reference stands as it is printed, in a bibliography or in another reference."""
    return local_name(element) == "bibl" and any(local_name(node) in ("bibl", "listBibl") for node in element.iterancestors())


def identifiers(element: Element, attribute: str) -> list[str]:
    """The identifiers that an attribute points to; web addresses stay as they are, lines of the transcript are left out."""
    return [pointer if pointer.startswith(("http://", "https://")) else identifier_in(pointer) for pointer in element.get(attribute, "").split() if not pointer.startswith("w:")]
