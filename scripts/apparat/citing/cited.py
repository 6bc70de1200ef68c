"""What is cited -> one dictionary (an item of CSL-JSON 1.0.2), from which every form of the citation is written.

A passage is cited as a section of Apparat that is a regest of a work: the title says "Regest of", the work stands in `references`, its page, where
known, in `page`. So nobody takes the words of the regest for the author's.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..exports.bibliography import Item, item as work_item
from ..exports.addresses import name_of, plain_words
from ..model import Claim, Edition, Note, Work
from ..pages.mentions import unit_name
from ..releases.addresses import State
from ..releases.content import CITABLE, ENTRY_KINDS, Content

EDITION = "Apparat: Regests of the Debate on How Stalin’s Apparatus of Power Came About"
SHORT = "Apparat"
EDITORS = "The editors of Apparat"
PARTS = ("text", "division", "passage", "note")
"""The kinds that are parts of a text; the others are entries, as in a work of reference."""
REGISTERS = {kind: register for register, kind in ENTRY_KINDS.items()}


@dataclass(frozen=True)
class Cited:
    """What a citation needs: `title` of what is cited, also in `short`; the `source` it is a regest of ({} for none), the page there, the release, the address.

    The page of the source is not in the title: records have a field for it, and styles would print it twice; prose says `title_with_page`.

    `release` is "" before the first release, or where the words have changed since the last; then `date` says which state is meant.
    """

    identifier: str
    kind: str
    title: str
    short: str
    place: str
    page: str
    source: Item
    release: str
    date: str
    address: str

    @property
    def title_with_page(self) -> str:
        return f"{self.title}, p. {self.page}" if self.page else self.title

    @property
    def state(self) -> str:
        """ "release 2026.12", or "state of 2026-11-22, not yet released" """
        return f"release {self.release}" if self.release else f"state of {self.date}, not yet released"


def cited(state: State, content: Content) -> Cited:
    """The citation of one identifier as it is now."""
    edition = state.edition
    unit = edition.units.get(content.identifier)
    text = edition.texts.get(unit.text_id) if unit is not None else edition.texts.get(content.identifier)
    source: Item = {}
    place = page = ""
    if text is not None:
        work = edition.entries.get(text.work_id)
        source = work_item(edition, work) if isinstance(work, Work) else {"title": text.title}
    if unit is not None:
        page = unit.page
        place = f"n. {unit.number}" if isinstance(unit, Note) else f"section “{content.words}”" if content.kind == "division" else unit_name(unit)
    release = released_in(state, content)
    path = f"id/{content.identifier}@{release}.html" if release and content.kind in CITABLE else f"id/{content.identifier}.html"
    date = next((one.date for one in state.releases if one.name == release), "") or state.date
    title = title_of(edition, content, source, place)
    if isinstance(unit, Note) and unit.kind == "editorial":
        source = {}  # the edition's own words: the title names the work, but nothing calls them a regest of it
    short = f"Regest of {text.short_title}" + (f", {place}" if place else "") if source and text is not None else f"Claim “{content.name}”" if content.kind == "claim" else content.name
    return Cited(content.identifier, content.kind, title, short, place, page, source, release, date, state.on_site(path))


def released_in(state: State, content: Content) -> str:
    """The last release, if the words it froze are the words that are there now; else ""."""
    if not state.releases:
        return ""
    last = state.releases[-1].name
    frozen = state.frozen[last].get(content.identifier)
    return last if frozen is not None and frozen.kind == content.kind and content.says_what(frozen) else ""


def title_of(edition: Edition, content: Content, source: Item, place: str) -> str:
    """What the citation calls it."""
    if source and content.kind in ("passage", "note", "text", "division"):
        unit = edition.units.get(content.identifier)
        if isinstance(unit, Note) and unit.kind == "editorial":
            return f"Editorial note {unit.number} to {work_words(source)}"
        return f"Regest of {work_words(source)}" + (f", {place}" if place else "")
    entry = edition.entries.get(content.identifier)
    if isinstance(entry, Claim):
        return f"Claim “{entry.label}”: {plain_words(edition, edition.targets[entry.id].document, entry.proposition)}"
    if content.kind == "position":
        position = edition.positions[content.identifier]
        holders = ", ".join(name_of(edition, holder) for holder in position.holder_ids)
        return f"Position {content.identifier}: {holders} {position.stance} “{name_of(edition, position.claim_id)}”"
    return content.name


def work_words(source: Item) -> str:
    """ "James Harris, “The Bolshevik Party Transformed” (2017)" """
    names = ", ".join(" ".join(part for part in (name.get("given", ""), name.get("non-dropping-particle", ""), name.get("family", "")) if part) or name.get("literal", "")
                      for name in source.get("author", source.get("editor", ())))
    year = str(source.get("issued", {}).get("date-parts", [[""]])[0][0])
    return (f"{names}, " if names else "") + f"“{source.get('title', '')}”" + (f" ({year})" if year else "")


def remark(cited: Cited) -> str:
    """The identifier and the release; of a regest, whose words they are; of an entry, in which register it stands."""
    kept = f"{cited.identifier}, {cited.state}."
    if cited.source:
        return f"{kept} The words are the edition’s summary, not the author’s."
    return f"{kept} Register of {REGISTERS[cited.kind]}." if cited.kind in REGISTERS else kept


def item_of(cited: Cited) -> Item:
    """The dictionary. `edition` is the release, `section` the identifier, `page` that of the source, `references` the source.

    `original-title` and its kin are not used: styles print them as "originally published as", and a regest was never published elsewhere; `version` neither, since styles
    that print it print `edition` too.
    """
    parts = [int(part) for part in cited.date.split("-")] if re.fullmatch(r"[0-9]{4}(-[0-9]{2}){0,2}", cited.date) else []
    source = cited.source
    found: Item = {
        "id": cited.identifier, "type": "chapter" if cited.kind in PARTS else "entry-encyclopedia", "title": cited.title, "title-short": cited.short, "author": [{"literal": EDITORS}], "container-title": EDITION, "container-title-short": SHORT,
        "publisher": SHORT, "issued": {"date-parts": [parts]} if parts else {}, "edition": cited.state,
        "section": cited.identifier, "page": cited.page, "URL": cited.address, "language": "en",
        "references": f"{work_words(source)}{', p. ' + cited.page if cited.page else ''}" if source else "",
        "note": remark(cited),
    }
    return {key: value for key, value in found.items() if value}
