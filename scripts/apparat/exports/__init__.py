"""Model -> other formats: one module a format.

`EXPORTS` names every file that is published under data/, in the order in which the page of the data explains them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from importlib.resources import files
from typing import Callable, Iterator, Mapping

from ..model import Edition
from .bibliography import csl_bytes
from .bibtex import bibtex_bytes
from .ead import ead_bytes
from .linked_claims import linked_claims_bytes
from .ris import ris_bytes
from .tables import TABLES, Table, csv_bytes, json_bytes


@dataclass(frozen=True)
class Export:
    """A file under data/: its name, its media type, a sentence on it, what writes it, its columns or fields with their meanings."""

    file: str
    media_type: str
    description: str
    write: Callable[[Edition], bytes]
    fields: tuple[tuple[str, str], ...] = ()


def _table(table: Table, form: str, media_type: str, write: Callable[[Table, Edition], bytes]) -> Export:
    fields = tuple((column.name, column.meaning) for column in table.columns_in(form))
    return Export(f"{table.name}.{form}", media_type, f"{table.description}.", partial(write, table), fields)


EXPORTS = (
    *(export for table in TABLES for export in (_table(table, "csv", "text/csv", csv_bytes), _table(table, "json", "application/json", json_bytes))),
    Export("archives.ead.xml", "application/xml", "The register of archives as a finding aid in EAD 3, with every passage that cites a unit.", ead_bytes),
    Export("claims.jsonld", "application/ld+json", "Claims, positions and disputes as linked data: CiTO, Web Annotation, SKOS, PROV.", linked_claims_bytes),
    Export("claims.shacl.ttl", "text/turtle", "The shapes (SHACL) that the linked data keep to.", lambda _: (files("apparat") / "schema" / "claims.shacl.ttl").read_bytes()),
    Export("works.csl.json", "application/vnd.citationstyles.csl+json", "The works cited as CSL-JSON, for citation processors, Zotero and pandoc.", csl_bytes),
    Export("works.bib", "application/x-bibtex", "The works cited as BibTeX in UTF-8, for LaTeX with biblatex and biber.", bibtex_bytes),
    Export("works.ris", "application/x-research-info-systems", "The works cited as RIS, for Zotero, EndNote and their kin.", ris_bytes),
)


def exported_files(edition: Edition) -> Iterator[tuple[str, bytes]]:
    """(path below data/, content) of every file. The same sources give the same bytes."""
    for export in EXPORTS:
        yield export.file, export.write(edition)


def described_files(made: Mapping[str, bytes]) -> list[tuple[str, str, str, int, tuple[tuple[str, str], ...]]]:
    """What the page of the data needs of every file in `made` (by `exported_files`): file, media type, description, size, fields."""
    return [(export.file, export.media_type, export.description, len(made[export.file]), export.fields) for export in EXPORTS if export.file in made]
