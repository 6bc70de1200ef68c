"""Releases: addresses that outlive every edit, the ledger of identifiers, records that never change. Through the command, on the small edition."""

from __future__ import annotations

import csv
import hashlib
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Callable
from urllib.parse import unquote, urldefrag, urljoin

import pytest
from lxml import etree, html

from apparat.pipeline import check_edition
from apparat.plain_files import plain_files
from apparat.releases.changes import word_diff
from apparat.releases.pages import release_pages
from apparat.releases.record import read_frozen, read_releases
from apparat.releases.state import read_state
from conftest import ROOT, SMALL, Ran, copy_project, edition
from hypothesis import given
from hypothesis import strategies as st

pytestmark = pytest.mark.xdist_group("releases")
RELEASE = "2026.12"
MERGED = {"nemo": ("oll", "Nemo is Oll's pen name."), "small-p10": ("small-p9", "The print has them as one paragraph.")}
WITHDRAWN = {"claim-nobody-asked": "Nobody <ever> made it & nobody asked.", "second-text-c2": "It was a position on a claim that was withdrawn."}
PEOPLE, CLAIMS, SECOND, TEXT = (f"sources/tei/{name}.xml" for name in ("people", "claims", "texts/second-text", "texts/small"))


def rewritten(project: Path, place: str, *changes: tuple[str, str]) -> None:
    """Replaces by patterns, each of which must be found once."""
    file = project / place
    text = file.read_text(encoding="utf-8")
    for pattern, words in changes:
        text, count = re.subn(pattern, lambda _: words, text, flags=re.DOTALL)
        assert count == 1, (pattern, count)
    file.write_text(text, encoding="utf-8")


def reorganise(project: Path) -> None:
    """Everything that may happen to a text after a release: insertions, a renamed heading, a passage moved, words changed, things given up."""
    rewritten(project, PEOPLE, (r"\s*<person xml:id=\"nemo\".*?</person>", ""))
    rewritten(project, CLAIMS, (r"\s*<relation name=\"entails\"[^>]*/>", ""), (r"\s*<div type=\"claim\" xml:id=\"claim-nobody-asked\">.*?</div>", ""))
    rewritten(project, SECOND, (r"\s*<relation xml:id=\"second-text-c2\"[^>]*/>", ""), (r"nobody in (?=<placeName)", "hardly anybody in "),
              (r"(?=<p xml:id=\"second-text-p2\")", '<p xml:id="second-text-p1a" n="1a" corresp="w:2">Inserted.<note type="source" n="1a" xml:id="second-text-n1a">A new note.</note></p>\n      '))
    text = (project / TEXT).read_text(encoding="utf-8")
    moved = re.search(r"<p xml:id=\"small-p9\".*?</p>", text, re.DOTALL).group()
    rewritten(project, TEXT, (r"(?<=<div type=\"section\" xml:id=\"small-s4\")", ' rend="page"'), (r"<p xml:id=\"small-p9\".*?</p>", ""), (r"\s*<p xml:id=\"small-p10\".*?</p>", ""), (r"Подраздел <hi rend=\"italic\">второй</hi> ступени", "Переименован"),
              (r"(?=<div type=\"section\" xml:id=\"small-s6\")", f'<div type="section" xml:id="small-s5a"><head>An inserted heading</head>{moved}</div>\n      '))


def give_up(project: Path) -> None:
    for identifier, (successor, reason) in MERGED.items():
        assert edition(project, "merge", identifier, successor, "--reason", reason).status == 0
    for identifier, reason in WITHDRAWN.items():
        assert edition(project, "withdraw", identifier, "--reason", reason).status == 0


def table(file: Path) -> list[dict[str, str]]:
    """A table read by csv: tabs, no quotation."""
    return list(csv.DictReader(file.read_text(encoding="utf-8").splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE, strict=True))


def rows_of(project: Path, release: str = RELEASE) -> dict[str, dict[str, str]]:
    """What a release has of every identifier: its row, its TEI by the digest (of what is marked inside a passage: none), and its words as the program reads them."""
    releases, _ = read_releases(project)
    frozen = read_frozen(project, releases)[release]
    said: dict[str, str] = {}
    for file in sorted((project / "sources" / "releases").glob("*.contents.xml")):
        for content in etree.parse(str(file)).getroot():
            said[content.get("digest")] = etree.tostring(content[0], method="c14n", exclusive=True).decode()
    return {row["identifier"]: {**row, "tei": said.get(row["digest"], ""), "words": frozen[row["identifier"]].words} for row in table(project / f"sources/releases/{release}.tsv")}


def sources_of(project: Path) -> dict[str, bytes]:
    files = [*(project / "sources").rglob("*"), project / "CITATION.cff"]
    return {str(path.relative_to(project)): path.read_bytes() for path in files if path.is_file()}


