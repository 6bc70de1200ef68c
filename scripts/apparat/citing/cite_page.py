"""/cite/IDENTIFIER.html: "Cite this passage", a plain page with every form of the citation, complete without JavaScript.

A link beside each passage and entry leads to it; with `_static/cite.js` the same page opens in place.
"""

from __future__ import annotations

from typing import Iterator
from urllib.parse import quote

from ..exports.dts import document_path
from ..releases import html
from ..releases.addresses import State
from ..releases.content import CITABLE, ENTRY_KINDS, Content
from ..tei.citation import citation_trees
from .cited import Cited, cited
from .forms import FORMS, Form
from .tags import record_tags

ROOT = "../"
SCRIPT = f'<script src="{ROOT}_static/cite-page.js" defer></script>\n'


def cite_pages(state: State) -> Iterator[tuple[str, bytes]]:
    """(path from the root of the site, content) of a page for every text, passage, note, position, claim and entry."""
    for content in state.present.values():
        if is_cited(content):
            yield f"cite/{content.identifier}.html", cite_page(state, content)


def is_cited(content: Content) -> bool:
    return content.kind in (*CITABLE, "text", "division", *ENTRY_KINDS.values())


def cite_page(state: State, content: Content) -> bytes:
    """The address first, then each form with a link that saves it as a file where it is a record."""
    found = cited(state, content)
    note = ("These are the edition’s words, a regest, not the author’s: the citation says so, and names the work it summarises." if found.source and content.kind != "text" else
            "The address leads to it whatever page it is on.")
    old = f" The words are those of release {found.release}; the address has them for ever." if found.release else " It is not in a release yet: give the date of your visit."
    body = [html.element("h1", f"Cite {content.name}"), html.element("p", note + old), address_line(state, found)]
    body += [form_block(found, form) for form in FORMS]
    if content.identifier in state.edition.units:
        text = state.edition.texts[state.edition.units[content.identifier].text_id]
        tree = next((tree for tree in citation_trees(text.document) if content.identifier in tree.units), None)
        if tree is not None:
            body.append(html.wrapped("p", html.link("The TEI of this passage", f"{ROOT}dts/{document_path(text, tree, content.identifier)}")
                                     + " · " + html.link("selectors of the W3C (Web Annotation)", f"{content.identifier}.jsonld")))
    body.append(html.wrapped("p", html.element("a", "Back to its place", href=f"{ROOT}id/{content.identifier}.html", target="_top"), class_="back"))
    head = SCRIPT + '<meta name="robots" content="noindex">\n' + "".join(record_tags(state, found))
    return html.page(f"Cite {content.name}", body, ROOT, head=head)


def address_line(state: State, found: Cited) -> str:
    """The address, as a link; the script completes it where the site does not know its own."""
    link = html.wrapped("a", html.escape(found.address), href=found.address if state.site else ROOT + found.address, class_="site-address")
    return html.wrapped("p", f"{html.element('b', 'Address')} {link}")


def form_block(found: Cited, form: Form) -> str:
    """A heading, the citation, and for records a link that saves them, without a script or a server."""
    words = form.write(found)
    saved = ""
    if form.ending:
        saved = html.wrapped("p", html.wrapped("a", f"Save as {found.identifier}.{form.ending}", download=f"{found.identifier}.{form.ending}",
                                              href=f"data:{form.media_type};charset=utf-8,{quote(words)}"))
    block = html.wrapped("pre", html.escape(words.replace("\r\n", "\n").rstrip("\n")), class_="citation", id=form.name, tabindex="0", role="region", aria_label=form.label)
    return html.wrapped("section", html.element("h2", form.label) + block + saved, class_="form record" if form.ending else "form prose")
