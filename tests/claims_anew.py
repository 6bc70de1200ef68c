"""Claims, positions and disputes read from the XML once more, by lxml alone. What pages, pictures and data say is compared with this."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations, product
from pathlib import Path

from lxml import etree

TEI, XML_ID = "{http://www.tei-c.org/ns/1.0}", "{http://www.w3.org/XML/1998/namespace}id"
Disputed = tuple[frozenset[str], str]
"""Two positions and "open" or "partial"."""


@dataclass(frozen=True)
class Stated:
    """A position as its relation says it; pointers without their prefixes."""

    id: str
    text: str
    stance: str
    holders: tuple[str, ...]
    claim: str
    words: tuple[str, ...]
    evidence: tuple[str, ...]
    reported: bool
    cert: str
    dates: dict[str, str]
    remark: str


@dataclass
class Anew:
    """All of it: claims by topic, positions, who reports what, which claims contradict each other, who wrote which text."""

    topics: dict[str, list[str]] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)
    positions: dict[str, Stated] = field(default_factory=dict)
    reports: dict[str, tuple[tuple[str, ...], str]] = field(default_factory=dict)
    contradictions: set[frozenset[str]] = field(default_factory=set)
    authors: dict[str, tuple[str, ...]] = field(default_factory=dict)
    texts: dict[str, etree._Element] = field(default_factory=dict)
    elements: dict[str, etree._Element] = field(default_factory=dict)

    @property
    def claims(self) -> list[str]:
        return [claim for claims in self.topics.values() for claim in claims]

    def on(self, claim: str) -> list[Stated]:
        return self.by_claim.get(claim, [])

    @cached_property
    def by_claim(self) -> dict[str, list[Stated]]:
        found: dict[str, list[Stated]] = {}
        for position in self.positions.values():
            found.setdefault(position.claim, []).append(position)
        return found

    def held_by(self, holder: str) -> list[Stated]:
        return [position for position in self.positions.values() if holder in position.holders]

    @property
    def holders(self) -> set[str]:
        return {holder for position in self.positions.values() for holder in position.holders}

    def chain(self, identifier: str) -> list[str]:
        """Who hands a position on, from the text's author inwards."""
        found: list[str] = []
        for _ in self.reports:
            over = [(name, parties) for name, (parties, passive) in self.reports.items() if passive == identifier]
            if not over:
                break
            identifier, parties = over[0]
            found = [*parties, *found]
        return found

    def rests_on(self, position: Stated) -> list[str]:
        """The evidence, references resolved into the units and works they point to."""
        found: list[str] = []
        for identifier in position.evidence:
            element = self.elements.get(identifier)
            pointers = element.iter(TEI + "ptr") if element is not None and element.tag == TEI + "bibl" else ()
            found += [unit for pointer in pointers for unit in bare(pointer.get("target"))] or [identifier]
        return list(dict.fromkeys(found))

    def disputes(self, claim: str) -> set[Disputed]:
        """By the four rules of the Principles, written anew."""
        found: set[Disputed] = set()
        for one, other in combinations(self.on(claim), 2):
            stances = {one.stance, other.stance}
            kind = "open" if stances == {"asserts", "denies"} else "partial" if stances in ({"asserts", "qualifies"}, {"asserts", "questions"}, {"qualifies", "denies"}) else ""
            if kind and apart(one, other):
                found.add((frozenset({one.id, other.id}), kind))
        for contrary in {name for pair in self.contradictions if claim in pair for name in pair - {claim}}:
            for one, other in product(self.on(claim), self.on(contrary)):
                if one.stance == other.stance == "asserts" and apart(one, other):
                    found.add((frozenset({one.id, other.id}), "open"))
        return found


def apart(one: Stated, other: Stated) -> bool:
    """Whether anybody of the one faces anybody else of the other: nobody disputes with himself."""
    return any(holder != opponent for holder in one.holders for opponent in other.holders)


def bare(pointers: str | None) -> tuple[str, ...]:
    """"people:oll #small-c1 https://..." without prefixes."""
    return tuple(pointer if pointer.startswith("http") else pointer.split(":")[-1].lstrip("#") for pointer in (pointers or "").split())


def words_of(element: etree._Element | None) -> str:
    return " ".join("".join(element.itertext()).split()) if element is not None else ""


def read_anew(sources: Path) -> Anew:
    """Everything in the folder sources/tei."""
    found = Anew()
    register = etree.parse(sources / "claims.xml").getroot()
    for topic in register.iter(TEI + "div"):
        if topic.get("type") == "topic":
            found.topics[topic.get(XML_ID)] = [claim.get(XML_ID) for claim in topic.iterchildren(TEI + "div")]
    found.titles = {division.get(XML_ID): words_of(division.find(TEI + "head")) for division in register.iter(TEI + "div")}
    for relation in register.iter(TEI + "relation"):
        if relation.get("name") == "contradicts":
            found.contradictions |= {frozenset(pair) for pair in product(bare(relation.get("active")), bare(relation.get("passive")))}
    for file in sorted((sources / "texts").glob("*.xml")):
        root = found.texts[file.stem] = etree.parse(file).getroot()
        found.elements.update({element.get(XML_ID): element for element in root.iter("*") if element.get(XML_ID)})
        found.authors[file.stem] = tuple(name for author in root.findall(f".//{TEI}titleStmt/{TEI}author") for name in bare(author.get("ref")))
        for relation in root.findall(f"{TEI}standOff/{TEI}listRelation[@type='positions']/{TEI}relation"):
            identifier, parties, passive = relation.get(XML_ID), bare(relation.get("active")), bare(relation.get("passive"))[0]
            if relation.get("name") == "reports":
                found.reports[identifier] = (parties, passive)
                continue
            dates = {name: relation.get(name, "") for name in ("when", "from", "to", "notBefore", "notAfter")}
            found.positions[identifier] = Stated(identifier, file.stem, relation.get("name"), parties, passive, bare(relation.get("corresp")), bare(relation.get("source")),
                                                 relation.get("type") == "reported", relation.get("cert"), dates, words_of(relation.find(TEI + "desc")))
    return found
