"""Can these claims all be true, and how far do they bound a number? One connected component as a linear program (HiGHS).

Each claim and each relation is a row, so that a row can be taken out by opening its bounds, and the basis of the last solution
starts the next. Unknowns are real and ≥ 0: what cannot be true of reals cannot be true of whole numbers either, and bounds on a
real one are rounded inward.

Huangfu & Hall, Parallelizing the dual revised simplex method, Mathematical Programming Computation 10 (2018).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import highspy
import numpy as np

from ..model.relations import Relation, Told, Unknown

INFINITY = highspy.kHighsInf
Row = Told | Relation


@dataclass(frozen=True, slots=True)
class Component:
    """Unknowns that relations tie together, with the claims on them."""

    unknowns: tuple[Unknown, ...]
    told: tuple[Told, ...]
    relations: tuple[Relation, ...]


def components(told: Sequence[Told], relations: Sequence[Relation], *, also: Iterable[Unknown] = ()) -> list[Component]:
    """The claims and relations, taken apart where nothing ties them; in the order of their first unknown."""
    number: dict[Unknown, int] = {}
    for u in (*(t.unknown for t in told), *(u for r in relations for u in r.unknowns), *also):
        number.setdefault(u, len(number))
    parent = list(range(len(number)))

    def root(n: int) -> int:
        while parent[n] != n:
            parent[n] = parent[parent[n]]
            n = parent[n]
        return n

    for r in relations:
        first, *others = r.unknowns
        for other in others:
            a, b = root(number[first]), root(number[other])
            parent[max(a, b)] = min(a, b)
    unknowns: dict[int, list[Unknown]] = {}
    claims: dict[int, list[Told]] = {}
    ties: dict[int, list[Relation]] = {}
    for u, n in number.items():
        unknowns.setdefault(root(n), []).append(u)
    for t in told:
        claims.setdefault(root(number[t.unknown]), []).append(t)
    for r in relations:
        ties.setdefault(root(number[r.unknowns[0]]), []).append(r)
    return [Component(tuple(own), tuple(claims.get(n, ())), tuple(ties.get(n, ()))) for n, own in unknowns.items()]


def easily_true(part: Component) -> bool:
    """Whether the claims can all be true, told without a program; False when only the program can tell.

    Where every relation says that one number is at least a sum of others, the least numbers that the lower bounds allow are
    one solution if there is any: they are raised until nothing rises.
    """
    least = dict.fromkeys(part.unknowns, 0)
    for t in part.told:
        least[t.unknown] = max(least[t.unknown], t.low or 0)
    if any(r.exact or len(r.greater) != 1 for r in part.relations):
        return False
    by_lesser: dict[Unknown, list[Relation]] = {}
    for r in part.relations:
        for u in r.lesser:
            by_lesser.setdefault(u, []).append(r)
    waiting, patience = list(part.relations), (len(part.relations) + 1) * (len(part.unknowns) + 1)
    while waiting and patience:
        patience -= 1
        r = waiting.pop()
        total, top = sum(least[u] for u in r.lesser), r.greater[0]
        if total > least[top]:
            least[top] = total
            waiting += by_lesser.get(top, ())
    return not waiting and all(t.high is None or least[t.unknown] <= t.high for t in part.told)


class _Silent(highspy.Highs):
    """A solver that prints nothing: it greets when its callbacks are made, before an option could be set from outside."""

    def enableCallbacks(self) -> None:  # noqa: N802 - the solver's name
        self.setOptionValue("output_flag", False)
        super().enableCallbacks()  # type: ignore[no-untyped-call]


class Program:
    """A component as rows of one model. A row that is off is as if it were not there."""

    def __init__(self, part: Component) -> None:
        self.rows: tuple[Row, ...] = (*part.told, *part.relations)
        self.column = {u: n for n, u in enumerate(part.unknowns)}
        self.on = [True] * len(self.rows)
        self._model: Any = _Silent()  # type: ignore[no-untyped-call]  # its stubs leave out a part of it
        for option, value in (("presolve", "off"), ("threads", 1), ("solver", "simplex")):
            self._model.setOptionValue(option, value)
        n = len(part.unknowns)
        self._model.addVars(n, np.zeros(n), np.full(n, INFINITY))
        lows: list[float] = []
        highs: list[float] = []
        starts: list[int] = []
        columns: list[int] = []
        values: list[float] = []
        for row in self.rows:
            low, high = _span(row)
            lows.append(low)
            highs.append(high)
            starts.append(len(columns))
            for u, factor in _factors(row).items():
                columns.append(self.column[u])
                values.append(factor)
        if self.rows:
            self._model.addRows(
                len(self.rows), np.array(lows), np.array(highs), len(columns), np.array(starts, dtype=np.int32),
                np.array(columns, dtype=np.int32), np.array(values),
            )  # fmt: skip

    def switch(self, rows: Iterable[int], *, on: bool) -> None:
        """Take rows out, or put them back."""
        for n in rows:
            if self.on[n] is not on:
                self.on[n] = on
                self._model.changeRowBounds(n, *(_span(self.rows[n]) if on else (-INFINITY, INFINITY)))

    def feasible(self) -> bool:
        """Whether the rows that are on can all hold."""
        self._model.run()
        return bool(self._model.getModelStatus() != highspy.HighsModelStatus.kInfeasible)

    @property
    def standing(self) -> list[int]:
        """The rows that are on."""
        return [n for n, on in enumerate(self.on) if on]

    def clash(self) -> list[Row]:
        """Rows that cannot hold together, by the dual ray of an infeasible solve; all that are on where the ray does not tell."""
        every = self.standing
        _, there, ray = self._model.getDualRay()
        weighed = [self.rows[n] for n in every if there and abs(float(ray[n])) > 1e-9]
        return weighed if weighed and not of(weighed).feasible() else [self.rows[n] for n in every]

    def extreme(self, unknown: Unknown, *, greatest: bool) -> tuple[float | None, list[Row]]:
        """The least or greatest that the rows allow of an unknown, and the rows that carry weight in it; None when it is open."""
        column = self.column[unknown]
        sense = highspy.ObjSense.kMaximize if greatest else highspy.ObjSense.kMinimize
        self._model.changeObjectiveSense(sense)
        self._model.changeColCost(column, 1.0)
        self._model.run()
        status = self._model.getModelStatus()
        found: tuple[float | None, list[Row]] = (None, [])
        if status == highspy.HighsModelStatus.kOptimal:
            duals = self._model.getSolution().row_dual
            weighed = [self.rows[n] for n in self.standing if abs(duals[n]) > 1e-9]
            found = float(self._model.getInfo().objective_function_value), weighed
        self._model.changeColCost(column, 0.0)
        self._model.changeObjectiveSense(highspy.ObjSense.kMinimize)
        return found


def of(rows: Sequence[Row], *, also: Iterable[Unknown] = ()) -> Program:
    """A program of a few rows: leaving out one after the other is quick there."""
    told = tuple(r for r in rows if isinstance(r, Told))
    relations = tuple(r for r in rows if isinstance(r, Relation))
    unknowns = dict.fromkeys((*also, *(t.unknown for t in told), *(u for r in relations for u in r.unknowns)))
    return Program(Component(tuple(unknowns), told, relations))


def _span(row: Row) -> tuple[float, float]:
    if isinstance(row, Relation):
        return (0.0 if row.exact else -INFINITY), 0.0
    return (0.0 if row.low is None else float(row.low)), (INFINITY if row.high is None else float(row.high))


def _factors(row: Row) -> dict[Unknown, float]:
    if isinstance(row, Told):
        return {row.unknown: 1.0}
    factors = dict.fromkeys(row.unknowns, 0.0)
    for u in row.lesser:
        factors[u] += 1.0
    for u in row.greater:
        factors[u] -= 1.0
    return factors
