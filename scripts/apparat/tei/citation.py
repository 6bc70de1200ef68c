"""The citation trees that a header declares: refsDecl and citeStructure (TEI Guidelines, Canonical References).

One refsDecl is one tree, with the name `@n`, the default one without. Its citeStructure finds the units by `@match` from the root of the document,
and names each by `@use`. Paths are XPath 2; a name without a prefix is a name of the TEI, so that any reader of citeStructure can follow them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import elementpath

from ..model import Document, Element
from .names import NAMESPACES, XML_ID

PREFIXES = {"": NAMESPACES["tei"], "tei": NAMESPACES["tei"], "xml": "http://www.w3.org/XML/1998/namespace"}


@dataclass(frozen=True, eq=False)
class CitationTree:
    """One tree: its name ("" for the default), the kind of its units, and the units by reference, in document order. `fault` says why it cannot be followed, "" if it can."""

    name: str
    unit: str
    element: Element
    units: dict[str, Element]
    fault: str = ""


@lru_cache(maxsize=None)
def citation_trees(document: Document) -> tuple[CitationTree, ...]:
    """The trees of a document, the default first. A path that is no XPath leaves its tree empty, and its `fault` says why."""
    declared = document.root.findall("tei:teiHeader/tei:encodingDesc/tei:refsDecl[tei:citeStructure]", NAMESPACES)
    tree = elementpath.get_node_tree(document.root) if declared else None
    places = {element: place for place, element in enumerate(document.root.iter("*"))}
    trees = [tree_of(tree, places, refs, refs.find("tei:citeStructure", NAMESPACES)) for refs in declared]
    return tuple(sorted(trees, key=lambda tree: tree.name != ""))


def tree_of(root: elementpath.XPathNode, places: dict[Element, int], refs: Element, structure: Element) -> CitationTree:
    """The tree that one refsDecl declares; `root` is the document as elementpath sees it, made once for all trees, `places` the order of its elements."""
    name = "" if refs.get("default") == "true" else refs.get("n", "")
    unit, match, use = (structure.get(attribute, "") for attribute in ("unit", "match", "use"))
    try:
        found = sorted(elementpath.select(root, match, namespaces=PREFIXES, parser=elementpath.XPath2Parser), key=places.__getitem__)  # it does not sort by itself
        names = [element.get(XML_ID, "") if use == "@xml:id" else elementpath.select(element, f"string({use})", namespaces=PREFIXES, parser=elementpath.XPath2Parser) for element in found]
    except (elementpath.ElementPathError, AttributeError, KeyError, TypeError) as error:
        return CitationTree(name, unit, structure, {}, f"{match} / {use}: {error}")
    return CitationTree(name, unit, structure, dict(zip(names, found, strict=True)))
