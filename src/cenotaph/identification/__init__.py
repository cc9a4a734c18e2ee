"""Who are these remains? Likelihoods of families' genotypes, of remains as the missing of a family, and of all remains together."""

from __future__ import annotations

from .chances import Chances, chances
from .concluding import Conclusion, Finding, Findings, Thresholds, conclude
from .familias_tables import Told, relatives, remains
from .frequency_tables import frequencies
from .jointly import Assigned, Concluded, Joint, jointly
from .likelihoods import log_likelihoods
from .pairwise import Pairs, blocks, pairs, posterior
from .plain_tables import MarkerTable, families, marker_table

__all__ = [
    "Assigned", "Chances", "Concluded", "Conclusion", "Finding", "Findings", "Joint", "MarkerTable", "Pairs", "Thresholds",
    "Told", "blocks", "chances", "conclude", "families", "frequencies", "jointly", "log_likelihoods", "marker_table", "pairs",
    "posterior", "relatives", "remains",
]  # fmt: skip
