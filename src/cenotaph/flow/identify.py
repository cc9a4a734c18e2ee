"""Identify: how likely are the genotypes of families, and which remains are whose; from files that a laboratory has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ..identification import (
    Joint,
    MarkerTable,
    Pairs,
    families,
    jointly,
    log_likelihoods,
    marker_table,
    pairs,
    posterior,
)
from ..model.errors import KinFault, WrongUse
from ..model.families import Side
from ..model.markers import Marker, Mutation, MutationModel
from .kin_files import frequencies_of, one_side, text


@dataclass(frozen=True, slots=True)
class Likelihoods:
    """Natural log-likelihoods by family and marker, -inf where the genotypes cannot be, with the markers they were made under."""

    of: Mapping[str, Mapping[str, float]]
    table: MarkerTable
    theta: float


def likelihood(persons: Path, markers: Path, *, theta: float = 0.0) -> Likelihoods:
    """How likely the genotypes of every family are, a marker at a time, from plain tables.

    WrongUse: a theta that is none. KinFault: a file that is not there or not right, with line, person and marker.
    """
    if not 0 <= theta < 1:
        raise WrongUse(f"theta is {theta:g}", cure="Theta is at least 0 and below 1, for example 0.02.")
    table = marker_table(text(markers), markers.name)
    found = families(text(persons), persons.name, table)
    names = [m.name for m in table.markers]
    made = {}
    for family in found:
        try:
            values = log_likelihoods(family.pedigree, table.markers, family.profiles, theta=theta)
        except KinFault as fault:
            raise KinFault(f"{persons.name}, family {family.pedigree.name!r}: {fault.what}", cure=fault.cure) from None
        made[family.pedigree.name] = dict(zip(names, map(float, values), strict=True))
    return Likelihoods(made, table, theta)


@dataclass(frozen=True, slots=True)
class Pair:
    """Remains as the missing of a family. `lr` and `log10_lr` in one: exp(log_lr), log_lr / log 10."""

    remains: str
    family: str
    missing: str
    log_lr: float
    posterior: float
    exclusions: int


@dataclass(frozen=True, slots=True)
class Searched:
    """Pairs by likelihood ratio, highest first; under which model; what was assumed; how many pairs have sexes that differ."""

    pairs: tuple[Pair, ...]
    markers: tuple[Marker, ...]
    theta: float
    among: float
    notes: tuple[str, ...]
    of_other_sex: int
    at_odds: tuple[str, ...]


def search(
    remains_file: Path,
    families_file: Path,
    frequencies_file: Path,
    *,
    mutation: Mutation | None = None,
    theta: float = 0.0,
    among: float | None = None,
    top: int | None = None,
) -> Searched:
    """Every remains beside every family's missing, each pair on its own.

    `mutation`: in place of the models of the frequency file. `among`: how many are missing, for the posterior; else as many as the
    families miss. `top`: only so many pairs. WrongUse: a number that cannot be. KinFault: a file that is not there or not right.
    """
    if not 0 <= theta < 1:
        raise WrongUse(f"theta is {theta:g}", cure="Theta is at least 0 and below 1, for example 0.02.")
    if (among is not None and among < 1) or (top is not None and top < 1):
        raise WrongUse("there are fewer than one missing, or fewer than one pair asked for", cure="Give at least 1.")
    table = frequencies_of(frequencies_file, mutation)
    bodies = one_side(remains_file, table, Side.REMAINS)
    kin = one_side(families_file, table, Side.FAMILY)
    found = pairs(bodies.families, kin.families, table.markers, theta=theta)
    prior = float(len(found.sought) if among is None else among)
    shares = posterior(found.log_lr, prior)
    wrong = found.exclusions < 0
    odd = np.isnan(found.log_lr) & ~wrong
    rows, columns = np.nonzero(~np.isnan(found.log_lr))
    order = np.lexsort((columns, rows, found.exclusions[rows, columns], -found.log_lr[rows, columns]))[:top]
    made = [_pair(found, shares, int(i), int(j)) for i, j in zip(rows[order], columns[order], strict=True)]
    at_odds = tuple(sorted({s.family for j, s in enumerate(found.sought) if odd[:, j].any()}))
    notes = (*table.notes, *bodies.notes, *kin.notes)
    return Searched(tuple(made), table.markers, theta, prior, notes, int(wrong.sum()), at_odds)


@dataclass(frozen=True, slots=True)
class Together:
    """All remains of a file beside all who are missing, with the markers used."""

    joint: Joint
    table: MarkerTable


def joint(persons: Path, markers: Path) -> Together:
    """Every assignment of the remains of a plain table to its missing, each as likely before.

    KinFault: a file that is not there or not right, nobody missing, no remains, more assignments than can be listed.
    """
    table = marker_table(text(markers), markers.name)
    found = families(text(persons), persons.name, table)
    bodies, kin = ([f for f in found if f.side is side] for side in (Side.REMAINS, Side.FAMILY))
    if not bodies or not any(f.missing for f in kin):
        what = "remains (rows of side PM)" if not bodies else f"missing persons ({markers.name} names them)"
        raise KinFault(f"{persons.name} holds no {what}", cure="Give both in one table of persons.")
    try:
        return Together(jointly(bodies, kin, table.markers), table)
    except KinFault as fault:
        raise KinFault(f"{persons.name}: {fault.what}", cure=fault.cure) from None


def _pair(found: Pairs, shares: NDArray[np.float64], i: int, j: int) -> Pair:
    s = found.sought[j]
    return Pair(found.remains[i], s.family, s.missing, float(found.log_lr[i, j]), float(shares[i, j]), int(found.exclusions[i, j]))


def mutation_of(words: str) -> Mutation:
    """A mutation model as an option names it: none, equal:0.001, stepwise:0.001:RANGE:RATE2; WrongUse names what is wrong."""
    name, *numbers = words.split(":")
    try:
        model = MutationModel(name.strip().lower())
        rate, reach, rate2 = (*map(float, numbers), *(0.0, 0.1, 0.0)[len(numbers) :])
        if model is MutationModel.CUSTOM or bool(numbers) is (model is MutationModel.NONE):
            raise ValueError(words)
        return Mutation(model, rate, rate2, reach)
    except KinFault as fault:
        raise WrongUse(fault.what, cure=fault.cure) from None
    except ValueError:
        raise WrongUse(
            f"{words!r} is no mutation model", cure="For example none, equal:0.001, proportional:0.001, stepwise:0.001:0.1:0.00001."
        ) from None
