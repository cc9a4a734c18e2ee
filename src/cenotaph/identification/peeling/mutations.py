"""How an allele changes from parent to child: a matrix a model, rows from, columns to.

Models are those of the field (Egeland, Kling, Mostad, Relationship Inference with Familias and R, 2016, chapter 2):

- equal: a mutation leads to each other allele alike, M[i, j] = rate / (n - 1);
- proportional: to each with its frequency, M[i, j] = k p_j, k = rate / (1 - Σ p²), so that `rate` is the mean over the population;
- onestep: one repeat up or down, half each; all of the rate to the only neighbour at an end;
- stepwise: whole repeats away with probability in proportion to reach^(steps), `rate` in all; to alleles of another microvariant
  (9 and 9.3) with `rate2` in all, each alike. Where either kind has no target its rate falls away.
"""

from __future__ import annotations

import re

import numpy as np
from numpy.typing import NDArray

from ...model.errors import KinFault
from ...model.markers import Marker, Mutation, MutationModel

Matrix = NDArray[np.float64]


def matrix(marker: Marker, mutation: Mutation) -> Matrix:
    """A × A transition probabilities in the order of the marker's alleles; rows sum to 1. A silent allele does not mutate.

    KinFault when an allele's name is no number of repeats under a model that counts them, or when a diagonal falls below 0.

    >>> m = Marker("L", ("1", "2"), (0.25, 0.75))
    >>> matrix(m, Mutation(MutationModel.PROPORTIONAL, 0.03)).tolist()
    [[0.94, 0.06], [0.02, 0.98]]
    """
    size = len(marker.alleles)
    if mutation.model is MutationModel.CUSTOM:
        return np.array(mutation.matrix, dtype=np.float64)
    if mutation.model is MutationModel.NONE:
        return np.eye(size)
    moving = [i for i, a in enumerate(marker.alleles) if a != marker.silent]
    made = np.eye(size)
    if len(moving) > 1:
        made[np.ix_(moving, moving)] = _moving(marker, mutation, moving)
    if (made < 0).any():
        raise KinFault(
            f"marker {marker.name!r}: the {mutation.model} rate {mutation.rate:g} leaves less than nothing", cure="Lower the rate."
        )
    return made


def _moving(marker: Marker, mutation: Mutation, moving: list[int]) -> Matrix:
    size, rate = len(moving), mutation.rate
    frequencies = np.array([marker.frequencies[i] for i in moving])
    away: Matrix
    if mutation.model is MutationModel.EQUAL:
        away = np.full((size, size), rate / (size - 1))
    elif mutation.model is MutationModel.PROPORTIONAL:
        frequencies = frequencies / frequencies.sum()
        away = np.tile(frequencies * (rate / (1 - (frequencies**2).sum())), (size, 1))
    elif mutation.model is MutationModel.ONESTEP:
        away = _one_step(*_repeats(marker, moving), rate, marker.name)
    else:
        away = _stepwise(*_repeats(marker, moving), mutation)
    np.fill_diagonal(away, 0.0)
    np.fill_diagonal(away, 1 - away.sum(axis=1))
    return away


def _repeats(marker: Marker, moving: list[int]) -> tuple[Matrix, NDArray[np.int64]]:
    """Whole repeats and microvariant of every allele: 9.3 is 9 and 3."""
    found = [re.fullmatch(r"(\d+)(?:\.(\d))?", marker.alleles[i]) for i in moving]
    for i, match in zip(moving, found, strict=True):
        if match is None:
            raise KinFault(
                f"marker {marker.name!r}: the allele {marker.alleles[i]!r} is no number of repeats, which this model needs",
                cure="Use the equal or proportional model for this marker.",
            )
    whole = np.array([float(m[1]) for m in found if m])
    return whole, np.array([int(m[2] or 0) for m in found if m], dtype=np.int64)


def _one_step(whole: Matrix, micro: NDArray[np.int64], rate: float, name: str) -> Matrix:
    if micro.any():
        raise KinFault(f"marker {name!r} has microvariants, which the one-step model does not know", cure="Use the stepwise model.")
    near = np.abs(whole[:, None] - whole[None, :]) == 1
    neighbours = near.sum(axis=1, keepdims=True)
    made: Matrix = np.divide(near * rate, neighbours, out=np.zeros(near.shape), where=neighbours > 0)
    return made


def _stepwise(whole: Matrix, micro: NDArray[np.int64], mutation: Mutation) -> Matrix:
    same = micro[:, None] == micro[None, :]
    apart = ~same
    np.fill_diagonal(same, False)
    # By the likeliest step of each row, so that many steps neither vanish nor overflow.
    logs = np.where(same, np.abs(whole[:, None] - whole[None, :]) * np.log(mutation.reach), -np.inf)
    top = logs.max(axis=1, keepdims=True)
    steps = np.exp(logs - np.where(np.isneginf(top), 0.0, top))
    total, others = steps.sum(axis=1, keepdims=True), apart.sum(axis=1, keepdims=True)
    along = np.divide(steps * mutation.rate, total, out=np.zeros_like(steps), where=total > 0)
    across = np.divide(apart * mutation.rate2, others, out=np.zeros_like(steps), where=others > 0)
    return np.asarray(along + across)


def lumped(classes: NDArray[np.int64], *matrices: Matrix) -> tuple[Matrix, ...] | None:
    """The matrices over classes of alleles where that is exact, else None.

    `classes`: the class of every allele, 0 to C - 1. Exact (Kemeny and Snell 1976, 6.3) when from all alleles of a class the
    probabilities of going to each other class are the same.
    """
    onto = np.zeros((len(classes), int(classes.max()) + 1))
    onto[np.arange(len(classes)), classes] = 1.0
    first = np.array([int(np.argmax(classes == c)) for c in range(onto.shape[1])])
    made = []
    for m in matrices:
        to = m @ onto
        small = to[first]
        if (np.abs(to - small[classes]) > 1e-12 * small[classes]).any():
            return None
        made.append(small)
    return tuple(made)
