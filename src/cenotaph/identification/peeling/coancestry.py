"""Founders that share ancestors: their alleles under θ (Balding and Nichols 1994).

The k-th allele drawn is a with probability (n_a θ + (1 - θ) p_a) / (1 + (k - 2) θ), n_a the number of a among those before. This is
a Pólya urn: given hidden frequencies q from a Dirichlet distribution with parameters α p, α = (1 - θ) / θ, founders' alleles are
independent draws from q. So the likelihood is the mean over q of the likelihood with frequencies q, a polynomial in q. Two exact
ways to that mean:

- `nodes`: a product of Gauss-Jacobi rules over a stick-breaking of q, exact for the polynomial's degree, all weights positive;
- `partitions`: which founders' alleles are copies of one another, each way with its probability (Ewens 1972), then independent
  draws a block. Needed where there are many alleles (a stepwise model lets none be lumped) and few founders.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np

from .elimination import Array


def urn(frequencies: Array, theta: float, drawn: Array) -> tuple[Array, Array, float]:
    """The probability (Z,) of these draws in their order, the urn's frequencies (Z, A) after them, and its α.

    `drawn` (Z, N): places of alleles. The θ of the urn after N draws is 1 / (1 + α).

    >>> import numpy as np
    >>> p, _, _ = urn(np.array([[0.3, 0.7]]), 0.01, np.array([[0, 0]]))
    >>> round(float(p[0]), 4)
    0.0921
    """
    z = np.arange(len(frequencies))
    counts = np.zeros_like(frequencies)
    chance = np.ones(len(frequencies))
    for k in range(drawn.shape[1]):
        own = drawn[:, k].astype(np.int64)
        chance *= (counts[z, own] * theta + (1 - theta) * frequencies[z, own]) / (1 + (k - 1) * theta)
        counts[z, own] += 1
    total = drawn.shape[1]
    after = (counts * theta + (1 - theta) * frequencies) / (1 + (total - 1) * theta)
    return chance, after, (1 - theta) / theta + total


def nodes(frequencies: Array, alpha: float, degree: int) -> tuple[Array, Array]:
    """Frequencies (N, A) and weights (N,) whose weighted mean is the Dirichlet mean of any polynomial of this degree."""
    count = degree // 2 + 1
    places, weights = np.ones((1, 0)), np.ones(1)
    left = np.ones(1)
    rest = alpha * np.concatenate([np.cumsum(frequencies[::-1])[::-1][1:], [0.0]])
    for p, more in zip(alpha * frequencies, rest, strict=True):
        at, worth = beta_rule(float(p), float(more), count)
        places = np.concatenate([np.repeat(places, len(at), axis=0), np.outer(left, at).reshape(-1, 1)], axis=1)
        left = np.outer(left, 1 - at).reshape(-1)
        weights = np.outer(weights, worth).reshape(-1)
    return places, weights


def beta_rule(a: float, b: float, count: int) -> tuple[Array, Array]:
    """A rule of `count` places for the mean over Beta(a, b), exact to degree 2 count - 1 (Golub and Welsch 1969).

    >>> at, worth = beta_rule(2.0, 3.0, 2)
    >>> round(float(worth @ at**3), 12), round(2 * 3 * 4 / (5 * 6 * 7), 12)
    (0.114285714286, 0.114285714286)
    """
    if a <= 0 or b <= 1e-14:
        return np.array([0.0 if a <= 0 else 1.0]), np.ones(1)
    # Jacobi polynomials on [-1, 1] with weight (1 - x)^(b - 1) (1 + x)^(a - 1).
    s = a + b - 2
    n = np.arange(1, count)
    middle = np.concatenate([[(a - b) / (s + 2)], (a - b) * s / ((2 * n + s) * (2 * n + s + 2))])
    beside = np.zeros(max(count - 1, 0))
    if count > 1:
        beside[0] = 4 * a * b / ((a + b) ** 2 * (a + b + 1))
        m = n[1:]
        beside[1:] = 4 * m * (m + a - 1) * (m + b - 1) * (m + s) / ((2 * m + s) ** 2 * (2 * m + s + 1) * (2 * m + s - 1))
    values, vectors = np.linalg.eigh(np.diag(middle) + np.diag(np.sqrt(beside), 1) + np.diag(np.sqrt(beside), -1))
    return np.clip((values + 1) / 2, 0.0, 1.0), vectors[0] ** 2


def partitions(size: int) -> Iterator[tuple[int, ...]]:
    """Every way to put `size` things into blocks, as a label each.

    >>> list(partitions(2))
    [(0, 0), (0, 1)]
    """
    if size == 0:
        yield ()
        return
    for before in partitions(size - 1):
        for label in range(max(before, default=-1) + 2):
            yield (*before, label)


def bell(size: int) -> int:
    """How many partitions there are.

    >>> [bell(n) for n in range(6)]
    [1, 1, 2, 5, 15, 52]
    """
    row = [1]
    for _ in range(size):
        new = [row[-1]]
        for x in row:
            new.append(new[-1] + x)
        row = new
    return row[0]


def chance(labels: tuple[int, ...], alpha: float) -> float:
    """The probability that draws from the urn fall into these blocks of copies.

    >>> round(sum(chance(p, 9.0) for p in partitions(4)), 12)
    1.0
    """
    sizes = [labels.count(k) for k in set(labels)]
    total = math.prod(math.factorial(n - 1) for n in sizes) * alpha ** len(sizes)
    return float(total / math.prod(alpha + k for k in range(len(labels))))
