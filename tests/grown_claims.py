"""Disputes of the size to come, made of chance that is always the same: 160 claims in 12 topics, 150 holders, 500 positions, grown on the small edition."""

from __future__ import annotations

import random
import shutil
from collections import defaultdict
from pathlib import Path

from lxml import etree

from apparat.tei.names import TEI, XML_ID, XML_LANG
from conftest import SMALL
from grown_edition import element, identified

CLAIMS, TOPICS, HOLDERS, POSITIONS = 160, 12, 150, 500
STANCES = ("asserts", "asserts", "asserts", "denies", "denies", "qualifies", "questions")
SURNAMES = ("Aleksandrovich-Dobrovol'skii", "Bo", "Czerny", "Ďurič", "Fomin", "Горбатенко-Запорожская", "김", "O'Neill & Söhne", "כהן", "خوري", "[Ng]", "Ab_c*d", "W. W. Wammerwald",
            "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschafter")
BODIES = ("Bureau", "Extraordinary Commission for the Registration of Members & Candidates", "Council", "Letters", "Joint Standing Inspectorate of Transport and Communications")
MATTERS = ("the packing of posts", "grain", "the question of who, in the end, kept the lists, and for whom, and to what purpose, in the provinces beyond the river", "#7", "the élan of 1923", "A & B",
           "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft", "|x|")
WORDS = "the lists were kept by those who kept them and nobody asked whether it was for the fair or against the port while the clerks of the river wrote letters about grain".split()
TEXTS = {"grown-one": ("people:person-000", 70), "grown-two": ("people:person-001", 50), "grown-three": ("", 25)}
EVIDENCE = ("works:vane-1971", "works:brenna-1980", "works:karimova-1925", "archives:mzha-f7-op2-d15", "archives:dahv-f3-op1-d4")
FILES = ("mzha-f7-op2-d15", "mzha-f7-op2-d102", "dahv-f3-op1-d4", "mzha-f9")


def grown_claims(sources: Path) -> Path:
    """The sources of the small edition, with holders, claims and three texts more."""
    chance = random.Random(1927)
    shutil.copytree(SMALL / "sources" / "tei", sources)
    holders = grow_holders(sources, chance)
    claims = grow_register(sources, chance)
    for text, relations in drawn(holders, claims, chance).items():
        write_text(sources, text, relations, chance)
    return sources


