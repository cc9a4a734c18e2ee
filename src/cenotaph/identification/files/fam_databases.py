"""The database of a `.fam`: markers, alleles with their frequencies, mutation models.

After the line that counts databases and states theta: the number of markers, whether a name follows, the name; then for each
marker its name, the mutation rates of females and males, the codes of their models, the number of alleles (the silent one too),
both ranges, both rates of microvariants, whether there is a silent allele, its frequency, the number of other alleles with the
size of the database, the probability of dropout and the least frequency behind it, and each allele with its frequency.
"""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from ...model.errors import KinFault
from ...model.markers import NO_MUTATION, Marker, Mutation, MutationModel
from .fam_lines import TRUE, Lines, flagged, quoted
from .maps import APART, Place, kept
from .sums import settled
from .told import LEAST_MET, MarkerTable, plain

#: Familias' codes. 2 and 3 know whole repeats only: 2 leaves the frequencies of the next generation open, 3 keeps them.
EQUAL, PROPORTIONAL, STEPWISE, STATIONARY, EXTENDED = range(5)
SILENT = "silent"
INSTEAD = "Give another model with --mutation."


@dataclass(frozen=True, slots=True)
class Database:
    """Markers of a `.fam`, its name, theta, and the probability of dropout by marker where it is above 0.

    `ladders`: names and alleles of all markers in the order of the file, those left out too.
    """

    table: MarkerTable
    ladders: tuple[tuple[str, tuple[str, ...]], ...]
    name: str
    theta: float
    dropout: dict[str, float]


def read_database(
    lines: Lines, *, instead: Mutation | None = None, places: dict[str, Place] | None = None, apart: float = APART
) -> Database:
    """From the line that counts databases on. `instead`: in place of the models that the file states."""
    head = lines.word()
    where = lines.where
    stated = re.search(r"Fst:\s*([^\s)]*)", head)
    theta = _share(stated[1], "theta", lines.place) if stated else 0.0
    count = lines.whole("number of markers")
    name = lines.word() if lines.flag() else ""
    found: dict[str, _Read] = {}
    for _ in range(count):
        read = _marker(lines)
        if read.name in found:
            raise KinFault(f"{where} has the marker {read.name!r} twice", cure="Give each marker once.")
        found[read.name] = read
    own, aside, notes = kept(list(found), where, places, apart)
    made, told = [], list(notes)
    for read in (found[n] for n in own):
        marker, said = read.made(instead, where)
        made.append(marker)
        told += said
    minima = {r.name: r.least for r in found.values() if r.least > 0}
    dropout = {r.name: r.dropout for r in found.values() if r.dropout > 0}
    ladders = tuple((r.name, tuple(r.alleles)) for r in found.values())
    return Database(MarkerTable(tuple(made), (), tuple(told), minima, aside), ladders, name, theta, dropout)


@dataclass(frozen=True, slots=True)
class _Read:
    """A marker as it stands in the file; pairs are of females, of males."""

    name: str
    place: str
    rates: Sequence[float]
    codes: Sequence[int]
    ranges: Sequence[float]
    rates2: Sequence[float]
    silent: float
    least: float
    dropout: float
    alleles: dict[str, float]

    def made(self, instead: Mutation | None, where: str) -> tuple[Marker, tuple[str, ...]]:
        shares, said = settled(self.name, self._frequencies(), where)
        alleles = (*self.alleles, *((SILENT,) if self.silent else ()))
        try:
            bare = Marker(self.name, alleles, shares, silent=SILENT if self.silent else None)
            if instead is not None:
                maternal = paternal = instead
            else:
                maternal, paternal = (self._model(k, bare) for k in (0, 1))
            return Marker(self.name, alleles, shares, maternal, paternal, bare.silent), said
        except KinFault as fault:
            what = fault.what if fault.what.startswith(where) else f"{self.place}: {fault.what}"
            raise KinFault(what, cure=fault.cure) from None

    def _frequencies(self) -> list[float]:
        """With the silent allele's; the others make room for it where they alone sum to 1."""
        others = math.fsum(self.alleles.values())
        room = 1 - self.silent if self.silent and abs(others - 1) < abs(others + self.silent - 1) else 1.0
        return [*(f * room for f in self.alleles.values()), *((self.silent,) if self.silent else ())]

    def _model(self, k: int, marker: Marker) -> Mutation:
        """Females' (0) or males' (1). A rate of 0 is no mutation, whichever model."""
        rate, code, reach, rate2 = (
            self.rates[k],
            self.codes[k],
            self.ranges[k],
            self.rates2[k] if self.codes[k] == EXTENDED else 0.0,
        )
        if rate == 0 and rate2 == 0:
            return NO_MUTATION
        if code in (EQUAL, PROPORTIONAL):
            return Mutation(MutationModel.EQUAL if code == EQUAL else MutationModel.PROPORTIONAL, rate)
        if code == STATIONARY:
            return Mutation(MutationModel.CUSTOM, matrix=stationary(marker, rate, reach, self.place))
        return Mutation(MutationModel.STEPWISE, rate, rate2, reach)


