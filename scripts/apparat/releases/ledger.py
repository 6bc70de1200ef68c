"""The ledger of identifiers: sources/identifiers.tsv, one sorted table of everything that was ever released.

    identifier  kind  first_release  status  successor  reason

`status` is live, merged (into the successor) or withdrawn; merged and withdrawn ones have a reason. New identifiers are free, and not in the
ledger, until `edition release` enters them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Container, Iterable, Iterator

from ..model import Edition
from ..problem import Location, Problem, Rule
from ..tei.position import location_of
from .record import read_releases, released_rows
from .table import MALFORMED, read_table, replace_files, written_table

COLUMNS = ("identifier", "kind", "first_release", "status", "successor", "reason")
STATES = ("live", "merged", "withdrawn")

VANISHED = Rule(
    "I010", "A released identifier never vanishes",
    "Somebody has cited it. What is given up is merged into something else or withdrawn, with a reason, and its address says so.",
    "harris-p11 removed from harris.xml while the ledger has it as live", "`edition withdraw harris-p11 --reason ...` or `edition merge harris-p11 harris-p12 --reason ...`")
OTHER_KIND = Rule(
    "I011", "A released identifier keeps its kind",
    "Whoever follows the address of a paragraph must not arrive at a person.",
    "harris-p11 given to a note", "a new identifier for the new thing")
REUSED = Rule(
    "I012", "An identifier that was merged or withdrawn is not used again",
    "A citation of the old thing would lead to the new one, and nobody would notice.",
    "harris-p11 withdrawn in 2026.12 and given to another paragraph in 2027.03", "harris-p11a")
NO_SUCCESSOR = Rule(
    "I014", "What was merged has a successor that is there, and what was merged or withdrawn has a reason",
    "The page of the old address says what happened, why, and where to go.",
    "merged without a successor, or into something withdrawn", "merged, successor harris-p12, reason \"the two paragraphs are one in the print\"")

RULES = (VANISHED, OTHER_KIND, REUSED, NO_SUCCESSOR)


@dataclass(frozen=True)
class Row:
    """One identifier in the ledger; `line` is its line in the file, 0 for a new one."""

    identifier: str
    kind: str
    first_release: str
    status: str = "live"
    successor: str = ""
    reason: str = ""
    line: int = 0

    @property
    def cells(self) -> tuple[str, ...]:
        return (self.identifier, self.kind, self.first_release, self.status, self.successor, self.reason)


def ledger_path(project: Path) -> Path:
    return project / "sources" / "identifiers.tsv"


def read_ledger(project: Path) -> tuple[dict[str, Row], list[Problem]]:
    """The ledger by identifier, and the Problems (I009) of its form."""
    path = ledger_path(project)
    rows, problems = read_table(path, COLUMNS)
    found: dict[str, Row] = {}
    last = ""
    for line, cells in rows:
        row = Row(*cells, line=line)
        place = Location(str(path), line, 1)
        if row.identifier <= last:
            problems.append(MALFORMED.broken(place, f'identifiers must ascend, found "{row.identifier}" after "{last}"', "sort the table, or remove the second row", row.identifier))
        if row.status not in STATES:
            problems.append(MALFORMED.broken(place, f'the status must be {", ".join(STATES)}, found "{row.status}"', "", row.identifier))
        last = max(last, row.identifier)
        found.setdefault(row.identifier, row)
    return found, problems


def ledger_table(rows: Iterable[Row]) -> bytes:
    """The table as it is written, sorted."""
    return written_table(COLUMNS, (row.cells for row in sorted(rows, key=lambda row: row.identifier)))


def ledger_problems(project: Path, edition: Edition, present: dict[str, str]) -> Iterator[Problem]:
    """I010 to I014: what the sources do to released identifiers; `present` has the kind of each that is there. Nothing is called vanished while a source cannot be read."""
    ledger, problems = read_ledger(project)
    yield from problems
    path = str(ledger_path(project))
    for row in ledger.values():
        place, kind = Location(path, row.line, 1), present.get(row.identifier)
        if row.status == "live" and kind is None and not edition.unread:
            yield VANISHED.broken(place, f'a released identifier must stay, found no "{row.identifier}" ({row.kind}, released {row.first_release}) in the sources',
                                  f"put it back, or: edition withdraw {row.identifier} --reason ..., edition merge {row.identifier} SUCCESSOR --reason ...", row.identifier)
        elif row.status == "live" and kind is not None and kind != row.kind:
            target = edition.targets[row.identifier]
            yield OTHER_KIND.broken(location_of(target.document, target.element), f'"{row.identifier}" was released as a {row.kind} and must stay one, found a {kind}',
                                    "give the new thing a new identifier", row.identifier)
        elif row.status in ("merged", "withdrawn") and kind is not None:
            target = edition.targets[row.identifier]
            yield REUSED.broken(location_of(target.document, target.element), f'"{row.identifier}" was {row.status} and must not be used again, found it',
                                "choose another; a letter behind the number is usual: harris-p11a", row.identifier)
        yield from _given_up(place, row, ledger, present)
    if not problems:  # a row out of form would be called missing as well
        yield from unledgered(project, ledger)


def unledgered(project: Path, ledger: dict[str, Row]) -> Iterator[Problem]:
    """I010 for what a release has and the ledger has not, or says otherwise: whoever takes a row out of the ledger takes an address from the site."""
    path, releases = str(ledger_path(project)), read_releases(project)[0]
    names = {release.name for release in releases}
    for row in ledger.values():
        if row.first_release not in names:
            yield MALFORMED.broken(Location(path, row.line, 1), f'the first release must be one of the index, found "{row.first_release}"', "restore the row from the repository", row.identifier)
    seen: set[str] = set()
    for release in releases:
        for identifier, kind, _, _ in released_rows(project, release.name):
            row = ledger.get(identifier)
            if identifier in seen:
                continue
            seen.add(identifier)
            if row is None:
                yield VANISHED.broken(Location(path), f'a released identifier must stay in the ledger, found no row for "{identifier}" ({kind}, released {release.name})',
                                      "restore the row from the repository", identifier)
            elif (row.kind, row.first_release) != (kind, release.name):
                yield OTHER_KIND.broken(Location(path, row.line, 1), f'the ledger must say what the release says, {kind} of {release.name}, found {row.kind} of {row.first_release}',
                                        "restore the row from the repository", identifier)


def _given_up(place: Location, row: Row, ledger: dict[str, Row], present: Container[str]) -> Iterator[Problem]:
    """I014 for what was merged or withdrawn without saying whither or why."""
    if row.status == "live":
        if row.successor:
            yield NO_SUCCESSOR.broken(place, f'what is live must have no successor, found "{row.successor}"', 'status "merged", or no successor', row.identifier)
        return
    if row.status in STATES and not row.reason.strip():
        yield NO_SUCCESSOR.broken(place, f'"{row.identifier}" was {row.status} and must have a reason, found none', "say why, in a sentence for readers", row.identifier)
    if row.status == "merged" and not row.successor:
        yield NO_SUCCESSOR.broken(place, f'"{row.identifier}" was merged and must have a successor, found none', "name the identifier it was merged into", row.identifier)
    elif row.successor and resolved(row, ledger, present) == "":
        yield NO_SUCCESSOR.broken(place, f'the successor of "{row.identifier}" must be there, or lead on to what is, found "{row.successor}"',
                                  "name an identifier of the sources", row.identifier)


def resolved(row: Row, ledger: dict[str, Row], present: Container[str]) -> str:
    """Where a merged identifier leads in the end: an identifier of the sources; "" for none (the chain breaks or comes back to itself)."""
    seen = {row.identifier}
    while row.successor and row.successor not in seen:
        if row.successor in present:
            return row.successor
        seen.add(row.successor)
        following = ledger.get(row.successor)
        if following is None:
            return ""
        row = following
    return ""


def retired(project: Path, identifier: str, status: str, reason: str, successor: str = "") -> Problem | None:
    """Enters in the ledger that an identifier was merged or withdrawn. A Problem where it was never released, or the row would be out of order; then nothing is written."""
    ledger, problems = read_ledger(project)
    if problems:
        return problems[0]
    row = ledger.get(identifier)
    if row is None:
        return VANISHED.broken(Location(str(ledger_path(project))), f'only a released identifier must be merged or withdrawn, found no "{identifier}" in the ledger',
                               "what was never released may simply be removed", identifier)
    place, given = Location(str(ledger_path(project)), row.line, 1), " ".join(reason.split())
    if not given:
        return NO_SUCCESSOR.broken(place, f'"{identifier}" is to be {status} and must have a reason, found none', "say why, in a sentence for readers", identifier)
    if status == "merged" and (successor == identifier or successor.split() != [successor]):
        return NO_SUCCESSOR.broken(place, f'"{identifier}" is to be merged and must have a successor, found "{successor}"', "name another identifier", identifier)
    ledger[identifier] = replace(row, status=status, reason=given, successor=successor)
    replace_files({ledger_path(project): ledger_table(ledger.values())})
    return None
