"""The whole edition is released, then reorganised from top to bottom; every address of the release still leads to the right thing.

Paragraphs, notes and headings are inserted everywhere, sections renamed and split into pages of their own, passages moved to other sections, two people
and two passages merged, a claim withdrawn. A hundred addresses, drawn anew at every run (in CI by the day), are followed in Chromium; all of them are followed in the files.
"""

from __future__ import annotations

import datetime
import os
import random
import shutil
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin

import pytest
from lxml import etree

from conftest import ROOT, edition
from test_citing import chromium  # noqa: F401  (a fixture)
from test_releases import Reorganised, anchors, parsed, rows_of, table, words_of

pytestmark = pytest.mark.xdist_group("reorganised edition")
TEI, XML_ID = "{http://www.tei-c.org/ns/1.0}", "{http://www.w3.org/XML/1998/namespace}id"
LATER = "2099.12"  # later than any that the edition has made
SEED = os.environ.get("REORGANISATION_SEED") or datetime.date.today().isoformat()


class Sources:
    """The TEI files of a project, changed as trees."""

    def __init__(self, project: Path) -> None:
        self.trees = {path: etree.parse(str(path)) for path in sorted((project / "sources" / "tei").rglob("*.xml"))}

    def write(self) -> None:
        for path, tree in self.trees.items():
            tree.write(str(path), encoding="UTF-8", xml_declaration=True)

    def texts(self) -> list[etree._Element]:
        return [tree.getroot() for path, tree in self.trees.items() if path.parent.name == "texts"]

    def all(self, path: str) -> list[etree._Element]:
        return [found for tree in self.trees.values() for found in tree.getroot().xpath(path, namespaces={"t": TEI[1:-1]})]

    def pointing(self, pointer: str) -> list[tuple[etree._Element, str]]:
        """Every attribute that holds a pointer."""
        return [(element, name) for element in self.all("//*") for name, value in element.attrib.items() if pointer in value.split()]


def inserted(text: etree._Element) -> int:
    """A paragraph with a note before every second paragraph; a section with a heading around every seventh."""
    name, count = text.get(XML_ID), 0
    for place, paragraph in enumerate(text.xpath(".//t:text//t:div/t:p[@xml:id][@n]", namespaces={"t": TEI[1:-1]})):
        identifier, number = paragraph.get(XML_ID), paragraph.get("n")
        if place % 2 == 0 and number.isdigit():
            new = etree.fromstring(f'<p xmlns="{TEI[1:-1]}" xml:id="{identifier}z" n="{number}z" corresp="w:1">Inserted.<note type="source" n="9{place}z" xml:id="{name}-n9{place}" '
                                   'corresp="w:1">A note inserted.</note></p>')
            paragraph.addprevious(new)
            count += 1
        if place % 7 == 3:
            section = etree.fromstring(f'<div xmlns="{TEI[1:-1]}" type="section" xml:id="{name}-s9{place}" resp="#editors"><head>A heading inserted</head></div>')
            following = [sibling for sibling in paragraph.itersiblings()]
            paragraph.addprevious(section)
            for moved in (paragraph, *following):
                section.append(moved)
            count += 1
    return count


def renamed(text: etree._Element) -> int:
    heads = text.xpath(".//t:text//t:div/t:head[not(.//t:note)]", namespaces={"t": TEI[1:-1]})
    for head in heads:
        head.text = f"Renamed: {head.text or ''}"
    return len(heads)


def moved(text: etree._Element) -> int:
    """Paragraphs without page breaks, from the end of one section to the beginning of the one before, behind its heading."""
    divisions = text.xpath(".//t:body//t:div[t:head][t:p]", namespaces={"t": TEI[1:-1]})
    count = 0
    for before, division in zip(divisions, divisions[1:]):
        paragraphs = [child for child in division.findall(TEI + "p") if child.find(".//" + TEI + "pb") is None and child.get("n", "").isdigit()]
        if len(paragraphs) > 2 and before not in division.iterancestors() and division not in before.iterancestors():
            before.findall(TEI + "head")[-1].addnext(paragraphs[-1])
            count += 1
    return count


def split(text: etree._Element) -> int:
    """Sections with passages get pages of their own; of those inside others, every second."""
    divisions = text.xpath(".//t:text//t:div[.//*[@xml:id]]", namespaces={"t": TEI[1:-1]})
    chosen = [division for place, division in enumerate(divisions) if division.getparent().tag != TEI + "div" or place % 2]
    for division in chosen:
        division.set("rend", "page")
    return len(chosen)


def redirected(sources: Sources, one: str, other: str) -> None:
    """Every pointer to one leads to the other."""
    for element, name in sources.pointing(one):
        element.set(name, " ".join(dict.fromkeys(other if value == one else value for value in element.get(name).split())))


