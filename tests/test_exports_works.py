"""The bibliographies, read back by json, pybtex, rispy and citation.js. What is expected is taken by hand from sources/tei/works.xml."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from reading_exports import REAL, SOURCES, bibtex, by, citation_js, made, needs_citation_js, references, untex

# Identifier -> CSL fields, then what BibTeX and RIS call the same. Taken by hand from works.xml.
CSL = {
    "lenin-1966": {"type": "chapter", "title": "Удержат ли большевики государственную власть?", "container-title": "Полное собрание сочинений", "volume": "34",
                   "author": [{"family": "Lenin", "given": "V. I."}], "publisher-place": "Moscow", "issued": {"date-parts": [[1966]]}, "page": "306-307", "edition": "4",
                   "number-of-volumes": "55", "language": "ru", "keyword": "primary"},
    "kpss-1986": {"type": "book", "title": "КПСС в резолюциях и решениях съездов, конференций и пленумов ЦК (1898–1986)", "volume": "3", "publisher": "Politizdat",
                  "number-of-pages": "494", "language": "ru"},
    "fitzpatrick-1989": {"type": "chapter", "title": "The Civil War as a Formative Experience", "author": [{"family": "Fitzpatrick", "given": "S."}],
                         "container-title": "Bolshevik Culture: Experiment and Order in the Russian Revolution", "publisher": "Indiana University Press",
                         "editor": [{"family": "Gleason", "given": "A."}, {"family": "Kenez", "given": "P."}, {"family": "Stites", "given": "R."}]},
    "harris-2017": {"type": "article-journal", "title": "The Bolshevik Party Transformed: Stalin's Rise to Power (1917–1927)", "container-title": "Quaestio Rossica",
                    "volume": "5", "issue": "3", "page": "693-707", "DOI": "10.15826/qr.2017.3.245", "issued": {"date-parts": [[2017]]}, "language": "en"},
    "laue-1964": {"type": "book", "author": [{"family": "Laue", "given": "T. H.", "non-dropping-particle": "Von"}], "publisher": "Lippincott"},
    "spengler-1918": {"type": "book", "title": "Der Untergang des Abendlandes", "publisher": "Braumüller", "publisher-place": "Wien", "language": "de"},
    "sternhell-1996": {"type": "book", "editor": [{"family": "Sternhell", "given": "Z."}], "publisher": "Israel Academy of Sciences and Humanities"},
    "fox-welch-2012": {"type": "book", "title": "Justifying War: Propaganda, Politics and the Modern Age", "issued": {"date-parts": [[2012]]}},
}
BIBTEX = {
    "lenin-1966": {"title": "Удержат ли большевики государственную власть?", "booktitle": "Полное собрание сочинений", "volume": "34", "volumes": "55", "edition": "4",
                   "year": "1966", "pages": "306--307", "address": "Moscow", "language": "russian", "keywords": "primary",
                   "titleaddon": "[Uderzhat li bol'sheviki gosudarstvennuiu vlast'?; Can the Bolsheviks Retain State Power?]"},
    "kpss-1986": {"title": "КПСС в резолюциях и решениях съездов, конференций и пленумов ЦК (1898–1986)", "volume": "3", "pagetotal": "494"},
    "fitzpatrick-1989": {"booktitle": "Bolshevik Culture: Experiment and Order in the Russian Revolution", "publisher": "Indiana University Press"},
    "harris-2017": {"journal": "Quaestio Rossica", "volume": "5", "number": "3", "pages": "693--707", "doi": "10.15826/qr.2017.3.245", "year": "2017"},
    "spengler-1918": {"title": "Der Untergang des Abendlandes", "publisher": "Braumüller", "language": "german"},
    "sternhell-1996": {"publisher": "Israel Academy of Sciences and Humanities", "year": "1996"},
}
PERSONS = {("lenin-1966", "author"): ["Lenin, V. I."], ("fitzpatrick-1989", "editor"): ["Gleason, A.", "Kenez, P.", "Stites, R."], ("laue-1964", "author"): ["Von Laue, T. H."],
           ("sternhell-1996", "editor"): ["Sternhell, Z."], ("davies-harris-2014", "author"): ["Davies, S.", "Harris, James"]}
RIS = {
    "lenin-1966": {"type_of_reference": "CHAP", "title": "Удержат ли большевики государственную власть?", "secondary_title": "Полное собрание сочинений", "volume": "34",
                   "authors": ["Lenin, V. I."], "place_published": "Moscow", "year": "1966", "start_page": "306", "end_page": "307", "language": "ru", "keywords": ["primary"]},
    "kpss-1986": {"type_of_reference": "BOOK", "title": "КПСС в резолюциях и решениях съездов, конференций и пленумов ЦК (1898–1986)", "start_page": "494"},
    "fitzpatrick-1989": {"type_of_reference": "CHAP", "secondary_authors": ["Gleason, A.", "Kenez, P.", "Stites, R."], "publisher": "Indiana University Press"},
    "harris-2017": {"type_of_reference": "JOUR", "secondary_title": "Quaestio Rossica", "number": "3", "doi": "10.15826/qr.2017.3.245", "start_page": "693"},
    "laue-1964": {"authors": ["Von Laue, T. H."], "publisher": "Lippincott", "label": "Laue 1964"},
    "sternhell-1996": {"type_of_reference": "BOOK", "tertiary_authors": ["Sternhell, Z."]},
}


def test_csl_json_has_the_fields_of_the_register() -> None:
    found = by(json.loads(made(REAL)["works.csl.json"]), "id")
    for key, fields in CSL.items():
        assert {field: found[key].get(field) for field in fields} == fields
    assert "author" not in found["fox-welch-2012"] and "number-of-pages" not in found["fox-welch-2012"]
    assert found["fox-welch-2012"]["annote"].endswith("Extent: 397 p. or 414 p.") and found["lenin-1966"]["container-author"] == [{"family": "Lenin", "given": "V. I."}]
    assert found["kpss-1986"]["custom"]["translated-title"].startswith("The CPSU in resolutions") and found["stalin-1952"]["custom"]["romanised-title"] == "Sochineniia"


def test_bibtex_has_the_fields_of_the_register() -> None:
    found = bibtex(made(REAL)["works.bib"])
    for key, fields in BIBTEX.items():
        assert {field: untex(found.entries[key].fields[field]) for field in fields} == fields
    for (key, role), people in PERSONS.items():
        assert [untex(str(person)) for person in found.entries[key].persons[role]] == people
    types = {"book": "book", "chapter": "incollection", "article-journal": "article", "article-newspaper": "article", "entry-encyclopedia": "inreference",
             "report": "techreport", "document": "misc", "webpage": "online", "thesis": "thesis", "periodical": "periodical"}
    assert Counter(entry.type for entry in found.entries.values()) == Counter(types[item["type"]] for item in json.loads(made(REAL)["works.csl.json"]))


def test_ris_has_the_fields_of_the_register() -> None:
    found = by(references(made(REAL)["works.ris"]), "id")
    for key, fields in RIS.items():
        assert {field: found[key].get(field) for field in fields} == fields
    assert "Title translated: Can the Bolsheviks Retain State Power?" in found["lenin-1966"]["notes"]


# The fields that every format carries for a type; of other types citation.js has its own opinions, and only the title is compared.
CARRIED = {"book": ("type", "author", "editor", "publisher", "publisher-place", "volume", "edition"),
           "chapter": ("type", "author", "editor", "container-title", "publisher", "publisher-place", "volume", "edition"),
           "article-journal": ("type", "author", "container-title", "volume", "issue", "DOI")}


def comparable(item: dict, kind: str) -> dict:
    """What can be compared of an item: the year, not the day; a particle is part of the surname in BibTeX and RIS."""
    found = {field: item[field] for field in ("title", *CARRIED.get(kind, ())) if field in item}
    for role in {"author", "editor"} & found.keys():
        found[role] = [" ".join(person[key] for key in ("non-dropping-particle", "family", "given", "literal") if person.get(key)) for person in item[role]]
    return {**found, "year": item.get("issued", {}).get("date-parts", [[None]])[0][0]}


@needs_citation_js
@pytest.mark.parametrize("sources", SOURCES.values(), ids=SOURCES)
@pytest.mark.parametrize("name", ["works.csl.json", "works.bib", "works.ris"])
def test_citation_js_reads_the_same_from_all_three(sources: Path, name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(made(sources)[name])
    wanted, [found] = by(json.loads(made(sources)["works.csl.json"]), "id"), citation_js(tmp_path / name)
    assert found.keys() == wanted.keys()
    for key, item in wanted.items():
        assert comparable(found[key], item["type"]) == comparable(item, item["type"]), key
