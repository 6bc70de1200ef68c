"""Claims, positions and disputes as JSON-LD 1.1.

    skos:ConceptScheme  a topic           skos:Concept    a claim, its proposition as skos:definition
    oa:Annotation       a position: body the claim, targets the words (oa:FragmentSelector refined by oa:TextQuoteSelector)
    cito:supports | qualifies | critiques | disputes   the stance of a position towards its claim (asserts | qualifies | questions | denies)
    cito:disagreesWith  from position to position: a derived dispute; cito:citesAsEvidence: what a position rests on
    prov:wasAttributedTo the holders; prov:wasQuotedFrom the reporters; prov:wasDerivedFrom the text

Addresses are relative to the file (data/claims.jsonld), so that the data stay right wherever the site is published. Sources: CiTO 2.8,
Web Annotation Data Model, SKOS, PROV-O.
"""

from __future__ import annotations

import json

from ..model import Claim, DateSpan, Edition, Institution, Person, Position
from ..model.disputes import disputes_on
from ..pages.mentions import Readings
from ..tei.names import squeezed
from .addresses import address_of, document_of, name_of, plain_words
from .claims import contraries, related, reporters

STANCE_PROPERTIES = {"asserts": "cito:supports", "qualifies": "cito:qualifies", "questions": "cito:critiques", "denies": "cito:disputes"}
TERMS = "urn:x-apparat:"
AROUND = 40  # characters of prefix and suffix of a quotation

CONTEXT = {
    "cito": "http://purl.org/spar/cito/", "oa": "http://www.w3.org/ns/oa#", "skos": "http://www.w3.org/2004/02/skos/core#", "prov": "http://www.w3.org/ns/prov#",
    "dcterms": "http://purl.org/dc/terms/", "rdfs": "http://www.w3.org/2000/01/rdf-schema#", "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "foaf": "http://xmlns.com/foaf/0.1/", "apparat": TERMS,
    "id": "@id", "type": "@type", "label": "rdfs:label", "value": "rdf:value", "exact": "oa:exact", "prefix": "oa:prefix", "suffix": "oa:suffix",
    "source": {"@id": "oa:hasSource", "@type": "@id"}, "selector": "oa:hasSelector", "refinedBy": "oa:refinedBy", "target": "oa:hasTarget",
    "body": {"@id": "oa:hasBody", "@type": "@id"}, "motivation": {"@id": "oa:motivatedBy", "@type": "@id"}, "conformsTo": {"@id": "dcterms:conformsTo", "@type": "@id"},
    **{name: {"@type": "@id"} for name in ("cito:supports", "cito:qualifies", "cito:critiques", "cito:disputes", "cito:disagreesWith", "cito:citesAsEvidence", "prov:wasAttributedTo", "prov:wasQuotedFrom",
                                            "prov:wasDerivedFrom", "skos:inScheme", "skos:related", "skos:broader", "dcterms:subject", "apparat:entails", "apparat:contradicts",
                                            "dcterms:license")},
}


