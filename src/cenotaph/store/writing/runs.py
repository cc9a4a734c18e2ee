"""What did a run do? Its beginning, its end, and the documents it refused."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import insert, update

from cenotaph.model.errors import CaseFault
from cenotaph.model.reports import Refusal

from ..opening import Case, now
from ..rows import compact
from ..tables import refusals as refusals_table
from ..tables import runs

OUTCOMES = ("done", "done with refusals", "failed", "interrupted")


def begin_run(case: Case, command: str, parameters: Mapping[str, object], software: str) -> int:
    """A new run, under the lock of `building`; its number goes with everything it adds."""
    row = {"command": command, "parameters": compact(dict(parameters)), "software": software, "started": now()}
    with case.writing() as connection:
        return int(connection.execute(insert(runs).values(row).returning(runs.c.pk)).scalar_one())


def end_run(
    case: Case, run: int, outcome: str, counts: Mapping[str, int], input_sha256: str | None, output_sha256: str | None
) -> None:
    """How the run ended; a run ends once."""
    if outcome not in OUTCOMES:
        raise ValueError(f"a run ends as one of {OUTCOMES}, not {outcome!r}")
    end = {
        "ended": now(), "outcome": outcome, "counts": compact(dict(counts)),
        "input_sha256": input_sha256, "output_sha256": output_sha256,
    }  # fmt: skip
    with case.writing() as connection:
        if not connection.execute(update(runs).where(runs.c.pk == run, runs.c.outcome.is_(None)).values(end)).rowcount:
            raise CaseFault(f"run {run} is not open", cure="A run is begun once and ended once.")


def mark_interrupted(case: Case) -> int:
    """Close the runs whose process was killed; call it under the lock, before a run begins. How many there were.

    `ended` stays empty, for nobody knows when it was; what they committed stays."""
    with case.writing() as connection:
        return int(connection.execute(update(runs).where(runs.c.outcome.is_(None)).values(outcome="interrupted")).rowcount)


def add_refusals(case: Case, run: int, refusals: Sequence[Refusal]) -> None:
    rows = [{"run": run, "place": r.place, "reason": r.reason, "cure": r.cure, "stage": r.stage.value} for r in refusals]
    if rows:
        with case.writing() as connection:
            connection.execute(insert(refusals_table), rows)
