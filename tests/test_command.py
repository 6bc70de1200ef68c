"""The `edition` command, and what a build that cannot be finished leaves behind."""

from __future__ import annotations

import errno
import os
import re
import shutil
from pathlib import Path

import pytest

from apparat import build, new
from apparat.pipeline import all_rules
from conftest import SMALL, Ran, copy_project, edition

GOOD_SITE = b"<!DOCTYPE html>\n<title>the last good site</title>\n"


def source(project: Path, place: str) -> Path:
    return project / "sources" / "tei" / place


def rewritten(file: Path, *changes: tuple[str, str]) -> None:
    """Replaces words in a file; each must be there."""
    text = file.read_text(encoding="utf-8")
    for old, changed in changes:
        assert old in text, old
        text = text.replace(old, changed)
    file.write_text(text, encoding="utf-8")


def lines_of(ran: Ran, code: str) -> list[str]:
    return [row for row in ran.err.split("\n") if f" {code}: " in row]


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    """A project of nothing but the sources of the small edition."""
    shutil.copytree(SMALL / "sources", tmp_path / "project" / "sources")
    return tmp_path / "project"


# ---------------------------------------------------------------------------------------------------------------- the words of the command
@pytest.mark.parametrize("arguments", [(), ("biuld",), ("new",), ("new", "planet", "mars"), ("explain", "R001", "R002"), ("check", "--wittness", "x"), ("build", "now"),
                                       ("release",), ("withdraw", "small-p1"), ("merge", "small-p1", "--reason", "x")],
                         ids=lambda arguments: " ".join(arguments) or "nothing")
def test_a_command_that_is_misspelt(sources: Path, arguments: tuple[str, ...]) -> None:
    ran = edition(sources, *arguments)
    assert ran.status == 2
    assert "usage: edition" in ran.err and not ran.out


@pytest.mark.parametrize("arguments", [("--help",), ("check", "--help"), ("build", "--help"), ("explain", "--help"), ("new", "--help"), ("release", "--help"),
                                       ("withdraw", "--help"), ("merge", "--help")], ids=" ".join)
def test_help(sources: Path, arguments: tuple[str, ...]) -> None:
    ran = edition(sources, *arguments)
    assert ran.status == 0
    assert "usage: edition" in ran.out


def test_explain_lists_every_rule() -> None:
    ran = edition(SMALL, "explain")
    rows = ran.out.splitlines()
    assert ran.status == 0
    assert [row[:4] for row in rows] == sorted(rule.code for rule in all_rules())
    assert all(re.fullmatch(r"[A-Z]\d{3}  \S.+", row) for row in rows)


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.code)
def test_explain_explains(rule) -> None:
    for code in (rule.code, rule.code.lower()):
        ran = edition(SMALL, "explain", code)
        assert ran.status == 0
        assert all(part in ran.out for part in (rule.code, rule.severity, rule.title, rule.reason, f"wrong: {rule.wrong}", f"right: {rule.right}"))


def test_explain_does_not_know_a_code() -> None:
    ran = edition(SMALL, "explain", "R999")
    assert (ran.status, ran.out) == (1, "")
    assert "R999" in ran.err


# ---------------------------------------------------------------------------------------------------------------- check
def test_check_says_how_much_there_is(sources: Path) -> None:
    ran = edition(sources, "check")
    assert ran.status == 0
    assert re.search(r"^10 files, 2 texts, \d+ register entries: 0 problems, 1 to look at$", ran.out, re.MULTILINE)


