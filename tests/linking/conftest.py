"""Makes the made-up figures importable: `from made_figures import made`."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
