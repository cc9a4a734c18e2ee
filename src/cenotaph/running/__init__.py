"""Running: how work is spread over one process or several, behind one small contract.

    spread(work, items, workers=…) → results in the order of the items

`work` is made in each process by calling `make()`, so what is costly to load is loaded once a process.
"""

from __future__ import annotations

from .spreading import Spread, begin_early, cores, spread

__all__ = ["Spread", "begin_early", "cores", "spread"]