@dataclass(frozen=True)
class Reorganised:
    """A project that was released, reorganised and built: what the release has, the site as it was released, and the site now."""

    project: Path
    released: dict[str, dict[str, str]]
    site: Path

    def page(self, path: str) -> html.HtmlElement:
        return parsed(self.site / path)


@lru_cache(maxsize=None)
def parsed(file: Path) -> html.HtmlElement:
    return html.document_fromstring(file.read_bytes())


@lru_cache(maxsize=None)
def anchors(file: Path) -> frozenset[str]:
    return frozenset(parsed(file).xpath("//@id"))


def words_of(node: html.HtmlElement) -> str:
    return " ".join(node.text_content().split())


def released_project(folder: Path) -> Path:
    project = copy_project(SMALL, folder)
    shutil.copy2(ROOT / "CITATION.cff", project / "CITATION.cff")
    ran = edition(project, "release", RELEASE)
    assert (ran.status, ran.err) == (0, "")
    return project


@pytest.fixture
def released(tmp_path: Path) -> Path:
    """The sources of the small edition, released; not built."""
    return released_project(tmp_path / "project")


@pytest.fixture(scope="session")
def reorganised(tmp_path_factory: pytest.TempPathFactory) -> Reorganised:
    project = released_project(tmp_path_factory.mktemp("releases") / "project")
    give_up(project)
    reorganise(project)
    ran = edition(project, "build")
    assert (ran.status, ran.codes) == (0, []), ran.err
    return Reorganised(project, rows_of(project), project / "_site")


# ---------------------------------------------------------------------------------------------------------------- addresses
def test_a_release_has_every_identifier_of_the_sources(released: Path) -> None:
    """All xml:id outside headers and roots of registers, read by lxml alone."""
    wanted = set()
    for file in (released / "sources" / "tei").rglob("*.xml"):
        root = etree.parse(str(file)).getroot()
        wanted |= set(root.xpath("//@xml:id[not(ancestor::*[local-name()='teiHeader'])][not(parent::*[local-name()='TEI'])]"))
        wanted |= {root.get("{http://www.w3.org/XML/1998/namespace}id")} if file.parent.name == "texts" else set()
    assert {row["identifier"] for row in table(released / f"sources/releases/{RELEASE}.tsv")} == wanted
    assert {row["identifier"] for row in table(released / "sources/identifiers.tsv")} == wanted


def test_every_address_of_a_release_leads_to_its_place_or_says_what_became_of_it(reorganised: Reorganised) -> None:
    lost = []
    for identifier in reorganised.released:
        page = reorganised.page(f"id/{identifier}.html")
        goals = page.xpath("//meta[@http-equiv='refresh']/@content")
        if identifier in MERGED or identifier in WITHDRAWN:
            assert not goals, identifier
            continue
        assert len(goals) == 1, identifier
        goal = re.fullmatch(r"0; url=(.+)", goals[0]).group(1)
        assert page.xpath("//main//a/@href") == [goal], "whoever has no refresh finds the link"
        path, fragment = urldefrag(urljoin(f"id/{identifier}.html", goal))
        target = reorganised.site / unquote(path)
        if not target.is_file() or unquote(fragment) not in anchors(target):
            lost.append(f"{identifier}: {goal}")
        elif unquote(fragment) != identifier:
            lost.append(f"{identifier} leads to another: {goal}")
    assert not lost, lost


def test_an_address_leads_to_the_words_of_the_thing(reorganised: Reorganised) -> None:
    """By hand: where five of them are today, and what stands there."""
    for identifier, path, words in (("small-p9", "texts/small.html", "Nothing in"), ("second-text-p2", "texts/second-text.html", "hardly anybody in Port Lind asked"),
                                    ("small-s4", "texts/small-s4.html", "Переименован"), ("small-n2", "texts/small-s4.html", "A note with a list"), ("second-text-n1", "texts/second-text.html", "So Vane and Oll"),
                                    ("karimova", "people/karimova.html", "Keeper of the lists")):
        goal = reorganised.page(f"id/{identifier}.html").xpath("//main//a/@href")[0]
        assert urldefrag(goal).url == f"../{path}"
        [place] = reorganised.page(path).xpath("//*[@id=$name]", name=urldefrag(goal).fragment)
        around = place if words_of(place) else place.getparent()
        assert words in words_of(around), identifier
    [inserted] = reorganised.page("texts/small.html").xpath("//*[@id='small-s5a']")
    assert inserted.xpath(".//*[@id='small-p9']"), "the passage that was moved"


