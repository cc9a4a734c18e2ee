"""Families whose own genotypes cannot be without a mutation: at which marker, which relation, and what would explain it.

At each marker parents and children are tried two by two, then children with both parents, then who could be left out so that the
rest agree. Over all markers each single change of the pedigree is tried: another father or mother of somebody, a sample that is of
somebody unrelated. Each is compared with the family as stated, mutations allowed, as a likelihood ratio over all markers.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from ...model.families import Family
from ...model.markers import NO_MUTATION, SHARP, Genotype, Marker, Mutation, MutationModel, Quality
from ...model.pedigrees import Pedigree, Person, Sex
from ..peeling.likelihoods import log_likelihoods

#: Where a marker's own model knows no mutation: by what a mutation is weighed when explanations are compared.
FLOOR = Mutation(MutationModel.EQUAL, 0.001)
AMELOGENIN = {"amel", "amelogenin"}


@dataclass(frozen=True, slots=True)
class AtOdds:
    """A family at a marker that cannot be without a mutation; `persons` at fault, in the words of `relation`."""

    family: str
    marker: str
    persons: tuple[str, ...]
    relation: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """One change that would explain a family's markers.

    `log10_lr`: of all the family's genotypes with the change against without it, mutations allowed in both. `explains`: how many of
    the markers at odds need no mutation any more, of `markers`.
    """

    family: str
    what: str
    persons: tuple[str, ...]
    log10_lr: float
    explains: int
    markers: int


@dataclass(frozen=True, slots=True)
class OddSex:
    """A genotype that the stated sex cannot have."""

    family: str
    person: str
    marker: str
    what: str


def odd_sexes(family: Family, markers: Sequence[Marker]) -> list[OddSex]:
    """Men with two alleles at a marker of the X; amelogenin against the sex in the pedigree, where it is among the markers."""
    fathers = {p.father for p in family.pedigree.members}
    mothers = {p.mother for p in family.pedigree.members}
    found = []
    for person, profile in family.profiles.items():
        sex = family.pedigree[person].sex
        male, female = sex is Sex.MALE or person in fathers, sex is Sex.FEMALE or person in mothers
        for m in markers:
            seen = profile.get(m.name)
            if seen is None:
                continue
            letters = {seen.first.upper(), (seen.second or seen.first).upper()}
            what = ""
            if m.x_linked and male and len(letters) > 1:
                what = f"a man with {seen} on the X"
            elif m.name.lower() in AMELOGENIN and male and seen.second is not None and letters == {"X"}:
                what = "a man with X/X"
            elif m.name.lower() in AMELOGENIN and female and "Y" in letters:
                what = f"a woman with {seen}"
            if what:
                found.append(OddSex(family.pedigree.name, person, m.name, what))
    return found


def still(marker: Marker) -> Marker:
    return replace(marker, maternal=NO_MUTATION, paternal=NO_MUTATION)


def moving(marker: Marker) -> Marker:
    """With a mutation model: the marker's own, or the floor where it has none."""
    maternal, paternal = (FLOOR if m == NO_MUTATION else m for m in (marker.maternal, marker.paternal))
    return replace(marker, maternal=maternal, paternal=paternal)


def sure(family: Family, markers: Sequence[Marker]) -> Family:
    """The family with no more than is surely seen: of a sample that may lose alleles, a homozygote is one allele; of one into which
    alleles may drop, or which may be another's, nothing. Genotypes that a man cannot have on the X are left out."""
    odd = {(o.person, o.marker) for o in odd_sexes(family, markers)}
    profiles = {}
    for person, profile in family.profiles.items():
        own = {n: g for n, g in profile.items() if (person, n) not in odd}
        profiles[person] = _surely(own, family.qualities.get(person, SHARP))
    return replace(family, profiles=profiles, qualities={})


def _surely(profile: Mapping[str, Genotype], quality: Quality) -> Mapping[str, Genotype]:
    if quality.drop_in or quality.error:
        return {}
    if not quality.dropout:
        return profile
    return {name: Genotype(g.first, None) if g.second == g.first else g for name, g in profile.items()}


