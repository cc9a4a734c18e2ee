"""Has the case changed? Two cheap marks: of what is settled (every run that has ended), and of what is being added right now."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select

from .. import tables
from ..opening import Case


@dataclass(frozen=True, slots=True)
class State:
    """`settled` changes when a run ends: a build, a decision, a withdrawal. `decided` changes with every decision too.

    `live` changes with every batch that a build keeps besides.
    """

    settled: str
    decided: str
    live: str


def state(case: Case) -> State:
    """The state of the case now, in about a millisecond whatever its size."""
    runs, readings, decisions, undoings = tables.runs, tables.readings, tables.decisions, tables.decision_undoings
    ended = select(func.count(), func.max(runs.c.pk)).where(runs.c.ended.is_not(None))
    with case.reading() as connection:
        settled = connection.execute(ended).one()
        last = [
            connection.execute(select(func.max(column))).scalar()
            for column in (runs.c.pk, readings.c.pk, decisions.c.pk, undoings.c.decision)
        ]
        undone = connection.execute(select(func.count()).select_from(undoings)).scalar()
    settled_now = f"{settled[0]}.{settled[1]}"
    decided_now = f"{settled_now}.{last[2]}.{last[3]}.{undone}"
    return State(settled_now, decided_now, f"{decided_now}.{last[0]}.{last[1]}")


def size(case: Case) -> int:
    """How many readings of figures there are, near enough to tell a small case from a large one."""
    with case.reading() as connection:
        return int(connection.execute(select(func.count()).select_from(tables.figure_values)).scalar_one())
