"""Edition -> all made pages, and those pages -> files.

`made_pages` names every file and its content; `write_pages` writes those that changed and removes what is no longer made.
The folders in `MADE` belong to it: nothing in them is written by hand.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Callable, Iterable, Iterator

from ..model import Archive, Claim, Edition, Event, Institution, Person, Place, Term, Work
from ..problem import Problem, Rule
from ..tei.position import location_of
from ..tei.registers import REGISTERS, register_of
from .archive_page import archive_page
from .checks_page import checks_page
from .claim_page import claim_page
from .claims_index import holders_page
from .disputes_page import disputes_page
from .entry import Shelf
from .home import home_fragment
from .matrix_page import matrix_page
from .index_pages import register_index, texts_index
from .people_pages import institution_page, person_page
from .pictures.pages import picture_pages
from .subject_pages import event_page, place_page, term_page
from .text_page import text_pages
from .work_page import work_page

ENTRY_PAGES: dict[type, Callable] = {
    Person: person_page, Institution: institution_page, Archive: archive_page, Work: work_page, Term: term_page, Event: event_page, Place: place_page, Claim: claim_page,
}
TAKEN = Rule(
    "I008", "An identifier is not the name of a page",
    "The page of a person called index would be written over the index of people; a label of two places leads to neither.",
    '<person xml:id="about">', '<person xml:id="about-marta">')
RULES = (TAKEN,)

MADE = ("texts", "made", "data", "pictures", "releases", *(register.name for register in REGISTERS))
MADE_FILES = ("checks.md",)


def made_pages(edition: Edition, rules: Iterable[Rule]) -> Iterator[tuple[str, str]]:
    """(path below edition/, content) of every page made from the sources and the rules."""
    shelf = Shelf(edition)
    yield "texts/index.md", texts_index(edition)
    for text in edition.texts.values():
        yield from text_pages(edition, text)
    for register in REGISTERS:
        yield f"{register.name}/index.md", register_index(shelf, register)
    for entry in edition.entries.values():
        yield f"{register_of(entry)}/{entry.id}.md", ENTRY_PAGES[type(entry)](shelf, entry)
    yield "claims/matrix.md", matrix_page(edition)
    yield "claims/disputes.md", disputes_page(edition)
    yield "claims/holders.md", holders_page(shelf)
    yield "made/home.txt", home_fragment(edition)
    yield from picture_pages(edition)
    yield "checks.md", checks_page(rules)


# Names of pages and labels that are not entries: those of Sphinx, and those that made pages give themselves.
PAGE_NAMES = {"index", "search", "genindex", "modindex", "py-modindex", "checks", "texts-index", "home-texts", "home-registers", "home-dispute", "pictures-index", "claims-matrix",
              "claims-disputes", "claims-holders", "disputes-none"}
_LABEL = re.compile(r"^\(([a-z0-9-]+)\)=", re.MULTILINE)


def page_names(folder: Path) -> set[str]:
    """The names of all pages, and the labels of the hand-written ones in `folder` (edition/)."""
    taken = PAGE_NAMES | {f"{register.name}-index" for register in REGISTERS} | set(MADE)
    for path in sorted(folder.rglob("*.md")):
        place = path.relative_to(folder)
        if place.parts[0] not in MADE and str(place) not in MADE_FILES:
            taken |= {path.stem} | set(_LABEL.findall(path.read_text(encoding="utf-8", errors="replace")))
    return taken


def is_taken(identifier: str, taken: set[str]) -> bool:
    """Whether a page or heading has the identifier already; `taken` are the names by `page_names`."""
    return identifier in taken or identifier.endswith(("-mentions", "-apparatus", "-positions", "-disputes", "-dates", "-shared", "-related")) or identifier.startswith(("checks-", "check-", "data-", "picture-", "disputes-of-", "releases-"))


def taken_names(edition: Edition, folder: Path) -> Iterator[Problem]:
    """I008 for every identifier that a page or a label of a hand-written page in `folder` (edition/) has."""
    taken = page_names(folder)
    for target in edition.targets.values():
        register = target.element is target.document.root and target.document.id not in edition.texts
        if not register and is_taken(target.id, taken):
            yield TAKEN.broken(location_of(target.document, target.element), f'an identifier must not be the name of a page or heading, found "{target.id}"',
                               "give it a second part, as in surname-forename", target.id)


def write_pages(pages: Iterable[tuple[str, str]], folder: Path) -> tuple[int, int, int]:
    """Writes into `folder` (edition/) what differs, removes what is no longer made. Numbers of pages made, written, removed."""
    made, written = set(), 0
    for name, content in pages:
        path = folder / name
        made.add(path)
        data = content.encode("utf-8")
        if not path.is_file() or path.read_bytes() != data:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
            written += 1
    removed = 0
    for name in MADE:
        for path in sorted((folder / name).rglob("*")) if (folder / name).is_dir() else ():
            if path.is_file() and path not in made:
                path.unlink()
                removed += 1
    return len(made), written, removed
