"""Bad input, through `edition build`: exit status 1, a Problem at its place, no traceback, and the last good site untouched."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Callable

import apparat.build
import pytest

from conftest import SMALL, Ran, copy_project, edition

TEXT, PEOPLE = "texts/second-text.xml", "people.xml"
GOOD_SITE = b"<!DOCTYPE html>\n<title>the last good site</title>\n"
SECONDS = 15  # what takes this long takes for ever

_PROBLEM = re.compile(r"(?P<file>/.+?)(?::(?P<line>\d+))?(?::(?P<column>\d+))?: error (?P<code>[A-Z]\d{3}): (?P<message>.*)")


@dataclass(frozen=True)
class Shown:
    """A problem as the command shows it; `place` is the file, relative to sources/."""

    place: str
    line: int
    column: int
    code: str
    message: str
    hint: str


def shown(project: Path, ran: Ran) -> list[Shown]:
    """The errors in the output of a run."""
    found, rows = [], ran.err.split("\n")
    for row, following in zip(rows, rows[1:] + [""]):
        match = _PROBLEM.match(row)
        if match:
            place = Path(match["file"]).relative_to(project / "sources").as_posix()
            hint = following.strip().removeprefix("Hint: ") if following.startswith("    Hint: ") else ""
            found.append(Shown(place, int(match["line"] or 0), int(match["column"] or 0), match["code"], match["message"], hint))
    return found


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small edition, with a site of long ago. A build that goes on where it must not is stopped at once."""
    made = copy_project(SMALL, tmp_path / "project")
    (made / "_site").mkdir()
    (made / "_site" / "index.html").write_bytes(GOOD_SITE)
    os.utime(made / "_site" / "index.html", (1_000_000_000, 1_000_000_000))
    monkeypatch.setattr(apparat.build, "build_site", lambda *arguments: pytest.fail("nothing was found, and the build went on"))
    return made


def cases(table: dict, faults: dict[str, str] = {}) -> list:
    """The rows of `table` as parameters; those that the engine gets wrong are expected to fail, with what is wrong."""
    return [pytest.param(*(row if isinstance(row, tuple) else (row,)), id=name, marks=[pytest.mark.xfail(strict=True, reason=faults[name])] if name in faults else [])
            for name, row in table.items()]


def source(project: Path, place: str) -> Path:
    return project / "sources" / "tei" / place


def build(project: Path, seconds: int = SECONDS) -> Ran:
    """`edition build` in a process of its own, which a fault of the program cannot hold up for ever."""
    command = [sys.executable, "-m", "apparat.cli", "--project", str(project), "build"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=seconds)
    except subprocess.TimeoutExpired:
        pytest.fail(f"not done in {seconds} seconds")
    return Ran(done.returncode, done.stdout, done.stderr)


def refused(project: Path, run: Callable[[Path], Ran] = lambda project: edition(project, "build")) -> list[Shown]:
    """Builds; asserts all that holds for every kind of bad input, and gives the problems shown."""
    ran = run(project)
    problems = shown(project, ran)
    assert ran.status == 1, ran.err[-3000:]
    assert problems, ran.err[-3000:]
    assert "Traceback" not in ran.out + ran.err
    assert all(problem.hint or len(problem.message) > 40 for problem in problems)
    assert "the last good site is untouched" in ran.err
    site = project / "_site" / "index.html"
    assert (site.read_bytes(), site.stat().st_mtime) == (GOOD_SITE, 1_000_000_000)
    assert [path.name for path in project.glob("_site*")] == ["_site"]
    return problems


def at(problems: list[Shown], code: str, place: str, line: int | None = None, column: int | None = None) -> Shown:
    """The first problem of a rule at a place."""
    found = [problem for problem in problems if problem.code == code and problem.place == f"tei/{place}"
             and line in (None, problem.line) and column in (None, problem.column)]
    assert found, f"no {code} at {place}:{line}:{column} among\n" + "\n".join(map(str, problems[:20]))
    return found[0]


def put(project: Path, fragment: str, place: str = TEXT, before: str = "    </body>") -> tuple[int, int]:
    """Inserts `fragment` on a line of its own; the line and column of the sign § in it, which is taken away."""
    file = source(project, place)
    text = file.read_text(encoding="utf-8")
    start = text.index(before)
    text = text[:start] + fragment + "\n" + text[start:]
    offset = text.index("§")
    file.write_text(text.replace("§", "", 1), encoding="utf-8")
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


