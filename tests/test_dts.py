"""DTS, read as a client reads it: from the entry point, by its URI templates; and compared with an independent reader of citeStructure (dapytains)."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from functools import lru_cache
from pathlib import Path
from urllib.parse import urljoin

import pytest
import uritemplate
from lxml import etree

from apparat.exports.dts import dts_files
from apparat.pipeline import check_edition
from apparat.tei.edition import read_edition
from conftest import ROOT, SMALL, edition
from test_releases import Reorganised, reorganised, rewritten  # noqa: F401  (a fixture)

SITE = "https://apparat.example.org/edition"
TEI, XML_ID, DTS = "{http://www.tei-c.org/ns/1.0}", "{http://www.w3.org/XML/1998/namespace}id", "{https://w3id.org/api/dts#}"
DAPYTAINS = ROOT / ".build" / "dapytains"
SOURCES = {"real": ROOT / "sources" / "tei", "small": SMALL / "sources" / "tei"}
READER = """
import json, sys
from dapytains.tei.document import Document
from lxml import etree
found = {}
for path in sys.argv[1:]:
    document = Document(path)
    trees = {}
    for name, tree in document.citeStructure.items():
        refs = [unit.json() for unit in document.get_reffs(name)]
        words = {unit["identifier"]: "".join(document.get_passage(unit["identifier"], tree=name).itertext()) for unit in refs}
        trees["" if name == document.default_tree else name] = {"units": refs, "words": words}
    found[path] = trees
