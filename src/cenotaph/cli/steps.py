"""How far long work is, on standard error and only when a person is looking."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from . import showing


@contextmanager
def steps() -> Iterator[Callable[[str, int, int], None]]:
    """Called with what is going on, how much of it is done, of how much."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=showing.err, transient=True, disable=not sys.stderr.isatty()) as bar:
        task = bar.add_task("")

        def advance(what: str, done: int, of: int) -> None:
            bar.update(task, description=what, completed=done, total=of)

        yield advance