# ---------------------------------------------------------------------------------------------------------------- what is marked up wrongly
P = '<p xml:id="second-text-p9" n="9" corresp="w:1">'
MARKED_UP = {
    "an identifier is missing": ("I004", '  §<p n="9" corresp="w:1">words</p>', "xml:id"),
    "an identifier stands twice": ("I001", '§<p xml:id="second-text-p1" n="9" corresp="w:1">words</p>', "second-text-p1"),
    "an identifier with a capital and a dot": ("I002", '§<p xml:id="Second.text-p9" n="9" corresp="w:1">words</p>', "U+0053"),
    "an identifier with a Cyrillic letter": ("I002", '§<p xml:id="second-tехt-p9" n="9" corresp="w:1">words</p>', "U+0435"),
    "an identifier out of its series": ("I003", '§<p xml:id="second-text-n9" n="9" corresp="w:1">words</p>', "second-text-p1"),
    "a number stands twice": ("I006", '§<p xml:id="second-text-p9" n="1" corresp="w:1">words</p>', "second-text-p1"),
    "a pointer to nothing": ("R001", f'{P}by §<persName ref="people:karimowa">Karimova</persName></p>', "karimova"),
    "a pointer with a Cyrillic letter": ("S010", f'{P}by §<persName ref="people:kаrimova">Karimova</persName></p>', "ref"),
    "a pointer to a passage that is not there": ("R001", f'{P}see §<ref target="#second-text-p99">there</ref></p>', "second-text-p9"),
    "an unknown prefix": ("R002", f'{P}by §<persName ref="person:karimova">Karimova</persName></p>', "people"),
    "a prefix without a value": ("R002", f'{P}by §<persName ref="people:">Karimova</persName></p>', "people"),
    "an unknown element": ("S010", f"{P}§<persname>Karimova</persname></p>", "persName"),
    "an element of HTML": ("S010", f"{P}§<b>Karimova</b></p>", "<b>"),
    "an element of another namespace": ("S010", f'{P}§<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg></p>', "TEI"),
    "an attribute of another namespace": ("S010", f'§<p xmlns:x="http://example.org/" x:onclick="alert(1)" {P[3:]}words</p>', "onclick"),
    "a note without number": ("T002", f'{P}words§<note type="source" xml:id="second-text-n9">note</note></p>', "@n"),
    "lines outside the transcript": ("W001", '§<p xml:id="second-text-p9" n="9" corresp="w:1 w:4">words</p>', "1 to 3"),
    "lines by the million": ("W001", '§<p xml:id="second-text-p9" n="9" corresp="w:1-99999999999">words</p>', "1 to 3"),
    "page breaks out of order": ("T003", f'{P}one <pb n="9"/> two §<pb n="8"/></p>', "8 after 9"),
    "a day that does not exist": ("S010", f'{P}on §<date when="1923-02-30">a day</date></p>', "when"),
    "Markdown emphasis": ("T004", f"§{P}a **bold** word</p>", "**bold**"),
    "a Markdown link": ("T004", f"§{P}a [link](javascript:alert%281%29) and words</p>", "Markdown link"),
    "a directive of MyST": ("T004", f"§{P}:::{{include}} /etc/passwd\n:::</p>", "directive"),
    "a raw directive of MyST": ("T004", f"§{P}```{{raw}} html</p>", "fence"),
    "a role of MyST": ("T004", f"§{P}a {{raw}}`role`</p>", "role"),
    "a script of HTML": ("T004", f"§{P}a &lt;script&gt;alert(1)&lt;/script&gt;</p>", "HTML"),
    "a script in a CDATA section": ("T004", f"§{P}a <![CDATA[<script>alert(1)</script>]]></p>", "HTML"),
    "an address that is a script": ("R003", f'{P}a §<ref target="javascript:alert(1)">link</ref></p>', "javascript:alert(1)"),
    "an address that is a file": ("R003", f'{P}a §<ref target="file:///etc/passwd">link</ref></p>', "file:"),
    "a path": ("R003", f'{P}a §<ref target="../people.xml#karimova">link</ref></p>', "../people.xml"),
    "a change of direction": ("T005", f"§{P}a \u202egnitirw fo yaw\u202c</p>", "U+202E"),
    "an isolate of direction": ("T005", f"§{P}a \u2067word\u2069</p>", "U+2067"),
    "a zero-width space": ("T005", f"§{P}Kari\u200bmova</p>", "U+200B"),
    "a zero-width joiner in an attribute": ("T005", '§<p xml:id="second-text-p9" n="9\u200d" corresp="w:1">words</p>', "U+200D"),
    "decomposed letters": ("T006", f"§{P}cafe\u0301</p>", "normal form C"),
    "two scripts in a word": ("T007", f"§{P}Kаrimova</p>", "U+004B"),
}


@pytest.mark.parametrize("code, fragment, said", cases(MARKED_UP))
def test_what_is_marked_up_wrongly(project: Path, code: str, fragment: str, said: str) -> None:
    line, column = put(project, fragment)
    problem = at(refused(project), code, TEXT, line, column)
    assert said in f"{problem.message} {problem.hint}"


UNSEEN = {f"U+{ord(character):04X}": character for character in "\u0093\u061c\u180e\u2063\U000e0041\ufff9"}


@pytest.mark.parametrize("character", cases(UNSEEN))
def test_other_characters_that_show_nothing(project: Path, character: str) -> None:
    """A control character left over from windows-1252, and format characters: Arabic letter mark, vowel separator, separator, tag, annotation."""
    line, _ = put(project, f"§{P}a{character}b</p>")
    assert any(problem.line == line and problem.code in ("S002", "T005") for problem in refused(project))


