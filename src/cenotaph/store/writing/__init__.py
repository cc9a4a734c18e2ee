"""Adding to a case. Only the flow imports this room's writing side; nothing here changes a row that others may have read, but for
how far a report may go (`mark`).
"""

from .batches import ReadReport, add_batch, add_readings
from .decisions import add_anchor, add_decision, add_reference, undo_decision
from .derived import change_events, drop_derived, replace_events
from .marking import mark
from .runs import add_refusals, begin_run, end_run, mark_interrupted
from .withdrawing import Withdrawal, withdraw

__all__ = [
    "ReadReport",
    "Withdrawal",
    "add_anchor",
    "add_batch",
    "add_decision",
    "add_readings",
    "add_reference",
    "add_refusals",
    "begin_run",
    "change_events",
    "drop_derived",
    "end_run",
    "mark",
    "mark_interrupted",
    "replace_events",
    "undo_decision",
    "withdraw",
]
