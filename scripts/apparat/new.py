"""`edition new`: a text or a register entry begun from a template, at the place where its identifier sorts."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path

from .checks.identifiers import GRAMMAR
from .pages.site import is_taken, page_names
from .problem import Location, Problem, Rule
from .tei.document import location_in, read_document
from .tei.edition import read_edition
from .tei.names import TEI, XML_ID
from .tei.position import location_of

NOT_NEW = Rule(
    "I007", "A new identifier is in the grammar and not taken",
    "An identifier is an address for ever: it is chosen once.",
    "edition new person Stalin", "edition new person stalin-vasily")

RULES = (NOT_NEW,)

# kind -> (register file, element of its entries); texts are files of their own.
TEMPLATES = {
    "text": ("", ""), "person": ("people.xml", "person"), "institution": ("institutions.xml", "org"), "place": ("places.xml", "place"),
    "work": ("works.xml", "biblStruct"), "term": ("terms.xml", "entry"), "event": ("events.xml", "event"), "claim": ("claims.xml", "div"),
}


def begin(project: Path, kind: str, identifier: str) -> tuple[Location, Problem | None]:
    """Begins a `kind` called `identifier`. Where it was put; or a Problem, and then nothing was written."""
    sources = project / "sources" / "tei"
    edition, _ = read_edition(sources)
    path = sources / "texts" / f"{identifier}.xml"
    fits = GRAMMAR.match(identifier) and (kind != "claim" or identifier.startswith("claim-"))
    taken = identifier in edition.targets or is_taken(identifier, page_names(project / "edition")) or kind == "text" and path.exists()
    if not fits or taken:
        found = "taken already" if taken else "not in the grammar: lower-case letters, digits, single hyphens" + ("; claim- before a claim" if kind == "claim" else "")
        return Location(""), NOT_NEW.broken(Location(str(sources)), f'a new identifier must be free and in the grammar, found "{identifier}", {found}',
                                            "for a person whose surname is taken: surname-forename")
    template = (files("apparat") / "templates" / f"{kind}.xml").read_text(encoding="utf-8").replace("IDENTIFIER", identifier)
    if kind == "text":
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(template, encoding="utf-8")
        return Location(str(path), 1, 1), None
    file, element = TEMPLATES[kind]
    return insert_entry(sources / file, element, identifier, template)


def insert_entry(path: Path, element_name: str, identifier: str, template: str) -> tuple[Location, Problem | None]:
    """Inserts `template` before the first entry that sorts after `identifier`, or after the last; the rest stays byte for byte.

    Claims are in no such order: a new one stands before the last of its file, to be moved under its topic.
    """
    document, problems = read_document(path, str(path))
    if document is None:
        return Location(str(path)), problems[0]
    entries = [element for element in document.root.iter(TEI + element_name) if element.get(XML_ID)]
    claims = [element for element in entries if element.get("type") == "claim"]
    later = claims[-1] if claims else next((element for element in entries if element.get(XML_ID) > identifier), None)
    text = document.data.decode("utf-8")
    if later is not None:
        place = location_of(document, later)
        offset = _offset(text, place.line, place.column)
        indent = " " * (place.column - 1) if not text[offset - place.column + 1:offset].strip() else "      "
        text = text[:offset] + _indented(template, indent).lstrip() + "\n" + indent + text[offset:]
    else:
        closing = [match.end() for match in re.finditer(rf"</{element_name}>", text)]
        offset = closing[-1] if closing else text.rindex("</standOff>")
        indent = " " * (location_of(document, entries[-1]).column - 1) if entries else "    "
        inserted = _indented(template, indent)
        text = text[:offset] + "\n" + inserted + ("" if closing else "\n  ") + text[offset:]
    path.write_text(text, encoding="utf-8", newline="\n")
    start = text.rindex("<", 0, text.index(f'xml:id="{identifier}"'))
    return location_in(text.encode(), len(text[:start].encode()), str(path)), None


def _offset(text: str, line: int, column: int) -> int:
    """The place of a line and column, both from 1, in `text`."""
    rows = text.split("\n")
    return sum(len(row) + 1 for row in rows[:line - 1]) + column - 1


def _indented(template: str, indent: str) -> str:
    return "\n".join(indent + row if row else row for row in template.rstrip("\n").split("\n"))
