"""Small words: numbers with their nouns."""

from __future__ import annotations


def numbered(number: int, noun: str) -> str:
    """ "1 note", "3 notes" """
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
