"""A TEI file of a text -> Text: its divisions, passages and notes in document order."""

from __future__ import annotations

from ..model import Division, Document, Element, Note, Passage, Text
from .names import NAMESPACES, TEI, XML_ID, language_of, local_name, text_of
from .pointer import identifiers_of, lines_of

# Elements that are passages, and the kind of passage each is; a kind is named after what a reader calls the thing.
PASSAGE_KINDS = {"p": "paragraph", "ab": "block", "figure": "figure", "table": "table", "closer": "closer", "byline": "byline", "lg": "verse",
                 "list": "list", "trailer": "trailer"}
HEADED = {"div", "div1", "div2", "div3"}


def read_text(document: Document) -> Text:
    """The Text that `document` (TEI/@type="regest") holds. Faulty places are left to the checks; nothing here fails."""
    header = document.root.find("tei:teiHeader", NAMESPACES)
    title = _header_text(header, "tei:fileDesc/tei:titleStmt/tei:title[@type='main']") or _header_text(header, "tei:fileDesc/tei:titleStmt/tei:title")
    authors = header.findall("tei:fileDesc/tei:titleStmt/tei:author", NAMESPACES) if header is not None else []
    source = header.find("tei:fileDesc/tei:sourceDesc/tei:biblStruct", NAMESPACES) if header is not None else None
    revision = header.find("tei:revisionDesc", NAMESPACES) if header is not None else None
    reader = _Reader(document)
    reader.walk(document.root.find("tei:text", NAMESPACES))
    work_ids = identifiers_of(document, source, "corresp") if source is not None else ()
    return Text(
        id=document.id,
        document=document,
        title=title or document.id,
        short_title=_header_text(header, "tei:fileDesc/tei:titleStmt/tei:title[@type='short']") or title or document.id,
        language=language_of(document.root) or "en",
        status=revision.get("status", "draft") if revision is not None else "draft",
        author_ids=tuple(identifier for author in authors for identifier in identifiers_of(document, author, "ref")),
        work_id=work_ids[0] if work_ids else "",
        divisions=tuple(reader.divisions),
        units=tuple(reader.units),
    )


def _header_text(header: Element | None, path: str) -> str:
    return text_of(header.find(path, NAMESPACES)) if header is not None else ""


class _Reader:
    """One walk over tei:text. State: the page in force, the division and the passage around the present element."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.divisions: list[Division] = []
        self.units: list[Passage | Note] = []
        self.page = ""

    def walk(self, element: Element | None, division: str = "", passage: str = "", level: int = 0) -> None:
        if element is None:
            return
        for child in element.iterchildren(TEI + "*"):
            name, identifier = local_name(child), child.get(XML_ID, "")
            inner_division, inner_passage, inner_level = division, passage, level
            if name == "pb":
                self.page = child.get("n", self.page)
            elif name in HEADED and identifier:
                inner_division, inner_level = identifier, level + 1
                self.divisions.append(Division(identifier, child.get("type", ""), inner_level, child, child.get("rend") == "page"))
            elif name == "head" and division and not passage and child.getparent().get(XML_ID) == division:
                self.units.append(Passage(division, "heading", "", self.document.id, division, self.page, lines_of(self.document, child), child))
                inner_passage = division
            elif name == "note":
                self.units.append(self.note(child, identifier, passage))
            elif identifier and not passage and self.kind_of(child, name):
                inner_passage = identifier
                self.units.append(Passage(identifier, self.kind_of(child, name), child.get("n", ""), self.document.id, division, self.page,
                                          lines_of(self.document, child), child))
            self.walk(child, inner_division, inner_passage, inner_level)

    def kind_of(self, element: Element, name: str) -> str:
        """The kind of passage that `element` is, "" for none."""
        if name == "p":
            division = next(element.iterancestors(TEI + "div"), None)
            return "abstract" if division is not None and division.get("type") == "abstract" else "paragraph"
        if name == "quote":
            return "quotation" if element.get("type") == "regest" else ""
        if name == "ab":
            return element.get("type") or "block"
        if name == "bibl":
            return "bibliography" if local_name(element.getparent()) == "listBibl" else ""
        return PASSAGE_KINDS.get(name, "")

    def note(self, element: Element, identifier: str, passage: str) -> Note:
        lost = element.find("tei:gap[@reason='lost']", NAMESPACES) is not None
        kind = "lost" if lost else element.get("type", "source")
        return Note(identifier, kind, element.get("n", ""), self.document.id, passage, self.page, lines_of(self.document, element), element)
