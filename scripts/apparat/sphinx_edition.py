"""The one module that speaks to Sphinx: what the edition's pages need beyond MyST.

- Notes print the number of the source, not a running one: each page's front matter gives number and kind of its notes.
- Note bodies get labels of their own, so that `#harris-n2` resolves from any page and stands in objects.inv.
- The search knows shelfmarks in Russian, Ukrainian, English and slashed notation, and numbers, which Sphinx alone drops.
- Passages, notes, positions and entries get a link to their page of citations.
- objects.inv also lists what was given up and the addresses in each release, so that no reference from another project breaks.
- The tree of the site, which is the same on every page outside it, is made once a folder, not once a page: a quarter of a whole build.
- Headings in Cyrillic or Korean lose the positional anchors (id5) that docutils would give them.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx import addnodes, search
from sphinx.application import Sphinx
from sphinx.search.en import SearchEnglish
from sphinx.transforms import SphinxTransform


class PrintedNoteNumbers(SphinxTransform):
    """After docutils has numbered the notes, prints their own numbers and marks their kind."""

    default_priority = 700  # docutils.transforms.references.Footnotes has 620

    def apply(self, **options: Any) -> None:
        numbers = notes_of(self.env.metadata.get(self.env.docname, {}))
        if not numbers:
            return
        for footnote in self.document.findall(nodes.footnote):
            identifier = footnote["ids"][0] if footnote["ids"] else ""
            if identifier in numbers:
                number, kind = numbers[identifier]
                label = footnote.next_node(nodes.label)
                if label is not None:
                    label.children = [nodes.Text(number)]
                footnote["classes"].append(f"note-{kind}")
        for call in self.document.findall(nodes.footnote_reference):
            identifier = call.get("refid", "")
            if identifier in numbers:
                number, kind = numbers[identifier]
                call.children = [nodes.Text(number)]
                call["classes"].append(f"note-{kind}")


class StableHeadingAnchors(SphinxTransform):
    """Leaves a section with explicit targets no other anchor than these: those made of its words would move with them."""

    default_priority = 700

    def apply(self, **options: Any) -> None:
        named = {self.document.nameids.get(name) for name, explicit in self.document.nametypes.items() if explicit}
        for section in self.document.findall(nodes.section):
            kept = [identifier for identifier in section["ids"] if identifier in named]
            if kept:
                section["ids"] = kept


def notes_of(metadata: dict[str, Any]) -> dict[str, list[str]]:
    """Identifier -> [number, kind] of the notes of a page, from its front matter."""
    value = metadata.get("notes", {})
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except json.JSONDecodeError:
            return {}
    return value if isinstance(value, dict) else {}


def label_notes(app: Sphinx, doctree: nodes.document) -> None:
    """Enters every note body of the page as a label of the standard domain."""
    labels, anonymous = app.env.domaindata["std"]["labels"], app.env.domaindata["std"]["anonlabels"]
    for footnote in doctree.findall(nodes.footnote):
        label = footnote.next_node(nodes.label)
        for identifier in footnote["ids"]:
            anonymous[identifier] = (app.env.docname, identifier)
            labels[identifier] = (app.env.docname, identifier, f"note {label.astext()}" if label is not None else identifier)


def add_citations(app: Sphinx, doctree: nodes.document) -> None:
    """Puts a link to its page of citations behind the number of every passage (behind its words, where it has none), every note body and position, and at the foot of every entry."""
    metadata = app.env.metadata.get(app.env.docname, {})
    if not ("text" in metadata or "entry" in metadata):
        return

    def link(identifier: str, words: str) -> nodes.inline:
        reference = nodes.reference("", words, refuri=f"../cite/{identifier}.html", internal=True)
        reference["classes"].append("cite-link")
        return nodes.inline("", "", nodes.Text(" "), reference, classes=["cite"])

    unnumbered = set(listed(metadata, "passages"))
    for span in list(doctree.findall(nodes.inline)):
        if "number" in span["classes"]:
            links = [child for child in span.findall() if isinstance(child, (nodes.reference, addnodes.pending_xref))]
            target = next((child.get("refid") or child.get("reftarget", "") for child in links), "")
            if target:
                span.parent.insert(span.parent.index(span) + 1, link(target, "cite"))
                unnumbered.discard(target)
        elif "position-entry" in span["classes"] and span["ids"]:
            span.append(link(span["ids"][0], "cite"))
    for node in list(doctree.findall(nodes.Element)):
        for identifier in unnumbered.intersection(node.get("ids", ())):
            unnumbered.discard(identifier)
            last_words(node).append(link(identifier, "cite"))
    for footnote in doctree.findall(nodes.footnote):
        paragraphs = [child for child in footnote.children if isinstance(child, nodes.paragraph)]
        if paragraphs and footnote["ids"]:
            paragraphs[-1].append(link(footnote["ids"][0], "cite"))
    for paragraph in doctree.findall(nodes.paragraph):
        if "entry-foot" in paragraph["classes"] and metadata.get("entry"):
            paragraph.append(link(metadata["entry"], "all forms of the citation"))


def last_words(node: nodes.Element) -> nodes.Element:
    """The paragraph in which a passage ends: itself, or the last inside it."""
    return next(reversed(list(node.findall(nodes.paragraph))), node)


def listed(metadata: dict[str, Any], name: str) -> list[str]:
    """A list from the front matter of a page, which Sphinx may hand over as JSON."""
    value = metadata.get(name, [])
    return json.loads(value) if isinstance(value, str) else value


def list_addresses(app: Sphinx) -> list:
    """Enters in the inventory what has an address and no page of Sphinx: what was given up, and every passage, note, position and claim in each release. The build wrote them down."""
    path = Path(app.confdir) / ".build" / "addresses.json"
    for label, (page, title) in json.loads(path.read_text(encoding="utf-8")).items() if path.is_file() else ():
        app.env.domaindata["std"]["labels"].setdefault(label, (page, "", title))
    return []


def add_heads(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None) -> None:
    """Adds to the head of a page what reference managers and search engines read; the build wrote it to .build/heads.json."""
    if not hasattr(app, "apparat_heads"):
        path = Path(app.confdir) / ".build" / "heads.json"
        app.apparat_heads = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    context["metatags"] = context.get("metatags", "") + app.apparat_heads.get(pagename, "")


def share_navigation(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None) -> None:
    """Hands the theme one tree for all pages of a folder that do not stand in it themselves: on none of them is anything current."""
    if pagename == app.config.root_doc or any(pagename in below for below in app.env.toctree_includes.values()):
        return
    trees, whole, folder = app.__dict__.setdefault("apparat_trees", {}), context["toctree"], pagename.rpartition("/")[0]

    def shared(**options: Any) -> str:
        key = (folder, *sorted(options.items()))
        if key not in trees:
            trees[key] = whole(**options)
        return trees[key]

    context["toctree"] = shared


# A part of a shelfmark and its number ("Ф. 17", "op. 84", "Dos. 476") is one search word, whatever the notation: f17, op84, d476.
# So are bare numbers (n1923): Sphinx's search drops what is digits alone.
SHELFMARK_PARTS = {"f": "ф|фонд|f|fond|stock", "op": "оп|опись|op|opis|list", "d": "д|дело|спр|справа|d|delo|dos|file|spr", "l": "л|лл|арк|l|ll|leaf|ark"}
_PART = re.compile(r"(?<!\w)(?:" + "|".join(f"(?P<{name}>{words})" for name, words in SHELFMARK_PARTS.items()) + r")\.?\s*(?P<number>\d+)(?!\w)", re.IGNORECASE)
_SLASHED = re.compile(r"(?<![\w/])(\d+)/(\d+)/(\d+)(?![\w/])")
_SEARCH_WORD = re.compile(r"\w+")


def search_words(text: str) -> list[str]:
    """The words under which `text` is found; the browser splits queries the same way (SPLIT_QUERY)."""
    text = _SLASHED.sub(r" f\1 op\2 d\3 ", text)
    text = _PART.sub(lambda match: f" {next(name for name in SHELFMARK_PARTS if match.group(name))}{match.group('number')} ", text)
    return [f"n{word}" if word.isdigit() else word for word in _SEARCH_WORD.findall(text)]


SPLIT_QUERY = """
const shelfmarkParts = %s;
var splitQuery = function (query) {
  let text = query.replace(/(^|[^\\p{L}\\p{N}_\\/])(\\d+)\\/(\\d+)\\/(\\d+)(?![\\p{L}\\p{N}_\\/])/gu, "$1 f$2 op$3 d$4 ");
  for (const [name, words] of Object.entries(shelfmarkParts)) {
    const part = new RegExp("(^|[^\\\\p{L}\\\\p{N}_])(?:" + words + ")\\\\.?\\\\s*(\\\\d+)(?![\\\\p{L}\\\\p{N}_])", "giu");
    text = text.replace(part, "$1 " + name + "$2 ");
  }
  return text.split(/[^\\p{Letter}\\p{Number}_]+/gu).filter((word) => word).map((word) => (/^\\d+$/.test(word) ? "n" + word : word));
};
""" % json.dumps(SHELFMARK_PARTS, ensure_ascii=False)


class SearchShelfmarks(SearchEnglish):
    """Sphinx's English search, with the words of `search_words`."""

    js_splitter_code = SPLIT_QUERY

    def split(self, input: str) -> list[str]:
        return search_words(input)


def setup(app: Sphinx) -> dict[str, Any]:
    search.languages["en"] = SearchShelfmarks
    app.add_transform(PrintedNoteNumbers)
    app.add_transform(StableHeadingAnchors)
    app.connect("doctree-read", label_notes)
    app.connect("doctree-read", add_citations)
    app.connect("html-page-context", add_heads)
    app.connect("html-page-context", share_navigation, priority=100)  # before the theme, which makes its navigation then
    app.connect("html-collect-pages", list_addresses)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
