"""The page of the data: what each file under data/ holds, its columns, its licence, how to cite it."""

from __future__ import annotations

from itertools import groupby
from typing import Iterable, Mapping, Sequence

from . import myst

# file below data/, media type, a sentence, size in bytes, columns or fields with their meanings
DataFile = tuple[str, str, str, int, Sequence[tuple[str, str]]]

DATES = ("when", "from", "to", "notBefore", "notAfter")
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
SPREADSHEET = ("CSV is UTF-8 with a comma between cells, after RFC 4180. A spreadsheet that is told so at import (in Excel: Data, From Text/CSV) shows "
               "Cyrillic and Korean rightly; import all columns as text, or it will turn some cells into dates and formulas.")
COMMON = (
    "A row has its identifier, the one of its page, and its address, a path from the root of this site. The rows of offices, names, relations and mentions have "
    "none of their own: they are found by the identifiers that they join.",
    "Dates are as they are encoded, in five columns: when for a single date, from and to for a stretch, notBefore and notAfter for the limits of an uncertain one. "
    "They are ISO 8601 and no more precise than the source: 1923, 1923-10, 1923-10-15.",
    "Sources are identifiers of passages, notes, texts and works, or web addresses. Where there are several they stand in one cell of CSV with a space between them.",
    "Other cells of CSV that hold several values part them by a bar with a space on either side; a bar or backslash that belongs to a value has a backslash before it. "
    "In JSON they are lists.",
    "An empty cell, string or list says that the sources say nothing. JSON has no null.",
)
# What the fields of the bibliographic files and of EAD are; their standards name them, so the exports do not.
STANDARDS: Mapping[str, str] = {
    "archives.ead.xml": "One archdesc for the whole, in it a c for each repository, fond, opis and file. Each c has the identifier as its id; unitid, the normal "
                        "citation; unittitle; the names of a repository as corpname, former ones with their time; remarks with their sources as odd and "
                        "scopecontent; and under bibliography the passages that cite it, with the leaves. Valid against the schema EAD 3, release 1.1.1.",
    "claims.jsonld": "JSON-LD 1.1; all addresses are relative to the file. A claim is a skos:Concept of the scheme of its topic; a position is an oa:Annotation whose body is the "
                     "claim and whose targets are the words of the text (FragmentSelector and TextQuoteSelector); cito:supports, cito:qualifies, cito:critiques and cito:disputes say "
                     "its stance towards the claim, cito:citesAsEvidence what it rests on, cito:disagreesWith which positions it contradicts, prov:wasAttributedTo who holds it, "
                     "prov:wasQuotedFrom through whom it is known. The shapes it keeps to are in claims.shacl.ttl.",
    "claims.shacl.ttl": "A shape for claims, one for positions, one for their targets; any SHACL processor tries a copy of the data, or data of other projects, against them.",
    "works.csl.json": "An array of CSL items. id is the identifier of the work; keyword is primary (printed sources and writings of the time) or literature; "
                      "annote says where the bibliographies disagree; custom has the page of the work, its sources, the identifiers of its people, romanised "
                      "and translated titles.",
    "works.bib": "The identifier is the citation key. The types are article, book, incollection, inreference, misc, online, periodical, techreport and thesis; titleaddon has the "
                 "romanised and translated titles, keywords is primary or literature. Titles stand in double braces, so that no style changes their capitals.",
    "works.ris": "ID is the identifier, LB the short form that the edition prints, KW primary or literature, N1 the romanised and translated titles and remarks.",
}


def data_page(files: Iterable[DataFile], name: str) -> str:
    """The page; `name` is what the edition calls itself. It must lie in a folder (data/index.md), since links to files begin there."""
    groups: dict[str, list[DataFile]] = {}
    for file in files:
        groups.setdefault(file[0].partition(".")[0] if file[4] else file[0], []).append(file)
    tables = [group for group in groups.values() if group[0][4]]
    others = [group for group in groups.values() if not group[0][4]]
    blocks = [myst.heading(1, "Data", "data"),
              myst.paragraph("The registers of the edition as files to work with. They are made from the same TEI as the pages, at the same time.", "lead"),
              *licence(name), myst.heading(2, "What the tables have in common", "data-common"), myst.items([myst.escaped(words) for words in COMMON]),
              myst.paragraph(myst.escaped(SPREADSHEET))]
    if tables:
        blocks.append(myst.heading(2, "Tables", "data-tables"))
    for group in tables:
        blocks += table_blocks(group)
    if others:
        blocks.append(myst.heading(2, "Standard formats", "data-formats"))
    for group in others:
        blocks += [myst.paragraph(files_line(group)), myst.paragraph(myst.escaped(group[0][2])), myst.paragraph(myst.escaped(STANDARDS.get(group[0][0], "")))]
    return myst.page(blocks, {"orphan": True})


def licence(name: str) -> list[str]:
    """Licence, citation, and that the data are not the sources."""
    words = myst.escaped(name)
    return [myst.heading(2, "Licence and citation", "data-licence"),
            myst.paragraph(f"All files are free under {myst.web_link('Creative Commons Attribution 4.0 International', LICENCE)} (CC BY 4.0): use them "
                           f"for any purpose, name {myst.span(words, 'title')}, link to the licence, and say what you changed."),
            myst.paragraph("Cite the file, its address, and the day on which you took it, since the data grow with the edition:"),
            myst.quotation([f"{myst.span(words, 'title')}, register of people (data/people.csv), CC BY 4.0, as of DAY MONTH YEAR, ADDRESS."]),
            myst.paragraph("A single row is cited by its identifier, like the page that it comes from.")]


def table_blocks(group: list[DataFile]) -> list[str]:
    """One table: its files, what it is, its columns and whether CSV, JSON or both have them. The five columns of a date share a row."""
    stem = group[0][0].partition(".")[0]
    found: dict[str, tuple[str, list[str]]] = {}
    for file, _, _, _, fields in group:
        for name, meaning in fields:
            found.setdefault(name, (meaning, []))[1].append(file.rpartition(".")[2].upper())
    rows = []
    for said, columns in groupby(found.items(), key=lambda column: column[1][0].partition(": ")[0] if column[0].endswith(DATES) else column[0]):
        names = dict(columns)
        meaning, kinds = next(iter(names.values()))
        rows.append([myst.escaped(", ".join(names)), myst.escaped(said if len(names) > 1 else meaning), "both" if len(kinds) == len(group) > 1 else ", ".join(kinds)])
    return [myst.heading(3, myst.escaped(stem.capitalize()), f"data-{stem}"), myst.paragraph(f"{myst.escaped(group[0][2])} {files_line(group)}"),
            myst.table(["Column", "Holds", "In"], rows, "data-columns")]


def files_line(group: list[DataFile]) -> str:
    """Links to the files of a group, each with its media type and size."""
    return " · ".join(f"{myst.file_link(myst.escaped(file), f'data/{file}')} ({myst.escaped(media_type)}, {size_words(size)})" for file, media_type, _, size, _ in group)


def size_words(size: int) -> str:
    """A size as people read it, in decimal units."""
    return f"{size} bytes" if size < 1000 else f"{round(size / 1000)} kB" if size < 1_000_000 else f"{size / 1_000_000:.1f} MB"
