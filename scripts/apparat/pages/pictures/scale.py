"""Time on paper: what stretch a written date covers, and years -> px on an axis that is broken where nothing is dated.

Times are years with fractions (1923.75 is the beginning of October 1923). What decides is the beginning and the end of what a date says:
"1923" begins at 1923.0 and ends at 1924.0.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from typing import Iterable

from ...model import DateSpan

WIDEST_YEAR, NARROWEST_YEAR = 44.0, 12.0  # px
BREAK = 26.0  # px that a break of the axis takes
LONGEST_GAP = 8  # years without a date that are still drawn
LEAST_TICK = 30.0  # px between two years written on the axis


def begins(value: str) -> float:
    """The time at which what an ISO date says begins."""
    year, month, day = _parts(value)
    return year + ((month or 1) - 1 + ((day or 1) - 1) / _days(year, month)) / 12


def ends(value: str) -> float:
    """The time at which what an ISO date says ends."""
    year, month, day = _parts(value)
    return year + ((month or 12) - 1 + (day or _days(year, month)) / _days(year, month)) / 12


def year_of(value: str) -> int:
    return _parts(value)[0]


def _parts(value: str) -> tuple[int, int, int]:
    """Year, month and day, 0 for what is not given."""
    figures = [int(part) if part.isdigit() else 0 for part in value.split("-")] + [0, 0]
    return figures[0], min(figures[1], 12), figures[2]


def _days(year: int, month: int) -> int:
    return calendar.monthrange(max(year, 1), month)[1] if month else 31


def values(span: DateSpan) -> tuple[str, ...]:
    """The dates that a span names."""
    return tuple(value for value in (span.when, span.start, span.not_before, span.end, span.not_after) if value)


@dataclass(frozen=True)
class Stretch:
    """Years that are drawn: from the beginning of `first` to the end of `last`; `left` is the place of the former in px."""

    first: int
    last: int
    left: float


@dataclass(frozen=True)
class TimeScale:
    """An axis: stretches of years, each `year` px wide, with breaks of BREAK px between them."""

    stretches: tuple[Stretch, ...]
    year: float

    @property
    def left(self) -> float:
        return self.stretches[0].left

    @property
    def right(self) -> float:
        return self._end(self.stretches[-1])

    def x(self, time: float) -> float:
        """The place of a time; within a break evenly spread, beyond the axis at its end."""
        for position, stretch in enumerate(self.stretches):
            if time < stretch.first:
                if not position:
                    return self.left
                before = self.stretches[position - 1]
                return self._end(before) + BREAK * (time - before.last - 1) / (stretch.first - before.last - 1)
            if time <= stretch.last + 1:
                return stretch.left + (time - stretch.first) * self.year
        return self.right

    def years(self) -> list[tuple[int, float, bool]]:
        """(year, place of its beginning, whether it is written) for every year drawn; at least one of each stretch is written."""
        step = next((step for step in (1, 2, 5, 10) if step * self.year >= LEAST_TICK), 20)
        found = []
        for stretch in self.stretches:
            last_written = -LEAST_TICK
            lone = (stretch.first + stretch.last) // 2 if all(year % step for year in range(stretch.first, stretch.last + 1)) else None
            for year in range(stretch.first, stretch.last + 1):
                place = stretch.left + (year - stretch.first) * self.year
                written = place - last_written >= LEAST_TICK and (year % step == 0 or year == lone)
                last_written = place if written else last_written
                found.append((year, place, written))
        return found

    def breaks(self) -> list[tuple[int, int, float]]:
        """(first year, last year, left end) of every stretch that is left out."""
        return [(before.last + 1, after.first - 1, self._end(before)) for before, after in zip(self.stretches, self.stretches[1:])]

    def _end(self, stretch: Stretch) -> float:
        return stretch.left + (stretch.last + 1 - stretch.first) * self.year


def time_scale(spans: Iterable[DateSpan], left: float, room: float) -> TimeScale | None:
    """The scale on which all `spans` fit, about `room` px wide from `left`; None where there is no date.

    A year on either side of every date is drawn, so that open ends have room. Nothing begins or ends in what is left out.
    """
    named = {year_of(value) for span in spans for value in values(span)}
    drawn = sorted({year + step for year in named for step in (-1, 0, 1)})
    if not drawn:
        return None
    runs = [[drawn[0], drawn[0]]]
    for year in drawn[1:]:
        if year - runs[-1][1] - 1 > LONGEST_GAP:
            runs.append([year, year])
        runs[-1][1] = year
    total = sum(last - first + 1 for first, last in runs)
    year_width = min(WIDEST_YEAR, max(NARROWEST_YEAR, (room - BREAK * (len(runs) - 1)) / total))
    stretches, place = [], left
    for first, last in runs:
        stretches.append(Stretch(first, last, place))
        place += (last - first + 1) * year_width + BREAK
    return TimeScale(tuple(stretches), year_width)
