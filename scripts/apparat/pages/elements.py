"""How each TEI element is rendered: one table, one entry an element.

Two tiers. An element that only gives its words a class is a line in `SPANS`. Anything more is a function
`(renderer, element) -> inline MyST`, in `INLINE`. Blocks (what stands on lines of its own) are in `blocks.py`. An element that
is in no table has no rendering: rule T001 says so at its place, before a page is written.
"""

from __future__ import annotations

import re
from typing import Callable, Iterator

from ..model import Archive, Edition, Element, Event, Institution, Person, Place, Term, Text, Work
from ..problem import Problem, Rule
from ..tei.names import TEI, XML_ID, XML_LANG, local_name, nearest_identifier
from ..tei.pointer import pointers_of
from ..tei.position import location_of
from . import myst
from .links import FOLLOWERS, one_language, words_of_link
from .references import adjoins, cited_range, pointed, reference

UNRENDERED = Rule(
    "T001", "Every element in a text has a rendering",
    "An element that the pages do not know would be dropped in silence, words and all.",
    "<p>the <measure>20,000</measure> Bolsheviks</p>", "<p>the 20,000 Bolsheviks</p>")

RULES = (UNRENDERED,)

# Elements that are words with a class and, where @ref leads to an entry, a link to it.
SPANS = {
    "persName": "person", "orgName": "institution", "placeName": "place", "geogName": "place", "term": "term", "title": "title", "foreign": "foreign",
    "mentioned": "mentioned", "date": "date", "name": "name", "rs": "event", "seg": "position", "soCalled": "mentioned", "surname": "", "forename": "",
    "author": "", "editor": "", "pubPlace": "", "publisher": "", "biblScope": "", "extent": "", "edition": "", "nameLink": "", "idno": "", "label": "label",
    "num": "", "emph": "emphasis", "gloss": "gloss", "abbr": "", "expan": "", "roleName": "", "genName": "", "addName": "", "series": "",
}
# Rendered as blocks, by blocks.py.
BLOCK_ELEMENTS = {"front", "body", "back", "group", "div", "head", "p", "ab", "figure", "figDesc", "graphic", "list", "item", "table", "row", "cell", "listBibl",
                  "bibl", "closer", "opener", "byline", "lg", "l", "quote", "epigraph", "trailer", "docTitle", "titlePart", "titlePage", "signed", "dateline",
                  "div1", "div2", "div3", "cit", "sp", "speaker"}
# The class of a link, by the kind of entry it leads to.
LINK_CLASSES = {Person: "person", Institution: "institution", Place: "place", Archive: "archive", Work: "work", Term: "term", Event: "event"}


class Renderer:
    """Renders the inline content of one document. `notes` gathers, in order, the notes whose calls were rendered."""

    def __init__(self, edition: Edition, text: Text | None, document) -> None:
        self.edition, self.text, self.document = edition, text, document
        self.notes: list[Element] = []

    def inline(self, element: Element, skip: frozenset[str] = frozenset()) -> str:
        """The inline MyST of what is inside `element`; children named in `skip` are left out, what follows them is kept."""
        parts = [myst.escaped(element.text)] if element.text else []
        for child in element:
            name = local_name(child)
            if name and name not in skip:
                parts.append(self.piece(child, name))
            parts.append(words_after(child))
        return "".join(parts)

    def piece(self, element: Element, name: str) -> str:
        """The inline MyST of `element` itself."""
        render = INLINE.get(name)
        if render is not None:
            return render(self, element)
        return self.span(element, SPANS.get(name, ""))

    def span(self, element: Element, *classes: str) -> str:
        """The words of `element` with classes, its identifier, its language, and a link where it points to an entry.

        MyST has no brackets inside a link. So the words of a link are plain, and the notes and page breaks among them follow it.
        """
        identifier, targets = element.get(XML_ID, ""), self.entries_of(element, "ref")
        doubt = myst.span("?", "uncertain") if element.get("cert") in ("low", "medium") else ""
        if not targets:
            return myst.span(self.inline(element), *classes, identifier=identifier, language=element.get(XML_LANG, "")) + doubt
        words = words_of_link(element)
        if not words.strip():
            return myst.span("", "anchor", identifier=identifier) if identifier else ""
        kind = LINK_CLASSES[type(self.edition.entries[targets[0]])]
        linked = myst.link(myst.escaped(words.strip()), targets[0], kind, language=one_language(element))
        further = "".join(myst.span(myst.link("+", target), "further") for target in targets[1:])
        return (" " if words[:1].isspace() else "") + myst.span(linked, "title" if "title" in classes else "", identifier=identifier) + doubt + further + self.followers(element) + (
            " " if words[-1:].isspace() else "")

    def followers(self, element: Element) -> str:
        """The notes, page breaks and anchors inside a linked element, to be set after the link."""
        pieces = [(local_name(child), self.piece(child, local_name(child)).strip()) for child in element.iter(*FOLLOWERS)]
        return "".join(f" {piece}" if name == "pb" else piece for name, piece in pieces)

    def entries_of(self, element: Element, attribute: str) -> list[str]:
        """The identifiers of the entries that `@attribute` leads to, in order."""
        return [pointer.id for pointer in pointers_of(self.document, element, attribute) if pointer.kind == "id" and pointer.id in self.edition.entries]


