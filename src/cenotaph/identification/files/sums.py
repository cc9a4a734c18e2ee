"""Frequencies that do not sum to 1.

Off by at most 0.001 they are rounded, and likelihoods divide them by their sum; off by at most 0.05 they are divided here; what is
farther off is no table of frequencies and is refused. Whatever is off by more than the last places of a table is said.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from ...model.errors import KinFault
from ...model.markers import ROUNDING

#: Frequencies that sum to 1 but for the last places of a table are as they should be; else it is said.
EXACT = 1e-8
#: How far a sum may be off before the table is refused.
FARTHEST = 0.05


def settled(name: str, frequencies: Sequence[float], where: str) -> tuple[tuple[float, ...], tuple[str, ...]]:
    """Frequencies that a marker can have, and what to say of their sum. KinFault beyond FARTHEST.

    >>> settled("TH01", [0.48, 0.48], "q.csv")
    ((0.5, 0.5), ('q.csv: the frequencies of TH01 sum to 0.96; each is divided by that',))
    """
    total = math.fsum(frequencies)
    if not abs(total - 1) <= FARTHEST:
        raise KinFault(
            f"{where}: marker {name!r}: frequencies sum to {total:.6g}",
            cure="They sum to 1; put what is missing into an allele of its own.",
        )
    notes = () if abs(total - 1) <= EXACT else (f"{where}: the frequencies of {name} sum to {total:.9g}; each is divided by that",)
    return tuple(f / total for f in frequencies) if abs(total - 1) > ROUNDING else tuple(frequencies), notes
