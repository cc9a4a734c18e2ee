"""Is the case whole? Every hash is made again from what it was made of, every passage is looked up in its text.

A fault says where and what; `verify` of a sound case gives an empty list. Nothing is repaired: a case that has faults is restored
from a backup, or built again from the reports.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, Row, Table, select
from sqlalchemy import text as sql
from sqlalchemy.exc import DatabaseError

from cenotaph.model.claims import anchor
from cenotaph.model.reports import text_hash

from . import rows, tables
from .opening import Case

STRIDE = 200


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, and with which row."""

    where: str
    what: str


def verify(case: Case) -> list[Fault]:
    """All faults of the case, in one consistent view of it."""
    faults: list[Fault] = []
    checks: tuple[Callable[[Connection], Iterator[Fault]], ...] = (
        _database,
        _payloads,
        _texts,
        _readings,
        _orphans,
        _added,
        _references,
    )
    with case.reading() as connection:
        for check in checks:
            try:
                faults.extend(check(connection))
            except DatabaseError as error:
                faults.append(Fault(case.where, f"the database cannot be read: {str(error.orig).strip().splitlines()[0]}"))
    return faults


def _database(connection: Connection) -> Iterator[Fault]:
    if connection.dialect.name != "sqlite":
        return  # PostgreSQL keeps its own constraints, and its pages are the server's to check
    for (line,) in connection.execute(sql("PRAGMA integrity_check")):
        if line != "ok":
            yield Fault("the file", line)
    for row in connection.execute(sql("PRAGMA foreign_key_check")):
        yield Fault(f"{row[0]} row {row[1]}", f"points to a row of {row[2]} that is not there")


def _payloads(connection: Connection) -> Iterator[Fault]:
    for row in _all(connection, tables.payloads, "sha256"):
        if sha256(row.bytes).hexdigest() != row.sha256:
            yield Fault(f"payload {row.sha256}", "its bytes have another hash")


def _texts(connection: Connection) -> Iterator[Fault]:
    for row in _all(connection, tables.texts, "pk"):
        if text_hash(row.text) != row.sha256:
            yield Fault(f"text {row.sha256}", "its characters have another hash")


def _readings(connection: Connection) -> Iterator[Fault]:
    reports, last = tables.reports, -1
    query = select(reports.c.pk, reports.c.id, reports.c.text_sha256, reports.c.published, tables.texts.c.text).join_from(
        reports, tables.texts, tables.texts.c.sha256 == reports.c.text_sha256
    )
    while batch := connection.execute(query.where(reports.c.pk > last).order_by(reports.c.pk).limit(STRIDE)).all():
        last = batch[-1].pk
        pks = [report.pk for report in batch]
        readings = _grouped(connection, select(tables.readings).where(tables.readings.c.report.in_(pks)), "report")
        mine = [reading.pk for group in readings.values() for reading in group]
        values = tables.figure_values
        figures = _grouped(connection, select(values).where(values.c.reading.in_(mine)), "reading")
        withheld = _grouped(connection, select(tables.withheld).where(tables.withheld.c.reading.in_(mine)), "reading")
        anchored = select(tables.figures).join(values, values.c.figure == tables.figures.c.id).where(values.c.reading.in_(mine))
        anchors = {row.id: row for row in connection.execute(anchored)}
        for report in batch:
            if report.pk not in readings:
                yield Fault(f"report {report.id}", "no reader has tried it")
            for reading in readings.get(report.pk, ()):
                yield from _reading(report, reading, figures.get(reading.pk, []), withheld.get(reading.pk, []), anchors)


