"""A whole made case: families with missing, a grave with remains of some of them and of others, and the truth.

Everything is drawn from one generator in one order: the same plan and seed give the same case.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from ...model.errors import KinFault
from ...model.families import Family, Side
from ...model.markers import SHARP, Genotype, Marker, Quality
from ...model.pedigrees import Pedigree, Person, Sex
from .degrading import genotype, read
from .gene_dropping import FOUNDER, Places, dropped, placed
from .made_families import MadeFamily, made_family, words_of

T = TypeVar("T")
#: Typed relatives of made families unless told otherwise, with how often each; close to what a war's laboratory has.
USUAL: Mapping[str, float] = {
    "father+mother": 3, "mother": 3, "father": 1, "mother+sibling": 2, "sibling+sibling": 2, "sibling": 1, "spouse+child": 2,
    "child": 1, "uncle": 1, "grandmother+uncle": 1, "nephew+nephew": 1, "half-sibling": 1,
}  # fmt: skip
#: Bones that are cut for samples: as many of each in a body as named here.
BONES = tuple(
    (bone, side) for bone in ("femur", "tibia", "humerus", "ulna", "radius", "fibula", "clavicle") for side in ("left", "right")
)


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be made. Shares and chances are from 0 to 1.

    `remains`: persons found; `families` who look for somebody. `structures`: typed relatives and how often; `missing`: how many a
    family misses and how often. `unclaimed`: share of the found whose family is not there; `absent`: share of the missing who are
    not among the found, at least; `related`: share of the found who have a brother or sister among the found that no family tells
    of. `fragments`: samples a person, and how often. `dropout` and `dropout_sd`: mean and standard deviation over samples (a beta
    distribution); `drop_in`, `error`: of every sample; `blank`, `blank_references`: share of markers not typed.
    """

    remains: int
    families: int
    structures: Mapping[str, float] = field(default_factory=lambda: dict(USUAL))
    missing: Mapping[int, float] = field(default_factory=lambda: {1: 1.0})
    unclaimed: float = 0.0
    absent: float = 0.0
    related: float = 0.0
    fragments: Mapping[int, float] = field(default_factory=lambda: {1: 1.0})
    dropout: float = 0.0
    dropout_sd: float = 0.0
    drop_in: float = 0.0
    error: float = 0.0
    blank: float = 0.0
    blank_references: float = 0.0

    def __post_init__(self) -> None:
        if self.remains < 1 or self.families < 1:
            raise KinFault("a case without remains or without families", cure="Make at least one of each.")
        for name in ("unclaimed", "absent", "related", "blank", "blank_references", "dropout", "dropout_sd", "drop_in", "error"):
            if not 0 <= getattr(self, name) <= 1:
                raise KinFault(f"{name.replace('_', ' ')} is {getattr(self, name):g}", cure="It is from 0 to 1.")
        if self.dropout_sd**2 >= self.dropout * (1 - self.dropout) and self.dropout_sd > 0:
            raise KinFault(
                f"dropout cannot spread by {self.dropout_sd:g} around {self.dropout:g}",
                cure="The standard deviation is below the root of mean × (1 - mean).",
            )
        for what, shares in (("structures", self.structures), ("missing", self.missing), ("fragments", self.fragments)):
            if not shares or min(shares.values()) < 0 or not 0 < math.fsum(shares.values()) < math.inf:
                raise KinFault(f"the shares of {what} are not above 0", cure="Give at least one above 0.")
        if min(self.missing) < 1 or not 1 <= min(self.fragments) <= max(self.fragments) <= len(BONES):
            raise KinFault("a family misses nobody, or a person has no sample or too many", cure=f"From 1 (to {len(BONES)}).")
        Quality(self.dropout, self.drop_in, self.error)


@dataclass(frozen=True, slots=True)
class Truth:
    """Whose a sample is. `sample` is empty for the missing who were not found, `family` and `missing` for whom nobody here looks.

    `sibling`: a person among the found who is a full brother or sister, which no pedigree says. `bone`, `side`: what was cut.
    """

    sample: str
    person: str
    family: str
    missing: str
    sibling: str
    bone: str
    side: str


