"""The chart of bodies: who stands below whom, when each existed, what came before and after it, and its other changes by date."""

from __future__ import annotations

from dataclasses import dataclass

from ...model import DateSpan, Edition, Institution
from ...tei.names import NAMESPACES
from ...tei.dating import date_span, sources_of
from .chart import Chart, Placed, Row, chart, ground, key, rows
from .spans import extent
from .svg import drawing, group, path, points
from .tree import Branch, branches, relations_of
from .words import Link, Sources, address_of, attested, counted, label_of, said, years_of

COLUMN, WIDTH = 206.0, 730.0  # px: names without their indentation, the whole at least
STEP, DEEPEST, WIDENED = 13.0, 7, 4  # px of indentation a level, the last level that is indented, the last for which the column is widened


@dataclass(frozen=True)
class Change:
    """Something dated, or at least named, that is said of a body: `words` ("under", "followed by", "formerly", "existed"), `other` a body or ""."""

    body: str
    words: str
    name: str
    other: str
    span: DateSpan
    sources: tuple[str, ...]


def bodies_svg(edition: Edition, link: Link) -> str:
    """The picture of all bodies in the register, as SVG; `link` gives the address of an entry."""
    listed = body_rows(edition, link)
    column = COLUMN + STEP * min(max((branch.depth for branch in branches(edition)), default=0), WIDENED)
    leads = [("leads to the successor", _specimen)] if successions(edition) else []
    legend, height = key(chart(listed, column, 0, WIDTH).shapes, 0, WIDTH, leads)
    parts = chart(listed, column, height, WIDTH)
    return drawing("picture-bodies-drawing", bodies_title(edition), _description(listed), parts.width, (parts.bottom or height) + 4,
                   "\n", legend, ground(parts), _successions(parts, successions(edition)), rows(parts), _guides(parts, branches(edition)))


def _specimen(x: float, y: float) -> str:
    """A line to a successor, as the key shows it."""
    return _arrow((x + 4, y - 7), (x + 4, y + 3), (x + 28, y + 3))


def bodies_title(edition: Edition) -> str:
    """What the picture shows, with counts."""
    bodies, below = len(edition.register(Institution)), len({relation.active for relation in relations_of(edition, "parent")})
    time = years_of([change.span for change in changes(edition)])
    return (f"The bodies of party and state, who stood below whom, and their changes: {counted(bodies, 'body', 'bodies')}, {below} of them below another"
            + (f", {time}" if time else ""))


def _description(listed: list[Row]) -> str:
    bodies = [row for row in listed if row.kind in ("row", "top")]
    without = sum(not row.span for row in bodies)
    return ("A tree on the left, a body before those below it; on the right the time for which each is attested, on an axis of years. Indented lines in small "
            f"letters are changes: other names, bodies above, successors; a line leads from a body to its successor. {counted(without, 'body', 'bodies')} of "
            f"{len(bodies)} have no date of existence. The table after the picture says the same.")


def existences(edition: Edition, body: Institution) -> list[Change]:
    """When the body existed, as each source says it."""
    document = edition.targets[body.id].document
    return [Change(body.id, "existed", "", "", date_span(state), sources_of(document, state))
            for state in body.element.iterfind("tei:state[@type='existence']", NAMESPACES)]


def successions(edition: Edition) -> list[Change]:
    """Every "followed by", whichever of the two bodies the register says it of; twice the same only once."""
    found: dict[tuple, Change] = {}
    for relation in relations_of(edition, "predecessor", "successor"):
        before, after = (relation.active, relation.passive) if relation.name == "successor" else (relation.passive, relation.active)
        found.setdefault((before, after, relation.span), Change(before, "followed by", label_of(edition, after), after, relation.span, relation.sources))
    return list(found.values())


def changes(edition: Edition) -> list[Change]:
    """All that is said of all bodies: existence, former names, bodies above, successors; those of one body in this order and by date."""
    found = [change for body in edition.register(Institution) for change in existences(edition, body)]
    found += [Change(body.id, "formerly", form.text, "", form.span, form.sources)
              for body in edition.register(Institution) for form in body.forms if form.kind == "former"]
    found += [Change(relation.active, "under", label_of(edition, relation.passive), relation.passive, relation.span, relation.sources)
              for relation in relations_of(edition, "parent", "part")]
    order = {"existed": 0, "formerly": 1, "under": 2, "followed by": 3}
    return sorted(found + successions(edition), key=lambda change: (order[change.words], change.span.sort_key or "9999"))


def body_rows(edition: Edition, link: Link) -> list[Row]:
    """A row for every body, in the order of the tree, and below it one for each change that the tree itself does not show."""
    sources, by_body = Sources(edition), {}
    for change in changes(edition):
        by_body.setdefault(change.body, []).append(change)
    found, alone = [], False
    for branch in branches(edition):
        if not branch.depth and not branch.children and not alone and found:
            alone = True
            found.append(Row("head", "Neither above nor below another body", "as far as encoded", "Bodies that no text sets above or below another"))
        found += _rows(edition, link, sources, branch, by_body.get(branch.institution.id, []))
    return found


