"""Cenotaph accounts for the people an armed conflict takes: the dead, the missing and the captured."""

import os

__version__ = "0.1.0"

# Work is spread over processes, not threads: NumPy, which is loaded later, multiplies on one core unless it is told otherwise.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
