"""/id/IDENTIFIER@RELEASE.html: what a passage, note, position or claim said in a release, whether and how it has changed since, and how to cite it as it was."""

from __future__ import annotations

from dataclasses import replace
from typing import Iterator

from ..releases import html
from ..releases.addresses import ROOT, State, frozen_page_of
from ..releases.changes import word_diff
from ..releases.content import CITABLE, Content
from ..releases.record import Release
from .cite_page import SCRIPT, address_line, form_block
from .cited import Cited, cited
from .forms import FORMS
from .tags import record_tags


def version_pages(state: State) -> Iterator[tuple[str, bytes]]:
    """(path from the root of the site, content) for everything citable in every release."""
    for release in state.releases:
        for content in state.frozen[release.name].values():
            if content.kind in CITABLE:
                yield f"id/{content.identifier}@{release.name}.html", version_page(state, release, content)


def version_page(state: State, release: Release, content: Content) -> bytes:
    """The words of a release, what has changed since, the citation of this version, its encoding."""
    identifier, found = content.identifier, cited_in(state, release, content)
    last = state.releases[-1].name
    old = "" if release.name == last else f" An old release; the last is {last}."
    body = [html.element("h1", content.name), html.element("p", f"{identifier}, as it was in release {release.name} ({release.date}).{old}", class_="warning", role="note"),
            html.element("blockquote", content.words, class_="frozen"),
            html.wrapped("p", html.link(f"In its place in release {release.name}", f"{ROOT}v/{release.name}/{frozen_page_of(state, release.name, identifier)}")),
            html.element("h2", "Since then"), *since(state, content),
            html.element("h2", "Cite this version"), address_line(state, found), form_block(found, FORMS[0]),
            html.wrapped("details", "\n".join([html.element("summary", "All forms"), *(form_block(found, form) for form in FORMS[1:])]))]
    if content.tei:
        body.append(html.wrapped("details", html.element("summary", "Its TEI") + html.element("pre", content.tei, tabindex="0", role="region", aria_label="TEI")))
    return html.page(f"{content.name}, release {release.name}", body, ROOT, head=SCRIPT + "".join(record_tags(state, found)))


def since(state: State, content: Content) -> list[str]:
    """Whether it has changed, and how."""
    identifier, present = content.identifier, state.present.get(content.identifier)
    if present is None:
        row = state.ledger.get(identifier)
        return [html.wrapped("p", f"It is no longer there: {html.link(row.status if row else 'what became of it', f'{identifier}.html')}.")]
    if present.says_what(content):
        what = "Not a word has changed." if present.digest == content.digest else "Not a word has changed; its annotation has."
        return [html.wrapped("p", f"{what} {html.link('Its place today', f'{identifier}.html')}")]
    pieces = " ".join({"same": html.escape(words), "deleted": html.element("del", words), "added": html.element("ins", words)}[kind]
                      for kind, words in word_diff(content.words, present.words))
    return [html.wrapped("p", f"It has changed; struck through is what is gone, underlined what is new. {html.link('Its place today', f'{identifier}.html')}"),
            html.wrapped("blockquote", pieces, class_="diff")]


def cited_in(state: State, release: Release, content: Content) -> Cited:
    """The citation of a version: that of today with the release and the address of then; of what is gone, by the name that the release gave it."""
    address = state.on_site(f"id/{content.identifier}@{release.name}.html")
    if content.identifier in state.present and state.present[content.identifier].kind == content.kind:
        return replace(cited(state, state.present[content.identifier]), release=release.name, date=release.date, address=address)
    return Cited(content.identifier, content.kind, content.name, content.name, "", "", {}, release.name, release.date, address)