def test_a_page_that_was_split_still_answers_to_the_fragments_of_what_left_it(reorganised: Reorganised) -> None:
    """Whoever has not the address but the place of then (texts/small.html#small-p7) lands at the link to the page where it is now."""
    page = reorganised.page("texts/small.html")
    [moved] = page.xpath("//div[@class='moved']")
    assert {"small-s4", "small-p7", "small-n2", "small-s5"} <= set(moved.xpath("./span/@id")) and set(moved.xpath("./span/@data-page")) == {"small-s4.html"}
    assert moved.getnext().xpath(".//a/@href") == ["small-s4.html#small-s4"]
    there = anchors(reorganised.site / "texts/small-s4.html")
    assert set(moved.xpath("./span/@id")) <= there
    numbers = [call.text_content().strip("[]") for call in reorganised.page("texts/small-s4.html").xpath("//a[contains(@class, 'footnote-reference')]")]
    assert "2" in numbers and not page.xpath("//aside[@id='small-n2']"), "notes stand on the page of their calls"


@pytest.mark.parametrize("identifier", [*MERGED, *WITHDRAWN])
def test_the_page_of_what_was_given_up(reorganised: Reorganised, identifier: str) -> None:
    """What happened, when, why, where to go, and the words of then."""
    [main] = reorganised.page(f"id/{identifier}.html").xpath("//main")
    said, before = words_of(main), reorganised.released[identifier]
    assert f"after release {RELEASE}" in said and f"first released in {RELEASE}" in said
    assert words_of(main.xpath(".//blockquote[@class='frozen']")[0]) == before["words"].strip()
    if identifier in MERGED:
        successor, reason = MERGED[identifier]
        assert main.xpath("string(h1)") == f"{identifier} was merged into {successor}"
        assert main.xpath("p[@class='goal']/a/@href") == [f"{successor}.html"] and (reorganised.site / "id" / f"{successor}.html").is_file()
    else:
        reason = WITHDRAWN[identifier]
        assert main.xpath("string(h1)") == f"{identifier} was withdrawn"
    assert f"Why: {reason}" in said
    [frozen] = [href for href in main.xpath(".//a/@href") if "/v/" in href]
    path, fragment = urldefrag(urljoin(f"id/{identifier}.html", frozen))
    assert fragment == identifier and fragment in anchors(reorganised.site / path)


def test_the_address_in_a_release_has_the_words_of_then_and_what_changed(reorganised: Reorganised) -> None:
    changed, citable = set(), 0
    for identifier, row in reorganised.released.items():
        file = reorganised.site / "id" / f"{identifier}@{RELEASE}.html"
        assert file.is_file() == (row["kind"] in ("passage", "note", "position", "claim")), identifier
        if not file.is_file():
            continue
        citable += 1
        [main] = parsed(file).xpath("//main")
        assert words_of(main.xpath("blockquote[@class='frozen']")[0]) == row["words"], identifier
        path, fragment = urldefrag(urljoin(f"id/{identifier}.html", next(href for href in main.xpath(".//a/@href") if "/v/" in href)))
        [place] = parsed(reorganised.site / path).xpath("//*[@id=$name]", name=fragment)
        in_place = re.findall(r"[^\W\d]+", "".join(place.xpath(".//text()[not(ancestor::sup)]")))
        assert in_subsequence(re.findall(r"[^\W\d]+", row["words"]), in_place), (identifier, row["words"])
        diff, said = main.xpath("blockquote[@class='diff']"), words_of(main)
        gone = identifier in MERGED or identifier in WITHDRAWN
        assert ("It is no longer there" in said, "Not a word has changed" in said, bool(diff)).count(True) == 1, identifier
        assert ("It is no longer there" in said) == gone
        if diff:
            changed.add(identifier)
            new = main.xpath("blockquote[@class='diff']")[0]
            assert words_without(new, "ins") == row["words"] and words_without(new, "del") != row["words"]
    assert citable > 40
    assert changed == {"second-text-p2"}, "the rest was moved or stands beside what was inserted"
    [diff] = reorganised.page(f"id/second-text-p2@{RELEASE}.html").xpath("//blockquote[@class='diff']")
    assert (diff.xpath("string(del)"), diff.xpath("string(ins)")) == ("nobody", "hardly anybody")


def in_subsequence(wanted: list[str], found: list[str]) -> bool:
    """Whether all of `wanted` stands in `found` in this order."""
    rest = iter(found)
    return all(word in rest for word in wanted)


def words_without(node: html.HtmlElement, name: str) -> str:
    return " ".join("".join(node.xpath(".//text()[not(parent::*[local-name()=$name])]", name=name)).split())


