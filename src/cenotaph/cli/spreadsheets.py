"""Rows as a CSV that a spreadsheet opens as text and numbers, never as formulas."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from ..model.errors import KinFault

#: What a spreadsheet takes for the beginning of a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write(to: Path, columns: Sequence[str], rows: Iterable[Mapping[str, object]]) -> None:
    """Write these columns of each row; None is an empty cell. KinFault: the file cannot be written."""
    try:
        with to.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(columns)
            writer.writerows([_cell(row.get(c)) for c in columns] for row in rows)
    except OSError as fault:
        raise KinFault(f"{to} cannot be written ({fault.strerror})", cure="Name a file that you can write to.") from None


def _cell(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else "" if value is None else value
