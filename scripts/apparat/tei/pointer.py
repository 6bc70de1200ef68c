"""Pointers: what the attributes of a TEI file point to.

A pointer is local (`#harris-p11`), shortened (`people:stalin`; the file's own prefixDef elements say what the prefix stands
for, TEI Guidelines 17.2.3), a line of the transcript (`w:68`, `w:68-70`) or a web address.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import PurePosixPath
from typing import Iterator

from ..model import Document, Element
from .names import NAMESPACES

POINTING = ("ref", "target", "corresp", "source", "active", "passive", "mutual", "resp", "who", "wit", "ana", "next", "prev", "sameAs", "datingMethod")

_WEB = re.compile(r"https?://[^\s<>\"]+\Z")
_SHORT = re.compile(r"([A-Za-z][A-Za-z0-9.+-]*):(.*)\Z", re.DOTALL)
_ACTIVE = {"javascript", "data", "vbscript", "file"}
_LINES = re.compile(r"line=([1-9][0-9]*)(?:-([1-9][0-9]*))?\Z")


@dataclass(frozen=True)
class Pointer:
    """What one pointer says. `kind`:

    - "id": `id` in the file `file` (a path relative to sources/tei; "" for the same file)
    - "lines": the physical lines `lines` of the transcript `file`
    - "web": an http or https address
    - "prefix": its prefix is not declared, or does not match the declared pattern
    - "wrong": nothing that this edition can follow
    """

    kind: str
    value: str
    file: str = ""
    id: str = ""
    lines: tuple[int, ...] = ()


@dataclass(frozen=True)
class Prefix:
    """One definition of a prefix: full-match pattern and replacement (`$1` for groups). A prefix may have several."""

    name: str
    pattern: re.Pattern
    replacement: str

    def expand(self, value: str) -> str | None:
        """The address that `value` stands for, or None where the pattern does not match."""
        match = self.pattern.fullmatch(value)
        if match is None:
            return None
        return re.sub(r"\$([0-9])", lambda group: match.group(int(group.group(1))) or "", self.replacement)


@lru_cache(maxsize=None)
def prefixes(document: Document) -> dict[str, list[Prefix]]:
    """The prefixes that the header of `document` declares. A pattern that is no regular expression matches nothing."""
    found: dict[str, list[Prefix]] = {}
    for definition in document.root.iterfind(".//tei:teiHeader//tei:prefixDef", NAMESPACES):
        try:
            pattern = re.compile(definition.get("matchPattern", ""))
        except re.error:
            pattern = re.compile(r"(?!)")
        name = definition.get("ident", "")
        found.setdefault(name, []).append(Prefix(name, pattern, definition.get("replacementPattern", "")))
    return found


@lru_cache(maxsize=None)
def read_pointer(document: Document, value: str) -> Pointer:
    """What the single pointer `value`, found in `document`, points to."""
    if value.startswith("#"):
        return Pointer("id", value, "", value[1:])
    if _WEB.match(value):
        return Pointer("web", value)
    short = _SHORT.match(value)
    if short is None:
        return Pointer("wrong", value)
    definitions = prefixes(document).get(short.group(1))
    if definitions is None:
        return Pointer("wrong" if short.group(1).lower() in _ACTIVE else "prefix", value)
    address = next((address for address in (prefix.expand(short.group(2)) for prefix in definitions) if address is not None), None)
    if address is None:
        return Pointer("prefix", value)
    file, _, fragment = address.partition("#")
    lines = _LINES.match(fragment)
    if lines:
        first, last = int(lines.group(1)), int(lines.group(2) or lines.group(1))
        return Pointer("lines", value, file, "", tuple(range(first, min(last, first + 9999) + 1)))
    return Pointer("id", value, _beside(document, file), fragment)


def pointers_of(document: Document, element: Element, *attributes: str) -> Iterator[Pointer]:
    """The pointers in the given attributes of `element`, in order."""
    for attribute in attributes:
        for value in element.get(attribute, "").split():
            yield read_pointer(document, value)


def identifiers_of(document: Document, element: Element, attribute: str) -> tuple[str, ...]:
    """The identifiers that an attribute points to; lines, web addresses and faulty pointers left out."""
    return tuple(pointer.id for pointer in pointers_of(document, element, attribute) if pointer.kind == "id")


def lines_of(document: Document, element: Element) -> tuple[int, ...]:
    """The physical lines of the transcript that `@corresp` names, in order."""
    return tuple(line for pointer in pointers_of(document, element, "corresp") for line in pointer.lines)


def _beside(document: Document, file: str) -> str:
    """`file`, written relative to `document`, as a name relative to sources/tei: "../people.xml" -> "people.xml"."""
    parts = list(PurePosixPath("texts").parts) if document.path.parent.name == "texts" else []
    for part in PurePosixPath(file).parts:
        if part == "..":
            parts = parts[:-1]
        elif part != ".":
            parts.append(part)
    return "/".join(parts)
