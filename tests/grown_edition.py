"""An edition of the size to come, made of chance that is always the same: 170 offices, 90 bodies, 400 events, dates of every sort."""

from __future__ import annotations

import copy
import random
import shutil
from pathlib import Path
from typing import Callable

from lxml import etree

from apparat.pages.pictures.signs import CHARACTERS
from apparat.tei.names import TEI
from conftest import ROOT

PARTS = ("Central", "Provisional", "Supreme", "All-Union", "Northern", "Extraordinary", "Joint", "Standing")
BODIES = ("Bureau", "Commission", "Committee", "Council", "Department", "Secretariat", "Inspectorate", "Board")
MATTERS = ("of Lists", "for the Registration of Members & Candidates", "of Letters", "on Grain", "for Schools", "of <Accounts>", "of Transport and Communications", "")
SURNAMES = ("Aleksandrovich-Dobrovol'skii", "Bo", "Czerny", "Ďurič", "Eiche", "Fomin", "Горбатенко-Запорожская", "Hrushka", "Ilyin", "김", "Lo", "Mamedov", "O'Neill", "Ng")
LABELS = ("member", "candidate member", "secretary", "head of the department for the instruction and assignment of responsible workers", "deputy", "Sekretär & <acting> head")
HAPPENINGS = ("Decree on", "Conference about", "Dispute over", "Campaign for", "Dismissal in the matter of", "Resolution “On the Immediate Tasks of Party Building” and")
THINGS = ("grain", "the lists", "schools for adults in the provinces beyond the river", "letters `unread`", "transport", "Donaudampfschifffahrtselektrizitätenhauptbetriebswerk" * 2)


def some_date(chance: random.Random, low: int = 1917, high: int = 1941) -> str:
    year = chance.randint(low, high)
    return chance.choice((f"{year}", f"{year}", f"{year}-{chance.randint(1, 12):02}", f"{year}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"))


def some_span(chance: random.Random, undated: float) -> dict[str, str]:
    """Dating attributes of every sort that the schema admits; most stretches are short."""
    if chance.random() < undated:
        return {}
    first = some_date(chance)
    last = some_date(chance, int(first[:4]) + 1, min(int(first[:4]) + 1 + int(chance.expovariate(0.4)), 1953))
    return chance.choice(({"when": first}, {"when": first}, {"when": first}, {"from": first, "to": last}, {"from": first, "to": last}, {"from": first}, {"to": last},
                          {"notBefore": first}, {"notAfter": last}, {"notBefore": first, "notAfter": last}, {"from": first, "notAfter": last}, {"notBefore": first, "to": last}))


def element(parent, tag: str, text: str = "", /, **attributes: str):
    made = etree.SubElement(parent, TEI + tag, {key: value for key, value in attributes.items() if value})
    made.text = text or None
    return made


def register(folder: Path, name: str, listing: str, fill: Callable) -> None:
    """Writes a register with the header of the real one, its list made by `fill`."""
    root = copy.deepcopy(etree.parse(str(ROOT / "sources" / "tei" / f"{name}.xml")).getroot())
    stand_off = root.find(TEI + "standOff")
    for child in list(stand_off):
        stand_off.remove(child)
    fill(element(stand_off, listing))
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.xml").write_bytes(etree.tostring(root, encoding="UTF-8", xml_declaration=True))


def identified(parent, name: str, identifier: str, **attributes: str):
    made = element(parent, name, **attributes)
    made.set("{http://www.w3.org/XML/1998/namespace}id", identifier)
    return made


def bodies(number: int, chance: random.Random) -> Callable:
    def fill(listing) -> None:
        for place in range(number):
            org = identified(listing, "org", f"body-{place:03}", type=chance.choice(("party", "state", "soviet", "faction", "newspaper")))
            element(org, "orgName", " ".join((chance.choice(PARTS), chance.choice(BODIES), chance.choice(MATTERS))).strip() + f" {place}", type="main")
            if chance.random() < 0.3:
                span = some_span(chance, 0.2)
                element(org, "orgName", f"Old {chance.choice(BODIES)} {place}", type="former", **span)
            for _ in range(chance.choice((0, 1, 1, 1, 2))):
                element(org, "state", type="existence", source="text:harris-p1", **some_span(chance, 0.1))
            element(org, "note", "A body.", type="description", source="text:harris-p1")
        relations = element(listing, "listRelation")
        for place in range(1, int(number * 0.85)):
            above = max(0, place - chance.randint(1, 9))
            dated = some_span(chance, 0.6)
            element(relations, "relation", name="parent", active=f"institutions:body-{place:03}", passive=f"institutions:body-{above:03}", source="text:harris-p1", **dated)
            if place > 5 and chance.random() < 0.15:
                element(relations, "relation", name="parent", active=f"institutions:body-{place:03}", passive="institutions:body-000", source="text:harris-p2", **some_span(chance, 0.2))
            if place > 5 and chance.random() < 0.3:
                name, other = chance.choice(("successor", "predecessor")), chance.randint(0, number - 1)
                element(relations, "relation", name=name, active=f"institutions:body-{place:03}", passive=f"institutions:body-{other:03}", source="text:harris-p2",
                        **some_span(chance, 0.3))
    return fill


def people(number: int, in_bodies: int, chance: random.Random) -> Callable:
    def fill(listing) -> None:
        left, persons = number, number // 3
        for place in range(persons):
            person = identified(listing, "person", f"person-{place:03}", role="actor")
            name = element(person, "persName", type="main", source="text:harris-p1")
            element(name, "forename", chance.choice(("A.", "Nadezhda", "И. В."))).tail = " "
            element(name, "surname", f"{chance.choice(SURNAMES)} {place}")
            several = left if place == persons - 1 else min(left, chance.choice((1, 2, 3, 4, 5)))
            for again in range(several):
                body, label = chance.randint(0, in_bodies - 1) // 2, chance.choice(LABELS)
                twice = again and chance.random() < 0.3  # one office, dated twice
                if not twice:
                    kept = body, label
                state = element(person, "state", type="office", ref=f"institutions:body-{kept[0]:03}", source="text:harris-p11 text:harris-p12", **some_span(chance, 0.12))
                element(state, "label", kept[1])
            left -= several
    return fill


def events(number: int, in_bodies: int, chance: random.Random) -> Callable:
    def fill(listing) -> None:
        for place in range(number):
            event = identified(listing, "event", f"event-{place:03}", type=chance.choice(list(CHARACTERS)), **({"when": "1789"} if place == 7 else some_span(chance, 0.1)))
            element(event, "label", f"{chance.choice(HAPPENINGS)} {chance.choice(THINGS)} {place}")
            description = element(event, "desc", "It happened in ", source="text:harris-p1")
            if chance.random() < 0.8:
                element(description, "orgName", "a body", ref=f"institutions:body-{chance.randint(0, in_bodies - 1):03}")
    return fill


def grown(folder: Path) -> Path:
    """Registers of 170 offices, 90 bodies and 400 events in `folder`, always the same."""
    chance = random.Random(1923)
    register(folder, "institutions", "listOrg", bodies(90, chance))
    register(folder, "people", "listPerson", people(170, 90, chance))
    register(folder, "events", "listEvent", events(400, 90, chance))
    (folder / "texts").mkdir(exist_ok=True)
    shutil.copyfile(ROOT / "sources" / "tei" / "texts" / "harris.xml", folder / "texts" / "harris.xml")
    return folder
