"""Identify: how likely are the genotypes of families, and which remains are whose; from files that a laboratory has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ..identification import (
    Joint,
    MarkerTable,
    Pairs,
    jointly,
    log_likelihoods,
    pairs,
    posterior,
)
from ..model.errors import KinFault, WrongUse
from ..model.markers import Marker, Mutation, MutationModel
from .kin_files import PLAIN, Rules, kin, whole_of


@dataclass(frozen=True, slots=True)
class Likelihoods:
    """Natural log-likelihoods by family and marker, -inf where the genotypes cannot be, with the markers they were made under."""

    of: Mapping[str, Mapping[str, float]]
    table: MarkerTable
    theta: float


def likelihood(persons: Path, markers: Path | None = None, *, theta: float = 0.0, rules: Rules = PLAIN) -> Likelihoods:
    """How likely the genotypes of every family are, a marker at a time, from plain tables or a project of Familias.

    Of a project its pedigrees of the same persons, where it has any, else all remains and families of its search.

    WrongUse: a theta that is none. KinFault: a file that is not there or not right, with line, person and marker.
    """
    if not 0 <= theta < 1:
        raise WrongUse(f"theta is {theta:g}", cure="Theta is at least 0 and below 1, for example 0.02.")
    given = whole_of(persons, markers, rules)
    table = replace(given.table, notes=given.notes)
    names = [m.name for m in table.markers]
    made = {}
    for family in given.hypotheses or given.rows:
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
    rules: Rules = PLAIN,
) -> Searched:
    """Every remains beside every family's missing, each pair on its own.

    `mutation`: in place of the models of the frequency file. `among`: how many are missing, for the posterior; else as many as the
    families miss. `top`: only so many pairs. `rules`: how the files are read. WrongUse: a number that cannot be. KinFault: a file
    that is not there or not right.
    """
    if not 0 <= theta < 1:
        raise WrongUse(f"theta is {theta:g}", cure="Theta is at least 0 and below 1, for example 0.02.")
    if (among is not None and among < 1) or (top is not None and top < 1):
        raise WrongUse("there are fewer than one missing, or fewer than one pair asked for", cure="Give at least 1.")
    rules = rules if mutation is None else replace(rules, mutation=mutation)
    given = kin(remains_file, families_file, frequencies_file, rules)
    found = pairs(given.remains, given.families, given.table.markers, theta=theta)
    prior = float(len(found.sought) if among is None else among)
    shares = posterior(found.log_lr, prior)
    wrong = found.exclusions < 0
    odd = np.isnan(found.log_lr) & ~wrong
    rows, columns = np.nonzero(~np.isnan(found.log_lr))
    order = np.lexsort((columns, rows, found.exclusions[rows, columns], -found.log_lr[rows, columns]))[:top]
    made = [_pair(found, shares, int(i), int(j)) for i, j in zip(rows[order], columns[order], strict=True)]
    at_odds = tuple(sorted({s.family for j, s in enumerate(found.sought) if odd[:, j].any()}))
    return Searched(tuple(made), given.table.markers, theta, prior, given.notes, int(wrong.sum()), at_odds)


@dataclass(frozen=True, slots=True)
class Together:
    """All remains of a file beside all who are missing, with the markers used."""

    joint: Joint
    table: MarkerTable


def joint(persons: Path, markers: Path | None = None, *, rules: Rules = PLAIN) -> Together:
    """Every assignment of the remains of a plain table, or of a project of Familias, to its missing, each as likely before.

    KinFault: a file that is not there or not right, nobody missing, no remains, more assignments than can be listed.
    """
    given = whole_of(persons, markers, rules)
    if not given.remains or not any(f.missing for f in given.families):
        names = persons.name if markers is None else markers.name
        what = "remains (rows of side PM)" if not given.remains else f"missing persons ({names} names them)"
        raise KinFault(f"{persons.name} holds no {what}", cure="Give both in one table of persons.")
    try:
        return Together(jointly(given.remains, given.families, given.table.markers), replace(given.table, notes=given.notes))
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
