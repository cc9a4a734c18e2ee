"""Families and markers from plain tables: a CSV of persons with their genotypes, a JSON of markers with their frequencies.

The CSV has a header and a row a person: `side` (PM remains, AM a family; without the column all are families), `family`, `id`,
`fid` and `mid` (the parents' ids, 0 for none), `sex` (1 male, 2 female, 0 unknown), a column a marker with `a/b`; `a/-` where one
allele was read, `-/-` or nothing where none was. The JSON has `markers`, each with `name`, `alleles`, `afreq`, `sexlinked` and
`mutmodel` (null, or `model`, `rate`, `rate2`, `range`, `matrix`, each one value or two: of mothers, of fathers), and `missing`, the
ids of those who are looked for.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from ...model.errors import KinFault
from ...model.families import Family
from ...model.markers import NO_MUTATION, Marker, Mutation, MutationModel
from .maps import APART, Place, kept
from .persons import persons
from .sums import settled
from .told import MarkerTable, plain


def families(text: str, where: str, table: MarkerTable) -> tuple[Family, ...]:
    """Families in the order of their first rows. KinFault names file, line, person and marker, and alleles that are not listed."""
    told = persons(text, where, table)
    for note in told.notes:
        raise KinFault(note.partition(";")[0], cure="Add it to the alleles.")
    return told.families


def marker_table(text: str, where: str, *, places: Mapping[str, Place] | None = None, apart: float = APART) -> MarkerTable:
    """Markers from JSON. `where`: the name of the file, for messages. `places`: a map, to keep only markers that lie apart.

    KinFault names the marker; markers that cannot be unlinked are refused.
    """
    try:
        whole = json.loads(text)
    except json.JSONDecodeError as fault:
        raise KinFault(f"{where}, line {fault.lineno}: this is no JSON ({fault.msg})", cure="Give a JSON of markers.") from None
    except (ValueError, RecursionError):
        raise KinFault(f"{where}: this is no JSON that can be read", cure="Give a JSON of markers.") from None
    listed = whole.get("markers") if isinstance(whole, dict) else None
    if not isinstance(listed, list) or not listed:
        raise KinFault(
            f"{where} has no list of markers", cure='It looks like {"markers": [{"name": "TH01", "alleles": …, "afreq": …}]}.'
        )
    names = [str(row.get("name") or "") if isinstance(row, dict) else "" for row in listed]
    if not all(names):
        raise KinFault(f"{where}: marker {names.index('') + 1} has no name", cure='Give its "name".')
    own, aside, said = kept(names, where, places, apart)
    made: dict[str, Marker] = {}
    notes, chosen = list(said), set(own)
    for name, row in zip(names, listed, strict=True):
        if name not in chosen:
            continue
        try:
            frequencies, told = settled(name, list(map(float, row["afreq"])), where)
            marker = _marker(name, row, frequencies)
        except KinFault as fault:
            what = fault.what if fault.what.startswith(where) else f"{where}: {fault.what}"
            raise KinFault(what, cure=fault.cure) from None
        except (TypeError, ValueError, LookupError, AttributeError, OverflowError) as fault:
            raise KinFault(
                f"{where}: marker {name!r} cannot be read ({fault})", cure='It has "alleles", "afreq" and "mutmodel" (or null).'
            ) from None
        if plain(name) in made:
            raise KinFault(f"{where} has the marker {name!r} twice", cure="Give each marker once.")
        made[plain(name)] = marker
        notes += told
    missing = whole.get("missing") or []
    sought = tuple(map(str, missing if isinstance(missing, list) else [missing]))
    return MarkerTable(tuple(made.values()), sought, tuple(notes), aside=aside)


def _marker(name: str, row: Mapping[str, Any], frequencies: tuple[float, ...]) -> Marker:
    mutation = row.get("mutmodel")
    maternal, paternal = (_mutation(mutation, k) for k in (0, 1)) if mutation else (NO_MUTATION, NO_MUTATION)
    silent, x_linked = row.get("silent"), row.get("sexlinked")
    if x_linked not in (None, True, False, 0, 1):
        raise KinFault(f"marker {name!r}: sexlinked is {x_linked!r}", cure="It is true or false.")
    return Marker(
        name,
        tuple(map(_word, row["alleles"])),
        frequencies,
        maternal,
        paternal,
        silent=None if silent is None else _word(silent),
        x_linked=bool(x_linked),
    )


def _word(allele: Any) -> str:
    return f"{allele:g}" if isinstance(allele, int | float) else str(allele)


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
