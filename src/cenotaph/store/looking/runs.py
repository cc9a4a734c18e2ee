"""What was done to the case, by what and by whom? Runs, refusals, decisions, tombstones, and what there is now."""

from __future__ import annotations

import json
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from sqlalchemy import func, select

from cenotaph.model.reports import Refusal, Stage

from .. import tables
from ..opening import Case
from ..rows import compact
from .current import current_figures, current_withheld, newest


@dataclass(frozen=True, slots=True)
class RunCard:
    """One run. `outcome` is done, done with refusals, failed or interrupted; None while it goes on. Times are ISO 8601, UTC."""

    run: int
    command: str
    parameters: dict[str, Any]
    software: str
    started: str
    ended: str | None
    outcome: str | None
    counts: dict[str, int]
    input_sha256: str | None
    output_sha256: str | None


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided. An undone one stays, with who undid it, why and when."""

    decision: int
    kind: str
    subject: str
    other: str | None
    payload: dict[str, Any]
    by: str
    because: str
    decided_at: str
    undone_by: str | None = None
    undone_because: str | None = None
    undone_at: str | None = None


@dataclass(frozen=True, slots=True)
class Tombstone:
    """A report that was withdrawn: its id and hashes, by whom, why and when."""

    report: str
    sha256: str
    text_sha256: str
    by: str
    because: str
    at: str


def runs(case: Case) -> list[RunCard]:
    """All runs, oldest first."""
    with case.reading() as connection:
        rows = connection.execute(select(tables.runs).order_by(tables.runs.c.pk)).all()
    return [
        RunCard(
            r.pk, r.command, json.loads(r.parameters), r.software, r.started, r.ended, r.outcome, json.loads(r.counts or "{}"),
            r.input_sha256, r.output_sha256,
        )
        for r in rows
    ]  # fmt: skip


def refusals(case: Case, run: int | None = None) -> list[Refusal]:
    """What was refused, by one run or by all, in the order it happened."""
    query = select(tables.refusals).order_by(tables.refusals.c.pk)
    with case.reading() as connection:
        rows = connection.execute(query if run is None else query.where(tables.refusals.c.run == run)).all()
    return [Refusal(r.place, r.reason, r.cure, Stage(r.stage)) for r in rows]


def decisions(case: Case) -> list[Decision]:
    """All decisions, oldest first, undone ones included."""
    decided, undone = tables.decisions, tables.decision_undoings
    query = (
        select(decided, undone.c.by.label("undone_by"), undone.c.because.label("undone_because"), undone.c.at.label("undone_at"))
        .join_from(decided, undone, isouter=True)
        .order_by(decided.c.pk)
    )
    with case.reading() as connection:
        rows = connection.execute(query).all()
    return [
        Decision(
            r.pk, r.kind, r.subject, r.other, json.loads(r.payload), r.by, r.because, r.decided_at, r.undone_by, r.undone_because,
            r.undone_at,
        )
        for r in rows
    ]  # fmt: skip


def tombstones(case: Case) -> list[Tombstone]:
    """What was withdrawn, oldest first."""
    with case.reading() as connection:
        rows = connection.execute(select(tables.tombstones).order_by(tables.tombstones.c.pk)).all()
    return [Tombstone(r.report, r.sha256, r.text_sha256, r.by, r.because, r.at) for r in rows]


def reference_texts(case: Case) -> list[tuple[str, str]]:
    """(name, TOML text) of the case's own reference rows: the newest text of each name, in the order the names first came."""
    rows = select(tables.reference_rows.c.name, tables.reference_rows.c.toml).order_by(tables.reference_rows.c.pk)
    with case.reading() as connection:
        return list(dict(connection.execute(rows).all()).items())


def reference_history(case: Case) -> list[tuple[str, str]]:
    """Every change of the case's own rows, oldest first: rows kept again as they were are no change, going back to old ones is."""
    rows = select(tables.reference_rows.c.name, tables.reference_rows.c.sha256).order_by(tables.reference_rows.c.pk)
    history: list[tuple[str, str]] = []
    current: dict[str, str] = {}
    with case.reading() as connection:
        for name, seal in connection.execute(rows).tuples():
            if current.get(name) != seal:
                history.append((name, seal))
                current[name] = seal
    return history


def counts(case: Case) -> dict[str, int]:
    """How many of each there are now; figures and withheld are the current ones, a figure of several reports once."""
    whole = {
        "reports": tables.reports, "refusals": tables.refusals, "events": tables.events, "decisions": tables.decisions,
        "runs": tables.runs, "withdrawn": tables.tombstones,
    }  # fmt: skip
    figures = current_figures().with_only_columns(tables.figure_values.c.figure, maintain_column_froms=True).distinct()
    withheld = current_withheld().with_only_columns(tables.withheld.c.id, maintain_column_froms=True).distinct()
    read = select(func.count()).select_from(newest)
    with case.reading() as connection:
        found = {name: connection.execute(select(func.count()).select_from(table)).scalar_one() for name, table in whole.items()}
        found["read"] = connection.execute(read).scalar_one()
        found["unread"] = found["reports"] - found["read"]
        for name, query in (("figures", figures), ("withheld", withheld)):
            found[name] = connection.execute(select(func.count()).select_from(query.subquery())).scalar_one()
    return found


def fingerprint(case: Case) -> str:
    """Hash of all reports and of all that is currently read from them: equal for two builds of the same reports."""
    reports, readings = tables.reports, tables.readings
    query = select(
        reports.c.id, reports.c.sha256, reports.c.text_sha256, readings.c.reader, readings.c.sha256.label("seal"), readings.c.pk
    ).join_from(reports, readings, isouter=True)
    with case.reading() as connection:
        current = set(connection.execute(select(newest.c.reading)).scalars())
        rows = [(*r[:3], *((r.reader, r.seal) if r.pk in current else (None, None))) for r in connection.execute(query)]
    lines = sorted({compact(row) for row in rows})
    return sha256("\n".join(lines).encode()).hexdigest()
