"""sitemap.xml: every page of a text or entry, with the day on which what stands on it last changed. Sitemap protocol 0.9; it needs the full address of the site."""

from __future__ import annotations

from html import escape
from typing import Iterator

from ..exports.addresses import address_of
from ..releases.addresses import State


def sitemap(state: State) -> Iterator[tuple[str, bytes]]:
    """(path, content) of the sitemap; nothing where the site does not know its address."""
    if not state.site:
        return
    changed = last_changes(state)
    rows = [f"<url><loc>{escape(state.on_site(page))}</loc><lastmod>{date}</lastmod></url>" for page, date in sorted(page_changes(state, changed).items())]
    body = "\n".join(rows)
    yield "sitemap.xml", f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{body}\n</urlset>\n'.encode("utf-8")


def last_changes(state: State) -> dict[str, str]:
    """Identifier -> the date of the release in which it came to be as it is; of what is not released as it is, the newest change in the sources."""
    found = {}
    for identifier, content in state.present.items():
        date = state.date
        for release in reversed(state.releases):
            frozen = state.frozen[release.name].get(identifier)
            if frozen is None or frozen.digest != content.digest:
                break
            date = release.date
        found[identifier] = date
    return found


def page_changes(state: State, changed: dict[str, str]) -> dict[str, str]:
    """Page -> the newest change of anything on it: what stands there, the passages and positions that an entry's page shows."""
    found: dict[str, str] = {}
    edition = state.edition

    def enter(page: str, date: str) -> None:
        found[page] = max(found.get(page, ""), date)

    for identifier, date in changed.items():
        page = address_of(edition, identifier).partition("#")[0]
        if page:
            enter(page, date)
    for entry in edition.entries.values():
        page = address_of(edition, entry.id)
        for mention in edition.mentions.get(entry.id, ()):
            enter(page, changed.get(mention.unit.id, ""))
        for position in (*edition.positions_of(entry.id), *edition.positions_from(entry.id)):
            enter(page, changed.get(position.id, ""))
    return found
