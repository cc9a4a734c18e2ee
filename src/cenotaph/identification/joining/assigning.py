"""Which remains stand at which places, all families together: listed, summed over sets of remains, or sampled.

A family has ways to be filled, each with a log factor; an assignment takes one way of every family, no remains in two, and its
weight is the product of the factors. Three ways to the sum, whichever the size allows:

- listed: every assignment, a row of numbers each;
- over sets: how much weight the first k families have with exactly this set of remains used, and the last ones with none of
  it, forward and backward (after Held and Karp 1962). Exact, for some two dozen remains or missing persons;
- sampled: two families at a time take new ways given all others (Gibbs sampling of blocks, Geman and Geman 1984); the best
  assignment is then found exactly, as an integer programme.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from ..peeling.elimination import Array

Codes = NDArray[np.int32]
#: The place of the missing person of remains that are nobody's.
NONE = -1
#: The most sets of remains times ways that are summed over.
MOST_SUMMED = 400_000_000
#: How many draws the shares of a sample are counts of.
SWEEPS = 2_000


class Solution(StrEnum):
    """How the sum over assignments was taken."""

    LISTED = "listed"
    SUMMED = "summed over sets"
    SAMPLED = "sampled"


@dataclass(frozen=True, slots=True)
class Way:
    """One way to fill a family: pairs of places, of remains and of missing, and its log factor."""

    places: tuple[tuple[int, int], ...]
    value: float


Ways = Sequence[Way]


@dataclass(frozen=True, slots=True)
class Solved:
    """`shares` (N, M + 1): posterior of each remains to be each missing, the last to be nobody's. `highest` alike: the log weight
    of the best assignment with that, nan where it was not found. `best` (N,), its log weight, and that of all assignments together.
    """

    how: Solution
    shares: Array
    highest: Array
    best: Codes
    value: float
    total: float

    def spread(self, columns: Sequence[int], missing: int) -> Solved:
        """The missing as some of more: those of the first M go to these columns."""
        shares, highest = np.zeros((len(self.best), missing + 1)), np.full((len(self.best), missing + 1), -np.inf)
        shares[:, [*columns, missing]], highest[:, [*columns, missing]] = self.shares, self.highest
        best = np.array([NONE if m == NONE else columns[m] for m in self.best.tolist()], dtype=np.int32)
        return replace(self, shares=shares, highest=highest, best=best)


def listed(families: Sequence[Ways], remains: int, most: int) -> tuple[Codes, Array] | None:
    """Every assignment, the place of the missing a remains (K, N), with its log weight (K,); None: there are more than `most`."""
    codes, values = np.full((1, remains), NONE, dtype=np.int32), np.zeros(1)
    for ways in families:
        free = [(codes[:, [r for r, _ in way.places]] == NONE).all(axis=1) for way in ways]
        if sum(int(rows.sum()) for rows in free) > most:
            return None
        parts, sums = [], []
        for way, rows in zip(ways, free, strict=True):
            more = codes[rows]
            for r, m in way.places:
                more[:, r] = m
            parts.append(more)
            sums.append(values[rows] + way.value)
        codes, values = np.concatenate(parts), np.concatenate(sums)
    return codes, values


def of_listed(codes: Codes, values: Array, missing: int) -> Solved:
    weights = np.exp(values - values.max())
    total = float(values.max() + np.log(weights.sum()))
    weights /= weights.sum()
    shares, highest = np.zeros((codes.shape[1], missing + 1)), np.full((codes.shape[1], missing + 1), -np.inf)
    for r, column in enumerate(codes.T):
        shares[r] = np.bincount(column % (missing + 1), weights, minlength=missing + 1)
        np.maximum.at(highest[r], column % (missing + 1), values)
    first = int(values.argmax())
    return Solved(Solution.LISTED, shares, highest, codes[first], float(values[first]), total)


def summed(families: Sequence[Ways], remains: int, missing: int) -> Solved | None:
    """The sum over sets of remains, or over sets of the missing where each family misses one and they are fewer; None: too many."""
    shares, highest = np.zeros((remains, missing + 1)), np.full((remains, missing + 1), -np.inf)
    if _work(families, remains) <= MOST_SUMMED:
        sums = _Sums(families, remains)
        for ways, log_shares, tops in zip(families, sums.shares, sums.tops, strict=True):
            for way, log_share, top in zip(ways, log_shares, tops, strict=True):
                for r, m in way.places:
                    shares[r, m] += np.exp(log_share)
                    highest[r, m] = max(highest[r, m], top)
        shares[:, missing], highest[:, missing] = sums.without()
        return Solved(Solution.SUMMED, shares, highest, sums.best(), sums.top, sums.total)
    if any(len(way.places) > 1 for ways in families for way in ways):
        return None
    turned: list[list[Way]] = [[Way((), 0.0)] for _ in range(remains)]
    for r, m, value in ((r, m, way.value) for ways in families for way in ways for r, m in way.places):
        turned[r].append(Way(((m, r),), value))
    if _work(turned, missing) > MOST_SUMMED:
        return None
    sums = _Sums(turned, missing)
    for r, ways in enumerate(turned):
        places = [way.places[0][0] if way.places else missing for way in ways]
        shares[r, places], highest[r, places] = np.exp(sums.shares[r]), sums.tops[r]
    best = np.full(remains, NONE, dtype=np.int32)
    for m, r in enumerate(sums.best()):
        if r != NONE:
            best[r] = m
    return Solved(Solution.SUMMED, shares, highest, best, sums.top, sums.total)


def _work(families: Sequence[Ways], remains: int) -> float:
    """How many numbers a sum over sets of remains adds up."""
    return float(sum(map(len, families)) << remains) if remains < 30 else np.inf


class _Sums:
    """Sums and largest weights over assignments, for every way of every family (`shares`, of the whole, and `tops`, logarithms)."""

    def __init__(self, families: Sequence[Ways], remains: int) -> None:
        self.families, self.remains = families, remains
        self.sets = np.arange(1 << remains)
        self.masks = [[sum(1 << r for r, _ in way.places) for way in ways] for ways in families]
        self.apart = {mask: self.sets[self.sets & mask == 0] for mask in {m for own in self.masks for m in own}}
        ahead = self._ahead(np.logaddexp)
        self.total = float(np.logaddexp.reduce(ahead[-1]))
        self.last = ahead[-1]
        self.shares = [[value - self.total for value in own] for own in self._with(ahead, np.logaddexp)]
        self.ahead = self._ahead(np.maximum)
        self.top = float(self.ahead[-1].max())
        self.tops = self._with(self.ahead, np.maximum)

    def _ahead(self, join: np.ufunc) -> list[Array]:
        """Of the first k families, over the set of remains that they use."""
        made = [np.where(self.sets == 0, 0.0, -np.inf)]
        for ways, own in zip(self.families, self.masks, strict=True):
            table = np.full(len(self.sets), -np.inf)
            for way, mask in zip(ways, own, strict=True):
                free = self.apart[mask]
                table[free | mask] = join(table[free | mask], made[-1][free] + way.value)
            made.append(table)
        return made

    def _with(self, ahead: Sequence[Array], join: np.ufunc) -> list[list[float]]:
        """Of all assignments with each way. `behind`: of the last families, over the set that the others use."""
        behind = np.zeros(len(self.sets))
        made: list[list[float]] = []
        for k in range(len(self.families) - 1, -1, -1):
            table = np.full(len(self.sets), -np.inf)
            made.insert(0, [])
            for way, mask in zip(self.families[k], self.masks[k], strict=True):
                free = self.apart[mask]
                worth = behind[free | mask] + way.value
                made[0].append(float(join.reduce(ahead[k][free] + worth)))
                table[free] = join(table[free], worth)
            behind = table
        return made

    def without(self) -> tuple[Array, Array]:
        """Of every remains: the share of assignments in which they are nobody's, and the largest log weight of such."""
        free = [self.sets & (1 << r) == 0 for r in range(self.remains)]
        shares = np.array([np.exp(np.logaddexp.reduce(self.last[rows]) - self.total) for rows in free])
        return shares, np.array([self.ahead[-1][rows].max() for rows in free])

    def best(self) -> Codes:
        """From the last family back, the way that the largest weight of the used set came by."""
        made = np.full(self.remains, NONE, dtype=np.int32)
        used = int(self.ahead[-1].argmax())
        for k in range(len(self.families) - 1, -1, -1):
            able = [(way, mask) for way, mask in zip(self.families[k], self.masks[k], strict=True) if mask & used == mask]
            way, mask = max(able, key=lambda one: self.ahead[k][used ^ one[1]] + one[0].value)
            for r, m in way.places:
                made[r] = m
            used ^= mask
        return made
