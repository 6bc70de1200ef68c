"""Who holds what: positions on claims, and the reports that hand them on."""

from __future__ import annotations

from dataclasses import dataclass

from .entries import DateSpan
from .texts import Element

STANCES = ("asserts", "qualifies", "questions", "denies")


@dataclass(frozen=True, eq=False)
class Position:
    """Holders take a stance on a claim, by the words of a text.

    `holder_ids` hold it together: people, bodies, or schools among the terms. `words` are the identifiers of the stretches of the regest
    (or whole passages) that state it; `evidence` what the text names for it: references to archives (harris-a1), works, notes, web
    addresses; `rests_on` the same with references resolved into the archival units and works they name. `reported`: the text's author hands it on without holding it. `chains` are the ways by which it is handed
    on, each from the text's author inwards: ((("kotkin",),),) for "Harris says that Kotkin says that they held it", an empty one where nobody stands between.
    """

    id: str
    text_id: str
    stance: str
    holder_ids: tuple[str, ...]
    claim_id: str
    words: tuple[str, ...]
    span: DateSpan
    evidence: tuple[str, ...]
    rests_on: tuple[str, ...]
    reported: bool
    cert: str
    remark: Element | None
    element: Element
    chains: tuple[tuple[tuple[str, ...], ...], ...] = ((),)


@dataclass(frozen=True, eq=False)
class Report:
    """A link of a chain: `reporter_ids` hand on the position (or other report) `passive_id`, by the words of a text."""

    id: str
    text_id: str
    reporter_ids: tuple[str, ...]
    passive_id: str
    words: tuple[str, ...]
    element: Element
