"""Works as RIS, after the RIS Format Specification of 2011: a tag, two spaces, a hyphen, a space, the value; lines end in CR LF; UTF-8.

Where the specification leaves a choice, the tag is the one that Zotero and citation.js read as meant here: the editors of a part are A2,
those of a book A3; the number of pages of a book is SP. The romanised and translated titles are notes: TT would take the place of the title.
"""

from __future__ import annotations

from typing import Iterator

from ..model import Edition
from ..tei.names import squeezed
from .bibliography import Item, items

TYPES = {"book": "BOOK", "chapter": "CHAP", "periodical": "JFULL", "article-journal": "JOUR", "article-newspaper": "NEWS", "entry-encyclopedia": "ENCYC",
         "thesis": "THES", "report": "RPRT", "document": "GEN", "webpage": "ELEC"}
WHOLE = ("BOOK", "THES", "RPRT", "ELEC")  # works that are no part of another: SP counts their pages, T2 is their series


def ris_bytes(edition: Edition) -> bytes:
    """All works as one RIS file."""
    return "\r\n".join(reference(item) for item in items(edition)).encode("utf-8")


def reference(item: Item) -> str:
    """One work, from TY to ER."""
    return "".join(f"{tag}  - {value}\r\n" for tag, value in lines(item)) + "ER  - \r\n"


def lines(item: Item) -> Iterator[tuple[str, str]]:
    """Tag and value of every line, in order; a value never breaks a line."""
    return ((tag, squeezed(value)) for tag, value in _lines(item) if value)


def _lines(item: Item) -> Iterator[tuple[str, str]]:
    kind = TYPES[item["type"]]
    whole, special = kind in WHOLE, item.get("custom", {})
    yield from (("TY", kind), ("ID", item["id"]), ("LB", item.get("citation-label", "")))
    for tag, role in (("AU", "author"), ("A3" if kind == "BOOK" else "A2", "editor"), ("A4", "translator")):
        yield from ((tag, person(one)) for one in item.get(role, ()))
    yield from (("TI", item.get("title", "")), ("ST", item.get("title-short", "")))
    series = ", ".join(item[key] for key in ("collection-title", "collection-number") if key in item)
    yield from (("T2", series if whole else item.get("container-title", "")), ("T3", "" if whole else series))
    yield from (("ET", item.get("edition", "")), ("CY", item.get("publisher-place", "")), ("PB", item.get("publisher", "")))
    yield from issued(item.get("issued", {}))
    yield from (("VL", item.get("volume", "")), ("IS" if kind == "CHAP" else "NV", item.get("number-of-volumes", "")), ("IS", item.get("issue", "")))
    first, _, last = item.get("page", "").partition("-")
    yield from (("SP", item.get("number-of-pages", "") if whole else first), ("EP", "" if whole else last))
    yield from (("DO", item.get("DOI", "")), ("SN", item.get("ISBN") or item.get("ISSN", "")), ("UR", item.get("URL", "")))
    yield from (("LA", item.get("language", "")), ("KW", item.get("keyword", "")))
    for name, words in (("romanised-title", "Title romanised"), ("translated-title", "Title translated"), ("romanised-container-title", "Title of the whole romanised"),
                        ("translated-container-title", "Title of the whole translated")):
        yield "N1", f"{words}: {special[name]}" if name in special else ""
    for role, words in (("container-author", "Author of the whole"), ("compiler", "Compiler")):
        yield "N1", f"{words}: {'; '.join(person(one) for one in item[role])}" if role in item else ""
    yield "N1", item.get("annote", "")


def issued(date: Item) -> Iterator[tuple[str, str]]:
    """PY, the year; DA, the date, where the month is known. Of a stretch the first year, and both in a note."""
    parts = date.get("date-parts", [])
    if not parts:
        yield "PY", date.get("literal", "")
        return
    yield "PY", str(parts[0][0])
    if len(parts) == 1 and len(parts[0]) > 1:
        yield "DA", "/".join([str(parts[0][0]), *(f"{part:02d}" for part in parts[0][1:]), *[""] * (4 - len(parts[0]))])
    elif len(parts) == 2:
        yield "N1", f"Published {parts[0][0]} to {parts[1][0]}"


def person(name: Item) -> str:
    """"Von Laue, T. H."; a literal name as it is."""
    if "literal" in name:
        return name["literal"]
    family = " ".join(name[part] for part in ("non-dropping-particle", "family") if part in name)
    return f"{family}, {name['given']}" if "given" in name else family