def test_the_frozen_copy_keeps_what_makes_an_edition_of_the_words(reorganised: Reorganised) -> None:
    """Names lead to their entries and calls to their notes within the copy; lists and tables keep their shape; an entry has its statements one a line."""
    page = reorganised.page(f"v/{RELEASE}/small.html")
    [passage] = page.xpath("//section[@id='small-p1']")
    assert "people.html#karimova" in passage.xpath(".//a/@href") and "small.html#small-n1" in page.xpath("//sup/a/@href")
    assert all(href.partition("#")[2] in anchors(reorganised.site / f"v/{RELEASE}" / href.partition("#")[0]) for href in page.xpath("//section//a/@href") if not href.startswith(("http", "..")))
    assert page.xpath("//section//ul/li") and page.xpath("//section//table//td")
    assert page.xpath("//section[@id='small-n1']") and not page.xpath("//section[@id='small-p1']//*[@id='small-n1']")
    [karimova] = reorganised.page(f"v/{RELEASE}/people.html").xpath("//section[@id='karimova']")
    assert len(karimova.xpath("./ul/li")) > 4 and "Каримова" in words_of(karimova)
    copies = sorted((reorganised.site / "v").rglob("*.html"))
    assert {identifier for file in copies for identifier in anchors(file)} >= reorganised.released.keys()
    for file in copies:
        found = parsed(file).xpath("//@id")
        assert len(found) == len(set(found)), file


def test_a_link_put_right_is_no_change_of_words(released: Path) -> None:
    file = released / SECOND
    text = file.read_text(encoding="utf-8")
    assert text.count('ref="people:karimova"') >= 1
    file.write_text(text.replace('ref="people:karimova"', 'ref="people:vane"', 1), encoding="utf-8")
    files = dict(plain_files(read_state(released, check_edition(released)[0].edition)))
    pages = [name for name, data in files.items() if "@" in name and "second-text-p" in name and b"its annotation has" in data]
    assert pages, "the words are those of the release, the link is not"
    identifier = pages[0].removeprefix("id/").partition("@")[0]
    assert f"id/{identifier}@{RELEASE}.html" in files[f"cite/{identifier}.html"].decode(), "so it is cited in the release"


def test_every_link_of_the_plain_pages_leads_somewhere(reorganised: Reorganised) -> None:
    broken = set()
    for folder in ("id", "v", "cite", "releases"):
        for file in sorted((reorganised.site / folder).rglob("*.html")):
            base = file.relative_to(reorganised.site).as_posix()
            for href in parsed(file).xpath("//main//a/@href" if folder != "releases" else "//article//a/@href"):
                if re.match(r"[a-z]+:", href):
                    continue
                path, fragment = urldefrag(urljoin(base, href))
                target = reorganised.site / unquote(path)
                if not target.is_file() or folder == "v" and fragment and unquote(fragment) not in anchors(target):
                    broken.add(f"{base}: {href}")
    assert not broken, sorted(broken)[:20]


def test_the_pages_of_the_releases(reorganised: Reorganised) -> None:
    overview = words_of(reorganised.page("releases/index.html").xpath("//article")[0])
    assert "3 added, 2 changed, 2 merged, 2 withdrawn" in overview, overview[:400]
    page = reorganised.page(f"releases/{RELEASE}.html")
    assert f"Release {RELEASE}" in words_of(page.xpath("//h1")[0])
    copy = reorganised.page(f"v/{RELEASE}/small.html")
    assert "the last release so far" in words_of(copy.xpath("//*[@role='note']")[0])
    assert words_of(copy.xpath("//*[@id='small-s4']")[0]).startswith("Подраздел второй ступени")


def test_a_second_release_dates_what_was_given_up_and_leaves_the_first_as_it_is(reorganised: Reorganised, tmp_path: Path) -> None:
    project = tmp_path / "project"
    shutil.copytree(reorganised.project / "sources", project / "sources")
    shutil.copytree(reorganised.project / "edition", project / "edition")
    first = (project / f"sources/releases/{RELEASE}.tsv").read_bytes()
    rewritten(project, SECOND, ('<change when="2026-11-22"', '<change when="2027-01-10"'))
    ran = edition(project, "release", "2027.01")
    assert ran.status == 0 and "2 merged, 2 withdrawn" in ran.out, ran
    assert (project / f"sources/releases/{RELEASE}.tsv").read_bytes() == first
    assert [(row["release"], row["date"]) for row in table(project / "sources/releases/index.tsv")] == [(RELEASE, "2026-11-22"), ("2027.01", "2027-01-10")]
    assert {row["first_release"] for row in table(project / "sources/identifiers.tsv") if row["identifier"] in ("second-text-p1a", "small-s5a")} == {"2027.01"}
    state = read_state(project, check_edition(project)[0].edition)
    page = dict(release_pages(state))["releases/2027.01.md"]
    assert "[nobody]{.deleted} [hardly anybody]{.added}" in page and "## Merged (2)" in page and "## Withdrawn (2)" in page and "Nobody \\<ever\\> made it" in page, page
    files = dict(plain_files(state))
    assert b"since release 2027.01" in files["id/nemo.html"]
    assert b"an old release; the last is 2027.01" in files[f"v/{RELEASE}/small.html"]
    assert {"id/small-p9@2026.12.html", "id/small-p9@2027.01.html", "id/second-text-p1a@2027.01.html"} <= files.keys() and "id/nemo@2027.01.html" not in files


