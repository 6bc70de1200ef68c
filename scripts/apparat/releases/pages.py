"""The pages of the releases for readers: what each added, changed, merged, withdrew."""

from __future__ import annotations

from typing import Iterator

from ..exports.addresses import address_of
from ..pages import myst
from ..pages.words import numbered
from .addresses import State
from .changes import Changes, changes_between, word_diff
from .content import CITABLE, Content
from .record import Release

# The kinds a reader is told about; what stands inside them (references, marked words) changes with them.
AROUND = 5  # words shown before and behind a change
TOLD = ("text", "passage", "note", "claim", "position", "person", "institution", "archival unit", "work", "term", "event", "place", "topic", "division")


def release_pages(state: State) -> Iterator[tuple[str, str]]:
    """(path below edition/, MyST): the list of releases, and a page for each."""
    rows = [f"{myst.span(myst.escaped(release.date), 'label')} {myst.link(f'Release {release.name}', label_of(release.name))} "
            f"{myst.span(numbered(len(state.frozen[release.name]), 'identifier'), 'also')}" for release in reversed(state.releases)]
    since = pending(state)
    lead = ("A release fixes what every identifier says. Its copy is kept for ever, and so is the address of every passage, note, position and claim in it. "
            + (f"Since the last one there are changes that are not released: {summary(since)}." if since and state.releases else "" if state.releases else "There is none yet: identifiers may still change."))
    toctree = myst.toctree((f"Release {release.name}", release.name) for release in reversed(state.releases)) if state.releases else ""
    yield "releases/index.md", myst.page([myst.heading(1, "Releases", "releases-index"), myst.paragraph(lead, "lead"), myst.items(rows, "facts"), toctree])
    before: dict[str, Content] = {}
    for release in state.releases:
        frozen = state.frozen[release.name]
        yield f"releases/{release.name}.md", release_page(state, release, before, changes_between(before, frozen, state.ledger))
        before = frozen


def label_of(release: str) -> str:
    return f"releases-{release.replace('.', '-')}"


def pending(state: State) -> Changes:
    """What has changed since the last release."""
    before = state.frozen[state.releases[-1].name] if state.releases else {}
    return changes_between(before, state.present, state.ledger)


def summary(changes: Changes) -> str:
    """ "3 added, 1 changed" """
    return ", ".join(f"{len(found)} {word}" for word, found in (("added", changes.added), ("changed", changes.changed), ("annotated anew", changes.annotated), ("merged", changes.merged),
                                                               ("withdrawn", changes.withdrawn)) if found)


def release_page(state: State, release: Release, before: dict[str, Content], changes: Changes) -> str:
    """One release: its date, its frozen copy, and its changes by kind."""
    frozen = state.frozen[release.name]
    blocks = [myst.heading(1, f"Release {release.name}", label_of(release.name)), myst.paragraph(myst.link("Releases", "releases-index"), "kicker"),
              myst.paragraph(f"{myst.escaped(release.date)}: {summary(changes) or 'nothing changed'}. {myst.file_link('The edition as it was then', f'v/{release.name}/index.html')}.", "lead")]
    first = not before
    for title, identifiers, contents in (("Added", changes.added, frozen), ("Changed", changes.changed, frozen), ("Annotated anew", changes.annotated, frozen),
                                         ("Merged", changes.merged, before), ("Withdrawn", changes.withdrawn, before)):
        told = [contents[identifier] for identifier in identifiers if contents[identifier].kind in TOLD]
        if not told:
            continue
        blocks.append(myst.heading(2, f"{title} ({len(told)})", f"{label_of(release.name)}-{title.lower().replace(' ', '-')}"))
        for kind in TOLD:
            found = [content for content in told if content.kind == kind]
            if found and first and kind not in ("text", "claim"):
                blocks.append(myst.paragraph(f"{myst.span(myst.escaped(kind), 'label')} {len(found)}"))
            elif found:
                lines = [change_line(state, release, content, title) + (f" {difference(before[content.identifier].words, content.words)}" if title == "Changed" else "") for content in found]
                blocks += [myst.paragraph(myst.escaped(kind.capitalize()), "list-head"), myst.items(lines, "facts")]
    return myst.page(blocks, {"orphan": True})


def difference(before: str, after: str) -> str:
    """How the words changed, as inline MyST: what is gone, what is new, a few words around them."""
    pieces, found = word_diff(before, after), []
    for place, (kind, words) in enumerate(pieces):
        if kind != "same":
            found.append(myst.span(myst.escaped(words), kind))
            continue
        run = words.split(" ")
        if len(run) > 2 * AROUND:
            first, last = " ".join(run[:AROUND]) if place else "", " ".join(run[-AROUND:]) if place + 1 < len(pieces) else ""
            words = f"{first} … {last}".strip()
        found.append(myst.escaped(words))
    return myst.span(" ".join(found), "difference")


def change_line(state: State, release: Release, content: Content, title: str) -> str:
    """One identifier: its name, its address in that release or its page of farewell, the reason where it was given up."""
    path = f"id/{content.identifier}@{release.name}.html" if content.kind in CITABLE and title in ("Added", "Changed", "Annotated anew") else f"id/{content.identifier}.html"
    known = title in ("Merged", "Withdrawn") or bool(address_of(state.edition, content.identifier)) or content.identifier in state.ledger
    words = myst.escaped(content.words if content.kind in ("division", "topic") and content.words else content.name or content.identifier)
    row = state.ledger.get(content.identifier)
    why = f" {myst.span(myst.escaped(row.reason), 'also')}" if row is not None and row.reason and title in ("Merged", "Withdrawn") else ""
    into = f" into {myst.file_link(myst.escaped(row.successor), f'id/{row.successor}.html')}" if row is not None and title == "Merged" and row.successor else ""
    return (myst.file_link(words, path) if known else words) + into + why
