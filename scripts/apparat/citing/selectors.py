"""/cite/IDENTIFIER.jsonld: where a passage or note is, for programs that annotate: selectors of the W3C on its page, in the TEI, and in the release.

The quotation is read from the page as it was built, so that it is found there letter by letter: numbers of notes and page breaks stand among the words of a
page, and only the page knows how. Source: Web Annotation Data Model (W3C Recommendation 2017), 4.2 Selectors, 4.3 States.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Iterator

from lxml import html as parser

from ..model import Element
from ..releases.addresses import State
from ..releases.content import Content
from .cite_page import ROOT
from .cited import cited

AROUND = 32  # characters before and after, as the Recommendation's examples have them
APART = frozenset({"number", "cite", "label", "headerlink"})  # what stands on the page inside a passage and is none of its words


@dataclass(frozen=True)
class Quoted:
    """A passage on its page: its words exactly, and what stands before and behind them."""

    exact: str
    prefix: str
    suffix: str


def selector_files(state: State, site: Path) -> Iterator[tuple[str, bytes]]:
    """(path from the root of the site, content) for every passage and note; `site` is the folder in which Sphinx has built the pages."""
    pages: dict[str, list[str]] = {}
    for identifier, unit in state.edition.units.items():
        content = state.present.get(identifier)
        if content is not None and content.kind in ("passage", "note"):
            pages.setdefault(state.edition.page_of(identifier), []).append(identifier)
    for page, identifiers in pages.items():
        path = site / "texts" / f"{page}.html"
        quoted = quotations(path.read_bytes(), identifiers) if path.is_file() else {}
        for identifier in identifiers:
            yield f"cite/{identifier}.jsonld", selectors(state, state.present[identifier], page, quoted.get(identifier))


def quotations(page: bytes, identifiers: list[str]) -> dict[str, Quoted]:
    """Identifier -> its words on a page; what the page does not set (a lost note) is left out."""
    root = parser.document_fromstring(page)
    pieces, spans = reading_order(next(iter(root.xpath("//article")), root), frozenset(identifiers))
    whole, found = "".join(pieces), {}
    for identifier, (start, end) in spans.items():
        exact = whole[start:end]
        start, end = start + len(exact) - len(exact.lstrip()), end - len(exact) + len(exact.rstrip())
        found[identifier] = Quoted(whole[start:end], whole[max(0, start - AROUND):start], whole[end:end + AROUND])
    return found


def reading_order(article: Element, identifiers: frozenset[str]) -> tuple[list[str], dict[str, tuple[int, int]]]:
    """The text of an article in pieces; and for each identifier from where to where its words go in the whole, without what stands apart at its ends."""
    pieces: list[str] = []
    spans: dict[str, tuple[int, int]] = {}
    length = 0

    def add(text: str | None, around: tuple[str, ...], apart: bool) -> None:
        nonlocal length
        if not text:
            return
        if text.strip() and not apart:
            for identifier in around:
                spans[identifier] = (spans.get(identifier, (length, 0))[0], length + len(text))
        pieces.append(text)
        length += len(text)

    def walk(element: Element, around: tuple[str, ...], apart: bool) -> None:
        inside = (*around, element.get("id")) if element.get("id") in identifiers else around
        aside = apart or not APART.isdisjoint(element.get("class", "").split())
        add(element.text, inside, aside)
        for child in element:
            if isinstance(child.tag, str):
                walk(child, inside, aside)
            add(child.tail, inside, aside)

    walk(article, (), False)
    return pieces, spans


def selectors(state: State, content: Content, page: str, quoted: Quoted | None) -> bytes:
    """An annotation that identifies the passage in three places."""
    identifier, text_id = content.identifier, state.edition.units[content.identifier].text_id
    found = cited(state, content)

    def place(path: str) -> str:
        return state.on_site(path) if state.site else ROOT + path

    fragment = {"type": "FragmentSelector", "conformsTo": "http://tools.ietf.org/rfc/rfc3236", "value": identifier}
    quote = [{"type": "TextQuoteSelector", "exact": quoted.exact, "prefix": quoted.prefix, "suffix": quoted.suffix}] if quoted is not None else []
    targets = [{"type": "SpecificResource", "source": place(f"texts/{page}.html"), "selector": [fragment, *quote]},
               {"type": "SpecificResource", "source": place(f"tei/texts/{text_id}.xml"), "selector": {"type": "XPathSelector", "value": f"//*[@xml:id='{identifier}']"}}]
    if found.release:
        targets.append({"type": "SpecificResource", "source": place(f"id/{identifier}@{found.release}.html"), "selector": {"type": "TextQuoteSelector", "exact": content.words},
                        "state": {"type": "TimeState", "sourceDate": f"{found.date}T00:00:00Z"}})
    annotation = {"@context": "http://www.w3.org/ns/anno.jsonld", "id": place(f"cite/{identifier}.jsonld"), "type": "Annotation", "motivation": "identifying",
                  "body": found.address if state.site else ROOT + found.address, "target": targets}
    return (json.dumps(annotation, ensure_ascii=False, indent=1) + "\n").encode("utf-8")
