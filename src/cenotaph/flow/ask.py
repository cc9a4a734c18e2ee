"""Ask: accounts for every question that matches, known by a day, speaking for a day, under a policy."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches

from .. import ledger
from ..ledger.policies import Ranking
from ..ledger.scopes import narrow
from ..model.accounts import Account, Event, Line, Question
from ..model.claims import Figure
from ..model.collector import collector_paused
from ..model.errors import WrongUse
from ..model.reference import Reference, folded
from ..model.terms import Fate
from ..store import looking
from ..store.opening import Case
from .decided import Standing, standing
from .decided import figures as decided_figures
from .link import link
from .propose import derived_in
from .refer import conflict_and_episodes, known, sides_meant
from .relate import matter

UNRATED: Mapping[str, int] = {}


@dataclass(frozen=True)
class Answer:
    """An account with its title, what it says, and both as one sentence; `passages` are its figures' sentences, by figure id.

    `place` is the name of the place that its title has: what its question is narrowed to, or where its event was.
    """

    account: Account
    title: str
    says: str
    sentence: str
    passages: dict[str, str]
    place: str | None = None


@dataclass(frozen=True)
class Asked:
    """A question with its title and the lines of those who answer it."""

    question: Question
    title: str
    lines: list[Line]


@dataclass(frozen=True)
class Names:
    """How slugs and places are called in sentences; `wide` are countries, territories, borders and seas, as figures name them."""

    sides: Mapping[str, str]
    conflicts: Mapping[str, str]
    places: Mapping[str, str]
    wide: frozenset[str]

    @classmethod
    def of(cls, rows: Reference, figures: Sequence[Figure]) -> Names:
        """Places as the first figure that names them does."""
        places: dict[str, str] = {}
        spots = {f.place for f in figures if f.place}
        for where in (f.place for f in figures if f.place):
            places.setdefault(where.place or folded(where.name), where.name)
        wide = frozenset(where.name for where in spots if not narrow(where, rows))
        return cls({s.slug: s.name for s in rows.sides}, {c.slug: c.name for c in rows.conflicts}, places, wide)

    def title(self, question: Question, figures: Iterable[Figure]) -> str:
        return ledger.title(
            question, sides=self.sides, conflicts=self.conflicts, places=self.places, figures=figures, wide=self.wide
        )

    def place(self, question: Question, figures: Iterable[Figure]) -> str | None:
        """The place that the title names."""
        if question.event is not None:
            return ledger.occurrence(figures, self.wide)[0]
        return self.places.get(question.place, question.place) if question.place else None

    def sentence(self, account: Account) -> str:
        return ledger.sentence(account, sides=self.sides, conflicts=self.conflicts, places=self.places, wide=self.wide)


def ask(
    case: Case,
    *,
    policy: str = "widest",
    fate: Fate | None = None,
    conflict: str | None = None,
    side: str | None = None,
    known_by: date | None = None,
    speaks_for: date | None = None,
    rated: Mapping[str, int] = UNRATED,
    derived: Mapping[str, str] | None = None,
) -> list[Answer]:
    """Answers to all questions that the case's figures raise and the filters admit, totals first.

    `conflict` is a name as a person gives it; one that has episodes stands for them too. `rated` are institutions as a person names
    them with their rank, 1 the best; WrongUse where a name is nobody's or the policy asks for no rank. `derived` says of figures,
    by id, why they are no origin; without it, what is proposed and no person has rejected.
    """
    with collector_paused():
        return _answered(
            case, ledger.named(policy), fate, conflict, side, known_by=known_by, speaks_for=speaks_for, rated=rated, derived=derived
        )


def _answered(
    case: Case,
    rule: ledger.Policy,
    fate: Fate | None,
    conflict: str | None,
    side: str | None,
    *,
    known_by: date | None,
    speaks_for: date | None,
    rated: Mapping[str, int],
    derived: Mapping[str, str] | None,
) -> list[Answer]:
    rows, wanted, sides = known(case), conflict_and_episodes(case, conflict), sides_meant(case, side)
    stands = standing(case)
    figures, events = _known(case, stands, rows, known_by=known_by, speaks_for=speaks_for)
    if derived is None:
        derived = derived_in(matter(figures, events, rows, stands))
    figures = [f for f in figures if fate is None or f.fate is fate]
    found = ledger.accounts(
        figures,
        events,
        looking.withheld(case, known_by=known_by),
        rule,
        known_by=known_by,
        speaks_for=speaks_for,
        reference=rows,
        ranks=_ranks(rated, rule, rows, figures),
        derived=derived,
    )
    found = [a for a in found if _wanted(a.question, wanted, sides) and fate in {None, a.question.fate}]
    names = Names.of(rows, figures)
    words = looking.sentences(case, (j.figure for a in found for j in a.judgements))
    return [
        Answer(
            account,
            names.title(account.question, [j.figure for j in account.judgements]),
            ledger.predicate(account),
            names.sentence(account),
            {j.figure.id: words[j.figure.id] for j in account.judgements},
            names.place(account.question, [j.figure for j in account.judgements]),
        )
        for account in found
    ]


def questions(
    case: Case,
    *,
    fate: Fate | None = None,
    conflict: str | None = None,
    side: str | None = None,
    known_by: date | None = None,
    speaks_for: date | None = None,
) -> list[Asked]:
    """Every question that the case's figures raise and the filters admit, with its lines; totals first, the most figures first."""
    rows, wanted, sides = known(case), conflict_and_episodes(case, conflict), sides_meant(case, side)
    figures, events = _known(case, standing(case), rows, known_by=known_by, speaks_for=speaks_for)
    figures = [f for f in figures if fate is None or f.fate is fate]
    names = Names.of(rows, figures)
    raised = [
        Asked(q, names.title(q, own), ledger.lines(own))
        for q, own in ledger.asked(figures, events, rows).items()
        if _wanted(q, wanted, sides)
    ]
    return sorted(
        raised, key=lambda a: (a.question.event is not None, -sum(len(x.figures) for x in a.lines), a.title, a.question.event or "")
    )


