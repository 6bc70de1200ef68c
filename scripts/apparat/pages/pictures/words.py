"""What the pictures say in words: dates short and long, sources, counts."""

from __future__ import annotations

from typing import Callable

from ...model import DateSpan, Edition
from ..dates import MONTHS, written_date, written_span
from ..mentions import place_in_text
from ..words import numbered

Link = Callable[[str], str]
"""The address of an entry, seen from the page of the picture: identifier -> address."""

SHORT_MONTHS = tuple(month if len(month) < 5 else month[:3] for month in MONTHS)


def short_date(value: str) -> str:
    """"1923", "Oct 1923", "15 Oct 1923"."""
    return written_date(value, SHORT_MONTHS)


def short_span(span: DateSpan) -> str:
    """A span as a label beside a bar: "1923", "1919–1926", "from 1922", "1920 … 1924" for two limits."""
    if span.when:
        return short_date(span.when)
    if span.start and span.end:
        return _between(span.start, span.end, "–")
    if span.not_before and span.not_after:
        return _between(span.not_before, span.not_after, " … ")
    words = (("from", span.start), ("not before", span.not_before), ("until", span.end), ("not after", span.not_after))
    return ", ".join(f"{word} {short_date(value)}" for word, value in words if value)


def _between(first: str, last: str, sign: str) -> str:
    """Two dates with a sign between them; spaced where they are more than years."""
    bare = len(first) == len(last) == 4
    return short_date(first) + (sign if bare else f" {sign.strip()} ") + short_date(last)


def attested(span: DateSpan) -> str:
    """A span as a clause: "attested in 1923", "from 1922", "undated"."""
    if span.when:
        return f"attested {'on' if len(span.when) == 10 else 'in'} {written_span(span)}"
    return written_span(span) or "undated"


class Sources:
    """Names the places that statements are taken from: "Harris 2017 ¶ 15"."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition

    def words(self, sources: tuple[str, ...]) -> str:
        """All of them, those of one text together: "Harris 2017 ¶ 15, ¶ 16; Carr 1979"; "" for none."""
        found: dict[str, list[str]] = {}
        for source in sources:
            whole, place = self._place(source)
            found.setdefault(whole, []).extend([place] if place else [])
        return "; ".join(f"{whole} {', '.join(places)}".strip() for whole, places in found.items())

    def _place(self, source: str) -> tuple[str, str]:
        """The name of the text, work or site, and that of the place in it."""
        if source.startswith(("http://", "https://")):
            return source.split("/")[2], ""
        if source in self.edition.entries:
            return self.edition.entries[source].label, ""
        if source in self.edition.texts:
            return self.edition.texts[source].short_title, ""
        text_name, place = place_in_text(self.edition, source)
        return (text_name, place) if text_name else (source, "")


def said(*parts: str, sources: str = "") -> str:
    """A sentence of clauses, with its sources in brackets."""
    return "; ".join(part for part in parts if part) + (f" ({sources})" if sources else "")


def counted(figure: int, one: str, many: str = "") -> str:
    """"1 office", "8 offices", "no offices"."""
    return numbered(figure, one, many) if figure else f"no {many or one + 's'}"


def label_of(edition: Edition, identifier: str) -> str:
    """The name of an entry, or the identifier where the registers have none."""
    entry = edition.entries.get(identifier)
    return entry.label if entry else identifier


def address_of(edition: Edition, link: Link, identifier: str) -> str:
    """The address of an entry; "" where the registers have none."""
    return link(identifier) if identifier in edition.entries else ""


def years_of(spans: list[DateSpan]) -> str:
    """"1920 to 2017": the first and the last year that dates name; "" for none."""
    named = sorted(int(value[:4]) for span in spans for value in (span.when, span.start, span.end, span.not_before, span.not_after) if value[:4].isdigit())
    return "" if not named else str(named[0]) if named[0] == named[-1] else f"{named[0]} to {named[-1]}"
