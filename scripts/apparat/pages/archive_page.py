"""Pages of repositories and of the fonds, opisi and files below them: who cites what, where, on which leaf, beside what."""

from __future__ import annotations

import re

from ..model import Archive, Document, Edition, Element, Mention, Note, Passage, Unit
from ..tei.names import TEI, XML_ID, local_name, text_of
from ..tei.pointer import identifiers_of
from ..tei.dating import date_span
from . import myst
from .dates import written_span
from .entry import Shelf, entry_links, entry_page, existence, labelled, notes, statements
from .excerpt import ReadingText, excerpts
from .holder_positions import evidence_for
from .mentions import unit_name
from .references import cited_words

LEVELS = {"repository": "repository", "fond": "fond", "opis": "opis (inventory)", "delo": "delo (file)"}
BELOW = {"repository": "Fonds", "fond": "Opisi", "opis": "Files"}
BESIDE = 60  # characters of prose that may stand between two references that prove one thing
LATIN = {"fond": "f.", "opis": "op.", "delo": "d."}


def archive_page(shelf: Shelf, unit: Archive) -> str:
    """The way down from the repository, its names and citations, what is below, who cites it."""
    below = shelf.edition.below(unit.id)
    way = [myst.link(myst.escaped(above.label if above.level == "repository" else f"{above.level} {above.number}"), above.id) for above in path_to(shelf.edition, unit)]
    children = [f"{myst.link(myst.escaped(child.label), child.id, 'archive')} {myst.span(counted(len(citations_below(shelf.edition, child))), 'also')}" for child in below]
    forms = [("to cite it", myst.span(myst.escaped(unit.label), "copy", language=unit.language)), ("in English", myst.span(myst.escaped(english_label(shelf.edition, unit)), "copy"))]
    return entry_page(shelf, unit, " › ".join([*way, LEVELS.get(unit.level, unit.level)]),
                      labelled([("place", entry_links(shelf, place_of(shelf, unit))), *existence(shelf, unit), ("dates of the papers", dates_of(unit)), ("evidence for", evidence_for(shelf, unit.id)), *(forms if unit.level != "repository" else [])]), *statements(shelf, unit, "desc"),
                      *notes(shelf, unit),
                      *([myst.paragraph(BELOW.get(unit.level, "Below"), "list-head"), myst.items(children, "units")] if children else []),
                      *used_by(shelf, unit), mentions=citation_blocks(shelf, unit))


def path_to(edition: Edition, unit: Archive) -> list[Archive]:
    """The units above this one, the repository first."""
    found, identifier = [], unit.parent_id
    while identifier in edition.entries:
        above = edition.entries[identifier]
        found.append(above)
        identifier = above.parent_id
    return found[::-1]


def english_label(edition: Edition, unit: Archive) -> str:
    """The citation in Latin letters: "RGASPI, f. 17, op. 84, d. 476"."""
    chain = [*path_to(edition, unit), unit]
    name = next((form.text for form in chain[0].forms if form.kind == "abbreviation" and form.text.isascii()), None)
    name = name or next((form.text for form in chain[0].forms if form.text.isascii()), chain[0].label)
    return ", ".join([name] + [f"{LATIN.get(part.level, part.level)} {part.number}" for part in chain[1:]])


def citations_below(edition: Edition, unit: Archive) -> list[Mention]:
    """The citations in running text of a unit and of all units below it; lines of bibliographies apart."""
    found = [mention for mention in edition.mentions.get(unit.id, ()) if not in_bibliography(mention.unit)]
    for entry in edition.below(unit.id):
        found += citations_below(edition, entry)
    return found


def counted(number: int) -> str:
    return "cited once" if number == 1 else f"cited {number} times" if number else "in a bibliography only"


def in_bibliography(unit: Unit) -> bool:
    return isinstance(unit, Passage) and unit.kind == "bibliography"


def used_by(shelf: Shelf, unit: Archive) -> list[str]:
    """For a repository, fond or opis: which texts use it, and how often."""
    if unit.level == "delo":
        return []
    counts: dict[str, int] = {}
    for mention in citations_below(shelf.edition, unit):
        counts[mention.unit.text_id] = counts.get(mention.unit.text_id, 0) + 1
    lines = [f"{myst.link(myst.escaped(shelf.edition.texts[text].short_title), text)} {myst.span(counted(number), 'also')}" for text, number in counts.items()]
    return [myst.paragraph("Used by", "list-head"), myst.items(lines, "units")] if lines else []