def test_decomposed_letters_behind_a_character_reference(project: Path) -> None:
    line, column = put(project, f"§{P}cafe&#x301;</p>")
    at(refused(project), "T006", TEXT, line, column)


def test_an_identifier_of_another_file(project: Path) -> None:
    """The file that is read later is told; here small.xml, after second-text.xml."""
    line, _ = put(project, '§<p xml:id="small-p1" n="9" corresp="w:1">words</p>')
    problem = at(refused(project), "I001", "texts/small.xml")
    assert '"small-p1"' in problem.message and f"{TEXT}, on line {line}" in problem.hint


def test_an_entry_that_stands_twice_in_its_register(project: Path) -> None:
    entry = '§<person xml:id="oll" role="actor"><persName type="main" source="text:small-p1"><surname>Oll</surname></persName></person>'
    line, column = put(project, entry, PEOPLE, "    </listPerson>")
    assert "line" in at(refused(project), "I001", PEOPLE, line, column).hint


def test_an_entry_of_the_name_of_a_text(project: Path) -> None:
    put(project, '§<person xml:id="small" role="actor"><persName type="main" source="text:small-p1"><surname>S</surname></persName></person>', PEOPLE, "    </listPerson>")
    problem = next(problem for problem in refused(project) if problem.code == "I001")
    assert '"small"' in problem.message


TAKEN = {name: name for name in ("index", "people-index", "about", "checks", "search", "claims-index", "claims-matrix", "claims-disputes", "claims-holders", "home-dispute", "disputes-none",
                                 "disputes-of-topic-vesta", "oll-positions", "vesta-disputes", "vesta-dates", "vesta-shared", "vesta-related")}


@pytest.mark.parametrize("identifier", cases(TAKEN))
def test_an_entry_of_the_name_of_a_page(project: Path, identifier: str) -> None:
    """The page of a person called "index" would be written over the index of people."""
    entry = f'§<person xml:id="{identifier}" role="actor"><persName type="main" source="text:small-p1"><surname>S</surname></persName></person>'
    line, _ = put(project, entry, PEOPLE, "    </listPerson>")
    at(refused(project), "I008", PEOPLE, line)


POSITION = '<relation xml:id="second-text-c{}" type="reported" name="{}" active="{}" passive="{}" corresp="{}"{} resp="#editors" cert="high"/>'
NOBODY, FAIRS, LISTS, IN = "claims:claim-nobody-asked", "claims:claim-fairs-made-vesta", "claims:claim-lists-made-vesta", "#second-text-p1"


def position(name: str = "asserts", holders: str = "people:karimova", claim: str = FAIRS, words: str = IN, more: str = "", number: int = 9) -> str:
    return POSITION.format(number, name, holders, claim, words, more)


STATED = {  # what is wrong with a position -> rule, relations, what is said of it
    "a stance that there is not": ("S010", "§" + position("doubts"), "asserts, denies, qualifies, questions"),
    "no stance": ("S010", "§" + position().replace('name="asserts" ', ""), "name"),
    "a holder that is not there": ("R001", "§" + position(holders="people:karimowa"), "karimova"),
    "a second holder that is not there": ("R001", "§" + position(holders="people:karimova institutions:burreau"), "bureau"),
    "a place as holder": ("S010", "§" + position(holders="places:vesta"), "active"),
    "no holder": ("S010", "§" + position(holders=""), "active"),
    "a claim that is not there": ("R001", "§" + position(claim="claims:claim-nobody-askd"), "claim-nobody-asked"),
    "a topic as claim": ("C001", "§" + position(claim="claims:topic-vesta"), "topic-vesta"),
    "a person as claim": ("S010", "§" + position(claim="people:oll"), "passive"),
    "two claims": ("S010", "§" + position(claim=f"{FAIRS} {NOBODY}"), "claim"),
    "words that are not there": ("R001", "§" + position(words="#second-text-p1-w9"), "second-text-p1"),
    "words of another text": ("R001", "§" + position(words="#small-p1-w1"), "small.xml"),
    "a heading of the file as words": ("C002", "§" + position(words="#editors"), "editors"),
    "no words": ("S010", "§" + position().replace(f' corresp="{IN}"', ""), "corresp"),
    "evidence that is not there": ("R001", "§" + position(more=' source="#second-text-a1"'), "second-text-a1"),
    "a person as evidence": ("C007", "§" + position(more=' source="works:vane-1971 people:oll"'), '"oll"'),
    "an editor as evidence": ("C007", "§" + position(more=' source="#editors"'), "editors"),
    "a script as evidence": ("R003", "§" + position(more=' source="javascript:alert(1)"'), "javascript"),
    "a certainty that there is not": ("S010", "§" + position().replace('"high"', '"sure"'), "cert"),
    "a day that does not exist": ("S010", "§" + position(more=' when="1923-02-30"'), "when"),
    "years in the wrong order": ("E002", "§" + position(more=' from="1923" to="1921"'), "1923"),
    "a report of nothing": ("R001", "§" + position("reports", claim="#second-text-c99"), "second-text-c"),
    "a report of words": ("C001", "§" + position("reports", claim="#second-text-p1"), "second-text-p1"),
    "a report of an editor": ("C001", "§" + position("reports", claim="#editors"), "editors"),
    "a report of itself": ("C005", "§" + position("reports", claim="#second-text-c9"), "comes back to itself"),
    "reports in a circle": ("C005", "§" + position("reports", claim="#second-text-c10") + position("reports", claim="#second-text-c9", number=10), "comes back to itself"),
    "a holder on both sides": ("C006", position("asserts", "people:karimova") + "§" + position("denies", "people:karimova institutions:council", number=10), '"karimova"'),
    "a holder on both sides, in two texts": ("C006", "§" + position("denies", "people:brenna"), "small-c8"),
    "an identifier that stands twice": ("I001", "§" + position(number=1), "second-text-c1"),
    "an identifier out of its series": ("I003", "§" + position().replace("second-text-c9", "second-text-w9"), "second-text-c1"),
}


