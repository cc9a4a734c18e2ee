"""Can two sets of one institution's totals be one line? Told by their numbers and days alone."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from ..model.claims import Figure
from ..model.counts import Count
from ..model.terms import Measure

#: By how much a rounded number is widened before it is compared: "about 2,400" and 2,425 do not contradict each other.
ROUNDING = 0.05
#: Beyond the first or last day of a line a number continues it up to this factor.
STEP = 2


@dataclass(frozen=True, slots=True)
class Day:
    """What was said for one day: from the least to the greatest; None is an open end."""

    day: date
    low: int
    high: int | None


def days(figures: Iterable[Figure]) -> list[Day]:
    """The days that have a number, in order, with the bounds of all said for that day. Vague words give none."""
    held: dict[date, Count] = {}
    for figure in figures:
        if not figure.count.vague:
            count, day = figure.count.widened(ROUNDING), figure.clocks.speaks_for
            held[day] = held[day] | count if day in held else count
    return [Day(day, held[day].floor, held[day].high) for day in sorted(held)]


def agree(one: Sequence[Figure], other: Sequence[Figure], measure: Measure) -> bool:
    """Whether nothing forbids that both are one line.

    Forbidden: numbers for one day that cannot both be true, and a running total that falls from the one to the other.
    """
    latest: list[Day | None] = [None, None]
    told = [(d, 0) for d in days(one)] + [(d, 1) for d in days(other)]
    for day, whose in sorted(told, key=lambda t: (t[0].day, t[1])):
        rival = latest[1 - whose]
        if rival is not None:
            if rival.day == day.day and not _meet(rival, day):
                return False
            if measure is Measure.RUNNING_TOTAL and day.high is not None and day.high < rival.low:
                return False
        latest[whose] = day
    return True


def continues(part: Sequence[Figure], line: Sequence[Figure], measure: Measure) -> bool:
    """Whether every number of a part lies where the line's own number for that day would lie.

    On a day of the line it agrees with it; between two days it lies between their numbers; beyond the first or last it is at most
    STEP times as far. What has no number, and a line without any, shows nothing.
    """
    own = days(line)
    if not own or any(f.count.vague for f in part):
        return False
    at = [d.day for d in own]
    return all(_lies(day, own, at, measure) for day in days(part))


def _lies(day: Day, own: Sequence[Day], at: Sequence[date], measure: Measure) -> bool:
    left, right = bisect_left(at, day.day), bisect_right(at, day.day)
    if left < right:
        return _meet(own[left], day)
    before, after = (own[left - 1] if left else None), (own[left] if left < len(own) else None)
    bounds = [d for d in (before, after) if d is not None]
    if before is not None and after is not None:
        least = before.low if measure is Measure.RUNNING_TOTAL else min(before.low, after.low)
        tops = [after.high] if measure is Measure.RUNNING_TOTAL else [before.high, after.high]
    else:
        [end] = bounds
        top = None if end.high is None else end.high * STEP
        falls = after is not None or measure is Measure.STOCK
        rises = before is not None or measure is Measure.STOCK
        least, tops = (end.low // STEP if falls else end.low), [top if rises else end.high]
    most = None if any(t is None for t in tops) else max(t for t in tops if t is not None)
    return _meet(Day(day.day, least, most), day)


def _meet(a: Day, b: Day) -> bool:
    return (a.high is None or b.low <= a.high) and (b.high is None or a.low <= b.high)
