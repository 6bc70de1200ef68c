"""The exports read back by programs that did not write them: csv, json, pybtex, rispy, citation.js, and lxml with the rules of EAD."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shutil
import subprocess
from collections import Counter
from functools import lru_cache
from pathlib import Path

import pytest
from lxml import etree

from apparat.exports import exported_files
from apparat.model import Edition
from apparat.tei.edition import read_edition
from conftest import ROOT, SMALL

TEI, EAD, XML_ID = "{http://www.tei-c.org/ns/1.0}", "{http://ead3.archivists.org/schema/}", "{http://www.w3.org/XML/1998/namespace}id"
NODE_MODULES = ROOT / ".build" / "npm" / "node_modules"
SOURCES = {"real": ROOT / "sources" / "tei", "small": SMALL / "sources" / "tei"}
REAL, INVENTED = SOURCES["real"], SOURCES["small"]

needs_citation_js = pytest.mark.skipif(not (NODE_MODULES / "@citation-js" / "plugin-ris").is_dir() or not shutil.which("node"),
                                       reason="citation.js or Node is not there: `make test` fetches it where npm is")


@lru_cache(maxsize=None)
def read(sources: Path) -> Edition:
    found, problems = read_edition(sources)
    assert not problems, problems
    return found


@lru_cache(maxsize=None)
def made(sources: Path) -> dict[str, bytes]:
    return dict(exported_files(read(sources)))


def csv_rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8"), newline=""), strict=True))


def split(cell: str) -> list[str]:
    """The values of a cell of several, by the rule that the page of the data gives."""
    return [re.sub(r"\\([\\|])", r"\1", part) for part in cell.split(" | ")] if cell else []


def by(rows: list[dict], *keys: str) -> dict:
    return {tuple(row[key] for key in keys) if len(keys) > 1 else row[keys[0]]: row for row in rows}


def table(name: str, form: str, sources: Path = SOURCES["real"]) -> list[dict]:
    data = made(sources)[f"{name}.{form}"]
    return csv_rows(data) if form == "csv" else json.loads(data)


def bibtex(data: bytes):
    return pytest.importorskip("pybtex.database").parse_string(data.decode("utf-8"), "bibtex")


def references(data: bytes) -> list[dict]:
    assert data.replace(b"\r\n", b"").count(b"\n") == 0, "RIS lines end in CR LF"
    return pytest.importorskip("rispy").loads(data.decode("utf-8"))


COMMANDS = {r"\textbackslash{}": "\\", r"\textbraceleft{}": "{", r"\textbraceright{}": "}", r"\textasciitilde{}": "~", r"\textasciicircum{}": "^", "{}": ""}


def untex(value: str) -> str:
    """What a field of BibTeX says: commands undone, grouping braces gone."""
    pattern = "|".join(map(re.escape, COMMANDS)) + r"|\\([#$%&_])|[{}]"
    return re.sub(pattern, lambda found: found.group(1) or COMMANDS.get(found.group(), ""), value)


CITATION_JS = """
const {Cite} = require('@citation-js/core'); require('@citation-js/plugin-bibtex'); require('@citation-js/plugin-ris');
const read = (path) => new Cite(require('fs').readFileSync(path, 'utf8')).data.map(({_graph, ...item}) => item);
console.log(JSON.stringify(process.argv.slice(1).map(read)));
"""


def citation_js(*files: Path) -> list[dict[str, dict]]:
    """What citation.js reads from bibliographies: for each, CSL items by identifier."""
    ran = subprocess.run(["node", "-e", CITATION_JS, *map(str, files)], capture_output=True, text=True, env={**os.environ, "NODE_PATH": str(NODE_MODULES)}, timeout=240)
    assert ran.returncode == 0, ran.stderr
    return [by(items, "id") for items in json.loads(ran.stdout)]


# Element -> the children it may have, in order, and whether it holds words: the part of the EAD 3 Tag Library that the export uses.
MODELS = {
    "ead": "control archdesc", "filedesc": "titlestmt publicationstmt?", "titlestmt": "titleproper", "publicationstmt": "publisher", "maintenanceagency": "agencyname",
    "control": "recordid filedesc maintenancestatus publicationstatus maintenanceagency rightsdeclaration? localtypedeclaration maintenancehistory",
    "rightsdeclaration": "citation", "localtypedeclaration": "citation descriptivenote", "descriptivenote": "p", "maintenancehistory": "maintenanceevent+",
    "maintenanceevent": "eventtype eventdatetime agenttype agent eventdescription", "archdesc": "did scopecontent? dsc", "dsc": "c*",
    "c": "did (bioghist|scopecontent|odd|bibliography)* c*", "repository": "corpname+ address?", "corpname": "part part?", "address": "addressline+",
    "did": "(unitid|unittitle|repository|unitdate|unitdatestructured|didnote)+", "scopecontent": "p+", "odd": "p+", "bioghist": "p* chronlist?", "chronlist": "chronitem+",
    "chronitem": "(datesingle|daterange) event", "daterange": "fromdate? todate?", "unitdatestructured": "(datesingle|daterange)", "bibliography": "bibref+",
    "maintenancestatus": "", "publicationstatus": "", "eventtype": "", "agenttype": "",
}
MIXED = {"p": "ref*", "event": "ref*", "bibref": "ref", "didnote": "ref", "part": "date?"}
WORDS = {"recordid", "titleproper", "publisher", "agencyname", "citation", "eventdatetime", "agent", "eventdescription", "unitid", "unittitle", "unitdate", "addressline",
         "datesingle", "fromdate", "todate", "ref", "date"}


def ead_faults(root: etree._Element) -> list[str]:
    """Breaches of the element rules above, and of the rules on levels and identifiers that a grammar cannot say."""
    faults = []
    for element in root.iter("*"):
        name, children = etree.QName(element).localname, " ".join(etree.QName(child).localname for child in element)
        model = MODELS.get(name, MIXED.get(name, "" if name in WORDS else None))
        pattern = None if model is None else re.sub(r"\(?[a-z|]+\)?[?*+]?", lambda part: part_pattern(part.group()), model).replace(" ", "")
        if pattern is None or not re.fullmatch(pattern, children + " " if children else ""):
            faults.append(f"{name}: {children}")
        if name in MODELS and ((element.text or "").strip() or any((child.tail or "").strip() for child in element)):
            faults.append(f"{name} holds words")
        if "level" in element.keys() and (element.get("level") == "otherlevel") != bool(element.get("otherlevel")):
            faults.append(f"{name}/@level")
    identifiers = [element.get("id") for element in root.iter(EAD + "c")]
    return faults + [f"{one}: twice" for one, times in Counter(identifiers).items() if times > 1 or not one]


def part_pattern(part: str) -> str:
    """`(a|b)*` of a model as a regular expression over names with a space after each."""
    names, sign = part.rstrip("?*+"), part[len(part.rstrip("?*+")):]
    return f"(?:(?:{names.strip('()')})\\s){sign}"
