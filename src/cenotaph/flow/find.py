"""Find: reports by their words, and what was done to a case."""

from __future__ import annotations

from ..model.reports import Refusal
from ..store import looking
from ..store.opening import Case


def find(case: Case, words: str, *, limit: int = 20) -> list[looking.Hit]:
    """The reports that hold all these words, the best match first."""
    return looking.search(case, words, limit)


def history(case: Case) -> list[tuple[looking.RunCard, list[Refusal]]]:
    """Every run, the oldest first, with what it refused."""
    return [(run, list(looking.refusals(case, run.run))) for run in looking.runs(case)]
