"""Rows as a CSV file that a spreadsheet opens as text and numbers, never as formulas."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from ..flow.private import write_private
from ..model.errors import KinFault


def write(to: Path, columns: Sequence[str], rows: Iterable[Mapping[str, object]]) -> None:
    """Write these columns of each row; None is an empty cell. KinFault: the file cannot be written."""
    from ..publishing.tables import as_csv

    try:
        write_private(to, as_csv(columns, [{c: row.get(c) for c in columns} for row in rows]))
    except OSError as fault:
        raise KinFault(f"{to} cannot be written ({fault.strerror})", cure="Name a file that you can write to.") from None
