"""Families and markers from plain tables: a CSV of persons with their genotypes, a JSON of markers with their frequencies.

The CSV has a header and a row a person: `side` (PM remains, AM a family; without the column all are families), `family`, `id`,
`fid` and `mid` (the parents' ids, 0 for none), `sex` (1 male, 2 female, 0 unknown), a column a marker with `a/b`; `a/-` where one
allele was read, `-/-` or nothing where none was. The JSON has `markers`, each with `name`, `alleles`, `afreq`, `sexlinked` and
`mutmodel` (null, or `model`, `rate`, `rate2`, `range`, `matrix`, each one value or two: of mothers, of fathers), and `missing`, the
ids of those who are looked for.
"""

from __future__ import annotations

import csv
import io
import json
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..model.errors import KinFault
from ..model.families import Family, Side
from ..model.markers import NO_MUTATION, Genotype, Marker, Mutation, MutationModel
from ..model.pedigrees import Pedigree, Person, Sex

SEXES = {"1": Sex.MALE, "m": Sex.MALE, "male": Sex.MALE, "2": Sex.FEMALE, "f": Sex.FEMALE, "female": Sex.FEMALE}
SEXES |= {"": Sex.UNKNOWN, "0": Sex.UNKNOWN, "na": Sex.UNKNOWN, "unknown": Sex.UNKNOWN}
NOBODY = {"", "0", "na", "*"}
UNREAD = {"", "-", "na"}
#: Columns of a person; `side` may be left out.
COLUMNS = ("family", "id", "fid", "mid", "sex")
#: Frequencies that sum to 1 but for the last places of a table are as they should be; else it is said.
EXACT = 1e-8


@dataclass(frozen=True, slots=True)
class MarkerTable:
    """Markers in their order, the ids of the missing, and what a reader should know of them."""

    markers: tuple[Marker, ...]
    missing: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def marker_table(text: str, where: str) -> MarkerTable:
    """Markers from JSON. `where`: the name of the file, for messages. KinFault names the marker."""
    try:
        whole = json.loads(text)
    except json.JSONDecodeError as fault:
        raise KinFault(f"{where}, line {fault.lineno}: this is no JSON ({fault.msg})", cure="Give a JSON of markers.") from None
    listed = whole.get("markers") if isinstance(whole, dict) else None
    if not isinstance(listed, list) or not listed:
        raise KinFault(
            f"{where} has no list of markers", cure='It looks like {"markers": [{"name": "TH01", "alleles": …, "afreq": …}]}.'
        )
    made: dict[str, Marker] = {}
    notes = []
    for place, row in enumerate(listed, start=1):
        name = str(row.get("name") or "") if isinstance(row, dict) else ""
        if not name:
            raise KinFault(f"{where}: marker {place} has no name", cure='Give its "name".')
        try:
            marker = _marker(name, row)
        except KinFault as fault:
            raise KinFault(f"{where}: {fault.what}", cure=fault.cure) from None
        except (TypeError, ValueError, KeyError) as fault:
            raise KinFault(
                f"{where}: marker {name!r} cannot be read ({fault})", cure='It has "alleles", "afreq" and "mutmodel" (or null).'
            ) from None
        if plain(name) in {plain(n) for n in made}:
            raise KinFault(f"{where} has the marker {name!r} twice", cure="Give each marker once.")
        made[name] = marker
        total = math.fsum(marker.frequencies)
        if abs(total - 1) > EXACT:
            notes.append(f"{where}: the frequencies of {name} sum to {total:.9g}; each is divided by that")
    missing = whole.get("missing") or []
    return MarkerTable(tuple(made.values()), tuple(map(str, missing if isinstance(missing, list) else [missing])), tuple(notes))


def _marker(name: str, row: Mapping[str, Any]) -> Marker:
    mutation = row.get("mutmodel")
    maternal, paternal = (_mutation(mutation, k) for k in (0, 1)) if mutation else (NO_MUTATION, NO_MUTATION)
    return Marker(
        name,
        tuple(f"{a:g}" if isinstance(a, int | float) else str(a) for a in row["alleles"]),
        tuple(map(float, row["afreq"])),
        maternal,
        paternal,
        silent=row.get("silent"),
        x_linked=bool(row.get("sexlinked")),
    )


def _mutation(told: Mapping[str, Any], k: int) -> Mutation:
    """The model of mothers (k = 0) or of fathers (1)."""

    def of(name: str, default: Any) -> Any:
        value = told.get(name)
        return default if value is None else value[k] if isinstance(value, list) else value

    word = str(of("model", "none")).lower().replace("-", "")
    if word not in {m.value for m in MutationModel}:
        raise KinFault(f"there is no mutation model {word!r}", cure=f"There are {', '.join(MutationModel)}.")
    rows = told.get("matrix") or ()
    if rows and isinstance(rows[0][0], list):
        rows = rows[k]
    grid = tuple(tuple(map(float, row)) for row in rows)
    return Mutation(MutationModel(word), float(of("rate", 0)), float(of("rate2", 0)), float(of("range", 0.1)), grid)


def plain(name: str) -> str:
    """A marker's name as all spellings share it: vWA and VWA, Penta D and PENTA_D."""
    return re.sub(r"[^a-z0-9]", "", name.lower())


