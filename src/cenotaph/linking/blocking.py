"""Which pairs are compared at all: those that share a key. Keys depend on the figure alone, so what joins does not depend on the rest.

A key names the fate and one thing that two figures of one event nearly always share: the report; the place and the week; or, with
the week, a number of about the same size and the conflict, the side or the country. So the pairs grow with the figures that a
war has in a week, not with all there are.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import log

from ..model.terms import Unit
from .comparing import FEW, LOOSE, ONE_EACH, SHORT, SOME, STRETCH
from .traits import Traits

Key = tuple[object, ...]

WEEK, FORTNIGHT, SEASON = 7, 14, 120
#: Numbers of one size: each is half as large again as the one before.
STEP = log(1.5)


def keys(t: Traits) -> set[Key]:
    """Everything by which a figure may meet another."""
    unit = Unit.PERSON if t.figure.count.unit in ONE_EACH else t.figure.count.unit
    what = (t.figure.fate.value, unit.value)
    return {(*what, *key) for key in _keys(t)}


def _keys(t: Traits) -> Iterator[Key]:
    yield "report", t.figure.report
    times = list(_times(t))
    if t.place is not None and not t.wide:
        for time in times:
            yield "place", t.place, time
    anchors = [a for a in (("conflict", t.figure.conflict), ("side", t.side), ("country", t.country)) if a[1] is not None]
    for anchor in anchors or [("nothing", "")]:
        for size in _sizes(t):
            for time in times:
                yield "number", size, anchor, time
        for bound in {t.low, t.high} - {None}:
            if bound is not None and bound > SOME:  # an old number told again months after
                for season in _near(t.published, SEASON):
                    yield "repeated", bound, anchor, season


def _times(t: Traits) -> Iterator[tuple[str, int]]:
    """The weeks in which it happened, told to a few days; and the fortnight of publication, for those that tell no day."""
    if t.first is not None and t.last is not None and t.last - t.first <= STRETCH:
        for week in range((t.first - SHORT) // WEEK, (t.last + SHORT) // WEEK + 1):
            yield "week", week
    for fortnight in _near(t.published, FORTNIGHT):
        yield "published", fortnight


def _near(day: int, stretch: int) -> tuple[int, int]:
    """The two stretches of the calendar, half overlapping, that hold a day: two days closer than half of one share one of them."""
    return 2 * (day // stretch), 2 * ((day + stretch // 2) // stretch) + 1


def _sizes(t: Traits) -> Iterator[object]:
    """The sizes a count may have; small numbers are their own size, and words have none."""
    if t.vague:
        yield "word"
        return
    if t.high is None:
        low, high = t.low or 0, int((t.low or 0) * LOOSE)
    elif t.low is None:
        low, high = int(t.high / LOOSE), t.high
    else:
        low, high = t.low, t.high
    for n in range(low, min(high, FEW) + 1):
        yield "just", n
    if high > FEW:
        first, last = (int(log(n) / STEP) for n in (max(low, FEW + 1), high))
        for size in range(first, last + 2):
            yield "about", size
