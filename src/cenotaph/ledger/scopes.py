"""Over which place and which period is a total told? What says no more than the whole conflict gives none."""

from __future__ import annotations

from bisect import bisect_left, insort
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from ..model.claims import Figure, Where
from ..model.days import Precision, Span
from ..model.reference import Conflict, Place, Reference, folded
from ..model.terms import Measure

#: Kinds of place that are no part of a conflict but where it is fought, or who fights it.
WIDE = frozenset({"country", "territory", "border", "sea"})
#: Kinds of place that are a part of a conflict even where it is named for them.
SETTLED = frozenset({"city", "town", "village", "site"})
#: Reports date the beginning of one war a few days apart: the night before, the first full day, the month that follows.
LEEWAY = 7


@dataclass(frozen=True, slots=True)
class Scopes:
    """Reads the scope of a total off a figure. Without a reference nothing can be told to be narrower than its conflict."""

    reference: Reference | None = None
    _places: dict[tuple[Where, str | None], str | None] = field(default_factory=dict)

    def place(self, figure: Figure) -> str | None:
        """The gazetteer id, or the folded name, of a place that is narrower than the conflict.

        Countries, territories, borders and seas are where a war is fought. A region that the conflict is named for or fought
        over is the conflict; a town, a village or a site is not, unless the conflict has no other place.
        """
        if self.reference is None or figure.place is None:
            return None
        key = (figure.place, figure.conflict)
        if key not in self._places:
            self._places[key] = self._narrow(figure.place, figure.conflict, self.reference)
        return self._places[key]

    def _narrow(self, where: Where, conflict: str | None, reference: Reference) -> str | None:
        own = reference.conflict(conflict) if conflict else None
        over = {folded(name) for name in own.places} if own else set()
        meant = _meant(where, reference)
        kinds = {p.kind for p in meant}
        named = {folded(n) for p in meant if where.place is not None for n in (p.name, *p.names)} | {folded(where.name)}
        if kinds & WIDE or (named & over and (not kinds & SETTLED or over <= named)):
            return None
        return where.place or folded(where.name)

    def beginning(self, figure: Figure) -> Span | None:
        """The days in which the period of a running total begins, when that is not simply "since the conflict began".

        Only the beginning scopes: the end is the day the figure speaks for. A stock is a state on a day and sums over nothing;
        a running total "on" a day is the total of that day. A year, or any span, in which the conflict begins is the conflict.
        """
        span = figure.clocks.happened
        if self.reference is None or figure.measure is not Measure.RUNNING_TOTAL or figure.conflict is None:
            return None
        conflict = self.reference.conflict(figure.conflict)
        if conflict is None or span is None or span.first is None or span.precision in {Precision.DAY, Precision.CONFLICT}:
            return None
        window = _window(span.first, span)
        return None if _is_the_beginning(window, conflict) else window


def narrow(where: Where, reference: Reference) -> bool:
    """Whether a place is none of those that a whole war is fought in: no country, territory, border or sea."""
    return not {p.kind for p in _meant(where, reference)} & WIDE


def _meant(where: Where, reference: Reference) -> list[Place]:
    called = reference.places_named(where.name)
    return [p for p in called if p.id == where.place] if where.place is not None else called


def _window(first: date, span: Span) -> Span:
    """The days that the words for a beginning may mean. "Since 2022" begins on 1 January 2022, and so does "since January"."""
    if span.precision in {Precision.YEAR, Precision.DECADE, Precision.SEASON, Precision.WEEK} and span.last is not None:
        return span
    if span.precision is not Precision.MONTH and (first.month, first.day) == (1, 1):
        return Span.year(first.year)
    if first.day == 1:
        return Span(first, first.replace(day=monthrange(first.year, first.month)[1]), Precision.MONTH)
    return Span.day(first)


def _is_the_beginning(window: Span, conflict: Conflict) -> bool:
    first, last = window.first or date.min, window.last or date.max
    return first.toordinal() - LEEWAY <= conflict.first.toordinal() <= last.toordinal() + LEEWAY


def closest(windows: Iterable[Span]) -> dict[Span, Span]:
    """For each beginning the closest-told one that it may be: "2022" is "February 2022" when nothing else begins in that year.

    One that may be several stays what it is.
    """
    ordered = sorted(set(windows), key=lambda w: (_days(w), w.first or date.min))
    finest: list[tuple[date, date]] = []
    spans: dict[tuple[date, date], Span] = {}
    found: dict[Span, Span] = {}
    for window in ordered:
        first, last = window.first or date.min, window.last or date.max
        start = bisect_left(finest, (first, date.min))
        inside = [f for f in finest[start : bisect_left(finest, (last, date.max))] if f[1] <= last]
        if len(inside) == 1:
            found[window] = spans[inside[0]]
            continue
        found[window] = window
        if not inside:
            insort(finest, (first, last))
            spans[first, last] = window
    return found


def _days(window: Span) -> int:
    return ((window.last or date.max) - (window.first or date.min)).days
