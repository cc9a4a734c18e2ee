"""How likely what was read of many samples is, of every genotype that a person may have; all samples at a marker at once.

The model of `sightings.Locus.reading`, written for thousands of samples: rows are samples, columns are unordered genotypes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...model.markers import SHARP, Genotype, Marker, Profile, Quality
from ..peeling.elimination import Array
from ..peeling.sightings import Locus, checked, locus, normalised, whole


@dataclass(frozen=True, slots=True)
class Sample:
    """What was seen of one sample or person. `id` is for messages."""

    id: str
    profile: Profile
    quality: Quality = SHARP


@dataclass(frozen=True, slots=True)
class Emissions:
    """Samples at a marker. `of` (N,): the row of each sample. `chances` (U, G): of what was read, by unordered genotype.

    Row 0 is 1. `first`, `second` (G,): classes of the two alleles of each genotype. `readings`: what was read in each row, None in
    row 0.
    """

    locus: Locus
    first: NDArray[np.int64]
    second: NDArray[np.int64]
    of: NDArray[np.int64]
    chances: Array
    readings: tuple[Genotype | None, ...]


def emissions(samples: Sequence[Sample], marker: Marker, *, lumped: bool = True) -> Emissions:
    """Emissions at an autosomal marker. `lumped`: alleles that were not seen are one where that is exact.

    KinFault: an allele that is not in the table, named with its sample.
    """
    rows: dict[tuple[Genotype, Quality], int] = {}
    of = np.zeros(len(samples), dtype=np.int64)
    for k, sample in enumerate(samples):
        seen = sample.profile.get(marker.name)
        if seen is None:
            continue
        key = (seen, sample.quality)
        if key not in rows:
            checked(marker, {sample.id: sample.profile})
            rows[key] = len(rows) + 1
        of[k] = rows[key]
    found = locus(marker, tuple({g for g, _ in rows})) if lumped else whole(marker)
    first, second = np.triu_indices(found.size)
    chances = np.ones((len(rows) + 1, len(first)))
    if rows:
        chances[1:] = _chances(found, list(rows), first, second)
    return Emissions(found, first, second, of, chances, (None, *(g for g, _ in rows)))


def _chances(found: Locus, read: Sequence[tuple[Genotype, Quality]], first: NDArray[np.int64], second: NDArray[np.int64]) -> Array:
    marker = found.marker
    one = np.array([marker.index(g.first) for g, _ in read])
    two = np.array([marker.index(g.first if g.second is None else g.second) for g, _ in read])
    unread = np.array([g.second is None for g, _ in read])[:, None]
    dropout, drop_in, error = (np.array([getattr(q, n) for _, q in read])[:, None] for n in ("dropout", "drop_in", "error"))
    frequencies = normalised(marker)
    silent = None if marker.silent is None else marker.alleles.index(marker.silent)
    hidden = 0.0 if silent is None else float(frequencies[silent])
    mute = -1 if silent is None else int(found.classes[silent])
    p, q = frequencies[one][:, None], frequencies[two][:, None]
    a, b = found.classes[one][:, None], found.classes[two][:, None]
    lost = [np.where(copy == mute, 1.0, dropout) for copy in (first, second)]
    unseen = 1 - drop_in + drop_in * hidden

    def alone(allele: NDArray[np.int64]) -> Array:
        """This allele is all that survives."""
        has = [copy == allele for copy in (first, second)]
        left = [h * (1 - x) for h, x in zip(has, lost, strict=True)]
        made: Array = left[0] * lost[1] + left[1] * lost[0] + left[0] * left[1]
        return made

    none = lost[0] * lost[1]
    own = alone(a)
    twice = own * (unseen + drop_in * p) + none * drop_in * p
    pair = ((first == a) & (second == b)) | ((first == b) & (second == a))
    both = pair * (1 - lost[0]) * (1 - lost[1])
    differ = both * (unseen + drop_in * (p + q)) + own * drop_in * q + alone(b) * drop_in * p
    gone = np.where(first == a, lost[0], 1.0) * np.where(second == a, lost[1], 1.0)
    there = 1 - gone + gone * drop_in * p
    same = one[:, None] == two[:, None]
    made = np.where(unread, there, np.where(same, twice, differ))
    anybody = np.where(unread, 1 - (1 - p) ** 2, np.where(same, p * p + 2 * p * hidden, 2 * p * q))
    result: Array = (1 - error) * made + error * anybody
    return result
