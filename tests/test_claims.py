"""Disputed claims: pages, pictures and data of the small edition, and of one as large as the edition is to grow, say what the XML says.

What is expected is derived in claims_anew.py from the XML by lxml alone. What needs a browser stands in test_claims_browser.py.
"""

from __future__ import annotations

import copy
import json
import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Callable
from urllib.parse import unquote, urldefrag, urlsplit

import pytest
from lxml import etree, html

from apparat.exports import exported_files
from apparat.tei.edition import read_edition
from claims_anew import TEI, XML_ID, Anew, Stated, read_anew, words_of
from conftest import ROOT, edition
from grown_claims import CLAIMS, HOLDERS, POSITIONS, TOPICS
from reading_exports import INVENTED, csv_rows, made
from test_golden import rendered, with_fragment
from test_pictures import SVG, boxes, size

SIGNS = {"asserts": "▲", "qualifies": "◆", "questions": "?", "denies": "▼"}
PLURALS = {"asserts": "assert", "qualifies": "qualify", "questions": "question", "denies": "deny"}
HERE = "https://example.org/data/claims.jsonld"


@dataclass(frozen=True)
class Site:
    """A built site, and what its sources say by a reading of our own."""

    project: Path

    @cached_property
    def anew(self) -> Anew:
        return read_anew(self.project / "sources" / "tei")

    @lru_cache(maxsize=None)
    def page(self, path: str) -> html.HtmlElement:
        return html.fromstring((self.project / "_site" / path).read_bytes())

    @lru_cache(maxsize=None)
    def ids(self, path: str) -> frozenset[str]:
        return frozenset(self.page(path).xpath("//@id"))

    def claim(self, claim: str) -> html.HtmlElement:
        return self.page(f"claims/{claim}.html").xpath("//article")[0]

    def leads(self, page: str, address: str) -> bool:
        """Whether a relative address on `page` leads to a file, and to a place on it."""
        path, fragment = urlsplit(address).path, urldefrag(address).fragment
        target = (self.project / "_site" / page).parent / unquote(path) if path else self.project / "_site" / page
        if not target.is_file():
            return False
        return not fragment or target.suffix != ".html" or unquote(fragment) in self.ids(target.resolve().relative_to((self.project / "_site").resolve()).as_posix())

    def json(self, name: str) -> list[dict]:
        return json.loads((self.project / "_site" / "data" / f"{name}.json").read_bytes())


pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")  # of its own JSON-LD reader
both = pytest.mark.parametrize("name", [pytest.param("small", marks=pytest.mark.xdist_group("small site")), pytest.param("grown", marks=pytest.mark.xdist_group("grown claims"))])
small_site = pytest.mark.xdist_group("small site")
grown_site = pytest.mark.xdist_group("grown claims")


@pytest.fixture(scope="session")
def sites(request: pytest.FixtureRequest) -> Callable[[str], Site]:
    """Name of an edition -> its site, built when it is first asked for."""
    @lru_cache(maxsize=None)
    def make(name: str) -> Site:
        return Site(request.getfixturevalue({"small": "built", "grown": "grown_built"}[name]))
    return make


def links(node: html.HtmlElement) -> list[str]:
    return node.xpath(".//a/@href")


def named(node: html.HtmlElement) -> list[str]:
    """The places that the links below a node lead to: fragments, or pages without theirs."""
    return [urldefrag(address).fragment or Path(urlsplit(address).path).stem for address in links(node)]


def section_of(article: html.HtmlElement, identifier: str) -> html.HtmlElement | None:
    """The section whose heading has an identifier; its sections below, but not what is around it."""
    found = article.xpath(f".//*[@id='{identifier}']")
    return found[0] if found and found[0].tag == "section" else found[0].getparent() if found else None


def text_of(node: html.HtmlElement) -> str:
    return " ".join(node.text_content().split())


def listed(article: html.HtmlElement, name: str) -> list[html.HtmlElement]:
    return article.xpath(f".//ul[contains(concat(' ', @class, ' '), ' {name} ')]/li")


@grown_site
def test_the_grown_edition_has_the_size_that_is_to_come(sites) -> None:
    anew = sites("grown").anew
    assert (len(anew.claims), len(anew.topics)) == (CLAIMS, TOPICS) and len(anew.holders) >= HOLDERS and len(anew.positions) >= POSITIONS - 1
    assert {position.stance for position in anew.positions.values()} == set(SIGNS) and {position.cert for position in anew.positions.values()} == {"high", "medium", "low"}
    assert max(len(anew.disputes(claim)) for claim in anew.claims) > 20 and sum(not position.reported for position in anew.positions.values()) > 30
    assert any(len({position.stance for position in anew.on(claim) if holder in position.holders}) > 1 for claim in anew.claims for holder in anew.holders)


@both
def test_every_address_on_a_page_leads_somewhere(sites, name: str) -> None:
    site, broken = sites(name), []
    for file in sorted((site.project / "_site").rglob("*.html")):
        page = file.relative_to(site.project / "_site").as_posix()
        broken += [f"{page}: {address}" for address in set(site.page(page).xpath("//@href | //@src")) if not urlsplit(address).scheme and not site.leads(page, address)]
    assert not broken, broken[:20]


# ---------------------------------------------------------------------------------------------------------------- the page of a claim
@both
def test_every_position_has_its_place_on_the_page_of_its_claim(sites, name: str) -> None:
    site, wrong = sites(name), []
    for claim in site.anew.claims:
        entries = {entry.get("id"): entry for entry in site.claim(claim).xpath(".//*[contains(concat(' ', @class, ' '), ' position-entry ')]")}
        assert sorted(entries) == sorted(position.id for position in site.anew.on(claim)), claim
        for position in site.anew.on(claim):
            wrong += [f"{position.id}: {fault}" for fault in faults_of(site, position, entries[position.id])]
    assert not wrong, wrong[:20]


