"""`edition release NAME`: stamps what every identifier says now into a table that never changes, and the identifiers into the ledger."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from ..model import Edition
from ..problem import Location, Problem, Rule
from .changes import Changes, changes_between
from .content import Content, contents
from .ledger import Row, ledger_path, ledger_table, read_ledger
from .record import INDEX_COLUMNS, NAME, Release, contents_path, folder, newest_change, order, read_frozen, read_releases, release_files, table_path
from .table import replace_files, written_table

NOT_RELEASED = Rule(
    "B005", "A release has a new name, later than the last, and something to release",
    "A name is cited for ever; it says the year and month, and stands for one state of the sources.",
    "edition release 2026.12 for the second time", "edition release 2026.12.1")

RULES = (NOT_RELEASED,)


@dataclass(frozen=True)
class Released:
    """What a release made: itself and what it changed since the one before."""

    release: Release
    changes: Changes


def make_release(project: Path, edition: Edition, name: str) -> tuple[Released | None, list[Problem]]:
    """Makes the release `name` of a checked edition; Problems (B005) where it cannot be made, and then nothing is written."""
    releases, problems = read_releases(project)
    ledger, faults = read_ledger(project)
    if problems + faults:
        return None, problems + faults
    present, date = contents(edition), newest_change(edition)
    frozen = read_frozen(project, releases)
    before = frozen[releases[-1].name] if releases else {}
    fault = refusal(project, name, releases, before == present, date)
    if fault is not None:
        return None, [fault]
    known = {content.digest for contents_then in frozen.values() for content in contents_then.values() if content.tei}
    table, said = release_files(name, present, known)
    release = Release(name, date, hashlib.sha256(table).hexdigest(), hashlib.sha256(said).hexdigest())
    entered = {**{content.identifier: Row(content.identifier, content.kind, name) for content in present.values()}, **ledger}
    index = written_table(INDEX_COLUMNS, ((one.name, one.date, one.digest, one.contents) for one in [*releases, release]))
    files = {table_path(project, name): table, contents_path(project, name): said, folder(project) / "index.tsv": index, ledger_path(project): ledger_table(entered.values())}
    citation = project / "CITATION.cff"
    if citation.is_file():
        files[citation] = stamped(citation.read_bytes(), release)
    replace_files(files)
    return Released(release, changes_between(before, present, entered)), []


def refusal(project: Path, name: str, releases: list[Release], unchanged: bool, date: str) -> Problem | None:
    """Why a release cannot be made; None where it can."""
    place = Location(str(folder(project)))
    if not NAME.match(name):
        return NOT_RELEASED.broken(place, f'a release must be named by year and month, 2026.12 or 2026.12.1, found "{name}"', "")
    if releases and order(name) <= order(releases[-1].name):
        return NOT_RELEASED.broken(place, f'a release must be later than the last, {releases[-1].name}, found "{name}"', f"edition release {releases[-1].name}.1, or the present month")
    if not date:
        return NOT_RELEASED.broken(place, "a release must have a date, found no change with a date in the headers of the sources", 'enter <change when="2026-12-01"> in a revisionDesc')
    if order(name)[:2] < tuple(int(part) for part in date.split("-")[:2]):
        return NOT_RELEASED.broken(place, f'a release must not be named before its newest change, {date}, found "{name}"', f"edition release {date[:7].replace('-', '.')}")
    if unchanged:
        return NOT_RELEASED.broken(place, f"a release must have something to release, found nothing changed since {releases[-1].name}" if releases else
                                   "a release must have something to release, found no identifier in the sources", "")
    return None


def stamped(citation: bytes, release: Release) -> bytes:
    """CITATION.cff (Citation File Format 1.2.0) with version and date entered; the rest stays byte for byte."""
    text = citation.decode("utf-8")
    for key, value in (("version", f'"{release.name}"'), ("date-released", f"'{release.date}'")):
        line = f"{key}: {value}"
        pattern = re.compile(rf"^{key}:.*$", re.MULTILINE)
        text = pattern.sub(line, text, count=1) if pattern.search(text) else text.rstrip("\n") + f"\n{line}\n"
    return text.encode("utf-8")
