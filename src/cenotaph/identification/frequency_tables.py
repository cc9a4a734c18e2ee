"""Allele frequencies as laboratories have them: Familias' `.fam`, a CSV of marker, allele, frequency, the JSON of plain tables.

The database part of a `.fam`: after the line that counts databases the number of markers, whether a name follows, the name; then
for each marker its name, the mutation rates of females and males, the codes of their models, the number of alleles, both ranges,
both rates of microvariants, whether there is a silent allele, its frequency, the number of alleles, and each with its frequency.
"""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterator
from dataclasses import replace

from ..model.errors import KinFault
from ..model.markers import NO_MUTATION, Marker, Mutation, MutationModel
from .plain_tables import EXACT, MarkerTable, marker_table, plain

#: Familias' codes; 3, a stationary stepwise model, is not read.
CODES = {0: MutationModel.EQUAL, 1: MutationModel.PROPORTIONAL, 2: MutationModel.STEPWISE, 4: MutationModel.STEPWISE}


def frequencies(text: str, where: str, *, mutation: Mutation | None = None) -> MarkerTable:
    """Markers with their frequencies. `mutation`: in place of the models the file states. KinFault names file, line and marker."""
    text = text.lstrip("\ufeff")
    if text.lstrip().startswith("{"):
        table = marker_table(text, where)
        made, missing = list(table.markers), table.missing
    elif text.lstrip().startswith('"Output from Familias'):
        made, missing = list(_familias(text.splitlines(), where, mutation)), ()
    else:
        made, missing = list(_csv(text, where)), ()
    seen: set[str] = set()
    for m in made:
        if plain(m.name) in seen:
            raise KinFault(f"{where} has the marker {m.name!r} twice", cure="Give each marker once.")
        seen.add(plain(m.name))
    if mutation is not None:
        made = [replace(m, maternal=mutation, paternal=mutation) for m in made]
    sums = [(m, math.fsum(m.frequencies)) for m in made]
    notes = [f"{where}: the frequencies of {m.name} sum to {t:.9g}; each is divided by that" for m, t in sums if abs(t - 1) > EXACT]
    return MarkerTable(tuple(made), missing, tuple(notes))


def _csv(text: str, where: str) -> Iterator[Marker]:
    head = text.partition("\n")[0]
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=head.count))
    columns = {(c or "").strip().lower(): c for c in reader.fieldnames or ()}
    for column in ("marker", "allele", "frequency"):
        if column not in columns:
            raise KinFault(
                f"{where} has no column {column!r}", cure="Give a .fam of Familias, or a CSV of marker, allele, frequency."
            )
    found: dict[str, dict[str, float]] = {}
    for row in reader:
        marker, allele, share = ((row[columns[c]] or "").strip() for c in ("marker", "allele", "frequency"))
        own = found.setdefault(marker, {})
        if allele in own:
            raise KinFault(
                f"{where}, line {reader.line_num}: {marker} has the allele {allele!r} twice", cure="Give each allele once."
            )
        own[allele] = _number(share, f"{where}, line {reader.line_num}, {marker}")
    if not found:
        raise KinFault(f"{where} has no frequency in it", cure="Give a row an allele.")
    for name, own in found.items():
        yield _marker(where, name, own)


def _marker(
    where: str, name: str, own: dict[str, float], maternal: Mutation = NO_MUTATION, paternal: Mutation = NO_MUTATION
) -> Marker:
    try:
        return Marker(name, tuple(own), tuple(own.values()), maternal, paternal)
    except KinFault as fault:
        raise KinFault(f"{where}: {fault.what}", cure=fault.cure) from None


def _number(text: str, at: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise KinFault(f"{at}: {text!r} is no number", cure="Mend the file.") from None


class _Lines:
    """The lines of a file, one after the other."""

    def __init__(self, lines: list[str], where: str, at: int) -> None:
        self.lines, self.where, self.at = lines, where, at

    @property
    def place(self) -> str:
        return f"{self.where}, line {self.at}"

    def word(self) -> str:
        if self.at >= len(self.lines):
            raise KinFault(f"{self.where} ends in the middle of a marker", cure="Export the file again.")
        self.at += 1
        return self.lines[self.at - 1].strip().strip('"')

    def number(self) -> float:
        text = self.word()
        return _number(text.partition("\t")[0], self.place)


def _familias(lines: list[str], where: str, instead: Mutation | None) -> Iterator[Marker]:
    start = next((k for k, line in enumerate(lines) if "#Databases" in line), None)
    if start is None:
        raise KinFault(f"{where} has no frequency database", cure="Export the project with its database from Familias.")
    at = _Lines(lines, where, start + 1)
    count = int(at.number())
    if at.word() == "#TRUE#":
        at.word()
    for _ in range(count):
        name = at.word()
        begin = at.place
        rates, codes = (at.number(), at.number()), (int(at.number()), int(at.number()))
        at.number()
        ranges, rates2 = (at.number(), at.number()), (at.number(), at.number())
        silent = at.word() == "#TRUE#"
        at.number()
        if silent:
            raise KinFault(
                f"{begin}: {name} has a silent allele, which is not read from .fam yet", cure="Give markers as plain JSON."
            )
        own: dict[str, float] = {}
        for _ in range(int(at.number())):
            allele = at.word()
            own[allele] = at.number()
        maternal = paternal = NO_MUTATION
        if instead is None:
            maternal, paternal = (_model(codes[k], rates[k], rates2[k], ranges[k], begin, name) for k in (0, 1))
        yield _marker(where, name, own, maternal, paternal)


def _model(code: int, rate: float, rate2: float, reach: float, at: str, name: str) -> Mutation:
    """Females' and males' alike. A rate of 0 is no mutation, whichever model."""
    if rate == 0:
        return NO_MUTATION
    if code not in CODES:
        raise KinFault(f"{at}: the mutation model of {name} has the code {code}, which is not read", cure="Give --mutation.")
    model = CODES[code]
    if model is not MutationModel.STEPWISE:
        return Mutation(model, rate)
    return Mutation(model, rate, rate2 if code == 4 else 0.0, reach)
