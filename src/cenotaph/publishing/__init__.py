"""Publishing: redaction first, then tables and a page. In go figures and accounts with their sentences, out come texts to write."""

from __future__ import annotations

from .columnar import as_parquet
from .contract import contract
from .ged import GED_COLUMNS, ged_rows
from .geojson import geojson
from .hxl import HXL_COLUMNS, hxl_rows
from .occurrences import Occurrence, Told, occurrences
from .redaction import Printed, Private, redacted, redacted_all, redacted_silence
from .tables import ACCOUNT_COLUMNS, FIGURE_COLUMNS, account_row, as_csv, as_json_lines, figure_row

__all__ = [
    "ACCOUNT_COLUMNS",
    "FIGURE_COLUMNS",
    "GED_COLUMNS",
    "HXL_COLUMNS",
    "Occurrence",
    "Printed",
    "Private",
    "Told",
    "account_row",
    "as_csv",
    "as_json_lines",
    "as_parquet",
    "contract",
    "figure_row",
    "ged_rows",
    "geojson",
    "hxl_rows",
    "occurrences",
    "redacted",
    "redacted_all",
    "redacted_silence",
]
