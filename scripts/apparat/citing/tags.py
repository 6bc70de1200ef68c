"""The tags in the head of a page from which a reference manager saves what the page is about, and search engines its record.

Zotero's translator of embedded metadata reads them all: `z:FIELD` sets the field of that name and decides the type, `bib:authors` the author. What it makes of
them was tried with its own code; three things are not obvious:
- a name with a comma behind it is saved whole, and not parted into first and last name;
- a short title is made up wherever the title has a colon, unless one is given;
- the address is given only where it is known in full: a relative one is not resolved.
Highwire tags (citation_*) stand on the pages of texts for Google Scholar. Sources: DCMI Metadata Terms; the inclusion guidelines of Google Scholar; Zotero's
translators Embedded Metadata and RDF.
"""

from __future__ import annotations

from html import escape
from typing import Iterator

from ..model import Archive, Edition
from ..releases.addresses import State
from ..tei.names import NAMESPACES
from .cited import EDITION, EDITORS, PARTS, SHORT, Cited, remark, work_words

LICENCE = "https://creativecommons.org/licenses/by/4.0/"
VOCABULARIES = ('<link rel="schema.DC" href="http://purl.org/dc/elements/1.1/">\n<link rel="schema.z" href="http://www.zotero.org/namespaces/export#">\n'
                '<link rel="schema.bib" href="http://purl.org/net/biblio#">\n')
GENRES = {"fond": "fond", "opis": "opis (inventory)", "delo": "delo (file)"}


def meta(name: str, content: str) -> str:
    return f'<meta name="{escape(name)}" content="{escape(content)}">\n' if content else ""


def record_tags(state: State, found: Cited) -> Iterator[str]:
    """What is cited, as a part of the edition (bookSection) or an entry of it (encyclopediaArticle)."""
    yield VOCABULARIES
    extra = [f"Regest of: {work_words(found.source)}" + (f", p. {found.page}" if found.page else "") if found.source else "", remark(found)]
    for name, content in (("z:itemType", "bookSection" if found.kind in PARTS else "encyclopediaArticle"), ("DC.title", found.title), ("DC.creator", EDITORS), ("bib:authors", f"{EDITORS},"),
                          ("z:publicationTitle", EDITION), ("DC.publisher", SHORT), ("DC.date", found.date), ("DC.language", "en"), ("DC.rights", LICENCE), ("DC.identifier", found.identifier),
                          ("DC.source", work_words(found.source) if found.source else ""), ("z:edition", found.state), ("z:shortTitle", found.short), ("z:pages", found.page),
                          ("z:url", found.address if state.site else ""), ("z:extra", "\n".join(part for part in extra if part))):
        yield meta(name, content)


def scholar_tags(state: State, found: Cited) -> Iterator[str]:
    """The same for Google Scholar, which reads no other vocabulary."""
    for name, content in (("citation_title", found.title), ("citation_author", f"{EDITORS},"), ("citation_inbook_title", EDITION), ("citation_publication_date", found.date.replace("-", "/")),
                          ("citation_publisher", SHORT), ("citation_language", "en"), ("citation_public_url", found.address if state.site else "")):
        yield meta(name, content)


def archival_tags(state: State, unit: Archive, found: Cited) -> Iterator[str]:
    """A unit of an archive, saved as itself: a manuscript in its repository, with its shelfmark. The edition is not its author, so none is named."""
    repository = repository_of(state.edition, unit)
    full = next((form.text for form in repository.forms if form.kind == "full"), "")
    place = repository.element.find("tei:placeName", NAMESPACES)
    yield VOCABULARIES
    for name, content in (("z:itemType", "manuscript"), ("DC.title", archival_title(unit)), ("z:archive", f"{full} ({repository.label})" if full and full != repository.label else repository.label),
                          ("z:archiveLocation", unit.label.removeprefix(f"{repository.label}.").strip()), ("z:callNumber", unit.label), ("z:manuscriptType", GENRES.get(unit.level, unit.level)),
                          ("z:place", "".join(place.itertext()).strip() if place is not None else ""), ("DC.identifier", unit.id), ("DC.language", unit.language), ("z:shortTitle", unit.label),
                          ("z:url", found.address if state.site else ""), ("z:extra", f"{SHORT}, s. v. {unit.id}, {found.state}")):
        yield meta(name, content)


def archival_title(unit: Archive) -> str:
    """The title of the unit where one is known, else its shelfmark."""
    return next((form.text for form in unit.forms if form.kind == "full"), "") or unit.label


def repository_of(edition: Edition, unit: Archive) -> Archive:
    while unit.parent_id in edition.entries:
        unit = edition.entries[unit.parent_id]
    return unit
