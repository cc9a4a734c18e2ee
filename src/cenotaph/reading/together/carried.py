"""What a figure takes from the one it repeats or is a part of: a headline's day, the plan that "including seven" belongs to.

A headline is told by the body: the same count of the same fate, or else the first one that it may round. "Of these, 320 had
fallen …" and "…, among them 12 children" are parts of what was counted just before.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ...model.claims import Figure, Trace
from ...model.terms import Commitment, Distance, Measure
from ..when.measures import INHERITED, JUST_FOUGHT

HEADLINE = re.compile(r"\A\s*(?P<title>[^\n]{10,220})\n")
PARTS = re.compile(
    r"\b(?:includ(?:ing|ed)|among (?:them|these|those|whom|the (?:dead|victims|wounded|injured|killed|released|missing))|"
    r"of (?:whom|them|these|those|which)|(?:most|many|some|half) of (?:whom|them))\b",
    re.IGNORECASE,
)
OF_THESE = re.compile(
    r"\s*(?:Of|Among|Amongst) (?:these|them|those|"
    r"the (?:dead|victims|wounded|injured|killed|released|total|bodies|remains|latter|\d+))\b",
    re.IGNORECASE,
)
#: Numbers below this are told too often to be taken for the same.
TELLING = 4


def headline_end(text: str) -> int:
    """Where the headline ends: a first line without a full stop; 0 where there is none."""
    match = HEADLINE.match(text)
    return match.end() if match and not match.group("title").rstrip().endswith((".", ";", ",")) else 0


def carried(figures: Sequence[Figure], text: str) -> list[Figure]:
    """The figures in reading order; those that repeat or divide another take what they do not tell themselves."""
    title, out = headline_end(text), list(figures)
    for i, figure in enumerate(out):
        if figure.passage.start >= title and i and _part_of(figure, out[i - 1], text):
            out[i] = _as_part(figure, out[i - 1])
    for i, figure in enumerate(out):
        told = _told_elsewhere(figure, out, title)
        if told is not None:
            out[i] = _as_told(figure, told)
            if figure.passage.start < title:
                out[i] = _as_firm(out[i], told)
    return out


def own_time(figure: Figure) -> bool:
    return any(t.field == "happened" and t.rule not in {*INHERITED, JUST_FOUGHT} for t in figure.traces)


def _told_elsewhere(figure: Figure, figures: Sequence[Figure], title: int) -> Figure | None:
    """The figure that tells more: for a headline the first of the same in the body, for others the same number with a time."""
    body = [f for f in figures if f.passage.start >= title and f.fate is figure.fate and f.id != figure.id]
    same = [f for f in body if _same(figure, f)]
    if figure.passage.start < title:
        return next(iter(same), None) or next((f for f in body if _may_round(figure, f)), None)
    if own_time(figure) or figure.measure.cumulative or (figure.count.low or 0) < TELLING or figure.count.vague:
        return None
    return next((f for f in same if own_time(f)), None)


def _same(one: Figure, other: Figure) -> bool:
    """The same number, whatever "at least" stands before it."""
    shared = ({one.count.low, one.count.high} & {other.count.low, other.count.high}) - {None}
    return bool(shared) and one.count.vague == other.count.vague


def _may_round(headline: Figure, body: Figure) -> bool:
    """ "Hundreds" in a headline for "more than 400" in the body."""
    low, high = body.count.low or 0, body.count.high or 10**9
    return (
        (headline.count.low or 0) <= high
        and low <= (headline.count.high or 10**9)
        and headline.count.vague is not None
        and (headline.count.low or 0) >= 24
    )


def _as_told(figure: Figure, told: Figure) -> Figure:
    """With the day, the kind of counting and the place of the figure that tells them."""
    traces = list(figure.traces)
    at = (told.passage.start, told.passage.end)
    if not own_time(figure):
        traces = [t for t in traces if t.field != "happened"]
        if told.clocks.happened is not None:
            traces.append(Trace("happened", "told with the same number elsewhere", *at))
        clocks = replace(figure.clocks, happened=told.clocks.happened)
        figure = replace(figure, clocks=clocks, measure=told.measure, conflict=figure.conflict or told.conflict)
    if figure.place is None and told.place is not None:
        traces.append(Trace("place", "told with the same number elsewhere", *at))
        figure = replace(figure, place=told.place)
    return replace(figure, traces=tuple(traces))


def _as_firm(headline: Figure, told: Figure) -> Figure:
    """A headline is no surer than the text below it, which has room for doubt."""
    if headline.commitment is Commitment.SAYS and headline.distance is Distance.NONE:
        return replace(headline, commitment=told.commitment, distance=told.distance)
    return headline


def _part_of(figure: Figure, whole: Figure, text: str) -> bool:
    if figure.fate is not whole.fate:
        return False
    if figure.sentence == whole.sentence:
        return PARTS.search(text, whole.passage.end, figure.passage.start) is not None
    return OF_THESE.match(text, figure.sentence.start) is not None and figure.sentence.start - whole.sentence.end < 3


def _as_part(figure: Figure, whole: Figure) -> Figure:
    """A part happened when and where the whole did, and is as much a plan; parts of a total are a total."""
    at, traces = (whole.passage.start, whole.passage.end), list(figure.traces)
    if not own_time(figure):
        traces = [t for t in traces if t.field != "happened"]
        if whole.clocks.happened is not None:
            traces.append(Trace("happened", "day of what it is a part of", *at))
        figure = replace(figure, clocks=replace(figure.clocks, happened=whole.clocks.happened))
        if whole.measure is not Measure.INCREMENT:
            figure = replace(figure, measure=whole.measure)
    if figure.place is None and whole.place is not None:
        traces.append(Trace("place", "place of what it is a part of", *at))
        figure = replace(figure, place=whole.place)
    if whole.commitment is Commitment.PLANS and figure.commitment is Commitment.SAYS:
        figure = replace(figure, commitment=Commitment.PLANS)
    return replace(figure, traces=tuple(traces))
