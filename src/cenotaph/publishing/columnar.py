"""The tables as Apache Parquet: the same columns as the CSV, with whole numbers, truth values and days as what they are."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import date

from .tables import Row

NUMBERS = frozenset({"start", "end", "low", "best", "high", "origins"})
TRUTHS = frozenset({"approx"})
DAYS = frozenset({"date_from", "date_to", "speaks_for", "published", "since", "known_by"})


def as_parquet(columns: Sequence[str], rows: Iterable[Row]) -> bytes:
    """The file. It holds these columns and nothing of where or how it was made."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    kinds = {
        c: pa.int64() if c in NUMBERS else pa.bool_() if c in TRUTHS else pa.date32() if c in DAYS else pa.string() for c in columns
    }
    whole = list(rows)
    arrays = [pa.array([_value(row[c], c) for row in whole], kinds[c]) for c in columns]
    out = io.BytesIO()
    pq.write_table(pa.Table.from_arrays(arrays, schema=pa.schema([(c, kinds[c]) for c in columns])), out, compression="zstd")
    return out.getvalue()


def _value(value: object, column: str) -> object:
    return date.fromisoformat(value) if column in DAYS and isinstance(value, str) else value
