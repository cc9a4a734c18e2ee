"""Linking: figures to events, and texts to their near-copies. In go figures, out come Events, with reasons for every pair."""

from __future__ import annotations

from .blocking import reach
from .copies import SOON, Printed, folded, near_copies
from .joining import Linker, Said, link
from .weighing import Reason, Score, score

__all__ = ["SOON", "Linker", "Printed", "Reason", "Said", "Score", "folded", "link", "near_copies", "reach", "score"]
