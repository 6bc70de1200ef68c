"""The exports as a whole, and the tables: the same bytes from the same sources, every entry, identifier and address, fields by hand, the page.

What is expected stands here by hand, taken from sources/tei, not from a run. The bibliographies are read in test_exports_works.py, EAD in
test_exports_ead.py, words that break formats in test_exports_hostile.py.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from lxml import etree

from apparat.exports import EXPORTS, described_files
from apparat.exports.tables import TABLES
from apparat.pages.data_page import data_page
from apparat.pages.site import made_pages
from reading_exports import EAD, INVENTED, REAL, SOURCES, TEI, XML_ID, bibtex, by, made, read, references, split, table


def registered(sources: Path, file: str, *elements: str) -> list[str]:
    """The identifiers of the entries of a register file, read by lxml alone."""
    root = etree.parse(sources / file).getroot()
    return [element.get(XML_ID) for name in elements for element in root.find(TEI + "standOff").iter(TEI + name) if element.get(XML_ID)]


def test_the_same_sources_give_the_same_bytes(tmp_path: Path) -> None:
    """In other processes, with other seeds of hashing, from another folder."""
    program = ("import sys, hashlib; from pathlib import Path; from apparat.tei.edition import read_edition; from apparat.exports import exported_files\n"
               "for file, data in exported_files(read_edition(Path(sys.argv[1]))[0]): print(file, hashlib.sha256(data).hexdigest())")
    shutil.copytree(REAL, tmp_path / "elsewhere" / "tei")
    here = "".join(f"{file} {hashlib.sha256(data).hexdigest()}\n" for file, data in made(REAL).items())
    for seed, folder in (("1", REAL), ("2", tmp_path / "elsewhere" / "tei")):
        ran = subprocess.run([sys.executable, "-c", program, str(folder)], capture_output=True, text=True, env={**os.environ, "PYTHONHASHSEED": seed}, check=True)
        assert ran.stdout == here
    assert [export.file for export in EXPORTS] == list(made(REAL))


@pytest.mark.parametrize("sources", SOURCES.values(), ids=SOURCES)
@pytest.mark.parametrize("name", [table.name for table in TABLES])
def test_csv_keeps_rfc_4180_and_says_what_json_says(sources: Path, name: str) -> None:
    data = made(sources)[f"{name}.csv"]
    assert not data.startswith(b"\xef\xbb\xbf") and b"\r" not in data and data.endswith(b"\n")
    cells = list(csv.reader(io.StringIO(data.decode("utf-8"), newline=""), strict=True))
    assert len({len(row) for row in cells}) == 1 and len(set(cells[0])) == len(cells[0])
    rows, objects = table(name, "csv", sources), table(name, "json", sources)
    assert len(rows) == len(objects) and rows
    assert len({tuple(one) for one in objects}) == 1, "every object has the same keys"
    for row, one in zip(rows, objects):
        for key in row.keys() & one.keys():
            value = one[key]
            if isinstance(value, list):  # a cell cannot tell one empty string from none
                value = [] if value == [""] else value
                assert value in (split(row[key]), row[key].split(" " if row[key] else None)), (name, key)
            else:
                assert row[key] == str(value), (name, key)
    assert "null" not in {json.dumps(value) for one in objects for value in one.values()}


@pytest.mark.parametrize("sources", SOURCES.values(), ids=SOURCES)
def test_counts_are_those_of_the_registers(sources: Path) -> None:
    for name, elements in (("people", ["person"]), ("institutions", ["org"]), ("archives", ["org", "listBibl", "bibl"]), ("events", ["event"]),
                           ("places", ["place"]), ("terms", ["entry"])):
        wanted = registered(sources, f"{name}.xml", *elements)
        assert sorted(row["id"] for row in table(name, "csv", sources)) == sorted(wanted), name
    people = etree.parse(sources / "people.xml").getroot()
    assert len(table("offices", "csv", sources)) == sum(len(state.get("ref").split()) for state in people.iter(TEI + "state"))
    related = [relation for path in sorted(sources.glob("*.xml")) for relation in etree.parse(path).getroot().iter(TEI + "relation")]
    assert len(table("relations", "csv", sources)) == sum(len(relation.get("active").split()) * len(relation.get("passive").split()) for relation in related)
    assert Counter(row["entry"] for row in table("mentions", "csv", sources)) == {key: len(found) for key, found in read(sources).mentions.items()}
    works = sorted(registered(sources, "works.xml", "biblStruct"))
    files = made(sources)
    assert sorted(item["id"] for item in json.loads(files["works.csl.json"])) == works
    assert sorted(bibtex(files["works.bib"]).entries) == works
    assert sorted(reference["id"] for reference in references(files["works.ris"])) == works
    assert sorted(unit.get("id") for unit in etree.fromstring(files["archives.ead.xml"]).iter(EAD + "c")) == sorted(row["id"] for row in table("archives", "csv", sources))


@pytest.mark.parametrize("sources", SOURCES.values(), ids=SOURCES)
def test_every_identifier_and_address_exists(sources: Path) -> None:
    edition = read(sources)
    anchor = re.compile(r"\{#([a-z0-9-]+)|^\(([a-z0-9-]+)\)=$|^\[\^([a-z0-9-]+)\]:", re.MULTILINE)  # spans and blocks; headings; notes
    places = {path.removesuffix(".md") + ".html": {"".join(found) for found in anchor.findall(page)} for path, page in made_pages(edition, ())}
    known = {*edition.entries, *edition.texts, *edition.targets}

    def stands(address: str) -> bool:
        page, _, place = address.partition("#")
        return page in places and (not place or place in places[page])

    identifiers = {"id", "entry", "person", "institution", "active", "passive", "passage", "text", "repository", "parent", "reference", "claim", "topic", "one", "other", "other_claim"}
    lists = {"sources", "cited_in", "parents", "predecessors", "successors", "within", "part_of", "schools", "places", "terms", "entails", "contradicts", "refines", "asserts", "qualifies",
             "questions", "denies", "holders", "reporters", "words", "passages", "evidence", "rests_on", "one_holders", "other_holders", "shared_evidence"}
    for name in (table.name for table in TABLES):
        for row in table(name, "csv", sources):
            assert stands(row["address"]) and stands(row.get("entry_address") or row["address"]), (name, row)
            assert not {row[key] for key in identifiers & row.keys() if row[key]} - known, (name, row)
            for key in lists & row.keys() if name != "mentions" else ():  # the words of a mention are words
                assert all(found in known or found.startswith("http") for found in row[key].split()), (name, key, row)
    for item in json.loads(made(sources)["works.csl.json"]):
        assert stands(item["custom"]["address"]) and not {one for one in (*item["custom"].get("people", []), *item["custom"].get("sources", [])) if not one.startswith("http")} - known, item["id"]
    for link in etree.fromstring(made(sources)["archives.ead.xml"]).iter(EAD + "ref"):
        assert link.get("href").startswith("http") or link.get("href").startswith("../") and stands(link.get("href")[3:]), link.get("href")


PEOPLE = {
    "stalin": {"name": "Joseph Stalin", "surname": "Stalin", "forenames": "Joseph", "role": "actor", "name_language": "en", "address": "people/stalin.html"},
    "dzerzhinsky": {"name": "Dzerzhinsky", "surname": "Dzerzhinsky", "forenames": "", "role": "actor", "birth_when": "", "death_when": ""},
    "sverdlov": {"name": "Sverdlov", "role": "actor", "death_when": "1919", "death_notBefore": "", "birth_when": ""},
    "lebon": {"name": "G. LeBon", "surname": "LeBon", "forenames": "G.", "role": "author"},
    "laue": {"name": "T. H. Von Laue", "surname": "Laue", "forenames": "T. H.", "role": "scholar"},
    "stites": {"name": "R. Stites", "surname": "Stites", "role": "scholar", "schools": "", "other_names": ""},
}
NAMES = {("stalin", "Сталин", "ru"), ("stalin", "И. В. Сталин", "ru"), ("stalin", "I. V. Stalin", "ru-Latn"), ("dzerzhinsky", "Дзержинский", "ru"),
         ("tucker", "R. C. Tucker", "en"), ("rgaspi", "РЦХИДНИ", "ru"), ("davo", "Державний архів Вінницької області", "uk"), ("bolshevism", "большевизм", "ru")}
OFFICES = {
    ("stalin", "secretariat"): {"office": "General Secretary of the Party", "from": "1922", "when": "", "to": "", "sources": "harris-p10 harris-p11 rees-p24 rees-p38 secretariat-abstract-abs1 secretariat-abstract-abs2"},
    ("stalin", "politburo"): {"office": "member", "when": "1923", "from": "", "institution_name": "Politburo"},
    ("shliapnikov", "workers-opposition"): {"office": "leader (early 1920s)", "notBefore": "1920", "notAfter": "1924", "when": ""},
    ("osinskii", "democratic-centralists"): {"when": "", "from": "", "to": "", "notBefore": "", "notAfter": "", "sources": "harris-p13"},
}
ARCHIVES = {
    "rgaspi": {"name": "РГАСПИ", "level": "repository", "places": "moscow", "existence_from": "1999-03", "parent": ""},
    "rgaspi-f17-op84-d476": {"name": "РГАСПИ. Ф. 17. Оп. 84. Д. 476", "level": "delo", "number": "476", "repository": "rgaspi", "fond": "17", "opis": "84",
                             "delo": "476", "parent": "rgaspi-f17-op84", "signatures": "РГАСПИ. Ф. 17. Оп. 84. Д. 476", "name_language": "ru"},
    "tsdooso-f1494": {"level": "fond", "title": "Fond 1494", "fond": "1494", "opis": "", "delo": "", "repository": "tsdooso"},
}
EVENTS = {
    "polish-war": {"name": "War with Poland", "kind": "war", "from": "1919", "to": "1921", "when": ""},
    "declaration-of-the-46": {"when": "1923-10", "kind": "publication"}, "famine-1921": {"to": "1922", "from": "", "when": ""},
    "reform-acts": {"notBefore": "1830", "notAfter": "1929"}, "cold-war": {"when": "", "from": "", "to": "", "notBefore": "", "notAfter": ""},
}
MENTIONS = {
    ("harris-a1", "rgaspi-f17-op69-d140"): {"passage": "harris-p11", "cited": "leaf 30", "address": "texts/harris.html#harris-p11", "passage_kind": "paragraph"},
    ("harris-a3", "rgaspi-f17-op3-d339"): {"passage": "harris-p15", "cited": "leaf 4 | leaf 342"},
    ("harris-a18", "tsdooso-f1494-op1-d190"): {"cited": "leaf 42-42v", "register": "archives"},
}


@pytest.mark.parametrize("name, keys, expected", [
    ("people", ("id",), PEOPLE), ("offices", ("person", "institution"), OFFICES), ("archives", ("id",), ARCHIVES), ("events", ("id",), EVENTS),
    ("mentions", ("reference", "entry"), MENTIONS),
    ("institutions", ("id",), {"secretariat": {"parents": "bolshevik-party central-committee"}, "soviet-government": {"existence_to": "1991"}, "pravda": {"kind": "newspaper"}}),
    ("places", ("id",), {"vinnitsa": {"within": "ukraine", "kind": "city", "other_names": "Vinnytsia [en]"}}),
    ("relations", ("active", "passive"), {("politburo-majority", "politburo"): {"relation": "parent", "sources": "harris-p16", "when": ""}}),
])
def test_fields_are_those_of_the_sources(name: str, keys: tuple[str, ...], expected: dict) -> None:
    """Some row of that key has these fields: a person may hold an office twice, and contradicting dates stand side by side."""
    rows = table(name, "csv")
    for key, fields in expected.items():
        found = [{field: row[field] for field in fields} for row in rows if tuple(row[one] for one in keys) == (key if isinstance(key, tuple) else (key,))]
        assert fields in found, (key, found)


def test_names_keep_their_script_language_time_and_certainty() -> None:
    rows = table("names", "csv")
    assert not NAMES - {(row["entry"], row["form"], row["language"]) for row in rows}
    former = by(rows, "entry", "form")["rgaspi", "РЦХИДНИ"]
    assert (former["kind"], former["from"], former["to"]) == ("former", "1991", "1999")
    assert by(rows, "entry", "form")["central-executive-committee", "ВЦИК"]["certainty"] == "medium"
    small = by(table("names", "csv", INVENTED), "entry", "form")
    assert small["karimova", "이다 카리모바"]["language"] == "ko" and small["brenna", "O. Brena"]["certainty"] == "medium"
    assert small["mzha-f7-op2-d15", "Списки *1* и [2]"]["language"] == "ru" and small["dahv-f3-op1-d4", "ДАГВ. Ф. 3. Оп. 1. Спр. 4"]["language"] == "uk"
    karimova = by(table("people", "json", INVENTED), "id")["karimova"]
    assert [birth["when"] for birth in karimova["births"]] == ["1880-02"] and karimova["deaths"][0]["notAfter"] == "1941"


def test_the_page_explains_every_file_and_every_column() -> None:
    files = described_files(made(REAL))
    page = data_page(files, "A *name* of the edition")
    assert page.startswith("---\n") and "(data)=\n# Data\n" in page and "creativecommons.org/licenses/by/4.0/" in page and "A \\*name\\* of the edition" in page
    for file, _, _, size, fields in files:
        assert f"(<site:data/{file}>)" in page and size == len(made(REAL)[file])
        assert all(name.replace("_", "\\_") in page for name, _ in fields), file
    for name, data in made(REAL).items():
        if name.endswith(".csv"):
            assert next(csv.reader([data.decode().split("\n")[0]])) == [column for column, _ in next(fields for file, _, _, _, fields in files if file == name)]
