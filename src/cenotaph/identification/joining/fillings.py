"""The likelihoods of one family with its missing filled in many ways: each marker's distinct genotypes are summed once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np

from ...model.families import Family
from ...model.markers import SHARP, Genotype, Marker, Profile, Quality
from ..pairing.asked import Asked, lots
from ..pairing.pairwise import body_of
from ..pairing.readings import readings
from ..peeling.elimination import Array
from ..peeling.likelihoods import Prepared, fitting, padded, prepared, summed, together
from ..peeling.sightings import checked, locus

#: Missing and remains, in the order in which the missing are named.
Filled = tuple[tuple[str, str], ...]
#: Markers of fewer alleles go with those of so many.
FEW = 12


class Filling:
    """A family, and the remains that may fill its places."""

    def __init__(self, family: Family, bodies: Mapping[str, Family], markers: Sequence[Marker]) -> None:
        self.family = family
        self.bodies = {name: body_of(r) for name, r in bodies.items()}
        self.qualities = {
            name: r.qualities[body.id] for name, r in bodies.items() if (body := self.bodies[name][0]).id in r.qualities
        }
        self.known = [checked(m, family.profiles) for m in markers]
        self.read = [checked(m, {name: seen for name, (_, seen) in self.bodies.items()}) for m in markers]
        # One set of classes a marker, so that the ways of a shape go through the sums together.
        self.loci = [
            locus(m, [*known.values(), *read.values()]) for m, known, read in zip(markers, self.known, self.read, strict=True)
        ]

        self.fitting = [
            fitting(family.pedigree, found, known, family.qualities) for found, known in zip(self.loci, self.known, strict=True)
        ]
        # At each marker a number for every remains, the same for those that were read alike.
        self.alike: list[dict[str, int]] = []
        for read in self.read:
            told: dict[object, int] = {}
            self.alike.append({n: told.setdefault((read.get(n), self.qualities.get(n)), len(told)) for n in self.bodies})
        sizes = [found.size for found in self.loci]
        # Few alleles cost less than one more sum.
        self.sizes = [padded(max(n, min(max(sizes), FEW))) for n in sizes]

    def log_likelihoods(self, ways: Sequence[Filled]) -> Array:
        """Natural log-likelihoods of the family with these places filled (len(ways),)."""
        if ways and any(not self.qualities.get(r, SHARP).sharp for way in ways for _, r in way):
            return self._by_tables(ways)
        total = np.zeros(len(ways))
        # By the shape itself and not by its value, which takes longer to hash than to sum: it is made once a pattern of the typed.
        groups: dict[tuple[int, int, bool], list[tuple[Prepared, list[int]]]] = defaultdict(list)
        for k, found in enumerate(self.loci):
            distinct: dict[tuple[tuple[str, int], ...], list[int]] = defaultdict(list)
            alike = self.alike[k]
            for i, way in enumerate(ways):
                distinct[tuple([(m, alike[r]) for m, r in way])].append(i)
            for places in distinct.values():
                ready = self._prepared(k, ways[places[0]])
                if ready.nodes:
                    groups[id(ready.nodes), self.sizes[k], found.marker.x_linked].append((ready, places))
        for (_, size, x_linked), own in groups.items():
            shaped = own[0][0].nodes
            scale, table = summed(shaped, together([r for r, _ in own], size), x_linked=x_linked)
            with np.errstate(divide="ignore"):
                values = scale + np.log(table)
            for value, (_, places) in zip(values, own, strict=True):
                total[places] += value
        return total

    def _prepared(self, k: int, way: Filled) -> Prepared:
        seen: dict[str, Genotype] = {}
        qualities: dict[str, Quality] = {}
        for missing, name in way:
            if name in self.read[k]:
                seen[missing] = self.read[k][name]
            if name in self.qualities:
                qualities[missing] = self.qualities[name]
        return prepared(self.family.pedigree, self.loci[k], seen, qualities, known=self.fitting[k])

    def _by_tables(self, ways: Sequence[Filled]) -> Array:
        """The same where samples may be misread: one table of the last place's genotypes for all remains that may fill it.

        Such samples cut no pedigree and share no genotype, so that a sum for each way of its own would be much dearer.
        """
        together: dict[tuple[Filled, str], list[tuple[int, int]]] = defaultdict(list)
        place = {name: k for k, name in enumerate(self.bodies)}
        for i, way in enumerate(ways):
            missing, name = way[-1]
            together[way[:-1], missing].append((i, place[name]))
        asked = [Asked(self.family.pedigree, missing, *self._with(before)) for before, missing in together]
        own = list(together.values())
        markers = [found.marker for found in self.loci]
        names = list(self.bodies)
        qualities = [self.qualities.get(n, SHARP) for n in names]
        read = [readings(m, [self.bodies[n][1] for n in names], names, qualities) for m in markers]
        total = np.zeros(len(ways))
        with np.errstate(divide="ignore"):
            for lot in lots(asked, markers):
                seen = read[lot.marker]
                unread = lot.table.sum(axis=tuple(range(1, lot.table.ndim)))[None]
                values = np.log(np.concatenate([seen.under(lot.table), unread])) + lot.scale
                for column, row in zip(lot.columns.tolist(), lot.rows.tolist(), strict=True):
                    at, bodies = np.array(own[column]).T
                    total[at] += values[seen.of[bodies], row]
        return total

    def _with(self, way: Filled) -> tuple[dict[str, Profile], dict[str, Quality]]:
        """Profiles and qualities of the family with these places filled."""
        profiles, qualities = dict(self.family.profiles), dict(self.family.qualities)
        for missing, name in way:
            profiles[missing] = self.bodies[name][1]
            qualities[missing] = self.qualities.get(name, SHARP)
        return profiles, qualities
