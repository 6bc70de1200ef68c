"""The entries of the registers: who and what the texts name, and the claims they dispute."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Union

from .texts import Element


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


@dataclass(frozen=True, eq=False)
class Topic:
    """A heading under which claims are gathered."""

    id: str
    label: str
    element: Element


@dataclass(frozen=True, eq=False)
class Claim:
    """What people dispute. `label` is its short title, `proposition` and `question` the elements that hold them; sorted as in the file."""

    id: str
    label: str
    sort_key: str
    forms: tuple[NameForm, ...]
    topic: Topic
    proposition: Element
    question: Element
    term_ids: tuple[str, ...]
    element: Element


Entry = Union[Person, Institution, Place, Archive, Work, Term, Event, Claim]
