"""Files that hold genotypes: made for the user alone."""

from __future__ import annotations

import os
from pathlib import Path


def write_private(to: Path, text: str) -> None:
    """Write UTF-8 into a file that only its owner may read where it is new; one that is there keeps its rights. OSError."""
    with os.fdopen(os.open(to, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8", newline="") as file:
        file.write(text)
