"""Which figures are about the same occurrence? The events as they were last rebuilt."""

from __future__ import annotations

import json
from collections import defaultdict

from sqlalchemy import select

from cenotaph.model.accounts import Event

from ..opening import Case
from ..tables import event_figures
from ..tables import events as events_table
from ..tables import near_copies as near_copies_table


def events(case: Case) -> list[Event]:
    """All events, in the order in which they were given."""
    members: defaultdict[str, list[str]] = defaultdict(list)
    with case.reading() as connection:
        for event, figure in connection.execute(
            select(event_figures.c.event, event_figures.c.figure).order_by(event_figures.c.event, event_figures.c.position)
        ):
            members[event].append(figure)
        rows = connection.execute(select(events_table).order_by(events_table.c.position)).all()
    return [Event(row.id, tuple(members[row.id]), tuple(json.loads(row.disputed))) for row in rows]


def near_copies(case: Case) -> dict[str, str]:
    """Each report that only prints another's text again, with the report it was first printed in."""
    with case.reading() as connection:
        return dict(connection.execute(select(near_copies_table.c.report, near_copies_table.c.original)).all())


def printed_before(case: Case, report: str) -> str | None:
    """The report that this one only prints again; None when it is no near-copy."""
    query = select(near_copies_table.c.original).where(near_copies_table.c.report == report)
    with case.reading() as connection:
        return connection.execute(query).scalar()
