"""Trace: one figure down to the file it came from and the run that read it."""

from __future__ import annotations

from ..model.errors import WrongUse
from ..store import looking
from ..store.opening import Case


def trace(case: Case, figure: str) -> looking.Trail:
    """The trail of a figure by its id or the beginning of it; WrongUse when there is none."""
    found = looking.trail(case, figure)
    if found is None:
        raise WrongUse(f"the case has no figure {figure!r}", cure="`cenotaph figures CASE` lists them with their ids.")
    return found
