"""Each rule that one file can break, by a folder of tests/checks: `R001-dangling-pointer/{wrong,right}.xml`.

A file there is laid over the small edition; its first comment says where (`<!-- lies at texts/tried.xml -->`). In wrong.xml a comment that holds
nothing but codes announces the problems of the next line: `<!-- R001 S010 -->`. The command must find these, all in one run, and no others.
"""

from __future__ import annotations

import importlib
import re
import shutil
from collections import Counter
from pathlib import Path

import pytest

from apparat.pages import elements
from apparat.pipeline import all_rules
from conftest import ROOT, SMALL, Ran, edition

CHECKS = ROOT / "tests" / "checks"
FOLDERS = sorted(path for path in CHECKS.iterdir() if path.is_dir())
SEVERITY = {rule.code: rule.severity for rule in all_rules()}

# Rules about more than one file, about the file as bytes, the transcripts, the exceptions, the command: code -> module and function of their test.
NOT_ONE_FILE = {
    "A001": "test_tag_archival.test_a_printed_reference_that_cannot_be_read_says_which_part_failed",
    "A002": "test_tag_archival.test_an_unknown_repository_is_to_be_looked_at",
    "B001": "test_command.test_a_warning_of_sphinx_is_a_problem_at_its_line",
    "B002": "test_command.test_one_build_at_a_time",
    "B004": "test_command.test_a_file_that_disappears_while_the_site_is_built",
    "B003": "test_command.test_a_full_disk_leaves_the_last_good_site",
    "B005": "test_releases.test_a_release_needs_a_good_new_name_and_something_to_release",
    "I007": "test_command.test_a_new_identifier_must_be_free_and_in_the_grammar",
    "I008": "test_bad_input.test_an_entry_of_the_name_of_a_page",
    "I009": "test_releases.test_a_malformed_ledger",
    "I010": "test_releases.test_a_released_identifier_vanishes",
    "I011": "test_releases.test_a_released_identifier_changes_its_kind",
    "I012": "test_releases.test_an_identifier_that_was_given_up_is_used_again",
    "I013": "test_releases.test_the_file_of_a_release_is_changed_or_gone",
    "I014": "test_releases.test_what_was_given_up_says_whither_and_why",
    "S001": "test_bad_input.test_a_folder_where_a_file_should_be",
    "S002": "test_bad_input.test_a_file_that_is_not_plain_utf_8",
    "S003": "test_bad_input.test_a_file_that_is_no_well_formed_xml",
    "S004": "test_bad_input.test_a_doctype",
    "S005": "test_bad_input.test_an_inclusion",
    "S006": "test_bad_input.test_a_file_that_is_no_tei",
    "S007": "test_bad_input.test_no_sources",
    "S008": "test_bad_input.test_a_stray_file",
    "S009": "test_bad_input.test_a_register_among_the_texts",
    "S011": "test_bad_input.test_a_hundred_thousand_attributes",
    "T001": "test_checks.test_an_element_that_no_table_knows",
    "W002": "test_command.test_a_line_that_nothing_accounts_for",
    "W003": "test_command.test_a_run_of_words_of_the_source",
    "W004": "test_command.test_a_regest_that_is_too_long",
    "W005": "test_command.test_a_transcript_that_is_not_there",
    "X001": "test_bad_input.test_a_faulty_exception",
    "X002": "test_bad_input.test_an_exception_that_is_not_in_use",
}

# Files that the engine gets wrong -> what is wrong with it.
FAULTS: dict[str, str] = {}

_LIES = re.compile(r"<!-- lies at (\S+) -->")
_ANNOUNCED = re.compile(r"<!-- ([A-Z][0-9]{3}(?: [A-Z][0-9]{3})*) -->")
_PROBLEM = re.compile(r"(?P<file>.+?):(?P<line>\d+)(?::\d+)?: (?:error|warning) (?P<code>[A-Z]\d{3}): ")


def code_of(folder: Path) -> str:
    return folder.name[:4]


def place_of(file: Path) -> str:
    """Where the file lies in sources/tei, by its first comment."""
    return _LIES.search(file.read_text(encoding="utf-8")).group(1)


def announced(file: Path) -> Counter:
    """(line, code) of the problems that the comments of `file` announce."""
    rows = enumerate(file.read_text(encoding="utf-8").split("\n"), start=1)
    return Counter((line + 1, code) for line, row in rows for match in _ANNOUNCED.finditer(row) for code in match.group(1).split())


