"""What may stand between two parts of a reference, and between two references.

    inside a reference    "Ф. 393 (НКВД РСФСР). Оп. 2"    "f. 102 DPOO, 1898 g., op. 226"    "д. 2015 (О журнале), л. 9"
    between references    "; "   ". Там же. "   " (Бухарин); "   ", см. также "
"""

from __future__ import annotations

import re

GROUP = r"(?:\([^()]{0,200}\)|\[[^\[\]]{0,200}\]|«[^«»]{0,160}»|“[^“”]{0,160}”|\"[^\"]{0,160}\")"
POINTS = r"[\s.,:;·•|/\\—–−‑-]"
YEAR = r"(?P<year>1[6-9]\d\d|20[0-2]\d)(?![\d–-])(?:\s?(?:гг?|р|g|r|god)\b\.?(?:\s\(g\.\))?)?"
LINKS = r"(?:и|й|та|і|а|and|und|et|also|see|cf|e\.g|см|см\.\s?также|также|див|ср|напр|там\s*же|там\s*само|тамже|ibid(?:em)?)"

TIGHT = re.compile(rf"{POINTS}{{0,60}}\Z")
WITH_GROUPS = re.compile(rf"{POINTS}{{0,60}}(?:{GROUP}{POINTS}{{0,60}}){{0,3}}\Z")
BRACKETS = re.compile(rf"(?:{POINTS}|[()\[\]]){{0,60}}\Z")  # "Д. 5. (Лл. 7–8)", "Д. 5 (т. 1), л. 7"
WITH_YEAR = re.compile(rf"{POINTS}{{0,60}}(?:{GROUP}{POINTS}{{0,60}})?{YEAR}{POINTS}{{0,60}}(?:{GROUP}{POINTS}{{0,60}})?\Z")
# Between fond and opis its name may stand: "f. 102 DPOO, 1898 g., op. 226", "Ф. 102. ДП ОО. Оп. 5"
WITH_NAME = re.compile(rf"{POINTS}{{0,60}}(?:(?:\d{{1,2}}-[еяй]\s)?[^\W\d][^;\d\n]{{0,120}}?)(?:{POINTS}{YEAR})?{POINTS}{{0,60}}\Z")
WITH_WORDS = re.compile(r"[\s,.:–—-]{1,4}[^\W\d][^;\n]*?[\s,.:–—-]{1,4}\Z")
CLEAN = re.compile(rf"(?:{GROUP}|{POINTS}|[()\[\]»«”“\"'’*]|(?<!\w){LINKS}(?!\w))*+\Z", re.IGNORECASE)  # possessive: no backtracking
IBID = re.compile(r"(?:\b[Тт]ам\s*(?:же|само)|\b[Тт]амже|\b[Ii]bid(?:em)?)\b[\s.,:;(—–-]{0,4}\Z")
POINTING = re.compile(rf"{POINTS}*(?:\w+\s){{0,2}}(?:см|see|див)[.:,\s]*\Z", re.IGNORECASE)
FEW_WORDS = re.compile(r"[\s,;:()—–-]*(?:[^\W\d][^.\d;]{0,50})?[\s,;:()—–-]*\Z")
SENTENCE_ENDS = re.compile(r"[\w)»”\]]{3,}[.!?]\s+(?=[A-ZА-ЯЁІЇЄ«“\"])(?![IVXІХ]+\b)|\n\s*\n")


def year_between(gap: str, level: str) -> str | None:
    """Whether a field may follow in the same reference, after one of `level`, with `gap` between: None if not; else the year named there or ""."""
    if WITH_GROUPS.match(gap) or BRACKETS.match(gap):
        return ""
    year = WITH_YEAR.match(gap) if level in ("fond", "opis") else None
    if year is None and (level == "fond" or level == "opis" and not gap.startswith(".")) and not SENTENCE_ENDS.search(gap):
        year = WITH_NAME.match(gap)
    if year is None:
        return None
    return year.group("year") or ""


def words_between(gap: str) -> bool:
    """Whether a few words about the document stand between file and leaf: "д. 5, протокол № 3, л. 7"."""
    return len(gap) <= 60 and bool(WITH_WORDS.match(gap)) and not re.search(r"(?:19|20)\d\d\.|[Сс]\. ?\d|№ ?\d+\. ?[CС]", gap)


def leaves_go_on(gap: str) -> str | None:
    """Whether more leaves of the same unit may follow after `gap`: None if not; else the reason of doubt or ""."""
    if TIGHT.match(gap) or CLEAN.match(gap) or POINTING.match(gap):
        return None if IBID.search(gap) else ""
    return "the leaf stands after other words" if FEW_WORDS.match(gap) else None


def is_ibid(gap: str) -> bool:
    """Whether the gap before a part ends with "there" (Там же, Ibid.)."""
    return bool(IBID.search(gap))


def is_clean(gap: str) -> bool:
    """Whether nothing but punctuation, brackets and words like "see also" stands between."""
    return bool(CLEAN.match(gap) or POINTING.match(gap))