@dataclass(frozen=True, slots=True)
class _Row:
    line: int
    family: str
    side: Side
    person: Person
    seen: Mapping[str, Genotype]


def families(text: str, where: str, table: MarkerTable) -> tuple[Family, ...]:
    """Families in the order of their first rows. KinFault names file, line, person and marker."""
    together: dict[str, list[_Row]] = {}
    for row in _rows(text, where, table):
        together.setdefault(row.family, []).append(row)
    made = []
    for name, rows in together.items():
        if len({r.side for r in rows}) > 1:
            raise KinFault(f"{where}: family {name!r} is of both sides, PM and AM", cure="Give remains names of their own.")
        first: dict[str, int] = {}
        for r in rows:
            if r.person.id in first:
                raise KinFault(
                    f"{where}, line {r.line}: family {name!r} has {r.person.id!r} twice, first in line {first[r.person.id]}",
                    cure="Give every member an id of their own.",
                )
            first[r.person.id] = r.line
        try:
            pedigree = Pedigree(name, tuple(r.person for r in rows))
        except KinFault as fault:
            raise KinFault(f"{where}, from line {rows[0].line}: {fault.what}", cure=fault.cure) from None
        missing = tuple(m for m in table.missing if m in pedigree) if rows[0].side is Side.FAMILY else ()
        made.append(Family(pedigree, {r.person.id: r.seen for r in rows if r.seen}, rows[0].side, missing))
    if not made:
        raise KinFault(f"{where} has no person in it", cure="Give a row a person.")
    return tuple(made)


def _rows(text: str, where: str, table: MarkerTable) -> Iterator[_Row]:
    head = text.lstrip("\ufeff").partition("\n")[0]
    reader = csv.reader(io.StringIO(text.lstrip("\ufeff"), newline=""), delimiter=max(",;\t", key=head.count))
    header = [c.strip() for c in next(reader, [])]
    lower = [c.lower() for c in header]
    for column in COLUMNS:
        if column not in lower:
            raise KinFault(
                f"{where} has no column {column!r}", cure=f"The columns are side, {', '.join(COLUMNS)}, then the markers."
            )
    place = {c: lower.index(c) for c in (*COLUMNS, "side") if c in lower}
    columns = list(_columns(header, set(place.values()), where, table))
    for cells in reader:
        if not any(c.strip() for c in cells):
            continue
        line = reader.line_num
        if len(cells) != len(header):
            raise KinFault(f"{where}, line {line}: {len(cells)} cells under {len(header)} columns", cure="Mend the row.")
        told = {c: cells[k].strip() for c, k in place.items()}
        if not told["id"] or not told["family"]:
            raise KinFault(
                f"{where}, line {line}: a person without {'id' if told['family'] else 'family'}", cure="Fill in the cell."
            )
        at = f"{where}, line {line}"
        side = told.get("side", "AM").upper()
        if side not in {s.value for s in Side}:
            raise KinFault(f"{at}: the side of {told['id']!r} is {told['side']!r}", cure="Sides are PM and AM.")
        try:
            seen = {m.name: g for m, k in columns if (g := _genotype(cells[k].strip(), m)) is not None}
        except KinFault as fault:
            raise KinFault(f"{at}, {told['id']!r}: {fault.what}", cure=fault.cure) from None
        yield _Row(line, told["family"], Side(side), _person(told, at), seen)


def _columns(header: Sequence[str], taken: set[int], where: str, table: MarkerTable) -> Iterator[tuple[Marker, int]]:
    """Markers with the place of their column."""
    known = {plain(m.name): m for m in table.markers}
    found: dict[str, str] = {}
    for k, column in enumerate(header):
        if k in taken:
            continue
        marker = known.get(plain(column))
        if marker is None:
            raise KinFault(
                f"{where}: there are no frequencies for the column {column!r}", cure="Add the marker, or leave the column out."
            )
        if marker.name in found:
            raise KinFault(f"{where}: the columns {found[marker.name]!r} and {column!r} are one marker", cure="Leave one out.")
        found[marker.name] = column
        yield marker, k


def _person(told: Mapping[str, str], at: str) -> Person:
    sex = SEXES.get(told["sex"].lower())
    if sex is None:
        raise KinFault(f"{at}: the sex of {told['id']!r} is {told['sex']!r}", cure="Sexes are 1 male, 2 female, 0 unknown.")
    father, mother = (None if told[c].lower() in NOBODY else told[c] for c in ("fid", "mid"))
    try:
        return Person(told["id"], sex, father, mother)
    except KinFault as fault:
        raise KinFault(f"{at}: {fault.what}", cure=fault.cure) from None


def _genotype(cell: str, marker: Marker) -> Genotype | None:
    """What was seen; None where nothing was. An allele alone is a man's only one, at a marker of the X."""
    parts = [p.strip() for p in cell.split("/")]
    if len(parts) > 2 or (len(parts) == 1 and parts[0].lower() not in UNREAD and not marker.x_linked):
        raise KinFault(f"{cell!r} is no genotype of {marker.name}", cure="Write two alleles, for example 12/14, or -/- for none.")
    read = [p for p in parts if p.lower() not in UNREAD]
    for allele in read:
        marker.index(allele)
    if not read:
        return None
    if len(parts) == 1:
        return Genotype(read[0], read[0])
    return Genotype(read[0], read[1] if len(read) == 2 else None)
