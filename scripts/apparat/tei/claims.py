"""The register of claims -> Claim; the positions in the standOff of a text -> Position, Report."""

from __future__ import annotations

from dataclasses import replace

from ..model import Claim, Document, Element, NameForm, Position, Report, Topic
from .names import NAMESPACES, TEI, XML_ID, language_of, text_of
from .pointer import identifiers_of
from .dating import date_span, sources_of


def read_claim(document: Document, element: Element) -> Claim:
    """The claim that a div of type "claim" holds; claims sort in the order of the file."""
    head, parent = element.find("tei:head", NAMESPACES), element.getparent()
    label = text_of(head) or element.get(XML_ID)
    topic = Topic(parent.get(XML_ID, ""), text_of(parent.find("tei:head", NAMESPACES)), parent)
    place = sum(1 for _ in element.itersiblings(TEI + "div", preceding=True)), sum(1 for _ in parent.itersiblings(TEI + "div", preceding=True))
    proposition, question = (element.find(f"tei:ab[@type='{kind}']", NAMESPACES) for kind in ("proposition", "question"))
    return Claim(element.get(XML_ID), label, f"{place[1]:05d} {place[0]:05d}", (NameForm(label, "main", language_of(element)),), topic,
                 proposition if proposition is not None else element, question if question is not None else element,
                 identifiers_of(document, element, "ana"), element)


def read_positions(document: Document) -> tuple[list[Position], list[Report]]:
    """The positions that a text takes or reports, and the reports of its chains, in document order."""
    positions, reports = [], []
    references = {bibl.get(XML_ID): bibl for bibl in document.root.iter(TEI + "bibl") if bibl.get(XML_ID)}
    for element in document.root.iterfind("tei:standOff/tei:listRelation[@type='positions']/tei:relation", NAMESPACES):
        identifier, parties = element.get(XML_ID, ""), identifiers_of(document, element, "active")
        passive = next(iter(identifiers_of(document, element, "passive")), "")
        words = identifiers_of(document, element, "corresp")
        if element.get("name") == "reports":
            reports.append(Report(identifier, document.id, parties, passive, words, element))
        else:
            evidence = sources_of(document, element)
            positions.append(Position(identifier, document.id, element.get("name", ""), parties, passive, words, date_span(element), evidence,
                                      rests_on(document, evidence, references),
                                      element.get("type") == "reported", element.get("cert", ""), element.find("tei:desc", NAMESPACES), element))
    return [with_chains(position, reports) for position in positions], reports


def with_chains(position: Position, reports: list[Report]) -> Position:
    """The position with the ways by which it is handed on; as it is where nobody but the text's author does."""
    chains = chains_to(position.id, reports) if reports else []
    return replace(position, chains=tuple(chains)) if chains else position


def rests_on(document: Document, evidence: tuple[str, ...], references: dict[str, Element]) -> tuple[str, ...]:
    """The archival units and works of the evidence, each once: a reference gives those it points to, anything else stands for itself."""
    found: list[str] = []
    for identifier in evidence:
        pointers = references[identifier].iter(TEI + "ptr") if identifier in references else ()
        found += [unit for pointer in pointers for unit in identifiers_of(document, pointer, "target")] or [identifier]
    return tuple(dict.fromkeys(found))


def chains_to(identifier: str, reports: list[Report]) -> list[tuple[tuple[str, ...], ...]]:
    """Every way by which the position `identifier` is handed on, each from the text's author inwards. A chain that comes back to itself ends there (check C005)."""
    found: list[tuple[tuple[str, ...], ...]] = []
    pending: list[tuple[str, tuple[tuple[str, ...], ...], frozenset[str]]] = [(identifier, (), frozenset({identifier}))]
    while pending:
        passive, chain, seen = pending.pop(0)
        following = [report for report in reports if report.passive_id == passive and report.id not in seen]
        if not following and chain:
            found.append(chain)
        pending += [(report.id, (report.reporter_ids, *chain), seen | {report.id}) for report in following]
    return found
