"""Which tables does a case have? Their names are plain words; docs/store.md says what each row means.

Reports, readings and decisions are never changed. A figure's id is an anchor; what a reader made of it are values, one row for
each reading. `events`, `event_figures` and `near_copies` are derived and can be
dropped and rebuilt. Times are ISO 8601 in UTC, JSON is text.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.schema import SchemaItem

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _required(name: str, *rest: SchemaItem) -> Column[str]:
    return Column(name, Text, *rest, nullable=False)


def _optional(*names: str) -> list[Column[str]]:
    return [Column(name, Text) for name in names]


def _key() -> Column[int]:
    return Column("pk", Integer, primary_key=True)


def _run() -> Column[int]:
    return Column("run", Integer, ForeignKey("runs.pk"), nullable=False)


case_info = Table("case_info", metadata, Column("key", Text, primary_key=True), _required("value"))

runs = Table(
    "runs", metadata, _key(), _required("command"), _required("parameters"), _required("software"), _required("started"),
    *_optional("ended", "outcome", "counts", "input_sha256", "output_sha256"),
)  # fmt: skip

payloads = Table("payloads", metadata, Column("sha256", Text, primary_key=True), Column("bytes", LargeBinary, nullable=False))

texts = Table("texts", metadata, _key(), Column("sha256", Text, nullable=False, unique=True), _required("text"))

reports = Table(
    "reports", metadata, _key(), Column("id", Text, nullable=False, unique=True),
    _required("sha256", ForeignKey("payloads.sha256")), _required("text_sha256", ForeignKey("texts.sha256")),
    Column("published", Date, nullable=False), *_optional("publisher", "address", "title", "language"),
    _required("found_at"), _required("sensitivity"), _run(),
    Index(None, "sha256"), Index(None, "text_sha256"), Index(None, "published"),
)  # fmt: skip

refusals = Table(
    "refusals", metadata, _key(), _run(), _required("place"), _required("reason"), _required("cure"), _required("stage"),
)  # fmt: skip

readings = Table(
    "readings", metadata, _key(), Column("report", Integer, ForeignKey("reports.pk"), nullable=False), _required("reader"), _run(),
    Column("complete", Boolean, nullable=False), *_optional("unread"), Column("figures", Integer, nullable=False),
    Column("withheld", Integer, nullable=False), _required("sha256"), UniqueConstraint("report", "reader"),
)  # fmt: skip

figures = Table(
    "figures", metadata, Column("id", Text, primary_key=True), _required("text_sha256"), Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False), _required("fate"), Index(None, "text_sha256"),
)  # fmt: skip


def _reading() -> Column[int]:
    return Column("reading", Integer, ForeignKey("readings.pk"), primary_key=True)


def _sentence() -> list[Column[int] | Column[str]]:
    return [
        Column("sentence_start", Integer, nullable=False), Column("sentence_end", Integer, nullable=False),
        _required("sentence_sha256"),
    ]  # fmt: skip


def _said_by() -> list[Column[str]]:
    return [
        *_optional("side", "side_slug"), _required("role"), _required("side_words"),
        *_optional("speaker", "institution", "origin", "venue", "publisher"), _required("standing"), _required("basis"),
    ]  # fmt: skip


def _happened() -> list[Column[object]]:
    return [Column("happened_first", Date), Column("happened_last", Date), Column("happened_precision", Text)]


figure_values = Table(
    "figure_values", metadata, _reading(), Column("figure", Text, ForeignKey("figures.id"), primary_key=True),
    _required("passage_sha256"), *_sentence(), Column("low", BigInteger), Column("high", BigInteger),
    Column("approx", Boolean, nullable=False), _required("unit"), _required("words"), _required("measure"), *_said_by(),
    *_happened(), Column("speaks_for", Date, nullable=False), Column("published", Date, nullable=False),
    _required("commitment"), _required("distance"), *_optional("actor", "recipient", "place_name", "place", "conflict"),
    _required("traces"), Index(None, "figure"), Index(None, "published"),
)  # fmt: skip

withheld = Table(
    "withheld", metadata, _reading(), Column("id", Text, primary_key=True), *_sentence(), _required("fates"), *_said_by(),
    *_happened(), Column("published", Date, nullable=False), *_optional("conflict"), Index(None, "id"),
)  # fmt: skip

events = Table(
    "events", metadata, Column("id", Text, primary_key=True), Column("position", Integer, nullable=False), _required("disputed"),
)  # fmt: skip

event_figures = Table(
    "event_figures", metadata, Column("event", Text, ForeignKey("events.id"), primary_key=True),
    Column("position", Integer, primary_key=True), _required("figure", ForeignKey("figures.id")), Index(None, "figure"),
)  # fmt: skip

decisions = Table(
    "decisions", metadata, _key(), _required("kind"), _required("subject"), *_optional("other"), _required("payload"),
    _required("by"), _required("because"), _required("decided_at"),
)  # fmt: skip

decision_undoings = Table(
    "decision_undoings", metadata, Column("decision", Integer, ForeignKey("decisions.pk"), primary_key=True),
    _required("by"), _required("because"), _required("at"),
)  # fmt: skip

reference_rows = Table(
    "reference_rows", metadata, _key(), _required("name"), _required("toml"), _required("sha256"), _run(), _required("added_at"),
)  # fmt: skip

tombstones = Table(
    "tombstones", metadata, _key(), _required("report"), _required("sha256"), _required("text_sha256"), _required("by"),
    _required("because"), _required("at"), Index(None, "sha256"),
)  # fmt: skip

near_copies = Table("near_copies", metadata, Column("report", Text, primary_key=True), _required("original"))

DERIVED = (event_figures, events, near_copies)
