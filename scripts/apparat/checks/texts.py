"""Theme T: the text itself. Pages in order, notes numbered, no markup of another language in the words."""

from __future__ import annotations

import re
import unicodedata
from typing import Iterator

from ..model import Edition
from ..problem import Rule
from ..tei.names import NAMESPACES, TEI, local_name
from .check import Finding, check


@check(Rule(
    "T002", "Every note has its printed number",
    "The reader compares with the printed page; the number is @n, never the identifier.",
    '<note type="source" xml:id="harris-n2">', '<note type="source" n="2" xml:id="harris-n2">'))
def notes_without_number(edition: Edition) -> Iterator[Finding]:
    for text in edition.texts.values():
        for note in text.notes:
            if not note.number:
                yield Finding(text.document, note.element, "a note must have its printed number in @n, found none",
                              "the number of the source; our own notes have letters: a, b, c")


@check(Rule(
    "T003", "Page breaks ascend",
    "A page number lower than the one before it is a slip, and every citation by page after it would be wrong.",
    '<pb n="699"/> ... <pb n="697"/>', '<pb n="697"/> ... <pb n="699"/>'))
def page_breaks_out_of_order(edition: Edition) -> Iterator[Finding]:
    for text in edition.texts.values():
        last = 0
        for page_break in text.document.root.iterfind(".//tei:text//tei:pb", NAMESPACES):
            number = page_break.get("n", "")
            if not number:
                yield Finding(text.document, page_break, "a page break must have a number, found none", '<pb n="697"/>')
            elif number.isdigit():
                if int(number) <= last:
                    yield Finding(text.document, page_break, f"page breaks must ascend, found {number} after {last}", "correct @n, or move the break")
                last = int(number)


_FOREIGN_MARKUP = (
    (re.compile(r"</?[a-zA-Z][a-zA-Z0-9]*(?:\s[^<>]{0,2000})?/?>"), "HTML", "mark it up in TEI, or write the words without it"),
    (re.compile(r"\[[^\[\]\n]*\]\([^)\s]{0,2000}\)"), "a Markdown link", 'use <ref target="https://...">'),
    (re.compile(r"\{[a-zA-Z][\w:-]*\}`"), "a MyST role", "use the TEI element for it"),
    (re.compile(r"(?m)^[ \t]*:{3,}|:{3}[ \t]{0,9}\{|```|~~~"), "a MyST directive or fence", "use the TEI element for it"),
    (re.compile(r"\*\*[^*\s][^*]{0,2000}\*\*|(?<!\w)__[^_\s][^_]{0,2000}__(?!\w)"), "Markdown emphasis", 'use <hi rend="bold">, or <term>'),
    (re.compile(r"<sup>|\$\^\{|\[\^[\w-]+\]"), "a note call of another notation", "use <note>"),
)


@check(Rule(
    "T004", "The words of a text hold no Markdown, MyST or HTML",
    "Pages print every character as it stands; markup of another language in a TEI file is nearly always a slip.",
    "Stalin was **General Secretary**", 'Stalin was <term ref="terms:general-secretary">General Secretary</term>'))
def foreign_markup(edition: Edition) -> Iterator[Finding]:
    for document in edition.documents.values():
        for element in document.root.iter(TEI + "*"):
            for piece in [element.text] + [child.tail for child in element]:
                for pattern, name, hint in _FOREIGN_MARKUP if piece else ():
                    match = pattern.search(piece)
                    if match:
                        yield Finding(document, element, f'the words of a text must hold no markup but TEI, found {name}: "{match.group().strip()[:40]}"', hint)
                        break


# Characters that show nothing and change how the rest is read.
# Unicode categories Cf (format), Cc (the C1 controls), Zl and Zp.
_INVISIBLE = re.compile("[\u0080-\u009f\u00ad\u0600-\u0605\u061c\u06dd\u070f\u08e2\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
                        "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0001\U000e0020-\U000e007f]")


@check(Rule(
    "T005", "No invisible or direction-changing characters",
    "Zero-width and bidirectional characters make two names that look alike differ, or turn a line round under the reader's eye.",
    "Sta\u200blin, with a zero-width space", "Stalin"))
def invisible_characters(edition: Edition) -> Iterator[Finding]:
    for document in edition.documents.values():
        for element in document.root.iter("*"):
            for piece in [element.text, *(child.tail for child in element), *element.attrib.values()]:
                match = _INVISIBLE.search(piece or "")
                if match:
                    name = unicodedata.name(match.group(), "")
                    yield Finding(document, element, f"a source must hold no invisible characters, found U+{ord(match.group()):04X} {name}", "delete it")
                    break


@check(Rule(
    "T006", "Text is in Unicode normal form C",
    "Composed and decomposed letters look alike and do not compare alike: searches and digests would miss.",
    "e + U+0301", "é (U+00E9)"))
def unnormalised_text(edition: Edition) -> Iterator[Finding]:
    for document in edition.documents.values():
        if b"&#" not in document.data and unicodedata.is_normalized("NFC", document.data.decode("utf-8")):
            continue
        for element in document.root.iter("*"):
            for piece in [element.text, *(child.tail for child in element), *element.attrib.values()]:
                if piece and not unicodedata.is_normalized("NFC", piece):
                    yield Finding(document, element, "a source must be in Unicode normal form C, found decomposed characters",
                                  "convert the file with your editor's command for NFC")
                    break


# Letters of two scripts in one word: the Latin look-alikes that optical recognition and keyboards put into Cyrillic words.
_LETTERS = re.compile(r"[^\W\d_]{2,}")
_LATIN, _CYRILLIC = re.compile("[a-zA-Z]"), re.compile("[а-яА-ЯёЁіІїЇєЄґҐ]")


def _mixed_word(piece: str) -> str:
    """The first word of `piece` in two scripts, "" for none."""
    if not (_LATIN.search(piece) and _CYRILLIC.search(piece)):
        return ""
    return next((word for word in _LETTERS.findall(piece) if _LATIN.search(word) and _CYRILLIC.search(word)), "")


@check(Rule(
    "T007", "A word is written in one script",
    "A Latin \"o\" in a Cyrillic word looks right and is never found.",
    "Cталин, with a Latin C", "Сталин"))
def mixed_scripts(edition: Edition) -> Iterator[Finding]:
    for document in edition.documents.values():
        for element in document.root.iter(TEI + "*"):
            if local_name(element) in ("rdg", "mentioned"):
                continue
            for piece in [element.text, *(child.tail for child in element)]:
                word = _mixed_word(piece or "")
                if word:
                    latin = ", ".join(f'{letter} (U+{ord(letter):04X})' for letter in word[:40] if letter.isascii())
                    yield Finding(document, element, f'a word must be in one script, found "{word[:60]}"', f"Latin letters in it: {latin}")
                    break
