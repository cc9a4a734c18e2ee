"""Markers: alleles with their frequencies in a population, how they mutate, and what was seen of a person."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from .errors import KinFault

#: How far frequencies may sum from 1: rounding of a printed table, not a missing allele.
ROUNDING = 1e-3


def spelling(allele: str) -> str:
    """An allele as all spellings of one number of repeats share it: a spreadsheet makes 12.0 of 12, and 9.30 of 9.3.

    >>> [spelling(a) for a in ("12", "12.0", "012", "9.30", "OL")]
    ['12', '12', '12', '9.3', 'OL']
    """
    number = re.fullmatch(r"0*([0-9]{1,3})(?:\.([0-9])0*)?", allele)
    if number is None:
        return allele
    return number[1] if number[2] in (None, "0") else f"{number[1]}.{number[2]}"


class MutationModel(StrEnum):
    """How an allele changes on its way from parent to child."""

    NONE = "none"
    EQUAL = "equal"
    PROPORTIONAL = "proportional"
    ONESTEP = "onestep"
    STEPWISE = "stepwise"
    CUSTOM = "custom"


@dataclass(frozen=True, slots=True)
class Mutation:
    """A mutation model with its numbers, for parents of one sex.

    `rate`: probability a meiosis (for `proportional`: expected over the population). `rate2`: of microvariants (9.3 from 9), and
    `reach`: how much rarer each further step is, both for `stepwise`. `matrix`: rows from, columns to, in the order of the marker's
    alleles, for `custom`.
    """

    model: MutationModel = MutationModel.NONE
    rate: float = 0.0
    rate2: float = 0.0
    reach: float = 0.1
    matrix: tuple[tuple[float, ...], ...] = ()

    def __post_init__(self) -> None:
        for name, value in (("rate", self.rate), ("rate2", self.rate2), ("rate + rate2", self.rate + self.rate2)):
            if not 0 <= value <= 1:
                raise KinFault(f"mutation {name} is {value:g}", cure="Rates are from 0 to 1.")
        if self.model is MutationModel.STEPWISE and not 0 < self.reach < math.inf:
            raise KinFault(f"mutation range is {self.reach:g}", cure="The range of a stepwise model is above 0, usually 0.1.")
        for row in self.matrix:
            if len(row) != len(self.matrix) or not all(x >= 0 for x in row) or abs(math.fsum(row) - 1) > 1e-9:
                raise KinFault(f"the mutation matrix has the row {row}", cure="Rows are as long as there are rows and sum to 1.")


NO_MUTATION = Mutation()


@dataclass(frozen=True, slots=True)
class Marker:
    """A marker. `frequencies` belong to `alleles` in their order and sum to 1 up to rounding; KinFault otherwise.

    `maternal`, `paternal`: how alleles mutate from mothers and from fathers. `silent`: the name of the allele that is never seen,
    where the population has one (its frequency stands among the others). `x_linked`: on the X chromosome.
    """

    name: str
    alleles: tuple[str, ...]
    frequencies: tuple[float, ...]
    maternal: Mutation = NO_MUTATION
    paternal: Mutation = NO_MUTATION
    silent: str | None = None
    x_linked: bool = False

    def __post_init__(self) -> None:
        where = f"marker {self.name!r}"
        if len(self.alleles) != len(self.frequencies) or not self.alleles:
            raise KinFault(f"{where} has {len(self.alleles)} alleles and {len(self.frequencies)} frequencies", cure="Give as many.")
        spelt = [spelling(a) for a in self.alleles]
        twice = sorted({a for a, s in zip(self.alleles, spelt, strict=True) if spelt.count(s) > 1})
        if twice:
            raise KinFault(f"{where} has the allele {twice[0]!r} twice", cure="Give each allele once.")
        for allele, frequency in zip(self.alleles, self.frequencies, strict=True):
            if not 0 <= frequency <= 1:
                raise KinFault(f"{where}: the frequency of {allele!r} is {frequency:g}", cure="Frequencies are from 0 to 1.")
        total = math.fsum(self.frequencies)
        if abs(total - 1) > ROUNDING:
            raise KinFault(
                f"{where}: frequencies sum to {total:.6g}", cure="They sum to 1; put what is missing into an allele of its own."
            )
        if self.silent is not None and self.silent not in self.alleles:
            raise KinFault(f"{where}: the silent allele {self.silent!r} has no frequency", cure="Add it to the alleles.")
        for mutation in (self.maternal, self.paternal):
            if mutation.model is MutationModel.CUSTOM and len(mutation.matrix) != len(self.alleles):
                raise KinFault(
                    f"{where}: the mutation matrix is not {len(self.alleles)} × {len(self.alleles)}", cure="Mend the matrix."
                )

    def index(self, allele: str) -> int:
        """The place of an allele; KinFault when it is not in the table or can never be seen."""
        if allele not in self.alleles or allele == self.silent:
            known = ", ".join(a for a in self.alleles if a != self.silent)
            raise KinFault(f"allele {allele!r} of {self.name} is not in the frequency table", cure=f"There are {known}.")
        return self.alleles.index(allele)


@dataclass(frozen=True, slots=True)
class Genotype:
    """What was seen of a person at a marker: two alleles, or one where the other was not read (`second` None).

    A male at an X-linked marker has one allele, written twice or with the second left out.
    """

    first: str
    second: str | None

    def __str__(self) -> str:
        return f"{self.first}/{'-' if self.second is None else self.second}"


#: Genotypes by marker; a marker that was not typed is not there.
Profile = Mapping[str, Genotype]


@dataclass(frozen=True, slots=True)
class Quality:
    """How far what was read of a sample may be from what the person has; probabilities from 0 to below 1, the same at every marker.

    `dropout`: of each copy of an allele, not to be seen; `drop_in`: that one allele of the population is seen beside the person's
    own; `error`: that the genotype read is that of anybody of the population.
    """

    dropout: float = 0.0
    drop_in: float = 0.0
    error: float = 0.0

    def __post_init__(self) -> None:
        for name, value in (("dropout", self.dropout), ("drop-in", self.drop_in), ("error", self.error)):
            if not 0 <= value < 1:
                raise KinFault(f"the probability of {name} is {value:g}", cure="Probabilities of a sample are from 0 to below 1.")

    @property
    def sharp(self) -> bool:
        """Whether what was read is what the person has."""
        return self == SHARP


SHARP = Quality()
