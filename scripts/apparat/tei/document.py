"""A TEI file, read safely: bytes -> Document, or Problems that say what kept it from being read.

No DTD is loaded, no entity expanded, no network touched (`docs: lxml parsing, XMLParser`). libxml2 bounds the depth (256) and
the size of a text node (10 MB); what goes beyond them comes back as a Problem like any other.
"""

from __future__ import annotations

import re
from pathlib import Path

from lxml import etree

from ..model import Document
from ..problem import Location, Problem, Rule
from .names import TEI
from .position import location_of

UNREADABLE = Rule(
    "S001", "A source is a file that can be read",
    "The build must see every file of the sources; one that vanished, is a folder, or may not be read would be lost in silence.",
    "a folder called harris.xml", "sources/tei/texts/harris.xml, a file readable by you")
ENCODING = Rule(
    "S002", "A source is UTF-8, without a byte order mark and without control characters",
    "One encoding for all: identifiers, positions and digests are counted in it.",
    'encoding="windows-1251"', '<?xml version="1.0" encoding="UTF-8"?>')
ILL_FORMED = Rule(
    "S003", "A source is well-formed XML",
    "An ill-formed file has no structure to edit; nothing of it is guessed.",
    "<p>Stalin <hi>appoints</p>", "<p>Stalin <hi>appoints</hi></p>")
DOCTYPE = Rule(
    "S004", "A source has no DOCTYPE and declares no entities",
    "Entities could pull in other files or swell without end; write the character itself.",
    '<!DOCTYPE TEI [<!ENTITY nep "New Economic Policy">]>', "New Economic Policy")
XINCLUDE = Rule(
    "S005", "A source includes no other file",
    "One file, one text or register: includes would break positions, digests and review.",
    '<xi:include href="people.xml"/>', '<persName ref="people:stalin">Stalin</persName>')
NOT_TEI = Rule(
    "S006", "A source is a TEI document",
    "The root element is TEI in the namespace http://www.tei-c.org/ns/1.0.",
    "<html>...</html>", '<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="harris" type="regest">')

OVERLOADED = Rule(
    "S011", "An element has at most a hundred attributes",
    "No element of the TEI has so many; every program slows down with the square of their number.",
    '<p a1="x" a2="x" ... a100000="x">', '<p xml:id="harris-p12" n="12" corresp="w:68">')

RULES = (UNREADABLE, ENCODING, ILL_FORMED, DOCTYPE, XINCLUDE, NOT_TEI, OVERLOADED)

_PROLOG = re.compile(rb"\A(?>\s+|<\?.*?\?>|<!--.*?-->)*+<!DOCTYPE", re.DOTALL)
_DECLARATION = re.compile(rb"""\A<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
_XINCLUDE = "{http://www.w3.org/2001/XInclude}"


def read_document(path: Path, name: str) -> tuple[Document | None, list[Problem]]:
    """The Document in the file `path`, shown to people as `name`; None and Problems (S001 to S006) where it cannot be."""
    try:
        data = path.read_bytes()
    except OSError as error:
        return None, [UNREADABLE.broken(Location(name), f"a source must be a file that can be read, found: {error.strerror}",
                                        "restore the file, or remove its entry")]
    problems = list(encoding_problems(data, name))
    if problems:
        return None, problems
    doctype = _PROLOG.match(data)
    if doctype:
        return None, [DOCTYPE.broken(location_in(data, doctype.end() - len(b"<!DOCTYPE"), name), "a source must have no DOCTYPE, found one",
                                     "delete it, and write the characters that its entities stood for")]
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
                             collect_ids=False)  # an identifier that stands twice is for check I001, which names both places
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        return None, ill_formed(data, parser, name)
    if root.tag != TEI + "TEI":
        return None, [NOT_TEI.broken(Location(name, root.sourceline or 1, 1), f'the root element must be TEI in the TEI namespace, found "{root.tag}"',
                                     'begin the file with <TEI xmlns="http://www.tei-c.org/ns/1.0" ...>, or move it out of sources/tei')]
    document = Document(path, name, data, root)
    overloaded = root.xpath("(descendant-or-self::*[count(@*) > 100])[1]")
    if overloaded:
        return None, [OVERLOADED.broken(location_of(document, overloaded[0]), f"an element must have at most a hundred attributes, found {len(overloaded[0].attrib)}",
                                        "the file was made by a program that went wrong, or in bad faith")]
    return document, list(inclusions(document))


def encoding_problems(data: bytes, name: str):
    """S002 for bytes that are not plain UTF-8, and for a declaration of another encoding."""
    if not data.strip():
        yield NOT_TEI.broken(Location(name, 1, 1), "a source must be a TEI document, found an empty file", "run `edition new text ID`, or delete the file")
        return
    if data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        yield ENCODING.broken(Location(name, 1, 1), "a source must be UTF-8 without a byte order mark, found a mark",
                              'save the file as "UTF-8" (not "UTF-8 with BOM", not UTF-16)')
        return
    declared = _DECLARATION.match(data)
    if declared and declared.group(1).upper() != b"UTF-8":
        yield ENCODING.broken(Location(name, 1, 1), f'the declared encoding must be UTF-8, found "{declared.group(1).decode()}"',
                              "convert the file to UTF-8 and correct its first line")
        return
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        yield ENCODING.broken(location_in(data, error.start, name), f"a source must be UTF-8, found the byte 0x{data[error.start]:02X}",
                              "the file may be in windows-1251 or KOI8-R: convert it")
        return
    control = _CONTROL.search(text)
    if control:
        more = len(_CONTROL.findall(text)) - 1
        yield ENCODING.broken(location_in(data, len(text[:control.start()].encode()), name),
                              f"a source must have no control characters, found U+{ord(control.group()):04X}" + (f" and {more} more" if more else ""),
                              "delete them; if there are thousands, the file is UTF-16: save it as UTF-8" if more > 100 else "delete the character")


def ill_formed(data: bytes, parser: etree.XMLParser, name: str) -> list[Problem]:
    """S003 for every fault of syntax that libxml2 reports: one a place."""
    problems = {}
    for entry in parser.error_log.filter_from_errors():
        location = Location(name, entry.line, max(entry.column, 1))
        problems.setdefault(location, ILL_FORMED.broken(location, f"a source must be well-formed XML, found: {entry.message}",
                                                        "look at this line and the one before: a tag that is not closed, a stray < or &"))
    return list(problems.values()) or [ILL_FORMED.broken(Location(name, 1, 1), "a source must be well-formed XML", "")]


def inclusions(document: Document):
    """S005 for every XInclude element, S004 for entity references left in the tree."""
    for element in document.root.iter(_XINCLUDE + "*", etree.Entity):
        if element.tag is etree.Entity:
            yield DOCTYPE.broken(location_of(document, element.getparent()), f'a source must use no entities, found "{element.text}"', "write the character itself")
        else:
            yield XINCLUDE.broken(location_of(document, element), "a source must include no other file, found an XInclude element",
                                  "put the text into this file, or point to it")


def location_in(data: bytes, offset: int, name: str) -> Location:
    """The Location of the byte `offset` of `data`."""
    before = data[:offset]
    line = before.count(b"\n") + 1
    column = len(before[before.rfind(b"\n") + 1:].decode("utf-8", "replace")) + 1
    return Location(name, line, column)
