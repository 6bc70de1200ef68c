"""From chains of fields to references: what is inherited from the one before, what is complete, what is uncertain.

The rules, in short:
- a fond with opis, folder or file begins a reference; a fond alone only right after the name of a known archive;
- opis, file or leaf without a fond continue the reference before them: after punctuation, after "there" (Там же, Ibid.), and where two
  levels stand together ("д. 551, л. 36") also after other words, with a doubt; "д. 5" alone after words is an address, not a file;
- nothing is continued across the name of another archive.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Iterator

from .chains import Chain, chains
from .fields import Field, find_fields
from .gaps import is_clean, is_ibid
from .names import Name, find_names
from .numeric import Numeric, find_numeric, implicit_fonds
from .places import Place, place_after, place_before
from .reference import Doubt, Part, Reference
from .units import filled, numeric_references

REACH = 500  # how far a part may be inherited over other words


def find_references(text: str) -> list[Reference]:
    """The archival references of `text`, in order; an empty list where there is none. Never raises on a string."""
    names = find_names(text)
    numerics = find_numeric(text, names)
    covered = [(numeric.start, numeric.end) for numeric in numerics]
    marked = find_fields(text)
    fields = [field for field in marked + implicit_fonds(text, names, marked) if not any(start <= field.start < end for start, end in covered)]
    fields.sort(key=lambda field: field.start)
    found: list[Reference] = []
    for event in sorted([*numerics, *chains(text, fields)], key=lambda event: event.start):
        before = found[-1] if found else None
        if isinstance(event, Numeric):
            found.extend(numeric_references(event))
        else:
            found.extend(_chain_references(text, names, fields, event, before))
    return found


def _chain_references(text: str, names: list[Name], fields: list[Field], chain: Chain, before: Reference | None) -> Iterator[Reference]:
    """The references of a chain; none where it is not complete."""
    if "fond" in chain.levels:
        base = _with_fond(text, names, fields, chain, before)
    else:
        base = _continued(text, names, chain, before)
    if base:
        yield from filled(chain, base)


def _with_fond(text: str, names: list[Name], fields: list[Field], chain: Chain, before: Reference | None) -> Reference | None:
    """The beginning of a reference with a fond: its repository; None where the chain is too little to be a reference."""
    place = place_before(text, names, before.end if before else 0, chain.start)
    direct = place is not None and place.direct
    if not chain.levels & {"opis", "folder"}:
        known = place or before and chain.start - before.end <= REACH
        strong = "delo" in chain.levels and ("leaf" in chain.levels or direct or chain.get("delo").script == "ukrainian" and known)
        if not strong and not (direct and place.repository and chain.levels == {"fond"} and _stands_alone(text, chain)):
            return None
    place = _name_inside(names, chain) or place
    if place is None and before and chain.start - before.end <= REACH:
        return _inheriting(text, chain, before, ("repository",))
    if place is None:
        following = next((field.start for field in fields if field.start > chain.end and field.level == "fond"), len(text))
        place = place_after(text, names, chain.end, following)
    return _placed(place, chain)


def _name_inside(names: list[Name], chain: Chain) -> Place | None:
    """The archive named between fond and opis: "в фонде 17 РГАСПИ (оп. 3, д. 5)"."""
    following = chain.fields[1].start if len(chain.fields) > 1 else 0
    name = next((name for name in names if chain.fields[0].end <= name.start and name.end <= following), None)
    return Place(name.repository, name.words, name.start, name.end, name.doubt) if name else None


def _stands_alone(text: str, chain: Chain) -> bool:
    """Whether a fond without opis is one: a number without letters after "f." may be a leaf of a manuscript (f. 1r)."""
    return chain.fields[0].number.value[-1:].isdigit() or chain.fields[0].script == "russian"


def _placed(place: Place | None, chain: Chain) -> Reference:
    if place is None:
        return Reference(None, start=chain.start, uncertain=(Doubt("repository", "no repository is named"),))
    doubts = (Doubt("repository", place.doubt),) if place.doubt else ()
    part = Part("repository", place.repository or place.words, place.start, place.end)
    inside = place.direct and place.start < chain.start
    return Reference(place.repository, place.words, start=place.start if inside else chain.start, parts=(part,), uncertain=doubts)


def _continued(text: str, names: list[Name], chain: Chain, before: Reference | None) -> Reference | None:
    """The beginning of a reference that has no fond of its own."""
    first = chain.fields[0].level
    between = [name for name in names if (before.end if before else 0) <= name.start and name.end <= chain.start]
    place = place_before(text, names, before.end if before else 0, chain.start)
    if place and place.direct:
        return _without_fond(chain, place)
    if before is None or between:
        return None
    gap = text[before.end:chain.start]
    ibid, clean = is_ibid(gap), is_clean(gap)
    two = len(chain.levels) > 1
    if not (ibid or clean or two and len(gap) <= REACH and first != "volume"):
        return None
    above = {"opis": ("repository", "fond"), "folder": ("repository", "fond", "opis"), "delo": ("repository", "fond", "opis", "year", "folder"),
             "volume": ("repository", "fond", "opis", "year", "folder", "delo"),
             "leaf": ("repository", "fond", "opis", "year", "folder", "delo", "volume")}[first]
    if first == "volume" and not (before.delo and ("leaf" in chain.levels or before.volume[0])) or first == "leaf" and not (ibid or clean and before.delo):
        return None
    return _inheriting(text, chain, before, above)


def _without_fond(chain: Chain, place: Place) -> Reference | None:
    """A file of an archive that has no fonds, or none that is cited: "ЦА ФСБ. Д. Р-33833", "ГДА СБУ, спр. 75489-фп, т. 1, арк. 5"."""
    delo = chain.get("delo")
    if delo is None or chain.fields[0] is not delo or not (delo.number.value[:1].isalpha() or "leaf" in chain.levels):
        return None
    return _placed(place, chain)


def _inheriting(text: str, chain: Chain, before: Reference, levels: tuple[str, ...]) -> Reference:
    """A reference that takes `levels` from the one before it."""
    gap = text[before.end:chain.start]
    doubts = [doubt for doubt in before.uncertain if doubt.part in levels]
    kept = {level: getattr(before, level) for level in levels if any(getattr(before, level) or ())}
    if not (is_ibid(gap) or is_clean(gap)):
        doubts.append(Doubt(([*kept] or [levels[0]])[-1], f"taken over from the reference {len(gap)} characters before"))
    if "repository" in levels:
        kept |= {"repository": before.repository, "repository_words": before.repository_words}
    parts = tuple(replace(part, inherited=True) for part in before.parts if part.level in levels)
    return Reference(**{"repository": None, **kept}, start=chain.start, parts=parts, uncertain=tuple(dict.fromkeys(doubts)), notation=before.notation)
