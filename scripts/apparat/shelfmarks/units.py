"""From the beginning of a reference and the fields of a chain to references: one a file, both ends of a range of files."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Iterator

from .chains import PAGE_MARKERS, Chain
from .fields import Field
from .numbers import Number
from .numeric import Numeric
from .reference import Doubt, Part, Reference

MISREAD = re.compile(r"[OО][nн]|J[IlL1]|1{1,2}\.")


def filled(chain: Chain, base: Reference) -> Iterator[Reference]:
    """The references of a chain whose beginning (repository, inherited parts) is `base`. A list of fonds or opisi gives one each."""
    several = next((field for field in chain.fields if field.level in ("fond", "opis") and len(_ends(field.numbers)) > 1), None)
    if several is None:
        yield from _units(chain, base)
        return
    place = chain.fields.index(several)
    ends = _ends(several.numbers)
    for number, end in ends:
        one = replace(several, end=number.end, numbers=((number, None),))
        below = chain.fields[place + 1:] if number is ends[-1][0] else []
        for reference in _units(replace(chain, fields=[*chain.fields[:place], one, *below]), base):
            first = number is ends[0][0]
            yield replace(reference if first else _later(reference, number.start), range=end or reference.range)


def _ends(numbers: tuple[tuple[Number, Number | None], ...]) -> list[tuple[Number, str]]:
    """Each number of a list, both ends of each range with "from" and "to"."""
    return [(number, end) for first, last in numbers for number, end in ((first, "from" if last else ""), (last, "to")) if number]


def _later(reference: Reference, start: int) -> Reference:
    """A reference that begins within a list: what stands before its number is inherited."""
    return replace(reference, start=start, parts=tuple(replace(part, inherited=True) if part.start < start else part for part in reference.parts))


def _units(chain: Chain, base: Reference) -> Iterator[Reference]:
    """The references of a chain with one fond and one opis: one a file."""
    values, parts, doubts = {}, list(base.parts), [*base.uncertain, *chain.doubts]
    for field in chain.fields:
        if field.level in ("fond", "opis", "folder", "volume"):
            number = field.number
            level = "opis" if field.level == "volume" and _of_opis(field, chain) else field.level
            values[level] = number.value if field.level in ("fond", "opis") else (field.kind, number.value)
            if level == "opis" and field.level == "volume":
                values["opis"] = f"{chain.get('opis').number.value} {field.kind} {number.value}"
            parts.append(Part(level, number.value, number.start, number.end))
            doubts += [Doubt(level, number.doubt)] if number.doubt else []
    doubts += [Doubt(field.level if field.level != "leaf" else "leaves", f"printed {field.marker}, mended") for field in chain.fields if _misread(field.marker)]
    if chain.year:
        values["year"] = chain.year[0]
        parts.append(Part("year", *chain.year))
    leaf_fields = [field for field in chain.fields if field.level == "leaf"]
    if any(field.marker.lower() in PAGE_MARKERS for field in leaf_fields):
        doubts.append(Doubt("leaves", "pages, not leaves"))
    leaves = [pair for field in leaf_fields for pair in field.leaves]
    whole = replace(base, **values, end=chain.end, parts=tuple(parts), notation=_notation(chain, base), uncertain=tuple(doubts))
    yield from with_files(whole, chain.get("delo").numbers if chain.get("delo") else (), leaves)


def _misread(marker: str) -> bool:
    """Whether an OCR program confused letters of a marker: "On. 3", "0п. 3", Latin and Cyrillic mixed."""
    return bool(MISREAD.fullmatch(marker) or re.search("[A-Za-z0]", marker) and re.search("[А-Яа-я]", marker))


def _of_opis(field: Field, chain: Chain) -> bool:
    """Whether a volume is one of the opis: "Оп. 1. Т. 2. Д. 5", and "Оп. 1. Т. 2" without a file. A book (кн.) without a file stands for it."""
    if "opis" not in chain.levels:
        return False
    below = [other.start for other in chain.fields if other.level in ("folder", "delo")]
    return field.start < min(below) if below else field.kind in ("т.", "ч.")


def with_files(base: Reference, files: tuple[tuple[Number, Number | None], ...], leaves: list) -> Iterator[Reference]:
    """One reference a file; both ends of a range of files. The leaves belong to the last file, with a doubt where there are several."""
    ends = _ends(files)
    if not ends:
        doubts = (Doubt("leaves", doubt) for _, doubt in leaves if doubt)
        yield replace(base, leaves=tuple(leaf for leaf, _ in leaves), uncertain=tuple(dict.fromkeys([*base.uncertain, *doubts])))
    for index, (number, end) in enumerate(ends):
        last = index == len(ends) - 1
        doubts = [*base.uncertain] + ([Doubt("delo", number.doubt)] if number.doubt else [])
        if last:
            doubts += [Doubt("leaves", doubt) for _, doubt in leaves if doubt]
            doubts += [Doubt("leaves", "may belong to every file of the list")] if leaves and len(ends) > 1 else []
        reference = replace(base, delo=number.value, parts=(*base.parts, Part("delo", number.value, number.start, number.end)),
                            leaves=tuple(leaf for leaf, _ in leaves) if last else (), end=base.end if last else number.end,
                            uncertain=tuple(dict.fromkeys(doubts)), range=end or base.range)
        yield _later(reference, number.start) if index else reference


def _notation(chain: Chain, base: Reference) -> str:
    scripts = {field.script for field in chain.fields}
    return next((script for script in ("ukrainian", "english", "latin", "russian") if script in scripts), base.notation)


def numeric_references(numeric: Numeric) -> Iterator[Reference]:
    """The references of numbers without markers: "RGASPI 17/3/746", "558.11.1549.40"."""
    place = numeric.place
    doubts = [Doubt(*doubt) for doubt in numeric.doubts]
    parts = [Part(level, number.value, number.start, number.end) for level, number in (("fond", numeric.fond), ("opis", numeric.opis))]
    if place:
        parts.insert(0, Part("repository", place.repository or place.words, place.start, place.end, not place.direct))
        doubts += [Doubt("repository", place.doubt)] if place.doubt else []
    else:
        doubts.append(Doubt("repository", "no repository is named"))
    base = Reference(place.repository if place else None, place.words if place else "", numeric.fond.value, numeric.opis.value, start=numeric.start,
                     end=numeric.end, parts=tuple(parts), uncertain=tuple(doubts), notation="slashed", range=numeric.range)
    yield from with_files(base, numeric.files, numeric.leaves)
