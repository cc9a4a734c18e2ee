"""The one lawful exception to append-only: erase a report, because consent was withdrawn or a person is in danger.

Gone are its payload, text, index entry, title, address and place of finding, and every value read from it. What stays is the
tombstone (id, hashes, by whom, why, when), and the bare anchors that decisions name, without the values they set. Then the file is
rewritten so that no bytes linger. A payload or text that another report also carries stays with that report, which is handed back
for a decision.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, delete, insert, select, update
from sqlalchemy import text as sql

from cenotaph.model.errors import CaseFault, WrongUse

from .. import rows, tables
from ..indexing import forget_text
from ..opening import Case, now
from .derived import drop


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """What is left to do: `carried_by` are reports with the very same text or bytes, `backups` may still hold the report."""

    report: str
    carried_by: tuple[str, ...]
    backups: tuple[str, ...]


def withdraw(case: Case, report_id: str, by: str, because: str) -> Withdrawal:
    """Erase a report for good, under the lock of `building`. WrongUse when it is not there. Events are dropped: rebuild them."""
    with case.writing() as connection:
        found = connection.execute(select(tables.reports).where(tables.reports.c.id == report_id)).first()
        if found is None:
            raise WrongUse(f"there is no report {report_id!r} in this case", cure="Check the id.")
        drop(connection)
        _erase_readings(connection, found.pk)
        _erase_refusals(connection, found.found_at)
        connection.execute(delete(tables.reports).where(tables.reports.c.pk == found.pk))
        tombstone = {
            "report": found.id, "sha256": found.sha256, "text_sha256": found.text_sha256, "by": by, "because": because, "at": now(),
        }  # fmt: skip
        connection.execute(insert(tables.tombstones).values(tombstone))
        _erase_told(connection, found.id, found.text_sha256)
        others = _still_carried(connection, found.sha256, found.text_sha256)
    _rewrite(case)
    return Withdrawal(report_id, others, _backups(case))


def _erase_readings(connection: Connection, report: int) -> None:
    mine = select(tables.readings.c.pk).where(tables.readings.c.report == report)
    for table in (tables.figure_values, tables.withheld):
        connection.execute(delete(table).where(table.c.reading.in_(mine)))
    connection.execute(delete(tables.readings).where(tables.readings.c.report == report))


def _erase_refusals(connection: Connection, found_at: str) -> None:
    if found_at:
        connection.execute(delete(tables.refusals).where(tables.refusals.c.place == found_at))


def _erase_told(connection: Connection, report: str, text_sha256: str) -> None:
    """What persons wrote down from the report; that they decided, who and why stays.

    Where another report carries the very same text its figures live on, and so does what persons told of them.
    """
    decisions, reports = tables.decisions, tables.reports
    mine = decisions.c.subject.in_(select(tables.figures.c.id).where(tables.figures.c.text_sha256 == text_sha256))
    other = connection.execute(select(reports.c.id).where(reports.c.text_sha256 == text_sha256).order_by(reports.c.id)).scalar()
    if other is None:
        connection.execute(update(decisions).where(mine).values(payload="{}"))
        return
    for row in connection.execute(select(decisions.c.pk, decisions.c.payload).where(mine)).all():
        payload = json.loads(row.payload)
        if payload.get("report") == report:
            moved = rows.compact({**payload, "report": other})
            connection.execute(update(decisions).where(decisions.c.pk == row.pk).values(payload=moved))


def _still_carried(connection: Connection, sha256: str, text_sha256: str) -> tuple[str, ...]:
    reports, texts, payloads = tables.reports, tables.texts, tables.payloads
    same_bytes = set(connection.execute(select(reports.c.id).where(reports.c.sha256 == sha256)).scalars())
    same_text = set(connection.execute(select(reports.c.id).where(reports.c.text_sha256 == text_sha256)).scalars())
    if not same_bytes:
        connection.execute(delete(payloads).where(payloads.c.sha256 == sha256))
    if not same_text:
        row = connection.execute(select(texts.c.pk, texts.c.text).where(texts.c.sha256 == text_sha256)).one()
        forget_text(connection, row.pk, row.text)
        connection.execute(delete(texts).where(texts.c.pk == row.pk))
    return tuple(sorted(same_bytes | same_text))


def _rewrite(case: Case) -> None:
    with case.engine.connect() as connection:
        if case.path is not None:
            connection.exec_driver_sql("ROLLBACK")
            connection.exec_driver_sql("VACUUM")
            if connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()[0]:
                raise CaseFault(
                    "the report is withdrawn, but its bytes linger in the write-ahead log, for somebody is reading the case",
                    cure="End the other process; the log goes when the last one closes the case.",
                )
            return
        connection.execution_options(isolation_level="AUTOCOMMIT")
        for name in (*tables.metadata.tables, "texts_search"):
            connection.execute(sql(f'VACUUM FULL "{name}"'))


def _backups(case: Case) -> tuple[str, ...]:
    if case.path is not None:
        return tuple(sorted(str(p) for p in Path(case.path).parent.glob(f"{case.path.name}.backup-*")))
    with case.reading() as connection:
        found = connection.execute(sql("SELECT nspname FROM pg_namespace WHERE nspname LIKE 'backup\\_%' ORDER BY nspname"))
        return tuple(found.scalars())
