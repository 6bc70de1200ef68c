"""SVG, written: elements as text, and how wide words are.

Lengths are px at natural size (one user unit is one CSS px), `y` of a text its baseline. Colours stand in pictures.css alone; what decides the
layout (places, sizes of letters, boldness) stands here, so that what is measured is what is shown. Nothing here knows the edition.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from html import escape

# Styles of text: (size in px, bold). The name of a style is the class of its text.
STYLES = {"name": (13, False), "head": (13, True), "decade": (15, True), "note": (12, False), "date": (11.5, False), "axis": (11, False)}
LINE = 16  # from one line of a text to the next
SPACE = 4  # between a label and what stands behind it, beside a space between words

Line = list[tuple[str, str]]
"""A line of text: words, each with its style."""

# Widths of letters in em: the greatest of Helvetica, Arial, Segoe UI, Roboto and Liberation Sans, which pictures.css asks for.
_WIDTHS = {character: width for characters, width in (
    ("ijl'|!.,:;·", 0.29), ("ftrI()[]-/\\\"", 0.37), (" ", 0.28), ("ckszvxyJ*?^_", 0.53), ("abdeghnopquL0123456789$#¶§–+=<>~", 0.59),
    ("ABEFKPSTVXYZ&w", 0.74), ("CDGHNOQRU", 0.79), ("mM%", 0.89), ("W@—…→←", 1.02), ("жмшщюыф", 0.86), ("ЖМШЩЮЫФ", 1.04)) for character in characters}
_BOLD = 1.09
_MARGIN = 1.03


@lru_cache(maxsize=None)
def _em(character: str) -> float:
    """The width of a character in em, at least as wide as the fonts have it."""
    known = _WIDTHS.get(character)
    if known is not None:
        return known
    if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Cf"):
        return 0.0
    if unicodedata.east_asian_width(character) in ("W", "F"):
        return 1.02
    plain = unicodedata.normalize("NFD", character)[0]
    return _WIDTHS.get(plain) or (0.78 if character.isupper() else 0.62)


def text_width(words: str, style: str) -> float:
    """The width of `words` in a style, in px, measured by average widths of letters: somewhat more than any of the fonts takes."""
    size, bold = STYLES[style]
    return sum(map(_em, words)) * size * _MARGIN * (_BOLD if bold else 1)


def wrapped(words: str, style: str, width: float, first: float | None = None) -> list[str]:
    """`words` as lines of at most `width` px, the first of at most `first`; a word longer than a line is cut. At least one line, "" for no words."""
    lines, line, room = [], "", width if first is None else first
    for word in words.split():
        while word:
            longer = f"{line} {word}".strip()
            if text_width(longer, style) <= room:
                line, word = longer, ""
            elif line or room < width:
                lines, line, room = [*lines, line], "", width
            else:
                head = _fitting(word, style, room)
                lines, word, room = [*lines, head], word[len(head):], width
    return [*lines, line] if line or not lines else lines


def _fitting(word: str, style: str, width: float) -> str:
    """As many characters of a long word as go into `width`; one at least."""
    end = 1
    while end < len(word) and text_width(word[:end + 1], style) <= width:
        end += 1
    return word[:end]


def flowed(label: str, detail: str, width: float, label_style: str = "name", detail_style: str = "note") -> list[Line]:
    """A label with a detail behind it, as lines of at most `width` px; the detail stands on the last line of the label where it fits whole."""
    lines: list[Line] = [[(words, label_style)] for words in wrapped(label, label_style, width)]
    if detail and line_width([*lines[-1], (detail, detail_style)]) <= width:
        lines[-1].append((detail, detail_style))
    elif detail:
        lines += [[(words, detail_style)] for words in wrapped(detail, detail_style, width)]
    return lines


def line_width(line: Line) -> float:
    """The width of a line of several styles, in px."""
    return sum(text_width(words, style) for words, style in line) + (SPACE + text_width(" ", line[0][1])) * (len(line) - 1)


def tag(name: str, *children: str, **attributes: object) -> str:
    """An element. `class_` is class, `aria_label` aria-label; None leaves an attribute out; numbers keep one decimal at most."""
    written = "".join(f' {key.rstrip("_").replace("_", "-")}="{escape(_value(value))}"' for key, value in attributes.items() if value is not None)
    return f"<{name}{written}>{''.join(children)}</{name}>" if children else f"<{name}{written}/>"


def _value(value: object) -> str:
    return number(value) if isinstance(value, (int, float)) else str(value)


def number(value: float) -> str:
    """A length as short as it can be: "12", "12.5"."""
    return f"{round(value, 1) + 0.0:.1f}".removesuffix(".0")  # + 0.0: no "-0"


def text(x: float, y: float, words: str, style: str, anchor: str | None = None) -> str:
    """Words in one style; `anchor` is start, middle or end."""
    return line_of_text(x, y, [(words, style)], anchor)


def line_of_text(x: float, y: float, line: Line, anchor: str | None = None) -> str:
    """A line of text, the first words at `x`, those of other styles behind them."""
    (words, style), others = line[0], line[1:]
    inner = escape(words, quote=False) + "".join(" " + tag("tspan", escape(more, quote=False), dx=SPACE, **_style(other, style)) for more, other in others)
    return tag("text", inner, x=x, y=y, text_anchor=anchor, **_style(style))


def _style(style: str, around: str = "name") -> dict[str, object]:
    """The attributes of a style; only what differs from the text around it."""
    (size, bold), bold_around = STYLES[style], STYLES[around][1]
    return {"class_": style, "font_size": size, "font_weight": None if bold == bold_around else 600 if bold else 400}


def texts(x: float, y: float, lines: list[Line]) -> str:
    """Lines one under another, the first on the baseline `y`."""
    return "".join(line_of_text(x, y + LINE * position, line) for position, line in enumerate(lines) if line[0][0])


def rect(x: float, y: float, width: float, height: float, class_: str) -> str:
    return tag("rect", class_=class_, x=x, y=y, width=max(width, 0.0), height=height)


def sheet(y: float, width: float, height: float) -> str:
    """Paper behind words on the left that stay while the rest scrolls; somewhat wider on the left than the picture, to cover the edge of the frame."""
    return rect(-4, y, width + 4, height, "paper")


def path(data: str, class_: str) -> str:
    return tag("path", class_=class_, d=data)


def points(*places: tuple[float, float], closed: bool = False) -> str:
    """The data of a path through places."""
    return "M" + "L".join(f"{number(x)},{number(y)}" for x, y in places) + ("Z" if closed else "")


def group(*children: str, class_: str | None = None) -> str:
    return tag("g", *children, class_=class_) if any(children) else ""


def linked(href: str, title: str, *children: str) -> str:
    """Children that lead to `href` and say all in words; without an address they only say it."""
    words = tag("title", escape(title, quote=False))
    return tag("a", words, *children, href=href) if href else tag("g", words, *children)


def drawing(identifier: str, title: str, description: str, width: float, height: float, *children: str) -> str:
    """A whole picture: its title and description have the identifiers IDENTIFIER-title and -description.

    The role is that of a drawing with parts ("graphics-document"): an "img" would hide its links from those who hear the page.
    """
    names = {"title": f"{identifier}-title", "desc": f"{identifier}-description"}
    return tag("svg", tag("title", escape(title, quote=False), id=names["title"]), tag("desc", escape(description, quote=False), id=names["desc"]), *children,
               xmlns="http://www.w3.org/2000/svg", id=identifier, class_="drawing", role="graphics-document document", aria_labelledby=names["title"],
               aria_describedby=names["desc"], viewBox=f"0 0 {number(width)} {number(height)}", width=width, height=height,
               style=f"--width: {number(width)}px")


def framed(svg: str, label: str) -> str:
    """A drawing in a frame that scrolls where the screen is narrow; `label` is the name of the frame."""
    return tag("div", svg, class_="picture", tabindex=0, role="region", aria_label=label)
