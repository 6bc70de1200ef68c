"""Numbers of fonds, opisi, files and leaves, with their letters; mended where an OCR program took a figure for a letter.

    read_number("Р – 740, оп.", 0, "fond", True)      -> "Р-740"        read_number("68 «а». Л.", 0, "delo", True)  -> "68а"
    read_leaves("9–10, 42–42 об., 71 (Сталин)", 0)    -> 9-10, 42-42v, 71

The letters of a number are kept in Cyrillic: "565а", "Р-5446". In a reference in Latin letters they are romanised (R is Р).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from .reference import Leaf

DASH = "[-–—‑‐−]"
LOOKS_LATIN = str.maketrans("ABCEHKMOPTXIabcehkmoptxiyr", "АВСЕНКМОРТХИавсенкмортхіуг")  # Cyrillic words, Latin look-alikes
# A Cyrillic letter of a number and its romanised form, which can be read back.
LATIN = dict(zip("абвгдежзийклмнопрстуфхцчшщыэюяіїєґ", "a b v g d e zh z i j k l m n o p r s t u f kh ts ch sh shch y eh iu ia i i ie g".split()))
ROMANISED = {latin: letter for letter, latin in reversed(LATIN.items())} | {"c": "с", "h": "х"}
_ROMANISED = re.compile("|".join(sorted(ROMANISED, key=len, reverse=True)))
FIGURE_FOR = str.maketrans("OОoоQЗзlI|", "0000033111")

FIGURES = r"(?:[ЗlI|OО](?=[\dОOЗ])){0,2}\d[\dОOЗlI|]*"
LONE = r"[ЗlI](?=[.,;\s])(?!\.?\s*\d)"  # "Оп. З. Д. 5"
ROMAN = re.compile(r"[IVXLІХ]{1,6}(?![\w])")
LETTERS = re.compile(rf"с/ч(?!\w)|/[а-я](?![\w])|{DASH}?(?!об|ob|зв|zv|лл?(?!\w)|(?:(?<=\b1[6-9]\d\d)|(?<=\b20[0-2]\d))гг?(?!\w)|см|ед)[а-яёіїєa-zА-ЯA-Z](?:[а-яa-z]|(?<=[А-Я])[А-Я])?(?![\w])"  # 9401с/ч, 501/к, 565а, 19-б, 8А, 75-ФП
                     r"|(?:sch|zh|kh|ts|shch)(?!\w)"  # 1sch
                     r"|\s?[«\"“„][а-яА-Яa-zA-Z][»\"”“]|\s[aаbб](?=\s?[,;.:)])")  # 68 «а», 11 a,
FOND_LETTER = rf"(?P<letter>[A-ZА-ЯІЇЄ]|[рпифк](?=\s?\.?\s?{DASH}?\d))\.?\s?{DASH}?\s?(?=\d)"  # Р-5446, р-5446, И. – 294, P2009
FILE_LETTER = rf"(?P<letter>[A-ZА-Я]){DASH}(?=\d)"  # архивно-следственное дело П-4577

_BACK = r"(?:[оoО0][бb6](?:ор(?:от)?)?|обр|ob|зв|zv|verso)"
VERSO = re.compile(rf"\s{{0,2}}[(\[/]?{_BACK}(?![\w])(?!\s[а-яё]{{2,}})\.?[)\]]?|v\.?(?![\w])", re.IGNORECASE)
BOTH_SIDES = re.compile(rf"\s?(?:,|и|i|с|and|{DASH})\s?(?:{_BACK}|v)(?![\w])\.?", re.IGNORECASE)
RANGE = re.compile(rf"\s{{0,2}}{DASH}{{1,3}}\s{{0,2}}(?=[\dЗlIОO])")
# Before the next number of a list: a comma, "and"; "71 (Сталин), 75"; a semicolon only before a number that ends there.
ANOTHER = re.compile(r"\s?(?:\([^()\d]{1,60}\))?(?:,\s?(?:и|and|та|й)\s|[,&]|\s(?:и|and|та|і|und|et)\s|(?P<semicolon>;\s(?=[\d–-]+(?:[.;)](?!\d)|\Z))))\s*(?=[\dЗlI][\dЗО]|\d)")
AFTER_SEMICOLON = "a number after a semicolon, read as one more of the list"
# What may stand after a number of a list. A word may not: "д. 131, 9 л.", "л. 5, 10 января", "д. 5, 1932 г."
LIST_GOES_ON = re.compile(r"(?<=[.)\]])|\s*(?:\Z|[.,;:()\[\]»”\"'|/<>*–—-]|(?:и|and|та|і|или|or)\s)")


@dataclass(frozen=True)
class Number:
    """A number as it is meant, the stretch of text, and why it is uncertain ("" where it is as printed)."""

    value: str
    start: int
    end: int
    doubt: str = ""


def read_number(text: str, position: int, level: str, cyrillic: bool) -> Number | None:
    """The number of a `level` (fond, opis, delo ...) that begins at `position`; None where there is none. "first": a fond in a row of numbers."""
    letter = re.compile({"fond": FOND_LETTER, "first": FOND_LETTER, "delo": FILE_LETTER}.get(level, "(?P<letter>)")).match(text, position)
    begin = letter.end() if letter else position
    lone = cyrillic or level not in ("fond", "first")
    figures = re.compile(f"{FIGURES}|{LONE}" if lone else FIGURES).match(text, begin)
    if figures is None:
        return _roman(text, position, level)
    value, end = figures.group().translate(FIGURE_FOR), figures.end()
    doubt = f"printed {figures.group()}, read as {value}" if value != figures.group() else ""
    letters = LETTERS.match(text, end)
    if letters and not (level == "leaf" and letters.group() in ("v", "f", "ff")):  # 42v: verso; 42f: and the following
        value, end = value + cyrillic_letters(letters.group(), cyrillic).lower(), letters.end()
    more = _second_number(text, end, level)
    if letter and letter.group("letter"):
        value = cyrillic_letters(letter.group("letter"), cyrillic).upper() + "-" + value
    return Number(value + more, position, end + len(more), doubt)


def _second_number(text: str, position: int, level: str) -> str:
    """What follows the number and belongs to it: "/3" in "Д. 12/3", "Ф. 641/1"; "-5" in "ф. 14-5, од. зб. 424"."""
    pattern = {"opis": r"/\d+(?![\d/])", "delo": r"/\d+(?![\d/])", "fond": rf"/\d+(?![\d/])|{DASH}\d+(?=\s*,\s*од)"}.get(level)
    match = re.compile(pattern).match(text, position) if pattern else None
    return match.group() if match else ""


def _roman(text: str, position: int, level: str) -> Number | None:
    roman = ROMAN.match(text, position) if level in ("opis", "volume") else None
    if roman is None:
        return None
    return Number(str(arabic(roman.group())), position, roman.end(), "" if level == "volume" else "a Roman number")


def arabic(roman: str) -> int:
    """The value of a Roman number; its letters may be Cyrillic."""
    values = [{"I": 1, "І": 1, "V": 5, "X": 10, "Х": 10, "L": 50}[letter] for letter in roman]
    return sum(-value if value < following else value for value, following in zip(values, values[1:] + [0]))


def cyrillic_letters(words: str, cyrillic: bool) -> str:
    """The letters in `words`, in Cyrillic: look-alikes in a Cyrillic reference, romanised letters in a Latin one."""
    letters = re.sub(r"[^\w]", "", words)
    return letters.translate(LOOKS_LATIN) if cyrillic else _ROMANISED.sub(lambda match: ROMANISED[match.group()], letters.lower())


def read_list(text: str, position: int, level: str, cyrillic: bool) -> list[tuple[Number, Number | None]]:
    """A list of numbers and ranges: "470, 476", "1–5", "19-а, 19-б"."""
    found: list[tuple[Number, Number | None]] = []
    doubt = ""
    while first := read_number(text, position, level, cyrillic):
        dash = RANGE.match(text, first.end)
        last = read_number(text, dash.end(), level, cyrillic) if dash else None
        end = (last or first).end
        if found and (not LIST_GOES_ON.match(text, end) or _is_year(first, found[-1][0])):
            break
        found.append((replace(first, doubt=first.doubt or doubt), expanded(first, last)))
        another = ANOTHER.match(text, end)
        if another is None:
            break
        position, doubt = another.end(), AFTER_SEMICOLON if another["semicolon"] else ""
    return found


def read_leaves(text: str, position: int, cyrillic: bool = True) -> list[tuple[Leaf, str]]:
    """A list of leaves, each with the reason of doubt ("" where there is none)."""
    found: list[tuple[Leaf, str]] = []
    doubt = ""
    while side := _side(text, position, cyrillic):
        first, end, both = side
        dash = None if both else RANGE.match(text, end)
        last = _side(text, dash.end(), cyrillic) if dash else None
        if last:
            end = last[1]
        if found and (not LIST_GOES_ON.match(text, end) or _is_year(first, Number(found[-1][0].first, 0, 0))):
            break
        found.append(_leaf(replace(first, doubt=first.doubt or doubt), last[0] if last else None, both, position, end))
        another = ANOTHER.match(text, end)
        if another is None:
            break
        position, doubt = another.end(), AFTER_SEMICOLON if another["semicolon"] else ""
    return found


def _side(text: str, position: int, cyrillic: bool) -> tuple[Number, int, bool] | None:
    """(number with "v" for a verso, where its words end, whether both sides are meant: "5 и об.")"""
    number = read_number(text, position, "leaf", cyrillic)
    if number is None:
        return None
    if number.doubt and re.search("[OОoо]\\Z", text[number.start:number.end]) and re.match("[бb6]", text[number.end:]):
        number = replace(number, value=number.value[:-1], end=number.end - 1, doubt="")
    both = BOTH_SIDES.match(text, number.end)
    verso = VERSO.match(text, number.end)
    if both and not verso:
        return number, both.end(), True
    if not verso:
        return number, number.end, False
    mended = number.doubt or (f"printed {verso.group().strip()}, read as об." if re.search("[06]", verso.group()) else "")
    return replace(number, value=number.value + "v", doubt=mended), verso.end(), False


def _leaf(first: Number, last: Number | None, both: bool, start: int, end: int) -> tuple[Leaf, str]:
    doubt = first.doubt
    if both:
        return Leaf(first.value, first.value + "v", start, end), doubt
    if last is None:
        return Leaf(first.value, "", start, end), doubt
    wide = expanded(first, last)
    return Leaf(first.value, wide.value, start, end), doubt or wide.doubt


def expanded(first: Number, last: Number | None) -> Number | None:
    """The end of a range, in full where it is shortened: 112–15 ends with 115. "195а—1956" ends with 195б."""
    if last is None:
        return None
    figures, letters = re.match(r"(\d*)(\D*)", first.value).groups()
    if letters.strip("v") and last.value == figures + "6":
        return replace(last, value=figures + "б", doubt=f"printed {last.value}, read as {figures}б")
    ending = re.match(r"\d*", last.value).group()
    if ending and figures and int(ending) < int(figures) and len(ending) < len(figures):
        value = figures[:-len(ending)] + last.value
        return replace(last, value=value, doubt=f"range shortened in print, read as {first.value}–{value}")
    return last


def _is_year(number: Number, before: Number) -> bool:
    """Whether a number of a list is rather a year: "д. 5, 1932"."""
    return bool(re.fullmatch(r"(?:18|19|20)\d\d", number.value)) and len(re.match(r"\d*", before.value).group()) < 4
