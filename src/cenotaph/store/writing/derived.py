"""What can be dropped and rebuilt: the events. Each change is one transaction, so nobody sees half of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, delete, func, insert, select

from cenotaph.model.accounts import Event

from ..opening import Case
from ..rows import compact
from ..tables import DERIVED, event_figures
from ..tables import events as events_table
from ..tables import near_copies as near_copies_table

#: Names in one question to the database.
STRIDE = 500


def replace_events(case: Case, events: Sequence[Event], near_copies: Mapping[str, str] = {}) -> None:
    """These events and near-copies (report → original) instead of all that were there."""
    with case.writing() as connection:
        drop(connection)
        _insert(connection, events, 0, near_copies)


def _insert(connection: Connection, events: Sequence[Event], first: int, near_copies: Mapping[str, str]) -> None:
    rows = [{"id": e.id, "position": n, "disputed": compact(e.disputed)} for n, e in enumerate(events, first)]
    members = [{"event": e.id, "position": n, "figure": figure} for e in events for n, figure in enumerate(e.figures)]
    copies = [{"report": copy, "original": original} for copy, original in sorted(near_copies.items())]
    for table, values in ((events_table, rows), (event_figures, members), (near_copies_table, copies)):
        if values:
            connection.execute(insert(table), values)


def change_events(case: Case, events: Sequence[Event], near_copies: Mapping[str, str], gone: Sequence[str] = ()) -> None:
    """These events instead of all that any of their figures, or of those `gone`, was in; near-copies beside those there were."""
    names = [*(f for e in events for f in e.figures), *gone]
    with case.writing() as connection:
        old: set[str] = set()
        for n in range(0, len(names), STRIDE):
            mine = select(event_figures.c.event).where(event_figures.c.figure.in_(names[n : n + STRIDE]))
            old |= set(connection.execute(mine).scalars())
        for table, column in ((event_figures, event_figures.c.event), (events_table, events_table.c.id)):
            for some in (sorted(old)[n : n + STRIDE] for n in range(0, len(old), STRIDE)):
                connection.execute(delete(table).where(column.in_(some)))
        last = connection.execute(select(func.max(events_table.c.position))).scalar() or 0
        _insert(connection, events, last + 1, near_copies)


def drop_derived(case: Case) -> None:
    with case.writing() as connection:
        drop(connection)


def drop(connection: Connection) -> None:
    """Drop within the caller's transaction."""
    for table in DERIVED:
        connection.execute(delete(table))
