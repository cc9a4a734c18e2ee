"""Who are these remains? Likelihoods of families' genotypes, and of remains as the missing of a family."""

from __future__ import annotations

from .likelihoods import log_likelihoods
from .plain_tables import families, marker_table

__all__ = ["families", "log_likelihoods", "marker_table"]