def many(site: Site, position: Stated) -> bool:
    """Several holders, a school among the terms, or a group of people: the verb is plural."""
    if len(position.holders) > 1:
        return True
    sources = site.project / "sources" / "tei"
    plural = etree.parse(sources / "terms.xml").xpath("//*[local-name()='entry']/@xml:id") + etree.parse(sources / "institutions.xml").xpath("//*[@type='group']/@xml:id")
    return position.holders[0] in plural


def faults_of(site: Site, position: Stated, entry: html.HtmlElement) -> list[str]:
    """What is missing or wrong in a position as its claim's page says it."""
    faults = []
    held, evidence = entry.xpath(".//*[@class='held-by']")[0], entry.xpath(".//*[@class='evidence']")[0]
    several, said = many(site, position), text_of(held)
    pages = [Path(urlsplit(address).path).stem for address in links(held)]
    if pages[:len(position.holders)] != list(position.holders):
        faults.append(f"the holders {position.holders} must be linked, found {pages}")
    if f"{SIGNS[position.stance]} {PLURALS[position.stance] if several else position.stance}" not in said.replace("\u00a0", " "):
        faults.append(f"the stance must be said, found {said}")
    chain = [*(site.anew.authors[position.text] or [position.text]), *site.anew.chain(position.id)] if position.reported else []
    after = pages[len(position.holders):len(position.holders) + len(chain)]
    if ("· own" in said) == position.reported or ("reported by" in said) != position.reported or after != chain:
        faults.append(f"it must say whether it is reported, and by whom: {chain}, found {said}")
    if (position.cert != "high") != (f"({position.cert} certainty)" in said):
        faults.append(f"the certainty {position.cert} must be said where it is not high, found {said}")
    if any(position.dates.values()) and not all(re.search(re.escape(value[:4]), said) for value in position.dates.values() if value):
        faults.append(f"the date must be said, found {said}")
    places = entry.xpath(".//*[@class='place']/a/@href")
    if [urldefrag(place).fragment for place in places] != list(position.words) or not all(place.startswith(f"../texts/{position.text}.html#") for place in places):
        faults.append(f"the words {position.words} must be linked, found {places}")
    for words, excerpt in zip(position.words, entry.xpath(".//*[@class='excerpt']")):
        element = site.anew.elements[words]
        quoted = [text_of(hit) for hit in excerpt.xpath(".//*[@class='hit']")] or [text_of(excerpt)]
        if not len(element) and words_of(element) not in quoted:
            faults.append(f"the words “{words_of(element)}” must be quoted, found {quoted}")
    found = [address if address.startswith("http") else urldefrag(address).fragment or Path(urlsplit(address).path).stem for address in links(evidence)]
    if [identifier for identifier in position.evidence if identifier not in found] or not position.evidence and "none named" not in text_of(evidence):
        faults.append(f"the evidence {position.evidence} must be linked, found {found}")
    if [unit for unit in site.anew.rests_on(position) if unit not in found]:
        faults.append(f"the units and works {site.anew.rests_on(position)} must be linked, found {found}")
    if position.remark and position.remark not in text_of(entry):
        faults.append(f"the remark must be there: {position.remark}")
    return faults


@both
def test_own_and_reported_stand_apart_in_who_stands_where(sites, name: str) -> None:
    site = sites(name)
    for claim in site.anew.claims:
        rows = listed(site.claim(claim), "spectrum")
        assert [row.xpath("string(.//*[contains(@class, 'stance')])").split()[-1] for row in rows] == list(SIGNS)
        for stance, row in zip(SIGNS, rows):
            sides = {text_of(side).split()[0]: [urldefrag(address).fragment for address in links(side)] for side in row.xpath(".//*[contains(@class, 'side')]")}
            for kind, reported in (("own", False), ("reported", True)):
                wanted = [position.id for position in site.anew.on(claim) if (position.stance, position.reported) == (stance, reported) for _ in position.holders]
                assert sorted(sides.get(kind, [])) == sorted(wanted), (claim, stance, kind)
            assert bool(sides) != ("nobody" in text_of(row))


def disputes_in(rows: list[html.HtmlElement], positions: dict) -> Counter:
    """The disputes that lines say: the two positions that are linked, and whether it is in part."""
    return Counter((frozenset(place for place in named(row) if place in positions), "partial" if "(in part)" in text_of(row) else "open") for row in rows)


@both
def test_the_disputes_of_a_page_are_those_of_the_positions(sites, name: str) -> None:
    """Each once; the number in the heading is theirs; open ones stand first."""
    site, all_of_them = sites(name), 0
    for claim in site.anew.claims:
        wanted, article = Counter(site.anew.disputes(claim)), site.claim(claim)
        rows = listed(article, "disputes")
        assert disputes_in(rows, site.anew.positions) == wanted, claim
        heading = text_of(section_of(article, f"{claim}-disputes").xpath(".//h2")[0]).rstrip("¶#")
        assert heading.startswith(f"Disputes ({len(wanted)})" if wanted else "Disputes"), heading
        kinds = ["(in part)" in text_of(row) for row in rows]
        assert kinds == sorted(kinds), "open disputes stand first"
        all_of_them += len(wanted)
    assert all_of_them >= 7


@both
def test_a_dispute_names_both_sides_and_their_stances(sites, name: str) -> None:
    site = sites(name)
    for claim in site.anew.claims:
        for row in listed(site.claim(claim), "disputes"):
            said = text_of(row).replace("\u00a0", " ")
            for place in named(row):
                position = site.anew.positions.get(place)
                if position is not None:
                    assert f"{SIGNS[position.stance]} {PLURALS[position.stance] if many(site, position) else position.stance}" in said
            reported = sum(site.anew.positions[place].reported for place in named(row) if place in site.anew.positions)
            assert said.count("(reported)") == reported, said


@both
def test_shared_evidence_is_what_opposed_positions_both_rest_on(sites, name: str) -> None:
    site = sites(name)
    for claim in site.anew.claims:
        pairs = [[site.anew.positions[identifier] for identifier in pair] for pair, _ in site.anew.disputes(claim)]
        wanted = {unit for one, other in pairs for unit in set(site.anew.rests_on(one)) & set(site.anew.rests_on(other))}
        found = section_of(site.claim(claim), f"{claim}-shared")
        shown = {place for unit in found.xpath(".//ul[1]") for place in named(unit)} if found is not None else set()
        assert shown == wanted, claim


