"""Distributed Text Services 1.0 as static files, by the citation trees that the headers declare (citeStructure): a server of level 0.

    dts/index.jsonld                                     entry point, with the URI templates of the others
    dts/collection.jsonld, collection/harris.jsonld      all texts; one text; with ;nav=parents what it belongs to
    dts/navigation/harris;down=1.jsonld                  the passages of a text, in order; harris;tree=notes;down=1.jsonld its notes
    dts/navigation/harris/harris-p11.jsonld              one of them, with its neighbours
    dts/document/harris.xml, harris/harris-p11.xml       a text whole; one passage, in dts:wrapper

The templates carry their variables in the path (RFC 6570: `{;tree,down}{/ref}`), as the specification proposes for static sites; by the ending a host knows
the media type, application/ld+json. What files cannot answer:
a range (start, end), for which a host would need a file for every pair, and which level 0 need not answer; and the siblings of a unit (down=0), which would be the
whole list once more for every unit.
"""

from __future__ import annotations

import json
from copy import deepcopy
from typing import Iterator

from lxml import etree

from ..model import Edition, Element, Text
from ..pages.mentions import unit_name
from ..tei.citation import CitationTree, citation_trees
from ..tei.names import NAMESPACES, TEI, language_of
from .addresses import address_of

CONTEXT = "https://dtsapi.org/context/v1.0.json"
NAMESPACE = "https://w3id.org/api/dts#"
HEAD = {"@context": CONTEXT, "dtsVersion": "1.0"}
ROOT = "apparat"
TEMPLATES = {"collection": "collection{/id}{;nav}.jsonld", "navigation": "navigation/{resource}{;tree,down}{/ref}.jsonld", "document": "document/{resource}{;tree}{/ref}.xml"}
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
EXTENSIONS = {"page": "https://schema.org/pagination", "html": "https://schema.org/url", "previous": "https://schema.org/previousItem", "next": "https://schema.org/nextItem"}


def dts_files(edition: Edition, site: str = "") -> Iterator[tuple[str, bytes]]:
    """(path from the root of the site, content). `site` is where it is published; without it templates are relative to dts/."""
    base = f"{site.rstrip('/')}/dts/" if site else "./"
    yield "dts/index.jsonld", _json({**HEAD, "@id": f"{base}index.jsonld", "@type": "EntryPoint", **{name: base + template for name, template in TEMPLATES.items()}})
    yield from collection_files(edition, base)
    for text in edition.texts.values():
        yield f"dts/document/{text.id}.xml", text.document.data
        for tree in citation_trees(text.document):
            yield from navigation_files(edition, text, tree, base)
            for ref, element in tree.units.items():
                yield f"dts/{document_path(text, tree, ref)}", passage_document(edition, text, ref, element)


def document_path(text: Text, tree: CitationTree, ref: str) -> str:
    """Where the TEI of one unit is, below dts/."""
    return f"document/{text.id}{named(tree)}/{ref}.xml"


def named(tree: CitationTree) -> str:
    """The expansion of {;tree}: the default tree has no name."""
    return f";tree={tree.name}" if tree.name else ""


def collection_files(edition: Edition, base: str) -> Iterator[tuple[str, bytes]]:
    """The collection of all texts, and each text, with what is below and above them."""
    resources = {text.id: resource(edition, text, base) for text in edition.texts.values()}
    root = {"@id": ROOT, "@type": "Collection", "title": "Apparat: the texts", "totalParents": 0, "totalChildren": len(resources), "collection": base + TEMPLATES["collection"]}
    for path in ("collection", f"collection/{ROOT}"):
        for nav, member in (("", [*resources.values()]), (";nav=children", [*resources.values()]), (";nav=parents", [])):
            yield f"dts/{path}{nav}.jsonld", _json({**HEAD, **root, "member": member})
    for identifier, described in resources.items():
        for nav, member in (("", []), (";nav=children", []), (";nav=parents", [root])):
            yield f"dts/collection/{identifier}{nav}.jsonld", _json({**HEAD, **described, **({"member": member} if nav else {})})


