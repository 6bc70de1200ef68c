"""Tables of tabs: the ledger and the files of releases. UTF-8, LF, the columns named in the first line, no quotation."""

from __future__ import annotations

from pathlib import Path
from typing import Iterable, Mapping, Sequence

from ..problem import Location, Problem, Rule

MALFORMED = Rule(
    "I009", "The ledger of identifiers and the tables of releases are tables of their columns, sorted, each identifier once",
    "Tables that people and programs both edit go wrong in silence; a row out of place hides a second one.",
    "harris-p11 twice, or a row of five cells", "identifier, kind, first_release, status, successor, reason, with tabs between them")
RULES = (MALFORMED,)


def read_table(path: Path, columns: tuple[str, ...]) -> tuple[list[tuple[int, list[str]]], list[Problem]]:
    """The rows of a table of tabs, each with its line; and a Problem (I009) for what is no row. No file: no rows."""
    if not path.exists():
        return [], []
    try:
        lines = path.read_bytes().decode("utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        return [], [MALFORMED.broken(Location(str(path)), f"the table must be a file in UTF-8, found: {error}", "restore it from the repository")]
    problems, rows = [], []
    if lines[0].split("\t") != list(columns):
        problems.append(MALFORMED.broken(Location(str(path), 1, 1), f'the first line must name the columns {", ".join(columns)}, found "{lines[0][:80]}"', "restore the first line"))
        return [], problems
    if lines[-1]:
        problems.append(MALFORMED.broken(Location(str(path), len(lines), 1), "the last line must end with a line feed, found none", "add it"))
    for number, line in enumerate(lines[1:], start=2):
        cells = line.split("\t")
        if not line:
            if number != len(lines):
                problems.append(MALFORMED.broken(Location(str(path), number, 1), "a table must have no empty lines, found one", "delete it"))
        elif len(cells) != len(columns):
            problems.append(MALFORMED.broken(Location(str(path), number, 1), f"a row must have {len(columns)} cells with tabs between them, found {len(cells)}", "see the first line"))
        else:
            rows.append((number, cells))
    return rows, problems


def written_table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """The bytes of a table; no cell may hold a tab or a line feed."""
    return "".join("\t".join(cells) + "\n" for cells in (columns, *rows)).encode("utf-8")


def replace_files(files: Mapping[Path, bytes]) -> None:
    """Writes all files, or none: each beside its place first, then renamed into it. Raises OSError where there is no room or no permission."""
    written = {path: path.with_name(path.name + ".new") for path in files}
    try:
        for path, beside in written.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            beside.write_bytes(files[path])
        for path, beside in written.items():
            beside.replace(path)
    finally:
        for beside in written.values():
            beside.unlink(missing_ok=True)
