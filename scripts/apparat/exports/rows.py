"""Entries -> rows: plain dictionaries of strings, lists and dictionaries, the same for CSV and JSON.

One function a table, from the edition to its rows, in the order of the register. What an entry says several times over (names,
lives, statements) is a list of dictionaries. Empty strings and lists stand where the sources say nothing; nothing is null.
"""

from __future__ import annotations

from typing import Iterator

from ..model import Archive, Claim, DateSpan, Edition, Element, Entry, Event, Institution, Note, Person, Place, Term, Work
from ..tei.names import NAMESPACES, TEI, language_of, local_name, nearest_identifier, text_of
from ..tei.pointer import identifiers_of
from ..tei.dating import date_span, sources_of
from ..tei.registers import REGISTERS
from .addresses import address_of, document_of, enclosing_reference, name_of, plain_words, register_of, sources_below

Row = dict[str, object]
KINDS_OF_STATEMENT = {"desc": "description", "def": "description"}


def dates(span: DateSpan, prefix: str = "") -> Row:
    """A date as it is encoded, in the five attributes of TEI att.datable.w3c."""
    found = {"when": span.when, "from": span.start, "to": span.end, "notBefore": span.not_before, "notAfter": span.not_after}
    return {prefix + name: value for name, value in found.items()}


def columns_of(prefix: str, found: list[Row], *keys: str) -> Row:
    """The dates (and other `keys`) of several dictionaries, each key as a list: the form that a table can hold."""
    return {f"{prefix}_{key}": [one[key] for one in found] for key in (*dates(DateSpan()), *keys)}


def names(entry: Entry) -> list[Row]:
    """Every form of a name, with language, time, certainty and sources."""
    return [{"form": form.text, "kind": form.kind, "language": form.language, **dates(form.span), "certainty": form.cert,
             "sources": list(form.sources)} for form in entry.forms]


def statements(edition: Edition, entry: Entry) -> list[Row]:
    """What is said of an entry: kind, TEI element (note, desc, def), words, language, certainty, sources."""
    document, found = document_of(edition, entry), []
    for element in entry.element.iter(TEI + "note", TEI + "desc", TEI + "def"):
        if nearest_identifier(element) == entry.id and element.get("type") != "citation-label":
            kind = KINDS_OF_STATEMENT.get(local_name(element)) or element.get("type", "description")
            found.append({"kind": kind, "element": local_name(element), "words": plain_words(edition, document, element), "language": language_of(element),
                          "certainty": element.get("cert", ""), "sources": list(sources_of(document, element))})
    return found


def spans(edition: Edition, entry: Entry, path: str) -> list[Row]:
    """The dated children of an entry (birth, death, state): dates, words, place, certainty, sources."""
    document = document_of(edition, entry)
    return [{**dates(date_span(element)), "words": plain_words(edition, document, element),
             "places": [identifier for place in element.iterfind("tei:placeName", NAMESPACES) for identifier in identifiers_of(document, place, "ref")],
             "certainty": element.get("cert", ""), "sources": list(sources_of(document, element))} for element in entry.element.iterfind(path, NAMESPACES)]


def authorities(entry: Entry) -> list[str]:
    """Identifiers elsewhere, each after the name of the authority: "VIAF 12345"."""
    return [f"{idno.get('type', '')} {text_of(idno)}".strip() for idno in entry.element.iterchildren(TEI + "idno") if idno.get("type") != "signature"]


def described(edition: Edition, entry: Entry) -> Row:
    """What the rows of every register have: identifier, address, name, names, statements, sources, number of mentions."""
    said, forms = statements(edition, entry), names(entry)
    main = forms[0]["language"] if forms else ""
    words = {kind: [one["words"] for one in said if one["kind"] == kind] for kind in ("description", "translation", "editorial")}
    others = [f"{form['form']} [{form['language']}]" for form in forms if form["form"] != entry.label or form["language"] != main]
    return {"id": entry.id, "address": address_of(edition, entry.id), "name": entry.label, "name_language": main, "other_names": others, "names": forms,
            **words, "statements": said, "authorities": authorities(entry), "sources": sources_below(edition, entry), "mentions": len(edition.mentions.get(entry.id, ()))}


def related(edition: Edition, identifier: str, name: str, inverse: str = "") -> list[str]:
    """The passive members of the relations `name` of an entry, and the active ones of its relations `inverse`."""
    found = [relation.passive for relation in edition.relations if relation.name == name and relation.active == identifier]
    return list(dict.fromkeys(found + [relation.active for relation in edition.relations if relation.name == inverse and relation.passive == identifier]))


def people(edition: Edition) -> Iterator[Row]:
    for person in edition.register(Person):
        main = person.element.find("tei:persName[@type='main']", NAMESPACES)
        surname, forenames = (" ".join(text_of(part) for part in main.iterfind(path, NAMESPACES)) if main is not None else "" for path in ("tei:surname", "tei:forename"))
        births, deaths = spans(edition, person, "tei:birth"), spans(edition, person, "tei:death")
        yield {**described(edition, person), "surname": surname, "forenames": forenames, "role": person.role,
               "schools": list(identifiers_of(document_of(edition, person), person.element, "ana")), "births": births, "deaths": deaths,
               **columns_of("birth", births, "places", "certainty"), **columns_of("death", deaths, "places", "certainty")}


