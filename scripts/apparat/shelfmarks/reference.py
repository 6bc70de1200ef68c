"""What the grammar finds: references, their leaves, the places of their parts in the text, and what is uncertain about them."""

from __future__ import annotations

from dataclasses import dataclass

# The levels of a reference, from the repository down. Between opis and delo an archive may have a folder, a bundle, a box.
LEVELS = ("repository", "fond", "opis", "year", "folder", "delo", "volume")

# What a folder and a volume are called, and the letters that stand for them in a key.
FOLDERS = {"папка": "p", "порядок": "por", "связка": "sv", "картон": "k", "короб": "kor"}
VOLUMES = {"т.": "t", "ч.": "ch", "вып.": "vyp", "кн.": "kn"}


@dataclass(frozen=True)
class Leaf:
    """A leaf, or a stretch from `first` to `last` ("" for a single leaf); "v" is the verso: "42", "42v". `start` and `end`: its words."""

    first: str
    last: str = ""
    start: int = -1
    end: int = -1

    def __str__(self) -> str:
        return f"{self.first}-{self.last}" if self.last else self.first

    @property
    def verso(self) -> bool:
        """Whether a verso is named."""
        return "v" in (self.first[-1:], self.last[-1:])


@dataclass(frozen=True)
class Part:
    """A part of a reference: its level, its value, and where its words stand; `inherited`: in an earlier reference of the text."""

    level: str
    value: str
    start: int
    end: int
    inherited: bool = False


@dataclass(frozen=True)
class Doubt:
    """What is uncertain: the part, and why."""

    part: str
    reason: str


@dataclass(frozen=True)
class Reference:
    """One unit of one archive, and the leaves cited of it.

    - `repository`: its id, None where the words name no archive we know; `repository_words` as found ("" where none stand)
    - `fond`, `opis`, `delo`: numbers with their letters in Cyrillic ("Р-5446", "84", "565а"); "" where not given
    - `year`: of an opis that is numbered by years; `folder` and `volume`: (what it is called, number), as ("папка", "13"), ("т.", "2")
    - `leaves`: in the order of the text
    - `start`, `end`: the stretch of text; `parts`: the place of every part, inherited ones in the earlier reference
    - `uncertain`: nothing is guessed without a Doubt here
    - `notation`: russian, ukrainian, latin, english, slashed
    - `range`: "from" and "to" for the two ends of a range of files; what lies between is not listed
    """

    repository: str | None
    repository_words: str = ""
    fond: str = ""
    opis: str = ""
    year: str = ""
    folder: tuple[str, str] = ("", "")
    delo: str = ""
    volume: tuple[str, str] = ("", "")
    leaves: tuple[Leaf, ...] = ()
    start: int = -1
    end: int = -1
    parts: tuple[Part, ...] = ()
    uncertain: tuple[Doubt, ...] = ()
    notation: str = "russian"
    range: str = ""

    @property
    def inherited(self) -> tuple[str, ...]:
        """The levels taken from an earlier reference of the same text."""
        return tuple(part.level for part in self.parts if part.inherited)

    @property
    def unit(self) -> tuple:
        """What is cited, without the leaves and the places: equal for two references to one unit."""
        words = "" if self.repository else self.repository_words
        return (self.repository, words, self.fond, self.opis, self.year, self.folder, self.delo, self.volume)

    @property
    def leaf_values(self) -> tuple[str, ...]:
        return tuple(str(leaf) for leaf in self.leaves)