@small_site
def test_evidence_that_is_a_web_address_may_be_shared(small: Path) -> None:
    """Both sides cite one page of the web; the build must hold, and both must lead there."""
    file = small / "sources" / "tei" / "texts" / "second-text.xml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace('source="works:vane-1971 #second-text-n2"', 'source="https://example.org/e?a=1"'), encoding="utf-8")
    file = file.with_name("small.xml")
    text = file.read_text(encoding="utf-8")
    assert 'corresp="#small-abs1-w1" when="1999"' in text
    file.write_text(text.replace('corresp="#small-abs1-w1" when="1999"', 'corresp="#small-abs1-w1" when="1999" source="https://example.org/e?a=1"'), encoding="utf-8")
    ran = edition(small, "build")
    assert ran.status == 0, ran.err
    page = html.fromstring((small / "_site" / "claims" / "claim-lists-made-vesta.html").read_bytes())
    assert page.xpath("//article//@href").count("https://example.org/e?a=1") >= 3


@both
def test_related_claims_and_terms_lead_to_their_pages(sites, name: str) -> None:
    site = sites(name)
    for pair in site.anew.contradictions:
        for one, other in ((one, other) for one in pair for other in pair - {one}):
            assert f"{other}.html" in [urldefrag(address).url for address in links(site.claim(one))]


def test_several_who_hand_on_one_position_are_all_named_or_refused(tmp_path: Path) -> None:
    """Two reports of one position are two ways by which it is known; nothing is dropped in silence."""
    more = ('<relation xml:id="small-c9" type="reported" name="reports" active="people:karimova" passive="#small-c8" corresp="#small-p9-w1" resp="#editors" cert="high"/>'
            '<relation xml:id="small-c10" type="reported" name="reports" active="people:vane" passive="#small-c8" corresp="#small-p9-w1" resp="#editors" cert="high"/>')
    project = with_fragment(tmp_path, "texts/small.xml", "    </listRelation>\n  </standOff>", more)
    if edition(project, "check").status == 0:
        page = rendered(project / "sources" / "tei")["claims/claim-fairs-made-vesta.md"]
        assert "(#karimova)" in page and "(#vane)" in page


# ---------------------------------------------------------------------------------------------------------------- index, holders, entries
@both
def test_the_index_has_every_claim_under_its_topic_with_its_stances(sites, name: str) -> None:
    site = sites(name)
    page = site.page("claims/index.html")
    for topic, claims in site.anew.topics.items():
        section = section_of(page, topic)
        rows = listed(section, "claims")
        assert [named(row)[0] for row in rows] == claims
        for claim, row in zip(claims, rows):
            counts = {stance: len({holder for position in site.anew.on(claim) if position.stance == stance for holder in position.holders}) for stance in SIGNS}
            shown = [text_of(stance).replace("\u00a0", " ") for stance in row.xpath(".//*[contains(@class, 'stance')]")]
            assert shown == [f"{SIGNS[stance]} {count}" for stance, count in counts.items() if count], claim


@both
def test_the_figures_of_a_page_are_those_of_the_sources(sites, name: str) -> None:
    anew = sites(name).anew
    facing = sum(any(kind == "open" for _, kind in anew.disputes(claim)) for claim in anew.claims)
    for path in ("claims/index.html", "claims/matrix.html", "claims/disputes.html"):
        said = text_of(sites(name).page(path).xpath("//article//p[contains(@class, 'lead')]")[0])
        assert f"{len(anew.claims)} claims, {len(anew.positions)} positions of {len(anew.holders)} holders; {facing} of the claims are in open dispute" in said, said


def entries_of(site: Site) -> list[Path]:
    """The pages of people, bodies and terms."""
    return [path for folder in ("people", "institutions", "terms") for path in (site.project / "_site" / folder).glob("*.html") if path.stem != "index"]


def pages_of_holders(site: Site) -> dict[str, html.HtmlElement]:
    """Holder -> the article of the page; people, bodies and schools are among them."""
    found = {path.stem: path.parent.name for path in entries_of(site) if path.stem in site.anew.holders}
    assert found.keys() == site.anew.holders and set(found.values()) == {"people", "institutions", "terms"}
    return {holder: site.page(f"{folder}/{holder}.html").xpath("//article")[0] for holder, folder in found.items()}


@both
def test_the_page_of_a_holder_lists_all_positions(sites, name: str) -> None:
    """People, bodies and schools; each leads to the position and to the words, and says what the claim's page says."""
    site = sites(name)
    for holder, article in pages_of_holders(site).items():
        section, held = section_of(article, f"{holder}-positions"), site.anew.held_by(holder)
        assert section is not None and f"Positions ({len(held)})" in text_of(section)
        rows = listed(article, "positions-in-full")
        first = [next(place for place in named(row) if place in site.anew.positions) for row in rows]
        assert sorted(first) == sorted(position.id for position in held), holder
        for identifier, row in zip(first, rows):
            position = site.anew.positions[identifier]
            assert set(position.words) <= set(named(row))
            assert (f"({position.cert} certainty)" in text_of(row)) == (position.cert != "high"), (holder, identifier)
            assert ("reported by" in text_of(row)) == position.reported
    silent = [path for path in entries_of(site) if path.stem not in site.anew.holders]
    assert silent and not [path for path in silent if html.fromstring(path.read_bytes()).xpath(f"//*[@id='{path.stem}-positions']")]


@both
def test_others_are_those_who_hold_a_position_together_with_the_holder(sites, name: str) -> None:
    """The page of a holder says with whom; the holder is not one of them."""
    site = sites(name)
    for holder, article in pages_of_holders(site).items():
        for row in listed(article, "positions-in-full"):
            held = row.xpath(".//*[@class='held-by']")[0]
            position = site.anew.positions[named(held)[0]]
            others = [other for other in position.holders if other != holder]
            assert [Path(urlsplit(address).path).stem for address in links(held)[1:1 + len(others)]] == others, (holder, position.id)
            assert ("· with " in text_of(held)) == bool(others)


