"""Figures and accounts as flat rows: CSV and JSON Lines with the same columns (docs/exports.md describes each)."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from ..model.accounts import Account
from .contract import contract
from .redaction import Printed, public_claimant

Row = Mapping[str, object]

FIGURE_COLUMNS = (
    "id", "event", "report", "start", "end", "words", "sentence", "fate", "unit", "low", "high", "approx", "measure", "side",
    "role", "actor", "recipient", "speaker", "institution", "origin", "venue", "publisher", "standing", "basis", "commitment",
    "distance", "modality", "place", "place_id", "date_from", "date_to", "speaks_for", "published", "conflict", "address",
    "report_sha256", "withheld",
)  # fmt: skip
ACCOUNT_COLUMNS = (
    "title", "fate", "unit", "side", "role", "conflict", "measure", "event", "place", "since", "register", "policy", "known_by",
    "low", "best", "high", "origins", "grade", "reasons", "warnings", "used", "set_aside", "withheld_by", "not_answered",
    "sentence",
)  # fmt: skip
#: What begins a formula in some spreadsheet; the last four are full-width signs.
FORMULA = frozenset("=+-@\t\r\n＝＋－＠")


def figure_row(printed: Printed) -> dict[str, object]:
    """One figure under FIGURE_COLUMNS. A vague count has neither low nor high: its words stay words."""
    f = printed.figure
    flat = contract(f)
    where, said = f.place, f.claimant
    row = {
        "id": f.id, "event": printed.event, "report": printed.report, "start": f.passage.start, "end": f.passage.end,
        "words": f.count.words, "sentence": printed.sentence, "fate": f.fate.value, "unit": f.count.unit.value,
        "low": f.count.low, "high": f.count.high, "approx": f.count.approx, "measure": f.measure.value, "side": f.group.side,
        "role": f.group.role.value, "actor": f.actor, "recipient": f.recipient, "speaker": said.speaker,
        "institution": said.institution, "origin": said.origin, "venue": said.venue, "publisher": said.publisher,
        "standing": said.standing.value, "basis": said.basis.value, "commitment": f.commitment.value,
        "distance": f.distance.value, "modality": f.modality.value, "place": where.name if where else None,
        "place_id": where.place if where else None, "date_from": flat["date_from"], "date_to": flat["date_to"],
        "speaks_for": f.clocks.speaks_for.isoformat(), "published": f.clocks.published.isoformat(), "conflict": f.conflict,
        "address": printed.address, "report_sha256": printed.sha256, "withheld": printed.withheld,
    }  # fmt: skip
    return {column: row[column] for column in FIGURE_COLUMNS}


def account_row(account: Account, title: str, sentence: str) -> dict[str, object]:
    """One account under ACCOUNT_COLUMNS. Open bounds, a best not given and a withheld number are empty, never 0."""
    q = account.question
    row = {
        "title": title, "fate": q.fate.value, "unit": q.unit.value, "side": q.side, "role": q.role.value, "conflict": q.conflict,
        "measure": q.measure.value, "event": q.event, "place": q.place, "since": _day(q.period.first if q.period else None),
        "register": q.register, "policy": account.policy, "known_by": _day(account.known_by),
        "low": account.low, "best": account.best, "high": account.high, "origins": account.origins,
        "grade": account.grade, "reasons": "; ".join(account.reasons), "warnings": "; ".join(account.warnings),
        "used": " ".join(j.figure.id for j in account.used), "set_aside": " ".join(j.figure.id for j in account.set_aside),
        "withheld_by": "; ".join(sorted({public_claimant(w.claimant).line for w in account.withheld})),
        "not_answered": account.refused, "sentence": sentence,
    }  # fmt: skip
    return {column: row[column] for column in ACCOUNT_COLUMNS}


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def as_json_lines(rows: Iterable[Row]) -> str:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def as_csv(columns: Sequence[str], rows: Iterable[Row]) -> str:
    """CSV with a header. What a spreadsheet would run as a formula gets an apostrophe in front; line ends are made one kind."""
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows({key: _cell(value) for key, value in row.items()} for row in rows)
    return out.getvalue()


def _cell(value: object) -> object:
    if not isinstance(value, str):
        return value
    text = value.replace("\r\n", "\n").replace("\r", "\n")  # a bare carriage return would end the row for other programs
    return f"'{text}" if value[:1] in FORMULA else text
