"""Which relative to sample next? How far one more typed relative would take a family, before anybody is asked for blood.

For the missing person m and a relative r not typed, the joint distribution of both genotypes given the references is computed
exactly, marker by marker. From it follows exactly the expected log likelihood ratio of the right remains, Σ P(g, h | references)
log(P(g | h, references) / P(g)). How the ratio spreads, and how often an unrelated person is excluded, is drawn from the same
distributions: the relative's genotype given the references, the remains given both, or an unrelated person's.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from ...model.errors import KinFault
from ...model.families import Family
from ...model.markers import Marker
from ..checking.at_odds import still
from ..peeling.elimination import Array
from ..peeling.likelihoods import padded, prepared, summed, together
from ..peeling.sightings import checked, normalised, whole

#: Exclusions at so many markers are counted.
EXCLUDED = (1, 2, 3)


@dataclass(frozen=True, slots=True)
class Share:
    """A probability by simulation, with its standard error."""

    value: float
    error: float


@dataclass(frozen=True, slots=True)
class Power:
    """What a family tells with one more relative typed (`relative`; nothing for the family as it is).

    `expected_log10_lr`: exact, if the remains are the missing person's. `above`: P(LR > threshold) then, by threshold. Of an
    unrelated person: `excluded` at 1, 2, 3 markers or more, `below_one` P(LR < 1).
    """

    relative: str
    expected_log10_lr: float
    above: dict[float, Share]
    excluded: dict[int, Share]
    below_one: Share


def power(
    family: Family,
    missing: str,
    relative: str | None,
    markers: Sequence[Marker],
    *,
    thresholds: Sequence[float],
    draws: int,
    seed: int,
) -> Power:
    """`relative`: a member who is not typed; None for the family as it is. Markers of the X are left out.

    All markers of the list are taken as read of the relative and of the remains, without fault. KinFault: a relative who is typed
    or is the missing person, references that cannot be.
    """
    if relative is not None and (relative == missing or family.profiles.get(relative)):
        raise KinFault(f"{relative!r} is typed, or missing", cure="Ask of a member who is not.")
    rng = np.random.default_rng(seed)
    loci = [m for m in markers if not m.x_linked]
    expected, right, wrong = 0.0, np.zeros(draws), np.zeros(draws)
    excluded = np.zeros(draws, dtype=np.int64)
    quiet = _tables(family, missing, relative, [still(m) for m in loci])
    for marker, own, without in zip(loci, _tables(family, missing, relative, loci), quiet, strict=True):
        if not own.sum() > 0:
            raise KinFault(
                f"family {family.pedigree.name!r}: its genotypes of {marker.name} cannot be", cure="Check it, or allow mutation."
            )
        p = own / own.sum()
        alone = _alone(marker)
        after = p.sum(axis=0, keepdims=True)
        with np.errstate(divide="ignore", invalid="ignore"):
            log_lr = np.log(p) - np.log(after) - np.log(alone)[:, None]
            terms = np.where(p > 0, p * log_lr, 0.0)
        expected += float(terms.sum()) / math.log(10)
        at = _drawn(p.ravel(), rng, draws)
        right += log_lr.ravel()[at]
        stranger, h = _drawn(alone, rng, draws), at % p.shape[1]
        wrong += log_lr[stranger, h]
        excluded += (without[stranger, h] == 0) & (without.sum(axis=0)[h] > 0)
    return Power(
        "" if relative is None else relative,
        expected,
        {t: _share(right > math.log(t)) for t in thresholds},
        {k: _share(excluded >= k) for k in EXCLUDED},
        _share(wrong < 0),
    )


def _share(hits: NDArray[np.bool_]) -> Share:
    value = float(hits.mean())
    return Share(value, math.sqrt(value * (1 - value) / len(hits)))


def _drawn(chances: Array, rng: np.random.Generator, draws: int) -> NDArray[np.int64]:
    sums = np.cumsum(chances)
    at: NDArray[np.int64] = np.searchsorted(sums, rng.random(draws) * sums[-1], side="right")
    return np.minimum(at, len(chances) - 1)


def _tables(family: Family, missing: str, relative: str | None, markers: Sequence[Marker]) -> list[Array]:
    """A marker: how likely the references are together with each genotype of the missing (rows) and of the relative (columns)."""
    asked = (missing,) if relative is None else (missing, relative)
    made: list[Array] = []
    for m in markers:
        profiles = {p: own for p, own in family.profiles.items() if p not in family.missing}
        one = prepared(family.pedigree, whole(m), checked(m, profiles), family.qualities, asked=asked)
        size = padded(one.locus.size)
        _scale, table = summed(one.nodes, together([one], size))
        found = table[0]
        found = found[tuple(slice(one.locus.size) for _ in range(found.ndim))]
        if relative is not None and one.who.index(missing) > one.who.index(relative):
            found = found.transpose(2, 3, 0, 1)
        made.append(_seen(found, m))
    return made


def _seen(table: Array, marker: Marker) -> Array:
    """From ordered alleles (A, A) or (A, A, A, A) to genotypes as seen, (G, 1) or (G, G)."""
    order, starts = _fold(marker)
    size = len(marker.alleles) ** 2
    made = np.add.reduceat(table.reshape(size, -1)[order], starts, axis=0)
    if made.shape[1] > 1:
        made = np.add.reduceat(made[:, order], starts, axis=1)
    result: Array = made
    return result


def _fold(marker: Marker) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Ordered pairs of alleles in an order in which those that are seen alike lie together, and where each lot begins.

    Beside a silent allele the other is seen twice; the silent one twice is seen as nothing, a lot of its own.
    """
    size = len(marker.alleles)
    one, two = (x.ravel() for x in np.indices((size, size)))
    if marker.silent is not None:
        silent = marker.alleles.index(marker.silent)
        one, two = np.where(one == silent, two, one), np.where(two == silent, one, two)
    key = np.minimum(one, two) * size + np.maximum(one, two)
    order = np.argsort(key, kind="stable")
    return order, np.flatnonzero(np.diff(key[order], prepend=-1))


def _alone(marker: Marker) -> Array:
    p = normalised(marker)
    made: Array = _seen(np.outer(p, p), marker)[:, 0]
    return made


def powers(
    families: Sequence[tuple[str, Family, str | None]],
    missing: str,
    markers: Sequence[Marker],
    *,
    thresholds: Sequence[float],
    draws: int,
    seed: int,
    advance: Callable[[int, int], None] = lambda _done, _all: None,
) -> list[Power]:
    """Each named candidate's power, as it is first, then those that would tell most first."""
    made = []
    for k, (name, family, relative) in enumerate(families):
        found = power(family, missing, relative, markers, thresholds=thresholds, draws=draws, seed=seed)
        made.append(replace(found, relative=name))
        advance(k + 1, len(families))
    return made[:1] + sorted(made[1:], key=lambda p: -p.expected_log10_lr)
