"""Which repository a reference belongs to: the name before it, near or far, an unknown name, or a name after it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from .gaps import GROUP, POINTS, SENTENCE_ENDS
from .names import Name

# Between the name and the fond: "ГАРФ. Ф.", "Государственный архив (ГАРФ), ф.", "в РГАСПИ в фонде", "НИОР РГБ. Отдел рукописей. Ф."
DIRECT = re.compile(rf"(?:{GROUP}|{POINTS}|[()\[\]»”\"'’`>*]|\b(?:в|из|in|фонд|ф|the|відділ|отдел рукописей|//)\b)*+\Z", re.IGNORECASE)
FAR = 600

# Words of institutions that are no archives: before a fond they are not its repository.
NOT_ARCHIVES = frozenset("СССР РСФСР УССР БССР ЦК КПСС ВКП РКП КП НКВД ОГПУ ГПУ ВЧК МВД МГБ КГБ СНК ВЦИК ЦИК РККА ВЛКСМ УНКВД МИД НКИД УРСР USSR RSFSR CPSU NKVD "
                         "OGPU KGB MVD CC TsK".split())
_ARCHIVAL = re.compile(r"арх[иіi]в|archi|arkh|музе|museum|библиотек|бібліотек", re.IGNORECASE)
_SMALL = re.compile(r"(?:области|обл|края|района|г|им|при|по|и|России|Украины|України|of|the|for|oblasti|области|державн\w*|государственн\w*|центральн\w*|архив\w*|архів\w*)\Z",
                    re.IGNORECASE)
_TOKEN = re.compile(r"[^\W_]+(?:[.'’ʹ-][^\W_]+)*\.?")


@dataclass(frozen=True)
class Place:
    """The repository of a reference: its id or None, the words, where they stand, why it is uncertain; `direct`: right before the fond."""

    repository: str | None
    words: str
    start: int
    end: int
    doubt: str = ""
    direct: bool = True


def place_before(text: str, names: list[Name], lower: int, position: int) -> Place | None:
    """The repository named between `lower` and `position`, the beginning of a fond."""
    candidates = [name for name in names if lower <= name.start and name.end <= position]
    nearest = _last_apposition(text, candidates)
    if nearest and DIRECT.match(text[nearest.end:position]):
        return Place(nearest.repository, nearest.words, nearest.start, nearest.end, nearest.doubt)
    unknown = _unknown(text, max(lower, nearest.end if nearest else 0), position) or (None if nearest or lower else _described(text, position))
    if unknown:
        return unknown
    if nearest and position - nearest.end <= FAR:
        gap = position - nearest.end
        return Place(nearest.repository, nearest.words, nearest.start, nearest.end, nearest.doubt or f"named {gap} characters before", False)
    return None


def place_after(text: str, names: list[Name], position: int, next_fond: int) -> Place | None:
    """The repository named right after a reference: "ф. 17, оп. 2, д. 5 (РГАСПИ)". Not where a fond of its own follows the name."""
    for name in names:
        if name.start >= position:
            gap, own = text[position:name.start], text[name.end:next_fond]
            near = re.fullmatch(r"\s?[,(\[/–—-]{1,2}\s?|,?\s(?:in|of|at|в)\s(?:the\s)?", gap) and not (next_fond < len(text) and DIRECT.match(own))
            return Place(name.repository, name.words, name.start, name.end, name.doubt or "named after the reference", False) if near else None
    return None


def _last_apposition(text: str, names: list[Name]) -> Name | None:
    """The last name; where it repeats the one before in other words (full name, abbreviation in brackets), the surer of the two."""
    if not names:
        return None
    last = names[-1]
    if len(names) > 1 and re.fullmatch(r"\s*[\[(,–—-]\s*(?:далее\s*[–—-]\s*)?", text[names[-2].end:last.start]):
        before = names[-2]
        if last.doubt and not before.doubt:
            return replace(before, end=last.end, words=text[before.start:last.end])
        return replace(last, start=before.start) if before.repository == last.repository else last
    return last


def _unknown(text: str, lower: int, position: int) -> Place | None:
    """Words right before a fond that look like the name of an archive we do not know: "МСП, ф. 3", "Архив завода «Серп и молот». Ф. 1"."""
    lower = max(lower, position - 400)
    region = text[lower:position]
    tail = re.search(rf"(?:{GROUP}|{POINTS}|[`'’\"])*+\Z", region)
    end = tail.start() if tail.start() > 0 else len(region)
    short = re.search(r"[(\[]\s?(?:далее\s*[–—:-]?\s*|hereafter\s*)?(?P<name>[^\W\d]{2,12})[)\]]\W*\Z", region)
    if short and _is_acronym(short["name"]):
        return Place(None, short["name"], lower + short.start("name"), lower + short.end("name"), "no archive known by this name")
    words: list[re.Match] = []
    for token in reversed(list(_TOKEN.finditer(region[:end]))):
        gap = region[token.end():words[-1].start() if words else end]
        if gap.strip(" \u00a0\n«»“”\"’'") or len(words) > 9 or (words and SENTENCE_ENDS.match(token.group()[-4:] + gap + "A")):
            break
        if not (token.group()[0].isupper() or _SMALL.match(token.group().rstrip(".")) or _ARCHIVAL.search(token.group())):
            break
        words.append(token)
    while words and not words[-1].group()[0].isupper():
        words.pop()
    phrase = [word.group().rstrip(".") for word in reversed(words)]
    if not phrase or not (_is_acronym(phrase[0]) or _is_acronym(phrase[-1]) or any(_ARCHIVAL.search(word) for word in phrase)):
        return None
    while len(phrase) > 1 and not (_is_acronym(phrase[0]) or _ARCHIVAL.search(" ".join(phrase[:3]))):
        phrase, words = phrase[1:], words[:-1]
    start, stop = lower + words[-1].start(), lower + words[0].start() + len(phrase[-1])
    return Place(None, text[start:stop], start, stop, "no archive known by this name")


def _described(text: str, position: int) -> Place | None:
    """An archive that is described rather than named: "Архив завода «Серп и молот»", "Архіў музея Янкі Купалы"."""
    match = re.search(rf"(?P<words>(?:[А-ЯІЇЄA-Z][\w-]*\s)?\b[\w-]*(?:[Аа]рх[иіi]|[Aa]rchi|[Aa]rkhi)\w*[^.,;:!?()\[\]\n]{{0,70}})(?:{POINTS}|[(\[])*\Z", text[max(position - 120, 0):position])
    if match is None or not match["words"].strip()[0].isupper():
        return None
    start, words = max(position - 120, 0) + match.start(), match["words"].rstrip()
    return Place(None, words, start, start + len(words), "no archive known by this name")


def _is_acronym(word: str) -> bool:
    capitals = sum(letter.isupper() for letter in word)
    return capitals > 1 and word not in NOT_ARCHIVES and not re.fullmatch(r"[IVXLC]+", word) and len(word) > 1
