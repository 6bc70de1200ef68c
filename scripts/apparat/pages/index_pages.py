"""The index of each register, and the list of texts."""

from __future__ import annotations

from ..model import Archive, Claim, Edition, Event, Person, Work
from ..tei.names import text_of
from ..tei.registers import Register
from . import myst
from .archive_page import citations_below, in_bibliography, references_without_signature
from .claims_index import claims_index
from .dates import written_span
from .entry import Shelf
from .work_page import full_reference

LEADS = {
    "people": "Actors of the time and the scholars who write about them. Each page gathers every form of the name, offices with their sources, and every mention.",
    "institutions": "Party and state bodies, groups, newspapers, universities.",
    "archives": "Repositories, and below them every fond, opis and delo (file) that a text cites; the figures count citations in running text.",
    "works": "What the texts cite; printed primary sources apart from literature. The figures count citations in running text.",
    "terms": "Concepts and catchwords, as the texts use them.",
    "events": "In the order of time; what the texts do not date stands at the end.",
    "places": "Places named in the texts.",
}


def register_index(shelf: Shelf, register: Register) -> str:
    """The index page of one register."""
    if register.kind is Claim:
        return claims_index(shelf)
    entries = shelf.edition.register(register.kind)
    blocks = [myst.heading(1, register.title, f"{register.name}-index"), myst.paragraph(f"{LEADS[register.name]} {len(entries)} entries.", "lead")]
    if register.kind is Person:
        blocks += _groups(shelf, entries, register.name, [("actor", "People of the time"), ("author", "Authors of the time"), ("scholar", "Scholars")], "role")
    elif register.kind is Work:
        blocks += _works(shelf, entries)
    elif register.kind is Archive:
        blocks.append(myst.listed(_tree(shelf, "", 0)))
        unsigned = references_without_signature(shelf)
        if unsigned:
            blocks += [myst.heading(2, "References without a signature", "archives-unsigned"), myst.items(unsigned, "facts")]
    elif register.kind is Event:
        blocks.append(myst.items([f"{myst.span(written_span(event.span) or 'undated', 'label')} {_line(shelf.edition, event)}" for event in entries], "index"))
    else:
        blocks.append(myst.items([_line(shelf.edition, entry) for entry in entries], "index"))
    return myst.page(blocks)


def _line(edition: Edition, entry) -> str:
    """A link to an entry, its first other name, the number of its mentions."""
    others = [form.text for form in entry.forms if form.text != entry.label and not isinstance(entry, Work)]
    also = f" {myst.span(myst.escaped(others[0]), 'also')}" if others else ""
    return f"{myst.link(myst.escaped(entry.label), entry.id)}{also} {myst.span(str(len(edition.mentions.get(entry.id, ()))), 'count')}"


def _groups(shelf: Shelf, entries: list, name: str, groups: list[tuple[str, str]], attribute: str) -> list[str]:
    blocks = []
    for value, title in groups:
        found = [entry for entry in entries if getattr(entry, attribute) == value]
        if found:
            blocks += [myst.heading(2, title, f"{name}-{value}"), myst.items([_person_line(shelf.edition, entry) for entry in found], "index")]
    rest = [entry for entry in entries if getattr(entry, attribute) not in dict(groups)]
    return blocks + ([myst.heading(2, "Others", f"{name}-others"), myst.items([_line(shelf.edition, entry) for entry in rest], "index")] if rest else [])


def _person_line(edition: Edition, person: Person) -> str:
    """As in an index: the surname first."""
    main = person.element.find("{*}persName[@type='main']")
    surname = main.find("{*}surname") if main is not None else None
    others = [text_of(part) for part in main if part is not surname] if main is not None else []
    label = person.label
    if surname is not None and surname.text and others:
        label = f"{text_of(surname)}, {' '.join(others)}"
    foreign = [form.text for form in person.forms if form.language not in ("", "en")]
    also = f" {myst.span(myst.escaped(foreign[0]), 'also')}" if foreign else ""
    return f"{myst.link(myst.escaped(label), person.id)}{also} {myst.span(str(len(edition.mentions.get(person.id, ()))), 'count')}"


def _works(shelf: Shelf, entries: list[Work]) -> list[str]:
    blocks = []
    for group, title in (("primary", "Printed primary sources and writings of the time"), ("literature", "Literature")):
        found = [work for work in entries if work.group == group]
        if found:
            rows = [f"{myst.link(myst.escaped(work.label), work.id, 'work')} {full_reference(shelf, work)} "
                    f"{myst.span(str(sum(not in_bibliography(mention.unit) for mention in shelf.edition.mentions.get(work.id, ()))), 'count')}" for work in found]
            blocks += [myst.heading(2, title, f"works-{group}"), myst.items(rows, "index", "works")]
    return blocks


def _tree(shelf: Shelf, parent: str, depth: int) -> list[str]:
    """Nested lists: repository, fond, opis, file."""
    lines = []
    for unit in shelf.edition.below(parent):
        name = unit.label if depth == 0 else f"{unit.level} {unit.number}"
        title = next((form.text for form in unit.forms if form.kind == "full"), unit.forms[1].text if len(unit.forms) > 1 else "")
        also = f" {myst.span(myst.escaped(title), 'also')}" if title and title.casefold() != name.casefold() else ""
        lines.append(f"{'  ' * depth}- {myst.link(myst.escaped(name), unit.id, 'archive')}{also} "
                     f"{myst.span(str(len(citations_below(shelf.edition, unit))), 'count')}")
        lines += _tree(shelf, unit.id, depth + 1)
    return lines


def texts_index(edition: Edition) -> str:
    """The page that lists the texts; the only one whose table of contents reaches them."""
    rows = [myst.link(myst.escaped(text.title), text.id) for text in edition.texts.values()]
    toctree = myst.toctree((text.short_title, text.id) for text in edition.texts.values())
    return myst.page([myst.heading(1, "Texts", "texts-index"), myst.items(rows, "texts"), toctree])
