"""The list of checks, made from the rules themselves."""

from __future__ import annotations

from typing import Iterable

from ..problem import Rule
from . import myst

THEMES = {"A": "Archival references", "E": "Registers", "H": "Headers", "I": "Identifiers", "L": "Likely slips", "R": "References", "S": "Syntax and schema", "T": "Text and rendering",
          "W": "Against the transcript", "X": "Exceptions", "B": "Building", "C": "Claims and positions"}


def checks_page(rules: Iterable[Rule]) -> str:
    """One section a theme, one entry a rule: title, reason, wrong and right."""
    blocks = [myst.heading(1, "Checks", "checks"),
              myst.paragraph("Every rule that the sources must keep. A breach stops the build, a warning asks for a look. The command explains each: "
                             "edition explain CODE.", "lead")]
    theme = ""
    for rule in sorted(rules, key=lambda rule: rule.code):
        if rule.code[0] != theme:
            theme = rule.code[0]
            blocks.append(myst.heading(2, f"{theme}: {THEMES.get(theme, theme)}", f"checks-{theme.lower()}"))
        blocks.append(myst.heading(3, f"{rule.code} {myst.escaped(rule.title)}", f"check-{rule.code.lower()}"))
        blocks.append(myst.paragraph(myst.escaped(rule.reason)))
        blocks.append(myst.items([f"{myst.span('wrong', 'label')} {myst.escaped(rule.wrong)}", f"{myst.span('right', 'label')} {myst.escaped(rule.right)}",
                                  f"{myst.span('severity', 'label')} {rule.severity}"], "facts"))
    return myst.page(blocks)
