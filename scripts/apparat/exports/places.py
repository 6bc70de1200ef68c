"""Edition -> a script for the search page: the address of every identifier, so that one typed into the box is found at once, from the disk too."""

from __future__ import annotations

import json
from typing import Iterable

from ..model import Edition
from .addresses import address_of


def places_script(edition: Edition, given_up: Iterable[str] = ()) -> bytes:
    """JavaScript that sets `apparatPlaces`: identifier -> address with its fragment, from the root of the site; what was given up, to the page that says what became of it."""
    addresses = {identifier: address_of(edition, identifier) for identifier in edition.targets}
    places = {identifier: address if "#" in address else f"{address}#{identifier}" for identifier, address in addresses.items() if address}
    places |= {identifier: f"id/{identifier}.html" for identifier in given_up}
    return f"window.apparatPlaces = {json.dumps(places, sort_keys=True, indent=0)};\n".encode()