@pytest.fixture
def faulty(sources: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Faults in a text and in a register; the command is run in the folder of the project."""
    rewritten(source(sources, "texts/second-text.xml"), ('ref="people:oll"', 'ref="people:olla"'))
    rewritten(source(sources, "places.xml"), ('type="nature"', 'type="river"'))
    monkeypatch.chdir(sources)
    return sources


def test_check_reports_on_all_files(faulty: Path) -> None:
    ran = edition(Path("."), "check")
    assert (ran.status, set(ran.codes)) == (1, {"R001", "S010", "R005"})


@pytest.mark.parametrize("files, codes", [
    (["sources/tei/texts/second-text.xml"], ["R001"]),
    (["sources/tei/places.xml"], ["S010"]),
    (["./sources/tei/places.xml", "sources/tei/texts/../texts/second-text.xml"], ["S010", "R001"]),
    (["sources/tei/texts/small.xml"], []),
    (["sources/tei/people.xml"], ["R005"]),
], ids=lambda value: " ".join(value) if value and "/" in value[0] else "")
def test_check_reports_on_the_files_named_only(faulty: Path, files: list[str], codes: list[str]) -> None:
    ran = edition(Path("."), "check", *files)
    assert ran.codes == codes
    assert ran.status == int(bool({"R001", "S010"} & set(codes)))


def test_check_reports_on_a_file_named_from_elsewhere(faulty: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert edition(Path("project"), "check", str(source(faulty, "places.xml").resolve())).codes == ["S010"]
    assert edition(faulty, "check", "project/sources/tei/places.xml").codes == ["S010"]


def test_check_refuses_a_file_that_is_not_there(faulty: Path) -> None:
    ran = edition(Path("."), "check", "sources/tei/texts/secnod-text.xml")
    assert ran.status != 0
    assert "secnod-text.xml" in ran.err


# ---------------------------------------------------------------------------------------------------------------- check --witness
def transcripts(folder: Path, **changes: dict[int, str]) -> Path:
    """Transcripts for both texts: 400 words a line that no regest has; some lines otherwise."""
    folder.mkdir()
    for name, length in (("small", 40), ("second-text", 3)):
        rows = {line: " ".join(f"{name[:2]}{line}w{number}" for number in range(400)) for line in range(1, length + 1)}
        rows |= changes.get(name.replace("-", "_"), {})
        (folder / f"{name}.txt").write_text("\n".join(rows[line] for line in sorted(rows)), encoding="utf-8")
    return folder


def witnessed(project: Path, folder: Path) -> Ran:
    return edition(project, "check", "--witness", str(folder))


def test_the_figures_of_a_good_transcript(sources: Path, tmp_path: Path) -> None:
    ran = witnessed(sources, transcripts(tmp_path / "witnesses"))
    assert ran.status == 0, ran.err
    rows = dict(row.split(": ", 1) for row in ran.out.splitlines() if "accounted" in row)
    assert list(rows) == ["second-text", "small"]
    figures = r"(\d+) of (\d+) lines accounted for \((\d+\.\d) %\); (\d+) words for (\d+) \((\d+\.\d) %\); (\d+) shared runs of 8 words; (\d+\.\d) % of the runs of 5 words are common"
    second = re.fullmatch(figures, rows["second-text"])
    assert second, rows["second-text"]
    assert second.groups() == ("3", "3", "100.0", "29", "1600", "1.8", "0", "0.0")  # line 3 belongs to a paragraph and to a note
    small = re.fullmatch(figures, rows["small"])
    assert small.group(1, 2, 3, 7, 8) == ("40", "40", "100.0", "0", "0.0")


def test_a_line_that_nothing_accounts_for(sources: Path, tmp_path: Path) -> None:
    """W002: an empty line needs no account."""
    rewritten(source(sources, "texts/small.xml"), ('corresp="w:1 w:40"', 'corresp="w:40"'), ('corresp="w:6"', 'corresp="w:5"'))
    ran = witnessed(sources, transcripts(tmp_path / "witnesses", small={6: "  "}))
    assert ran.status == 1
    assert lines_of(ran, "W002") == ["small.txt:1: error W002: a line of the transcript must belong to a passage, a note or furniture, found it nowhere"]
    assert "small: 38 of 39 lines accounted for (97.4 %)" in ran.out


EIGHT = "After the Flood nobody in Port Lind asked"


COPIES = {
    "in their order": (EIGHT, 1), "in capitals": (f"and {EIGHT.upper()}!", 1), "between marks": ("«After» <i>the Flood</i> nobody, in Port-Lind — asked", 1),
    "seven of them": (f"{EIGHT[6:]} after", 0),
}


@pytest.mark.parametrize("words, found", COPIES.values(), ids=COPIES)
def test_a_run_of_words_of_the_source(sources: Path, tmp_path: Path, words: str, found: int) -> None:
    """W003, at the paragraph that has them."""
    ran = witnessed(sources, transcripts(tmp_path / "witnesses", second_text={3: f"{words} {'more ' * 40}"}))
    problems = lines_of(ran, "W003")
    assert (len(problems), ran.status) == (found, found), ran.err
    file = source(sources, "texts/second-text.xml")
    line = next(number for number, row in enumerate(file.read_text(encoding="utf-8").split("\n"), start=1) if 'xml:id="second-text-p2"' in row)
    assert not found or problems[0].startswith(f"{file}:{line}:7: error W003: ") and problems[0].endswith(f'found "{EIGHT.lower()}"')
    assert f"; {found} shared runs of 8 words;" in ran.out.split("second-text: ")[1].split("\n")[0]


def test_a_run_of_words_around_a_note_call(sources: Path, tmp_path: Path) -> None:
    ran = witnessed(sources, transcripts(tmp_path / "witnesses", second_text={3: f"After the Flood<sup>12</sup> nobody in Port Lind asked {'more ' * 40}"}))
    assert len(lines_of(ran, "W003")) == 1


def test_a_run_of_words_in_titles_and_references_is_no_copy(sources: Path, tmp_path: Path) -> None:
    rewritten(source(sources, "texts/second-text.xml"), ("asked.<note", f'asked <title level="m">{EIGHT}</title>.<note'))
    ran = witnessed(sources, transcripts(tmp_path / "witnesses", small={11: f"{EIGHT} {'more ' * 400}"}, second_text={3: f"read: {EIGHT[6:]} after {EIGHT[:5]} {'more ' * 90}"}))
    assert not lines_of(ran, "W003"), ran.err


@pytest.mark.parametrize("length, found", [(17, 1), (18, 0)])
def test_a_regest_that_is_too_long(sources: Path, tmp_path: Path, length: int, found: int) -> None:
    """W004: 8 words are 45 % of 17.8; the words of the note are not counted with them. The note has 3."""
    ran = witnessed(sources, transcripts(tmp_path / "witnesses", second_text={3: " ".join(f"x{number}" for number in range(length))}))
    problems = lines_of(ran, "W004")
    assert len(problems) == found, ran.err
    assert not found or problems[0].endswith("found 8 of 17")
    assert ran.status == found


def test_a_regest_that_is_too_long_for_a_reason(sources: Path, tmp_path: Path) -> None:
    """An exception from a rule of the transcripts is judged only where these are at hand."""
    (sources / "sources" / "exceptions.toml").write_text('[[exception]]\nrule = "W004"\nidentifier = "second-text-p2"\nreason = "nothing can be left out"\n')
    assert edition(sources, "check").status == 0
    assert witnessed(sources, transcripts(tmp_path / "witnesses", second_text={3: " ".join(f"x{number}" for number in range(17))})).status == 0
    ran = witnessed(sources, transcripts(tmp_path / "others"))
    assert (ran.status, ran.codes) == (1, ["X002", "R005"])


@pytest.mark.parametrize("change", ["gone", "a line more", "a line less", "in windows-1251", "a folder"])
def test_a_transcript_that_is_not_there(sources: Path, tmp_path: Path, change: str) -> None:
    """W005, at the witness in the header."""
    folder = transcripts(tmp_path / "witnesses")
    file = folder / "second-text.txt"
    if change == "a line more":
        file.write_bytes(file.read_bytes() + b"\nmore")
    elif change == "a line less":
        file.write_bytes(file.read_bytes().rpartition(b"\n")[0])
    elif change == "in windows-1251":
        file.write_bytes("Списки".encode("windows-1251"))
    else:
        file.unlink()
        if change == "a folder":
            file.mkdir()
    ran = witnessed(sources, folder)
    assert ran.status == 1
    problem, = lines_of(ran, "W005")
    assert re.match(r".*second-text\.xml:\d+:\d+: error W005: ", problem)
    assert "second-text.txt" in problem
    assert "small: 40 of 40 lines" in ran.out, "the other text is compared all the same"


def test_a_folder_of_transcripts_that_is_not_there(sources: Path, tmp_path: Path) -> None:
    ran = witnessed(sources, tmp_path / "nowhere")
    assert ran.status == 1
    assert "nowhere" in ran.err


# ---------------------------------------------------------------------------------------------------------------- new
KINDS = [kind for kind in new.TEMPLATES if kind != "text"]


def identifiers(data: bytes, element: str) -> list[str]:
    return re.findall(rf'<{element} [^>]*?xml:id="([^"]+)"', data.decode("utf-8"))


@pytest.mark.parametrize("identifier", ["aa", "ledger", "zz-top"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_new_entry_is_put_where_it_sorts(sources: Path, kind: str, identifier: str) -> None:
    """Claims sort by topic, which the command cannot know: a new one stands before the last, to be moved."""
    name, element = new.TEMPLATES[kind]
    identifier = f"claim-{identifier}" if kind == "claim" else identifier
    file = source(sources, name)
    before = file.read_bytes()
    ran = edition(sources, "new", kind, identifier)
    after = file.read_bytes()
    assert ran.status == 0, ran.err
    place = re.match(rf"{re.escape(str(file))}:(\d+):(\d+): begun", ran.out)
    assert place, ran.out
    line, column = int(place[1]), int(place[2])
    rows = after.decode("utf-8").split("\n")
    assert rows[line - 1][column - 1:].startswith(f"<{element} ") and f'xml:id="{identifier}"' in rows[line - 1]
    added = len(rows) - before.count(b"\n") - 1
    assert "\n".join(rows[:line - 1] + rows[line - 1 + added:]).encode() == before, "the rest of the file stays byte for byte"
    found = identifiers(after, element)
    if kind == "work":  # two lists: sorted in the one it was put into
        start = max(0, found.index(identifier) - 1)
        found = found[start:found.index(identifier) + 1]
    assert found[-2] == identifier if kind == "claim" else found == sorted(found) and identifier in found


def test_a_new_entry_in_a_file_of_windows_line_ends(sources: Path) -> None:
    """Nothing of the file is turned into something else."""
    file = source(sources, "terms.xml")
    before = file.read_bytes().replace(b"\n", b"\r\n")
    file.write_bytes(before)
    assert edition(sources, "new", "term", "middle-word").status == 0
    after = file.read_bytes()
    start = after.index(b'<entry xml:id="middle-word">')
    start = after.rindex(b"\n", 0, start) + 1
    end = after.index(b'    <entry xml:id="quiet-desk">')
    assert after[:start] + after[end:] == before


def test_a_new_entry_between_two_on_one_line(sources: Path) -> None:
    file = source(sources, "terms.xml")
    text = file.read_text(encoding="utf-8")
    file.write_text(re.sub(r'</entry>\s+<entry xml:id="quiet', '</entry><entry xml:id="quiet', text), encoding="utf-8")
    assert edition(sources, "new", "term", "middle-word").status == 0
    assert not lines_of(edition(sources, "check"), "S010") and identifiers(file.read_bytes(), "entry") == ["ledger-rule", "middle-word", "quiet-desk"]


def test_a_new_text(sources: Path) -> None:
    ran = edition(sources, "new", "text", "third-text")
    file = source(sources, "texts/third-text.xml")
    assert (ran.status, ran.out) == (0, f"{file}:1:1: begun. Fill it in, then run: edition check {file}\n")
    text = file.read_text(encoding="utf-8")
    assert 'xml:id="third-text"' in text and 'xml:id="third-text-p1"' in text and "IDENTIFIER" not in text


# What of a template an editor has to fill in before the pointers lead anywhere.
TO_BE_FILLED_IN = {"text": {"R001", "R002", "H001"}, "work": {"R001", "R002", "R005"}, "claim": {"C008", "R005"}}


@pytest.mark.parametrize("kind", new.TEMPLATES)
def test_a_template_is_valid_once_it_is_inserted(sources: Path, kind: str) -> None:
    """What is left to do are the pointers, which lead nowhere yet, and the mentions."""
    assert edition(sources, "new", kind, "claim-third" if kind == "claim" else "third-text").status == 0
    file = source(sources, new.TEMPLATES[kind][0] or "texts/third-text.xml")
    ran = edition(sources, "check", str(file))
    assert not lines_of(ran, "S010"), ran.err
    assert set(ran.codes) <= TO_BE_FILLED_IN.get(kind, {"R001", "R005"})


def snapshot(project: Path) -> dict[str, bytes]:
    return {path.relative_to(project).as_posix(): path.read_bytes() for path in sorted((project / "sources").rglob("*")) if path.is_file()}


NOT_NEW = {
    "an entry of the register": ("person", "oll"), "an entry of another register": ("term", "oll"), "a text": ("text", "small"), "a text, for an entry": ("person", "small"),
    "a passage": ("text", "small-p1"), "a capital": ("person", "Stalin"), "an underscore": ("person", "stalin_j"), "a dot": ("text", "harris.2017"),
    "Cyrillic": ("person", "сталин"), "two hyphens": ("person", "stalin--j"), "a hyphen at the end": ("person", "stalin-"), "a digit at the beginning": ("text", "1927"),
    "a claim without its prefix": ("claim", "packed-posts"), "the prefix of claims alone": ("claim", "claim-"), "a claim of the register": ("claim", "claim-nobody-asked"),
    "nothing": ("person", ""), "a path": ("text", "../../escaped"), "a line end": ("person", "stalin\n"),
}


@pytest.mark.parametrize("kind, identifier", NOT_NEW.values(), ids=NOT_NEW)
def test_a_new_identifier_must_be_free_and_in_the_grammar(sources: Path, kind: str, identifier: str) -> None:
    """I007; and then nothing is written."""
    before = snapshot(sources)
    ran = edition(sources, "new", kind, identifier)
    assert (ran.status, ran.out) == (1, "")
    assert " error I007: " in ran.err and "Hint: " in ran.err
    assert snapshot(sources) == before
    assert not list(sources.parent.rglob("escaped*"))


def test_a_new_text_is_not_written_over_one_that_cannot_be_read(sources: Path) -> None:
    file = source(sources, "texts/draft.xml")
    file.write_text('<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="draft"><text>a day of work, and one & too many', encoding="utf-8")
    before = snapshot(sources)
    ran = edition(sources, "new", "text", "draft")
    assert ran.status == 1
    assert snapshot(sources) == before


@pytest.mark.parametrize("kind, identifier", [("person", "index"), ("text", "index"), ("term", "about"), ("place", "people-index"), ("person", "checks")])
def test_a_new_identifier_must_be_the_name_of_no_page(sources: Path, kind: str, identifier: str) -> None:
    """Neither of a page that is made nor of one that is written by hand."""
    shutil.copytree(SMALL / "edition", sources / "edition")
    before = snapshot(sources)
    ran = edition(sources, "new", kind, identifier)
    assert (ran.status, ran.codes) == (1, ["I007"])
    assert snapshot(sources) == before


def test_a_new_entry_for_a_register_that_cannot_be_read(sources: Path) -> None:
    file = source(sources, "terms.xml")
    file.write_text("<TEI", encoding="utf-8")
    ran = edition(sources, "new", "term", "new-word")
    assert (ran.status, ran.codes) == (1, ["S003"])
    assert file.read_text(encoding="utf-8") == "<TEI"
    file.unlink()
    assert edition(sources, "new", "term", "new-word").codes == ["S001"]


# ---------------------------------------------------------------------------------------------------------------- a build that cannot be finished
@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small edition with a site of long ago; Sphinx is stood in for by one page."""

    def sphinx(project: Path, *_) -> None:
        (project / ".build" / "html").mkdir(parents=True, exist_ok=True)
        (project / ".build" / "html" / "index.html").write_text("<title>the new site</title>")

    made = copy_project(SMALL, tmp_path / "project")
    (made / "_site").mkdir()
    (made / "_site" / "index.html").write_bytes(GOOD_SITE)
    os.utime(made / "_site" / "index.html", (1_000_000_000, 1_000_000_000))
    monkeypatch.setattr(build, "run_sphinx", sphinx)
    return made


def untouched(project: Path) -> bool:
    site = project / "_site" / "index.html"
    return (site.read_bytes(), site.stat().st_mtime) == (GOOD_SITE, 1_000_000_000)


def failed(project: Path, code: str) -> str:
    """Builds; asserts that it failed with one problem of the rule, without harm; the problem."""
    ran = edition(project, "build")
    assert ran.status == 1, ran.err
    assert [found for found in ran.codes if found != "R005"] == [code], ran.err
    assert "The last good site is untouched." in ran.err and "Traceback" not in ran.err
    assert untouched(project)
    return lines_of(ran, code)[0]


def built(project: Path) -> None:
    """Builds; asserts that the new site is there and nothing is left over."""
    ran = edition(project, "build")
    assert ran.status == 0, ran.err
    assert not untouched(project)
    assert [path.name for path in project.glob("_site*")] == ["_site"]


def test_one_build_at_a_time(project: Path) -> None:
    fcntl = pytest.importorskip("fcntl", reason="locks of this kind are of Unix")
    (project / ".build").mkdir()
    with open(project / ".build" / "lock", "w", encoding="utf-8") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        failed(project, "B002")
        assert not (project / "edition" / "people").exists(), "the other build's pages are let alone"
    built(project)


def test_a_file_that_disappears_while_the_site_is_built(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    people = source(project, "people.xml")
    kept, swept = people.read_bytes(), build.remove_leftovers

    def vanishing(folder: Path) -> None:
        people.unlink()
        swept(folder)

    with monkeypatch.context() as patched:
        patched.setattr(build, "remove_leftovers", vanishing)
        assert "a file changed or gone" in failed(project, "B004")
    people.write_bytes(kept)
    built(project)


def test_a_full_disk_leaves_the_last_good_site(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*arguments, **options):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(project / "_site.new"))

    with monkeypatch.context() as patched:
        patched.setattr(shutil, "copytree", full)
        assert "No space left on device" in failed(project, "B003")
    built(project)


def test_a_disk_that_is_full_for_a_single_file(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*arguments, **options):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patched:
        patched.setattr(shutil, "copy2", full)
        assert "No space left on device" in failed(project, "B003")
    assert not (project / "_site.new").exists()
    built(project)


def test_a_disk_that_is_full_when_pages_are_written(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*arguments, **options):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patched:
        patched.setattr(Path, "write_bytes", full)
        failed(project, "B003")
    built(project)


@pytest.mark.parametrize("name", ["_site.old", "_site.new", ".build", "edition/people"])
def test_a_file_where_the_build_needs_a_folder(project: Path, name: str) -> None:
    (project / name).write_text("in the way")
    failed(project, "B003")
    (project / name).unlink()
    built(project)


def test_a_swap_that_stops_half_way(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rename = Path.rename

    def stopping(self: Path, target: Path) -> Path:
        if self.name == "_site.new":
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return rename(self, target)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "rename", stopping)
        failed(project, "B003")
    built(project)


def test_a_site_left_under_its_old_name_is_brought_back(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As a computer leaves it that was switched off between the two renames."""

    def full(*arguments, **options):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    (project / "_site").rename(project / "_site.old")
    monkeypatch.setattr(shutil, "copytree", full)
    assert edition(project, "build").status == 1
    assert untouched(project)


def test_leftovers_of_a_build_are_cleared_away(project: Path) -> None:
    for name in ("_site.new", "_site.old"):
        (project / name).mkdir()
        (project / name / "index.html").write_text("half a site")
    built(project)


def test_a_folder_that_cannot_be_written(project: Path) -> None:
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        pytest.skip("root may write everywhere: this needs another user")
    project.chmod(0o555)
    try:
        failed(project, "B003")
    finally:
        project.chmod(0o755)


# ---------------------------------------------------------------------------------------------------------------- Sphinx itself
@pytest.fixture
def with_sphinx(tmp_path: Path) -> Path:
    made = copy_project(SMALL, tmp_path / "project")
    (made / "_site").mkdir()
    (made / "_site" / "index.html").write_bytes(GOOD_SITE)
    os.utime(made / "_site" / "index.html", (1_000_000_000, 1_000_000_000))
    return made


def test_a_warning_of_sphinx_is_a_problem_at_its_line(with_sphinx: Path) -> None:
    """Two hand-written pages with broken links: both are told, and told again until they are mended."""
    rewritten(with_sphinx / "edition" / "about.md", ("An edition for the tests.", "An edition.\n\nSee [nobody](#nobody-at-all)."))
    rewritten(with_sphinx / "edition" / "encoding" / "index.md", ("See the real one.", "See [nothing](nowhere.md)."))
    for _ in range(2):
        ran = edition(with_sphinx, "build")
        assert ran.status == 1 and untouched(with_sphinx)
        assert sorted(row.split(": error ")[0] for row in lines_of(ran, "B001")) == ["edition/about.md:6", "edition/encoding/index.md:4"], ran.err
        assert "nobody-at-all" in ran.err and "nowhere.md" in ran.err


def test_a_sphinx_that_breaks_down_is_a_problem(with_sphinx: Path) -> None:
    """No traceback of ours."""
    (with_sphinx / "conf.py").write_text('raise RuntimeError("the configuration is broken")\n', encoding="utf-8")
    ran = edition(with_sphinx, "build")
    assert ran.status == 1 and untouched(with_sphinx)
    assert len(lines_of(ran, "B001")) == 1 and "Traceback" not in ran.err


def test_a_sphinx_that_breaks_down_says_why(with_sphinx: Path) -> None:
    (with_sphinx / "conf.py").write_text('raise RuntimeError("the configuration is broken")\n', encoding="utf-8")
    assert "the configuration is broken" in lines_of(edition(with_sphinx, "build"), "B001")[0]