@both
def test_the_opponents_of_a_holder_are_those_of_the_disputes(sites, name: str) -> None:
    """ "In open dispute with Oll (1 claim)": everyone on the other side of an open dispute, with the number of claims."""
    site, anew = sites(name), sites(name).anew
    facing: dict[str, dict[str, set[frozenset[str]]]] = {}
    for claim in anew.claims:
        for pair, kind in anew.disputes(claim):
            one, other = (anew.positions[identifier] for identifier in pair)
            for holder, opponent in [(a, b) for a in one.holders for b in other.holders if a != b and kind == "open"]:
                claims = frozenset({one.claim, other.claim})
                facing.setdefault(holder, {}).setdefault(opponent, set()).add(claims)
                facing.setdefault(opponent, {}).setdefault(holder, set()).add(claims)
    for holder, article in pages_of_holders(site).items():
        lead = section_of(article, f"{holder}-positions").xpath(".//p[contains(@class, 'lead')]")[0]
        shown = {place.removesuffix("-positions") for place in named(lead)}
        assert shown == set(facing.get(holder, {})), holder


@both
def test_the_list_of_holders_has_everyone_once(sites, name: str) -> None:
    site = sites(name)
    found = [place.removesuffix("-positions") for row in listed(site.page("claims/holders.html").xpath("//article")[0], "facts") for place in named(row)]
    assert sorted(found) == sorted(site.anew.holders)


@both
def test_works_and_files_say_for_which_positions_they_are_evidence(sites, name: str) -> None:
    site, missing = sites(name), []
    for position in site.anew.positions.values():
        for unit in {*position.evidence, *site.anew.rests_on(position)}:
            for folder in ("works", "archives"):
                if (site.project / "_site" / folder / f"{unit}.html").is_file():
                    found = links(site.page(f"{folder}/{unit}.html").xpath("//article")[0])
                    missing += [f"{folder}/{unit}: {position.id}"] if f"../claims/{position.claim}.html#{position.id}" not in found else []
    assert not missing, (len(missing), missing[:10])


# ---------------------------------------------------------------------------------------------------------------- the margin of a text
@both
def test_every_position_has_a_mark_beside_its_words(sites, name: str) -> None:
    """In each passage that states it: a mark that leads to the words and to the claim, says the stance, and whether it is reported."""
    site, missing = sites(name), []
    for text in site.anew.texts:
        page = f"texts/{text}.html"
        marks = listed(site.page(page).xpath("//article")[0], "marks")
        shown = [(urldefrag(links(mark)[0]).fragment, urldefrag(links(mark)[-1]).fragment, text_of(mark)) for mark in marks]
        for position in site.anew.positions.values():
            if position.text == text:
                mine = [(words, said) for words, place, said in shown if place == position.id]
                missing += [f"{position.id}: no mark"] if not mine else []
                assert {words for words, _ in mine} <= set(position.words)
                passages = {next(node.get(XML_ID) for node in [site.anew.elements[words], *site.anew.elements[words].iterancestors(TEI + "p", TEI + "quote")]
                                 if node.tag in (TEI + "p", TEI + "quote") and node.get(XML_ID)) for words in position.words}
                assert len(mine) == len(passages), (position.id, mine)
                for _, said in mine:
                    assert SIGNS[position.stance] in said and ("reported" in said) == position.reported and site.anew.titles[position.claim] in said
        assert {place for _, place, _ in shown} <= {position.id for position in site.anew.positions.values() if position.text == text}
        assert all(site.leads(page, address) for mark in marks for address in links(mark))
    assert not missing, missing[:10]


SAID = '<relation xml:id="second-text-c9" type="reported" name="denies" active="people:karimova" passive="claims:claim-nobody-asked" corresp="#{}" resp="#editors" cert="high"/>'
SEG = '<seg xml:id="second-text-{}-w1">words that state it</seg>'
ANYWHERE = {  # where words may stand -> identifier of the words, what is put before the end of the body
    "a paragraph": ("second-text-p9-w1", f'<p xml:id="second-text-p9" n="9" corresp="w:1">{SEG.format("p9")}</p>'),
    "a note": ("second-text-n9-w1", f'<p xml:id="second-text-p9" n="9" corresp="w:1">A<note type="source" n="9" xml:id="second-text-n9">{SEG.format("n9")}</note></p>'),
    "a whole note": ("second-text-n9", '<p xml:id="second-text-p9" n="9" corresp="w:1">A<note type="source" n="9" xml:id="second-text-n9">Words that state it.</note></p>'),
    "a list in a paragraph": ("second-text-p9-w1", f'<p xml:id="second-text-p9" n="9" corresp="w:1">A: <list><item>{SEG.format("p9")}</item></list></p>'),
    "a list of its own": ("second-text-l9-w1", f'<list xml:id="second-text-l9" corresp="w:1"><item>{SEG.format("l9")}</item></list>'),
    "the heading of a list": ("second-text-l9-w1", f'<list xml:id="second-text-l9" corresp="w:1"><head>{SEG.format("l9")}</head><item>A.</item></list>'),
    "a quotation set off": ("second-text-q9-w1", f'<quote type="regest" xml:id="second-text-q9" corresp="w:1"><bibl type="attribution">X</bibl> that {SEG.format("q9")}.</quote>'),
    "a whole quotation": ("second-text-q9", '<quote type="regest" xml:id="second-text-q9" corresp="w:1"><bibl type="attribution">X</bibl> that.</quote>'),
    "a cell": ("second-text-tab9-w1", f'<table xml:id="second-text-tab9" corresp="w:1"><row><cell>A</cell><cell>{SEG.format("tab9")}</cell></row></table>'),
    "the heading of a table": ("second-text-tab9-w1", f'<table xml:id="second-text-tab9" corresp="w:1"><head>{SEG.format("tab9")}</head><row><cell>A</cell></row></table>'),
    "a whole figure": ("second-text-fig9", '<figure xml:id="second-text-fig9" n="9" corresp="w:1"><figDesc>A figure.</figDesc></figure>'),
    "a caption": ("second-text-fig9-w1", f'<figure xml:id="second-text-fig9" n="9" corresp="w:1"><figDesc>{SEG.format("fig9")}</figDesc></figure>'),
    "a heading": ("second-text-s9-w1", f'<div type="section" xml:id="second-text-s9"><head>{SEG.format("s9")}</head><p xml:id="second-text-p9" n="9" corresp="w:1">A.</p></div>'),
    "a note to a heading": ("second-text-n9-w1", '<div type="section" xml:id="second-text-s9"><head>A<note type="source" n="9" xml:id="second-text-n9" corresp="w:1">'
                            f'{SEG.format("n9")}</note></head><p xml:id="second-text-p9" n="9" corresp="w:1">A.</p></div>'),
    "a closing line": ("second-text-d9-w1", f'<closer xml:id="second-text-d9" corresp="w:1">{SEG.format("d9")}</closer>'),
}


