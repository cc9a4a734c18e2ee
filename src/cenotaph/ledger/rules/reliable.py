"""Most reliable: best from the origin that a person rated most reliable, low and high from the other reliable ones.

UCDP Georeferenced Event Dataset, codebook: where reports differ the most reliable source decides; where none is more
reliable the lower figure is best; low and high are the lowest and highest reliable totals. best = deaths_a + deaths_b +
deaths_civilians + deaths_unknown and low <= best <= high are rules that real rows break (30 and 71 of 16,566), so a
break is a warning.
"""

from __future__ import annotations

from collections.abc import Sequence

from ...model.terms import Role
from ..corroboration import Weighed
from .outcome import Case, Newest, Outcome, aside, point, used

Part = tuple[str, str]


def outcome(case: Case) -> Outcome:
    rated = {w.line: r for w in case.figures if (r := case.rank(w)) is not None}
    judged, totals, warnings = [], [], []
    for line in case.newest:
        if rated and line[0].line not in rated:
            judged += [aside(w, "its origin is not rated reliable") for w in line]
            continue
        least, most, break_ = _total(line)
        if least is None:
            judged += [aside(w, "it states no least number") for w in line]
            continue
        totals.append((rated.get(line[0].line, 0), least, most, line))
        warnings += [break_] if break_ else []
    if not totals:
        return Outcome(None, None, None, tuple(judged))
    top = min(rank for rank, *_ in totals)
    best = min(least for rank, least, _, _ in totals if rank == top)
    low, high = min(least for _, least, _, _ in totals), max(most for _, _, most, _ in totals)
    decided = False
    for rank, least, most, line in sorted(totals, key=lambda t: (t[0], t[1], t[3][0].line)):
        is_best = rank == top and least == best and not decided
        decided = decided or is_best
        bound = least == low or most == high
        reason = (
            "it gives the best: " + _why(len(totals), bool(rated)) if is_best else "the low or the high of the reliable origins"
        )
        if is_best and len(line) > 1 and all(_part(w) is not None for w in line):
            reason += ", the sum of its parts"
        for w in line:
            judged.append(used(w, reason) if is_best or bound else aside(w, "between the low and the high of the reliable origins"))
    if not low <= best <= high:
        warnings.append(f"low {low:,}, best {best:,} and high {high:,} are out of order")
    ties = sum(rank == top for rank, *_ in totals)
    reasons = ("no origin is rated: the lower figure is best",) if not rated and ties > 1 else ()
    return Outcome(low, best, high, tuple(judged), reasons=reasons, warnings=tuple(warnings))


def _why(lines: int, rated: bool) -> str:
    return (
        "the only origin" if lines == 1 else "the lower figure of those rated best" if rated else "the lower figure, none is rated"
    )


def _total(line: Newest) -> tuple[int | None, int, str | None]:
    """A line's least and greatest total, and the warning where its whole is not the sum of its parts.

    Parts are numbers for one day of different groups: civilians, or one side's combatants (deaths_civilians, deaths_a, deaths_b).
    """
    whole = [w for w in line if _part(w) is None]
    parts = _parts(line)
    sum_of = sum(parts.values()) if len(parts) > 1 else None
    if sum_of is not None and not whole:
        return sum_of, sum_of, None
    # One part beside a whole says nothing of the whole; a single part alone is all that is told.
    told = whole or list(line)
    lows = [n for w in told if (n := point(w.count)) is not None]
    tops = [n for w in told if (n := w.count.high if w.count.high is not None else w.count.low) is not None]
    least, most = min(lows, default=None), max(tops, default=0)
    break_ = None
    if sum_of is not None and least is not None and least != sum_of:
        break_ = f"best {least:,} is not the sum of its parts ({_added(parts)} = {sum_of:,})"
    return least, max(most, least or 0), break_


def _parts(line: Sequence[Weighed]) -> dict[Part, int]:
    """The least number of each part; nothing when a part is open below, for then there is no sum."""
    parts: dict[Part, int] = {}
    for w in line:
        part, number = _part(w), point(w.count)
        if part is not None:
            if number is None:
                return {}
            parts[part] = min(number, parts.get(part, number))
    return parts


def _part(w: Weighed) -> Part | None:
    """Whose deaths a figure counts; None for all of an event's."""
    group = w.figure.group
    side = group.slug or group.side
    if group.role is Role.CIVILIAN:
        return "civilians", ""
    if side is None or side == "both" or group.role is not Role.COMBATANT:
        return None  # "twelve people of Ukraine" may hold the eleven civilians beside them
    return "side", side


def _added(parts: dict[Part, int]) -> str:
    return " + ".join(f"{n:,}" for _, n in sorted(parts.items()))
