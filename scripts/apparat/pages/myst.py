"""MyST, written: the only module that knows its syntax.

Everything here returns text. Inline pieces are built from `escaped` words and may be nested without limit; blocks are lists of
lines joined by `page`. A piece never depends on what stands beside it: emphasis is a bracketed span with a class, since
`*...*` fails next to letters and punctuation. Syntax: MyST reference (attrs_inline, attrs_block), CommonMark 0.31.
"""

from __future__ import annotations

import re
from typing import Iterable, Mapping

_SPECIAL = re.compile(r"[\\`*_{}\[\]<>&$~^|#!]")
_OPENS_BLOCK = re.compile(r"(\d{1,9})([.)])(?=\s|$)|[-+=:%~]|\((?=[^()]*\)=)")
_SPACES = re.compile(r"[ \t\r\n]+")  # the white space of XML; a no-break space is a character like others


def escaped(words: str) -> str:
    """`words` as inert text: every character that MyST or HTML could read as markup is escaped; white space is squeezed."""
    return _SPECIAL.sub(r"\\\g<0>", _SPACES.sub(" ", words))


def span(inner: str, *classes: str, identifier: str = "", language: str = "") -> str:
    """An inline piece with classes, identifier and language; `inner` as it is where there is none of these."""
    attributes = _attributes(identifier, classes, language)
    return f"[{inner}]{{{attributes}}}" if attributes else inner


def link(inner: str, identifier: str, *classes: str, language: str = "") -> str:
    """A link to an identifier anywhere in the edition. `inner` must hold no other brackets: no span, link or note call.

    The classes stand on a span around it: Sphinx makes the link anew when it resolves it, and drops classes of its own.
    """
    return span(f"[{inner}](#{identifier})", *classes, language=language)


def web_link(inner: str, address: str) -> str:
    """A link out of the edition; only http and https pass, anything else stays words."""
    if not re.match(r"https?://[^\s<>]+\Z", address):
        return inner
    return f"[{inner}](<{address}>)"


def file_link(inner: str, path: str) -> str:
    """A link to a file of the site that is no page; `path` from the root of the site (conf.py gives the scheme its meaning)."""
    return f"[{inner}](<site:{path}>)"


def note_call(identifier: str) -> str:
    return f"[^{identifier}]"


def note_body(identifier: str, blocks: Iterable[str]) -> str:
    """The body of a note: its paragraphs, the later ones indented as footnotes want it."""
    first, *others = list(blocks) or [""]
    lines = [f"[^{identifier}]: {safe_start(first)}"]
    for block in others:
        lines += ["", "    " + safe_start(block).replace("\n", "\n    ")]
    return "\n".join(lines)


def paragraph(inner: str, *classes: str, identifier: str = "", language: str = "") -> str:
    attributes = _attributes(identifier, classes, language)
    return (f"{{{attributes}}}\n" if attributes else "") + safe_start(inner.strip())


def heading(level: int, inner: str, identifier: str) -> str:
    """A heading with an explicit target, so that its anchor is the identifier whatever its words."""
    return f"({identifier})=\n{'#' * level} {inner.strip() or identifier}"


def items(entries: Iterable[str], *classes: str) -> str:
    """An unordered list of inline pieces; "" for none."""
    lines = [f"- {safe_start(entry)}" for entry in entries]
    return listed(lines, *classes) if lines else ""


def listed(lines: list[str], *classes: str, identifier: str = "") -> str:
    """A list of lines that begin with their "- " already, nested ones indented."""
    attributes = _attributes(identifier, classes, "")
    return "\n".join(([f"{{{attributes}}}"] if attributes else []) + lines)



def quotation(blocks: Iterable[str], *classes: str, identifier: str = "", language: str = "") -> str:
    """A block quotation. Its attributes stand on the line before it."""
    attributes = _attributes(identifier, classes, language)
    lines = [f"{{{attributes}}}"] if attributes else []
    for position, block in enumerate(blocks):
        if position:
            lines.append(">")
        lines += [f"> {row}" for row in block.split("\n")]
    return "\n".join(lines)


def table(header: list[str], rows: Iterable[list[str]], *classes: str) -> str:
    """A table of inline pieces."""
    attributes = _attributes("", classes, "")
    lines = [f"{{{attributes}}}"] if attributes else []
    lines += ["| " + " | ".join(header) + " |", "|" + " --- |" * len(header)]
    lines += ["| " + " | ".join(cell.replace("\n", " ") for cell in row) + " |" for row in rows]
    return "\n".join(lines)


def directive(name: str, argument: str, blocks: Iterable[str], options: Mapping[str, str] | None = None, fence: int = 3) -> str:
    """A directive around blocks; a directive inside another needs a shorter fence."""
    colons = ":" * fence
    lines = [f"{colons}{{{name}}} {argument}".rstrip()]
    lines += [f":{key}: {value}" for key, value in (options or {}).items()]
    body = "\n\n".join(blocks)
    return "\n".join(lines) + f"\n\n{body}\n{colons}"


def raw_html(html: str) -> str:
    """HTML of our own making (an SVG) as a block; the fence is longer than any run of backticks in it."""
    fence = "`" * max([3, *(len(run) + 1 for run in re.findall(r"`+", html))])
    return f"{fence}{{raw}} html\n{html}\n{fence}"


def toctree(entries: Iterable[tuple[str, str]]) -> str:
    """A hidden table of contents: (title, page) of each entry. It makes the tree of the site; the page itself lists what it wants."""
    return "```{toctree}\n:hidden:\n\n" + "\n".join(f"{title} <{name}>" for title, name in entries) + "\n```"


def page(blocks: Iterable[str], front_matter: Mapping[str, object] | None = None) -> str:
    """A whole page: front matter, then the blocks with an empty line between them."""
    head = ""
    if front_matter:
        head = "---\n" + "".join(f"{key}: {_yaml(value)}\n" for key, value in front_matter.items()) + "---\n\n"
    return head + "\n\n".join(block for block in blocks if block) + "\n"


def safe_start(inner: str) -> str:
    """`inner`, with its beginning escaped where it would open a list, a directive or a comment."""
    match = _OPENS_BLOCK.match(inner)
    if match is None:
        return inner
    return f"{match.group(1)}\\{match.group(2)}{inner[match.end():]}" if match.group(1) else f"\\{inner}"


def _attributes(identifier: str, classes: Iterable[str], language: str) -> str:
    parts = [f"#{identifier}"] if identifier else []
    parts += [f".{name}" for name in classes if name]
    # docutils turns a class language-xx into the attribute lang="xx"
    parts += [f".language-{language}"] if language else []
    return " ".join(parts)


def _yaml(value: object) -> str:
    """A value of front matter as JSON, which is YAML."""
    import json

    return json.dumps(value, ensure_ascii=False)
