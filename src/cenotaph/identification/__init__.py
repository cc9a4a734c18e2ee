"""Who are these remains? Likelihoods of families' genotypes, of remains as the missing of a family, and of all remains together."""

from __future__ import annotations

from .familias_tables import Told, relatives, remains
from .frequency_tables import frequencies
from .jointly import Assigned, Concluded, Joint, jointly
from .likelihoods import log_likelihoods
from .pairwise import Pairs, pairs, posterior
from .plain_tables import MarkerTable, families, marker_table

__all__ = [
    "Assigned", "Concluded", "Joint", "MarkerTable", "Pairs", "Told", "families", "frequencies", "jointly", "log_likelihoods",
    "marker_table", "pairs", "posterior", "relatives", "remains",
]  # fmt: skip
