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
from .ledger import Row, read_ledger, write_ledger
from .record import INDEX_COLUMNS, NAME, Release, contents_table, folder, newest_change, order, read_contents, read_releases

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
    present = contents(edition)
    fault = refusal(project, name, releases, present, newest_change(edition))
    if fault is not None:
        return None, [fault]
    table = contents_table(present)
    release = Release(name, newest_change(edition), hashlib.sha256(table).hexdigest())
    before = read_contents(project, releases[-1].name) if releases else {}
    folder(project).mkdir(parents=True, exist_ok=True)
    (folder(project) / f"{name}.tsv").write_bytes(table)
    lines = ["\t".join(INDEX_COLUMNS)] + ["\t".join((one.name, one.date, one.digest)) for one in [*releases, release]]
    (folder(project) / "index.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    entered = {**{content.identifier: Row(content.identifier, content.kind, name) for content in present.values()}, **ledger}
    write_ledger(project, entered.values())
    stamp_citation_file(project / "CITATION.cff", release)
    return Released(release, changes_between(before, present, entered)), []


def refusal(project: Path, name: str, releases: list[Release], present: dict[str, Content], date: str) -> Problem | None:
    """Why a release cannot be made; None where it can."""
    place = Location(str(folder(project)))
    if not NAME.match(name):
        return NOT_RELEASED.broken(place, f'a release must be named by year and month, 2026.12 or 2026.12.1, found "{name}"', "")
    if releases and order(name) <= order(releases[-1].name):
        return NOT_RELEASED.broken(place, f'a release must be later than the last, {releases[-1].name}, found "{name}"', f"edition release {releases[-1].name}.1, or the present month")
    if not date:
        return NOT_RELEASED.broken(place, "a release must have a date, found no change with a date in the headers of the sources", 'enter <change when="2026-12-01"> in a revisionDesc')
    if releases and contents_table(present) == contents_table(read_contents(project, releases[-1].name)):
        return NOT_RELEASED.broken(place, f"a release must have something to release, found nothing changed since {releases[-1].name}", "")
    return None


def stamp_citation_file(path: Path, release: Release) -> None:
    """Enters version and date in CITATION.cff (Citation File Format 1.2.0); the rest stays byte for byte. No file, nothing to do."""
    if not path.is_file():
        return
    text = path.read_text(encoding="utf-8")
    for key, value in (("version", f'"{release.name}"'), ("date-released", f"'{release.date}'")):
        line = f"{key}: {value}"
        pattern = re.compile(rf"^{key}:.*$", re.MULTILINE)
        text = pattern.sub(line, text, count=1) if pattern.search(text) else text.rstrip("\n") + f"\n{line}\n"
    path.write_text(text, encoding="utf-8", newline="\n")
