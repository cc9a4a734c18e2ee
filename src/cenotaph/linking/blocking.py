"""Which pairs are compared at all: those that meet under a key. A key depends on one figure, so what joins depends on no other.

A key names the fate and one thing that two figures of one event nearly always share: the report; the place and the week; or, with
the week, a number of about the same size and the conflict, the side or the country. Two figures that both name a place meet there,
or with the very same number; under a size only those meet of which one names none. So the pairs grow with the figures of one place
and week, not with all there are.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import log

from ..model.terms import Unit
from .comparing import FEW, LOOSE, ONE_EACH, SHORT, SOME, STRETCH
from .traits import Traits

Part = tuple[object, ...]
#: A key is kept as the hash of its parts: there are millions, and two that fall together by chance cost one more comparison.
Key = int

WEEK, FORTNIGHT, MONTH, SEASON = 7, 14, 30, 120
#: A number above this is that of one thing, in one conflict, whenever it is told.
GREAT = 200
#: Numbers of one size: each is half as large again as the one before.
STEP = log(1.5)


@dataclass(frozen=True, slots=True)
class Keys:
    """Where a figure can be found, and where it looks for others: of two figures that meet, each finds the other."""

    stands: tuple[Key, ...]
    looks: tuple[Key, ...]


def keys(t: Traits) -> Keys:
    """Everything by which a figure may meet another."""
    unit = Unit.PERSON if t.figure.count.unit in ONE_EACH else t.figure.count.unit
    what = (t.figure.fate.value, unit.value)
    shared = [hash((what, key)) for key in _shared(t)]
    sizes = list(_with_size(t))
    unplaced = [hash((what, "unplaced", key)) for key in sizes]
    if t.place is not None and not t.wide:
        return Keys((*shared, *(hash((what, "placed", key)) for key in sizes)), (*shared, *unplaced))
    return Keys((*shared, *unplaced), (*shared, *unplaced, *(hash((what, "placed", key)) for key in sizes)))


def _shared(t: Traits) -> Iterator[Part]:
    yield "report", t.figure.report
    placed, times = t.place is not None and not t.wide, list(_times(t))
    for time in times if placed else ():
        yield "place", t.place, time
    for anchor in _anchors(t):
        for bound in dict.fromkeys((t.low, t.high)):
            if bound is None or bound <= FEW:
                continue
            if bound > SOME:  # an old number told again, months after
                for season in _near(t.published, SEASON):
                    yield "repeated", bound, anchor, season
                for month in _months(t):
                    yield "then", bound, anchor, month
            if bound > GREAT:  # or years after
                yield "great", bound, anchor
            if placed:  # a village and its district
                for time in times:
                    yield "number", bound, anchor, time


def _with_size(t: Traits) -> Iterator[Part]:
    times, sizes = list(_times(t)), list(_sizes(t))
    for anchor in _anchors(t):
        for size in sizes:
            for time in times:
                yield size, anchor, time


def _anchors(t: Traits) -> list[Part]:
    told = (("conflict", t.figure.conflict), ("side", t.side), ("country", t.country))
    return [anchor for anchor in told if anchor[1] is not None] or [("nothing", None)]


def _times(t: Traits) -> Iterator[tuple[str, int]]:
    """The weeks in which it happened, told to a few days; and the fortnight of publication, for those that tell no day."""
    if t.first is not None and t.last is not None and t.last - t.first <= STRETCH:
        for week in range((t.first - SHORT) // WEEK, (t.last + SHORT) // WEEK + 1):
            yield "week", week
    for fortnight in _near(t.published, FORTNIGHT):
        yield "published", fortnight


def _months(t: Traits) -> range:
    """The thirty days in which it happened, told to two months."""
    return range(t.first // MONTH, t.last // MONTH + 1) if t.dated and t.first is not None and t.last is not None else range(0)


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
