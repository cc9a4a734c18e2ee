"""What was seen of persons at a marker, as the genotypes that fit it, over no more classes of alleles than needed.

Alleles that nobody was seen with are put into one class where the mutation model allows that exactly (see `mutations.lumped`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from ...model.errors import KinFault
from ...model.markers import Genotype, Marker, Quality
from .mutations import Matrix, lumped, matrix

#: A genotype that fits: class of the allele from the father, from the mother, and how often it counts.
State = tuple[int, int, float]


@dataclass(frozen=True, slots=True)
class Locus:
    """A marker over classes of alleles. `classes`: of every allele; `frequencies` (C,); `maternal`, `paternal` (C, C)."""

    marker: Marker
    classes: NDArray[np.int64]
    frequencies: NDArray[np.float64]
    maternal: Matrix
    paternal: Matrix
    _fitting: dict[tuple[Genotype, bool, bool], tuple[State, ...]] = field(default_factory=dict, repr=False, compare=False)

    @property
    def size(self) -> int:
        return len(self.frequencies)

    def states(self, seen: Genotype, *, founder: bool, single: bool) -> tuple[State, ...]:
        """The genotypes that fit what was seen. Of a founder unordered ones (a heterozygote counts twice), else ordered ones."""
        key = seen, founder, single
        if key not in self._fitting:
            self._fitting[key] = self._states(seen, founder, single)
        return self._fitting[key]

    def _states(self, seen: Genotype, founder: bool, single: bool) -> tuple[State, ...]:
        one = int(self.classes[self.marker.index(seen.first)])
        if single:
            if seen.second not in (None, seen.first):
                raise KinFault(
                    f"a male has {seen} at the X-linked marker {self.marker.name}", cure="Write one allele, or the same one twice."
                )
            return ((one, one, 1.0),)
        if seen.second is None:
            others = list(range(self.size))
        elif seen.second != seen.first:
            others = [int(self.classes[self.marker.index(seen.second)])]
        else:
            silent = self.marker.silent
            others = [one] + ([int(self.classes[self.marker.alleles.index(silent)])] if silent is not None else [])
        found: list[State] = []
        for other in others:
            if other == one:
                found.append((one, one, 1.0))
            elif founder:
                found.append((one, other, 2.0))
            else:
                found += [(one, other, 1.0), (other, one, 1.0)]
        return tuple(found)

    def reading(self, seen: Genotype, quality: Quality, *, single: bool) -> NDArray[np.float64]:
        """How likely this is read of a person with each two alleles (C, C), symmetric; of a man's only one, (C,).

        Copies drop out each on its own, and a silent one is never seen; then one allele may drop in; then the genotype may be that
        of anybody. Classes of several alleles hold none that was seen, so that only their dropping out counts.
        """
        frequencies = normalised(self.marker)
        one = self.marker.index(seen.first)
        two = one if seen.second is None else self.marker.index(seen.second)
        silent = None if self.marker.silent is None else self.marker.alleles.index(self.marker.silent)
        lost = np.full(self.size, quality.dropout)
        if silent is not None:
            lost[self.classes[silent]] = 1.0
        first = _surviving(int(self.classes[one]), lost, single=single)
        second = _surviving(int(self.classes[two]), lost, single=single)
        none = lost if single else np.outer(lost, lost)
        p, q, drop = frequencies[one], frequencies[two], quality.drop_in
        hidden = 0.0 if silent is None else float(frequencies[silent])
        unseen = 1 - drop + drop * hidden
        alone = p if single else p * p + 2 * p * hidden
        if seen.second is None:
            there = first.alone + first.beside
            made = there + (1 - there) * drop * p
            alone = p if single else 1 - (1 - p) ** 2
        elif one == two:
            made = first.alone * (unseen + drop * p) + none * drop * p
        else:
            alone = 0.0 if single else 2 * p * q
            both = np.zeros_like(none)
            if not single:
                a, b = self.classes[one], self.classes[two]
                both[a, b] = both[b, a] = (1 - quality.dropout) ** 2
            made = both * (unseen + drop * (p + q)) + first.alone * drop * q + second.alone * drop * p
        return np.asarray((1 - quality.error) * made + quality.error * alone)


@dataclass(frozen=True, slots=True)
class _Survival:
    """How likely an allele is all that survives of each two, or survives beside another."""

    alone: NDArray[np.float64]
    beside: NDArray[np.float64]


def _surviving(allele: int, lost: NDArray[np.float64], *, single: bool) -> _Survival:
    """`lost`: how likely each class's copy is not seen."""
    if single:
        alone = np.zeros(len(lost))
        alone[allele] = 1 - lost[allele]
        return _Survival(alone, np.zeros(len(lost)))
    alone, beside = np.zeros((len(lost), len(lost))), np.zeros((len(lost), len(lost)))
    alone[allele, :] = alone[:, allele] = (1 - lost[allele]) * lost
    beside[allele, :] = beside[:, allele] = (1 - lost[allele]) * (1 - lost)
    alone[allele, allele] = 1 - lost[allele] ** 2
    beside[allele, allele] = 0.0
    return _Survival(alone, beside)


def normalised(marker: Marker) -> NDArray[np.float64]:
    """The frequencies, divided by their sum where rounding took it away from 1 by more than a printed table's tenth place."""
    frequencies = np.array(marker.frequencies)
    total = float(frequencies.sum())
    return frequencies / total if abs(total - 1) > 1e-8 else frequencies


def locus(marker: Marker, seen: Iterable[Genotype]) -> Locus:
    """The marker over classes: every allele seen, the silent one, and all the rest together where that is exact."""
    every = whole(marker)
    frequencies = every.frequencies
    named = {a for g in seen for a in (g.first, g.second)} | {marker.silent}
    apart = sorted(marker.alleles.index(a) for a in named if a is not None)
    if len(apart) < len(frequencies) - 1:
        classes = np.full(len(frequencies), len(apart), dtype=np.int64)
        classes[apart] = np.arange(len(apart))
        small = lumped(classes, every.maternal, every.paternal)
        if small is not None:
            maternal, paternal = small
            return Locus(marker, classes, np.bincount(classes, frequencies).astype(np.float64), maternal, paternal)
    return every


@lru_cache(maxsize=1024)
def whole(marker: Marker) -> Locus:
    """The marker with every allele apart."""
    matrices = matrix(marker, marker.maternal), matrix(marker, marker.paternal)
    return Locus(marker, np.arange(len(marker.alleles), dtype=np.int64), normalised(marker), *matrices)


def checked(marker: Marker, profiles: Mapping[str, Mapping[str, Genotype]]) -> dict[str, Genotype]:
    """What was seen at this marker, by person; KinFault names the person when an allele is not in the table."""
    found = {}
    for person, profile in profiles.items():
        seen = profile.get(marker.name)
        if seen is None:
            continue
        for allele in (seen.first, seen.second):
            if allele is not None:
                try:
                    marker.index(allele)
                except KinFault as fault:
                    raise KinFault(f"{person!r}: {fault.what}", cure=fault.cure) from None
        found[person] = seen
    return found
