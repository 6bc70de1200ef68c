"""The record of the releases: sources/releases/, whose files are never changed again.

    index.tsv               release  date  digest  contents      in the order of the releases; SHA-256 of the two files of each
    2026.12.tsv             identifier  kind  digest  name       every identifier as it was, in reading order
    2026.12.contents.xml    <content digest="...">TEI</content>  what no earlier release has in the same way, one a line

What a release says of an identifier is found by its digest in the contents of that release or of an earlier one; so a release takes as much room as
it changes. What is marked inside a passage has a digest of its own, and is found in the passage. The date is that of the newest change entered in the sources, not of the day on which the command ran: the same sources give the same bytes.
"""

from __future__ import annotations

import hashlib
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Container, Iterable, Iterator

from ..model import Edition
from ..problem import Location, Problem, Rule
from ..tei.names import NAMESPACES
from .content import Content
from .saying import Saying
from .table import MALFORMED, read_table, written_table

INDEX_COLUMNS = ("release", "date", "digest", "contents")
COLUMNS = ("identifier", "kind", "digest", "name")
CONTENT = re.compile(r'<content digest="([0-9a-f]{64})">(<.*>)</content>')
NAME = re.compile(r"20[0-9]{2}\.(0[1-9]|1[0-2])(\.[1-9][0-9]?)?\Z")

CHANGED = Rule(
    "I013", "The file of a release is never changed",
    "It says what was citable then. Whoever cited it relies on it.",
    "a word corrected in sources/releases/2026.12.tsv", "the correction made in the TEI, for the next release")

RULES = (CHANGED,)


@dataclass(frozen=True)
class Release:
    """One release: its name (2026.12), its date (ISO 8601), the digests of its table and of its contents."""

    name: str
    date: str
    digest: str
    contents: str


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


def table_path(project: Path, release: str) -> Path:
    return folder(project) / f"{release}.tsv"


def contents_path(project: Path, release: str) -> Path:
    return folder(project) / f"{release}.contents.xml"


def read_frozen(project: Path, releases: Iterable[Release]) -> dict[str, dict[str, Content]]:
    """Release -> what every identifier was then, in reading order; faults of the files are left to `record_problems`."""
    said: dict[str, str] = {}
    found = {}
    for release in releases:
        said |= read_contents(contents_path(project, release.name))[0]
        saying = Saying()
        saying.contents = {identifier: Content(identifier, kind, name, digest, said.get(digest, ""), saying) for identifier, kind, digest, name in released_rows(project, release.name)}
        found[release.name] = saying.contents
    return found


def released_rows(project: Path, release: str) -> list[list[str]]:
    """The rows of the table of a release: identifier, kind, digest, name."""
    return [cells for _, cells in read_table(table_path(project, release), COLUMNS)[0]]


def read_contents(path: Path) -> tuple[dict[str, str], list[Problem]]:
    """Digest -> TEI, and a Problem (I009) for every line that is none of the form. No file: nothing."""
    try:
        lines = path.read_bytes().decode("utf-8").split("\n") if path.is_file() else []
    except (OSError, UnicodeDecodeError) as error:
        return {}, [MALFORMED.broken(Location(str(path)), f"the contents must be a file in UTF-8, found: {error}", "restore it from the repository")]
    found, problems = {}, []
    for number, line in enumerate(lines[2:-2], start=3):
        match = CONTENT.fullmatch(line)
        if match is None:
            problems.append(MALFORMED.broken(Location(str(path), number, 1), f'a line must be a content with its digest, found "{line[:60]}"', "restore the file from the repository"))
        else:
            found[match.group(1)] = match.group(2)
    return found, problems


def release_files(name: str, contents: dict[str, Content], known: Container[str]) -> tuple[bytes, bytes]:
    """The table of a release and its contents, as they are written; `known` are the digests whose contents earlier releases have."""
    rows = [(content.identifier, content.kind, content.digest, content.name) for content in contents.values()]
    said = {content.digest: content.tei for content in contents.values() if content.tei and content.digest not in known}
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', f'<contents release="{name}">', *(f'<content digest="{digest}">{tei}</content>' for digest, tei in said.items()), "</contents>", ""]
    return written_table(COLUMNS, rows), "\n".join(lines).encode("utf-8")


def record_problems(project: Path) -> Iterator[Problem]:
    """I009 for tables out of form; I013 for a file that is gone, differs from its digest, or from what was committed first."""
    releases, problems = read_releases(project)
    yield from problems
    first = first_committed(project)
    files = {path: digest for release in releases for path, digest in ((table_path(project, release.name), release.digest), (contents_path(project, release.name), release.contents))}
    for path in sorted(folder(project).glob("*")) if folder(project).is_dir() else ():
        if path not in files and path.name != "index.tsv" and not path.name.startswith("."):
            yield MALFORMED.broken(Location(str(path)), "the folder of releases must hold the index and its releases, found another file", "move it elsewhere")
    for name in sorted(first.keys() - {path.name for path in files} - {"index.tsv"}):
        yield CHANGED.broken(Location(str(folder(project) / name)), "the file of a release must stay, found it gone from the index and the folder, though it was committed once",
                             "restore it and its line in the index from the repository")
    for path, digest in files.items():
        yield from file_problems(project, path, digest, first.get(path.name, ""))


def file_problems(project: Path, path: Path, digest: str, first: str) -> Iterator[Problem]:
    """The Problems of one file of a release. `first`: the name that Git gives its content as first committed, "" for none."""
    data = path.read_bytes() if path.is_file() else b""
    if hashlib.sha256(data).hexdigest() != digest:
        yield CHANGED.broken(Location(str(path)), f"the file of a release must stay as it is, found {'it changed' if data else 'it gone'}",
                             f"git checkout -- {path.relative_to(project).as_posix()}")
    elif first and first != blob_name(data, first):
        yield CHANGED.broken(Location(str(path)), "the file of a release must stay as it was first committed, found another, though the index has its digest",
                             "restore both from the commit that added them; corrections belong into the next release")
    else:
        yield from read_table(path, COLUMNS)[1] if path.suffix == ".tsv" else read_contents(path)[1]


def blob_name(data: bytes, like: str) -> str:
    """The name that Git gives a file of this content, in the kind of digest that `like` has (SHA-1 or SHA-256)."""
    algorithm = hashlib.sha256 if len(like) == 64 else hashlib.sha1
    return algorithm(b"blob %d\0" % len(data) + data).hexdigest()


def first_committed(project: Path) -> dict[str, str]:
    """File below sources/releases -> the name of its content in Git when it was first committed; empty where there is no Git or no repository."""
    command = ["git", "-c", "core.quotePath=false", "log", "--format=", "--raw", "--no-abbrev", "--no-renames", "--diff-filter=A", "--relative", "--", "sources/releases"]
    try:
        ran = subprocess.run(command, cwd=project, capture_output=True, text=True, encoding="utf-8", errors="replace", timeout=60)
    except (OSError, subprocess.TimeoutExpired):
        return {}
    found = {}
    for row in ran.stdout.split("\n") if ran.returncode == 0 else ():
        fields, _, name = row.partition("\t")
        parts = fields.split()
        if len(parts) == 5:
            found[Path(name).name] = parts[3]  # the last row is the oldest
    return found


def newest_change(edition: Edition) -> str:
    """The date of the newest change that the headers of the sources record; "" for none."""
    dates = [change.get("when", "") for document in edition.documents.values() for change in document.root.iterfind("tei:teiHeader/tei:revisionDesc/tei:change", NAMESPACES)]
    return max((date for date in dates if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", date)), default="")