def grow_holders(sources: Path, chance: random.Random) -> list[str]:
    """People, bodies and schools; two people have one surname, some names are very long, or in other scripts."""
    people, bodies, terms = (etree.parse(sources / f"{name}.xml") for name in ("people", "institutions", "terms"))
    listed = people.getroot().find(f".//{TEI}listPerson")
    pointers = []
    for place in range(HOLDERS * 2 // 3):
        person = identified(listed, "person", f"person-{place:03}", role=chance.choice(("scholar", "actor")))
        name = element(person, "persName", type="main", source="text:small-p1")
        element(name, "forename", chance.choice(("A.", "Nadezhda", "И. В."))).tail = " "
        element(name, "surname", chance.choice(SURNAMES) + (f" {place}" if chance.random() < 0.92 else ""))
        pointers.append(f"people:person-{place:03}")
    listed, last = bodies.getroot().find(f".//{TEI}listOrg"), bodies.getroot().find(f".//{TEI}listOrg/{TEI}listRelation")
    for place in range(HOLDERS // 5):
        org = identified(listed, "org", f"body-{place:03}", type="group")
        element(org, "orgName", f"{chance.choice(BODIES)} {place}", type="main", source="text:small-p1")
        element(org, "note", "A body.", type="description", source="text:small-p1")
        last.addprevious(org)
        pointers.append(f"institutions:body-{place:03}")
    for place in range(HOLDERS - len(pointers)):
        entry = identified(terms.getroot().find(f"{TEI}standOff"), "entry", f"school-{place:03}")
        element(element(entry, "form", type="main", source="text:small-p1"), "orth", f"school of {chance.choice(MATTERS)} {place}").set(XML_LANG, "en")
        element(element(entry, "sense"), "def", "A school.", source="text:small-p1")
        pointers.append(f"terms:school-{place:03}")
    for name, tree in (("people", people), ("institutions", bodies), ("terms", terms)):
        tree.write(sources / f"{name}.xml", encoding="UTF-8", xml_declaration=True)
    return pointers


def grow_register(sources: Path, chance: random.Random) -> list[str]:
    """The claims by topic, one topic with a single claim and one with many; some contradict, entail or refine each other, across topics too."""
    tree = etree.parse(sources / "claims.xml")
    body, relations = tree.getroot().find(f"{TEI}text/{TEI}body"), tree.getroot().find(f"{TEI}standOff/{TEI}listRelation")
    more, topics = CLAIMS - 4, TOPICS - 2
    sizes = [1, 36, *[(more - 37) // (topics - 2)] * (topics - 2)]
    sizes[-1] += more - sum(sizes)
    found = []
    for place, size in enumerate(sizes):
        topic = identified(body, "div", f"topic-grown-{place:02}", type="topic")
        element(topic, "head", f"Topic {place}: {chance.choice(MATTERS)}")
        for _ in range(size):
            claim = identified(topic, "div", f"claim-grown-{len(found):03}", type="claim")
            element(claim, "head", f"{chance.choice(MATTERS).capitalize()} {len(found)}")
            element(claim, "ab", f"It was {chance.choice(MATTERS)} that decided matter {len(found)}.", type="proposition")
            element(claim, "ab", f"What decided matter {len(found) // 2}?", type="question")
            found.append(f"claims:claim-grown-{len(found):03}")
    for name, number in (("contradicts", 12), ("entails", 10), ("refines", 10)):
        for _ in range(number):
            one, other = chance.sample(found, 2)
            element(relations, "relation", name=name, active=one, passive=other)
    tree.write(sources / "claims.xml", encoding="UTF-8", xml_declaration=True)
    return found


def drawn(holders: list[str], claims: list[str], chance: random.Random) -> dict[str, list[dict]]:
    """Text -> its relations as attributes, without words. Every claim and every holder has a position; some have very many."""
    wanted: list[tuple[list[str], str]] = [([chance.choice(holders[2:])], claim) for claim in claims]
    wanted += [([holder], chance.choice(claims)) for holder in holders[2:]]
    while len(wanted) < POSITIONS - 9:  # the small edition has 8
        if chance.random() < 0.3:  # what authors hold themselves
            wanted.append(([chance.choice(holders[:2])], chance.choice(claims)))
        several = [holders[min(int(chance.expovariate(0.03)), len(holders) - 1)] for _ in range(chance.choice((1, 1, 1, 2, 4)))]
        wanted.append((list(dict.fromkeys(several)), claims[min(int(chance.expovariate(0.05)), len(claims) - 1)]))
    found: dict[str, list[dict]] = {text: [] for text in TEXTS}
    sides: dict[tuple[str, str], set[str]] = defaultdict(set)
    for parties, claim in wanted:
        own = [text for text, (author, _) in TEXTS.items() if parties == [author]]
        text = chance.choice(own or ("grown-one", "grown-one", "grown-one", "grown-two", "grown-two", "grown-three"))
        stance, author = chance.choice(STANCES), TEXTS[text][0]
        if author in parties:
            parties = [author]
        relation = {"name": stance, "active": " ".join(parties), "passive": claim, "cert": chance.choice(("high", "high", "high", "medium", "low"))}
        if parties != [author]:
            relation["type"] = "reported"
        if chance.random() < 0.4:
            relation["when"] = str(chance.randint(1900, 2020))
        if chance.random() < 0.5:
            relation["source"] = " ".join(chance.sample(EVIDENCE, chance.randint(1, 3)))
        for party in parties:
            other = {"asserts": "denies", "denies": "asserts"}.get(stance)
            if other in sides[party, claim]:
                relation["remark"] = "Another book says otherwise."
            sides[party, claim].add(stance)
        found[text].append(relation)
    return found


def some_words(chance: random.Random, least: int, most: int) -> str:
    return " ".join(chance.choice(WORDS) for _ in range(chance.randint(least, most)))


def related(listed: etree._Element, identifier: str, **attributes: str) -> etree._Element:
    made = element(listed, "relation", resp="#editors", **attributes)
    made.set(XML_ID, identifier)
    return made


def write_text(sources: Path, text: str, relations: list[dict], chance: random.Random) -> None:
    """A text whose paragraphs, and some of whose notes, state the positions; some paragraphs state many, some of the words lie inside others."""
    author, length = TEXTS[text]
    root = etree.fromstring((sources / "texts" / "second-text.xml").read_bytes().replace(b"second-text", text.encode()).replace(b"Second Text", text.replace("-", " ").title().encode()))
    if author:
        root.find(f".//{TEI}titleStmt/{TEI}author").set("ref", author)
    body, stand_off = root.find(f"{TEI}text/{TEI}body"), root.find(f"{TEI}standOff")
    for old in (*body, *stand_off):
        old.getparent().remove(old)
    listed = element(stand_off, "listRelation", type="positions")
    stated = [[] for _ in range(length)]
    for number, relation in enumerate(relations, start=1):
        stated[min(int(chance.expovariate(2 / length)), length - 1)].append((number, relation))
    reports, notes, files = len(relations), 0, 0
    parent = body
    for place, here in enumerate(stated, start=1):
        if place % 12 == 1 and text != "grown-three":
            parent = identified(body, "div", f"{text}-s{place}", type="section")
            element(parent, "head", some_words(chance, 2, 6))
        paragraph = identified(parent, "p", f"{text}-p{place}", n=str(place), corresp="w:1")
        paragraph.text = some_words(chance, 3, 60) + " "
        for turn, (number, relation) in enumerate(here, start=1):
            around, words = paragraph, f"{text}-p{place}-w{turn}"
            if chance.random() < 0.1:
                notes += 1
                around, words = identified(paragraph, "note", f"{text}-n{notes}", type="source", n=str(notes)), f"{text}-n{notes}-w1"
                around.tail = " "
            segment = identified(around, "seg", words)
            segment.text, segment.tail = some_words(chance, 2, 20), f", {some_words(chance, 1, 12)} "
            corresp = f"#{words}" if chance.random() < 0.95 else f"#{text}-p{place} #{words}"
            attributes = {key: value for key, value in relation.items() if key != "remark"}
            if chance.random() < 0.3:
                files += 1
                reference = identified(paragraph, "bibl", f"{text}-a{files}", type="archival")
                reference.tail = " "
                element(reference, "ptr", target=f"archives:{chance.choice(FILES)}")
                attributes["source"] = f"{attributes.get('source', '')} #{text}-a{files}".strip()
            made = related(listed, f"{text}-c{number}", corresp=corresp, **attributes)
            if "remark" in relation:
                element(made, "desc", relation["remark"])
            if relation.get("type") == "reported" and chance.random() < 0.1:
                reports += 1
                related(listed, f"{text}-c{reports}", type="reported", name="reports", active="people:vane", passive=f"#{text}-c{number}", corresp=f"#{words}", cert="high")
    (sources / "texts" / f"{text}.xml").write_bytes(etree.tostring(root, encoding="UTF-8", xml_declaration=True))
