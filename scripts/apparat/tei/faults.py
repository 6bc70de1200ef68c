"""Every fault of a document against a RELAX NG schema, each at its own element, in words that an editor understands.

libxml2 says whether a file is valid, and fast; but it stops at the first fault, and blames the paragraph for a fault in a name inside it. So
when it says no, this walks the grammar by derivatives (J. Clark, "An algorithm for RELAX NG validation", 2002) and goes on after each fault.
It knows what the house schema uses: element, attribute, choice, group, optional, zeroOrMore, oneOrMore, text, empty, value, data with a
pattern, list, ref; no interleave. libxml2 stays the judge of validity; the tests hold the two against each other.

A pattern is a tuple: ("group", a, b), ("choice", a, b), ("more", a), ("element", number), ("attribute", name, a), ("value", words),
("data", type, regular expression, meaning), ("list", a), and the constants NOT, EMPTY, TEXT.
"""

from __future__ import annotations

import datetime
import re
from functools import lru_cache

from typing import Iterator

from lxml import etree

from ..model import Element

RNG = "{http://relaxng.org/ns/structure/1.0}"
DOC = "{http://relaxng.org/ns/compatibility/annotations/1.0}documentation"
XML = "{http://www.w3.org/XML/1998/namespace}"
NOT, EMPTY, TEXT = ("not",), ("empty",), ("text",)
Pattern = tuple
MOST = 100  # faults shown of one element, and of one file

def choice(a: Pattern, b: Pattern) -> Pattern:
    """Either of two patterns, simplified."""
    return b if a == NOT or a == b else a if b == NOT else ("choice", a, b)


def group(a: Pattern, b: Pattern) -> Pattern:
    """One pattern after another, simplified."""
    return NOT if NOT in (a, b) else b if a == EMPTY else a if b == EMPTY else ("group", a, b)


class Grammar:
    """A schema as patterns; `data` are the bytes of a RELAX NG file in XML syntax."""

    def __init__(self, data: bytes) -> None:
        root = etree.fromstring(data)
        self.ns, self.elements, self.number = root.get("ns"), [], {}
        self.defines = {d.get("name"): d for d in root.iter(RNG + "define")}
        for node in root.iter(RNG + "element"):
            self.number[node] = len(self.elements)
            self.elements.append(node)
        self.start = self.inside(root.find(RNG + "start"))

    @lru_cache(maxsize=None)
    def content(self, number: int) -> Pattern:
        """The pattern inside the element of that number."""
        return self.inside(self.elements[number])

    def inside(self, node: Element, doc: str = "") -> Pattern:
        found = EMPTY
        for child in node:
            if isinstance(child.tag, str) and child.tag.startswith(RNG):
                found = group(found, self.pattern(child, doc))
        return found

    def pattern(self, node: Element, doc: str) -> Pattern:
        kind = node.tag[len(RNG):]
        if kind == "ref":
            define = self.defines[node.get("name")]
            said = define.findtext(DOC) if node.get("name").startswith(("data.", "pointer")) else doc
            return self.inside(define, " ".join((said or "").split()))
        if kind == "element":
            return ("element", self.number[node])
        if kind == "attribute":
            return ("attribute", node.get("name").replace("xml:", XML), self.inside(node, doc))
        if kind == "choice":
            found = NOT
            for child in reversed([c for c in node if isinstance(c.tag, str)]):
                found = choice(self.pattern(child, doc), found)
            return found
        if kind == "value":
            return ("value", node.text)
        if kind == "data":
            params = {p.get("name"): p.text for p in node}
            return ("data", node.get("type"), params.get("pattern"), doc)
        inner = self.inside(node, doc)
        return {"group": inner, "list": ("list", inner), "optional": choice(inner, EMPTY), "oneOrMore": ("more", inner),
                "zeroOrMore": choice(("more", inner), EMPTY), "text": TEXT, "empty": EMPTY}[kind]

    def name(self, number: int) -> str:
        return self.elements[number].get("name")


def nullable(p: Pattern) -> bool:
    """Whether `p` may be satisfied by nothing."""
    kind = p[0]
    return kind in ("empty", "text") or kind == "choice" and (nullable(p[1]) or nullable(p[2])) or \
        kind == "group" and nullable(p[1]) and nullable(p[2]) or kind == "more" and nullable(p[1])


