"""Assignments too many to be summed: sampled, and the best one by an integer programme."""

from __future__ import annotations

from collections.abc import Sequence

import highspy
import numpy as np

from ...model.errors import KinFault
from .assigning import NONE, SWEEPS, Codes, Solution, Solved, Ways

#: How often every family is visited at first, to forget where it began.
FORGOTTEN = 200
SEED = 20
#: The most pairs of ways that are weighed in a sample: some minutes.
MOST = 4e9


def sampled(families: Sequence[Ways], remains: int, missing: int) -> Solved:
    """Shares by Gibbs sampling from the best assignment on, two families at a time; the same every time (fixed seed).

    KinFault: so many ways that it would take longer than some minutes.
    """
    size = sum(map(len, families)) ** 2 / max(1, len(families))
    if size * (FORGOTTEN + SWEEPS) > MOST:
        raise KinFault(
            f"{remains} remains and {len(families)} families can be put together in too many ways to be sampled",
            cure="Put samples of one person together first (identify reassociate), or ask of fewer remains or families at once.",
        )
    rng = np.random.default_rng(SEED)
    best, value = best_of(families, remains)
    chain = _Chain(families, best, rng)
    shares = np.zeros((remains, missing + 1))
    for sweep in range(FORGOTTEN + SWEEPS):
        chain.sweep()
        if sweep >= FORGOTTEN:
            shares[np.arange(remains), chain.codes] += 1
    unknown = np.full(shares.shape, np.nan)
    return Solved(Solution.SAMPLED, shares / SWEEPS, unknown, best, value, np.nan)


class _Chain:
    def __init__(self, families: Sequence[Ways], start: Codes, rng: np.random.Generator) -> None:
        self.families, self.rng = families, rng
        self.masks = [[sum(1 << r for r, _ in way.places) for way in ways] for ways in families]
        self.codes = start.copy()
        self.now = []
        for ways in families:
            fitting = [k for k, way in enumerate(ways) if way.places and all(start[r] == m for r, m in way.places)]
            self.now.append(max(fitting, key=lambda k: len(ways[k].places), default=_empty(ways)))
        self.used = 0
        for own, k in zip(self.masks, self.now, strict=True):
            self.used |= own[k]

    def sweep(self) -> None:
        """Every family once, together with another that takes something it could."""
        for one in range(len(self.families)):
            self._renew(one, int(self.rng.integers(len(self.families))))

    def _renew(self, one: int, other: int) -> None:
        used = self.used & ~self.masks[one][self.now[one]] & ~self.masks[other][self.now[other]]
        firsts = [k for k, mask in enumerate(self.masks[one]) if not mask & used]
        if one == other:
            ways = [(k, k) for k in firsts]
            worth = np.array([self.families[one][k].value for k in firsts])
        else:
            seconds = [k for k, mask in enumerate(self.masks[other]) if not mask & used]
            ways = [(i, j) for i in firsts for j in seconds if not self.masks[one][i] & self.masks[other][j]]
            worth = np.array([self.families[one][i].value + self.families[other][j].value for i, j in ways])
        chance = np.exp(worth - worth.max()).cumsum()
        first, second = ways[int(np.searchsorted(chance, self.rng.random() * chance[-1], side="right"))]
        for family, k in ((one, first), (other, second)):
            for r, _ in self.families[family][self.now[family]].places:
                self.codes[r] = NONE
            self.now[family] = k
        for family in (one, other):
            for r, m in self.families[family][self.now[family]].places:
                self.codes[r] = m
        self.used = used | self.masks[one][first] | self.masks[other][second]


def _empty(ways: Ways) -> int:
    return next(k for k, way in enumerate(ways) if not way.places)


class _Silent(highspy.Highs):
    """A solver that prints nothing: it greets when its callbacks are made, before an option could be set from outside."""

    def enableCallbacks(self) -> None:  # noqa: N802 - the solver's name
        self.setOptionValue("output_flag", False)
        super().enableCallbacks()  # type: ignore[no-untyped-call]


def best_of(families: Sequence[Ways], remains: int) -> tuple[Codes, float]:
    """The assignment of the largest weight, and its log weight: a way of each family, every remains at most once.

    Only ways that are worth more than nobody at the places need be looked at: all others can be left for nobody.
    """
    empty = [ways[_empty(ways)].value for ways in families]
    chosen = [(f, way) for f, ways in enumerate(families) for way in ways if way.places and way.value > empty[f]]
    best = np.full(remains, NONE, dtype=np.int32)
    total = float(sum(empty))
    if not chosen:
        return best, total
    model = _Silent()  # type: ignore[no-untyped-call]
    columns = [model.addBinary(obj=way.value - empty[f]) for f, way in chosen]
    for f in {f for f, _ in chosen}:
        model.addConstr(sum(c for c, (g, _) in zip(columns, chosen, strict=True) if g == f) <= 1)
    for r in range(remains):
        own = [c for c, (_, way) in zip(columns, chosen, strict=True) if any(q == r for q, _ in way.places)]
        if len(own) > 1:
            model.addConstr(sum(own) <= 1)
    model.maximize()
    if model.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        raise KinFault("the best assignment was not found", cure="Ask of fewer remains or families at once.")
    for value, (f, way) in zip(model.vals(columns), chosen, strict=True):
        if value > 0.5:
            total += way.value - empty[f]
            for r, m in way.places:
                best[r] = m
    return best, total
