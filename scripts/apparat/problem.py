"""What can be wrong with a source, and how it is said.

A `Rule` states once, as a fact, what must be true: the command, the page of checks and the tests all read it from here.
A `Problem` is one breach of a rule at one place. It is data; its `str()` is the output format of the command:

    sources/tei/texts/harris.xml:57:14: error R001: a pointer must name something that exists, found "people:trotskii".
        Hint: the nearest identifier is "trotsky".
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Iterable


@dataclass(frozen=True, order=True)
class Location:
    """A place in a file. Line and column count from 1; 0 where the whole file (or the whole line) is meant."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return ":".join([self.file] + [str(number) for number in (self.line, self.column) if number])


@dataclass(frozen=True, order=True)
class Problem:
    """One breach of the rule `code` at `location`.

    `identifier` is the nearest identifier around the place ("" where there is none); exceptions are granted by it.
    """

    location: Location
    code: str
    message: str
    hint: str = ""
    severity: str = "error"
    identifier: str = ""

    def __str__(self) -> str:
        line = f"{self.location}: {self.severity} {self.code}: {self.message}"
        return f"{line}\n    Hint: {self.hint}" if self.hint else line


@dataclass(frozen=True)
class Rule:
    """A rule of the edition: a code that is never used twice, a title that states the rule, the reason, two examples.

    `severity` is "error" (stops the build) or "warning" (please look).
    """

    code: str
    title: str
    reason: str
    wrong: str
    right: str
    severity: str = field(default="error")

    def broken(self, location: Location, message: str, hint: str = "", identifier: str = "") -> Problem:
        """The Problem of this rule being broken at `location`."""
        return Problem(location, self.code, message, hint, self.severity, identifier)


def errors(problems: Iterable[Problem]) -> list[Problem]:
    """Those of `problems` that stop the build."""
    return [problem for problem in problems if problem.severity == "error"]
