"""The apparatus of a text: what in the print or its transcript changes the meaning, and what presumably should stand there."""

from __future__ import annotations

from ..model import Element, Text
from ..tei.names import NAMESPACES, XML_ID
from ..tei.pointer import identifiers_of, pointers_of
from . import myst
from .elements import Renderer
from .mentions import unit_name

KINDS = {"print-error": "a misprint", "author-slip": "a slip of the author", "mistranslation": "a mistranslation", "lacuna": "something lost",
         "misplaced": "out of place", "transcript": "a fault of the transcript"}
DEGREES = {"medium": "presumably ", "low": "perhaps "}


def apparatus(renderer: Renderer, text: Text) -> list[str]:
    """One line of inline MyST an entry: place, reading, presumable reading, kind and certainty, remark."""
    units = {unit.id: unit for unit in text.units}
    return [entry(renderer, app, units) for app in text.document.root.iterfind("tei:standOff/tei:listApp/tei:app", NAMESPACES)]


def entry(renderer: Renderer, app: Element, units: dict) -> str:
    """ "¶ 17, p. 702: “a clarified” → “and clarified”, a misprint" """
    places = []
    for identifier in identifiers_of(renderer.document, app, "corresp"):
        unit = units.get(identifier)
        if identifier in renderer.edition.targets:
            name = unit_name(unit) + (f", p. {unit.page}" if unit.page and unit.kind == "paragraph" else "") if unit else identifier
            places.append(myst.link(myst.escaped(name), identifier))
    reading, presumed = app.find("tei:rdg", NAMESPACES), app.find("tei:lem", NAMESPACES)
    said = quoted(renderer, reading) if reading is not None else ""
    if presumed is not None:
        words = renderer.inline(presumed).strip()
        said += f" → {quoted(renderer, presumed)}" if words and presumed.find("tei:gap", NAMESPACES) is None else " → \\[…\\]"
    kind = DEGREES.get(app.get("cert", ""), "") + KINDS.get(app.get("type", ""), (app.get("type") or "").replace("-", " "))
    remarks = "".join(f". {renderer.inline(note).strip()}" for note in app.findall("tei:note", NAMESPACES))
    runs = [pointer.lines for pointer in pointers_of(renderer.document, app, "corresp") if pointer.lines]
    lines = ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)
    where = f" {myst.span(f'(transcript, lines {lines})', 'also')}" if runs else ""
    return myst.span(f"{'; '.join(places)}: {said}, {kind}{remarks}{where}", "apparatus-entry", identifier=app.get(XML_ID, ""))


def quoted(renderer: Renderer, element: Element) -> str:
    """The words in quotation marks, those inside them single."""
    inner = renderer.inline(element).strip().replace("“", "‘").replace("”", "’")
    return f"“{inner}”"
