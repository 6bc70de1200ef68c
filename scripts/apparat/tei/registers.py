"""The register files -> entries: people, institutions, places, archives, works, terms, events, claims.

`REGISTERS` is the table of all of them. A new register: a dataclass in model.py, a reader here, a line in the table, a page.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Callable, Iterator

from ..model import Archive, Claim, Document, Element, Entry, Event, Institution, NameForm, Office, Person, Place, Relation, Term, Work
from .claims import read_claim
from .dating import date_span, sources_of
from .names import NAMESPACES, TEI, XML_ID, language_of, local_name, squeezed, text_of
from .pointer import identifiers_of


@dataclass(frozen=True)
class Register:
    """One register: the file that holds it, the dataclass of its entries, the elements that are entries (of one type, where given), their reader."""

    name: str
    title: str
    kind: type
    elements: tuple[str, ...]
    read: Callable[[Document, Element], Entry]
    element_type: str = ""

    @property
    def file(self) -> str:
        return f"{self.name}.xml"


def read_register(register: Register, document: Document) -> Iterator[Entry]:
    """The entries of a register file, in document order; elements without an identifier are left to the checks."""
    for element in document.root.iter(*(TEI + name for name in register.elements)):
        if register.element_type and element.get("type") != register.element_type:
            continue
        if element.get(XML_ID) and not any(ancestor.tag == TEI + "teiHeader" for ancestor in element.iterancestors()):
            yield register.read(document, element)


def read_relations(document: Document) -> Iterator[Relation]:
    """The stand-off relations of a register file, one for each pair of active and passive."""
    for element in document.root.iter(TEI + "relation"):
        for active in identifiers_of(document, element, "active"):
            for passive in identifiers_of(document, element, "passive"):
                yield Relation(element.get("name", ""), active, passive, date_span(element), sources_of(document, element), element)


def name_forms(document: Document, element: Element, *elements: str) -> tuple[NameForm, ...]:
    """The names of an entry, main ones first as written. `elements` are the TEI elements that hold names."""
    found = []
    for name in element.iterchildren(*(TEI + local for local in elements)):
        if name.get("type") == "sort":
            continue
        found.append(NameForm(text_of(name), name.get("type", "main"), language_of(name), sources_of(document, name), date_span(name), name.get("cert", "")))
    return tuple(sorted(found, key=lambda form: form.kind != "main"))


def label_of(forms: tuple[NameForm, ...], identifier: str) -> str:
    return next((form.text for form in forms if form.text), identifier)


def sort_key(text: str) -> str:
    """A key by which Latin, Cyrillic and Hangul names sort: case and diacritics apart, punctuation dropped."""
    plain = "".join(character for character in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(character))
    return squeezed(re.sub(r"[^\w\s]", " ", plain))


def number_key(number: str) -> str:
    """A key by which "9" comes before "10" and "10a"."""
    return re.sub(r"[0-9]+", lambda digits: digits.group().zfill(8), number)


def _person(document: Document, element: Element) -> Person:
    forms = name_forms(document, element, "persName")
    identifier = element.get(XML_ID)
    main = element.find("tei:persName[@type='main']", NAMESPACES)
    surname = text_of(main.find("tei:surname", NAMESPACES)) if main is not None else ""
    offices = tuple(
        Office(identifier, institution, text_of(state.find("tei:label", NAMESPACES)), date_span(state), sources_of(document, state), state.get("cert", ""))
        for state in element.iterfind("tei:state[@type='office']", NAMESPACES) for institution in identifiers_of(document, state, "ref"))
    label = label_of(forms, identifier)
    sorting = text_of(element.find("tei:persName[@type='sort']", NAMESPACES)) or f"{surname} {label}"
    return Person(identifier, label, sort_key(sorting), forms, element.get("role", ""), offices, element)


def _institution(document: Document, element: Element) -> Institution:
    forms = name_forms(document, element, "orgName")
    label = label_of(forms, element.get(XML_ID))
    return Institution(element.get(XML_ID), label, sort_key(label), forms, element.get("type", ""), element)


def _place(document: Document, element: Element) -> Place:
    forms = name_forms(document, element, "placeName")
    label = label_of(forms, element.get(XML_ID))
    return Place(element.get(XML_ID), label, sort_key(label), forms, element.get("type", ""), element)


def _term(document: Document, element: Element) -> Term:
    forms = tuple(sorted((NameForm(text_of(orth), orth.getparent().get("type", "main"), language_of(orth), sources_of(document, orth.getparent()))
                          for orth in element.iterfind("tei:form/tei:orth", NAMESPACES)), key=lambda form: form.kind != "main"))
    label = label_of(forms, element.get(XML_ID))
    return Term(element.get(XML_ID), label, sort_key(label), forms, element)


def _event(document: Document, element: Element) -> Event:
    forms = name_forms(document, element, "label")
    label, span = label_of(forms, element.get(XML_ID)), date_span(element)
    return Event(element.get(XML_ID), label, f"{span.sort_key or '9999'} {sort_key(label)}", forms, element.get("type", ""), span, element)


def _own_titles(work: Element) -> list[Element]:
    """The titles of a work itself: of the part where it is one, not of the journal, book or series around it."""
    part = work.find("tei:analytic", NAMESPACES)
    whole = work.find("tei:monogr", NAMESPACES)
    return list((part if part is not None else whole if whole is not None else work).iterchildren(TEI + "title"))


def _work(document: Document, element: Element) -> Work:
    label = text_of(element.find("tei:note[@type='citation-label']", NAMESPACES)) or element.get(XML_ID)
    forms = tuple(NameForm(text_of(title), "main" if position == 0 else "variant", language_of(title))
                  for position, title in enumerate(_own_titles(element)))
    group = element.getparent().get("type", "literature")
    return Work(element.get(XML_ID), label, sort_key(label), forms, element.get("type", ""), group, element)


# What a level of an archive is called in the citation, by the language of the archive's signatures.
LEVELS = {"ru": {"fond": "Ф.", "opis": "Оп.", "delo": "Д."}, "uk": {"fond": "Ф.", "opis": "Оп.", "delo": "Спр."}}


def main_language(repository: Element) -> str:
    """The language of the main name of a repository: its signatures are cited in it."""
    name = repository.find("tei:orgName[@type='main']", NAMESPACES)
    return language_of(name) if name is not None else "ru"


def _archive(document: Document, element: Element) -> Archive:
    """A repository (org) or a unit below it (listBibl, bibl); the label of a unit is built from those of its parents."""
    identifier = element.get(XML_ID)
    if local_name(element) == "org":
        forms = name_forms(document, element, "orgName")
        label = label_of(forms, identifier)
        return Archive(identifier, label, sort_key(label), forms, "repository", "", "", main_language(element), element)
    level = element.get("type", "")
    heads = element.findall("tei:head", NAMESPACES)
    number = element.get("n") or (heads[0].get("n", "") if heads else "")
    chain, parent = [(level, number)], element.getparent()
    parent_id = parent.get(XML_ID, "")
    while local_name(parent) == "listBibl":
        head = parent.find("tei:head", NAMESPACES)
        chain.append((parent.get("type", ""), parent.get("n") or (head.get("n", "") if head is not None else "")))
        parent = parent.getparent()
    repository = parent.find("tei:orgName[@type='main']", NAMESPACES) if local_name(parent) == "org" else None
    language = main_language(parent)
    names = LEVELS.get(language, LEVELS["ru"])
    parts = [text_of(repository)] + [f"{names.get(part, part)} {figure}" for part, figure in reversed(chain)]
    label = ". ".join(part for part in parts if part)
    named = heads[0] if heads else element.find("tei:title", NAMESPACES)
    forms = (NameForm(label, "main", language),) + ((NameForm(text_of(named), "variant", language_of(named)),) if text_of(named) else ())
    return Archive(identifier, label, number_key(sort_key(label)), forms, level, number, parent_id, language, element)


REGISTERS = (
    Register("people", "People", Person, ("person", "personGrp"), _person),
    Register("institutions", "Institutions", Institution, ("org",), _institution),
    Register("archives", "Archives", Archive, ("org", "listBibl", "bibl"), _archive),
    Register("works", "Works", Work, ("biblStruct",), _work),
    Register("terms", "Terms", Term, ("entry",), _term),
    Register("events", "Events", Event, ("event",), _event),
    Register("places", "Places", Place, ("place",), _place),
    Register("claims", "Claims", Claim, ("div",), read_claim, "claim"),
)
BY_NAME = {register.name: register for register in REGISTERS}
BY_KIND = {register.kind: register for register in REGISTERS}


def register_of(entry: Entry) -> str:
    """The name of the register an entry stands in, which is the folder of its page: people, archives ..."""
    return BY_KIND[type(entry)].name