WORDS = st.lists(st.sampled_from(["a", "b", "c", "список", "장부", "<i>"]), max_size=12).map(" ".join)


@given(WORDS, WORDS)
def test_a_difference_holds_both_texts(before: str, after: str) -> None:
    pieces = word_diff(before, after)
    assert " ".join(words for kind, words in pieces if kind != "added") == before
    assert " ".join(words for kind, words in pieces if kind != "deleted") == after


# ---------------------------------------------------------------------------------------------------------------- the ledger
def refused(project: Path, *codes: str, command: tuple[str, ...] = ("check",)) -> Ran:
    """Runs a command that must fail with these codes, without a traceback, and write nothing."""
    before = sources_of(project)
    ran = edition(project, *command)
    assert ran.status == 1 and sorted({code for code in ran.codes if code != "R005"}) == sorted(codes), ran.err[-2000:]
    assert "Traceback" not in ran.err and sources_of(project) == before
    return ran


def ledger(project: Path, change: Callable[[str], str]) -> None:
    file = project / "sources" / "identifiers.tsv"
    before = file.read_text(encoding="utf-8")
    after = change(before)
    assert after != before
    file.write_text(after, encoding="utf-8")


def row_of(identifier: str, **cells: str) -> Callable[[str], str]:
    """A change of the row of an identifier."""
    def change(text: str) -> str:
        lines = text.split("\n")
        columns = lines[0].split("\t")
        [place] = [number for number, line in enumerate(lines) if line.startswith(f"{identifier}\t")]
        row = {**dict(zip(columns, lines[place].split("\t"), strict=True)), **cells}
        lines[place] = "\t".join(row[column] for column in columns)
        return "\n".join(lines)
    return change


def test_a_released_edition_is_in_order(released: Path) -> None:
    assert edition(released, "check").codes == ["R005"]


def test_a_released_identifier_vanishes(released: Path) -> None:
    rewritten(released, TEXT, (r"\s*<p xml:id=\"small-p10\".*?</p>", ""))
    ran = refused(released, "I010")
    assert "small-p10" in ran.err and "identifiers.tsv" in ran.err
    refused(released, "I010", command=("build",))
    refused(released, "I010", command=("release", "2027.01"))


def test_nothing_vanishes_while_a_source_cannot_be_read(released: Path) -> None:
    (released / PEOPLE).write_text("<TEI", encoding="utf-8")
    assert "I010" not in edition(released, "check").codes


def test_a_released_identifier_changes_its_kind(released: Path) -> None:
    rewritten(released, TEXT, (r"<p xml:id=\"small-p10\"(.*?)</p>", '<p xml:id="small-p10a" n="10a" corresp="w:27">New.<note type="source" n="10b" xml:id="small-p10">A note.</note></p>'))
    ran = edition(released, "check")
    assert ran.status == 1 and "I011" in ran.codes and "released as a passage" in ran.err, ran.err


@pytest.mark.parametrize("command", [("withdraw", "small-p10"), ("merge", "small-p10", "small-p9")], ids=["withdrawn", "merged"])
def test_an_identifier_that_was_given_up_is_used_again(released: Path, command: tuple[str, ...]) -> None:
    assert edition(released, *command, "--reason", "gone").status == 0
    ran = refused(released, "I012")
    assert "small.xml" in ran.err and "small-p10" in ran.err


def test_a_new_identifier_is_free_until_it_is_released(released: Path) -> None:
    rewritten(released, TEXT, (r"(?=<p xml:id=\"small-p10\")", '<p xml:id="small-p9a" n="9a" corresp="w:26">New.</p>'))
    assert edition(released, "check").status == 0
    rewritten(released, TEXT, (r"<p xml:id=\"small-p9a\".*?</p>", ""))
    assert edition(released, "check").status == 0
    refused(released, "I010", command=("withdraw", "small-p9a", "--reason", "never released"))


MALFORMED = {
    "repeated": lambda text: re.sub(r"(\nsmall-p9\t[^\n]*)", r"\1\1", text),
    "not sorted": lambda text: "\n".join([text.split("\n")[0], *reversed(text.split("\n")[1:-1]), ""]),
    "a cell too few": lambda text: re.sub(r"(\nsmall-p9\t[^\n]*)\t", r"\1", text),
    "an empty line": lambda text: text.replace("\nsmall-p9\t", "\n\nsmall-p9\t"),
    "no line feed at the end": lambda text: text.rstrip("\n"),
    "no such status": lambda text: row_of("small-p9", status="dead")(text),
    "no columns": lambda text: text.partition("\n")[2],
    "nothing at all": lambda text: "",
}