def citation_blocks(shelf: Shelf, unit: Archive) -> list[str]:
    """Each citation: the passage, the leaf, the words it stands behind, and the units beside it: in the same note, or near it in the same sentence."""
    mentions = shelf.edition.mentions.get(unit.id, ())
    cited = [mention for mention in mentions if not in_bibliography(mention.unit)]
    listed = list(dict.fromkeys(mention.unit for mention in mentions if in_bibliography(mention.unit)))
    blocks = [myst.heading(2, f"Citations ({len(cited)})", f"{unit.id}-mentions")] if mentions else []
    for text in shelf.edition.texts.values():
        rows = [citation(shelf, mention) for mention in cited if mention.unit.text_id == text.id]
        if rows:
            blocks += [myst.paragraph(myst.link(myst.escaped(text.short_title), text.id), "mentions-text"), myst.items(rows, "mentions")]
    if listed:
        links = ", ".join(myst.link(f"{myst.escaped(shelf.edition.texts[line.text_id].short_title)} {myst.escaped(unit_name(line))}", line.id) for line in listed)
        blocks.append(myst.paragraph(f"{myst.span('Listed in', 'label')} {links}", "listed-in"))
    return blocks


def citation(shelf: Shelf, mention: Mention) -> str:
    """One citation as a line of inline MyST."""
    edition, unit = shelf.edition, mention.unit
    document = edition.texts[unit.text_id].document
    reference = next((ancestor for ancestor in mention.element.iterancestors(TEI + "bibl")), None)
    place = reference.get(XML_ID, unit.id) if reference is not None else unit.id
    parts = [myst.span(myst.link(myst.escaped(unit_name(unit)), place), "place-in-text")]
    if reference is not None:
        leaves = ", ".join(cited_words(edition, document, child) for child in reference if local_name(child) == "citedRange")
        parts.append(myst.span(myst.escaped(leaves), "leaf", language=edition.entries[mention.entry_id].language) if leaves else myst.span("no leaf given", "also"))
    parts += [myst.span(words, "excerpt") for words in excerpts(shelf.readings.of(document, unit), [mention])]
    beside = [identifier for other in beside_it(shelf, document, unit, reference) for identifier in _units_of(shelf, document, other)] if reference is not None else []
    if beside:
        parts.append(f"{myst.span('beside it', 'label')} {entry_links(shelf, beside)}")
    claims = evidence_for(shelf, place)
    if claims:
        parts.append(f"{myst.span('for', 'label')} {claims}")
    return " ".join(parts)


def _units_of(shelf: Shelf, document: Document, reference: Element) -> list[str]:
    return [identifier for pointer in reference.iter(TEI + "ptr") for identifier in identifiers_of(document, pointer, "target")
            if isinstance(shelf.edition.entries.get(identifier), Archive)]


def beside_it(shelf: Shelf, document: Document, unit: Unit, reference: Element) -> list[Element]:
    """The other archival references of the same note, or near it in the same sentence of a passage, in order."""
    reading = shelf.readings.of(document, unit)
    others = [element for element in unit.element.iter(TEI + "bibl") if element.get("type") == "archival" and element is not reference and element in reading.places]
    return [other for other in others if isinstance(unit, Note) or _one_sentence(reading, reference, other)]


def _one_sentence(reading: ReadingText, one: Element, other: Element) -> bool:
    """Whether few words and no end of a sentence stand between two references; other references between them are passed over."""
    (first, second) = sorted((reading.places[one], reading.places[other]))
    inside = [span for element, span in reading.places.items() if local_name(element) == "bibl" and first[1] <= span[0] and span[1] <= second[0]]
    words, position = "", first[1]
    for start, end in sorted(inside):
        words += reading.words[position:start] if start >= position else ""
        position = max(position, end)
    words += reading.words[position:second[0]]
    return len(words) <= BESIDE and not re.search(r"[.?!][)\]”\"']*\s+[“(\"']?[A-ZА-ЯЁІЇЄ]", words)


def dates_of(unit: Archive) -> str:
    """The dates of the papers in a unit, as the register has them."""
    return ", ".join(myst.escaped(text_of(date)) or written_span(date_span(date)) for date in unit.element.iterchildren(TEI + "date"))


def place_of(shelf: Shelf, unit: Archive) -> list[str]:
    """The places of a repository, as identifiers."""
    return [identifier for place in unit.element.iterchildren(TEI + "placeName") for identifier in identifiers_of(shelf.document(unit), place, "ref")]


def references_without_signature(shelf: Shelf) -> list[str]:
    """Where a text refers to an archive without a signature: repositories named in running text, printed references without a pointer."""
    rows = []
    for text in shelf.edition.texts.values():
        for unit in text.units:
            if isinstance(unit, Note) and unit.kind == "lost":
                continue
            for element in unit.element.iter(TEI + "orgName", TEI + "bibl"):
                named = element.tag == TEI + "orgName" and any(isinstance(shelf.edition.entries.get(identifier), Archive) for identifier in identifiers_of(text.document, element, "ref"))
                bare = element.tag == TEI + "bibl" and element.get("type") == "archival" and element.find(".//" + TEI + "ptr") is None
                if (named or bare) and not in_bibliography(unit):
                    place = myst.link(f"{myst.escaped(text.short_title)} {myst.escaped(unit_name(unit))}", unit.id)
                    rows.append(f"{myst.span(place, 'label')} {myst.escaped(text_of(element))}")
    return rows
