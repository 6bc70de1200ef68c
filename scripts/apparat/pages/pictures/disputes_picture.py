"""The graph of disputes of one topic: claims in the middle, on the left who asserts them, on the right who denies, limits or doubts them.

A line is a position: whole where the holder's own text states it, dashed where it is reported. Holders stand once on each side, in the
order that keeps their lines short (mean place of their claims). Each line leaves its claim at a place of its own, so that on the right the sign of
its stance stands there alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from ...model import Claim, Edition, Position, Topic
from ...model.disputes import contraries, disputes_on
from ..positions import SIGNS, short_name
from .svg import LINE, drawing, group, linked, path, rect, tag, text, text_width, texts, wrapped
from .words import Link

SIDE, GAP, BOX = 156, 92, 236  # px: a column of holders, the space for lines, the box of a claim
ROW = 21  # px: the least height of a holder
PAD = 9  # px: inside the box of a claim
SIGN = 14  # px: the sign of a stance beside its claim
PORT = 15  # px: between the places where lines leave a claim


@dataclass(frozen=True)
class Node:
    """A holder on one side: the middle of the line of words."""

    holder: str
    y: float


@dataclass(frozen=True)
class Box:
    """A claim: its lines, its place from the top, its height."""

    claim: Claim
    lines: list[str]
    top: float
    height: float

    @property
    def middle(self) -> float:
        return self.top + self.height / 2


def disputed(edition: Edition, topic: Topic) -> list[Claim]:
    """The claims of a topic on which somebody contradicts somebody, wholly or in part."""
    return [claim for claim in edition.register(Claim) if claim.topic.id == topic.id and any(disputes_on(edition, claim.id))]


def disputes_svg(edition: Edition, topic: Topic, link: Link) -> str:
    """The drawing; `link` gives the address of a claim or position. Every name, box and line is a link that says all in words."""
    claims = disputed(edition, topic)
    boxes, height = _boxes(edition, claims)
    left, right = _side(edition, boxes, True), _side(edition, boxes, False)
    height = max(height, ROW * len(left), ROW * len(right)) + 2 * PAD
    nodes = {True: _placed(left, height), False: _placed(right, height)}
    shift = (height - (boxes[-1].top + boxes[-1].height)) / 2 if boxes else 0
    boxes = [Box(box.claim, box.lines, box.top + shift, box.height) for box in boxes]
    title = f"Disputes: {topic.label}"
    said = (f"{len(claims)} claims in the middle; on the left the {len(left)} holders who assert them, on the right the {len(right)} who deny (▼), qualify (◆) or question (?) them. "
            "Dashed lines are reported positions. The list after the picture says the same.")
    return drawing(f"disputes-{topic.id}", title, said, 2 * SIDE + 2 * GAP + BOX, height,
                   group(*_contradictions(edition, boxes), class_="contradictions"), group(*_lines(edition, boxes, nodes, link), class_="positions"),
                   group(*(_box(box, link) for box in boxes)), group(*_names(edition, nodes, link)))


def _boxes(edition: Edition, claims: list[Claim]) -> tuple[list[Box], float]:
    found, top = [], 0.0
    for claim in claims:
        lines = wrapped(claim.label, "name", BOX - 2 * PAD)
        sides = [sum(len(set(position.holder_ids)) for position in edition.positions_on(claim.id) if (position.stance == "asserts") == asserting) for asserting in (True, False)]
        height = max(LINE * len(lines) + PAD, PORT * max(sides))
        found.append(Box(claim, lines, top, height))
        top += height + PAD
    return found, max(top - PAD, 0.0)


def _side(edition: Edition, boxes: list[Box], asserting: bool) -> list[str]:
    """The holders of one side, ordered by the mean place of their claims."""
    places: dict[str, list[float]] = {}
    for box in boxes:
        for position in edition.positions_on(box.claim.id):
            if (position.stance == "asserts") == asserting:
                for holder in position.holder_ids:
                    places.setdefault(holder, []).append(box.middle)
    return sorted(places, key=lambda holder: (sum(places[holder]) / len(places[holder]), short_name(edition, holder)))


def _placed(holders: list[str], height: float) -> dict[str, Node]:
    step = height / max(len(holders), 1)
    return {holder: Node(holder, step * (place + 0.5)) for place, holder in enumerate(holders)}


def _names(edition: Edition, nodes: dict[bool, dict[str, Node]], link: Link) -> list[str]:
    found = []
    for asserting, placed in nodes.items():
        for node in placed.values():
            x, anchor = (SIDE - 6, "end") if asserting else (SIDE + 2 * GAP + BOX + 6, None)
            words = _fitting(short_name(edition, node.holder))
            found.append(linked(link(node.holder), f"{short_name(edition, node.holder)}: all positions", text(x, node.y + 4, words, "name", anchor)))
    return found


def _fitting(words: str) -> str:
    """A name cut to the width of its column; the title of its link has it whole."""
    if text_width(words, "name") <= SIDE - 8:
        return words
    while words and text_width(words + "…", "name") > SIDE - 8:
        words = words[:-1]
    return words.rstrip() + "…"


def _box(box: Box, link: Link) -> str:
    x = SIDE + GAP
    lines = texts(x + PAD, box.middle - LINE * len(box.lines) / 2 + 12, [[(line, "name")] for line in box.lines])
    return linked(link(box.claim.id), box.claim.label, rect(x, box.top, BOX, box.height, "claim-box"), lines)


def _lines(edition: Edition, boxes: list[Box], nodes: dict[bool, dict[str, Node]], link: Link) -> list[str]:
    """A curve for every position and holder, those of one side of a claim in the order of their holders; on the right each has its sign at the claim."""
    found = []
    for box in boxes:
        for asserting in (True, False):
            held = [(nodes[asserting][holder], position) for position in edition.positions_on(box.claim.id) if (position.stance == "asserts") == asserting
                    for holder in dict.fromkeys(position.holder_ids)]
            held.sort(key=lambda pair: pair[0].y)
            step = min(PORT, box.height / max(len(held), 1))
            for place, (node, position) in enumerate(held):
                port = box.middle + (place - (len(held) - 1) / 2) * step
                found.append(_line(edition, box, port, position, node, asserting, link))
    return found


def _line(edition: Edition, box: Box, port: float, position: Position, node: Node, asserting: bool, link: Link) -> str:
    start, end = ((SIDE, node.y), (SIDE + GAP, port)) if asserting else ((SIDE + GAP + BOX + SIGN, port), (SIDE + 2 * GAP + BOX, node.y))
    middle = (start[0] + end[0]) / 2
    data = f"M{start[0]:.0f},{start[1]:.1f}C{middle:.0f},{start[1]:.1f} {middle:.0f},{end[1]:.1f} {end[0]:.0f},{end[1]:.1f}"
    kind = "reported" if position.reported else "own"
    said = f"{short_name(edition, node.holder)} {position.stance} “{box.claim.label}”, {kind}, {edition.texts[position.text_id].short_title}"
    sign = "" if asserting else text(SIDE + GAP + BOX + SIGN / 2, port + 4, SIGNS[position.stance], "note", "middle")
    return linked(link(position.id), said, path(data, "position-reach"), path(data, f"position-line {kind}"), sign)


def _contradictions(edition: Edition, boxes: list[Box]) -> list[str]:
    """A bracket between two claims that contradict each other, on the left of their boxes."""
    by_id, found = {box.claim.id: box for box in boxes}, []
    for box in boxes:
        for other in (by_id[identifier] for identifier in contraries(edition, box.claim.id) if identifier in by_id):
            if other.middle > box.middle:
                x, start, end = SIDE + GAP, box.top + box.height - 3, other.top + 3
                data = f"M{x:.0f},{start:.1f}C{x - 20:.0f},{start + 4:.1f} {x - 20:.0f},{end - 4:.1f} {x:.0f},{end:.1f}"
                found.append(tag("g", tag("title", escape(f"“{box.claim.label}” and “{other.claim.label}” contradict each other", quote=False)), path(data, "contradiction")))
    return found
