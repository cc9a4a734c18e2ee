"""Queue: which figures that no person has seen matter most? Those that carry an account, and of which the reader is not sure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..model.accounts import Account, Judgement
from ..model.claims import Figure
from .decided import Standing

#: The queue is worked off from its head; nobody reads the thousandth line of it.
LONGEST = 2_000


@dataclass(frozen=True, slots=True)
class Waiting:
    """A figure that waits for a person, the account it carries, and why it stands where it stands.

    `weight` is people times doubt: how many the account would lose without it, by the chance that its least sure field is wrong.
    """

    figure: str
    report: str
    question: str
    title: str
    told: str
    why: str
    weight: float


def queue(accounts: Sequence[Account], titles: Sequence[str], keys: Sequence[str], stands: Standing) -> list[Waiting]:
    """Used machine figures that nobody has decided, most consequential first."""
    seen = {d.subject for d in stands.of("accept", "reject", "correct", "add")}
    found = [
        _waiting(account, j, title, key)
        for account, title, key in zip(accounts, titles, keys, strict=True)
        for j in account.used
        if j.figure.id not in seen and j.figure.traces
    ]
    return sorted(found, key=lambda w: (-w.weight, w.figure))[:LONGEST]


def _waiting(account: Account, j: Judgement, title: str, key: str) -> Waiting:
    f, sure = j.figure, _least_sure(j.figure)
    people = _carries(account, j)
    role = "alone carries" if len(account.used) == 1 else "bounds" if people else "is used in"
    field, confidence = sure
    why = f"{role} this account; least sure: {field} ({confidence:.2f})" if field else f"{role} this account"
    return Waiting(f.id, f.report, key, title, f"{f.count.text} {f.fate.words}", why, round(people * (1 - confidence), 3))


def _carries(account: Account, j: Judgement) -> int:
    """How far the account's bounds would move without this figure; all of it where it stands alone."""
    others = [o.count for o in account.used if o.figure.id != j.figure.id]
    if not others:
        return max(j.count.low or 0, j.count.high or 0, 1)
    low, high = min(c.floor for c in others), max(c.high or c.floor for c in others)
    moved = max(low - j.count.floor, 0) + max((j.count.high or j.count.floor) - high, 0)
    return moved if account.question.event is None else min(moved, j.count.floor)


def _least_sure(f: Figure) -> tuple[str, float]:
    """The field that the reader is least sure of, and how sure; an untold confidence is no doubt."""
    told = [(t.confidence, t.field) for t in f.traces if t.confidence]
    if not told:
        return "", 0.5
    confidence, field = min(told)
    return field, confidence
