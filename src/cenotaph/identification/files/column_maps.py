"""A map of columns: which column of a table is what, for tables that call them otherwise.

JSON or TOML: `family`, `id`, `father`, `mother`, `sex`, `side`, `sample`, `relationship`, `dropout`, `dropin`, `error`, each with
the name of a column; `markers`, each with the name of its column or of its two; `values`, by column of the map what a word of the
table stands for (`{"sex": {"H": "male"}, "relationship": {"Padre": "father"}}`). `side` may name no column but be PM or AM for all
rows.
"""

from __future__ import annotations

import csv
import io
import json
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ...model.errors import KinFault
from .rows import QUALITIES, grid

#: Columns that a map may name, and what they are called in tables that need none.
COLUMNS = {
    "family": "family", "id": "id", "father": "fid", "mother": "mid", "sex": "sex", "side": "side", "sample": "sample",
    "relationship": "relationship", **{q: q for q in QUALITIES},
}  # fmt: skip
#: Columns that have to be there where a map names them; the others need not, for one map may serve remains and families.
NEEDED = {"id", "sample"}
CURE = 'It looks like {"id": "Sample", "sex": "Sexo", "markers": {"TH01": ["TH01 a", "TH01 b"]}}, or the same in TOML.'


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """`columns`: from what a column is to its name in the table; `markers`: to the one or two columns of each."""

    columns: Mapping[str, str]
    markers: Mapping[str, tuple[str, ...]]
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def read_columns(text: str, where: str) -> ColumnMap:
    """From JSON, or TOML. KinFault names what is not known."""
    try:
        told = json.loads(text) if text.lstrip("\ufeff").lstrip().startswith("{") else tomllib.loads(text)
    except (ValueError, RecursionError) as fault:
        raise KinFault(f"{where} is neither JSON nor TOML ({fault})", cure=CURE) from None
    markers, values = told.pop("markers", {}), told.pop("values", {})
    for name, column in told.items():
        if name not in COLUMNS or not isinstance(column, str):
            raise KinFault(
                f"{where}: {name!r} is no column that a map names", cure=f"There are {', '.join((*COLUMNS, 'markers', 'values'))}."
            )
    pairs = {}
    for name, given in (markers if isinstance(markers, dict) else {"": markers}).items():
        own = tuple([given] if isinstance(given, str) else given if isinstance(given, list) else ())
        if not name or len(own) not in (1, 2) or not all(isinstance(c, str) for c in own):
            raise KinFault(f"{where}: the marker {name!r} has no column, or no two", cure=CURE)
        pairs[name] = own
    if not isinstance(values, dict) or not all(
        k in COLUMNS and isinstance(v, dict) and all(isinstance(w, str) for w in v.values()) for k, v in values.items()
    ):
        raise KinFault(f"{where}: values are no words by column", cure='For example {"sex": {"H": "male"}}.')
    return ColumnMap(told, pairs, {k: dict(v) for k, v in values.items()})


def renamed(text: str, where: str, columns: ColumnMap, map_name: str) -> str:
    """The table with the names of columns that Cenotaph knows; columns that the map does not name stay as they are, but for those
    whose names it gives to others. KinFault: a column of ids or of a marker that the table does not have.
    """
    rows = list(grid(text, where))
    header = rows[0][1] if rows else []
    taken = {COLUMNS[name] for name, column in columns.columns.items() if column in header}
    new = [f"{name} (another)" if name.lower() in taken else name for name in header]
    everywhere: list[tuple[str, str]] = []
    for name, column in columns.columns.items():
        if name == "side" and column.upper() in {"PM", "AM"} and column not in header:
            everywhere.append(("side", column.upper()))
            continue
        if column not in header and name not in NEEDED:
            continue
        new[_at(header, column, where, map_name)] = COLUMNS[name]
    for name, given in columns.markers.items():
        for k, column in enumerate(given, start=1):
            new[_at(header, column, where, map_name)] = name if len(given) == 1 else f"{name} {k}"
    words = {COLUMNS[k]: v for k, v in columns.values.items()}
    translated = {k: words[name] for k, name in enumerate(new) if name in words}
    out = io.StringIO()
    writer = csv.writer(out, delimiter="\t", lineterminator="\n")
    writer.writerow([*new, *(name for name, _ in everywhere)])
    at = 1
    for line, cells in rows[1:]:
        out.write("\n" * (line - at - 1))
        at = line
        changed = [translated[k].get(c, c) if k in translated else c for k, c in enumerate(cells)]
        writer.writerow([*changed, *[""] * (len(new) - len(changed)), *(value for _, value in everywhere)])
    return out.getvalue()


def _at(header: Sequence[str], column: str, where: str, map_name: str) -> int:
    if column not in header:
        raise KinFault(f"{where} has no column {column!r}, which {map_name} names", cure=f"It has {', '.join(header[:12])}.")
    return header.index(column)