@dataclass(frozen=True, slots=True)
class MadeCase:
    remains: tuple[Family, ...]
    families: tuple[Family, ...]
    truth: tuple[Truth, ...]

    @property
    def missing(self) -> tuple[str, ...]:
        return tuple(m for f in self.families for m in f.missing)


@dataclass(slots=True)
class _Everybody:
    """All persons of the case in one list, for one drop of genes: places by name, parents, sexes."""

    names: dict[tuple[str, str], int] = field(default_factory=dict)
    parents: list[list[int]] = field(default_factory=list)
    males: list[bool] = field(default_factory=list)

    def add(self, key: tuple[str, str], male: bool, father: int = FOUNDER, mother: int = FOUNDER) -> int:
        self.names[key] = len(self.parents)
        self.parents.append([father, mother])
        self.males.append(male)
        return self.names[key]

    def family(self, pedigree: Pedigree) -> None:
        parents, males = placed(pedigree)
        start = len(self.parents)
        for p, own, male in zip(pedigree.members, parents.tolist(), males.tolist(), strict=True):
            self.add((pedigree.name, p.id), male, *(FOUNDER if q < 0 else start + q for q in own))


def made_case(plan: Plan, markers: Sequence[Marker], seed: int) -> MadeCase:
    """A case by this plan. KinFault: words that no family can be drawn from, a mutation model that does not fit a marker."""
    rng = np.random.default_rng(seed)
    families = _families(plan, rng)
    everybody = _Everybody()
    for f in families:
        everybody.family(f.pedigree)
    found, absent = _found(plan, families, everybody, rng)
    siblings = _related(plan, found, families, everybody, rng)
    genes = dropped(np.array(everybody.parents), np.array(everybody.males), markers, rng)[:, 0]
    typed = [(f.pedigree.name, t) for f in families for t in f.typed]
    references = _profiles(
        genes, [everybody.names[key] for key in typed], [SHARP] * len(typed), plan.blank_references, markers, rng
    )
    of = dict(zip(typed, references, strict=True))
    kin = tuple(Family(f.pedigree, {t: p for t in f.typed if (p := of[f.pedigree.name, t])}, missing=f.missing) for f in families)
    remains, truth = _samples(plan, found, siblings, everybody, genes, markers, rng)
    gone = [Truth("", person, family, person, "", "", "") for family, person in absent]
    return MadeCase(remains, kin, (*truth, *gone))


def _families(plan: Plan, rng: np.random.Generator) -> list[MadeFamily]:
    width = len(str(plan.families))
    structures, shares = _shares(plan.structures)
    counts, weights = _shares(plan.missing)
    words = [words_of(s) for s in structures]
    made = []
    for k in range(plan.families):
        which, missing = rng.choice(len(words), p=shares), counts[rng.choice(len(counts), p=weights)]
        made.append(made_family(f"F{k + 1:0{width}}", words[which], missing, rng))
    return made


def _shares(of: Mapping[T, float]) -> tuple[list[T], NDArray[np.float64]]:
    weights = np.array(list(of.values()), dtype=np.float64)
    return list(of), weights / weights.sum()


