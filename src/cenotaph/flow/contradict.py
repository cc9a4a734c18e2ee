"""Contradict: which claims of a case cannot all be true, within each institution or over a set that a person chooses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ..ledger import contradictions as ledger
from ..ledger import statements
from ..model.relations import Contradiction
from ..store import looking
from ..store.opening import Case
from .relate import decided, institutions_named, relate, wanted


@dataclass(frozen=True, slots=True)
class Contradicted:
    """A contradiction with its heading, a sentence for each claim and each relation, and the sources' words by figure id."""

    contradiction: Contradiction
    says: str
    claims: tuple[str, ...]
    reasons: tuple[str, ...]
    passages: dict[str, str]


def contradict(
    case: Case,
    *,
    conflict: str | None = None,
    side: str | None = None,
    institutions: Sequence[str] = (),
    known_by: date | None = None,
    accepted: Sequence[str] = (),
    refused: Sequence[str] = (),
) -> list[Contradicted]:
    """Smallest sets of claims that cannot all be true, as known by a day.

    Without `institutions` each is held against itself alone; with them, all of the set are taken to count the same people.
    `accepted` and `refused` are ids of relations.
    """
    matter = relate(case, known_by=known_by)
    chosen = wanted(case, matter.rows, conflict=conflict, side=side)
    together = institutions_named(institutions, matter.telling.told)
    person = decided(matter, together, accepted=accepted, refused=refused)
    found = ledger.contradictions(matter.telling, matter.within, together=together, decided=person)
    found = [c for c in found if chosen.admits(t.unknown.question for t in c.forcing.told)]
    words = looking.sentences(case, (f for c in found for t in c.forcing.told for f in t.figures))
    return [
        Contradicted(
            c,
            statements.contradiction(c, matter.names),
            tuple(statements.told(t, matter.names) for t in c.forcing.told),
            tuple(statements.relation(r) for r in c.forcing.relations),
            {f.id: words[f.id] for t in c.forcing.told for f in t.figures},
        )
        for c in found
    ]
