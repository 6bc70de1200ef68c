"""What pages tell reference managers, search engines and annotators: tags, schema.org, canonical addresses, sitemap, selectors of the W3C."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from urllib.parse import urljoin

import pytest
from lxml import etree, html

from apparat.citing.meta import page_heads
from apparat.citing.sitemap import sitemap
from apparat.pipeline import check_edition
from apparat.releases.addresses import State
from apparat.releases.state import read_state
from conftest import ROOT, SMALL, copy_project, edition
from test_citing import SITE, chromium, project, served, state  # noqa: F401  (fixtures)
from test_releases import RELEASE, Reorganised, reorganised, rewritten  # noqa: F401  (a fixture)

pytestmark = pytest.mark.xdist_group("releases")
NODE_MODULES = ROOT / ".build" / "npm" / "node_modules"
LATER = "2027.01"


def head_of(state: State, page: str) -> html.HtmlElement:  # noqa: F811
    return html.document_fromstring(f"<html><head>{page_heads(state)[page]}</head><body></body></html>")


def tags(head: html.HtmlElement) -> dict[str, str]:
    names = [meta.get("name") for meta in head.xpath("//meta")]
    assert len(names) == len(set(names)), "each tag once"
    return {meta.get("name"): meta.get("content") for meta in head.xpath("//meta")}


def test_a_text_is_saved_as_a_section_that_says_it_is_a_regest(state: State) -> None:  # noqa: F811
    """By the rules of Zotero's translator: z:itemType decides the type; a name with a comma is not parted; the release is the edition; the short title is given."""
    found = tags(head_of(state, "texts/small"))
    assert found["z:itemType"] == "bookSection" and found["DC.title"] == found["citation_title"] == "Regest of J. Oll, “On small things” (1999)"
    assert found["bib:authors"] == found["citation_author"] == "The editors of Apparat," and found["DC.creator"] == "The editors of Apparat"
    assert found["z:publicationTitle"] == found["citation_inbook_title"] and found["z:edition"] == f"release {RELEASE}" and found["z:url"] == f"{SITE}/id/small.html"
    assert found["z:shortTitle"] == "Regest of Oll [1999] *" and "not the author’s" in found["z:extra"] and "Regest of: J. Oll" in found["z:extra"]
    assert "citation_doi" not in found, "the item would carry the identifier of the article"


def test_a_unit_of_an_archive_is_saved_as_itself(state: State) -> None:  # noqa: F811
    found = tags(head_of(state, "archives/mzha-f7-op2-d15"))
    assert (found["z:itemType"], found["z:archiveLocation"], found["z:callNumber"]) == ("manuscript", found["z:callNumber"].partition(". ")[2], state.edition.entries["mzha-f7-op2-d15"].label)
    assert state.edition.entries["mzha"].label in found["z:archive"] and found["z:manuscriptType"] == "delo (file)" and found["DC.language"] == "ru" and not {"bib:authors", "DC.creator"} & found.keys()
    assert tags(head_of(state, "archives/mzha"))["z:itemType"] == "encyclopediaArticle", "the repository is an entry"


@pytest.mark.parametrize("page, title", [("people/karimova", "이다 Karimova"), ("claims/claim-fairs-made-vesta", "Claim “Fairs made Vesta”: The fairs made Vesta."), ("works/vane-1971", "Vane 1971")])
def test_an_entry_is_saved_as_an_entry(state: State, page: str, title: str) -> None:  # noqa: F811
    found = tags(head_of(state, page))
    assert (found["z:itemType"], found["DC.title"], found["z:edition"]) == ("encyclopediaArticle", title, f"release {RELEASE}") and "citation_inbook_title" not in found


def test_a_passage_is_saved_with_page_release_and_address(reorganised: Reorganised) -> None:  # noqa: F811
    for path in (f"id/small-p9@{RELEASE}.html", "cite/small-p9.html"):
        found = {meta.get("name"): meta.get("content") for meta in reorganised.page(path).xpath("//meta[@name]")}
        assert (found["z:itemType"], found["z:pages"], found["z:edition"], found["DC.identifier"]) == ("bookSection", "8", f"release {RELEASE}", "small-p9"), path
        assert found["DC.title"] == "Regest of J. Oll, “On small things” (1999), ¶ 9" and found["z:shortTitle"] == "Regest of Oll [1999] *, ¶ 9"


def test_linked_data_says_what_is_based_on_what(state: State) -> None:  # noqa: F811
    def node(page: str) -> dict:
        [script] = head_of(state, page).xpath("//script[@type='application/ld+json']")
        found = json.loads(script.text)
        assert found["@context"] == "https://schema.org" and all(found.values())
        return found

    text = node("texts/small")
    assert text["@type"] == "CreativeWork" and text["isBasedOn"]["name"] == "J. Oll, “On small things” (1999)" and text["version"] == RELEASE and text["license"].startswith("https://creativecommons.org/")
    assert node("claims/claim-fairs-made-vesta")["@type"] == "Claim" and node("people/karimova")["@type"] == "DefinedTerm"
    unit = node("archives/mzha-f7-op2-d15")
    assert unit["@type"] == "ArchiveComponent" and unit["holdingArchive"]["name"] == state.edition.entries["mzha"].label and not {"author", "license", "version"} & unit.keys()


