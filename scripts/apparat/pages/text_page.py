"""The pages of a text: what it is, its passages under their numbers, its notes, its apparatus; a page of its own for each division that wants one."""

from __future__ import annotations

from typing import Iterator

from ..model import Division, Edition, Element, Text
from ..tei.names import NAMESPACES, XML_ID, text_of
from ..tei.pointer import identifiers_of
from . import myst
from .apparatus import apparatus
from .blocks import division as division_blocks, heading_words, note_blocks, text_blocks
from .elements import Renderer
from .words import numbered

STATUS = {"draft": "draft", "proposed": "proposed: read twice, not yet approved by a named editor", "approved": "approved"}


def text_pages(edition: Edition, text: Text) -> Iterator[tuple[str, str]]:
    """(path below edition/, MyST) of the page of `text`, and of its divisions with a page of their own (rend="page")."""
    yield f"texts/{text.id}.md", text_page(edition, text)
    for division in text.divisions:
        if division.own_page:
            yield f"texts/{division.id}.md", division_page(edition, text, division)


def text_page(edition: Edition, text: Text) -> str:
    """The MyST page of `text`. Its front matter tells the site the printed number and kind of each note."""
    renderer = Renderer(edition, text, text.document)
    root = text.document.root
    body = list(text_blocks(renderer, root.find("tei:text", NAMESPACES)))
    notes = note_bodies(renderer)
    entries = apparatus(renderer, text)
    remarks = [myst.heading(2, "Apparatus", f"{text.id}-apparatus"),
               myst.paragraph("What in the print or its transcript changes the meaning, and what presumably should stand there. "
                              f"See {myst.link('Principles', 'principles-apparatus')}."),
               myst.items(entries, "apparatus")] if entries else []
    return myst.page([myst.heading(1, myst.escaped(text.title), text.id), banner(text), *about(edition, text), *body, *remarks, *notes],
                     {"notes": note_numbers(text), "text": text.id, "passages": passages_on(edition, text, text.id)})


def passages_on(edition: Edition, text: Text, page: str) -> list[str]:
    """The passages of a page of the text, which can be cited there."""
    return [passage.id for passage in text.passages if edition.page_of(passage.id) == page]


def division_page(edition: Edition, text: Text, division: Division) -> str:
    """The MyST page of a division that has one of its own, with links to those before and after it. It stays out of the tree of the site, which every page repeats."""
    renderer = Renderer(edition, text, text.document)
    heading, *body = division_blocks(renderer, division.element, 1)
    kicker = myst.paragraph(myst.link(myst.escaped(text.short_title), text.id), "kicker")
    pages = [other for other in text.divisions if other.own_page]
    place = pages.index(division)
    around = [(word, pages[other]) for word, other in (("previous", place - 1), ("next", place + 1)) if 0 <= other < len(pages)]
    ways = " · ".join(f"{myst.span(word, 'label')} {myst.link(myst.escaped(heading_words(other.element)), other.id)}" for word, other in around)
    return myst.page([heading, kicker, banner(text), *body, myst.paragraph(ways, "entry-foot") if ways else "", *note_bodies(renderer)],
                     {"orphan": True, "notes": note_numbers(text), "text": text.id, "division": division.id, "passages": passages_on(edition, text, division.id)})


def note_numbers(text: Text) -> dict[str, list[str]]:
    """Identifier -> printed number and kind of each note that has a body."""
    return {note.id: [note.number, note.kind] for note in text.notes if note.id and note.kind != "lost"}


def banner(text: Text) -> str:
    words = (f"These are {myst.link('regests', 'principles')}: summaries in the edition’s own words, not the author’s. "
             f"Status: {myst.escaped(STATUS.get(text.status, text.status))}.")
    return myst.paragraph(words, "banner")


def about(edition: Edition, text: Text) -> list[str]:
    """Author, source and extent of the text, as a list of a few lines."""
    authors = ", ".join(author_name(edition, text, author) for author in text.document.root.iterfind(".//tei:titleStmt/tei:author", NAMESPACES))
    source = text.document.root.find(".//tei:sourceDesc/tei:biblStruct", NAMESPACES)
    title = text_of(source.find(".//tei:title", NAMESPACES)) if source is not None else ""
    work = edition.entries.get(text.work_id)
    lines = [f"{myst.span('Author', 'label')} {authors}"] if authors else []
    if work is not None:
        lines.append(f"{myst.span('Source', 'label')} {myst.span(myst.escaped(title), 'title')} ({myst.link(myst.escaped(work.label), work.id, 'work')})")
    paragraphs = sum(passage.kind == "paragraph" for passage in text.passages)
    extent = [numbered(paragraphs, "paragraph") if paragraphs else "", note_figures(text), f"{numbered(len(text.passages), 'passage')} that can be cited"]
    lines.append(f"{myst.span('Extent', 'label')} {', '.join(part for part in extent if part)}")
    taken = [position for position in edition.positions.values() if position.text_id == text.id]
    if taken:
        own = sum(not position.reported for position in taken)
        lines.append(f"{myst.span('Positions', 'label')} {own} own, {len(taken) - own} reported, on {numbered(len({position.claim_id for position in taken}), 'claim')} "
                     f"({myst.link('matrix', 'claims-matrix')})")
    lines.append(f"{myst.span('Cite', 'label')} {myst.file_link('the text as a whole', f'cite/{text.id}.html')}; “cite” beside a passage or note has its own citation, in every form")
    lines.append(f"{myst.span('TEI', 'label')} {myst.file_link('the source of this page', f'tei/texts/{text.id}.xml')}")
    return [myst.items(lines, "about-text")]


def note_figures(text: Text) -> str:
    """ "4 notes, 3 editors’ notes"; "" for none."""
    ours = sum(note.kind == "editorial" for note in text.notes)
    theirs = len(text.notes) - ours
    return ", ".join(part for part in (numbered(theirs, "note") if theirs else "", numbered(ours, "editors’ note") if ours else "") if part)


def author_name(edition: Edition, text: Text, author: Element) -> str:
    """An author of the source, linked to the register where there is an entry."""
    found = [identifier for identifier in identifiers_of(text.document, author, "ref") if identifier in edition.entries]
    return myst.link(myst.escaped(edition.entries[found[0]].label), found[0], "person") if found else myst.escaped(text_of(author))


def note_bodies(renderer: Renderer) -> list[str]:
    """The bodies of all notes called; a note called inside a note is set as well."""
    bodies, position = [], 0
    while position < len(renderer.notes):
        element = renderer.notes[position]
        bodies.append(myst.note_body(element.get(XML_ID, ""), note_blocks(renderer, element)))
        position += 1
    return bodies
