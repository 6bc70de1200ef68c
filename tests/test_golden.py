"""The small edition: its made pages are those in tests/expected/, and it builds into a whole site.

`UPDATE_EXPECTED=1 python -m pytest tests/test_golden.py` writes tests/expected/ anew; read the difference before you commit it. CI never
does. What the renderer gets wrong stands below as a construct of its own that is expected to fail, and not in the small edition.
"""

from __future__ import annotations

import difflib
import os
import re
import shutil
from collections import Counter
from pathlib import Path

import pytest
from lxml import etree, html

from apparat.pages.site import made_pages
from apparat.pipeline import all_rules, check_edition
from apparat.problem import errors
from apparat.tei.edition import read_edition
from apparat.tei.names import TEI, XML_ID
from apparat.tei.registers import REGISTERS
from apparat.plain_files import FOLDERS as PLAIN
from conftest import ROOT, SMALL, edition

EXPECTED = ROOT / "tests" / "expected"
UNTRIED = {"checks.md"}  # made from the rules, not from the sources

# Pages that the renderer gets wrong -> what is wrong. Their expected files are mended by hand, and updating leaves them alone.
WRONG: dict[str, str] = {}


def rendered(sources: Path) -> dict[str, str]:
    """The pages made from `sources`, by their paths below edition/."""
    read, problems = read_edition(sources)
    assert not problems, problems
    return {path: page for path, page in made_pages(read, all_rules()) if path not in UNTRIED}


PAGES = rendered(SMALL / "sources" / "tei")


def expected_files() -> set[str]:
    return {path.relative_to(EXPECTED).as_posix() for path in EXPECTED.rglob("*") if path.is_file()}


def update_expected() -> None:
    """Writes tests/expected/ anew."""
    assert not os.environ.get("CI"), "UPDATE_EXPECTED is not for CI: what is expected is decided by people"
    for path in expected_files() - PAGES.keys():
        (EXPECTED / path).unlink(missing_ok=True)
    for path, page in PAGES.items():
        if path not in WRONG or not (EXPECTED / path).exists():
            (EXPECTED / path).parent.mkdir(parents=True, exist_ok=True)
            (EXPECTED / path).write_text(page, encoding="utf-8", newline="\n")


if os.environ.get("UPDATE_EXPECTED") == "1":
    update_expected()


def fault(reason: str) -> list:
    return [pytest.mark.xfail(strict=True, reason=reason)] if reason else []


@pytest.mark.parametrize("path", [pytest.param(path, marks=fault(WRONG.get(path, ""))) for path in sorted(PAGES)])
def test_a_page_is_as_expected(path: str) -> None:
    assert (EXPECTED / path).is_file(), f"tests/expected/{path} is missing: UPDATE_EXPECTED=1 writes it"
    wanted = (EXPECTED / path).read_text(encoding="utf-8")
    difference = difflib.unified_diff(wanted.splitlines(), PAGES[path].splitlines(), f"tests/expected/{path}", f"edition/{path}", lineterm="")
    if wanted != PAGES[path]:
        pytest.fail("\n".join(difference) or f"{path}: the ends of lines differ", pytrace=False)


def test_nothing_is_expected_that_is_not_made() -> None:
    assert expected_files() == PAGES.keys()


def test_the_small_edition_has_no_problem_but_one_warning() -> None:
    ran = edition(SMALL, "check")
    assert (ran.status, ran.codes) == (0, ["R005"]), ran.err


# ---------------------------------------------------------------------------------------------------------------- single constructs
P = '<p xml:id="second-text-p3" n="3" corresp="w:1">'
VANE = '<persName ref="people:vane">Vane</persName>'
BODY, DESCRIPTION = "    </body>", '        <note type="description" source="text:small-b1">'
TEXT, PERSON = "texts/second-text.md", "people/vane.md"

