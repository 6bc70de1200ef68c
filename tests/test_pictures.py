"""The pictures: of the real edition, and of one as large as the edition is to grow (170 offices, 90 bodies, 400 events)."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Callable

import pytest
from lxml import etree

from apparat.model import DateSpan, Edition, Event, Institution, Person
from apparat.pages import myst
from apparat.pages.pictures import svg
from apparat.pages.pictures.bodies_picture import bodies_svg, changes
from apparat.pages.pictures.chronology_picture import bodies_of, chronology_svg
from apparat.pages.pictures.offices_picture import all_offices, offices_by_body, offices_svg
from apparat.pages.pictures.pages import addresses, picture_pages
from apparat.pages.pictures.scale import begins, ends, time_scale
from apparat.pages.pictures.signs import CHARACTERS
from apparat.pages.pictures.spans import pieces
from apparat.pages.pictures.words import short_span
from apparat.tei.edition import read_edition
from conftest import ROOT, SMALL
from grown_edition import grown, register

SVG = "{http://www.w3.org/2000/svg}"
PICTURES: dict[str, Callable] = {"offices": offices_svg, "bodies": bodies_svg, "chronology": chronology_svg}
EDITIONS = ("real", "small", "grown", "empty")
EVERY = pytest.mark.parametrize("name, picture", [(name, picture) for name in EDITIONS for picture in PICTURES])


@dataclass(frozen=True)
class Made:
    edition: Edition
    texts: dict[str, str]
    roots: dict[str, etree._Element]


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Made]:
    """Name of an edition -> the edition and its pictures."""
    @lru_cache(maxsize=None)
    def make(name: str) -> Made:
        folder = tmp_path_factory.mktemp(name) / "tei"
        if name == "empty":
            register(folder, "places", "listPlace", lambda listing: None)
        sources = {"real": ROOT / "sources" / "tei", "small": SMALL / "sources" / "tei", "grown": folder, "empty": folder}[name]
        if name == "grown":
            grown(folder)
        edition, problems = read_edition(sources)
        assert name == "empty" or not problems, problems[:3]
        texts = {picture: draw(edition, addresses(edition)) for picture, draw in PICTURES.items()}
        return Made(edition, texts, {picture: etree.fromstring(text) for picture, text in texts.items()})
    return make


# ----------------------------------------------------------------------------------------------------------------------- what every picture must be

@dataclass(frozen=True)
class Box:
    words: str
    left: float
    top: float
    right: float
    bottom: float


def boxes(root) -> list[Box]:
    """The place that each text takes, by the measure of the pictures."""
    found = []
    for node in root.iter(SVG + "text"):
        line = [(node.text or "", node.get("class"))] + [(span.text or "", span.get("class")) for span in node.iter(SVG + "tspan")]
        line[0] = (line[0][0].rstrip(" ") if len(line) > 1 else line[0][0], line[0][1])
        width, size, x, y = svg.line_width(line), float(node.get("font-size")), float(node.get("x")), float(node.get("y"))
        left = x - {"middle": width / 2, "end": width}.get(node.get("text-anchor"), 0)
        found.append(Box("".join(node.itertext()), left, y - 0.78 * size, left + width, y + 0.22 * size))
    return found


def size(root) -> tuple[float, float]:
    return tuple(float(part) for part in root.get("viewBox").split()[2:])


def test_the_grown_edition_has_the_size_that_is_to_come(made) -> None:
    edition = made("grown").edition
    schema = etree.RelaxNG(etree.parse(str(ROOT / "scripts" / "apparat" / "schema" / "edition.rng")))
    assert all(schema.validate(document.root.getroottree()) for document in edition.documents.values()), schema.error_log
    assert (len(all_offices(edition)), len(edition.register(Institution)), len(edition.register(Event))) == (170, 90, 400)
    spans = [office.span for office in all_offices(edition)] + [event.span for event in edition.register(Event)]
    assert len({tuple(bool(value) for value in (span.when, span.start, span.end, span.not_before, span.not_after)) for span in spans}) >= 10


@EVERY
def test_a_picture_has_a_title_a_description_and_a_size(made, name: str, picture: str) -> None:
    root = made(name).roots[picture]
    title, description = root[0], root[1]
    assert (title.tag, description.tag) == (SVG + "title", SVG + "desc") and title.text and description.text
    assert root.get("aria-labelledby") == title.get("id") and root.get("aria-describedby") == description.get("id") and root.get("role")
    width, height = size(root)
    assert (float(root.get("width")), float(root.get("height"))) == (width, height) and width >= 700 and height > 0
    identifiers = [node.get("id") for node in root.iter() if node.get("id")]
    assert len(identifiers) == len(set(identifiers))


@EVERY
def test_texts_lie_inside_the_picture_and_apart(made, name: str, picture: str) -> None:
    root = made(name).roots[picture]
    width, height = size(root)
    found = sorted(boxes(root), key=lambda box: box.top)
    outside = [box for box in found if box.left < 0 or box.top < 0 or box.right > width or box.bottom > height]
    assert not outside, outside[:5]
    overlapping = []
    for place, one in enumerate(found):
        for other in found[place + 1:]:
            if other.top >= one.bottom + 1:
                break
            if one.left < other.right + 2 and other.left < one.right + 2:
                overlapping.append((one, other))
    assert not overlapping, overlapping[:5]


@EVERY
def test_texts_are_large_enough_to_read(made, name: str, picture: str) -> None:
    sizes = {float(node.get("font-size")) for node in made(name).roots[picture].iter() if node.get("font-size")}
    assert all(size >= 11 for size in sizes)


@EVERY
def test_links_are_apart_and_large_enough_to_touch(made, name: str, picture: str) -> None:
    """Each row, with all its parts, is one link at least 24 px high (WCAG 2.2, 2.5.8); no row lies over another."""
    rows = [(float(node.get("y")), float(node.get("height"))) for node in made(name).roots[picture].iter(SVG + "rect") if node.get("class") == "hit"]
    assert all(height >= 24 for _, height in rows)
    rows.sort()
    assert all(y + height <= after + 0.11 for (y, height), (after, _) in zip(rows, rows[1:]))


@EVERY
def test_every_link_says_all_in_words_and_leads_to_an_entry(made, name: str, picture: str) -> None:
    edition = made(name).edition
    known = {addresses(edition)(identifier) for identifier in edition.entries}
    for link in made(name).roots[picture].iter(SVG + "a"):
        assert link[0].tag == SVG + "title" and len(link[0].text.split()) >= 1
        assert link.get("href") in known


def test_every_entry_is_in_its_picture(made) -> None:
    for name in EDITIONS:
        edition = made(name).edition
        link = addresses(edition)
        links = {picture: [node.get("href") for node in root.iter(SVG + "a")] for picture, root in made(name).roots.items()}
        for body in edition.register(Institution):
            assert link(body.id) in links["bodies"], body.id
        for event in edition.register(Event):
            assert links["chronology"].count(link(event.id)) == 1, event.id
        for person in edition.register(Person):
            assert links["offices"].count(link(person.id)) == len(person.offices), person.id
        for office in all_offices(edition):
            assert not office.span or link(office.institution_id) in links["offices"]


def test_every_change_of_a_body_is_in_words(made) -> None:
    for name in EDITIONS:
        titles = "\n".join(node.text for node in made(name).roots["bodies"].iter(SVG + "title"))
        for change in changes(made(name).edition):
            label = made(name).edition.entries[change.body].label
            words = f"{change.words} {change.name}".strip() if change.span or change.words != "existed" else "(no date of existence|undated)"
            words = "(existed|attested)" if words == "existed" else words
            assert re.search(f"{re.escape(label)}: .*{words if '|' in words else re.escape(words)}", titles) or change.words == "under" and re.search(
                f"{re.escape(label)}: .*under .*{re.escape(change.name)}", titles), change


@EVERY
def test_a_picture_has_no_colour_of_its_own(made, name: str, picture: str) -> None:
    text = made(name).texts[picture]
    assert not re.search(r'(fill|stroke|color)\s*[=:]|#[0-9a-fA-F]{3,8}"|rgba?\(|hsla?\(', re.sub(r"<(title|desc)\b[^>]*>.*?</\1>|>[^<]*<", "><", text))


def test_the_style_has_only_colours_of_the_theme() -> None:
    style = re.sub(r"/\*.*?\*/", "", (ROOT / "_static" / "pictures.css").read_text(encoding="utf-8"), flags=re.DOTALL)
    assert not re.search(r"#[0-9a-fA-F]{3,8}\b|rgba?\(|hsla?\(", style)
    values = re.findall(r"(?:^|[\s;{])(?:fill|stroke|color|background-color):\s*([^;]+);", style)
    allowed = re.compile(r"none|transparent|(?:color-mix\(in srgb, )?var\(--color-[a-z-]+\).*")
    assert values and not [value for value in values if not allowed.fullmatch(value.strip())]


def test_a_picture_is_always_the_same(made, tmp_path: Path) -> None:
    """Drawn twice, and in processes that hash differently."""
    edition = made("grown").edition
    assert {name: draw(edition, addresses(edition)) for name, draw in PICTURES.items()} == made("grown").texts
    program = ("import hashlib, sys; from pathlib import Path; from apparat.tei.edition import read_edition; from apparat.pages.pictures.pages import picture_pages\n"
               "print(hashlib.sha256(''.join(page for _, page in picture_pages(read_edition(Path(sys.argv[1]))[0])).encode()).hexdigest())")
    told = {subprocess.run([sys.executable, "-c", program, str(edition.folder)], env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True).stdout
            for seed in ("1", "2")}
    assert len(told) == 1


# ---------------------------------------------------------------------------------------------------------------------------------- what each shows

def rows_of(root) -> list[str]:
    """The titles of the rows, from top to bottom."""
    found = [(float(node.find(f"{SVG}rect[@class='hit']").get("y")), node[0].text) for node in root.iter(SVG + "a")]
    return [title for _, title in sorted(found, key=lambda row: row[0])]


def test_an_office_says_person_office_body_date_and_source(made) -> None:
    assert "L. Trotsky: member; Politburo; attested in 1923 (Harris 2017 ¶ 15, ¶ 16)" in rows_of(made("real").roots["offices"])


def test_offices_stand_below_their_body_and_parents_come_first(made) -> None:
    for name in ("real", "grown"):
        edition = made(name).edition
        order = [body for body, _ in offices_by_body(edition)]
        for change in changes(edition):
            first = next((other for other in changes(edition) if other.words == "under" and other.body == change.body), None)
            if change is first and {change.body, change.other} <= set(order):
                assert order.index(change.other) < order.index(change.body)


def test_dates_of_one_office_stand_one_under_another(made) -> None:
    titles = rows_of(made("grown").roots["offices"])
    several = [place for place, title in enumerate(titles) if "; date 2 of " in title]
    assert several
    for place in several:
        assert titles[place - 1].split("; ")[:2] == titles[place].split("; ")[:2] and "date 1 of " in titles[place - 1]


def test_offices_without_a_date_stand_at_the_foot(made) -> None:
    for name in ("real", "small", "grown"):
        titles = rows_of(made(name).roots["offices"])
        undated = sum(not office.span for office in all_offices(made(name).edition))
        assert undated and all("; undated" in title for title in titles[-undated:]) and not any("; undated" in title for title in titles[:-undated])


def test_the_axis_is_repeated(made) -> None:
    for picture in ("offices", "bodies"):
        root = made("grown").roots[picture]
        years = sorted(float(node.get("y")) for node in root.iter(SVG + "text") if node.get("class") == "axis")
        strips = sorted(set(years))
        rows = sorted(float(node.get("y")) for node in root.iter(SVG + "rect") if node.get("class") == "hit")
        assert len(strips) >= 4
        for one, other in zip(strips, strips[1:]):
            assert sum(one < y < other for y in rows) <= 50


def test_a_successor_is_joined_by_a_line(made) -> None:
    assert made("small").roots["bodies"].findall(f".//{SVG}path[@class='succession']")
    assert len(made("grown").roots["bodies"].findall(f".//{SVG}path[@class='succession']")) >= 15
    assert "Bureau of Lists: followed by Lists Desk; attested in 1922 (Second Text ¶ 1)".casefold() in "\n".join(rows_of(made("small").roots["bodies"])).casefold()


def test_events_stand_in_the_order_of_time_and_the_undated_last(made) -> None:
    for name in ("real", "small", "grown"):
        edition, root = made(name).edition, made(name).roots["chronology"]
        link = addresses(edition)
        place = {node.get("href"): float(node.find(f"{SVG}rect[@class='hit']").get("y")) for node in root.iter(SVG + "a")}
        places = [place[link(event.id)] for event in edition.register(Event)]
        assert places == sorted(places)


def test_every_kind_of_event_has_a_sign_and_its_word(made) -> None:
    schema = (ROOT / "scripts" / "apparat" / "schema" / "edition.rng").read_text(encoding="utf-8")
    kinds = set(re.findall(r"<value>(\w+)</value>", schema.split('<define name="element.event">')[1].split("</choice>")[0]))
    assert kinds == set(CHARACTERS) and len(set(CHARACTERS.values())) == len(kinds)
    words = {word for box in boxes(made("grown").roots["chronology"]) for word in re.findall(r"[a-z]+", box.words)}
    assert kinds <= words


@pytest.mark.parametrize("span, kinds", [
    (DateSpan(when="1923"), ["attested"]), (DateSpan(start="1919", end="1921"), ["solid"]), (DateSpan(start="1922"), ["solid", "onward"]), (DateSpan(end="1922"), ["back", "solid"]),
    (DateSpan(not_before="1920", not_after="1924"), ["limits"]), (DateSpan(not_before="1920"), ["limit", "onward"]), (DateSpan(not_after="1924"), ["back", "limit"]),
    (DateSpan(start="1920", not_after="1924"), ["solid", "limits"]), (DateSpan(not_before="1920", end="1924"), ["limits", "solid"]), (DateSpan(), []),
])
def test_the_shape_says_how_exact_a_date_is(span: DateSpan, kinds: list[str]) -> None:
    assert [piece.kind for piece in pieces(span, lambda value: begins(value) * 40, lambda value: ends(value) * 40)] == kinds


def test_dates_cover_what_they_say() -> None:
    assert (begins("1923"), ends("1923")) == (1923, 1924)
    assert (begins("1923-10"), ends("1923-12")) == (1923.75, 1924)
    assert 1923.78 < begins("1923-10-15") < ends("1923-10-15") < 1923.8
    assert short_span(DateSpan(start="1919", end="1926")) == "1919–1926" and short_span(DateSpan(start="1919-03", end="1926")) == "Mar 1919 – 1926"


def test_the_axis_leaves_out_what_is_not_dated_and_nothing_else() -> None:
    spans = [DateSpan(when="1923"), DateSpan(start="1921-05", end="1925"), DateSpan(when="2017")]
    scale = time_scale(spans, 100, 400)
    assert [(first, last) for first, last, _ in scale.breaks()] == [(1927, 2015)]
    places = [scale.x(time) for time in (1919, 1921, 1922.5, 1926, 1950, 2000, 2017, 2018, 2030)]
    assert places == sorted(places) and places[0] == 100 and places[-1] == scale.right
    assert time_scale([], 0, 100) is None and time_scale([DateSpan()], 0, 100) is None


# ---------------------------------------------------------------------------------------------------------------------------------------- the pages

def test_the_pages_have_a_picture_and_the_same_as_tables(made) -> None:
    for name in EDITIONS:
        edition = made(name).edition
        pages = dict(picture_pages(edition))
        assert list(pages) == ["pictures/index.md", "pictures/offices.md", "pictures/bodies.md", "pictures/chronology.md"]
        for picture in PICTURES:
            page = pages[f"pictures/{picture}.md"]
            assert f"(picture-{picture})=" in page and '<div class="picture" tabindex="0" role="region"' in page and made(name).texts[picture] in page
        rows = {picture: sum(row.startswith("| ") for row in pages[f"pictures/{picture}.md"].split("\n")) for picture in PICTURES}
        assert rows["offices"] == 2 + len(all_offices(edition)) and rows["bodies"] == 2 + len(edition.register(Institution))
        decades = pages["pictures/chronology.md"].count("| Date |")
        assert rows["chronology"] == 2 * decades + len(edition.register(Event))


def test_the_chronology_is_read_by_body_as_well(made) -> None:
    edition = made("grown").edition
    by_body = dict(picture_pages(edition))["pictures/chronology.md"].split("(picture-chronology-bodies)=")[1]
    named = [(event, body) for event in edition.register(Event) for body in bodies_of(edition, event)]
    without = sum(not bodies_of(edition, event) for event in edition.register(Event))
    assert named and without
    assert by_body.count("\n- ") == len(named) + without
    assert {f"(picture-chronology-of-{body})=" for _, body in named} <= set(by_body.split("\n"))


def test_a_fence_is_longer_than_the_backticks_in_it() -> None:
    assert myst.raw_html("<p>a ```` b</p>").startswith("`````{raw} html\n")


def test_the_letters_of_a_browser_are_no_wider_than_measured(made, tmp_path: Path) -> None:
    playwright_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
    chromium = next((path for path in map(shutil.which, ("chromium", "chromium-browser", "google-chrome")) if path), None)
    if chromium is None:
        pytest.skip("no Chromium on this machine")
    style = (ROOT / "_static" / "pictures.css").read_text(encoding="utf-8")
    found = []
    with playwright_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"])
        page = browser.new_page()
        for name in ("real", "grown"):
            for picture in PICTURES:
                page.set_content(f"<!doctype html><style>{style}</style><div class='picture'>{made(name).texts[picture]}</div>")
                widths = page.evaluate("[...document.querySelectorAll('.drawing text')].map((text) => text.getComputedTextLength())")
                measured = boxes(made(name).roots[picture])
                assert len(widths) == len(measured)
                found += [(box.words, width, box.right - box.left) for box, width in zip(measured, widths) if width > box.right - box.left + 0.5]
        browser.close()
    assert not found, found[:10]
