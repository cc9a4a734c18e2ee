"""Who bears out whom? Origins of different standing or basis, never articles, offices of one government, or unnamed sources."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..model.claims import Figure
from ..model.counts import Count
from ..model.terms import Basis, Measure, Standing
from .series import ROUNDING

Profile = tuple[Standing, Basis]


@dataclass(frozen=True, slots=True)
class Weighed:
    """A figure with the count it has under a policy, and why it is no origin of its own (None: it is one)."""

    figure: Figure
    count: Count
    derived: str | None = None

    @property
    def line(self) -> str:
        return self.figure.claimant.line

    @property
    def origin(self) -> str | None:
        """What corroboration counts; None for an unnamed source and for a sum of others' figures."""
        return None if self.derived is not None else self.figure.claimant.origin

    @property
    def profile(self) -> Profile:
        return self.figure.claimant.standing, self.figure.claimant.basis


def origins(weighed: Iterable[Weighed]) -> int:
    return len({w.origin for w in weighed} - {None})


def independent(weighed: Iterable[Weighed]) -> int:
    """How many origins can be named, each of another standing or basis than every other.

    The largest matching of origins with profiles (Kuhn's augmenting paths); there are at most twenty profiles.
    """
    profiles: defaultdict[str, set[Profile]] = defaultdict(set)
    for w in weighed:
        if w.origin is not None:
            profiles[w.origin].add(w.profile)
    taken: dict[Profile, str] = {}

    def seat(origin: str, tried: set[Profile]) -> bool:
        for profile in sorted(profiles[origin] - tried):
            tried.add(profile)
            if profile not in taken or seat(taken[profile], tried):
                taken[profile] = origin
                return True
        return False

    return sum(seat(origin, set()) for origin in sorted(profiles) if len(taken) < len(Standing) * len(Basis))


def bear_out(weighed: Sequence[Weighed]) -> int:
    """The most independent origins that stand behind one number. Rounded numbers are widened first; vague words say no number.

    A number that many allow lies at some figure's least number, or at 0, so these are tried.
    """
    named = [(w, w.count.widened(ROUNDING)) for w in weighed if w.origin is not None and not w.count.vague]
    most = independent(w for w, _ in named)
    if most < 2:
        return min(1, len(named))
    edges = sorted({c.floor for _, c in named})
    found, alike = 0, _distinct(named)
    for edge in edges:
        found = max(found, independent(w for w, c in alike if c.floor <= edge and (c.high is None or edge <= c.high)))
        if found == most:
            break
    return found


def _distinct(named: Sequence[tuple[Weighed, Count]]) -> list[tuple[Weighed, Count]]:
    """One of each origin, profile and bounds: what is said again adds nothing."""
    return list({(w.origin, w.profile, c.low, c.high): (w, c) for w, c in named}.values())


def contested(weighed: Sequence[Weighed], measure: Measure) -> bool:
    """Whether two origins' numbers cannot both be true. Rounded numbers are widened first.

    Of running totals the later may be higher, and stocks are compared for one day only.
    """
    named = _distinct([(w, w.count.widened(ROUNDING)) for w in weighed if w.origin is not None and not w.count.vague])
    if measure is Measure.STOCK:
        by_day: defaultdict[object, list[tuple[Weighed, Count]]] = defaultdict(list)
        for w, c in named:
            by_day[w.figure.clocks.speaks_for].append((w, c))
        return any(_apart(day) for day in by_day.values())
    if measure is Measure.RUNNING_TOTAL:
        return _falls(named)
    return _apart(named)


def _apart(named: Sequence[tuple[Weighed, Count]]) -> bool:
    """Whether one origin's least number is above another's greatest: looked for among the extremes of each origin."""
    lows: dict[str | None, int] = {}
    highs: dict[str | None, int] = {}
    for w, c in named:
        lows[w.origin] = max(lows.get(w.origin, 0), c.floor)
        if c.high is not None:
            highs[w.origin] = min(highs.get(w.origin, c.high), c.high)
    ups, downs = sorted(lows.items(), key=lambda x: -x[1])[:2], sorted(highs.items(), key=lambda x: x[1])[:2]
    return any(a != b and low > high for a, low in ups for b, high in downs)


def _falls(named: Sequence[tuple[Weighed, Count]]) -> bool:
    """Whether one origin's total for a day is below what another gave for that day or an earlier one."""
    by_day: defaultdict[object, list[tuple[Weighed, Count]]] = defaultdict(list)
    for w, c in sorted(named, key=lambda n: n[0].figure.clocks.speaks_for):
        by_day[w.figure.clocks.speaks_for].append((w, c))
    highest: dict[str | None, int] = {}
    for day in by_day.values():
        for w, c in day:
            highest[w.origin] = max(highest.get(w.origin, 0), c.floor)
        top = sorted(highest.items(), key=lambda x: -x[1])[:2]
        if any(c.high is not None and c.high < low and o != w.origin for w, c in day for o, low in top):
            return True
    return False


def grade(weighed: Sequence[Weighed], measure: Measure) -> tuple[str, tuple[str, ...]]:
    """The general grade of the figures that stand for their lines, and its reasons in words that name nobody."""
    count, told = origins(weighed), []
    if any(w.derived is not None for w in weighed):
        told.append("a figure that equals a sum of others' figures is not counted as an origin")
    if any(w.origin is None and w.derived is None for w in weighed):
        told.append("a source that is not named is not counted as an origin")
    if count == 0:
        return "no named origin", ("no figure has a named origin of its own", *told)
    behind = bear_out(weighed)
    if contested(weighed, measure):
        agreed = (f"{behind} origins of different standing or basis allow one number",) if behind > 1 else ()
        return "contested", ("origins give numbers that cannot all be true", *agreed, *told)
    if count == 1:
        return "single origin", ("all figures go back to one origin", *told)
    if behind > 1:
        return "corroborated", (f"{behind} origins of different standing or basis give numbers that can all be true", *told)
    apart = "they are of one standing and basis, or give other numbers for other days"
    return "uncorroborated", (f"{count} origins, but none bears out another's number: {apart}", *told)
