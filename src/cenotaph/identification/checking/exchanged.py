"""Samples that were exchanged: two typed relatives of whom each fits in the other's place, and not in their own.

For somebody x of a family at odds with itself, every other sample y is put in x's place by one search; those that fit better are
then tried the other way round. The gain is log P(families | exchanged) - log P(families | as labelled), mutations allowed; the
probabilities of the two samples alone cancel.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from ...model.families import Family, Side
from ...model.markers import Marker
from ...model.pedigrees import Pedigree, Person
from ..pairing.pairwise import pairs
from ..peeling.likelihoods import log_likelihoods
from .at_odds import moving, sure

#: Partners tried the other way round, for each person.
TRIED = 20


@dataclass(frozen=True, slots=True)
class Place:
    """A typed member of a family, by the family's place in the list."""

    family: int
    person: str


@dataclass(frozen=True, slots=True)
class Exchange:
    """Two samples whose exchange makes the families likelier; `log10_gain`: by what factor, as a power of ten."""

    one: Place
    other: Place
    log10_gain: float


def exchanges(families: Sequence[Family], odd: Sequence[int], markers: Sequence[Marker], *, above: float) -> list[Exchange]:
    """Exchanges with a member of a family at odds (`odd`: places of such families), likeliest first. `above`: the least factor."""
    loci = [moving(m) for m in markers if not m.x_linked]
    known = [sure(f, markers) for f in families]
    places = [Place(k, p) for k, f in enumerate(known) for p, profile in f.profiles.items() if profile]
    suspects = [at for at in places if at.family in set(odd)]
    if not suspects:
        return []
    at = {place: k for k, place in enumerate(places)}
    bodies = [_body(known, place, k) for k, place in enumerate(places)]
    fits = pairs(bodies, [_without(known, s) for s in suspects], loci).log_lr
    own = fits[[at[s] for s in suspects], np.arange(len(suspects))]
    wanted: list[tuple[Place, Place]] = []
    for column, s in enumerate(suspects):
        gains = np.nan_to_num(fits[:, column] - own[column], nan=-math.inf)
        order = [k for k in np.argsort(-gains)[:TRIED].tolist() if gains[k] > 0]
        wanted += [(s, places[k]) for k in order if places[k] != s]
    unlike = {frozenset(pair): pair for pair in wanted if pair[0].family != pair[1].family}
    found = _across(known, bodies, at, list(unlike.values()), loci, dict(zip(suspects, fits.T, strict=True)))
    within = {frozenset((s, o)): (s, o) for s in suspects for o in suspects if s != o and s.family == o.family}
    found += [Exchange(s, o, _inside(known[s.family], s.person, o.person, loci)) for s, o in within.values()]
    return sorted((e for e in found if e.log10_gain >= math.log10(above)), key=lambda e: -e.log10_gain)


def _across(
    known: Sequence[Family],
    bodies: Sequence[Family],
    at: dict[Place, int],
    wanted: Sequence[tuple[Place, Place]],
    loci: Sequence[Marker],
    fits: dict[Place, np.ndarray[tuple[int], np.dtype[np.float64]]],
) -> list[Exchange]:
    others = list(dict.fromkeys(o for _, o in wanted if o not in fits))
    if others:
        bodies = list(bodies)
        fits = fits | dict(zip(others, pairs(bodies, [_without(known, o) for o in others], loci).log_lr.T, strict=True))
    made = []
    for s, o in wanted:
        gain = fits[s][at[o]] - fits[s][at[s]] + fits[o][at[s]] - fits[o][at[o]]
        if np.isfinite(gain):
            made.append(Exchange(s, o, float(gain) / math.log(10)))
    return made


def _inside(family: Family, one: str, other: str, loci: Sequence[Marker]) -> float:
    turned = dict(family.profiles) | {one: family.profiles[other], other: family.profiles[one]}
    before, after = (log_likelihoods(family.pedigree, loci, p).sum() for p in (family.profiles, turned))
    return float(after - before) / math.log(10)


def _body(known: Sequence[Family], place: Place, k: int) -> Family:
    """A sample as remains of unknown sex: with an exchange the stated sex says nothing."""
    profile = known[place.family].profiles[place.person]
    return Family(Pedigree(str(k), (Person(str(k)),)), {str(k): profile}, Side.REMAINS)


def _without(known: Sequence[Family], place: Place) -> Family:
    family = known[place.family]
    profiles = {p: own for p, own in family.profiles.items() if p != place.person}
    return replace(family, profiles=profiles, missing=(place.person,), qualities={})
