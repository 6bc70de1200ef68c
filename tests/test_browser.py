"""The built site in a real Chromium: the ways of a reader, with mouse, keyboard, touch, without JavaScript, on paper."""

from __future__ import annotations

import functools
import shutil
import threading
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Iterator

import pytest


pytestmark = pytest.mark.xdist_group("site")
CHROMIUM = next((path for path in map(shutil.which, ("chromium", "chromium-browser", "google-chrome")) if path), None)
playwright_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed: the browser tests are not run")
if CHROMIUM is None:
    pytest.skip("no Chromium on this machine: the browser tests are not run (Debian: apt-get install chromium)", allow_module_level=True)

# One page of every kind.
PAGES = ("index.html", "texts/index.html", "texts/harris.html", "people/index.html", "people/stalin.html", "institutions/index.html", "institutions/secretariat.html",
         "archives/index.html", "archives/rgaspi.html", "archives/rgaspi-f17-op84-d476.html", "works/index.html", "works/harris-2005.html", "terms/index.html",
         "terms/skloki.html", "events/index.html", "events/new-course.html", "places/index.html", "places/petrograd.html", "pictures/index.html", "pictures/offices.html", "pictures/bodies.html",
         "pictures/chronology.html", "claims/index.html", "claims/claim-packed-posts.html", "claims/matrix.html", "claims/disputes.html", "claims/holders.html", "data/index.html", "about.html", "principles.html",
         "encoding/index.html", "encoding/references.html", "checks.html", "search.html")