def _reading(
    report: Any, reading: Row[Any], figures: list[Row[Any]], withheld: list[Row[Any]], anchors: dict[str, Row[Any]]
) -> Iterator[Fault]:
    where = f"reading of {report.id} by {reading.reader}"
    if reading.complete == (reading.unread is not None):
        yield Fault(where, "it is neither complete nor given up with a reason")
    if (len(figures), len(withheld)) != (reading.figures, reading.withheld):
        gave = f"{reading.figures} figures and {reading.withheld} withheld"
        yield Fault(where, f"it gave {gave}, there are {len(figures)} and {len(withheld)}")
    if rows.seal([f._asdict() for f in figures], [w._asdict() for w in withheld]) != reading.sha256:
        yield Fault(where, "its values have another hash")
    for value in figures:
        point = anchors[value.figure]
        if anchor("fig", report.text_sha256, point.start, point.end, point.fate) != value.figure:
            yield Fault(f"figure {value.figure}", f"its id is not the anchor of its passage in {report.id}")
        if text_hash(report.text[point.start : point.end]) != value.passage_sha256:
            yield Fault(f"figure {value.figure}", f"its passage {point.start}..{point.end} does not point into {report.id}")
    for value in (*figures, *withheld):
        if value.published != report.published:
            yield Fault(where, f"a claim was published on {value.published}, the report on {report.published}")
        if text_hash(report.text[value.sentence_start : value.sentence_end]) != value.sentence_sha256:
            claim, place = value._asdict(), f"{value.sentence_start}..{value.sentence_end}"
            yield Fault(f"claim {claim.get('figure') or claim['id']}", f"its sentence {place} does not point into {report.id}")


def _orphans(connection: Connection) -> Iterator[Fault]:
    indexed = "texts_search_docsize" if connection.dialect.name == "sqlite" else "texts_search"
    column = "id" if connection.dialect.name == "sqlite" else "pk"
    questions = {
        "payload {}: no report has it": "SELECT sha256 FROM payloads WHERE sha256 NOT IN (SELECT sha256 FROM reports)",
        "text {}: no report has it": "SELECT sha256 FROM texts WHERE sha256 NOT IN (SELECT text_sha256 FROM reports)",
        "report {}: its text is not there": "SELECT id FROM reports WHERE text_sha256 NOT IN (SELECT sha256 FROM texts)",
        "text {}: it is not in the search index": f"SELECT sha256 FROM texts WHERE pk NOT IN (SELECT {column} FROM {indexed})",
        "search index {}: its text is not there": f"SELECT {column} FROM {indexed} WHERE {column} NOT IN (SELECT pk FROM texts)",
        "figure {}: no reading has values for it": "SELECT id FROM figures WHERE id NOT IN (SELECT figure FROM figure_values)"
        " AND text_sha256 NOT IN (SELECT text_sha256 FROM tombstones)"
        " AND id NOT IN (SELECT subject FROM decisions WHERE kind = 'add')",
    }
    for words, question in questions.items():
        where, _, what = words.partition(": ")
        for (found,) in connection.execute(sql(question)):
            yield Fault(where.format(found), what)


def _added(connection: Connection) -> Iterator[Fault]:
    """Figures that persons added: do they still point into their report?"""
    told = select(tables.decisions).where(tables.decisions.c.kind == "add")
    texts = select(tables.reports.c.id, tables.texts.c.text).join_from(
        tables.reports, tables.texts, tables.texts.c.sha256 == tables.reports.c.text_sha256
    )
    for row in connection.execute(told).all():
        payload = json.loads(row.payload)
        report = connection.execute(texts.where(tables.reports.c.id == payload.get("report"))).first() if payload else None
        if report is None:
            continue  # it was withdrawn
        for part in ("", "sentence_"):
            start, end = payload[f"{part}start"], payload[f"{part}end"]
            if text_hash(report.text[start:end]) != payload[f"{part}sha256"]:
                yield Fault(f"decision {row.pk}", f"its passage {start}..{end} does not point into {report.id}")


def _references(connection: Connection) -> Iterator[Fault]:
    for row in _all(connection, tables.reference_rows, "pk"):
        if sha256(row.toml.encode()).hexdigest() != row.sha256:
            yield Fault(f"reference text {row.name}", "it has another hash")


def _all(connection: Connection, table: Table, key: str) -> Iterator[Row[Any]]:
    """Every row in order of its key, a few at a time: payloads together need not fit into memory."""
    column, last = table.c[key], None
    while True:
        query = select(table).order_by(column).limit(STRIDE)
        batch = connection.execute(query if last is None else query.where(column > last)).all()
        yield from batch
        if len(batch) < STRIDE:
            return
        last = batch[-1]._mapping[key]


def _grouped(connection: Connection, query: Any, key: str) -> dict[Any, list[Row[Any]]]:
    groups: defaultdict[Any, list[Row[Any]]] = defaultdict(list)
    for row in connection.execute(query):
        groups[row._mapping[key]].append(row)
    return dict(groups)
