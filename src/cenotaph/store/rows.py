"""How is a claim written as a row, and a row read as a claim? Both ways, for figures and withheld records.

A reading's seal is a hash over the rows it gave, so that `verify` can tell whether a value was changed by hand, and two builds of
the same reports can be compared.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import Row as SqlRow

from cenotaph.model.claims import Claimant, Figure, Group, Passage, Trace, Where, Withheld
from cenotaph.model.counts import Count
from cenotaph.model.days import Clocks, Precision, Span
from cenotaph.model.terms import Basis, Commitment, Distance, Fate, Measure, Role, Standing, Unit

Values = dict[str, Any]
NOT_SEALED = frozenset({"reading"})


def compact(value: object) -> str:
    """JSON that is the same for equal values: keys in order, no spaces, characters as they are."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=str)


def seal(figures: Iterable[Mapping[str, Any]], withheld: Iterable[Mapping[str, Any]]) -> str:
    """Hash of everything a reading gave, whatever the order and whichever case it lies in."""
    rows = sorted(compact({k: v for k, v in row.items() if k not in NOT_SEALED}) for row in (*figures, *withheld))
    return sha256("\n".join(rows).encode()).hexdigest()


def _sentence(passage: Passage) -> Values:
    return {"sentence_start": passage.start, "sentence_end": passage.end, "sentence_sha256": passage.sha256}


def _said_by(group: Group, claimant: Claimant) -> Values:
    return {
        "side": group.side, "side_slug": group.slug, "role": group.role.value, "side_words": group.words,
        "speaker": claimant.speaker, "institution": claimant.institution, "origin": claimant.origin, "venue": claimant.venue,
        "publisher": claimant.publisher, "standing": claimant.standing.value, "basis": claimant.basis.value,
    }  # fmt: skip


def _happened(span: Span | None) -> Values:
    return {
        "happened_first": span and span.first, "happened_last": span and span.last,
        "happened_precision": span and span.precision.value,
    }  # fmt: skip


def figure_values(figure: Figure) -> Values:
    """The row of `figure_values`, but for its reading."""
    return {
        "figure": figure.id, "passage_sha256": figure.passage.sha256, **_sentence(figure.sentence),
        "low": figure.count.low, "high": figure.count.high, "approx": figure.count.approx, "unit": figure.count.unit.value,
        "words": figure.count.words, "measure": figure.measure.value, **_said_by(figure.group, figure.claimant),
        **_happened(figure.clocks.happened), "speaks_for": figure.clocks.speaks_for, "published": figure.clocks.published,
        "commitment": figure.commitment.value, "distance": figure.distance.value,
        "actor": figure.actor, "recipient": figure.recipient,
        "place_name": figure.place and figure.place.name, "place": figure.place and figure.place.place,
        "conflict": figure.conflict,
        "traces": compact([[t.field, t.rule, t.start, t.end, t.confidence] for t in figure.traces]),
    }  # fmt: skip


def withheld_values(record: Withheld) -> Values:
    """The row of `withheld`, but for its reading."""
    return {
        "id": record.id, **_sentence(record.sentence), "fates": compact([fate.value for fate in record.fates]),
        **_said_by(record.group, record.claimant), **_happened(record.period), "published": record.published,
        "conflict": record.conflict,
    }  # fmt: skip


class Reviver:
    """Rows back to claims. Groups, claimants, days and traces that come again are the same object: a case repeats itself a lot."""

    def __init__(self) -> None:
        self._seen: dict[Any, Any] = {}

    def figure(self, r: SqlRow[Any]) -> Figure:
        """From a row of figure_values joined with figures, reports (as `report`) and the run's start (as `recorded`)."""
        return Figure(
            id=r.figure,
            report=r.report,
            passage=Passage(r.report, r.start, r.end, r.passage_sha256),
            sentence=Passage(r.report, r.sentence_start, r.sentence_end, r.sentence_sha256),
            count=Count(r.low, r.high, r.approx, Unit(r.unit), r.words),
            fate=Fate(r.fate),
            measure=Measure(r.measure),
            group=self._group(r),
            claimant=self._claimant(r),
            clocks=Clocks(self._span(r), r.speaks_for, r.published, self._moment(r.recorded)),
            commitment=Commitment(r.commitment),
            distance=Distance(r.distance),
            actor=r.actor,
            recipient=r.recipient,
            place=None if r.place_name is None else Where(r.place_name, r.place),
            conflict=r.conflict,
            traces=tuple(Trace(*trace) for trace in json.loads(r.traces)),
        )

    def withheld(self, r: SqlRow[Any]) -> Withheld:
        """From a row of withheld joined with reports (as `report`)."""
        return Withheld(
            id=r.id,
            report=r.report,
            sentence=Passage(r.report, r.sentence_start, r.sentence_end, r.sentence_sha256),
            fates=tuple(Fate(fate) for fate in json.loads(r.fates)),
            group=self._group(r),
            claimant=self._claimant(r),
            published=r.published,
            period=self._span(r),
            conflict=r.conflict,
        )

    def _group(self, r: SqlRow[Any]) -> Group:
        key = (r.side, r.side_slug, r.role, r.side_words)
        found = self._seen.get(key)
        if found is None:
            found = self._seen[key] = Group(r.side, r.side_slug, Role(r.role), r.side_words)
        return found

    def _claimant(self, r: SqlRow[Any]) -> Claimant:
        key = (r.speaker, r.institution, r.origin, r.venue, r.publisher, r.standing, r.basis)
        found = self._seen.get(key)
        if found is None:
            found = self._seen[key] = Claimant(*key[:5], Standing(r.standing), Basis(r.basis))
        return found

    def _span(self, r: SqlRow[Any]) -> Span | None:
        if r.happened_precision is None:
            return None
        key = (r.happened_first, r.happened_last, r.happened_precision)
        found = self._seen.get(key)
        if found is None:
            found = self._seen[key] = Span(r.happened_first, r.happened_last, Precision(r.happened_precision))
        return found

    def _moment(self, iso: str) -> datetime:
        found = self._seen.get(iso)
        if found is None:
            found = self._seen[iso] = datetime.fromisoformat(iso)
        return found
