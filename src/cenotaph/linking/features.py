"""How much two figures look like the same people in the same event: named reasons, each with its weight and the two values."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from ..model.claims import Figure
from ..model.counts import Count
from ..model.days import Span
from ..model.terms import Role

Weights = Mapping[str, Mapping[str, float]]


@dataclass(frozen=True, slots=True)
class Reason:
    """One feature of a pair: its name, what it found, the two values and what it adds to the log-odds."""

    feature: str
    finding: str
    left: str
    right: str
    weight: float


@dataclass(frozen=True, slots=True)
class Score:
    """The sum of a pair's reasons. `forbidden` names a rule that keeps the two apart; such a pair is not weighed."""

    total: float
    reasons: tuple[Reason, ...]
    forbidden: str | None = None


@cache
def table() -> dict[str, object]:
    return tomllib.loads(files(__package__).joinpath("data", "weights.toml").read_text(encoding="utf-8"))


def threshold() -> float:
    return float(str(table()["threshold"]))


def score(a: Figure, b: Figure) -> Score:
    """The explained score of a pair; symmetric."""
    forbidden = cannot(a, b)
    if forbidden is not None:
        return Score(0.0, (), forbidden)
    reasons = tuple(_reasons(a, b, {k: v for k, v in table().items() if isinstance(v, dict)}))
    return Score(sum(r.weight for r in reasons), reasons)


def cannot(a: Figure, b: Figure) -> str | None:
    """The rule that forbids a pair, or None. Two exact counts that differ in one sentence are two figures."""
    if a.fate is not b.fate:
        return "different fates"
    if a.count.unit is not b.count.unit:
        return "different units"
    if a.report == b.report and a.sentence == b.sentence and a.count.exact and b.count.exact and a.count != b.count:
        return "two different exact counts in one sentence"
    return None


def _reasons(a: Figure, b: Figure, w: Weights) -> Iterator[Reason]:
    yield _count(a.count, b.count, w)
    for feature, left, right in (
        ("side", a.group.slug or a.group.side, b.group.slug or b.group.side),
        ("recipient", a.recipient, b.recipient),
        ("conflict", a.conflict, b.conflict),
        ("place", a.place.name if a.place else None, b.place.name if b.place else None),
    ):
        if left and right:
            finding = "equal" if left.casefold() == right.casefold() else "apart"
            yield Reason(feature, finding, left, right, w[feature][finding])
    yield _days(a, b, w)
    kinds = "equal" if a.measure.cumulative == b.measure.cumulative else "apart"
    yield Reason("kind", kinds, a.measure.value, b.measure.value, w["kind"][kinds])
    if a.measure.cumulative and b.measure.cumulative and None in (a.clocks.happened, b.clocks.happened):
        same = a.clocks.speaks_for == b.clocks.speaks_for
        finding = "same_day" if same else "other_day"
        yield Reason("total", finding, str(a.clocks.speaks_for), str(b.clocks.speaks_for), w["total"][finding])
    if Role.UNKNOWN not in {a.group.role, b.group.role}:
        finding = "equal" if a.group.role is b.group.role else "rival"
        yield Reason("role", finding, a.group.role.value, b.group.role.value, w["role"][finding])
    if a.report == b.report:
        yield Reason("report", "same", a.report, b.report, w["report"]["same"])


def _count(a: Count, b: Count, w: Weights) -> Reason:
    def reason(finding: str) -> Reason:
        return Reason("count", finding, a.text, b.text, w["count"][finding])

    if a.vague or b.vague:
        return reason("vague")
    if (a.low, a.high) == (b.low, b.high):
        return reason("equal")
    if a & b is not None:
        # "more than 2,300" and 2,317 overlap closely; "at least 2" and 300 overlap only in logic
        lows = sorted((a.low or a.high or 0, b.low or b.high or 0))
        return reason("overlap" if lows[0] * 1.5 >= lows[1] else "apart")
    middles = sorted(((c.low or c.high or 0) + (c.high or c.low or 0)) / 2 for c in (a, b))
    return reason("near" if middles[1] - middles[0] <= w["shares"]["near_share"] * middles[1] else "apart")


def _days(a: Figure, b: Figure, w: Weights) -> Reason:
    left, right = a.clocks.happened, b.clocks.happened
    if left is None or right is None:
        published = abs((a.clocks.published - b.clocks.published).days)
        finding = "unknown" if published <= 3 or left is right is None else "close" if published <= 30 else "apart"
        return Reason("days", finding, left.text if left else "not told", right.text if right else "not told", w["days"][finding])
    finding = _meeting(left, right, int(w["near"]["close_days"]))
    return Reason("days", finding, left.text, right.text, w["days"][finding])


def _meeting(a: Span, b: Span, close: int) -> str:
    if (a.first, a.last) == (b.first, b.last):
        return "equal"
    if a & b is not None:
        return "meeting"
    ends = [(x.first, y.last) for x, y in ((a, b), (b, a)) if x.first and y.last and x.first > y.last]
    return "close" if ends and (ends[0][0] - ends[0][1]).days <= close else "apart"
