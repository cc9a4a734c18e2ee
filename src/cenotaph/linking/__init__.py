"""Linking: figures to events. In go figures, out come Events with the reasons for every pair that was joined."""

from __future__ import annotations

from .features import Reason, Score, score
from .joining import link

__all__ = ["Reason", "Score", "link", "score"]
