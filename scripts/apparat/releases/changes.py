"""What changed between two states: identifiers added, changed, annotated anew, merged, withdrawn; and, word by word, how."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher

from .content import Content
from .ledger import Row


@dataclass(frozen=True)
class Changes:
    """Identifiers by what happened to them, each list in reading order. `annotated`: the words are the same, the encoding is not."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    annotated: tuple[str, ...]
    merged: tuple[str, ...]
    withdrawn: tuple[str, ...]

    def __bool__(self) -> bool:
        return any((self.added, self.changed, self.annotated, self.merged, self.withdrawn))


def changes_between(before: dict[str, Content], after: dict[str, Content], ledger: dict[str, Row]) -> Changes:
    """What happened from one state to a later one. What is gone is merged or withdrawn as the ledger says; what it does not know is withdrawn."""
    gone = [identifier for identifier in before if identifier not in after]
    merged = [identifier for identifier in gone if identifier in ledger and ledger[identifier].status == "merged"]
    kept = [(identifier, before[identifier], content) for identifier, content in after.items() if identifier in before and before[identifier].digest != content.digest]
    return Changes(tuple(identifier for identifier in after if identifier not in before),
                   tuple(identifier for identifier, then, now in kept if then.words != now.words),
                   tuple(identifier for identifier, then, now in kept if then.words == now.words),
                   tuple(merged), tuple(identifier for identifier in gone if identifier not in merged))


def word_diff(before: str, after: str) -> list[tuple[str, str]]:
    """The way from one text to another, by words: ("same" | "deleted" | "added", words). Without the deleted it is `after`, without the added `before`."""
    old, new = before.split(), after.split()
    found: list[tuple[str, str]] = []
    for operation, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if operation == "equal":
            found.append(("same", " ".join(new[c:d])))
            continue
        if b > a:
            found.append(("deleted", " ".join(old[a:b])))
        if d > c:
            found.append(("added", " ".join(new[c:d])))
    return found
