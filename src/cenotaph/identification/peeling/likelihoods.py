"""How likely are the genotypes of a family? Exact, a marker at a time; markers are taken as unlinked.

Loci of one family go through the sums together where the same persons are typed.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from ...model.errors import KinFault
from ...model.markers import SHARP, Genotype, Marker, Profile, Quality
from ...model.pedigrees import Pedigree
from .coancestry import bell, chance, nodes, partitions, urn
from .elimination import Array, eliminated
from .filling import PERSONAL, Batch, batch, tables
from .orders import AT_ONCE, plan
from .shapes import Shape, network, shape
from .sightings import Locus, State, checked, locus

#: Numbers of alleles that loci are padded to, so that those of about the same number go together.
SIZES = (2, 4, 6, 8, 12, 16, 20, 26, 32, 40, 52, 64)
#: With θ: the most nodes of a quadrature, and the most alleles of founders whose partitions are summed over.
MOST_NODES = 200_000
MOST_FOUNDING = 9
#: How many nodes of a quadrature go through the sums at once.
NODES = 20_000
#: Nobody's sample was misread.
SURE: Mapping[str, Quality] = {}


@dataclass(frozen=True, slots=True)
class Prepared:
    """A family at a marker: who stands where, the marker's classes, what fits each of the typed, the readings of the unsure."""

    nodes: Shape
    who: tuple[str, ...]
    locus: Locus
    states: tuple[tuple[State, ...], ...]
    readings: tuple[Array, ...]


def log_likelihoods(
    pedigree: Pedigree,
    markers: Sequence[Marker],
    profiles: Mapping[str, Profile],
    *,
    theta: float = 0.0,
    qualities: Mapping[str, Quality] = SURE,
) -> Array:
    """The natural logarithm of the probability of all genotypes seen in the family, (markers,); -inf where they cannot be.

    `profiles`: the genotypes of typed members, by id. A marker at which nobody is typed has 0. `theta`: coancestry of the founders,
    0 ≤ θ < 1. `qualities`: of members whose sample may be misread (dropout, drop-in, error). KinFault: an allele that is not in the
    table, a sex that is needed and missing, a family too large for θ.
    """
    if not 0 <= theta < 1:
        raise KinFault(f"theta is {theta:g}", cure="Theta is at least 0 and below 1.")
    for person in profiles:
        pedigree[person]
    made = np.zeros(len(markers))
    groups: dict[tuple[Shape, int, bool], list[tuple[int, Prepared]]] = defaultdict(list)
    for k, marker in enumerate(markers):
        seen = checked(marker, profiles)
        one = prepared(pedigree, locus(marker, tuple(seen.values())), seen, qualities)
        if one.nodes:
            size = padded(one.locus.size) if theta == 0 else one.locus.size
            groups[one.nodes, size, marker.x_linked].append((k, one))
    for (shaped, size, x_linked), own in groups.items():
        of = together([p for _, p in own], size)
        scale, table = summed(shaped, of, x_linked=x_linked, theta=theta)
        with np.errstate(divide="ignore"):
            made[[k for k, _ in own]] = scale + np.log(table)
    return made


def padded(size: int) -> int:
    return next((s for s in SIZES if s >= size), size)


def together(own: Sequence[Prepared], size: int) -> Batch:
    """Families at markers, of one shape, as a batch."""
    return batch(own[0].nodes, [p.locus for p in own], [p.states for p in own], size, [p.readings for p in own])


@dataclass(frozen=True, slots=True)
class Fitting:
    """What fits members at a marker: genotypes of those read without fault with how many count, and readings of the others."""

    states: Mapping[str, tuple[State, ...]]
    counts: Mapping[str, int]
    readings: Mapping[str, Array]


NOBODY = Fitting({}, {}, {})


