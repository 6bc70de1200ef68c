"""Every identifier of the edition with its kind, its name, its words and its TEI: what a release freezes and what later states are compared with.

The words are those a reader is given, without markup and notes, squeezed to single spaces. They stand in release files, so they must not
depend on how pages look.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property
from typing import Iterator

from ..exports.addresses import name_of, plain_words
from ..model import Archive, Claim, Edition, Note, Passage, Position, Report, Target
from ..pages.mentions import unit_name
from ..tei.names import NAMESPACES, local_name, squeezed, text_of
from ..tei.registers import BY_KIND
from .fragment import fragment

ENTRY_KINDS = {"people": "person", "institutions": "institution", "places": "place", "archives": "archival unit", "works": "work", "terms": "term", "events": "event",
               "claims": "claim"}
CITABLE = ("passage", "note", "position", "claim")
"""The kinds that have an address in each release: /id/IDENTIFIER@RELEASE.html."""


@dataclass(frozen=True)
class Content:
    """What an identifier names. `name` is what a reader calls it ("Harris 2017, ¶ 11, p. 699"), `words` what it says, `tei` its encoding (by `fragment`)."""

    identifier: str
    kind: str
    name: str
    words: str
    tei: str = ""

    @cached_property
    def digest(self) -> str:
        """SHA-256 of kind, words and encoding, in hexadecimal."""
        return hashlib.sha256(f"{self.kind}\n{self.words}\n{self.tei}".encode("utf-8")).hexdigest()


def contents(edition: Edition) -> dict[str, Content]:
    """Every identifier outside the headers, in the order of the files and of the documents: texts first, then registers."""
    found = {content.identifier: content for content in _contents(edition)}
    texts = [content for content in found.values() if edition.targets[content.identifier].document.id in edition.texts]
    others = [content for content in found.values() if edition.targets[content.identifier].document.id not in edition.texts]
    return {content.identifier: content for content in texts + others}


def _contents(edition: Edition) -> Iterator[Content]:
    for identifier, target in edition.targets.items():
        if target.element is target.document.root and target.document.id not in edition.texts:
            continue  # a register is a file, not something that is cited
        kind = kind_of(edition, target)
        yield Content(identifier, kind, squeezed(name(edition, target)), squeezed(words(edition, target, kind)), fragment(target.element, kind, edition.entries))


def kind_of(edition: Edition, target: Target) -> str:
    """text, division, passage, note, position, report, words, reference, apparatus entry, topic, claim, person, work ...; part for what is none of these."""
    identifier = target.id
    if identifier in edition.texts:
        return "text"
    if identifier in edition.entries:
        return ENTRY_KINDS[BY_KIND[type(edition.entries[identifier])].name]
    if identifier in edition.positions:
        return "position"
    if identifier in edition.reports:
        return "report"
    element = local_name(target.element)
    unit = edition.units.get(identifier)
    if element in ("div", "div1", "div2", "div3"):
        return "topic" if target.element.get("type") == "topic" else "division"
    if isinstance(unit, (Passage, Note)) and unit.element is target.element:
        return "note" if isinstance(unit, Note) else "passage"
    return {"seg": "words", "bibl": "reference", "app": "apparatus entry"}.get(element, "part")


def name(edition: Edition, target: Target) -> str:
    """What a reader calls it."""
    identifier = target.id
    if identifier in edition.entries or identifier in edition.texts:
        return name_of(edition, identifier)
    if target.document.id not in edition.texts:
        return text_of(target.element.find("tei:head", NAMESPACES)) or identifier
    text, unit = edition.texts[target.document.id], edition.unit_around(identifier)
    if identifier in edition.positions:
        return f"{text.short_title}, position {identifier}"
    if unit is None or isinstance(unit, Passage) and unit.kind == "heading":
        return f"{text.short_title}, {text_of(target.element.find('tei:head', NAMESPACES)) or identifier}"
    place = f"{text.short_title}, {unit_name(unit)}" + (f", p. {unit.page}" if unit.page else "")
    return place if unit.id == identifier else f"{place}, {identifier}"


def words(edition: Edition, target: Target, kind: str) -> str:
    """What it says, as plain words."""
    document, element, entry = target.document, target.element, edition.entries.get(target.id)
    if kind == "text":
        return edition.texts[target.id].title
    if kind in ("division", "topic"):
        head = element.find("tei:head", NAMESPACES)
        return plain_words(edition, document, head) if head is not None else ""
    if kind == "position":
        return position_words(edition, edition.positions[target.id])
    if kind == "report":
        return report_words(edition, edition.reports[target.id])
    if isinstance(entry, Claim):
        return f"{entry.label}. {plain_words(edition, document, entry.proposition)} {plain_words(edition, document, entry.question)}"
    if isinstance(entry, Archive):
        return ", ".join(form.text for form in entry.forms)
    if entry is not None:
        return " ".join(plain_words(edition, document, child) for child in element.iterchildren("{*}*"))
    return plain_words(edition, document, element)


def position_words(edition: Edition, position: Position) -> str:
    """A position as one sentence of words and identifiers: "James Harris denies claim-packed-posts (own, 2017, high certainty); words ...; evidence ..."."""
    holders = ", ".join(name_of(edition, holder) for holder in position.holder_ids)
    kind = "reported" if position.reported else "own"
    details = ", ".join(part for part in (kind, position.span.sort_key, f"{position.cert} certainty" if position.cert else "") if part)
    evidence = f"; evidence {', '.join(position.evidence)}" if position.evidence else ""
    remark = f"; {text_of(position.remark)}" if position.remark is not None else ""
    return f"{holders} {position.stance} {position.claim_id} “{name_of(edition, position.claim_id)}” ({details}); words {', '.join(position.words)}{evidence}{remark}"


def report_words(edition: Edition, report: Report) -> str:
    return f"{', '.join(name_of(edition, reporter) for reporter in report.reporter_ids)} reports {report.passive_id}; words {', '.join(report.words)}"
