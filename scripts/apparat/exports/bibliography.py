"""A work -> one dictionary, from which CSL-JSON, BibTeX and RIS are written; and CSL-JSON, which is that dictionary.

The dictionary is an item of CSL-JSON (Citation Style Language 1.0.2, schema csl-data.json): the names of its variables are the names
of the fields here. What CSL has no variable for stands under `custom`. A field that the register does not give is absent.
"""

from __future__ import annotations

import json
import re

from ..model import Edition, Element, Work
from ..tei.names import NAMESPACES, TEI, language_of, local_name, text_of
from ..tei.pointer import identifiers_of
from ..tei.dating import date_span
from .addresses import address_of, document_of, plain_words, sources_below

Item = dict[str, object]

# The kinds of work of the register (Zotero's words) in CSL's.
TYPES = {"book": "book", "bookSection": "chapter", "collection": "book", "journal": "periodical", "journalArticle": "article-journal",
         "newspaperArticle": "article-newspaper", "encyclopediaArticle": "entry-encyclopedia", "thesis": "thesis", "report": "report", "document": "document",
         "webpage": "webpage"}
# Titles beside the main one, and how `custom` calls them.
OTHER_TITLES = {"alt": "romanised", "translation": "translated"}
ROLES = {"translator": "translator", "compiler": "compiler"}


def items(edition: Edition) -> list[Item]:
    """The dictionaries of all works, in the order of the register."""
    return [item(edition, work) for work in edition.register(Work)]


