"""Names of repositories: which stand in a text, and which repository each means.

The names are data (repositories.toml). Three ways of writing are computed from them: romanised abbreviations (Library of Congress
and BGN/PCGN: TsGASA, RTsKhIDNI; scientific, as ISO 9: CGASA, RCChIDNI; Ukrainian with h or g: TsDAHO, TsDAGO), abbreviations with
or without spaces (ГА РФ, ГАРФ), and full names in any case (в Государственном архиве Российской Федерации).
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Iterator, Mapping

# One table for each scheme: what a capital letter of an abbreviation becomes.
LIBRARY = dict(zip("АБВГҐДЕЄЁЖЗИІЇЙКЛМНОПРСТУФХЦЧШЩЫЭЮЯ",
                   "A B V G G D E Ie E Zh Z I I I I K L M N O P R S T U F Kh Ts Ch Sh Shch Y E Iu Ia".split())) | {"Ь": "ʹ", "Ъ": "ʺ"}
SCIENTIFIC = LIBRARY | {"Ж": "Ž", "Х": "Ch", "Ц": "C", "Ч": "Č", "Ш": "Š", "Щ": "Šč", "Ю": "Ju", "Я": "Ja", "Й": "J"}
UKRAINIAN = LIBRARY | {"Г": "H", "И": "Y"}
UKRAINIAN_SCIENTIFIC = SCIENTIFIC | {"Г": "H", "И": "Y"}

# Latin letters that look like Cyrillic ones, and figures that do: what an OCR program confuses.
LOOK_ALIKES = str.maketrans("ABCEHIKMOPTXYaceopxy03", "АВСЕНІКМОРТХУасеорхуОЗ")
# For the mending of long abbreviations, letters of one shape become one letter.
SHAPES = str.maketrans("ВІНПЭЄЛЇЁ", "БИИИЗСДИЕ")

# Shortened words of full names, with the stems of what they stand for, and words for one thing: "Держархів Харківської обл.", "Гос. архив", "Госархив".
SHORTENED = {"держархів": "державн архів", "госархив": "государственн архив", "облгосархив": "государственн архив", "обл": "област", "гос": "государственн",
             "держ": "державн", "центр": "центральн", "нац": "национальн", "респ": "республик", "ист": "историческ",
             "region": "oblast", "province": "oblast", "territor": "kra", "centre": "center", "archives": "archive"}
DROPPED = {"the"}
WORD = re.compile(r"[^\W\d_]+(?:['’ʹʼ-][^\W\d_]+)*")
FOND = re.compile(r"[ФфFf][.,]?\s*№?\s*(?:[А-ЯA-Z][.-]?\s?)?\d")  # in "АВПР. Ф. 133" the Ф is no letter of the name
CASE = re.compile(r"(?<=[А-Я]{3})(?:а|е|у|ом)\Z")  # в ГАРФе
# What may follow an abbreviation and belongs to it.
SUFFIX = re.compile(r"\s*(?:\b(?:РФ|России|СССР|України|Украины|УССР|УРСР|RF|SSSR|USSR|Ukra[iï]ny|Ukraine)\b)")


@dataclass(frozen=True)
class Name:
    """The name of a repository in a text: where, what words, which repository, and why that is uncertain ("" where it is not)."""

    start: int
    end: int
    words: str
    repository: str
    doubt: str = ""


@dataclass(frozen=True)
class Repository:
    """An archive: stable id, the language its signatures are cited in, names by language (the first is the one printed), former names."""

    id: str
    language: str
    names: Mapping[str, tuple[str, ...]]
    former: tuple[Mapping[str, str], ...]

    def name(self, language: str) -> str:
        """The name to print in `language` (ru, uk, en): the usual one; in full where another archive has the better right to it.

        For English the name is romanised.
        """
        if language == "en" and self.language != "en":
            return romanised(self.name(self.language), UKRAINIAN if self.language == "uk" else LIBRARY)
        usual = next(iter(self.names.get(language) or self.names[self.language]))
        return usual if _abbreviations().get(_joined(usual), (self.id,))[0] == self.id else self.full_name

    @property
    def full_name(self) -> str:
        return next((name for _, name in self.all_names() if not is_abbreviation(name)), self.names[self.language][0])

    def all_names(self) -> Iterator[tuple[str, str]]:
        """(language, name) of every name, present and former."""
        for language, names in self.names.items():
            yield from ((language, name) for name in names)
        yield from ((self.language, former["name"]) for former in self.former)


@lru_cache(maxsize=None)
def repositories() -> dict[str, Repository]:
    """Every repository of repositories.toml, by id."""
    return {entry["id"]: Repository(entry["id"], entry["language"], {language: tuple(names) for language, names in entry["names"].items()},
                                    tuple(entry.get("former", ()))) for entry in _data()["repository"]}


@lru_cache(maxsize=None)
def _data() -> dict:
    return tomllib.loads((files(__package__) / "repositories.toml").read_text(encoding="utf-8"))


def find_names(text: str) -> list[Name]:
    """The names of repositories in `text`, in order; where two overlap, the one that begins first and is longer."""
    words = list(WORD.finditer(text))
    found: list[Name] = []
    position = 0
    for index, word in enumerate(words):
        if word.start() >= position:
            name = _abbreviation(text, words, index) or _full_name(text, words, index)
            if name:
                found.append(name)
                position = name.end
    return found


def romanised(abbreviation: str, scheme: Mapping[str, str]) -> str:
    """`abbreviation` in Latin letters; small letters (СПб) by the same scheme."""
    return "".join(scheme.get(letter) or (scheme.get(letter.upper(), letter).lower() if letter.islower() else letter) for letter in abbreviation)


def is_abbreviation(name: str) -> bool:
    """Whether a name is an abbreviation (ГАРФ, АП РФ, ЦГА СПб): its first word has two capitals or more."""
    return sum(letter.isupper() for letter in name.split()[0]) > 1


def _joined(words: str) -> str:
    """An abbreviation as it is looked up: no spaces, stops or hyphens."""
    return re.sub(r"[^\w]", "", words)


@lru_cache(maxsize=None)
def _abbreviations() -> dict[str, tuple[str, ...]]:
    """Joined abbreviation -> the repositories that bear it, in the order of the file; Latin ones in small letters.

    The name itself and the usual romanisation come before the less usual one: DAChO is rather ДАЧО than ДАХО.
    """
    found: dict[str, tuple[str, ...]] = {}
    for rank in range(4):
        for repository in repositories().values():
            for language, name in repository.all_names():
                if is_abbreviation(name):
                    schemes = (UKRAINIAN, LIBRARY, UKRAINIAN_SCIENTIFIC) if language == "uk" else (LIBRARY, SCIENTIFIC, SCIENTIFIC)
                    form = (name, *(romanised(name, scheme) for scheme in schemes))[rank]
                    key = _joined(form) if re.search("[А-Я]", form) else _joined(form).casefold()
                    found[key] = tuple(dict.fromkeys(found.get(key, ()) + (repository.id,)))
    return found


@lru_cache(maxsize=None)
def _shapes() -> dict[str, str]:
    """Abbreviations of five letters and more by their shape; a shape that two repositories share means neither."""
    shapes: dict[str, set[str]] = {}
    for name, bearers in _abbreviations().items():
        if len(name) > 4 and re.search("[А-Я]", name):
            shapes.setdefault(name.translate(LOOK_ALIKES).translate(SHAPES), set()).add(bearers[0])
    return {shape: found.pop() for shape, found in shapes.items() if len(found) == 1}


def _abbreviation(text: str, words: list[re.Match], index: int) -> Name | None:
    """An abbreviation of one to five words that begins at word `index`, the longest first."""
    start = words[index].start()
    if not text[start].isupper():
        return None
    for last in range(min(index + 4, len(words) - 1), index - 1, -1):
        between = [text[words[i].end():words[i + 1].start()] for i in range(index, last)]
        if any(gap.strip(" \u00a0\u202f\n.()-«»„“\"") for gap in between) or sum(letter.isupper() for letter in words[index].group()) < 2:
            continue
        if FOND.match(text, words[last].start()) and last > index:
            continue
        stretch = text[start:words[last].end()]
        known = _known(_joined(stretch)) or _known(_joined(CASE.sub("", stretch)))
        if known:
            suffix = SUFFIX.match(text, words[last].end())
            end = suffix.end() if suffix else words[last].end()
            return Name(start, end, text[start:end], *known)
    return None


def _known(joined: str) -> tuple[str, str] | None:
    """(repository id, doubt) of a joined abbreviation, also where an OCR program confused letters."""
    table, cyrillic = _abbreviations(), joined.translate(LOOK_ALIKES)
    mixed = cyrillic if re.search("[А-Яа-яІЇЄҐ]", joined) else joined.casefold()
    if mixed in table:
        first, *others = table[mixed]
        mended = "Latin letters in a Cyrillic name" if mixed != joined and mixed == cyrillic else ""
        return first, "the abbreviation may also be " + ", ".join(repositories()[other].full_name for other in others) if others else mended
    shape = _shapes().get(cyrillic.translate(SHAPES)) if re.search("[А-Я]", joined) else None
    return (shape, "letters of the name mended") if shape else None


@lru_cache(maxsize=None)
def _full_names() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """First four letters of a full name -> the stems of its words, and the repository; long names first. Romanised ones too."""
    table: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for repository in repositories().values():
        for language, name in repository.all_names():
            if not is_abbreviation(name):
                scheme = UKRAINIAN if language == "uk" else LIBRARY
                for form in {name, romanised(name, scheme)}:
                    stems = tuple(stem for word in WORD.finditer(form) for stem in _stems(word.group()))
                    table.setdefault(stems[0][:4], []).append((stems, repository.id))
    return {first: sorted(names, key=lambda entry: -len(entry[0])) for first, names in table.items()}


def _stem(word: str) -> str:
    """A word in small letters, without apostrophes and accents, y and j as i, without the ending of its case."""
    plain = unicodedata.normalize("NFKD", word.casefold().replace("й", "и"))
    plain = re.sub(r"i+", "i", re.sub(r"[^\w]|[\u0300-\u036fьъʹʺʼʻ]", "", plain).replace("y", "i").replace("j", "i"))
    return re.sub(r"(?:[аеиоуыэюяiі]{1,3}|ого|ому|ом|ым|им|ім|ах|ой|om|im|oi|ogo|oho|akh)\Z", "", plain) if len(plain) > 3 else plain


def _stems(word: str) -> tuple[str, ...]:
    """The stem of a word; of a shortened one (Держархів, обл.) the stems of what it stands for."""
    stem = _stem(word)
    return () if stem in DROPPED else tuple(SHORTENED.get(stem, stem).split())


def _full_name(text: str, words: list[re.Match], index: int) -> Name | None:
    """A full name that begins at word `index`."""
    if not text[words[index].start()].isupper():
        return None
    candidates = _full_names().get("".join(_stems(words[index].group())[:1])[:4], ())
    found: list[str] = []
    until = {}  # number of stems -> number of words
    for count, word in enumerate(words[index:index + 14] if candidates else (), 1):
        found += _stems(word.group())
        until[len(found)] = count
    for stems, identifier in candidates:
        stretch = words[index:index + until.get(len(stems), 0)]
        if stretch and tuple(found[:len(stems)]) == stems and _one_phrase(text, stretch):
            start, end = stretch[0].start(), stretch[-1].end()
            return Name(start, end, text[start:end], identifier)
    return None


def _one_phrase(text: str, stretch: list[re.Match]) -> bool:
    """Whether nothing but spaces, quotation marks and the like stands between the words."""
    return not any(re.search(r"[;:!?]|\.\s+(?![\w]\w+\s)", text[one.end():two.start()]) or two.start() - one.end() > 4 for one, two in zip(stretch, stretch[1:]))
