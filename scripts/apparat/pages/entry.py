"""What the pages of all registers share: heading, names, statements with their sources, mentions."""

from __future__ import annotations

from functools import cached_property

from ..model import Document, Edition, Element, Entry, NameForm, Person, Place, Work
from ..romanisation import romanised
from ..tei.names import TEI, nearest_identifier, text_of
from ..tei.pointer import identifiers_of
from ..tei.dating import date_span, sources_of
from ..tei.registers import BY_KIND
from . import myst
from .dates import written_span
from .elements import Renderer
from .mentions import Readings, mention_blocks, place_in_text

LANGUAGES = {"ru": "Russian", "ru-Latn": "Russian, romanised", "uk": "Ukrainian", "ko": "Korean", "en": "English", "de": "German", "fr": "French"}
NOTE_WORDS = {"translation": "Translation", "editorial": "Editors’ note", "discrepancy": "Discrepancy"}
KINDS = {"variant": "also", "abbreviation": "abbreviated", "former": "formerly"}


class Shelf:
    """What a page needs besides its entry: the edition, the reading texts, a renderer for the file of the entry."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self.readings = Readings(edition)
        self._renderers: dict[Document, Renderer] = {}
        self._orders: dict[type, list[Entry]] = {}
        self._places: dict[str, int] = {}

    @cached_property
    def works_of(self) -> dict[str, list[str]]:
        """Person -> the works whose author or editor the person is, in the order of the register."""
        found: dict[str, list[str]] = {}
        for work in self.edition.register(Work):
            people = [identifier for element in work.element.iter(TEI + "author", TEI + "editor") for identifier in identifiers_of(self.document(work), element, "ref")]
            for person in dict.fromkeys(people):
                found.setdefault(person, []).append(work.id)
        return found

    def document(self, entry: Entry) -> Document:
        return self.edition.targets[entry.id].document

    def renderer(self, entry: Entry) -> Renderer:
        document = self.document(entry)
        return self._renderers.setdefault(document, Renderer(self.edition, None, document))


    def neighbours(self, entry: Entry) -> tuple[Entry | None, Entry | None]:
        """The entries before and after this one in the order of its register."""
        if type(entry) not in self._orders:
            self._orders[type(entry)] = self.edition.register(type(entry))
            self._places.update({other.id: place for place, other in enumerate(self._orders[type(entry)])})
        order, place = self._orders[type(entry)], self._places[entry.id]
        return (order[place - 1] if place else None), (order[place + 1] if place + 1 < len(order) else None)


def entry_page(shelf: Shelf, entry: Entry, kicker: str, *blocks: str, mentions: list[str] | None = None) -> str:
    """A whole page: where it belongs, its name, its names, `blocks`, its mentions (or the blocks given for them), its TEI."""
    register = BY_KIND[type(entry)]
    crumbs = myst.paragraph(f"{myst.link(register.title, f'{register.name}-index')} › {kicker}" if kicker else myst.link(register.title, f"{register.name}-index"), "kicker")
    before, after = shelf.neighbours(entry)
    foot = [f"{myst.span('Cite', 'label')} Apparat, s. v. “{myst.escaped(entry.label)}” ({myst.link(entry.id, entry.id)})",
            f"{myst.span('TEI', 'label')} {myst.file_link(f'{register.name}.xml', f'tei/{register.file}')}"]
    foot += [f"{myst.span(word, 'label')} {myst.link(myst.escaped(other.label), other.id)}" for word, other in (("previous", before), ("next", after)) if other]
    source = myst.paragraph(" · ".join(foot), "entry-foot")
    return myst.page([myst.heading(1, myst.escaped(entry.label), entry.id), crumbs, names(shelf, entry), *blocks,
                      *(mention_blocks(shelf.edition, shelf.readings, entry.id) if mentions is None else mentions), source], {"orphan": True, "entry": entry.id})


def names(shelf: Shelf, entry: Entry) -> str:
    """The other forms of the name, each with its language and where it is found."""
    others = [form for form in entry.forms if form.kind != "main" or form.text != entry.label]
    return myst.items([_form(shelf, form) for form in others] + computed_forms(entry), "names")


def doubt(cert: str) -> str:
    """A mark behind what the encoder is not sure of."""
    return myst.span(f" ({myst.escaped(cert)} certainty)", "also") if cert in ("low", "medium") else ""


def computed_forms(entry: Entry) -> list[str]:
    """Romanised forms of Cyrillic names that no text attests, so that a reader who types one finds the entry."""
    if not isinstance(entry, Person | Place):
        return []
    attested = {form.text.casefold() for form in entry.forms}
    computed: dict[str, list[str]] = {}
    for form in entry.forms:
        for scheme, written in romanised(form.text, form.language).items():
            if written.casefold() not in attested:
                computed.setdefault(written, []).append(scheme)
    return [f"{myst.span(', '.join(dict.fromkeys(schemes)) + ' (computed)', 'label')} {myst.escaped(written)}" for written, schemes in computed.items()]


def _form(shelf: Shelf, form: NameForm) -> str:
    details = ", ".join(part for part in (KINDS.get(form.kind, form.kind), LANGUAGES.get(form.language, "") if form.language != "en" else "") if part)
    words = myst.span(myst.escaped(form.text), "form", language=form.language if form.language not in ("", "en") else "")
    time = f" ({written_span(form.span)})" if form.span else ""
    return f"{myst.span(details, 'label')} {words}{doubt(form.cert)}{time}{source_marks(shelf, form.sources)}"


def statements(shelf: Shelf, entry: Entry, element_name: str, *kinds: str) -> list[str]:
    """Paragraphs from the entry's notes (or desc, def) of the given types, each with its sources."""
    found = []
    for element in entry.element.iter(TEI + element_name):
        if nearest_identifier(element) == entry.id and (element_name != "note" or element.get("type") in kinds):
            word = NOTE_WORDS.get(element.get("type", ""), "")
            number = element.getparent().get("n", "") if element_name == "def" else ""
            lead = "".join(f"{myst.span(part, 'label')} " for part in (word, myst.escaped(number)) if part)
            found.append(myst.paragraph(lead + statement(shelf, entry, element), element.get("type", "description")))
    return found


