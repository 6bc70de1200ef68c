"""`edition tag archival FILE`: printed archival references in a TEI file, and the structured elements proposed for them, as a diff to review.

Nothing is written. Every byte outside a proposal stays as it is. A reference is proposed where the grammar (`apparat.shelfmarks`) finds one with a
known repository, in running words of a paragraph or note, or as the only content of `<bibl type="archival">`.
"""

from __future__ import annotations

import difflib
import html
import re
from pathlib import Path

from .problem import Problem
from .shelfmarks import Reference, find_references, key
from .tei.document import read_document
from .tei.names import XML_ID

# Inside these no reference is proposed: they are tagged already, or are no prose.
CLOSED = {"bibl", "title", "idno", "teiHeader", "standOff", "listBibl", "head", "ref", "rdg", "lem"}
_TOKEN = re.compile(r"<!--.*?-->|<\?.*?\?>|<(/?)([\w:.-]+)([^<>]*?)(/?)>|[^<]+", re.DOTALL)
_PRINTED = re.compile(r'<bibl\b(?P<attributes>[^<>]*\btype="archival"[^<>]*)>(?P<words>[^<>]+)</bibl>')


def tag_archival(path: Path) -> tuple[str, list[Problem]]:
    """A unified diff that tags the references in the file `path` ("" where there is none), and the Problems of a file that cannot be read."""
    document, problems = read_document(path, str(path))
    if document is None:
        return "", problems
    text = document.data.decode("utf-8")
    numbers = _free_numbers(document)
    tagged = _tagged_prose(_PRINTED.sub(lambda match: _tagged_bibl(match, numbers), text), numbers)
    rows = difflib.unified_diff(text.splitlines(keepends=True), tagged.splitlines(keepends=True), str(path), str(path))
    return "".join(row if row.endswith("\n") else row + "\n" for row in rows), []


def _free_numbers(document):
    """The next free identifiers harris-a19, harris-a20 ... of the text."""
    pattern = re.compile(rf"{re.escape(document.id)}-a(\d+)")
    used = [int(match.group(1)) for element in document.root.iter("*") if (match := pattern.fullmatch(element.get(XML_ID, "")))]
    number = max(used, default=0)
    while True:
        number += 1
        yield f"{document.id}-a{number}"


def _tagged_bibl(match: re.Match, numbers) -> str:
    """A bibl that holds nothing but printed words, with its pointer; as it is where the words are not one sure reference."""
    references = find_references(html.unescape(match["words"]))
    if len(references) != 1 or not references[0].repository:
        return match.group()
    identifier = "" if "xml:id=" in match["attributes"] else f' xml:id="{next(numbers)}"'
    return f"<bibl{match['attributes']}{identifier}>{_content(references[0])}</bibl>"


def _tagged_prose(text: str, numbers) -> str:
    """The file with the references in running words tagged."""
    parts, closed, inside = [], 0, False
    for token in _TOKEN.finditer(text):
        words, name = token.group(), token.group(2)
        if name:
            opening, local = not token.group(1), name.split(":")[-1]
            if local == "text":
                inside = opening
            if local in CLOSED and not token.group(4):
                closed += 1 if opening else -1
        elif inside and not closed and not words.startswith(("<!--", "<?")):
            words = _tagged_words(words, numbers)
        parts.append(words)
    return "".join(parts)


def _tagged_words(words: str, numbers) -> str:
    """A stretch of words with an element in the place of each sure reference; entities make the places uncertain, such words are let be."""
    if "&" in words:
        return words
    parts, position = [], 0
    for reference in find_references(words):
        if reference.repository and not reference.range and reference.start >= position:
            end = reference.end
            while words[reference.start:end].count(")") > words[reference.start:end].count("("):
                end = words.rindex(")", reference.start, end)  # the bracket belongs to the sentence
            parts += [words[position:reference.start], f'<bibl type="archival" xml:id="{next(numbers)}">{_content(reference)}</bibl>']
            position = end
    return "".join(parts) + words[position:]


def _content(reference: Reference) -> str:
    """Pointer and leaves. What is uncertain is said in a comment, for whoever reviews the diff."""
    ranges = "".join(f' <citedRange unit="leaf"{_limits(leaf)}>{leaf}</citedRange>' for leaf in reference.leaves)
    doubts = "; ".join(f"{doubt.part}: {doubt.reason}" for doubt in reference.uncertain).replace("--", "-")
    return f'<ptr target="archives:{key(reference)}"/>{ranges}' + (f"<!-- please look: {doubts} -->" if doubts else "")


def _limits(leaf) -> str:
    return f' from="{leaf.first}" to="{leaf.last}"' if leaf.last else ""
