"""Alleles let fall down a pedigree: what a family's genes may be, drawn by Mendel's rules and the markers' mutation models.

Gene dropping (MacCluer, VandeBerg, Read and Ryder, Zoo Biology 5, 1986, 147-160, doi:10.1002/zoo.1430050209): founders draw alleles
by frequency, children one of each parent's two, changed by the mutation matrix of that parent's sex. Markers are unlinked. At an
X-linked marker a father passes his one allele to daughters and none to sons.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from ...model.errors import KinFault
from ...model.markers import NO_MUTATION, Marker
from ...model.pedigrees import Pedigree, Sex
from ..peeling.mutations import matrix
from ..peeling.sightings import normalised

Places = NDArray[np.int16]
#: In place of the allele that a man has not, at a marker of the X.
NONE = -1
FOUNDER = -1


def dropped(
    parents: NDArray[np.int64], males: NDArray[np.bool_], markers: Sequence[Marker], rng: np.random.Generator, *, times: int = 1
) -> Places:
    """Places of alleles in the marker's order, (persons, times, markers, 2): from the father, from the mother.

    `parents` (persons, 2): place of father and mother, -1 for founders. `males` (persons,): matters at X-linked markers alone,
    where a man's first allele is -1. `times`: so many drawn families side by side. KinFault: somebody descends from themselves.
    """
    steps = _generations(parents)
    made = np.full((len(parents), times, len(markers), 2), NONE, dtype=np.int16)
    for k, marker in enumerate(markers):
        _one_marker(made[:, :, k], parents, males, steps, marker, rng)
    return made


def _generations(parents: NDArray[np.int64]) -> list[NDArray[np.int64]]:
    """Persons in steps, each after both parents."""
    placed = parents[:, 0] < 0
    steps = [np.flatnonzero(placed)]
    while not placed.all():
        ready = ~placed & placed[parents].all(axis=1)
        if not ready.any():
            raise KinFault("somebody in the pedigree descends from themselves", cure="Mend the parents.")
        steps.append(np.flatnonzero(ready))
        placed = placed | ready
    return steps


def _one_marker(
    own: Places,
    parents: NDArray[np.int64],
    males: NDArray[np.bool_],
    steps: Sequence[NDArray[np.int64]],
    marker: Marker,
    rng: np.random.Generator,
) -> None:
    first, *later = steps
    own[first] = drawn(marker, rng, (len(first), own.shape[1], 2))
    if marker.x_linked:
        own[first[males[first]], :, 0] = NONE
    for step in later:
        for side in (0, 1):
            above = parents[step, side]
            which = rng.integers(0, 2, size=(len(step), own.shape[1]))
            if marker.x_linked and side == 0:
                which[:] = 1
            passed = np.take_along_axis(own[above], which[..., None], axis=2)[..., 0]
            own[step, :, side] = _mutated(passed, marker, side, rng)
        if marker.x_linked:
            own[step[males[step]], :, 0] = NONE


def drawn(marker: Marker, rng: np.random.Generator, size: tuple[int, ...]) -> Places:
    """Alleles of the population, by frequency."""
    return rng.choice(len(marker.alleles), size=size, p=normalised(marker)).astype(np.int16)


def _mutated(alleles: Places, marker: Marker, side: int, rng: np.random.Generator) -> Places:
    mutation = (marker.paternal, marker.maternal)[side]
    if mutation == NO_MUTATION:
        return alleles
    sums = _cumulative(marker, side)
    lot = rng.random(alleles.shape)
    changing = lot >= _staying(marker, side)[alleles]
    made = alleles.copy()
    at = alleles[changing]
    # Of those that change, a second draw says to which; the row without its own allele, summed up.
    made[changing] = (rng.random(len(at))[:, None] >= sums[at]).sum(axis=1)
    return made


@lru_cache(maxsize=1024)
def _staying(marker: Marker, side: int) -> NDArray[np.float64]:
    return np.diagonal(matrix(marker, (marker.paternal, marker.maternal)[side])).copy()


@lru_cache(maxsize=1024)
def _cumulative(marker: Marker, side: int) -> NDArray[np.float64]:
    """Of alleles that change: the summed probabilities of what they become, the last sum a little above any draw."""
    away = matrix(marker, (marker.paternal, marker.maternal)[side]).copy()
    np.fill_diagonal(away, 0.0)
    total = away.sum(axis=1, keepdims=True)
    sums = np.cumsum(np.divide(away, total, out=np.zeros_like(away), where=total > 0), axis=1)
    last = away.shape[1] - 1 - np.argmax(away[:, ::-1] > 0, axis=1)
    sums[np.arange(away.shape[1])[None, :] >= last[:, None]] = 2.0
    made: NDArray[np.float64] = sums[:, :-1]
    return made


def placed(pedigree: Pedigree) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """The parents and sexes of a pedigree's members, in their order, as `dropped` takes them; a father is a man."""
    at = {p.id: k for k, p in enumerate(pedigree.members)}
    fathers = {p.father for p in pedigree.members}
    parents = [[FOUNDER if q is None else at[q] for q in (p.father, p.mother)] for p in pedigree.members]
    males = [p.sex is Sex.MALE or p.id in fathers for p in pedigree.members]
    return np.array(parents, dtype=np.int64).reshape(-1, 2), np.array(males, dtype=bool)
