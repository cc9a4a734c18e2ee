"""Ask: accounts for every question that matches, known by a day, speaking for a day, under a policy."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from .. import ledger
from ..model.accounts import Account
from ..model.errors import WrongUse
from ..model.terms import Fate
from ..store import looking
from ..store.opening import Case
from . import decided
from .link import link
from .refer import conflict_and_episodes, known


@dataclass(frozen=True)
class Answer:
    """An account with its title, what it says, and both as one sentence; `passages` are its figures' sentences, by figure id."""

    account: Account
    title: str
    says: str
    sentence: str
    passages: dict[str, str]


def ask(
    case: Case,
    *,
    policy: str = "widest",
    fate: Fate | None = None,
    conflict: str | None = None,
    side: str | None = None,
    known_by: date | None = None,
    speaks_for: date | None = None,
) -> list[Answer]:
    """Answers to all questions that the case's figures raise and the filters admit, totals first.

    `conflict` is a name as a person gives it; one that has episodes stands for them too.
    """
    rule = ledger.named(policy)
    rows = known(case)
    slugs = conflict_and_episodes(case, conflict)
    stands = decided.standing(case)
    figures = [f for f in decided.figures(case, known_by=known_by, decisions=stands) if fate is None or f.fate is fate]
    if speaks_for is not None:
        figures = [f for f in figures if f.clocks.speaks_for <= speaks_for]
    silent = looking.withheld(case, known_by=known_by)
    # The filters choose among answers and never change one: events are those of all figures known by the day.
    events = looking.events(case) if known_by is None and speaks_for is None else link(figures, rows, stands.said)
    found = ledger.accounts(figures, events, silent, rule, known_by=known_by, speaks_for=speaks_for)
    if slugs is not None:
        found = [a for a in found if a.question.conflict in slugs]
    if side is not None:
        wanted = {s.slug for s in rows.sides_named(side)} | ({side} & {"both", *(s.slug for s in rows.sides)})
        if not wanted:
            raise WrongUse(
                f"no side is named {side!r}", cure="Name a state, an authority or an armed group; `cenotaph refer` adds your own."
            )
        found = [a for a in found if a.question.side in wanted]
    names = {s.slug: s.name for s in rows.sides}
    conflicts = {c.slug: c.name for c in rows.conflicts}
    texts = looking.texts(case, {j.figure.report for a in found for j in a.judgements})
    return [
        Answer(
            account,
            ledger.title(account.question, sides=names, conflicts=conflicts),
            ledger.predicate(account),
            ledger.sentence(account, sides=names, conflicts=conflicts),
            {j.figure.id: texts[j.figure.report][j.figure.sentence.start : j.figure.sentence.end] for j in account.judgements},
        )
        for account in found
    ]
