"""Archives as EAD 3 (schema of the Society of American Archivists, release 1.1.1): one file, a guide to what the texts cite.

An EAD file describes one whole, so all repositories stand in one archdesc (level "otherlevel", concordance):

    archdesc ── dsc ── c repository ── c fonds ── c opis ── c file

Each c has its identifier as @id, the normal citation as unitid with the identifier as its key, its number, its title, what is said of it with the
sources, and under bibliography the passages that cite it. Names of a repository, former ones with their time, are corpnames; the
times themselves are a chronlist in bioghist. Addresses are relative to the file, which lies in data/.
"""

from __future__ import annotations

from lxml import etree

from ..model import Archive, DateSpan, Edition, Element, Mention, NameForm
from ..tei.names import NAMESPACES, text_of
from ..tei.dating import date_span
from .addresses import address_of, enclosing_reference, name_of
from .ead_control import EAD, add, add_control, language_attributes
from .rows import Row, cited_ranges, spans, statements

LEVELS = {"repository": {"level": "otherlevel", "otherlevel": "repository"}, "fond": {"level": "fonds"}, "opis": {"level": "otherlevel", "otherlevel": "opis"},
          "delo": {"level": "file"}}


def ead_bytes(edition: Edition) -> bytes:
    """The register of archives as one EAD 3 file."""
    root = etree.Element(EAD + "ead", nsmap={None: EAD.strip("{}")})
    title = add_control(edition, root)
    whole = add(root, "archdesc", level="otherlevel", otherlevel="concordance")
    add(add(whole, "did"), "unittitle", title)
    about = edition.documents["archives.xml"].root.findall(".//tei:sourceDesc/tei:p", NAMESPACES) if "archives.xml" in edition.documents else []
    if about:
        scope = add(whole, "scopecontent")
        for paragraph in about:
            add(scope, "p", text_of(paragraph))
    below: dict[str, list[Archive]] = {}
    for unit in edition.register(Archive):
        below.setdefault(unit.parent_id, []).append(unit)
    holdings = add(whole, "dsc", dsctype="combined")
    for repository in below.get("", ()):
        add_component(edition, holdings, repository, below)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True)


def add_component(edition: Edition, parent: Element, unit: Archive, below: dict[str, list[Archive]]) -> None:
    """A repository, fond, opis or file, and what lies below it."""
    component = add(parent, "c", id=unit.id, **LEVELS.get(unit.level, {"level": "otherlevel", "otherlevel": unit.level or "unit"}))
    add_did(edition, component, unit)
    existence = spans(edition, unit, "tei:state[@type='existence']")
    if existence or any(form.span for form in unit.forms):
        add_history(edition, component, unit, existence)
    for said in statements(edition, unit):
        name = "scopecontent" if said["element"] == "desc" else "odd"  # a note says why a file is cited, a desc what it holds
        paragraph = add(add(component, name, localtype=said["kind"]), "p", said["words"], **language_attributes(said["language"]))
        add_sources(edition, paragraph, said["sources"])
    mentions = edition.mentions.get(unit.id, ())
    if mentions:
        cited = add(component, "bibliography", localtype="cited-in")
        for mention in mentions:
            add_mention(edition, cited, mention)
    for child in below.get(unit.id, ()):
        add_component(edition, component, child, below)


def add_did(edition: Edition, component: Element, unit: Archive) -> None:
    """Citation, number, title, names and seat of a repository, date of the documents."""
    did = add(component, "did")
    add(did, "unitid", unit.label, localtype="citation", identifier=unit.id, **language_attributes(unit.language))
    if unit.number:
        add(did, "unitid", unit.number, localtype="number")
    title = title_of(unit)
    if title is not None:
        add(did, "unittitle", title.text, **language_attributes(title.language))
    else:
        add(did, "unittitle", unit.label, localtype="supplied", **language_attributes(unit.language))
    for idno in unit.element.iterfind("tei:idno[@type='signature']", NAMESPACES):
        add(did, "unitid", text_of(idno), localtype="signature")
    if unit.level == "repository":
        repository = add(did, "repository")
        for form in unit.forms:
            add_name(repository, form)
        seats = [text_of(place) for place in unit.element.iterfind("tei:placeName", NAMESPACES)]
        if seats:
            address = add(repository, "address")
            for seat in seats:
                add(address, "addressline", seat, localtype="place")
    date = unit.element.find("tei:date", NAMESPACES)
    if date is not None and date_span(date):
        add_date(add(did, "unitdatestructured"), date_span(date), text_of(date))
    elif date is not None:
        add(did, "unitdate", text_of(date))
    add(add(did, "didnote", "Page in the edition: ", localtype="page"), "ref", unit.id, href="../" + address_of(edition, unit.id))


