"""Numbers as JSON can hold them: what is not finite is null."""

from __future__ import annotations

import math

#: exp of more is beyond what a number can hold.
LARGEST = 709


def finite(x: float) -> float | None:
    return x if math.isfinite(x) else None


def ratio(log_ratio: float | None) -> float | None:
    """A ratio from its natural logarithm; None where it was not computed, nothing else can be, or it is beyond a number."""
    return math.exp(log_ratio) if log_ratio is not None and log_ratio < LARGEST else None
