"""Questions and their answers: what is asked, which figures were used, which were set aside and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from .claims import Figure, Withheld
from .counts import Count
from .days import Span
from .terms import Fate, Measure, Role, Unit


@dataclass(frozen=True, slots=True)
class Event:
    """Figures, from any reports, about the same occurrence. Its id is that of its first figure; `merged` keeps those taken in."""

    id: str
    figures: tuple[str, ...]
    disputed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """Fate × unit × population × scope × measure.

    An incident's scope is its event. A total's scope is its conflict, the place it is told of and the period it sums over; None
    is the whole conflict. A register is a part of the population that its institution counts apart: an office's list, a
    nationality. `place` is a gazetteer id, or the folded name of a place that has none. `period` has a beginning and
    no end, for the end moves on with the day a figure speaks for; its precision says how closely the beginning is told.
    """

    fate: Fate
    unit: Unit
    side: str | None
    role: Role
    conflict: str | None
    measure: Measure
    event: str | None = None
    place: str | None = None
    period: Span | None = None
    register: str | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One institution's figures on one question, by the day they speak for (oldest first)."""

    institution: str
    figures: tuple[Figure, ...]


class Verdict(StrEnum):
    USED = "used"
    SET_ASIDE = "set aside"


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a policy did with one figure, and the reason in words. `count` is the figure's count under the policy.

    `derived` says why a figure is no origin of its own (it equals a sum of others' figures); None for all that are.
    """

    figure: Figure
    verdict: Verdict
    reason: str
    count: Count
    derived: str | None = None


@dataclass(frozen=True, slots=True)
class Account:
    """The answer to a question, known by a day, under a policy. `refused` says why a policy does not answer.

    `grade` is how well the answer is borne out, in plain words (docs/ledger.md has the scheme), `reasons` why it is that grade.
    `warnings` are checks of the policy that the figures break; they never change a number.
    """

    question: Question
    policy: str
    known_by: date | None
    low: int | None
    best: int | None
    high: int | None
    judgements: tuple[Judgement, ...]
    withheld: tuple[Withheld, ...] = ()
    refused: str | None = None
    grade: str = ""
    reasons: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def used(self) -> tuple[Judgement, ...]:
        return tuple(j for j in self.judgements if j.verdict is Verdict.USED)

    @property
    def set_aside(self) -> tuple[Judgement, ...]:
        return tuple(j for j in self.judgements if j.verdict is Verdict.SET_ASIDE)

    @property
    def origins(self) -> int:
        """How many origins the used figures have; never articles, speakers that are not named, or sums of others' figures."""
        return len({j.figure.claimant.origin for j in self.used if j.figure.claimant.origin is not None and j.derived is None})
