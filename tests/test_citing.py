"""Citations: pages, links, what is cited as what; objects.inv; the popover in Chromium. The forms themselves: test_citation_forms.py."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote

import pytest
from lxml import html
from sphinx.util.inventory import InventoryFile

from apparat.citing.cite_page import cite_pages
from apparat.citing.forms import FORMS
from apparat.pipeline import check_edition
from apparat.releases.addresses import State
from apparat.releases.state import read_state
from conftest import edition
from test_releases import RELEASE, Reorganised, reorganised, rewritten, words_of  # noqa: F401  (a fixture)

pytestmark = pytest.mark.xdist_group("releases")
SITE = "https://apparat.example.org/edition"

# Identifier -> title, work in words (none: no regest), page of the source, address in the release. By hand from the sources.
CITED = {
    "small-p9": ("Regest of J. Oll, “On small things” (1999), ¶ 9", "J. Oll, “On small things” (1999), p. 8", "8", f"id/small-p9@{RELEASE}.html"),
    "small-n1": ("Regest of J. Oll, “On small things” (1999), n. 1", "J. Oll, “On small things” (1999), p. 8", "8", f"id/small-n1@{RELEASE}.html"),
    "second-text-p1": ("Regest of Ida Karimova, Anonym, “Списки, 1919–1922” (1925), ¶ 1", "Ida Karimova, Anonym, “Списки, 1919–1922” (1925)", "", f"id/second-text-p1@{RELEASE}.html"),
    "claim-fairs-made-vesta": ("Claim “Fairs made Vesta”: The fairs made Vesta.", "", "", f"id/claim-fairs-made-vesta@{RELEASE}.html"),
    "karimova": ("이다 Karimova", "", "", "id/karimova.html"),
}


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small edition, released, after the second text became a regest of a work with a Russian title, and a person got a Korean name."""
    from conftest import SMALL, copy_project

    project = copy_project(SMALL, tmp_path_factory.mktemp("citing") / "project")
    rewritten(project, "sources/tei/texts/second-text.xml", ('corresp="works:lists-1926"', 'corresp="works:karimova-1925"'))
    rewritten(project, "sources/tei/people.xml", ('<persName type="main" source="text:small-p1"><forename>Ida', '<persName type="main" source="text:small-p1"><forename>이다'))
    ran = edition(project, "release", RELEASE)
    assert ran.status == 0, ran.err
    rewritten(project, "pyproject.toml", (r'address = ""', f'address = "{SITE}/"'))
    return project


@pytest.fixture(scope="session")
def state(project: Path) -> State:
    return read_state(project, check_edition(project)[0].edition)


@pytest.fixture(scope="session")
def pages(state: State) -> dict[str, html.HtmlElement]:
    return {path: html.document_fromstring(data) for path, data in cite_pages(state)}


def forms_of(page: html.HtmlElement) -> dict[str, str]:
    """The forms on a page, and what their links save."""
    shown = {block.get("id"): block.text_content() for block in page.xpath("//pre[@class='citation']")}
    for link in page.xpath("//a[@download]"):
        head, _, data = link.get("href").partition(",")
        name = {"application/x-bibtex": "bibtex", "application/x-research-info-systems": "ris", "application/vnd.citationstyles.csl+json": "csl-json"}[head[5:].partition(";")[0]]
        assert unquote(data).replace("\r\n", "\n").rstrip("\n") == shown[name], "the link saves what the page shows"
        shown[name] = unquote(data)
    return shown


def test_every_citable_thing_has_a_page(state: State, pages: dict[str, html.HtmlElement]) -> None:
    wanted = {identifier for identifier, content in state.present.items() if content.kind not in ("topic", "report", "words", "reference", "apparatus entry", "part")}
    assert {path.removeprefix("cite/").removesuffix(".html") for path in pages} == wanted
    for page in pages.values():
        assert [block.get("id") for block in page.xpath("//pre")] == [form.name for form in FORMS] and len(page.xpath("//a[@download]")) == 3


def test_an_editorial_note_is_no_regest(pages: dict[str, html.HtmlElement]) -> None:
    """Its words are the edition's own; nobody shall take them for the author's."""
    [item] = json.loads(forms_of(pages["cite/small-k1.html"])["csl-json"])
    assert item["title"] == "Editorial note a to J. Oll, “On small things” (1999)" and item["page"] == "1" and "references" not in item
    said = words_of(pages["cite/small-k1.html"].xpath("//main")[0])
    assert not any(words in said for words in ("a regest", "Regest of", "Регест", "not the author’s"))


