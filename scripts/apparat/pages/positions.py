"""Positions in words: sign and stance, holders, own or reported, the words that state them, their evidence.

No meaning hangs on colour: each stance has a sign and a word. Every page that shows a position says it with these functions.
"""

from __future__ import annotations

from collections import Counter
from functools import lru_cache

from ..model import Document, Edition, Mention, Person, Position, Term
from ..tei.names import NAMESPACES, local_name, text_of
from . import myst
from .dates import written_span
from .elements import Renderer
from .entry import Shelf, doubt, entry_links
from .excerpt import excerpts
from .mentions import unit_name
from .references import reference_words

SIGNS = {"asserts": "▲", "qualifies": "◆", "questions": "?", "denies": "▼"}
PLURALS = {"asserts": "assert", "qualifies": "qualify", "questions": "question", "denies": "deny"}


def stance_word(edition: Edition, position: Position) -> str:
    """ "denies"; "deny" where several hold it together, or a group."""
    return conjugated(edition, position.stance, position.holder_ids)


def conjugated(edition: Edition, stance: str, holder_ids: tuple[str, ...]) -> str:
    """The stance as a verb that agrees with its holders; schools and people without an organisation are many."""
    one = edition.entries.get(holder_ids[0]) if len(holder_ids) == 1 else None
    single = one is not None and not isinstance(one, Term) and getattr(one, "kind", "") != "group"
    return stance if single else PLURALS.get(stance, stance)


def signed(stance: str, words: str) -> str:
    """A stance as an inline piece: its sign, its words, a class for the style."""
    return myst.span(f"{SIGNS.get(stance, '')}\u00a0{words}", "stance", stance)


def holder_names(edition: Edition, identifiers: tuple[str, ...]) -> str:
    """The names of holders, unlinked and escaped: "Kotkin, Trotsky"."""
    return myst.escaped(", ".join(short_name(edition, identifier) for identifier in identifiers))


def short_name(edition: Edition, identifier: str) -> str:
    """The surname of a person whose surname nobody else in the register has; else the label."""
    return _surnames(edition).get(identifier) or (edition.entries[identifier].label if identifier in edition.entries else identifier)


@lru_cache(maxsize=4)
def _surnames(edition: Edition) -> dict[str, str]:
    """Person -> surname, where it is his alone."""
    found = {person.id: text_of(person.element.find("tei:persName[@type='main']/tei:surname", NAMESPACES)) for person in edition.register(Person)}
    counts = Counter(found.values())
    return {identifier: surname for identifier, surname in found.items() if surname and counts[surname] == 1}


def provenance(shelf: Shelf, position: Position) -> str:
    """ "own", or "reported by Harris, after Kotkin": who hands it on, from the text's author inwards."""
    text = shelf.edition.texts[position.text_id]
    if not position.reported:
        return "own"
    author = entry_links(shelf, list(text.author_ids)) or myst.link(myst.escaped(text.short_title), text.id)
    ways = ["".join(f", after {entry_links(shelf, list(step))}" for step in chain) for chain in position.chains]
    return f"reported by {author}" + ways[0] + "".join(f"; also{way.removeprefix(',')}" for way in ways[1:])


def stated_at(shelf: Shelf, position: Position) -> str:
    """The words that state a position, each with the place where it stands: "¶ 11 … the words …"."""
    edition, document, found = shelf.edition, shelf.edition.texts[position.text_id].document, []
    for words_id in position.words:
        unit, target = edition.unit_around(words_id), edition.targets.get(words_id)
        if unit is None or target is None:
            continue
        place = myst.span(myst.link(myst.escaped(f"{edition.texts[unit.text_id].short_title} {unit_name(unit)}"), words_id), "place")
        quoted = " ".join(excerpts(shelf.readings.of(document, unit), [Mention(position.id, target.element, unit)]))
        found.append(f"{place} {myst.span(quoted, 'excerpt')}")
    return " ".join(found)


def evidence(shelf: Shelf, position: Position) -> str:
    """What the text names as evidence, linked; "none named" where it names nothing."""
    document = shelf.edition.texts[position.text_id].document
    return "; ".join(_evidence(shelf, document, identifier) for identifier in position.evidence) or "none named"


def _evidence(shelf: Shelf, document: Document, identifier: str) -> str:
    """One piece of evidence; a reference with its leaves or pages, and a link to where it stands."""
    target = shelf.edition.targets.get(identifier)
    if target is not None and identifier not in shelf.edition.units and local_name(target.element) == "bibl" and identifier not in shelf.edition.entries:
        words = reference_words(Renderer(shelf.edition, None, document), target.element)
        return f"{words} {myst.span(myst.link('cited', identifier), 'also')}"
    return evidence_link(shelf, identifier)


def evidence_link(shelf: Shelf, identifier: str) -> str:
    """A link to an entry, a passage or note, a web address."""
    edition = shelf.edition
    if identifier in edition.entries:
        return entry_links(shelf, [identifier])
    if identifier.startswith(("http://", "https://")):
        return myst.web_link(myst.escaped(identifier), identifier)
    if identifier in edition.units:
        unit = edition.units[identifier]
        return myst.link(myst.escaped(f"{edition.texts[unit.text_id].short_title} {unit_name(unit)}"), identifier)
    return myst.link(myst.escaped(identifier), identifier)


def position_line(shelf: Shelf, position: Position, holder_id: str = "") -> str:
    """A whole position as one inline piece: holders (or, on the page of one of them, the claim), stance, provenance, date, certainty, words, evidence, remark."""
    edition = shelf.edition
    if holder_id:
        others = [holder for holder in position.holder_ids if holder != holder_id]
        head = [f"{signed(position.stance, position.stance)} {myst.link(myst.escaped(edition.entries[position.claim_id].label), position.id)}",
                f"with {entry_links(shelf, others)}" if others else ""]
        address = ""
    else:
        head = [f"{entry_links(shelf, list(position.holder_ids))} {signed(position.stance, stance_word(edition, position))}"]
        address = f" {myst.span(myst.link(position.id, position.id), 'address')}"
    said = " · ".join(part for part in (*head, provenance(shelf, position), written_span(position.span)) if part)
    parts = [myst.span(f"{said}{doubt(position.cert)}{address}", "held-by"), myst.span(stated_at(shelf, position), "stated"),
             myst.span(f"{myst.span('evidence', 'label')} {evidence(shelf, position)}", "evidence")]
    if position.remark is not None:
        document = edition.texts[position.text_id].document
        parts.append(myst.span(f"{myst.span('remark', 'label')} {Renderer(edition, None, document).inline(position.remark).strip()}", "remark"))
    return " ".join(parts)
