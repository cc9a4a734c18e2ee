"""Reading: from a report to its claims. In goes a Report, out come Figures and Withheld records, each with where it came from."""

from __future__ import annotations

import os

# Work is spread over processes, not threads: NumPy, loaded after this, multiplies on one core unless it is told otherwise.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
