"""Sources: bring reports in unchanged. In go paths, out come Reports, and a Refusal for everything that is none."""

from __future__ import annotations

from .bringing import bring_in
from .limits import ColumnMap, Limits

__all__ = ["ColumnMap", "Limits", "bring_in"]
