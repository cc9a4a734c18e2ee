"""What can be dropped and rebuilt: the events. Each change is one transaction, so nobody sees half of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, delete, insert

from cenotaph.model.accounts import Event

from ..opening import Case
from ..rows import compact
from ..tables import DERIVED, event_figures
from ..tables import events as events_table
from ..tables import near_copies as near_copies_table


def replace_events(case: Case, events: Sequence[Event], near_copies: Mapping[str, str] = {}) -> None:
    """These events and near-copies (report → original) instead of all that were there."""
    rows = [{"id": e.id, "position": n, "disputed": compact(e.disputed)} for n, e in enumerate(events)]
    members = [{"event": e.id, "position": n, "figure": figure} for e in events for n, figure in enumerate(e.figures)]
    with case.writing() as connection:
        drop(connection)
        if rows:
            connection.execute(insert(events_table), rows)
        if members:
            connection.execute(insert(event_figures), members)
        if near_copies:
            rows = [{"report": copy, "original": first} for copy, first in sorted(near_copies.items())]
            connection.execute(insert(near_copies_table), rows)


def drop_derived(case: Case) -> None:
    with case.writing() as connection:
        drop(connection)


def drop(connection: Connection) -> None:
    """Drop within the caller's transaction."""
    for table in DERIVED:
        connection.execute(delete(table))
