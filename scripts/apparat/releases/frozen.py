"""/v/RELEASE/: the frozen copy of a release, kept for ever: every text in reading order, the claims, the registers, in plain pages.

It is made anew at every build from the tables of the release, which never change; so it does not depend on what happens to be left on a server, and
every way of publishing keeps it.
"""

from __future__ import annotations

from functools import partial
from html import escape
from typing import Iterable, Iterator

from ..tei.names import NAMESPACES, text_of
from . import html
from .addresses import State, frozen_folder
from .content import CITABLE, Content
from .fragment import read
from .reading import Reading, entry_lines
from .record import Release

ROOT = "../../"
BEHIND = (("note", "Notes"), ("position", "Positions"), ("report", "Reports of positions"), ("apparatus entry", "Apparatus"))
"""The kinds that stand behind the passages of a text, each under a heading."""


def frozen_pages(state: State) -> Iterator[tuple[str, bytes]]:
    """(path from the root of the site, content) of every page below v/."""
    for release in state.releases:
        frozen = state.frozen[release.name]
        groups: dict[str, list[Content]] = {}
        for content in frozen.values():
            groups.setdefault(frozen_folder(frozen, content.identifier), []).append(content)
        reading = Reading(frozen, partial(place_in, frozen))
        yield f"v/{release.name}/index.html", index_page(state, release, groups)
        for name, contents in groups.items():
            yield f"v/{release.name}/{name}.html", copy_page(state, release, name, contents, reading)


def place_in(frozen: dict[str, Content], identifier: str) -> str:
    """Where an identifier stands in the copy, from one of its pages: "people.html#stalin"."""
    return f"{frozen_folder(frozen, identifier)}.html#{identifier}"


def warning(state: State, release: Release, today: str = "index.html") -> str:
    """What every page of a release says first. `today`: where the same stands today, from the root."""
    last = state.releases[-1].name
    now = "the last release so far" if release.name == last else f"an old release; the last is {last}"
    return html.wrapped("p", f"Release {escape(release.name)} of {escape(release.date)}, frozen: {now}. {html.link('The edition as it is now', ROOT + today)}",
                        class_="warning", role="note")


def index_page(state: State, release: Release, groups: dict[str, list[Content]]) -> bytes:
    """What the release holds."""
    frozen = state.frozen[release.name]
    rows = [html.wrapped("li", f"{html.link(title_of(frozen, name), f'{name}.html')} ({len(contents)} identifiers)") for name, contents in groups.items()]
    body = [html.element("h1", f"Release {release.name}"), warning(state, release), html.wrapped("ul", "\n".join(rows)),
            html.wrapped("p", html.link("What changed in it", f"{ROOT}releases/{release.name}.html"))]
    return html.page(f"Apparat, release {release.name}", body, ROOT)


def title_of(frozen: dict[str, Content], name: str) -> str:
    return frozen[name].words if name in frozen and frozen[name].kind == "text" else name.capitalize()


def copy_page(state: State, release: Release, name: str, contents: list[Content], reading: Reading) -> bytes:
    """One text, or one register, as it was. Every identifier is an anchor."""
    frozen = state.frozen[release.name]
    title = title_of(frozen, name)
    today = f"id/{name}.html" if name in state.present else "index.html"
    body = [html.element("h1", title), warning(state, release, today), html.wrapped("p", html.link(f"Release {release.name}: contents", "index.html"))]
    behind = {kind for kind, _ in BEHIND}
    for content in contents:
        if content.kind not in behind:
            body += block(release, content, reading)
    for kind, heading in BEHIND:
        found = [content for content in contents if content.kind == kind]
        body += [html.element("h2", heading)] * bool(found)
        for content in found:
            body += block(release, content, reading)
    body += [html.wrapped("span", "", id=content.identifier) for content in unseen(contents)]
    return html.page(f"{title}, release {release.name}", body, ROOT)


def unseen(contents: Iterable[Content]) -> Iterator[Content]:
    """What has a row and stands in no fragment: it gets an anchor all the same."""
    return (content for content in contents if not content.tei and content.identifier not in content.saying.elements)


def block(release: Release, content: Content, reading: Reading) -> list[str]:
    """The HTML of one identifier; nothing for what stands inside another."""
    if not content.tei:
        return []
    element = read(content.tei)
    if content.kind == "text":
        return header_lines(content, element)
    if content.kind in ("division", "topic"):
        heads = [reading.inner(head) for head in element.iterfind("tei:head", NAMESPACES)]
        return [html.wrapped("h2", " · ".join(heads) or escape(content.name), id=content.identifier)]
    goal = f"{ROOT}id/{content.identifier}@{release.name}.html" if content.kind in CITABLE else f"{ROOT}id/{content.identifier}.html"
    label = html.wrapped("p", f"{escape(content.name)} {html.link(content.identifier, goal)}", class_="label")
    if content.kind in ("position", "report"):
        inner = [html.wrapped("p", linked_words(content.words, reading))]
    elif content.kind in ("passage", "note"):
        inner = [html.wrapped("div", reading.whole(element))]
    else:
        inner = [html.wrapped("ul", "\n".join(html.wrapped("li", line) for line in entry_lines(reading, element)))]
    return [html.wrapped("section", "\n".join([label, *inner]), id=content.identifier, class_=content.kind.split()[0])]


def header_lines(content: Content, header) -> list[str]:
    """Author, source and status of a text, from its header."""
    source = header.find("tei:fileDesc/tei:sourceDesc/tei:biblStruct", NAMESPACES)
    authors = ", ".join(text_of(author) for author in header.iterfind("tei:fileDesc/tei:titleStmt/tei:author", NAMESPACES))
    revision = header.find("tei:revisionDesc", NAMESPACES)
    lines = (("Author", authors), ("Regests of", text_of(source)), ("Status", revision.get("status", "") if revision is not None else ""))
    return [html.wrapped("ul", "\n".join(html.wrapped("li", f"{html.element('span', name, class_='label')} {escape(words)}") for name, words in lines if words), id=content.identifier)]


def linked_words(words: str, reading: Reading) -> str:
    """A position as the release words it, its identifiers as links."""
    pieces = []
    for word in words.split(" "):
        bare = word.strip(",;()")
        pieces.append(escape(word).replace(escape(bare), html.link(bare, reading.place(bare))) if bare in reading.frozen else escape(word))
    return " ".join(pieces)
