"""A loosely told day made closer: "late last November" is 28 and 29 November where the report tells of no other days in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from ...model.claims import Figure, Trace
from ...model.days import Precision, Span
from ...model.terms import Measure
from ..fate.tellings import HARMED
from ..page.pages import Page
from .measures import INHERITED
from .times import told_in_passing

RULE = "the only days told within it"
#: How many days a time has at least to be loose, and at most to be close.
LOOSE, CLOSE = 9, 7
#: The days before publication of which a report tells as its own event, and not as that of a loose time.
RECENT = 10


def days_told(pages: Iterable[Page], published: date) -> tuple[Span, ...]:
    """The days and short stretches, not of the last days, at which something happened by the report."""
    return tuple(
        w.span
        for page in pages
        for w in page.when
        if not w.as_of
        and _length(w.span) <= CLOSE
        and w.span.last
        and (published - w.span.last).days > RECENT
        and not told_in_passing(page.text, w)
    )


def closer(figures: Sequence[Figure], days: Sequence[Span]) -> list[Figure]:
    """One occurrence told of only by its month or year happened on the days within it that the report tells, if they are few."""
    return [_closer(f, days) for f in figures]


def _closer(figure: Figure, days: Sequence[Span]) -> Figure:
    loose = figure.clocks.happened
    own = any(t.field == "happened" and t.rule not in INHERITED for t in figure.traces)
    if loose is None or not own or figure.measure is not Measure.INCIDENT or figure.fate not in HARMED or _length(loose) < LOOSE:
        return figure
    within = [d for d in days if loose.holds(d) and _length(d) > 0]
    first = min((d.first for d in within if d.first), default=None)
    last = max((d.last for d in within if d.last), default=None)
    if first is None or last is None or (last - first).days >= CLOSE:
        return figure
    span = Span.day(first) if first == last else Span(first, last)
    trace = Trace("happened", RULE, figure.passage.start, figure.passage.end)
    kept = tuple(t for t in figure.traces if t.field != "happened")
    return replace(figure, clocks=replace(figure.clocks, happened=span), traces=(*kept, trace))


def _length(span: Span) -> int:
    """How many days; very many where an end is open."""
    if span.first is None or span.last is None or span.precision is Precision.CONFLICT:
        return (date.max - date.min).days
    return (span.last - span.first).days + 1
