"""The card catalogue of the edition.

The TEI is the tree; these frozen dataclasses are the cards that say where things stand in it. A card keeps its lxml
element: there is no second syntax tree.

    Edition
    ├── documents   every TEI file that could be read
    ├── texts       Text ── divisions, units (Passage | Note) in document order
    ├── entries     Person | Institution | Place | Archive | Work | Term | Event, by identifier
    ├── targets     every xml:id of the sources outside the headers: what stands there, and in which file
    ├── local       file name -> the identifiers in its header, which hold in that file alone
    └── mentions    who or what is named where: entry identifier -> Mentions in document order

Checks, pages and exports read this one Edition; only `apparat.tei` makes it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Mapping, Union

from lxml import etree

Element = etree._Element


@dataclass(frozen=True, eq=False)
class Document:
    """One TEI file: `path` on disk, `name` as shown to people, `data` its bytes, `root` its tree."""

    path: Path
    name: str
    data: bytes
    root: Element

    @property
    def id(self) -> str:
        """The identifier of the file: its name without `.xml`."""
        return self.path.stem


@dataclass(frozen=True, eq=False)
class Division:
    """A part of a text with a heading. `level` is 1 for the parts of the text itself."""

    id: str
    kind: str
    level: int
    element: Element


@dataclass(frozen=True, eq=False)
class Passage:
    """What a scholar can cite: a paragraph, abstract, figure, line of a bibliography ...

    `number` is what is printed (`@n`), `page` the page of the source on which it begins ("" where unknown), `lines` the
    physical lines of the transcript, counted from 1.
    """

    id: str
    kind: str
    number: str
    text_id: str
    division_id: str
    page: str
    lines: tuple[int, ...]
    element: Element


@dataclass(frozen=True, eq=False)
class Note:
    """A note. `kind` is "source" (the author's), "editorial" (ours) or "lost" (its text is not in the transcript)."""

    id: str
    kind: str
    number: str
    text_id: str
    passage_id: str
    page: str
    lines: tuple[int, ...]
    element: Element


Unit = Union[Passage, Note]


@dataclass(frozen=True, eq=False)
class Text:
    """A text of the edition. `units` are its passages and notes in document order."""

    id: str
    document: Document
    title: str
    short_title: str
    language: str
    status: str
    author_ids: tuple[str, ...]
    work_id: str
    divisions: tuple[Division, ...]
    units: tuple[Unit, ...]

    @property
    def passages(self) -> tuple[Passage, ...]:
        """What can be cited; headings are cited as their divisions."""
        return tuple(unit for unit in self.units if isinstance(unit, Passage) and unit.kind != "heading")

    @property
    def notes(self) -> tuple[Note, ...]:
        return tuple(unit for unit in self.units if isinstance(unit, Note))


@dataclass(frozen=True)
class DateSpan:
    """A date as precise as the source gives it: ISO 8601 values of year, month or day; empty where not stated.

    `when` is a single date; `start` and `end` a stretch; `not_before` and `not_after` the limits of an uncertain one.
    """

    when: str = ""
    start: str = ""
    end: str = ""
    not_before: str = ""
    not_after: str = ""

    @property
    def sort_key(self) -> str:
        return self.when or self.start or self.not_before or self.end or self.not_after

    def __bool__(self) -> bool:
        return bool(self.sort_key)


@dataclass(frozen=True)
class NameForm:
    """One form of a name: `kind` main, variant, abbreviation or former; the time it was in use; where it is found; how sure that is."""

    text: str
    kind: str
    language: str = ""
    sources: tuple[str, ...] = ()
    span: DateSpan = DateSpan()
    cert: str = ""


@dataclass(frozen=True, eq=False)
class Office:
    """A person held an office in an institution: the label as the source has it, the time, the passages that say so."""

    person_id: str
    institution_id: str
    label: str
    span: DateSpan
    sources: tuple[str, ...]
    cert: str = ""


@dataclass(frozen=True, eq=False)
class Person:
    id: str
    label: str
    sort_key: str
    forms: tuple[NameForm, ...]
    role: str
    offices: tuple[Office, ...]
    element: Element


@dataclass(frozen=True, eq=False)
class Institution:
    id: str
    label: str
    sort_key: str
    forms: tuple[NameForm, ...]
    kind: str
    element: Element


@dataclass(frozen=True, eq=False)
class Place:
    id: str
    label: str
    sort_key: str
    forms: tuple[NameForm, ...]
    kind: str
    element: Element


@dataclass(frozen=True, eq=False)
class Archive:
    """A repository, fond, opis or delo (`level`). `label` is the normal citation in the repository's `language` (ru, uk)."""

    id: str
    label: str
    sort_key: str
    forms: tuple[NameForm, ...]
    level: str
    number: str
    parent_id: str
    language: str
    element: Element


@dataclass(frozen=True, eq=False)
class Work:
    """A work cited. `label` is the short form printed in a reference; `kind` its type, `group` literature or primary."""

    id: str
    label: str
    sort_key: str
    forms: tuple[NameForm, ...]
    kind: str
    group: str
    element: Element


@dataclass(frozen=True, eq=False)
class Term:
    id: str
    label: str
    sort_key: str
    forms: tuple[NameForm, ...]
    element: Element


@dataclass(frozen=True, eq=False)
class Event:
    id: str
    label: str
    sort_key: str
    forms: tuple[NameForm, ...]
    kind: str
    span: DateSpan
    element: Element


Entry = Union[Person, Institution, Place, Archive, Work, Term, Event]


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
