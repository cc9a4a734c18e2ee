"""CSV and TSV: one report a row, with a map from the columns people have to the parts a report needs."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence
from itertools import count

from ..model.reports import Refusal
from .decoding import decoded
from .documents import Document
from .limits import ColumnMap, Limits, Read
from .records import made

SURPLUS = "cells beyond the header"
#: Characters of a first cell that may still be the name of a column.
LONGEST_NAME = 30


def reports(document: Document, limits: Limits) -> Iterator[Read]:
    """Each row's report. A row without an id gets one from the file's name and its number."""
    place = document.place
    text = decoded(document.payload(), place, limits.encoding)
    if not isinstance(text, str):
        yield text
        return
    columns = limits.columns
    csv.field_size_limit(max(limits.largest * 4, 131_072))
    rows = csv.DictReader(io.StringIO(text), delimiter=_delimiter(document.ending, text), strict=True, restkey=SURPLUS)
    try:
        header = rows.fieldnames or []
        lacking = [c for c in (columns.text, columns.date) if c not in header]
        if lacking:
            yield Refusal(f"{place}:1", f"there is no column {lacking[0]!r} ({_found(header)})",
                          "Name the column with --columns, for example --columns text=Body,date=Published.")  # fmt: skip
            return
    except csv.Error as error:
        yield _broken(place, 1, error)
        return
    for number in count(2):
        try:
            yield _row(next(rows), columns, f"{place}:{number}", f"{document.name}-{number - 1}", limits)
        except StopIteration:
            return
        except csv.Error as error:
            yield _broken(place, number, error)


def _broken(place: str, row: int, error: csv.Error) -> Refusal:
    return Refusal(
        f"{place}:{row}", f"the row cannot be read ({error})", "Mend the quoting of that row: a quote inside is doubled."
    )


def _delimiter(ending: str, text: str) -> str:
    if ending == ".tsv":
        return "\t"
    first = text.split("\n", 1)[0]
    return max(",;\t", key=first.count)


def _row(row: dict[str, str | None], columns: ColumnMap, place: str, identifier: str, limits: Limits) -> Read:
    if not any(v for v in row.values() if isinstance(v, str) and v.strip()):
        return Refusal(place, "the row is empty", "Remove it.")
    parts = {part: row.get(getattr(columns, part)) for part in ColumnMap.__slots__}
    parts["id"] = parts["id"] or identifier
    payload = json.dumps(row, ensure_ascii=False, sort_keys=True, default=str).encode("utf-8", "surrogatepass")
    return made(parts, payload=payload, place=place, limits=limits)


def _found(header: Sequence[str]) -> str:
    """What the first line has instead: its columns where they look like names, never what may be somebody's data."""
    names = [str(name) for name in header]
    if all(len(name) <= LONGEST_NAME and not any(c.isdigit() for c in name) and name.count(" ") < 3 for name in names):
        return f"found: {', '.join(names)[:200]}"
    return f"the first line, of {len(names)} cells, names no columns"
