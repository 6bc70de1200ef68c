"""The archives as EAD 3: valid against the schema (PyPI: django-ead ships release 1.1.1), true to the rules of the elements, and by hand."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from conftest import ROOT
from reading_exports import EAD, REAL, SOURCES, ead_faults, made

EAD_SCHEMA = ROOT / ".build" / "ead" / "ead" / "management" / "commands" / "ead3.xsd"


@pytest.mark.parametrize("sources", SOURCES.values(), ids=SOURCES)
def test_ead_keeps_the_rules_of_its_elements(sources: Path) -> None:
    root = etree.fromstring(made(sources)["archives.ead.xml"])
    assert not ead_faults(root)
    assert all(unit.find(f"{EAD}did/{EAD}unitid") is not None and unit.findtext(f"{EAD}did/{EAD}unittitle") for unit in root.iter(EAD + "c"))
    root.find(f".//{EAD}c").append(etree.Element(EAD + "did"))
    assert ead_faults(root), "the judge must be able to say no"


@pytest.mark.skipif(not EAD_SCHEMA.is_file(), reason="ead3.xsd is not there: `make test` fetches it")
@pytest.mark.parametrize("sources", SOURCES.values(), ids=SOURCES)
def test_ead_is_valid_against_the_schema(sources: Path) -> None:
    schema, root = etree.XMLSchema(etree.parse(EAD_SCHEMA)), etree.fromstring(made(sources)["archives.ead.xml"])
    assert schema.validate(root), schema.error_log
    root.find(f".//{EAD}c").set("level", "delo")
    assert not schema.validate(root), "the judge must be able to say no"


def test_ead_nests_the_units_and_keeps_names_and_citations() -> None:
    root = etree.fromstring(made(REAL)["archives.ead.xml"])
    units = {unit.get("id"): unit for unit in root.iter(EAD + "c")}
    delo = units["rgaspi-f17-op84-d476"]
    assert [above.get("id") for above in delo.iterancestors(EAD + "c")] == ["rgaspi-f17-op84", "rgaspi-f17", "rgaspi"]
    assert [(unit.get("level"), unit.get("otherlevel")) for unit in (units["rgaspi"], units["rgaspi-f17"], units["rgaspi-f17-op84"], delo)] == [
        ("otherlevel", "repository"), ("fonds", None), ("otherlevel", "opis"), ("file", None)]
    assert delo.findtext(f"{EAD}did/{EAD}unitid[@localtype='citation']") == "РГАСПИ. Ф. 17. Оп. 84. Д. 476"
    assert delo.findtext(f"{EAD}did/{EAD}unitid[@localtype='number']") == "476"
    cited = [" ".join("".join(entry.itertext()).split()) for entry in delo.find(EAD + "bibliography")]
    assert cited[:2] == ["Harris 2017, harris-a6, leaf 4", "Harris 2017, harris-a9, leaf 9-10"]
    names = {"".join(name.find(EAD + "part").itertext()): name for name in units["rgaspi"].iter(EAD + "corpname")}
    assert names["РЦХИДНИ"].get("localtype") == "former" and names["РЦХИДНИ"].find(f".//{EAD}date").get("normal") == "1991/1999"
    assert units["rgaspi"].findtext(f"{EAD}did/{EAD}unittitle") == "Российский государственный архив социально-политической истории"
    dates = {item.findtext(EAD + "event").split(" http")[0].strip(): item for item in units["rgaspi"].iter(EAD + "chronitem")}
    assert dates["Name in use: РЦХИДНИ"].find(f".//{EAD}fromdate").get("standarddate") == "1991"
    assert {etree.QName(date).localname for date in dates["Name in use: Центральный партийный архив Института марксизма-ленинизма при ЦК КПСС"].find(EAD + "daterange")} == {"todate"}
