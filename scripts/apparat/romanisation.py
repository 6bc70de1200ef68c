"""Romanised forms of Russian and Ukrainian names, and keys under which the spellings of one name meet.

Attested forms are recorded in the registers; the forms made here are computed: `romanised` gives what a catalogue (ALA-LC, simplified: no
ligatures or diacritics) and a map (BGN/PCGN) would write, `name_key` folds the habits in which spellings differ, so that Ryutin and Riutin, or
Ordzhonikidze and Orjonikidze, have one key. Sources: ALA-LC Romanization Tables (2012), BGN/PCGN 1947 for Russian, by the library iuliia;
for Ukrainian the table of the Cabinet of Ministers of Ukraine, resolution 55 of 27 January 2010 (BGN/PCGN 2019), and ALA-LC.
"""

from __future__ import annotations

import re
import unicodedata

import iuliia

RUSSIAN = {"ALA-LC": iuliia.ALA_LC_ALT, "BGN/PCGN": iuliia.BGN_PCGN_ALT}
# Ukrainian letters that the two schemes write alike, then those on which they part: (ALA-LC, BGN/PCGN 2019 within a word, at its beginning).
_UKRAINIAN = dict(zip("абвгґдезилмнопрстуфх", ["a", "b", "v", "h", "g", "d", "e", "z", "y", "l", "m", "n", "o", "p", "r", "s", "t", "u", "f", "kh"])) | {
    "к": "k", "ж": "zh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "і": "i", "ь": "", "’": "", "'": ""}
_UKRAINIAN_PARTS = {"є": ("ie", "ie", "ye"), "ї": ("i", "i", "yi"), "й": ("i", "i", "y"), "ю": ("iu", "iu", "yu"), "я": ("ia", "ia", "ya")}


def romanised(name: str, language: str) -> dict[str, str]:
    """Scheme -> the romanised form of a Cyrillic `name` in `language` (ru, uk); {} for any other language or script."""
    if not re.search("[\u0400-\u04ff]", name):
        return {}
    if language == "ru":
        return {scheme: schema.translate(name) for scheme, schema in RUSSIAN.items()}
    if language == "uk":
        return {"ALA-LC": _ukrainian(name, 0), "BGN/PCGN": _ukrainian(name, 1)}
    return {}


def _ukrainian(name: str, scheme: int) -> str:
    written = []
    for position, character in enumerate(name):
        letter = character.lower()
        initial = scheme == 1 and (position == 0 or not name[position - 1].isalpha())
        if letter in _UKRAINIAN_PARTS:
            latin = _UKRAINIAN_PARTS[letter][2 if initial else scheme]
        elif scheme == 1 and letter == "г" and position and name[position - 1].lower() == "з":
            latin = "gh"
        else:
            latin = _UKRAINIAN.get(letter, character)
        written.append(latin.capitalize() if character.isupper() else latin)
    return "".join(written)


# In this order: what one romanisation writes and another does not, folded to the shorter; q stands for the sound of zh and dzh.
_FOLDS = (
    ("tsch", "ch"), ("tch", "ch"), ("dzh", "q"), ("zh", "q"), ("kh", "h"), ("ks", "x"), ("ph", "f"), ("ck", "k"), ("ou", "u"), ("w", "v"),
    ("yu", "u"), ("iu", "u"), ("ya", "a"), ("ia", "a"), ("yo", "e"), ("io", "e"), ("ye", "e"), ("ie", "e"),
    ("skii", "ski"), ("skiy", "ski"), ("skyi", "ski"), ("sky", "ski"), ("iy", "i"), ("yi", "i"), ("ii", "i"), ("y", "i"),
)


def name_keys(name: str) -> frozenset[str]:
    """The keys of a name in any spelling: ASCII lower case, one letter for each habit. A "j" is read both ways, as in Chlevnjuk and as in Orjonikidze."""
    latin = iuliia.ALA_LC_ALT.translate(name) if re.search("[\u0400-\u04ff]", name) else name
    plain = "".join(character for character in unicodedata.normalize("NFKD", latin.casefold()) if character.isascii() and character.isalpha())
    readings = {plain.replace("j", "y"), plain.replace("dj", "zh").replace("j", "zh")} if "j" in plain else {plain}
    return frozenset(filter(None, map(_folded, readings)))


def _folded(plain: str) -> str:
    for habit, letter in _FOLDS:
        plain = plain.replace(habit, letter)
    return re.sub(r"(.)\1+", r"\1", plain)
