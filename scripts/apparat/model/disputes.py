"""Disputes, derived from positions and never typed in: who contradicts whom on which claim.

    asserts  × denies                 open: one says so, the other says not so
    asserts  × qualifies, questions   partial: the other limits or doubts what the one says
    denies   × qualifies              partial: the other accepts a part of what the one rejects
    asserts A × asserts B             open, where A and B are marked as contradicting each other

Whoever stands on both sides of a claim is in no dispute with himself.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import Iterator

from .edition import Edition
from .positions import Position

OPEN, PARTIAL = "open", "partial"
OPPOSED = {("asserts", "denies"): OPEN, ("asserts", "qualifies"): PARTIAL, ("asserts", "questions"): PARTIAL, ("qualifies", "denies"): PARTIAL}


@dataclass(frozen=True, eq=False)
class Dispute:
    """`one` and `other` are opposed positions, their claims the same or contradictory; `kind` is open or partial."""

    one: Position
    other: Position
    kind: str

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """(holder, opponent), each holder of the one with each of the other; nobody with himself."""
        return [(holder, opponent) for holder, opponent in product(self.one.holder_ids, self.other.holder_ids) if holder != opponent]


def disputes_on(edition: Edition, claim_id: str) -> Iterator[Dispute]:
    """The disputes on one claim: those among its own positions, then those with assertions of claims that contradict it."""
    positions = edition.positions_on(claim_id)
    for (stance, opposite), kind in OPPOSED.items():
        for one, other in product((p for p in positions if p.stance == stance), (p for p in positions if p.stance == opposite)):
            dispute = Dispute(one, other, kind)
            if dispute.pairs:
                yield dispute
    for contrary in contraries(edition, claim_id):
        for one, other in product(positions, edition.positions_on(contrary)):
            dispute = Dispute(one, other, OPEN)
            if one.stance == other.stance == "asserts" and dispute.pairs:
                yield dispute


def contraries(edition: Edition, claim_id: str) -> list[str]:
    """The claims that contradict a claim, whichever way round the relation is written."""
    found = [relation.passive if relation.active == claim_id else relation.active for relation in edition.relations
             if relation.name == "contradicts" and claim_id in (relation.active, relation.passive)]
    return list(dict.fromkeys(identifier for identifier in found if identifier != claim_id))


def opponents_of(edition: Edition, holder_id: str) -> dict[str, list[Dispute]]:
    """Holder -> the disputes with him, most first; each dispute once, whichever side the holder is on."""
    found: dict[str, list[Dispute]] = {}
    for claim_id in dict.fromkeys(position.claim_id for position in edition.positions_of(holder_id)):
        for dispute in disputes_on(edition, claim_id):
            for pair in dispute.pairs:
                if holder_id in pair:
                    found.setdefault(pair[1] if pair[0] == holder_id else pair[0], []).append(dispute)
    return dict(sorted(found.items(), key=lambda item: -len(item[1])))
