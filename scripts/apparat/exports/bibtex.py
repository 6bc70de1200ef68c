"""Works as BibTeX: the syntax of BibTeX 0.99d in UTF-8, types and fields that biblatex 3 reads too (its aliases `address`, `journal`).

Values stand in braces. Letters of any script stay themselves; characters that TeX reads as commands are written as commands, and braces
as commands as well, since BibTeX counts braces even after a backslash. Titles have a second pair of braces: no style changes their capitals.
"""

from __future__ import annotations

import re
from typing import Iterator

from ..model import Edition
from ..tei.names import squeezed
from .bibliography import Item, items

# The type of an entry and the field of its container, by the type in CSL.
TYPES = {"book": ("book", ""), "chapter": ("incollection", "booktitle"), "periodical": ("periodical", ""), "article-journal": ("article", "journal"),
         "article-newspaper": ("article", "journal"), "entry-encyclopedia": ("inreference", "booktitle"), "thesis": ("thesis", "booktitle"),
         "report": ("techreport", "booktitle"), "document": ("misc", "booktitle"), "webpage": ("online", "booktitle")}
# babel's and biblatex's names of languages.
LANGUAGES = {"en": "english", "ru": "russian", "uk": "ukrainian", "de": "german", "fr": "french", "ko": "korean", "it": "italian", "es": "spanish", "pl": "polish",
             "be": "belarusian", "ka": "georgian", "ja": "japanese", "zh": "chinese"}
COMMANDS = {"\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
            **{character: "\\" + character for character in "#$%&_"}}
# Pairs that TeX draws together as a dash or a quotation mark.
LIGATURES = re.compile(r"(?<=-)(?=-)|(?<=')(?=')|(?<=[`?!])(?=`)")


def bibtex_bytes(edition: Edition) -> bytes:
    """All works as one BibTeX file."""
    return "\n".join(entry(item) for item in items(edition)).encode("utf-8")


def entry(item: Item) -> str:
    """One work: its citation key is its identifier."""
    kind = TYPES[item["type"]][0]
    lines = [f"  {name} = {{{value}}},\n" for name, value in fields(item) if value]
    return f"@{kind}{{{item['id']},\n{''.join(lines)}}}\n"


def fields(item: Item) -> Iterator[tuple[str, str]]:
    """Name and value of every field, in order; the value is empty where the work has none."""
    kind, container = TYPES[item["type"]]
    maker = "institution" if kind in ("thesis", "techreport") else "publisher"
    special, date = item.get("custom", {}), item.get("issued", {})
    for name, role in (("author", "author"), ("bookauthor", "container-author"), ("editor", "editor"), ("translator", "translator"), ("editora", "compiler")):
        yield name, " and ".join(person(one) for one in item.get(role, ()))
    yield "editoratype", "compiler" if item.get("compiler") else ""
    yield "title", title(item.get("title", ""))
    yield "titleaddon", addition(special, "title")
    yield "shorttitle", title(item.get("title-short", ""))
    if container:
        yield container, title(item.get("container-title", ""))
        yield "booktitleaddon" if container == "booktitle" else "journaltitleaddon", addition(special, "container-title")
    for name, key in (("edition", "edition"), ("volume", "volume"), ("volumes", "number-of-volumes")):
        yield name, escaped(item.get(key, ""))
    yield "type", "thesis" if kind == "thesis" else ""
    yield "entrysubtype", "newspaper" if item["type"] == "article-newspaper" else ""
    yield "series", title(item.get("collection-title", ""))
    yield "number", escaped(item.get("issue") or item.get("collection-number", ""))
    yield "address", listed(item.get("publisher-place", ""))
    yield maker, listed(item.get("publisher", ""))
    yield from issued(date)
    yield "pages", escaped(item.get("page", "")).replace("-", "--")
    yield "pagetotal", escaped(item.get("number-of-pages", ""))
    for name, key in (("doi", "DOI"), ("isbn", "ISBN"), ("issn", "ISSN"), ("url", "URL")):
        yield name, verbatim(item.get(key, ""))
    language = item.get("language", "").partition("-")[0]
    yield "language", LANGUAGES.get(language, language)
    yield "langid", LANGUAGES.get(language, "")
    yield "keywords", escaped(item.get("keyword", ""))
    yield "annote", escaped(item.get("annote", ""))


def issued(date: Item) -> Iterator[tuple[str, str]]:
    """Year, month and day as numbers; of a stretch the first year, and both as a date of biblatex; a date in words is a year in words."""
    parts = date.get("date-parts", [])
    yield "year", str(parts[0][0]) if parts else escaped(date.get("literal", ""))
    yield "date", "/".join(str(part[0]) for part in parts) if len(parts) > 1 and parts[0][0] != parts[1][0] else ""
    if len(parts) == 1:
        yield from zip(("month", "day"), (str(part) for part in parts[0][1:]))


def person(name: Item) -> str:
    """"Von Laue, T. H."; a literal name, and a part that BibTeX would take apart, goes in braces."""
    if "literal" in name:
        return braced(name["literal"])
    particle, family = name.get("non-dropping-particle", ""), name_part(name["family"])
    last = f"{name_part(particle)} {family}" if particle else family
    return f"{last}, {given_names(name['given'])}" if "given" in name else braced(f"{particle} {name['family']}") if particle else last


def name_part(words: str) -> str:
    """A word as it is; anything else (several words, commas, signs that mean something to a program) in braces."""
    return escaped(words) if re.fullmatch(r"[^\W_]+(?:[-'’.][^\W_]+)*\.?", words) and words.casefold() not in ("and", "others") else braced(words)


def given_names(words: str) -> str:
    """Forenames and initials stay apart; where one is no plain word, all of them go in one pair of braces."""
    parts = [name_part(word) for word in words.split()]
    return braced(words) if any(part.startswith("{") for part in parts) else " ".join(parts)


def braced(words: str) -> str:
    return f"{{{escaped(words)}}}"


def listed(words: str) -> str:
    """A place or publisher, in braces where the word "and" would part it as a list."""
    return braced(words) if re.search(r"\band\b", words, re.IGNORECASE) else escaped(words)


def title(words: str) -> str:
    return braced(words) if words else ""


def addition(special: Item, name: str) -> str:
    """The romanised and the translated title, as print adds them: "[Sochineniia; Works]"."""
    found = [special[key] for key in (f"romanised-{name}", f"translated-{name}") if key in special]
    return escaped(f"[{'; '.join(found)}]") if found else ""


def escaped(words: str) -> str:
    """`words` for TeX: no character of them is a command."""
    return LIGATURES.sub("{}", "".join(COMMANDS.get(character, character) for character in squeezed(words)))


def verbatim(words: str) -> str:
    """An address or number: biblatex takes it as it is; only what would end the field is percent-encoded."""
    return squeezed(words).replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C")