@pytest.mark.parametrize("identifier, fragment", ANYWHERE.values(), ids=ANYWHERE)
def test_words_anywhere_have_a_mark_and_an_excerpt_or_are_refused(tmp_path: Path, identifier: str, fragment: str) -> None:
    """What the checks let pass is on the page of the text with its mark, and on that of the claim with its words."""
    project = with_fragment(tmp_path, "texts/second-text.xml", "    </body>", fragment)
    file = project / "sources" / "tei" / "texts" / "second-text.xml"
    file.write_text(file.read_text(encoding="utf-8").replace("    </listRelation>", SAID.format(identifier) + "\n    </listRelation>", 1), encoding="utf-8")
    ran = edition(project, "check")
    if ran.status == 0:
        pages = rendered(project / "sources" / "tei")
        text, claim = pages["texts/second-text.md"], pages["claims/claim-nobody-asked.md"]
        assert re.search(rf"\(#{identifier}\)\]\{{\.stance \.denies\}}.*\(#second-text-c9\)", text), "no mark"
        assert f"{{#{identifier} " in text or f"{{#{identifier}}}" in text or f"[^{identifier}]:" in text, "no place for the words"
        entry = next(row for row in claim.split("\n") if "{#second-text-c9 .position-entry}" in row)
        assert f"(#{identifier})" in entry.split("]{.held-by}")[1].split("]{.stated}")[0], "the words are not linked"


def test_a_mark_says_that_its_words_stand_in_a_note(tmp_path: Path) -> None:
    """Whether they are some words of it or all of it."""
    for identifier, fragment in (ANYWHERE["a note"], ANYWHERE["a whole note"]):
        project = with_fragment(tmp_path / identifier, "texts/second-text.xml", "    </body>", fragment)
        file = project / "sources" / "tei" / "texts" / "second-text.xml"
        file.write_text(file.read_text(encoding="utf-8").replace("    </listRelation>", SAID.format(identifier) + "\n    </listRelation>", 1), encoding="utf-8")
        mark = next(row for row in rendered(project / "sources" / "tei")["texts/second-text.md"].split("\n") if "(#second-text-c9)" in row)
        assert "n. 9" in mark, mark


# ---------------------------------------------------------------------------------------------------------------- the matrix
@both
def test_every_position_is_a_linked_sign_in_its_row_and_column(sites, name: str) -> None:
    site = sites(name)
    table = site.page("claims/matrix.html").get_element_by_id("matrix")
    heads = table.xpath("./thead/tr/th")
    assert {head.get("scope") for head in heads} == {"col"} and len(heads) == len(site.anew.holders) + 1
    holders = [head.get("data-holder") for head in heads[1:]]
    assert sorted(holders) == sorted(site.anew.holders) and all(site.leads("claims/matrix.html", address) for head in heads for address in links(head))
    found: Counter = Counter()
    for topic, body in zip(site.anew.topics, table.xpath("./tbody"), strict=True):
        first, *rows = body.xpath("./tr")
        assert body.get("data-topic") == topic and first.xpath("./th/@scope") == ["rowgroup"] and links(first) == [f"index.html#{topic}"]
        for claim, row in zip(site.anew.topics[topic], rows, strict=True):
            head, *cells = row
            assert head.get("scope") == "row" and links(head) == [f"{claim}.html"] and len(cells) == len(holders)
            for holder, cell in zip(holders, cells):
                for sign in cell.xpath(".//a"):
                    position = site.anew.positions[urldefrag(sign.get("href")).fragment]
                    assert sign.get("href") == f"{claim}.html#{position.id}" and holder in position.holders
                    said = sign.get("aria-label") or text_of(sign)
                    assert position.stance in said and ("reported" if position.reported else "own") in said and len(said.split()) >= 4
                    assert sign.text.startswith(SIGNS[position.stance]) and ("○" in text_of(sign)) == position.reported
                    found[position.id, holder] += 1
    assert found == Counter((position.id, holder) for position in site.anew.positions.values() for holder in position.holders)


@grown_site
def test_the_grown_matrix_is_not_too_heavy(sites) -> None:
    """The page with all that it asks for: less than 1.5 MB."""
    site, folder = sites("grown"), sites("grown").project / "_site" / "claims"
    page = site.page("claims/matrix.html")
    files = {folder / "matrix.html", *(folder / urlsplit(address).path for address in page.xpath("//script/@src | //link[@rel='stylesheet']/@href | //img/@src"))}
    assert sum(file.stat().st_size for file in files) < 1_500_000 and len(files) > 3


# ---------------------------------------------------------------------------------------------------------------- the graph
def pictures_of(site: Site) -> dict[str, etree._Element]:
    """Topic -> its picture, as XML."""
    raw = (site.project / "_site" / "claims" / "disputes.html").read_text(encoding="utf-8")
    return {root.get("id").removeprefix("disputes-"): root for root in map(etree.fromstring, re.findall(r"<svg xmlns=[^>]* class=\"drawing\".*?</svg>", raw, flags=re.DOTALL))}


