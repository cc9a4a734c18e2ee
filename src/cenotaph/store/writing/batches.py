"""Reports and what a reader made of them, a batch in one transaction: a killed build loses at most the batch it was at.

A document that does not fit (its id is taken, it was withdrawn) is refused; one whose claims do not fit its text is kept unread.
Either way the refusal is recorded here and handed back, and the rest of the batch goes in.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, Table, insert, select
from sqlalchemy.dialects import postgresql, sqlite

from cenotaph.model.claims import Claim, Figure, Passage, Withheld, anchor
from cenotaph.model.reports import Refusal, Report, Stage

from .. import rows, tables
from ..indexing import index_texts
from ..opening import Case

LARGEST = 2**63 - 1


@dataclass(frozen=True, slots=True)
class ReadReport:
    """A report with its claims. `unread` says why it was kept but not read; there are no claims then."""

    report: Report
    figures: tuple[Figure, ...] = ()
    withheld: tuple[Withheld, ...] = ()
    unread: str | None = None


def add_batch(case: Case, run: int, reports: Sequence[ReadReport], reader: str) -> tuple[Refusal, ...]:
    """Reports new to the case, with their first reading."""
    with case.writing() as connection:
        new, refused = _new_ones(connection, reports)
        pks = _add_reports(connection, run, [r.report for r in new])
        refused += _add_readings(connection, run, list(zip(pks, new, strict=True)), reader)
        _record(connection, run, refused)
    return tuple(refused)


def add_readings(case: Case, run: int, reports: Sequence[ReadReport], reader: str) -> tuple[Refusal, ...]:
    """What another reader makes of reports already there (`looking.unread_by`); earlier readings stay."""
    with case.writing() as connection:
        ids = [r.report.id for r in reports]
        there = {row.id: row for row in connection.execute(select(tables.reports).where(tables.reports.c.id.in_(ids))).all()}
        done = set(
            connection.execute(
                select(tables.reports.c.id)
                .join(tables.readings, tables.readings.c.report == tables.reports.c.pk)
                .where(tables.reports.c.id.in_(ids), tables.readings.c.reader == reader)
            ).scalars()
        )
        refused: list[Refusal] = []
        fit: list[tuple[int, ReadReport]] = []
        for read in reports:
            row = there.get(read.report.id)
            if row is None or row.text_sha256 != read.report.text_sha256:
                refused.append(_refusal(read.report, "it is not in the case with this text", "Add the report first."))
            elif read.report.id in done:
                refused.append(_refusal(read.report, f"{reader!r} has read it already", "Give a changed reader a new version."))
            else:
                done.add(read.report.id)
                fit.append((row.pk, read))
        refused += _add_readings(connection, run, fit, reader)
        _record(connection, run, refused)
    return tuple(refused)


def _new_ones(connection: Connection, reports: Sequence[ReadReport]) -> tuple[list[ReadReport], list[Refusal]]:
    ids, seals = [r.report.id for r in reports], [r.report.sha256 for r in reports]
    taken = dict(connection.execute(select(tables.reports.c.id, tables.reports.c.sha256).where(tables.reports.c.id.in_(ids))).all())
    gone = _withdrawn(connection, [r.report for r in reports])
    new: list[ReadReport] = []
    refused: list[Refusal] = []
    for read, sha256 in zip(reports, seals, strict=True):
        if not gone.isdisjoint(_marks(read.report)):
            refused.append(_refusal(read.report, "it was withdrawn from this case", "Leave it out; it does not return."))
        elif read.report.id in taken:
            same = "already there" if taken[read.report.id] == sha256 else "taken by a report of other content"
            refused.append(_refusal(read.report, f"the id {read.report.id!r} is {same}", "Give a changed report an id of its own."))
        else:
            taken[read.report.id] = sha256
            new.append(read)
    return new, refused


def _marks(report: Report) -> tuple[tuple[str, str], ...]:
    """By what a withdrawn report is known again: one byte more makes another hash, and another name makes another id."""
    return ("report", report.id), ("sha256", report.sha256), ("text_sha256", report.text_sha256)


def _withdrawn(connection: Connection, reports: Sequence[Report]) -> set[tuple[str, str]]:
    """Those marks of the reports that stand on a tombstone."""
    wanted: defaultdict[str, list[str]] = defaultdict(list)
    for report in reports:
        for name, value in _marks(report):
            wanted[name].append(value)
    found: set[tuple[str, str]] = set()
    for name, values in wanted.items():
        column = tables.tombstones.c[name]
        found |= {(name, value) for value in connection.execute(select(column).where(column.in_(values))).scalars()}
    return found


def _add_reports(connection: Connection, run: int, reports: Sequence[Report]) -> list[int]:
    if not reports:
        return []
    texts = {r.text_sha256: r.text for r in reports}
    old = set(connection.execute(select(tables.texts.c.sha256).where(tables.texts.c.sha256.in_(texts))).scalars())
    fresh = [{"sha256": key, "text": text} for key, text in texts.items() if key not in old]
    _insert_missing(connection, tables.payloads, [{"sha256": r.sha256, "bytes": r.payload} for r in reports])
    if fresh:
        adding = insert(tables.texts).returning(tables.texts.c.pk, sort_by_parameter_order=True)
        pks = connection.execute(adding, fresh).scalars().all()
        index_texts(connection, [(pk, row["text"]) for pk, row in zip(pks, fresh, strict=True)])
    adding = insert(tables.reports).returning(tables.reports.c.pk, sort_by_parameter_order=True)
    return list(connection.execute(adding, [_report_row(r, run) for r in reports]).scalars())


def _report_row(report: Report, run: int) -> rows.Values:
    return {
        "id": report.id, "sha256": report.sha256, "text_sha256": report.text_sha256, "published": report.published,
        "publisher": report.publisher, "address": report.address, "title": report.title, "language": report.language,
        "found_at": report.found_at, "sensitivity": report.sensitivity.value, "run": run,
    }  # fmt: skip


def _add_readings(connection: Connection, run: int, reports: Sequence[tuple[int, ReadReport]], reader: str) -> list[Refusal]:
    if not reports:
        return []
    refused: list[Refusal] = []
    checked: list[ReadReport] = []
    for _, read in reports:
        flaw = None if read.unread else flaw_of(read)
        if flaw:
            refused.append(_refusal(read.report, flaw, "The report is kept, unread. Please tell the makers of the reader."))
        checked.append(ReadReport(read.report, unread=read.unread or flaw) if read.unread or flaw else read)
    values = [([rows.figure_values(f) for f in r.figures], [rows.withheld_values(w) for w in r.withheld]) for r in checked]
    adding = insert(tables.readings).returning(tables.readings.c.pk, sort_by_parameter_order=True)
    pks = connection.execute(
        adding,
        [
            {
                "report": pk, "reader": reader, "run": run, "complete": read.unread is None, "unread": read.unread,
                "figures": len(figures), "withheld": len(withheld), "sha256": rows.seal(figures, withheld),
            }
            for (pk, _), read, (figures, withheld) in zip(reports, checked, values, strict=True)
        ],
    ).scalars().all()  # fmt: skip
    anchors = [
        {"id": f.id, "text_sha256": r.report.text_sha256, "start": f.passage.start, "end": f.passage.end, "fate": f.fate.value}
        for r in checked
        for f in r.figures
    ]
    _insert_missing(connection, tables.figures, anchors)
    numbered = list(zip(pks, values, strict=True))
    _insert(connection, tables.figure_values, [{"reading": pk, **row} for pk, (figures, _) in numbered for row in figures])
    _insert(connection, tables.withheld, [{"reading": pk, **row} for pk, (_, withheld) in numbered for row in withheld])
    return refused


def flaw_of(read: ReadReport) -> str | None:
    """What keeps these claims out of the case, in words: the first thing found, None when all is well."""
    report, text = read.report, read.report.text
    seal = report.text_sha256
    claims: list[Claim] = [*read.figures, *read.withheld]
    for claim, times in Counter(c.id for c in claims).items():
        if times > 1:
            return f"two claims of {report.id!r} share the anchor {claim}"
    passages: list[tuple[str, Passage]] = []
    for figure in read.figures:
        passages += [(figure.id, figure.passage), (figure.id, figure.sentence)]
        if figure.id != anchor("fig", seal, figure.passage.start, figure.passage.end, figure.fate.value):
            return f"the id {figure.id} is not the anchor of its passage {figure.passage.start}..{figure.passage.end}"
        if max(figure.count.low or 0, figure.count.high or 0) > LARGEST:
            return f"the count of {figure.id} is larger than a case can hold"
    passages += [(record.id, record.sentence) for record in read.withheld]
    for claim, passage in passages:
        if passage.report != report.id or not passage.points_into(text):
            return f"a passage of {claim} ({passage.start}..{passage.end} of {passage.report!r}) does not point into its text"
    return None


def _insert(connection: Connection, table: Table, values: Sequence[rows.Values]) -> None:
    if values:
        connection.execute(insert(table), values)


def _insert_missing(connection: Connection, table: Table, values: Sequence[rows.Values]) -> None:
    if values:
        make = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
        connection.execute(make(table).on_conflict_do_nothing(), values)


def _refusal(report: Report, reason: str, cure: str) -> Refusal:
    return Refusal(report.found_at or report.id, reason, cure, Stage.STORE)


def _record(connection: Connection, run: int, refused: Iterable[Refusal]) -> None:
    _insert(
        connection,
        tables.refusals,
        [{"run": run, "place": r.place, "reason": r.reason, "cure": r.cure, "stage": r.stage.value} for r in refused],
    )
