"""Dates as a reader reads them: no more precise than the source."""

from __future__ import annotations

from typing import Sequence

from ..model import DateSpan

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")


def written_date(value: str, months: Sequence[str] = MONTHS) -> str:
    """An ISO 8601 date in words: "1923", "October 1923", "15 October 1923"; anything else as it is. `months`: their names."""
    parts = value.split("-")
    if len(parts) == 1 or not all(part.isdigit() for part in parts) or not 1 <= int(parts[1]) <= 12:
        return value
    month = f"{months[int(parts[1]) - 1]} {parts[0]}"
    return f"{int(parts[2])} {month}" if len(parts) == 3 else month


def written_span(span: DateSpan) -> str:
    """A DateSpan in words: "1922", "1919 to 1926", "from 1922", "not before 1923", "between 1920 and 1924"; "" for none."""
    if span.when:
        return written_date(span.when)
    if span.start and span.end:
        return f"{written_date(span.start)} to {written_date(span.end)}"
    parts = []
    if span.start:
        parts.append(f"from {written_date(span.start)}")
    if span.end:
        parts.append(f"until {written_date(span.end)}")
    if span.not_before and span.not_after:
        parts.append(f"between {written_date(span.not_before)} and {written_date(span.not_after)}")
    elif span.not_before:
        parts.append(f"not before {written_date(span.not_before)}")
    elif span.not_after:
        parts.append(f"not after {written_date(span.not_after)}")
    return ", ".join(parts)
