"""Which samples of a commingled grave are one person's? Same-source likelihood ratios, clusters, and a profile for each cluster.

Two clusters A and B are weighed by all their samples at once: P(A and B are one person) = Σ_g P(g) Π P(s | g) over the samples of
both, against P(A) P(B) of two unrelated persons, and against two full siblings. The smaller of both ratios counts. Clusters grow
by joining the two with the highest ratio while it passes the threshold; so a sample that contradicts one member of a cluster does
not join it for being like another. Pairs that cannot be one person (two left femurs, two sexes) are never put together.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...model.markers import Genotype, Marker
from ..checking.emissions import Emissions, Sample, emissions
from ..checking.kinship import Joint, Relation, joint
from ..peeling.elimination import Array

BOTH = (Relation.SAME, Relation.SIBLINGS)
ROWS = 256


@dataclass(frozen=True, slots=True)
class Called:
    """A cluster's genotype at a marker with its posterior; with one allele unread, the posterior of the one there."""

    genotype: Genotype
    posterior: float


@dataclass(frozen=True, slots=True)
class Cluster:
    """Samples, by place, that are taken as one person's.

    `log_lr`: of the member that fits worst to the rest, the smaller of against unrelated and against siblings; nan of a single
    sample. `nearest`: the sample outside that fits best, and its ratio `nearest_log_lr`; None, -inf where all are excluded.
    """

    samples: tuple[int, ...]
    log_lr: float
    nearest: int | None
    nearest_log_lr: float


@dataclass(frozen=True, slots=True)
class Reassociated:
    """`unrelated`, `siblings` (N, N): natural log same-source likelihood ratios against each, symmetric. `clusters` hold all."""

    unrelated: Array
    siblings: Array
    clusters: tuple[Cluster, ...]

    @property
    def smaller(self) -> Array:
        return np.minimum(self.unrelated, self.siblings)


def reassociated(
    samples: Sequence[Sample],
    markers: Sequence[Marker],
    *,
    above: float,
    forbidden: NDArray[np.bool_] | None = None,
    theta: float = 0.0,
    advance: Callable[[int, int], None] = lambda _done, _all: None,
) -> Reassociated:
    """Clusters of samples. `above`: the likelihood ratio from which they are joined. `forbidden` (N, N): never one person.

    Markers of the X are left out. `advance`: samples compared, of how many. KinFault: an allele not in the table, a
    theta that is none.
    """
    loci = [_Locus(seen, joint(seen, theta)) for m in markers if not m.x_linked for seen in [emissions(samples, m)]]
    count = len(samples)
    unrelated, siblings = np.zeros((count, count)), np.zeros((count, count))
    for begin in range(0, count, ROWS):
        rows = slice(begin, min(count, begin + ROWS))
        for own in loci:
            one, other = own.beside(own.chances[rows])
            unrelated[rows] += one
            siblings[rows] += other
        advance(rows.stop, count)
    never = np.eye(count, dtype=bool) | (np.zeros((count, count), dtype=bool) if forbidden is None else forbidden)
    near = np.minimum(unrelated, siblings)
    groups = _grown(loci, np.where(never, -np.inf, near), never, math.log(above))
    return Reassociated(unrelated, siblings, tuple(_told(g, loci, near, never) for g in groups))


class _Locus:
    """Samples, then clusters, at one marker: how likely their readings are of every genotype, up to a factor that cancels."""

    def __init__(self, seen: Emissions, of: Joint) -> None:
        self.of = of
        self.chances = seen.chances[seen.of]
        self.start = self.chances.copy()

    def beside(self, some: Array) -> tuple[Array, Array]:
        """Log ratios of one person against unrelated, and against siblings, of some (K, G) beside all: (K, N) each."""
        count = len(some)
        turned = np.concatenate([some * self.of.alone, some @ self.of.unrelated, some @ self.of.sharing_one])
        with np.errstate(divide="ignore", invalid="ignore"):
            whole = turned @ self.chances.T
            same, unrelated, sharing = whole[:count], whole[count : 2 * count], whole[2 * count :]
            return np.log(same) - np.log(unrelated), np.log(same) - np.log((same + 2 * sharing + unrelated) / 4)

    def join(self, one: int, other: int) -> Array:
        made: Array = self.chances[one] * self.chances[other]
        self.chances[one] = made / max(float(made.max()), 1e-300)
        self.chances[other] = 1.0
        return self.chances[one : one + 1]


def _able(log_lr: Array) -> Array:
    """-inf where a ratio cannot be told (both claims are impossible)."""
    return np.where(np.isnan(log_lr), -np.inf, log_lr)


