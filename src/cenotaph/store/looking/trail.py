"""Where does a figure come from? Figure → passage → report → hash of the file → run."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from cenotaph.model.claims import Figure
from cenotaph.model.errors import WrongUse

from .. import tables
from ..opening import Case
from .claims import copies, figures
from .reports import ReportCard, report_card, texts
from .runs import RunCard, runs

LISTED = 8
#: Characters of the beginning of an id: a whole one has 36.
LONGEST_ID = 80


@dataclass(frozen=True, slots=True)
class Trail:
    """Everything on the way down. `taken_in` is the run that brought the report, `read_in` the one that read it."""

    figure: Figure
    sentence: str
    words: str
    report: ReportCard
    carried_by: tuple[str, ...]
    reader: str
    taken_in: RunCard
    read_in: RunCard


def trail(case: Case, figure_id: str) -> Trail | None:
    """The way from a figure to its file; an unambiguous beginning of the id will do. None when there is no such figure now.

    WrongUse when several figures begin so (it lists them), or when the figure's report was withdrawn.
    """
    found = complete(case, figure_id)
    if found is None:
        return None
    current = figures(case, ids=[found])
    if not current:
        _tell_withdrawn(case, found)
        return None
    return trail_of(case, current[0])


def trail_of(case: Case, figure: Figure) -> Trail:
    """The way from this figure to the file of its report, and the newest run that read that."""
    card = report_card(case, figure.report)
    text = texts(case, [figure.report])[figure.report]
    readings = tables.readings
    with case.reading() as connection:
        reading = connection.execute(
            select(readings.c.reader, readings.c.run)
            .join(tables.reports, tables.reports.c.pk == readings.c.report)
            .where(tables.reports.c.id == figure.report, readings.c.complete)
            .order_by(readings.c.pk.desc())
        ).first()
    assert card is not None  # a figure has a report
    by_number = {run.run: run for run in runs(case)}
    return Trail(
        figure=figure,
        sentence=text[figure.sentence.start : figure.sentence.end],
        words=text[figure.passage.start : figure.passage.end],
        report=card,
        carried_by=tuple(copies(case, figure=figure.id).get(figure.id, [figure.report])),
        reader=reading.reader if reading is not None else "no reader",
        taken_in=by_number[card.run],
        read_in=by_number[reading.run if reading is not None else card.run],
    )


def complete(case: Case, beginning: str) -> str | None:
    """The id of the one figure whose id begins so; None when there is none. WrongUse lists them when there are several."""
    begins = beginning if beginning.startswith("fig_") else f"fig_{beginning}"
    if len(begins) > LONGEST_ID:
        return None
    with case.reading() as connection:
        if connection.execute(select(tables.figures.c.id).where(tables.figures.c.id == begins)).scalar() is not None:
            return begins  # a whole id needs no look at all others
        found = connection.execute(
            select(tables.figures.c.id)
            .where(tables.figures.c.id.startswith(begins, autoescape=True))
            .order_by(tables.figures.c.id)
            .limit(LISTED + 1)
        ).scalars().all()  # fmt: skip
    if len(found) > 1:
        listed = ", ".join(found[:LISTED]) + (" and more" if len(found) > LISTED else "")
        raise WrongUse(f"several figures begin with {beginning!r}: {listed}", cure="Give more of the id.")
    return found[0] if found else None


def _tell_withdrawn(case: Case, figure_id: str) -> None:
    with case.reading() as connection:
        gone = connection.execute(
            select(tables.tombstones)
            .join(tables.figures, tables.figures.c.text_sha256 == tables.tombstones.c.text_sha256)
            .where(tables.figures.c.id == figure_id)
        ).first()
    if gone is not None:
        raise WrongUse(f"the report of {figure_id} was withdrawn on {gone.at[:10]} by {gone.by}")
