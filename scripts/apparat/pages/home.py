"""What the home page includes: the texts with their figures, and ways into the registers."""

from __future__ import annotations

from collections import Counter
from typing import Callable

from ..model import STANCES, Archive, Claim, Edition, Event, Passage, Person, Text, Work
from ..model.disputes import OPEN, disputes_on
from ..tei.names import text_of
from ..tei.registers import REGISTERS, Register
from . import myst
from .dates import written_span
from .positions import short_name, signed
from .text_page import note_figures
from .words import numbered

MOST = 10


def home_fragment(edition: Edition) -> str:
    """The made part of the home page."""
    authors = {author for text in edition.texts.values() for author in text.author_ids}
    cells = [
        column("Most named", "people-index", most(edition, Person, lambda person: person.id not in authors)),
        column("Files most cited", "archives-index", most(edition, Archive, lambda unit: unit.level == "delo")),
        column("Works most cited", "works-index", most(edition, Work)),
        column("By year", "events-index", by_year(edition)),
    ]
    grid = myst.directive("grid", "1 2 2 2", [myst.directive("grid-item", "", cell, fence=3) for cell in cells if cell], {"gutter": "3"}, fence=4)
    registers = [f"{myst.link(register.title, f'{register.name}-index')} {myst.span(size_of(edition, register), 'count')}" for register in REGISTERS if register.kind is not Claim]
    return myst.page([*dispute(edition), myst.heading(2, "The texts", "home-texts"), myst.items([text_line(edition, text) for text in edition.texts.values()], "texts"),
                      myst.heading(2, "Who and what they name", "home-registers"), myst.items(registers, "registers"), grid])


def dispute(edition: Edition) -> list[str]:
    """The claim on which most holders are in open dispute: its proposition, who stands where, ways to all others."""
    def opposed(claim: Claim) -> int:
        pairs = {pair for found in disputes_on(edition, claim.id) if found.kind == OPEN for pair in found.pairs}
        return len({holder for pair in pairs for holder in pair})

    claims = edition.register(Claim)
    if not any(map(opposed, claims)):
        return []
    chosen = max(claims, key=opposed)
    sides = []
    for stance in STANCES:
        holders = list(dict.fromkeys(holder for position in edition.positions_on(chosen.id) if position.stance == stance for holder in position.holder_ids))
        names = ", ".join(short_name(edition, holder) for holder in holders[:MOST]) + (" …" if len(holders) > MOST else "")
        sides += [myst.span(f"{signed(stance, stance)} {myst.escaped(names)}", "sides")] if holders else []
    disputed = sum(bool(opposed(claim)) for claim in claims)
    ways = " · ".join(myst.link(words, label) for words, label in ((f"{numbered(disputed, 'claim')} in open dispute", "claims-disputes"), (f"{numbered(len(claims), 'claim')} by topic", "claims-index"),
                                                                    ("who holds what", "claims-matrix")))
    return [myst.heading(2, "A dispute", "home-dispute"), myst.paragraph(myst.link(f"“{myst.escaped(text_of(chosen.proposition))}”", chosen.id), "proposition"),
            myst.paragraph(" ".join(sides), "home-dispute"), myst.paragraph(ways, "also")]


def size_of(edition: Edition, register: Register) -> str:
    """The number of entries; of archives, that of the files."""
    entries = edition.register(register.kind)
    if register.kind is Archive:
        return numbered(sum(entry.level == "delo" for entry in entries), "file")
    return str(len(entries))


def text_line(edition: Edition, text: Text) -> str:
    """A text: its title, and below it what there is of it."""
    paragraphs = sum(passage.kind == "paragraph" for passage in text.passages)
    references = sum(1 for mentions in edition.mentions.values() for mention in mentions
                     if mention.unit.text_id == text.id and mention.unit.kind != "bibliography" and isinstance(edition.entries[mention.entry_id], Archive))
    positions = sum(position.text_id == text.id for position in edition.positions.values())
    figures = " · ".join(part for part in (numbered(paragraphs, "paragraph") if paragraphs else "", note_figures(text), numbered(references, "archival reference") if references else "",
                                           numbered(positions, "position") if positions else "", text.status) if part)
    return f"{myst.link(myst.escaped(text.title), text.id)} {myst.span(figures, 'also')}"


def column(title: str, index: str, lines: list[str]) -> list[str]:
    """A short list under a title that leads to the whole register; empty where there is nothing to list."""
    return [myst.paragraph(myst.link(title, index), "list-head"), myst.items(lines, "short")] if lines else []


def most(edition: Edition, kind: type, wanted: Callable = bool) -> list[str]:
    """The wanted entries of a kind that the prose of the texts names most, twice at least; lines of bibliographies do not count."""
    counts = Counter({identifier: sum(not (isinstance(mention.unit, Passage) and mention.unit.kind == "bibliography") for mention in mentions)
                      for identifier, mentions in edition.mentions.items() if isinstance(edition.entries[identifier], kind) and wanted(edition.entries[identifier])})
    ranked = sorted((-count, edition.entries[identifier].sort_key, identifier) for identifier, count in counts.items() if count)
    return [f"{myst.link(myst.escaped(edition.entries[identifier].label), identifier)} {myst.span(str(-count), 'count')}" for count, _, identifier in ranked[:MOST] if -count > 1]


def by_year(edition: Edition) -> list[str]:
    """The dated events, the most named ones, in the order of time."""
    dated = [event for event in edition.register(Event) if event.span]
    named = sorted(dated, key=lambda event: -len(edition.mentions.get(event.id, ())))[:MOST]
    return [f"{myst.span(written_span(event.span), 'label')} {myst.link(myst.escaped(event.label), event.id)}" for event in dated if event in named]
