"""Edition -> all made pages, and those pages -> files.

`made_pages` names every file and its content; `write_pages` writes those that changed and removes what is no longer made.
The folders in `MADE` belong to it: nothing in them is written by hand.
"""

from __future__ import annotations

from pathlib import Path
from typing import Callable, Iterable, Iterator

from ..model import Archive, Edition, Event, Institution, Person, Place, Term, Work
from ..problem import Rule
from ..tei.registers import REGISTERS
from .archive_page import archive_page
from .checks_page import checks_page
from .entry import Shelf
from .home import home_fragment
from .index_pages import register_index, texts_index
from .people_pages import institution_page, person_page
from .subject_pages import event_page, place_page, term_page
from .text_page import text_page
from .work_page import work_page

ENTRY_PAGES: dict[type, Callable] = {
    Person: person_page, Institution: institution_page, Archive: archive_page, Work: work_page, Term: term_page, Event: event_page, Place: place_page,
}
MADE = ("texts", "made", *(register.name for register in REGISTERS))
MADE_FILES = ("checks.md",)


def made_pages(edition: Edition, rules: Iterable[Rule]) -> Iterator[tuple[str, str]]:
    """(path below edition/, content) of every page made from the sources and the rules."""
    shelf = Shelf(edition)
    yield "texts/index.md", texts_index(edition)
    for text in edition.texts.values():
        yield f"texts/{text.id}.md", text_page(edition, text)
    for register in REGISTERS:
        yield f"{register.name}/index.md", register_index(shelf, register)
    for entry in edition.entries.values():
        folder = next(register.name for register in REGISTERS if register.kind is type(entry))
        yield f"{folder}/{entry.id}.md", ENTRY_PAGES[type(entry)](shelf, entry)
    yield "made/home.txt", home_fragment(edition)
    yield "checks.md", checks_page(rules)


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
