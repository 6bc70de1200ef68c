"""Theme H: what the header of a text must say, beyond what the schema can see."""

from __future__ import annotations

from typing import Iterator

from ..model import Edition, Text
from ..problem import Rule
from ..tei.citation import CitationTree, citation_trees
from ..tei.names import NAMESPACES, XML_LANG
from .check import Finding, check


@check(Rule(
    "H001", "A text names the work of which it is a regest",
    "A regest without its source cannot be checked: sourceDesc/biblStruct/@corresp leads to the register of works.",
    "<sourceDesc> without a biblStruct that points to a work", '<biblStruct corresp="works:harris-2017">'))
def texts_without_work(edition: Edition) -> Iterator[Finding]:
    for text in edition.texts.values():
        if not text.work_id:
            description = text.document.root.find(".//tei:sourceDesc", NAMESPACES)
            yield Finding(text.document, description, "sourceDesc must hold a biblStruct whose @corresp leads to the work, found none",
                          'add <biblStruct corresp="works:..."> with author, title and imprint')


@check(Rule(
    "H002", "Every language used in a text is declared in its header",
    "The page tells the browser and the screen reader the language; profileDesc/langUsage says which there are.",
    'xml:lang="ru" without <language ident="ru">', '<language ident="ru">Russian</language>'))
def undeclared_languages(edition: Edition) -> Iterator[Finding]:
    for text in edition.texts.values():
        declared = {language.get("ident") for language in text.document.root.iterfind(".//tei:langUsage/tei:language", NAMESPACES)}
        seen = set()
        for element in text.document.root.iter("*"):
            language = element.get(XML_LANG)
            if language and language not in declared and language not in seen:
                seen.add(language)
                yield Finding(text.document, element, f'a language must be declared in langUsage, found xml:lang="{language}"',
                              f'add <language ident="{language}">, or correct the code')


@check(Rule(
    "H003", "An approved text names the editor who approved it",
    "Drafts are made by machine; approval is an act of a person who answers for it.",
    '<revisionDesc status="approved"> whose changes name nobody', '<change when="2027-01-10" who="#editor-name" status="approved">read and approved</change>'))
def approvals_without_editor(edition: Edition) -> Iterator[Finding]:
    for text in edition.texts.values():
        revision = text.document.root.find(".//tei:revisionDesc", NAMESPACES)
        if text.status == "approved" and not [change for change in revision if change.get("status") == "approved" and change.get("who")]:
            yield Finding(text.document, revision, 'status "approved" must come with a change that names the editor (@who, status="approved"), found none',
                          'set the status to "proposed" until an editor has approved the text')


@check(Rule(
    "H004", "The citation trees of a text find every passage and every note, and nothing else",
    "Other programs cite a text by what refsDecl declares; a passage that it does not find cannot be cited there.",
    'match="//text//p" in a text that has figures too', "the refsDecl of the template, which finds whatever can be a passage"))
def incomplete_citation_trees(edition: Edition) -> Iterator[Finding]:
    for text in edition.texts.values():
        trees = {tree.name: tree for tree in citation_trees(text.document)}
        for name, unit, wanted in (("", "passages", [passage.id for passage in text.passages]), ("notes", "notes", [note.id for note in text.notes])):
            tree = trees.get(name)
            if tree is not None and tree.fault:
                yield Finding(text.document, tree.element, f"match and use must be XPath, found {tree.fault}"[:300], "copy the refsDecl of another text")
            elif tree is not None or wanted:
                yield from compared(text, tree, unit, [identifier for identifier in wanted if identifier])


def compared(text: Text, tree: CitationTree | None, unit: str, wanted: list[str]) -> Iterator[Finding]:
    """What a tree finds against the passages or notes of the model; a tree that is not declared finds nothing."""
    found = list(tree.units) if tree is not None else []
    missing, besides = [name for name in wanted if name not in found], [name for name in found if name not in wanted]
    place = tree.element if tree is not None else text.document.root.find(".//tei:encodingDesc", NAMESPACES)
    if missing:
        yield Finding(text.document, place, f"the tree must find all {unit}, found none for {', '.join(missing[:3])}{' ...' if missing[3:] else ''} ({len(missing)} of {len(wanted)})",
                      "copy the refsDecl of another text")
    if besides:
        yield Finding(text.document, place, f"the tree must find {unit} only, found {', '.join(besides[:3])}{' ...' if besides[3:] else ''}", "copy the refsDecl of another text")
