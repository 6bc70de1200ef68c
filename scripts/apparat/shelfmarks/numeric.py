"""References without markers, the numbers alone: "RGASPI 17/3/746", "558.11.1549.40", "7523c-149a-2", "17/113/600 to 17/114/40".

Numbers alone may be anything (dates, fractions, articles of a law), so they count only
- right after the name of a known archive, or after f. or Fond;
- in a row with such a reference: "GARF, 5446/1/54 and 9401/1a/1";
- with a doubt: far from the name of an archive, where they cannot be a date; as a range of files within one fond, without any name.

What the parts after the file mean: a fourth number and numbers after a comma or colon are leaves ("1/20/5254 (1932), 1–16"), numbers
after "and" are files ("76/3/1 and 13"). Source: what R. W. Davies, T. Martin, S. Sebag Montefiore, A. Applebaum write.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Iterator

from .fields import Field
from .names import Name
from .numbers import DASH, LIST_GOES_ON, Number, expanded, read_leaves, read_list, read_number
from .places import FAR, Place
from .reference import Leaf

OPENING = re.compile(r"[\s,.:;()\[\]»”\"]{0,4}(?P<fond>(?:[Ff]onds?|[Ff]|[Фф]онд|[Фф])(?:\.\s?|\s))?")
FOND_MARKER = re.compile(r"(?<![\w.])(?:[Ff]ond|[Ff]|[Фф]онд|[Фф])(?:\.\s?|\s)(?=[A-ZА-Я]?-?\d)")
SEPARATORS = (r"\s?/\s?", r"\.", r":", rf"{DASH}")
BARE = (r",\s", r"\s")
IN_A_ROW = re.compile(r"[.)\]]?\s*(?:[;,&]|(?<=\s)(?:and|и|та)(?=\s)|[Ii]bid\.?,?|[Тт]ам же[.,]?)\s*(?:(?:and|also|и|та|&|[Ii]bid\.?,?|[Тт]ам же[.,]?)\s+)?(?:[FfФф]\.\s?)?(?=[A-ZА-Я]?-?\d)")
UNTIL = re.compile(rf"\s+(?:to|through|till|до|по)\s+|\s?{DASH}{{1,2}}\s?")
OF_A_YEAR = r"(?:\s*[(\[][^()\[\]]{0,60}[)\]])?"
LEAVES_AFTER = re.compile(OF_A_YEAR + r"(?:\s*[,:]\s*|\s+(?=[lлаpBf]))(?P<marker>(?:ll?|ff?|лл?|арк|ark|pp?|Bl|fols?|J[Il])(?:\.\s?|\s))?(?=\d)")
FILES_AFTER = re.compile(r"(?:,\s*\d+[a-zа-я]?)*,?\s(?:and|и|та|&)\s(?=\d)")
NUMBER_GOES_ON = re.compile(r"[/\w]|[\s.,]{0,3}(?:[Оо]п|[Oo]p|[Дд]\.|[Ее]д)")  # "Ф. 641/1. Оп. 1": the fond has a second number
ALONE = re.compile(r"(?<![\w/.№-])(?<!№\s)(?<!No\.\s)\d{1,5}[a-zа-я]?/\d{1,4}[a-zа-я]?/\d{1,6}[a-zа-я]?(?![\w/])")


@dataclass(frozen=True)
class Numeric:
    """A reference in numbers. `files`: numbers and ranges; `doubts`: (part, reason); `range`: "from", "to" of a range of references."""

    start: int
    end: int
    place: Place | None
    fond: Number
    opis: Number
    files: tuple[tuple[Number, Number | None], ...] = ()
    leaves: tuple[tuple[Leaf, str], ...] = ()
    doubts: tuple[tuple[str, str], ...] = ()
    range: str = ""


def find_numeric(text: str, names: list[Name]) -> list[Numeric]:
    """The references in numbers, in order."""
    found: list[Numeric] = []
    for name in names:
        if not found or name.start >= found[-1].end:
            found.extend(_in_a_row(text, _after_name(text, name)))
    for match in FOND_MARKER.finditer(text):
        if not _covered(match.end(), found):
            found.extend(_in_a_row(text, _after_marker(text, match)))
    for match in ALONE.finditer(text):
        if not _covered(match.start(), found):
            found.extend(_alone(text, match.start(), names, found))
    return sorted(found, key=lambda numeric: numeric.start)


def implicit_fonds(text: str, names: list[Name], fields: list[Field]) -> list[Field]:
    """Fonds without their letter, between a known archive and an opis: "ОГАЧО. Р-274. Оп. 3. Д. 291"."""
    opisi = {field.start: field for field in fields if field.level == "opis"}
    marked = {field.start for field in fields if field.level == "fond"}
    found = []
    for name in names:
        opening = re.compile(r"[\s,.:;()\[\]»]{1,3}(?=[A-ZА-Я]?-?\d)").match(text, name.end)
        number = read_number(text, opening.end(), "fond", _is_cyrillic(name)) if opening else None
        gap = re.compile(r"[\s,.;]{1,3}").match(text, number.end) if number else None
        if gap and gap.end() in opisi and number.start not in marked:
            found.append(Field("fond", "", "", opisi[gap.end()].script, number.start, number.end, ((number, None),)))
    return found


def _covered(position: int, found: list[Numeric]) -> bool:
    return any(numeric.start <= position < numeric.end for numeric in found)


def _is_cyrillic(name: Name | Place) -> bool:
    return bool(re.search("[А-Яа-яІЇЄ]", name.words))


def _after_name(text: str, name: Name) -> Numeric | None:
    """Numbers right after the name of an archive."""
    opening = OPENING.match(text, name.end)
    place = Place(name.repository, name.words, name.start, name.end, name.doubt)
    cyrillic = _is_cyrillic(name)
    numeric = _fond_apart(text, opening.end(), place, cyrillic) if opening["fond"] else None
    numeric = numeric or _unit(text, opening.end(), place, cyrillic, SEPARATORS if opening["fond"] else SEPARATORS + BARE)
    return replace(numeric, start=name.start) if numeric else None


def _after_marker(text: str, marker: re.Match) -> Numeric | None:
    """Three numbers after "f." that no name stands before."""
    cyrillic = marker.group()[0] in "Фф"
    numeric = _fond_apart(text, marker.end(), None, cyrillic) or _unit(text, marker.end(), None, cyrillic, SEPARATORS[:1])
    return replace(numeric, start=marker.start()) if numeric and numeric.files and not _may_be_date(numeric) else None


def _fond_apart(text: str, position: int, place: Place | None, cyrillic: bool) -> Numeric | None:
    """"Fond 89, 73/34, 35, and 36": the fond by itself, opis and file in a pair."""
    fond = read_number(text, position, "first", cyrillic)
    comma = re.compile(r"[,.]\s").match(text, fond.end) if fond else None
    opis = read_number(text, comma.end(), "part", cyrillic) if comma else None
    slash = re.compile("/").match(text, opis.end) if opis else None
    delo = read_number(text, slash.end(), "part", cyrillic) if slash else None
    return _with_tail(text, Numeric(position, delo.end, place, fond, opis, ((delo, None),)), cyrillic) if delo else None


def _unit(text: str, position: int, place: Place | None, cyrillic: bool, separators: tuple[str, ...]) -> Numeric | None:
    """Fond, opis, file and leaves with one of the separators between."""
    fond = read_number(text, position, "first", cyrillic)
    for separator in separators if fond else ():
        numeric = _separated(text, position, place, cyrillic, fond, separator)
        if numeric:
            return numeric
    return None


def _separated(text: str, position: int, place: Place | None, cyrillic: bool, fond: Number, separator: str) -> Numeric | None:
    between = re.compile(separator)
    numbers, end = [fond], fond.end
    while len(numbers) < 3 and (gap := between.match(text, end)):
        number = read_number(text, gap.end(), "part", cyrillic)
        if number is None:
            break
        numbers.append(number)
        end = number.end
    if len(numbers) < (2 if "/" in separator else 3):
        return None
    if separator in BARE and not (LIST_GOES_ON.match(text, end) and not _looks_like_years(numbers)):
        return None
    doubts = (("fond", "three numbers without markers"),) if separator in BARE else ()
    if len(numbers) == 2:
        known = not _is_fraction(numbers) and not NUMBER_GOES_ON.match(text, end)
        return Numeric(position, end, place, fond, numbers[1], doubts=doubts) if known else None
    if separator == r"\." and re.fullmatch(r"\d{1,2}\.\d{1,2}\.(?:18|19|20)\d\d", text[position:end]):
        return None  # a date
    if re.fullmatch(r"\d{1,2}/\d{1,2}/(?:18|19|20)\d\d", text[position:end]):
        doubts = (("fond", "may be a date"),)
    numeric = Numeric(position, end, place, fond, numbers[1], ((numbers[2], None),), doubts=doubts)
    return _with_tail(text, numeric, cyrillic)


def _looks_like_years(numbers: list[Number]) -> bool:
    return any(re.fullmatch(r"1[6-9]\d\d|20[0-2]\d", number.value) for number in numbers[1:])


def _is_fraction(numbers: list[Number]) -> bool:
    """Whether two numbers after the name of an archive may be a fraction or two years: 1/2, 1992/93."""
    first, second = numbers[0].value, numbers[1].value
    return first in ("1", "2", "3", "4") and second in ("2", "3", "4") or re.fullmatch(r"(?:19|20)\d\d", first) and len(second) in (2, 4)


def _with_tail(text: str, numeric: Numeric, cyrillic: bool) -> Numeric | None:
    """What follows the file: the end of a range of files, leaves, more files. None where the row of numbers goes on (1/2/3/4/5)."""
    first, end = numeric.files[0][0], numeric.end
    fourth = re.compile(r"[/.:](?=\d)").match(text, end)
    dash = re.compile(rf"\s?{DASH}\s?(?=\d)").match(text, end)
    if fourth:
        return _with_leaves(text, numeric, fourth.end(), cyrillic, "")
    if dash and not re.compile(r"\d+[a-zа-я]?[/.]\d").match(text, dash.end()):
        last = read_number(text, dash.end(), "part", cyrillic)
        numeric = replace(numeric, files=((first, expanded(first, last)),), end=last.end)
    more = FILES_AFTER.match(text, numeric.end)
    if more and not re.compile(r"\d+[a-zа-я]?[/.]\d").match(text, more.end()):
        return _with_files(text, numeric, cyrillic)
    after = LEAVES_AFTER.match(text, numeric.end)
    if after and not re.compile(r"[\w-]+[/.]\w+[/.]\w").match(text, after.end()):
        doubt = "" if after["marker"] or ":" in after.group() or re.search(r"[)\]]", after.group()) else "numbers after a comma, read as leaves"
        return _with_leaves(text, numeric, after.end(), cyrillic, doubt) or numeric
    return numeric


def _with_leaves(text: str, numeric: Numeric, position: int, cyrillic: bool, doubt: str) -> Numeric | None:
    leaves = read_leaves(text, position, cyrillic)
    if not leaves or not LIST_GOES_ON.match(text, leaves[-1][0].end) or re.compile(r"\s?[/.]\d").match(text, leaves[-1][0].end):
        return None
    return replace(numeric, leaves=tuple((leaf, reason or doubt) for leaf, reason in leaves), end=leaves[-1][0].end)


def _with_files(text: str, numeric: Numeric, cyrillic: bool) -> Numeric:
    """More files after the first: ", 35, and 36"."""
    files = read_list(text, numeric.files[0][0].start, "part", cyrillic)
    doubts = (*numeric.doubts, ("delo", "numbers after the file, read as files"))
    return replace(numeric, files=tuple(files), end=(files[-1][1] or files[-1][0]).end, doubts=doubts)


def _in_a_row(text: str, first: Numeric | None) -> Iterator[Numeric]:
    """The reference and those that follow it: ranges ("to 17/114/40") and rows ("; 9401/1a/1 and 5446/1/54")."""
    current = first
    while current:
        until = UNTIL.match(text, current.end)
        last = _follower(text, until.end(), current) if until else None
        if last:
            yield replace(current, range="from")
            yield replace(last, range="to")
        else:
            yield current
        row = IN_A_ROW.match(text, (last or current).end)
        current = _follower(text, row.end(), current) if row else None


def _follower(text: str, position: int, before: Numeric) -> Numeric | None:
    """A reference of three numbers that takes the archive from the one before it."""
    place = replace(before.place, direct=False) if before.place else None
    numeric = _unit(text, position, place, bool(place and _is_cyrillic(place)), SEPARATORS[:2])
    return numeric if numeric and numeric.files else None


def _alone(text: str, position: int, names: list[Name], found: list[Numeric]) -> Iterator[Numeric]:
    """Three numbers with slashes, no archive before them."""
    if _covered(position, found):
        return
    named = [name for name in names if name.end <= position and position - name.end <= FAR]
    place = None
    if named:
        last = named[-1]
        place = Place(last.repository, last.words, last.start, last.end, last.doubt or f"named {position - last.end} characters before", False)
    numeric = _unit(text, position, place, bool(place and _is_cyrillic(place)), SEPARATORS[:1])
    if numeric is None or _may_be_date(numeric):
        return
    row = list(_in_a_row(text, numeric))
    in_one_fond = len(row) > 1 and row[0].range == "from" and row[0].fond.value == row[1].fond.value
    if place or in_one_fond:
        yield from row


def _may_be_date(numeric: Numeric) -> bool:
    """Whether 17/11/1917, 17/11/17, 1917/11/17 or 24/7/365 may be meant."""
    values = [number.value for number in (numeric.fond, numeric.opis, numeric.files[0][0])] if numeric.files else []
    if not values or not all(value.isdigit() for value in values):
        return not values
    first, second, third = (int(value) for value in values)
    return second <= 31 and (first <= 31 and (third < 100 or 1600 <= third <= 2030 or third == 365) or 1600 <= first <= 2030 and third <= 31)
