"""What many elements of a register carry: dates (TEI att.datable.w3c) and sources."""

from __future__ import annotations

from ..model import DateSpan, Document, Element
from .pointer import pointers_of


def date_span(element: Element) -> DateSpan:
    """The dating attributes of an element (TEI att.datable.w3c)."""
    return DateSpan(element.get("when", ""), element.get("from", ""), element.get("to", ""), element.get("notBefore", ""), element.get("notAfter", ""))


def sources_of(document: Document, element: Element) -> tuple[str, ...]:
    """What `@source` points to: identifiers, and web addresses as they are."""
    return tuple(pointer.id or pointer.value for pointer in pointers_of(document, element, "source"))
