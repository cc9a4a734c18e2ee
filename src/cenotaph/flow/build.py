"""Build: reports into a case. Bring in, read what is new, keep it batch by batch, link.

A build that is stopped loses nothing that was committed, and the next one goes on. Reading the same reports again adds
nothing and does not even load the parser.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import TypeVar

from .. import __version__
from ..model.claims import Reading
from ..model.errors import CaseFault
from ..model.reports import Refusal, Report, Stage
from ..settings import Settings
from ..sources import ColumnMap, Limits, bring_in
from ..store import looking, writing
from ..store.locking import building
from ..store.opening import Case
from . import decided
from .join import join
from .knowing import Unread, knowing_version
from .link import link as joined
from .link import near_copies
from .read import read_all, refused_for_reading
from .refer import known, opened

Item = TypeVar("Item")
FINISHED = ("done", "done with refusals")


@dataclass
class Progress:
    """What a build has done so far; `changed` is called after every step.

    `found` = `read` + `unchanged` + `refused` are documents that were given. `reread` and `unreread` are reports of the case that
    another reader has read, or failed on. `without_figures` are those read that hold no claim, most of them about no conflict.
    """

    found: int = 0
    read: int = 0
    unchanged: int = 0
    refused: int = 0
    figures: int = 0
    withheld: int = 0
    reread: int = 0
    unreread: int = 0
    without_figures: int = 0
    refusals: list[Refusal] = field(default_factory=list)
    unrecorded: list[Refusal] = field(default_factory=list)
    changed: Callable[[Progress], None] = lambda _: None

    @property
    def counts(self) -> Mapping[str, int]:
        names = ("found", "read", "unchanged", "refused", "figures", "withheld", "reread", "unreread", "without_figures")
        return {name: int(getattr(self, name)) for name in names}

    def refuse(self, refusal: Refusal) -> None:
        """Count a refusal that the case has still to record."""
        self.refused += 1
        self.tell(refusal)

    def tell(self, refusal: Refusal) -> None:
        """A refusal that the case has still to record."""
        self.refusals.append(refusal)
        self.unrecorded.append(refusal)


def build(
    paths: Iterable[Path],
    where: str,
    settings: Settings,
    progress: Progress,
    columns: ColumnMap | None = None,
    encoding: str | None = None,
) -> Progress:
    """Bring the reports under the paths into the case at `where`, which is made if it is not there."""
    paths = list(paths)
    reader = reader_version(settings)  # a pipeline that is not installed is told of before a case is made
    with opened(where) as case, building(case, seconds=settings.lock_seconds):
        writing.mark_interrupted(case)
        stale = unlinked(case)
        with _run(case, "build", {"paths": [str(p) for p in paths], "encoding": encoding}, progress) as run:
            known = looking.known_reports(case)
            before = set(known)
            limits = Limits(settings.largest_report, columns or ColumnMap(), encoding)
            seal = sha256()
            new = _new(bring_in(paths, limits), known, progress, seal.update)
            own = tuple(looking.reference_texts(case))
            reader = knowing_version(reader, looking.reference_history(case))
            for batch in _batches(_read(new, settings, own, progress.refuse), settings.batch):
                _keep(case, run, batch, reader, progress)
            _reread(case, run, settings, own, reader, progress)
            _record(case, run, progress)
            if progress.reread or stale:
                link(case)
            elif progress.read:
                link(case, fresh=list(known.keys() - before))
            if progress.found != progress.read + progress.unchanged + progress.refused:
                raise CaseFault(
                    f"the counts do not add up: {dict(progress.counts)}", cure="This is a fault of Cenotaph: please report it."
                )
            run.input_sha256 = seal.hexdigest()
    return progress


def link(case: Case, fresh: Sequence[str] | None = None) -> None:
    """Events from all figures that count, in place of those there were: a pure function of the figures and the decisions.

    `fresh`: only these reports are new, and join what there is; the outcome is the same.
    """
    if fresh is not None and join(case, fresh, known(case)):
        return
    copies = near_copies(case)
    stands = decided.standing(case, copies)
    writing.replace_events(case, joined(decided.figures(case, decisions=stands, copies=copies), known(case), stands.said), copies)


def unlinked(case: Case) -> bool:
    """Whether the last build ended before it had linked what it read, or there are no events at all."""
    builds = [r.outcome for r in looking.runs(case) if r.command in {"build", "import"}]
    return not looking.events(case) or (bool(builds) and builds[-1] not in FINISHED)


def reader_version(settings: Settings) -> str:
    from ..reading import pipeline

    return pipeline.reader_version(settings.pipeline)


class _Run:
    """The number of a run and what its input hashes to, once known."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.input_sha256: str | None = None