def _rows(edition: Edition, link: Link, sources: Sources, branch: Branch, said_of: list[Change]) -> list[Row]:
    """The row of a body, and those of its changes: one parent without a date is shown by the tree alone."""
    body, indent = branch.institution, STEP * min(branch.depth, DEEPEST)
    existence = [change for change in said_of if change.words == "existed"]
    above = [change for change in said_of if change.words == "under"]
    first = existence[0] if existence else None
    time = f"{'' if first.span.when else 'existed '}{attested(first.span)}" if first and first.span else "no date of existence"
    clauses = [f"under {', '.join(dict.fromkeys(change.name for change in above))}" if above else "", time]
    title = said(f"{body.label}: {body.kind}", *clauses, sources=sources.words(tuple(dict.fromkeys(
        source for change in (existence[:1] + above) for source in change.sources))))
    kind = "top" if branch.children and not branch.depth else "row"
    found = [Row(kind, body.label, body.kind, title, link(body.id), first.span if first else DateSpan(), indent, body.id)]
    for change in existence[1:] + [change for change in said_of if change.words != "existed"]:
        if change.words != "under" or change.span or len(above) > 1:
            found.append(_change_row(edition, link, sources, body, change, indent + STEP))
    return found


def _change_row(edition: Edition, link: Link, sources: Sources, body: Institution, change: Change, indent: float) -> Row:
    words = f"{change.words} {change.name}".strip() if change.words != "existed" else "existed, by another source"
    title = said(f"{body.label}: {words}", attested(change.span), sources=sources.words(change.sources))
    return Row("minor", words, "" if change.span else "undated", title, address_of(edition, link, change.other or body.id), change.span, indent,
               f"{body.id} {change.other}" if change.words == "followed by" else "")


def _guides(parts: Chart, order: list[Branch]) -> str:
    """The lines of the tree: from each body down to those below it."""
    by_id = {placed.row.key: placed for placed in parts.placed if placed.row.key}
    path_to: list[Placed] = []
    found = []
    for branch in order:
        placed = by_id[branch.institution.id]
        path_to = path_to[:branch.depth] + [placed]
        if 0 < branch.depth <= DEEPEST:
            parent = path_to[branch.depth - 1]
            x = parent.row.indent + 5
            found.append(path(points((x, parent.top + parent.height - 4), (x, placed.middle), (placed.row.indent - 3, placed.middle)), "guide"))
    return group(*found, class_="held guides") + "\n"


def _successions(parts: Chart, followed: list[Change]) -> str:
    """For each succession a line from its row to the row of the successor; where that stands under another axis, a short arrow (the words say to whom)."""
    by_key = {placed.row.key: (placed, block.top) for block in parts.blocks for placed in block.placed if placed.row.key}
    found, taken = [], []
    for change in followed:
        (start, axis), (before, _), (after, other_axis) = (by_key[name] for name in (f"{change.body} {change.other}", change.body, change.other))
        x = _place(start, before, after)
        if x is None:
            continue
        way = 1 if after.middle > start.middle else -1
        if axis != other_axis:
            found.append(_arrow((x, start.middle), (x, start.middle + 11 * way), dashed=not start.parts))
            continue
        top, bottom = sorted((start.middle, after.middle))
        while any(abs(x - other) < 4 and top < low and bottom > high for other, high, low in taken):
            x += 4
        taken.append((x, top, bottom))
        goal = extent(after.parts)[0] if after.parts else x
        turns = [(x, after.middle), (goal, after.middle)] if abs(goal - x) > 6 else [(x, after.middle - 6 * way)]
        found.append(_arrow((x, start.middle), *turns, dashed=not start.parts))
    return group(*found) + "\n"


def _arrow(*places: tuple[float, float], dashed: bool = False) -> str:
    """A line through places, with a tip at the last; dashed where the succession itself has no date."""
    (before_x, before_y), (x, y) = places[-2:]
    right, down = (0 if x == before_x else 4 if x > before_x else -4), (0 if y == before_y else 4 if y > before_y else -4)
    wings = ((x - right - down, y - down - right), (x, y), (x - right + down, y - down + right))
    return path(points(*places), "succession dashed" if dashed else "succession") + path(points(*wings), "succession")


def _place(start: Placed, before: Placed, after: Placed) -> float | None:
    """Where the line of a succession runs: at its date, else at the end of the one body or the beginning of the other; None where nothing is dated."""
    if start.parts:
        return sum(extent(start.parts)) / 2
    return extent(before.parts)[1] if before.parts else extent(after.parts)[0] if after.parts else None
