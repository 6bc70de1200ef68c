"""Words that break formats: a copy of the sources is altered until every kind of field holds them, exported, and read back."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from lxml import etree

from reading_exports import EAD, REAL, TEI, bibtex, by, citation_js, ead_faults, made, needs_citation_js, references, split, table, untex

HOSTILE = ['=cmd(" /C calc"!A0)', "+1-2@SUM(A1)", 'a,b;c "d" \'e\'', "line\nbreak\r\nand tab\t, end", "{un}bal{anced", "}{", "\\", "C:\\new\\textbf{x} \\", "| a | b |", "\\|",
           "100% & #1 $x$ _y_ ~z^", "--''``?`!`", "TY  - BOOK", "ER  - ", "@book{x,", "<b>&amp;</b> ]]>", "Ёж ї 한국어 عربي “–”", "Smith and Jones, others", "%", "and"]


def altered(sources: Path, folder: Path, words: str) -> Path:
    """A copy of the sources in which `words` stand in a field of every kind."""
    shutil.copytree(sources, folder)
    places = {
        "works.xml": ("//t:biblStruct[@xml:id='lenin-1966']//t:title[1]", "//t:biblStruct[@xml:id='lenin-1966']//t:publisher", "//t:biblStruct[@xml:id='lenin-1966']//t:pubPlace",
                      "//t:biblStruct[@xml:id='lenin-1966']/t:analytic/t:author/*", "//t:biblStruct[@xml:id='lenin-1966']/t:note[@type='discrepancy'][1]"),
        "people.xml": ("//t:person[@xml:id='stalin']/t:persName[2]", "//t:person[@xml:id='stalin']/t:state[1]/t:label", "//t:person[@xml:id='stalin']/t:note"),
        "archives.xml": ("//t:org[@xml:id='rgaspi']/t:orgName[1]", "//t:listBibl[@xml:id='rgaspi-f17']/t:head", "//t:org[@xml:id='rgaspi']/t:note[1]"),
        "events.xml": ("//t:event[@xml:id='cold-war']/t:label",), "terms.xml": ("//t:entry[@xml:id='autocracy']/t:form/t:orth",),
        "claims.xml": ("//t:div[@xml:id='claim-packed-posts']/t:head", "//t:div[@xml:id='claim-packed-posts']/t:ab", "//t:div[t:div/@xml:id='claim-packed-posts']/t:head"),
        "texts/harris.xml": ("//t:p[@xml:id='harris-p11']/t:persName[1]", "//t:seg[@xml:id='harris-abs1-w1']"),
    }
    for file, paths in places.items():
        tree = etree.parse(folder / file)
        for path in paths:
            found = tree.getroot().xpath(path, namespaces={"t": TEI.strip("{}")})
            assert found, path
            for element in found:
                del element[:]
                element.text = words
        tree.write(folder / file, encoding="UTF-8", xml_declaration=True)
    return folder


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_come_back_as_they_were(words: str, tmp_path: Path) -> None:
    sources, wanted = altered(REAL, tmp_path / "tei", words), " ".join(words.split())
    files = made(sources)
    stalin, office = by(table("people", "csv", sources), "id")["stalin"], by(table("offices", "csv", sources), "person", "number")["stalin", "1"]
    assert (stalin["description"], office["office"]) == ("\\".join(re.split(r"(?=[\\|])", wanted)), wanted) and split(stalin["description"]) == [wanted]
    assert f"{wanted} [ru]" in split(stalin["other_names"]) and by(table("events", "csv", sources), "id")["cold-war"]["name"] == wanted
    assert ("stalin", wanted) in by(table("names", "csv", sources), "entry", "form") and by(table("terms", "json", sources), "id")["autocracy"]["name"] == wanted
    assert wanted in {row["words"] for row in table("mentions", "json", sources) if row["passage"] == "harris-p11"}
    claim = by(table("claims", "csv", sources), "id")["claim-packed-posts"]
    assert {claim[key] for key in ("title", "proposition", "question", "topic_title")} == {wanted}
    stated = [row for row in table("positions", "json", sources) if "harris-abs1-w1" in row["words"]]
    assert stated and {row["quotation"][row["words"].index("harris-abs1-w1")] for row in stated} == {wanted}
    assert {row["claim_title"] for row in table("disputes", "csv", sources) if row["claim"] == "claim-packed-posts"} == {wanted}
    nodes = json.loads(files["claims.jsonld"])["@graph"]
    node = next(node for node in nodes if node.get("dcterms:identifier") == "claim-packed-posts")
    assert {node["skos:prefLabel"], node["skos:definition"], next(topic["label"] for topic in nodes if topic["id"] == node["skos:inScheme"])} == {wanted}
    quotes = [target["selector"]["refinedBy"]["exact"] for node in nodes for target in node.get("target", ()) if target["selector"]["value"] == "harris-abs1-w1"]
    assert quotes and set(quotes) == {wanted}
    units = {unit.get("id"): unit for unit in etree.fromstring(files["archives.ead.xml"]).iter(EAD + "c")}
    assert units["rgaspi-f17"].findtext(f"{EAD}did/{EAD}unittitle") == wanted and units["rgaspi"].findtext(f".//{EAD}corpname/{EAD}part") == wanted
    assert not ead_faults(etree.fromstring(files["archives.ead.xml"]))
    item = by(json.loads(files["works.csl.json"]), "id")["lenin-1966"]
    assert {item[key] for key in ("title", "container-title", "publisher", "publisher-place")} == {wanted} and item["author"] == [{"family": wanted, "given": wanted}]
    entries, references_read = bibtex(files["works.bib"]).entries, by(references(files["works.ris"]), "id")
    assert len(entries) == len(references_read) == len(json.loads(files["works.csl.json"]))
    entry, reference = entries["lenin-1966"], references_read["lenin-1966"]
    assert {untex(entry.fields[key]) for key in ("title", "booktitle", "publisher", "address")} == {wanted}
    assert [untex(str(person)) for person in entry.persons["author"]] == [f"{wanted}, {wanted}"] and untex(entry.fields["annote"]).startswith(wanted)
    assert {reference[key] for key in ("title", "secondary_title", "publisher", "place_published")} == {wanted} and reference["authors"] == [f"{wanted}, {wanted}"]


@needs_citation_js
def test_citation_js_gets_hostile_words_as_they_were(tmp_path: Path) -> None:
    """RIS parts a name at its comma and knows no escape, so authors are compared in BibTeX only."""
    wanted, files = [], []
    for number, words in enumerate(HOSTILE):
        exported = made(altered(REAL, tmp_path / str(number) / "tei", words))
        for name in ("works.bib", "works.ris"):
            wanted.append(by(json.loads(exported["works.csl.json"]), "id")["lenin-1966"])
            files.append(tmp_path / str(number) / name)
            files[-1].write_bytes(exported[name])
    for file, item, found in zip(files, wanted, citation_js(*files)):
        fields = ("title", "container-title", "publisher", "publisher-place", *(("author",) if file.suffix == ".bib" else ()))
        assert {field: found["lenin-1966"][field] for field in fields} == {field: item[field] for field in fields}, file
