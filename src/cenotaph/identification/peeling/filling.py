"""The numbers of a network: every factor's table, for a batch of loci of one shape."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from .elimination import Array
from .shapes import Factor, Kind, Network, Shape
from .sightings import Locus, State

Places = NDArray[np.int64]
#: What a batch holds by place in the shape.
PERSONAL = ("fathers", "mothers", "weights", "readings")


@dataclass(frozen=True, slots=True)
class Batch:
    """Loci side by side, padded to the same number of alleles A with alleles of frequency 0.

    `frequencies` (Z, A); `maternal`, `paternal` (Z, A, A); a pair of places of alleles and a weight for every typed person of the
    shape and every genotype that fits, each (Z, K), by place in the shape. `readings`: of everybody whose genotype was not read for
    sure, how likely what was read is of each two alleles, (Z, A, A), or of the only one, (Z, A).
    """

    frequencies: Array
    maternal: Array
    paternal: Array
    fathers: dict[int, Places]
    mothers: dict[int, Places]
    weights: dict[int, Array]
    readings: dict[int, Array]

    def __len__(self) -> int:
        return len(self.frequencies)

    @property
    def alleles(self) -> int:
        return int(self.frequencies.shape[1])

    def repeated(self, times: int, frequencies: Array) -> Batch:
        """Every locus so many times in a row, with frequencies (Z × times, A) of its own each time."""
        again = {name: {i: np.repeat(a, times, axis=0) for i, a in getattr(self, name).items()} for name in PERSONAL}
        return replace(
            self,
            frequencies=frequencies,
            maternal=np.repeat(self.maternal, times, axis=0),
            paternal=np.repeat(self.paternal, times, axis=0),
            **again,
        )


def batch(
    nodes: Shape,
    loci: Sequence[Locus],
    states: Sequence[Sequence[tuple[State, ...]]],
    size: int,
    readings: Sequence[Sequence[Array]] = (),
) -> Batch:
    """A batch of loci. By locus and place of the shape: `states`, the genotypes that fit the typed; `readings` of the unsure."""
    z = len(loci)
    frequencies, maternal, paternal = np.zeros((z, size)), np.zeros((z, size, size)), np.zeros((z, size, size))
    for k, found in enumerate(loci):
        n = found.size
        frequencies[k, :n], maternal[k, :n, :n], paternal[k, :n, :n] = found.frequencies, found.maternal, found.paternal
    typed = [i for i, n in enumerate(nodes) if n.states]
    fathers = {i: np.zeros((z, nodes[i].states), dtype=np.int64) for i in typed}
    mothers = {i: np.zeros((z, nodes[i].states), dtype=np.int64) for i in typed}
    weights = {i: np.zeros((z, nodes[i].states)) for i in typed}
    for k, own in enumerate(states):
        for i, fitting in zip(typed, own, strict=True):
            for j, (father, mother, weight) in enumerate(fitting):
                fathers[i][k, j], mothers[i][k, j], weights[i][k, j] = father, mother, weight
    unsure = {i: np.zeros((z, *(size,) * (1 if n.single else 2))) for i, n in enumerate(nodes) if n.kind is Kind.UNSURE}
    for k, read in enumerate(readings):
        for table, one in zip(unsure.values(), read, strict=True):
            table[k][tuple(slice(n) for n in one.shape)] = one
    return Batch(frequencies, maternal, paternal, fathers, mothers, weights, unsure)


def tables(net: Network, nodes: Shape, of: Batch, *, founders_counted: bool = False) -> list[Array]:
    """The table of every factor, (Z or 1, *sizes). `founders_counted`: typed founders' genotypes are taken account of elsewhere."""
    onto: dict[tuple[str, int], Array] = {}
    return [_table(f, nodes, of, founders_counted, onto) for f in net.factors]


def _table(f: Factor, nodes: Shape, of: Batch, founders_counted: bool, onto: dict[tuple[str, int], Array]) -> Array:
    if f.what == "drawn":
        return of.frequencies
    if f.what == "choice":
        return np.full((1, 2), 0.5)
    if f.what == "read":
        return of.readings[f.person]
    if f.what == "seen":
        return of.weights[f.person]
    if f.what == "founder":
        return np.ones_like(of.weights[f.person]) if founders_counted else of.weights[f.person] * founding(nodes, of, f.person)
    passed = onto.get((f.side, f.person))
    if passed is None:
        passed = onto[f.side, f.person] = _passed(f, nodes, of)
    if f.what == "from one":
        return passed
    lot = np.arange(len(of))[:, None]
    return 0.5 * (passed[lot, of.fathers[f.parent]] + passed[lot, of.mothers[f.parent]])


def founding(nodes: Shape, of: Batch, person: int) -> Array:
    """The probability of each genotype that fits of a typed founder, ordered, (Z, K)."""
    lot = np.arange(len(of))[:, None]
    mother = of.frequencies[lot, of.mothers[person]]
    return mother if nodes[person].single else mother * of.frequencies[lot, of.fathers[person]]


def _passed(f: Factor, nodes: Shape, of: Batch) -> Array:
    """From an allele of the parent to the child's variable: (Z, A, A) of an untyped child, (Z, A, K) of a typed one."""
    matrices = of.paternal if f.side == "father" else of.maternal
    if not nodes[f.person].states:
        return matrices
    places = (of.fathers if f.side == "father" else of.mothers)[f.person]
    return np.ascontiguousarray(matrices[np.arange(len(of))[:, None], :, places].transpose(0, 2, 1))
