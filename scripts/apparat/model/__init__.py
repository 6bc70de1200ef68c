"""The card catalogue of the edition.

The TEI is the tree; these frozen dataclasses are the cards that say where things stand in it. A card keeps its lxml
element: there is no second syntax tree.

    Edition
    ├── documents   every TEI file that could be read
    ├── texts       Text ── divisions, units (Passage | Note) in document order
    ├── entries     Person | Institution | Place | Archive | Work | Term | Event | Claim, by identifier
    ├── positions   who holds what on which claim, by which words: Position, by identifier
    ├── targets     every xml:id of the sources outside the headers: what stands there, and in which file
    ├── local       file name -> the identifiers in its header, which hold in that file alone
    └── mentions    who or what is named where: entry identifier -> Mentions in document order

Checks, pages and exports read this one Edition; only `apparat.tei` makes it.
"""

from .edition import Edition, Mention, Relation, Target
from .entries import Archive, Claim, DateSpan, Entry, Event, Institution, NameForm, Office, Person, Place, Term, Topic, Work
from .positions import STANCES, Position, Report
from .texts import Division, Document, Element, Note, Passage, Text, Unit

__all__ = ["Archive", "Claim", "DateSpan", "Division", "Document", "Edition", "Element", "Entry", "Event", "Institution", "Mention", "NameForm", "Note", "Office",
           "Passage", "Person", "Place", "Position", "Relation", "Report", "STANCES", "Target", "Term", "Text", "Topic", "Unit", "Work"]
