"""Widest: the newest figure of each line, from the lowest low to the highest high. There is no best.

Every Casualty Worldwide, Standards for Casualty Recording (2016), Definition and Categorisation: publish a range.
"""

from __future__ import annotations

from .outcome import Case, Outcome, hull, used


def outcome(case: Case) -> Outcome:
    low, high = hull(w.count for w in case.figures)
    return Outcome(low, None, high, tuple(used(w, "the newest figure of its line") for w in case.figures))