def words_after(element: Element) -> str:
    """The escaped words that follow an element or comment; none between two references, which are set "(A; B)"."""
    before = element
    while before is not None and not local_name(before):
        before = before.getprevious()  # a comment stands between nothing
    between = before is not None and local_name(before) == "bibl" and adjoins(before, 1)
    return "" if not element.tail or between else myst.escaped(element.tail)


def _note(renderer: Renderer, element: Element) -> str:
    if element.find(TEI + "gap[@reason='lost']") is not None:
        return myst.span(myst.link(myst.escaped(element.get("n", "?")), "lost-notes"), "lost-note", identifier=element.get(XML_ID, ""))
    renderer.notes.append(element)
    return myst.note_call(element.get(XML_ID, ""))


def _page_break(renderer: Renderer, element: Element) -> str:
    before, parent = element.getprevious(), element.getparent()
    words = (before.tail if before is not None else parent.text) or ""
    mark = myst.span(f"p. {myst.escaped(element.get('n', ''))}", "page-break", identifier=element.get(XML_ID, ""))
    # Set apart from letters and digits on either side: "p. 71917" for whoever copies or hears the page.
    return (" " if words[-1:].isalnum() else "") + mark + (" " if (element.tail or "")[:1].isalnum() else "")


def _line_break(renderer: Renderer, element: Element) -> str:
    return " "


def _quote(renderer: Renderer, element: Element) -> str:
    return f"“{renderer.span(element, 'quote')}”"


def _hi(renderer: Renderer, element: Element) -> str:
    return renderer.span(element, *("hi-" + word for word in element.get("rend", "italic").split() if re.fullmatch("[a-z-]+", word)))


def _gap(renderer: Renderer, element: Element) -> str:
    return myst.span("\\[…\\]", "gap", identifier=element.get(XML_ID, ""))


def _sic(renderer: Renderer, element: Element) -> str:
    return f"{renderer.span(element)} \\[sic\\]"


def _anchor(renderer: Renderer, element: Element) -> str:
    return myst.span("", "anchor", identifier=element.get(XML_ID, ""))


INLINE: dict[str, Callable[[Renderer, Element], str]] = {
    "note": _note, "pb": _page_break, "lb": _line_break, "quote": _quote, "q": _quote, "hi": _hi, "gap": _gap, "sic": _sic, "anchor": _anchor,
    "ptr": pointed, "ref": pointed, "bibl": reference, "citedRange": cited_range,
}


def unrendered(edition: Edition) -> Iterator[Problem]:
    """T001 for every element in a text that no table knows."""
    known = SPANS.keys() | INLINE.keys() | BLOCK_ELEMENTS
    for text in edition.texts.values():
        body = text.document.root.find(TEI + "text")
        for element in body.iterdescendants("*") if body is not None else ():
            if local_name(element) not in known:
                yield UNRENDERED.broken(location_of(text.document, element), f"an element must have a rendering, found none for <{local_name(element)}>",
                                        "see the Encoding Guide for the element to use, or add a line to pages/elements.py", nearest_identifier(element))
