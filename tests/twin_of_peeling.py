"""The likelihood of a family's genotypes by its definition: a sum over every genotype of every member. Slow and plainly right."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Mapping

from cenotaph.identification.mutations import matrix
from cenotaph.model.markers import Genotype, Marker
from cenotaph.model.pedigrees import Pedigree, Person, Sex

Own = tuple[int | None, int]


def likelihood(pedigree: Pedigree, marker: Marker, seen: Mapping[str, Genotype], theta: float = 0.0) -> float:
    """Over ordered genotypes (from the father, from the mother); at an X-linked marker a male has none from his father."""
    members = pedigree.elders_first()
    of_mothers, of_fathers = matrix(marker, marker.maternal), matrix(marker, marker.paternal)

    def descend(k: int, own: dict[str, Own], founding: tuple[int, ...]) -> Iterator[float]:
        if k == len(members):
            yield drawn(marker, founding, theta)
            return
        person = members[k]
        male = marker.x_linked and person.sex is Sex.MALE
        for genotype in [(None, b) for b in places] if male else itertools.product(places, places):
            if not fits(marker, genotype, seen.get(person.id)):
                continue
            if person.is_founder:
                for rest in descend(k + 1, own | {person.id: genotype}, founding + tuple(a for a in genotype if a is not None)):
                    yield rest
                continue
            passed = from_parent(own[person.mother], genotype[1], of_mothers)
            if not male:
                passed *= from_parent(own[person.father], genotype[0], of_fathers)
            if passed:
                for rest in descend(k + 1, own | {person.id: genotype}, founding):
                    yield passed * rest

    places = range(len(marker.alleles))
    return math.fsum(descend(0, {}, ()))


def from_parent(parent: Own, allele: int, change) -> float:
    has = [a for a in parent if a is not None]
    return sum(change[a, allele] for a in has) / len(has)


def fits(marker: Marker, genotype: Own, seen: Genotype | None) -> bool:
    if seen is None:
        return True
    named = {marker.alleles[a] for a in genotype if a is not None}
    if seen.second is None:
        return seen.first in named
    return named - {marker.silent} == {seen.first, seen.second}


def drawn(marker: Marker, founding: tuple[int, ...], theta: float) -> float:
    """One after the other from Balding and Nichols' urn."""
    chance = 1.0
    for k, allele in enumerate(founding):
        copies = founding[:k].count(allele)
        chance *= (copies * theta + (1 - theta) * marker.frequencies[allele]) / (1 + (k - 1) * theta)
    return chance


def everybody(*rows: tuple[str, str, str, str]) -> Pedigree:
    """A family of (id, father or 0, mother or 0, M or F)."""
    sexes = {"M": Sex.MALE, "F": Sex.FEMALE, "?": Sex.UNKNOWN}
    return Pedigree("F", tuple(Person(i, sexes[s], None if f == "0" else f, None if m == "0" else m) for i, f, m, s in rows))
