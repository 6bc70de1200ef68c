"""Theme R: references. Every pointer resolves, and to the right kind of thing."""

from __future__ import annotations

from typing import Iterator

from ..model import Archive, Claim, Document, Edition, Element, Event, Institution, Person, Place, Term, Work
from ..problem import Rule
from ..tei.names import XML_ID, local_name
from ..tei.pointer import POINTING, Pointer, pointers_of, prefixes
from .check import Finding, check, nearest


def _pointers(edition: Edition) -> Iterator[tuple[Document, Element, str, Pointer]]:
    for document in edition.documents.values():
        for element in document.root.iter("*"):
            for attribute in POINTING:
                if attribute in element.attrib:
                    for pointer in pointers_of(document, element, attribute):
                        yield document, element, attribute, pointer


@check(Rule(
    "R001", "A pointer names something that exists",
    "A link that leads nowhere is a statement without a source.",
    '<persName ref="people:trotskii"> where people.xml has "trotsky"', '<persName ref="people:trotsky">'))
def dangling_pointers(edition: Edition) -> Iterator[Finding]:
    """One finding for each wrong value in a file, at its first place: a renamed entry would otherwise be reported a hundred times."""
    found: dict[tuple[Document, str], list[tuple[Element, str, Pointer]]] = {}
    for document, element, attribute, pointer in _pointers(edition):
        if pointer.kind == "id" and not _resolves(edition, document, pointer):
            found.setdefault((document, pointer.value), []).append((element, attribute, pointer))
    for (document, _), places in found.items():
        element, attribute, pointer = places[0]
        target = edition.targets.get(pointer.id)
        hint = nearest(pointer.id, edition.targets) or "add the entry to the register, or correct the pointer"
        if target is not None:
            hint = f'"{pointer.id}" stands in {target.document.name}: use the prefix that leads there'
        more = f" (and at {len(places) - 1} more places of this file)" if len(places) > 1 else ""
        yield Finding(document, element, f'@{attribute} must point to something in {pointer.file or "this file"}, found "{pointer.value}"{more}', hint)


def _resolves(edition: Edition, document: Document, pointer: Pointer) -> bool:
    """Whether what the pointer names is there. Files that could not be read are given the benefit of the doubt."""
    if pointer.file in edition.unread or not pointer.file and pointer.id in edition.local[document.name]:
        return True
    target = edition.targets.get(pointer.id)
    return target is not None and (_file_of(edition, target.document) == pointer.file if pointer.file else target.document is document)


def _file_of(edition: Edition, document: Document) -> str:
    return f"texts/{document.id}.xml" if document.id in edition.texts else f"{document.id}.xml"


@check(Rule(
    "R002", "A prefix is declared in the header of its file, and its value fits the declaration",
    "A TEI file must explain its own pointers (prefixDef) to whoever reads it without this edition.",
    'ref="person:stalin" where the header declares "people"', 'ref="people:stalin"'))
def undeclared_prefixes(edition: Edition) -> Iterator[Finding]:
    for document, element, attribute, pointer in _pointers(edition):
        if pointer.kind == "prefix":
            name, declared = pointer.value.split(":", 1)[0], prefixes(document)
            if name in declared:
                patterns = " or ".join(prefix.pattern.pattern for prefix in declared[name])
                to_lines = any("line=" in prefix.replacement for prefix in declared[name])
                yield Finding(document, element, f'the value after "{name}:" must match {patterns}, found "{pointer.value}"',
                              "for the transcript: w:68, or w:68-70" if to_lines else "an identifier, as in the register")
            else:
                yield Finding(document, element, f'a prefix must be declared in the header ({", ".join(sorted(declared)) or "none is"}), found "{pointer.value}"',
                              nearest(name, declared) or "declare it with <prefixDef>, or write it as the others are")


@check(Rule(
    "R003", "A pointer is #identifier, prefix:value or an address that begins with https:// or http://",
    "Relative paths break when files move, and javascript: or file: addresses have no place on a page.",
    '<ref target="javascript:alert(1)">', '<ref target="https://doi.org/10.15826/qr.2017.3.245">'))
def unusable_pointers(edition: Edition) -> Iterator[Finding]:
    for document, element, attribute, pointer in _pointers(edition):
        if pointer.kind == "wrong":
            yield Finding(document, element, f'@{attribute} must be #identifier, prefix:value or a web address, found "{pointer.value[:80]}"',
                          f'to point inside this edition write e.g. "#{pointer.value}" or "people:{pointer.value}"' if pointer.value.isidentifier() else "")


# What the pointer of an element must lead to.
EXPECTED = {
    "persName": (Person, "a person"), "orgName": ((Institution, Archive), "an institution or an archive"), "placeName": (Place, "a place"),
    "geogName": (Place, "a place"), "term": (Term, "a term"), "title": (Work, "a work"), "event": (Event, "an event"), "author": (Person, "a person"),
    "editor": (Person, "a person"), "archival": (Archive, "an archival unit"),
}


@check(Rule(
    "R004", "An element points to an entry of its own kind",
    "A person marked as an institution appears in the wrong register and in no index of people.",
    '<persName ref="institutions:secretariat">', '<orgName ref="institutions:secretariat">'))
def pointers_of_another_kind(edition: Edition) -> Iterator[Finding]:
    for document, element, attribute, pointer in _pointers(edition):
        entry = edition.entries.get(pointer.id) if pointer.kind == "id" else None
        if entry is None or attribute not in ("ref", "target"):
            continue
        name = local_name(element)
        role = "event" if name == "rs" and element.get("type") == "event" else "archival" if name == "ptr" and element.getparent().get("type") == "archival" else name
        if role in EXPECTED and not isinstance(entry, EXPECTED[role][0]):
            yield Finding(document, element, f'{name} must point to {EXPECTED[role][1]}, found "{pointer.value}", {_kind_name(entry)}',
                          "use the element of that kind, or another entry")


def _kind_name(entry: object) -> str:
    name = type(entry).__name__.lower()
    return f"{'an' if name[0] in 'aeiou' else 'a'} {name}"


@check(Rule(
    "R005", "A register entry is named somewhere in the texts",
    "An entry that no passage names is a leftover, or its mention was not marked.",
    '<person xml:id="radek"> that nothing points to', '<persName ref="people:radek">Radek</persName> in a passage',
    severity="warning"))
def unnamed_entries(edition: Edition) -> Iterator[Finding]:
    """Nothing is found while a source cannot be read: what it names would be called unnamed."""
    if edition.unread:
        return
    pointed = {pointer.id for _, _, _, pointer in _pointers(edition) if pointer.kind == "id"}
    parents = {entry.parent_id for entry in edition.entries.values() if isinstance(entry, Archive)}
    for entry in edition.entries.values():
        if entry.id not in pointed and entry.id not in parents and not isinstance(entry, Claim):  # C008 speaks of claims
            document = edition.targets[entry.id].document
            yield Finding(document, entry.element, f'an entry must be named somewhere, found no pointer to "{entry.element.get(XML_ID)}"',
                          "mark its mention in the passage, or remove the entry")
