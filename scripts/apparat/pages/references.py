"""References in a text: pointers to entries, and bibliographic or archival references with what they cite."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..model import Archive, Document, Edition, Element, Work
from ..tei.names import XML_ID, local_name, text_of
from ..tei.pointer import pointers_of
from . import myst
from .links import words_of_link

if TYPE_CHECKING:
    from .elements import Renderer

# What a unit of citation is called before its figures: (singular, plural). Leaves are called as in the signature's own language.
UNITS = {"page": ("p.", "pp."), "chapter": ("ch.", "chs."), "volume": ("vol.", "vols."), "issue": ("no.", "nos."),
         "section": ("sec.", "secs."), "table": ("table", "tables"), "note": ("n.", "nn.")}


LEAVES = {"ru": "Л.", "uk": "Арк."}


def pointed(renderer: "Renderer", element: Element) -> str:
    """A ref or ptr: a link to an entry, to a passage, or out of the edition; its own words, or the label of what it leads to."""
    words = myst.escaped(words_of_link(element).strip())
    followers = renderer.followers(element)
    for pointer in pointers_of(renderer.document, element, "target"):
        if pointer.kind == "web":
            return myst.web_link(words or myst.escaped(pointer.value), pointer.value) + followers
        if pointer.kind == "id" and pointer.id in renderer.edition.targets:
            entry = renderer.edition.entries.get(pointer.id)
            kind = "archive" if isinstance(entry, Archive) else "work" if isinstance(entry, Work) else ""
            return myst.link(words or myst.escaped(entry.label if entry else pointer.id), pointer.id, kind) + followers
    return words + followers


def reference(renderer: "Renderer", element: Element) -> str:
    """A bibl in running prose. References that follow one another share one pair of brackets: (A; B)."""
    if element.get("type") == "attribution":
        return "— " + myst.span(reference_words(renderer, element), "attribution", identifier=element.get(XML_ID, ""))
    opening = "; " if adjoins(element, -1) else "("
    closing = "" if adjoins(element, 1) else ")"
    kind = "archival" if element.get("type") == "archival" else "reference"
    return opening + myst.span(reference_words(renderer, element), kind, identifier=element.get(XML_ID, "")) + closing


def reference_words(renderer: "Renderer", element: Element) -> str:
    """What is inside a bibl. Between pointers and ranges the white space of the file gives way to the separators of print."""
    parts: list[str] = [myst.escaped((element.text or "").lstrip())]
    for child in element:
        name, before = local_name(child), child.getprevious()
        if name == "citedRange":
            bare = before is not None and not (before.tail or "").strip()
            if bare:
                parts[-1] = ""
            parts.append((separator(child) if bare else "") + cited_range(renderer, child))
        elif name:
            parts.append(renderer.piece(child, name))
        parts.append(myst.escaped(child.tail or ""))
    return "".join(parts).rstrip()


def cited_range(renderer: "Renderer", element: Element) -> str:
    """The page, leaf or chapter cited, as inline MyST."""
    return myst.escaped(cited_words(renderer.edition, renderer.document, element))


def cited_words(edition: Edition, document: Document, element: Element) -> str:
    """The page, leaf or chapter cited: "pp. 210–212", "Л. 42–42 об."; the second of two of one unit goes without its name."""
    unit, language = element.get("unit", ""), _language(edition, document, element)
    figures = re.sub(r"(?<=[0-9a-z])-(?=[0-9])", "–", text_of(element) or element.get("n", ""))
    if unit == "leaf":
        figures = re.sub(r"([0-9])v\b", r"\1 зв." if language == "uk" else r"\1 об.", figures)
    if _same_unit(element.getprevious(), element):
        return figures
    if unit == "leaf":
        return f"{LEAVES.get(language, LEAVES['ru'])} {figures}"
    singular, plural = UNITS.get(unit, ("", ""))
    return f"{plural if '–' in figures or _same_unit(element.getnext(), element) else singular} {figures}".strip()


def _language(edition: Edition, document: Document, element: Element) -> str:
    """The language in which the archive beside a citedRange is cited."""
    for pointer in (child for child in element.getparent() if local_name(child) == "ptr"):
        for target in pointers_of(document, pointer, "target"):
            entry = edition.entries.get(target.id)
            if isinstance(entry, Archive):
                return entry.language
    return "ru"


def separator(element: Element) -> str:
    """What print sets before a citedRange, in the place of the white space of the file."""
    if _same_unit(element.getprevious(), element):
        return ", "
    return ". " if element.get("unit") == "leaf" else ", "


def _same_unit(other: Element | None, element: Element) -> bool:
    return other is not None and local_name(other) == "citedRange" and other.get("unit") == element.get("unit")


def adjoins(element: Element, direction: int) -> bool:
    """Whether nothing but white space stands between `element` and another bibl before (-1) or after (1) it."""
    other = element
    while True:
        following = other.getprevious() if direction < 0 else other.getnext()
        if following is None or ((following if direction < 0 else other).tail or "").strip():
            return False
        if local_name(following):
            return local_name(following) == "bibl"
        other = following  # a comment stands between nothing
