"""Civilian harm: Airwars' five grades and its way from reports to a minimum and a maximum.

Airwars, methodology, and the rules read out of 939 of its assessments: a bare plural is 2; contested status counts in the maximum
only; the minimum is at least the number of named victims; a number that nearly all sources agree on is the minimum.
"""

from __future__ import annotations

from collections import defaultdict

from ...model.counts import Count
from ...model.terms import Basis, Role
from .. import corroboration
from ..corroboration import Weighed
from .outcome import Case, Outcome, hull, used

#: What we take broad consensus to be: of at least three origins, two in three.
CONSENSUS, SHARE = 3, 2 / 3


def outcome(case: Case) -> Outcome:
    contested = [_contested(w) for w in case.figures]
    counts = [Count(0, w.count.high, unit=w.count.unit) if c else w.count for w, c in zip(case.figures, contested, strict=True)]
    low, high = hull(counts)
    reasons = []
    named = [
        w.count.floor for w, c in zip(case.figures, contested, strict=True) if w.figure.claimant.basis is Basis.NAMED_LIST and not c
    ]
    agreed = _consensus([w for w, c in zip(case.figures, contested, strict=True) if not c])
    raised = max([*named, *([agreed] if agreed is not None else [])], default=0)
    if raised > (low or 0):
        by_name = raised in named
        reasons.append(
            f"the minimum is raised to {raised:,}, " + ("the named victims" if by_name else "on which most origins agree")
        )
        low = raised
    judged = [
        used(w, "in the maximum only: their civilian status is contested" if c else "in the minimum and the maximum")
        for w, c in zip(case.figures, contested, strict=True)
    ]
    grade, why = _grade(case)
    high = None if high is None else max(high, low or 0)
    return Outcome(low, None, high, tuple(judged), grade, (why, *reasons))


def _contested(w: Weighed) -> bool:
    return w.figure.group.role in {Role.COMBATANT, Role.MIXED}


def _consensus(weighed: list[Weighed]) -> int | None:
    """The highest number that broad consensus carries; None when there is none."""
    behind: defaultdict[int, set[str]] = defaultdict(set)
    for w in weighed:
        if w.origin is not None and w.count.low is not None:
            behind[w.count.low].add(w.origin)
    total = corroboration.origins(weighed)
    broad = [n for n, own in behind.items() if total >= CONSENSUS and len(own) >= SHARE * total]
    return max(broad, default=None)


def _grade(case: Case) -> tuple[str, str]:
    roles = {w.figure.group.role for w in case.figures} - {Role.UNKNOWN}
    blamed: defaultdict[str, set[str]] = defaultdict(set)
    for w in case.figures:
        if w.origin is not None and w.figure.actor:
            blamed[w.origin].add(w.figure.actor.casefold())
    if any(_accepts(w) for w in case.figures):
        return "confirmed", "the belligerent that is named as responsible reports it itself"
    if roles == {Role.COMBATANT}:
        return "discounted", "all that tell who was killed say combatants"
    if len({frozenset(parties) for parties in blamed.values()}) > 1:
        return "contested", "origins name different parties as responsible"
    behind = corroboration.independent(case.figures)
    if behind >= 2:
        return "fair", f"{behind} independent origins report it"
    return "weak", "no second independent origin reports it"


def _accepts(w: Weighed) -> bool:
    """Whether the claimant is the actor: all words of the actor's name stand in the origin's ("Russia", "Government of Russia")."""
    actor, origin = w.figure.actor, w.origin
    return bool(actor and origin) and set((actor or "").casefold().split()) <= set((origin or "").casefold().split())
