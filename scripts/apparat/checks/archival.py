"""Theme A: printed archival references that no pointer structures yet."""

from __future__ import annotations

from typing import Iterator

from ..model import Archive, Document, Edition, Element
from ..problem import Rule
from ..shelfmarks import diagnosis
from ..tei.names import TEI, text_of
from .check import Finding, check


def _printed(edition: Edition) -> Iterator[tuple[Document, Element, str]]:
    """The archival references of the texts that are words and have no pointer."""
    for text in edition.texts.values():
        for element in text.document.root.iter(TEI + "bibl"):
            nested = any(ancestor.get("type") == "archival" for ancestor in element.iterancestors(TEI + "bibl"))  # read with what is around it
            if element.get("type") == "archival" and not nested and element.find(".//" + TEI + "ptr") is None and text_of(element):
                yield text.document, element, text_of(element)


@check(Rule(
    "A001", "A printed archival reference can be read",
    "What the grammar cannot read is printed as it stands and leads to no file; nobody will find it under its signature.",
    '<bibl type="archival">РГАСПИ. Ф. 17. Оп. 84. Д. б/н</bibl>', '<bibl type="archival">РГАСПИ. Ф. 17. Оп. 84. Д. 476. Л. 9–10</bibl>'))
def unreadable_references(edition: Edition) -> Iterator[Finding]:
    for document, element, words in _printed(edition):
        found = diagnosis(words)
        if found.failed:
            understood = f', understood "{found.understood}"' if found.understood else ""
            yield Finding(document, element, f'an archival reference must be read as a whole, found "{words[:80]}": {found.failed}{understood}',
                          "correct the signature, or structure it by hand: <ptr target=\"archives:...\"/> <citedRange unit=\"leaf\">")


@check(Rule(
    "A002", "The repository of a printed archival reference is known",
    "An unknown repository is not lost: it is printed, and someone should say which archive it is.",
    '<bibl type="archival">ХЫЗ. Ф. 1. Оп. 2. Д. 3</bibl>', '<bibl type="archival">ЦДООСО. Ф. 4. Оп. 2. Д. 45</bibl>',
    severity="warning"))
def unknown_repositories(edition: Edition) -> Iterator[Finding]:
    """Known are the archives of the grammar and those of the edition's own register."""
    own = {form.text.casefold() for entry in edition.entries.values() if isinstance(entry, Archive) and entry.level == "repository" for form in entry.forms}
    for document, element, words in _printed(edition):
        found = diagnosis(words)
        named = words.casefold().startswith(tuple(own)) if own else False
        if not found.failed and not named and any(reference.repository is None for reference in found.references):
            yield Finding(document, element, f'the repository must be known, found "{words[:80]}"',
                          "add the archive to scripts/apparat/shelfmarks/repositories.toml and to archives.xml, or correct its name")
