"""How far a report may go: the one thing of it that may be set anew, for a danger is often known only later."""

from __future__ import annotations

from sqlalchemy import select, update

from cenotaph.model.errors import WrongUse
from cenotaph.model.terms import Sensitivity

from .. import tables
from ..opening import Case


def mark(case: Case, report: str, sensitivity: Sensitivity) -> tuple[Sensitivity, list[str]]:
    """Set a report's sensitivity: what it was, and which other reports carry the very same text under another one.

    WrongUse when there is no such report. The caller keeps who and why, in a run.
    """
    r = tables.reports.c
    with case.writing() as connection:
        found = connection.execute(select(r.pk, r.sensitivity, r.text_sha256).where(r.id == report)).first()
        if found is None:
            raise WrongUse(f"there is no report {report!r} in this case", cure="Find it by its words, then give its id.")
        connection.execute(update(tables.reports).where(r.pk == found.pk).values(sensitivity=sensitivity.value))
        others = connection.execute(
            select(r.id)
            .where(r.text_sha256 == found.text_sha256, r.pk != found.pk, r.sensitivity != sensitivity.value)
            .order_by(r.id)
        )
        return Sensitivity(found.sensitivity), list(others.scalars())
