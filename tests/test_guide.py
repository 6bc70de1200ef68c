"""The examples of the Encoding Guide are the golden tests of the renderer.

A pair is an ```xml fence directly followed by a ```markdown fence: a fragment of a text, and exactly the MyST that it becomes.
An ```xml fence without a partner shows what is not set as running text (headers, registers, the apparatus); it is only parsed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

import pytest
from lxml import etree

from apparat.model import Document, Edition
from apparat.pages.blocks import text_blocks
from apparat.pages.elements import BLOCK_ELEMENTS, INLINE, SPANS, Renderer
from apparat.pages.text_page import note_bodies
from apparat.tei.document import read_document
from apparat.tei.edition import assemble, read_edition
from apparat.tei.names import NAMESPACES, TEI, local_name
from apparat.tei.schema import schema_problems

PROJECT = Path(__file__).parents[1]
GUIDE = PROJECT / "edition" / "encoding"
TEXT = "texts/harris.xml"
LEAST = 20
# In which register an entry of the guide would stand, and in which list there.
LISTS = {
    "person": ("people", "<listPerson>", "</listPerson>"), "org": ("institutions", "<listOrg>", "</listOrg>"),
    "place": ("places", "<listPlace>", "</listPlace>"),
    "event": ("events", "<listEvent>", "</listEvent>"), "entry": ("terms", "", ""), "biblStruct": ("works", '<listBibl type="literature">', "</listBibl>"),
    "repository": ("archives", '<listOrg type="repositories">', "</listOrg>"),
}
RNG = "{http://relaxng.org/ns/structure/1.0}"

_FENCE = re.compile(r"^(`{3,})(\w+)\n(.*?)^\1$", re.MULTILINE | re.DOTALL)
_ROW = re.compile(r"^\| `(\w+)` \|", re.MULTILINE)


@dataclass(frozen=True)
class Fence:
    """A fenced block of a page of the guide; `line` is that of its first line of content."""

    page: str
    line: int
    end: int
    language: str
    content: str


def fences() -> list[Fence]:
    """All fences of the guide, page by page."""
    found = []
    for path in sorted(GUIDE.glob("*.md")):
        text = path.read_text(encoding="utf-8")
        for match in _FENCE.finditer(text):
            line = text.count("\n", 0, match.start()) + 2
            found.append(Fence(path.name, line, text.count("\n", 0, match.end()) + 1, match.group(2), match.group(3).rstrip("\n")))
    return found


def pairs() -> list[tuple[Fence, Fence]]:
    """The fences of TEI that a fence of MyST follows directly (an empty line may stand between)."""
    every = fences()
    return [(tei, myst) for tei, myst in zip(every, every[1:])
            if (tei.language, myst.language, tei.page) == ("xml", "markdown", myst.page) and myst.line - tei.end <= 3]


PAIRS = pairs()
NAMES = [f"{tei.page}:{tei.line}" for tei, _ in PAIRS]


@lru_cache(maxsize=1)
def registers() -> tuple[dict[str, Document], str]:
    """The files of the real edition, and the beginning of the text in whose place the examples are put, down to its header's end."""
    edition, problems = read_edition(PROJECT / "sources" / "tei")
    assert not problems, problems
    text = edition.documents[TEXT].data.decode("utf-8")
    return dict(edition.documents), text[:text.index("</teiHeader>")] + "</teiHeader>"


def wrapped(fragment: str, folder: Path) -> tuple[Edition, Document]:
    """An edition with the real registers, in which the text harris is `fragment`."""
    documents, header = registers()
    path = folder / TEXT
    path.parent.mkdir(parents=True)
    path.write_text(f"{header}<text><body>{fragment}</body></text></TEI>", encoding="utf-8")
    document, problems = read_document(path, "example")
    assert document is not None, problems
    return assemble(folder, {**documents, TEXT: document}, frozenset()), document


def rendered(edition: Edition, document: Document) -> str:
    """The MyST of the body of `document`, and of the notes called in it."""
    renderer = Renderer(edition, edition.texts[document.id], document)
    return "\n\n".join([*text_blocks(renderer, document.root.find("tei:text/tei:body", NAMESPACES)), *note_bodies(renderer)])


def admitted(*starts: str) -> set[str]:
    """The names of the elements that the house schema admits below the patterns `starts`."""
    grammar = etree.fromstring((files("apparat") / "schema" / "edition.rng").read_bytes())
    defines = {define.get("name"): define for define in grammar.iter(RNG + "define")}
    pending, seen, names = list(starts), set(), set()
    while pending:
        pattern = pending.pop()
        if pattern in seen:
            continue
        seen.add(pattern)
        pending += [reference.get("name") for reference in defines[pattern].iter(RNG + "ref")]
        names |= {element.get("name") for element in defines[pattern].iter(RNG + "element")}
    return names


def listed() -> set[str]:
    """The elements that have a row in the tables of the guide's first page."""
    return set(_ROW.findall((GUIDE / "index.md").read_text(encoding="utf-8")))


def test_the_guide_has_enough_examples():
    assert len(PAIRS) >= LEAST
    assert len(PAIRS) == sum(fence.language == "markdown" for fence in fences()), "every fence of MyST follows a fence of TEI"


@pytest.mark.parametrize(("tei", "myst"), PAIRS, ids=NAMES)
def test_an_example_becomes_what_the_guide_says(tei, myst, tmp_path):
    assert rendered(*wrapped(tei.content, tmp_path)) == myst.content


@pytest.mark.parametrize("tei", [tei for tei, _ in PAIRS], ids=NAMES)
def test_an_example_fits_the_house_schema(tei, tmp_path):
    _, document = wrapped(tei.content, tmp_path)
    assert [str(problem) for problem in schema_problems(document)] == []


@pytest.mark.parametrize("fence", [fence for fence in fences() if fence.language == "xml"], ids=lambda fence: f"{fence.page}:{fence.line}")
def test_a_fragment_is_well_formed_and_holds_known_elements_only(fence):
    root = etree.fromstring(f'<example xmlns="{TEI[1:-1]}">{fence.content}</example>')
    assert {local_name(element) for element in root.iterdescendants("*")} <= admitted("element.TEI")


ENTRIES = [(fence, kind.group(2) or kind.group(1)) for fence in fences() if fence.page == "registers.md"
           and (kind := re.match(r'<(\w+) xml:id="[^"]+"(?: type="(repository)")?', fence.content))]


@pytest.mark.parametrize(("fence", "kind"), ENTRIES, ids=[f"{fence.page}:{fence.line}" for fence, _ in ENTRIES])
def test_an_entry_of_a_register_fits_the_house_schema(fence, kind, tmp_path):
    name, opening, closing = LISTS[kind]
    register = registers()[0][f"{name}.xml"].data.decode("utf-8")
    path = tmp_path / f"{name}.xml"
    path.write_text(f"{register[:register.index('</teiHeader>')]}</teiHeader><standOff>{opening}{fence.content}{closing}</standOff></TEI>", encoding="utf-8")
    document, problems = read_document(path, "example")
    assert document is not None, problems
    assert [str(problem) for problem in schema_problems(document)] == []


def test_every_element_with_a_rendering_is_shown_or_listed():
    shown = {local_name(element) for tei, _ in PAIRS for element in etree.fromstring(f'<e xmlns="{TEI[1:-1]}">{tei.content}</e>').iterdescendants("*")}
    wanted = (SPANS.keys() | INLINE.keys() | BLOCK_ELEMENTS) & admitted("element.text.regest")
    assert wanted - shown - listed() == set()


def test_the_tables_list_the_elements_of_the_schema():
    assert listed() == admitted("element.TEI")