def identifiers_elsewhere(entry: Entry) -> str:
    """The entry's identifiers in authority files and elsewhere (idno), linked where they are addresses."""
    found = []
    for idno in entry.element.iterchildren(TEI + "idno"):
        words = myst.escaped(text_of(idno))
        found.append(f"{myst.escaped(idno.get('type', ''))} {myst.web_link(words, text_of(idno))}".strip())
    return ", ".join(found)


NOTES = ("description", "translation", "discrepancy", "editorial")


def notes(shelf: Shelf, entry: Entry) -> list[str]:
    """All notes on an entry, each with its kind and sources."""
    return statements(shelf, entry, "note", *NOTES)


def statement(shelf: Shelf, entry: Entry, element: Element) -> str:
    document = shelf.document(entry)
    inner = shelf.renderer(entry).inline(element).strip()
    return f"{inner}{source_marks(shelf, sources_of(document, element))}"


def source_marks(shelf: Shelf, sources: tuple[str, ...]) -> str:
    """Small links to where a statement comes from: passages (those of one text together), works, addresses."""
    marks: dict[str, list[str]] = {}
    for source in sources:
        name, mark = _mark(shelf, source)
        marks.setdefault(name, []).append(mark)
    words = [f"\\[{name} {', '.join(links)}\\]" if name else " ".join(f"\\[{link}\\]" for link in links) for name, links in marks.items()]
    return f" {myst.span(' '.join(words), 'sources')}" if words else ""


def _mark(shelf: Shelf, source: str) -> tuple[str, str]:
    """(name of the text, link to the passage), or ("", link) for what is no passage."""
    edition = shelf.edition
    if source.startswith(("http://", "https://")):
        return "", myst.web_link("web", source)
    if source in edition.entries:
        return "", myst.link(myst.escaped(edition.entries[source].label), source, "work")
    if source in edition.texts:
        return "", myst.link(myst.escaped(edition.texts[source].short_title), source)
    text_name, place = place_in_text(edition, source)
    return (myst.escaped(text_name), myst.link(myst.escaped(place), source)) if text_name else ("", myst.escaped(source))


def entry_links(shelf: Shelf, identifiers: list[str]) -> str:
    """Links to entries, by their labels, separated by commas."""
    known = [shelf.edition.entries[identifier] for identifier in dict.fromkeys(identifiers) if identifier in shelf.edition.entries]
    return ", ".join(myst.link(myst.escaped(entry.label), entry.id) for entry in known)


def labelled(pairs: list[tuple[str, str]]) -> str:
    """A list of "label: value" lines; pairs without a value are left out."""
    return myst.items([f"{myst.span(label, 'label')} {value}" for label, value in pairs if value], "facts")


# What a relation says of its active member, and what of its passive one.
RELATIONS = {"contradicts": ("contradicts", "contradicts"), "entails": ("entails", "entailed by"), "refines": ("refines", "refined by"), "parent": ("part of", "has"), "within": ("lies in", "contains"), "part": ("part of", "has parts"),
             "predecessor": ("follows", "followed by"), "successor": ("followed by", "follows")}


def related(shelf: Shelf, identifier: str) -> list[tuple[str, str]]:
    """The relations of an entry to others, as labels and links, each with its source."""
    found: dict[str, list[str]] = {}
    for relation in shelf.edition.relations:
        words = RELATIONS.get(relation.name)
        if words is None or identifier not in (relation.active, relation.passive):
            continue
        word, other = (words[0], relation.passive) if relation.active == identifier else (words[1], relation.active)
        time = f" ({written_span(relation.span)})" if relation.span else ""
        found.setdefault(word, []).append(entry_links(shelf, [other]) + time + source_marks(shelf, relation.sources))
    return [(word, "; ".join(links)) for word, links in found.items()]


def existence(shelf: Shelf, entry: Entry) -> list[tuple[str, str]]:
    """When a body or repository existed, by the texts: label and words, each with its source."""
    found = []
    for state in entry.element.iterchildren(TEI + "state"):
        if state.get("type") == "existence":
            words = ": ".join(part for part in (written_span(date_span(state)), shelf.renderer(entry).inline(state).strip()) if part)
            found.append(("time", (words or "attested") + source_marks(shelf, sources_of(shelf.document(entry), state))))
    return found
