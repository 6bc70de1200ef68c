"""What stands on lines of its own: divisions, passages, lists, tables, figures, bibliographies, the paragraphs of notes."""

from __future__ import annotations

from typing import Iterator

from ..model import Element
from ..tei.names import NAMESPACES, TEI, XML_ID, XML_LANG, local_name
from . import myst
from .elements import Renderer, words_after
from .margin import position_marks
from .references import reference_words

MARGIN = 5  # characters of a passage number that the margin column holds; a longer one ("Abstract") stands before the words
HEADED = ("div", "div1", "div2", "div3")
CONTAINERS = ("front", "body", "back", "group", "titlePage", "docTitle", "opener", "epigraph", "cit", *HEADED)
INSIDE_PASSAGE = frozenset({"list", "table", "figure", "lg", "listBibl", "cit"})


def text_blocks(renderer: Renderer, element: Element, level: int = 2) -> Iterator[str]:
    """The blocks inside front, body, back or a division; `level` is that of the next heading."""
    for child in element.iterchildren(TEI + "*"):
        yield from block(renderer, child, level)
        if local_name(child) not in CONTAINERS:
            yield from position_marks(renderer, child)


def block(renderer: Renderer, element: Element, level: int) -> Iterator[str]:
    """The blocks of one element."""
    name = local_name(element)
    identifier = element.get(XML_ID, "")
    if name in CONTAINERS and name not in HEADED:
        yield from text_blocks(renderer, element, level)
    elif name in HEADED and element.get("rend") == "page":
        yield from leading_on(renderer, element)
    elif name in HEADED:
        yield from division(renderer, element, level)
    elif name == "figure":
        yield figure(renderer, element)
    elif name in ("list", "listBibl"):
        yield from listing(renderer, element, level)
    elif name == "table":
        yield from tabular(renderer, element)
    elif name == "pb":
        yield myst.paragraph(renderer.piece(element, name), "page-break-line")
    elif name == "quote":
        yield quotation(renderer, element)
    elif name == "lg":
        yield myst.quotation([myst.paragraph(renderer.inline(line)) for line in element.iter(TEI + "l")], "verse", identifier=identifier)
    elif name == "head":
        if local_name(element.getparent()) != "div" or element.getprevious() is not None and local_name(element.getprevious()) == "head":
            yield myst.paragraph(renderer.inline(element), "subheading", identifier=identifier, language=element.get(XML_LANG, ""))
    elif name == "ab" and element.get("type") == "keywords":
        yield myst.paragraph(f"{myst.span(keywords_word(element), 'label')} {renderer.inline(element).strip()}", "keywords", identifier=identifier,
                             language=element.get(XML_LANG, ""))
    else:
        yield from passage(renderer, element, "passage" if name == "p" else name)


def keywords_word(element: Element) -> str:
    return "Ключевые слова:" if element.get(XML_LANG) == "ru" else "Keywords:"


def division(renderer: Renderer, element: Element, level: int) -> Iterator[str]:
    """A heading, ours in square brackets where the source has none, and what is below it."""
    head = element.find("tei:head", NAMESPACES)
    words = renderer.inline(head) if head is not None else ""
    if head is not None and (element.get("resp") or head.get("resp")):
        words = f"\\[{words}\\]"
    if head is not None and head.get(XML_LANG):
        words = myst.span(words, language=head.get(XML_LANG))
    yield myst.heading(min(level, 6), words or myst.escaped(element.get("n", "")), element.get(XML_ID, ""))
    if head is not None:
        yield from position_marks(renderer, head)
    yield from text_blocks(renderer, element, level + 1)


def leading_on(renderer: Renderer, element: Element) -> Iterator[str]:
    """In the place of a division with a page of its own: a link to it, and for every identifier that moved there a place that still answers to it."""
    identifier = element.get(XML_ID, "")
    numbers = [passage.get("n") for passage in element.iter(TEI + "p") if passage.get("n") and passage.get(XML_ID)]
    extent = f" {myst.span(myst.escaped('¶ ' + '–'.join(dict.fromkeys((numbers[0], numbers[-1])))), 'also')}" if numbers else ""
    moved = [node.get(XML_ID) for node in element.iter(TEI + "*") if node.get(XML_ID)]
    yield myst.raw_html('<div class="moved">' + "".join(f'<span id="{name}" data-page="{renderer.edition.page_of(name)}.html"></span>' for name in moved) + "</div>")
    yield myst.paragraph(myst.link(myst.escaped(heading_words(element)), identifier) + extent, "leads-on")


