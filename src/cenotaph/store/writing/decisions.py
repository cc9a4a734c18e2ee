"""What a person decided or added: decisions on figures, decisions taken back, and reference rows of the case's own."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256

from sqlalchemy import insert, select
from sqlalchemy.dialects import postgresql, sqlite

from cenotaph.model.claims import Figure
from cenotaph.model.errors import WrongUse

from ..opening import Case, now
from ..rows import compact
from ..tables import decision_undoings, decisions, figures, reference_rows


def add_decision(
    case: Case, kind: str, subject: str, *, by: str, because: str, other: str | None = None, payload: Mapping[str, object] = {}
) -> int:
    """One decision on a figure (by its id, an anchor), perhaps with another one. Its number."""
    row = {
        "kind": kind, "subject": subject, "other": other, "payload": compact(dict(payload)), "by": by, "because": because,
        "decided_at": now(),
    }  # fmt: skip
    with case.writing() as connection:
        return int(connection.execute(insert(decisions).values(row).returning(decisions.c.pk)).scalar_one())


def add_anchor(case: Case, figure: Figure, text_sha256: str) -> None:
    """A figure's anchor, so that events and decisions can name a figure that no reader has found."""
    make = sqlite.insert if case.engine.dialect.name == "sqlite" else postgresql.insert
    at = figure.passage
    row = {"id": figure.id, "text_sha256": text_sha256, "start": at.start, "end": at.end, "fate": figure.fate.value}
    with case.writing() as connection:
        connection.execute(make(figures).values(row).on_conflict_do_nothing())


def undo_decision(case: Case, decision: int, *, by: str, because: str) -> None:
    """Take a decision back: a row of its own, the decision stays readable. WrongUse when there is none or it is undone already."""
    with case.writing() as connection:
        found = connection.execute(
            select(decisions.c.pk, decision_undoings.c.at).outerjoin(decision_undoings).where(decisions.c.pk == decision)
        ).first()
        if found is None:
            raise WrongUse(f"there is no decision {decision}", cure="Look at the list of decisions.")
        if found.at is not None:
            raise WrongUse(f"decision {decision} was undone at {found.at} already")
        connection.execute(insert(decision_undoings).values(decision=decision, by=by, because=because, at=now()))


def add_reference(case: Case, run: int, name: str, toml_text: str) -> None:
    """Reference rows of the case's own, as the TOML text they were given in. A later text of the same name replaces the earlier."""
    row = {"name": name, "toml": toml_text, "sha256": sha256(toml_text.encode()).hexdigest(), "run": run, "added_at": now()}
    with case.writing() as connection:
        connection.execute(insert(reference_rows).values(row))