# What is tried -> file, words before which the fragment is put, fragment, page, what must be on the page.
CONSTRUCTS = {
    "quotation marks in linked words": (
        "texts/second-text.xml", BODY, f'{P}A <term ref="terms:quiet-desk">so-called <quote>quiet</quote> desk</term>.</p>', TEXT, "A [[so-called “quiet” desk](#quiet-desk)]{.term}."),
    "a line break in linked words": (
        "texts/second-text.xml", BODY, f'{P}In <placeName ref="places:port-lind">Port<lb/>Lind</placeName>.</p>', TEXT, "In [[Port Lind](#port-lind)]{.place}."),
    "an empty paragraph": (
        "texts/second-text.xml", BODY, '<p xml:id="second-text-p3" n="3" corresp="w:1"/>', TEXT, "{#second-text-p3 .passage}\n[[3](#second-text-p3)]{.number}"),
    "an empty name": (
        "texts/second-text.xml", BODY, f'{P}By <persName ref="people:vane"/>nobody.</p>', TEXT, "[[3](#second-text-p3)]{.number} By nobody."),
    "a name in a link": (
        "texts/second-text.xml", BODY, f'{P}See <ref target="#second-text-p1">as {VANE} says</ref>.</p>', TEXT, "See [as Vane says](#second-text-p1)."),
    "a page break in a link": (
        "texts/second-text.xml", BODY, f'{P}See <ref target="#second-text-p1">on <pb n="3"/>the page</ref>.</p>', TEXT, "See [on the page](#second-text-p1) [p. 3]{.page-break}."),
    "a name in a heading": (
        "texts/second-text.xml", BODY, f'<div type="section" xml:id="second-text-s1"><head>Of {VANE}</head>{P}A.</p></div>', PERSON, "## Mentions (4)"),
    "a name in a quotation set off": (
        "texts/second-text.xml", BODY, f'<quote type="regest" xml:id="second-text-q1" corresp="w:1"><bibl type="attribution">{VANE}</bibl> that.</quote>', PERSON, "(#second-text-q1)"),
    "a name in a trailer": (
        "texts/second-text.xml", BODY, f'{P}A.</p><trailer xml:id="second-text-d1" corresp="w:1">So {VANE}.</trailer>', PERSON, "(#second-text-d1)"),
    "a note in another language": (
        "texts/second-text.xml", BODY, f'{P}A<note type="source" n="3" xml:id="second-text-n3" xml:lang="en">Note.</note></p>', TEXT, ".language-en"),
    "a quotation in another language": (
        "texts/second-text.xml", BODY, '<quote type="regest" xml:id="second-text-q1" corresp="w:1" xml:lang="en"><bibl type="attribution">X</bibl> that.</quote>', TEXT, ".language-en"),
    "spaces that do not break": (
        "texts/second-text.xml", BODY, f"{P}5\u00a0% of 10\u202f000</p>", TEXT, "5\u00a0% of 10\u202f000"),
    "words that look like a target": (
        "texts/second-text.xml", BODY, f"{P}A<list><item>b</item></list>(target)=</p>", TEXT, "\\(target)="),
    "the excerpt of a note of several paragraphs": (
        "texts/second-text.xml", BODY, f'{P}A<note type="source" n="3" xml:id="second-text-n3"><p>First.</p><p>By {VANE}.</p></note></p>', PERSON, "First. By [Vane]{.hit}."),
    "the excerpt of a table": (
        "texts/second-text.xml", BODY, f'<table xml:id="second-text-tab1" corresp="w:1"><head>T</head><row><cell>Who</cell><cell>{VANE}</cell></row></table>', PERSON, "Who [Vane]{.hit}"),
    "the excerpt of a list": (
        "texts/second-text.xml", BODY, f"{P}Who:<list><item>one,</item><item>{VANE}.</item></list></p>", PERSON, "Who: one, [Vane]{.hit}."),
    "the excerpt of a line break": (
        "texts/second-text.xml", BODY, f"{P}one<lb/>two {VANE}</p>", PERSON, "one two [Vane]{.hit}"),
    "the excerpt of quoted words": (
        "texts/second-text.xml", BODY, f"{P}the <quote>so-called</quote> {VANE}</p>", PERSON, "the “so-called” [Vane]{.hit}"),
    "the excerpt of a gap": (
        "texts/second-text.xml", BODY, f'{P}of <gap reason="lost"/> {VANE}</p>', PERSON, "of \\[…\\] [Vane]{.hit}"),
    "the excerpt of a reference with words": (
        "texts/second-text.xml", BODY, f'{P}{VANE} <bibl>cf. <ptr target="works:vane-1971"/>, passim</bibl>.</p>', PERSON, "[Vane]{.hit} (cf. Vane 1971, passim)."),
    "the excerpt of a printed file": (
        "texts/small.xml", "        <trailer", '<listBibl><bibl type="archival" xml:id="small-b4" n="4" corresp="w:39">In <bibl type="archival">F. 9 <ptr target="archives:mzha-f9"/></bibl>.</bibl></listBibl>',
        "archives/mzha-f9.md", "(#small-b4)"),
    "lines of the apparatus": (
        "texts/small.xml", "    </listApp>", '<app xml:id="small-app5" type="transcript" corresp="#small-p1 w:11-13"><lem>a</lem><rdg>b</rdg></app>', "texts/small.md", "(transcript, lines 11–13)"),
    "a comment between two references": (
        "texts/second-text.xml", BODY, f'{P}A <bibl><ptr target="works:vane-1971"/></bibl> <!-- so --> <bibl><ptr target="works:lists-1926"/></bibl>.</p>', TEXT,
        "A ([[[Vane 1971](#vane-1971)]{.work}]{.reference}; [[[Lists 1926](#lists-1926)]{.work}]{.reference})."),
    "a cell of two rows": (
        "texts/second-text.xml", BODY, '<table xml:id="second-text-tab1" corresp="w:1"><row role="label"><cell>a</cell><cell>b</cell></row><row><cell rows="2">both</cell><cell>x</cell></row>'
        "<row><cell>y</cell></row></table>", TEXT, "| both | x |\n|  | y |"),
    "an author without entry": (
        "texts/second-text.xml", "        <respStmt", "<author>N. Obody</author>", TEXT, "N. Obody"),
    "several senses": (
        "terms.xml", '      <note type="translation" source="text:small-p5">', '<sense n="2"><def source="text:small-p1">Another.</def></sense>', "terms/quiet-desk.md", "[2]{.label} Another."),
    "a form to sort by": (
        "people.xml", DESCRIPTION, '<persName type="sort">Aaa</persName>', "people/index.md", "- [Vane, Ada](#vane) [3]{.count}\n- [Brenna"),
    "a particle": (
        "people.xml", '<surname>Vane</surname></persName>', "<nameLink>von</nameLink> ", "people/index.md", "[Vane, Ada von](#vane)"),
    "a discrepancy": (
        "people.xml", DESCRIPTION, '<note type="discrepancy" source="text:small-p1">Born in two years.</note>', PERSON, "Born in two years."),
    "a time of existence without words": (
        "institutions.xml", '        <note type="description" source="text:small-p6">', '<state type="existence" when="1920" source="text:small-p6"/>', "institutions/council.md", "[time]{.label} 1920 ["),
    "the time of an archive": (
        "archives.xml", "        <listBibl type=\"fond\" xml:id=\"mzha-f7\">", '<state type="existence" from="1930" source="text:small-p3"><p>Founded late.</p></state>', "archives/mzha.md", "Founded late."),
    "the date of a file": (
        "archives.xml", '              <note type="description" source="text:small-p3">1. Cited', '<date when="1921">May 1921</date>', "archives/dahv-f3-op1-d4.md", "May 1921"),
    "what is said of a file": (
        "archives.xml", '            <bibl type="delo" n="102"', '<bibl type="delo" n="99" xml:id="mzha-f7-op2-d99"><note type="description" source="text:small-p3">Of the file.</note></bibl>', "archives/mzha-f7-op2-d99.md",
        "Of the file."),
    "the leaves of a Ukrainian archive": (
        "texts/second-text.xml", BODY, f'{P}A <bibl type="archival" xml:id="second-text-a1"><ptr target="archives:dahv-f3-op1-d4"/> <citedRange unit="leaf">5</citedRange></bibl>.</p>',
        "archives/dahv-f3-op1-d4.md", "[Арк. 5]{.leaf .language-uk}"),
    "the journal of an article": (
        "works.xml", '        <note type="citation-label">Oll 1999', '<note type="editorial" source="https://example.org/">Kept.</note>', "works/oll-1999.md", "(oll-1999)=\n# Oll 1999\n\n{.kicker}\n[Works](#works-index) › article\n\n{.names}\n- [main]{.label} [On small things]{.form}\n\n"),
    "a series": (
        "works.xml", '        <note type="discrepancy"', '<series><title level="s">Lives</title><biblScope unit="volume">7</biblScope></series>', "works/vane-1971.md", "(Lives 7)"),
    "an edition and a translator": (
        "works.xml", "          <imprint>\n            <pubPlace>Vesta", '<editor role="translator"><surname>Trans</surname></editor><edition n="2">2nd ed.</edition>', "works/vane-1971.md", "2nd ed."),
    "a title that asks": (
        "works.xml", '          <imprint>\n            <pubPlace>Vesta', '<title level="m" type="sub">Why not?</title>', "works/index.md", "Why not?]{.title}\\]. Vesta"),
}