print(json.dumps(found))
"""


@lru_cache(maxsize=None)
def made(sources: Path) -> dict[str, bytes]:
    return dict(dts_files(read_edition(sources)[0], SITE))


class Client:
    """A client that knows the entry point alone; every answer is a file of the site, or there is none."""

    def __init__(self, files: dict[str, bytes]) -> None:
        self.files, self.asked = files, {"dts/index.jsonld"}
        self.entry = json.loads(files["dts/index.jsonld"])

    def ask(self, endpoint: str, **variables: str | int) -> bytes:
        path = uritemplate.expand(self.entry[endpoint], variables).removeprefix(f"{SITE}/")
        self.asked.add(path)
        return self.files[path]

    def json(self, endpoint: str, **variables: str | int) -> dict:
        return json.loads(self.ask(endpoint, **variables))


def canonical(element: etree._Element) -> bytes:
    """The element with its content as canonical XML, without the namespaces of its surroundings."""
    copy = etree.fromstring(etree.tostring(element, with_tail=False))
    etree.cleanup_namespaces(copy)
    return etree.tostring(copy, method="c14n")


@pytest.mark.parametrize("sources", SOURCES.values(), ids=SOURCES.keys())
def test_a_client_finds_its_way_from_the_entry_to_every_passage(sources: Path) -> None:
    client = Client(made(sources))
    assert (client.entry["@type"], client.entry["dtsVersion"]) == ("EntryPoint", "1.0")
    collection = client.json("collection")
    assert collection == client.json("collection", id=collection["@id"]) == client.json("collection", nav="children") and collection["totalChildren"] == len(collection["member"])
    client.json("collection", id=collection["@id"], nav="children")
    assert client.json("collection", nav="parents")["member"] == client.json("collection", id=collection["@id"], nav="parents")["member"] == []
    for resource in collection["member"]:
        identifier = resource["@id"]
        alone = client.json("collection", id=identifier)
        assert alone == {"@context": "https://dtsapi.org/context/v1.0.json", "dtsVersion": "1.0", **resource}
        assert [parent["@id"] for parent in client.json("collection", id=identifier, nav="parents")["member"]] == [collection["@id"]]
        assert client.json("collection", id=identifier, nav="children")["member"] == []
        data = client.ask("document", resource=identifier)
        root = etree.fromstring(data)
        assert data == (sources / "texts" / f"{identifier}.xml").read_bytes()
        trees = [tree.get("identifier", "") for tree in resource["citationTrees"]]
        assert trees[0] == "" and len(set(trees)) == len(trees), "the first is the default and has no identifier"
        assert uritemplate.expand(resource["navigation"], down=1) == uritemplate.expand(client.entry["navigation"], resource=identifier, down=1)
        for name in trees:
            which = {"tree": name} if name else {}
            whole = client.json("navigation", resource=identifier, down=1, **which)
            assert whole["member"] == client.json("navigation", resource=identifier, down=-1, **which)["member"] and "ref" not in whole
            refs = [unit["identifier"] for unit in whole["member"]]
            order = root.xpath("//*/@xml:id")
            assert refs == sorted(refs, key=order.index), "in the order of the document"
            for place, unit in enumerate(whole["member"]):
                ref = unit["identifier"]
                found = client.json("navigation", resource=identifier, ref=ref, **which)
                assert found["@id"] == uritemplate.expand(client.entry["navigation"], resource=identifier, ref=ref, **which) and "member" not in found
                assert found["ref"]["extensions"].get("previous") == (refs[place - 1] if place else None)
                assert found["ref"]["extensions"].get("next") == (refs[place + 1] if place + 1 < len(refs) else None)
                for down in (1, -1):
                    assert client.json("navigation", resource=identifier, ref=ref, down=down, **which)["member"] == [unit], "nothing is below it"
                document = etree.fromstring(client.ask("document", resource=identifier, ref=ref, **which))
                [wrapper] = document.iter(DTS + "wrapper")
                [element] = root.xpath("//*[@xml:id=$name]", name=ref)
                assert len(wrapper) == 1 and canonical(wrapper[0]) == canonical(element)
                declared = set(document.xpath("//*[local-name()='prefixDef']/@ident"))
                assert {value.partition(":")[0] for value in wrapper.xpath(".//@ref | .//@target") if ":" in value and not value.startswith("http")} <= declared, "it can be read by itself"
    assert client.asked == client.files.keys(), "and there is nothing that no request asks for"


@pytest.mark.parametrize("sources", SOURCES.values(), ids=SOURCES.keys())
@pytest.mark.skipif(not (DAPYTAINS / "dapytains").is_dir(), reason="dapytains is not there: `make test` fetches it")
def test_dapytains_reads_the_same_units_and_words_from_citestructure(sources: Path) -> None:
    """Its reader in a process of its own, with its own engine (Saxon); it knows nothing but the TEI files."""
    texts = sorted((sources / "texts").glob("*.xml"))
    ran = subprocess.run([sys.executable, "-c", READER, *map(str, texts)], env={**os.environ, "PYTHONPATH": str(DAPYTAINS)}, capture_output=True, text=True, timeout=240)
    assert ran.returncode == 0, ran.stderr[-2000:]
    client, read = Client(made(sources)), json.loads(ran.stdout)
    seen = 0
    for path in texts:
        resource = client.json("collection", id=path.stem)
        trees = read[str(path)]
        assert [tree.get("identifier", "") for tree in resource["citationTrees"]] == list(trees)
        for name, tree in trees.items():
            which = {"tree": name} if name else {}
            ours = client.json("navigation", resource=path.stem, down=1, **which)["member"]
            assert [{key: unit[key] for key in ("citeType", "identifier", "level", "parent")} for unit in ours] == tree["units"]
            for ref, words in tree["words"].items():
                [wrapper] = etree.fromstring(client.ask("document", resource=path.stem, ref=ref, **which)).iter(DTS + "wrapper")
                if len(wrapper[0]) or wrapper[0].text:  # an empty element is a milestone to it, and it adds what follows
                    assert " ".join("".join(wrapper.itertext()).split()) == " ".join(words.split()), ref
                    seen += 1
    assert seen > 40


def test_every_passage_and_note_is_in_a_tree() -> None:
    read, _ = read_edition(SOURCES["real"])
    for text in read.texts.values():
        client = Client(made(SOURCES["real"]))
        assert [unit["identifier"] for unit in client.json("navigation", resource=text.id, down=1)["member"]] == [passage.id for passage in text.passages]
        assert [unit["identifier"] for unit in client.json("navigation", resource=text.id, tree="notes", down=1)["member"]] == [note.id for note in text.notes]


@pytest.mark.parametrize("match, said", [("//text//p[", "XPath"), ("//text//p[nothing(.)]", "XPath"), ("//text//p[@xml:id]", "must find all passages"), ("//text//*[@xml:id]", "passages only")])
def test_a_tree_that_finds_the_wrong_things_is_a_problem_at_its_place(small: Path, match: str, said: str) -> None:
    rewritten(small, "sources/tei/texts/small.xml", (r'match="//text//\*[^"]*"', f'match="{match}"'))
    ran = edition(small, "check")
    assert ran.status == 1 and "H004" in ran.codes and said in ran.err and "small.xml:" in ran.err and "Traceback" not in ran.err, ran.err


@pytest.mark.xdist_group("releases")
def test_the_site_has_the_files_of_dts(reorganised: Reorganised) -> None:  # noqa: F811
    files = dict(dts_files(check_edition(reorganised.project)[0].edition))
    assert {path.relative_to(reorganised.site).as_posix(): path.read_bytes() for path in (reorganised.site / "dts").rglob("*") if path.is_file()} == files
    for path, data in files.items():
        if "/navigation/" in path and path.endswith(";down=1.jsonld"):
            for unit in json.loads(data)["member"]:
                place = urljoin("dts/index.jsonld", unit["extensions"]["html"]).partition("#")[0]
                assert (reorganised.site / place).is_file()