@pytest.mark.parametrize("change", MALFORMED.values(), ids=MALFORMED.keys())
def test_a_malformed_ledger(released: Path, change: Callable[[str], str]) -> None:
    ledger(released, change)
    refused(released, "I009")
    refused(released, "I009", command=("release", "2027.01"))


def test_a_ledger_that_is_no_text(released: Path) -> None:
    (released / "sources/identifiers.tsv").write_bytes(b"identifier\xff\n")
    refused(released, "I009")
    refused(released, "I009", command=("withdraw", "small-p9", "--reason", "x"))


@pytest.mark.parametrize("index", ["release\tdate\tdigest\n2026.13\t2026-11-22\tx\n", "wrong\n", "release\tdate\tdigest\n../../etc\t2026-11-22\tx\n"])
def test_a_malformed_index(released: Path, index: str) -> None:
    (released / "sources/releases/index.tsv").write_text(index, encoding="utf-8")
    refused(released, "I009")


def test_a_stray_file_among_the_releases(released: Path) -> None:
    (released / "sources/releases/2026.11.tsv").write_text("x", encoding="utf-8")
    assert "2026.11.tsv" in refused(released, "I009").err


WRONG_ENDS = {
    "no successor": row_of("nemo", status="merged", reason="why"),
    "no reason": row_of("nemo", status="merged", successor="oll"),
    "a reason of spaces": row_of("nemo", status="withdrawn", reason="  "),
    "an unknown successor": row_of("nemo", status="merged", successor="nobody", reason="why"),
    "itself": row_of("nemo", status="merged", successor="nemo", reason="why"),
    "a chain that ends in nothing": lambda text: row_of("nemo", status="merged", successor="small-p10", reason="why")(row_of("small-p10", status="withdrawn", reason="why")(text)),
    "a circle": lambda text: row_of("nemo", status="merged", successor="small-p10", reason="why")(row_of("small-p10", status="merged", successor="nemo", reason="why")(text)),
}


@pytest.mark.parametrize("change", WRONG_ENDS.values(), ids=WRONG_ENDS.keys())
def test_what_was_given_up_says_whither_and_why(released: Path, change: Callable[[str], str]) -> None:
    rewritten(released, PEOPLE, (r"\s*<person xml:id=\"nemo\".*?</person>", ""))
    rewritten(released, TEXT, (r"\s*<p xml:id=\"small-p10\".*?</p>", ""))
    ledger(released, lambda text: change(row_of("small-p10", status="withdrawn", reason="why")(text)))
    refused(released, "I014")


def test_what_is_live_has_no_successor(released: Path) -> None:
    ledger(released, row_of("small-p9", successor="small-p8"))
    refused(released, "I014")


def test_a_chain_of_mergers_leads_to_its_end(released: Path) -> None:
    rewritten(released, PEOPLE, (r"\s*<person xml:id=\"nemo\".*?</person>", ""))
    rewritten(released, TEXT, (r"\s*<p xml:id=\"small-p10\".*?</p>", ""))
    assert edition(released, "merge", "small-p10", "small-p9", "--reason", "one").status == 0
    assert edition(released, "merge", "nemo", "small-p10", "--reason", "two").status == 0
    assert edition(released, "check").status == 0
    files = dict(plain_files(read_state(released, check_edition(released)[0].edition)))
    assert html.document_fromstring(files["id/nemo.html"]).xpath("//p[@class='goal']/a/@href") == ["small-p9.html"]


@pytest.mark.parametrize("command", [("withdraw", "small-p10", "--reason", " "), ("merge", "small-p10", "small-p10", "--reason", "x"), ("merge", "small-p10", "a\tb", "--reason", "x"),
                                     ("merge", "small-p10", "", "--reason", "x")], ids=["no reason", "into itself", "a tab", "no successor"])
def test_the_command_does_not_write_what_the_check_would_refuse(released: Path, command: tuple[str, ...]) -> None:
    refused(released, "I014", command=command)


def test_a_reason_is_needed_and_stays_on_its_row(released: Path) -> None:
    assert edition(released, "withdraw", "small-p10").status == 2
    assert edition(released, "withdraw", "small-p10", "--reason", "one\ttwo\nthree").status == 0
    [row] = [row for row in table(released / "sources/identifiers.tsv") if row["identifier"] == "small-p10"]
    assert (row["status"], row["successor"], row["reason"]) == ("withdrawn", "", "one two three")


