"""Model -> Problems. One file a theme, one function a check; each file imported here takes part."""

from . import archival, claims, headers, identifiers, likely, pointers, registers, texts, witness  # noqa: F401  (importing registers their checks)
from .check import CHECKS

__all__ = ["CHECKS"]
