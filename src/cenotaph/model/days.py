"""When: spans of days with a stated precision, and the four clocks of a claim."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from .errors import SpanFault

#: Days outside these are a slip of the pen: no war that is accounted for here is so old, and no plan reaches so far.
EARLIEST, LATEST = date(1800, 1, 1), date(2199, 12, 31)


class Precision(StrEnum):
    """How closely the words state the time; the span's ends are the first and last day the words allow."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    SEASON = "season"
    YEAR = "year"
    DECADE = "decade"
    STRETCH = "stretch"
    CONFLICT = "conflict"


@dataclass(frozen=True, slots=True)
class Span:
    """From `first` to `last`, both inclusive; None is an open end.

    >>> Span.day(date(2020, 11, 14)) & Span.year(2020) == Span.day(date(2020, 11, 14))
    True
    """

    first: date | None
    last: date | None
    precision: Precision = Precision.STRETCH

    def __post_init__(self) -> None:
        if self.first and self.last and self.first > self.last:
            raise SpanFault(f"a span cannot end ({self.last}) before it begins ({self.first})")

    @classmethod
    def day(cls, day: date) -> Span:
        return cls(day, day, Precision.DAY)

    @classmethod
    def month(cls, year: int, month: int) -> Span:
        return cls(date(year, month, 1), date(year, month, monthrange(year, month)[1]), Precision.MONTH)

    @classmethod
    def year(cls, year: int) -> Span:
        return cls(date(year, 1, 1), date(year, 12, 31), Precision.YEAR)

    @classmethod
    def decade(cls, year: int) -> Span:
        """The ten years that begin with the given one: 1990 is the 1990s."""
        return cls(date(year, 1, 1), date(year + 9, 12, 31), Precision.DECADE)

    def __and__(self, other: Span) -> Span | None:
        """The days in both, with the closer precision; None when there are none."""
        first = max((s.first for s in (self, other) if s.first), default=None)
        last = min((s.last for s in (self, other) if s.last), default=None)
        if first and last and first > last:
            return None
        return Span(first, last, min(self.precision, other.precision, key=list(Precision).index))

    def __or__(self, other: Span) -> Span:
        """The shortest span that holds both."""
        first = None if self.first is None or other.first is None else min(self.first, other.first)
        last = None if self.last is None or other.last is None else max(self.last, other.last)
        return Span(first, last, max(self.precision, other.precision, key=list(Precision).index))

    def holds(self, other: Span) -> bool:
        begins = self.first is None or (other.first is not None and self.first <= other.first)
        ends = self.last is None or (other.last is not None and other.last <= self.last)
        return begins and ends

    @property
    def text(self) -> str:
        if self.first and self.first == self.last:
            return self.first.isoformat()
        return f"{self.first or '…'} to {self.last or '…'}"


@dataclass(frozen=True, slots=True)
class Clocks:
    """The four clocks: when it *happened*, the day the figure *speaks for*, when it was *published*, when it was *recorded*."""

    happened: Span | None
    speaks_for: date
    published: date
    recorded: datetime | None = None

    def known_by(self, day: date | None) -> bool:
        """Whether a reader of that day could have known; None asks for no limit."""
        return day is None or self.published <= day
