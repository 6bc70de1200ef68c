"""The edition as a whole: everything the sources say, and where."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Mapping

from .entries import Archive, DateSpan, Entry
from .positions import Position, Report
from .texts import Document, Element, Text, Unit


@dataclass(frozen=True, eq=False)
class Relation:
    """A stand-off relation of a register, as "secretariat has the parent bolshevik-party"; identifiers, not pointers."""

    name: str
    active: str
    passive: str
    span: DateSpan
    sources: tuple[str, ...]
    element: Element


@dataclass(frozen=True, eq=False)
class Mention:
    """An entry is named in a unit: the element that names it, and the passage or note around it."""

    entry_id: str
    element: Element
    unit: Unit


@dataclass(frozen=True, eq=False)
class Target:
    """What an identifier names: its element and file."""

    id: str
    element: Element
    document: Document


@dataclass(frozen=True, eq=False)
class Edition:
    """Everything the sources say, read once. Mappings keep the order of the files and of the documents."""

    folder: Path
    documents: Mapping[str, Document]
    texts: Mapping[str, Text]
    entries: Mapping[str, Entry]
    relations: tuple[Relation, ...]
    targets: Mapping[str, Target]
    local: Mapping[str, frozenset[str]]
    mentions: Mapping[str, tuple[Mention, ...]]
    unread: frozenset[str] = field(default_factory=frozenset)
    positions: Mapping[str, Position] = field(default_factory=dict)
    reports: Mapping[str, Report] = field(default_factory=dict)

    def register(self, kind: type) -> list:
        """The entries of one kind (`Person`, `Work` ...), in the order of their sort keys."""
        return list(self._registers.get(kind, ()))

    def below(self, unit_id: str) -> list[Archive]:
        """The archival units directly below one, in the order of their sort keys; below "", the repositories."""
        return list(self._archives_below.get(unit_id, ()))

    @cached_property
    def units(self) -> Mapping[str, Unit]:
        """Every passage and note of all texts, by identifier."""
        return {unit.id: unit for text in self.texts.values() for unit in text.units}

    def unit_around(self, identifier: str) -> Unit | None:
        """The passage, note or heading that an identifier names, or in which what it names stands."""
        target = self.targets.get(identifier)
        node = target.element if target is not None else None
        while node is not None and node not in self._units_by_element:
            node = node.getparent()
        return self._units_by_element[node] if node is not None else None

    def page_of(self, identifier: str) -> str:
        """The name of the page of its text on which an identifier stands: the nearest division that has a page of its own, else the text; "" outside texts."""
        target = self.targets.get(identifier)
        if target is None or target.document.id not in self.texts:
            return ""
        around = (target.element, *target.element.iterancestors())
        return next((self._own_pages[node] for node in around if node in self._own_pages), target.document.id)

    @cached_property
    def _own_pages(self) -> dict[Element, str]:
        return {division.element: division.id for text in self.texts.values() for division in text.divisions if division.own_page}

    @cached_property
    def _units_by_element(self) -> dict[Element, Unit]:
        return {unit.element: unit for text in self.texts.values() for unit in text.units}

    @cached_property
    def _registers(self) -> dict[type, list]:
        found: dict[type, list] = {}
        for entry in sorted(self.entries.values(), key=lambda entry: entry.sort_key):
            found.setdefault(type(entry), []).append(entry)
        return found

    @cached_property
    def _archives_below(self) -> dict[str, list[Archive]]:
        found: dict[str, list[Archive]] = {}
        for unit in self.register(Archive):
            found.setdefault(unit.parent_id, []).append(unit)
        return found

    def positions_on(self, claim_id: str) -> tuple[Position, ...]:
        """The positions on a claim, in the order of the texts."""
        return self._positions_by[0].get(claim_id, ())

    def positions_of(self, holder_id: str) -> tuple[Position, ...]:
        """The positions that a person, body or school holds, alone or with others."""
        return self._positions_by[1].get(holder_id, ())

    def positions_at(self, words_id: str) -> tuple[Position, ...]:
        """The positions that a stretch of words states."""
        return self._positions_by[2].get(words_id, ())

    def positions_from(self, evidence_id: str) -> tuple[Position, ...]:
        """The positions for which something is named as evidence: a work or archival unit, however it is cited, a reference (harris-a1), a note."""
        return self._positions_by[3].get(evidence_id, ())

    def handed_on(self, report_id: str) -> Position | None:
        """The position at the end of the chain that a report belongs to; None where the chain comes back to itself."""
        seen: set[str] = set()
        while report_id in self.reports and report_id not in seen:
            seen.add(report_id)
            report_id = self.reports[report_id].passive_id
        return self.positions.get(report_id)

    @cached_property
    def _positions_by(self) -> tuple[dict[str, tuple[Position, ...]], ...]:
        """The positions by claim, by holder, by words, by evidence."""
        found: tuple[dict[str, list[Position]], ...] = ({}, {}, {}, {})
        for position in self.positions.values():
            for place, keys in enumerate(((position.claim_id,), position.holder_ids, position.words, position.evidence + position.rests_on)):
                for key in dict.fromkeys(keys):
                    found[place].setdefault(key, []).append(position)
        return tuple({key: tuple(positions) for key, positions in mapping.items()} for mapping in found)
