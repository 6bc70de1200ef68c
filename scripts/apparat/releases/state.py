"""The state of the edition among its releases, read once for a build: what is there now, what was released, where it is published."""

from __future__ import annotations

import tomllib
from pathlib import Path

from ..model import Edition
from .addresses import State
from .content import contents
from .ledger import read_ledger
from .pages import pending, summary
from .record import read_frozen, read_releases


def read_state(project: Path, edition: Edition) -> State:
    """The State of a checked edition; faults of the tables are the checks' business."""
    ledger, _ = read_ledger(project)
    releases, _ = read_releases(project)
    return State(edition, contents(edition), ledger, tuple(releases), read_frozen(project, releases), site_address(project))


def site_address(project: Path) -> str:
    """Where the site is published, from pyproject.toml, [tool.apparat] address; "" where that is not decided."""
    try:
        settings = tomllib.loads((project / "pyproject.toml").read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError):
        return ""
    address = settings.get("tool", {}).get("apparat", {}).get("address", "")
    return address if isinstance(address, str) and address.startswith(("http://", "https://")) else ""


def state_words(state: State) -> str:
    """What the site says of itself everywhere: "release 2026.12", "release 2026.12 with 3 added, 1 changed since", "not yet released"."""
    if not state.releases:
        return "not yet released"
    since = pending(state)
    return f"release {state.releases[-1].name}" + (f", with changes since: {summary(since)}" if since else "")
