"""Distributed Text Services 1.0 as static files, at the level of passages and notes.

    dts/index.json                                 entry point, with the URI templates of the others
    dts/collection/texts.json                      the collection of all texts; dts/collection/harris.json: one text
    dts/navigation/harris/index.json               the passages and notes of a text, in order
    dts/navigation/harris/harris-p11/index.json    one of them, with its neighbours
    dts/document/harris/index.xml                  a text whole; dts/document/harris/harris-p11/index.xml: one passage, in dts:wrapper

The templates carry their variables in the path (RFC 6570, `{/ref}`), so that files on any host answer them. What a file cannot answer is a range
(start, end): a static host would need a file for every pair. Source: the DTS specification 1.0.
"""

from __future__ import annotations

import json
from copy import deepcopy
from typing import Iterator

from lxml import etree

from ..model import Edition, Note, Passage, Text
from ..tei.names import language_of
from .addresses import address_of

CONTEXT = "https://dtsapi.org/context/v1.0.json"
NAMESPACE = "https://dtsapi.org/v1.0#"
VERSION = "1.0"
TEMPLATES = {"collection": "collection/{id}.json", "navigation": "navigation/{resource}{/ref}/index.json", "document": "document/{resource}{/ref}/index.xml"}
LICENCE = "https://creativecommons.org/licenses/by/4.0/"


def dts_files(edition: Edition, site: str = "") -> Iterator[tuple[str, bytes]]:
    """(path from the root of the site, content). `site` is where it is published; without it templates are relative to dts/."""
    base = f"{site.rstrip('/')}/dts/" if site else "./"
    yield "dts/index.json", _json({"@context": CONTEXT, "@id": f"{base}index.json", "@type": "EntryPoint", "dtsVersion": VERSION,
                                   **{name: base + template for name, template in TEMPLATES.items()}})
    texts = list(edition.texts.values())
    yield "dts/collection/texts.json", _json({**_described(base, "texts", "Collection", "Apparat: the texts", f"{base}collection/texts.json"), "totalParents": 0,
                                              "totalChildren": len(texts), "member": [resource(edition, text, base) for text in texts]})
    for text in texts:
        yield f"dts/collection/{text.id}.json", _json({"@context": CONTEXT, "dtsVersion": VERSION, **resource(edition, text, base)})
        yield from navigation(edition, text, base)
        yield f"dts/document/{text.id}/index.xml", text.document.data
        for unit in units(text):
            yield f"dts/document/{text.id}/{unit.id}/index.xml", passage_document(text, unit)


def units(text: Text) -> list[Passage | Note]:
    """What can be cited in a text: passages and notes, in the order of the document; headings are cited as their divisions."""
    return [unit for unit in text.units if unit.id and not (isinstance(unit, Passage) and unit.kind == "heading")]


def _described(base: str, identifier: str, kind: str, title: str, address: str) -> dict:
    return {"@context": CONTEXT, "dtsVersion": VERSION, "@id": identifier, "@type": kind, "title": title, "collection": base + TEMPLATES["collection"], "url": address}


def resource(edition: Edition, text: Text, base: str) -> dict:
    """One text as a Resource: its templates filled in as far as they go, its citation trees, its record in Dublin Core."""
    authors = [edition.entries[author].label for author in text.author_ids if author in edition.entries]
    return {"@id": text.id, "@type": "Resource", "title": f"Regest of {text.title}", "description": "A regest edition: summaries in the edition's own words, not the author's.",
            "dublinCore": {"creator": ["The editors of Apparat"], "subject": authors, "language": [text.language], "license": [LICENCE],
                           "source": [edition.entries[text.work_id].label] if text.work_id in edition.entries else []},
            "totalParents": 1, "totalChildren": 0, "mediaTypes": ["application/tei+xml"], "collection": base + TEMPLATES["collection"],
            **{name: base + TEMPLATES[name].replace("{resource}", text.id) for name in ("navigation", "document")},
            "download": f"{base}../tei/texts/{text.id}.xml",
            "citationTrees": [{"@type": "CitationTree", "identifier": tree, "citeStructure": [{"@type": "CiteStructure", "citeType": kind}]} for tree, kind in (("passages", "passage"), ("notes", "note"))]}


def member(edition: Edition, text: Text, unit: Passage | Note) -> dict:
    """One citable unit."""
    kind = "note" if isinstance(unit, Note) else "passage"
    found = {"@type": "CitableUnit", "identifier": unit.id, "level": 1, "parent": None, "citeType": kind,
             "dublinCore": {"title": [unit.number or unit.id], "language": [language_of(unit.element) or text.language]}}
    return {**found, "extension": {"page": unit.page, "html": address_of(edition, unit.id)}} if unit.page else {**found, "extension": {"html": address_of(edition, unit.id)}}


def navigation(edition: Edition, text: Text, base: str) -> Iterator[tuple[str, bytes]]:
    """The whole text with all its members, and each member by itself."""
    found, head = units(text), {"@context": CONTEXT, "dtsVersion": VERSION, "@type": "Navigation", "resource": resource(edition, text, base)}
    members = [member(edition, text, unit) for unit in found]
    yield f"dts/navigation/{text.id}/index.json", _json({"@id": f"{base}navigation/{text.id}/index.json", **head, "member": members})
    for place, unit in enumerate(members):
        neighbours = {"previous": members[place - 1]["identifier"] if place else None, "next": members[place + 1]["identifier"] if place + 1 < len(members) else None}
        path = f"navigation/{text.id}/{unit['identifier']}/index.json"
        yield f"dts/{path}", _json({"@id": base + path, **head, "ref": {**unit, "extension": {**unit["extension"], **neighbours}}, "member": []})


def passage_document(text: Text, unit: Passage | Note) -> bytes:
    """One passage as TEI: the element itself in dts:wrapper, nothing else of the text."""
    namespace = text.document.root.tag.partition("}")[0][1:]
    root = etree.Element(f"{{{namespace}}}TEI", nsmap={None: namespace, "dts": NAMESPACE})
    copy = deepcopy(unit.element)
    copy.tail = None
    etree.SubElement(root, f"{{{NAMESPACE}}}wrapper", {"ref": unit.id, "resource": text.id}).append(copy)
    etree.cleanup_namespaces(root, keep_ns_prefixes=["dts"])
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8") + b"\n"


def _json(value: dict) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode("utf-8")
