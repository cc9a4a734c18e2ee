"""What was read of many samples at a marker, and how likely that is under tables of genotypes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...model.markers import SHARP, Genotype, Marker, Quality
from ..peeling.elimination import Array
from ..peeling.sightings import checked, whole

#: The place of an allele that was not read.
UNREAD = -1
Places = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Readings:
    """The distinct readings (U) of samples at a marker, those without fault first, and which each sample has.

    `first`, `second`: places of the alleles of those without fault, `second` -1 where it was not read. `of`: a reading's place a
    sample (N,), U where nothing was read.
    """

    marker: Marker
    first: Places
    second: Places
    unsure: tuple[tuple[Genotype, Quality], ...]
    of: Places

    def __len__(self) -> int:
        return len(self.first) + len(self.unsure)

    def under(self, joint: Array) -> Array:
        """How likely each is, (U, Z). `joint`: probabilities of ordered genotypes (Z, A, A), or of a man's one allele (Z, A)."""
        single = joint.ndim == 2
        made = np.empty((len(self), len(joint)))
        sharp = len(self.first)
        made[:sharp] = (self._of_one(joint) if single else self._of_two(joint)).T
        if self.unsure:
            own, size = whole(self.marker), joint.shape[1]
            chances = np.zeros((len(self.unsure), *joint.shape[1:]))
            for k, (seen, quality) in enumerate(self.unsure):
                chances[k][(slice(own.size),) * (joint.ndim - 1)] = own.reading(seen, quality, single=single)
            made[sharp:] = chances.reshape(len(self.unsure), -1) @ joint.reshape(len(joint), size ** (joint.ndim - 1)).T
        return made

    def _of_one(self, joint: Array) -> Array:
        fits = (self.second == UNREAD) | (self.second == self.first)
        return np.asarray(joint[:, self.first] * fits)

    def _of_two(self, joint: Array) -> Array:
        a, b = self.first, self.second
        here = joint[:, a, a]
        made = np.where(a == b, here, joint[:, a, b] + joint[:, b, a])
        if self.marker.silent is not None:
            silent = self.marker.alleles.index(self.marker.silent)
            made += (a == b) * (joint[:, a, silent] + joint[:, silent, a])
        if (b == UNREAD).any():
            made = np.where(b == UNREAD, joint.sum(axis=2)[:, a] + joint.sum(axis=1)[:, a] - here, made)
        return np.asarray(made)


def readings(
    marker: Marker, samples: Sequence[Mapping[str, Genotype]], names: Sequence[str], qualities: Sequence[Quality]
) -> Readings:
    """What was read of every sample at a marker. KinFault names the sample of an allele that is not in the table."""
    own = [(profile.get(marker.name), quality) for profile, quality in zip(samples, qualities, strict=True)]
    distinct = {read: k for k, read in reversed(list(enumerate(own))) if read[0] is not None}
    for (seen, _), k in distinct.items():
        assert seen is not None
        checked(marker, {names[k]: {marker.name: seen}})
    ordered = sorted(distinct, key=lambda read: not read[1].sharp)
    place = {read: u for u, read in enumerate(ordered)}
    sharp = [seen for seen, quality in ordered if seen is not None and quality == SHARP]
    first = np.array([marker.index(g.first) for g in sharp], dtype=np.int64)
    second = np.array([UNREAD if g.second is None else marker.index(g.second) for g in sharp], dtype=np.int64)
    unsure = tuple((seen, quality) for seen, quality in ordered if seen is not None and quality != SHARP)
    return Readings(marker, first, second, unsure, np.array([place.get(read, len(ordered)) for read in own], dtype=np.int64))
