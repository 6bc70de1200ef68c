"""Rows with names on the left and bars of time on the right: what the pictures of offices and of bodies share.

    Row ... -> placed by `chart`, in blocks of at most BLOCK rows, each with an axis of its own -> the parts of a drawing
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Callable, Iterable

from ...model import DateSpan
from .scale import BREAK, LEAST_TICK, TimeScale, begins, ends, time_scale
from .spans import SPECIMENS, THICK, Piece, drawn, extent, pieces, shapes_of
from .svg import LINE, flowed, group, linked, path, points, rect, sheet, tag, text, text_width, texts
from .words import counted, short_span

BLOCK = 40  # rows under one axis
EARLY = 32  # rows after which a heading opens a new block
STRIP = 30.0  # px that an axis takes
PAD = 8.0  # px that a row takes beside its lines
BASELINE = 16.0  # px from the top of a row to the baseline of its first line
MIDDLE = 12.0  # px from the top of a row to the middle of its first line, where its bar is
GUTTER = 18.0  # px between names and bars
THIN = 5.0  # px across the bar of a change

# The style of the name in each kind of row.
LABELS = {"head": "head", "top": "head", "row": "name", "minor": "note"}


Specimen = tuple[str, Callable[[float, float], str]]
"""What a shape means, and a function of the left end and the middle of a specimen that draws it."""


@dataclass(frozen=True)
class Row:
    """A row: `kind` is row, top (a row in bold), minor (a change of the row above) or head (of a group); `indent` px.

    `title` says all in words, `href` is "" where nothing can be linked, `key` is for whoever wants to find the row again.
    """

    kind: str
    label: str
    detail: str
    title: str
    href: str = ""
    span: DateSpan = DateSpan()
    indent: float = 0.0
    key: str = ""


@dataclass(frozen=True)
class Placed:
    """A row in its place: the top and the height (px), its lines, what is drawn of its span, where its date begins and ends."""

    row: Row
    top: float
    height: float
    lines: list
    parts: list[Piece]
    date: tuple[float, float]

    @property
    def middle(self) -> float:
        return self.top + MIDDLE


@dataclass(frozen=True)
class Block:
    """Rows under one axis, the top of which is at `top`."""

    top: float
    placed: list[Placed]

    @property
    def bottom(self) -> float:
        return self.placed[-1].top + self.placed[-1].height


@dataclass(frozen=True)
class Chart:
    """Blocks on one scale, how wide (px) their column of names is, and how wide they are with the dates beside the bars."""

    blocks: list[Block]
    scale: TimeScale | None
    column: float
    width: float

    @property
    def bottom(self) -> float:
        return self.blocks[-1].bottom if self.blocks else 0.0

    @property
    def placed(self) -> list[Placed]:
        return [placed for block in self.blocks for placed in block.placed]

    @property
    def shapes(self) -> set[str]:
        return {shape for placed in self.placed for shape in shapes_of(placed.parts)}


def chart(rows: list[Row], column: float, top: float, least: float) -> Chart:
    """`rows` from `top` on, their names in a column of `column` px; as wide as `least` if years need not be narrower than they may be."""
    room = least - column - GUTTER
    loose = _placed(rows, column, room, top, least)
    return _placed(rows, column, room - (loose.width - least), top, least) if loose.width > least else loose


def _placed(rows: list[Row], column: float, room: float, top: float, least: float) -> Chart:
    """The chart with an axis of about `room` px."""
    scale = time_scale((row.span for row in rows), column + GUTTER, room)
    blocks: list[Block] = []
    for few in _blocks(rows):
        strip = blocks[-1].bottom + 14 if blocks else top
        place, placed = strip + (STRIP if scale else 0.0), []
        for row in few:
            lines = flowed(row.label, row.detail, (least if row.kind == "head" else column) - row.indent, LABELS[row.kind])
            height = len(lines) * LINE + PAD + (6 if row.kind == "head" else 0)
            parts = parts_of(row.span, scale)
            placed.append(Placed(row, place, height, lines, parts, _dated(parts, row.span, column + GUTTER, least - 2) if parts else (0.0, 0.0)))
            place += height
        blocks.append(Block(strip, placed))
    right = max([least, scale.right + 14 if scale else 0.0, *(placed.date[1] + 2 for block in blocks for placed in block.placed)])
    return Chart(blocks, scale, column, right)


def parts_of(span: DateSpan, scale: TimeScale | None) -> list[Piece]:
    """What is drawn of a span on a scale."""
    if not span or scale is None:
        return []
    return pieces(span, lambda value: scale.x(begins(value)), lambda value: scale.x(ends(value)))


def _blocks(rows: list[Row]) -> Iterable[list[Row]]:
    """The rows in blocks; a heading is repeated where its rows go on in the next block, and never ends one."""
    block: list[Row] = []
    head: Row | None = None
    for row in rows:
        full = len(block) >= BLOCK or row.kind == "head" and len(block) >= EARLY
        if full and row.kind != "minor":
            yield block
            block = [replace(head, detail="continued")] if head and row.kind != "head" else []
        head = row if row.kind == "head" else head
        block.append(row)
    if block:
        yield block


def _dated(parts: list[Piece], span: DateSpan, left: float, right: float) -> tuple[float, float]:
    """Where the date of a bar begins and ends: behind the bar, or before it if it would end beyond `right` and has room from `left` on."""
    begin, end = extent(parts)
    width = text_width(short_span(span), "date")
    if end + 6 + width > right and begin - 6 - width >= left:
        return begin - 6 - width, begin - 6
    return end + 6, end + 6 + width


def ground(parts: Chart) -> str:
    """The axes, the lines of the years and the breaks, behind everything."""
    if parts.scale is None:
        return ""
    return "".join(_axis(parts.scale, parts.column, block) for block in parts.blocks)


def _axis(scale: TimeScale, column: float, block: Block) -> str:
    top, line, bottom = block.top, block.top + STRIP - 6, block.bottom
    found = []
    for year, x, written in scale.years():
        found.append(path(points((x, line - (4 if written else 0)), (x, bottom)), "grid" if written or scale.year >= LEAST_TICK else "grid faint"))
        if written:
            found.append(text(x + scale.year / 2, top + 14, str(year), "axis", "middle"))
    for stretch in scale.stretches:
        right = stretch.left + (stretch.last + 1 - stretch.first) * scale.year
        found.append(path(points((right, line), (right, bottom)), "grid"))
        found.append(path(points((stretch.left, line), (right, line)), "axis-line"))
    for first, last, x in scale.breaks():
        said = tag("title", f"The axis is broken: no date between {first} and {last}")
        wave = path(points((x + 6, line + 4), (x + 10, line - 4)) + points((x + BREAK - 10, line + 4), (x + BREAK - 6, line - 4)), "axis-line")
        found.append(group(said, rect(x, line, BREAK, bottom - line, "break"), wave))
    found.append(group(sheet(top, column + 6, STRIP), class_="held"))
    return group(*found) + "\n"


def rows(parts: Chart) -> str:
    """Every row as a link: its bar, the date beside it, and its name on a strip of paper, which stays while the bars scroll (pictures.css)."""
    return "\n".join(_row(placed, parts.column, parts.width) for placed in parts.placed) + "\n"


def _row(placed: Placed, column: float, width: float) -> str:
    row = placed.row
    down = 6 if row.kind == "head" else 0
    shown = [rect(0, placed.top, width, placed.height, "hit")]
    if placed.parts:
        shown.append(drawn(placed.parts, placed.middle, thick=THIN if row.kind == "minor" else THICK))
        behind = placed.date[0] > extent(placed.parts)[1]
        shown.append(text(placed.date[0 if behind else 1], placed.middle + 4, short_span(row.span), "date", None if behind else "end"))
    shown.append(group(sheet(placed.top, column + 6, placed.height), texts(row.indent, placed.top + BASELINE + down, placed.lines), class_="held"))
    if row.kind == "head":
        shown.append(path(points((0, placed.top + placed.height - 1), (width, placed.top + placed.height - 1)), "rule"))
    return linked(row.href, row.title, *shown)


def key(shapes: set[str], top: float, width: float, others: Iterable[Specimen] = ()) -> tuple[str, float]:
    """What the shapes mean, in words, then `others`, in lines of at most `width`; and the height (px) that takes."""
    known = [(words, lambda x, y, specimen=specimen: drawn(specimen(x, 28.0), y)) for name, (words, specimen) in SPECIMENS.items() if name in shapes]
    return key_of([*known, *others], 28.0, top, width)


def key_of(entries: Iterable[Specimen], specimen: float, top: float, width: float) -> tuple[str, float]:
    """Specimens, each `specimen` px wide, with their words, in lines of at most `width`; and the height (px) that takes."""
    found, x, y = [], 0.0, top
    for words, show in entries:
        needs = specimen + 7 + text_width(words, "note") + 14
        if x and x + needs > width:
            x, y = 0.0, y + 22
        found.append(show(x, y + MIDDLE) + text(x + specimen + 7, y + BASELINE, words, "note"))
        x += needs
    return (group(*found, class_="key") + "\n", y + 34 - top) if found else ("", 0.0)


def foot(title: str, listed: list[Row], top: float, width: float) -> tuple[str, float]:
    """A heading and rows without bars, over the whole width: what has no date; and the height (px) that takes."""
    if not listed:
        return "", 0.0
    found, y = [text(0, top + 24, f"{title} ({counted(len(listed), 'entry', 'entries')})", "head"), path(points((0, top + 32), (width, top + 32)), "rule")], top + 38
    for row in listed:
        lines = flowed(row.label, row.detail, width)
        height = len(lines) * LINE + PAD
        found.append(linked(row.href, row.title, rect(0, y, width, height, "hit"), texts(0, y + BASELINE, lines)))
        y += height
    return "\n".join(found) + "\n", y - top
