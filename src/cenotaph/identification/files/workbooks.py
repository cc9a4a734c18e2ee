"""The first sheet of an Excel workbook as the text of a table, so that every format of a table may come in one."""

from __future__ import annotations

import csv
import io
from typing import Any

from ...model.errors import KinFault


def sheet(content: bytes, where: str) -> str:
    """The first sheet with anything in it, tabs between the cells. KinFault: no workbook, or one of before 2007."""
    from openpyxl import load_workbook

    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        found = next((rows for rows in (list(s.iter_rows(values_only=True)) for s in book.worksheets) if rows), [])
    except Exception as fault:  # the library lets whatever a broken ZIP or XML raises through
        raise KinFault(
            f"{where} is no Excel workbook that can be read ({type(fault).__name__})", cure="Save it again as .xlsx."
        ) from None
    out = io.StringIO()
    writer = csv.writer(out, delimiter="\t", lineterminator="\n")
    for row in found:
        writer.writerow([_word(cell) for cell in row])
    return out.getvalue()


def _word(cell: Any) -> str:
    """A cell as it is shown: 12 and not 12.0, 9.3 and not 9.300000000000001."""
    if cell is None:
        return ""
    if isinstance(cell, float):
        return f"{cell:.10g}"
    return str(cell).replace("\t", " ").replace("\n", " ")
