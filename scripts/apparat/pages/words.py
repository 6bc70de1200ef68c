"""Small words: numbers with their nouns."""

from __future__ import annotations


def numbered(number: int, one: str, many: str = "") -> str:
    """ "1 note", "3 notes"; `many` where the plural is not made with an s."""
    return f"{number} {one if number == 1 else many or one + 's'}"
