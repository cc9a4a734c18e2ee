"""Reassociate: samples of commingled bones put together by person, a profile for each, and how many persons there are at least."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ..identification.checking.emissions import Sample
from ..identification.commingled.individuals import SIDES, AtLeast, Bone, by_bones, by_genes, never_together
from ..identification.commingled.reassociating import Called, Cluster, Reassociated, consensus, reassociated
from ..identification.files.plain_writing import persons_text
from ..identification.files.rows import grid
from ..identification.pairing.pairwise import body_of, differ
from ..model.errors import KinFault, WrongUse
from ..model.families import Family, Side
from ..model.markers import SHARP, Marker, Quality
from ..model.pedigrees import Pedigree, Person, Sex
from .check import Advance, unheard
from .kin_files import PLAIN, Rules, frequencies_of, one_side, text
from .private import write_private


@dataclass(frozen=True, slots=True)
class Limits:
    """`above`: likelihood ratio from which samples are put together; `pairs_above`: from which a pair is told.

    `excluded_below`: ratio below which two are taken as two persons, for the least number of individuals. `call`: posterior from
    which a genotype is called.
    """

    above: float = 1e4
    excluded_below: float = 1e-4
    call: float = 0.99
    pairs_above: float = 100.0

    def __post_init__(self) -> None:
        if not 0 < self.pairs_above < math.inf:
            raise WrongUse(f"pairs are told from a likelihood ratio of {self.pairs_above:g}", cure="Give one above 0.")
        if not 1 <= self.above < math.inf:
            raise WrongUse(f"samples are put together from a likelihood ratio of {self.above:g}", cure="Give 1 or more.")
        if not 0 < self.excluded_below <= 1:
            raise WrongUse(f"two persons from a likelihood ratio below {self.excluded_below:g}", cure="Give one above 0, up to 1.")
        if not 0.5 < self.call <= 1:
            raise WrongUse(f"genotypes are called from a posterior of {self.call:g}", cure="Give one above 0.5, up to 1.")


@dataclass(frozen=True, slots=True)
class Profiled:
    """A cluster with its name; of several samples the called genotypes, of one none (its own reading stands)."""

    name: str
    cluster: Cluster
    called: Mapping[str, Called]


@dataclass(frozen=True, slots=True)
class Together:
    """`samples`: names in the order of all places. `individuals`: by bones where they were told, with genetics in `other`."""

    samples: tuple[str, ...]
    result: Reassociated
    persons: tuple[Profiled, ...]
    individuals: AtLeast
    other: AtLeast | None
    markers: tuple[Marker, ...]
    qualities: tuple[Quality, ...]
    theta: float
    limits: Limits
    notes: tuple[str, ...]

    def pairs(self, above: float = 0.0) -> Iterator[tuple[str, str, float, float]]:
        """Sample, other sample, natural log likelihood ratios against unrelated and siblings; the smaller at least log `above`."""
        least = math.log(above) if above > 0 else -math.inf
        smaller = self.result.smaller
        rows, columns = np.nonzero(np.triu(smaller >= least, 1))
        order = np.lexsort((columns, rows, -smaller[rows, columns]))
        for i, j in zip(rows[order].tolist(), columns[order].tolist(), strict=True):
            yield self.samples[i], self.samples[j], float(self.result.unrelated[i, j]), float(self.result.siblings[i, j])


def reassociate(
    remains_file: Path,
    frequencies_file: Path,
    *,
    inventory: Path | None = None,
    rules: Rules = PLAIN,
    theta: float = 0.0,
    limits: Limits | None = None,
    to: Path | None = None,
    advance: Advance = unheard,
) -> Together:
    """Puts samples together. `rules`: how the files are read, and of which quality samples are of which the table states none.

    `to`: writes a remains table, a row a person.

    WrongUse: a number that cannot be. KinFault: a file that is not there or not right, or cannot be written.
    """
    if not 0 <= theta < 1:
        raise WrongUse(f"theta is {theta:g}", cure="Theta is at least 0 and below 1, for example 0.02.")
    limits = limits or Limits()
    table = frequencies_of(frequencies_file, rules=rules)
    told = one_side(remains_file, table, Side.REMAINS, rules)
    if not told.families:
        raise KinFault(f"{remains_file.name} holds no remains", cure="Give rows of side PM.")
    bodies = [body_of(f) for f in told.families]
    samples = [Sample(b.id, profile, f.qualities.get(b.id, SHARP)) for f, (b, profile) in zip(told.families, bodies, strict=True)]
    names = tuple(s.id for s in samples)
    bones = _bones(inventory) if inventory is not None else []
    never = never_together(names, bones) | _sexes([b for b, _ in bodies])
    notes = list(dict.fromkeys((*table.notes, *told.notes)))
    table = told.table or table
    strange = sorted({b.sample for b in bones if b.sample} - set(names))
    if strange and inventory is not None:
        notes.append(f"{inventory.name}: no such sample among the remains: {', '.join(strange)}; their bones are counted")
    result = reassociated(
        samples, table.markers, above=limits.above, forbidden=never, theta=theta,
        advance=lambda done, of: advance("samples compared", done, of),
    )  # fmt: skip
    persons = _persons(samples, result, table.markers, limits, set(names))
    genes = by_genes(_excluded(result.unrelated, limits.excluded_below) | never)
    counted = by_bones(bones) if inventory is not None else None
    made = Together(
        names, result, persons, genes if counted is None else counted, None if counted is None else genes, table.markers,
        tuple(s.quality for s in samples), theta, limits, tuple(notes),
    )  # fmt: skip
    if to is not None:
        written(to, persons_text([_family(p, samples, bodies) for p in persons], table.markers))
    return made


def _excluded(log_lr: NDArray[np.float64], below: float) -> NDArray[np.bool_]:
    """Pairs that are told to be two persons, both ways round alike."""
    upper = np.triu(log_lr < math.log(below), 1)
    return np.asarray(upper | upper.T)


def _sexes(bodies: Sequence[Person]) -> NDArray[np.bool_]:
    apart = np.array([[differ(a, b) for b in Sex] for a in Sex], dtype=bool)
    own = [list(Sex).index(b.sex) for b in bodies]
    return np.asarray(apart[np.ix_(np.array(own), np.array(own))])


def _persons(
    samples: Sequence[Sample], result: Reassociated, markers: Sequence[Marker], limits: Limits, taken: set[str]
) -> tuple[Profiled, ...]:
    several = [c for c in result.clusters if len(c.samples) > 1]
    width = len(str(len(several)))
    prefix = "P"
    while any(t.startswith(prefix) for t in taken):  # a person's name is no sample's
        prefix = f"P-{prefix}"
    made, number = [], 0
    for c in result.clusters:
        if len(c.samples) == 1:
            made.append(Profiled(samples[c.samples[0]].id, c, {}))
            continue
        number += 1
        called = consensus([samples[k] for k in c.samples], markers, at_least=limits.call)
        made.append(Profiled(f"{prefix}{number:0{width}}", c, called))
    return tuple(made)


def _family(person: Profiled, samples: Sequence[Sample], bodies: Sequence[tuple[Person, object]]) -> Family:
    """A person as remains: a single sample as it was read, several as what was called, with the chance that a call is wrong."""
    own = [samples[k] for k in person.cluster.samples]
    sexes = {bodies[k][0].sex for k in person.cluster.samples} - {Sex.UNKNOWN}
    pedigree = Pedigree(person.name, (Person(person.name, sexes.pop() if len(sexes) == 1 else Sex.UNKNOWN),))
    if len(own) == 1:
        profile, quality = own[0].profile, own[0].quality
    else:
        profile = {name: c.genotype for name, c in person.called.items()}
        wrong = sum(1 - c.posterior for c in person.called.values()) / max(1, len(person.called))
        quality = Quality(error=math.ceil(wrong * 1e6) / 1e6)
    graded = {} if quality.sharp else {person.name: quality}
    return Family(pedigree, {person.name: profile} if profile else {}, Side.REMAINS, qualities=graded)


def _bones(path: Path) -> list[Bone]:
    """An inventory: a CSV of `sample`, `bone`, `side`, and `count` where there is one."""
    rows = grid(text(path), path.name)
    columns = {c.lower(): k for k, c in enumerate(next(rows, (1, [""]))[1])}
    for column in ("sample", "bone", "side"):
        if column not in columns:
            raise KinFault(f"{path.name} has no column {column!r}", cure="The columns are sample, bone, side, and count or none.")
    made = []
    for line, cells in rows:
        at = f"{path.name}, line {line}"
        if len(cells) > len(columns):
            raise KinFault(f"{at}: {len(cells)} cells under {len(columns)} columns", cure="Mend the row.")
        told = {name: cells[k] if k < len(cells) else "" for name, k in columns.items()}
        if not told["bone"]:
            raise KinFault(f"{at}: a row without a bone", cure="Fill in the cell.")
        if told["side"].lower() not in SIDES:
            raise KinFault(f"{at}: the side is {told['side']!r}", cure="Sides are left, right, or nothing.")
        count = told.get("count") or "1"
        if not count.isdecimal() or len(count) > 9:
            raise KinFault(f"{at}: the count is {count!r}", cure="Counts are whole numbers.")
        made.append(Bone(told["sample"], told["bone"].lower(), SIDES[told["side"].lower()], int(count)))
    return made


def written(to: Path, content: str) -> None:
    """Writes a file; KinFault when that cannot be."""
    try:
        write_private(to, content)
    except OSError as fault:
        raise KinFault(f"{to} cannot be written ({fault.strerror})", cure="Name a file that you can write to.") from None
