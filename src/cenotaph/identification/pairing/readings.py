"""What was read of many samples at a marker, and how likely that is under tables of genotypes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...model.markers import SHARP, Genotype, Marker, Quality
from ..peeling.elimination import Array
from ..peeling.sightings import checked, normalised

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
    unsure: Unsure
    of: Places

    def __len__(self) -> int:
        return len(self.first) + len(self.unsure)

    def under(self, joint: Array) -> Array:
        """How likely each is, (U, Z). `joint`: probabilities of ordered genotypes (Z, A, A), or of a man's one allele (Z, A)."""
        sharp = (self._of_one(joint) if joint.ndim == 2 else self._of_two(joint)).T
        return np.concatenate([sharp, self.unsure.under(joint).T]) if len(self.unsure) else np.ascontiguousarray(sharp)

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


@dataclass(frozen=True, slots=True)
class Unsure:
    """Readings that may be off (V): places of both alleles as above, their frequencies, and the qualities of the samples.

    What `Locus.reading` gives for one genotype is here summed over a whole table, from its sums over those with the allele.
    """

    first: Places
    second: Places
    p: Array
    q: Array
    dropout: Array
    drop_in: Array
    error: Array
    silent: int | None
    hidden: float

    def __len__(self) -> int:
        return len(self.first)

    def under(self, joint: Array) -> Array:
        """(Z, V). `joint` as of `Readings.under`."""
        single = joint.ndim == 2
        one, beside, none, whole = self._survivals(joint)
        d, c, p, q = self.dropout, self.drop_in, self.p, self.q
        a, b = self.first, self.second
        unseen = 1 - c + c * self.hidden
        first, second = one(a), one(b)
        both = 0.0 if single else (1 - d) ** 2 * (joint[:, a, b] + joint[:, b, a])
        there = first + beside(a)
        half, same = b == UNREAD, a == b
        made = np.where(
            half,
            there + np.maximum(whole - there, 0.0) * c * p,
            np.where(same, first * (unseen + c * p) + none * c * p, both * (unseen + c * (p + q)) + first * c * q + second * c * p),
        )
        alone = np.where(half, p if single else 1 - (1 - p) ** 2, p if single else p * p + 2 * p * self.hidden)
        alone = np.where(half | same, alone, 0.0 if single else 2 * p * q)
        return np.asarray((1 - self.error) * made + self.error * alone * whole)

    def _survivals(self, joint: Array) -> tuple[Callable[[Places], Array], Callable[[Places], Array], Array, Array]:
        """Functions of an allele's place: that it alone survives, and that it does beside another; that none does; all. (Z, V).

        Sums are over what counts and never differences, so that what cannot be is 0.
        """
        d = self.dropout
        z, n = joint.shape[0], joint.shape[1]
        seen = np.ones(n, dtype=bool)
        if self.silent is not None:
            seen[self.silent] = False
        if joint.ndim == 2:
            whole = joint.sum(axis=1)[:, None]
            silent = joint[:, ~seen].sum(axis=1)[:, None]
            none = d * joint[:, seen].sum(axis=1)[:, None] + silent
            return (lambda a: (1 - d) * joint[:, a]), (lambda _: np.zeros((z, len(self)))), none, whole
        places = np.arange(n)
        own = joint[:, places, places]
        apart = joint + joint.transpose(0, 2, 1)
        apart[:, places, places] = 0.0
        others = apart[:, :, seen].sum(axis=2)
        lost = apart[:, :, ~seen].sum(axis=2)
        whole = joint.sum(axis=(1, 2))[:, None]
        open_ = np.ix_(np.arange(z), np.flatnonzero(seen), np.flatnonzero(seen))
        closed = np.ix_(np.arange(z), np.flatnonzero(~seen), np.flatnonzero(~seen))
        none = (
            d**2 * joint[open_].sum(axis=(1, 2))[:, None]
            + d * lost[:, seen].sum(axis=1)[:, None]
            + joint[closed].sum(axis=(1, 2))[:, None]
        )

        def one(a: Places) -> Array:
            return np.asarray((1 - d**2) * own[:, a] + d * (1 - d) * others[:, a] + (1 - d) * lost[:, a])

        return one, lambda a: (1 - d) ** 2 * others[:, a], none, whole


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
    unsure = [(seen, quality) for seen, quality in ordered if seen is not None and quality != SHARP]
    of = np.array([place.get(read, len(ordered)) for read in own], dtype=np.int64)
    return Readings(marker, *_places(marker, sharp), _unsure(marker, unsure), of)


def _places(marker: Marker, seen: Sequence[Genotype]) -> tuple[Places, Places]:
    first = np.array([marker.index(g.first) for g in seen], dtype=np.int64)
    return first, np.array([UNREAD if g.second is None else marker.index(g.second) for g in seen], dtype=np.int64)


def _unsure(marker: Marker, read: Sequence[tuple[Genotype, Quality]]) -> Unsure:
    first, second = _places(marker, [seen for seen, _ in read])
    frequencies = normalised(marker)
    silent = None if marker.silent is None else marker.alleles.index(marker.silent)
    dropout, drop_in, error = (np.array([getattr(q, name) for _, q in read]) for name in ("dropout", "drop_in", "error"))
    hidden = 0.0 if silent is None else float(frequencies[silent])
    return Unsure(first, second, frequencies[first], frequencies[second], dropout, drop_in, error, silent, hidden)


def no_faults(marker: Marker) -> Unsure:
    """No reading that may be off."""
    return _unsure(marker, ())