def resource(edition: Edition, text: Text, base: str) -> dict:
    """One text as a Resource: its templates filled in as far as they go, its citation trees, its record in Dublin Core."""
    authors = [edition.entries[author].label for author in text.author_ids if author in edition.entries]
    return {"@id": text.id, "@type": "Resource", "title": f"Regest of {text.title}", "description": "A regest edition: summaries in the edition's own words, not the author's.",
            "dublinCore": {"creator": [{"lang": "en", "value": "The editors of Apparat"}], "subject": [{"lang": "en", "value": author} for author in authors],
                           "language": [{"lang": "en", "value": text.language}], "license": [LICENCE],
                           "source": [{"lang": "en", "value": edition.entries[text.work_id].label}] if text.work_id in edition.entries else []},
            "totalParents": 1, "totalChildren": 0, "mediaTypes": ["application/tei+xml"], "collection": f"{base}collection/{text.id}{{;nav}}.jsonld",
            **{name: base + TEMPLATES[name].replace("{resource}", text.id) for name in ("navigation", "document")},
            "download": f"{base}../tei/texts/{text.id}.xml",
            "citationTrees": [{"@type": "CitationTree", **({"identifier": tree.name} if tree.name else {}), "citeStructure": [{"@type": "CiteStructure", "citeType": tree.unit}]}
                              for tree in citation_trees(text.document)]}


def citable_unit(edition: Edition, text: Text, tree: CitationTree, ref: str) -> dict:
    """One unit: its reference, its kind, the number it is printed under, its page in the source, its place on the site."""
    unit = edition.units.get(ref)
    extensions = {"page": unit.page if unit is not None else "", "html": f"../{address_of(edition, ref)}"}
    return {"@type": "CitableUnit", "identifier": ref, "level": 1, "parent": None, "citeType": tree.unit,
            "dublinCore": {"title": [{"lang": language_of(tree.units[ref]) or text.language, "value": (unit.number if unit is not None else "") or ref}]},
            "extensions": {"@context": EXTENSIONS, **{name: value for name, value in extensions.items() if value}}}


def navigation_files(edition: Edition, text: Text, tree: CitationTree, base: str) -> Iterator[tuple[str, bytes]]:
    """A tree with all its units, and each unit by itself: bare, and with what is below it, which is itself."""
    units, described = [citable_unit(edition, text, tree, ref) for ref in tree.units], resource(edition, text, base)

    def answer(path: str, **content: object) -> tuple[str, bytes]:
        return f"dts/{path}", _json({**HEAD, "@type": "Navigation", "@id": base + path, "resource": described, **content})

    for down in ("1", "-1"):
        yield answer(f"navigation/{text.id}{named(tree)};down={down}.jsonld", member=units)
    for place, unit in enumerate(units):
        neighbours = {"previous": units[place - 1]["identifier"] if place else "", "next": units[place + 1]["identifier"] if place + 1 < len(units) else ""}
        alone = {**unit, "extensions": {**unit["extensions"], **{name: ref for name, ref in neighbours.items() if ref}}}
        yield answer(f"navigation/{text.id}{named(tree)}/{unit['identifier']}.jsonld", ref=alone)
        for down in ("1", "-1"):
            yield answer(f"navigation/{text.id}{named(tree)};down={down}/{unit['identifier']}.jsonld", ref=alone, member=[unit])


def passage_document(edition: Edition, text: Text, ref: str, element: Element) -> bytes:
    """One passage as TEI: the header, without which its pointers could not be read, and the element itself in dts:wrapper."""
    root = etree.Element(TEI + "TEI", nsmap={None: NAMESPACES["tei"], "dts": NAMESPACE})
    unit = edition.units.get(ref)
    root.append(passage_header(text, f"{text.short_title}, {unit_name(unit)} ({ref})" if unit is not None else ref))
    wrapper = etree.SubElement(etree.SubElement(etree.SubElement(root, TEI + "text"), TEI + "body"), f"{{{NAMESPACE}}}wrapper")
    copy = deepcopy(element)
    copy.tail = None
    wrapper.append(copy)
    etree.cleanup_namespaces(root, keep_ns_prefixes=["dts"])
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8") + b"\n"


def passage_header(text: Text, name: str) -> Element:
    """The header of the text, less its history, the transcript's leftovers and the trees of the whole; a title of its own names the passage."""
    header = deepcopy(text.document.root.find("tei:teiHeader", NAMESPACES))
    for path in ("tei:revisionDesc", "tei:encodingDesc/tei:refsDecl", "tei:fileDesc/tei:sourceDesc/tei:listWit"):
        for found in header.findall(path, NAMESPACES):
            found.getparent().remove(found)
    title = etree.Element(TEI + "title", type="sub")
    title.text, title.tail = name, "\n        "
    header.find("tei:fileDesc/tei:titleStmt/tei:title", NAMESPACES).addnext(title)
    return header


def _json(value: dict) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode("utf-8")
