"""What the reader knows of the world in one call: the reference that ships, and a case's own rows in front of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from .. import reference as shelf
from ..model.reference import Conflict, Institution, Reference
from ..model.reports import Report


@dataclass(frozen=True)
class Knowledge:
    """The reference with its two questions, as the reader asks them."""

    reference: Reference

    def origin(self, speaker: str) -> Institution | None:
        return shelf.origin(speaker, self.reference)

    def mentioned(self, text: str, parties: frozenset[str], published: date) -> list[tuple[int, int, Conflict]]:
        return shelf.mentioned(text, set(parties), published, self.reference)


def reference(own: tuple[tuple[str, str], ...] = ()) -> Reference:
    """The reference that ships, with a case's own rows (name, TOML text) in front, the last added first."""
    known = shelf.load()
    for name, text in own:
        known = known.with_rows(shelf.parsed(text, name))
    return known


@dataclass(frozen=True)
class MakeReader:
    """How a process makes its reader: small enough to send to another process, costly only when called."""

    pipeline: str = ""
    own: tuple[tuple[str, str], ...] = field(default_factory=tuple)

    def __call__(self) -> Callable[[Report], object]:
        from ..reading.reader import Reader

        return Reader(Knowledge(reference(self.own)), pipeline_name=self.pipeline).read
