"""Majority: the number that most origins carry.

Every Casualty Worldwide, Standards for Casualty Recording (2016), Definition and Categorisation: a majority of sources decides.
"""

from __future__ import annotations

from collections import defaultdict

from .outcome import Case, Outcome, aside, hull, used

Bounds = tuple[int | None, int | None]


def outcome(case: Case) -> Outcome:
    behind: defaultdict[Bounds, set[str]] = defaultdict(set)
    for w in case.figures:
        if w.origin is not None:
            behind[w.count.low, w.count.high].add(w.origin)
    most = max((len(own) for own in behind.values()), default=0)
    carried = {bounds for bounds, own in behind.items() if len(own) == most}
    judged = []
    for w in case.figures:
        if w.origin is None:
            judged.append(aside(w, "its source is not named" if w.derived is None else "others' figures do not count twice"))
        elif (w.count.low, w.count.high) in carried:
            judged.append(used(w, f"{most} {'origin carries' if most == 1 else 'origins carry'} this number"))
        else:
            judged.append(aside(w, f"another number is carried by {most} origins"))
    low, high = hull(w.count for w in case.figures if w.origin is not None and (w.count.low, w.count.high) in carried)
    tie = (f"{len(carried)} numbers are carried by {most} {'origin' if most == 1 else 'origins'} each: there is no majority",)
    return Outcome(low, low if low == high else None, high, tuple(judged), warnings=tie * (len(carried) > 1))