def heading_words(element: Element) -> str:
    """The heading of a division as plain words, without its notes; its identifier where it has none."""
    head = element.find("tei:head", NAMESPACES)
    words = "".join(head.xpath(".//text()[not(ancestor::tei:note)]", namespaces=NAMESPACES)) if head is not None else ""
    return " ".join(words.split()) or element.get("n") or element.get(XML_ID, "")


def passage(renderer: Renderer, element: Element, *classes: str) -> Iterator[str]:
    """A paragraph: its number, which is its permalink, and its words; lists, tables and long quotations in it on lines of their own."""
    identifier, number = element.get(XML_ID, ""), element.get("n", "")
    anchor = myst.span(myst.link(myst.escaped(number), identifier), "number") + " " if number and identifier else ""
    if len(number) > MARGIN:
        classes += ("named",)
    language = element.get(XML_LANG, "")
    first = True
    for stretch in stretches(element):
        if isinstance(stretch, list):
            inner = inline_stretch(renderer, stretch)
            if first:
                yield myst.paragraph(anchor + inner, *classes, identifier=identifier, language=language)
            elif inner:
                yield myst.paragraph(inner, *classes, "continued", language=language)
        else:
            if first:
                yield myst.paragraph(anchor, *classes, identifier=identifier, language=language)
            yield from block(renderer, stretch, 6)
        first = False
    if first:
        yield myst.paragraph(anchor, *classes, identifier=identifier, language=language)


def stretches(element: Element) -> Iterator[list | Element]:
    """The content of a paragraph: lists of inline parts (escaped words, elements), and the elements that are blocks."""
    parts: list = [myst.escaped(element.text)] if element.text else []
    for child in element:
        if local_name(child) in INSIDE_PASSAGE or local_name(child) == "quote" and child.get("type") == "regest":
            if parts and any(not isinstance(part, str) or part.strip() for part in parts):
                yield parts
            parts = []
            yield child
        elif local_name(child):
            parts.append(child)
        parts.append(words_after(child))
    if any(not isinstance(part, str) or part.strip() for part in parts):
        yield parts


def inline_stretch(renderer: Renderer, stretch: list) -> str:
    """The inline MyST of a list of escaped words and elements, as `stretches` gives them."""
    return "".join(part if isinstance(part, str) else renderer.piece(part, local_name(part)) for part in stretch).strip()


def quotation(renderer: Renderer, element: Element) -> str:
    paragraphs = element.findall("tei:p", NAMESPACES) or [element]
    return myst.quotation([myst.paragraph(renderer.inline(paragraph).strip()) for paragraph in paragraphs], "regest-quotation", identifier=element.get(XML_ID, ""),
                          language=element.get(XML_LANG, ""))


def figure(renderer: Renderer, element: Element) -> str:
    """A figure is not reproduced: its number and a regest of its caption."""
    caption = element.find("tei:figDesc", NAMESPACES)
    head = element.find("tei:head", NAMESPACES)
    words = ". ".join(renderer.inline(part).strip().removesuffix(".") for part in (head, caption) if part is not None) + "."
    name = f"Figure {myst.escaped(element.get('n', ''))}".strip()
    label = myst.link(name, element.get(XML_ID)) if element.get(XML_ID) else name
    return myst.paragraph(f"{myst.span(label, 'label')} (not reproduced): {words}", "figure-regest", identifier=element.get(XML_ID, ""))


def listing(renderer: Renderer, element: Element, level: int) -> Iterator[str]:
    """A list of items, or of bibliographical lines; headings and page breaks between them stand on lines of their own."""
    identifier, kind = element.get(XML_ID, ""), "bibliography" if local_name(element) == "listBibl" else "listing"
    lines: list[str] = []

    def gathered() -> Iterator[str]:
        nonlocal identifier
        if lines:
            yield myst.listed(lines, kind, identifier=identifier)
            identifier = ""
        lines.clear()

    for child in element.iterchildren(TEI + "*"):
        name = local_name(child)
        if name == "head":
            yield from gathered()
            yield myst.paragraph(renderer.inline(child), "list-head")
        elif name == "pb":
            yield from gathered()
            yield from block(renderer, child, level)
        elif name in ("listBibl", "list"):
            yield from gathered()
            yield from listing(renderer, child, level)
        else:
            lines += list_lines(renderer, child, len(lines) + 1, element.get("rend") == "numbered")
    yield from gathered()