@both
def test_a_graph_has_every_position_of_a_disputed_claim(sites, name: str) -> None:
    """Well-formed SVG with title and description; every name, box and line is a link with a title, to an address that exists."""
    site = sites(name)
    found = pictures_of(site)
    assert list(found) == [topic for topic, claims in site.anew.topics.items() if any(map(site.anew.disputes, claims))]
    for topic, root in found.items():
        claims = [claim for claim in site.anew.topics[topic] if site.anew.disputes(claim)]
        positions = [position for claim in claims for position in site.anew.on(claim)]
        assert (root[0].tag, root[1].tag) == (SVG + "title", SVG + "desc") and root[0].text and root[1].text and root.get("role")
        assert root.get("aria-labelledby") == root[0].get("id") and root.get("aria-describedby") == root[1].get("id")
        linked = list(root.iter(SVG + "a"))
        assert all(link[0].tag == SVG + "title" and len(link[0].text) > 1 and site.leads("claims/disputes.html", link.get("href")) for link in linked)
        inside = {node for link in linked for node in link.iter()}
        assert not [node for node in root.iter(SVG + "text", SVG + "rect") if node not in inside], "names and boxes are linked"
        lines = Counter(urldefrag(link.get("href")).fragment for link in linked if link.find(f"{SVG}path") is not None)
        assert lines == Counter(position.id for position in positions for _ in position.holders)
        for link in linked:
            position, path = site.anew.positions.get(urldefrag(link.get("href")).fragment), link.find(f"{SVG}path[@class]")
            if position is not None and path is not None:
                assert position.stance in link[0].text and ("reported" if position.reported else "own") in link[0].text
                assert any(("reported" in (drawn.get("class") or "").split()) == position.reported for drawn in link.iter(SVG + "path") if "position-line" in drawn.get("class"))
        assert [urldefrag(link.get("href")).url for link in linked if link.find(f"{SVG}rect") is not None] == [f"{claim}.html" for claim in claims]
        names = Counter(Path(urlsplit(link.get("href")).path).stem for link in linked if "-positions" in link.get("href"))
        asserting, others = ({holder for position in positions if (position.stance == "asserts") == side for holder in position.holders} for side in (True, False))
        assert names == Counter([*asserting, *others]), "once on each side"


@both
def test_the_list_below_a_graph_says_the_same_disputes(sites, name: str) -> None:
    site = sites(name)
    article = site.page("claims/disputes.html").xpath("//article")[0]
    for topic in pictures_of(site):
        section = section_of(article, f"disputes-of-{topic}")
        wanted = Counter(dispute for claim in site.anew.topics[topic] for dispute in site.anew.disputes(claim))
        assert disputes_in(listed(section, "disputes"), site.anew.positions) == wanted, topic
    quiet = [topic for topic, claims in site.anew.topics.items() if not any(map(site.anew.disputes, claims))]
    assert all(f"index.html#{topic}" in links(article) for topic in quiet)


@both
def test_nothing_in_a_graph_lies_over_another_or_outside(sites, name: str) -> None:
    """Names, claims and signs, by the measure of the pictures; test_claims_browser measures the letters."""
    for topic, root in pictures_of(sites(name)).items():
        width, height = size(root)
        found = sorted(boxes(root), key=lambda box: box.top)
        outside = [box for box in found if box.left < 0 or box.top < 0 or box.right > width or box.bottom > height]
        assert not outside, (topic, outside[:5])
        over = [(one.words, other.words) for place, one in enumerate(found) for other in found[place + 1:]
                if other.top < one.bottom and one.left < other.right and other.left < one.right and (one.words, one.left, one.top) != (other.words, other.left, other.top)]
        assert not over, (topic, len(over), over[:5])


@both
def test_a_graph_has_no_colour_of_its_own(sites, name: str) -> None:
    for root in pictures_of(sites(name)).values():
        assert not [node for node in root.iter() for key in node.attrib if key in ("fill", "stroke", "color") or key == "style" and re.search("fill|stroke|color", node.get(key))]


# ---------------------------------------------------------------------------------------------------------------- the data
@both
def test_positions_in_the_data_are_those_of_the_sources(sites, name: str) -> None:
    site = sites(name)
    rows = {row["id"]: row for row in site.json("positions")}
    assert set(rows) == set(site.anew.positions)
    for identifier, position in site.anew.positions.items():
        row = rows[identifier]
        assert (row["text"], row["stance"], row["claim"], row["certainty"], row["remark"]) == (position.text, position.stance, position.claim, position.cert, position.remark)
        assert (row["holders"], row["words"], row["evidence"], row["rests_on"]) == (list(position.holders), list(position.words), list(position.evidence), site.anew.rests_on(position))
        assert row["kind"] == ("reported" if position.reported else "own") and {key: row[key] for key in position.dates} == position.dates
        chain = [*site.anew.authors[position.text], *site.anew.chain(identifier)] if position.reported else []
        assert row["reporters"] == list(dict.fromkeys(chain)), identifier
        assert site.leads("index.html", row["address"]) and row["claim_title"] == site.anew.titles[position.claim]
        assert len(row["quotation"]) == len(row["words"]) == len(position.words)
        for words, quoted in zip(position.words, row["quotation"]):
            element = site.anew.elements[words]
            assert len(element) or quoted == words_of(element), words


