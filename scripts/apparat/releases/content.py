"""Every identifier of the edition with its kind, its name and its TEI: what a release freezes and what later states are compared with."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from functools import cached_property
from typing import Iterator

from ..exports.addresses import name_of
from ..model import Edition, Note, Passage, Target
from ..pages.mentions import unit_name
from ..tei.names import NAMESPACES, local_name, squeezed, text_of
from ..tei.registers import BY_KIND
from .fragment import WHOLE, fragment
from .saying import Saying

ENTRY_KINDS = {"people": "person", "institutions": "institution", "places": "place", "archives": "archival unit", "works": "work", "terms": "term", "events": "event",
               "claims": "claim"}
CITABLE = ("passage", "note", "position", "claim")
"""The kinds that have an address in each release: /id/IDENTIFIER@RELEASE.html."""


@dataclass(frozen=True)
class Content:
    """What an identifier names. `name` is what a reader calls it ("Harris 2017, ¶ 11, p. 699"), `tei` its encoding by `fragment`, "" for what is kept within something
    else; `digest` is the SHA-256 of kind and encoding, in hexadecimal."""

    identifier: str
    kind: str
    name: str
    digest: str
    tei: str
    saying: Saying = field(compare=False, repr=False)

    @cached_property
    def words(self) -> str:
        """What it says."""
        return self.saying.words(self)

    def says_what(self, other: Content) -> bool:
        """Whether it says what another state of it says, word for word; the annotation may differ."""
        return self.digest == other.digest or self.words == other.words


def kinds(edition: Edition) -> dict[str, str]:
    """Identifier -> its kind, for everything outside the headers; a register is a file, not something that is cited."""
    return {identifier: kind_of(edition, target) for identifier, target in edition.targets.items() if target.element is not target.document.root or target.document.id in edition.texts}


def digest_of(kind: str, tei: str) -> str:
    return hashlib.sha256(f"{kind}\n{tei}".encode("utf-8")).hexdigest()


def contents(edition: Edition) -> dict[str, Content]:
    """Every identifier outside the headers, in the order of the files and of the documents: texts first, then registers."""
    saying = Saying()
    found = {content.identifier: content for content in _contents(edition, saying)}
    texts = [content for content in found.values() if edition.targets[content.identifier].document.id in edition.texts]
    others = [content for content in found.values() if edition.targets[content.identifier].document.id not in edition.texts]
    saying.contents = {content.identifier: content for content in texts + others}
    return saying.contents


def _contents(edition: Edition, saying: Saying) -> Iterator[Content]:
    for identifier, kind in kinds(edition).items():
        target = edition.targets[identifier]
        tei = fragment(target.element, kind, edition.entries)
        yield Content(identifier, kind, squeezed(name(edition, target)), digest_of(kind, tei), tei if kind in WHOLE or identifier in edition.entries else "", saying)


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
        return f"{text.short_title}, {identifier}"  # a heading is what it says, not what it is called
    place = f"{text.short_title}, {unit_name(unit)}" + (f", p. {unit.page}" if unit.page else "")
    return place if unit.id == identifier else f"{place}, {identifier}"
