"""Every breach of the house schema in a file, not the first alone.

libxml2 stops at the first fault of a content model. So the file is validated in rounds: the element at fault is noted and
cut out of a working copy, and the copy is validated again, until it is valid or `MOST` faults are found. A fault that only
follows from a cut (the parent now lacks a child) is not reported. Source of the schema: schema/edition.rng.
"""

from __future__ import annotations

import copy
import re
from functools import lru_cache
from importlib.resources import files

from lxml import etree

from ..model import Document, Element
from ..problem import Problem, Rule
from .names import TEI, local_name, nearest_identifier
from .position import location_of

SCHEMA = Rule(
    "S010", "A source is valid against the house schema",
    "The schema is the contract between editors and programs: what it admits has a meaning and a rendering.",
    '<p n="12" xml:id="harris-p12" colour="red">', '<p n="12" xml:id="harris-p12" corresp="w:68">')

RULES = (SCHEMA,)
MOST = 100
_NAMESPACE = re.compile(r"\{http://www\.tei-c\.org/ns/1\.0\}")


@lru_cache(maxsize=1)
def house_schema() -> tuple[etree.RelaxNG, frozenset[str]]:
    """The compiled schema, and the local names of the elements it knows."""
    tree = etree.fromstring((files("apparat") / "schema" / "edition.rng").read_bytes())
    names = frozenset(element.get("name") for element in tree.iter("{http://relaxng.org/ns/structure/1.0}element") if element.get("name"))
    return etree.RelaxNG(tree), names


def schema_problems(document: Document) -> list[Problem]:
    """S010 for every independent fault, in document order."""
    schema, names = house_schema()
    if schema.validate(document.root.getroottree()):
        return []
    working = copy.deepcopy(document.root)
    original = dict(zip(working.iter("*"), document.root.iter("*")))
    found: dict[Element, Problem] = {}
    cut_from: set[Element] = set()
    for _ in range(MOST):
        if schema.validate(working.getroottree()):
            break
        element, message = _first_fault(schema, working)
        if element not in cut_from:
            found[original[element]] = _problem(document, original[element], message, names)
        parent = element.getparent()
        if parent is None:
            if element in cut_from:
                break
            cut_from.add(element)
            if not _without_fault(element, message):
                break
            continue
        if _without_fault(element, message) and element not in cut_from:
            cut_from.add(element)
            continue
        cut_from.add(parent)
        _cut(element, parent)
    if not found:
        found[document.root] = _problem(document, document.root, "the file does not fit the schema", names)
    order = {element: position for position, element in enumerate(document.root.iter("*"))}
    return [found[element] for element in sorted(found, key=order.__getitem__)]


def _first_fault(schema: etree.RelaxNG, root: Element) -> tuple[Element, str]:
    """The element at which validation fails, and what libxml2 says there. Of several entries the deepest says most."""
    best, depth, message = root, -1, "the file does not fit the schema"
    for entry in schema.error_log:
        if not entry.path:
            continue
        matches = root.getroottree().xpath(_unnumbered(entry.path)) if entry.path.startswith("/") else []
        element = matches[0] if matches and isinstance(matches[0], etree._Element) else None
        if element is not None:
            level = sum(1 for _ in element.iterancestors())
            if level > depth:
                best, depth, message = element, level, entry.message
    return best, message


def _unnumbered(path: str) -> str:
    """libxml2 writes /*/*[2]/*[1] for elements in a namespace: an XPath as it stands. Attributes and text are dropped."""
    return re.sub(r"/(@.*|text\(\).*)\Z", "", path)


def _without_fault(element: Element, message: str) -> bool:
    """Takes the attribute that `message` blames off `element`; says whether there was one."""
    named = re.search(r"(?:Invalid attribute|attribute) (\S+)", message)
    if named is None:
        return False
    for attribute in list(element.attrib):
        if etree.QName(attribute).localname == named.group(1).split(":")[-1]:
            del element.attrib[attribute]
            return True
    return False


def _cut(element: Element, parent: Element) -> None:
    """Removes `element`; the text that followed it stays."""
    tail, before = element.tail, element.getprevious()
    parent.remove(element)
    if tail:
        if before is not None:
            before.tail = (before.tail or "") + tail
        else:
            parent.text = (parent.text or "") + tail


def _problem(document: Document, element: Element, message: str, names: frozenset[str]) -> Problem:
    from difflib import get_close_matches

    name, said, hint = local_name(element), _NAMESPACE.sub("", message), ""
    if name not in names:
        near = get_close_matches(name, names, n=1, cutoff=0.6)
        said = f"<{name}> is no element of this edition" if element.tag.startswith(TEI) else f"<{name}> is no element of the TEI"
        hint = f"the nearest is <{near[0]}>; " if near else ""
        hint += "the Encoding Guide lists the elements"
    elif "Did not expect element" in said or "extra content" in said or "Expecting" in said:
        hint = f"<{local_name(element.getparent()) if element.getparent() is not None else name}> does not admit this here: see the Encoding Guide"
    return SCHEMA.broken(location_of(document, element), f"<{name}> must fit the house schema, found: {said}", hint, nearest_identifier(element))
