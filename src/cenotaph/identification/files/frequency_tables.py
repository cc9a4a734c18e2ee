"""Allele frequencies as laboratories have them: Familias' `.fam`, CSV, the JSON of plain tables.

A CSV has a row an allele (`marker`, `allele`, `frequency`) or is a ladder: a row an allele, a column a marker, the first column
holds the alleles and empty cells are alleles that were not seen. `n`, a column or a row of the ladder, is how many people were
typed.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace

from ...model.errors import KinFault
from ...model.markers import Marker, Mutation
from .fam_projects import is_project, read_project
from .maps import APART, Place, kept
from .plain_tables import marker_table
from .rows import grid, number
from .sums import settled
from .told import LEAST_MET, MarkerTable, plain

LONG = ("marker", "allele", "frequency")
SAME = {"locus": "marker", "system": "marker", "freq": "frequency", "size": "n"}
#: Words above the alleles of a ladder.
LADDER = {"", "allele", "alleles"}


def frequencies(
    text: str,
    where: str,
    *,
    mutation: Mutation | None = None,
    places: Mapping[str, Place] | None = None,
    apart: float = APART,
    minimum: float | None = None,
) -> MarkerTable:
    """Markers with their frequencies. `mutation`: in place of the models the file states; `places`, `apart`: a map, to keep only
    markers that lie apart; `minimum`: the frequency of an allele that is not listed. KinFault names file, line and marker.
    """
    text = text.lstrip("\ufeff")
    if is_project(text):
        table = read_project(text, where, mutation=mutation, places=places, apart=apart, minimum=minimum).table
        return replace(table, missing=())
    if text.lstrip().startswith("{") or where.lower().endswith(".json"):
        table = marker_table(text, where, places=places, apart=apart)
    else:
        table = _csv(text, where, places, apart)
    if minimum is not None:
        table = replace(table, minima={m.name: minimum for m in table.markers})
    if mutation is not None:
        try:
            table = replace(table, markers=tuple(replace(m, maternal=mutation, paternal=mutation) for m in table.markers))
        except KinFault as fault:
            raise KinFault(f"{where}: {fault.what}", cure=fault.cure) from None
    return table


def _csv(text: str, where: str, places: Mapping[str, Place] | None, apart: float) -> MarkerTable:
    rows = list(grid(text, where))
    header = rows[0][1] if rows else [""]
    lower = [SAME.get(c.lower(), c.lower()) for c in header]
    if lower[0] in LADDER and len(header) > 1 and "frequency" not in lower and "marker" not in lower:
        found, typed = _ladder(rows, where)
    else:
        for column in LONG:
            if column not in lower:
                raise KinFault(
                    f"{where} has no column {column!r}",
                    cure="Give a .fam, a CSV of marker, allele, frequency, or a ladder: a row an allele, a column a marker.",
                )
        found, typed = _long(rows, lower, where)
    if not any(found.values()):
        raise KinFault(f"{where} has no frequency in it", cure="Give a row an allele.")
    spelt: dict[str, str] = {}
    for name in found:
        if not plain(name) or plain(name) in spelt:
            raise KinFault(
                f"{where} has the marker {name!r} {'twice' if plain(name) else 'without a name'}", cure="Give each marker once."
            )
        spelt[plain(name)] = name
    own, aside, said = kept(list(found), where, places, apart)
    made, notes = [], list(said)
    for name in own:
        shares, told = settled(name, list(found[name].values()), where)
        try:
            made.append(Marker(name, tuple(found[name]), shares))
        except KinFault as fault:
            raise KinFault(f"{where}: {fault.what}", cure=fault.cure) from None
        notes += told
    minima = {name: LEAST_MET / (2 * n) for name, n in typed.items() if LEAST_MET / (2 * n) < 0.1}
    return MarkerTable(tuple(made), (), tuple(notes), minima, aside)


Found = dict[str, dict[str, float]]


def _long(rows: list[tuple[int, list[str]]], lower: list[str], where: str) -> tuple[Found, dict[str, float]]:
    marker, allele, share = (lower.index(c) for c in LONG)
    size = lower.index("n") if "n" in lower else None
    found: Found = {}
    typed: dict[str, float] = {}
    for line, cells in rows[1:]:
        if len(cells) <= max(marker, allele, share):
            raise KinFault(f"{where}, line {line}: {len(cells)} cells under {len(lower)} columns", cure="Mend the row.")
        name = cells[marker]
        own = found.setdefault(name, {})
        if cells[allele] in own:
            raise KinFault(f"{where}, line {line}: {name} has the allele {cells[allele]!r} twice", cure="Give each allele once.")
        own[cells[allele]] = number(cells[share], f"{where}, line {line}, {name}")
        if size is not None and size < len(cells) and cells[size]:
            typed[name] = _people(cells[size], f"{where}, line {line}, {name}")
    return found, typed


def _ladder(rows: list[tuple[int, list[str]]], where: str) -> tuple[Found, dict[str, float]]:
    names = list(rows[0][1][1:])
    while names and not names[-1]:
        names.pop()
    found: Found = {name: {} for name in names}
    if len(found) < len(names):
        twice = next(n for n in names if names.count(n) > 1)
        raise KinFault(f"{where} has the marker {twice!r} twice", cure="Give each marker once.")
    typed: dict[str, float] = {}
    for line, cells in rows[1:]:
        allele = cells[0]
        for name, cell in zip(names, cells[1:], strict=False):
            if not cell or cell == "-":
                continue
            at = f"{where}, line {line}, {name}"
            if allele.lower() == "n":
                typed[name] = _people(cell, at)
                continue
            if not allele:
                raise KinFault(f"{at}: a frequency without an allele", cure="Give the allele in the first column.")
            if allele in found[name]:
                raise KinFault(f"{at}: the allele {allele!r} is there twice", cure="Give each allele once.")
            found[name][allele] = number(cell, at)
    return {name: own for name, own in found.items() if own}, typed


def _people(cell: str, at: str) -> float:
    count = number(cell, at)
    if not 1 <= count < math.inf:
        raise KinFault(f"{at}: {cell} people were typed", cure="Give how many, or leave the cell empty.")
    return count
