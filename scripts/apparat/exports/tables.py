"""The registers as tables: CSV (RFC 4180; UTF-8 without a mark, LF line ends, a header row) and JSON (RFC 8259, an array of objects).

`TABLES` is the list of them; a table is its columns and the function of `rows.py` that makes its rows. Both formats are written from
the same rows. A CSV cell holds one string, so a column that has several values joins them: identifiers by a space (they hold none),
words by " | " (a bar or backslash within them gets a backslash before it, so that " | " stands nowhere else). Cells are the words of the sources
and nothing else: one that begins with "=" or "-" is not changed for the sake of spreadsheets.
"""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import dataclass
from typing import Callable, Iterable, Iterator

from ..model import STANCES, Edition
from . import claims, rows
from .rows import Row


@dataclass(frozen=True)
class Column:
    """A column: its name, what it holds, and its `kind`:

    - "text": one string, "count": a number
    - "identifiers", "texts": several, a list in JSON, joined in CSV
    - "csv", "json": in that format alone; lists of dictionaries are for JSON, their parts in columns of their own for CSV
    """

    name: str
    meaning: str
    kind: str = "text"


@dataclass(frozen=True)
class Table:
    """A table: the name of its files, a sentence on it, its columns in order, and what makes its rows."""

    name: str
    description: str
    columns: tuple[Column, ...]
    rows: Callable[[Edition], Iterator[Row]]

    def columns_in(self, form: str) -> tuple[Column, ...]:
        """The columns of one format, "csv" or "json"."""
        return tuple(column for column in self.columns if column.kind not in ({"csv", "json"} - {form}))


def date_columns(prefix: str = "", of: str = "the date", kind: str = "text") -> tuple[Column, ...]:
    """The five columns of a date."""
    meanings = {"when": "when it is a single day, month or year", "from": "its beginning", "to": "its end", "notBefore": "the earliest it can be",
                "notAfter": "the latest it can be"}
    return tuple(Column(prefix + name, f"{of}: {meaning}", kind) for name, meaning in meanings.items())


SOURCES = Column("sources", "the passages, works and web addresses that the row is taken from", "identifiers")
CERTAINTY = Column("certainty", "how sure the editors are, where they are not: high, medium, low")
ENTRY = (
    Column("id", "the identifier of the entry"),
    Column("address", "its page, from the root of the site"),
    Column("name", "the name by which the edition prints it"),
    Column("name_language", "the language of that name (BCP 47)"),
    Column("other_names", "its other names, each with its language in brackets; names.csv has them in columns", "texts"),
    Column("names", "all names: form, kind, language, dates, certainty, sources", "json"),
)
SAID = (
    Column("description", "who or what it is, in the edition's words", "texts"),
    Column("translation", "what to beware of in translations", "texts"),
    Column("editorial", "remarks of the editors", "texts"),
    Column("statements", "all that is said of it: kind, TEI element, words, language, certainty, sources", "json"),
    Column("authorities", "identifiers elsewhere, as VIAF, after the name of the authority", "texts"),
    SOURCES,
    Column("mentions", "how many times the texts name it", "count"),
)
EXISTENCE = (*date_columns("existence_", "the time it existed", "csv"), Column("existence_words", "what is said of that time", "csv"),
             Column("existence", "the times it existed: dates, words, certainty, sources", "json"))


def life_columns(name: str) -> tuple[Column, ...]:
    return (*date_columns(f"{name}_", f"the {name}", "csv"), Column(f"{name}_places", f"the place of {name}", "csv"),
            Column(f"{name}_certainty", f"how sure the {name} is, where it is not", "csv"),
            Column(f"{name}s", f"each {name} attested: dates, words, places, certainty, sources", "json"))


