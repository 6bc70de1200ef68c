"""Rows of the tables of claims, positions and disputes."""

from __future__ import annotations

from typing import Iterator

from ..model import STANCES, Claim, Edition, Position
from ..model.disputes import Dispute, contraries, disputes_on
from ..tei.names import NAMESPACES, local_name
from .addresses import address_of, document_of, name_of, plain_words
from .rows import Row, dates


def claims(edition: Edition) -> Iterator[Row]:
    for claim in edition.register(Claim):
        document, held = document_of(edition, claim), edition.positions_on(claim.id)
        found = list(disputes_on(edition, claim.id))
        yield {"id": claim.id, "address": address_of(edition, claim.id), "title": claim.label, "proposition": plain_words(edition, document, claim.proposition),
               "question": plain_words(edition, document, claim.question), "topic": claim.topic.id, "topic_title": claim.topic.label, "terms": list(claim.term_ids),
               "entails": related(edition, claim, "entails"), "contradicts": contraries(edition, claim.id), "refines": related(edition, claim, "refines"),
               "remarks": [plain_words(edition, document, note) for note in claim.element.iterfind("tei:note", NAMESPACES)],
               **{stance: list(dict.fromkeys(holder for position in held if position.stance == stance for holder in position.holder_ids)) for stance in STANCES},
               "position_count": len(held), "dispute_count": len(found), "positions": [position_row(edition, position) for position in held],
               "disputes": [dispute_row(edition, claim, dispute) for dispute in found]}


def related(edition: Edition, claim: Claim, name: str) -> list[str]:
    return list(dict.fromkeys(relation.passive for relation in edition.relations if relation.name == name and relation.active == claim.id))


def positions(edition: Edition) -> Iterator[Row]:
    for position in edition.positions.values():
        yield position_row(edition, position)


def position_row(edition: Edition, position: Position) -> Row:
    text = edition.texts[position.text_id]
    stated = [edition.targets[identifier] for identifier in position.words if identifier in edition.targets]
    return {"id": position.id, "address": address_of(edition, position.id), "claim": position.claim_id, "claim_title": name_of(edition, position.claim_id),
            "stance": position.stance, "holders": list(position.holder_ids), "holder_names": [name_of(edition, holder) for holder in position.holder_ids],
            "kind": "reported" if position.reported else "own", "text": text.id, "reporters": reporters(edition, position),
            "chain": [[list(step) for step in chain] for chain in reporting_chains(edition, position)], "words": list(position.words), "quotation": [plain_words(edition, text.document, target.element) for target in stated],
            "passages": list(dict.fromkeys(passage_of(edition, identifier) for identifier in position.words)), **dates(position.span), "evidence": list(position.evidence),
            "rests_on": list(position.rests_on), "evidence_names": [evidence_name(edition, identifier) for identifier in position.evidence], "certainty": position.cert,
            "remark": plain_words(edition, text.document, position.remark) if position.remark is not None else ""}


def reporting_chains(edition: Edition, position: Position) -> list[tuple[tuple[str, ...], ...]]:
    """Who hands on a reported position, way by way, the text's author first; none for an own one."""
    return [(edition.texts[position.text_id].author_ids, *chain) for chain in position.chains] if position.reported else []


def reporters(edition: Edition, position: Position) -> list[str]:
    """All of them, each once."""
    return list(dict.fromkeys(name for chain in reporting_chains(edition, position) for step in chain for name in step))


def passage_of(edition: Edition, identifier: str) -> str:
    """The passage or note in which words stand; the words themselves where that is not known."""
    unit = edition.unit_around(identifier)
    return unit.id if unit is not None else identifier


def evidence_name(edition: Edition, identifier: str) -> str:
    """What evidence is called: the label of an entry, the words of a reference, the identifier of a note."""
    target = edition.targets.get(identifier)
    if identifier in edition.entries or target is None or local_name(target.element) != "bibl":
        return name_of(edition, identifier)
    return plain_words(edition, target.document, target.element)


def disputes(edition: Edition) -> Iterator[Row]:
    for claim in edition.register(Claim):
        for dispute in disputes_on(edition, claim.id):
            yield dispute_row(edition, claim, dispute)


def dispute_row(edition: Edition, claim: Claim, dispute: Dispute) -> Row:
    one, other = dispute.one, dispute.other
    return {"claim": claim.id, "claim_title": claim.label, "kind": dispute.kind, "one": one.id, "one_stance": one.stance, "one_holders": list(one.holder_ids),
            "other": other.id, "other_stance": other.stance, "other_holders": list(other.holder_ids), "other_claim": other.claim_id if other.claim_id != claim.id else "",
            "address": f"claims/{claim.id}.html#{claim.id}-disputes", "shared_evidence": [unit for unit in one.rests_on if unit in other.rests_on]}
