"""Which towns, states and countries does the shipped gazetteer hold? Reads `places.tsv.gz` (GeoNames, CC BY 4.0)."""

from __future__ import annotations

import gc
import gzip
from collections.abc import Iterator
from contextlib import contextmanager

from cenotaph.model.reference import Place


@contextmanager
def no_collection() -> Iterator[None]:
    # A hundred thousand new objects make the collector walk everything again and again, for nothing: none is garbage.
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def places(packed: bytes, *, instead: frozenset[str] = frozenset()) -> tuple[Place, ...]:
    """The places of a packed table, in its order, but for those whose ids are held elsewhere `instead`.

    The file is ours and tested, so lines are split, not examined.
    """
    lines = gzip.decompress(packed).decode("utf-8").split("\n")
    start = next(number for number, line in enumerate(lines) if line.startswith("id\t")) + 1
    found: list[Place] = []
    with no_collection():
        for line in lines[start:]:
            if not line:
                continue
            key, name, country, kind, latitude, longitude, population, names = line.split("\t")
            if key in instead:
                continue
            found.append(
                Place(
                    key,
                    name,
                    country,
                    kind,
                    float(latitude) if latitude else None,
                    float(longitude) if longitude else None,
                    int(population),
                    tuple(names.split("|")) if names else (),
                )
            )
    return tuple(found)
