"""Fields that belong together: "Ф. 17. Оп. 3. Д. 337" is one chain, "Д. 339. Л. 4, 342" the next."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from .fields import Field, field_at
from .gaps import TIGHT, leaves_go_on, words_between, year_between
from .numbers import Number
from .reference import Doubt

RANK = {"fond": 1, "opis": 2, "folder": 3, "delo": 4, "volume": 5, "leaf": 6}

PAGE_MARKERS = {"p", "pp", "page", "pages", "с", "стр", "s"}
PAGES = PAGE_MARKERS | {"fol", "fols", "folio", "folios", "feuillet", "feuillets", "sheet", "sheets", "bl", "blatt", "blätter"}
BARE_FILES = {"№", "doc", "dok", "док"}
OPISI_AFTER_FOND = {"о", "o", "on", "оn", "oн", "он", "пер", "перечень", "per", "perechen", "inv", "inventaire"}
BALTIC_OPISI = {"n": "s", "ap": "b"}  # nimistu, säilik (Estonia); apyrašas, byla (Lithuania)
BALTIC_FILES = {"s", "b"}
ONLY_INSIDE = BARE_FILES | OPISI_AFTER_FOND | set(BALTIC_OPISI) | BALTIC_FILES | {"part", "vol", "k"}


@dataclass
class Chain:
    """Fields of one reference, in order. `year`: (year, start, end) that stands between them; `doubts` found on the way."""

    fields: list[Field]
    year: tuple[str, int, int] | None = None
    doubts: list[Doubt] = field(default_factory=list)

    @property
    def start(self) -> int:
        return self.fields[0].start

    @property
    def end(self) -> int:
        return self.fields[-1].end

    def get(self, level: str) -> Field | None:
        return next((one for one in self.fields if one.level == level), None)

    @property
    def levels(self) -> set[str]:
        return {one.level for one in self.fields}


def chains(text: str, fields: list[Field]) -> list[Chain]:
    """The chains of a text. Fields that can begin no reference and continue none are left out."""
    found: list[Chain] = []
    for index, one in enumerate(fields):
        following = fields[index + 1] if index + 1 < len(fields) else None
        if found and _joins(text, found[-1], one, following):
            continue
        first = _as_first(one, following)
        if first:
            found.append(Chain([first]))
    return found


def _as_first(one: Field, following: Field | None) -> Field | None:
    """The field as the first of a chain: pages, numbers without a level, and letters that mean much else begin none."""
    marker = one.marker.lower()
    before_file = following is not None and following.level == "delo"
    if marker == "list" and before_file:
        return _renamed(one, "opis", "english")
    return None if marker in PAGES | ONLY_INSIDE and not (marker.startswith(("пер", "per")) and before_file) else one


def _joins(text: str, chain: Chain, one: Field, following: Field | None) -> bool:
    """Adds the field to the chain if it continues it."""
    gap, last = text[chain.end:one.start], chain.fields[-1]
    one = _as_next(text, chain, one, following)
    if one is None:
        return True  # a field that means nothing here: passed over
    if one.level == "leaf" and last.level == "leaf":
        return _more_leaves(chain, one, gap)
    if one.level == "volume" and ";" in gap:
        return False
    if one.level == last.level == "volume" and TIGHT.match(gap):
        chain.doubts.append(Doubt("volume", f"{text[one.start:one.end]} is left out"))
        return True
    if one.level == last.level == "folder" and TIGHT.match(gap):  # "por. 31, papka 27": the folder is the one that says where
        chain.doubts.append(Doubt("folder", f"{text[last.start:last.end]} is left out"))
        chain.fields[-1] = one
        return True
    level = "opis" if last.level == "volume" and "delo" not in chain.levels else last.level
    rank, before = RANK[one.level], RANK[level]
    if rank <= before or chain.get(one.level) and one.level != "volume":
        return False
    year = year_between(gap, level)
    if year is None and one.level == "leaf" and last.level in ("delo", "volume") and words_between(gap):
        year = ""
        chain.doubts.append(Doubt("leaves", "the leaf stands after other words"))
    if year is None or (one.level == "leaf" and not {"delo", "folder", "opis", "volume"} & chain.levels):
        return False
    if year:
        start = chain.end + gap.index(year)
        chain.year = (year, start, start + 4)
    chain.fields.append(one)
    return True


def _more_leaves(chain: Chain, one: Field, gap: str) -> bool:
    doubt, last = leaves_go_on(gap), chain.fields[-1]
    if "delo" not in chain.levels and chain.fields[0].level != "leaf" and len(last.leaves) == 1 and not last.leaves[0][0].last and TIGHT.match(gap):
        chain.fields[-1] = _renamed(last, "delo", last.script)  # "Оп. 3. Л. 408. Л. 71"
        chain.doubts.append(Doubt("delo", f"printed {last.marker}., read as Д."))
        chain.fields.append(one)
        return True
    if doubt is None or not {"delo", "folder"} & chain.levels and chain.fields[0].level != "leaf":
        return False
    if doubt:
        chain.doubts.append(Doubt("leaves", doubt))
    chain.fields.append(one)
    return True


def _as_next(text: str, chain: Chain, one: Field, following: Field | None) -> Field | None:
    """The field as what it means after `chain`; None where it means nothing there.

    "List" is the opis in "Stock 17. List 69. Dos. 140" and the leaf in "delo 476, list 9"; "p." is the folder (папка) before a file and a
    page after it; "k." the box of a library before a file and the leaf (karta) of a Polish author after it; "s." the file (säilik) of an
    Estonian archive and a page elsewhere; "№" is a file only where none is named.
    """
    levels, gap, marker = chain.levels, text[chain.end:one.start], one.marker.lower()
    tight = bool(TIGHT.match(gap))
    open_above = "fond" in levels and not {"delo", "leaf"} & levels
    before_file = following is not None and following.level == "delo"
    if marker == "list" and before_file and (open_above and "opis" not in levels or ";" in gap):
        return _renamed(one, "opis", "english")
    if marker in ("p", "pp") and open_above and "opis" in levels and before_file:
        return replace(_renamed(one, "folder", one.script), kind="папка")
    if marker in BALTIC_OPISI:
        return one if tight and open_above and before_file and following.marker.lower() == BALTIC_OPISI[marker] else None
    if marker in BALTIC_FILES and (opis := chain.get("opis")) and BALTIC_OPISI.get(opis.marker.lower()) == marker:
        return one
    if marker in PAGES or marker == "k" and "delo" in levels:
        return _as_leaf(one, text) if "delo" in levels and "leaf" not in levels and tight else None
    if marker in ("f", "ff") and "delo" in levels and "leaf" not in levels and re.fullmatch(r",\s", gap) and not (following and following.level == "opis"):
        return _as_leaf(one, text)  # feuillet
    if marker in OPISI_AFTER_FOND:
        return one if tight and chain.fields[-1].level == "fond" else None
    if one.level == "folder":
        near = tight or len(marker) > 1 and year_between(gap, "opis") is not None
        return one if open_above and near and (one.marker not in "Кк" or "opis" not in levels) else None
    if one.level == "volume" and following is not None and following.marker.lower() in PAGE_MARKERS:
        return None  # of a book: "Д. 5. Т. 17. С. 84"
    return (one if open_above and tight else None) if marker in BARE_FILES else one


def _as_leaf(one: Field, text: str) -> Field | None:
    """A field of another level, as leaves: its numbers are read again."""
    return one if one.level == "leaf" else field_at(text, "leaf", one.marker, one.script, one.start, one.number.start)


def _renamed(one: Field, level: str, script: str) -> Field:
    """A field whose numbers were read as leaves, as another level."""
    leaf = one.leaves[0][0]
    return replace(one, level=level, script=script, end=leaf.end, numbers=((Number(leaf.first, leaf.start, leaf.end), None),), leaves=())
