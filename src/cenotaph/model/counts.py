"""How many: bounds on a whole number, open at either end, with the unit and the words they came from.

"more than 2,300" is 2301.. (open above), "up to 300" is ..300 (open below), "several" is vague: it keeps its word and has
no bounds, for what the word is worth belongs to a policy. The algebra is that of integer intervals over 0, 1, 2, …
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from fractions import Fraction
from math import ceil, floor, isfinite

from .errors import CountFault
from .terms import Unit

#: More than all people who are alive: a greater number is a slip of the pen.
EVERYBODY = 10_000_000_000


@dataclass(frozen=True, slots=True)
class Count:
    """`low` and `high` are inclusive; None is an open end. `approx`: the words say it is rounded both ways.

    A vague count has neither bound. Comparison leaves the words out: two counts are equal when they say the same.
    """

    low: int | None
    high: int | None
    approx: bool = False
    unit: Unit = Unit.PERSON
    words: str = field(default="", compare=False)

    def __post_init__(self) -> None:
        for bound in (self.low, self.high):
            if bound is not None and bound < 0:
                raise CountFault(f"a count cannot be negative, got {bound} in {self.words!r}")
        if self.low is not None and self.high is not None and self.low > self.high:
            raise CountFault(f"low {self.low} is above high {self.high} in {self.words!r}")

    @property
    def vague(self) -> bool:
        return self.low is None and self.high is None

    @property
    def exact(self) -> bool:
        return self.low is not None and self.low == self.high and not self.approx

    @property
    def floor(self) -> int:
        """The least number that the bounds allow; an open low end allows none at all."""
        return self.low or 0

    def __add__(self, other: Count) -> Count:
        """Both together, when the people are disjoint.

        >>> (Count(105, 105) + Count(71, None)).text
        'at least 176'
        """
        self._same_unit(other, "added to")
        return Count(
            None if self.low is None and other.low is None else self.floor + other.floor,
            None if self.high is None or other.high is None else self.high + other.high,
            self.approx or other.approx,
            self.unit,
        )

    def __or__(self, other: Count) -> Count:
        """The narrowest bounds that hold both: what stays possible when either may be true."""
        self._same_unit(other, "joined with")
        return Count(
            None if self.low is None or other.low is None else min(self.low, other.low),
            None if self.high is None or other.high is None else max(self.high, other.high),
            self.approx or other.approx,
            self.unit,
        )

    def __and__(self, other: Count) -> Count | None:
        """What stays possible when both are true; None when they cannot both be.

        >>> Count(10, None) & Count(None, 12)
        Count(low=10, high=12, approx=False, unit=<Unit.PERSON: 'person'>, words='')
        >>> Count(10, 10) & Count(12, 12) is None
        True
        """
        self._same_unit(other, "compared with")
        lows = [c.low for c in (self, other) if c.low is not None]
        highs = [c.high for c in (self, other) if c.high is not None]
        low, high = max(lows, default=None), min(highs, default=None)
        if low is not None and high is not None and low > high:
            return None
        return Count(low, high, self.approx or other.approx, self.unit)

    def holds(self, other: Count) -> bool:
        """Whether everything the other allows is allowed here."""
        self._same_unit(other, "compared with")
        above = self.high is None or (other.high is not None and other.high <= self.high)
        return self.floor <= other.floor and above

    def widened(self, share: float) -> Count:
        """A rounded count with its bounds moved outward by that share (0.05 is five per cent); an exact one unchanged."""
        if not (isfinite(share) and share >= 0):
            raise CountFault(f"a share to widen by must be a number that is not negative, got {share}")
        if not self.approx:
            return self
        exact = Fraction(str(share))  # floats lose the last digits of large counts, and a bound would move inward
        low = None if self.low is None else floor(self.low * (1 - min(exact, Fraction(1))))
        high = None if self.high is None else ceil(self.high * (1 + exact))
        return replace(self, low=low, high=high)

    @property
    def text(self) -> str:
        """The bounds in words for a table, not the words of the source.

        >>> Count(None, 300).text, Count(40, 50).text, Count(600, 600, approx=True).text
        ('up to 300', '40 to 50', 'about 600')
        """
        about = "about " if self.approx else ""
        if self.vague:
            return self.words or "some"
        if self.low is None:
            return f"{about}up to {self.high:,}"
        if self.high is None:
            return f"{about}at least {self.low:,}"
        return f"{about}{self.low:,}" if self.low == self.high else f"{about}{self.low:,} to {self.high:,}"

    def _same_unit(self, other: Count, act: str) -> None:
        if self.unit is not other.unit:
            raise CountFault(f"a count of unit {self.unit.value!r} cannot be {act} one of unit {other.unit.value!r}")
