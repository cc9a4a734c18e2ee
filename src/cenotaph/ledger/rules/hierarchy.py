"""Hierarchy: the source that stands highest in a ranking which a person gives.

Every Casualty Worldwide, Standards for Casualty Recording (2016), Definition and Categorisation: local over international or the
reverse, a court or an inquest highest.
"""

from __future__ import annotations

from .outcome import Case, Outcome, aside, hull, used


def outcome(case: Case) -> Outcome:
    ranked = [(rank, w) for w in case.figures if (rank := case.rank(w)) is not None]
    top = min((rank for rank, _ in ranked), default=None)
    judged = [aside(w, "its source is not in the ranking") for w in case.figures if case.rank(w) is None]
    chosen = [w for rank, w in ranked if rank == top]
    judged += [used(w, f"the highest source of the ranking that gives a number (place {top})") for w in chosen]
    judged += [aside(w, "a source that is ranked higher decides") for rank, w in ranked if rank != top]
    low, high = hull(w.count for w in chosen)
    return Outcome(low, low if low == high else None, high, tuple(judged))
