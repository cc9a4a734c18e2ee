"""What may a figure bound? Figures to claims on unknowns: which number, as of which day, how far.

The rules lean to silence, for a false alarm is worse. Words without a number bound nothing; nor do figures that are planned,
denied or alleged. A rounded figure is widened. What a statement may have left unsaid is never held against it:

- a statement that tells several numbers on one question tells the whole only when one of them is the sum of the others;
  else each is a part of it that has no name, and the whole is only not less;
- numbers of one day, published on one day, may be of its morning and its evening: together they bound what lies between them;
- a running total that its line has told before, with a greater one told since, is the old one told again, for its old day.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib.resources import files
from math import ceil, floor

from ..model.accounts import Question
from ..model.claims import Figure
from ..model.counts import Count
from ..model.relations import Told, Unknown
from ..model.terms import Commitment, Measure, Modality

#: A rounded figure may be off by half a unit of its last digit that is not zero, or by this share (one in twenty), if that is more.
SHARE = 20
#: A sum told in one statement has at most so many parts.
PARTS = 6


@dataclass(frozen=True, slots=True)
class Sum:
    """A whole and its parts, told in one statement."""

    whole: Unknown
    parts: tuple[Unknown, ...]


@dataclass(frozen=True, slots=True)
class Telling:
    """All claims, by institution, unknown and day of publication; sums told in one statement; parts that a sentence calls so."""

    told: tuple[Told, ...]
    sums: tuple[Sum, ...] = ()
    parts: tuple[tuple[Unknown, Unknown], ...] = ()


def rounded(number: int) -> int:
    """How far a rounded figure may be off: half a unit of its last digit that is not zero, or one in twenty if that is more.

    Half a unit is what rounding can do. The share is for "about 1,383" and "about 25", whose last digit claims more than "about".

    >>> rounded(7000), rounded(2400), rounded(40), rounded(1383)
    (500, 120, 5, 69)
    """
    unit = 1
    while number and number % (unit * 10) == 0:
        unit *= 10
    return max(unit // 2, number // SHARE)


def bounds(count: Count, *, estimated: bool = False) -> tuple[int | None, int | None]:
    """The bounds that a count puts on the truth. An estimate is as good as rounded.

    >>> bounds(Count(2400, 2400, approx=True)), bounds(Count(5001, None)), bounds(Count(None, 300, approx=True))
    ((2280, 2520), (5001, None), (None, 350))
    """
    if not (count.approx or estimated):
        return count.low, count.high
    low = None if count.low is None else max(0, count.low - rounded(count.low))
    return low, None if count.high is None else count.high + rounded(count.high)


def inward(low: float | None, high: float | None) -> tuple[int | None, int | None]:
    """Bounds on a whole number from bounds on a real one: rounded inward, with a little room for floating point.

    >>> inward(2.5, 7.999999999)
    (3, 8)
    """
    return (None if low is None else ceil(low - 1e-6)), (None if high is None else floor(high + 1e-6))


@cache
def _words() -> dict[str, frozenset[str]]:
    text = files(__package__).joinpath("data", "populations.toml").read_text(encoding="utf-8")
    return {name: frozenset(words) for name, words in tomllib.loads(text).items()}


def among(figure: Figure) -> str:
    """The word that makes a figure's people a part of a population, or nothing."""
    words = figure.group.words.strip()
    last = words.rpartition(" ")[2]
    general = words.casefold() in _words()["general"] or last.casefold() in _words()["general"] or last[:1].isupper()
    return "" if general else words.casefold()


def telling(questions: Mapping[Question, Sequence[Figure]]) -> Telling:
    """The claims that bound something, and the sums that statements tell. `questions`: what `questions.asked` makes of figures."""
    by_id: dict[str, Question] = {f.id: _own(q, f) for q, own in questions.items() for f in own}
    every = sorted((f for own in questions.values() for f in own), key=_order)
    figures = [f for f in every if f.modality is Modality.ASSERTED and not f.count.vague]
    placed = {f.id: Unknown(by_id[f.id], _day(f, by_id[f.id]), among(f)) for f in figures}
    placed, sums = _parts(figures, _again(figures, placed))
    groups: defaultdict[tuple[str, Unknown, date], list[Figure]] = defaultdict(list)
    for f in sorted(figures, key=_order):
        groups[(f.claimant.line, placed[f.id], f.clocks.published)].append(f)
    told = [_told(unknown, line, own) for (line, unknown, _), own in groups.items()]
    bounding = (t for t in told if t.low is not None or t.high is not None)
    return Telling(tuple(_copies_once(bounding)), tuple(sums), tuple(_called_parts(figures, placed)))


def _own(question: Question, f: Figure) -> Question:
    """An event's question has the attributes of its first figure; each of its figures is asked by its own."""
    if question.event is None:
        return question
    return replace(question, fate=f.fate, unit=f.count.unit, side=f.group.slug or f.group.side, role=f.group.role)


def _day(f: Figure, question: Question) -> date:
    """The cut-off: a total's is the day it speaks for, a finished period's is its end, an event's toll's is the day it was told."""
    if question.event is not None:
        return f.clocks.published
    if question.measure is Measure.PERIOD and question.period and question.period.last:
        return min(question.period.last, f.clocks.speaks_for)
    return f.clocks.speaks_for


