"""/id/IDENTIFIER.html: for everything that ever had an identifier an address that outlives every edit.

A live one leads at once to its place, whatever page that is on today. One that was merged or withdrawn has a page that says what happened,
when, why and where to go. What is cited in a release has an address there too (citing/version_page.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Iterator

from ..exports.addresses import address_of
from ..model import Edition
from . import html
from .content import CITABLE, Content
from .ledger import Row, resolved
from .record import Release, newest_change

ROOT = "../"


@dataclass(frozen=True, eq=False)
class State:
    """All that addresses need to know: the edition now, the ledger, the releases with what they froze, and where the site is published ("" if nowhere yet)."""

    edition: Edition
    present: dict[str, Content]
    ledger: dict[str, Row]
    releases: tuple[Release, ...]
    frozen: dict[str, dict[str, Content]]
    site: str = ""

    def on_site(self, path: str) -> str:
        """The full address of a path from the root of the site; the path where the site has no address yet."""
        return f"{self.site.rstrip('/')}/{path}" if self.site else path

    @cached_property
    def given_up(self) -> tuple[Row, ...]:
        """What was released and is not in the sources any more."""
        return tuple(row for row in self.ledger.values() if row.identifier not in self.present)

    @cached_property
    def date(self) -> str:
        """The date of the newest change in the sources."""
        return newest_change(self.edition)

    def last_with(self, identifier: str) -> str:
        """The name of the last release that has an identifier; "" for none."""
        return next((release.name for release in reversed(self.releases) if identifier in self.frozen[release.name]), "")

    def first_without(self, identifier: str) -> str:
        """The name of the release after the last that has it; "" where that is still to come."""
        last = self.last_with(identifier)
        names = [release.name for release in self.releases]
        return names[names.index(last) + 1] if last and last != names[-1] else ""


def address_pages(state: State) -> Iterator[tuple[str, bytes]]:
    """(path from the root of the site, content) of every page below id/ that is not of one release."""
    for content in state.present.values():
        place = place_of(state.edition, content.identifier)
        if place:
            canonical = state.on_site(place) if state.site else ""
            yield f"id/{content.identifier}.html", html.forwarding(ROOT + place, content.name or content.identifier, ROOT, canonical)
    for row in state.given_up:
        yield f"id/{row.identifier}.html", given_up_page(state, row)


def addresses_outside_pages(state: State) -> dict[str, tuple[str, str]]:
    """Label -> page without its ending, and title, of what has an address and no place on a page: what was given up; ID@RELEASE for what is citable in a release."""
    found = {row.identifier: (f"id/{row.identifier}", row.identifier) for row in state.given_up}
    for release in state.releases:
        found |= {f"{content.identifier}@{release.name}": (f"id/{content.identifier}@{release.name}", f"{content.name}, release {release.name}")
                  for content in state.frozen[release.name].values() if content.kind in CITABLE}
    return found


def place_of(edition: Edition, identifier: str) -> str:
    """Where an identifier is on the site today, from its root, with the fragment."""
    address = address_of(edition, identifier)
    return address if "#" in address or not address else f"{address}#{identifier}"


def given_up_page(state: State, row: Row) -> bytes:
    """What became of an identifier: when, why, where to go."""
    last, since, goal = state.last_with(row.identifier), state.first_without(row.identifier), resolved(row, state.ledger, state.present)
    frozen = state.frozen[last].get(row.identifier) if last else None
    when = f"since release {since}" if since else f"after release {last}" if last else ""
    what = f"was merged into {goal or row.successor}" if row.status == "merged" else "was withdrawn" if row.status == "withdrawn" else "is no longer there"
    body = [html.element("h1", f"{row.identifier} {what}"), html.element("p", f"{row.kind.capitalize()}, first released in {row.first_release}; {when or 'never frozen'}.")]
    if row.reason:
        body.append(html.element("p", f"Why: {row.reason}"))
    if goal:
        body.append(html.wrapped("p", f"Go to {html.link(f'{state.present[goal].name} ({goal})', f'{goal}.html')}", class_="goal"))
    if frozen is not None:
        body += [html.element("h2", f"As it was in release {last}"), html.element("p", frozen.name), html.element("blockquote", frozen.words, class_="frozen"),
                 html.wrapped("p", html.link(f"In its place in release {last}", f"{ROOT}v/{last}/{frozen_page_of(state, last, row.identifier)}"))]
    return html.page(f"{row.identifier} {what}", body, ROOT)


def frozen_page_of(state: State, release: str, identifier: str) -> str:
    """The page of a frozen copy on which an identifier stands, with the fragment: "harris.html#harris-p11", "claims.html#claim-packed-posts"."""
    frozen = state.frozen[release]
    return f"{frozen_folder(frozen, identifier)}.html#{identifier}"


def frozen_folder(frozen: dict[str, Content], identifier: str) -> str:
    """The name of that page: the text, or the register by the kind."""
    kind = frozen[identifier].kind
    if kind in REGISTER_PAGES:
        return REGISTER_PAGES[kind]
    parts = identifier.split("-")
    return next((name for name in ("-".join(parts[:length]) for length in range(len(parts), 0, -1)) if name in frozen and frozen[name].kind == "text"), "others")


REGISTER_PAGES = {"person": "people", "institution": "institutions", "place": "places", "archival unit": "archives", "work": "works", "term": "terms", "event": "events",
                  "claim": "claims", "topic": "claims"}
