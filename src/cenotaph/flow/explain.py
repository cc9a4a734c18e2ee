"""Explain: every field of every figure with the words it was read from, the rule that read them, and how sure that rule is."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from ..model.claims import Figure, Trace
from ..model.reports import Refusal, Report
from ..model.terms import Distance
from ..publishing.contract import contract
from ..settings import Settings
from ..sources import ColumnMap
from .read import read

#: The fields of the contract that each trace speaks for.
SPEAKS_FOR = {"happened": "date", "speaker": "source", "measure": "cumulative"}
FIELDS = ("fate", "count", "role", "side", "actor", "recipient", "source", "modality", "place", "date", "cumulative")
#: Fields that may be inferred from other figures or the reference; then no words of the report are theirs.
TOLD_ELSEWHERE = frozenset({"side", "actor", "recipient", "source", "place", "date"})


BY_A_PERSON = "set by a person"
#: The field of the contract that tells what a person sets by another name.
FIELD_OF = {
    "low": "count", "high": "count", "approx": "count", "words": "count", "unit": "count", "side_slug": "side", "speaker": "source",
    "institution": "source", "origin": "source", "venue": "source", "commitment": "modality", "distance": "modality",
    "place_id": "place", "from": "date", "to": "date", "measure": "cumulative",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a field has its value: the words of the report, the rule, and its confidence (0..1).

    No rule: nothing told it. A rule without words: inferred from other figures of the report or from the reference.
    """

    field: str
    value: str
    words: str = ""
    start: int | None = None
    end: int | None = None
    rule: str | None = None
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Explained:
    """A figure, the sentence it stands in, and a reason for every field, in the order of FIELDS."""

    figure: Figure
    sentence: str
    reasons: tuple[Reason, ...]


def explained(
    paths: Iterable[Path],
    settings: Settings,
    *,
    refuse: Callable[[Refusal], None],
    repeated: Callable[[Report], None] = lambda _: None,
    columns: ColumnMap | None = None,
    encoding: str | None = None,
) -> Iterator[Explained]:
    """The figures of the reports as `read` gives them, without linking, each with its reasons."""
    texts: dict[str, str] = {}
    figures = read(
        paths,
        settings,
        linked=False,
        refuse=refuse,
        repeated=repeated,
        columns=columns,
        encoding=encoding,
        seen=lambda report: texts.__setitem__(report.id, report.text),
    )
    for figure, _ in figures:
        text = texts[figure.report]
        yield Explained(figure, text[figure.sentence.start : figure.sentence.end], reasons(figure, text))


def reasons(figure: Figure, text: str, corrected: Collection[str] = ()) -> tuple[Reason, ...]:
    """A reason for every field of the contract; the last trace of a field is the one that gave its value.

    `corrected` are the fields that a person set: no words of the report tell these.
    """
    traces = {SPEAKS_FOR.get(t.field, t.field): t for t in figure.traces}
    by_person = {FIELD_OF.get(name, name) for name in corrected}
    return tuple(
        Reason(field, _value(figure, field), rule=BY_A_PERSON)
        if field in by_person
        else _reason(figure, field, traces.get(field), text)
        for field in FIELDS
    )


def _reason(figure: Figure, field: str, trace: Trace | None, text: str) -> Reason:
    value = _value(figure, field)
    if trace is None:
        return Reason(field, value)
    if field == "modality":
        trace = replace(trace, rule=_firmness(figure))
    if field in TOLD_ELSEWHERE and (trace.start, trace.end) == (figure.passage.start, figure.passage.end):
        return Reason(field, value, rule=trace.rule, confidence=trace.confidence)
    return Reason(field, value, text[trace.start : trace.end], trace.start, trace.end, trace.rule, trace.confidence)


def _firmness(figure: Figure) -> str:
    """The two fields that modality is derived from, in words."""
    away = "at no distance" if figure.distance is Distance.NONE else figure.distance.value
    return f"speaker {figure.commitment.value}, publisher {away}"


def _value(figure: Figure, field: str) -> str:
    row = contract(figure)
    if field == "count":
        return figure.count.text
    if field == "date":
        happened = figure.clocks.happened
        return happened.text if happened is not None else "not told"
    if field == "cumulative":
        return figure.measure.value
    value = row[field]
    return "not told" if value is None else str(value)