def csl_bytes(edition: Edition) -> bytes:
    """All works as CSL-JSON."""
    return (json.dumps(items(edition), ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def item(edition: Edition, work: Work) -> Item:
    """The dictionary of one work; empty fields are left out."""
    element = work.element
    analytic, monograph = element.find("tei:analytic", NAMESPACES), element.find("tei:monogr", NAMESPACES)
    inner = monograph if analytic is None else analytic
    found = {"id": work.id, "type": TYPES.get(work.kind, "document"), **titles(inner, "title"), **(titles(monograph, "container-title") if analytic is not None else {}),
             **people(edition, work, analytic, monograph), **imprint(monograph), **series(element), **numbers(element), "language": title_language(inner),
             "citation-label": work.label, "keyword": work.group, "annote": " ".join(notes(edition, work))}
    found["custom"] = {key: value for key, value in (*custom(edition, work).items(), *other_titles(inner, "title").items(),
                                                     *(other_titles(monograph, "container-title") if analytic is not None else {}).items()) if value}
    return {key: value for key, value in found.items() if value}


def titles(element: Element | None, name: str) -> Item:
    """The main title with its subtitles, and the short one."""
    if element is None:
        return {}
    kinds = [(title.get("type", "main"), text_of(title)) for title in element.iterchildren(TEI + "title")]
    main = next((words for kind, words in kinds if kind == "main"), kinds[0][1] if kinds else "")
    found = {name: ": ".join([main, *(words for kind, words in kinds if kind == "sub")])}
    short = next((words for kind, words in kinds if kind == "short"), "")
    return {**found, f"{name}-short": short} if name == "title" else found


def other_titles(element: Element | None, name: str) -> Item:
    """The romanised and translated titles."""
    if element is None:
        return {}
    return {f"{OTHER_TITLES[title.get('type')]}-{name}": text_of(title) for title in element.iterchildren(TEI + "title") if title.get("type") in OTHER_TITLES}


def title_language(element: Element | None) -> str:
    """The language of the main title (BCP 47)."""
    title = element.find("tei:title", NAMESPACES) if element is not None else None
    return language_of(title) if title is not None else ""


def people(edition: Edition, work: Work, analytic: Element | None, monograph: Element | None) -> Item:
    """Authors, editors, translators and compilers. Of a part, the authors of the whole are "container-author"."""
    found: dict[str, list] = {}
    for level in (analytic, monograph):
        for person in level.iterchildren(TEI + "author", TEI + "editor") if level is not None else ():
            role = "author" if local_name(person) == "author" else ROLES.get(person.get("role", ""), "editor")
            if role == "author" and level is monograph and analytic is not None:
                role = "container-author"
            found.setdefault(role, []).append(person_name(person))
    return dict(found)


def person_name(element: Element) -> Item:
    """A name in its parts, as CSL has them; a name without a surname, or of a body, is literal."""
    parts = {name: " ".join(text_of(part) for part in element.iterfind(f"tei:{name}", NAMESPACES)) for name in ("surname", "forename", "nameLink")}
    if not parts["surname"]:
        return {"literal": text_of(element)}
    named = {"family": parts["surname"], "given": parts["forename"], "non-dropping-particle": parts["nameLink"]}
    return {key: value for key, value in named.items() if value}


def imprint(monograph: Element | None) -> Item:
    """Place, publisher, date, edition, volume, issue, pages, extent."""
    if monograph is None:
        return {}
    words = {name: "; ".join(text_of(part) for part in monograph.iterfind(f"tei:imprint/tei:{name}", NAMESPACES)) for name in ("pubPlace", "publisher")}
    edition, extent = monograph.find("tei:edition", NAMESPACES), text_of(monograph.find("tei:extent", NAMESPACES))
    length, volumes = re.fullmatch(r"([0-9]+) (?:p|pp|pages)\.?", extent), re.fullmatch(r"([0-9]+) (?:vols|volumes)\.?", extent)
    return {"publisher": words["publisher"], "publisher-place": words["pubPlace"], "issued": issued(monograph.find("tei:imprint/tei:date", NAMESPACES)),
            "edition": (edition.get("n") or text_of(edition)) if edition is not None else "", "volume": scope(monograph, "volume"), "issue": scope(monograph, "issue"),
            "page": scope(monograph, "page"), "number-of-pages": length.group(1) if length else "", "number-of-volumes": volumes.group(1) if volumes else ""}


def issued(date: Element | None) -> Item:
    """The date of publication: parts of an ISO 8601 date or of both ends of a stretch; any other date as it is printed."""
    if date is None:
        return {}
    span = date_span(date)
    ends = [span.when] if span.when else [span.start, span.end] if span.start and span.end else []
    if ends and all(re.fullmatch(r"[0-9]{4}(-[0-9]{2}){0,2}", end) for end in ends):
        return {"date-parts": [[int(part) for part in end.split("-")] for end in ends]}
    return {"literal": text_of(date)} if text_of(date) else {}


def scope(monograph: Element, unit: str) -> str:
    """A volume, issue or stretch of pages: the encoded number rather than the printed words, which may say more."""
    found = monograph.find(f"tei:imprint/tei:biblScope[@unit='{unit}']", NAMESPACES)
    if found is None:
        return ""
    stretch = "-".join(dict.fromkeys(part for part in (found.get("from"), found.get("to")) if part))
    return stretch or found.get("n") or text_of(found).replace("–", "-")


def series(element: Element) -> Item:
    """The first series that the work came out in, and its number there."""
    found = element.find("tei:series", NAMESPACES)
    if found is None:
        return {}
    return {"collection-title": text_of(found.find("tei:title", NAMESPACES)), "collection-number": text_of(found.find("tei:biblScope", NAMESPACES))}


def numbers(element: Element) -> Item:
    """DOI, ISBN, ISSN and the first web address."""
    found = {kind: " ".join(dict.fromkeys(text_of(idno) for idno in element.iterfind(f".//tei:idno[@type='{kind}']", NAMESPACES)))
             for kind in ("DOI", "ISBN", "ISSN")}
    addresses = [text_of(idno) for idno in element.iterfind(".//tei:idno[@type='URI']", NAMESPACES)]
    return {**found, "URL": next((address for address in addresses if address.startswith(("http://", "https://"))), "")}


def notes(edition: Edition, work: Work) -> list[str]:
    """What the register remarks on the work: where its sources disagree, and whatever the fields cannot say of volume and extent."""
    document = document_of(edition, work)
    found = [plain_words(edition, document, note) for note in work.element.iterfind("tei:note", NAMESPACES) if note.get("type") != "citation-label"]
    volume, extent = work.element.find(".//tei:biblScope[@unit='volume']", NAMESPACES), text_of(work.element.find(".//tei:extent", NAMESPACES))
    if volume is not None and volume.get("n") and text_of(volume) not in ("", volume.get("n")):
        found.append(f"Volume: {text_of(volume)}.")
    if extent and not re.fullmatch(r"[0-9]+ (?:p|pp|pages|vols|volumes)\.?", extent):
        found.append(f"Extent: {extent.removesuffix('.')}.")
    return found


def custom(edition: Edition, work: Work) -> Item:
    """What is this edition's own: kind and page of the entry, identifiers of the people, sources, other numbers."""
    document = document_of(edition, work)
    named = [element for element in work.element.iter(TEI + "author", TEI + "editor")]
    others = [f"{idno.get('type', '')} {text_of(idno)}" for idno in work.element.iter(TEI + "idno") if idno.get("type") not in ("DOI", "ISBN", "ISSN")]
    return {"kind": work.kind, "address": address_of(edition, work.id), "sources": sources_below(edition, work), "identifiers": others,
            "people": list(dict.fromkeys(identifier for element in named for identifier in identifiers_of(document, element, "ref")))}
