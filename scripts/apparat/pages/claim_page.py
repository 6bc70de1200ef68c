"""The page of a claim: the question, the proposition, who stands where, the disputes, every position with its words and evidence."""

from __future__ import annotations

from ..model import STANCES, Claim, Edition, Position
from ..model.disputes import OPEN, Dispute, contraries, disputes_on
from ..tei.names import squeezed, text_of
from . import myst
from .dates import written_span
from .entry import Shelf, entry_links, labelled, notes, related
from .mentions import mention_blocks
from .positions import SIGNS, evidence_link, holder_names, position_line, short_name, signed, stance_word
from .words import numbered


def claim_page(shelf: Shelf, claim: Claim) -> str:
    """A whole page; every position has its anchor on it (harris-c6)."""
    edition, positions = shelf.edition, shelf.edition.positions_on(claim.id)
    crumbs = f"{myst.link('Claims', 'claims-index')} › {myst.link(myst.escaped(claim.topic.label), claim.topic.id)} › {myst.escaped(claim.label)}"
    proposition = shelf.renderer(claim).inline(claim.proposition).strip()
    found = list(disputes_on(edition, claim.id))
    blocks = [
        myst.heading(1, myst.escaped(squeezed(text_of(claim.question))), claim.id), myst.paragraph(crumbs, "kicker"),
        myst.paragraph(f"{myst.span('Claim', 'label')} {proposition}", "proposition"),
        spectrum(edition, positions), *notes(shelf, claim), *dispute_blocks(edition, claim, found), *position_blocks(shelf, claim, positions),
        *dated(edition, claim, positions), *shared_evidence(shelf, claim, found),
        *related_blocks(shelf, claim),
        *mention_blocks(edition, shelf.readings, claim.id), foot(shelf, claim)]
    return myst.page(blocks, {"orphan": True, "entry": claim.id})


def spectrum(edition: Edition, positions: tuple[Position, ...]) -> str:
    """Who stands where: for each stance its holders, own positions apart from reported ones; each name leads to the position below."""
    lines = []
    for stance in STANCES:
        taken = [position for position in positions if position.stance == stance]
        sides = []
        for word, reported in (("own", False), ("reported", True)):
            names = [myst.link(myst.escaped(short_name(edition, holder)), position.id) for position in taken if position.reported == reported for holder in position.holder_ids]
            sides += [myst.span(f"{myst.span(word, 'label')} {', '.join(names)}", "side")] if names else []
        lines.append(f"{signed(stance, stance)} {' '.join(sides) or myst.span('nobody', 'also')}")
    return myst.items(lines, "spectrum")


def dispute_blocks(edition: Edition, claim: Claim, found: list[Dispute]) -> list[str]:
    """The disputes, open ones first, each side leading to its position."""
    if not found:
        words = "No text denies, limits or doubts it so far." if edition.positions_on(claim.id) else "No position is encoded."
        return [myst.heading(2, "Disputes", f"{claim.id}-disputes"), myst.paragraph(words, "also")]
    lines = [dispute_line(edition, dispute) for dispute in sorted(found, key=lambda dispute: dispute.kind != OPEN)]
    return [myst.heading(2, f"Disputes ({len(lines)})", f"{claim.id}-disputes"), myst.items(lines, "disputes")]


def dispute_line(edition: Edition, dispute: Dispute) -> str:
    """ "Harris denies what Kotkin, Trotsky assert", or across two claims that contradict each other."""
    one, other = dispute.one, dispute.other

    def side(position: Position) -> str:
        reported = f" {myst.span('(reported)', 'also')}" if position.reported else ""
        return f"{myst.link(holder_names(edition, position.holder_ids), position.id)} {signed(position.stance, stance_word(edition, position))}{reported}"

    if one.claim_id != other.claim_id:
        contrary = myst.link(myst.escaped(edition.entries[other.claim_id].label), other.claim_id)
        return f"{side(one)} against {side(other)} the contrary, {contrary}"
    return f"{side(other)} what {side(one)}" + ("" if dispute.kind == OPEN else f" {myst.span('(in part)', 'also')}")


def position_blocks(shelf: Shelf, claim: Claim, positions: tuple[Position, ...]) -> list[str]:
    """Every position in full, by stance."""
    blocks = [myst.heading(2, f"Positions ({len(positions)})", f"{claim.id}-positions")] if positions else []
    for stance in STANCES:
        taken = [position for position in positions if position.stance == stance]
        if taken:
            blocks.append(myst.paragraph(signed(stance, stance), "list-head"))
            blocks.append(myst.items([_entry(shelf, position) for position in taken], "positions-in-full"))
    return blocks


