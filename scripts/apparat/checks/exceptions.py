"""Theme X: where a rule does not apply, and why. The file is sources/exceptions.toml:

    [[exception]]
    rule = "W004"
    identifier = "harris-p3"
    reason = "a paragraph of nine references, each of which must be kept"
"""

from __future__ import annotations

import tomllib
from pathlib import Path

from ..problem import Location, Problem, Rule

UNREASONED = Rule(
    "X001", "An exception names a rule, an identifier and a reason",
    "An exception without a reason is a fault that nobody will ever mend.",
    'rule = "W004" alone', 'rule = "W004", identifier = "harris-p3", reason = "..."')
UNUSED = Rule(
    "X002", "An exception is in use",
    "When the fault is gone its exception must go, or it will hide the next one.",
    'an exception for "harris-p3" where harris-p3 has no problem', "no such entry")

RULES = (UNREASONED, UNUSED)


def except_problems(problems: list[Problem], file: Path, judged: frozenset[str]) -> list[Problem]:
    """The problems less those excepted in `file`; plus X001 for faulty, X002 for unused exceptions.

    `judged` are the codes of the rules that were tried in this run: an exception from another rule is not called unused.
    """
    granted, faults = read_exceptions(file)
    used: set[tuple[str, str]] = set()
    kept = []
    for problem in problems:
        key = (problem.code, problem.identifier)
        if key in granted:
            used.add(key)
        else:
            kept.append(problem)
    for key, line in granted.items():
        if key not in used and key[0] in judged:
            faults.append(UNUSED.broken(Location(str(file), line, 1), f'an exception must be in use, found none of {key[0]} at "{key[1]}"', "delete it"))
    return kept + faults


def read_exceptions(file: Path) -> tuple[dict[tuple[str, str], int], list[Problem]]:
    """(rule, identifier) -> line of the file, and the faults of the file. No file, no exceptions."""
    if not file.exists():
        return {}, []
    text = file.read_text(encoding="utf-8")
    try:
        entries = tomllib.loads(text).get("exception", [])
    except tomllib.TOMLDecodeError as error:
        return {}, [UNREASONED.broken(Location(str(file), 1, 1), f"the file of exceptions must be TOML, found: {error}", "")]
    heads = [number for number, row in enumerate(text.split("\n"), start=1) if row.strip() == "[[exception]]"]
    granted, faults = {}, []
    for line, entry in zip(heads, entries):
        missing = [name for name in ("rule", "identifier", "reason") if not str(entry.get(name, "")).strip()]
        if missing:
            faults.append(UNREASONED.broken(Location(str(file), line, 1), f"an exception must have rule, identifier and reason, found no {' and no '.join(missing)}", ""))
        else:
            granted[(entry["rule"], entry["identifier"])] = line
    return granted, faults