def _found(
    plan: Plan, families: Sequence[MadeFamily], everybody: _Everybody, rng: np.random.Generator
) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Who lies in the grave, (family, person) with an empty family for those nobody here looks for; and the missing who do not."""
    missing = [(f.pedigree.name, m) for f in families for m in f.missing]
    claimed = min(plan.remains - round(plan.unclaimed * plan.remains), math.floor((1 - plan.absent) * len(missing) + 1e-9))
    order = rng.permutation(len(missing))
    there, gone = (sorted(order[:claimed].tolist()), sorted(order[claimed:].tolist()))
    others = [("", f"U{k + 1:0{len(str(plan.remains))}}") for k in range(plan.remains - claimed)]
    for key in others:
        everybody.add(key, bool(rng.integers(2)))
    return [missing[k] for k in there] + others, [missing[k] for k in gone]


def _related(
    plan: Plan,
    found: Sequence[tuple[str, str]],
    families: Sequence[MadeFamily],
    everybody: _Everybody,
    rng: np.random.Generator,
) -> dict[tuple[str, str], str]:
    """Makes some of the found full siblings of others; of each the other's name. As many as there are founders to turn."""
    alone = {(f.pedigree.name, f.missing[0]) for f in families if len(f.missing) == 1}
    free = [k for k in found if everybody.parents[everybody.names[k]][0] < 0 and (not k[0] or k in alone)]
    made: dict[tuple[str, str], str] = {}
    for k in rng.permutation(len(free)).tolist():
        if len(made) >= 2 * round(plan.related * plan.remains / 2):
            break
        younger = free[k]
        others = [x for x in found if x not in made and x != younger and (x[0] != younger[0] or not x[0])]
        if younger in made or not others:
            continue
        elder = others[rng.integers(len(others))]
        parents = everybody.parents[everybody.names[elder]]
        if parents[0] < 0:
            name = f"parents of {elder[1]}"
            parents[:] = [everybody.add((name, "father"), True), everybody.add((name, "mother"), False)]
        everybody.parents[everybody.names[younger]] = list(parents)
        made |= {younger: elder[1], elder: younger[1]}
    return made


def _samples(
    plan: Plan,
    found: Sequence[tuple[str, str]],
    siblings: Mapping[tuple[str, str], str],
    everybody: _Everybody,
    genes: Places,
    markers: Sequence[Marker],
    rng: np.random.Generator,
) -> tuple[tuple[Family, ...], list[Truth]]:
    """Samples in an order that tells nothing."""
    counts, weights = _shares(plan.fragments)
    owners: list[tuple[tuple[str, str], tuple[str, str]]] = []
    for key in found:
        bones = rng.permutation(len(BONES))[: counts[rng.choice(len(counts), p=weights)]]
        owners += [(key, BONES[b]) for b in bones]
    owners = [owners[k] for k in rng.permutation(len(owners))]
    at = [everybody.names[key] for key, _ in owners]
    qualities = [Quality(float(d), plan.drop_in, plan.error) for d in _dropouts(plan, len(owners), rng)]
    profiles = _profiles(genes, at, qualities, plan.blank, markers, rng)
    remains, truth = [], []
    for k, ((key, bone), profile, quality) in enumerate(zip(owners, profiles, qualities, strict=True)):
        name = f"S{k + 1:0{len(str(len(owners)))}}"
        sex = Sex.MALE if everybody.males[at[k]] else Sex.FEMALE
        own = {} if quality.sharp else {name: quality}
        remains.append(
            Family(Pedigree(name, (Person(name, sex),)), {name: profile} if profile else {}, Side.REMAINS, qualities=own)
        )
        truth.append(Truth(name, key[1], key[0], key[1] if key[0] else "", siblings.get(key, ""), *bone))
    return tuple(remains), truth


def _dropouts(plan: Plan, samples: int, rng: np.random.Generator) -> NDArray[np.float64]:
    """To three places, as they are written, and below 1."""
    if plan.dropout_sd == 0:
        return np.full(samples, plan.dropout)
    size = plan.dropout * (1 - plan.dropout) / plan.dropout_sd**2 - 1
    return np.minimum(rng.beta(plan.dropout * size, (1 - plan.dropout) * size, samples).round(3), 0.999)


def _profiles(
    genes: Places,
    at: Sequence[int],
    qualities: Sequence[Quality],
    blank: float,
    markers: Sequence[Marker],
    rng: np.random.Generator,
) -> list[dict[str, Genotype]]:
    made: list[dict[str, Genotype]] = [{} for _ in at]
    dropout, drop_in, error = (np.array([getattr(q, name) for q in qualities]) for name in ("dropout", "drop_in", "error"))
    for k, marker in enumerate(markers):
        seen = read(genes[at, k], marker, dropout, drop_in, error, rng)
        typed = rng.random(len(at)) >= blank
        for profile, places, there in zip(made, seen, typed, strict=True):
            if there and (g := genotype(places, marker)) is not None:
                profile[marker.name] = g
    return made
