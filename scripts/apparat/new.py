"""`edition new`: a text or a register entry begun from a template, at the place where its identifier sorts."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path

from .checks.identifiers import GRAMMAR
from .problem import Location, Problem, Rule
from .tei.document import read_document
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
    "work": ("works.xml", "biblStruct"), "term": ("terms.xml", "entry"), "event": ("events.xml", "event"),
}


def begin(project: Path, kind: str, identifier: str) -> tuple[Location, Problem | None]:
    """Begins a `kind` called `identifier`. Where it was put; or a Problem, and then nothing was written."""
    sources = project / "sources" / "tei"
    edition, _ = read_edition(sources)
    if not GRAMMAR.match(identifier) or identifier in edition.targets:
        found = "taken already" if identifier in edition.targets else "not in the grammar: lower-case letters, digits, single hyphens"
        return Location(""), NOT_NEW.broken(Location(str(sources)), f'a new identifier must be free and in the grammar, found "{identifier}", {found}',
                                            "for a person whose surname is taken: surname-forename")
    template = (files("apparat") / "templates" / f"{kind}.xml").read_text(encoding="utf-8").replace("IDENTIFIER", identifier)
    if kind == "text":
        path = sources / "texts" / f"{identifier}.xml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(template, encoding="utf-8")
        return Location(str(path), 1, 1), None
    file, element = TEMPLATES[kind]
    return insert_entry(sources / file, element, identifier, template)


def insert_entry(path: Path, element_name: str, identifier: str, template: str) -> tuple[Location, Problem | None]:
    """Inserts `template` before the first entry that sorts after `identifier`, or after the last; the rest stays byte for byte."""
    document, problems = read_document(path, str(path))
    if document is None:
        return Location(str(path)), problems[0]
    entries = [element for element in document.root.iter(TEI + element_name) if element.get(XML_ID)]
    later = next((element for element in entries if element.get(XML_ID) > identifier), None)
    rows = document.data.decode("utf-8").split("\n")
    if later is not None:
        line = location_of(document, later).line - 1
    else:
        closing = [number for number, row in enumerate(rows) if re.search(rf"</{element_name}>", row)]
        line = closing[-1] + 1 if closing else len(rows) - 2
    indent = re.match(r"\s*", rows[min(line, len(rows) - 1)] if later is not None else rows[line - 1]).group()
    if later is None and entries:
        indent = re.match(r"\s*", rows[location_of(document, entries[-1]).line - 1]).group()
    rows[line:line] = [indent + row if row else row for row in template.rstrip("\n").split("\n")]
    path.write_text("\n".join(rows), encoding="utf-8", newline="\n")
    return Location(str(path), line + 1, len(indent) + 1), None
