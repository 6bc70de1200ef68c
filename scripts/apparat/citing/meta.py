"""What the head of each page tells reference managers and search engines: tags, schema.org, the canonical address.

Sources: schema.org CreativeWork, Claim, DefinedTerm, ArchiveComponent; RFC 6596 (the canonical address, which may be relative; full where the site knows its own).
"""

from __future__ import annotations

import json
from html import escape
from typing import Iterator

from ..exports.addresses import address_of
from ..model import Archive, Claim, Edition, Entry, Text
from ..releases.addresses import State
from .cited import EDITION, EDITORS, Cited, cited, work_words
from .tags import LICENCE, archival_tags, archival_title, record_tags, repository_of, scholar_tags


def page_heads(state: State) -> dict[str, str]:
    """Page (as Sphinx calls it: texts/harris) -> elements of its head, as HTML."""
    found = {}
    for text in state.edition.texts.values():
        for page in (text.id, *(division.id for division in text.divisions if division.own_page)):
            found[f"texts/{page}"] = "".join(text_head(state, text, page))
    for entry in state.edition.entries.values():
        found[address_of(state.edition, entry.id).removesuffix(".html")] = "".join(entry_head(state, entry))
    return found


def canonical(state: State, page: str) -> str:
    """The link to the address of a page; without the address of the site, by its name in its own folder."""
    return f'<link rel="canonical" href="{escape(state.on_site(page) if state.site else page.rpartition("/")[2])}">\n'


def text_head(state: State, text: Text, page: str) -> Iterator[str]:
    """A page of a text, whole or a division: saved as a part of a book, whose title says that it is a regest."""
    found = cited(state, state.present[page])
    yield canonical(state, f"texts/{page}.html")
    yield from record_tags(state, found)
    yield from scholar_tags(state, found)
    yield linked({**described(state, found, "CreativeWork"), "headline": found.short, "isPartOf": {"@type": "CreativeWork", "name": EDITION}, "inLanguage": "en", "dateModified": found.date,
                  "encoding": {"@type": "MediaObject", "encodingFormat": "application/tei+xml", "contentUrl": state.on_site(f"tei/texts/{text.id}.xml") if state.site else f"../tei/texts/{text.id}.xml"}})


def entry_head(state: State, entry: Entry) -> Iterator[str]:
    """An entry; a unit of an archive is saved as a manuscript in its archive, with its shelfmark."""
    found = cited(state, state.present[entry.id])
    yield canonical(state, address_of(state.edition, entry.id))
    if isinstance(entry, Archive) and entry.level != "repository":
        yield from archival_tags(state, entry, found)
        yield linked({**described(state, found, "ArchiveComponent"), "name": archival_title(entry), "author": None, "license": None, "version": None, "alternateName": entry.label,
                      "itemLocation": entry.label, "holdingArchive": {"@type": "ArchiveOrganization", "name": repository_of(state.edition, entry).label}})
        return
    yield from record_tags(state, found)
    whole = {"@type": "CreativeWork", "name": EDITION, "author": {"@type": "Organization", "name": EDITORS}, "license": LICENCE, "version": found.release or found.state}
    if isinstance(entry, Claim):
        yield linked({**described(state, found, "Claim"), "isPartOf": whole})
    else:
        yield linked({"@type": "DefinedTerm", "name": entry.label, "identifier": entry.id, "url": found.address if state.site else "", "inDefinedTermSet": {**whole, "@type": ["CreativeWork", "DefinedTermSet"]}})


def described(state: State, found: Cited, kind: str) -> dict:
    """A work of this edition in the words of schema.org."""
    basis = {"@type": "CreativeWork", "name": work_words(found.source), **({"sameAs": f"https://doi.org/{found.source['DOI']}"} if found.source.get("DOI") else {})} if found.source else None
    return {"@type": kind, "name": found.title, "identifier": found.identifier, "url": found.address if state.site else "", "isBasedOn": basis, "author": {"@type": "Organization", "name": EDITORS},
            "license": LICENCE, "version": found.release or found.state}


def linked(node: dict) -> str:
    """A block of JSON-LD; "<" is written as an escape, so that no words end the script."""
    words = json.dumps({"@context": "https://schema.org", **{key: value for key, value in node.items() if value}}, ensure_ascii=False)
    return '<script type="application/ld+json">' + words.replace("<", "\\u003c") + "</script>\n"
