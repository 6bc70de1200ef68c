"""Theme C: claims and positions. Who holds what is said by whom, in which words, on which evidence, and nobody on both sides unexplained."""

from __future__ import annotations

from typing import Iterator

from ..model import Archive, Claim, Document, Edition, Position, Work
from ..model.disputes import disputes_on
from ..problem import Rule
from ..tei.names import TEI, XML_ID, local_name
from .check import Finding, check


WORDS = ("seg", "p", "note", "quote", "item", "cell", "figure", "ab", "head")


def _document(edition: Edition, text_id: str) -> Document:
    return edition.texts[text_id].document


@check(Rule(
    "C001", "A position is about a claim of the register",
    "The stance says nothing until it is clear what it is taken on.",
    'passive="claims:claim-packed-posts" where claims.xml has no such claim', 'passive="claims:claim-packed-posts" where it has'))
def positions_without_claim(edition: Edition) -> Iterator[Finding]:
    """What does not exist at all is R001's; here a position names something that is no claim, or a report something that is no position."""
    for position in edition.positions.values():
        target = edition.targets.get(position.claim_id)
        if target is not None and not isinstance(edition.entries.get(position.claim_id), Claim):
            yield Finding(_document(edition, position.text_id), position.element, f'a position must be about a claim, found "{position.claim_id}"',
                          "point to a div of type claim in claims.xml")
    for report in edition.reports.values():
        document = _document(edition, report.text_id)
        there = report.passive_id in edition.targets or report.passive_id in edition.local[document.name]
        if there and report.passive_id not in edition.positions and report.passive_id not in edition.reports:
            yield Finding(document, report.element, f'a report must hand on a position, or another report, found "{report.passive_id}"',
                          'passive="#harris-c5", the identifier of a relation')


@check(Rule(
    "C002", "A position points at words of its own text",
    "Whoever doubts an ascription must be led to the very words.",
    'corresp="#harris-a1", a reference', 'corresp="#harris-p11-w1", the seg, or the whole passage or note'))
def positions_without_words(edition: Edition) -> Iterator[Finding]:
    for position in [*edition.positions.values(), *edition.reports.values()]:
        document = _document(edition, position.text_id)
        for words in position.words:
            target = edition.targets.get(words)
            in_header = target is None and words in edition.local[document.name]
            if in_header or target is not None and (target.document is not document or local_name(target.element) not in WORDS):
                yield Finding(document, position.element, f'@corresp must lead to words of this text, found "{words}"', "mark the words with <seg>, or name the passage")


@check(Rule(
    "C003", "Marked words state a position",
    "A mark that no position points to is a position that was forgotten, or a mark too many.",
    '<seg xml:id="harris-p11-w1"> that no relation names', '<relation ... corresp="#harris-p11-w1"/>'))
def words_without_position(edition: Edition) -> Iterator[Finding]:
    stated = {words for position in [*edition.positions.values(), *edition.reports.values()] for words in position.words}
    for text in edition.texts.values():
        for seg in text.document.root.iter(TEI + "seg"):
            if seg.get(XML_ID) and seg.get(XML_ID) not in stated:
                yield Finding(text.document, seg, "marked words must state a position, found none that points to them",
                              f'<relation name="asserts" ... corresp="#{seg.get(XML_ID)}"/> in the standOff, or remove the mark')


@check(Rule(
    "C004", "An own position is the author's, a reported one is another's",
    "Readers must not take a report for a view: own and reported are kept apart on every page.",
    '<relation name="asserts" active="people:trotsky"> without type="reported" in a text by Harris', '<relation type="reported" name="asserts" active="people:trotsky">'))
def positions_of_others(edition: Edition) -> Iterator[Finding]:
    for position in edition.positions.values():
        text = edition.texts[position.text_id]
        others = [holder for holder in position.holder_ids if holder not in text.author_ids and holder in edition.entries]
        if text.author_ids and not position.reported and others:
            yield Finding(text.document, position.element, f'a position without type="reported" must be the author\'s own, found the holder "{others[0]}"',
                          'add type="reported", or make two positions of it')
        elif position.reported and position.holder_ids and not others and not position.span and set(position.holder_ids) <= set(text.author_ids):
            yield Finding(text.document, position.element, f'a reported position must be another\'s, found the author "{position.holder_ids[0]}"',
                          'take type="reported" away; what the author held earlier has its date in @when')


@check(Rule(
    "C005", "A chain of reports begins somewhere else than it ends",
    "If A reports B and B reports A, nobody held it.",
    "harris-c8 reports harris-c9, and harris-c9 reports harris-c8", "harris-c8 reports harris-c9, and harris-c9 is a position"))
