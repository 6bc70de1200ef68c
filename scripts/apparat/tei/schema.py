"""Every breach of the house schema in a file, not the first alone: libxml2 judges, `faults` names each place."""

from __future__ import annotations

from difflib import get_close_matches
from functools import lru_cache
from importlib.resources import files

from lxml import etree

from ..model import Document, Element
from ..problem import Problem, Rule
from .faults import MOST, Grammar, faults
from .names import TEI, local_name, nearest_identifier
from .position import location_of

SCHEMA = Rule(
    "S010", "A source is valid against the house schema",
    "The schema is the contract between editors and programs: what it admits has a meaning and a rendering.",
    '<p n="12" xml:id="harris-p12" colour="red">', '<p n="12" xml:id="harris-p12" corresp="w:68">')

RULES = (SCHEMA,)


@lru_cache(maxsize=1)
def _schema_bytes() -> bytes:
    return (files("apparat") / "schema" / "edition.rng").read_bytes()


@lru_cache(maxsize=1)
def house_schema() -> etree.RelaxNG:
    """The compiled schema, schema/edition.rng."""
    return etree.RelaxNG(etree.fromstring(_schema_bytes()))


@lru_cache(maxsize=1)
def house_grammar() -> Grammar:
    """The schema as patterns; made only when a file has a fault."""
    return Grammar(_schema_bytes())


def schema_problems(document: Document) -> list[Problem]:
    """S010 for every fault, in document order."""
    if house_schema().validate(document.root.getroottree()):
        return []
    found = faults(house_grammar(), document.root)
    if not found:
        first = house_schema().error_log[0]
        found = [(document.root, f"does not fit the schema (line {first.line}: {first.message})")]
    problems = [_problem(document, element, said) for element, said in found[:MOST]]
    if len(found) > MOST:
        problems.append(_problem(document, found[MOST][0], f"is the first of {len(found) - MOST} more faults, which are not shown"))
    return problems


def _problem(document: Document, element: Element, said: str) -> Problem:
    name = local_name(element)
    hint = f"see the Encoding Guide on <{name}>"
    if said.startswith("is no element"):
        known = {house_grammar().name(number) for number in range(len(house_grammar().elements))}
        near = get_close_matches(name, known, n=1, cutoff=0.6)
        hint = (f"the nearest is <{near[0]}>; " if near else "") + "the Encoding Guide lists the elements"
        said = said if element.tag.startswith(TEI) else "is no element of the TEI"
    return SCHEMA.broken(location_of(document, element), f"a source must fit the house schema, found: <{name}> {said}", hint, nearest_identifier(element))
