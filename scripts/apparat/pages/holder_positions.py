"""What the page of a person, body or school says of the positions held; what the page of a work or file says of the claims it is evidence for."""

from __future__ import annotations

from ..model import Claim, Edition, Position
from ..model.disputes import OPEN, opponents_of
from . import myst
from .entry import Shelf
from .positions import holder_names, position_line, short_name, signed, stance_word
from .words import numbered


def holder_blocks(shelf: Shelf, holder_id: str) -> list[str]:
    """All positions of a holder by topic, in the order of the register of claims; then the opponents. Empty for who holds none."""
    edition, positions = shelf.edition, shelf.edition.positions_of(holder_id)
    if not positions:
        return []
    own = sum(not position.reported for position in positions)
    counts = ", ".join(part for part in (f"{own} own" if own else "", f"{len(positions) - own} reported" if len(positions) > own else "") if part)
    blocks = [myst.heading(2, f"Positions ({len(positions)})", f"{holder_id}-positions"), myst.paragraph(f"{counts}. {_opponents(edition, holder_id)}".strip(), "lead")]
    topic = ""
    lines: list[str] = []
    for claim in edition.register(Claim):
        held = [position for position in positions if position.claim_id == claim.id]
        if held and claim.topic.id != topic:
            blocks += [myst.items(lines, "positions-in-full")] if lines else []
            blocks.append(myst.paragraph(myst.link(myst.escaped(claim.topic.label), claim.topic.id), "list-head"))
            topic, lines = claim.topic.id, []
        lines += [myst.span(position_line(shelf, position, holder_id), "position-entry") for position in held]
    return blocks + ([myst.items(lines, "positions-in-full")] if lines else [])


def _opponents(edition: Edition, holder_id: str) -> str:
    """ "In open dispute with Kotkin (3 claims), Trotsky (2 claims)." """
    found = []
    for opponent, disputes in opponents_of(edition, holder_id).items():
        claims = {dispute.one.claim_id for dispute in disputes if dispute.kind == OPEN}
        if claims and opponent in edition.entries:
            found.append((len(claims), f"{myst.link(myst.escaped(short_name(edition, opponent)), f'{opponent}-positions')} ({numbered(len(claims), 'claim')})"))
    found.sort(key=lambda pair: -pair[0])
    return f"In open dispute with {', '.join(words for _, words in found)}." if found else ""


def evidence_for(shelf: Shelf, *identifiers: str) -> str:
    """The positions for which a work, an archival unit or a reference is named as evidence: "▼ Harris denies Packed posts"; "" for none."""
    edition = shelf.edition
    found = dict.fromkeys(position for identifier in identifiers for position in edition.positions_from(identifier))
    return "; ".join(short_position(edition, position) for position in found)


def short_position(edition: Edition, position: Position) -> str:
    """A position in a few words, linked: "▼ Harris denies Packed posts"."""
    claim = edition.entries.get(position.claim_id)
    words = f"{holder_names(edition, position.holder_ids)} {stance_word(edition, position)}"
    return f"{signed(position.stance, words)} {myst.link(myst.escaped(claim.label if claim else position.claim_id), position.id)}"