SCHEMES = ("light", "dark")


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *arguments) -> None:
        pass


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """The address at which a site is served."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    with serving(site) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator:
    with playwright_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"])
        yield browser
        browser.close()


@pytest.fixture
def page(browser, address: str, request) -> Iterator:
    """A page at 1400 px, light, that fails the test on a console error or a request to a third party."""
    options = {"viewport": {"width": 1400, "height": 1000}, "color_scheme": "light", "reduced_motion": "reduce", **getattr(request, "param", {})}
    context = browser.new_context(base_url=address, **options)
    page = context.new_page()
    faults: list[str] = []
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("request", lambda asked: faults.append(f"asks {asked.url}") if not asked.url.startswith((address, "data:", "blob:")) else None)
    yield page
    context.close()
    assert not faults, faults


def test_from_home_to_a_text_to_a_person_to_a_passage_and_back(page) -> None:
    page.goto("/index.html")
    page.locator("article ul.texts a").first.click()
    assert page.url.endswith("/texts/harris.html#harris") or page.url.endswith("/texts/harris.html")
    page.locator("#harris-p15 .person a", has_text="Trotsky").first.click()
    assert "/people/trotsky.html" in page.url
    page.locator("ul.mentions a", has_text="¶ 16").first.click()
    assert page.url.endswith("/texts/harris.html#harris-p16")
    playwright_api.expect(page.locator("#harris-p16")).to_be_in_viewport()
    page.go_back()
    assert "/people/trotsky.html" in page.url


def test_the_number_of_a_passage_is_a_link_to_it(page) -> None:
    page.goto("/texts/harris.html")
    page.locator("#harris-p11 > .number a").click()
    assert page.url.endswith("#harris-p11")


def test_a_note_opens_by_mouse_and_closes_by_a_click_elsewhere(page) -> None:
    page.goto("/texts/harris.html")
    call = page.locator("a.footnote-reference[href='#harris-n1']")
    call.click()
    box = page.locator("#note-popover")
    playwright_api.expect(box).to_be_visible()
    assert "Author’s note 1" in box.inner_text() and "suffrage" in box.inner_text()
    assert not page.url.endswith("#harris-n1")
    page.mouse.click(700, 20)
    playwright_api.expect(box).to_be_hidden()


def test_a_note_opens_and_closes_by_keyboard_and_the_focus_returns(page) -> None:
    page.goto("/texts/harris.html")
    call = page.locator("a.footnote-reference[href='#harris-k2']")
    call.focus()
    page.keyboard.press("Enter")
    box = page.locator("#note-popover")
    playwright_api.expect(box).to_be_visible()
    assert "Editors’ note b" in box.inner_text()
    assert call.get_attribute("aria-expanded") == "true"
    assert page.evaluate("document.getElementById('note-popover').contains(document.activeElement)")
    page.keyboard.press("Escape")
    playwright_api.expect(box).to_be_hidden()
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#harris-k2"
    playwright_api.expect(call).to_have_attribute("aria-expanded", "false")


@pytest.mark.parametrize("page", [{"viewport": {"width": 375, "height": 800}, "has_touch": True, "is_mobile": True}], indirect=True)
def test_a_note_opens_by_touch_inside_a_narrow_screen(page) -> None:
    page.goto("/texts/harris.html")
    page.locator("a.footnote-reference[href='#harris-n3']").tap()
    box = page.locator("#note-popover")
    playwright_api.expect(box).to_be_visible()
    frame = box.bounding_box()
    assert frame["x"] >= 0 and frame["x"] + frame["width"] <= 375
    box.locator("button").tap()
    playwright_api.expect(box).to_be_hidden()


@pytest.mark.parametrize("page", [{"java_script_enabled": False}], indirect=True)
def test_without_javascript_a_note_is_an_ordinary_footnote(page) -> None:
    page.goto("/texts/harris.html")
    page.locator("a.footnote-reference[href='#harris-n2']").click()
    assert page.url.endswith("#harris-n2")
    playwright_api.expect(page.locator("#harris-n2")).to_be_in_viewport()
    page.locator("#harris-n2 a[role='doc-backlink']").click()
    playwright_api.expect(page.locator("#harris-p12")).to_be_in_viewport()


@pytest.mark.parametrize("page", [{"viewport": {"width": width, "height": 800}} for width in (375, 768)], indirect=True)
def test_nothing_overflows_a_narrow_screen(page) -> None:
    wide = []
    for name in PAGES:
        page.goto(f"/{name}")
        width = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if width > 0:
            wide.append(f"{name}: {width} px too wide")
    assert not wide, wide


def test_dark_is_designed(browser, address: str) -> None:
    papers = {}
    for scheme in SCHEMES:
        context = browser.new_context(base_url=address, color_scheme=scheme)
        page = context.new_page()
        page.goto("/texts/harris.html")
        papers[scheme] = page.evaluate("getComputedStyle(document.body).backgroundColor")
        context.close()
    assert papers["light"] != papers["dark"]


def test_print_has_the_notes_and_no_navigation(browser, address: str, tmp_path: Path) -> None:
    context = browser.new_context(base_url=address)
    page = context.new_page()
    page.goto("/texts/harris.html")
    page.emulate_media(media="print")
    assert page.locator("#harris-n1").is_visible() and page.locator("#harris-k2").is_visible()
    assert not page.locator(".sidebar-drawer").is_visible() and not page.locator(".toc-drawer").is_visible()
    file = tmp_path / "harris.pdf"
    page.pdf(path=str(file))
    assert file.read_bytes().startswith(b"%PDF") and file.stat().st_size > 50_000
    context.close()


@pytest.mark.parametrize("query, place", [("harris-p11", "texts/harris.html#harris-p11"), ("17/84/476", "archives/rgaspi-f17-op84-d476.html"),
                                          ("17-84-476", "archives/rgaspi-f17-op84-d476.html"), ("РГАСПИ. Ф. 17. Оп. 84. Д. 476", "archives/rgaspi-f17-op84-d476.html")])
def test_an_identifier_or_a_shelfmark_is_found_at_once(page, query: str, place: str) -> None:
    page.goto(f"/search.html?q={query}")
    page.locator(".found-at-once a").first.click()
    assert place in page.url


def test_the_search_from_the_disk_is_quiet(browser, site: Path) -> None:
    page, faults = browser.new_page(), []
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.goto(f"{(site / 'search.html').as_uri()}?q=Secretariat")
    page.wait_for_function("/finished/.test(document.querySelector('.search-summary').textContent)")
    assert page.locator("#search-results li").count() and not faults
    page.close()


def test_a_permalink_is_there_at_once(page) -> None:
    page.goto("/texts/harris.html#harris-p15")
    playwright_api.expect(page.locator("#harris-p15")).to_be_in_viewport(timeout=500)


@pytest.mark.parametrize("query, found", [("17/84/476", "РГАСПИ. Ф. 17. Оп. 84. Д. 476"), ("Ф. 17. Оп. 84. Д. 476", "РГАСПИ. Ф. 17. Оп. 84. Д. 476"),
                                          ("f. 17 op. 84 d. 476", "РГАСПИ. Ф. 17. Оп. 84. Д. 476"), ("1923", "Campaign against self-serving bosses"), ("naznachenstvo", "naznachenstvo")])
def test_the_search_finds_shelfmarks_in_every_notation_and_numbers(page, query: str, found: str) -> None:
    page.goto(f"/search.html?q={query}")
    page.wait_for_selector("#search-results li")
    page.wait_for_function("/finished/.test(document.querySelector('.search-summary').textContent)")
    assert found in [link.inner_text() for link in page.locator("#search-results li > a").all()]
