"""What went wrong with a reference row, where, and what to do about it?"""

from __future__ import annotations


class ReferenceFault(ValueError):
    """A row of reference data that cannot be used: names the file, the row and the cure."""

    def __init__(self, file: str, row: str, what: str, cure: str) -> None:
        super().__init__(f"{file}, {row}: {what} {cure}")
        self.file, self.row, self.what, self.cure = file, row, what, cure
