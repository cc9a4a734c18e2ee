"""Who are these remains? Likelihoods of families' genotypes, and of remains as the missing of a family."""

from __future__ import annotations

from .likelihoods import log_likelihoods

__all__ = ["log_likelihoods"]