def with_fragment(project: Path, file: str, before: str, fragment: str) -> Path:
    """The sources of the small edition with one fragment more."""
    shutil.copytree(SMALL / "sources", project / "sources")
    path = project / "sources" / "tei" / file
    text = path.read_text(encoding="utf-8")
    start = text.index(before)
    path.write_text(text[:start] + fragment + "\n" + text[start:], encoding="utf-8")
    return project


# Constructs that the engine gets wrong -> what is wrong with it.
FAULTS: dict[str, str] = {}


@pytest.mark.parametrize("file, before, fragment", [pytest.param(*row[:3], id=name) for name, row in CONSTRUCTS.items()])
def test_a_construct_is_admitted(tmp_path: Path, file: str, before: str, fragment: str) -> None:
    report, _ = check_edition(with_fragment(tmp_path, file, before, fragment))
    assert not errors(report.problems), [str(problem) for problem in errors(report.problems)]


@pytest.mark.parametrize("file, before, fragment, page, words", [pytest.param(*row, id=name, marks=fault(FAULTS.get(name, ""))) for name, row in CONSTRUCTS.items()])
def test_a_construct_is_on_the_page(tmp_path: Path, file: str, before: str, fragment: str, page: str, words: str) -> None:
    made = rendered(with_fragment(tmp_path, file, before, fragment) / "sources" / "tei")[page]
    if words not in made:
        pytest.fail("\n".join(difflib.unified_diff(PAGES.get(page, "").splitlines(), made.splitlines(), "without it", "with it", lineterm="", n=1)) + f"\nnot there: {words}", pytrace=False)


