"""Familias' text tables of a family search: remains with a row each, relatives with a row each and a word for what they are.

Tab between the cells; two columns a marker, `TH01 1` and `TH01 2`; `AMEL` gives the sex. Remains have one more column, the sample;
relatives three: `Family`, `Relationship` (`[Father]`, to the missing person) and `Sample`.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..model.errors import KinFault
from ..model.families import Family, Side
from ..model.markers import Genotype, Marker
from ..model.pedigrees import Pedigree, Person, Sex
from .plain_tables import UNREAD, MarkerTable, plain
from .relations import Relative, drawn

SAMPLE = ("sample", "sample id")
SEXES: dict[tuple[str, ...], Sex] = {("X", "Y"): Sex.MALE, ("X", "X"): Sex.FEMALE}


@dataclass(frozen=True, slots=True)
class Told:
    """Families of a table, and what a reader should know: assumptions, markers without frequencies."""

    families: tuple[Family, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Row:
    line: int
    cells: Mapping[str, str]
    sex: Sex
    seen: Mapping[str, Genotype]


def remains(text: str, where: str, table: MarkerTable) -> Told:
    """Remains, each a family of one. KinFault names file, line, sample and marker."""
    rows, notes = _rows(text, where, table, ("sample",))
    made: dict[str, Family] = {}
    for r in rows:
        name = r.cells["sample"]
        if name in made:
            raise KinFault(
                f"{where}, line {r.line}: the sample {name!r} is there twice", cure="Give every sample an id of its own."
            )
        made[name] = Family(Pedigree(name, (Person(name, r.sex),)), {name: r.seen} if r.seen else {}, Side.REMAINS)
    return Told(tuple(made.values()), notes)


def relatives(text: str, where: str, table: MarkerTable) -> Told:
    """Families with one missing person each, drawn from the words for their relatives."""
    rows, notes = _rows(text, where, table, ("family", "relationship", "sample"))
    together: dict[str, list[_Row]] = {}
    for r in rows:
        together.setdefault(r.cells["family"], []).append(r)
    made, assumed = [], []
    for name, own in together.items():
        try:
            found = drawn(name, [Relative(r.cells["sample"], r.sex, r.cells["relationship"]) for r in own])
        except KinFault as fault:
            raise KinFault(f"{where}, from line {own[0].line}: {fault.what}", cure=fault.cure) from None
        made.append(Family(found.pedigree, {r.cells["sample"]: r.seen for r in own if r.seen}, missing=(found.missing,)))
        assumed += [f"family {name}: {line}" for line in found.assumed]
    return Told(tuple(made), (*notes, *assumed))


def _rows(text: str, where: str, table: MarkerTable, needed: Sequence[str]) -> tuple[list[_Row], tuple[str, ...]]:
    reader = csv.reader(io.StringIO(text.lstrip("\ufeff"), newline=""), delimiter="\t")
    header = [c.strip() for c in next(reader, [])]
    lower = ["sample" if c.lower() in SAMPLE else c.lower() for c in header]
    for column in needed:
        if column not in lower:
            raise KinFault(
                f"{where} has no column {column.title()!r}", cure="Give Familias' text tables, with tabs between the cells."
            )
    place = {c: lower.index(c) for c in needed}
    pairs = {header[k][:-2]: (k, _second(header, k, where)) for k in range(len(header)) if header[k].endswith(" 1")}
    amel = next((pairs.pop(name) for name in list(pairs) if plain(name) in {"amel", "amelogenin"}), None)
    known = {plain(m.name): m for m in table.markers}
    columns = [(known[plain(n)], *at) for n, at in pairs.items() if plain(n) in known]
    without = [n for n in pairs if plain(n) not in known]
    if not columns:
        raise KinFault(f"{where} has no marker with frequencies", cure="Columns are called TH01 1, TH01 2 and so on.")
    notes = (f"{where}: there are no frequencies for {', '.join(without)}: left out",) if without else ()
    return list(_read(reader, where, place, columns, amel, len(header))), notes


def _second(header: Sequence[str], k: int, where: str) -> int:
    other = f"{header[k][:-2]} 2"
    if other not in header:
        raise KinFault(f"{where} has the column {header[k]!r} and no {other!r}", cure="Give two columns a marker.")
    return header.index(other)


def _read(
    reader: Iterator[list[str]],
    where: str,
    place: Mapping[str, int],
    columns: Sequence[tuple[Marker, int, int]],
    amel: tuple[int, int] | None,
    width: int,
) -> Iterator[_Row]:
    for line, row in enumerate(reader, start=2):
        cells = [c.strip() for c in row] + [""] * (width - len(row))
        if not any(cells):
            continue
        told = {c: cells[k] for c, k in place.items()}
        for column, value in told.items():
            if not value:
                raise KinFault(f"{where}, line {line}: a sample without {column}", cure="Fill in the cell.")
        sex = Sex.UNKNOWN
        if amel is not None and (letters := tuple(sorted(cells[k].upper() for k in amel if cells[k]))):
            sex = SEXES.get(letters, Sex.UNKNOWN)
        seen = {}
        for m, one, two in columns:
            try:
                genotype = _genotype(cells[one], cells[two], m)
            except KinFault as fault:
                raise KinFault(f"{where}, line {line}, {told['sample']!r}: {fault.what}", cure=fault.cure) from None
            if genotype is not None:
                seen[m.name] = genotype
        yield _Row(line, told, sex, seen)


def _genotype(one: str, two: str, marker: Marker) -> Genotype | None:
    read = [a for a in (one, two) if a.lower() not in UNREAD]
    for allele in read:
        marker.index(allele)
    return Genotype(read[0], read[1] if len(read) == 2 else None) if read else None
