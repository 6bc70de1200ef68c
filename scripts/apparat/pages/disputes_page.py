"""The page of all disputes: for each topic a graph, and the same as a list."""

from __future__ import annotations

from ..model import Claim, Edition
from ..model.disputes import OPEN, disputes_on
from ..tei.registers import register_of
from . import myst
from .claim_page import dispute_line, figures
from .claims_index import topics
from .pictures.disputes_picture import disputed, disputes_svg
from .pictures.svg import framed

LEAD = ("Drawn from the positions at every build. In the middle stand the claims in dispute, on the left who asserts them, on the right who denies (▼), qualifies (◆) or "
        "questions (?) them; a dashed line is a position that a text only reports. Every line leads to the words that state it. Below each picture its disputes stand as a list.")


def disputes_page(edition: Edition) -> str:
    """Topics in the order of the register; those without a dispute are named at the end."""
    def link(identifier: str) -> str:
        if identifier in edition.positions:
            return f"{edition.positions[identifier].claim_id}.html#{identifier}"
        entry = edition.entries.get(identifier)
        return f"{identifier}.html" if isinstance(entry, Claim) else f"../{register_of(entry)}/{identifier}.html#{identifier}-positions" if entry else ""

    blocks = [myst.heading(1, "Disputes", "claims-disputes"), myst.paragraph(myst.link("Claims", "claims-index"), "kicker"), myst.paragraph(f"{figures(edition)}. {LEAD}", "lead")]
    quiet = []
    for topic in topics(edition):
        claims = disputed(edition, topic)
        if not claims:
            quiet.append(myst.link(myst.escaped(topic.label), topic.id))
            continue
        blocks += [myst.heading(2, myst.escaped(topic.label), f"disputes-of-{topic.id}"), myst.raw_html(framed(disputes_svg(edition, topic, link), f"Graph: disputes on {topic.label}"))]
        for claim in claims:
            found = sorted(disputes_on(edition, claim.id), key=lambda dispute: dispute.kind != OPEN)
            blocks += [myst.paragraph(myst.link(myst.escaped(claim.label), claim.id), "list-head"), myst.items([dispute_line(edition, dispute) for dispute in found], "disputes")]
    if quiet:
        blocks += [myst.heading(2, "Not in dispute so far", "disputes-none"), myst.paragraph(", ".join(quiet))]
    return myst.page(blocks, {"orphan": True})