def _again(figures: Sequence[Figure], placed: dict[str, Unknown]) -> dict[str, Unknown]:
    """Running totals told again after a greater one go back to the day they were first told for."""
    lines: defaultdict[tuple[str, Question, str], list[Figure]] = defaultdict(list)
    for f in figures:
        u = placed[f.id]
        if u.question.measure is Measure.RUNNING_TOTAL:
            lines[(f.claimant.line, u.question, u.among)].append(f)
    moved = dict(placed)
    for own in lines.values():
        first: dict[Count, date] = {}
        for f in sorted(own, key=lambda f: (f.clocks.speaks_for, *_order(f))):
            first.setdefault(f.count, f.clocks.speaks_for)
        tops: list[tuple[date, int]] = sorted((f.clocks.speaks_for, f.count.low) for f in own if f.count.low is not None)
        reached: list[tuple[date, int]] = []  # the greatest number told for a day or before
        for day, low in tops:
            reached.append((day, max(low, reached[-1][1] if reached else low)))
        for f in own:
            day, high = f.clocks.speaks_for, f.count.high
            if high is None or first[f.count] == day:
                continue
            top = _reached(reached, day)
            if top is not None and top > high:
                moved[f.id] = replace(placed[f.id], day=first[f.count])
    return moved


def _reached(reached: Sequence[tuple[date, int]], day: date) -> int | None:
    """The greatest number told for that day or an earlier one."""
    low, high = 0, len(reached)
    while low < high:
        middle = (low + high) // 2
        low, high = (middle + 1, high) if reached[middle][0] <= day else (low, middle)
    return reached[low - 1][1] if low else None


def _parts(figures: Sequence[Figure], placed: dict[str, Unknown]) -> tuple[dict[str, Unknown], list[Sum]]:
    """Figures of one statement on one question with different numbers: parts, and the whole where one is the sum of the others."""
    statements: defaultdict[tuple[object, ...], list[Figure]] = defaultdict(list)
    for f in sorted(figures, key=_order):
        q = placed[f.id].question
        statements[(f.report, f.claimant.line, q.fate, q.unit, q.conflict, q.measure, q.event, placed[f.id].day)].append(f)
    moved, sums = dict(placed), []
    for own in statements.values():
        told: dict[tuple[Unknown, Count], Figure] = {}
        for f in own:
            told.setdefault((placed[f.id], f.count), f)
        whole, parts = _sum(list(told.values()))
        private = {f.id for f in parts if whole is not None and placed[f.id] == placed[whole.id]}
        numbers: defaultdict[Unknown, list[Figure]] = defaultdict(list)
        for (unknown, _), f in told.items():
            if f.id not in private:
                numbers[unknown].append(f)
        private |= {f.id for several in numbers.values() if len(several) > 1 for f in several if f is not whole}
        names = {(placed[f.id], f.count): f.id for f in told.values() if f.id in private}
        for f in own:
            name = names.get((placed[f.id], f.count))
            if name is not None:
                moved[f.id] = replace(placed[f.id], among=name)
        if whole is not None:
            sums.append(Sum(moved[whole.id], tuple(moved[f.id] for f in parts)))
    return moved, sums


def _sum(told: Sequence[Figure]) -> tuple[Figure | None, Sequence[Figure]]:
    """The figure that is the sum of those beside it in the text, and these; sums below ten may be chance."""
    exact = [f for f in told if f.count.exact]
    for n, whole in enumerate(exact):
        number = whole.count.low or 0
        for size in range(2, min(PARTS, len(exact) - 1) + 1):
            for parts in (exact[n + 1 : n + 1 + size], exact[n - size : n] if n >= size else []):
                if number >= 10 and len(parts) == size and sum(p.count.low or 0 for p in parts) == number:
                    return whole, parts
    return None, ()


def _called_parts(figures: Sequence[Figure], placed: Mapping[str, Unknown]) -> Iterator[tuple[Unknown, Unknown]]:
    """Part and whole where a sentence says "three of them children": the count before it, of the same fate, unit and speaker."""
    reports: defaultdict[str, list[Figure]] = defaultdict(list)
    for f in sorted(figures, key=_order):
        before = reports[f.report]
        if before and any(t.field == "fate" and t.rule in _words()["called_parts"] for t in f.traces):
            whole = before[-1]
            alike = (whole.fate, whole.count.unit, whole.claimant.line) == (f.fate, f.count.unit, f.claimant.line)
            if alike and placed[f.id] != placed[whole.id] and f.sentence == whole.sentence:
                yield placed[f.id], placed[whole.id]
        before.append(f)


def _told(unknown: Unknown, line: str, own: Sequence[Figure]) -> Told:
    """One day's figures on one unknown: what lies between them, for the day's later count is not told from its earlier."""
    spans = [bounds(f.count, estimated=f.commitment is Commitment.ESTIMATES) for f in own]
    lows, highs = [s[0] for s in spans], [s[1] for s in spans]
    low = None if None in lows else min(n for n in lows if n is not None)
    high = None if None in highs else max(n for n in highs if n is not None)
    widened = any(span != (f.count.low, f.count.high) for span, f in zip(spans, own, strict=True))
    return Told(unknown, line, low, high, tuple(own), widened)


def _copies_once(told: Iterable[Told]) -> Iterable[Told]:
    """The same bounds said by the same institution of the same unknown are one claim, whenever they were printed."""
    merged: dict[tuple[Unknown, str, int | None, int | None], Told] = {}
    for t in told:
        key = (t.unknown, t.institution, t.low, t.high)
        merged[key] = replace(t, figures=merged[key].figures + t.figures) if key in merged else t
    return merged.values()


def _order(f: Figure) -> tuple[date, str, int, str]:
    return f.clocks.published, f.report, f.passage.start, f.id