@pytest.mark.parametrize("code, fragment, said", cases(STATED))
def test_what_is_wrong_with_a_position(project: Path, code: str, fragment: str, said: str) -> None:
    line, column = put(project, fragment, before="    </listRelation>")
    problem = at(refused(project), code, TEXT, line, column)
    assert said in f"{problem.message} {problem.hint}"


CLAIM = ('<div type="claim" xml:id="claim-new"><head>New</head><ab type="proposition">It is new.</ab><ab type="question">Is it new?</ab></div>')
CLAIMED = {  # what is wrong in the register of claims -> rule, where, what is put there, what is said of it
    "a claim without a position": ("C008", "      </div>\n    </body>", "§" + CLAIM, "claim-new"),
    "a claim without a proposition": ("S010", "      </div>\n    </body>", "§" + CLAIM.replace('<ab type="proposition">It is new.</ab>', ""), "ab"),
    "a claim without a question": ("S010", "      </div>\n    </body>", "§" + CLAIM.replace('<ab type="question">Is it new?</ab>', ""), "ab"),
    "a claim without a title": ("S010", "      </div>\n    </body>", "§" + CLAIM.replace("<head>New</head>", ""), "head"),
    "a claim without a topic": ("S010", "    </body>", "§" + CLAIM, "topic"),
    "a topic without a claim": ("S010", "    </body>", '§<div type="topic" xml:id="topic-new"><head>New</head></div>', "div"),
    "a claim without its prefix": ("S010", "      </div>\n    </body>", "§" + CLAIM.replace("claim-new", "new-claim"), "xml:id"),
    "a claim that stands twice": ("I001", "      </div>\n    </body>", "§" + CLAIM.replace("claim-new", "claim-nobody-asked"), "line"),
    "a claim that contradicts itself": ("C010", "    </listRelation>", f'§<relation name="contradicts" active="{FAIRS}" passive="{FAIRS}"/>', "claim-fairs-made-vesta"),
    "a relation to no claim": ("R001", "    </listRelation>", f'§<relation name="entails" active="{FAIRS}" passive="claims:claim-fairs-made-vest"/>', "claim-fairs-made-vesta"),
    "a relation that there is not": ("S010", "    </listRelation>", f'§<relation name="denies" active="{FAIRS}" passive="{NOBODY}"/>', "contradicts"),
    "Markdown in a proposition": ("T004", "      </div>\n    </body>", "§" + CLAIM.replace("It is new", "It is **new**"), "**new**"),
    "a script in a title": ("T004", "      </div>\n    </body>", "§" + CLAIM.replace("<head>New", "<head>&lt;script&gt;alert(1)&lt;/script&gt;"), "HTML"),
    "a change of direction in a title": ("T005", "      </div>\n    </body>", "§" + CLAIM.replace("<head>New", "<head>\u202eweN"), "U+202E"),
}


@pytest.mark.parametrize("code, before, fragment, said", cases(CLAIMED))
def test_what_is_wrong_with_a_claim(project: Path, code: str, before: str, fragment: str, said: str) -> None:
    line, column = put(project, fragment, "claims.xml", before)
    found = refused(project)
    problem = at(found, code, "claims.xml")
    assert abs(problem.line - line) <= 1 and said in f"{problem.message} {problem.hint}", problem


def test_an_own_position_of_another(project: Path) -> None:
    relation = position().replace("second-text", "small").replace(' type="reported"', "")
    line, column = put(project, "§" + relation, "texts/small.xml", "    </listRelation>\n  </standOff>")
    assert '"karimova"' in at(refused(project), "C004", "texts/small.xml", line, column).message


