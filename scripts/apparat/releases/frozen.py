"""/v/RELEASE/: the frozen copy of a release, kept for ever: every text in reading order, the claims, the registers, in plain pages.

It is made anew at every build from the table of the release, which never changes; so it does not depend on what happens to be left on a server.
"""

from __future__ import annotations

from typing import Iterator

from . import html
from .addresses import State, frozen_folder
from .content import Content
from .record import Release

ROOT = "../../"


def frozen_pages(state: State) -> Iterator[tuple[str, bytes]]:
    """(path from the root of the site, content) of every page below v/."""
    for release in state.releases:
        groups: dict[str, list[Content]] = {}
        for content in state.frozen[release.name].values():
            groups.setdefault(frozen_folder(state.frozen[release.name], content.identifier), []).append(content)
        yield f"v/{release.name}/index.html", index_page(state, release, groups)
        for name, contents in groups.items():
            yield f"v/{release.name}/{name}.html", copy_page(state, release, name, contents)


def warning(state: State, release: Release) -> str:
    """What every page of an old release says first."""
    last = state.releases[-1].name
    now = "the last release so far" if release.name == last else f"an old release; the last is {last}"
    return html.wrapped("p", f"Release {html.escape(release.name)} of {html.escape(release.date)}, frozen: {now}. {html.link('The edition as it is now', ROOT + 'index.html')}",
                        class_="warning", role="note")


def index_page(state: State, release: Release, groups: dict[str, list[Content]]) -> bytes:
    """What the release holds."""
    frozen = state.frozen[release.name]
    rows = []
    for name, contents in groups.items():
        title = frozen[name].words if name in frozen and frozen[name].kind == "text" else name.capitalize()
        rows.append(html.wrapped("li", f"{html.link(title, f'{name}.html')} ({len(contents)} identifiers)"))
    body = [html.element("h1", f"Release {release.name}"), warning(state, release), html.wrapped("ul", "\n".join(rows)),
            html.wrapped("p", html.link("What changed in it", f"{ROOT}releases/{release.name}.html"))]
    return html.page(f"Apparat, release {release.name}", body, ROOT)


def copy_page(state: State, release: Release, name: str, contents: list[Content]) -> bytes:
    """One text, or one register, as it was. Every identifier is an anchor; words inside a passage (positions marked) are anchored at it."""
    frozen = state.frozen[release.name]
    title = frozen[name].words if name in frozen and frozen[name].kind == "text" else name.capitalize()
    body = [html.element("h1", title), warning(state, release)]
    for content in contents:
        if content.kind == "text":
            continue
        if content.kind in ("division", "topic"):
            body.append(html.element("h2", content.words or content.name, id=content.identifier))
        elif content.kind == "words":
            body.append(html.wrapped("span", "", id=content.identifier))
        else:
            label = html.wrapped("span", f"{html.escape(content.name)} {html.link(content.identifier, f'{ROOT}id/{content.identifier}.html')}", class_="label")
            body.append(html.wrapped("section", f"<p>{label}</p>\n<p>{html.escape(content.words)}</p>", id=content.identifier, class_=content.kind.split()[0]))
    return html.page(f"{title}, release {release.name}", body, ROOT)