def _known(
    case: Case, stands: Standing, rows: Reference, *, known_by: date | None, speaks_for: date | None
) -> tuple[list[Figure], Sequence[Event]]:
    """The figures known by a day that speak for no later one, and their events.

    The filters choose among answers and never change one: events are those of all figures known by the day.
    """
    figures = decided_figures(case, known_by=known_by, decisions=stands)
    if speaks_for is not None:
        figures = [f for f in figures if f.clocks.speaks_for <= speaks_for]
    return figures, looking.events(case) if known_by is None and speaks_for is None else link(figures, rows, stands.said)


def _wanted(question: Question, conflicts: set[str] | None, sides: set[str] | None) -> bool:
    return (conflicts is None or question.conflict in conflicts) and (sides is None or question.side in sides)


def _ranks(rated: Mapping[str, int], rule: ledger.Policy, rows: Reference, figures: Iterable[Figure]) -> dict[str, int]:
    """The ranks by the names that lines have. A name is a line's own, or one that the reference knows an institution by."""
    if rated and rule.ranking is Ranking.NONE:
        users = ", ".join(p.name for p in ledger.policies() if p.ranking is not Ranking.NONE)
        raise WrongUse(f"the policy {rule.name} uses no ranking", cure=f"Leave it out, or choose one of {users}.")
    own = {folded(f.claimant.line): f.claimant.line for f in figures} if rated else {}
    ranks: dict[str, int] = {}
    for name, rank in rated.items():
        found = {own[folded(name)]} if folded(name) in own else {i.origin for i in rows.institutions_named(name)}
        if len(found) != 1:
            told = "may be " + " or ".join(sorted(found)) if found else "is nobody who gives a figure here"
            near = get_close_matches(folded(name), own, n=3, cutoff=0.4)
            hint = f"Did you mean {' or '.join(own[n] for n in near)}? " if near and not found else ""
            raise WrongUse(f"{name!r} {told}", cure=f"{hint}`cenotaph lines` shows the institutions by name.")
        [line] = found
        if line in ranks:
            raise WrongUse(f"{line} is ranked twice", cure="Name each institution once; all offices of one government are one.")
        ranks[line] = rank
    return ranks
