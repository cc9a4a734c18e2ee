"""Identify: how likely are the genotypes of families, and which remains are whose; from files that a laboratory has."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from ..identification import (
    Chances,
    Findings,
    Joint,
    MarkerTable,
    Pairs,
    Thresholds,
    blocks,
    chances,
    conclude,
    jointly,
    log_likelihoods,
    named_apart,
    posterior,
)
from ..identification.joining.assigning import SWEEPS as SWEEPS
from ..model.errors import KinFault, WrongUse
from ..model.families import Family
from ..model.markers import Marker, Mutation, MutationModel, Quality
from .kin_files import PLAIN, REFUSED, Rules, kin, looking, whole_of

#: The threshold of a search unless another is given, and how many pairs are listed at most unless more are asked for.
THRESHOLD, LISTED = 10_000.0, 100_000


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
            values = log_likelihoods(family.pedigree, table.markers, family.profiles, theta=theta, qualities=family.qualities)
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
    """Pairs by likelihood ratio, highest first; under which model; what was assumed; how many pairs have sexes that differ.

    `compared`: pairs that have a ratio, listed or not. `chances`: how many unrelated pairs to expect at the threshold.
    """

    pairs: tuple[Pair, ...]
    markers: tuple[Marker, ...]
    theta: float
    among: float
    quality: Quality
    notes: tuple[str, ...]
    compared: int
    of_other_sex: int
    at_odds: tuple[str, ...]
    chances: Chances


def search(
    remains_file: Path,
    families_file: Path,
    frequencies_file: Path,
    *,
    mutation: Mutation | None = None,
    theta: float = 0.0,
    among: float | None = None,
    threshold: float = THRESHOLD,
    top: int | None = None,
    progress: Callable[[int, int], None] | None = None,
    rules: Rules = PLAIN,
) -> Searched:
    """Every remains beside every family's missing, each pair on its own.

    `mutation`: in place of the models of the frequency file. `among`: how many are missing, for the posterior; else as many as the
    families miss. `threshold`: a likelihood ratio, for the expected number of false matches. `top`: only so many pairs, else at
    most `LISTED`. `progress`: told how many missing are done, of how many. `rules`: how the files are read. WrongUse: a number that
    cannot be. KinFault: a file that is not there or not right.
    """
    if not threshold > 0 or not math.isfinite(threshold):
        raise WrongUse(f"the threshold is {threshold:g}", cure="A threshold is a likelihood ratio above 0, for example 10000.")
    if not 0 <= theta < 1:
        raise WrongUse(f"theta is {theta:g}", cure="Theta is at least 0 and below 1, for example 0.02.")
    if (among is not None and not 1 <= among < math.inf) or (top is not None and top < 1):
        raise WrongUse("of missing, or of pairs asked for, there are fewer than one or no number", cure="Give at least 1.")
    rules = rules if mutation is None else replace(rules, mutation=mutation)
    given = looking(kin(remains_file, families_file, frequencies_file, rules))
    missing = sum(len(f.missing) for f in given.families)
    highest = _Highest(float(missing if among is None else among), top or LISTED)
    for block in blocks(given.remains, given.families, given.table.markers, theta=theta):
        highest.add(block)
        if progress is not None:
            progress(highest.seen, missing)
    by_chance = chances(given.remains, given.families, given.table.markers, threshold, theta=theta)
    notes = list(given.notes)
    if among is None and missing < len(given.remains):
        notes.append(
            f"the prior is as if each of {len(given.remains):,} remains were one of the {missing:,} whom these families miss;"
            " --prior-missing says how many are missing"
        )
    if top is None and highest.compared > LISTED:
        notes.append(f"of {highest.compared:,} pairs the {LISTED:,} of the highest ratios are listed; --top lists fewer or more")
    return Searched(
        highest.pairs(), given.table.markers, theta, highest.among, rules.quality, tuple(notes), highest.compared,
        highest.of_other_sex, tuple(sorted(highest.at_odds)), by_chance,
    )  # fmt: skip


class _Highest:
    """The pairs of the highest ratios, as blocks of a search come in."""

    def __init__(self, among: float, most: int) -> None:
        self.among, self.most = among, most
        self.seen = self.compared = self.of_other_sex = 0
        self.at_odds: set[str] = set()
        #: Sort keys (-log LR, exclusions, row, column), and the pair.
        self.kept: list[tuple[tuple[float, int, int, int], Pair]] = []

    def add(self, found: Pairs) -> None:
        wrong = found.exclusions < 0
        odd = np.isnan(found.log_lr) & ~wrong
        self.of_other_sex += int(wrong.sum())
        self.at_odds |= {found.sought[j].family for j in np.flatnonzero(odd.any(axis=0)).tolist()}
        rows, columns = np.nonzero(~np.isnan(found.log_lr))
        self.compared += len(rows)
        values = found.log_lr[rows, columns]
        if len(values) > self.most:
            # All that may be among the highest, ties with the last included.
            least = np.partition(values, len(values) - self.most)[len(values) - self.most]
            there = values >= least
            rows, columns, values = rows[there], columns[there], values[there]
        shares = posterior(values, self.among)
        for i, j, value, share in zip(rows.tolist(), columns.tolist(), values.tolist(), shares.tolist(), strict=True):
            s, count = found.sought[j], int(found.exclusions[i, j])
            pair = Pair(found.remains[i], s.family, s.missing, value, share, count)
            self.kept.append(((-value, count, i, self.seen + j), pair))
        self.seen += len(found.sought)
        self.kept.sort(key=lambda one: one[0])
        del self.kept[self.most :]

    def pairs(self) -> tuple[Pair, ...]:
        return tuple(pair for _, pair in self.kept)


@dataclass(frozen=True, slots=True)
class Together:
    """All remains of a file beside all who are missing, what may be concluded at which thresholds, with the markers used."""

    joint: Joint
    findings: Findings
    thresholds: Thresholds
    table: MarkerTable


def joint(persons: Path, markers: Path | None = None, *, thresholds: Thresholds | None = None, rules: Rules = PLAIN) -> Together:
    """Every assignment of the remains of a plain table, or of a project of Familias, to its missing, each as likely before.

    KinFault: a file that is not there or not right, nobody missing, no remains, more assignments than can be listed.
    """
    given = whole_of(persons, markers, rules)
    if not given.remains or not any(f.missing for f in given.families):
        names = persons.name if markers is None else markers.name
        what = "remains (rows of side PM)" if not given.remains else f"missing persons ({names} names them)"
        raise KinFault(f"{persons.name} holds no {what}", cure="Give both in one table of persons.")
    try:
        at, used = thresholds or Thresholds(), given.table.markers
        bodies, notes = _able(given.remains, used)
        families, more = _able(named_apart(given.families), used)
        if not bodies or not any(f.missing for f in families):
            raise KinFault(f"nothing is left to assign: {' '.join((*notes, *more))}", cure="Mend the genotypes, or allow mutation.")
        table = replace(given.table, notes=(*given.notes, *notes, *more))
        return Together(jointly(bodies, families, used), conclude(bodies, families, used, at), at, table)
    except KinFault as fault:
        raise KinFault(f"{persons.name}: {fault.what}", cure=fault.cure) from None


def _able(families: Sequence[Family], markers: Sequence[Marker]) -> tuple[tuple[Family, ...], list[str]]:
    """Those whose own genotypes can be, and what is noted of the others, with the markers."""
    able, notes = [], []
    for f in families:
        values = log_likelihoods(f.pedigree, markers, f.profiles, qualities=f.qualities)
        odd = [m.name for m, value in zip(markers, values, strict=True) if math.isinf(value)]
        if odd:
            at = ", ".join(odd)
            notes.append(f"{REFUSED}{f.pedigree.name!r}: its own genotypes cannot be at {at}. Check them, or allow mutation")
        else:
            able.append(f)
    return tuple(able), notes


def quality_of(dropout: float, drop_in: float, error: float) -> Quality:
    """How far samples may be misread, from options; WrongUse names what is wrong."""
    try:
        return Quality(dropout, drop_in, error)
    except KinFault as fault:
        raise WrongUse(fault.what, cure=fault.cure) from None


def thresholds_of(match: float, probable: float, inconsistencies: int) -> Thresholds:
    """The thresholds of conclusions, from options; WrongUse names what is wrong."""
    try:
        return Thresholds(match, probable, inconsistencies)
    except KinFault as fault:
        raise WrongUse(fault.what, cure=fault.cure) from None


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