def _grown(loci: Sequence[_Locus], worth: Array, never: NDArray[np.bool_], least: float) -> list[list[int]]:
    """Joins the best two until none passes; `worth` and `never` are kept up to date for the first of each two joined."""
    never = never.copy()
    groups = {k: [k] for k in range(len(worth))}
    worth = _able(worth)
    best = worth.argmax(axis=1) if len(worth) else np.zeros(0, dtype=np.int64)
    highest = worth.max(axis=1, initial=-np.inf)
    while len(groups) > 1:
        one = int(highest.argmax())
        if highest[one] < least:
            break
        one, other = sorted((one, int(best[one])))
        groups[one] += groups.pop(other)
        never[one] |= never[other]
        never[:, one] |= never[:, other]
        never[other] = never[:, other] = True
        parts = [own.beside(own.join(one, other)) for own in loci]
        row = np.minimum(sum(p[0][0] for p in parts), sum(p[1][0] for p in parts))
        row = np.where(never[one], -np.inf, _able(row))
        worth[one] = worth[:, one] = row
        worth[other] = worth[:, other] = -np.inf
        stale = np.flatnonzero((best == one) | (best == other) | (row > highest))
        stale = np.union1d(stale, [one, other])
        best[stale] = worth[stale].argmax(axis=1)
        highest[stale] = worth[stale].max(axis=1)
    return [sorted(g) for g in groups.values()]


def _told(group: list[int], loci: Sequence[_Locus], near: Array, never: NDArray[np.bool_]) -> Cluster:
    """How well the members fit, and the sample outside that comes nearest, all from the samples' own readings.

    `near` (N, N): the smaller ratio of every two samples, which is all there is to know of a single one.
    """
    fits = math.nan
    if len(group) == 1:
        least = near[group[0]].copy()
    else:
        fits = min(_one(loci, [m], [x for x in group if x != m]) for m in group)
        least = _beside(loci, group)
    least = np.where(never[group].any(axis=0), -np.inf, _able(least))
    least[group] = -np.inf
    if np.isneginf(least).all():
        return Cluster(tuple(group), fits, None, -math.inf)
    return Cluster(tuple(group), fits, int(least.argmax()), float(least.max()))


def _beside(loci: Sequence[_Locus], group: list[int]) -> Array:
    """A cluster beside every sample: the smaller ratio, (N,)."""
    total = np.zeros((2, len(loci[0].start) if loci else 0))
    for own in loci:
        whole = own.start[group].prod(axis=0)[None]
        own.chances = own.start
        total += np.array([x[0] for x in own.beside(whole / max(float(whole.max()), 1e-300))])
    return np.asarray(total.min(axis=0))


def _one(loci: Sequence[_Locus], some: list[int], others: list[int]) -> float:
    total = np.zeros(2)
    for own in loci:
        kept, own.chances = own.chances, own.start[others].prod(axis=0)[None]
        total += np.array([float(x[0, 0]) for x in own.beside(own.start[some].prod(axis=0)[None])])
        own.chances = kept
    return float(total.min())


def consensus(samples: Sequence[Sample], markers: Sequence[Marker], *, at_least: float) -> dict[str, Called]:
    """One profile of samples that are one person's: by marker the genotype whose posterior is `at_least` so high.

    The posterior is P(g) Π P(s | g) over its sum. Where no genotype is sure but one allele is, that allele beside one not read;
    else nothing. At a marker of the X what all samples agree in.
    """
    made = {}
    for marker in markers:
        seen = [s.profile[marker.name] for s in samples if marker.name in s.profile]
        if not seen:
            continue
        if marker.x_linked:
            if len(set(seen)) == 1:
                made[marker.name] = Called(seen[0], 1.0)
            continue
        found = _called(emissions(samples, marker), marker, at_least)
        if found is not None:
            made[marker.name] = found
    return made


def _called(seen: Emissions, marker: Marker, at_least: float) -> Called | None:
    p = joint(seen, 0.0).alone * seen.chances[seen.of].prod(axis=0)
    if not p.sum() > 0:
        return None
    p = p / p.sum()
    sizes = np.bincount(seen.locus.classes, minlength=seen.locus.size)
    names = {int(c): marker.alleles[k] for k, c in enumerate(seen.locus.classes) if sizes[c] == 1}
    if marker.silent is not None:
        names.pop(int(seen.locus.classes[marker.alleles.index(marker.silent)]), None)
    best = int(p.argmax())
    first, second = int(seen.first[best]), int(seen.second[best])
    if p[best] >= at_least and first in names and second in names:
        return Called(Genotype(names[first], names[second]), float(p[best]))
    shares = {c: float(p[(seen.first == c) | (seen.second == c)].sum()) for c in names}
    top = max(shares, key=lambda c: shares[c], default=None)
    if top is None or shares[top] < at_least:
        return None
    return Called(Genotype(names[top], None), shares[top])
