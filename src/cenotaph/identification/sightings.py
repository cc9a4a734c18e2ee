"""What was seen of persons at a marker, as the genotypes that fit it, over no more classes of alleles than needed.

Alleles that nobody was seen with are put into one class where the mutation model allows that exactly (see `mutations.lumped`).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from ..model.errors import KinFault
from ..model.markers import Genotype, Marker
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

    @property
    def size(self) -> int:
        return len(self.frequencies)

    def states(self, seen: Genotype, *, founder: bool, single: bool) -> tuple[State, ...]:
        """The genotypes that fit what was seen. Of a founder unordered ones (a heterozygote counts twice), else ordered ones."""
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


def normalised(marker: Marker) -> NDArray[np.float64]:
    """The frequencies, divided by their sum where rounding took it away from 1 by more than a printed table's tenth place."""
    frequencies = np.array(marker.frequencies)
    total = float(frequencies.sum())
    return frequencies / total if abs(total - 1) > 1e-8 else frequencies


def locus(marker: Marker, seen: Collection[Genotype], *, kept: Collection[str] | None = ()) -> Locus:
    """The marker over classes: every allele seen, every one `kept`, the silent one, and all the rest together where that is exact.

    `kept` None: every allele is kept apart.
    """
    if kept is None:
        return whole(marker)
    matrices = matrix(marker, marker.maternal), matrix(marker, marker.paternal)
    frequencies = normalised(marker)
    named = {g.first for g in seen} | {g.second for g in seen} | {marker.silent} | set(kept)
    apart = sorted(marker.alleles.index(a) for a in named if a is not None)
    if len(apart) < len(frequencies) - 1:
        classes = np.full(len(frequencies), len(apart), dtype=np.int64)
        classes[apart] = np.arange(len(apart))
        small = lumped(classes, *matrices)
        if small is not None:
            return Locus(marker, classes, np.bincount(classes, frequencies).astype(np.float64), *small)
    return whole(marker)


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
