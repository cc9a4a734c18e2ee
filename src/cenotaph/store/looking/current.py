"""Which reading of a report is current? The newest complete one. The queries that the questions about claims share."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, exists, func, select

from ..tables import figure_values, figures, readings, reports, runs, withheld

newest = select(func.max(readings.c.pk).label("reading")).where(readings.c.complete).group_by(readings.c.report).cte("newest")

_later = readings.alias("later")
#: That no complete reading of the same report is newer: asked of one reading, it looks at that report's alone.
is_newest = readings.c.complete & ~exists().where(
    _later.c.report == readings.c.report, _later.c.complete, _later.c.pk > readings.c.pk
)


def current_figures() -> Select[Any]:
    """Rows for `Reviver.figure`: one for each report that carries the figure, in no particular order."""
    values = [column for column in figure_values.c if column.name != "reading"]
    return (
        select(
            *values, figures.c.start, figures.c.end, figures.c.fate, reports.c.id.label("report"), runs.c.started.label("recorded")
        )
        .join_from(figure_values, readings, readings.c.pk == figure_values.c.reading)
        .join(figures, figures.c.id == figure_values.c.figure)
        .join(reports, reports.c.pk == readings.c.report)
        .join(runs, runs.c.pk == readings.c.run)
        .where(is_newest)
    )


def all_figures() -> Select[Any]:
    """Rows for `Reviver.figure` of every complete reading, the newest reading last."""
    values = [column for column in figure_values.c if column.name != "reading"]
    return (
        select(
            *values, figures.c.start, figures.c.end, figures.c.fate, reports.c.id.label("report"), runs.c.started.label("recorded")
        )
        .join_from(figure_values, readings, figure_values.c.reading == readings.c.pk)
        .join(figures, figures.c.id == figure_values.c.figure)
        .join(reports, reports.c.pk == readings.c.report)
        .join(runs, runs.c.pk == readings.c.run)
        .where(readings.c.complete)
        .order_by(readings.c.pk)
    )


def current_withheld() -> Select[Any]:
    """Rows for `Reviver.withheld`, likewise."""
    values = [column for column in withheld.c if column.name != "reading"]
    return (
        select(*values, reports.c.id.label("report"))
        .join_from(newest, readings, readings.c.pk == newest.c.reading)
        .join(withheld, withheld.c.reading == readings.c.pk)
        .join(reports, reports.c.pk == readings.c.report)
    )
