"""What was understood of a printed reference, and which part failed: for the message to the person who wrote it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .fields import find_fields
from .names import find_names
from .normal import english, russian
from .numbers import read_number
from .parse import find_references
from .reference import Reference

# A marker with whatever stands after it. Two capitals with stops are the initials of a person (Д. И. Менделеев).
_MARKED = re.compile(r"(?<![\w№])(?P<marker>Ф|ф|фонд|Оп|оп|опись|Д|д|дело|Ед\.\s?хр|ед\.\s?хр|Спр|спр|Лл?|лл?|Арк|арк|[Ff]ond|[Ff]|[Oo]pis|[Oo]p|[Dd]elo|[Dd]|[Ss]pr|[Aa]rk|ll?)"
                     r"(?:\.\s?+|\s)(?P<found>(?![A-ZА-Я]\.|[A-ZА-Я][а-яa-z]{2,})[^\s;,]*)")
_LEVELS = {"ф": "fond", "f": "fond", "о": "opis", "o": "opis", "д": "delo", "d": "delo", "е": "delo", "с": "delo", "s": "delo", "л": "leaf", "l": "leaf", "а": "leaf", "a": "leaf"}


@dataclass(frozen=True)
class Diagnosis:
    """`failed`: which part could not be read ("" where all was); `understood`: what was, in words; `references`: as found."""

    failed: str
    understood: str
    references: tuple[Reference, ...]


def diagnosis(text: str) -> Diagnosis:
    """What find_references made of `text`, a printed reference.

    >>> diagnosis("РГАСПИ. Ф. 17. Оп. 84. Д. б/н")
    Diagnosis(failed='delo: no number in "Д. б/н"', understood='РГАСПИ. Ф. 17. Оп. 84', ...)
    """
    references = tuple(find_references(text))
    failed = _without_number(text)
    if not references:
        failed = failed or _missing(text)
    printed = [(english if reference.notation in ("latin", "english", "slashed") else russian)(reference) for reference in references]
    return Diagnosis(failed, "; ".join(printed) or _fragments(text), references)


def _without_number(text: str) -> str:
    for match in _MARKED.finditer(text):
        level = _LEVELS[match["marker"][0].lower()]
        if read_number(text, match.start("found"), level, True) is None:
            return f'{level}: no number in "{match.group().strip()}"'
    return ""


def _missing(text: str) -> str:
    """The level for want of which the fragments are no reference."""
    levels = {field.level for field in find_fields(text)}
    if "fond" not in levels:
        return "fond: none is named"
    return "opis: none is named" if "opis" not in levels else "the order of the parts is not fond, opis, delo, leaf"


def _fragments(text: str) -> str:
    """The archive and the numbers that stand in a text that is no reference."""
    archive = [f"archive {name.words}" for name in find_names(text)]
    return ", ".join(archive + [f"{field.level} {text[field.start:field.end]}" for field in find_fields(text)]) or "nothing"
