"""What files told: markers with their frequencies, families, and what a reader should know of how they were taken."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from ...model.errors import KinFault
from ...model.families import Family
from ...model.markers import Marker

#: The least frequency of an allele that a table does not list, where nothing better is known.
MINIMUM = 0.001
#: How often an allele is taken to be met at least among the alleles that were counted (National Research Council 1996).
LEAST_MET = 5


@dataclass(frozen=True, slots=True)
class MarkerTable:
    """Markers in their order, the ids of the missing, and what a reader should know of them.

    `minima`: by marker the frequency of an allele that is not listed, MINIMUM where a marker has none here. `aside`: spellings (as
    `plain` makes them) of markers that were left out on purpose; columns of these are passed over. `added`: by marker the alleles
    that were not listed and are there because somebody was seen with them.
    """

    markers: tuple[Marker, ...]
    missing: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    minima: Mapping[str, float] = field(default_factory=dict)
    aside: frozenset[str] = frozenset()
    added: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Told:
    """Families of a file; what a reader should know: assumptions, markers without frequencies, alleles not listed.

    `table`: the markers to compute with, those given and the alleles that only the families have; None where it was not asked.
    `refused`: why families were left out, where the rest was to go on.
    """

    families: tuple[Family, ...]
    notes: tuple[str, ...]
    table: MarkerTable | None = None
    refused: tuple[KinFault, ...] = ()


def plain(name: str) -> str:
    """A marker's name as all spellings share it: vWA and VWA, Penta D and PENTA_D."""
    return re.sub(r"[^a-z0-9]", "", name.lower())
