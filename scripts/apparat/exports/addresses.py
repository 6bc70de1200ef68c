"""What every export needs to know of an identifier: where it stands on the site, what it is called, where statements come from.

Addresses are paths from the root of the site (`people/stalin.html`, `texts/harris.html#harris-p11`): the data do not know where
the site is published, and stay right when it moves.
"""

from __future__ import annotations

from typing import Iterator

from ..model import Document, Edition, Element, Entry
from ..tei.names import TEI, XML_ID, local_name, nearest_identifier, squeezed
from ..tei.pointer import pointers_of
from ..tei.dating import sources_of
from ..tei.registers import register_of


def address_of(edition: Edition, identifier: str) -> str:
    """The address of what `identifier` names: the page of an entry or text, or a place on the page of a text; "" for nothing.

    A web address, as sources hold them, is its own address.
    """
    if identifier.startswith(("http://", "https://")):
        return identifier
    if identifier in edition.entries:
        return f"{register_of(edition.entries[identifier])}/{identifier}.html"
    if identifier in edition.texts:
        return f"texts/{identifier}.html"
    position = edition.positions.get(identifier) or edition.handed_on(identifier)
    if position is not None:
        return f"claims/{position.claim_id}.html#{identifier}"
    target = edition.targets.get(identifier)
    if target is not None and target.document.id == "claims" and target.element is not target.document.root:
        return f"claims/index.html#{identifier}"
    page = edition.page_of(identifier)
    return f"texts/{page}.html#{identifier}" if page else ""


def name_of(edition: Edition, identifier: str) -> str:
    """The label of an entry, the short title of a text; an identifier of neither stays as it is."""
    if identifier in edition.entries:
        return edition.entries[identifier].label
    return edition.texts[identifier].short_title if identifier in edition.texts else identifier


def document_of(edition: Edition, entry: Entry) -> Document:
    """The file in which an entry stands."""
    return edition.targets[entry.id].document


def sources_below(edition: Edition, entry: Entry) -> list[str]:
    """Every source named in an entry, each once, in the order of the file; those of entries inside it are theirs."""
    document, found = document_of(edition, entry), []
    for element in entry.element.iter(TEI + "*"):
        if element.get("source") and nearest_identifier(element) == entry.id:
            found += sources_of(document, element)
    return list(dict.fromkeys(found))


def plain_words(edition: Edition, document: Document, element: Element) -> str:
    """The words of `element` without markup. A pointer gives the label it prints; notes inside are left out."""
    return squeezed("".join(_pieces(edition, document, element)))


def _pieces(edition: Edition, document: Document, element: Element) -> Iterator[str]:
    name = local_name(element)
    if name == "ptr":
        yield ", ".join(name_of(edition, pointer.id or pointer.value) for pointer in pointers_of(document, element, "target"))
    elif name == "citedRange":
        yield f"{element.get('unit', '')} "
    yield element.text or ""
    for child in element:
        if local_name(child) not in ("", "note"):
            yield from _pieces(edition, document, child)
        yield child.tail or ""


def enclosing_reference(element: Element) -> str:
    """The identifier of the bibl in which `element` stands (harris-a3), "" where there is none."""
    for node in (element, *element.iterancestors(TEI + "*")):
        if local_name(node) == "bibl" and node.get(XML_ID):
            return node.get(XML_ID)
        if local_name(node) in ("p", "note", "text"):
            break
    return ""
