"""The index of the claims by topic, and the list of their holders."""

from __future__ import annotations

from ..model import STANCES, Claim, Edition, Topic
from . import myst
from .claim_page import figures, stance_counts
from .entry import Shelf
from .positions import short_name, signed
from .words import numbered

LEAD = ("What the texts dispute: propositions that one holder asserts and another denies, limits or doubts. A claim belongs to nobody; who stands where is on its page. "
        "How a claim is worded and a stance decided is said under")


def claims_index(shelf: Shelf) -> str:
    """Topics with their claims: proposition, stances with the number of their holders. Its table of contents reaches the matrix, the graph, the holders."""
    edition = shelf.edition
    ways = [f"{myst.link('Matrix', 'claims-matrix')} {myst.span('all claims by all holders, as a table that can be filtered', 'also')}",
            f"{myst.link('Graph of disputes', 'claims-disputes')} {myst.span('who contradicts whom on what, as a picture', 'also')}",
            f"{myst.link('Holders', 'claims-holders')} {myst.span('everyone who holds a position, with all of them', 'also')}"]
    blocks = [myst.heading(1, "Claims", "claims-index"), myst.paragraph(f"{LEAD} {myst.link('Principles', 'principles-claims')}. {figures(edition)}.", "lead"),
              myst.items(ways, "texts")]
    for topic in topics(edition):
        found = [claim for claim in edition.register(Claim) if claim.topic.id == topic.id]
        blocks += [myst.heading(2, myst.escaped(topic.label), topic.id), myst.items([claim_line(shelf, claim) for claim in found], "claims")]
    blocks.append(myst.toctree((("Matrix", "matrix"), ("Disputes", "disputes"), ("Holders", "holders"))))
    return myst.page(blocks)


def topics(edition: Edition) -> list[Topic]:
    """The topics in the order of the register, each once."""
    return list({claim.topic.id: claim.topic for claim in edition.register(Claim)}.values())


def claim_line(shelf: Shelf, claim: Claim) -> str:
    """Title, stances, proposition."""
    proposition = shelf.renderer(claim).inline(claim.proposition).strip()
    return f"{myst.link(myst.escaped(claim.label), claim.id)} {stance_counts(shelf.edition, claim)} {myst.span(proposition, 'proposition')}"


def holders_page(shelf: Shelf) -> str:
    """Every holder of a position, those with most first, each with the number of positions by stance."""
    edition = shelf.edition
    lines = []
    for holder in ranked_holders(edition):
        positions = edition.positions_of(holder)
        counts = {stance: sum(position.stance == stance for position in positions) for stance in STANCES}
        own = sum(not position.reported for position in positions)
        said = " ".join(signed(stance, str(count)) for stance, count in counts.items() if count)
        lines.append(f"{myst.link(myst.escaped(edition.entries[holder].label), f'{holder}-positions')} {said} {myst.span(f'{own} own' if own else 'reported', 'also')}")
    lead = f"{numbered(len(lines), 'holder')}: people, bodies and schools. The texts’ authors first, then by the number of positions; each leads to all of them."
    return myst.page([myst.heading(1, "Holders of positions", "claims-holders"), myst.paragraph(myst.link("Claims", "claims-index"), "kicker"),
                      myst.paragraph(lead, "lead"), myst.items(lines, "facts")])


def ranked_holders(edition: Edition) -> list[str]:
    """The holders that the registers have: authors of texts first, in the order of the texts; then those with most positions; then by name."""
    authors = list(dict.fromkeys(author for text in edition.texts.values() for author in text.author_ids))
    holders = dict.fromkeys(holder for position in edition.positions.values() for holder in position.holder_ids if holder in edition.entries)
    return sorted(holders, key=lambda holder: (authors.index(holder) if holder in authors else len(authors), -len(edition.positions_of(holder)), short_name(edition, holder)))