def fitting(pedigree: Pedigree, found: Locus, seen: Mapping[str, Genotype], qualities: Mapping[str, Quality] = SURE) -> Fitting:
    """Of members of a family, by what was seen of them."""
    x_linked = found.marker.x_linked
    fathers = {p.father for p in pedigree.members} if x_linked else set()
    states: dict[str, tuple[State, ...]] = {}
    counts: dict[str, int] = {}
    readings: dict[str, Array] = {}
    for person, genotype in seen.items():
        member = pedigree[person]
        single = x_linked and (member.sex == "male" or person in fathers)
        quality = qualities.get(person, SHARP)
        try:
            if quality != SHARP and (quality.drop_in or not single or genotype.second in (None, genotype.first)):
                readings[person] = found.reading(genotype, quality, single=single)
                counts[person] = 0
                continue
            own = states[person] = found.states(genotype, founder=member.is_founder, single=single)
        except KinFault as fault:
            raise KinFault(f"{person!r}: {fault.what}", cure=fault.cure) from None
        # Loci with homozygotes go with the others: a genotype of weight 0 beside the one there is.
        counts[person] = len(own) if member.is_founder else max(2, len(own))
    return Fitting(states, counts, readings)


def prepared(
    pedigree: Pedigree,
    found: Locus,
    seen: Mapping[str, Genotype],
    qualities: Mapping[str, Quality] = SURE,
    *,
    asked: Sequence[str] = (),
    known: Fitting = NOBODY,
) -> Prepared:
    """A family at a marker. `asked`: whose genotypes are asked for. `known`: of members who are not in `seen`."""
    own = fitting(pedigree, found, seen, qualities)
    states, readings = {**known.states, **own.states}, {**known.readings, **own.readings}
    shaped, who = shape(pedigree, {**known.counts, **own.counts}, asked=asked, x_linked=found.marker.x_linked)
    return Prepared(
        shaped, who, found, tuple([states[p] for p in who if p in states]), tuple([readings[p] for p in who if p in readings])
    )


def summed(shaped: Shape, of: Batch, *, x_linked: bool = False, theta: float = 0.0) -> tuple[Array, Array]:
    """The probability of what was seen, as log scale (Z,) and table (Z, *alleles of the asked): exp(scale) × table."""
    if theta == 0:
        return _sums(shaped, of, x_linked)
    typed = [i for i, n in enumerate(shaped) if n.states and n.father < 0]
    total: _Total = _Total()
    # A typed founder of whom several genotypes fit is taken with each of them in turn.
    for chosen in itertools.product(*(range(shaped[i].states) for i in typed)):
        one, weight = _chosen(of, dict(zip(typed, chosen, strict=True)))
        small = tuple(replace(n, states=1) if i in typed else n for i, n in enumerate(shaped))
        pairs = [[one.mothers[i]] if small[i].single else [one.fathers[i], one.mothers[i]] for i in typed]
        drawn = np.concatenate([np.zeros((len(of), 0), dtype=np.int64), *itertools.chain(*pairs)], axis=1)
        first, after, alpha = urn(of.frequencies, theta, drawn)
        for scale, table in _hidden(small, replace(one, frequencies=after), alpha, x_linked):
            total.add(scale, table * (first * weight).reshape(-1, *(1,) * (table.ndim - 1)))
    return total.scale, total.table


def _chosen(of: Batch, chosen: Mapping[int, int]) -> tuple[Batch, Array]:
    """The batch with one genotype of each of these persons, and the product of their weights."""
    weight = np.ones(len(of))
    fathers, mothers, weights = dict(of.fathers), dict(of.mothers), dict(of.weights)
    for i, k in chosen.items():
        weight = weight * of.weights[i][:, k]
        fathers[i], mothers[i] = of.fathers[i][:, k : k + 1], of.mothers[i][:, k : k + 1]
        weights[i] = of.weights[i][:, k : k + 1]
    return replace(of, fathers=fathers, mothers=mothers, weights=weights), weight


