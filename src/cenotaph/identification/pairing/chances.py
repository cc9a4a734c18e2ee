"""How often does a search of this size find what is not there? Unrelated persons at a threshold, and true pairs that reach it.

For a family, the chance that an unrelated person's likelihood ratio reaches t is the mean, over genotypes drawn as the missing
person's given the references, of 1 / LR where LR ≥ t (importance sampling: draws of unrelated persons would hardly ever reach it).
The share of the same draws that reach it is how often the missing person does. Both are for profiles read without fault at the
markers that remains have.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ...model.families import Family
from ...model.markers import Marker
from ..peeling.elimination import Array
from .asked import Asked, lots
from .pairwise import beside, body_of
from .readings import Readings, no_faults

#: Draws a family; families and kinds of remains (by the markers they have) that are drawn for, the others counted as these.
DRAWS, FAMILIES, KINDS = 400, 200, 40
SEED = 20


@dataclass(frozen=True, slots=True)
class Chances:
    """`false`: expected number of unrelated pairs at or above the threshold in the whole search, with its standard `error`.

    `reached`: the share of true pairs that get there; nan where no family has a ratio.
    """

    threshold: float
    false: float
    error: float
    reached: float


def chances(
    remains: Sequence[Family], families: Sequence[Family], markers: Sequence[Marker], threshold: float, *, theta: float = 0.0
) -> Chances:
    """Of a search of these remains among these families. A threshold is a likelihood ratio above 0."""
    asked = [Asked(f.pedigree, m, f.profiles, f.qualities) for f in families for m in f.missing]
    patterns = Counter(frozenset(k for k, m in enumerate(markers) if m.name in body_of(r)[1]) for r in remains)
    if not asked or not patterns:
        return Chances(threshold, 0.0, 0.0, math.nan)
    rng = np.random.default_rng(SEED)
    some = [asked[k] for k in rng.permutation(len(asked))[:FAMILIES]]
    kinds = patterns.most_common(KINDS)
    covered = sum(count for _, count in kinds)
    drawn = _drawn(some, markers, theta, rng)
    false = np.zeros((len(some), DRAWS))
    reached = 0.0
    for pattern, count in kinds:
        log_lr = drawn[sorted(pattern)].sum(axis=0)
        there = log_lr >= math.log(threshold)
        false += np.where(there, np.exp(-np.where(there, log_lr, 0.0)), 0.0) * (count / covered)
        able = ~np.isnan(log_lr)
        reached += (float(there[able].mean()) if able.any() else math.nan) * (count / covered)
    pairs = len(remains) * len(asked)
    spread = false.mean(axis=1)
    error = float(spread.std(ddof=1) / math.sqrt(len(some))) if len(some) > 1 else float(false.std() / math.sqrt(DRAWS))
    inner = float(np.sqrt((false.var(axis=1) / DRAWS).sum()) / len(some))
    return Chances(threshold, pairs * float(spread.mean()), pairs * (inner if len(some) == len(asked) else error), reached)


def _drawn(asked: Sequence[Asked], markers: Sequence[Marker], theta: float, rng: np.random.Generator) -> Array:
    """Log likelihood ratios of genotypes drawn as the missing person's, a marker, a family, a draw."""
    every = [_every(m) for m in markers]
    made = np.zeros((len(markers), len(asked), DRAWS))
    with np.errstate(divide="ignore", invalid="ignore"):
        here = [np.zeros((len(e), len(asked))) for e in every]
        other = [np.zeros((len(e), len(asked))) for e in every]
        for lot in lots(asked, markers, theta):
            found = every[lot.marker].under(lot.table)
            here[lot.marker][:, lot.columns] = (found / found.sum(axis=0))[:, lot.rows]
            if theta == 0:
                p = lot.frequencies
                alone = every[lot.marker].under(p[None] if lot.table.ndim == 2 else np.outer(p, p)[None])
                other[lot.marker][:, lot.columns] = alone / alone.sum()
        if theta > 0:
            for lot in lots([beside(one) for one in asked], markers, theta):
                found = every[lot.marker].under(lot.table)
                other[lot.marker][:, lot.columns] = (found / found.sum(axis=0))[:, lot.rows]
        for k in range(len(markers)):
            log_lr = np.log(here[k]) - np.log(other[k])
            sums = here[k].cumsum(axis=0)
            for j in range(len(asked)):
                drawn = np.searchsorted(sums[:, j], rng.random(DRAWS) * sums[-1, j], side="right")
                made[k, j] = log_lr[np.minimum(drawn, len(log_lr) - 1), j]
    return made


def _every(marker: Marker) -> Readings:
    """Every genotype that can be read at a marker."""
    seen = [i for i, a in enumerate(marker.alleles) if a != marker.silent]
    pairs = [(a, b) for i, a in enumerate(seen) for b in seen[i:]]
    first, second = (np.array(side, dtype=np.int64) for side in zip(*pairs, strict=True))
    return Readings(marker, first, second, no_faults(marker), np.zeros(0, dtype=np.int64))
