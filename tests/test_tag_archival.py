"""`edition tag archival FILE`: what is printed is proposed as structure, as a diff that applies; the file itself is never written."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from conftest import SMALL, edition

PROSE = ("Files (РГАСПИ. Ф. 17. Оп. 3. Д. 337; Д. 339. Л. 4, 42–42 об), op. cit., Т. 17. С. 84, д. 5, кв. 12; "
         '<bibl type="archival">РГАСПИ. Ф. 558. Оп. 1. Д. 2569. Л. 71</bibl>; Schubert, Op. 84.')
TAGGED = ('Files (<bibl type="archival" xml:id="tried-a1"><ptr target="archives:rgaspi-f17-op3-d337"/></bibl>; '
          '<bibl type="archival" xml:id="tried-a2"><ptr target="archives:rgaspi-f17-op3-d339"/> <citedRange unit="leaf">4</citedRange> '
          '<citedRange unit="leaf" from="42" to="42v">42-42v</citedRange></bibl>), op. cit., Т. 17. С. 84, д. 5, кв. 12; '
          '<bibl type="archival" xml:id="tried-a3"><ptr target="archives:rgaspi-f558-op1-d2569"/> <citedRange unit="leaf">71</citedRange></bibl>; Schubert, Op. 84.')


@pytest.fixture
def tried(tmp_path: Path) -> Path:
    """A text with printed references, in a project of its own."""
    shutil.copytree(SMALL / "sources", tmp_path / "sources")
    small = (SMALL / "sources" / "tei" / "texts" / "second-text.xml").read_text(encoding="utf-8").replace("second-text", "tried")
    place = small.index("</body>")
    file = tmp_path / "sources" / "tei" / "texts" / "tried.xml"
    file.write_text(small[:place] + f'<p xml:id="tried-p90" n="90" corresp="w:1">{PROSE}</p>\n      ' + small[place:], encoding="utf-8")
    return file


def test_the_diff_tags_what_is_printed_and_applies(tried: Path, tmp_path: Path) -> None:
    before = tried.read_bytes()
    ran = edition(tmp_path, "tag", "archival", str(tried))
    assert ran.status == 0 and tried.read_bytes() == before, "it never writes"
    done = subprocess.run(["patch", "-s", "-p0", str(tried)], input=ran.out.encode(), capture_output=True, cwd=tmp_path)
    assert done.returncode == 0, done.stdout
    after = tried.read_text(encoding="utf-8")
    assert TAGGED in after
    assert after.replace(TAGGED, PROSE) == before.decode("utf-8"), "all other bytes as they were"
    assert edition(tmp_path, "tag", "archival", str(tried)).out == ""


def test_entities_comments_and_odd_markup_stay_byte_for_byte(tried: Path, tmp_path: Path) -> None:
    odd = ('A &amp; B (РГАСПИ.&#160;Ф. 17. Оп. 3. Д. 5. Л. 1 &amp; 2)<!-- ГАРФ. Ф. 1. Оп. 2. Д. 3 --><![CDATA[ ГАРФ. Ф. 1. Оп. 2. Д. 3 < ]]>'
           "<hi rend='a>b'>ГАРФ. Ф. 1. Оп. 2. Д. 3</hi> <bibl type=\"archival\" xml:id=\"tried-a7\">См.: РГАСПИ. Ф. 17. Оп. 84. Д. 476. Л. 9 (Бухарин); Д. 477</bibl>")
    tagged = ('A &amp; B (<bibl type="archival" xml:id="tried-a8"><ptr target="archives:rgaspi-f17-op3-d5"/> <citedRange unit="leaf">1</citedRange> '
              '<citedRange unit="leaf">2</citedRange></bibl>)<!-- ГАРФ. Ф. 1. Оп. 2. Д. 3 --><![CDATA[ ГАРФ. Ф. 1. Оп. 2. Д. 3 < ]]>'
              "<hi rend='a>b'><bibl type=\"archival\" xml:id=\"tried-a9\"><ptr target=\"archives:garf-f1-op2-d3\"/></bibl></hi> "
              '<bibl type="archival" xml:id="tried-a7">См.: <ptr target="archives:rgaspi-f17-op84-d476"/> <citedRange unit="leaf">9</citedRange> (Бухарин)</bibl>; '
              '<bibl type="archival" xml:id="tried-a10"><ptr target="archives:rgaspi-f17-op84-d477"/></bibl>')
    tried.write_text(tried.read_text(encoding="utf-8").replace(PROSE, odd).rstrip("\n"), encoding="utf-8")
    before = tried.read_text(encoding="utf-8")
    ran = edition(tmp_path, "tag", "archival", str(tried))
    done = subprocess.run(["patch", "-s", "-p0", str(tried)], input=ran.out.encode(), capture_output=True, cwd=tmp_path)
    assert done.returncode == 0, done.stdout
    assert tried.read_text(encoding="utf-8") == before.replace(odd, tagged)


@pytest.mark.parametrize("printed", ["РГАСПИ. Ф. 17. Оп. 84. Д. 476. Л. 9; Д. 477", "См.: РГАСПИ. Ф. 17. Оп. 3. Д. 5; Д. 6. Л. 7, 8; ГАРФ. Ф. 1. Оп. 2. Д. 3",
                                     "РГАСПИ. Ф. 558. Оп. 1. Д. 2569. Л. 71"])
def test_what_is_proposed_fits_the_schema(tried: Path, tmp_path: Path, printed: str) -> None:
    """A bibl holds one pointer: of several references in one printed bibl each gets its own."""
    tried.write_text(tried.read_text(encoding="utf-8").replace(PROSE, f'<bibl type="archival">{printed}</bibl>'), encoding="utf-8")
    ran = edition(tmp_path, "tag", "archival", str(tried))
    assert subprocess.run(["patch", "-s", "-p0", str(tried)], input=ran.out.encode(), cwd=tmp_path).returncode == 0
    found = edition(tmp_path, "check", str(tried)).err
    assert "S010" not in found and "S003" not in found, found


def test_a_file_that_cannot_be_read_is_a_problem(tried: Path, tmp_path: Path) -> None:
    tried.write_text("<TEI>", encoding="utf-8")
    ran = edition(tmp_path, "tag", "archival", str(tried))
    assert ran.status == 1 and "S003" in ran.err and not ran.out


def test_a_printed_reference_that_cannot_be_read_says_which_part_failed(tried: Path, tmp_path: Path) -> None:
    tried.write_text(tried.read_text(encoding="utf-8").replace("РГАСПИ. Ф. 558. Оп. 1. Д. 2569. Л. 71", "РГАСПИ. Ф. 17. Оп. 84. Д. б/н"), encoding="utf-8")
    ran = edition(tmp_path, "check", str(tried))
    row = next(row for row in ran.err.split("\n") if "A001" in row)
    assert "delo: no number" in row and "РГАСПИ. Ф. 17. Оп. 84" in row and ran.status == 1


def test_an_unknown_repository_is_to_be_looked_at(tried: Path, tmp_path: Path) -> None:
    tried.write_text(tried.read_text(encoding="utf-8").replace("РГАСПИ. Ф. 558. Оп. 1. Д. 2569. Л. 71", "ХЫЗ. Ф. 558. Оп. 1. Д. 2569. Л. 71"), encoding="utf-8")
    ran = edition(tmp_path, "check", str(tried))
    assert any(": warning A002: " in row for row in ran.err.split("\n"))
