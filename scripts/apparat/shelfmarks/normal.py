"""Normal forms of a reference, and back.

    russian    РГАСПИ. Ф. 17. Оп. 84. Д. 476. Л. 9–10, 42–42 об.      (ГОСТ Р 7.0.5-2008, 7.3)
    ukrainian  ЦДАГО України. Ф. 1. Оп. 20. Спр. 2255. Арк. 14 зв.    (ДСТУ 8302:2015; Правила Укрдержархіву)
    english    RGASPI, f. 17, op. 84, d. 476, ll. 9–10, 42–42ob.      (as in Kritika, Slavic Review; Library of Congress romanisation)
    key        rgaspi-f17-op84-d476                                   (an xml:id; without leaves)

Each can be read again: find_references(russian(r)) is r, from_key(key(r)) is r without its leaves.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from .names import repositories
from .numbers import LATIN, cyrillic_letters
from .reference import FOLDERS, VOLUMES, Leaf, Reference



@dataclass(frozen=True)
class Style:
    """The words of a citation: marker of each level, what stands between parts, how leaf, leaves and verso are said."""

    fond: str
    opis: str
    delo: str
    leaf: str
    leaves: str
    verso: str
    year: str
    between: str
    latin: bool = False


RUSSIAN = Style("Ф. ", "Оп. ", "Д. ", "Л. ", "Л. ", " об.", " г", ". ")
UKRAINIAN = Style("Ф. ", "Оп. ", "Спр. ", "Арк. ", "Арк. ", " зв.", " р", ". ")
ENGLISH = Style("f. ", "op. ", "d. ", "l. ", "ll. ", "ob.", " g.", ", ", True)
ENGLISH_UKRAINIAN = Style("f. ", "op. ", "spr. ", "ark. ", "ark. ", "zv.", " r.", ", ", True)

FOLDER_WORDS = {"папка": "papka ", "порядок": "por. ", "связка": "sv. ", "картон": "karton ", "короб": "kor. "}
FOLDER_SHORT = {"папка": "Папка ", "порядок": "Пор. ", "связка": "Св. ", "картон": "Картон ", "короб": "Кор. "}
VOLUME_LATIN = {"т.": "t. ", "ч.": "ch. ", "вып.": "vyp. ", "кн.": "kn. "}


def russian(reference: Reference) -> str:
    """The reference as it is cited in Russian."""
    return _printed(reference, _name(reference, "ru"), RUSSIAN)


def ukrainian(reference: Reference) -> str:
    """The reference as it is cited in Ukrainian."""
    return _printed(reference, _name(reference, "uk"), UKRAINIAN)


def english(reference: Reference) -> str:
    """The reference as it is cited in English; a Ukrainian archive keeps spr. and ark."""
    archive = repositories().get(reference.repository or "")
    style = ENGLISH_UKRAINIAN if archive and archive.language == "uk" else ENGLISH
    return _printed(reference, _name(reference, "en"), style)


def _name(reference: Reference, language: str) -> str:
    archive = repositories().get(reference.repository or "")
    return archive.name(language) if archive else reference.repository_words


def _printed(reference: Reference, name: str, style: Style) -> str:
    """All parts of the reference, with what stands between them."""
    parts = [name, *_upper_parts(reference, style), *_lower_parts(reference, style)]
    return style.between.join(part for part in parts if part)


def _upper_parts(reference: Reference, style: Style) -> list[str]:
    opis, _, volume = reference.opis.partition(" ")
    kind, _, number = volume.partition(" ")
    return [style.fond + _letters(reference.fond, style) if reference.fond else "", style.opis + _letters(opis, style) if opis else "",
            _volume((kind, number), style), reference.year + style.year if reference.year else ""]


def _lower_parts(reference: Reference, style: Style) -> list[str]:
    kind, number = reference.folder
    words = FOLDER_WORDS if style.latin else FOLDER_SHORT
    return [words[kind] + number if kind else "", style.delo + _letters(reference.delo, style) if reference.delo else "",
            _volume(reference.volume, style), _leaves(reference.leaves, style)]


def _volume(volume: tuple[str, str], style: Style) -> str:
    kind, number = volume
    if not kind:
        return ""
    return VOLUME_LATIN[kind] + number if style.latin else f"{kind[0].upper()}{kind[1:]} {number}"


def _leaves(leaves: tuple[Leaf, ...], style: Style) -> str:
    if not leaves:
        return ""
    one = len(leaves) == 1 and not leaves[0].last
    return (style.leaf if one else style.leaves) + ", ".join("–".join(_side(side, style) for side in (leaf.first, leaf.last) if side) for leaf in leaves)


def _side(side: str, style: Style) -> str:
    """A leaf or its verso: "42 об.", "42ob."; after a letter with a space, "15a ob."."""
    number, verso = (side[:-1], True) if side.endswith("v") else (side, False)
    space = " " if style.latin and verso and not number[-1].isdigit() else ""
    return _letters(number, style, leaf=True) + (space + style.verso if verso else "")


def _letters(number: str, style: Style, leaf: bool = False) -> str:
    """A number with its letters in the script of the style. A leaf with the letter в is 19 "v" in Latin letters: 19v is a verso."""
    if not style.latin:
        return number
    latin = _latin(number)
    return f'{latin[:-1]} "v"' if leaf and latin.endswith("v") else latin


def _latin(words: str) -> str:
    return "".join(LATIN.get(letter) or (LATIN[letter.lower()].capitalize() if letter.lower() in LATIN else letter) for letter in words)


def key(reference: Reference) -> str:
    """The identifier of the unit: lower-case Latin letters, digits, hyphens. Without the archive where it is not known; "" for nothing."""
    opis, _, volume = reference.opis.partition(" ")
    opis_volume = _volume_key(tuple(volume.partition(" ")[::2])) if volume else ""
    folder = FOLDERS[reference.folder[0]] + reference.folder[1] if reference.folder[0] else ""
    segments = [reference.repository or "", _segment("f", reference.fond), _segment("op", opis) + opis_volume, _segment("y", reference.year), folder,
                _segment("d", reference.delo), _volume_key(reference.volume)]
    return "-".join(segment for segment in segments if segment)


def _segment(level: str, number: str) -> str:
    """"d565a" for 565а, "fr5446" for Р-5446, "d12-3" for 12/3."""
    latin = _latin(number).lower()
    letter = re.match(r"([a-z]+)-", latin)
    return level + (letter.group(1) + latin[letter.end():] if letter else latin).replace("/", "-") if number else ""


def _volume_key(volume: tuple[str, str]) -> str:
    kind, number = volume
    return VOLUMES[kind] + number if kind else ""


_LETTER, _SUFFIX = r"(?:shch|[a-z]{0,2})", r"(?:shch|[a-z]{0,4}?)"
_VOLUME = "(?:" + "|".join(VOLUMES.values()) + r")\d+"
_KEY = re.compile(
    rf"(?:(?P<repository>[a-z]+)(?=-|\Z)-?)?(?:f(?P<fond>{_LETTER}\d+{_SUFFIX}(?:-\d+)?)(?=-|\Z)-?)?"
    rf"(?:op(?P<opis>{_LETTER}\d+{_SUFFIX}(?:-\d+)?)(?P<of_opis>{_VOLUME})?(?=-|\Z)-?)?(?:y(?P<year>\d{{4}})(?=-|\Z)-?)?"
    rf"(?:(?P<folder>(?:{'|'.join(sorted(FOLDERS.values(), key=len, reverse=True))})\d+)(?=-|\Z)-?)?(?:d(?P<delo>{_LETTER}\d+{_SUFFIX}(?:-\d+)?)(?=-|\Z)-?)?"
    rf"(?P<volume>{_VOLUME})?\Z")


def from_key(words: str) -> Reference | None:
    """The reference that a key names, without leaves; None where it is no key or names no archive of the list."""
    match = _KEY.match(words)
    if not match or not words or words.endswith("-") or match["repository"] and match["repository"] not in repositories():
        return None
    opis = _number(match["opis"], "/") + (" " + " ".join(_kind_and_number(match["of_opis"], VOLUMES)) if match["of_opis"] else "")
    joint = "-" if match["repository"] == "imfe" else "/"
    return Reference(match["repository"], "", _number(match["fond"], joint), opis, match["year"] or "", _kind_and_number(match["folder"], FOLDERS),
                     _number(match["delo"], "/"), _kind_and_number(match["volume"], VOLUMES), notation="key")


def _number(segment: str | None, joint: str) -> str:
    """"Р-5446" for r5446, "565а" for 565a, "12/3" for 12-3."""
    if not segment:
        return ""
    letter, figures, suffix, second = re.fullmatch(r"([a-z]*)(\d+)([a-z]*)(?:-(\d+))?", segment).groups()
    return (cyrillic_letters(letter, False).upper() + "-" if letter else "") + figures + cyrillic_letters(suffix, False) + (joint + second if second else "")


def _kind_and_number(segment: str | None, kinds: dict[str, str]) -> tuple[str, str]:
    if not segment:
        return "", ""
    letters, number = re.fullmatch(r"([a-z]+)(\d+)", segment).groups()
    return next(kind for kind, short in kinds.items() if short == letters), number
