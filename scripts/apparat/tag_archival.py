"""`edition tag archival FILE`: printed archival references in a TEI file, and the structured elements proposed for them, as a diff to review.

Nothing is written. Every byte outside a proposal stays as it is. A reference is proposed where the grammar (`apparat.shelfmarks`) finds one with a
known repository, in running words of a paragraph or note, or in `<bibl type="archival">` that holds nothing but words.
"""

from __future__ import annotations

import difflib
import html
import re
from itertools import repeat
from pathlib import Path
from typing import Callable, Iterator

from .model import Document
from .problem import Problem
from .shelfmarks import Leaf, Reference, find_references, key
from .tei.document import read_document
from .tei.names import XML_ID

# Inside these no reference is proposed: they are tagged already, or are no prose.
CLOSED = {"bibl", "title", "idno", "teiHeader", "standOff", "listBibl", "head", "ref", "rdg", "lem"}
# A file, piece by piece: comment or CDATA, instruction, tag, words. Whatever is none of these (there is nothing) is one character.
_TOKEN = re.compile(r"""<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>"""
                    r"""|<(?P<closing>/?)(?P<name>[\w:.-]+)(?P<attributes>(?:"[^"]*"|'[^']*'|[^<>"'])*?)(?P<empty>/?)>|(?P<words>[^<]+)|.""", re.DOTALL)
_CHARACTER = re.compile(r"&[^;\s]{1,12};|.", re.DOTALL)


def tag_archival(path: Path) -> tuple[str, list[Problem]]:
    """A unified diff that tags the references in the file `path` ("" where there is none), and the Problems of a file that cannot be read."""
    document, problems = read_document(path, str(path))
    if document is None:
        return "", problems
    text = document.data.decode("utf-8")
    tagged = "".join(_tagged(text, _free_numbers(document)))
    rows = difflib.unified_diff(text.splitlines(keepends=True), tagged.splitlines(keepends=True), str(path), str(path))
    return "".join(row if row.endswith("\n") else row + "\n\\ No newline at end of file\n" for row in rows), []


def _free_numbers(document: Document) -> Iterator[str]:
    """The next free identifiers harris-a19, harris-a20 ... of the text."""
    pattern = re.compile(rf"{re.escape(document.id)}-a(\d+)")
    used = [int(match.group(1)) for element in document.root.iter("*") if (match := pattern.fullmatch(element.get(XML_ID, "")))]
    number = max(used, default=0)
    while True:
        number += 1
        yield f"{document.id}-a{number}"


def _tagged(text: str, numbers: Iterator[str]) -> Iterator[str]:
    """The pieces of the file, the references tagged."""
    tokens = list(_TOKEN.finditer(text))
    closed, inside = 0, False
    for index, token in enumerate(tokens):
        name = (token["name"] or "").split(":")[-1]
        if name == "text":
            inside = not token["closing"]
        if name in CLOSED and not token["empty"]:
            closed += -1 if token["closing"] else 1
        if token["words"] and inside and not closed:
            yield _tagged_words(token["words"], lambda content: f"{_opened(numbers)}{content}</bibl>")
        elif token["words"] and inside and index and _is_printed(tokens[index - 1], tokens[index + 1]):
            yield _tagged_printed(token["words"], numbers)
        elif name == "bibl" and not token["closing"] and index + 2 < len(tokens) and _gets_number(token, tokens[index + 1], tokens[index + 2]):
            yield f'{token.group()[:-1]} xml:id="{next(numbers)}">'
        else:
            yield token.group()


def _is_printed(before: re.Match, after: re.Match) -> bool:
    """Whether words between two tags are all that a bibl of an archival reference holds."""
    archival = before["name"] == "bibl" and not before["closing"] and re.search(r"""\stype=["']archival["']""", before["attributes"])
    return bool(archival) and after["name"] == "bibl" and bool(after["closing"])


def _gets_number(opening: re.Match, words: re.Match, after: re.Match) -> bool:
    """Whether a printed reference is to be tagged and has no identifier."""
    printed = bool(words["words"]) and _is_printed(opening, after) and "xml:id=" not in opening["attributes"]
    return printed and _tagged_printed(words["words"], repeat("")) != words["words"]


def _opened(numbers: Iterator[str]) -> str:
    return f'<bibl type="archival" xml:id="{next(numbers)}">'


def _tagged_printed(words: str, numbers: Iterator[str]) -> str:
    """The words of a printed bibl, structured; as they are unless every reference in them is sure.

    A bibl holds one pointer (schema/edition.rng): it ends after its reference, and each further one gets a bibl of its own.
    """
    contents: list[str] = []

    def wrapped(content: str) -> str:
        contents.append(content)
        return content if len(contents) == 1 else f"{_MARK}{_opened(numbers)}{content}"

    first, *others = _tagged_words(words, wrapped, whole=True).split(_MARK)
    parts = [first]
    for other in others:
        between = re.search(r"[\s,;]*\Z", parts[-1]).group()  # what joins two references stands outside both
        parts[-1] = parts[-1][:len(parts[-1]) - len(between)] + f"</bibl>{between}"
        parts.append(other)
    return "".join(parts)


_MARK = "\0"  # no XML file holds it


def _tagged_words(words: str, wrapped: Callable[[str], str], whole: bool = False) -> str:
    """Words with an element in the place of each sure reference. `whole`: only where all of them are sure."""
    characters = list(_CHARACTER.finditer(words))  # an entity is one character of the text and several of the file
    plain = "".join(html.unescape(character.group()) for character in characters)
    if len(plain) != len(characters):
        return words
    places = [character.start() for character in characters] + [len(words)]
    references = find_references(plain)
    sure = [reference for reference in references if reference.repository and not reference.range]
    if whole and len(sure) < len(references):
        return words
    parts, position = [], 0
    for reference in sure:
        start, end = places[reference.start], places[_end(plain, reference)]
        if start >= position:
            parts += [words[position:start], wrapped(_content(reference))]
            position = end
    return "".join(parts) + words[position:]


def _end(words: str, reference: Reference) -> int:
    """Where the words of a reference end: before a bracket that was opened outside it."""
    end = reference.end
    while words[reference.start:end].count(")") > words[reference.start:end].count("("):
        end = words.rindex(")", reference.start, end)
    return end


def _content(reference: Reference) -> str:
    """Pointer and leaves. What is uncertain is said in a comment, for whoever reviews the diff."""
    ranges = "".join(f' <citedRange unit="leaf"{_limits(leaf)}>{leaf}</citedRange>' for leaf in reference.leaves)
    doubts = html.escape("; ".join(f"{doubt.part}: {doubt.reason}" for doubt in reference.uncertain)).replace("--", "-")
    return f'<ptr target="archives:{key(reference)}"/>{ranges}' + (f"<!-- please look: {doubts} -->" if doubts else "")


def _limits(leaf: Leaf) -> str:
    return f' from="{leaf.first}" to="{leaf.last}"' if leaf.last else ""
