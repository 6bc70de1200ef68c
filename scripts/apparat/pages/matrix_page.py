"""The matrix: claims in rows, holders in columns, a sign where somebody takes a stance.

The table is HTML of our own making, since it needs row and column headers and data for the filters; without JavaScript it is whole and
readable, with it (`_static/claims.js`) it can be narrowed by topic, stance, text and words. Cells are links to the positions.
"""

from __future__ import annotations

from html import escape

from ..model import STANCES, Claim, Edition, Position
from ..tei.registers import register_of
from . import myst
from .claim_page import figures
from .claims_index import ranked_holders, topics
from .positions import PLURALS, SIGNS, short_name
from .words import numbered

LIMITS = ("An empty cell says that no text encoded so far takes or reports a position there; it does not say that the holder had none. A sign says what a text says of "
          "the holder, with the certainty of the encoder; a reported position (small circle ○) is known through somebody else. Counts are of positions encoded, not of weight.")


def matrix_page(edition: Edition) -> str:
    """The page: what the signs mean, the filters, the table."""
    holders = ranked_holders(edition)
    legend = " · ".join(f"{SIGNS[stance]} {PLURALS[stance]}" for stance in STANCES)
    return myst.page([myst.heading(1, "Matrix of claims and holders", "claims-matrix"), myst.paragraph(myst.link("Claims", "claims-index"), "kicker"),
                      myst.paragraph(f"{figures(edition)}. {legend} · ○ reported. Authors of the texts stand first.", "lead"),
                      myst.paragraph(f"{myst.escaped(LIMITS)} More under {myst.link('Principles', 'principles-claims')}.", "also"),
                      myst.raw_html(form(edition) + table(edition, holders))], {"orphan": True})


def form(edition: Edition) -> str:
    """The filters; they do nothing without the script, which shows them."""
    def choice(name: str, label: str, options: list[tuple[str, str]]) -> str:
        items = "".join(f'<option value="{escape(value)}">{escape(words)}</option>' for value, words in [("", "all"), *options])
        return f'<label>{label} <select name="{name}">{items}</select></label>'

    fields = [choice("topic", "Topic", [(topic.id, topic.label) for topic in topics(edition)]),
              choice("stance", "Stance", [(stance, f"{SIGNS[stance]} {stance}") for stance in STANCES] + [("disputed", "asserted and denied")]),
              choice("text", "Text", [(text.id, text.short_title) for text in edition.texts.values()]),
              choice("kind", "Positions", [("own", "own"), ("reported", "reported")]),
              '<label>Words <input name="words" type="search" placeholder="in claims or holders" autocomplete="off"></label>',
              '<button type="reset">Show all</button>']
    return f'<form class="matrix-filter" hidden aria-controls="matrix">{"".join(fields)}<output class="matrix-count" aria-live="polite"></output></form>\n'


def table(edition: Edition, holders: list[str]) -> str:
    """The table in its frame. Row headers are claims, grouped by topic; column headers holders."""
    authors = {author for text in edition.texts.values() for author in text.author_ids}
    heads = "".join(f'<th scope="col"{" class=author" if holder in authors else ""} data-holder="{holder}"><a href="{_page(edition, holder)}#{holder}-positions">'
                    f"<span>{escape(short_name(edition, holder))}</span></a></th>" for holder in holders)
    groups = []
    for topic in topics(edition):
        rows = "".join(_row(edition, claim, holders) for claim in edition.register(Claim) if claim.topic.id == topic.id)
        groups.append(f'<tbody data-topic="{topic.id}"><tr class="topic"><th scope="rowgroup" colspan="{len(holders) + 1}"><a href="index.html#{topic.id}">{escape(topic.label)}</a>'
                      f"</th></tr>{rows}</tbody>")
    caption = f"Who holds what: {numbered(len(edition.register(Claim)), 'claim')} by {numbered(len(holders), 'holder')}"
    return (f'<div class="matrix-frame" tabindex="0" role="region" aria-label="Matrix of claims and holders"><table id="matrix" class="matrix"><caption>{caption}</caption>'
            f'<thead><tr><th scope="col" class="corner">Claim</th>{heads}</tr></thead>{"".join(groups)}</table></div>')


def _row(edition: Edition, claim: Claim, holders: list[str]) -> str:
    by_holder: dict[str, list[Position]] = {}
    for position in edition.positions_on(claim.id):
        for holder in position.holder_ids:
            by_holder.setdefault(holder, []).append(position)
    cells = "".join(f"<td>{''.join(_sign(edition, claim, holder, position) for position in by_holder[holder])}</td>" if holder in by_holder else "<td></td>" for holder in holders)
    return f'<tr><th scope="row"><a href="{claim.id}.html">{escape(claim.label)}</a></th>{cells}</tr>'


def _sign(edition: Edition, claim: Claim, holder: str, position: Position) -> str:
    """One position as a linked sign: said in full to those who hear it, and beside the sign where the table is a list."""
    kind = "reported" if position.reported else "own"
    name, text = escape(short_name(edition, holder)), edition.texts[position.text_id]
    said = f"{name} {position.stance}, {kind}, {escape(text.short_title)}"
    mark = SIGNS[position.stance] + ("<sup>○</sup>" if position.reported else "")
    return (f'<a href="{claim.id}.html#{position.id}" class="{position.stance} {kind}" data-text="{text.id}" title="{said}" aria-label="{said}">{mark}'
            f'<span class="said"> {name}</span></a>')


def _page(edition: Edition, holder: str) -> str:
    return f"../{register_of(edition.entries[holder])}/{holder}.html"
