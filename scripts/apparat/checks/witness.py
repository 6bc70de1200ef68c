"""Theme W: the regests against the transcripts of their sources, where these are at hand.

`witness_report(text, folder)` proves that every line of a transcript is accounted for, that no regest copies its source and
none is nearly as long, and gives the figures. Words are runs of letters and digits, case apart; what looks like markup in
the transcript is dropped. Names, titles and references are exempt from the comparison of runs, not from the count of words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Iterator

from ..model import Edition, Element, Text, Unit
from ..problem import Location, Problem, Rule
from ..tei.names import NAMESPACES, TEI, local_name
from ..tei.pointer import pointers_of
from ..tei.position import location_of
from .check import Finding, check

OUTSIDE = Rule(
    "W001", "A line of the transcript that is named exists",
    "@corresp is the proof of where a regest comes from; the header says how many lines there are.",
    'corresp="w:999" of a transcript of 279 lines', 'corresp="w:68 w:74"')
UNACCOUNTED = Rule(
    "W002", "Every line of the transcript belongs to a passage, a note or declared furniture",
    "Nothing of a source is passed over in silence.",
    "line 102 named nowhere", 'corresp="w:102" on the passage, or the line in <list type="furniture">')
COPIED = Rule(
    "W003", "A regest shares no run of eight words with its source",
    "The sources are in copyright; the edition prints its own words. Titles, names and references are exempt.",
    "eight words in the order of the source", "another order, other words")
TOO_LONG = Rule(
    "W004", "A regest has at most 45 % of the words of its source",
    "A regest condenses; a longer one is a paraphrase. Very short paragraphs may need an exception with a reason.",
    "60 words for a paragraph of 100", "40 words for a paragraph of 100")
NO_TRANSCRIPT = Rule(
    "W005", "The transcript that a header names is in the folder given, with the lines the header says",
    "Figures about another file would prove nothing.",
    '<witness n="harris.txt"> and no harris.txt', "edition check --witness FOLDER, with FOLDER/harris.txt")

RULES = (UNACCOUNTED, COPIED, TOO_LONG, NO_TRANSCRIPT)
RUN, SHORT_RUN, SHARE = 8, 5, 0.45
EXEMPT = {"title", "bibl", "biblStruct", "idno", "orgName", "lem", "rdg", "gap", "citedRange", "head"}
PROSE = ("paragraph", "abstract", "quotation", "list", "source")
_WORD = re.compile(r"[^\W_]+")
_CALL = re.compile(r"<sup>[^<\n]{1,12}</sup>|\$\^\{?[0-9*]{1,4}\}?\$")
_TAG = re.compile(r"<[^>\n]{1,40}>|&(?:lt|gt|amp);")


@dataclass(frozen=True)
class WitnessReport:
    """The figures of one text: lines with content and those accounted for, words, shared runs; and the Problems."""

    text_id: str
    lines: int
    accounted: int
    source_words: int
    regest_words: int
    short_runs: int
    common_short_runs: int
    problems: tuple[Problem, ...]

    def __str__(self) -> str:
        copied = sum(problem.code == COPIED.code for problem in self.problems)
        return (f"{self.text_id}: {self.accounted} of {self.lines} lines accounted for ({_percent(self.accounted, self.lines)}); "
                f"{self.regest_words} words for {self.source_words} ({_percent(self.regest_words, self.source_words)}); "
                f"{copied} shared runs of {RUN} words; {_percent(self.common_short_runs, self.short_runs)} of the runs of {SHORT_RUN} words are common")


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} %" if whole else "none"


@check(OUTSIDE)
def lines_outside(edition: Edition) -> Iterator[Finding]:
    """W001 needs no transcript: the header counts the lines."""
    for text in edition.texts.values():
        declared = declared_lines(text)
        for element in text.document.root.iter(TEI + "*"):
            for pointer in pointers_of(text.document, element, "corresp") if element.get("corresp") else ():
                if pointer.kind == "lines" and declared and max(pointer.lines) > declared:
                    yield Finding(text.document, element, f'@corresp must name lines 1 to {declared} of the transcript, found "{pointer.value}"', "")


def declared_lines(text: Text) -> int:
    """The number of physical lines of the transcript by the header (witness/measure), 0 where it says none."""
    measure = text.document.root.find(".//tei:listWit/tei:witness/tei:measure[@unit='line']", NAMESPACES)
    quantity = measure.get("quantity", "") if measure is not None else ""
    return int(quantity) if quantity.isdigit() else 0


def witness_report(text: Text, folder: Path) -> WitnessReport:
    """Compares `text` with its transcript in `folder`; Problems W002 to W005."""
    witness = text.document.root.find(".//tei:listWit/tei:witness", NAMESPACES)
    name = witness.get("n", "") if witness is not None else ""
    try:
        lines = (folder / name).read_bytes().decode("utf-8").split("\n") if name else []
    except (OSError, UnicodeDecodeError):
        lines = []
    element = witness if witness is not None else text.document.root
    declared = declared_lines(text)
    if not lines or declared != len(lines):
        found = f"{len(lines)} lines where the header says {declared}" if lines else "no such file"
        problem = NO_TRANSCRIPT.broken(location_of(text.document, element), f'the transcript "{name}" must be in {folder} as the header says, found {found}',
                                       "name it in <witness n=...>, count its lines in <measure unit=\"line\" quantity=...>", text.id)
        return WitnessReport(text.id, 0, 0, 0, 0, 0, 0, (problem,))
    return _compare(text, name, lines)


def _compare(text: Text, name: str, lines: list[str]) -> WitnessReport:
    problems: list[Problem] = []
    named = {line for element in text.document.root.iter(TEI + "*") if element.get("corresp")
             for pointer in pointers_of(text.document, element, "corresp") for line in pointer.lines}
    filled = [number for number, row in enumerate(lines, start=1) if row.strip()]
    for number in filled:
        if number not in named:
            problems.append(UNACCOUNTED.broken(Location(name, number), "a line of the transcript must belong to a passage, a note or furniture, found it nowhere",
                                               f'add "w:{number}" to a @corresp in {text.document.name}', text.id))
    known = words_of("\n".join(lines))
    runs, short_runs = _runs(known, RUN), _runs(known, SHORT_RUN)
    source_words = regest_words = short = common = 0
    for unit in text.units:
        if unit.kind in ("bibliography", "heading", "lost"):
            continue
        own = regest_words_of(unit)
        source = words_of("\n".join(lines[number - 1] for number in unit.lines if number <= len(lines)))
        if unit.kind in PROSE and source:
            source_words, regest_words = source_words + len(source), regest_words + len(own)
            if len(own) > SHARE * len(source):
                problems.append(TOO_LONG.broken(location_of(text.document, unit.element),
                                                f"a regest must have at most 45 % of the words of its source, found {len(own)} of {len(source)}",
                                                "condense it, or enter an exception with its reason", unit.id))
        pieces = list(_comparable(unit.element))
        for piece in pieces:
            windows = [tuple(piece[start:start + SHORT_RUN]) for start in range(len(piece) - SHORT_RUN + 1)]
            short, common = short + len(windows), common + sum(window in short_runs for window in windows)
        for run in _shared(pieces, runs):
            problems.append(COPIED.broken(location_of(text.document, unit.element), f'a regest must share no run of {RUN} words with its source, found "{" ".join(run)}"',
                                          "say it in another order and in other words", unit.id))
    return WitnessReport(text.id, len(filled), len([number for number in filled if number in named]), source_words, regest_words, short, common, tuple(problems))


def words_of(text: str) -> list[str]:
    """The words of a transcript: runs of letters and digits, lower case; calls of notes, tags and escaped brackets dropped."""
    return [word.lower() for word in _WORD.findall(_TAG.sub(" ", _CALL.sub(" ", text)))]


def regest_words_of(unit: Unit) -> list[str]:
    """The words of a regest; the words of notes that stand inside a passage are not counted with it."""
    return [word.lower() for word in _WORD.findall(" ".join(_pieces(unit.element)))]


def _pieces(element: Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if local_name(child) and local_name(child) != "note":
            yield "".join(_pieces(child))
        yield child.tail or ""


def _comparable(element: Element) -> Iterator[list[str]]:
    """Stretches of words between exempt elements, each to be compared on its own."""
    stretch: list[str] = []
    for kind, value in _flow(element):
        if kind == "break":
            yield stretch
            stretch = []
        else:
            stretch += [word.lower() for word in _WORD.findall(value)]
    yield stretch


def _flow(element: Element) -> Iterator[tuple[str, str]]:
    yield "words", element.text or ""
    for child in element:
        name = local_name(child)
        if name in EXEMPT or name == "note":
            yield "break", ""
        elif name:
            yield from _flow(child)
        yield "words", child.tail or ""


def _runs(words: list[str], size: int) -> set[tuple[str, ...]]:
    return {tuple(words[start:start + size]) for start in range(len(words) - size + 1)}


def _shared(pieces: list[list[str]], runs: set[tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    """The runs shared, one for each place; a run must be words for the greater part, so shelfmarks do not count."""
    for piece in pieces:
        start = 0
        while start <= len(piece) - RUN:
            window = tuple(piece[start:start + RUN])
            if window in runs and sum(word.isalpha() and len(word) > 1 for word in window) > RUN // 2:
                yield window
                start += RUN
            else:
                start += 1
