"""The bodies in the order of who stands below whom."""

from __future__ import annotations

from dataclasses import dataclass

from ...model import Edition, Institution, Relation


@dataclass(frozen=True, eq=False)
class Branch:
    """A body in its place: `depth` 0 for one at the top, `children` how many stand directly below it, `last` whether it is the last of its level."""

    institution: Institution
    depth: int
    children: int
    last: bool


def relations_of(edition: Edition, *names: str) -> list[Relation]:
    """The relations of the given names between two bodies of the register, in the order of the file."""
    return [relation for relation in edition.relations if relation.name in names
            and isinstance(edition.entries.get(relation.active), Institution) and isinstance(edition.entries.get(relation.passive), Institution)]


def branches(edition: Edition) -> list[Branch]:
    """Every body once, parents before children; those with bodies below them first, those that stand alone last.

    A body with several parents stands below the one named first. One that is its own ancestor (check E003) is put at the top.
    """
    bodies = {body.id: body for body in edition.register(Institution)}
    above: dict[str, str] = {}
    for relation in relations_of(edition, "parent", "part"):
        if relation.active not in above and not _reaches(above, relation.passive, relation.active):
            above[relation.active] = relation.passive
    below: dict[str, list[Institution]] = {}
    for body in bodies.values():
        below.setdefault(above.get(body.id, ""), []).append(body)
    tops = sorted(below.get("", []), key=lambda body: (body.id not in below, body.sort_key))
    found: list[Branch] = []
    pending = [(body, 0, body is tops[-1]) for body in reversed(tops)]
    while pending:
        body, depth, last = pending.pop()
        children = below.get(body.id, [])
        found.append(Branch(body, depth, len(children), last))
        pending += [(child, depth + 1, child is children[-1]) for child in reversed(children)]
    return found


def _reaches(above: dict[str, str], start: str, goal: str) -> bool:
    """Whether `goal` is `start` or stands above it."""
    while start and start != goal:
        start = above.get(start, "")
    return start == goal
