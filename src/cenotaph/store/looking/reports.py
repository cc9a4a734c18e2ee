"""Which reports does the case hold, and which of them are still to be read?"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Row, select

from cenotaph.model.claims import Claim
from cenotaph.model.reports import Report
from cenotaph.model.terms import Sensitivity

from .. import tables
from ..opening import Case

STRIDE = 200


@dataclass(frozen=True, slots=True)
class ReportCard:
    """A report without its payload and text. `unread` says why its newest reading has no claims, where that is so."""

    id: str
    published: date
    publisher: str | None
    address: str | None
    title: str | None
    language: str | None
    found_at: str
    sensitivity: Sensitivity
    sha256: str
    text_sha256: str
    run: int
    reader: str | None = None
    unread: str | None = None


def known_reports(case: Case) -> dict[str, str]:
    """Report id → hash of its payload: tells new from known from conflicting. Withdrawn reports: see `tombstones`."""
    with case.reading() as connection:
        return dict(connection.execute(select(tables.reports.c.id, tables.reports.c.sha256)).all())


def known_hashes(case: Case) -> set[str]:
    """The hashes of all payloads that the case holds."""
    with case.reading() as connection:
        return set(connection.execute(select(tables.payloads.c.sha256)).scalars())


def report(case: Case, report_id: str) -> Report | None:
    """One report with its payload and text; None when it is not there."""
    with case.reading() as connection:
        row = connection.execute(_whole().where(tables.reports.c.id == report_id)).first()
    return None if row is None else _report(row)


#: How the readers of spreadsheets are called: what a person told in a table is not read again.
IMPORTED = "table+"


def unread_by(case: Case, reader: str) -> Iterator[Report]:
    """The reports that this version of the reader has not tried yet, in the order they came, a few at a time.

    A report it gave up on counts as tried. Rows of a spreadsheet are not read: a person has told
    what they say. Readings may be added between one report and the next.
    """
    reports, readings = tables.reports, tables.readings
    tried = select(readings.c.pk).where(readings.c.report == reports.c.pk, readings.c.reader == reader)
    told = select(readings.c.pk).where(readings.c.report == reports.c.pk, readings.c.reader.startswith(IMPORTED))
    query, last = _whole().where(~tried.exists(), ~told.exists()).order_by(reports.c.pk).limit(STRIDE), -1
    while True:
        with case.reading() as connection:
            rows = connection.execute(query.where(reports.c.pk > last)).all()
        if not rows:
            return
        last = rows[-1].pk
        yield from map(_report, rows)


def reports(case: Case) -> Iterator[ReportCard]:
    """All reports by day of publication and id, without payload and text."""
    yield from _cards(case, None)


def report_card(case: Case, report_id: str) -> ReportCard | None:
    """One report without payload and text; None when it is not there."""
    return next(_cards(case, report_id), None)


def report_of_figure(case: Case, figure: str) -> str | None:
    """The report that a figure is shown from: the earliest that has its text. Figures that a person added are there too."""
    reports = tables.reports
    query = (
        select(reports.c.id)
        .join_from(tables.figures, reports, reports.c.text_sha256 == tables.figures.c.text_sha256)
        .where(tables.figures.c.id == figure)
        .order_by(reports.c.published, reports.c.id)
    )
    with case.reading() as connection:
        return connection.execute(query).scalar()


def report_of_key(case: Case, key: str, keyed: Callable[[str], str]) -> str | None:
    """The id of the report that has this key; None when there is none."""
    with case.reading() as connection:
        return next((i for i in connection.execute(select(tables.reports.c.id)).scalars() if keyed(i) == key), None)


def texts(case: Case, report_ids: Collection[str]) -> dict[str, str]:
    """Report id → its text, for showing sentences. Ids that are not there are left out."""
    ids, found = sorted(set(report_ids)), {}
    query = select(tables.reports.c.id, tables.texts.c.text).join_from(
        tables.reports, tables.texts, tables.texts.c.sha256 == tables.reports.c.text_sha256
    )
    with case.reading() as connection:
        for n in range(0, len(ids), STRIDE):
            found.update(dict(connection.execute(query.where(tables.reports.c.id.in_(ids[n : n + STRIDE]))).all()))
    return found


def sentences(case: Case, claims: Iterable[Claim]) -> dict[str, str]:
    """The sentences that figures and withheld records stand in, by their id."""
    known = list(claims)
    found = texts(case, {c.report for c in known})
    return {c.id: found[c.report][c.sentence.start : c.sentence.end] for c in known}


def printed(case: Case, since: date | None = None, until: date | None = None) -> list[tuple[str, date, str, str | None]]:
    """Id, day of publication, text and publisher of the reports of these days, ends included; rows of spreadsheets are left out."""
    reports, readings = tables.reports, tables.readings
    told = select(readings.c.pk).where(readings.c.report == reports.c.pk, readings.c.reader.startswith(IMPORTED))
    query = select(reports.c.id, reports.c.published, tables.texts.c.text, reports.c.publisher).join_from(
        reports, tables.texts, tables.texts.c.sha256 == reports.c.text_sha256
    ).where(~told.exists())  # fmt: skip
    if since is not None:
        query = query.where(reports.c.published >= since)
    if until is not None:
        query = query.where(reports.c.published <= until)
    with case.reading() as connection:
        return [(row.id, row.published, row.text, row.publisher) for row in connection.execute(query)]


def _cards(case: Case, only: str | None) -> Iterator[ReportCard]:
    table, readings = tables.reports, tables.readings
    query = select(table, readings.c.reader, readings.c.unread).join_from(table, readings, isouter=True).order_by(readings.c.pk)
    with case.reading() as connection:
        rows = connection.execute(query if only is None else query.where(table.c.id == only)).all()
    newest = {row.pk: row for row in rows}
    for r in sorted(newest.values(), key=lambda r: (r.published, r.id)):
        yield ReportCard(
            r.id, r.published, r.publisher, r.address, r.title, r.language, r.found_at, Sensitivity(r.sensitivity), r.sha256,
            r.text_sha256, r.run, r.reader, r.unread,
        )  # fmt: skip


def _whole() -> Any:
    return (
        select(tables.reports, tables.texts.c.text, tables.payloads.c.bytes)
        .join_from(tables.reports, tables.texts, tables.texts.c.sha256 == tables.reports.c.text_sha256)
        .join(tables.payloads, tables.payloads.c.sha256 == tables.reports.c.sha256)
    )


def _report(r: Row[Any]) -> Report:
    return Report(
        r.id, r.text, r.published, r.bytes, r.publisher, r.address, r.title, r.language, r.found_at, Sensitivity(r.sensitivity)
    )
