"""The files of the site that Sphinx does not make: addresses, frozen copies, pages of citations, DTS. Written where they changed, removed where nothing makes them."""

from __future__ import annotations

from itertools import chain
from pathlib import Path
from typing import Iterable, Iterator

from .citing.cite_page import cite_pages
from .citing.selectors import selector_files
from .citing.sitemap import sitemap
from .citing.version_page import version_pages
from .exports.dts import dts_files
from .releases.addresses import State, address_pages
from .releases.frozen import frozen_pages

FOLDERS = ("id", "v", "cite", "dts")


def plain_files(state: State, built: Path | None = None) -> Iterator[tuple[str, bytes]]:
    """(path from the root of the site, content) of every file; those that quote the pages, only if Sphinx has built them in the folder `built`."""
    return chain(address_pages(state), version_pages(state), frozen_pages(state), cite_pages(state), selector_files(state, built) if built is not None else (),
                 dts_files(state.edition, state.site), sitemap(state))


def write_plain_files(files: Iterable[tuple[str, bytes]], site: Path) -> int:
    """Writes what differs into the folder of the built site, removes what is left over below FOLDERS. The number of files comes back."""
    made = set()
    for name, content in files:
        path = site / name
        made.add(path)
        if not path.is_file() or path.read_bytes() != content:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    for folder in FOLDERS:
        for path in sorted((site / folder).rglob("*")):
            if path.is_file() and path not in made:
                path.unlink()
    return len(made)