def title_of(unit: Archive) -> NameForm | None:
    """Of a unit its title; of a repository its full name, the one in the language of its citations first."""
    if unit.level != "repository":
        return unit.forms[1] if len(unit.forms) > 1 else None
    full = sorted((form for form in unit.forms if form.kind == "full"), key=lambda form: form.language != unit.language)
    return full[0] if full else unit.forms[0] if unit.forms else None


def add_name(repository: Element, form: NameForm) -> None:
    """One name of a repository: its words, and in a part of its own the time it was in use."""
    name = add(repository, "corpname", localtype=form.kind, **language_attributes(form.language))
    add(name, "part", form.text)
    if form.span:
        add(add(name, "part", localtype="time"), "date", written(form.span), **normal(form.span))


def add_history(edition: Edition, component: Element, unit: Archive, existence: list[Row]) -> None:
    """The times of a repository and of its names, as far as they are dated, in the order of the entry."""
    chronology = etree.Element(EAD + "chronlist")
    for form in unit.forms:
        if form.span:
            item = add(chronology, "chronitem", localtype=form.kind)
            add_date(item, form.span)
            add_sources(edition, add(item, "event", f"Name in use: {form.text}"), list(form.sources))
    history = add(component, "bioghist")
    for state in existence:
        span = DateSpan(state["when"], state["from"], state["to"], state["notBefore"], state["notAfter"])
        item = add(chronology, "chronitem", localtype="existence") if span else None
        if item is not None:
            add_date(item, span)
        add_sources(edition, add(item if item is not None else history, "event" if item is not None else "p", state["words"] or "In existence"), state["sources"])
    if len(chronology):
        history.append(chronology)


def add_date(parent: Element, span: DateSpan, words: str = "") -> None:
    """A datesingle, or a daterange where a beginning or end is known; @standarddate, @notbefore and @notafter are ISO 8601."""
    if not (span.start or span.end):
        found = {"standarddate": span.when, "notbefore": span.not_before, "notafter": span.not_after}
        add(parent, "datesingle", words or written(span), **{name: value for name, value in found.items() if value})
        return
    stretch = add(parent, "daterange")
    for name, exact, limit in (("fromdate", span.start, {"notbefore": span.not_before}), ("todate", span.end, {"notafter": span.not_after})):
        limits = {} if exact else {key: value for key, value in limit.items() if value}
        if exact or limits:
            add(stretch, name, exact or next(iter(limits.values())), **({"standarddate": exact} if exact else limits))


def written(span: DateSpan) -> str:
    """A date in words, its parts in ISO 8601: "1991 to 1999", "until 1991", "not before 1923"."""
    if span.when:
        return span.when
    if span.start and span.end:
        return f"{span.start} to {span.end}"
    parts = (("from", span.start), ("until", span.end), ("not before", span.not_before), ("not after", span.not_after))
    return ", ".join(f"{word} {value}" for word, value in parts if value)


def normal(span: DateSpan) -> dict[str, str]:
    """@normal of a date: a point or a closed stretch; EAD's pattern has no open ones."""
    value = span.when or (f"{span.start}/{span.end}" if span.start and span.end else "")
    return {"normal": value} if value else {}


def add_sources(edition: Edition, paragraph: Element, sources: list[str]) -> None:
    """Links to the sources of a statement, after its words."""
    for source in sources:
        tail_on(paragraph, " ")
        address = address_of(edition, source)
        add(paragraph, "ref", source, **({"href": address if address == source else "../" + address} if address else {}))


def add_mention(edition: Edition, parent: Element, mention: Mention) -> None:
    """A passage that cites the unit: the text, a link to the passage or to the reference in it, the leaves."""
    place = enclosing_reference(mention.element) or mention.unit.id
    entry = add(parent, "bibref", f"{name_of(edition, mention.unit.text_id)}, ")
    add(entry, "ref", place, href="../" + address_of(edition, place))
    leaves = ", ".join(f"{one['unit']} {one['words']}".strip() for one in cited_ranges(mention.element))
    tail_on(entry, f", {leaves}" if leaves else "")


def tail_on(element: Element, words: str) -> None:
    """Appends words after the last child of `element`, or to its own words."""
    if len(element):
        element[-1].tail = (element[-1].tail or "") + words
    else:
        element.text = (element.text or "") + words
