"""What is known before any report is read? Places, sides, institutions and conflicts, from data files that name their origin.

`load()` gives what Cenotaph ships, `read_rows(path)` a case's own rows; `load().with_rows(read_rows(path))` is both.
`origin()` says who speaks behind a phrase, `mentioned()` which conflicts a text names.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from cenotaph.model.reference import Reference
from cenotaph.reference.fault import ReferenceFault
from cenotaph.reference.gazetteer import Gazetteer
from cenotaph.reference.naming import mentioned
from cenotaph.reference.origins import origin
from cenotaph.reference.rows import parsed, read_rows

__all__ = ["ReferenceFault", "load", "mentioned", "origin", "parsed", "read_rows"]

ROW_FILES = ("places_supplement.toml", "states.toml", "sides.toml", "institutions.toml", "conflicts.toml")


@cache
def load() -> Reference:
    """Everything that Cenotaph ships, read once a process. Our own supplement stands before the gazetteer, and a row of it
    with a GeoNames id takes the place of the gazetteer's row."""
    shelf = files("cenotaph.reference") / "data"
    tables = [parsed((shelf / name).read_text(encoding="utf-8"), name) for name in ROW_FILES]
    return Reference(
        places=tuple(p for t in tables for p in t.places),
        sides=tuple(s for t in tables for s in t.sides),
        institutions=tuple(i for t in tables for i in t.institutions),
        conflicts=tuple(c for t in tables for c in t.conflicts),
        gazetteer=Gazetteer((shelf / "places.tsv").read_bytes(), (shelf / "places_names.tsv").read_bytes()),
    )