@contextmanager
def _run(case: Case, command: str, parameters: Mapping[str, object], progress: Progress) -> Iterator[_Run]:
    """A run that ends as what it was, whatever happens inside."""
    run = _Run(writing.begin_run(case, command, parameters, f"cenotaph {__version__}"))
    try:
        yield run
    except KeyboardInterrupt as stop:
        try:
            _record(case, run, progress)
            writing.end_run(case, run.number, "interrupted", progress.counts, None, None)
        except Exception:  # it hit the database at work; the next build finds the run open and marks it
            raise stop from None
        raise
    except BaseException:
        _record(case, run, progress)
        writing.end_run(case, run.number, "failed", progress.counts, None, None)
        raise
    outcome = "done with refusals" if progress.refusals else "done"
    writing.end_run(case, run.number, outcome, progress.counts, run.input_sha256, looking.fingerprint(case))


def _new(
    found: Iterable[Report | Refusal], known: dict[str, str], progress: Progress, hashed: Callable[[bytes], None]
) -> Iterator[Report]:
    """Reports that the case does not hold. One whose id it holds with other bytes is refused: nothing is overwritten."""
    for item in found:
        progress.found += 1
        if isinstance(item, Refusal):
            progress.refuse(item)
        elif item.id not in known:
            known[item.id] = item.sha256
            hashed(item.sha256.encode())
            yield item
        elif known[item.id] == item.sha256:
            hashed(item.sha256.encode())
            progress.unchanged += 1
        else:
            progress.refuse(
                Refusal(
                    item.found_at,
                    f"the case already holds another report with the id {item.id!r}",
                    "Give this one another id; a report in a case is never changed.",
                    Stage.STORE,
                )
            )
        progress.changed(progress)


def _read(
    reports: Iterable[Report],
    settings: Settings,
    own: tuple[tuple[str, str], ...],
    failed: Callable[[Refusal], None],
    foreign: Callable[[Refusal], None] | None = None,
) -> Iterator[writing.ReadReport]:
    """Each report with its claims; one that the reader fails on or that is in another language goes unread, and is refused."""
    waiting: dict[str, Report] = {}

    def readable() -> Iterator[Report]:
        for report in reports:
            if refused_for_reading(report) is None:
                waiting[report.id] = report
                yield report
            else:
                aside.append(report)

    aside: list[Report] = []
    for reading in read_all(readable(), settings, own):
        if isinstance(reading, Unread):
            failed(reading.refusal)
        yield _with_claims(waiting.pop(reading.report), reading)
        yield from _unread(aside, foreign or failed)
    yield from _unread(aside, foreign or failed)


def _with_claims(report: Report, reading: Reading | Unread) -> writing.ReadReport:
    if isinstance(reading, Unread):
        return writing.ReadReport(report, unread=reading.refusal.reason)
    return writing.ReadReport(report, reading.figures, reading.withheld)


def _unread(aside: list[Report], refuse: Callable[[Refusal], None]) -> Iterator[writing.ReadReport]:
    while aside:
        report = aside.pop(0)
        refusal = refused_for_reading(report)
        if refusal is not None:
            refuse(refusal)
            yield writing.ReadReport(report, unread=refusal.reason)


def _record(case: Case, run: _Run, progress: Progress) -> None:
    """Write down what was refused since the last time."""
    writing.add_refusals(case, run.number, progress.unrecorded)
    progress.unrecorded.clear()


def _keep(case: Case, run: _Run, batch: list[writing.ReadReport], reader: str, progress: Progress) -> None:
    _record(case, run, progress)  # before the batch: a report that is kept unread is never kept without its refusal
    refused = writing.add_batch(case, run.number, batch, reader)
    lost = {r.place for r in refused}
    counted = {r.report.found_at for r in batch if r.unread is not None}  # refused for reading already
    progress.refused += len(lost - counted)
    progress.refusals += refused  # the store has recorded these with the batch
    kept = [r for r in batch if r.unread is None and r.report.found_at not in lost]
    progress.read += len(kept)
    progress.without_figures += sum(not (r.figures or r.withheld) for r in kept)
    progress.figures += sum(len(r.figures) for r in kept)
    progress.withheld += sum(len(r.withheld) for r in kept)
    progress.changed(progress)


def _reread(case: Case, run: _Run, settings: Settings, own: tuple[tuple[str, str], ...], reader: str, progress: Progress) -> None:
    """What another reader makes of reports that an earlier one read; the earlier values stay beside the new.

    A report in another language was refused when it came, and is not told of again.
    """
    stale = _read(looking.unread_by(case, reader), settings, own, progress.tell, foreign=lambda _: None)
    for batch in _batches(stale, settings.batch):
        _record(case, run, progress)
        refused = writing.add_readings(case, run.number, batch, reader)
        progress.refusals += refused  # the store has recorded these
        lost = {r.place for r in refused}
        tried = [r for r in batch if refused_for_reading(r.report) is None]
        done = [r for r in tried if r.unread is None and (r.report.found_at or r.report.id) not in lost]
        progress.reread += len(done)
        progress.unreread += len(tried) - len(done)
        progress.changed(progress)


def _batches(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    feed = iter(items)
    while batch := list(islice(feed, size)):
        yield batch
