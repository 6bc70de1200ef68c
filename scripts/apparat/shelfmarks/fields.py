"""Markers of the levels (Ф., Оп., Д., Л., f., op., спр., Stock ...) with the numbers that follow them.

    "Оп. 84. Д. 470, 476. Л. 9–10"  ->  Field("opis", 84)  Field("delo", 470, 476)  Field("leaf", 9-10)

Which fields make a reference is decided in parse.py. Source of the forms: ГОСТ Р 7.0.5-2008, 7.3 (Ф., Оп., Д., Л.), ДСТУ 8302:2015
(Ф., Оп., Спр., Арк., зв.), the Chicago and MHRA style guides (f., op., d., l.), and what authors write.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Iterator

from .numbers import Number, read_leaves, read_list, read_number
from .reference import Leaf

# Level -> forms of the marker, longest first: Russian, Ukrainian and Belarusian; romanised; English.
FORMS = {
    "fond": "[Фф]онд(?:а|е|у|ом|ы|ов|і)?|ФОНД|[Фф]{1,2}|[Ff]onds?|FOND|[Ss]tock|[Zz]esp|[Ff]{1,2}",
    "opis": r"[Оо]пис[ьи]?|ОПИСЬ|[Вв]оп|[ОоOo0][Ппп]|[ОО0]П|[OО][пnн](?=\.)|[Пп]ер(?:ечень)?|[Oo]p(?:is|ys)?|OP|[Ii]nv(?:ent(?:ory|aire))?|[Pp]er(?:echen)?|"
            r"[OoОо](?=\.\s?\d)|[Aa]p|[Nn]",
    "folder": "[Пп]ап(?:ка)?|[Пп]ор|[Сс]в(?:язка)?|[Кк]ор(?:об)?|[Кк]арт(?:он)?|[ПпКк]|[Pp]ap(?:ka)?|[Pp]or|[Ss]v|[Kk]or|[Kk]arton|[Kk]",
    "delo": r"[Дд]ел(?:о|а|е|у|ом|ами)|[Дд]{1,2}|[Дд]\.\s?[Дд]|[Ее]д(?:иниц[аыеу]|\.)?\s*хр(?:ан(?:ения)?|-я)?|[Ее]\.\s?х|[Сс]пр(?:ав[аиі])?|"
            r"[Оо]д(?:иниця|\.)?\s*зб(?:ерігання)?|[Ee]\.\s?kh|АСД|АУД|[Дд]ок|[Dd]el[oa]|(?:[Yy]e|[Ee])d(?:initsa|inica|\.)?\s*[kc]hr(?:aneni[ij]?a)?|[Ss]pr(?:ava)?|"
            r"[Dd]os(?:siers?)?|[Ff]iles?|[Dd]o[ck]|[Dd]{1,2}|№|[Bb]|[Ss]",
    "volume": "[Тт](?:ом)?|[Чч](?:асть)?|[Вв]ып(?:уск)?|[Кк]н(?:ига)?|[Vv]ol|[Tt](?:om)?|[Cc]h(?:ast)?|[Vv]yp|[Kk]n|[Pp]art",
    "leaf": r"[Лл]ист(?:ы|а|ов|ах|і)?|[Лл]{1,2}|[Лл]\.\s?[ЛлДд]|[Аа]рк(?:уш(?:і|ів)?)?|[Ll]ist(?:y|ov|a|kh)?|[Ll]{1,2}|LL|[Aa]rk(?:ush(?:i|iv)?)?|"
            r"[Ll]ea(?:f|ves)|[Ff]ol(?:s|ios?)?|[Ff]euillets?|[Ss]heets?|Bl(?:att|ätter)?|J[IlL1]|[Pp]{1,2}|[Pp]ages?|[Сс]тр|[Сс](?=\.)",
}
ENGLISH = re.compile(r"stock|inventory|file|dos|lea[fv]|sheet|page|doc\Z", re.IGNORECASE)
UKRAINIAN = re.compile(r"спр|арк|од|опис\Z|воп", re.IGNORECASE)
CYRILLIC = re.compile("[А-Яа-яЁёІіЇїЄє№]")
FOLDER_OF = {"пор": "порядок", "por": "порядок", "п": "папка", "p": "папка", "с": "связка", "s": "связка", "кор": "короб", "kor": "короб", "к": "картон", "k": "картон"}
VOLUME_OF = {"т": "т.", "t": "т.", "vol": "т.", "ч": "ч.", "c": "ч.", "p": "ч.", "в": "вып.", "vyp": "вып.", "к": "кн.", "k": "кн."}

# Between marker and number: stop, comma (OCR), apostrophe (opis'), the marker once more (fond (f.) 1286), №; in forms of ЦАМО "фонда ист. информации".
AFTER = r"(?:\sист(?:очника|\.)?\sинф(?:ормации|\.))?(?:\s{0,2}[.,:]|['’ʹʼ′]|\s?\(\w{1,4}\.?['’ʹʼ]?\)){0,3}\s{0,60}(?:(?:№|No\.|N)\s?)?"
MARKER = re.compile(r"(?<![\w№])(?:[Нн]омер\s)?(?:" + "|".join(f"(?P<{level}>{forms})" for level, forms in FORMS.items()) + rf")(?![^\W\d_З])(?P<after>{AFTER})(?=[\dA-ZА-ЯІрпифкЗl|])")
# In Latin print an OCR program takes "ll." for "11." and "l." for "1."
LEAF_MARKER_MISREAD = re.compile(r"[,.]\s(?P<marker>1{1,2}\.)\s(?=\d)")


@dataclass(frozen=True)
class Field:
    """A marker and its numbers. `kind`: what a folder or volume is called; `script`: russian, ukrainian, latin, english."""

    level: str
    marker: str
    kind: str
    script: str
    start: int
    end: int
    numbers: tuple[tuple[Number, Number | None], ...] = ()
    leaves: tuple[tuple[Leaf, str], ...] = ()

    @property
    def number(self) -> Number:
        return self.numbers[0][0]


def find_fields(text: str) -> list[Field]:
    """Every marker that has a number, in order."""
    found, position = [], 0
    while marker := MARKER.search(text, position):
        field = _field(text, marker)
        if field:
            found.append(field)
        position = field.end if field else marker.start() + 1
    return sorted([*found, *_misread(text, found)], key=lambda field: field.start)


def _field(text: str, marker: re.Match) -> Field | None:
    level = next(name for name in FORMS if marker.group(name))
    word = marker.group(level)
    script = _script(word)
    return field_at(text, level, word, script, marker.start(), marker.end())


def field_at(text: str, level: str, word: str, script: str, start: int, position: int) -> Field | None:
    """The field of `level` whose number begins at `position`; None where there is no number."""
    cyrillic = script in ("russian", "ukrainian")
    kind = _kind(level, word)
    if level == "leaf":
        leaves = read_leaves(text, position, cyrillic)
        return Field(level, word, kind, script, start, leaves[-1][0].end, leaves=tuple(leaves)) if leaves else None
    if level == "delo":
        numbers = read_list(text, position, level, cyrillic)
        if numbers and LEAF_MARKER_MISREAD.match(text, numbers[0][0].end) and not cyrillic:
            numbers = numbers[:1]
        return Field(level, word, kind, script, start, (numbers[-1][1] or numbers[-1][0]).end, tuple(numbers)) if numbers else None
    number = read_number(text, position, level, cyrillic)
    if number is None:
        return None
    numbers = read_list(text, position, level, cyrillic) if level in ("fond", "opis") else [(number, None)]
    end = (numbers[-1][1] or numbers[-1][0]).end
    if len(numbers) == 1 or re.compile(r"[/.]\w").match(text, end):
        numbers, end = [(number, None)], number.end  # no ranges of one: "оп. 2-1931" is an opis and a year
    return Field(level, word, kind, script, start, end, tuple(numbers))


def _kind(level: str, word: str) -> str:
    table = {"folder": FOLDER_OF, "volume": VOLUME_OF}.get(level, {})
    return next((name for beginning, name in table.items() if word.casefold().startswith(beginning)), "")


def _script(word: str) -> str:
    if UKRAINIAN.match(word):
        return "ukrainian"
    if CYRILLIC.search(word):
        return "russian"
    return "english" if ENGLISH.match(word) else "latin"


def _misread(text: str, found: list[Field]) -> Iterator[Field]:
    """Leaf markers taken for figures, "d. 476, 11. 9-10": a field after the delo before it."""
    for field in found:
        if field.level == "delo" and field.script == "latin":
            match = LEAF_MARKER_MISREAD.match(text, field.numbers[0][0].end)
            if match:
                leaves = [(leaf, doubt or f"printed {match['marker']}, read as l.") for leaf, doubt in read_leaves(text, match.end(), False)]
                if leaves:
                    yield Field("leaf", match["marker"], "", "latin", match.start("marker"), leaves[-1][0].end, leaves=tuple(leaves))
