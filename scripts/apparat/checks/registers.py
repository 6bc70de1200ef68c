"""Theme E: entries of the registers. Statements have sources, dates are possible, parents are no circle."""

from __future__ import annotations

import re
from typing import Iterator

from ..model import Edition
from ..problem import Rule
from ..tei.names import TEI, local_name
from ..tei.registers import BY_NAME
from .check import Finding, check

_STATEMENTS = ("state", "birth", "death", "desc", "def", "note")
_DATING = ("when", "from", "to", "notBefore", "notAfter")
_ISO = re.compile(r"-?[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?\Z")


@check(Rule(
    "E001", "A statement of fact in a register names the passage it comes from",
    "No life date, office or description from memory: @source leads to a passage, a work or an address.",
    '<state type="office" ref="institutions:politburo" from="1919">', '<state ... source="text:harris-p15">'))
def statements_without_source(edition: Edition) -> Iterator[Finding]:
    for document in edition.documents.values():
        if document.id not in BY_NAME or document.id in ("works", "claims"):
            continue
        for element in document.root.iter(*(TEI + name for name in _STATEMENTS)):
            if not element.get("source") and not _in_header(element) and element.get("type") != "translation":
                yield Finding(document, element, f"a statement ({local_name(element)}) must name its source in @source, found none",
                              'source="text:harris-p11", or the address where it was looked up')


def _in_header(element) -> bool:
    return any(local_name(ancestor) == "teiHeader" for ancestor in element.iterancestors())


@check(Rule(
    "E002", "Dates are ISO 8601, and their limits are in order",
    "1923-13 or an end before its beginning cannot be drawn, sorted or believed.",
    '<state from="1926" to="1919">', '<state from="1919" to="1926">'))
def impossible_dates(edition: Edition) -> Iterator[Finding]:
    for document in edition.documents.values():
        for element in document.root.iter(TEI + "*"):
            values = {name: element.get(name) for name in _DATING if element.get(name)}
            if not values or local_name(element) == "citedRange" or local_name(element) == "biblScope":
                continue
            for name, value in values.items():
                if not _ISO.match(value):
                    yield Finding(document, element, f'@{name} must be a year, year-month or day (1923, 1923-10, 1923-10-15), found "{value}"', "")
            for first, last in (("from", "to"), ("notBefore", "notAfter")):
                if first in values and last in values and values[last][:len(values[first])] < values[first][:len(values[last])]:
                    yield Finding(document, element, f'@{first} must not be later than @{last}, found {values[first]} and {values[last]}', "")


@check(Rule(
    "E003", "No entry is its own parent, at any remove",
    "A body that stands above itself cannot be drawn or climbed.",
    "secretariat -> central-committee -> secretariat", "secretariat -> central-committee -> party-congress"))
def circular_parents(edition: Edition) -> Iterator[Finding]:
    parents: dict[str, list] = {}
    for relation in edition.relations:
        if relation.name in ("parent", "part", "within"):
            parents.setdefault(relation.active, []).append(relation)
    for start, relations in parents.items():
        pending, seen = [relation.passive for relation in relations], set()
        while pending:
            above = pending.pop()
            if above == start:
                element = relations[0].element
                document = next(document for document in edition.documents.values() if document.root is element.getroottree().getroot())
                yield Finding(document, element, f'no entry may be its own parent, found "{start}" above itself', "remove one of the relations")
                break
            if above not in seen:
                seen.add(above)
                pending += [relation.passive for relation in parents.get(above, ())]


@check(Rule(
    "E004", "An entry of a register has a main name",
    "Without it the page of the entry, and every link to it, would have no words.",
    '<person xml:id="stalin"><persName type="variant">Сталин</persName></person>', '<persName type="main">...</persName>'))
def nameless_entries(edition: Edition) -> Iterator[Finding]:
    for entry in edition.entries.values():
        if not any(form.kind == "main" and form.text for form in entry.forms) and getattr(entry, "level", "repository") == "repository":
            document = edition.targets[entry.id].document
            yield Finding(document, entry.element, f'an entry must have a main name, found none in "{entry.id}"', 'add a name with type="main"')
