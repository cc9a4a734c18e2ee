"""The answer to every question that figures raise, known by a day and speaking for a day, under a policy."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from ..model.accounts import Account, Event, Question
from ..model.claims import Figure, Withheld
from .policies import Policy
from .questions import asked
from .rules import outcome


def accounts(
    figures: Sequence[Figure],
    events: Iterable[Event],
    withheld: Iterable[Withheld],
    policy: Policy,
    *,
    known_by: date | None = None,
    speaks_for: date | None = None,
) -> list[Account]:
    """One account a question, totals before events, the most figures first.

    Figures published after `known_by`, or about a later day than `speaks_for`, are not looked at: they appear nowhere, not
    even as set aside. `events` must have been linked from the figures that remain.
    """
    known = [f for f in figures if f.clocks.known_by(known_by) and (speaks_for is None or f.clocks.speaks_for <= speaks_for)]
    silent = sorted((w for w in withheld if known_by is None or w.published <= known_by), key=lambda w: (w.published, w.id))
    made = [_account(q, own, silent, policy, known_by) for q, own in asked(known, events).items()]
    return sorted(
        made, key=lambda a: (a.question.event is not None, a.question.conflict or "~", -len(a.judgements), _key(a.question))
    )


def _account(question: Question, figures: list[Figure], withheld: list[Withheld], policy: Policy, known_by: date | None) -> Account:
    refused = policy.refuses(question)
    silent = tuple(w for w in withheld if _covers(w, question) and not _ended(w, figures))
    if refused is not None:
        return Account(question, policy.name, known_by, None, None, None, (), silent, refused)
    made = outcome(figures, policy)
    return Account(question, policy.name, known_by, made.low, made.best, made.high, made.judgements, silent)


def _covers(record: Withheld, question: Question) -> bool:
    """Whether a withheld record is about this question's people: the same side and conflict, one of its fates, a total."""
    return (
        question.event is None
        and question.fate in record.fates
        and record.group.slug is not None
        and record.group.slug == question.side
        and record.conflict == question.conflict
    )


def _ended(record: Withheld, figures: list[Figure]) -> bool:
    """Whether the silence is over: the same institution has since given a number on this question."""
    return any(f.claimant.line == record.claimant.line and f.clocks.speaks_for > record.published for f in figures)


def _key(q: Question) -> tuple[str, ...]:
    return q.fate.value, q.side or "", q.role.value, q.unit.value, q.measure.value, q.event or ""