def test_words_that_changed_since_are_cited_with_their_date(reorganised: Reorganised) -> None:  # noqa: F811
    page = html.document_fromstring((reorganised.site / "cite/second-text-p2.html").read_bytes())
    forms = forms_of(page)
    assert "@" not in page.xpath("string(//a[@class='site-address'])") and "state of 2026-11-22, not yet released" in forms["plain"]
    assert "not in a release yet" in words_of(page.xpath("//main")[0])
    unchanged = html.document_fromstring((reorganised.site / "cite/small-p9.html").read_bytes())
    assert unchanged.xpath("string(//a[@class='site-address'])") == f"id/small-p9@{RELEASE}.html", "it was moved; its words are those of the release"


def test_every_passage_note_and_entry_links_to_its_citations(reorganised: Reorganised) -> None:  # noqa: F811
    state = read_state(reorganised.project, check_edition(reorganised.project)[0].edition)
    found = set()
    for folder in ("texts", "people", "institutions", "archives", "works", "terms", "events", "places", "claims"):
        for file in (reorganised.site / folder).glob("*.html"):
            for link in html.document_fromstring(file.read_bytes()).xpath("//*[contains(concat(' ', @class, ' '), ' cite ')]/a/@href"):
                assert (file.parent / link).is_file(), (file, link)
                found.add(Path(link).stem)
    headings = {identifier for identifier, unit in state.edition.units.items() if getattr(unit, "kind", "") == "heading"}
    wanted = {identifier for identifier, content in state.present.items()
              if content.kind in ("text", "passage", "note", "position", "claim", "person", "institution", "place", "work", "term", "event", "archival unit")} - headings
    assert wanted - found == {"small", "second-text", "small-n3", "small-n4"}, sorted(wanted - found)  # two notes without a word; the texts have their link among their particulars
    for text in ("small", "second-text"):
        assert f"../cite/{text}.html" in html.document_fromstring((reorganised.site / f"texts/{text}.html").read_bytes()).xpath("//article//a/@href")


# ---------------------------------------------------------------------------------------------------------------- objects.inv
def inventory(site: Path) -> dict[str, str]:
    with open(site / "objects.inv", "rb") as file:
        found = InventoryFile.load(file, "", lambda base, path: path)
    labels = found["std:label"]
    return {name: (labels[name].uri if hasattr(labels[name], "uri") else labels[name][2]) for name in labels}


def test_the_inventory_lists_what_can_be_cited(reorganised: Reorganised) -> None:  # noqa: F811
    labels = inventory(reorganised.site)
    state = read_state(reorganised.project, check_edition(reorganised.project)[0].edition)
    missing, wrong = [], []
    for identifier, content in state.present.items():
        if content.kind not in ("passage", "note", "position", "claim", "person", "institution", "place", "work", "term", "event", "archival unit"):
            continue
        if identifier not in labels:
            missing.append(f"{content.kind} {identifier}")
        else:
            path, _, fragment = labels[identifier].partition("#")
            if fragment != identifier or not html.document_fromstring((reorganised.site / path).read_bytes()).xpath("//*[@id=$name]", name=identifier):
                wrong.append(labels[identifier])
    assert not missing and not wrong, (missing, wrong)


def test_another_project_refers_to_the_edition(reorganised: Reorganised, tmp_path: Path) -> None:  # noqa: F811
    source = tmp_path / "source"
    source.mkdir()
    (source / "conf.py").write_text(f"extensions = ['sphinx.ext.intersphinx']\nintersphinx_mapping = {{'apparat': ('{SITE}/', {str(reorganised.site / 'objects.inv')!r})}}\n", encoding="utf-8")
    names = ("small-p9", "small-n1", "claim-fairs-made-vesta", "small-c1", "karimova", "nemo", "claim-nobody-asked", f"small-p10@{RELEASE}")
    (source / "index.rst").write_text("Index\n=====\n\n" + "\n\n".join(f":external+apparat:std:ref:`words <{name}>`" for name in names) + "\n", encoding="utf-8")
    ran = subprocess.run([sys.executable, "-m", "sphinx", "-W", "-q", "-b", "html", str(source), str(tmp_path / "out")], capture_output=True, text=True, timeout=120)
    assert ran.returncode == 0, ran.stderr
    hrefs = html.document_fromstring((tmp_path / "out/index.html").read_bytes()).xpath("//a[contains(@class, 'external')]/@href")
    assert hrefs[:5] == [f"{SITE}/texts/small.html#small-p9", f"{SITE}/texts/small-s4.html#small-n1", f"{SITE}/claims/claim-fairs-made-vesta.html#claim-fairs-made-vesta",
                         hrefs[3], f"{SITE}/people/karimova.html#karimova"] and hrefs[3].endswith("#small-c1")
    assert hrefs[5:] == [f"{SITE}/id/nemo.html", f"{SITE}/id/claim-nobody-asked.html", f"{SITE}/id/small-p10%40{RELEASE}.html"], "what was given up still answers, and so does the release"


