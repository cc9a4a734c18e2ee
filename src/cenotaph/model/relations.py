"""True numbers that nobody knows, what institutions say of them, how they hang together, and what follows from that.

An Unknown is the true number behind a question, as of a day. A Told bounds one. A Relation ties several. Bounds and
Contradiction are what follows; a Proposal is for a person to decide and is never applied by itself.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from hashlib import sha256

from .accounts import Question
from .claims import Figure


def seal(prefix: str, *parts: object) -> str:
    """An id from what a thing is about, the same after every rebuild.

    >>> seal("rel", "sum", 1) == seal("rel", "sum", 1) != seal("rel", "sum", 2)
    True
    """
    return f"{prefix}_{sha256(chr(31).join(map(str, parts)).encode()).hexdigest()[:16]}"


@dataclass(frozen=True, slots=True)
class Unknown:
    """The true number of a question as of a day, a whole number from 0 up.

    `among` narrows the population by a word ("children") or, where a statement tells parts it does not name, by a figure's id.
    """

    question: Question
    day: date
    among: str = ""
    _hash: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_hash", hash((self.question, self.day, self.among)))

    def __hash__(self) -> int:
        """Kept, for unknowns are looked up all the time and a question's hash is slow."""
        return self._hash

    @property
    def unnamed(self) -> bool:
        """Whether it is a part that its statement gives no name."""
        return self.among.startswith("fig_")


@dataclass(frozen=True, slots=True)
class Told:
    """What one institution says of one unknown: low ≤ X ≤ high, None where open. Copies of one statement are one Told.

    `widened` says that the bounds lie further apart than the words, for the figure is rounded.
    """

    unknown: Unknown
    institution: str
    low: int | None
    high: int | None
    figures: tuple[Figure, ...]
    widened: bool = False

    @property
    def id(self) -> str:
        return seal("told", *(f.id for f in self.figures))


class Kind(StrEnum):
    """Why numbers hang together (docs/ledger.md)."""

    PART_OF = "part of"
    SUM = "sum"
    CUSTODY = "custody balance"
    SAME_LINE = "same line"


@dataclass(frozen=True, slots=True)
class Relation:
    """The sum of `lesser` is at most that of `greater`; of `exact` relations, the same. A residual is the difference, ≥ 0.

    `certain` holds by structure; the others wait for a person, who accepts or refuses the id. `assumptions` are in words.
    `dated`: a person decides for these days alone; else for the questions, once for all days.
    """

    kind: Kind
    lesser: tuple[Unknown, ...]
    greater: tuple[Unknown, ...]
    exact: bool
    reason: str
    assumptions: tuple[str, ...]
    certain: bool
    dated: bool = False

    @property
    def id(self) -> str:
        named = [repr((u.question, u.among, u.day if self.dated else None)) for u in self.unknowns]
        return seal("rel", self.kind, self.exact, len(self.lesser), *named)

    @property
    def unknowns(self) -> tuple[Unknown, ...]:
        return self.lesser + self.greater


@dataclass(frozen=True, slots=True)
class Forcing:
    """The claims and relations that force a bound or a contradiction: none of them can be left out."""

    told: tuple[Told, ...] = ()
    relations: tuple[Relation, ...] = ()


@dataclass(frozen=True, slots=True)
class Bounds:
    """What follows for an unknown if all claims and relations hold; None is open. `impossible`: they cannot all hold.

    `claimed_low` and `claimed_high` are the closest bounds that were claimed of the unknown itself, kept apart.
    """

    unknown: Unknown
    low: int | None
    high: int | None
    low_from: Forcing
    high_from: Forcing
    claimed_low: int | None = None
    claimed_high: int | None = None
    impossible: bool = False

    @property
    def follows(self) -> bool:
        """Whether more follows than was claimed."""
        return not self.impossible and (self.low, self.high) != (self.claimed_low, self.claimed_high)


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A smallest set of claims that cannot all be true, with the relations that tie them. Without one member they could be."""

    institutions: tuple[str, ...]
    forcing: Forcing

    @property
    def id(self) -> str:
        return seal("con", *sorted(f.id for t in self.forcing.told for f in t.figures[:1]))


class Suggested(StrEnum):
    """What a person is asked to decide (docs/ledger.md)."""

    DERIVED = "derived"
    CONSERVED = "conserved"
    REWORDED = "reworded"
    REVISION = "downward revision"


@dataclass(frozen=True, slots=True)
class Proposal:
    """Something that figures suggest. `figures` are ids, what it is about first; `choices` are the types a person may give it.

    `superseded`: the figures that bound nothing any more once a person has accepted it.
    """

    id: str
    kind: Suggested
    figures: tuple[str, ...]
    assumptions: tuple[str, ...]
    statement: str
    choices: tuple[str, ...] = ("accept", "reject")
    about: tuple[str, ...] = ()
    superseded: tuple[str, ...] = ()
