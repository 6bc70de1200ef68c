"""Names of the TEI namespace, and small questions put to an element."""

from __future__ import annotations

from ..model import Element

TEI = "{http://www.tei-c.org/ns/1.0}"
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
NAMESPACES = {"tei": "http://www.tei-c.org/ns/1.0"}


def local_name(element: Element) -> str:
    """`persName` for a TEI persName; a foreign element keeps its namespace in braces; "" for comments and the like."""
    tag = element.tag
    if not isinstance(tag, str):
        return ""
    return tag[len(TEI):] if tag.startswith(TEI) else tag


def language_of(element: Element) -> str:
    """The language in force at `element` (`@xml:lang`, inherited), "" where none is declared."""
    node = element
    while node is not None:
        language = node.get(XML_LANG)
        if language:
            return language
        node = node.getparent()
    return ""


def squeezed(text: str | None) -> str:
    """`text` with every run of white space made one space, none at the ends."""
    return " ".join((text or "").split())


def text_of(element: Element | None) -> str:
    """All character data inside `element`, squeezed; "" for None."""
    return squeezed("".join(element.itertext(TEI + "*"))) if element is not None else ""


def nearest_identifier(element: Element) -> str:
    """The `xml:id` of `element` or of its nearest ancestor that has one."""
    node = element
    while node is not None:
        if node.get(XML_ID):
            return node.get(XML_ID)
        node = node.getparent()
    return ""
