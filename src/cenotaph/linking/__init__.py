"""Linking: figures to events. In go figures, out come Events, with reasons for every pair that is asked about."""

from __future__ import annotations

from .joining import Linker, Said, link
from .weighing import Reason, Score, score

__all__ = ["Linker", "Reason", "Said", "Score", "link", "score"]
