"""Plain pages: HTML of our own making that needs no Sphinx, no script and no theme, for addresses and frozen copies.

They must be readable in fifty years: one small style sheet beside them, nothing else. HTML Living Standard.
"""

from __future__ import annotations

from html import escape
from typing import Iterable


def page(title: str, body: Iterable[str], root: str, *, head: str = "", language: str = "en") -> bytes:
    """A whole page. `root` is the way to the root of the site ("../"); `head` more elements of the head, as HTML."""
    return (f'<!DOCTYPE html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            f"<title>{escape(title)}</title>\n<link rel=\"stylesheet\" href=\"{root}_static/plain.css\">\n{head}</head>\n<body>\n<header><a href=\"{root}index.html\" target=\"_top\">Apparat</a></header>\n"
            "<main>\n" + "\n".join(body) + "\n</main>\n</body>\n</html>\n").encode("utf-8")


def element(name: str, words: str, **attributes: str) -> str:
    """An element around escaped words; `class_` is class."""
    return wrapped(name, escape(words), **attributes)


def wrapped(name: str, inner: str, **attributes: str) -> str:
    """An element around HTML."""
    written = "".join(f' {key.rstrip("_").replace("_", "-")}="{escape(value)}"' for key, value in attributes.items() if value)
    return f"<{name}{written}>{inner}</{name}>"


def link(words: str, address: str) -> str:
    return element("a", words, href=address)


def forwarding(address: str, words: str, root: str, canonical: str) -> bytes:
    """A page that leads to `address` at once, without JavaScript; whoever stays finds the link. `canonical`: the full address, "" where the site has none yet."""
    head = f'<meta http-equiv="refresh" content="0; url={escape(address)}">\n' + (f'<link rel="canonical" href="{escape(canonical)}">\n' if canonical else "")
    return page(words, [wrapped("p", f"{escape(words)}: {link(address.removeprefix(root), address)}")], root, head=head)