def list_lines(renderer: Renderer, element: Element, position: int, numbered: bool) -> list[str]:
    """The lines of one item, lists inside it indented below it."""
    if local_name(element) == "bibl":
        return [f"- {myst.safe_start(bibliographical_line(renderer, element))}"]
    inner = renderer.inline(element, skip=frozenset({"list", "label"})).strip()
    label = element.get("n") or (f"{position}." if numbered else "")
    lead = f"{myst.span(myst.escaped(label), 'label')} " if label else ""
    lines = [f"- {lead}{myst.span(myst.safe_start(inner) if not lead else inner, 'item', identifier=element.get(XML_ID, ''), language=element.get(XML_LANG, ''))}"]
    for nested in element.iterchildren(TEI + "list"):
        for place, item in enumerate(nested.iterchildren(TEI + "item"), start=1):
            lines += ["  " + line for line in list_lines(renderer, item, place, nested.get("rend") == "numbered")]
    return lines


def bibliographical_line(renderer: Renderer, element: Element) -> str:
    """A printed entry of a bibliography, and what of the registers it is: "→ Carr 1979"."""
    identifier = element.get(XML_ID, "")
    number = myst.span(myst.link(myst.escaped(element.get("n", "")), identifier), "number") + " " if identifier and element.get("n") else ""
    words, leads = [myst.escaped((element.text or "").lstrip())], []
    for child in element:
        name = local_name(child)
        if name == "ptr":
            leads.append(renderer.piece(child, name))
        elif name == "bibl":
            words.append(linked_file(renderer, child))
        elif name:
            words.append(renderer.piece(child, name))
        words.append(myst.escaped(child.tail or ""))
    inner = "".join(words).strip() + "".join(f"\u00a0→ {lead}" for lead in leads)
    return number + myst.span(inner, "bibliographical", identifier=identifier, language=element.get(XML_LANG, ""))


def linked_file(renderer: Renderer, element: Element) -> str:
    """One archival file in a printed list: its words, linked to the file."""
    target = next((child for child in element if local_name(child) == "ptr"), None)
    words = renderer.inline(element, skip=frozenset({"ptr"})).strip()
    found = renderer.entries_of(target, "target") if target is not None else []
    return myst.span(myst.link(words, found[0], "archive") if found and words else reference_words(renderer, element), identifier=element.get(XML_ID, ""))


def tabular(renderer: Renderer, element: Element) -> Iterator[str]:
    """A table: its heading; the row with role="label", else the first, as header; a cell that spans others is followed by empty ones."""
    head, identifier = element.find("tei:head", NAMESPACES), element.get(XML_ID, "")
    label = myst.link(f"Table {myst.escaped(element.get('n', ''))}".strip(), identifier) if identifier else ""
    if head is not None or label:
        words = f" {renderer.inline(head)}" if head is not None else ""
        yield myst.paragraph(f"{myst.span(label, 'label')}{words}" if label else words, "table-head", identifier=identifier)
    rows = table_rows(renderer, element)
    if rows:
        yield myst.table(rows[0], rows[1:], "data")


def table_rows(renderer: Renderer, element: Element) -> list[list[str]]:
    """Rows of inline MyST, all of one length, the header first. @cols and @rows leave empty cells, so that columns stay aligned."""
    rows: list[list[str]] = []
    below: dict[tuple[int, int], str] = {}
    sources = sorted(element.iterchildren(TEI + "row"), key=lambda row: row.get("role") != "label")
    for place, row in enumerate(sources):
        cells: list[str] = []
        for cell in row.iterchildren(TEI + "cell"):
            while (place, len(cells)) in below:
                cells.append("")
            inner = myst.span(renderer.inline(cell).strip(), language=cell.get(XML_LANG, ""))
            across, down = (int(cell.get(name)) if cell.get(name, "").isdigit() else 1 for name in ("cols", "rows"))
            for line in range(1, down):
                below.update({(place + line, len(cells) + column): "" for column in range(across)})
            cells += [myst.span(inner, "row-label") if cell.get("role") == "label" and place else inner] + [""] * (across - 1)
        rows.append(cells)
    width = max((len(row) for row in rows), default=0)
    return [row + [""] * (width - len(row)) for row in rows]


def note_blocks(renderer: Renderer, element: Element) -> list[str]:
    """The paragraphs of a note, lists and long quotations in it on lines of their own."""
    blocks: list[str] = []
    for paragraph in element.findall("tei:p", NAMESPACES) or [element]:
        for stretch in stretches(paragraph):
            if isinstance(stretch, list):
                blocks.append(inline_stretch(renderer, stretch))
            else:
                blocks += block(renderer, stretch, 6)
    language = element.get(XML_LANG, "")
    return [myst.span(block, language=language) for block in blocks] if language else blocks
