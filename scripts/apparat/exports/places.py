"""Edition -> a script for the search page: the address of every identifier, so that one typed into the box is found at once, from the disk too."""

from __future__ import annotations

import json

from ..model import Edition
from .addresses import address_of


def places_script(edition: Edition) -> bytes:
    """JavaScript that sets `apparatPlaces`: identifier -> address with its fragment, from the root of the site."""
    addresses = {identifier: address_of(edition, identifier) for identifier in edition.targets}
    places = {identifier: address if "#" in address else f"{address}#{identifier}" for identifier, address in addresses.items() if address}
    return f"window.apparatPlaces = {json.dumps(places, sort_keys=True, indent=0)};\n".encode()
