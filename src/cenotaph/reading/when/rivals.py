"""Later counts of the dead of one event: rival tolls ("another put it at 107"), and some "of the dead" told of before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cache

from ...model.claims import Figure, Trace
from ...model.days import Span
from ...model.terms import Commitment, Fate, Measure
from ..lexicon import table
from ..together.carried import own_time

HURT = {Fate.KILLED, Fate.INJURED, Fate.CASUALTIES}
#: An event lasts no more days, and is not told of longer after; smaller counts are told too often to be rivals.
LONGEST, RECENT, LEAST = 7, 12, 5
#: How far rival counts of one event lie apart.
APART = 2.5


@cache
def _of_the_harmed() -> re.Pattern[str]:
    """ "Six of the dead", "12 of those killed"."""
    return re.compile(rf"\s*(?:\w+ )?of (?:the|those|all the) (?:{'|'.join(table('times')['sums']['harmed'])})\b", re.IGNORECASE)


@cache
def _among_the_harmed() -> re.Pattern[str]:
    return re.compile(rf"\bamong(?:st)? (?:the|those) (?:\w+ )?(?:{'|'.join(table('times')['sums']['harmed'])})\b", re.IGNORECASE)


@cache
def _over_a_time() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(table('times')['sums']['over_a_time'])})\b", re.IGNORECASE)


def retold(figures: Sequence[Figure], text: str) -> list[Figure]:
    """The figures, in reading order; those that count the dead of an event again, or some of them, have its days."""
    out: list[Figure] = []
    for figure in figures:
        before = _retells(figure, out, text)
        out.append(_of_event(figure, before) if before is not None else figure)
    return out


def _retells(figure: Figure, before: Sequence[Figure], text: str) -> Figure | None:
    """The figure of an event told before that this one counts again."""
    if figure.fate not in HURT or own_time(figure) or figure.commitment is Commitment.PLANS:
        return None
    alike = [f for f in before if f.fate is figure.fate and f.clocks.happened is not None and f.commitment is not Commitment.PLANS]
    if _of_the_dead(figure, text):
        return next((f for f in reversed(alike) if _many(f) > _many(figure)), None)
    rival = figure.measure in {Measure.RUNNING_TOTAL, Measure.INCIDENT} and not _over_a_time().search(_sentence(figure, text))
    if not rival or _many(figure) < LEAST:
        return None
    return next((f for f in reversed(alike) if _event(f) and 1 / APART <= _many(figure) / _many(f) <= APART), None)


def _of_the_dead(figure: Figure, text: str) -> bool:
    ahead = text[figure.sentence.start : figure.passage.start]
    return _of_the_harmed().match(text, figure.passage.end) is not None or _among_the_harmed().search(ahead) is not None


def _event(figure: Figure) -> bool:
    """Whether a figure is of one event of the last days."""
    span = figure.clocks.happened
    if span is None or figure.measure not in {Measure.INCIDENT, Measure.INCREMENT} or _many(figure) < LEAST:
        return False
    return _short(span) and 0 <= (figure.clocks.published - (span.last or date.min)).days <= RECENT


def _short(span: Span) -> bool:
    return span.first is not None and span.last is not None and (span.last - span.first).days < LONGEST


def _many(figure: Figure) -> int:
    return figure.count.low or figure.count.high or 0


def _sentence(figure: Figure, text: str) -> str:
    return text[figure.sentence.start : figure.sentence.end]


def _of_event(figure: Figure, told: Figure) -> Figure:
    trace = Trace("happened", "days of the event counted before", told.passage.start, told.passage.end)
    kept = tuple(t for t in figure.traces if t.field != "happened")
    measure = told.measure if told.measure is not Measure.INCREMENT else Measure.INCIDENT
    clocks = replace(figure.clocks, happened=told.clocks.happened)
    return replace(figure, clocks=clocks, measure=measure, traces=(*kept, trace))
