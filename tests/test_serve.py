"""`edition serve`: a saved file shows anew, a broken one shows its Problems in the browser, and mending it brings the page back."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from typing import Iterator

import pytest

from conftest import ROOT, SMALL, copy_project

pytestmark = pytest.mark.xdist_group("serve")


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    """A project being served: its folder and its address."""
    project = copy_project(SMALL, tmp_path_factory.mktemp("served") / "project")
    process = subprocess.Popen([sys.executable, "-m", "apparat.cli", "--project", str(project), "serve", "--port", "0"], cwd=ROOT, stderr=subprocess.PIPE, text=True,
                               preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # a shell's background job ignores it, and its children inherit that
                               env={**os.environ, "PYTHONUNBUFFERED": "1"})
    address = ""
    for row in process.stderr:
        if "open http://" in row:
            address = row.split()[1].rstrip("/")
            break
    assert address, "the server must say where it is"
    yield project, address
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=20) == 0


def get(address: str) -> str:
    with urllib.request.urlopen(address, timeout=10) as answer:
        return answer.read().decode()


def states(address: str, until, seconds: float = 60) -> dict:
    """Listens to the server's events until `until(state)` holds; the last state comes back."""
    deadline = time.monotonic() + seconds
    with urllib.request.urlopen(f"{address}/-/events", timeout=seconds) as stream:
        for row in stream:
            if row.startswith(b"data: "):
                state = json.loads(row[6:])
                if until(state):
                    return state
            if time.monotonic() > deadline:
                break
    raise AssertionError("the awaited state did not come")


def test_a_saved_file_is_shown_anew_and_a_broken_one_shows_its_problems(served) -> None:
    project, address = served
    source = project / "sources" / "tei" / "texts" / "small.xml"
    good = source.read_text(encoding="utf-8")
    page = get(f"{address}/texts/small.html")
    assert "/-/events" in page and "/-/events" not in (project / "_site" / "texts" / "small.html").read_text(encoding="utf-8")
    before = states(address, lambda state: True)
    assert before["problems"] == []

    title = good[good.index('<title type="main">') + 19:good.index("</title>")]
    source.write_text(good.replace(title, f"{title}, saved", 1), encoding="utf-8")
    after = states(address, lambda state: state["build"] > before["build"])
    assert after["problems"] == [] and ", saved" in get(f"{address}/texts/small.html")

    source.write_text(good.replace("</TEI>", ""), encoding="utf-8")
    broken = states(address, lambda state: state["problems"])
    assert any("S003" in problem and "small.xml" in problem for problem in broken["problems"])
    assert ", saved" in get(f"{address}/texts/small.html"), "the last good page stays"

    source.write_text(good, encoding="utf-8")
    mended = states(address, lambda state: not state["problems"] and state["build"] > after["build"])
    assert mended["problems"] == [] and ", saved" not in get(f"{address}/texts/small.html")


def test_a_broken_file_is_an_alert_in_the_browser(served) -> None:
    browsing = pytest.importorskip("test_browser")
    project, address = served
    source = project / "sources" / "tei" / "people.xml"
    good = source.read_text(encoding="utf-8")
    with browsing.playwright_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browsing.CHROMIUM, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"])
        page = browser.new_page()
        page.goto(f"{address}/people/index.html")
        source.write_text(good.replace("<listPerson>", "<listPersons>", 1), encoding="utf-8")
        alert = page.locator("#edition-problems")
        alert.wait_for(timeout=30_000)
        assert "S003" in alert.inner_text() and "people.xml" in alert.inner_text()
        source.write_text(good, encoding="utf-8")
        alert.wait_for(state="detached", timeout=60_000)
        browser.close()


def test_a_port_that_is_taken_is_said(served) -> None:
    project, address = served
    port = address.rsplit(":", 1)[1]
    done = subprocess.run([sys.executable, "-m", "apparat.cli", "--project", str(project), "serve", "--port", port], cwd=ROOT, capture_output=True, text=True, timeout=30)
    assert done.returncode == 1 and "must be free" in done.stderr and "Traceback" not in done.stderr
