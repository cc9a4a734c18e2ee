"""The answer to one question, or to every question that figures raise: known by a day, speaking for a day, under a policy."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from types import MappingProxyType

from ..model.accounts import Account, Event, Judgement, Question, Verdict
from ..model.claims import Figure, Withheld
from ..model.reference import Reference
from ..model.terms import Standing
from .corroboration import Weighed, grade
from .policies import Policy, Ranks
from .questions import asked
from .rules import RULES, Case, Outcome
from .rules.outcome import admitted, newest

NOTHING: Mapping[str, str] = MappingProxyType({})
UNRATED: Ranks = MappingProxyType({})


def accounts(
    figures: Sequence[Figure],
    events: Iterable[Event],
    withheld: Iterable[Withheld],
    policy: Policy,
    *,
    known_by: date | None = None,
    speaks_for: date | None = None,
    reference: Reference | None = None,
    ranks: Ranks = UNRATED,
    derived: Mapping[str, str] = NOTHING,
) -> list[Account]:
    """One account a question, totals before events, the most figures first.

    Figures published after `known_by`, or about a later day than `speaks_for`, are not looked at: they appear nowhere, not
    even as set aside. `events` must have been linked from the figures that remain. `reference` tells which places and periods are
    narrower than a conflict (without it none is). `ranks` and `derived` are as for `account`.
    """
    known = [f for f in figures if f.clocks.known_by(known_by) and (speaks_for is None or f.clocks.speaks_for <= speaks_for)]
    silent: defaultdict[tuple[str | None, str | None], list[Withheld]] = defaultdict(list)
    for record in withheld:
        silent[record.group.slug, record.conflict].append(record)
    made = [
        account(q, own, silent.get((q.side, q.conflict), ()), policy, known_by=known_by, ranks=ranks, derived=derived)
        for q, own in asked(known, events, reference).items()
    ]
    return sorted(
        made, key=lambda a: (a.question.event is not None, a.question.conflict or "~", -len(a.judgements), _key(a.question))
    )


def account(
    question: Question,
    figures: Sequence[Figure],
    withheld: Iterable[Withheld],
    policy: Policy,
    *,
    known_by: date | None = None,
    ranks: Ranks = UNRATED,
    derived: Mapping[str, str] = NOTHING,
) -> Account:
    """The answer to one question from its figures (as `asked` gives them) and from all records of somebody who gives no number.

    `ranks`: institution, as its line is named, to rank, 1 the best: whom a person holds to be reliable. `derived`: figure id to the
    reason why it is no origin (it equals a sum of others' figures), until a person refuses that; the figure stays in the account.
    """
    refused = policy.refuses(question, ranked=bool(ranks))
    known = [f for f in figures if f.clocks.known_by(known_by)]
    records = (w for w in withheld if known_by is None or w.published <= known_by)
    silent = tuple(sorted((w for w in records if _covers(w, question) and not _ended(w, known)), key=lambda w: (w.published, w.id)))
    if refused is not None:
        return Account(
            question, policy.name, known_by, None, None, None, (), silent, refused, grade="not answered", reasons=(refused,)
        )
    kept, left = admitted(known, policy, derived)
    current, older = newest(kept)
    made = RULES[policy.rule](Case(question.measure, policy, current, ranks))
    standing = [w for line in current for w in line]
    adversary = _adversary_only(standing, kept)
    name, reasons = _graded(made, standing, silent, question, adversary=adversary)
    return Account(
        question,
        policy.name,
        known_by,
        made.low,
        None if adversary else made.best,
        made.high,
        _ordered([*left, *older, *made.judgements]),
        silent,
        grade=name,
        reasons=reasons,
        warnings=made.warnings,
    )


def _graded(
    made: Outcome, standing: Sequence[Weighed], silent: Sequence[Withheld], question: Question, *, adversary: bool
) -> tuple[str, tuple[str, ...]]:
    """The grade and its reasons. What holds under every policy comes before a policy's own scheme."""
    withheld = ("those who would know gave no number, which is not a zero",) if silent else ()
    if not any(j.verdict is Verdict.USED for j in made.judgements):
        none = "no figure is used under this policy"
        return ("withheld", (*withheld, none)) if silent else ("no figure", (none,))
    if adversary:
        return "adversary only", ("only an adversary of those counted gives a figure, so there is no best", *withheld)
    name, reasons = grade(standing, question.measure)
    if made.grade:
        return made.grade, (*made.reasons, *withheld)
    return name, (*reasons, *made.reasons, *withheld)


def _adversary_only(standing: Sequence[Weighed], kept: Sequence[Weighed]) -> bool:
    """Whether only adversaries of those counted give a figure.

    A line is an adversary's when any of its figures here is and none is of another known standing; a sum that others made of such
    figures is nobody's own, so it is left out unless there is nothing else.
    """
    standings: defaultdict[str, set[Standing]] = defaultdict(set)
    for w in kept:
        standings[w.line].add(w.figure.claimant.standing)
    asked_of = [w for w in standing if w.derived is None] or standing
    return bool(asked_of) and all(standings[w.line] - {Standing.UNKNOWN} == {Standing.ADVERSARY} for w in asked_of)


def _covers(record: Withheld, question: Question) -> bool:
    """Whether a withheld record is about this question's people: the same side and conflict, one of its fates, a total."""
    return (
        question.event is None
        and question.fate in record.fates
        and record.group.slug is not None
        and record.group.slug == question.side
        and record.conflict == question.conflict
    )


def _ended(record: Withheld, figures: Sequence[Figure]) -> bool:
    """Whether the silence is over: the same institution has since given a number on this question."""
    return any(f.claimant.line == record.claimant.line and f.clocks.speaks_for > record.published for f in figures)


def _ordered(judged: Iterable[Judgement]) -> tuple[Judgement, ...]:
    """Used before set aside, then by the day they speak for."""
    return tuple(
        sorted(
            judged,
            key=lambda j: (
                j.verdict is not Verdict.USED,
                j.figure.clocks.speaks_for,
                j.figure.report,
                j.figure.passage.start,
                j.figure.id,
            ),
        )
    )


def _key(q: Question) -> tuple[str, ...]:
    begins = q.period.text if q.period else ""
    return (
        q.fate.value,
        q.side or "",
        q.role.value,
        q.unit.value,
        q.measure.value,
        q.event or "",
        q.place or "",
        begins,
        q.register or "",
    )
