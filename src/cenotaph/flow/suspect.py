"""Suspect: contradictions, proposals, relations and what follows, of a matter that is known already, as a page shows them."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from ..ledger import contradictions as ledger
from ..ledger import statements
from ..ledger.bounds import follows as bounded
from ..ledger.contradictions import Decided, groups
from ..ledger.relations import holding, related
from ..model.accounts import Question
from ..model.claims import Figure
from ..model.relations import Proposal, Relation, Unknown
from .relate import Matter, decided, proposed

Words = Callable[[Sequence[Figure]], dict[str, str]]
#: Seconds that may be spent on what follows; institutions that are left say so.
LONGEST = 20.0


@dataclass(frozen=True, slots=True)
class Quoted:
    """A figure's sentence beside what it was taken to say."""

    figure: str
    report: str
    count: str
    sentence: str
    said: str


@dataclass(frozen=True, slots=True)
class Contradicting:
    """Claims that cannot all be true: in a sentence, each claim with its source's words, and what ties them."""

    key: str
    says: str
    institutions: tuple[str, ...]
    conflict: str | None
    claims: tuple[tuple[str, tuple[Quoted, ...]], ...]
    reasons: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A proposal with the sentences it rests on. `accepted`: a person has."""

    id: str
    kind: str
    statement: str
    assumptions: tuple[str, ...]
    choices: tuple[str, ...]
    quotes: tuple[Quoted, ...]
    conflict: str | None
    accepted: bool


@dataclass(frozen=True, slots=True)
class Tie:
    """A relation between numbers that waits for a person."""

    id: str
    says: str
    lesser: tuple[str, ...]
    greater: tuple[str, ...]
    conflict: str | None


@dataclass(frozen=True, slots=True)
class Follows:
    """Bounds that follow from what one institution says, and the sentences of what forces either of them."""

    says: str
    low_from: tuple[str, ...]
    high_from: tuple[str, ...]


def contradicting(matter: Matter, words: Words) -> list[Contradicting]:
    """Every institution's contradictions with itself."""
    found = ledger.contradictions(matter.telling, matter.within, decided=_person(matter))
    quoted = words([f for c in found for t in c.forcing.told for f in t.figures[:3]])
    return [
        Contradicting(
            c.id,
            statements.contradiction(c, matter.names),
            c.institutions,
            next((t.unknown.question.conflict for t in c.forcing.told), None),
            tuple((statements.told(t, matter.names), tuple(_quote(f, quoted) for f in t.figures[:3])) for t in c.forcing.told),
            tuple((r.id if not r.certain else "", statements.relation(r)) for r in c.forcing.relations),
        )
        for c in found
    ]


def suggestions(matter: Matter, proposals: Sequence[Proposal], by_id: Mapping[str, Figure], words: Words) -> list[Suggestion]:
    """The proposals that no person has rejected."""
    quoted = words([by_id[i] for p in proposals for i in p.figures])
    return [
        Suggestion(
            p.id,
            p.kind.value,
            p.statement,
            p.assumptions,
            tuple(c for c in p.choices if c not in {"accept", "reject"}),
            tuple(_quote(by_id[i], quoted) for i in p.figures),
            by_id[p.figures[0]].conflict,
            p.id in matter.verdicts,
        )
        for p in proposals
    ]


def ties(matter: Matter) -> list[Tie]:
    """The relations that are not certain by structure and that nobody has decided, each once."""
    told: defaultdict[Unknown, list[str]] = defaultdict(list)
    for t in matter.telling.told:
        told[t.unknown].append(f"{t.institution}: {t.figures[0].count.text}")
    waiting: dict[str, Relation] = {}
    for r in proposed(matter, together=None):
        if not r.certain and r.id not in matter.verdicts:
            waiting.setdefault(r.id, r)

    def numbers(side: Iterable[Unknown]) -> tuple[str, ...]:
        return tuple(f"{statements.number(u, matter.names)} ({'; '.join(told[u]) or 'not told'})" for u in side)

    return [
        Tie(r.id, statements.relation(r), numbers(r.lesser), numbers(r.greater), r.unknowns[0].question.conflict)
        for r in waiting.values()
    ]


def follows(matter: Matter, key: Callable[[Question], str]) -> tuple[dict[str, list[Follows]], bool]:
    """What follows for totals, by the key of their question, and whether there was time for every institution."""
    made: defaultdict[str, list[Follows]] = defaultdict(list)
    person, until = _person(matter), time.monotonic() + LONGEST
    for own in groups(matter.telling, None):
        if time.monotonic() > until:
            return dict(made), False
        ties = holding(related(own, matter.within), accepted=person.accepted, refused=person.refused)
        asked = [u for u in dict.fromkeys(t.unknown for t in own.told) if u.question.event is None and not u.unnamed]
        who = tuple(sorted({t.institution for t in own.told}))
        for b in bounded(asked, own.told, ties) if asked else ():
            if b.follows:
                low, high = (tuple(statements.forced(x, matter.names)) for x in (b.low_from, b.high_from))
                made[key(b.unknown.question)].append(Follows(statements.bounds(b, who, matter.names), low, high))
    return dict(made), True


def _person(matter: Matter) -> Decided:
    return decided(matter, None, accepted=(), refused=())


def _quote(f: Figure, quoted: Mapping[str, str]) -> Quoted:
    return Quoted(f.id, f.report, f.count.text, quoted.get(f.id, ""), f"{f.claimant.chain}, {f.clocks.published}")
