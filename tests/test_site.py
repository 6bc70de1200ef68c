"""The real site: every address resolves, every identifier of the sources is on a page, nothing is asked of a third party."""

from __future__ import annotations

import re
import zlib
from functools import lru_cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from lxml import etree, html

from conftest import ROOT

pytestmark = pytest.mark.xdist_group("site")
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"


@lru_cache(maxsize=None)
def parsed(path: Path) -> html.HtmlElement:
    return html.fromstring(path.read_bytes())


@lru_cache(maxsize=None)
def ids(path: Path) -> frozenset[str]:
    return frozenset(parsed(path).xpath("//@id"))


def pages(site: Path) -> list[Path]:
    found = sorted(site.rglob("*.html"))
    assert len(found) > 200
    return found


def test_every_address_and_fragment_resolves(site: Path) -> None:
    broken = []
    for page in pages(site):
        for address in parsed(page).xpath("//@href | //@src"):
            parts = urlsplit(address)
            if parts.scheme or address.startswith("//"):
                continue
            target = (page.parent / unquote(parts.path)).resolve() if parts.path else page
            if not target.exists():
                broken.append(f"{page.relative_to(site)}: {address}: no such file")
            elif parts.fragment and target.suffix == ".html" and unquote(parts.fragment) not in ids(target):
                broken.append(f"{page.relative_to(site)}: {address}: no such place on the page")
    assert not broken, "\n".join(broken[:20])


def test_an_identifier_stands_once_on_a_page(site: Path) -> None:
    repeated = []
    for page in pages(site):
        seen = parsed(page).xpath("//@id")
        repeated += [f"{page.relative_to(site)}: {identifier}" for identifier in set(seen) if seen.count(identifier) > 1]
    assert not repeated, repeated[:20]


def test_every_identifier_of_the_sources_is_on_a_page_and_in_the_inventory(site: Path) -> None:
    on_pages = set().union(*(ids(page) for page in pages(site)))
    data = (site / "objects.inv").read_bytes()
    body = zlib.decompress(data[data.index(b"\n", data.index(b"# The remainder")) + 1:]).decode()
    inventory = {row.split(" ")[0] for row in body.split("\n") if " std:label " in row}
    wanted = set()
    for file in (ROOT / "sources" / "tei").rglob("*.xml"):
        root = etree.parse(file).getroot()
        header = set(root.find("{*}teiHeader").iter())
        wanted |= {element.get(XML_ID) for element in root.iter("*") if element.get(XML_ID) and element not in header and (element is not root or root.get("type") != "register")}
    assert len(wanted) > 400
    assert not wanted - on_pages, sorted(wanted - on_pages)[:20]
    assert not wanted - inventory, sorted(wanted - inventory)[:20]


def test_no_page_asks_anything_of_a_third_party(site: Path) -> None:
    asked = []
    for page in pages(site):
        asked += [f"{page.name}: {address}" for address in parsed(page).xpath("//@src | //link[not(starts-with(@rel, 'schema.') or @rel = 'canonical')]/@href | //form/@action") if urlsplit(address).netloc]
    for style in site.rglob("*.css"):
        text = re.sub(r"/\*.*?\*/", "", style.read_text(encoding="utf-8"), flags=re.DOTALL)
        asked += [f"{style.name}: {address}" for address in re.findall(r"url\(\s*['\"]?((?:https?:)?//[^)'\"]+)", text)]
    assert not asked, asked[:10]


def test_a_note_has_its_printed_number_a_body_and_a_way_back(site: Path) -> None:
    page = parsed(site / "texts" / "harris.html")
    for number, identifier, kind in (("*", "harris-n0", "source"), ("2", "harris-n2", "source"), ("a", "harris-k1", "editorial")):
        call = page.xpath(f"//a[@href='#{identifier}' and contains(@class, 'footnote-reference')]")
        body = page.get_element_by_id(identifier)
        assert len(call) == 1 and call[0].text_content().strip("[]") == number
        assert f"note-{kind}" in body.get("class")
        back = body.xpath(".//a[@role='doc-backlink']")[0]
        assert back.text_content() == number and back.get("href") == f"#{call[0].get('id')}"


def test_the_number_of_a_passage_is_its_permalink(site: Path) -> None:
    page = parsed(site / "texts" / "harris.html")
    for number in range(1, 22):
        paragraph = page.get_element_by_id(f"harris-p{number}")
        link = paragraph.xpath("./span[@class='number']/a")[0]
        assert link.text_content() == str(number) and link.get("href") == f"#harris-p{number}"


def test_the_page_breaks_of_the_article_are_all_there(site: Path) -> None:
    breaks = parsed(site / "texts" / "harris.html").xpath("//span[contains(concat(' ', @class, ' '), ' page-break ')]")
    assert [element.text_content() for element in breaks] == [f"p. {number}" for number in range(693, 708)]


@pytest.mark.parametrize("entry, words", [
    ("archives/rgaspi-f17-op84-d476.html", ("РГАСПИ. Ф. 17. Оп. 84. Д. 476", "¶ 16", "Л. 9–10")),
    ("people/trotsky.html", ("Trotsky", "Politburo", "¶ 15")),
    ("works/kotkin-2014.html", ("Paradoxes of Power", "¶ 10", "976 p")),
    ("institutions/secretariat.html", ("Secretariat", "¶ 11")),
])
def test_an_entry_shows_its_mentions_with_links_to_the_passages(site: Path, entry: str, words: tuple[str, ...]) -> None:
    page = parsed(site / entry)
    text = " ".join(page.xpath("//article")[0].text_content().split())
    for word in words:
        assert word in text
    assert page.xpath("//ul[contains(@class, 'mentions')]//a[starts-with(@href, '../texts/harris.html#harris-')]")