@both
def test_disputes_in_the_data_are_those_of_the_positions(sites, name: str) -> None:
    site = sites(name)
    rows, by_claim = site.json("disputes"), {row["id"]: row for row in site.json("claims")}
    found = {claim: [row for row in rows if row["claim"] == claim] for claim in site.anew.claims}
    assert sum(map(len, found.values())) == len(rows)
    for claim in site.anew.claims:
        assert Counter((frozenset({row["one"], row["other"]}), row["kind"]) for row in found[claim]) == Counter(site.anew.disputes(claim)), claim
        for row in found[claim]:
            one, other = site.anew.positions[row["one"]], site.anew.positions[row["other"]]
            assert (row["one_stance"], row["other_stance"]) == (one.stance, other.stance) and (row["one_holders"], row["other_holders"]) == (list(one.holders), list(other.holders))
            assert row["other_claim"] == (other.claim if other.claim != claim else "") and one.claim == claim
            assert sorted(row["shared_evidence"]) == sorted(set(site.anew.rests_on(one)) & set(site.anew.rests_on(other))) and site.leads("index.html", row["address"])
        assert by_claim[claim]["disputes"] == found[claim] and by_claim[claim]["dispute_count"] == len(found[claim])


@both
def test_claims_in_the_data_hold_their_positions(sites, name: str) -> None:
    site = sites(name)
    rows, positions = site.json("claims"), {row["id"]: row for row in site.json("positions")}
    assert [row["id"] for row in rows] == site.anew.claims
    for row in rows:
        held = site.anew.on(row["id"])
        assert row["positions"] == [positions[position.id] for position in held] and row["position_count"] == len(held)
        assert {stance: sorted(row[stance]) for stance in SIGNS} == {stance: sorted({holder for position in held if position.stance == stance for holder in position.holders}) for stance in SIGNS}
        assert row["topic"] == next(topic for topic, claims in site.anew.topics.items() if row["id"] in claims) and row["topic_title"] == site.anew.titles[row["topic"]]
        assert set(row["contradicts"]) == {other for pair in site.anew.contradictions if row["id"] in pair for other in pair - {row["id"]}}
    table = csv_rows((site.project / "_site" / "data" / "claims.csv").read_bytes())
    assert [row["id"] for row in table] == site.anew.claims and [row["position_count"] for row in table] == [str(row["position_count"]) for row in rows]


# ---------------------------------------------------------------------------------------------------------------- linked data
@lru_cache(maxsize=None)
def graph(site: Site):
    rdflib = pytest.importorskip("rdflib")
    return rdflib.Graph().parse(data=(site.project / "_site" / "data" / "claims.jsonld").read_text(encoding="utf-8"), format="json-ld", publicID=HERE)


CITO, OA, PROV = "http://purl.org/spar/cito/", "http://www.w3.org/ns/oa#", "http://www.w3.org/ns/prov#"
PROPERTIES = {"asserts": "supports", "qualifies": "qualifies", "questions": "critiques", "denies": "disputes"}


@both
def test_the_linked_data_have_every_position(sites, name: str) -> None:
    """Read by rdflib as if published at https://example.org/: stance, claim, holders, reporters, evidence, words."""
    site, rdflib = sites(name), pytest.importorskip("rdflib")
    data, iri = graph(site), rdflib.URIRef
    at = {str(value): node for node, value in data.subject_objects(iri("http://purl.org/dc/terms/identifier"))}
    assert set(at) == {*site.anew.positions, *site.anew.claims}
    stems = lambda node, prop: {urldefrag(str(found)).fragment or Path(urlsplit(str(found)).path).stem for found in data.objects(node, iri(prop))}  # noqa: E731
    opponents: dict[str, set[str]] = {}
    for claim in site.anew.claims:
        for pair, _ in site.anew.disputes(claim):
            for one in pair:
                opponents.setdefault(one, set()).update(pair - {one})
    for identifier, position in site.anew.positions.items():
        node = at[identifier]
        assert str(node) == f"https://example.org/claims/{position.claim}.html#{identifier}"
        for stance, prop in PROPERTIES.items():
            assert stems(node, CITO + prop) == ({position.claim} if stance == position.stance else set())
        assert stems(node, OA + "hasBody") == {position.claim} and stems(node, PROV + "wasAttributedTo") == set(position.holders)
        chain = {*site.anew.authors[position.text], *site.anew.chain(identifier)} if position.reported else set()
        assert stems(node, PROV + "wasQuotedFrom") == chain and stems(node, CITO + "disagreesWith") == opponents.get(identifier, set())
        evidence = {str(found) for found in data.objects(node, iri(CITO + "citesAsEvidence"))}
        assert len(evidence) == len(site.anew.rests_on(position)) and stems(node, PROV + "wasDerivedFrom") == {position.text}
        selected = {str(value) for target in data.objects(node, iri(OA + "hasTarget")) for selector in data.objects(target, iri(OA + "hasSelector"))
                    for value in data.objects(selector, iri("http://www.w3.org/1999/02/22-rdf-syntax-ns#value"))}
        assert selected == set(position.words)


@both
def test_every_address_of_the_linked_data_is_on_the_site(sites, name: str) -> None:
    site, broken = sites(name), []
    nodes = {str(node) for triple in graph(site) for node in (triple[0], triple[2]) if str(node).startswith("https://example.org/") and not str(node).startswith("https://example.org/e?")}
    assert len(nodes) > 10
    for node in nodes - {HERE}:
        broken += [node] if not site.leads("index.html", node.removeprefix("https://example.org/")) else []
    assert not broken, broken[:10]


@small_site
def test_the_context_is_json_ld_to_a_strict_reader(sites) -> None:
    """JSON-LD 1.1, 4.2.2: what a term stands for is an absolute IRI, a keyword or a term; a relative "#" is an invalid IRI mapping (pyld, jsonld.js refuse it)."""
    context = json.loads((sites("small").project / "_site" / "data" / "claims.jsonld").read_bytes())["@context"]
    assert not context.get("@vocab") and context
    for term, meaning in context.items():
        value = meaning["@id"] if isinstance(meaning, dict) and "@id" in meaning else term if isinstance(meaning, dict) else meaning
        prefix = value.split(":")[0]
        assert value.startswith("@") or re.match(r"https?://\S+[/#]$|urn:[\w:-]+:$", value) or ":" in value and re.match(r"https?://\S+[/#]$|urn:[\w:-]+:$", context.get(prefix, "")), (term, meaning)


