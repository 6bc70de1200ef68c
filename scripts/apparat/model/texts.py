"""A text of the edition and what is in it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Union

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
    """A part of a text with a heading. `level` is 1 for the parts of the text itself; `own_page`: it has a page of its own on the site."""

    id: str
    kind: str
    level: int
    element: Element
    own_page: bool = False


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
