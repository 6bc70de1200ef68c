"""The folder sources/tei -> Edition: every file read once, every identifier and mention entered."""

from __future__ import annotations

from pathlib import Path

from ..model import Document, Edition, Entry, Mention, Passage, Position, Relation, Report, Target, Text, Unit
from ..problem import Location, Problem, Rule
from .claims import read_positions
from .document import read_document
from .names import TEI, XML_ID
from .pointer import identifiers_of
from .registers import BY_NAME, read_register, read_relations
from .text import read_text

NO_SOURCES = Rule(
    "S007", "The folder of sources holds TEI files",
    "A build without sources would replace the site by an empty one.",
    "an empty folder sources/tei", "sources/tei/people.xml, sources/tei/texts/harris.xml ...")
STRAY = Rule(
    "S008", "A file in sources/tei is a text or a register",
    "Files that nothing reads would be edited in vain: texts lie in texts/, registers beside it under their names.",
    "sources/tei/person.xml", "sources/tei/people.xml")
NOT_READABLE_AS = Rule(
    "S009", "The type of a TEI file agrees with its place",
    "A register in the folder of texts would be read as neither.",
    '<TEI xml:id="harris" type="register"> in sources/tei/texts/', '<TEI xml:id="harris" type="regest"> in sources/tei/texts/')

RULES = (NO_SOURCES, STRAY, NOT_READABLE_AS)


def read_edition(sources: Path) -> tuple[Edition, list[Problem]]:
    """The Edition in the folder `sources` (sources/tei), and the Problems (S001 to S009) of the files that could not be read.

    A file that cannot be read is left out and named in `Edition.unread`, so that pointers into it are not blamed as well.
    """
    documents, problems, unread = {}, list(stray_files(sources)), set()
    for path in source_files(sources):
        name = path.relative_to(sources).as_posix()
        document, found = read_document(path, str(path))
        problems += found
        if document is None:
            unread.add(name)
            continue
        found = list(misplaced(document, name))
        problems += found
        if found:
            unread.add(name)
        else:
            documents[name] = document
    if not documents and not unread:
        problems.append(NO_SOURCES.broken(Location(str(sources)), "the folder of sources must hold TEI files, found none",
                                          "run the command in the folder of the project"))
    return assemble(sources, documents, frozenset(unread)), problems


def source_files(sources: Path) -> list[Path]:
    """The registers and texts in the folder, registers first, each group in the order of names."""
    return sorted(sources.glob("*.xml")) + sorted(sources.glob("texts/*.xml"))


def stray_files(sources: Path):
    """S008 for every file that nothing reads: copies of editors, folders of drafts, other endings. Hidden files are let be."""
    read = set(source_files(sources))
    for path in sorted(sources.rglob("*")):
        if path.is_file() and path not in read and not any(part.startswith(".") for part in path.relative_to(sources).parts):
            yield STRAY.broken(Location(str(path)), "a file in sources/tei must be a register, or a text texts/NAME.xml, found one that nothing reads",
                               "move it out of sources/tei, or give it its place and name")


def misplaced(document: Document, name: str):
    """S008, S009: a file that is neither a text nor a known register, or whose type contradicts its place."""
    is_text, kind = name.startswith("texts/"), document.root.get("type", "")
    if not is_text and document.id not in BY_NAME:
        yield STRAY.broken(Location(document.name, 1, 1), f'a file beside texts/ must be a register ({", ".join(sorted(BY_NAME))}), found "{name}"',
                           "move a text into sources/tei/texts/")
    elif kind and (kind == "register") == is_text:
        wanted = "regest" if is_text else "register"
        yield NOT_READABLE_AS.broken(Location(document.name, 1, 1), f'TEI/@type must be "{wanted}" here, found "{kind}"',
                                     "correct @type, or move the file")


def assemble(sources: Path, documents: dict[str, Document], unread: frozenset[str]) -> Edition:
    """The Edition of documents already read, keyed by their names relative to `sources`."""
    texts: dict[str, Text] = {}
    entries: dict[str, Entry] = {}
    relations: list[Relation] = []
    targets: dict[str, Target] = {}
    local: dict[str, frozenset[str]] = {}
    positions: dict[str, Position] = {}
    reports: dict[str, Report] = {}
    for name, document in documents.items():
        local[document.name] = enter_targets(document, targets)
        if name.startswith("texts/"):
            texts[document.id] = read_text(document)
            taken, handed_on = read_positions(document)
            positions.update({position.id: position for position in taken})
            reports.update({report.id: report for report in handed_on})
        elif document.id in BY_NAME:
            for entry in read_register(BY_NAME[document.id], document):
                entries.setdefault(entry.id, entry)
            relations += read_relations(document)
    mentions = enter_mentions(texts, entries)
    return Edition(sources, documents, texts, entries, tuple(relations), targets, local, mentions, unread, positions, reports)


def enter_targets(document: Document, targets: dict[str, Target]) -> frozenset[str]:
    """Enters every xml:id outside the header; of two alike the first stands (check I001 names the second). Those of the header come back."""
    header = document.root.find(TEI + "teiHeader")
    local = {element.get(XML_ID): element for element in header.iter("*") if element.get(XML_ID)} if header is not None else {}
    in_header = set(local.values())
    for element in document.root.iter("*"):
        identifier = element.get(XML_ID)
        if identifier and element not in in_header and identifier not in targets:
            targets[identifier] = Target(identifier, element, document)
    return frozenset(local)


def enter_mentions(texts: dict[str, Text], entries: dict[str, Entry]) -> dict[str, tuple[Mention, ...]]:
    """Who and what is named in the units of the texts: by `@ref`, or as the target of a ptr or ref, or as a source."""
    found: dict[str, list[Mention]] = {}
    for text in texts.values():
        notes = {unit.element: unit for unit in text.notes}
        passages = [unit for unit in text.units if isinstance(unit, Passage)]
        for passage in passages:
            _mentions_in(text.document, passage, passage.element, notes, entries, found)
        placed = {passage.element for passage in passages}
        for note in text.notes:
            if not any(ancestor in placed for ancestor in note.element.iterancestors()):
                _mentions_in(text.document, note, note.element, {}, entries, found)
    return {identifier: tuple(mentions) for identifier, mentions in found.items()}


def _mentions_in(document: Document, unit: Unit, element, notes: dict, entries: dict[str, Entry], found: dict[str, list[Mention]]) -> None:
    unit = notes.get(element, unit)
    for attribute in ("ref", "target"):
        if element.get(attribute):
            for identifier in identifiers_of(document, element, attribute):
                if identifier in entries:
                    found.setdefault(identifier, []).append(Mention(identifier, element, unit))
    for child in element.iterchildren(TEI + "*"):
        _mentions_in(document, unit, child, notes, entries, found)
