"""Relate: the figures of a case as claims on unknowns, with what the reference knows of what lies in what."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches

from ..ledger.contradictions import Decided, groups
from ..ledger.questions import asked
from ..ledger.relations import Within, related
from ..ledger.statements import Names
from ..ledger.telling import Telling, telling
from ..model.accounts import Event, Question
from ..model.claims import Figure
from ..model.errors import WrongUse
from ..model.reference import Reference
from ..model.relations import Relation, Told
from ..store import looking
from ..store.opening import Case
from .decided import Standing, standing
from .decided import figures as decided_figures
from .link import link
from .refer import conflict_and_episodes, known


@dataclass(frozen=True)
class Matter:
    """What is known by a day: questions with their figures, the claims that bound something, names and scopes."""

    questions: dict[Question, list[Figure]]
    telling: Telling
    within: Within
    names: Names
    rows: Reference
    verdicts: dict[str, bool]


def relate(case: Case, *, known_by: date | None = None) -> Matter:
    """Everything that was published by the day; with a day, events are linked from that and from nothing else."""
    rows = known(case)
    stands = standing(case)
    figures = decided_figures(case, known_by=known_by, decisions=stands)
    events = looking.events(case) if known_by is None else link(figures, rows, stands.said)
    return matter(figures, events, rows, stands)


def matter(figures: Sequence[Figure], events: Iterable[Event], rows: Reference, stands: Standing) -> Matter:
    """What these figures claim, without what persons superseded."""
    questions = asked(figures, events, rows)
    within = Within(
        parties={c.slug: c.parties for c in rows.conflicts},
        episode_of={c.slug: c.part_of for c in rows.conflicts if c.part_of},
        lies_in=_countries(questions, rows),
    )
    names = Names({s.slug: s.name for s in rows.sides}, {c.slug: c.name for c in rows.conflicts})
    counting = _counting(questions, stands)
    return Matter(questions, telling(counting), within, names, rows, stands.verdicts)


def _counting(questions: dict[Question, list[Figure]], stands: Standing) -> dict[Question, list[Figure]]:
    """Without the claims that a revision took the place of: printed again or not, and not before the revision was published."""
    revisions = [d.payload for d in stands.of("accept") if d.payload.get("as")]
    if not revisions:
        return questions
    counting: dict[Question, list[Figure]] = {}
    for question, own in questions.items():
        by_id = {f.id: f for f in own}
        until: dict[tuple[object, ...], date] = {}  # a claim that was superseded, and the day that the revision speaks for
        for revision in revisions:
            days = [by_id[i].clocks.speaks_for for i in revision["by"] if i in by_id]
            for i in revision["superseded"] if days else ():
                if i in by_id:
                    until[_claim(by_id[i])] = max(*days, until.get(_claim(by_id[i]), date.min))
        kept = [f for f in own if f.clocks.speaks_for > until.get(_claim(f), date.min)]
        if kept:
            counting[question] = kept
    return counting


def _claim(f: Figure) -> tuple[object, ...]:
    return f.claimant.line, f.count.low, f.count.high


def _countries(questions: dict[Question, list[Figure]], rows: Reference) -> dict[str, str]:
    """The country of every place that a question is asked of."""
    named = {q.place: f.place.name for q, own in questions.items() if q.place for f in own if f.place and f.place.place == q.place}
    lies_in: dict[str, str] = {}
    for place, name in named.items():
        code = next((p.country for p in rows.places_named(name) if p.id == place), None)
        country = rows.country_place(code) if code else None
        if country is not None and country.id != place:
            lies_in[place] = country.id
    return lies_in


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which results a person asked for. Filters choose among results; they never change one."""

    conflicts: frozenset[str] | None
    sides: frozenset[str] | None

    def admits(self, questions: Iterable[Question]) -> bool:
        """Whether one of these questions is about the conflict and the side."""
        return any(
            (self.conflicts is None or q.conflict in self.conflicts) and (self.sides is None or q.side in self.sides)
            for q in questions
        )


def wanted(case: Case, rows: Reference, *, conflict: str | None, side: str | None) -> Wanted:
    """The conflict with its episodes and the side that a person names; WrongUse when there is none."""
    slugs = conflict_and_episodes(case, conflict)
    sides = None
    if side is not None:
        sides = frozenset({s.slug for s in rows.sides_named(side)} | ({side} & {"both", *(s.slug for s in rows.sides)}))
        if not sides:
            raise WrongUse(
                f"no side is named {side!r}", cure="Name a state, an authority or an armed group; `cenotaph refer` adds your own."
            )
    return Wanted(None if slugs is None else frozenset(slugs), sides)


def institutions_named(names: Sequence[str], told: Iterable[Told]) -> frozenset[str] | None:
    """The institutions that a person names, as their lines are called; None when none is named. WrongUse shows near ones."""
    if not names:
        return None
    lines = {t.institution.casefold(): t.institution for t in told}
    for name in names:
        if name.casefold() not in lines:
            near = [lines[n] for n in get_close_matches(name.casefold(), lines, n=3, cutoff=0.4)]
            hint = f"Did you mean {' or '.join(near)}? " if near else ""
            raise WrongUse(f"no institution {name!r} gives a number here", cure=f"{hint}`cenotaph lines` shows who does.")
    return frozenset(lines[name.casefold()] for name in names)


def proposed(matter: Matter, *, together: Collection[str] | None) -> list[Relation]:
    """Every relation that is proposed, for each institution alone or for a set."""
    return [r for own in groups(matter.telling, together) for r in related(own, matter.within)]


def decided(matter: Matter, together: Collection[str] | None, *, accepted: Sequence[str], refused: Sequence[str]) -> Decided:
    """What persons decided about relations, and what is tried here beside it; WrongUse when there is none of that id."""
    if accepted or refused:
        there = {r.id for r in proposed(matter, together=together)}
        for name in (*accepted, *refused):
            if name not in there:
                raise WrongUse(f"no relation has the id {name!r}", cure="`cenotaph proposals CASE --relations` lists them.")
    for_good = {name: holds for name, holds in matter.verdicts.items() if name.startswith("rel_")}
    for_good |= dict.fromkeys(accepted, True) | dict.fromkeys(refused, False)
    return Decided(frozenset(n for n, h in for_good.items() if h), frozenset(n for n, h in for_good.items() if not h))
