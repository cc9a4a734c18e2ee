"""The joint probability of a family's references and every genotype of one who is asked for: one peeling a family and marker.

Families of one shape go through the sums together, and those with the same references, which at one marker many families have,
are summed once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...model.markers import SHARP, Genotype, Marker, Profile, Quality
from ...model.pedigrees import Pedigree
from ..peeling.elimination import Array
from ..peeling.likelihoods import Prepared, padded, prepared, summed, together
from ..peeling.shapes import Shape
from ..peeling.sightings import checked, whole

#: How many cells of a table are summed at once; more families than this are taken in lots.
CELLS = 4_000_000


@dataclass(frozen=True, slots=True)
class Asked:
    """Somebody asked for, in a pedigree with the profiles of those typed."""

    pedigree: Pedigree
    person: str
    profiles: Mapping[str, Profile]
    qualities: Mapping[str, Quality]


@dataclass(frozen=True, slots=True)
class Lot:
    """Tables of one size at one marker (`marker`, its place).

    exp(scale) (K,) × table, (K, A, A) of ordered genotypes or (K, A) where a man has one allele; `frequencies` (A,). `columns`
    (C,): of whom; `rows` (C,): which of the K is theirs.
    """

    marker: int
    scale: Array
    table: Array
    frequencies: Array
    columns: NDArray[np.int64]
    rows: NDArray[np.int64]


#: A pedigree without its names: sex, father's and mother's place of each member; and the place of the one asked for.
Structure = tuple[tuple[tuple[str, int, int], ...], int]
Typed = tuple[tuple[int, Genotype, Quality], ...]


def lots(asked: Sequence[Asked], markers: Sequence[Marker], theta: float = 0.0) -> Iterator[Lot]:
    """Every marker's tables of everybody asked for. KinFault: what `log_likelihoods` refuses, with the person."""
    loci = [whole(m) for m in markers]
    groups: dict[tuple[Shape, int, bool], list[tuple[int, Prepared, list[int]]]] = defaultdict(list)
    for (k, _, _), (column, columns) in _distinct(asked, markers).items():
        one, marker = asked[column], markers[k]
        seen = checked(marker, one.profiles)
        ready = prepared(one.pedigree, loci[k], seen, one.qualities, asked=(one.person,))
        size = padded(loci[k].size) if theta == 0 else loci[k].size
        groups[ready.nodes, size, marker.x_linked].append((k, ready, columns))
    for (shaped, size, x_linked), own in groups.items():
        lot = max(1, CELLS // size**2)
        for begin in range(0, len(own), lot):
            part = own[begin : begin + lot]
            of = together([ready for _, ready, _ in part], size)
            scale, table = summed(shaped, of, x_linked=x_linked, theta=theta)
            for k in sorted({k for k, _, _ in part}):
                here = [i for i, (at, _, _) in enumerate(part) if at == k]
                columns = [c for i in here for c in part[i][2]]
                rows = [j for j, i in enumerate(here) for _ in part[i][2]]
                yield Lot(k, scale[here], table[here], of.frequencies[here[0]], np.array(columns), np.array(rows))


def _distinct(asked: Sequence[Asked], markers: Sequence[Marker]) -> dict[tuple[int, int, Typed], tuple[int, list[int]]]:
    """By marker, structure and what was seen: the first column of that, and all."""
    structures: dict[Structure, int] = {}
    found: dict[tuple[int, int, Typed], tuple[int, list[int]]] = {}
    for column, one in enumerate(asked):
        place = {p.id: i for i, p in enumerate(one.pedigree.members)}
        rows = tuple((p.sex.value, place.get(p.father or "", -1), place.get(p.mother or "", -1)) for p in one.pedigree.members)
        structure = structures.setdefault((rows, place[one.person]), len(structures))
        typed = [(place[p], profile, one.qualities.get(p, SHARP)) for p, profile in one.profiles.items() if p in place]
        typed.sort(key=lambda t: t[0])
        for k, marker in enumerate(markers):
            seen = tuple((i, g, quality) for i, profile, quality in typed if (g := profile.get(marker.name)) is not None)
            found.setdefault((k, structure, seen), (column, []))[1].append(column)
    return found