@both
def test_what_a_position_quotes_stands_in_the_page_it_names(sites, name: str) -> None:
    """Web Annotation, 4.2.4: `exact` is a copy of the text that is selected, `prefix` and `suffix` stand around it in the same page."""
    site, rdflib, wrong = sites(name), pytest.importorskip("rdflib"), []
    data, iri = graph(site), rdflib.URIRef
    for selector, quote in data.subject_objects(iri(OA + "refinedBy")):
        place = str(data.value(selector, iri("http://www.w3.org/1999/02/22-rdf-syntax-ns#value")))
        text = site.anew.elements[place].getroottree().getroot().get(XML_ID)
        exact, prefix, suffix = (str(data.value(quote, iri(OA + part)) or "") for part in ("exact", "prefix", "suffix"))
        node = copy.deepcopy(site.page(f"texts/{text}.html").get_element_by_id(place))
        for apart in node.xpath(".//*[contains(@class, 'footnote-reference') or @class='number' or @class='page-break']"):
            apart.drop_tree()
        if exact not in text_of(node):
            wrong.append(f"{place}: {exact}")
    assert not wrong, (len(wrong), wrong[:5])


def test_the_words_around_a_quotation_are_those_around_these_words(tmp_path: Path) -> None:
    """Not those around the same words elsewhere in the passage."""
    fragment = '<p xml:id="second-text-p9" n="9" corresp="w:1">Words first, and <seg xml:id="second-text-p9-w1">Words</seg> again.</p>'
    project = with_fragment(tmp_path, "texts/second-text.xml", "    </body>", fragment)
    file = project / "sources" / "tei" / "texts" / "second-text.xml"
    file.write_text(file.read_text(encoding="utf-8").replace("    </listRelation>", SAID.format("second-text-p9-w1") + "\n    </listRelation>", 1), encoding="utf-8")
    quote = next(target["selector"]["refinedBy"] for node in linked_of(project)["@graph"] if node.get("dcterms:identifier") == "second-text-c9" for target in node["target"])
    assert quote == {"type": "oa:TextQuoteSelector", "exact": "Words", "prefix": "Words first, and ", "suffix": " again."}


def linked_of(project: Path) -> dict:
    return json.loads(dict(exported_files(read_edition(project / "sources" / "tei")[0]))["claims.jsonld"])


def test_a_date_in_the_linked_data_is_no_more_precise_than_its_source() -> None:
    """small-c5 is of between 1922 and 1923: not of 1922."""
    node = next(node for node in json.loads(made(INVENTED)["claims.jsonld"])["@graph"] if node.get("dcterms:identifier") == "small-c5")
    assert node.get("dcterms:date") != "1922", node["dcterms:date"]


def conforms(data, shapes: bytes) -> tuple[bool, str]:
    pyshacl = pytest.importorskip("pyshacl")
    result, _, words = pyshacl.validate(data, shacl_graph=shapes.decode("utf-8"), shacl_graph_format="turtle")
    return result, words


@both
def test_the_linked_data_keep_to_their_shapes(sites, name: str) -> None:
    site = sites(name)
    shapes = (site.project / "_site" / "data" / "claims.shacl.ttl").read_bytes()
    assert shapes == (ROOT / "scripts" / "apparat" / "schema" / "claims.shacl.ttl").read_bytes()
    result, words = conforms(graph(site), shapes)
    assert result, words[:2000]


def without(key: str) -> Callable[[dict], None]:
    return lambda node: node.pop(key)


def changed(key: str, value) -> Callable[[dict], None]:
    return lambda node: node.update({key: value})


POSITION, CLAIM = "small-c1", "claim-lists-made-vesta"
MUTATIONS = {
    "no body": (POSITION, without("body")), "two bodies": (POSITION, changed("body", ["../claims/claim-lists-made-vesta.html", "../claims/claim-nobody-asked.html"])),
    "a body that is no claim": (POSITION, changed("body", "../people/oll.html")), "no stance": (POSITION, without("cito:supports")),
    "two stances": (POSITION, changed("cito:disputes", ["../claims/claim-lists-made-vesta.html"])),
    "a stance on another claim": (POSITION, changed("cito:supports", ["../claims/claim-nobody-asked.html"])), "no holder": (POSITION, without("prov:wasAttributedTo")),
    "a holder without a name": (POSITION, changed("prov:wasAttributedTo", ["../people/nobody.html"])), "no words": (POSITION, without("target")),
    "no text": (POSITION, without("prov:wasDerivedFrom")), "no motivation": (POSITION, without("motivation")),
    "an opponent that is no position": (POSITION, changed("cito:disagreesWith", ["../people/vane.html"])), "a date in words": (POSITION, changed("dcterms:date", "about 1999")),
    "evidence in words": (POSITION, changed("cito:citesAsEvidence", {"@value": "a book"})), "words of no page": (POSITION, changed("target", [{"type": "oa:SpecificResource"}])),
    "another stance in words": (POSITION, changed("apparat:stance", "denies")),
    "no proposition": (CLAIM, without("skos:definition")), "an empty proposition": (CLAIM, changed("skos:definition", "")), "no title": (CLAIM, without("skos:prefLabel")),
    "no topic": (CLAIM, without("skos:inScheme")), "no identifier": (CLAIM, without("dcterms:identifier")), "no concept": (CLAIM, without("type")),
}


@small_site
@pytest.mark.parametrize("identifier, change", MUTATIONS.values(), ids=MUTATIONS)
def test_the_shapes_can_say_no(sites, identifier: str, change: Callable[[dict], None]) -> None:
    rdflib = pytest.importorskip("rdflib")
    folder = sites("small").project / "_site" / "data"
    data = json.loads((folder / "claims.jsonld").read_bytes())
    change(next(node for node in data["@graph"] if node.get("dcterms:identifier") == identifier))
    result, _ = conforms(rdflib.Graph().parse(data=json.dumps(data), format="json-ld", publicID=HERE), (folder / "claims.shacl.ttl").read_bytes())
    assert not result
