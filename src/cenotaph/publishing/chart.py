"""Who says what, when: one question's figures as a chart. Time runs left to right, people up; one line an institution.

Whiskers are bounds, an open end is drawn open, hollow marks are alleged or planned. This module only computes positions; the
template draws them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from ..model.accounts import Line
from ..model.claims import Figure
from ..model.terms import Modality

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 760.0, 250.0, 64.0, 20.0, 18.0, 40.0
#: Between marks of different lines that would be drawn at one spot.
APART = 9.0


@dataclass(frozen=True, slots=True)
class Mark:
    """One figure: where it stands, its whisker (None: none), whether its ends are open, and what to say of it."""

    x: float
    y: float
    top: float | None
    bottom: float | None
    open_above: bool
    open_below: bool
    hollow: bool
    figure: str
    words: str


@dataclass(frozen=True, slots=True)
class Path:
    """One institution's line: its marks in order, the polyline through them, and its number for hue and pattern."""

    name: str
    number: int
    points: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Tick:
    at: float
    words: str


@dataclass(frozen=True, slots=True)
class Band:
    """The account behind the lines: from `top` to `bottom`, open where its bounds are, and where its best number lies."""

    top: float
    bottom: float
    open_above: bool
    open_below: bool
    best: float | None


@dataclass(frozen=True, slots=True)
class Chart:
    """Everything that the template draws, in the units of a WIDTH × HEIGHT view box."""

    paths: tuple[Path, ...]
    days: tuple[Tick, ...]
    people: tuple[Tick, ...]
    band: Band | None = None
    width: float = WIDTH
    height: float = HEIGHT
    left: float = LEFT
    right: float = WIDTH - RIGHT
    top: float = TOP
    bottom: float = HEIGHT - BOTTOM

    @property
    def radius(self) -> float:
        """How large a mark is drawn: smaller where there are many, so that they can be told apart."""
        marks = sum(len(p.marks) for p in self.paths)
        return 4.5 if marks <= 60 else 3.0 if marks <= 180 else 2.0


def chart(lines: Sequence[Line], *, band: tuple[int | None, int | None, int | None] | None = None) -> Chart | None:
    """The chart of these lines; None when no figure has a number to place. `band`: low, best and high of the account.

    Figures of one line that would be drawn at the same spot are drawn once; those of different lines stand side by side.
    """
    placed = [(line, [f for f in line.figures if not f.count.vague]) for line in lines]
    figures = [f for _, own in placed for f in own]
    if not figures:
        return None
    first, last = min(f.clocks.speaks_for for f in figures), max(f.clocks.speaks_for for f in figures)
    span = max((last - first).days, 1)
    highest = max(max(f.count.low or 0, f.count.high or 0) for f in figures) or 1
    step = _step(highest)
    ceiling = step * (highest // step + 1)

    def x(day: date) -> float:
        single = first == last
        return round(LEFT + (WIDTH - LEFT - RIGHT) * (0.5 if single else 0.03 + 0.94 * (day - first).days / span), 1)

    def y(people: float) -> float:
        return round(HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * people / ceiling, 1)

    drawn = []
    for line, own in placed:
        spots = {(f.clocks.speaks_for, f.count, f.modality): f for f in reversed(own)}
        if spots:
            drawn.append((line.institution, [_mark(f, x(f.clocks.speaks_for), y, ceiling) for f in reversed(spots.values())]))
    paths = []
    for number, (name, marks) in enumerate(_side_by_side(drawn), 1):
        paths.append(Path(name, number, " ".join(f"{m.x},{m.y}" for m in marks), tuple(marks)))
    people = tuple(Tick(y(n), f"{n:,}") for n in range(0, ceiling + 1, step))
    days = tuple(Tick(x(d), _label(d, span)) for d in _days(first, last))
    return Chart(tuple(paths), days, people, _band(band, y, ceiling) if band is not None else None)


def _side_by_side(drawn: list[tuple[str, list[Mark]]]) -> list[tuple[str, list[Mark]]]:
    """The marks of each line, moved apart where another line has one at the same spot: none may hide another."""
    at: defaultdict[tuple[float, float], list[int]] = defaultdict(list)
    for n, (_, marks) in enumerate(drawn):
        for x, y in {(m.x, m.y) for m in marks}:
            at[x, y].append(n)

    def moved(n: int, mark: Mark) -> Mark:
        here = at[mark.x, mark.y]
        half = APART * (len(here) - 1) / 2
        middle = min(max(mark.x, LEFT + half), WIDTH - RIGHT - half)  # all of them within the frame
        return replace(mark, x=round(middle + APART * here.index(n) - half, 1)) if half else mark

    return [(name, [moved(n, m) for m in marks]) for n, (name, marks) in enumerate(drawn)]


def _band(bounds: tuple[int | None, int | None, int | None], y: Callable[[float], float], ceiling: int) -> Band | None:
    low, best, high = bounds
    if low is None and high is None:
        return None
    top, bottom = min(ceiling if high is None else high, ceiling), min(low or 0, ceiling)
    return Band(y(top), y(bottom), high is None, low is None, None if best is None else y(min(best, ceiling)))


def _mark(f: Figure, x: float, y: Callable[[float], float], ceiling: int) -> Mark:
    low, high = f.count.low, f.count.high
    middle = low if low is not None else high or 0
    ranged = low is not None and high is not None and low != high
    open_above, open_below = high is None, low is None
    return Mark(
        x=x,
        y=y(middle),
        top=y(min(middle + ceiling * 0.07, ceiling)) if high is None else y(high) if ranged else None,
        bottom=y(max(middle - ceiling * 0.07, 0)) if low is None else y(low) if ranged else None,
        open_above=open_above,
        open_below=open_below,
        hollow=f.modality is not Modality.ASSERTED,
        figure=f.id,
        words=f"{f.count.text}, {f.clocks.speaks_for}: {f.claimant.chain}",
    )


def _step(highest: int) -> int:
    """A round distance between grid lines that gives three to six of them.

    >>> _step(3753), _step(28), _step(6)
    (1000, 10, 2)
    """
    size = 1
    while True:
        for factor in (1, 2, 5):
            if highest / (factor * size) <= 5:
                return factor * size
        size *= 10


def _days(first: date, last: date) -> list[date]:
    """At most six days to label, spread evenly, ends included."""
    span = (last - first).days
    if span == 0:
        return [first]
    many = min(5, span)
    return [date.fromordinal(first.toordinal() + round(span * i / many)) for i in range(many + 1)]


def _label(day: date, span: int) -> str:
    return day.strftime("%b %Y") if span > 700 else f"{day.day} {day.strftime('%b %Y')}"
