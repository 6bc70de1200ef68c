"""Edition -> site: pages written, Sphinx run, the new site swapped in whole.

    .build/pages.json   what the last good site was made from
    .build/html         where Sphinx builds; kept, so that it can build only what changed
    _site.new           a copy of it, files that did not change linked from the present site
    _site               swapped in by two renames, at the very end

Whatever fails before the renames leaves `_site` as it was.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from itertools import chain
from pathlib import Path
from typing import Callable, Iterator

from .citing.meta import page_heads
from .exports import described_files, exported_files
from .exports.places import places_script
from .model import Edition
from .pages.data_page import data_page
from .pages.site import MADE, MADE_FILES, made_pages, write_pages
from .plain_files import FOLDERS, plain_files, write_plain_files
from .pipeline import BUILD_FAILED, BUSY, CHANGED, UNWRITABLE, all_rules
from .problem import Location, Problem
from .releases.addresses import addresses_outside_pages
from .releases.pages import release_pages
from .releases.state import read_state, state_words

INPUTS = ("sources", "edition", "_static", "_templates", "conf.py", "pyproject.toml", "requirements.lock")


@dataclass(frozen=True)
class Built:
    """What a build made: numbers of texts, passages, notes and pages, and whether anything had to be done."""

    texts: int
    passages: int
    notes: int
    pages: int
    seconds: float
    unchanged: bool = False


class BuildFailed(Exception):
    """The build stopped; `problems` say why. The last good site stands."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("the build failed")
        self.problems = problems


def fingerprint(project: Path) -> str:
    """A digest of everything the site is made from: sources, hand-written pages, style, configuration, this package."""
    digest = hashlib.sha256()
    roots = [project / name for name in INPUTS] + [Path(__file__).parent]
    for root in roots:
        files = sorted(path for path in root.rglob("*") if path.is_file()) if root.is_dir() else [root] if root.is_file() else []
        for path in files:
            relative = path.relative_to(root.parent)
            if "__pycache__" in path.parts or relative.parts[0] == "edition" and (relative.parts[1] in MADE or str(relative)[8:] in MADE_FILES):
                continue
            digest.update(f"{relative}\0".encode() + path.read_bytes() + b"\0")
    return digest.hexdigest()


def last_build(project: Path) -> Built | None:
    """The last good build if nothing has changed since, else None."""
    try:
        stamp = json.loads((project / ".build" / "pages.json").read_text(encoding="utf-8"))
        if (project / "_site" / "index.html").is_file() and stamp["fingerprint"] == fingerprint(project):
            return Built(**{**stamp["built"], "unchanged": True})
    except (OSError, ValueError, KeyError, TypeError):
        pass
    return None


def build_site(project: Path, edition: Edition, say: Callable[[str], None]) -> Built:
    """Builds `_site` from a checked edition. Raises BuildFailed with Problems B001 to B003; then `_site` is untouched."""
    started = time.monotonic()
    try:
        with only_build(project):
            stamp = fingerprint(project)
            say("writing pages")
            data = dict(exported_files(edition))
            write_data(data, project / ".build" / "extra" / "data")
            state = read_state(project, edition)
            (project / ".build" / "extra" / "places.js").write_bytes(places_script(edition, (row.identifier for row in state.given_up)))
            describing = ("data/index.md", data_page(described_files(data), "Apparat"))
            pages, written, removed = write_pages(chain(made_pages(edition, all_rules()), release_pages(state), [describing]), project / "edition")
            say(f"  {pages} pages, {written} changed, {removed} removed")
            say("building the site with Sphinx")
            (project / ".build" / "heads.json").write_text(json.dumps(page_heads(state), ensure_ascii=False), encoding="utf-8")
            (project / ".build" / "addresses.json").write_text(json.dumps(addresses_outside_pages(state), ensure_ascii=False), encoding="utf-8")
            places = {identifier: edition.page_of(identifier) for identifier in edition.targets}
            run_sphinx(project, say, state_words(state), something_moved(project, places))
            remove_leftovers(project)
            write_plain_files(plain_files(state, project / ".build" / "html"), project / ".build" / "html")
            if fingerprint(project) != stamp:
                raise BuildFailed([CHANGED.broken(Location(str(project / "sources")), "the sources must stay as they are while the site is built, found a file changed or gone",
                                                  "build again; the last good site is untouched")])
            say("swapping it in")
            swap_in(project / ".build" / "html", project / "_site")
            built = Built(len(edition.texts), sum(len(text.passages) for text in edition.texts.values()), sum(len(text.notes) for text in edition.texts.values()),
                          sum(1 for _ in (project / "_site").rglob("*.html")), round(time.monotonic() - started, 1))
            record = json.dumps({"fingerprint": stamp, "built": asdict(built), "places": places}, indent=1)
            (project / ".build" / "pages.json").write_text(record, encoding="utf-8")
            return built
    except OSError as error:
        raise BuildFailed([UNWRITABLE.broken(Location(str(error.filename or project)), f"the files of the project must be readable and its folders writable, found: {error.strerror or error}",
                                             "make room or permission, or restore the file, and build again; the last good site is untouched")]) from error


