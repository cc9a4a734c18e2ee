"""What a published file says, whichever its format: everything that is in it as text."""

from __future__ import annotations

from pathlib import Path

import pyarrow.parquet as pq


def words_of(path: Path) -> str:
    """The text of a file; of a Parquet file its cells, column names and all of its metadata."""
    if path.suffix != ".parquet":
        return path.read_text(encoding="utf-8")
    whole = pq.ParquetFile(path)
    return "\n".join((str(whole.read().to_pylist()), str(whole.schema_arrow.metadata), str(whole.metadata.metadata)))