@pytest.mark.parametrize("change", [lambda text: text.replace("</body>", "</bodyy>"), lambda text: text[:3000], lambda text: "", lambda text: "<!DOCTYPE TEI>" + text], ids=["ill-formed", "cut short", "empty", "doctype"])
def test_a_register_of_claims_that_cannot_be_read(project: Path, change: Callable[[str], str]) -> None:
    """Positions on its claims are not blamed as well."""
    rewritten(project, change, "claims.xml")
    assert {problem.place for problem in refused(project)} == {"tei/claims.xml"}


def test_no_register_of_claims(project: Path) -> None:
    source(project, "claims.xml").unlink()
    problems = refused(project)
    assert {problem.code for problem in problems} <= {"R001", "R002"} and at(problems, "R001", TEXT).message.count("claims.xml") >= 1


@pytest.mark.parametrize("number, relations", [
    (5000, lambda number: "".join(position("asserts" if place % 2 else "denies", "people:brenna" if place % 2 else "people:karimova institutions:council", number=place + 100) for place in range(number))),
    (2000, lambda number: position("denies", number=99) + "".join(position("reports", claim=f"#second-text-c{place + 99}", number=place + 100) for place in range(number))),
    (2000, lambda number: "".join(position("reports", claim=f"#second-text-c{100 + (place + 1) % number}", number=place + 100) for place in range(number))),
    (5000, lambda number: "".join(position("denies", number=2 * place + 100) + position("reports", claim=f"#second-text-c{2 * place + 100}", number=2 * place + 101) for place in range(number // 2))),
], ids=["positions on one claim", "reports in one chain", "reports in one circle", "positions with a report each"])
def test_thousands_of_relations(project: Path, number: int, relations: Callable[[int], str]) -> None:
    """The check ends in time, whatever it says."""
    put(project, "§" + relations(number), before="    </listRelation>")
    started = time.monotonic()
    ran = edition(project, "check")
    assert time.monotonic() - started < SECONDS and "Traceback" not in ran.err and ran.out.count("problem")
    assert ran.status == 0 or set(ran.codes) <= {"C005", "R005"}, ran.err[:3000]


@pytest.mark.parametrize("name", ["parent", "within", "part"])
def test_circular_parents(project: Path, name: str) -> None:
    row = '<relation name="{}" active="institutions:{}" passive="institutions:{}" source="text:small-p1"/>'
    put(project, "§" + row.format(name, "council", "gazette") + row.format(name, "gazette", "council"), "institutions.xml", "      </listRelation>")
    assert '"council" above itself' in at(refused(project), "E003", "institutions.xml").message


# ---------------------------------------------------------------------------------------------------------------- what is no document
def rewritten(project: Path, change: Callable[[str], str | bytes], place: str = TEXT) -> None:
    file = source(project, place)
    changed = change(file.read_text(encoding="utf-8"))
    file.write_bytes(changed if isinstance(changed, bytes) else changed.encode("utf-8"))


WORDS = "A text without divisions"  # in the text that is broken


def words_at(project: Path) -> tuple[int, int]:
    """Line and column at which WORDS begin."""
    text = source(project, TEXT).read_text(encoding="utf-8")
    offset = text.index(WORDS)
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


ILL_FORMED = {  # the change, and the line of the fault after that of WORDS (None: anywhere)
    "a tag that is not closed": (lambda text: text.replace("</bibl>.<note", ".<note", 1), 3),
    "an ampersand": (lambda text: text.replace(WORDS, "A & text"), 0),
    "an entity that nobody declares": (lambda text: text.replace(WORDS, "A&nbsp;text"), 0),
    "an attribute twice": (lambda text: text.replace('n="1" corresp="w:1">A text', 'n="1" n="1" corresp="w:1">A text'), 0),
    "a prefix of no namespace": (lambda text: text.replace(WORDS, "A <x:y/> text"), 0),
    "a reference to a control character": (lambda text: text.replace(WORDS, "A&#1; text"), 0),
    "a file cut short": (lambda text: text[:len(text) // 2], None),
    "two documents in a file": (lambda text: text + "<TEI/>\n", None),
    "words before the document": (lambda text: "words\n" + text, None),
    "nothing but a comment": (lambda text: "<!-- to be written -->\n", None),
}


@pytest.mark.parametrize("change, later", cases(ILL_FORMED))
def test_a_file_that_is_no_well_formed_xml(project: Path, change: Callable[[str], str], later: int | None) -> None:
    line, _ = words_at(project)
    rewritten(project, change)
    problems = refused(project)
    problem = at(problems, "S003", TEXT)
    assert problem.line and problem.column
    assert later is None or line + later in {problem.line for problem in problems}, problems
    assert {problem.place for problem in problems} == {f"tei/{TEXT}"}, "pointers into a file that cannot be read are not blamed as well"


BOMB = "<!DOCTYPE TEI [<!ENTITY a0 'ha'>" + "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 12)) + "]>\n"
DOCTYPES = {
    "plain": "<!DOCTYPE TEI>\n",
    "with an entity": '<!DOCTYPE TEI [<!ENTITY nep "New Economic Policy">]>\n',
    "with a file": '<!DOCTYPE TEI [<!ENTITY secret SYSTEM "file:///etc/passwd">]>\n',
    "with an address": '<!DOCTYPE TEI SYSTEM "http://127.0.0.1:9/tei.dtd">\n',
    "with a bomb": BOMB,
    "behind a comment": "<!-- nothing to see here -->\n<!DOCTYPE TEI>\n",
}


@pytest.mark.parametrize("doctype", cases(DOCTYPES))
def test_a_doctype(project: Path, doctype: str) -> None:
    """All of them end within five seconds, and nothing of another file is shown."""
    use = {"secret": "&secret;", "nep": "&nep;", "a11": "&a11;"}
    rewritten(project, lambda text: text.replace("<TEI", doctype + "<TEI", 1).replace("A text", next((use[name] for name in use if name in doctype), "A text"), 1))
    problems = refused(project, lambda project: build(project, 5))
    line = 3 + doctype[:doctype.index("<!DOCTYPE")].count("\n")
    at(problems, "S004", TEXT, line, 1)
    assert "root:" not in str(problems)


@pytest.mark.parametrize("inclusion", ['<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="../people.xml"/>',
                                       '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd" parse="text"><xi:fallback/></xi:include>'],
                         ids=["of a document", "of words"])
def test_an_inclusion(project: Path, inclusion: str) -> None:
    line, column = put(project, f"{P}§{inclusion}</p>")
    problems = refused(project)
    at(problems, "S005", TEXT, line, column)
    assert "root:" not in str(problems)


def declaring(encoding: str) -> Callable[[str], bytes]:
    return lambda text: text.replace("UTF-8", encoding, 1).replace(WORDS, "Списки", 1).encode(encoding)


NOT_UTF_8 = {  # the change, and the column of the fault after that at which WORDS begin (None: line 1)
    "windows-1251, declared": (declaring("windows-1251"), None),
    "KOI8-R, declared": (declaring("koi8-r"), None),
    "windows-1251, not declared": (lambda text: text.replace(WORDS, "Списки").encode("windows-1251"), 0),
    "Latin 1, not declared": (lambda text: text.replace(WORDS, "Café").encode("latin-1"), 3),
    "UTF-16 with a mark": (lambda text: text.replace("UTF-8", "UTF-16", 1).encode("utf-16"), None),
    "UTF-16 without a mark": (lambda text: text.encode("utf-16-le"), None),
    "UTF-8 with a mark": (lambda text: text.encode("utf-8-sig"), None),
    "a NUL": (lambda text: text.replace(WORDS, "Й\0text"), 1),
    "a vertical tab": (lambda text: text.replace(WORDS, "Й\vtext"), 1),
    "a surrogate": (lambda text: text.replace(WORDS, "Й \ud800text").encode("utf-8", "surrogatepass"), 2),
    "a letter cut in two": (lambda text: text.replace(WORDS, "Й ").encode("utf-8").replace("Й ".encode(), "Й".encode()[:1]), 0),
}


@pytest.mark.parametrize("change, further", cases(NOT_UTF_8))
def test_a_file_that_is_not_plain_utf_8(project: Path, change: Callable[[str], str | bytes], further: int | None) -> None:
    line, column = words_at(project)
    rewritten(project, change)
    problems = refused(project)
    if further is None:
        at(problems, "S002", TEXT, 1)
    else:
        at(problems, "S002", TEXT, line, column + further)
    assert {problem.place for problem in problems} == {f"tei/{TEXT}"}


def test_a_wrong_encoding_is_one_problem_and_not_one_for_each_character(project: Path) -> None:
    rewritten(project, lambda text: text.encode("utf-16-le"))
    assert len(refused(project)) <= 20


NO_TEI = {
    "an empty file": "",
    "white space": " \n\n",
    "HTML": "<html><body><p>words</p></body></html>\n",
    "TEI without its namespace": '<TEI xml:id="second-text" type="regest"><text/></TEI>\n',
    "a corpus of TEI": '<teiCorpus xmlns="http://www.tei-c.org/ns/1.0"/>\n',
    "an SVG picture": '<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>\n',
}


@pytest.mark.parametrize("data", cases(NO_TEI))
def test_a_file_that_is_no_tei(project: Path, data: str) -> None:
    source(project, TEXT).write_text(data, encoding="utf-8")
    problem = at(refused(project), "S006", TEXT)
    assert problem.line and problem.column and problem.hint


def test_a_text_with_nothing_in_it(project: Path) -> None:
    source(project, TEXT).write_text('<TEI xmlns="http://www.tei-c.org/ns/1.0"/>\n', encoding="utf-8")
    at(refused(project), "S010", TEXT, 1, 1)


# ---------------------------------------------------------------------------------------------------------------- what is too much
def test_a_fault_behind_five_megabytes_of_words(project: Path) -> None:
    line, column = put(project, f"§{P}{'word ' * 1_000_000}**and a fault**</p>")
    at(refused(project, build), "T004", TEXT, line, column)


def test_eleven_megabytes_of_words(project: Path) -> None:
    line, _ = put(project, f"§{P}{'word ' * 2_200_000}</p>")
    at(refused(project, build), "S003", TEXT, line)


def test_nesting_two_thousand_deep(project: Path) -> None:
    line, _ = put(project, "§" + P + '<hi rend="bold">' * 2000 + "x" + "</hi>" * 2000 + "</p>")
    assert "depth" in at(refused(project, build), "S003", TEXT, line).message


def test_a_hundred_thousand_attributes(project: Path) -> None:
    line, column = put(project, "§" + P[:-1] + "".join(f' a{n}="x"' for n in range(100_000)) + ">x</p>")
    problems = refused(project, build)
    at(problems, "S011", TEXT, line, column)
    assert len(problems) == 1, "nobody reads a hundred thousand problems"


def test_as_many_attributes_as_are_let_pass(project: Path) -> None:
    line, column = put(project, "§" + P[:-1] + "".join(f' a{n}="x"' for n in range(97)) + ">x</p>")
    assert {problem.code for problem in refused(project) if (problem.line, problem.column) == (line, column)} == {"S010"}


def test_five_thousand_faults(project: Path) -> None:
    """The first are shown, and how many more there are."""
    put(project, f"§{P}{'<hj>x</hj>' * 5_000}</p>")
    problems = refused(project, build)
    assert len(problems) < 1000 and "more" in problems[-1].message


TOO_MUCH = {
    "a word of a hundred thousand letters": f"{'x' * 100_000}",
    "a hundred thousand brackets": "[" * 100_000,
    "a hundred thousand empty lines": "\n" * 100_000,
    "a hundred thousand angles": "&lt;a " * 100_000,
    "a hundred thousand stars": "**a " * 100_000,
    "a hundred thousand colons": ": :" * 100_000,
}


@pytest.mark.parametrize("words", cases(TOO_MUCH))
def test_words_that_could_hold_up_a_check(project: Path, words: str) -> None:
    put(project, f"§{P}{words}</p>")
    line, column = put(project, '§<p n="10" corresp="w:1">without identifier</p>')
    at(refused(project, build), "I004", TEXT, line, column)


@pytest.mark.parametrize("row", ["<!-- a remark -->\n", "<?a remark?>\n"], ids=["comments", "instructions"])
def test_forty_lines_before_the_document(project: Path, row: str) -> None:
    rewritten(project, lambda text: text.replace("<TEI", row * 40 + "<TEI", 1))
    line, column = put(project, '§<p n="10" corresp="w:1">without identifier</p>')
    at(refused(project, build), "I004", TEXT, line, column)


# ---------------------------------------------------------------------------------------------------------------- what is not in its place
@pytest.mark.parametrize("place", [TEXT, PEOPLE])
def test_a_folder_where_a_file_should_be(project: Path, place: str) -> None:
    source(project, place).unlink()
    source(project, place).mkdir()
    problems = refused(project)
    assert "directory" in at(problems, "S001", place).message
    assert len(problems) == 1, "pointers into it are not blamed as well"


def test_a_link_to_nothing(project: Path) -> None:
    source(project, "texts/gone.xml").symlink_to(project / "nowhere.xml")
    assert "No such file" in at(refused(project), "S001", "texts/gone.xml").message


def test_a_file_that_may_not_be_read(project: Path) -> None:
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        pytest.skip("root may read everything: this needs another user")
    source(project, TEXT).chmod(0)
    assert "denied" in at(refused(project), "S001", TEXT).message


@pytest.mark.parametrize("place", ["person.xml", "small.xml"])
def test_a_stray_file(project: Path, place: str) -> None:
    source(project, place).write_bytes(source(project, PEOPLE).read_bytes())
    assert place in at(refused(project), "S008", place).message


@pytest.mark.parametrize("place", ["texts/draft/small.xml", "texts/small.xml.orig", "texts/SMALL.XML", "people.xml~", "notes.txt"])
def test_a_file_that_nothing_reads(project: Path, place: str) -> None:
    source(project, place).parent.mkdir(exist_ok=True)
    source(project, place).write_bytes(source(project, PEOPLE).read_bytes())
    at(refused(project), "S008", place)


def test_a_register_among_the_texts(project: Path) -> None:
    source(project, "texts/terms.xml").write_bytes(source(project, "terms.xml").read_bytes())
    assert "regest" in at(refused(project), "S009", "texts/terms.xml", 1, 1).message


def test_a_text_among_the_registers(project: Path) -> None:
    source(project, "terms.xml").write_bytes(source(project, TEXT).read_bytes())
    assert "register" in at(refused(project), "S009", "terms.xml", 1, 1).message


@pytest.mark.parametrize("names", [(), ("sources",), ("sources", "tei")], ids=["no folder", "an empty folder", "an empty folder of TEI"])
def test_no_sources(project: Path, names: tuple[str, ...]) -> None:
    (project / "sources").rename(project / "elsewhere")
    project.joinpath(*names).mkdir(parents=True, exist_ok=True)
    assert [problem.code for problem in refused(project)] == ["S007"]


def test_a_register_that_is_gone(project: Path) -> None:
    source(project, "terms.xml").unlink()
    assert "terms.xml" in at(refused(project), "R001", "texts/small.xml").message


# ---------------------------------------------------------------------------------------------------------------- exceptions
def excepting(project: Path, text: str | bytes) -> None:
    (project / "sources" / "exceptions.toml").write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))


def head(number: int) -> str:
    return '[[exception]]\nrule = "R005"\nidentifier = "nemo"\nreason = "kept for the tests"\n\n' * number


FAULTY = {
    "no TOML": ("[[exception\n", 1),
    "a fault of TOML further down": (head(1) + "rule = \n", 6),
    "without a reason": (head(1) + '[[exception]]\nrule = "R005"\nidentifier = "oll"\n', 6),
    "with an empty reason": ('[[exception]]\nrule = "R005"\nidentifier = "nemo"\nreason = " "\n', 1),
    "without rule and identifier": ('[[exception]]\nreason = "none"\n', 1),
    "with words behind its head": (head(1) + '[[exception]] # a remark\nrule = "R005"\nidentifier = "oll"\n', 6),
    "from a rule that does not exist": (head(1) + '[[exception]]\nrule = "R999"\nidentifier = "oll"\nreason = "none"\n', 6),
    "from a rule that is a number": ('[[exception]]\nrule = 5\nidentifier = "oll"\nreason = "none"\n', 1),
    "from a rule that is a list": ('[[exception]]\nrule = ["R005"]\nidentifier = "oll"\nreason = "none"\n', 1),
    "that is a number": ("exception = 3\n", 1),
    "that is a list of words": ('exception = ["R005"]\n', 1),
    "that is one table": ('[exception]\nrule = "R005"\nidentifier = "nemo"\nreason = "kept"\n', 1),
    "under a misspelt head": ('[[exeption]]\nrule = "R005"\nidentifier = "nemo"\nreason = "kept"\n', 1),
    "in windows-1251": ('[[exception]]\nrule = "R005"\nidentifier = "nemo"\nreason = "так"\n'.encode("windows-1251"), 4),
}


@pytest.mark.parametrize("text, line", cases(FAULTY))
def test_a_faulty_exception(project: Path, text: str | bytes, line: int) -> None:
    excepting(project, text)
    problems = [problem for problem in refused(project) if problem.code == "X001"]
    assert [(problem.place, problem.line) for problem in problems] == [("exceptions.toml", line)]


def test_a_folder_of_exceptions(project: Path) -> None:
    (project / "sources" / "exceptions.toml").mkdir()
    assert {problem.place for problem in refused(project)} == {"exceptions.toml"}


def test_an_exception_that_is_not_in_use(project: Path) -> None:
    excepting(project, head(1) + '[[exception]]\nrule = "R001"\nidentifier = "small-p1"\nreason = "none"\n')
    problem = next(problem for problem in refused(project) if problem.code == "X002")
    assert (problem.place, problem.line) == ("exceptions.toml", 6)
    assert "R001" in problem.message and "small-p1" in problem.message


def test_an_exception_that_is_in_use(project: Path) -> None:
    excepting(project, head(1))
    ran = edition(project, "check")
    assert (ran.status, ran.codes) == (0, [])


# ---------------------------------------------------------------------------------------------------------------- all at once
def test_the_faults_of_three_broken_files_come_in_one_run(project: Path) -> None:
    rewritten(project, lambda text: text.replace("A text without", "A & text without"))
    rewritten(project, lambda text: text.replace("</listPlace>", "<place/></listPlace>"), "places.xml")
    rewritten(project, lambda text: text.replace('ref="institutions:council" when', 'ref="institutions:counsel" when')
              .replace('role="scholar"', 'role="sailor"').replace(' source="text:small-b1"', ""), PEOPLE)
    problems = refused(project)
    at(problems, "S003", TEXT)
    at(problems, "S010", "places.xml")
    at(problems, "I004", "places.xml")
    assert {"R001", "S010", "E001"} <= {problem.code for problem in problems if problem.place == f"tei/{PEOPLE}"}
    assert len([problem for problem in problems if "sailor" in problem.message]) == 2
    assert problems == sorted(problems, key=lambda problem: (problem.place, problem.line, problem.column))


def test_a_project_is_refused_again_and_built_when_it_is_mended(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was refused leaves nothing behind that a later build trips over."""
    good = source(project, TEXT).read_bytes()
    rewritten(project, lambda text: text.replace("A text without", "A & text without"))
    refused(project)
    refused(project)
    monkeypatch.undo()
    source(project, TEXT).write_bytes(good)
    ran = edition(project, "build")
    assert ran.status == 0, ran.err
    assert (project / "_site" / "index.html").read_bytes() != GOOD_SITE
