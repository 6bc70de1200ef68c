"""Pages of works, and a work set as one line of a scholarly bibliography (after the Chicago Manual of Style, 17th edition)."""

from __future__ import annotations

from ..model import Element, Work
from ..tei.names import NAMESPACES, XML_LANG, text_of
from ..tei.pointer import identifiers_of
from ..tei.dating import sources_of
from . import myst
from .holder_positions import evidence_for
from .entry import Shelf, entry_page, labelled, notes, source_marks

KINDS = {"book": "book", "bookSection": "part of a book", "journalArticle": "article", "collection": "collection", "thesis": "thesis"}


def work_page(shelf: Shelf, work: Work) -> str:
    """The full reference, what the printed bibliographies disagree on, and where the work is cited."""
    document = shelf.document(work)
    return entry_page(shelf, work, KINDS.get(work.kind, work.kind) + (", printed primary source" if work.group == "primary" else ""),
                      myst.paragraph(full_reference(shelf, work), "full-reference"),
                      *notes(shelf, work),
                      labelled([("evidence for", evidence_for(shelf, work.id)), ("printed in", source_marks(shelf, sources_of(document, work.element)).strip())]))


def full_reference(shelf: Shelf, work: Work) -> str:
    """Inline MyST: authors, titles, place, publisher, year, pages, extent, DOI."""
    element = work.element
    analytic, monograph = element.find("tei:analytic", NAMESPACES), element.find("tei:monogr", NAMESPACES)
    inner = analytic if analytic is not None else monograph
    parts = [responsible(shelf, work, inner, "author") or (responsible(shelf, work, inner, "editor") + " (ed.)" if inner.find("tei:editor", NAMESPACES) is not None else "")]
    if analytic is not None:
        parts.append(f"“{titles(analytic)}”")
        host = titles(monograph, "title")
        editors = responsible(shelf, work, monograph, "editor")
        if work.kind == "bookSection":
            volume = scope_text(monograph, "volume")
            parts.append(f"In {host}" + (f", vol. {myst.escaped(volume)}" if volume else "") + (f", edited by {editors}" if editors else ""))
        else:
            parts.append(host + "".join(f", {myst.escaped(label)} {myst.escaped(scope_text(monograph, unit))}"
                                        for unit, label in (("volume", "vol."), ("issue", "no.")) if scope_text(monograph, unit)))
    else:
        parts.append(titles(monograph, "title"))
        if scope_text(monograph, "volume"):
            parts.append(f"Vol. {myst.escaped(scope_text(monograph, 'volume'))}")
    series = element.find("tei:series", NAMESPACES)
    if series is not None:
        parts[-1] += f" ({' '.join(myst.escaped(text_of(part)) for part in series)})"
    parts += [myst.escaped(text_of(edition)).removesuffix(".") for edition in monograph.iterfind("tei:edition", NAMESPACES)]
    translators = [text_of(resp) for resp in monograph.iterfind("tei:respStmt", NAMESPACES)] + [text_of(editor) for editor in inner.iterfind("tei:editor[@role='translator']", NAMESPACES)]
    parts += [myst.escaped(words) for words in translators if words]
    place, publisher = text_of(monograph.find(".//tei:pubPlace", NAMESPACES)), text_of(monograph.find(".//tei:publisher", NAMESPACES))
    date = text_of(monograph.find(".//tei:date", NAMESPACES))
    imprint = ": ".join(myst.escaped(part) for part in (place, publisher) if part)
    parts.append(", ".join(part for part in (imprint, myst.escaped(date)) if part))
    pages, extent = scope_text(monograph, "page"), text_of(monograph.find("tei:extent", NAMESPACES))
    parts.append(f"Pp. {myst.escaped(pages)}" if pages else "")
    parts.append(myst.escaped(extent).removesuffix("."))
    parts += [f"DOI {myst.web_link(myst.escaped(text_of(idno)), 'https://doi.org/' + text_of(idno))}" for idno in element.iterfind(".//tei:idno[@type='DOI']", NAMESPACES)]
    return ". ".join(part.removesuffix(".") for part in parts if part) + "."


def responsible(shelf: Shelf, work: Work, element: Element, name: str) -> str:
    """Authors or editors, each linked to the register: "A. Gleason, P. Kenez and R. Stites"."""
    document, people = shelf.document(work), []
    for person in element.iterfind(f"tei:{name}", NAMESPACES):
        identifiers = identifiers_of(document, person, "ref")
        words = myst.escaped(text_of(person))
        people.append(myst.link(words, identifiers[0]) if identifiers and identifiers[0] in shelf.edition.entries else words)
    return ", ".join(people[:-1]) + (" and " if len(people) > 1 else "") + people[-1] if people else ""


def titles(element: Element, kind: str = "") -> str:
    """The title, and in brackets its other forms (romanised, translated)."""
    found = element.findall("tei:title", NAMESPACES)
    words = [myst.span(myst.escaped(text_of(title)), kind, language=title.get(XML_LANG, "") if title.get(XML_LANG) != "en" else "") for title in found]
    return words[0] + "".join(f" \\[{other}\\]" for other in words[1:]) if words else ""


def scope_text(element: Element, unit: str) -> str:
    return text_of(element.find(f".//tei:biblScope[@unit='{unit}']", NAMESPACES))
