"""The chronology: years from top to bottom, events beside them, those that last as bars; by kind with a sign and a word.

    events -> Line (one event in its year) -> placed in rows of years -> bars in lanes between the years and the lines
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from ...model import Edition, Event, Institution
from ...tei.names import TEI
from ...tei.pointer import identifiers_of
from ...tei.dating import sources_of
from ..dates import written_span
from .chart import BASELINE, MIDDLE, PAD, key_of
from .scale import values, year_of
from .signs import sign
from .spans import SPECIMENS, THICK, Piece, drawn, extent, pieces, shapes_of
from .svg import LINE, drawing, flowed, group, linked, path, points, rect, sheet, text, texts
from .words import Link, Sources, counted, label_of, said, short_span, years_of

WIDTH, LABEL = 730.0, 380.0  # px: the whole at least, the column of events at least
YEARS, LANES = 62.0, 170.0  # px: the column of years, that of the lanes if it can be
WIDEST_LANE, NARROWEST_LANE = 13.0, 6.0  # px a lane of bars, the bar and the paper beside it
DECADE, EMPTY = 44.0, 22.0  # px: the height of a heading of a decade, of a year without events
LONGEST_GAP = 2  # years without an event that still have a row each


@dataclass
class Line:
    """An event in its place: the top and height (px) of its line, what is drawn of its span, and in which lane."""

    event: Event
    top: float = 0.0
    height: float = 0.0
    lines: list = field(default_factory=list)
    parts: list[Piece] = field(default_factory=list)
    lane: int = 0


@dataclass(frozen=True)
class Form:
    """The columns of the picture: the number of lanes, the width of one, where the events begin, the whole width (px)."""

    lanes: int
    lane: float
    left: float
    width: float


@dataclass
class YearRow:
    """A year with its events, or several years without any (`last` beyond `first`); `decade` the heading before it, "" for none."""

    first: int
    last: int
    decade: str
    lines: list[Line]
    top: float = 0.0
    bottom: float = 0.0


def chronology_svg(edition: Edition, link: Link) -> str:
    """The picture of all events in the register, as SVG; `link` gives the address of an entry."""
    sources = Sources(edition)
    events = edition.register(Event)
    rows = year_rows([event for event in events if event.span])
    form = _form(_settle(rows, 0.0, LABEL))
    legend, height = _key(events, rows, form.width)
    while (lanes := _settle(rows, height, form.width - form.left - 24)) > form.lanes:  # lines of another length may push bars together
        form = _form(lanes)
    bottom = rows[-1].bottom if rows else height
    undated, foot = _undated(edition, link, sources, [event for event in events if not event.span], bottom, form.width)
    lines, years = _years(rows, height, bottom, form.width)
    return drawing("picture-chronology-drawing", chronology_title(edition), _description(), form.width, bottom + foot + 4, "\n", legend, lines,
                   "".join(_line(edition, link, sources, line, form) for row in rows for line in row.lines), years, undated)


def _form(lanes: int) -> Form:
    """The columns that so many lanes leave."""
    lane = max(NARROWEST_LANE, min(WIDEST_LANE, LANES / max(lanes, 1)))
    left = YEARS + lane * lanes + 8
    return Form(lanes, lane, left, max(WIDTH, left + LABEL + 24))


def chronology_title(edition: Edition) -> str:
    """What the picture shows, with counts."""
    events = edition.register(Event)
    time = years_of([event.span for event in events])
    return f"What happened when: {counted(len(events), 'event')}, {sum(bool(event.span) for event in events)} of them dated" + (f", {time}" if time else "")


def _description() -> str:
    return ("Years run from top to bottom; beside each stand its events, each with the sign and the word of its kind. What lasts longer than its line has a bar "
            "that runs down to the year of its end. Years in which nothing is dated are drawn together. Events without a date stand at the end. "
            "The tables after the picture say the same, by year and by body.")


def bodies_of(edition: Edition, event: Event) -> list[str]:
    """The bodies that the descriptions of an event name, in their order."""
    document = edition.targets[event.id].document
    named = [identifier for description in event.element.iterchildren(TEI + "desc") for element in description.iter(TEI + "*")
             for identifier in identifiers_of(document, element, "ref")]
    return [identifier for identifier in dict.fromkeys(named) if isinstance(edition.entries.get(identifier), Institution)]


def event_sources(edition: Edition, event: Event) -> tuple[str, ...]:
    """Where the descriptions of an event are taken from."""
    document = edition.targets[event.id].document
    return tuple(dict.fromkeys(source for description in event.element.iterchildren(TEI + "desc") for source in sources_of(document, description)))


def year_rows(events: list[Event]) -> list[YearRow]:
    """A row for each year in which an event stands or a bar ends, and for the years between; long stretches without any in one row."""
    lines: dict[int, list[Line]] = {}
    for event in sorted(events, key=lambda event: event.sort_key):
        lines.setdefault(year_of(event.span.sort_key), []).append(Line(event))
    needed = sorted({*lines, *(year_of(value) for event in events for value in values(event.span))})
    rows: list[YearRow] = []
    for position, year in enumerate(needed):
        first = needed[position - 1] + 1 if position else year
        between = [(first, year - 1)] if year - first > LONGEST_GAP else [(empty, empty) for empty in range(first, year)]
        for one, other in between + [(year, year)]:
            single, decade = one == other, f"{one // 10 * 10}s"
            headed = any(row.decade == decade for row in rows[-12:])
            rows.append(YearRow(one, other, decade if single and not headed else "", lines.get(one, []) if single else []))
    return rows


def _settle(rows: list[YearRow], top: float, width: float) -> int:
    """Gives every row and line its place from `top` on, with `width` px for the events; the number of lanes that the bars need."""
    place = top
    for row in rows:
        row.top = place = place + (DECADE if row.decade else 0.0)
        for line in row.lines:
            line.lines = flowed(line.event.label, detail_of(line.event), width)
            line.top, line.height = place, len(line.lines) * LINE + PAD
            place += line.height
        row.bottom = place = max(place, row.top + EMPTY)
    by_year = {row.first: row for row in rows if row.first == row.last}
    lines = [line for row in rows for line in row.lines]
    for line in lines:
        line.parts = _bar(line, by_year)
    return _lanes(lines)


def _bar(line: Line, rows: dict[int, YearRow]) -> list[Piece]:
    """What is drawn of an event beside its sign: nothing for a single date."""
    span = line.event.span
    own = year_of(span.sort_key)
    if span.when:
        return []

    def low(value: str) -> float:
        return line.top + 4 if year_of(value) == own else rows[year_of(value)].top + 2

    def high(value: str) -> float:
        if year_of(value) == own:
            return line.top + LINE + 4
        row = rows[year_of(value)]
        before = [other for other in row.lines if len(value) == 4 or other.event.span.sort_key[:len(value)] <= value]
        return row.bottom - 3 if len(before) == len(row.lines) else before[-1].top + before[-1].height - 3 if before else row.top + 5

    return pieces(span, low, high)


def _lanes(lines: list[Line]) -> int:
    """Puts each bar, short ones first, in the lane nearest to the events that is free along all of it; the number of lanes."""
    taken: list[list[tuple[float, float]]] = []
    for line in sorted((line for line in lines if line.parts), key=lambda line: (extent(line.parts)[1] - extent(line.parts)[0], line.top)):
        begin, end = extent(line.parts)
        free = (lane for lane, others in enumerate(taken) if all(end + 5 < low or high + 5 < begin for low, high in others))
        line.lane = next(free, len(taken))
        if line.lane == len(taken):
            taken.append([])
        taken[line.lane].append((begin, end))
    return len(taken)


def detail_of(event: Event) -> str:
    """Kind and date of an event; no date where that is the year beside it."""
    return event.kind if not event.span or len(event.span.when) == 4 else f"{event.kind}, {short_span(event.span)}"


def _years(rows: list[YearRow], top: float, bottom: float, width: float) -> tuple[str, str]:
    """The lines above the years, which lie behind the bars; and the column of the years, on paper, which stays while the events scroll (pictures.css)."""
    def lines(left: float, right: float) -> str:
        return "".join(path(points((left, row.top), (right, row.top)), "rule" if row.decade else "grid") for row in rows)

    numbers = "".join(_number(row) for row in rows)
    column = group(sheet(top, YEARS - 6, bottom - top), lines(0, YEARS - 6), numbers, class_="held") if rows else ""
    return group(lines(YEARS - 6, width)) + "\n", column + "\n"


def _number(row: YearRow) -> str:
    """The number of a year, or of the first and last of several, and before it the heading of a decade."""
    heading = text(0, row.top - 10, row.decade, "decade") if row.decade else ""
    if row.first == row.last:
        return heading + text(0, row.top + BASELINE, str(row.first), "head" if row.lines else "axis")
    same_century = row.first // 100 == row.last // 100
    return heading + text(0, row.top + BASELINE - 1, f"{row.first}–{str(row.last)[2:] if same_century else row.last}", "axis")


def _title(edition: Edition, sources: Sources, event: Event) -> str:
    time = written_span(event.span)
    time = f"{'on' if len(event.span.when) == 10 else 'in'} {time}" if event.span.when else time
    named = ", ".join(label_of(edition, body) for body in bodies_of(edition, event))
    return said(f"{event.label}: {event.kind}", time or "undated", f"names {named}" if named else "", sources=sources.words(event_sources(edition, event)))


def _line(edition: Edition, link: Link, sources: Sources, line: Line, form: Form) -> str:
    """An event as a link: its sign and words, its bar and the thin line between them."""
    middle, left = line.top + MIDDLE, form.left
    shown = [rect(left - 6, line.top, form.width - left + 6, line.height, "hit")]
    if line.parts:
        across = left - 8 - form.lane * (line.lane + 0.5)
        begin, end = extent(line.parts)
        shown.append(path(points((across, min(max(middle, begin), end)), (left - 1, middle)), "leader") + drawn(line.parts, across, True, min(THICK, form.lane - 2.5)))
    shown += [sign(line.event.kind, left + 6, middle), texts(left + 20, line.top + BASELINE, line.lines)]
    return linked(link(line.event.id), _title(edition, sources, line.event), *shown) + "\n"


def _undated(edition: Edition, link: Link, sources: Sources, events: list[Event], top: float, width: float) -> tuple[str, float]:
    """The events without a date, by name; and the height (px) that takes."""
    if not events:
        return "", 0.0
    shown, y = [text(0, top + 32, f"Undated in the texts ({counted(len(events), 'event')})", "head"), path(points((0, top + 40), (width, top + 40)), "rule"), "\n"], top + 44
    for event in events:
        line = Line(event, y, lines=flowed(event.label, detail_of(event), width - 26))
        line.height = len(line.lines) * LINE + PAD
        shown.append(_line(edition, link, sources, line, Form(0, 0.0, 6.0, width)))
        y += line.height
    return "".join(shown), y - top


def _key(events: list[Event], rows: list[YearRow], width: float) -> tuple[str, float]:
    """The signs of the kinds with the numbers of their events, then the shapes of the bars; and the height (px) that takes."""
    kinds = Counter(event.kind for event in events)
    shown, height = key_of([(f"{kind} ({figure})", lambda x, y, kind=kind: sign(kind, x + 6, y)) for kind, figure in sorted(kinds.items())], 12.0, 0, width)
    shapes = set().union(*(shapes_of(line.parts) for row in rows for line in row.lines), set())
    bars, more = key_of([(words, lambda x, y, specimen=specimen: drawn(specimen(y - 8, 16.0), x + 6, upright=True))
                         for name, (words, specimen) in SPECIMENS.items() if name in shapes], 12.0, height - 10, width)
    return shown + bars, height + (more - 10 if bars else 0.0)
