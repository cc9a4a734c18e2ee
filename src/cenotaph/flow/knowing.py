"""What the reader knows of the world in one call: the reference that ships, and a case's own rows in front of it."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from hashlib import sha256
from typing import Protocol

from .. import reference as shelf
from ..model.claims import Reading
from ..model.reference import Conflict, Institution, Reference
from ..model.reports import Refusal, Report, Stage

#: New objects after which the garbage collector looks for cycles; Python's own default is 700.
COLLECT_EVERY = 20_000


@dataclass(frozen=True)
class Knowledge:
    """The reference with its two questions, as the reader asks them."""

    reference: Reference

    def origin(self, speaker: str) -> Institution | None:
        return shelf.origin(speaker, self.reference)

    def mentioned(self, text: str, parties: frozenset[str], published: date) -> list[tuple[int, int, Conflict]]:
        return shelf.mentioned(text, set(parties), published, self.reference)


@lru_cache(maxsize=4)
def reference(own: tuple[tuple[str, str], ...] = ()) -> Reference:
    """The reference that ships, with a case's own rows (name, TOML text) in front, the last added first. It is never changed."""
    known = shelf.load()
    for name, text in own:
        known = known.with_rows(shelf.parsed(text, name))
    return known


def knowing_version(reader: str, history: list[tuple[str, str]]) -> str:
    """The reader's version with a short hash of how a case's own rows changed: whoever knows other rows is another reader.

    The history, not the rows alone: going back to earlier rows must read the reports again.
    """
    return f"{reader}+rows-{sha256(repr(history).encode('utf-8', 'surrogatepass')).hexdigest()[:12]}" if history else reader


@dataclass(frozen=True)
class MakeReader:
    """How a process makes its reader: small enough to send to another process, costly only when called."""

    pipeline: str = ""
    own: tuple[tuple[str, str], ...] = field(default_factory=tuple)

    def __call__(self) -> Callable[[Sequence[Report]], list[Reading | Unread]]:
        with _made_to_stay():
            from ..reading.reader import Reader

            return Careful(Reader(Knowledge(reference(self.own)), pipeline_name=self.pipeline))


@contextmanager
def _made_to_stay() -> Iterator[None]:
    """What is made inside lives as long as the process: the garbage collector does not walk it, now or later.

    The parser and the lexicons are a million objects, and a parse makes many more that go by themselves, so it is also called less.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.set_threshold(COLLECT_EVERY)
        if enabled:
            gc.enable()


@dataclass(frozen=True, slots=True)
class Unread:
    """A report on which the reader failed."""

    report: str
    refusal: Refusal


class Reads(Protocol):
    """What reads reports: one, or several at once."""

    def read(self, report: Report) -> Reading: ...

    def read_all(self, reports: Sequence[Report]) -> Iterator[Reading]: ...


@dataclass(frozen=True, slots=True)
class Careful:
    """A reader of lots for which one bad report is a refusal and never a stop."""

    reader: Reads

    def __call__(self, reports: Sequence[Report]) -> list[Reading | Unread]:
        """The reading of each report, in order. Where reading them together fails, those that are left are read one by one."""
        done: list[Reading | Unread] = []
        try:
            for reading in self.reader.read_all(reports):
                done.append(reading)
        except Exception:  # one of them is at fault; which one shows below
            done += [self._read(report) for report in reports[len(done) :]]
        return done

    def _read(self, report: Report) -> Reading | Unread:
        try:
            return self.reader.read(report)
        except Exception as fault:  # whatever a text did to the reader, the other reports are read
            reason = f"the reader failed on it ({type(fault).__name__}: {fault})"
            cure = "This is a fault of Cenotaph: please report it. All else is read."
            return Unread(report.id, Refusal(report.found_at or report.id, reason, cure, Stage.READING))
