"""Propose: what the figures of a case suggest, for a person to decide. Nothing is applied by itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ..ledger import proposals as ledger
from ..ledger import statements
from ..model.relations import Proposal, Relation, Unknown
from ..store import looking
from ..store.opening import Case
from .relate import Matter, institutions_named, proposed, relate, wanted


@dataclass(frozen=True, slots=True)
class Proposed:
    """A proposal with the sources' words, by figure id. `accepted`: a person has; those rejected are no more."""

    proposal: Proposal
    passages: dict[str, str]
    accepted: bool = False


@dataclass(frozen=True, slots=True)
class Undecided:
    """A relation that waits for a person, with its reason as a sentence and the numbers it would tie, with what is told of them."""

    relation: Relation
    says: str
    lesser: tuple[str, ...]
    greater: tuple[str, ...]


def propose(case: Case, *, conflict: str | None = None, side: str | None = None, known_by: date | None = None) -> list[Proposed]:
    """Derived, conserved and reworded figures and downward revisions, as known by a day.

    `derived` makes of them what the account takes: figure id → reason.
    """
    matter = relate(case, known_by=known_by)
    chosen = wanted(case, matter.rows, conflict=conflict, side=side)
    asked_of = {f.id: q for q, own in matter.questions.items() for f in own}
    by_id = {f.id: f for own in matter.questions.values() for f in own}
    found = [
        p
        for p in ledger.proposals(matter.questions, matter.telling.told, matter.names)
        if matter.verdicts.get(p.id, True) and chosen.admits(asked_of[i] for i in p.figures)
    ]
    words = looking.sentences(case, (by_id[i] for p in found for i in p.figures))
    return [
        Proposed(
            p,
            {i: words[i] for i in p.figures},
            accepted=p.id in matter.verdicts,
        )
        for p in found
    ]


def derived(found: Sequence[Proposed]) -> dict[str, str]:
    """The figures that are no origin of their own until a person rejects that, with the reason."""
    return ledger.derived(p.proposal for p in found)


def derived_in(matter: Matter) -> dict[str, str]:
    """The same, of all that a matter suggests."""
    found = ledger.proposals(matter.questions, matter.telling.told, matter.names)
    return ledger.derived(p for p in found if matter.verdicts.get(p.id, True))


def undecided(
    case: Case,
    *,
    conflict: str | None = None,
    side: str | None = None,
    institutions: Sequence[str] = (),
    known_by: date | None = None,
) -> list[Undecided]:
    """The relations that are not certain by structure, each once: accepted, they hold for all days."""
    matter = relate(case, known_by=known_by)
    chosen = wanted(case, matter.rows, conflict=conflict, side=side)
    together = institutions_named(institutions, matter.telling.told)
    told: defaultdict[Unknown, list[str]] = defaultdict(list)
    for t in matter.telling.told:
        if together is None or t.institution in together:
            told[t.unknown].append(f"{t.institution}: {t.figures[0].count.text}")
    waiting: dict[str, Relation] = {}
    for r in proposed(matter, together=together):
        if not r.certain and r.id not in matter.verdicts and chosen.admits(u.question for u in r.unknowns):
            waiting.setdefault(r.id, r)

    def numbers(side: tuple[Unknown, ...]) -> tuple[str, ...]:
        return tuple(f"{statements.number(u, matter.names)} ({'; '.join(told[u]) or 'not told'})" for u in side)

    return [Undecided(r, statements.relation(r), numbers(r.lesser), numbers(r.greater)) for r in waiting.values()]