def _entry(shelf: Shelf, position: Position) -> str:
    """A position under its address; the reports that hand it on have theirs beside it."""
    reports = [report.id for report in shelf.edition.reports.values() if shelf.edition.handed_on(report.id) is position]
    anchors = "".join(myst.span("", "anchor", identifier=report) for report in reports)
    return myst.span(position_line(shelf, position) + anchors, "position-entry", identifier=position.id)


def dated(edition: Edition, claim: Claim, positions: tuple[Position, ...]) -> list[str]:
    """The positions in the order of time: since when it has been said."""
    known = sorted((position for position in positions if position.span), key=lambda position: position.span.sort_key)
    if not known:
        return []
    lines = [f"{myst.span(written_span(position.span), 'label')} {SIGNS[position.stance]} {myst.link(holder_names(edition, position.holder_ids), position.id)}" for position in known]
    return [myst.heading(2, "By date", f"{claim.id}-dates"), myst.items(lines, "by-date")]


def shared_evidence(shelf: Shelf, claim: Claim, found: list[Dispute]) -> list[str]:
    """The archival units, works and passages that opposed positions both rest on."""
    shared: dict[str, None] = {}
    for dispute in found:
        shared.update(dict.fromkeys(sorted(set(dispute.one.rests_on) & set(dispute.other.rests_on))))
    if not found:
        return []
    links = [evidence_link(shelf, unit) for unit in shared]
    return [myst.heading(2, "Evidence that both sides share", f"{claim.id}-shared"), myst.items(links, "facts") if links else myst.paragraph("None, as far as the texts name it.", "also")]


def related_blocks(shelf: Shelf, claim: Claim) -> list[str]:
    """The claims it bears on, other answers to its question, the terms it turns on."""
    lines = labelled([*related(shelf, claim.id), ("other answers to the question", entry_links(shelf, answers(shelf.edition, claim))),
                      ("turns on", entry_links(shelf, list(claim.term_ids)))])
    return [myst.heading(2, "Related", f"{claim.id}-related"), lines] if lines else []


def answers(edition: Edition, claim: Claim) -> list[str]:
    """Other claims that answer the same question and do not contradict this one (those are named as contradictions)."""
    question, contrary = text_of(claim.question), contraries(edition, claim.id)
    return [other.id for other in edition.register(Claim) if other is not claim and other.id not in contrary and text_of(other.question) == question]


def foot(shelf: Shelf, claim: Claim) -> str:
    """How to cite the claim, its TEI, its neighbours."""
    before, after = shelf.neighbours(claim)
    parts = [f"{myst.span('Cite', 'label')} Apparat, claim “{myst.escaped(claim.label)}” ({myst.link(claim.id, claim.id)}); a position by its own address",
             f"{myst.span('TEI', 'label')} {myst.file_link('claims.xml', 'tei/claims.xml')}",
             f"{myst.span('in the', 'label')} {myst.link('matrix', 'claims-matrix')}, {myst.link('graph', 'claims-disputes')}"]
    parts += [f"{myst.span(word, 'label')} {myst.link(myst.escaped(other.label), other.id)}" for word, other in (("previous", before), ("next", after)) if other]
    return myst.paragraph(" · ".join(parts), "entry-foot")


def stance_counts(edition: Edition, claim: Claim) -> str:
    """ "▲ 3 ◆ 1 ▼ 2": how many holders take each stance; those of one stance counted once."""
    counts = {stance: len({holder for position in edition.positions_on(claim.id) if position.stance == stance for holder in position.holder_ids}) for stance in STANCES}
    return " ".join(signed(stance, str(count)) for stance, count in counts.items() if count)


def figures(edition: Edition) -> str:
    """ "40 claims, 120 positions of 35 holders, 25 claims in dispute" """
    claims = edition.register(Claim)
    holders = {holder for position in edition.positions.values() for holder in position.holder_ids}
    disputed = sum(any(dispute.kind == OPEN for dispute in disputes_on(edition, claim.id)) for claim in claims)
    return f"{numbered(len(claims), 'claim')}, {numbered(len(edition.positions), 'position')} of {numbered(len(holders), 'holder')}; {disputed} of the claims are in open dispute"