def stationary(marker: Marker, rate: float, reach: float, at: str) -> tuple[tuple[float, ...], ...]:
    """The stepwise model that keeps the frequencies: from i to j in proportion to reach^|i - j| / p_i, `rate` over the population.

    Published for alleles one repeat apart (Dawid, Mostad, Egeland, Pascali 2002), in which the versions of Familias agree; how they
    count steps over gaps and microvariants is not established, and such markers are refused.
    """
    alleles = marker.alleles
    steps = [int(a) if re.fullmatch(r"\d{1,4}", a) else -1 for a in alleles]
    if marker.silent or any(b - a != 1 for a, b in itertools.pairwise(steps)) or steps[0] < 0 or not 0 < reach < 1:
        raise KinFault(
            f"{at}: {marker.name} has the stationary stepwise model, which is taken for alleles one repeat apart and no others",
            cure=INSTEAD,
        )
    total = math.fsum(marker.frequencies)
    shares = [f / total for f in marker.frequencies]
    n = len(alleles)
    weight = math.fsum(reach ** abs(i - j) for i in range(n) for j in range(n) if i != j)
    rows = []
    for i, share in enumerate(shares):
        away = [rate / weight * reach ** abs(i - j) / share if i != j and share else 0.0 for j in range(n)]
        away[i] = 1 - math.fsum(away)
        if away[i] < 0 or not share:
            raise KinFault(f"{at}: {marker.name}: the stationary model leaves less than nothing for {alleles[i]}", cure=INSTEAD)
        rows.append(tuple(away))
    return tuple(rows)


def _marker(lines: Lines) -> _Read:
    name = lines.word()
    place = lines.place
    if not plain(name):
        raise KinFault(f"{place}: a marker without a name", cure="Export the file again.")
    rates = (lines.number(), lines.number())
    codes = tuple(lines.whole(f"mutation model of {name} (0 to 4)", EXTENDED) for _ in range(2))
    lines.word()
    ranges, rates2 = (lines.number(), lines.number()), (lines.number(), lines.number())
    has_silent = lines.flag()
    silent = lines.number()
    at = lines.place
    count = lines.whole("number of alleles")
    info = lines.lines[lines.at - 1]
    alleles: dict[str, float] = {}
    for _ in range(count):
        allele = lines.word()
        if allele in alleles or not allele:
            what = "twice" if allele else "without a name"
            raise KinFault(f"{lines.place}: {name} has the allele {allele!r} {what}", cure="Give each allele once.")
        alleles[allele] = lines.number()
    if has_silent and (not 0 < silent < 1 or SILENT in alleles):
        raise KinFault(f"{at}: the frequency of the silent allele of {name} is {silent:g}", cure="It is above 0 and below 1.")
    size, least = _of(info, "DatabaseSize", place), _of(info, "Minor allele frequency", place)
    if not least and size > LEAST_MET * 10:
        least = LEAST_MET / size
    return _Read(
        name, place, rates, codes, ranges, rates2, silent if has_silent else 0.0, min(least, 0.5),
        _of(info, "Dropout probability", place), alleles,
    )  # fmt: skip


def _of(info: str, what: str, at: str) -> float:
    """A number of the line that counts alleles; 0 where it is not there."""
    found = re.search(re.escape(what) + r"\s*=\s*([^\s,)]+)", info)
    if not found:
        return 0.0
    value = _number(found[1], what, at)
    if what != "DatabaseSize" and value >= 1:
        raise KinFault(f"{at}: {what} is {found[1]}", cure="It is at least 0 and below 1.")
    return value


def _share(text: str, what: str, at: str) -> float:
    value = _number(text, what, at)
    if value >= 1:
        raise KinFault(f"{at}: {what} is {text}", cure="It is at least 0 and below 1.")
    return value


def _number(text: str, what: str, at: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not 0 <= value < math.inf:
        raise KinFault(f"{at}: {what} is {text!r}, no number", cure="Mend the file.")
    return value


def written_database(table: MarkerTable, name: str, theta: float) -> list[str]:
    """The lines of a database. KinFault: a model that a `.fam` has no place for."""
    lines = [f"{flagged(False)} (#Databases: 1 ;Theta/Kinship/Fst: {theta or 0!r} )", str(len(table.markers)), TRUE, quoted(name)]
    for marker in table.markers:
        lines += _written(marker, table.minima.get(marker.name, 0.0))
    return lines


def _written(marker: Marker, least: float) -> list[str]:
    both = [NO_MUTATION if m.model is MutationModel.NONE else m for m in (marker.maternal, marker.paternal)]
    codes = [_code(marker, m) for m in both]
    shares = dict(zip(marker.alleles, marker.frequencies, strict=True))
    silent = shares.pop(marker.silent) if marker.silent is not None else 0.0
    info = f"{len(shares)}\t(DatabaseSize = 0 , Dropout probability = 0 , Minor allele frequency = {least!r} )"
    return [
        quoted(marker.name), *(repr(m.rate) for m in both), *map(str, codes), str(len(marker.alleles)),
        *(repr(m.reach) for m in both),
        *(repr(m.rate2) for m in both), flagged(bool(silent)), repr(silent) if silent else "0", info,
        *(line for allele, share in shares.items() for line in (quoted(allele), repr(share))),
    ]  # fmt: skip


def _code(marker: Marker, mutation: Mutation) -> int:
    codes = {MutationModel.NONE: EQUAL, MutationModel.EQUAL: EQUAL, MutationModel.PROPORTIONAL: PROPORTIONAL}
    if mutation.model is MutationModel.STEPWISE:
        return EXTENDED if mutation.rate2 else STEPWISE
    if mutation.model not in codes:
        raise KinFault(f"{marker.name} has the mutation model {mutation.model}, which a .fam has no place for", cure=INSTEAD)
    return codes[mutation.model]
