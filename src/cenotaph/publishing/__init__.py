"""Publishing: redaction first, then tables and a page. In go figures and accounts with their sentences, out come texts to write."""

from __future__ import annotations

from .contract import contract
from .redaction import Printed, redacted, redacted_all, redacted_silence
from .tables import ACCOUNT_COLUMNS, FIGURE_COLUMNS, account_row, as_csv, as_json_lines, figure_row

__all__ = [
    "ACCOUNT_COLUMNS",
    "FIGURE_COLUMNS",
    "Printed",
    "account_row",
    "as_csv",
    "as_json_lines",
    "contract",
    "figure_row",
    "redacted",
    "redacted_all",
    "redacted_silence",
]
