"""What do the reports say? Figures and withheld records as the newest complete reading of each report has them.

Reports with the very same text share their figures. Such a figure is shown once, as the earliest published report has it (of the
same day, the one with the lowest id); `copies` names all that carry it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, or_, select

from cenotaph.model.claims import Figure, Withheld
from cenotaph.model.collector import collector_paused
from cenotaph.model.terms import Fate

from .. import tables
from ..opening import Case
from ..rows import Reviver
from .current import all_figures, current_figures, current_withheld, is_newest

FEW = 1_000


def figures(
    case: Case,
    *,
    fate: Fate | None = None,
    known_by: date | None = None,
    conflict: str | None = None,
    ids: Collection[str] | None = None,
    reports: Collection[str] | None = None,
) -> list[Figure]:
    """The current figures, by day of publication, report and place in the text.

    `known_by`: only what was published by that day. `ids`: only these. `reports`: only those that
    these carry. `clocks.recorded` is the start of the run that read them.
    """
    query = current_figures()
    if fate is not None:
        query = query.where(tables.figures.c.fate == fate.value)
    if known_by is not None:
        query = query.where(tables.figure_values.c.published <= known_by)
    if ids is not None and len(ids) <= FEW:
        query = query.where(tables.figure_values.c.figure.in_(ids))
    if reports is not None:
        query = query.where(tables.reports.c.id.in_(sorted(reports)))
    wanted = None if ids is None else frozenset(ids)
    with collector_paused():
        with case.reading() as connection:
            rows = connection.execute(query).all()
        revive = Reviver().figure
        return [
            revive(row)
            for row in _shown_once(sorted(rows, key=lambda r: (r.published, r.report, r.start, r.end, r.figure)), "figure")
            if (conflict is None or row.conflict == conflict) and (wanted is None or row.figure in wanted)
        ]


@dataclass(frozen=True, slots=True)
class Window:
    """Figures of a fate to look for: published or having happened in these days, or of these numbers whenever that was."""

    fate: Fate
    published: tuple[date, date]
    happened: tuple[date, date] | None
    numbers: tuple[int, ...]


def within(case: Case, windows: Collection[Window]) -> set[str]:
    """The ids of all current figures that lie in one of the windows."""
    values, found = tables.figure_values.c, set[str]()
    with case.reading() as connection:
        for window in windows:
            either: list[ColumnElement[bool]] = [values.published.between(*window.published)]
            if window.happened is not None:
                first, last = window.happened
                either.append(and_(values.happened_first <= last, values.happened_last >= first))
            if window.numbers:
                either += [values.low.in_(window.numbers), values.high.in_(window.numbers)]
            query = current_figures().with_only_columns(values.figure, maintain_column_froms=True)
            found |= set(connection.execute(query.where(tables.figures.c.fate == window.fate.value, or_(*either))).scalars())
    return found


def last_known(case: Case, ids: Collection[str]) -> list[Figure]:
    """These figures as the last reading had them that found them, though a newer one does not."""
    query = all_figures().where(tables.figure_values.c.figure.in_(sorted(ids)))
    with case.reading() as connection:
        newest = {row.figure: row for row in connection.execute(query).all()}
    revive = Reviver().figure
    return [revive(row) for _, row in sorted(newest.items())]


def withheld(case: Case, *, known_by: date | None = None) -> list[Withheld]:
    """The current records that somebody gives no number, in the same order."""
    query = current_withheld()
    if known_by is not None:
        query = query.where(tables.withheld.c.published <= known_by)
    with case.reading() as connection:
        rows = connection.execute(query).all()
    revive = Reviver().withheld
    rows = sorted(rows, key=lambda r: (r.published, r.report, r.sentence_start, r.id))
    return [revive(row) for row in _shown_once(rows, "id")]


def withheld_in(case: Case, report: str) -> list[Withheld]:
    """The current records of one report, in the order of its text."""
    table, readings, reports = tables.withheld, tables.readings, tables.reports
    columns: list[ColumnElement[Any]] = [column for column in table.c if column.name != "reading"]
    query: Select[Any] = (
        select(*columns, reports.c.id.label("report"))
        .join_from(table, readings, readings.c.pk == table.c.reading)
        .join(reports, reports.c.pk == readings.c.report)
        .where(is_newest, reports.c.id == report)
    )
    with case.reading() as connection:
        rows = connection.execute(query).all()
    revive = Reviver().withheld
    return [revive(row) for row in sorted(rows, key=lambda r: (r.sentence_start, r.id))]


def anchors(case: Case, reports: Collection[str]) -> set[str]:
    """The ids of all current figures that these reports carry."""
    ids, found = sorted(reports), set[str]()
    query = current_figures().with_only_columns(tables.figure_values.c.figure, maintain_column_froms=True)
    with case.reading() as connection:
        for n in range(0, len(ids), FEW):
            found |= set(connection.execute(query.where(tables.reports.c.id.in_(ids[n : n + FEW]))).scalars())
    return found


def copies(case: Case, *, figure: str | None = None) -> dict[str, list[str]]:
    """Figure id → the reports that carry it, the one it is shown from first. Figures of a single report are there too.

    `figure`: of this one only.
    """
    values, reports = tables.figure_values.c, tables.reports.c
    columns = (values.figure, values.published, reports.id.label("report"))
    query = current_figures().with_only_columns(*columns, maintain_column_froms=True)
    if figure is not None:
        query = query.where(values.figure == figure)
    carried: defaultdict[str, list[str]] = defaultdict(list)
    with case.reading() as connection:
        for row in sorted(connection.execute(query).all(), key=lambda r: (r.published, r.report, r.figure)):
            carried[row.figure].append(row.report)
    return dict(carried)


def _shown_once(rows: Iterable[Row[Any]], anchor: str) -> Iterator[Row[Any]]:
    seen: set[str] = set()
    for row in rows:
        name = getattr(row, anchor)
        if name not in seen:
            seen.add(name)
            yield row