def write_data(files: dict[str, bytes], folder: Path) -> None:
    """Writes the files for others into `folder`, those that changed; what is no longer exported goes."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in sorted(folder.iterdir()):
        if path.name not in files:
            path.unlink()
    for name, content in files.items():
        if not (folder / name).is_file() or (folder / name).read_bytes() != content:
            (folder / name).write_bytes(content)


@contextmanager
def only_build(project: Path) -> Iterator[None]:
    """Holds the lock of the project while a build runs; B002 where another build holds it."""
    (project / ".build").mkdir(exist_ok=True)
    with open(project / ".build" / "lock", "w", encoding="utf-8") as handle:
        try:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except ImportError:
            pass
        except BlockingIOError:
            raise BuildFailed([BUSY.broken(Location(str(project / ".build" / "lock")), "one build must run at a time, found another running",
                                           "wait for it to end, then build again")]) from None
        yield


def something_moved(project: Path, places: dict[str, str]) -> bool:
    """Whether an identifier stands on another page than at the last good build. Sphinx does not know: pages that link to it and did not change themselves would keep the old link."""
    try:
        before = json.loads((project / ".build" / "pages.json").read_text(encoding="utf-8"))["places"]
    except (OSError, ValueError, KeyError):
        return True
    return any(places.get(identifier, page) != page for identifier, page in before.items())


def run_sphinx(project: Path, say: Callable[[str], None], release: str, everything: bool = False) -> None:
    """Runs sphinx-build on edition/ and says, every few seconds, how far it is; every warning becomes a Problem B001. `everything`: all pages are written, also those that did not change."""
    output = project / ".build" / "html"
    command = [sys.executable, "-m", "sphinx", "-b", "html", *(["-a"] if everything else []), "-j", "auto", "-d", str(project / ".build" / "doctrees"), "-c", str(project),
               str(project / "edition"), str(output)]
    environment = {**os.environ, "NO_COLOR": "1", "PYTHONHASHSEED": "0", "PYTHONUNBUFFERED": "1", "APPARAT_RELEASE": release}
    with open(project / ".build" / "sphinx.log", "w+", encoding="utf-8", errors="replace") as warnings:
        running = subprocess.Popen(command, cwd=project, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=warnings, text=True,
                                   encoding="utf-8", errors="replace")
        last, said = "", time.monotonic()
        for row in running.stdout:
            last = row.strip() or last
            if "%]" in row and time.monotonic() - said > 3:
                said = time.monotonic()
                say(f"  {row.split(']')[0].strip()}]")
        status = running.wait()
        warnings.seek(0)
        told = warnings.read()
    problems = list(sphinx_problems(told, project))
    if status and not problems:
        rows = [row.strip() for row in told.split("\n") if row.strip()]
        rows = [row for row in rows if not re.match(r"Please|The full traceback|To report|If the issue|If you|File |Traceback|\d+\.|~|#|\*|-", row)]
        last = next((row for row in reversed(rows) if re.search(r"[Ee]rror\b.*:|:.*[Ee]rror\b|\bexception\b", row)), rows[-1] if rows else last)
        problems = [BUILD_FAILED.broken(Location(str(project / "edition")), f"Sphinx must end well, found exit status {status}: {last.strip()[:300]}",
                                        "the whole of it is in .build/sphinx.log; a fault of the program, not of the sources")]
    if problems:
        shutil.rmtree(project / ".build" / "doctrees", ignore_errors=True)  # a page that warned must be read again
        raise BuildFailed(problems)


SPHINX_PAGES = {"search.html", "genindex.html", "py-modindex.html"}


def remove_leftovers(project: Path) -> None:
    """Removes from .build/html what an earlier build wrote and nothing makes any more: pages without a source, files of sources."""
    output = project / ".build" / "html"
    for path in sorted(output.rglob("*.html")):
        place = path.relative_to(output)
        if str(place) not in SPHINX_PAGES and place.parts[0] not in ("_static", *FOLDERS) and not (project / "edition" / place.with_suffix(".md")).is_file():
            path.unlink()
    for folder, origin in (("tei", project / "sources"), ("data", project / ".build" / "extra")):
        for path in sorted((output / folder).rglob("*")):
            if path.is_file() and path.suffix != ".html" and not (origin / path.relative_to(output)).is_file():
                path.unlink()


_WARNING = re.compile(r"(?P<file>[^\n:]+\.md)(?::(?P<line>\d+))?: (?:WARNING|ERROR|CRITICAL): (?P<message>.*)")
_BARE = re.compile(r"(?:WARNING|ERROR|CRITICAL): (?P<message>.*)")


def sphinx_problems(output: str, project: Path) -> Iterator[Problem]:
    """What Sphinx warned of, as Problems B001."""
    for row in output.split("\n"):
        match = _WARNING.search(row)
        if match:
            file = match.group("file").strip()
            shown = str(Path(file).relative_to(project.resolve())) if file.startswith(str(project.resolve())) else file
            yield BUILD_FAILED.broken(Location(shown, int(match.group("line") or 0)), f"a page must build without a warning, found: {match.group('message')}",
                                      "on a hand-written page mend the line; on a made page mend what it is made from")
        elif _BARE.match(row):
            yield BUILD_FAILED.broken(Location("conf.py"), f"the site must build without a warning, found: {_BARE.match(row).group('message')}", "")


def swap_in(built: Path, site: Path) -> None:
    """Puts a copy of the folder `built` in the place of `site`. Files alike in time and size are linked from the present site."""
    new, old = site.with_name(site.name + ".new"), site.with_name(site.name + ".old")
    if not site.exists() and old.exists():
        old.rename(site)  # an earlier swap was cut off between its two renames
    for leftover in (new, old):
        shutil.rmtree(leftover, ignore_errors=True)

    def copy(source: str, target: str) -> str:
        present = site / Path(source).relative_to(built)
        try:
            there, here = present.stat(), os.stat(source)
            if (there.st_mtime_ns, there.st_size) == (here.st_mtime_ns, here.st_size):
                os.link(present, target)
                return target
        except OSError:
            pass
        return shutil.copy2(source, target)

    try:
        shutil.copytree(built, new, copy_function=copy, ignore=shutil.ignore_patterns(".buildinfo*", ".doctrees"))
        if site.exists():
            site.rename(old)
        new.rename(site)
    except (OSError, shutil.Error) as error:
        if not site.exists() and old.exists():
            old.rename(site)
        shutil.rmtree(new, ignore_errors=True)
        if isinstance(error, shutil.Error):
            raise OSError(0, str(error.args[0][0][2] if error.args[0] else error), str(new)) from error
        raise
    shutil.rmtree(old, ignore_errors=True)
