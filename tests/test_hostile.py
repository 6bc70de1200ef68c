"""What a stranger sends comes out as inert text: a hostile string in every text node and in every attribute of the small edition."""

from __future__ import annotations

import json
from pathlib import Path

from lxml import etree, html

from apparat import build
from apparat.tei.edition import read_edition
from conftest import edition

XML = "{http://www.w3.org/XML/1998/namespace}"
HOSTILE = ('<script>alert(1)</script><img src=x onerror=alert(1)> [x](javascript:alert(1)) ![y](z) {raw}`html` ```{raw} html ::: {#id .c} '
           '**b** __u__ `code` $m$ | a | \\ &lt; &amp; <!-- c --> ]] }} ){.x} [^harris-n1] # h - i > q 1. l ~~~ {{jinja}} %s {0} "\' %} {% end ')
POINTING = {"ref", "target", "corresp", "source", "active", "passive", "resp", "who", "datingMethod", f"{XML}id", "matchPattern", "replacementPattern", "ident"}


def test_hostile_words_in_every_text_node_are_inert(small: Path) -> None:
    planted = 0
    for file in sorted((small / "sources" / "tei").rglob("*.xml")):
        tree = etree.parse(str(file))
        header = set(tree.getroot().find("{*}teiHeader").iter("{*}encodingDesc", "{*}listWit"))
        for element in tree.getroot().iter("*"):
            if any(ancestor in header for ancestor in [element, *element.iterancestors()]):
                continue
            if element.text and element.text.strip():
                element.text, planted = HOSTILE, planted + 1
            if element.tail and element.tail.strip():
                element.tail, planted = HOSTILE, planted + 1
        tree.write(str(file), encoding="UTF-8", xml_declaration=True)
    assert planted > 200
    read, problems = read_edition(small / "sources" / "tei")
    assert not problems
    build.build_site(small, read, lambda words: None)  # past the checks, which would refuse the words: the pages alone must hold

    shown = 0
    for page in sorted((small / "_site").rglob("*.html")):
        root = html.fromstring(page.read_bytes())
        article = root.xpath("//article")
        assert not [element for element in root.iter() if isinstance(element.tag, str) and any(name.lower().startswith("on") for name in element.attrib)], page
        assert not root.xpath("//a[starts-with(translate(normalize-space(@href), 'JAVSCRIPT', 'javscript'), 'javascript:')]"), page
        assert not [script.text for script in root.xpath("//script[not(@type='application/ld+json')]") if "alert" in (script.text or "")], page
        assert all("<" not in script.text and json.loads(script.text) for script in root.xpath("//script[@type='application/ld+json']")), page  # data, which nothing runs
        for body in article:
            assert not body.xpath(".//img | .//script | .//strong | .//code[not(ancestor::pre)] | .//del"), page
            shown += " ".join(body.text_content().split()).count("alert(1)</script><img src=x onerror=alert(1)>")
    assert shown > 100, "the words must be there, as words"


def attributes(project: Path) -> list[str]:
    found: set[str] = set()
    for file in (project / "sources" / "tei").rglob("*.xml"):
        for element in etree.parse(str(file)).getroot().iter("*"):
            found |= set(element.attrib)
    return sorted(found)


def test_a_hostile_value_of_any_attribute_is_refused_or_inert(small: Path) -> None:
    names = attributes(small)
    assert len(names) > 20
    files = {file: file.read_bytes() for file in sorted((small / "sources" / "tei").rglob("*.xml"))}
    passed = []
    for name in names:
        for value in ('"><script>alert(1)</script>', "javascript:alert(1)", "{raw}`x`", "a\nb](y) ***"):
            for file, data in files.items():
                root = etree.fromstring(data)
                holders = [element for element in root.iter("*") if name in element.attrib]
                for element in holders[:1]:
                    element.set(name, value)
                file.write_bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8") if holders else data)
            ran = edition(small, "check")
            assert "Traceback" not in ran.err
            if ran.status == 0:
                passed.append((name, value))
    for file, data in files.items():
        file.write_bytes(data)
    # What the checks let pass is free text: it must be words on the page.
    assert {name for name, _ in passed} <= {"n", f"{XML}space", "unit", "use"}, passed  # use: an XPath in the header, on no page


def test_a_free_number_is_inert_on_the_page(small: Path) -> None:
    file = small / "sources" / "tei" / "texts" / "small.xml"
    root = etree.fromstring(file.read_bytes())
    for element in root.iter("{*}p", "{*}note"):
        if element.get("n"):
            element.set("n", HOSTILE.replace("\n", " "))
    file.write_bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8"))
    read, _ = read_edition(small / "sources" / "tei")
    build.build_site(small, read, lambda words: None)
    page = html.fromstring((small / "_site" / "texts" / "small.html").read_bytes())
    assert not page.xpath("//article//script | //article//img")
    assert "onerror" in page.xpath("//article")[0].text_content()
