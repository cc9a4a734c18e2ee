"""Which question a figure answers: fate × unit × population × scope × measure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from ..model.accounts import Event, Line, Question
from ..model.claims import Figure
from ..model.terms import Measure, Unit

TOTALS = {Measure.RUNNING_TOTAL, Measure.STOCK}


def question(figure: Figure, events: Mapping[str, str]) -> Question:
    """The question of one figure. `events` maps a figure's id to its event's.

    A running total and a stock are asked of a conflict; everything else of the event it belongs to. An increment counts as
    the event it reports. A total whose conflict is not known is asked of its own event: two unknown wars are not one.
    """
    total = figure.measure in TOTALS and figure.conflict is not None
    return Question(
        fate=figure.fate,
        unit=figure.count.unit,
        side=figure.group.slug or figure.group.side,
        role=figure.group.role,
        conflict=figure.conflict,
        measure=Measure.INCIDENT if figure.measure is Measure.INCREMENT else figure.measure,
        event=None if total else events.get(figure.id, figure.id),
    )


def asked(figures: Iterable[Figure], events: Iterable[Event]) -> dict[Question, list[Figure]]:
    """Every question that these figures answer. Figures of one event and unit are one question, whatever attributes are rival.

    The first figure published gives the event's question its attributes, so the order in which figures arrive does not matter.
    """
    figures = sorted(figures, key=lambda f: (f.clocks.published, f.report, f.passage.start, f.id))
    home = {f: e.id for e in events for f in e.figures}
    first: dict[tuple[str, Unit], Question] = {}
    grouped: defaultdict[Question, list[Figure]] = defaultdict(list)
    for figure in figures:
        q = question(figure, home)
        if q.event is not None:
            q = first.setdefault((q.event, q.unit), q)
        grouped[q].append(figure)
    return dict(grouped)


def lines(figures: Iterable[Figure]) -> list[Line]:
    """One line an institution, its figures by the day they speak for, the newest last."""
    grouped: defaultdict[str, list[Figure]] = defaultdict(list)
    for figure in figures:
        grouped[figure.claimant.line].append(figure)
    return [Line(name, tuple(sorted(own, key=_by_day))) for name, own in sorted(grouped.items())]


def _by_day(f: Figure) -> tuple[date, date, str, int, str]:
    return f.clocks.speaks_for, f.clocks.published, f.report, f.passage.start, f.id
