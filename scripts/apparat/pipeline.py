"""Sources -> Problems: reading, schema, checks, rendering and exceptions, in one go for the command, the build and the tests."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Iterable

from .checks import CHECKS, exceptions, witness
from .model import Edition
from . import new
from .releases import ledger, make, record, table
from .releases.content import kinds
from .pages import elements, site
from .problem import Location, Problem, Rule
from .tei import document, edition as reading, schema
from .tei.schema import schema_problems

BUILD_FAILED = Rule(
    "B001", "The site builds without a warning",
    "Sphinx warns of broken links, doubled labels and text that it cannot read: each would be a fault on the page.",
    "a link to a label that no page has", "a link to an identifier of the edition")
BUSY = Rule(
    "B002", "One build at a time",
    "Two builds in one folder would overwrite each other's pages.",
    "`edition build` in two windows", "wait for the first to end")
UNWRITABLE = Rule(
    "B003", "The folder of the project can be written",
    "The site is built beside the old one and swapped in; without room or permission nothing is swapped and the old one stays.",
    "a full disk, a read-only folder", "room and permission")

CHANGED = Rule(
    "B004", "The sources stay as they are while the site is built",
    "A site made half from the old and half from the new would be of no state that ever was.",
    "a file saved, moved or deleted between the checks and the end of the build", "build again when the work is saved")

BUILD_RULES = (BUILD_FAILED, BUSY, UNWRITABLE, CHANGED)


@dataclass(frozen=True)
class Report:
    """The edition as far as it could be read, and the Problems in the order of their places."""

    edition: Edition
    problems: tuple[Problem, ...]


def all_rules() -> list[Rule]:
    """Every rule of the project, in the order of codes."""
    rules = [*document.RULES, *reading.RULES, *schema.RULES, *(check.rule for check in CHECKS), *elements.RULES, *site.RULES, *witness.RULES, *exceptions.RULES, *new.RULES, *table.RULES, *ledger.RULES, *record.RULES, *make.RULES, *BUILD_RULES]
    return sorted(rules, key=lambda rule: rule.code)


def check_edition(project: Path, only: Iterable[str] = (), witnesses: Path | None = None) -> tuple[Report, list[witness.WitnessReport]]:
    """Reads and checks the sources of `project`. `only`: names of files to report on; `witnesses`: the folder of transcripts."""
    edition, problems = reading.read_edition(project / "sources" / "tei")
    for source in edition.documents.values():
        problems += schema_problems(source)
    blamed = {problem.location for problem in problems}
    for check in CHECKS:
        problems += check.problems(edition)
    problems += [problem for problem in elements.unrendered(edition) if problem.location not in blamed]
    problems += site.taken_names(edition, project / "edition")
    problems += ledger.ledger_problems(project, edition, kinds(edition))
    problems += record.record_problems(project)
    known = frozenset(rule.code for rule in all_rules())
    judged = set(known) - {rule.code for rule in witness.RULES}
    reports = []
    if witnesses is not None:
        reports = [witness.witness_report(text, witnesses) for text in edition.texts.values()]
        problems += [problem for report in reports for problem in report.problems]
        judged |= {rule.code for rule in witness.RULES}
    problems = exceptions.except_problems(problems, project / "sources" / "exceptions.toml", frozenset(judged), known)
    wanted = {Path(name).resolve() for name in only}
    if wanted:
        problems = [problem for problem in problems if Path(problem.location.file).resolve() in wanted]
        read = {path.resolve() for path in reading.source_files(project / "sources" / "tei")}
        problems += [document.UNREADABLE.broken(Location(name), "a file to check must be a source of the edition, found none of that name",
                                                "name it as from here: sources/tei/texts/harris.xml") for name in only if Path(name).resolve() not in read]
    return Report(edition, tuple(bounded(sorted(set(problems))))), reports


MOST = 100  # problems shown of one rule in one file


def bounded(problems: list[Problem]) -> list[Problem]:
    """The problems, of one rule in one file the first hundred; the next says how many more there are. Nobody reads twenty thousand."""
    counts: dict[tuple[str, str], int] = {}
    shown = []
    for problem in problems:
        key = (problem.location.file, problem.code)
        counts[key] = counts.get(key, 0) + 1
        if counts[key] <= MOST + 1:
            shown.append(problem)
    last = {(problem.location.file, problem.code): place for place, problem in enumerate(shown)}
    for key, number in counts.items():
        if number > MOST + 1:
            place = last[key]
            shown[place] = replace(shown[place], message=f"{shown[place].message} (and {number - MOST - 1} more of this rule in this file)")
    return shown
