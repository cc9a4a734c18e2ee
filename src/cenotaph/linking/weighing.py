"""What the findings of a pair are worth together, and every one of them as a reason that a person can read."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from ..model.claims import Figure
from .comparing import Finding, cannot, findings
from .traits import Gazetteer, Traits, traits


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
    """The sum of a pair's reasons: log-odds of being about the same people in the same event.

    `forbidden` names a rule that keeps the two apart; such a pair is not weighed.
    """

    total: float
    reasons: tuple[Reason, ...]
    forbidden: str | None = None


@dataclass(frozen=True, slots=True)
class Weights:
    """`start`: what a pair must reach to join two groups. `mean`: what all pairs between them must reach on average.

    `floor`: what none of them may fall below. `worth` is the log-odds of each finding, `bias` those of a pair that tells nothing.
    """

    worth: Mapping[Finding, float]
    bias: float
    start: float
    mean: float
    floor: float


@cache
def weights() -> Weights:
    """The weights that ship, fitted by `tools/fit_linking.py`; their origin stands in the file."""
    table = tomllib.loads(files(__package__).joinpath("data", "weights.toml").read_text(encoding="utf-8"))
    joining = table.pop("joining")
    worth = {(feature, finding): float(w) for feature, row in table.items() for finding, w in row.items()}
    return Weights(worth, *(float(joining[name]) for name in ("bias", "start", "mean", "floor")))


def total(a: Traits, b: Traits, by: Weights) -> float | None:
    """The score of a pair as a number; None when a rule forbids it."""
    if cannot(a, b) is not None:
        return None
    worth = by.worth
    return sum((worth[f] for f in findings(a, b)), by.bias)


def score(a: Figure, b: Figure, places: Gazetteer | None = None) -> Score:
    """The explained score of a pair; symmetric. `places` are the gazetteer's, by id."""
    left, right = traits(a, places or {}), traits(b, places or {})
    forbidden = cannot(left, right)
    if forbidden is not None:
        return Score(0.0, (), forbidden)
    by = weights()
    reasons = tuple(
        Reason(feature, finding, TOLD[feature](left), TOLD[feature](right), by.worth[feature, finding])
        for feature, finding in findings(left, right)
    )
    return Score(
        sum((r.weight for r in reasons), by.bias), (*reasons, Reason("any pair", "before it is looked at", "", "", by.bias))
    )


def _day(t: Traits) -> str:
    span = t.figure.clocks.happened
    return span.text if span is not None else f"not told, published {t.figure.clocks.published}"


#: The value of each feature as the reports have it.
TOLD: Mapping[str, Callable[[Traits], str]] = {
    "count": lambda t: t.figure.count.text,
    "people": lambda t: t.people or "not told",
    "role": lambda t: t.role.value,
    "side": lambda t: t.figure.group.side or t.figure.group.slug or "not told",
    "actor": lambda t: t.figure.actor or "not told",
    "recipient": lambda t: t.figure.recipient or "not told",
    "place": lambda t: t.figure.place.name if t.figure.place else "not told",
    "days": _day,
    "total": lambda t: f"{t.figure.measure.value}, for {t.figure.clocks.speaks_for}",
    "plan": lambda t: t.figure.commitment.value,
    "conflict": lambda t: t.figure.conflict or "not told",
    "report": lambda t: f"{t.figure.report}, {t.voice}",
}