def institutions(edition: Edition) -> Iterator[Row]:
    for body in edition.register(Institution):
        existence = spans(edition, body, "tei:state[@type='existence']")
        yield {**described(edition, body), "kind": body.kind, "existence": existence, **columns_of("existence", existence, "words"),
               "parents": related(edition, body.id, "parent"), "predecessors": related(edition, body.id, "predecessor", "successor"),
               "successors": related(edition, body.id, "successor", "predecessor")}


def offices(edition: Edition) -> Iterator[Row]:
    """One row an office of a person in a body; an office has no identifier, so it is counted within its person."""
    for person in edition.register(Person):
        for number, office in enumerate(person.offices, 1):
            yield {"person": person.id, "number": number, "address": address_of(edition, person.id), "person_name": person.label,
                   "institution": office.institution_id, "institution_name": name_of(edition, office.institution_id), "office": office.label,
                   **dates(office.span), "certainty": office.cert, "sources": list(office.sources)}


def archives(edition: Edition) -> Iterator[Row]:
    for unit in edition.register(Archive):
        chain = [unit, *above(edition, unit)]
        numbers = {one.level: one.number for one in chain}
        seats = [identifier for place in unit.element.iterchildren(TEI + "placeName") for identifier in identifiers_of(document_of(edition, unit), place, "ref")]
        existence = spans(edition, unit, "tei:state[@type='existence']")
        dated = unit.element.find("tei:date", NAMESPACES)
        title = unit.forms[1].text if unit.level != "repository" and len(unit.forms) > 1 else ""
        yield {**described(edition, unit), "level": unit.level, "number": unit.number, "title": title, "repository": chain[-1].id,
               **{level: numbers.get(level, "") for level in ("fond", "opis", "delo")}, "parent": unit.parent_id,
               "places": seats, "signatures": [text_of(idno) for idno in unit.element.iterfind("tei:idno[@type='signature']", NAMESPACES)],
               "existence": existence, **columns_of("existence", existence, "words"), **dates(date_span(dated) if dated is not None else DateSpan()),
               "cited_in": list(dict.fromkeys(mention.unit.id for mention in edition.mentions.get(unit.id, ())))}


def above(edition: Edition, unit: Archive) -> list[Archive]:
    """The units above an archival unit, the nearest first, the repository last."""
    found, parent = [], edition.entries.get(unit.parent_id)
    while isinstance(parent, Archive) and parent not in found:
        found.append(parent)
        parent = edition.entries.get(parent.parent_id)
    return found


def events(edition: Edition) -> Iterator[Row]:
    for event in edition.register(Event):
        yield {**described(edition, event), "kind": event.kind, **dates(event.span), "certainty": event.element.get("cert", ""),
               "part_of": related(edition, event.id, "part")}


def places(edition: Edition) -> Iterator[Row]:
    for place in edition.register(Place):
        yield {**described(edition, place), "kind": place.kind, "within": related(edition, place.id, "within")}


def terms(edition: Edition) -> Iterator[Row]:
    for term in edition.register(Term):
        yield described(edition, term)


def all_names(edition: Edition) -> Iterator[Row]:
    """One row a form of a name; works are left to the bibliographies."""
    for register in REGISTERS:
        for entry in edition.register(register.kind):
            if not isinstance(entry, Work | Claim):
                for name in names(entry):
                    yield {"entry": entry.id, "register": register.name, "address": address_of(edition, entry.id), **name}


def relations(edition: Edition) -> Iterator[Row]:
    for relation in edition.relations:
        yield {"active": relation.active, "relation": relation.name, "passive": relation.passive, "address": address_of(edition, relation.active),
               "active_name": name_of(edition, relation.active), "passive_name": name_of(edition, relation.passive), **dates(relation.span),
               "certainty": relation.element.get("cert", ""), "sources": list(relation.sources)}


def mentions(edition: Edition) -> Iterator[Row]:
    """One row an element that names an entry in a passage or note, by register and entry, then in the order of the texts."""
    for register in REGISTERS:
        for entry in edition.register(register.kind):
            for mention in edition.mentions.get(entry.id, ()):
                unit, element = mention.unit, mention.element
                text, ranges = edition.texts[unit.text_id], cited_ranges(element)
                yield {"entry": entry.id, "register": register_of(entry), "entry_name": entry.label, "entry_address": address_of(edition, entry.id),
                       "text": unit.text_id, "passage": unit.id, "address": address_of(edition, unit.id),
                       "passage_kind": "note" if isinstance(unit, Note) else unit.kind, "passage_number": unit.number, "page": unit.page,
                       "element": local_name(element), "words": plain_words(edition, text.document, element), "language": language_of(element),
                       "certainty": element.get("cert", ""), "reference": enclosing_reference(element),
                       "cited": [f"{one['unit']} {one['words']}".strip() for one in ranges], "cited_ranges": ranges}


def cited_ranges(element: Element) -> list[Row]:
    """The pages or leaves cited at a pointer: the citedRange elements after it in its bibl, up to the next pointer."""
    found, following = [], element.getnext() if local_name(element) in ("ptr", "ref") else None
    while following is not None and local_name(following) not in ("ptr", "ref"):
        if local_name(following) == "citedRange":
            found.append({"words": text_of(following), **{name: following.get(name, "") for name in ("unit", "from", "to", "n")}})
        following = following.getnext()
    return found
