"""Third-party judges: TEI P5 itself on every source, the Nu HTML checker on every page, axe-core on every kind of page."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from lxml import etree

from conftest import ROOT

TEI_ALL = ROOT / ".build" / "tei" / "schemas" / "tei_all.rng"
NU = ROOT / ".build" / "npm" / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
AXE = ROOT / ".build" / "npm" / "node_modules" / "axe-core" / "axe.min.js"


# One of every kind that Sphinx does not make, and the hand-written page on citing.
PLAIN_PAGES = ("citing.html", "releases/index.html", "releases/2026.12.html", "cite/harris-p11.html", "id/harris-p11@2026.12.html", "v/2026.12/index.html", "v/2026.12/hoffmann.html", "v/2026.12/places.html")


def source_files() -> list[Path]:
    return sorted((ROOT / "sources" / "tei").rglob("*.xml")) + sorted((ROOT / "tests" / "small_edition" / "sources").rglob("*.xml"))


@pytest.mark.skipif(not TEI_ALL.is_file(), reason="tei_all.rng is not there: `make test` fetches it")
def test_every_source_is_valid_tei() -> None:
    schema = etree.RelaxNG(etree.parse(str(TEI_ALL)))
    files = source_files()
    assert len(files) > 8
    faults = []
    for file in files:
        if not schema.validate(etree.parse(str(file))):
            faults.append(f"{file.relative_to(ROOT)}: {schema.error_log[0].line}: {schema.error_log[0].message}")
    assert not faults, "\n".join(faults)
    wrong = etree.fromstring((ROOT / "sources" / "tei" / "people.xml").read_bytes().replace(b"<listPerson>", b"<listPerson colour='red'>"))
    assert not schema.validate(wrong.getroottree()), "the judge must be able to say no"


def nu_errors(folder: Path) -> list[str]:
    done = subprocess.run(["java", "-jar", str(NU), "--errors-only", "--format", "json", "--skip-non-html", str(folder)], capture_output=True, text=True, timeout=240)
    return [f"{message['url'].rsplit('/_site/', 1)[-1]}:{message.get('lastLine')}: {message['message']}" for message in json.loads(done.stderr)["messages"]]


@pytest.mark.skipif(not NU.is_file() or not shutil.which("java"), reason="the Nu HTML checker or Java is not there: `make test` fetches it where npm is")
def test_every_page_is_valid_html(site: Path, tmp_path: Path) -> None:
    (tmp_path / "wrong.html").write_text("<!doctype html><html lang='en'><title>x</title><p><div></p>", encoding="utf-8")
    assert nu_errors(tmp_path), "the judge must be able to say no"
    assert not nu_errors(site)


@pytest.mark.skipif(not AXE.is_file(), reason="axe-core is not there: `make test` fetches it where npm is")
@pytest.mark.parametrize("width, scheme", [(1400, "light"), (1400, "dark"), (375, "light")])
def test_axe_finds_nothing_on_any_kind_of_page(site: Path, width: int, scheme: str) -> None:
    browsing = pytest.importorskip("test_browser")
    with browsing.playwright_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browsing.CHROMIUM, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"])
        page = browser.new_context(viewport={"width": width, "height": 1000}, color_scheme=scheme, reduced_motion="reduce", bypass_csp=True).new_page()
        found = []
        for name in (*browsing.PAGES, *PLAIN_PAGES):
            page.goto((site / name).as_uri())
            page.add_script_tag(path=str(AXE))
            for violation in page.evaluate("axe.run().then((result) => result.violations)"):
                found.append(f"{name}: {violation['id']}: {violation['help']}: {violation['nodes'][0]['html'][:160]}")
        page.set_content("<html><body><img src='x.png'></body></html>")
        page.add_script_tag(path=str(AXE))
        assert page.evaluate("axe.run().then((result) => result.violations.length)"), "the judge must be able to say no"
        browser.close()
    assert not found, "\n".join(found)