def merged_person(sources: Sources) -> tuple[str, str]:
    """The first two people who hold no position and are named in no relation: one entry becomes the other."""
    people = [person.get(XML_ID) for person in sources.all("//t:person[@xml:id]")]
    bound = {value.rpartition(":")[2] for relation in sources.all("//t:relation") for name in ("active", "passive", "mutual") for value in relation.get(name, "").split()}
    one, other = [person for person in people if person not in bound and len(sources.pointing(f"people:{person}")) > 1][:2]
    redirected(sources, f"people:{one}", f"people:{other}")
    [entry] = sources.all(f"//t:person[@xml:id='{one}']")
    entry.getparent().remove(entry)
    return one, other


def merged_passage(sources: Sources, text: etree._Element) -> tuple[str, str]:
    """A paragraph becomes part of the one before it; what is marked in it stays."""
    for paragraph in text.xpath(".//t:body//t:p[@xml:id]", namespaces={"t": TEI[1:-1]}):
        before = paragraph.getprevious()
        if before is not None and before.tag == TEI + "p" and before.get(XML_ID) and not before.get(XML_ID).endswith("z") and not paragraph.get(XML_ID).endswith("z"):
            last = before[-1] if len(before) else None
            joint = " " + (paragraph.text or "")
            if last is None:
                before.text = (before.text or "") + joint
            else:
                last.tail = (last.tail or "") + joint
            for child in list(paragraph):
                before.append(child)
            paragraph.getparent().remove(paragraph)
            one, other = paragraph.get(XML_ID), before.get(XML_ID)
            redirected(sources, f"text:{one}", f"text:{other}")
            redirected(sources, f"#{one}", f"#{other}")
            return one, other
    raise AssertionError("no two paragraphs")


def withdrawn_claim(sources: Sources, names: set[str]) -> list[str]:
    """A claim that no other statement rests on, with its positions; what only they pointed to stays marked."""
    for claim in sources.all("//t:div[@type='claim']"):
        identifier = claim.get(XML_ID)
        pointing = sources.pointing(f"claims:{identifier}")
        relations = [element for element, name in pointing if element.tag == TEI + "relation" and name == "passive"]
        local = sources.pointing(f"#{identifier}")
        taken = [relation.get(XML_ID) for relation in relations]
        reported = [element for name in taken for element, _ in sources.pointing(f"#{name}")]
        siblings = len(claim.getparent().findall(TEI + "div"))
        if len(relations) == len(pointing) == 1 and not local and not reported and siblings > 1 and identifier in names:
            words = [word.removeprefix("#") for relation in relations for word in relation.get("corresp", "").split()]
            for relation in relations:
                relation.getparent().remove(relation)
            claim.getparent().remove(claim)
            return [identifier, *taken, *(word for word in words if unmarked(sources, word))]
    raise AssertionError("no claim can be withdrawn by itself")


def unmarked(sources: Sources, words: str) -> bool:
    """Takes away the mark of a stretch of words that states nothing any more; whether it did."""
    found = sources.all(f"//t:seg[@xml:id='{words}']")
    if not found or sources.pointing(f"#{words}") or sources.pointing(f"text:{words}"):
        return False
    found[0].tag = TEI + "unmarked"
    etree.strip_tags(found[0].getparent(), TEI + "unmarked")
    return True


@dataclass(frozen=True)
class Whole(Reorganised):
    """The real edition, reorganised after a release; `gone`: what was given up -> its successor ("" for none)."""

    gone: dict[str, str]
    release: str


