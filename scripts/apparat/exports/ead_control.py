"""The control section of the EAD file: what the record is, who keeps it, under which licence, its history; and how EAD elements are made.

All of it comes from the header of archives.xml, so the file has the same bytes whenever the sources are the same.
"""

from __future__ import annotations

from lxml import etree

from ..model import Document, Edition, Element
from ..tei.names import NAMESPACES, XML_ID, text_of

EAD = "{http://ead3.archivists.org/schema/}"
# The values of EAD's agenttype, by the type of a name in a respStmt.
AGENTS = {"machine": "machine", "person": "human", "group": "human"}
STATUS = {"draft": "inprocess", "proposed": "inprocess", "approved": "approved"}
LOCAL_TYPES = ("unitid: citation is the normal citation, number the number of the unit, signature a shelfmark as printed. corpname: main, variant, full, abbreviation "
               "and former names. odd: what kind of remark it is. bibliography: cited-in gives the passages of the edition that cite the unit.")


def add(parent: Element, name: str, words: str = "", **attributes: str) -> Element:
    """A new last child of `parent`."""
    element = etree.SubElement(parent, EAD + name, attributes)
    element.text = words or None
    return element


def language_attributes(language: str) -> dict[str, str]:
    """@lang (ISO 639-1) and @script (ISO 15924) of a BCP 47 tag: "ru-Latn"."""
    primary, *others = language.split("-")
    found = {"lang": primary} if len(primary) == 2 else {}
    return {**found, **{"script": part for part in others if len(part) == 4}}


def add_control(edition: Edition, root: Element) -> str:
    """Adds the control section; the title of the record comes back."""
    document = edition.documents.get("archives.xml")
    publisher, licence = header_text(edition, "publicationStmt//tei:publisher"), header_element(edition, "publicationStmt//tei:licence")
    title = f"{header_text(edition, 'titleStmt/tei:title', document) or 'Archives'} cited in {publisher or 'the edition'}"
    control = add(root, "control", langencoding="iso639-1", scriptencoding="iso15924", dateencoding="iso8601")
    add(control, "recordid", "archives")
    described = add(control, "filedesc")
    add(add(described, "titlestmt"), "titleproper", title)
    if publisher:
        add(add(described, "publicationstmt"), "publisher", publisher)
    add(control, "maintenancestatus", value="derived")
    revision = document.root.find(".//tei:revisionDesc", NAMESPACES) if document is not None else None
    add(control, "publicationstatus", value=STATUS.get(revision.get("status", ""), "inprocess") if revision is not None else "inprocess")
    add(add(control, "maintenanceagency"), "agencyname", publisher or "the editors")
    if licence is not None:
        rights = add(control, "rightsdeclaration")
        add(rights, "citation", text_of(licence), href=licence.get("target", ""))
    types = add(control, "localtypedeclaration")
    add(types, "citation", "the page of the data", href="index.html")
    add(add(types, "descriptivenote"), "p", LOCAL_TYPES)
    add_history(control, document, list(revision) if revision is not None else [])
    return title


def add_history(control: Element, document: Document | None, changes: list[Element]) -> None:
    """The changes of the header, the oldest first, and none of our own: a date of the build would change the file with every build."""
    history = add(control, "maintenancehistory")
    dated = [change for change in reversed(changes) if isinstance(change.tag, str)]
    for number, change in enumerate(dated):
        kind, agent = agent_of(document, change)
        add_event(history, "revised" if number else "created", change.get("when", ""), kind, agent, text_of(change))
    if not dated:
        add_event(history, "unknown", "", "unknown", "not named", "The sources record no changes.")


def add_event(history: Element, value: str, when: str, agent_kind: str, agent: str, words: str) -> None:
    event = add(history, "maintenanceevent")
    add(event, "eventtype", value=value)
    add(event, "eventdatetime", when or "undated", **({"standarddatetime": when} if when else {}))
    add(event, "agenttype", value=agent_kind)
    add(event, "agent", agent)
    add(event, "eventdescription", words)


def agent_of(document: Document, change: Element) -> tuple[str, str]:
    """Kind and name of who made a change: the respStmt of the header that @who points to."""
    for pointer in change.get("who", "").split():
        for statement in document.root.iterfind(".//tei:respStmt", NAMESPACES):
            if statement.get(XML_ID) == pointer.removeprefix("#"):
                name = statement.find("tei:name", NAMESPACES)
                return AGENTS.get(name.get("type", "") if name is not None else "", "unknown"), text_of(name)
    return "unknown", change.get("who", "") or "not named"


def header_element(edition: Edition, path: str) -> Element | None:
    """The first element at `path` below a fileDesc: that of archives.xml, else of any file."""
    documents = [edition.documents[name] for name in ("archives.xml", *edition.documents) if name in edition.documents]
    return next((found for found in (document.root.find(f"tei:teiHeader/tei:fileDesc/tei:{path}", NAMESPACES) for document in documents) if found is not None), None)


def header_text(edition: Edition, path: str, document: Document | None = None) -> str:
    """The words at `path` in the header of one file, or of the first that has it."""
    if document is not None:
        return text_of(document.root.find(f"tei:teiHeader/tei:fileDesc/tei:{path}", NAMESPACES))
    return text_of(header_element(edition, path))