TABLES = (
    Table("people", "People of the time and scholars", (
        *ENTRY, Column("surname", "the surname alone"), Column("forenames", "forenames or initials"),
        Column("role", "actor (of the time), author (of the time) or scholar"), Column("schools", "schools of thought, as terms", "identifiers"),
        *life_columns("birth"), *life_columns("death"), *SAID), rows.people),
    Table("institutions", "Party and state bodies, groups, newspapers", (
        *ENTRY, Column("kind", "party, state, soviet, faction ..."), Column("parents", "the bodies above it", "identifiers"),
        Column("predecessors", "the bodies before it", "identifiers"), Column("successors", "the bodies after it", "identifiers"),
        *EXISTENCE, *SAID), rows.institutions),
    Table("offices", "Who held which office in which body, as the texts attest it: one row an office", (
        Column("person", "the person"), Column("number", "the place of the office in the person's entry; an office has no identifier of its own", "count"),
        Column("address", "the person's page"), Column("person_name", "the person's name"), Column("institution", "the body"),
        Column("institution_name", "the name of the body"), Column("office", "what the person was there"), *date_columns(of="the time of the office"),
        CERTAINTY, SOURCES), rows.offices),
    Table("archives", "Repositories, and the fonds, opisi and files that texts cite", (
        *ENTRY, Column("level", "repository, fond, opis or delo (file)"), Column("number", "the number of the unit"), Column("title", "the title of the unit"),
        Column("repository", "the repository it lies in"), Column("fond", "the number of its fond"), Column("opis", "the number of its opis"),
        Column("delo", "the number of the file"), Column("parent", "the unit above it"), Column("places", "the seat of the repository", "identifiers"),
        Column("signatures", "the shelfmark, where it is entered as printed", "texts"), *date_columns(of="the date of the documents"), *EXISTENCE,
        Column("cited_in", "the passages and notes that cite the unit itself", "identifiers"), *SAID), rows.archives),
    Table("events", "Events, dated as far as the texts date them", (
        *ENTRY, Column("kind", "war, decision, congress ..."), *date_columns(of="the event"), CERTAINTY,
        Column("part_of", "the event of which it is a part", "identifiers"), *SAID), rows.events),
    Table("places", "Places named in the texts", (
        *ENTRY, Column("kind", "city, country, region ..."), Column("within", "the place it lies in", "identifiers"), *SAID), rows.places),
    Table("terms", "Concepts and catchwords, with what they mean in the texts", (*ENTRY, *SAID), rows.terms),
    Table("names", "Every form of every name in the registers (works apart): one row a form", (
        Column("entry", "the entry it names"), Column("register", "the register of the entry"), Column("address", "the page of the entry"), Column("form", "the name"),
        Column("kind", "main, variant, full, abbreviation, former, pseudonym, sort"), Column("language", "its language and script (BCP 47)"),
        *date_columns(of="the time of the name"), CERTAINTY, SOURCES), rows.all_names),
    Table("claims", "What the texts dispute: one row a claim", (
        Column("id", "the identifier of the claim"), Column("address", "its page, from the root of the site"), Column("title", "its short title"),
        Column("proposition", "what is claimed, in one neutral sentence"), Column("question", "the question it is one answer to"),
        Column("topic", "the identifier of its topic"), Column("topic_title", "the topic"), Column("terms", "the terms it turns on", "identifiers"),
        Column("entails", "the claims it entails", "identifiers"), Column("contradicts", "the claims it contradicts, or that contradict it", "identifiers"),
        Column("refines", "the claims it refines", "identifiers"), Column("remarks", "what is said of its scope and wording", "texts"),
        *(Column(stance, f"who {stance} it", "identifiers") for stance in STANCES), Column("position_count", "the number of positions", "count"),
        Column("dispute_count", "the number of pairs of opposed positions", "count"),
        Column("positions", "its positions, each as in positions.json", "json"), Column("disputes", "its disputes, each as in disputes.json", "json")), claims.claims),
    Table("positions", "Who holds what on which claim: one row a position", (
        Column("id", "the identifier of the position"), Column("address", "the position on the page of its claim"), Column("claim", "the claim"),
        Column("claim_title", "the short title of the claim"), Column("stance", "asserts, qualifies, questions or denies"),
        Column("holders", "who hold it together", "identifiers"), Column("holder_names", "their names", "texts"),
        Column("kind", "own (of the text's author) or reported (handed on by him)"), Column("text", "the text"), Column("reporters", "who reports it, the text's author first", "identifiers"),
        Column("chain", "the same step by step: for each way a list of steps, each a list of reporters", "json"), Column("words", "the stretches of the regest that state it, by identifier", "identifiers"),
        Column("quotation", "those words, as the regest has them", "texts"), Column("passages", "the passages or notes in which they stand", "identifiers"),
        *date_columns(of="the date of the position"), Column("evidence", "what the text names as evidence: references, works, notes, web addresses", "identifiers"),
        Column("rests_on", "the same, references resolved into archival units and works", "identifiers"), Column("evidence_names", "what these are called", "texts"),
        Column("certainty", "how sure the encoder is of holder and stance: high, medium, low"), Column("remark", "what else must be said")), claims.positions),
    Table("disputes", "Who contradicts whom, derived from the positions: one row a pair of opposed positions", (
        Column("claim", "the claim"), Column("claim_title", "its short title"), Column("kind", "open (one asserts, the other denies) or partial (one qualifies or questions)"),
        Column("one", "the one position"), Column("one_stance", "its stance"), Column("one_holders", "its holders", "identifiers"),
        Column("other", "the other position"), Column("other_stance", "its stance"), Column("other_holders", "its holders", "identifiers"),
        Column("other_claim", "the claim of the other, where it contradicts this one; else empty"), Column("address", "the disputes on the page of the claim"),
        Column("shared_evidence", "archival units and works that both rest on", "identifiers")), claims.disputes),
    Table("relations", "How bodies, places and events belong together, and how claims bear on each other: one row a relation", (
        Column("active", "the entry that the relation is said of"),
        Column("relation", "parent: the passive is the body above; predecessor, successor: the passive came before, after; within: the active lies in the passive; "
                           "part: the active is a part of the passive; entails, contradicts, refines: what one claim does to another"),
        Column("passive", "the other entry"), Column("address", "the page of the active entry"), Column("active_name", "its name"),
        Column("passive_name", "the name of the other"), *date_columns(of="the time of the relation"), CERTAINTY, SOURCES), rows.relations),
    Table("mentions", "Where the texts name what: one row an element that names an entry in a passage or note", (
        Column("entry", "the entry named"), Column("register", "its register"), Column("entry_name", "its name"), Column("entry_address", "its page"),
        Column("text", "the text"), Column("passage", "the passage or note"), Column("address", "the passage on its page"),
        Column("passage_kind", "paragraph, abstract, note, figure, bibliography ..."), Column("passage_number", "the number printed beside it"),
        Column("page", "the page of the source on which it begins"), Column("element", "the TEI element that names the entry"),
        Column("words", "the words of the regest that name it; for a bare pointer the label that is printed"), Column("language", "their language"), CERTAINTY,
        Column("reference", "the identifier of the reference (bibl) around it"), Column("cited", "the leaves or pages cited there: unit and figures", "texts"),
        Column("cited_ranges", "the same in parts: unit, words, from, to, n", "json")), rows.mentions),
)


def csv_bytes(table: Table, edition: Edition) -> bytes:
    """The table as CSV. Every row has all columns; an empty cell says that the sources say nothing."""
    columns, out = table.columns_in("csv"), io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([column.name for column in columns])
    writer.writerows([cell(column, row[column.name]) for column in columns] for row in table.rows(edition))
    return out.getvalue().encode("utf-8")


def json_bytes(table: Table, edition: Edition) -> bytes:
    """The table as JSON: an array of objects, one a line, every one with all keys in the same order."""
    columns = table.columns_in("json")
    lines = [json.dumps({column.name: row[column.name] for column in columns}, ensure_ascii=False) for row in table.rows(edition)]
    return ("[\n" + ",\n".join(lines) + "\n]\n").encode("utf-8")


def cell(column: Column, value: object) -> str:
    """What stands in a cell of CSV."""
    if column.kind == "identifiers":
        return " ".join(value)
    return joined(value) if isinstance(value, list) else str(value)


def joined(words: Iterable[object]) -> str:
    """Several strings (or lists of identifiers) as one cell."""
    return " | ".join(re.sub(r"[\\|]", r"\\\g<0>", word if isinstance(word, str) else " ".join(word)) for word in words)