@pytest.fixture(scope="session")
def whole(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Whole:
    """The real edition, built, released (unless its last release has it as it is), reorganised and built again, as its editors would."""
    project = tmp_path_factory.mktemp("reorganised") / "project"
    shutil.copytree(site.parent, project, ignore=shutil.ignore_patterns("_site"))
    shutil.copy2(ROOT / "CITATION.cff", project / "CITATION.cff")
    ran = edition(project, "release", LATER)
    assert ran.status == 0 or "nothing changed since" in ran.err, ran.err
    release = [row["release"] for row in table(project / "sources/releases/index.tsv")][-1]
    released = rows_of(project, release)
    sources = Sources(project)
    gone = dict([merged_person(sources), merged_passage(sources, next(text for text in sources.texts() if text.get(XML_ID) == "rees"))])
    gone |= dict.fromkeys(withdrawn_claim(sources, set(released)), "")
    done = {text.get(XML_ID): [change(text) for change in (inserted, renamed, moved, split)] for text in sources.texts()}
    assert all(sum(count) >= 5 for count in zip(*done.values())), done
    sources.write()
    for identifier, successor in gone.items():
        command = ("merge", identifier, successor) if successor else ("withdraw", identifier)
        assert edition(project, *command, "--reason", "The edition was reorganised.").status == 0
    ran = edition(project, "build")
    assert ran.status == 0, ran.err[-3000:]
    return Whole(project, released, project / "_site", gone, release)


def place_now(site: Path, identifier: str) -> tuple[str, str]:
    """(page, fragment) to which the address of an identifier leads."""
    [goal] = parsed(site / "id" / f"{identifier}.html").xpath("//meta[@http-equiv='refresh']/@content")
    path, fragment = urldefrag(urljoin(f"id/{identifier}.html", goal.partition("url=")[2]))
    return unquote(path), unquote(fragment)


def test_every_address_of_the_release_leads_to_its_thing_or_says_what_became_of_it(whole: Whole) -> None:
    reorganised, gone = whole, whole.gone
    lost = []
    for identifier, row in reorganised.released.items():
        file = reorganised.site / "id" / f"{identifier}.html"
        if not file.is_file():
            lost.append(f"{identifier}: no page")
        elif identifier in gone:
            goals = parsed(file).xpath("//p[@class='goal']/a/@href")
            if goals != ([f"{gone[identifier]}.html"] if gone[identifier] else []) or "The edition was reorganised." not in words_of(parsed(file).xpath("//main")[0]):
                lost.append(f"{identifier}: {goals}")
        else:
            path, fragment = place_now(reorganised.site, identifier)
            if not (reorganised.site / path).is_file() or fragment != identifier or fragment not in anchors(reorganised.site / path):
                lost.append(f"{identifier}: {path}#{fragment}")
            elif parsed(reorganised.site / path).xpath("//*[@id=$name]/@data-page", name=identifier):
                lost.append(f"{identifier}: leads to a place that leads on")
        if row["kind"] in ("passage", "note", "position", "claim") and not (reorganised.site / "id" / f"{identifier}@{whole.release}.html").is_file():
            lost.append(f"{identifier}@{whole.release}: no page")
    assert len(reorganised.released) > 2000 and not lost, lost[:20]


def test_much_was_reorganised(whole: Whole) -> None:
    """So that the test above is not passed by an edition in which nothing moved."""
    reorganised = whole
    elsewhere = [identifier for identifier, row in reorganised.released.items() if row["kind"] in ("passage", "note") and
                 (reorganised.site / "id" / f"{identifier}.html").is_file() and b"refresh" in (reorganised.site / "id" / f"{identifier}.html").read_bytes()
                 and place_now(reorganised.site, identifier)[0] not in {f"texts/{text.stem}.html" for text in (reorganised.project / "sources/tei/texts").glob("*.xml")}]
    assert len(elsewhere) > 250, len(elsewhere)
    added = [row for row in (reorganised.site / "id").glob("*z.html")]
    assert len(added) > 40
    assert len(list((reorganised.site / "texts").glob("*.html"))) > 30


def test_a_hundred_random_old_addresses_in_a_browser(whole: Whole, chromium) -> None:  # noqa: F811
    """As a reader follows them, half of them with the release in the address; the seed is in the message."""
    from test_browser import serving

    reorganised, gone = whole, whole.gone
    citable = [identifier for identifier, row in reorganised.released.items() if row["kind"] in ("passage", "note", "position", "claim")]
    chance = random.Random(SEED)
    drawn = [*chance.sample(sorted(reorganised.released), 60), *(f"{identifier}@{whole.release}" for identifier in chance.sample(sorted(citable), 40))]
    with serving(reorganised.site) as address:
        page = chromium.new_context(java_script_enabled=False).new_page()
        for name in drawn:
            identifier, _, release = name.partition("@")
            page.goto(f"{address}/id/{name}.html", wait_until="domcontentloaded")
            if release:
                assert page.locator("blockquote.frozen").first.inner_text().split() == reorganised.released[identifier]["words"].split(), (SEED, name)
            elif identifier in gone:
                assert page.locator("h1").inner_text().startswith(f"{identifier} was "), (SEED, name)
            else:
                page.wait_for_url(lambda url: url.endswith(f"#{identifier}"), wait_until="domcontentloaded")
                place = page.locator(f"[id='{identifier}']")
                assert place.count() == 1, (SEED, name)
                if reorganised.released[identifier]["kind"] == "passage":
                    first = reorganised.released[identifier]["words"].split()[:2]
                    around = place.inner_text() if place.inner_text().strip() else place.locator("xpath=..").inner_text()
                    assert all(word.strip(".,;:“”()") in around for word in first), (SEED, name, first, around[:200])


def test_the_words_of_a_passage_are_at_its_address(whole: Whole) -> None:
    """Not only an anchor of its name: the words themselves, for every paragraph that nobody changed."""
    reorganised, gone = whole, whole.gone
    wrong, seen = [], 0
    for identifier, row in reorganised.released.items():
        if row["kind"] != "passage" or identifier in gone.keys() | set(gone.values()):
            continue
        path, _ = place_now(reorganised.site, identifier)
        [place] = parsed(reorganised.site / path).xpath("//*[@id=$name]", name=identifier)
        copy = deepcopy(place)
        for part in copy.xpath(".//*[contains(@class, 'cite') or contains(@class, 'number') or contains(@class, 'footnote-reference') or contains(@class, 'page-break')]"):
            part.drop_tree()
        said = copy.text_content()
        if all(word in said for word in row["words"].split()[:3]):
            seen += 1
        elif copy.tag == "p":
            wrong.append((identifier, row["words"][:60], said[:60]))
    assert seen > 150 and len(wrong) < 20, (seen, wrong[:10])
