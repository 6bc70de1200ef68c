"""Theme X: where a rule does not apply, and why. The file is sources/exceptions.toml:

    [[exception]]
    rule = "W004"
    identifier = "harris-p3"
    reason = "a paragraph of nine references, each of which must be kept"
"""

from __future__ import annotations

import re
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


def except_problems(problems: list[Problem], file: Path, judged: frozenset[str], known: frozenset[str]) -> list[Problem]:
    """The problems less those excepted in `file`; plus X001 for faulty, X002 for unused exceptions.

    `known` are the codes of all rules, `judged` those tried in this run: an exception from another rule is not called unused.
    """
    granted, faults = read_exceptions(file, known)
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


def read_exceptions(file: Path, known: frozenset[str]) -> tuple[dict[tuple[str, str], int], list[Problem]]:
    """(rule, identifier) -> line of the file, and the faults of the file. No file, no exceptions. `known`: the codes that there are."""
    if not file.exists():
        return {}, []
    try:
        text = file.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        return {}, [_fault(file, error.object[:error.start].count(b"\n") + 1, "the file of exceptions must be UTF-8, found another encoding")]
    except OSError as error:
        return {}, [_fault(file, 1, f"the file of exceptions must be a file that can be read, found: {error.strerror}")]
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"at line (\d+)", str(error))
        return {}, [_fault(file, int(line.group(1)) if line else 1, f"the file of exceptions must be TOML, found: {error}")]
    entries, others = content.get("exception", []), sorted(content.keys() - {"exception"})
    if others or not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        return {}, [_fault(file, 1, f"the file must hold tables [[exception]] and nothing else, found {', '.join(others) or 'another form of exception'}")]
    heads = [number for number, row in enumerate(text.split("\n"), start=1) if re.match(r"\s*\[\[\s*exception\s*\]\]", row)]
    granted, faults = {}, []
    for line, entry in zip(heads, entries):
        missing = [name for name in ("rule", "identifier", "reason") if not isinstance(entry.get(name), str) or not entry[name].strip()]
        if missing:
            faults.append(_fault(file, line, f"an exception must have rule, identifier and reason in words, found no {' and no '.join(missing)}"))
        elif entry["rule"] not in known:
            faults.append(_fault(file, line, f'an exception must name a rule that there is, found "{entry["rule"]}"'))
        else:
            granted[(entry["rule"], entry["identifier"])] = line
    return granted, faults


def _fault(file: Path, line: int, message: str) -> Problem:
    return UNREASONED.broken(Location(str(file), line, 1), message, "see the head of sources/exceptions.toml for the form")
