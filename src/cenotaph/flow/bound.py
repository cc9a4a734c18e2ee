"""Bound: what follows for the numbers of a case, if all claims and relations hold, apart from what was claimed of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from ..ledger import statements
from ..ledger.bounds import follows
from ..ledger.contradictions import groups
from ..ledger.relations import holding, related
from ..model.reference import Reference
from ..model.relations import Bounds, Told, Unknown
from ..model.terms import Fate, Measure
from ..store.opening import Case
from .relate import decided, institutions_named, relate, wanted


@dataclass(frozen=True, slots=True)
class Followed:
    """Bounds that follow from what these institutions say, as a sentence, and the sentences of what forces either of them."""

    bounds: Bounds
    institutions: tuple[str, ...]
    says: str
    low_from: tuple[str, ...]
    high_from: tuple[str, ...]


def bound(
    case: Case,
    *,
    fate: Fate | None = None,
    conflict: str | None = None,
    side: str | None = None,
    institutions: Sequence[str] = (),
    known_by: date | None = None,
    on: date | None = None,
    accepted: Sequence[str] = (),
    refused: Sequence[str] = (),
) -> list[Followed]:
    """Every number for which more follows than was claimed, or nothing because the claims that bear on it cannot all be true.

    `on`: also the running totals of that day, told or not. The other parameters are those of `contradict`.
    """
    matter = relate(case, known_by=known_by)
    chosen = wanted(case, matter.rows, conflict=conflict, side=side)
    together = institutions_named(institutions, matter.telling.told)
    person = decided(matter, together, accepted=accepted, refused=refused)
    made: list[Followed] = []
    for own in groups(matter.telling, together):
        also = _on(own.told, on, matter.rows)
        ties = holding(related(own, matter.within, also=also), accepted=person.accepted, refused=person.refused)
        asked = [
            u
            for u in dict.fromkeys((*(t.unknown for t in own.told), *also))
            if (fate is None or u.question.fate is fate) and chosen.admits([u.question]) and not u.unnamed
        ]
        who = tuple(sorted({t.institution for t in own.told}))
        for b in follows(asked, own.told, ties):
            if b.follows or b.impossible:
                low, high = (tuple(statements.forced(x, matter.names)) for x in (b.low_from, b.high_from))
                made.append(Followed(b, who, statements.bounds(b, who, matter.names), low, high))
    return made


def _on(told: Iterable[Told], day: date | None, rows: Reference) -> list[Unknown]:
    """The running totals of a day, of conflicts that had begun."""
    if day is None:
        return []
    begun = {c.slug for c in rows.conflicts if c.first <= day}
    questions = dict.fromkeys((t.unknown.question, t.unknown.among) for t in told if not t.unknown.unnamed)
    return [
        Unknown(q, day, among)
        for q, among in questions
        if q.measure is Measure.RUNNING_TOTAL and q.event is None and q.conflict in begun
    ]
