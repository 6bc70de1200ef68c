"""A DateSpan drawn: the shape says how exact it is, without any colour.

    exact from and to      a solid bar                     from only        a solid bar over the first date, then an arrow
    attested in (when)     a bar open at both ends         to only          an arrow, then a solid bar over the last date
    not before, not after  a dashed frame                  one limit only   a dashed limit and a dashed arrow

`pieces` says what to draw along the line of time, `drawn` draws it from left to right or from top to bottom.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Callable

from ...model import DateSpan
from .svg import path, points, rect

THICK = 9.0  # px across a bar
ARROW = 15.0  # px along an arrow
LEAST = 7.0  # px along the shortest bar

Place = Callable[[str], float]


@dataclass(frozen=True)
class Piece:
    """A part of a span: `kind` is solid, attested, limits (stretches), limit (a place), onward or back (arrows); dashed where uncertain."""

    kind: str
    begin: float
    end: float
    dashed: bool = False


def pieces(span: DateSpan, low: Place, high: Place) -> list[Piece]:
    """What to draw of a span; `low` and `high` give the place (px) at which what a date says begins and ends."""
    if span.when:
        begin, end = low(span.when), high(span.when)
        short = max(LEAST - (end - begin), 0) / 2
        return [Piece("attested", begin - short, end + short)]
    if span.start and span.end:
        begin, end = low(span.start), high(span.end)
        return [Piece("solid", begin, max(end, begin + LEAST))]
    if span.not_before and span.not_after:
        begin, end = low(span.not_before), high(span.not_after)
        return [Piece("limits", begin, max(end, begin + LEAST))]
    return _beginning(span, low, high) if span.start or span.not_before else _ending(span, low, high)


def _beginning(span: DateSpan, low: Place, high: Place) -> list[Piece]:
    """A beginning that is dated or limited, with an end that is limited, dated or open."""
    if span.start:
        begin, end = low(span.start), max(high(span.start), low(span.start) + LEAST)
        if not span.not_after:
            return [Piece("solid", begin, end), Piece("onward", end, end + ARROW)]
        limit = high(span.not_after)
        return [Piece("solid", begin, end), Piece("limits", end, limit)] if limit > end + 2 else [Piece("solid", begin, end)]
    begin = low(span.not_before)
    if not span.end:
        return [Piece("limit", begin, begin, True), Piece("onward", begin, begin + ARROW, True)]
    solid = max(low(span.end), begin)
    end = max(high(span.end), solid + LEAST)
    return [Piece("limits", begin, solid), Piece("solid", solid, end)] if solid > begin + 2 else [Piece("solid", solid, end)]


def _ending(span: DateSpan, low: Place, high: Place) -> list[Piece]:
    """An end that is dated or limited, with nothing said of the beginning; nothing for no date at all."""
    if span.end:
        begin, end = low(span.end), max(high(span.end), low(span.end) + LEAST)
        return [Piece("back", begin - ARROW, begin), Piece("solid", begin, end)]
    if span.not_after:
        end = high(span.not_after)
        return [Piece("back", end - ARROW, end, True), Piece("limit", end, end, True)]
    return []


def drawn(parts: list[Piece], across: float, upright: bool = False, thick: float = THICK) -> str:
    """The pieces, from left to right at the height `across`, or from top to bottom (`upright`) at the distance `across` from the left."""
    return "".join(_piece(part, across, upright, thick) for part in parts)


def _piece(part: Piece, across: float, upright: bool, thick: float) -> str:
    half = thick / 2

    def at(along: float, off: float) -> tuple[float, float]:
        return (across + off, along) if upright else (along, across + off)

    if part.kind in ("solid", "limits"):
        x, y = at(part.begin, -half)
        length = part.end - part.begin
        return rect(x, y, thick if upright else length, length if upright else thick, part.kind)
    if part.kind == "attested":
        sides = points(at(part.begin, -half), at(part.end, -half)) + points(at(part.begin, half), at(part.end, half))
        filled = points(at(part.begin, -half), at(part.end, -half), at(part.end, half), at(part.begin, half), closed=True)
        return path(filled, "attested-fill") + path(sides, "attested")
    if part.kind == "limit":
        return path(points(at(part.begin, -half - 1), at(part.begin, half + 1)), "limit")
    tip, tail, wing = (part.end, part.begin, -4.0) if part.kind == "onward" else (part.begin, part.end, 4.0)
    line = path(points(at(tail, 0), at(tip, 0)), "open dashed" if part.dashed else "open")
    return line + path(points(at(tip + wing, -3.5), at(tip, 0), at(tip + wing, 3.5)), "open")


def extent(parts: list[Piece]) -> tuple[float, float]:
    """Where the pieces begin and end, in px."""
    return min(part.begin for part in parts), max(part.end for part in parts)


# What a shape means, in words, with a specimen: kind -> (words, function of the place where it begins and its length, px).
SPECIMENS: dict[str, tuple[str, Callable[[float, float], list[Piece]]]] = {
    "solid": ("from … to …", lambda begin, long: [Piece("solid", begin, begin + long)]),
    "attested": ("attested in", lambda begin, long: [Piece("attested", begin, begin + long)]),
    "limits": ("between two limits", lambda begin, long: [Piece("limits", begin, begin + long)]),
    "limit": ("not before, not after", lambda begin, long: [Piece("limit", begin, begin, True), Piece("onward", begin, begin + long, True)]),
    "arrow": ("the other end not given", lambda begin, long: [Piece("solid", begin, begin + long * 0.4), Piece("onward", begin + long * 0.4, begin + long)]),
}


def shapes_of(parts: list[Piece]) -> set[str]:
    """The keys of SPECIMENS that explain the pieces."""
    kinds = {part.kind for part in parts}
    found = {kind for kind in ("attested", "limits", "limit") if kind in kinds}
    if "solid" in kinds:
        found.add("arrow" if kinds & {"onward", "back"} else "solid")
    return found
