"""The rules that policies name, one a module: from the figures that stand for their lines to low, best, high and reasons."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from . import conservative, harm, hierarchy, independent, majority, reliable, widest
from .outcome import Case, Outcome

RULES: Mapping[str, Callable[[Case], Outcome]] = {
    "widest": widest.outcome,
    "most conservative": conservative.outcome,
    "most reliable": reliable.outcome,
    "independent origins": independent.outcome,
    "civilian harm": harm.outcome,
    "majority": majority.outcome,
    "hierarchy": hierarchy.outcome,
}

__all__ = ["RULES", "Case", "Outcome"]
