"""What stands inside a link. MyST has no brackets there: the words are plain, and notes and page breaks among them follow the link."""

from __future__ import annotations

from typing import Iterator

from ..model import Element
from ..tei.names import TEI, XML_LANG, local_name

FOLLOWERS = tuple(TEI + name for name in ("note", "pb", "anchor"))


def words_of_link(element: Element) -> str:
    """The words of `element` for a link; a quotation in it keeps its marks."""
    return "".join(_words(element))


def _words(element: Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        name = local_name(child)
        if name == "lb":
            yield " "
        elif name and child.tag not in FOLLOWERS:
            yield "“" if name in ("quote", "q") else ""
            yield from _words(child)
            yield "”" if name in ("quote", "q") else ""
        yield child.tail or ""


def one_language(element: Element) -> str:
    """The language of a linked element: its own, or that of the one child that holds all its words."""
    if element.get(XML_LANG) or len(element) != 1:
        return element.get(XML_LANG, "")
    child = element[0]
    return child.get(XML_LANG, "") if local_name(child) and not (element.text or "").strip() and not (child.tail or "").strip() else ""