def test_every_page_of_a_text_or_entry_has_one_canonical_address_which_is_its_own(reorganised: Reorganised, state: State) -> None:  # noqa: F811
    seen = 0
    for folder in ("texts", "people", "institutions", "archives", "works", "terms", "events", "places", "claims"):
        for file in (reorganised.site / folder).glob("*.html"):
            found = reorganised.page(f"{folder}/{file.name}").xpath("//link[@rel='canonical']/@href")
            if file.stem in reorganised.released or found:
                assert [urljoin(f"{folder}/{file.name}", link) for link in found] == [f"{folder}/{file.name}"]
                seen += 1
    assert seen > 40
    assert head_of(state, "texts/small").xpath("//link[@rel='canonical']/@href") == [f"{SITE}/texts/small.html"], "in full where the site knows its address"


def locations(state: State) -> dict[str, str]:  # noqa: F811
    [(path, data)] = sitemap(state)
    root = etree.fromstring(data)
    namespace = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    assert path == "sitemap.xml" and root.tag == "{http://www.sitemaps.org/schemas/sitemap/0.9}urlset"
    return {url.findtext("s:loc", namespaces=namespace).removeprefix(f"{SITE}/"): url.findtext("s:lastmod", namespaces=namespace) for url in root}


def test_the_sitemap_dates_each_page_by_what_changed_on_it(tmp_path: Path) -> None:
    """After the release a name is put into one passage: its page, and the page of the person, are newer; nothing else is."""
    copy = copy_project(SMALL, tmp_path / "project")
    rewritten(copy, "pyproject.toml", (r'address = ""', f'address = "{SITE}"'))
    assert edition(copy, "release", RELEASE).status == 0
    before = locations(read_state(copy, check_edition(copy)[0].edition))
    assert set(before.values()) == {"2026-11-22"} and "texts/small.html" in before and "people/oll.html" in before
    rewritten(copy, "sources/tei/texts/second-text.xml", (r"nobody in (?=<placeName)", '<persName ref="people:brenna">Brenna</persName> in '), (r'<change when="2026-11-22"', '<change when="2027-01-10"'))
    after = locations(read_state(copy, check_edition(copy)[0].edition))
    newer = {page for page, date in after.items() if date == "2027-01-10"}
    assert {"texts/second-text.html", "people/brenna.html"} <= newer and not newer & {"texts/small.html", "people/oll.html", "people/vane.html"}, newer
    assert edition(copy, "release", LATER).status == 0
    assert locations(read_state(copy, check_edition(copy)[0].edition)) == after, "the release keeps the date of the change"


def test_without_an_address_there_is_no_sitemap(reorganised: Reorganised) -> None:  # noqa: F811
    assert not (reorganised.site / "sitemap.xml").exists()


# ---------------------------------------------------------------------------------------------------------------- selectors
@pytest.fixture(scope="module")
def finder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """dom-anchor-text-quote, the library of annotation clients, as one script for the browser."""
    bundler = NODE_MODULES / ".bin" / "esbuild"
    if not bundler.exists() or not (NODE_MODULES / "dom-anchor-text-quote").is_dir() or not shutil.which("node"):
        pytest.skip("dom-anchor-text-quote, esbuild or Node is not there: `make test` fetches them where npm is")
    folder = tmp_path_factory.mktemp("finder")
    (folder / "entry.js").write_text("window.textQuote = require('dom-anchor-text-quote');", encoding="utf-8")
    subprocess.run([str(bundler), str(folder / "entry.js"), "--bundle", f"--outfile={folder / 'finder.js'}", "--log-level=error"], check=True, timeout=120,
                   env={"NODE_PATH": str(NODE_MODULES), "PATH": "/usr/bin:/bin:/usr/local/bin"})
    return folder / "finder.js"


def test_an_annotation_client_finds_every_passage_by_its_quotation(reorganised: Reorganised, chromium, served: str, finder: Path) -> None:  # noqa: F811
    """On the page of today, in the TEI, and in the release: each selector selects the passage that the annotation names, and nothing else."""
    pages: dict[str, list[tuple[str, dict]]] = {}
    for file in sorted((reorganised.site / "cite").glob("*.jsonld")):
        annotation = json.loads(file.read_text(encoding="utf-8"))
        assert (annotation["@context"], annotation["type"]) == ("http://www.w3.org/ns/anno.jsonld", "Annotation")
        page, source, *release = annotation["target"]
        [element] = etree.parse(str(reorganised.site / urljoin("cite/x", source["source"]))).xpath(source["selector"]["value"])
        assert element.get("{http://www.w3.org/XML/1998/namespace}id") == file.stem
        fragment, *quotes = page["selector"]
        assert fragment["value"] == file.stem
        for quote in quotes:
            pages.setdefault(urljoin("cite/x", page["source"]), []).append((file.stem, quote))
        for frozen in release:
            words = reorganised.page(urljoin("cite/x", frozen["source"])).xpath("string(//blockquote[@class='frozen'])")
            assert frozen["selector"]["exact"] == words and frozen["state"]["sourceDate"] == "2026-11-22T00:00:00Z"
    assert sum(len(found) for found in pages.values()) > 30
    context = chromium.new_context()
    for path, quotes in pages.items():
        browser_page = context.new_page()
        browser_page.goto(f"{served}/{path}")
        browser_page.add_script_tag(path=str(finder))
        for identifier, quote in quotes:
            found = browser_page.evaluate("""([identifier, quote]) => {
                const article = document.querySelector("article"), place = document.getElementById(identifier);
                const range = textQuote.toRange(article, quote);
                return range && [range.cloneContents().textContent, range.intersectsNode(place) && place.textContent.includes(quote.exact)];
            }""", [identifier, quote])
            assert found == [quote["exact"], True], (path, identifier, found)
    context.close()
