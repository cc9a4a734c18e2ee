"""Read: reports to figures, nothing kept. What other programs and benchmarks call."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice
from pathlib import Path

from ..model.claims import Figure, Reading
from ..model.reports import Refusal, Report, Stage
from ..model.terms import Unit
from ..running import begin_early, cores, spread
from ..settings import Settings
from ..sources import ColumnMap, Limits, bring_in
from .knowing import MakeReader, Unread, reference
from .link import link

#: Fewer reports than this are read in one process: starting another costs more than it saves.
WORTH_SPREADING = 60
#: What the contract counts; bags, samples and bones are counted in a case, beside the people.
PEOPLE = {Unit.PERSON, Unit.BODY, Unit.NAME}
#: Reports that are read at once, and the characters above which they are fewer.
LOT, LOT_CHARACTERS = 16, 60_000
READABLE = {"en", None}


def read(
    paths: Iterable[Path],
    settings: Settings,
    *,
    linked: bool = True,
    refuse: Callable[[Refusal], None],
    repeated: Callable[[Report], None] = lambda _: None,
    columns: ColumnMap | None = None,
    encoding: str | None = None,
    seen: Callable[[Report], None] = lambda _: None,
) -> Iterator[tuple[Figure, str | None]]:
    """Every figure of the reports with its event's id; without linking, as soon as its report is read.

    Refusals go to `refuse` as they come, a report that came before to `repeated`, every report that is read to `seen`. With linking
    all figures are held until the last report is read.
    """
    limits = Limits(settings.largest_report, columns or ColumnMap(), encoding)
    readings = read_all(_shown(admitted(bring_in(paths, limits), refuse, repeated), seen), settings)
    figures = (f for reading in readings for f in _figures(reading, refuse))
    if not linked:
        yield from ((f, None) for f in figures)
        return
    held = list(figures)
    home = {f: event.id for event in link(held, reference()) for f in event.figures}
    yield from ((f, home[f.id]) for f in held)


def _shown(reports: Iterable[Report], seen: Callable[[Report], None]) -> Iterator[Report]:
    for report in reports:
        seen(report)
        yield report


def _figures(reading: Reading | Unread, refuse: Callable[[Refusal], None]) -> tuple[Figure, ...]:
    if isinstance(reading, Unread):
        refuse(reading.refusal)
        return ()
    return tuple(f for f in reading.figures if f.count.unit in PEOPLE)


def admitted(
    found: Iterable[Report | Refusal], refuse: Callable[[Refusal], None], repeated: Callable[[Report], None]
) -> Iterator[Report]:
    """The reports that can be read, each once; the same again to `repeated`, everything else to `refuse`."""
    seen: set[str] = set()
    for item in found:
        if isinstance(item, Refusal):
            refuse(item)
        elif item.id in seen:
            repeated(item)
        else:
            seen.add(item.id)
            unreadable = refused_for_reading(item)
            if unreadable is None:
                yield item
            else:
                refuse(unreadable)


def refused_for_reading(report: Report) -> Refusal | None:
    """The refusal of a report in a language that the reader cannot read; None when it can."""
    if report.language in READABLE:
        return None
    return Refusal(
        report.found_at,
        f"it is in a language that is not read yet ({report.language})",
        "Add an English translation as a report of its own; state `language` if the detection is wrong.",
        Stage.READING,
    )


def read_all(reports: Iterable[Report], settings: Settings, own: tuple[tuple[str, str], ...] = ()) -> Iterator[Reading | Unread]:
    """The reading of each report, in order, over as many processes as it is worth; Unread where the reader failed."""
    make, feed = MakeReader(settings.pipeline, own), iter(reports)
    if (settings.workers or 1) > 1:
        begin_early(make)  # several are asked for: the parser is loaded while the first reports are brought in
    first = list(islice(feed, WORTH_SPREADING))
    workers = settings.workers or (cores() if len(first) == WORTH_SPREADING else 1)
    yield from chain.from_iterable(spread(make, lots(chain(first, feed)), workers=workers, ahead=4))


def lots(reports: Iterable[Report]) -> Iterator[list[Report]]:
    """The reports in order, some at a time: reading several at once is faster, and memory is bounded by their characters."""
    lot: list[Report] = []
    for report in reports:
        if lot and (len(lot) == LOT or sum(len(r.text) for r in lot) + len(report.text) > LOT_CHARACTERS):
            yield lot
            lot = []
        lot.append(report)
    if lot:
        yield lot