# ---------------------------------------------------------------------------------------------------------------- the browser
@pytest.fixture(scope="module")
def chromium():
    pytest.importorskip("playwright.sync_api", reason="Playwright is not installed: the browser tests are not run")
    from test_browser import CHROMIUM, playwright_api

    with playwright_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"])
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def served(reorganised: Reorganised):  # noqa: F811
    from test_browser import serving

    with serving(reorganised.site) as address:
        yield address


def test_the_way_back_leaves_the_frame(chromium, served: str) -> None:
    context = chromium.new_context()
    page = context.new_page()
    page.goto(f"{served}/people/karimova.html")
    page.locator(".cite a").first.click()
    page.frame_locator("#cite-popover iframe").locator("p.back a").click()
    page.wait_for_url(f"{served}/people/karimova.html#karimova")
    context.close()


def test_escape_inside_the_frame_closes_it(chromium, served: str) -> None:
    context = chromium.new_context()
    page = context.new_page()
    page.goto(f"{served}/people/karimova.html")
    page.locator(".cite a").first.click()
    page.frame_locator("#cite-popover iframe").locator("pre#gost").click()
    page.keyboard.press("Escape")
    page.locator("#cite-popover").wait_for(state="hidden", timeout=2000)
    context.close()


@pytest.mark.parametrize("path, link", [("texts/small.html", ".cite a[href$='cite/small-p9.html']"), ("people/karimova.html", ".cite a[href$='cite/karimova.html']")])
def test_the_citations_open_in_place_by_keyboard(chromium, served: str, path: str, link: str) -> None:
    context = chromium.new_context(viewport={"width": 1400, "height": 1000}, reduced_motion="reduce")
    page, faults = context.new_page(), []
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("request", lambda asked: faults.append(asked.url) if not asked.url.startswith((served, "data:", "blob:")) else None)
    page.goto(f"{served}/{path}")
    anchor = page.locator(link).first
    anchor.focus()
    page.keyboard.press("Enter")
    box = page.locator("#cite-popover")
    box.wait_for(state="visible")
    frame = page.frame_locator("#cite-popover iframe")
    frame.locator("pre#gost").wait_for()
    assert "ДД.ММ.ГГГГ" not in frame.locator("pre#gost").inner_text() and f"{served}/id/" in frame.locator("pre#plain").inner_text(), "the script enters the day and the address"
    page.keyboard.press("Escape")
    box.wait_for(state="hidden")
    assert anchor.evaluate("link => document.activeElement === link") and page.url == f"{served}/{path}"
    anchor.click()
    box.get_by_role("button", name="Close").click()
    box.wait_for(state="hidden")
    assert anchor.evaluate("link => document.activeElement === link")
    context.close()
    assert not faults, faults


def test_without_javascript_the_link_leads_to_the_page(chromium, served: str) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{served}/texts/small.html")
    page.locator(".cite a[href$='cite/small-p9.html']").first.click()
    page.wait_for_url(f"{served}/cite/small-p9.html")
    assert page.locator("pre.citation").count() == len(FORMS)
    page.locator("p.back a").click()
    page.wait_for_url(f"{served}/texts/small.html#small-p9")
    context.close()


@pytest.mark.parametrize("asked, reached", [("texts/small.html#small-p7", "texts/small-s4.html#small-p7"), ("id/small-p9.html", "texts/small.html#small-p9")],
                         ids=["a fragment of a page that was split", "a passage moved after the release"])
def test_an_old_address_leads_on(chromium, served: str, asked: str, reached: str) -> None:
    context = chromium.new_context()
    page = context.new_page()
    page.goto(f"{served}/{asked}")
    page.wait_for_url(f"{served}/{reached}")
    context.close()
