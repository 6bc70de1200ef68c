"""The record of the releases: sources/releases/index.tsv and one table of contents a release. What is written there is never changed again.

    index.tsv     release  date  digest          in the order of the releases; digest is the SHA-256 of the release's file
    2026.12.tsv   identifier  kind  digest  name  words     every identifier as it was, in reading order

The date is that of the newest change entered in the sources, not of the day on which the command ran: the same sources give the same bytes.
"""

from __future__ import annotations

import hashlib
import re
import subprocess
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Iterator

from ..model import Edition
from ..problem import Location, Problem, Rule
from ..tei.names import NAMESPACES
from .content import Content
from .ledger import MALFORMED, read_table

INDEX_COLUMNS = ("release", "date", "digest")
COLUMNS = ("identifier", "kind", "digest", "name", "words")
NAME = re.compile(r"20[0-9]{2}\.(0[1-9]|1[0-2])(\.[1-9][0-9]?)?\Z")

CHANGED = Rule(
    "I013", "The file of a release is never changed",
    "It says what was citable then. Whoever cited it relies on it.",
    "a word corrected in sources/releases/2026.12.tsv", "the correction made in the TEI, for the next release")

RULES = (CHANGED,)


@dataclass(frozen=True)
class Release:
    """One release: its name (2026.12), its date (ISO 8601), the digest of its file."""

    name: str
    date: str
    digest: str


def folder(project: Path) -> Path:
    return project / "sources" / "releases"


def read_releases(project: Path) -> tuple[list[Release], list[Problem]]:
    """The releases in their order, and the Problems (I009) of the index."""
    rows, problems = read_table(folder(project) / "index.tsv", INDEX_COLUMNS)
    releases = []
    for line, cells in rows:
        place = Location(str(folder(project) / "index.tsv"), line, 1)
        if not NAME.match(cells[0]) or releases and order(cells[0]) <= order(releases[-1].name):
            problems.append(MALFORMED.broken(place, f'releases must be named 2026.12 or 2026.12.1 and ascend, found "{cells[0]}"', "restore the file from the repository"))
        else:
            releases.append(Release(*cells))
    return releases, problems


def order(name: str) -> tuple[int, ...]:
    """A key by which 2026.12 comes before 2026.12.1 and 2027.01."""
    return tuple(int(part) for part in name.split("."))


def read_contents(project: Path, release: str) -> dict[str, Content]:
    """What every identifier was at a release, in reading order."""
    path = folder(project) / f"{release}.tsv"
    return _contents_of(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=32)
def _contents_of(path: Path, _: int) -> dict[str, Content]:
    rows, _problems = read_table(path, COLUMNS)
    return {cells[0]: Content(cells[0], cells[1], cells[3], cells[4]) for _, cells in rows}


def contents_table(contents: dict[str, Content]) -> bytes:
    """The table of a release as it is written."""
    lines = ["\t".join(COLUMNS)] + ["\t".join((content.identifier, content.kind, content.digest, content.name, content.words)) for content in contents.values()]
    return ("\n".join(lines) + "\n").encode("utf-8")


def record_problems(project: Path) -> Iterator[Problem]:
    """I009 for tables out of form; I013 for a file that is gone, differs from its digest, or from what was committed first."""
    releases, problems = read_releases(project)
    yield from problems
    known = {f"{release.name}.tsv" for release in releases} | {"index.tsv"}
    for path in sorted(folder(project).glob("*")) if folder(project).is_dir() else ():
        if path.name not in known and not path.name.startswith("."):
            yield MALFORMED.broken(Location(str(path)), "the folder of releases must hold the index and its releases, found another file", "move it elsewhere")
    for release in releases:
        path = folder(project) / f"{release.name}.tsv"
        data = path.read_bytes() if path.is_file() else b""
        if hashlib.sha256(data).hexdigest() != release.digest:
            yield CHANGED.broken(Location(str(path)), f"the file of a release must stay as it is, found {'it changed' if data else 'it gone'}",
                                 f"git checkout -- {path.relative_to(project).as_posix()}")
            continue
        _, faults = read_table(path, COLUMNS)
        yield from faults
        committed = first_committed(project, path)
        if committed is not None and committed != data:
            yield CHANGED.broken(Location(str(path)), "the file of a release must stay as it was first committed, found another, though the index has its digest",
                                 "restore both from the commit that added them; corrections belong into the next release")


def first_committed(project: Path, path: Path) -> bytes | None:
    """The file as the commit that added it has it; None where there is no Git, no repository, or no such commit (a shallow clone)."""
    relative = path.relative_to(project).as_posix()
    try:
        commits = subprocess.run(["git", "log", "--format=%H", "--diff-filter=A", "--", relative], cwd=project, capture_output=True, text=True, timeout=60)
        added = commits.stdout.split()
        if commits.returncode or not added:
            return None
        shown = subprocess.run(["git", "show", f"{added[-1]}:./{relative}"], cwd=project, capture_output=True, timeout=60)
        return shown.stdout if shown.returncode == 0 else None
    except (OSError, subprocess.TimeoutExpired):
        return None


def newest_change(edition: Edition) -> str:
    """The date of the newest change that the headers of the sources record; "" for none."""
    dates = [change.get("when", "") for document in edition.documents.values() for change in document.root.iterfind("tei:teiHeader/tei:revisionDesc/tei:change", NAMESPACES)]
    return max((date for date in dates if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", date)), default="")