# ---------------------------------------------------------------------------------------------------------------- files of releases
def test_the_file_of_a_release_is_changed_or_gone(released: Path) -> None:
    file = released / f"sources/releases/{RELEASE}.tsv"
    good = file.read_bytes()
    for wrong in (good.replace(b"Karimova", b"Karimov", 1), good + b"\n", b""):
        assert wrong != good
        file.write_bytes(wrong)
        refused(released, "I013")
    file.unlink()
    assert "it gone" in refused(released, "I013").err
    refused(released, "I013", command=("release", "2027.01"))
    refused(released, "I013", command=("build",))


def test_file_and_index_are_changed_together_but_git_knows(released: Path) -> None:
    git = shutil.which("git")
    if git is None:
        pytest.skip("no git")
    environment = {**os.environ, **{f"GIT_{who}_{what}": "tests@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}}

    def committed(message: str) -> None:
        for arguments in (("add", "-A", "sources"), ("-c", "commit.gpgsign=false", "commit", "-q", "-m", message)):
            subprocess.run([git, *arguments], cwd=released, env=environment, check=True, capture_output=True)

    subprocess.run([git, "init", "-q"], cwd=released, check=True, capture_output=True)
    assert edition(released, "check").status == 0, "nothing is committed yet"
    committed("released")
    assert edition(released, "check").status == 0
    file, index = released / f"sources/releases/{RELEASE}.tsv", released / "sources/releases/index.tsv"
    good = file.read_bytes()
    wrong = good.replace(b"Karimova", b"Karimov", 1)
    file.write_bytes(wrong)
    index.write_bytes(index.read_bytes().replace(hashlib.sha256(good).hexdigest().encode(), hashlib.sha256(wrong).hexdigest().encode()))
    assert "first committed" in refused(released, "I013").err
    committed("altered and committed")
    refused(released, "I013")


def test_a_release_taken_out_of_folder_index_and_ledger_is_known_to_git(released: Path) -> None:
    git = shutil.which("git")
    if git is None:
        pytest.skip("no git")
    subprocess.run([git, "init", "-q"], cwd=released, check=True, capture_output=True)
    subprocess.run([git, "add", "-A", "sources"], cwd=released, check=True, capture_output=True)
    subprocess.run([git, "-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false", "commit", "-q", "-m", "released"], cwd=released, check=True, capture_output=True)
    shutil.rmtree(released / "sources/releases")
    (released / "sources/identifiers.tsv").unlink()
    assert f"{RELEASE}.contents.xml" in refused(released, "I013").err


def test_the_contents_of_a_release_are_changed(released: Path) -> None:
    file = released / f"sources/releases/{RELEASE}.contents.xml"
    good = file.read_text(encoding="utf-8")
    assert "Каримова" in good
    file.write_text(good.replace("Каримова", "Каримов", 1), encoding="utf-8")
    assert ".contents.xml" in refused(released, "I013").err


def test_a_row_taken_out_of_the_ledger_is_missed(released: Path) -> None:
    """With the row, the passage: nothing else would know that it was ever there."""
    rewritten(released, TEXT, (r"\s*<p xml:id=\"small-p10\".*?</p>", ""))
    ledger(released, lambda text: re.sub(r"\nsmall-p10\t[^\n]*", "", text))
    assert "no row for \"small-p10\"" in refused(released, "I010").err


def test_the_ledger_says_what_the_release_says(released: Path) -> None:
    ledger(released, row_of("nemo", first_release="2025.01"))
    refused(released, "I009", "I011")


@pytest.mark.parametrize("name", ["2026.10", "2026.13", "26.12", "2026-12", "2026.12.0", "v2026.12", "../x", "", "2026.12", "2026.11", "2027.01"])
def test_a_release_needs_a_good_new_name_and_something_to_release(released: Path, name: str) -> None:
    """2027.01 is a good name; but nothing has changed."""
    refused(released, "B005", command=("release", name))


def test_a_release_needs_a_date(small: Path) -> None:
    for place in (TEXT, SECOND):
        rewritten(small, place, (r' when="2026-11-22"(?= who)', ""))
    before = {path for path in small.rglob("*")}
    ran = edition(small, "release", RELEASE)
    assert ran.status == 1 and "Traceback" not in ran.err and {path for path in small.rglob("*")} == before


def test_sources_with_errors_are_not_released(small: Path) -> None:
    rewritten(small, TEXT, ('ref="people:oll">J. Oll</author>', 'ref="people:nobody">J. Oll</author>'))
    ran = edition(small, "release", RELEASE)
    assert ran.status == 1 and "Nothing was released" in ran.out + ran.err and not (small / "sources/releases").exists() and not (small / "sources/identifiers.tsv").exists()


def test_the_same_sources_give_the_same_release(tmp_path: Path) -> None:
    """Two folders, two processes, two seeds of Python's hashes."""
    found = []
    for number in ("1", "2"):
        project = copy_project(SMALL, tmp_path / number / f"project{number}")
        shutil.copy2(ROOT / "CITATION.cff", project / "CITATION.cff")
        environment = {**os.environ, "PYTHONHASHSEED": number, "TZ": f"UTC+{number}", "PYTHONPATH": str(ROOT / "scripts")}
        ran = subprocess.run([sys.executable, "-m", "apparat.cli", "--project", str(project), "release", RELEASE], env=environment, capture_output=True, text=True, timeout=120)
        assert ran.returncode == 0, ran.stderr
        found.append(sources_of(project))
    assert found[0] == found[1]
    assert {f"sources/releases/{RELEASE}.tsv", "sources/releases/index.tsv", "sources/identifiers.tsv", "CITATION.cff"} <= found[0].keys()
    [row] = table(tmp_path / "1/project1/sources/releases/index.tsv")
    assert row == {"release": RELEASE, "date": "2026-11-22", "digest": hashlib.sha256(found[0][f"sources/releases/{RELEASE}.tsv"]).hexdigest(),
                   "contents": hashlib.sha256(found[0][f"sources/releases/{RELEASE}.contents.xml"]).hexdigest()}
    rows = rows_of(tmp_path / "1/project1").values()
    assert all(row["digest"] == hashlib.sha256(f"{row['kind']}\n{row['tei']}".encode()).hexdigest() for row in rows if row["tei"])
    assert {row["kind"] for row in rows if not row["tei"]} <= {"words", "reference", "part"} and all(row["words"] for row in rows if row["kind"] == "words" and row["identifier"] != "small-p9-w1")


def test_the_citation_file_names_the_release(released: Path) -> None:
    citation = pytest.importorskip("cffconvert").Citation((released / "CITATION.cff").read_text(encoding="utf-8"))
    citation.validate()
    assert citation.cffobj["version"] == RELEASE and str(citation.cffobj["date-released"]) == "2026-11-22"
    lines = (ROOT / "CITATION.cff").read_text(encoding="utf-8").splitlines()
    assert [line for line in (released / "CITATION.cff").read_text(encoding="utf-8").splitlines() if not line.startswith(("version:", "date-released:"))] == \
        [line for line in lines if not line.startswith(("version:", "date-released:"))]


def test_the_same_sources_give_the_same_site_on_another_day_in_another_folder(reorganised: Reorganised, tmp_path: Path) -> None:
    """Byte for byte. The other day is made by faketime, where it is there; else it is at least another second."""
    project = tmp_path / "elsewhere" / "another-name"
    shutil.copytree(reorganised.project, project, ignore=shutil.ignore_patterns("_site", ".build", "__pycache__"))
    made = {"texts", "claims", "releases", "people", "institutions", "archives", "works", "terms", "events", "places", "made", "data", "pictures"}
    for folder in made:
        shutil.rmtree(project / "edition" / folder, ignore_errors=True)
    later = ["faketime", "-f", "+400d"] if shutil.which("faketime") else []
    environment = {**os.environ, "TZ": "Asia/Seoul", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "7", "PYTHONPATH": str(ROOT / "scripts")}
    ran = subprocess.run([*later, sys.executable, "-m", "apparat.cli", "--project", str(project), "build"], env=environment, capture_output=True, text=True, timeout=300)
    assert ran.returncode == 0, ran.stderr[-2000:]
    one, other = ({path.relative_to(site).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in site.rglob("*") if path.is_file()}
                  for site in (reorganised.site, project / "_site"))
    assert one.keys() == other.keys()
    assert not [path for path in one if one[path] != other[path]]


def test_a_split_after_a_build_gives_the_site_that_a_first_build_gives(built: Path, tmp_path: Path) -> None:
    """Sphinx builds what changed; a page that only links to what has moved has not, and its link must be new all the same."""
    again, anew = tmp_path / "again", tmp_path / "anew"
    shutil.copytree(built, again, symlinks=True)
    shutil.copytree(built, anew, ignore=shutil.ignore_patterns("_site", ".build"))
    for project in (again, anew):
        rewritten(project, TEXT, (r"(?<=<div type=\"section\" xml:id=\"small-s4\")", ' rend="page"'))
        assert edition(project, "build").status == 0
    assert "../texts/small-s4.html#small-p7" in html.document_fromstring((again / "_site/people/karimova.html").read_bytes()).xpath("//@href")
    one, other = ({path.relative_to(site): path.read_bytes() for path in site.rglob("*.html")} for site in (again / "_site", anew / "_site"))
    assert one.keys() == other.keys() and not [str(path) for path in one if one[path] != other[path]]