def circular_reports(edition: Edition) -> Iterator[Finding]:
    for report in edition.reports.values():
        seen, following = {report.id}, edition.reports.get(report.passive_id)
        while following is not None and following.id not in seen:
            seen.add(following.id)
            following = edition.reports.get(following.passive_id)
        if following is not None and following.id == report.id:
            yield Finding(_document(edition, report.text_id), report.element, f'a chain of reports must end at a position, found that "{report.id}" comes back to itself',
                          "let the last report of the chain point to the position itself")


@check(Rule(
    "C006", "Nobody is on both sides of a claim without a reason",
    "People change their minds and texts contradict each other; but most often it is a slip of the encoder.",
    "harris-c5 has Trotsky assert a claim, harris-c9 has him deny it", "the same, and one of the two has <desc>He changed his mind in 1923.</desc>"))
def holders_on_both_sides(edition: Edition) -> Iterator[Finding]:
    for claim in edition.register(Claim):
        sides: dict[str, dict[str, list[Position]]] = {}
        for position in edition.positions_on(claim.id):
            for holder in position.holder_ids:
                sides.setdefault(holder, {}).setdefault(position.stance, []).append(position)
        for holder, stances in sides.items():
            opposed = stances.get("asserts", []) + stances.get("denies", [])
            if "asserts" in stances and "denies" in stances and not any(position.remark is not None for position in opposed):
                last = opposed[-1]
                yield Finding(_document(edition, last.text_id), last.element,
                              f'a holder on both sides of a claim must have a reason, found "{holder}" asserting and denying "{claim.id}" ({", ".join(p.id for p in opposed)})',
                              "correct one of the stances, or say why in <desc> inside the relation")


@check(Rule(
    "C007", "Evidence is a reference, a work, a note or a passage",
    "What proves nothing by its kind, as a person or a place, is no evidence.",
    'source="people:kotkin"', 'source="#harris-a1 works:kotkin-2014 #harris-n2"'))
def unfit_evidence(edition: Edition) -> Iterator[Finding]:
    for position in edition.positions.values():
        for identifier in position.evidence:
            document, target = _document(edition, position.text_id), edition.targets.get(identifier)
            fits = target is None and identifier not in edition.local[document.name] or isinstance(edition.entries.get(identifier), (Archive, Work)) or identifier in edition.units or (
                target is not None and identifier not in edition.entries and local_name(target.element) in ("bibl", "note", "table", "figure", "quote", "listBibl"))
            if not fits:
                yield Finding(document, position.element, f'evidence must be a reference, a work, a note or a passage, found "{identifier}"',
                              "#harris-a1 for a reference to an archive, works:... for a work")


@check(Rule(
    "C008", "A claim has a position",
    "What nobody in the texts asserts, denies, qualifies or questions is no claim of this edition.",
    '<div type="claim" xml:id="claim-kirov"> that no position names', '<relation ... passive="claims:claim-kirov"/> in a text'))
def claims_without_position(edition: Edition) -> Iterator[Finding]:
    """Nothing is found while a source cannot be read: its positions would be missed."""
    for claim in edition.register(Claim) if not edition.unread else ():
        if not edition.positions_on(claim.id):
            yield Finding(edition.targets[claim.id].document, claim.element, f'a claim must have a position in one of the texts, found none on "{claim.id}"',
                          "add the position to a text, or remove the claim")


@check(Rule(
    "C009", "A claim has more than one holder, or a claim that contradicts it",
    "A claim that one alone holds is not in dispute yet: another text may answer it, or it is no claim.",
    "a claim with the single holder Harris", "a claim with two holders, or one that another claim contradicts",
    severity="warning"))
def claims_with_one_holder(edition: Edition) -> Iterator[Finding]:
    for claim in edition.register(Claim) if not edition.unread else ():
        holders = {holder for position in edition.positions_on(claim.id) for holder in position.holder_ids}
        if len(holders) == 1 and not any(disputes_on(edition, claim.id)):
            yield Finding(edition.targets[claim.id].document, claim.element, f'a claim should have two holders, found {next(iter(holders))} alone',
                          "look whether another text answers it; if not, whether it is a claim")


@check(Rule(
    "C010", "No claim contradicts, entails or refines itself",
    "Such a relation says nothing, and would make everybody an opponent of himself.",
    '<relation name="contradicts" active="claims:claim-a" passive="claims:claim-a"/>', '<relation name="contradicts" active="claims:claim-a" passive="claims:claim-b"/>'))
def claims_related_to_themselves(edition: Edition) -> Iterator[Finding]:
    for relation in edition.relations:
        if isinstance(edition.entries.get(relation.active), Claim) and relation.active == relation.passive:
            yield Finding(edition.targets[relation.active].document, relation.element, f'a claim must be related to another, found "{relation.active}" twice', "correct one of the two")
