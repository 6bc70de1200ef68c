"""What the tests share: the command as a user runs it, a small project to break, the real site built once."""

from __future__ import annotations

import fcntl
import io
import os
import re
import shutil
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import settings

from apparat import cli

# Properties are tried on new text at every run by hand, on the same text in CI: a run there says what the change did, not what chance did.
settings.register_profile("ci", derandomize=True)
if os.environ.get("CI"):
    settings.load_profile("ci")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """pytest-xdist 3.8 writes the group of a test into `_nodeid`, which pytest 9.2 reads no more: without this, every worker builds every site."""
    for item in items:
        if "@" in getattr(item, "_nodeid", "") and hasattr(item, "_id"):
            item._id = type(item._id).parse(item._nodeid)


ROOT = Path(__file__).resolve().parent.parent
SMALL = ROOT / "tests" / "small_edition"
TRANSCRIPTS = ROOT.parent / "shared" / "witnesses"


@dataclass(frozen=True)
class Ran:
    """What a run of the command gave: exit status, standard output, standard error."""

    status: int
    out: str
    err: str

    @property
    def codes(self) -> list[str]:
        """The codes of the problems shown, in their order."""
        return [row.split(": ", 2)[1].split(" ")[1] for row in self.err.split("\n") if ": error " in row or ": warning " in row]


def edition(project: Path, *arguments: str) -> Ran:
    """Runs `edition --project PROJECT ARGUMENTS` in this process; a traceback would fail the test."""
    out, err = io.TextIOWrapper(io.BytesIO(), encoding="utf-8"), io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    with redirect_stdout(out), redirect_stderr(err):
        try:
            status = cli.main(["--project", str(project), *arguments])
        except SystemExit as leaving:
            status = int(leaving.code or 0)
    for stream in (out, err):
        stream.flush()
        stream.seek(0)
    return Ran(status, out.read(), err.read())


def copy_project(source: Path, target: Path) -> Path:
    """A copy of a project: its sources and hand-written pages, and the configuration and style of the real one."""
    target.mkdir(parents=True, exist_ok=True)
    made = shutil.ignore_patterns("texts", "claims", "releases", "people", "institutions", "archives", "works", "terms", "events", "places", "made", "data", "pictures", "checks.md")
    shutil.copytree(source / "sources", target / "sources")
    shutil.copytree(source / "edition", target / "edition", ignore=made)
    for name in ("_static", "_templates"):
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, target / name)
    for name in ("conf.py", "pyproject.toml", "requirements.lock"):
        shutil.copy2(ROOT / name, target / name)
    return target


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A fresh copy of the small edition."""
    return copy_project(SMALL, tmp_path / "project")


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real site, built by the command from a copy of the real project; once for all workers, the others wait."""
    base = tmp_path_factory.getbasetemp()
    shared = (base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base) / "real site"
    shared.mkdir(exist_ok=True)
    with open(shared / "lock", "w", encoding="utf-8") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        if not (shared / "built").exists():
            project = copy_project(ROOT, shared / "project")
            ran = edition(project, "build")
            assert ran.status == 0, ran.err
            (shared / "built").touch()
    return shared / "project" / "_site"


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small edition, built by the command without a problem."""
    project = copy_project(SMALL, tmp_path_factory.mktemp("small") / "project")
    ran = edition(project, "build")
    assert (ran.status, ran.codes) == (0, ["R005"]), ran.err
    assert re.match(r"2 texts, \d+ passages, \d+ notes, \d+ pages; 0 problems, 1 to look at; ", ran.out), ran.out
    return project


@pytest.fixture(scope="session")
def grown_built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small edition grown to 160 claims and 500 positions, built by the command; the warnings are those of chance."""
    from grown_claims import grown_claims

    project = copy_project(SMALL, tmp_path_factory.mktemp("grown") / "project")
    shutil.rmtree(project / "sources" / "tei")
    grown_claims(project / "sources" / "tei")
    ran = edition(project, "build")
    assert ran.status == 0, ran.err[-3000:]
    return project


@pytest.fixture(scope="session")
def transcripts() -> Path:
    """The folder of transcripts, where it lies beside the project."""
    if not TRANSCRIPTS.is_dir():
        pytest.skip(f"no transcripts at {TRANSCRIPTS}: the comparison with them is not made")
    return TRANSCRIPTS


sys.path.insert(0, str(Path(__file__).parent))