def leaves(p: Pattern, kind: str) -> Iterator[Pattern]:
    """All patterns of one kind in `p`, elements' insides apart."""
    if p[0] == kind:
        yield p
    elif p[0] in ("choice", "group", "more", "list"):
        for part in p[1:]:
            yield from leaves(part, kind)


# --- values


def fits(p: Pattern, value: str) -> bool:
    """Whether the value of an attribute, or the text of an element, is one that `p` admits."""
    if p[0] == "list":
        return nullable(_tokens(p[1], value.split()))
    return nullable(_token(p, value))


def _tokens(p: Pattern, tokens: list[str]) -> Pattern:
    for token in tokens:
        p = _token(p, token)
    return p


def _token(p: Pattern, value: str) -> Pattern:
    kind = p[0]
    if kind == "choice":
        return choice(_token(p[1], value), _token(p[2], value))
    if kind == "group":
        first = group(_token(p[1], value), p[2])
        return choice(first, _token(p[2], value)) if nullable(p[1]) else first
    if kind == "more":
        return group(_token(p[1], value), choice(p, EMPTY))
    if kind == "list":
        return EMPTY if fits(p, value) else NOT
    if kind == "value":
        return EMPTY if " ".join(value.split()) == p[1] else NOT
    if kind == "data":
        return EMPTY if _datum(p[1], p[2], value) else NOT
    return TEXT if kind == "text" else NOT


def _datum(kind: str, pattern: str | None, value: str) -> bool:
    value = value if kind == "string" else " ".join(value.split())
    if pattern and not re.fullmatch(pattern, value) or not value:
        return False
    try:
        if kind == "date":
            datetime.date.fromisoformat(value)
        elif kind == "gYearMonth":
            datetime.date.fromisoformat(value + "-01")
    except ValueError:
        return False
    return kind != "positiveInteger" or value.isdigit() and int(value) > 0


# --- one element after another


def steps(p: Pattern, name: str | None, grammar: Grammar, skipping: bool = False) -> list[tuple[int, Pattern]]:
    """The elements called `name` (any, if None) with which `p` may begin, each with what may follow; skipping: if what is due were there."""
    kind = p[0]
    if kind == "element":
        return [(p[1], EMPTY)] if name in (None, grammar.name(p[1])) else []
    if kind == "choice":
        return steps(p[1], name, grammar, skipping) + steps(p[2], name, grammar, skipping)
    if kind == "group":
        first = [(e, group(rest, p[2])) for e, rest in steps(p[1], name, grammar, skipping)]
        return first + steps(p[2], name, grammar, skipping) if skipping or nullable(p[1]) else first
    if kind == "more":
        return [(e, group(rest, choice(p, EMPTY))) for e, rest in steps(p[1], name, grammar, skipping)]
    return []


def with_attribute(p: Pattern, name: str, value: str | None) -> Pattern:
    """`p` after the attribute; value None: after whatever value."""
    kind = p[0]
    if kind == "attribute":
        return EMPTY if p[1] == name and (value is None or fits(p[2], value)) else NOT
    if kind == "choice":
        return choice(with_attribute(p[1], name, value), with_attribute(p[2], name, value))
    if kind == "group":
        return choice(group(with_attribute(p[1], name, value), p[2]), group(p[1], with_attribute(p[2], name, value)))
    return NOT


def closed(p: Pattern, forgiving: bool = False) -> Pattern:
    """`p` with no attribute to come; forgiving: as if those missing were there."""
    kind = p[0]
    if kind == "attribute":
        return EMPTY if forgiving else NOT
    if kind == "choice":
        return choice(closed(p[1], forgiving), closed(p[2], forgiving))
    if kind == "group":
        return group(closed(p[1], forgiving), closed(p[2], forgiving))
    return p


def missing(p: Pattern) -> list[str]:
    """The fewest attributes that `p` still needs."""
    kind = p[0]
    if kind == "attribute":
        return [p[1]]
    if kind == "group":
        return missing(p[1]) + missing(p[2])
    if kind == "choice":
        return min(missing(p[1]), missing(p[2]), key=len)
    return []