def _hidden(shaped: Shape, of: Batch, alpha: float, x_linked: bool) -> list[tuple[Array, Array]]:
    """Terms of the mean over the founders' hidden frequencies, by whichever way is cheaper."""
    free = len(network(shaped, x_linked).founding)
    if free == 0:
        return [_sums(shaped, of, x_linked, counted=True)]
    below = sum(1 for n in shaped if (n.father >= 0 and n.states) or n.kind in {"asked", "unsure"})
    degree = min(free, 2 * below)
    if by_nodes(free, of.alleles, degree):
        return _by_nodes(shaped, of, alpha, x_linked, degree)
    made = []
    for labels in partitions(free):
        scale, table = _sums(shaped, of, x_linked, counted=True, blocks=labels)
        made.append((scale, table * chance(labels, alpha)))
    return made


def by_nodes(free: int, alleles: int, degree: int) -> bool:
    """Whether a quadrature is cheaper than a sum over partitions of the untyped founders' alleles; KinFault: neither will do."""
    ways, many = bell(free), float(degree // 2 + 1) ** (alleles - 1)
    if many > MOST_NODES and free > MOST_FOUNDING:
        raise KinFault(
            f"with theta, {free} alleles of untyped founders and {alleles} alleles are too many",
            cure="Set theta to 0, type more founders, or leave out relatives far from those typed.",
        )
    return free > MOST_FOUNDING or (many <= MOST_NODES and many * alleles <= 400 * ways)


def _by_nodes(shaped: Shape, of: Batch, alpha: float, x_linked: bool, degree: int) -> list[tuple[Array, Array]]:
    made: list[tuple[Array, Array]] = []
    scales, parts = [], []
    for k in range(len(of)):
        at, weights = nodes(of.frequencies[k], alpha, degree)
        own = _Total()
        for begin in range(0, len(at), NODES):
            piece = at[begin : begin + NODES]
            scale, table = _sums(shaped, _only(of, k, k + 1).repeated(len(piece), piece), x_linked, counted=True)
            top = scale.max()
            worth = np.exp(scale - top) * weights[begin : begin + NODES]
            own.add(np.array([top]), np.tensordot(worth, np.broadcast_to(table, (len(piece), *table.shape[1:])), axes=1)[None])
        scales.append(own.scale)
        parts.append(own.table)
    made.append((np.concatenate(scales), np.concatenate(parts)))
    return made


def _only(of: Batch, begin: int, end: int) -> Batch:
    part = {name: {i: a[begin:end] for i, a in getattr(of, name).items()} for name in PERSONAL}
    return Batch(of.frequencies[begin:end], of.maternal[begin:end], of.paternal[begin:end], **part)


def _sums(shaped: Shape, of: Batch, x_linked: bool, *, counted: bool = False, blocks: tuple[int, ...] = ()) -> tuple[Array, Array]:
    net = network(shaped, x_linked, blocks)
    # Copies of one founder's allele are one variable: both alleles of somebody asked for may be.
    keep = tuple(dict.fromkeys(net.asked))
    found = plan(tuple(f.scope for f in net.factors), net.sizes, of.alleles, links=net.links, keep=keep)
    lot = max(1, AT_ONCE // found.largest)
    if len(of) > lot:
        parts = [_sums(shaped, _only(of, k, k + lot), x_linked, counted=counted, blocks=blocks) for k in range(0, len(of), lot)]
        return np.concatenate([scale for scale, _ in parts]), np.concatenate([table for _, table in parts])
    scale, table = eliminated(found, tables(net, shaped, of, founders_counted=counted), keep)
    if len(keep) < len(net.asked):
        table = table[:, :, None] * np.eye(of.alleles)
    return np.broadcast_to(scale, (len(of),)), np.broadcast_to(table, (len(of), *table.shape[1:]))


class _Total:
    """A sum of numbers that are given as exp(scale) × table."""

    def __init__(self) -> None:
        self.scale: Array = np.zeros(0)
        self.table: Array = np.zeros(0)

    def add(self, scale: Array, table: Array) -> None:
        if not len(self.scale):
            self.scale, self.table = scale, np.array(table)
            return
        top = np.maximum(self.scale, scale)
        turn = (-1, *(1,) * (table.ndim - 1))
        self.table = self.table * np.exp(self.scale - top).reshape(turn) + table * np.exp(scale - top).reshape(turn)
        self.scale = top
