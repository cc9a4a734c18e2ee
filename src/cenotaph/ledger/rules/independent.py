"""Independent origins: minimum and maximum over the figures, provisional until two independent origins report the incident.

Iraq Body Count, methods (iraqbodycount.org/about/methods): every entry has two independent sources or is tagged provisional;
minimum and maximum are used where reports differ on the number or where civilian status is uncertain; a specific number that only
one side gives is both.
"""

from __future__ import annotations

from ...model.counts import Count
from ...model.terms import Role
from .. import corroboration
from ..corroboration import Weighed
from .outcome import Case, Outcome, aside, hull, used


def outcome(case: Case) -> Outcome:
    specific = [w for w in case.figures if w.count.exact]
    counted = specific or list(case.figures)
    civilians = any(w.figure.group.role is Role.CIVILIAN for w in counted)
    judged = [aside(w, "it gives no specific number, and another does") for w in case.figures if specific and not w.count.exact]
    counts = []
    for w in counted:
        doubt = _doubt(w, civilians)
        counts.append(Count(0, w.count.high, unit=w.count.unit) if doubt else w.count)
        judged.append(used(w, f"in the maximum only: {doubt}" if doubt else "in the minimum and the maximum"))
    low, high = hull(counts)
    behind = corroboration.independent(case.figures)
    if behind >= 2:
        return Outcome(low, None, high, tuple(judged), "included", (f"{behind} independent origins report it",))
    return Outcome(low, None, high, tuple(judged), "provisional", ("no second independent origin reports it",))


def _doubt(w: Weighed, civilians: bool) -> str | None:
    """Why it is uncertain that those counted were civilians. "People" is no doubt where another says that they were."""
    role = w.figure.group.role
    if role is Role.COMBATANT:
        return "it says that they were combatants"
    if role is Role.MIXED:
        return "it counts combatants and civilians together"
    if role is Role.UNKNOWN and not civilians:
        return "nobody says that they were civilians"
    return None