def laid_over(project: Path, file: Path) -> tuple[Ran, Counter, Counter]:
    """The run of `check` with `file` laid over the small edition; the problems in it, and those in other files without the warnings."""
    shutil.copytree(SMALL / "sources", project / "sources")
    place = project / "sources" / "tei" / place_of(file)
    shutil.copyfile(file, place)
    ran = edition(project, "check")
    here, elsewhere = Counter(), Counter()
    for match in filter(None, map(_PROBLEM.match, ran.err.split("\n"))):
        if Path(match["file"]) == place:
            here[int(match["line"]), match["code"]] += 1
        elif SEVERITY[match["code"]] == "error":
            elsewhere[match["file"], int(match["line"]), match["code"]] += 1
    return ran, here, elsewhere


def parameters(name: str) -> list:
    """The folders as parameters; those that the engine gets wrong are expected to fail."""
    return [pytest.param(folder, id=folder.name, marks=[pytest.mark.xfail(strict=True, reason=FAULTS[key])] if (key := f"{folder.name}/{name}.xml") in FAULTS else [])
            for folder in FOLDERS]


@pytest.mark.parametrize("folder", parameters("wrong"))
def test_what_is_wrong_is_found_at_its_line_and_nothing_else(folder: Path, tmp_path: Path) -> None:
    file = folder / "wrong.xml"
    wanted = announced(file)
    assert code_of(folder) in {code for _, code in wanted}, "wrong.xml announces no problem of its own rule"
    ran, here, elsewhere = laid_over(tmp_path, file)
    assert (here - wanted, wanted - here) == (Counter(), Counter()), f"found and not announced; announced and not found. All that was said:\n{ran.err}"
    assert not elsewhere, ran.err
    assert ran.status == int(any(SEVERITY[code] == "error" for _, code in wanted))


@pytest.mark.parametrize("folder", parameters("right"))
def test_what_is_right_is_left_in_peace(folder: Path, tmp_path: Path) -> None:
    ran, here, elsewhere = laid_over(tmp_path, folder / "right.xml")
    assert not here and not elsewhere, ran.err
    assert ran.status == 0


def test_an_element_that_no_table_knows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The house schema admits nothing that has no rendering, so a rendering is taken away."""
    shutil.copytree(SMALL / "sources", tmp_path / "sources")
    small = tmp_path / "sources" / "tei" / "texts" / "small.xml"
    lines = [number for number, row in enumerate(small.read_text(encoding="utf-8").split("\n"), start=1) for _ in range(row.count("<foreign"))]
    monkeypatch.delitem(elements.SPANS, "foreign")
    ran = edition(tmp_path, "check")
    found = [int(match["line"]) for match in map(_PROBLEM.match, ran.err.split("\n")) if match and match["code"] == "T001" and Path(match["file"]) == small]
    assert ran.status == 1
    assert found == lines != []


def test_every_problem_has_a_column_and_a_message(tmp_path: Path) -> None:
    for position, folder in enumerate(FOLDERS):
        ran, here, _ = laid_over(tmp_path / str(position), folder / "wrong.xml")
        shown = [row for row in ran.err.split("\n") if place_of(folder / "wrong.xml") in row.split(": ")[0]]
        assert len(shown) == sum(here.values())
        for row in shown:
            assert re.match(r".+:\d+:\d+: (error|warning) [A-Z]\d{3}: .{20,}", row), row


def test_three_files_at_least_hold_faults_of_several_kinds() -> None:
    several = [folder.name for folder in FOLDERS if len({code for _, code in announced(folder / "wrong.xml")}) > 1]
    assert len(several) >= 3, several


def test_every_rule_has_a_folder_or_a_test_of_its_own() -> None:
    folders = Counter(map(code_of, FOLDERS))
    assert set(folders.values()) == {1}, "one folder for each rule"
    assert folders.keys() | NOT_ONE_FILE.keys() == SEVERITY.keys()
    assert not folders.keys() & NOT_ONE_FILE.keys()
    assert all((folder / name).is_file() for folder in FOLDERS for name in ("wrong.xml", "right.xml"))


@pytest.mark.parametrize("code, test", NOT_ONE_FILE.items())
def test_a_rule_without_a_folder_has_the_test_it_names(code: str, test: str) -> None:
    module, name = test.split(".")
    assert callable(getattr(importlib.import_module(module), name, None)), f"{code}: {test} does not exist"


def test_the_folders_are_named_after_codes() -> None:
    assert all(re.fullmatch(r"[A-Z]\d{3}(-[a-z0-9]+)+", folder.name) for folder in FOLDERS)