def test_one_note_is_not_one_notes(tmp_path: Path) -> None:
    shutil.copytree(SMALL / "sources", tmp_path / "sources")
    file = tmp_path / "sources" / "tei" / "texts" / "second-text.xml"
    file.write_text(re.sub(r'<note [^>]*n="2".*?</note>', "", file.read_text(encoding="utf-8"), flags=re.DOTALL), encoding="utf-8")
    made = rendered(tmp_path / "sources" / "tei")
    assert " 1 note," in made["texts/second-text.md"]
    assert not [path for path, page in made.items() if re.search(r"\b1 (notes|paragraphs|passages)\b", page)]


# ---------------------------------------------------------------------------------------------------------------- the site
small_site = pytest.mark.xdist_group("small site")


FOLDERS = ("texts", *(register.name for register in REGISTERS))


def articles(project: Path) -> dict[str, html.HtmlElement]:
    """The article of each page of the site, by its path."""
    site = project / "_site"
    return {path.relative_to(site).as_posix(): html.fromstring(path.read_bytes()).xpath("//article")[0] for path in site.rglob("*.html")
            if path.name not in ("search.html", "genindex.html") and path.relative_to(site).parts[0] not in PLAIN}


@small_site
def test_every_identifier_of_the_sources_is_on_a_page(built: Path) -> None:
    wanted = set()
    for file in (built / "sources" / "tei").rglob("*.xml"):
        root = etree.parse(file).getroot()
        header = set(root.find(f"{TEI}teiHeader").iter())
        wanted |= {element.get(XML_ID) for element in root.iter("*") if element.get(XML_ID) and element not in header and (element is not root or root.get("type") != "register")}
    assert len(wanted) > 100
    assert not wanted - {identifier for page in articles(built).values() for identifier in page.xpath(".//@id")}


@small_site
def test_an_identifier_stands_once_on_a_page(built: Path) -> None:
    repeated = {path: [identifier for identifier, number in Counter(page.xpath(".//@id")).items() if number > 1] for path, page in articles(built).items()}
    assert not {path: found for path, found in repeated.items() if found}


@small_site
def test_a_heading_has_no_anchor_but_its_identifier(built: Path) -> None:
    found = {path: page.xpath(".//section/span[@id and not(node())]/@id") for path, page in articles(built).items() if path.split("/")[0] in FOLDERS}
    assert not {path: anchors for path, anchors in found.items() if anchors}


