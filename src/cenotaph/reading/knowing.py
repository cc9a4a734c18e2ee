"""What the reader asks of the world: sides, places, institutions and named conflicts. The flow supplies it."""

from __future__ import annotations

from datetime import date
from typing import Protocol

from ..model.reference import Conflict, Institution, Reference


class Knowledge(Protocol):
    """Reference rows and the two questions over them that need more than a look-up."""

    @property
    def reference(self) -> Reference: ...

    def origin(self, speaker: str) -> Institution | None:
        """The institution behind a speaker's name as the text gives it ("Armenian Ministry of Health")."""

    def mentioned(self, text: str, parties: frozenset[str], published: date) -> list[tuple[int, int, Conflict]]:
        """Conflicts named in a text (offsets, conflict), ambiguous names left out."""
