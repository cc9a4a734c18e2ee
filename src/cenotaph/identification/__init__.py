"""Who are these remains? Likelihoods of families' genotypes, and of remains as the missing of a family."""

from __future__ import annotations

from .familias_tables import Told, relatives, remains
from .frequency_tables import frequencies
from .likelihoods import log_likelihoods
from .pairwise import Pairs, pairs, posterior
from .plain_tables import MarkerTable, families, marker_table

__all__ = [
    "MarkerTable", "Pairs", "Told", "families", "frequencies", "log_likelihoods", "marker_table", "pairs", "posterior", "relatives",
    "remains",
]  # fmt: skip
