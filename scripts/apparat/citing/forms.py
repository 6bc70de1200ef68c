"""The forms of a citation: prose by style, records for programs, markup for wikis and Markdown.

Sources: The Chicago Manual of Style, 17th edition (14.233, sections of reference works and sites); MLA Handbook, 9th edition; GOST R 7.0.5-2008
(section 10, electronic resources); the template Cite encyclopedia of the English Wikipedia; CommonMark.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Callable

from ..exports import bibtex, ris
from ..exports.bibliography import Item
from ..pages.dates import written_date
from .cited import EDITORS, SHORT, Cited, item_of

MONTHS = ("Jan.", "Feb.", "Mar.", "Apr.", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec.")
ACCESSED = "ДД.ММ.ГГГГ"  # the day of the visit, which only the visitor knows; the script of the page fills it in


@dataclass(frozen=True)
class Form:
    """A form: its name for readers, its media type and file ending (for records), what writes it."""

    name: str
    label: str
    write: Callable[[Cited], str]
    media_type: str = ""
    ending: str = ""


def inner(title: str) -> str:
    """A title to stand in double quotation marks: its own become single."""
    return title.replace("“", "‘").replace("”", "’")


def chicago_note(cited: Cited) -> str:
    return f"“{inner(cited.title_with_page).rstrip('.')},” in {SHORT}, {cited.state}, {cited.identifier}, {cited.address}."


def chicago_bibliography(cited: Cited) -> str:
    return f"{SHORT}. “{inner(cited.title_with_page).rstrip('.')}.” {cited.state[:1].upper()}{cited.state[1:]}, {written_date(cited.date)}. {cited.identifier}. {cited.address}."


def mla(cited: Cited) -> str:
    edition = f"release {cited.release}, " if cited.release else "not yet released, "
    return f"“{inner(cited.title_with_page).rstrip('.')}.” {SHORT}, {edition}{written_date(cited.date, MONTHS)}, {cited.address}. Section {cited.identifier}."


def gost(cited: Cited) -> str:
    """GOST R 7.0.5-2008: the part // the whole [type of resource]. The release. The address (the day of the visit)."""
    title = f"Регест: {gost_source(cited.source, cited)}" if cited.source else cited.title_with_page
    version = f"Выпуск {cited.release}" if cited.release else f"Состояние на {cited.date}, до выпуска"
    return f"{title} // {SHORT} [Электронный ресурс]. {version}. № {cited.identifier}. URL: {cited.address} (дата обращения: {ACCESSED})."


def gost_source(source: Item, cited: Cited) -> str:
    """ "Harris J. The Bolshevik Party Transformed (2017), § 11, с. 698" """
    names = ", ".join(" ".join(part for part in (name.get("family") or name.get("literal", ""), initials(name.get("given", ""))) if part)
                      for name in source.get("author", source.get("editor", ())))
    year = str(source.get("issued", {}).get("date-parts", [[""]])[0][0])
    where = ", ".join(part for part in (cited.place.replace("¶ ", "абз. ").replace("n. ", "примеч. "), f"с. {cited.page}" if cited.page else "") if part)
    return " ".join(part for part in (names, str(source.get("title", "")).rstrip(".")) if part) + (f" ({year})" if year else "") + (f", {where}" if where else "")


def initials(given: str) -> str:
    """ "James" -> "J.", "E. A." -> "E. A." """
    return " ".join(f"{word[0]}." for word in re.findall(r"\w+", given))


def plain(cited: Cited) -> str:
    return f"{SHORT}, {cited.title_with_page} ({cited.identifier}), {cited.state}, {cited.address}"


def markdown(cited: Cited) -> str:
    """A Markdown link (CommonMark): what could be read as markup is escaped."""
    words = re.sub(r"([\\`*_{}\[\]<>#])", r"\\\1", f"{SHORT}, {cited.title_with_page}")
    return f"[{words}](<{cited.address}>), {cited.state}"


def wiki(cited: Cited) -> str:
    """The template Cite encyclopedia; a bar inside a value is written {{!}}."""
    def value(words: str) -> str:
        return words.replace("|", "{{!}}").replace("}}", "}&#125;").replace("{{!}&#125;", "{{!}}")

    fields = {"title": cited.title_with_page, "encyclopedia": SHORT, "editor": EDITORS, "date": cited.date, "version": cited.state, "id": cited.identifier, "url": cited.address}
    return "{{cite encyclopedia " + " ".join(f"|{name}={value(words)}" for name, words in fields.items() if words) + "}}"


def bibtex_record(cited: Cited) -> str:
    """An @incollection of biblatex: `version` the release, `pages` those of the source, `note` the passage, `related` the work in words."""
    item = item_of(cited)
    extra = {"version": cited.release or cited.state, "note": item["note"], "addendum": item.get("references", ""), "chapter": cited.identifier}
    lines = "".join(f"  {name} = {{{bibtex.escaped(words)}}},\n" for name, words in extra.items() if words)
    return bibtex.entry(item).rstrip("\n").removesuffix("}") + lines + "}\n"


def ris_record(cited: Cited) -> str:
    """CHAP: ET the release, SE the passage, SP the page of the source, N1 the work it is a regest of."""
    item = item_of(cited)
    extra = [("SE", cited.identifier), ("N1", item["note"]), ("N1", f"Regest of: {item['references']}" if "references" in item else "")]
    lines = "".join(f"{tag}  - {words}\r\n" for tag, words in extra if words)
    return ris.reference(item).removesuffix("ER  - \r\n") + lines + "ER  - \r\n"


def csl_record(cited: Cited) -> str:
    return json.dumps([item_of(cited)], ensure_ascii=False, indent=1) + "\n"


FORMS = (
    Form("plain", "Plain", plain), Form("chicago-note", "Chicago, note", chicago_note), Form("chicago-bibliography", "Chicago, bibliography", chicago_bibliography),
    Form("mla", "MLA", mla), Form("gost", "ГОСТ Р 7.0.5", gost),
    Form("bibtex", "BibTeX", bibtex_record, "application/x-bibtex", "bib"), Form("ris", "RIS", ris_record, "application/x-research-info-systems", "ris"),
    Form("csl-json", "CSL-JSON", csl_record, "application/vnd.citationstyles.csl+json", "json"),
    Form("wiki", "Wikipedia", wiki), Form("markdown", "Markdown", markdown),
)