def linked_claims_bytes(edition: Edition) -> bytes:
    """The whole graph, one node a line in effect: topics, claims, positions, the people and bodies that hold them."""
    claims = edition.register(Claim)
    opponents, readings = opposed(edition, claims), Readings(edition)
    topics = {claim.topic.id: claim.topic for claim in claims}
    graph = [{"id": "", "type": "dcterms:Dataset", "label": "Claims, positions and disputes", "dcterms:license": "https://creativecommons.org/licenses/by/4.0/"}]
    graph += [{"id": here(edition, topic.id), "type": "skos:ConceptScheme", "label": topic.label} for topic in topics.values()]
    graph += [claim_node(edition, claim) for claim in claims]
    graph += [position_node(edition, readings, position, opponents.get(position.id, [])) for position in edition.positions.values()]
    parties = dict.fromkeys(party for position in edition.positions.values() for party in (*position.holder_ids, *(name for chain in position.chains for step in chain for name in step)))
    authors = dict.fromkeys(author for text in edition.texts.values() for author in text.author_ids)
    graph += [party_node(edition, party) for party in {**parties, **authors} if party in edition.entries]
    return (json.dumps({"@context": CONTEXT, "@graph": graph}, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def here(edition: Edition, identifier: str) -> str:
    """The address of an identifier as seen from data/; web addresses as they are."""
    address = address_of(edition, identifier)
    return address if address.startswith(("http://", "https://")) else f"../{address or '#' + identifier}"


def opposed(edition: Edition, claims: list[Claim]) -> dict[str, list[str]]:
    """Position -> the positions it is in dispute with, both ways, each once."""
    found: dict[str, dict[str, None]] = {}
    for claim in claims:
        for dispute in disputes_on(edition, claim.id):
            found.setdefault(dispute.one.id, {})[dispute.other.id] = None
            found.setdefault(dispute.other.id, {})[dispute.one.id] = None
    return {position: list(others) for position, others in found.items()}


def claim_node(edition: Edition, claim: Claim) -> dict:
    document = document_of(edition, claim)
    node = {"id": here(edition, claim.id), "type": "skos:Concept", "skos:prefLabel": claim.label, "dcterms:identifier": claim.id,
            "skos:definition": plain_words(edition, document, claim.proposition), "apparat:answers": plain_words(edition, document, claim.question),
            "skos:inScheme": here(edition, claim.topic.id)}
    lists = {"dcterms:subject": list(claim.term_ids), "apparat:entails": related(edition, claim, "entails"), "apparat:contradicts": contraries(edition, claim.id),
             "skos:broader": related(edition, claim, "refines")}
    return {**node, **{name: [here(edition, identifier) for identifier in identifiers] for name, identifiers in lists.items() if identifiers}}


def position_node(edition: Edition, readings: Readings, position: Position, opponents: list[str]) -> dict:
    text = edition.texts[position.text_id]
    handed_on_by = reporters(edition, position)
    node: dict = {"id": here(edition, position.id), "type": ["oa:Annotation"], "dcterms:identifier": position.id, "motivation": "oa:assessing", "body": here(edition, position.claim_id),
                  "target": [target(edition, readings, words) for words in position.words], STANCE_PROPERTIES[position.stance]: [here(edition, position.claim_id)],
                  "prov:wasAttributedTo": [here(edition, holder) for holder in position.holder_ids], "prov:wasDerivedFrom": here(edition, text.id),
                  "apparat:stance": position.stance, "apparat:kind": "reported" if position.reported else "own", "apparat:certainty": position.cert}
    if opponents:
        node["cito:disagreesWith"] = [here(edition, other) for other in opponents]
    if position.rests_on:
        node["cito:citesAsEvidence"] = [here(edition, unit) for unit in position.rests_on]
    if handed_on_by:
        node["prov:wasQuotedFrom"] = [here(edition, reporter) for reporter in handed_on_by]
    if position.span:
        node["dcterms:date"] = edtf(position.span)
    if position.remark is not None:
        node["rdfs:comment"] = plain_words(edition, text.document, position.remark)
    return node


def edtf(span: DateSpan) -> str:
    """A date no more precise than its source, in the Extended Date/Time Format (ISO 8601-2): "1923", "1919/1926", "1922/..", "[1922..1923]"."""
    if span.when:
        return span.when
    if span.start or span.end:
        return f"{span.start or '..'}/{span.end or '..'}"
    return f"[{span.not_before}..{span.not_after}]"


def target(edition: Edition, readings: Readings, words: str) -> dict:
    """The words of the regest as a target: the page of the text, the fragment, and the quotation with what stands around it, as the page prints them."""
    found, unit = edition.targets[words], edition.unit_around(words)
    quote = {"type": "oa:TextQuoteSelector", "exact": ""}
    if unit is not None:
        reading = readings.of(found.document, unit)
        start, end = reading.places.get(found.element, (0, len(reading.words)))
        exact = reading.words[start:end]
        start, end = start + len(exact) - len(exact.lstrip()), end - len(exact) + len(exact.rstrip())
        around = {"prefix": reading.words[max(0, start - AROUND):start], "suffix": reading.words[end:end + AROUND]}
        quote = {"type": "oa:TextQuoteSelector", "exact": exact.strip(), **{name: part for name, part in around.items() if part.strip()}}
    return {"type": "oa:SpecificResource", "source": f"../texts/{edition.page_of(words)}.html",
            "selector": {"type": "oa:FragmentSelector", "value": words, "conformsTo": "http://tools.ietf.org/rfc/rfc3236", "refinedBy": quote}}


def party_node(edition: Edition, identifier: str) -> dict:
    entry = edition.entries[identifier]
    kind = "foaf:Person" if isinstance(entry, Person) else "foaf:Group" if isinstance(entry, Institution) else "skos:Concept"
    return {"id": here(edition, identifier), "type": kind, "label": squeezed(name_of(edition, identifier))}
