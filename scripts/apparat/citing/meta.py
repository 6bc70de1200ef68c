"""What the head of a page tells reference managers and search engines: Highwire and Dublin Core tags, schema.org, the canonical address; and the sitemap.

Sources: the tags that Google Scholar and Zotero's translator of embedded metadata read (citation_*, DC.*, z:itemType with its schema link); schema.org
CreativeWork, ArchiveComponent; RFC 6596 (canonical); the sitemap protocol 0.9. Canonical addresses and the sitemap need to know where the site is published.
"""

from __future__ import annotations

import json
from html import escape
from typing import Iterator

from ..exports.addresses import address_of
from ..model import Archive, Claim, Edition, Entry, Text
from ..releases.addresses import State
from ..tei.names import NAMESPACES
from .cited import EDITION, EDITORS, Cited, cited, item_of, work_words

LICENCE = "https://creativecommons.org/licenses/by/4.0/"


def page_heads(state: State) -> dict[str, str]:
    """Page (as Sphinx calls it: texts/harris) -> elements of its head, as HTML."""
    found = {}
    for text in state.edition.texts.values():
        found[f"texts/{text.id}"] = "".join(text_head(state, text))
    for entry in state.edition.entries.values():
        found[address_of(state.edition, entry.id).removesuffix(".html")] = "".join(entry_head(state, entry))
    return found


def meta(name: str, content: str) -> str:
    return f'<meta name="{escape(name)}" content="{escape(content)}">\n' if content else ""


def canonical(state: State, page: str) -> str:
    return f'<link rel="canonical" href="{escape(state.on_site(page))}">\n' if state.site else ""


def text_head(state: State, text: Text) -> Iterator[str]:
    """A text: saved as a part of a book, whose title says that it is a regest."""
    found = cited(state, state.present[text.id])
    yield canonical(state, f"texts/{text.id}.html")
    yield from highwire(state, found, f"texts/{text.id}.html")
    yield from dublin_core(found, "Text")
    item = item_of(found)
    yield linked({"@type": "CreativeWork", "name": found.title, "isBasedOn": {"@type": "CreativeWork", "name": work_words(found.source)} if found.source else None,
                  "isPartOf": {"@type": "CreativeWork", "name": EDITION}, "author": {"@type": "Organization", "name": EDITORS}, "inLanguage": "en", "license": LICENCE,
                  "version": item["version"], "identifier": text.id, "dateModified": found.date})


def highwire(state: State, found: Cited, page: str) -> Iterator[str]:
    for name, content in (("citation_title", found.title), ("citation_author", EDITORS), ("citation_inbook_title", EDITION), ("citation_publication_date", found.date.replace("-", "/")),
                          ("citation_publisher", "Apparat"), ("citation_language", "en"), ("citation_public_url", state.on_site(page) if state.site else "")):
        yield meta(name, content)


def dublin_core(found: Cited, kind: str) -> Iterator[str]:
    yield '<link rel="schema.DC" href="http://purl.org/dc/elements/1.1/">\n<link rel="schema.DCTERMS" href="http://purl.org/dc/terms/">\n'
    source = work_words(found.source) if found.source else ""
    for name, content in (("DC.title", found.title), ("DC.creator", EDITORS), ("DC.date", found.date), ("DC.type", kind), ("DC.identifier", found.identifier), ("DC.source", source),
                          ("DC.language", "en"), ("DC.rights", LICENCE), ("DCTERMS.isPartOf", EDITION), ("DCTERMS.hasVersion", found.release)):
        yield meta(name, content)


def entry_head(state: State, entry: Entry) -> Iterator[str]:
    """An entry; a unit of an archive is saved as a manuscript in its archive, with its shelfmark."""
    found = cited(state, state.present[entry.id])
    page = address_of(state.edition, entry.id)
    yield canonical(state, page)
    if isinstance(entry, Archive) and entry.level != "repository":
        yield '<link rel="schema.z" href="http://www.zotero.org/namespaces/export#">\n'
        repository = top(state.edition, entry)
        title = entry.forms[1].text if len(entry.forms) > 1 else entry.label
        for name, content in (("z:itemType", "manuscript"), ("DC.title", title), ("z:archive", repository.label), ("DCTERMS.coverage", entry.label), ("DC.identifier", entry.id)):
            yield meta(name, content)
        yield linked({"@type": "ArchiveComponent", "name": title, "identifier": entry.label, "holdingArchive": {"@type": "ArchiveOrganization", "name": repository.label}})
        return
    yield from dublin_core(found, "Text")
    yield linked({"@type": "Claim" if isinstance(entry, Claim) else "DefinedTerm", "name": entry.label, "identifier": entry.id,
                  "isPartOf" if isinstance(entry, Claim) else "inDefinedTermSet": {"@type": "CreativeWork", "name": EDITION}})


def top(edition: Edition, unit: Archive) -> Archive:
    """The repository of an archival unit."""
    while unit.parent_id in edition.entries:
        unit = edition.entries[unit.parent_id]
    return unit


def linked(node: dict) -> str:
    """A block of JSON-LD; "<" is written as an escape, so that no words end the script."""
    words = json.dumps({"@context": "https://schema.org", **{key: value for key, value in node.items() if value}}, ensure_ascii=False)
    return '<script type="application/ld+json">' + words.replace("<", "\\u003c") + "</script>\n"


def sitemap(state: State) -> Iterator[tuple[str, bytes]]:
    """sitemap.xml, where the address of the site is known: every page of a text or entry with the date of the newest change of its source."""
    if not state.site:
        return
    rows = []
    for name, page in [(text.id, f"texts/{text.id}.html") for text in state.edition.texts.values()] + [(entry.id, address_of(state.edition, entry.id)) for entry in state.edition.entries.values()]:
        changes = state.edition.targets[name].document.root.iterfind("tei:teiHeader/tei:revisionDesc/tei:change", NAMESPACES)
        date = max((change.get("when", "") for change in changes), default="") or state.date
        rows.append(f"<url><loc>{escape(state.on_site(page))}</loc><lastmod>{escape(date)}</lastmod></url>")
    body = "\n".join(rows)
    yield "sitemap.xml", f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{body}\n</urlset>\n'.encode("utf-8")
