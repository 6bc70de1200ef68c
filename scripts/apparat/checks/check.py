"""What a check is: a function under a rule.

    @check(Rule("R001", "A pointer names something that exists", reason, wrong, right))
    def dangling_pointers(edition: Edition) -> Iterator[Finding]:
        yield Finding(document, element, "what must be true, what was found", "what to do")

A check finds; where it is and how it is said follows from the element. New checks are listed by importing their module in
`checks/__init__.py`.
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from typing import Callable, Iterable, Iterator

from ..model import Document, Edition, Element
from ..problem import Location, Problem, Rule
from ..tei.names import nearest_identifier
from ..tei.position import location_of


@dataclass(frozen=True)
class Finding:
    """What a check has found at `element` (None: at the beginning of the file) of `document`."""

    document: Document
    element: Element | None
    message: str
    hint: str = ""


@dataclass(frozen=True)
class Check:
    rule: Rule
    find: Callable[[Edition], Iterable[Finding]]

    def problems(self, edition: Edition) -> Iterator[Problem]:
        """The Problems of this rule in the edition."""
        for finding in self.find(edition):
            if finding.element is None:
                location, identifier = Location(finding.document.name, 1, 1), finding.document.id
            else:
                location, identifier = location_of(finding.document, finding.element), nearest_identifier(finding.element)
            yield self.rule.broken(location, finding.message, finding.hint, identifier)


CHECKS: list[Check] = []


def check(rule: Rule) -> Callable:
    """Registers the decorated function as the check of `rule`."""

    def registered(find: Callable[[Edition], Iterable[Finding]]) -> Callable:
        CHECKS.append(Check(rule, find))
        return find

    return registered


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word most like `word`, in quotation marks and as a sentence for a hint; "" where none is near."""
    match = get_close_matches(word, known, n=1, cutoff=0.6)
    return f'the nearest is "{match[0]}"' if match else ""
