"""Kinds of events: each with a sign, drawn in pictures and written in tables, and always with its word."""

from __future__ import annotations

from math import cos, pi, sin

from .svg import number, path, points, tag

# kind -> the character that tables print; none of them has an emoji form that browsers would put in its place
CHARACTERS = {"war": "✕", "revolution": "★", "crisis": "▼", "campaign": "►", "process": "○", "decision": "▲", "reform": "◆", "congress": "■",
              "meeting": "□", "election": "⊡", "office": "◐", "publication": "▤", "trial": "⊤", "death": "†"}
OTHER = "●"
SIZE = 5.0  # px from the middle of a sign to its edge


def character(kind: str) -> str:
    return CHARACTERS.get(kind, OTHER)


def sign(kind: str, x: float, y: float) -> str:
    """The sign of a kind, its middle at (x, y)."""
    return _DRAWN.get(character(kind), _dot)(x, y)


def _outline(*corners: tuple[float, float]):
    """A filled shape through corners, which are given from the middle."""
    return lambda x, y: path(points(*((x + right, y + down) for right, down in corners), closed=True), "sign")


def _lines(*strokes: tuple[tuple[float, float], ...]):
    """Strokes through places, which are given from the middle."""
    return lambda x, y: path("".join(points(*((x + right, y + down) for right, down in stroke)) for stroke in strokes), "sign-line")


def _dot(x: float, y: float) -> str:
    return tag("circle", class_="sign", cx=x, cy=y, r=3.5)


def _star() -> list[tuple[float, float]]:
    return [(radius * sin(turn * pi / 5), -radius * cos(turn * pi / 5)) for turn in range(10) for radius in [(SIZE + 1, 2.5)[turn % 2]]]


def _ring(x: float, y: float) -> str:
    return tag("circle", class_="sign-line", cx=x, cy=y, r=SIZE - 0.8)


def _half(x: float, y: float) -> str:
    radius = number(SIZE - 0.8)
    return _ring(x, y) + path(f"M{number(x)},{number(y - SIZE + 0.8)}A{radius},{radius} 0 0 0 {number(x)},{number(y + SIZE - 0.8)}Z", "sign")


_E = SIZE
_SQUARE = ((-_E + 0.6, -_E + 0.6), (_E - 0.6, -_E + 0.6), (_E - 0.6, _E - 0.6), (-_E + 0.6, _E - 0.6), (-_E + 0.6, -_E + 0.6))
_DRAWN = {
    "✕": _lines(((-4, -4), (4, 4)), ((-4, 4), (4, -4))),
    "★": _outline(*_star()),
    "▼": _outline((-_E, -4), (_E, -4), (0, _E)),
    "►": _outline((-4, -_E), (_E, 0), (-4, _E)),
    "○": _ring,
    "▲": _outline((-_E, 4), (0, -_E), (_E, 4)),
    "◆": _outline((0, -_E - 0.5), (_E + 0.5, 0), (0, _E + 0.5), (-_E - 0.5, 0)),
    "■": _outline((-4.5, -4.5), (4.5, -4.5), (4.5, 4.5), (-4.5, 4.5)),
    "□": _lines(_SQUARE),
    "⊡": lambda x, y: _lines(_SQUARE)(x, y) + tag("circle", class_="sign", cx=x, cy=y, r=1.7),
    "◐": _half,
    "▤": _lines(_SQUARE, ((-2.4, -1.8), (2.4, -1.8)), ((-2.4, 0.4), (2.4, 0.4)), ((-2.4, 2.4), (2.4, 2.4))),
    "⊤": _lines(((-_E, -4), (_E, -4)), ((0, -4), (0, _E))),
    "†": _lines(((0, -_E - 0.5), (0, _E + 0.5)), ((-3.5, -2), (3.5, -2))),
}
