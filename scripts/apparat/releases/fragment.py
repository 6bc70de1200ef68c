"""The TEI of one identifier as a release keeps it: one line of canonical XML, with nothing in it that has an identifier and a row of its own.

A passage keeps the calls of its notes and not their words, a division its heading and not its passages, a fond its own description and not its
files: so a row changes when, and only when, what it names has changed. Source: Canonical XML 1.1 (exclusive, without comments).
"""

from __future__ import annotations

import re
from copy import deepcopy
from typing import Callable, Container

from lxml import etree

from ..model import Element
from ..tei.names import NAMESPACES, TEI, XML_ID, local_name

WHOLE = ("text", "division", "topic", "passage", "note", "position", "report", "apparatus entry")
"""The kinds, besides entries, that are kept; what is marked inside them (words, references) is kept with them."""


def fragment(element: Element, kind: str, entries: Container[str]) -> str:
    """The TEI of what `element` names. `entries`: the identifiers of the entries of registers."""
    if kind == "text":
        return written(without_history(element.find("tei:teiHeader", NAMESPACES)))
    if kind in ("division", "topic"):
        return written(with_children(element, lambda child: local_name(child) == "head"))
    if element.get(XML_ID) in entries:
        return written(with_children(element, lambda child: child.get(XML_ID) not in entries))
    return written(with_calls_only(element))


def without_history(header: Element | None) -> Element | None:
    """The header of a text without its list of changes (the status stays), and without identifiers, which every header has alike and nobody cites."""
    if header is None:
        return None
    copy = deepcopy(header)
    for change in copy.findall("tei:revisionDesc/tei:change", NAMESPACES):
        change.getparent().remove(change)
    for node in copy.iter(TEI + "*"):
        node.attrib.pop(XML_ID, None)
    return copy


def with_children(element: Element, kept: Callable[[Element], bool]) -> Element:
    """A copy with its attributes and those of its children for which `kept(child)` holds; words between children go with what was before them."""
    copy = etree.Element(element.tag, dict(element.attrib), nsmap={None: TEI[1:-1]})
    copy.text = element.text
    for child in element.iterchildren(TEI + "*"):
        if kept(child):
            copy.append(deepcopy(child))
    return with_calls_only(copy)


def with_calls_only(element: Element) -> Element:
    """A copy in which every note with an identifier is only its call, which says whose: `<note n="2" sameAs="#harris-n2"/>`."""
    copy = deepcopy(element)
    copy.tail = None
    for note in list(copy.iterdescendants(TEI + "note")):
        if note.get(XML_ID):
            note.set("sameAs", f"#{note.attrib.pop(XML_ID)}")
            note.text = None
            for child in list(note):
                note.remove(child)
    return copy


def written(element: Element | None) -> str:
    """Canonical XML on one line; "" for None."""
    if element is None:
        return ""
    copy = deepcopy(element)
    copy.tail = None
    etree.cleanup_namespaces(copy)
    etree.strip_tags(copy, etree.ProcessingInstruction)
    data = etree.tostring(copy, method="c14n", exclusive=True, with_comments=False).decode("utf-8")
    return re.sub(r"[ \t\r\n]+", " ", data).strip()


def read(tei: str) -> Element:
    """The element of a fragment that `fragment` wrote."""
    return etree.fromstring(tei.encode("utf-8"), etree.XMLParser(resolve_entities=False, no_network=True))


def identifier_in(pointer: str) -> str:
    """ "people:stalin", "#harris-p11" -> the identifier."""
    return pointer.removeprefix("#").rpartition(":")[2]