def expected(p: Pattern) -> str:
    """What a value pattern admits, in words."""
    values = [v[1] for v in leaves(p, "value")]
    docs = list(dict.fromkeys((d[3][:1].lower() + d[3][1:]).rstrip(".") or d[2] or d[1] for d in leaves(p, "data")))
    return " or ".join(([", ".join(values)] if values else []) + docs)


def show(name: str) -> str:
    return name.replace(XML, "xml:")


def faults(grammar: Grammar, root: Element) -> list[tuple[Element, str]]:
    """(element, message) for every fault, in document order."""
    found = _against(grammar, grammar.start, root)[1]
    order = {e: n for n, e in enumerate(root.iter())}
    return sorted(found, key=lambda fault: order[fault[0]])


def _against(grammar: Grammar, p: Pattern, element: Element) -> tuple[Pattern | None, list[tuple[Element, str]]]:
    """What may follow `element` where `p` may begin, and its faults against the alternative that it fits best."""
    name = etree.QName(element)
    candidates = steps(p, name.localname, grammar) if name.namespace == grammar.ns else []
    early = [] if candidates or name.namespace != grammar.ns else steps(p, name.localname, grammar, skipping=True)
    if candidates or early:
        due = [(element, f"comes too early; first must stand: {_names(p, grammar)}")] if early else []
        tried = [(due + _inside(grammar, number, element), rest) for number, rest in candidates or early]
        fewest = min(len(found) for found, _ in tried)
        rest = NOT
        for found, after in tried:
            rest = choice(rest, after) if len(found) == fewest else rest
        return rest, min((found for found, _ in tried), key=len)
    known = [n for n in range(len(grammar.elements)) if grammar.name(n) == name.localname and name.namespace == grammar.ns]
    if not known:
        return None, [(element, "is no element of this edition")]
    inner = min((_inside(grammar, n, element) for n in known), key=len)
    return None, [(element, f"may not stand here; here may stand: {_names(p, grammar) or 'nothing more'}")] + inner


def _names(p: Pattern, grammar: Grammar) -> str:
    return ", ".join(sorted({grammar.name(e) for e, _ in steps(p, None, grammar)}))


def _inside(grammar: Grammar, number: int, element: Element) -> list[tuple[Element, str]]:
    """The faults of an element and what is in it, against one of the definitions of its name."""
    p, found = grammar.content(number), []
    for name, value in sorted(element.attrib.items(), key=lambda pair: pair[0] != "type"):  # the type decides on the rest
        if len(found) >= MOST:
            break
        after = with_attribute(p, name, value)
        if after == NOT:
            same = [a[2] for a in leaves(p, "attribute") if a[1] == name]
            if same:
                found.append((element, f'@{show(name)}="{value}": must be {" or ".join(dict.fromkeys(filter(None, map(expected, same))))}'))
                after = with_attribute(p, name, None)
            else:
                found.append((element, f"@{show(name)} is not allowed here"))
                after = p
        p = after
    if closed(p) == NOT:
        found.append((element, "lacks " + ", ".join("@" + show(n) for n in missing(p))))
    p = closed(p, forgiving=closed(p) == NOT)
    data = list(leaves(p, "data")) + list(leaves(p, "value"))
    children = [c for c in element if isinstance(c.tag, str)]
    if data and not children:
        text = "".join(element.itertext())
        return found if fits(p, text) else found + [(element, "has no text" if not text.strip() else f'"{text}": must be {expected(p)}')]
    p = _after_text(p, element, element.text, found)
    for child in element:
        if isinstance(child.tag, str):
            rest, inner = _against(grammar, p, child)
            found += inner
            p = p if rest is None else rest
        p = _after_text(p, element, child.tail, found)
    if not nullable(p):
        found.append((element, f"is incomplete; there must follow: {_names(p, grammar) or 'text'}"))
    return found


def _after_text(p: Pattern, element: Element, text: str | None, found: list[tuple[Element, str]]) -> Pattern:
    if text and text.strip():
        if any(True for _ in leaves(p, "text")):
            return p
        found.append((element, f'has text where only elements may stand: "{" ".join(text.split())[:40]}"'))
    return p
