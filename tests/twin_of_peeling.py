"""The likelihood of a family's genotypes by its definition: a sum over every genotype of every member. Slow and plainly right."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Mapping

from cenotaph.identification.peeling.mutations import matrix
from cenotaph.model.markers import SHARP, Genotype, Marker, Quality
from cenotaph.model.pedigrees import Pedigree, Person, Sex

Own = tuple[int | None, int]


def likelihood(
    pedigree: Pedigree,
    marker: Marker,
    seen: Mapping[str, Genotype],
    theta: float = 0.0,
    qualities: Mapping[str, Quality] | None = None,
) -> float:
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
            read = reading(marker, genotype, seen.get(person.id), (qualities or {}).get(person.id, SHARP))
            if not read:
                continue
            if person.is_founder:
                for rest in descend(k + 1, own | {person.id: genotype}, founding + tuple(a for a in genotype if a is not None)):
                    yield read * rest
                continue
            passed = from_parent(own[person.mother], genotype[1], of_mothers)
            if not male:
                passed *= from_parent(own[person.father], genotype[0], of_fathers)
            if passed:
                for rest in descend(k + 1, own | {person.id: genotype}, founding):
                    yield read * passed * rest

    places = range(len(marker.alleles))
    return math.fsum(descend(0, {}, ()))


def from_parent(parent: Own, allele: int, change) -> float:
    has = [a for a in parent if a is not None]
    return sum(change[a, allele] for a in has) / len(has)


def reading(marker: Marker, genotype: Own, seen: Genotype | None, quality: Quality) -> float:
    """How likely this is read of a genotype: over every way for copies to drop out, and for every allele to drop in."""
    if seen is None or quality.sharp:
        return float(fits(marker, genotype, seen))
    copies = [a for a in genotype if a is not None]
    right = 0.0
    dropping_in = [(None, 1 - quality.drop_in), *((a, quality.drop_in * p) for a, p in enumerate(marker.frequencies))]
    for stay in itertools.product((True, False), repeat=len(copies)):
        chance, left = 1.0, set[int | None]()
        for allele, stays in zip(copies, stay, strict=True):
            lost = 1.0 if marker.alleles[allele] == marker.silent else quality.dropout
            chance *= 1 - lost if stays else lost
            left |= {allele} if stays else set()
        for more, frequency in dropping_in:
            right += chance * frequency * read_as(marker, left | {more}, seen)
    pool = range(len(marker.alleles))
    anybody = 0.0
    for other in itertools.product(pool, repeat=len(copies)):
        chance = math.prod(marker.frequencies[a] for a in other)
        anybody += chance * read_as(marker, set(other), seen)
    return (1 - quality.error) * right + quality.error * anybody


def read_as(marker: Marker, alleles: set[int | None], seen: Genotype) -> bool:
    named = {marker.alleles[a] for a in alleles if a is not None} - {marker.silent}
    return seen.first in named if seen.second is None else named == {seen.first, seen.second}


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