@small_site
def test_every_word_of_a_text_is_on_its_page(built: Path) -> None:
    """Character by character: whatever looks like markup is printed as it stands. Figures of leaves and pages are set otherwise; remarks on positions stand
    with the claims."""
    pages = articles(built)
    claims = " ".join(" ".join(page.text_content() for path, page in pages.items() if path.startswith("claims/claim-")).split())
    for file in (built / "sources" / "tei" / "texts").glob("*.xml"):
        shown, missing = " ".join(pages[f"texts/{file.stem}.html"].text_content().split()), []
        root = etree.parse(file).getroot()
        standoff = root.find(f"{TEI}standOff")
        for part in (root.find(f"{TEI}text"), *(standoff if standoff is not None else ())):
            place = claims if part.get("type") == "positions" else shown
            pieces = [" ".join(words.split()) for words in part.itertext(TEI + "*")]
            missing += [piece for piece in pieces if piece not in place and not re.fullmatch(r"[0-9]+v?-[0-9]+v?|[0-9]+v", piece)]
        assert not missing, missing


@small_site
def test_every_word_of_a_register_is_on_a_page(built: Path) -> None:
    shown = " ".join(" ".join(page.text_content() for page in articles(built).values()).split())
    missing = []
    for file in (built / "sources" / "tei").glob("*.xml"):
        for part in etree.parse(file).getroot().iterchildren(f"{TEI}standOff", f"{TEI}text"):
            missing += [(file.name, piece) for words in part.itertext(TEI + "*") if (piece := " ".join(words.split())) and piece not in shown]
    assert not missing


@small_site
def test_a_page_break_is_set_apart_from_the_words_around_it(built: Path) -> None:
    page = articles(built)["texts/small.html"]
    glued = []
    for mark in page.xpath(".//p[contains(@class, 'passage')]//span[@class='page-break']"):
        before = mark.xpath("string(preceding::text()[1])")
        glued += [mark.text_content()] if before[-1:].isalnum() or (mark.tail or "")[:1].isalnum() else []
    assert not glued


@small_site
def test_nothing_of_the_text_became_markup(built: Path) -> None:
    """No emphasis, code, picture, script or link that the sources have not."""
    pages = {path: page for path, page in articles(built).items() if path.split("/")[0] in FOLDERS}
    assert not {path: found for path, page in pages.items() if (found := page.xpath(".//em | .//strong | .//code | .//pre | .//img | .//script | .//style | .//hr | .//dl"))}
    addresses = {address for page in pages.values() for address in page.xpath(".//a/@href") if re.match(r"\w+:", address)}
    assert addresses == {"https://example.org/a?b=%5Bc%5D&d=(e)*_f", "https://example.org/a_b*c", "https://example.org/b", "https://example.org/dahv", "https://example.org/e?a=1", "https://example.org/lives?id=1&x=(2)",
                         "https://doi.org/10.1000/(sm)_1*2"}


def written(folder: Path) -> dict[str, int]:
    """The made pages and when each was written."""
    return {path.relative_to(folder).as_posix(): path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def without_nemo(built: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, int], dict[str, int]]:
    """The same project after a second build without a change, and a third without the entry nemo; its pages before and after that."""
    shutil.copytree(built, project := tmp_path_factory.mktemp("small") / "project", symlinks=True)
    before, site = written(project / "edition"), written(project / "_site")
    again = edition(project, "build")
    assert again.status == 0 and "nothing changed" in again.out
    assert (written(project / "edition"), written(project / "_site")) == (before, site)

    people = project / "sources" / "tei" / "people.xml"
    text = people.read_text(encoding="utf-8")
    people.write_text(re.sub(r'      <person xml:id="nemo".*?</person>\n', "", text, flags=re.DOTALL), encoding="utf-8")
    ran = edition(project, "build")
    assert (ran.status, ran.codes) == (0, []), ran.err
    return project, before, written(project / "edition")


@small_site
def test_a_build_writes_the_pages_that_change_and_no_others(without_nemo: tuple[Path, dict[str, int], dict[str, int]]) -> None:
    """The page of the entry goes; those that named it are written anew."""
    project, before, after = without_nemo
    assert before.keys() - after.keys() == {"people/nemo.md"}
    changed = {path for path in after if after[path] != before.get(path)}
    named = {path for path in PAGES if "#nemo)" in PAGES[path]} - {"people/nemo.md"}
    assert named <= changed <= named | {"people/index.md", *(path for path in PAGES if path.startswith("made/"))}
    assert "people/index.md" in changed and "texts/small.md" not in changed
    assert "nemo" not in (project / "_site" / "people" / "index.html").read_text(encoding="utf-8")
    assert b"people/nemo" not in (project / "_site" / "searchindex.js").read_bytes()


@small_site
def test_a_removed_entry_has_no_page_on_the_site(without_nemo: tuple[Path, dict[str, int], dict[str, int]]) -> None:
    project, _, _ = without_nemo
    assert not (project / "_site" / "people" / "nemo.html").exists()
