"""Which pairs are compared at all: those that meet under a key. A key depends on one figure, so what joins depends on no other.

A key names the fate and one thing that two figures of one event nearly always share: the report; the place and the week; or, with
the week, a number of about the same size and the conflict, the side or the country. Two figures that both name a place meet there,
or with the very same number; under a size only those meet of which one names none. So the pairs grow with the figures of one place
and week, not with all there are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import log

from ..model.terms import Unit
from .comparing import CLOSE, FEW, ONE_EACH, SHORT, SOME, STRETCH
from .traits import Traits

Part = tuple[object, ...]
#: A key is kept as the hash of its parts: there are millions, and two that fall together by chance cost one more comparison.
Key = int

WEEK, FORTNIGHT, MONTH, SEASON = 7, 14, 30, 120
#: A number above this is that of one thing, in one conflict, whenever it is told.
GREAT = 200
#: Numbers of one size: each is a seventh larger than the one before. Without a place, nothing but close numbers would join.
STEP = log(1.15)


def stands(t: Traits) -> list[Key]:
    """Where a figure can be found. Of two figures that meet, each finds the other."""
    return _keys(t, _stands(t), ("placed",) if _placed(t) else ("unplaced",))


def looks(t: Traits) -> list[Key]:
    """Where a figure looks for others."""
    return _keys(t, _looks(t), ("unplaced",) if _placed(t) else ("unplaced", "placed"))


def _placed(t: Traits) -> bool:
    return t.place is not None and not t.wide


def _keys(t: Traits, times: Sequence[Part], spots: Sequence[str]) -> list[Key]:
    unit = Unit.PERSON if t.figure.count.unit in ONE_EACH else t.figure.count.unit
    what, anchors = (t.figure.fate.value, unit.value), _anchors(t)
    sizes, bounds = list(_sizes(t)), [n for n in dict.fromkeys((t.low, t.high)) if n is not None and n > FEW]
    found = [hash((what, key)) for key in _at_any_time(t, anchors, bounds)]
    sized = [(spot, size) for spot in spots for size in sizes]
    if _placed(t):  # the very number too: a village and its district
        found += [hash((what, t.place, time)) for time in times]
        sized += [("number", bound) for bound in bounds]
    return found + [hash((what, own, anchor, time)) for own in sized for anchor in anchors for time in times]


def _at_any_time(t: Traits, anchors: Sequence[Part], bounds: Sequence[int]) -> Iterator[Part]:
    yield "report", t.figure.report
    for anchor in anchors:
        for bound in bounds:
            if bound > SOME:  # an old number told again, months after
                for season in _near(t.published, SEASON):
                    yield "repeated", bound, anchor, season
                for month in _months(t):
                    yield "then", bound, anchor, month
            if bound > GREAT:  # or years after
                yield "great", bound, anchor


def _anchors(t: Traits) -> list[Part]:
    told = (("conflict", t.figure.conflict), ("side", t.side), ("country", t.country))
    return [anchor for anchor in told if anchor[1] is not None] or [("nothing", None)]


def _stands(t: Traits) -> list[Part]:
    """When a figure can be found: in the weeks in which it happened, told to a few days, and in the fortnights of publication."""
    return [*_weeks(t), *((_days_told(t), fortnight) for fortnight in _near(t.published, FORTNIGHT))]


def _looks(t: Traits) -> list[Part]:
    """When it looks: those that tell their days meet by these, and by the fortnight only those that tell none."""
    kinds = ("undated",) if _days_told(t) == "dated" else ("undated", "dated")
    return [*_weeks(t), *((kind, fortnight) for kind in kinds for fortnight in _near(t.published, FORTNIGHT))]


def _days_told(t: Traits) -> str:
    return "dated" if t.first is not None and t.last is not None and t.last - t.first <= STRETCH else "undated"


def _weeks(t: Traits) -> Iterator[Part]:
    if _days_told(t) == "dated" and t.first is not None and t.last is not None:
        for week in range((t.first - SHORT) // WEEK, (t.last + SHORT) // WEEK + 1):
            yield "week", week


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
        low, high = t.low or 0, int((t.low or 0) * CLOSE)
    elif t.low is None:
        low, high = int(t.high / CLOSE), t.high
    else:
        low, high = t.low, t.high
    for n in range(low, min(high, FEW) + 1):
        yield "just", n
    if high > FEW:
        first, last = (int(log(n) / STEP) for n in (max(low, FEW + 1), high))
        for size in range(first, last + 2):
            yield "about", size


@dataclass(frozen=True, slots=True)
class Reach:
    """Beyond what a figure shares no key with any other: the days, as ordinals, and the numbers that are met at any time.

    The report it stands in is met too.
    """

    published: tuple[int, int]
    happened: tuple[int, int] | None
    numbers: tuple[int, ...]


def reach(t: Traits) -> Reach:
    """How far the keys of a figure reach. A season of publication and a month are wider than a number that is met in them."""
    around = (t.published - FORTNIGHT, t.published + FORTNIGHT)
    days = (t.first - WEEK - 2 * SHORT, t.last + WEEK + 2 * SHORT) if _days_told(t) == "dated" and t.first and t.last else None
    return Reach(around, days, tuple(n for n in dict.fromkeys((t.low, t.high)) if n is not None and n > SOME))
