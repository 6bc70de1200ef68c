"""Theme L: what is likely a slip, for an editor to look at. Warnings only."""

from __future__ import annotations

from itertools import combinations
from typing import Iterator

from ..model import DateSpan, Edition, Office, Person
from ..problem import Rule
from ..romanisation import name_keys
from ..tei.names import NAMESPACES, text_of
from ..tei.dating import date_span
from .check import Finding, check


@check(Rule(
    "L001", "A person stands once in the register, whatever the spelling",
    "Ryutin and Riutin, Сталин and Stalin are one person; two entries would split the mentions. Namesakes differ in their forenames.",
    "an entry ryutin and an entry riutin", "one entry with both forms",
    severity="warning"))
def likely_duplicates(edition: Edition) -> Iterator[Finding]:
    by_key: dict[str, list[tuple[Person, str]]] = {}
    for person in edition.register(Person):
        for surname, initial in sorted(surnames(person)):
            by_key.setdefault(surname, []).append((person, initial))
    told = set()
    for found in by_key.values():
        for (one, first), (other, second) in combinations(found, 2):
            pair = frozenset((one.id, other.id))
            if one is not other and pair not in told and (first == second or not first or not second):
                told.add(pair)
                yield Finding(edition.targets[other.id].document, other.element, f'a person must stand once, found "{other.id}" much like "{one.id}"',
                              "one person: merge the entries, keep both forms; two people: give each a forename")


def surnames(person: Person) -> set[tuple[str, str]]:
    """(key of the surname, first letter of the forename's key or "") of each form of the name."""
    found = set()
    main = person.element.find("tei:persName[@type='main']", NAMESPACES)
    surname = text_of(main.find("tei:surname", NAMESPACES)) if main is not None else ""
    forename = text_of(main.find("tei:forename", NAMESPACES)) if main is not None else ""
    initial = min(name_keys(forename), default="")[:1]
    found |= {(key, initial) for key in name_keys(surname)}
    for form in person.forms:
        words = [word for word in form.text.replace(",", " ").split() if len(word.strip(".")) > 1 and not word.endswith(".")]
        if form.kind != "main" and words:
            found |= {(key, initial) for key in name_keys(words[-1])}
    return {(key, letter) for key, letter in found if len(key) > 2}


def bounds(span: DateSpan) -> tuple[str, str]:
    """The first and last day a span may cover, as strings that compare; open ends are "0000" and "9999"."""
    start = span.when or span.start or span.not_before or "0000"
    end = span.when or span.end or span.not_after or "9999"
    return start, end + "-99"


@check(Rule(
    "L002", "An office lies within the life of its holder",
    "An office before birth or after death is a slip of a date or a namesake.",
    "died 1919, General Secretary 1922", "died 1953, General Secretary from 1922",
    severity="warning"))
def offices_outside_life(edition: Edition) -> Iterator[Finding]:
    for person in edition.register(Person):
        document = edition.targets[person.id].document
        for name, late in (("birth", False), ("death", True)):
            for element in person.element.iterfind(f"tei:{name}", NAMESPACES):
                life = date_span(element)
                for office in person.offices if life else ():
                    start, end = bounds(office.span)
                    day = bounds(life)
                    if office.span and (start > day[1] if late else end < day[0]):
                        yield Finding(document, element, f"an office must lie within the life of its holder, found {name} {life.sort_key} and "
                                      f'"{office.label}" {office.span.sort_key}', "compare the passages; perhaps a namesake")


# Words of offices that one person holds at a time.
SINGLE = ("general secretary", "chairman", "chair", "head", "leader", "people's commissar", "commissar", "first secretary", "director", "editor")


@check(Rule(
    "L003", "An office for one has one holder at a time",
    "Two General Secretaries in one year: a date is wrong, a successor followed within the year, or the texts contradict each other.",
    "General Secretary from 1922 in two entries", "General Secretary to 1953, then from 1953",
    severity="warning"))
def single_offices_held_by_two(edition: Edition) -> Iterator[Finding]:
    held: dict[tuple[str, str], list[Office]] = {}
    for person in edition.register(Person):
        for office in person.offices:
            label = office.label.casefold()
            if office.span and any(label == word or label.startswith(word + " ") for word in SINGLE):
                held.setdefault((office.institution_id, label), []).append(office)
    for offices in held.values():
        for one, other in combinations(offices, 2):
            (first, last), (start, end) = bounds(one.span), bounds(other.span)
            if one.person_id != other.person_id and max(first, start) < min(last, end) and last[:4] != start[:4] and end[:4] != first[:4]:
                entry = edition.entries[other.person_id]
                yield Finding(edition.targets[entry.id].document, entry.element, f'"{other.label}" must have one holder at a time, found {one.person_id} and {other.person_id} at once',
                              "compare the passages; where the texts contradict each other, an exception with its reason")