def at_odds(family: Family, markers: Sequence[Marker]) -> list[AtOdds]:
    """Every marker at which the family cannot be without a mutation, with who is at fault."""
    known = sure(family, markers)
    quiet = [still(m) for m in markers]
    values = log_likelihoods(known.pedigree, quiet, known.profiles)
    return [found for m, value in zip(quiet, values, strict=True) if np.isneginf(value) for found in _blamed(known, m)]


def _blamed(family: Family, marker: Marker) -> list[AtOdds]:
    """The smallest relations that alone cannot be; else who could be left out."""
    name = family.pedigree.name
    seen = {p: {marker.name: profile[marker.name]} for p, profile in family.profiles.items() if marker.name in profile}

    def can(persons: Sequence[str]) -> bool:
        own = {p: seen[p] for p in persons}
        return bool(np.isfinite(log_likelihoods(family.pedigree, [marker], own)[0]))

    couples, trios = [], []
    for child in family.pedigree.members:
        for parent, word in ((child.father, "father"), (child.mother, "mother")):
            if parent in seen and child.id in seen and not can((parent, child.id)):
                couples.append(AtOdds(name, marker.name, (parent, child.id), f"{parent} as the {word} of {child.id}"))
        if child.father in seen and child.mother in seen and child.id in seen:
            trio = (child.father, child.mother, child.id)
            if not can(trio):
                trios.append(AtOdds(name, marker.name, trio, f"{child.father} and {child.mother} as the parents of {child.id}"))
    if couples or trios:
        return couples or trios
    for size in (1, 2):
        ways = [x for x in itertools.combinations(seen, size) if can([p for p in seen if p not in x])]
        if ways:
            words = " or ".join(" and ".join(x) for x in ways)
            return [AtOdds(name, marker.name, tuple(dict.fromkeys(itertools.chain(*ways))), f"the rest agree without {words}")]
    return [AtOdds(name, marker.name, tuple(seen), "more than two of the typed at once")]


def explanations(family: Family, markers: Sequence[Marker], odd: Sequence[str], *, most: int = 3) -> list[Explanation]:
    """Single changes that explain the markers `odd`, likeliest first; those that make the genotypes no likelier are left out."""
    known = sure(family, markers)
    free = [moving(m) for m in markers]
    quiet = [still(m) for m in markers if m.name in odd]
    stated = float(log_likelihoods(known.pedigree, free, known.profiles).sum())
    found = []
    for what, persons, pedigree, apart in _changes(known):
        profiles = {p: own for p, own in known.profiles.items() if p != apart}
        value = float(log_likelihoods(pedigree, free, profiles).sum())
        if apart is not None:
            value += float(
                log_likelihoods(Pedigree("", (Person(apart, pedigree[apart].sex),)), free, {apart: known.profiles[apart]}).sum()
            )
        explained = int(np.isfinite(log_likelihoods(pedigree, quiet, profiles)).sum())
        if value > stated and explained:
            gain = (value - stated) / math.log(10)
            found.append(Explanation(known.pedigree.name, what, persons, gain, explained, len(quiet)))
    return sorted(found, key=lambda e: -e.log10_lr)[:most]


def _changes(family: Family) -> list[tuple[str, tuple[str, ...], Pedigree, str | None]]:
    """What is changed, for whom, the pedigree then, and whose sample is somebody else's."""
    pedigree = family.pedigree
    made: list[tuple[str, tuple[str, ...], Pedigree, str | None]] = []
    for child in pedigree.members:
        for role, parent, sex in (("father", child.father, Sex.MALE), ("mother", child.mother, Sex.FEMALE)):
            if parent is None:
                continue
            other = Person(f"(another {role})", sex)
            born = replace(child, **{role: other.id})  # type: ignore[arg-type]
            members = (*(born if p.id == child.id else p for p in pedigree.members), other)
            made.append((f"{parent} is not the {role} of {child.id}", (parent, child.id), Pedigree(pedigree.name, members), None))
    made += [(f"the sample of {p} is not of {p}", (p,), pedigree, p) for p, profile in family.profiles.items() if profile]
    return made
