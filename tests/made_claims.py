"""Worlds whose true numbers are known, truthful and false claims about them, and a slow twin that tells what can be true.

A world is one war of two sides on a few days: combatants, civilians and others of either side, foreigners beside them, here and
elsewhere. Everything that the ledger may ask is a sum of these cells.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction

from hypothesis import strategies as st

from cenotaph.ledger.relations import Within
from cenotaph.model.accounts import Question
from cenotaph.model.claims import Figure
from cenotaph.model.relations import Relation, Told, Unknown
from cenotaph.model.terms import Fate, Measure, Role, Unit
from made_figures import WAR, made

WITHIN = Within(parties={"war-2020": ("armenia", "azerbaijan")}, lies_in={"town": "region"})
SIDES = {"armenia": {"armenia"}, "azerbaijan": {"azerbaijan"}, "both": {"armenia", "azerbaijan", "foreign"}}
ROLES = {
    Role.COMBATANT: {"soldier"},
    Role.CIVILIAN: {"civilian"},
    Role.MIXED: {"soldier", "civilian", "unknown"},
    Role.UNKNOWN: {"soldier", "civilian", "unknown"},
}
PLACES = {"town": {"town"}, "region": {"town", "village"}, None: {"town", "village", "elsewhere"}}
CELLS = [(s, r, p) for s in sorted(SIDES["both"]) for r in sorted(ROLES[Role.MIXED]) for p in sorted(PLACES[None])]
Cells = dict[tuple[str, str, str], int]


@dataclass(frozen=True)
class World:
    """What happened: by day, how many of each cell had been killed so far."""

    days: tuple[Cells, ...]

    def true(self, u: Unknown) -> int:
        q, cells = u.question, self.days[(u.day - WAR).days]
        return sum(n for (s, r, p), n in cells.items() if s in SIDES[q.side or ""] and r in ROLES[q.role] and p in PLACES[q.place])

    def holds(self, r: Relation) -> bool:
        lesser, greater = (sum(map(self.true, side)) for side in (r.lesser, r.greater))
        return lesser == greater if r.exact else lesser <= greater


@st.composite
def worlds(draw: st.DrawFn, days: int = 3) -> World:
    cells, told = dict.fromkeys(CELLS, 0), []
    for _ in range(days):
        more = draw(st.lists(st.integers(0, 30), min_size=len(CELLS), max_size=len(CELLS)))
        cells = {cell: n + m for (cell, n), m in zip(cells.items(), more, strict=True)}
        told.append(cells)
    return World(tuple(told))


def question(side: str, role: Role, place: str | None, measure: Measure = Measure.RUNNING_TOTAL) -> Question:
    return Question(Fate.KILLED, Unit.PERSON, side, role, "war-2020", measure, None, place)


def unknowns(days: int = 3) -> st.SearchStrategy[Unknown]:
    return st.builds(
        lambda side, role, place, day: Unknown(question(side, role, place), WAR + timedelta(days=day)),
        st.sampled_from(sorted(SIDES)),
        st.sampled_from(list(ROLES)),
        st.sampled_from(list(PLACES)),
        st.integers(0, days - 1),
    )


def claim(u: Unknown, low: int | None, high: int | None, *, name: str = "a", institution: str = "A ministry") -> Told:
    q, day = u.question, (u.day - WAR).days
    figure = made(
        name, low, high, side=q.side, role=q.role, measure=q.measure, speaks_for=day, origin=institution, fate=q.fate, unit=q.unit
    )
    return Told(u, institution, low, high, (figure,))


@st.composite
def truthful(draw: st.DrawFn, world: World, *, largest: int = 12) -> list[Told]:
    """Claims whose bounds hold the truth, exact or wider or open."""
    told = []
    for n, u in enumerate(draw(st.lists(unknowns(len(world.days)), min_size=2, max_size=largest))):
        true, less, more = world.true(u), draw(st.sampled_from([0, 0, 5, None])), draw(st.sampled_from([0, 0, 5, None]))
        low, high = (None if less is None else max(0, true - less)), (None if more is None else true + more)
        if low is not None or high is not None:
            told.append(claim(u, low, high, name=f"t{n}"))
    return told


@st.composite
def falsified(draw: st.DrawFn, told: Sequence[Told]) -> list[Told]:
    """The same claims, some of them about far fewer or far more."""
    made_up = []
    for t in told:
        lie = draw(st.sampled_from([None, None, "more", "fewer"]))
        middle = t.low if t.low is not None else t.high or 0
        if lie is not None:
            middle = middle * 3 + 20 if lie == "more" else middle // 4
            t = replace(t, low=middle, high=middle)
        made_up.append(t)
    return made_up


def figures_of(told: Iterable[Told]) -> list[Figure]:
    """A report of its own for each claim."""
    return [t.figures[0] for t in told]


Row = tuple[dict[Unknown, Fraction], Fraction]


def can_hold(told: Iterable[Told], relations: Iterable[Relation]) -> bool:
    """The slow twin: whether numbers ≥ 0 meet all of these, by Fourier-Motzkin elimination in exact fractions.

    Schrijver, Theory of Linear and Integer Programming (1986), section 12.2. A row says Σ factor × unknown ≤ limit.
    """
    rows: list[Row] = []
    for t in told:
        if t.low is not None:
            rows.append(({t.unknown: Fraction(-1)}, Fraction(-t.low)))
        if t.high is not None:
            rows.append(({t.unknown: Fraction(1)}, Fraction(t.high)))
    for r in relations:
        factors: dict[Unknown, Fraction] = {}
        for sign, side in ((1, r.lesser), (-1, r.greater)):
            for u in side:
                factors[u] = factors.get(u, Fraction(0)) + sign
        rows.append((factors, Fraction(0)))
        if r.exact:
            rows.append(({u: -f for u, f in factors.items()}, Fraction(0)))
    for u in {u for factors, _ in rows for u in factors}:
        rows.append(({u: Fraction(-1)}, Fraction(0)))
    while True:
        left = {u for factors, _ in rows for u, f in factors.items() if f}
        if not left:
            return all(limit >= 0 for _, limit in rows)
        rows = _without(rows, min(left, key=lambda u: (_pairs(rows, u), repr(u))))


def _pairs(rows: Sequence[Row], u: Unknown) -> int:
    signs = [factors.get(u, 0) for factors, _ in rows]
    return sum(f > 0 for f in signs) * sum(f < 0 for f in signs)


def _without(rows: Sequence[Row], u: Unknown) -> list[Row]:
    above = [row for row in rows if row[0].get(u, 0) > 0]
    below = [row for row in rows if row[0].get(u, 0) < 0]
    made_: dict[frozenset[tuple[Unknown, Fraction]], Fraction] = {}

    def keep(factors: dict[Unknown, Fraction], limit: Fraction) -> None:
        key = frozenset((k, f) for k, f in factors.items() if f)
        made_[key] = min(limit, made_.get(key, limit))

    for factors, limit in rows:
        if not factors.get(u, 0):
            keep(factors, limit)
    for one, most in above:
        for other, least in below:
            a, b = 1 / one[u], -1 / other[u]
            both = {k: a * one.get(k, Fraction(0)) + b * other.get(k, Fraction(0)) for k in one.keys() | other.keys() if k != u}
            keep(both, a * most + b * least)
    return [(dict(key), limit) for key, limit in made_.items()]


def day(number: int) -> date:
    return WAR + timedelta(days=number)
