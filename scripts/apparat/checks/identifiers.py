"""Theme I: identifiers are unique, in the grammar, in their series, and where they are needed."""

from __future__ import annotations

import re
from typing import Iterator

from ..model import Document, Edition, Element
from ..problem import Rule
from ..tei.names import NAMESPACES, TEI, XML_ID, local_name
from .check import Finding, check

GRAMMAR = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*\Z")


@check(Rule(
    "I001", "An identifier stands once in the whole edition",
    "Identifiers are addresses: labels of the site are global, so a text and a person of one name would collide. Those in a header hold in their file alone.",
    '<person xml:id="harris"> beside the text harris', '<person xml:id="harris-james">'))
def repeated_identifiers(edition: Edition) -> Iterator[Finding]:
    """Identifiers in a header hold in their file alone: they must be single there."""
    for document in edition.documents.values():
        seen: dict[str, Element] = {}
        for element in document.root.iter("*"):
            identifier = element.get(XML_ID)
            if not identifier:
                continue
            here, first = seen.setdefault(identifier, element), edition.targets.get(identifier)
            if here is not element:
                place = f"{document.name}, on line {here.sourceline}"
            elif identifier not in edition.local[document.name] and first is not None and first.element is not element:
                place = f"{first.document.name}, on line {first.element.sourceline}"
            else:
                continue
            yield Finding(document, element, f'an identifier must stand once in the edition, found "{identifier}" again',
                          f"it stands first in {place}: give this one another number or name")


@check(Rule(
    "I002", "An identifier is lower-case ASCII letters, digits and single hyphens",
    "Sphinx rewrites dots, capitals and underscores; such an identifier would change or vanish on the page.",
    '<p xml:id="Harris.p12">', '<p xml:id="harris-p12">'))
def ungrammatical_identifiers(edition: Edition) -> Iterator[Finding]:
    for document, element, identifier in _identifiers(edition):
        if not GRAMMAR.match(identifier):
            odd = sorted(set(re.sub(r"[a-z0-9-]", "", identifier)))
            shown = ", ".join(f"{character} (U+{ord(character):04X})" for character in odd)
            yield Finding(document, element, f'an identifier must match [a-z][a-z0-9]*(-[a-z0-9]+)*, found "{identifier}"',
                          f"not allowed in it: {shown}" if shown else "begin with a letter; single hyphens between the parts")


def _identifiers(edition: Edition) -> Iterator[tuple[Document, Element, str]]:
    """Every identifier outside the headers, those that stand twice as often as they stand."""
    for document in edition.documents.values():
        for element in document.root.iter("*"):
            identifier = element.get(XML_ID)
            if identifier and identifier not in edition.local[document.name]:
                yield document, element, identifier


# The series of identifiers in a text: what stands behind "harris-" says what kind of thing it is.
SERIES = {
    "p": "p|abs", "div": "s", "note": "n|k", "figure": "fig", "table": "tab", "seg": "w", "relation": "c", "app": "app", "quote": "q",
    "bibl": "b|a", "ab": "kw|k|d|p", "closer": "d", "byline": "d", "head": "h", "anchor": "w", "list": "l", "trailer": "d",
}


@check(Rule(
    "I003", "An identifier in a text begins with the text's identifier and the letter of its series",
    "harris-p12 tells a scholar text and kind without looking it up, and rules out clashes between texts.",
    '<p xml:id="p12"> in harris.xml', '<p xml:id="harris-p12">'))
def identifiers_out_of_series(edition: Edition) -> Iterator[Finding]:
    for document, element, identifier in _identifiers(edition):
        text = edition.texts.get(document.id)
        if text is None or text.document is not document or element is document.root:
            continue
        name = local_name(element)
        letters = SERIES.get(name)
        if letters is None:
            wanted, pattern = f"{text.id}-...", rf"{re.escape(text.id)}-[a-z]+[0-9]"
        else:
            wanted = " or ".join(f"{text.id}-{letter}1" for letter in letters.split("|"))
            pattern = rf"{re.escape(text.id)}-(?:(?:[a-z]+[0-9]+[a-z]?-)?(?:{letters}))[0-9]+[a-z]?\Z"
        if not re.match(pattern, identifier):
            yield Finding(document, element, f'the identifier of a {name} in this text must be like {wanted}, found "{identifier}"',
                          "the series are listed in the Encoding Guide under Identifiers")


@check(Rule(
    "I004", "Every paragraph, note, figure, division and register entry has an identifier",
    "What cannot be addressed cannot be cited, annotated or kept when the text changes.",
    '<p n="12">', '<p xml:id="harris-p12" n="12">'))
def missing_identifiers(edition: Edition) -> Iterator[Finding]:
    for text in edition.texts.values():
        body = text.document.root.find("tei:text", NAMESPACES)
        for element in body.iter(*(TEI + name for name in ("p", "note", "figure", "div", "table"))) if body is not None else ():
            if not element.get(XML_ID) and not _inside_identified(element):
                yield Finding(text.document, element, f"a {local_name(element)} must have an identifier (xml:id), found none",
                              f'the next free number of its series: xml:id="{text.id}-..."')
    for name, document in edition.documents.items():
        if not name.startswith("texts/"):
            for element in document.root.iter(*(TEI + name for name in ("person", "org", "place", "event", "entry", "biblStruct"))):
                if not element.get(XML_ID):
                    yield Finding(document, element, f"an entry of a register ({local_name(element)}) must have an identifier (xml:id), found none",
                                  "a short name in lower case: surname, or surname-forename where it is taken")


def _inside_identified(element: Element) -> bool:
    """A paragraph inside a note, figure, quotation or table cell is addressed through what is around it."""
    return local_name(element) == "p" and any(local_name(ancestor) in ("note", "figure", "quote", "cell", "item") for ancestor in element.iterancestors())


@check(Rule(
    "I005", "The name of a file is the identifier of what it holds",
    "harris.xml holds the text harris; addresses, transcripts and the ledger go by it.",
    '<TEI xml:id="Harris2017"> in harris.xml', '<TEI xml:id="harris"> in harris.xml'))
def file_names(edition: Edition) -> Iterator[Finding]:
    for document in edition.documents.values():
        identifier = document.root.get(XML_ID, "")
        if identifier != document.id:
            yield Finding(document, document.root, f'TEI/@xml:id must be the name of the file, "{document.id}", found "{identifier}"',
                          "rename the file or correct the identifier; of a published text, the file")


@check(Rule(
    "I006", "A printed number stands once in a text, for each kind of passage or note",
    "Two paragraphs 12, or two notes 3, cannot be told apart by a reader who cites the number.",
    '<p xml:id="harris-p13" n="12"> after <p xml:id="harris-p12" n="12">', '<p xml:id="harris-p13" n="13">'))
def repeated_numbers(edition: Edition) -> Iterator[Finding]:
    for text in edition.texts.values():
        seen: dict[tuple, str] = {}
        for unit in text.units:
            kind = "note" if unit in text.notes and unit.kind == "lost" else unit.kind
            scope = unit.division_id if unit.kind == "bibliography" else ""
            key = ("source" if kind == "note" else kind, scope, unit.number)
            if unit.number and unit.id and key in seen:
                yield Finding(text.document, unit.element, f'a number must stand once among the {unit.kind} items of a text, found n="{unit.number}" again',
                              f"{seen[key]} has it already")
            seen.setdefault(key, unit.id)
