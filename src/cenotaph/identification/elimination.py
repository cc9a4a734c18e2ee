"""Sums of products over many variables, one variable after the other (Zhang and Poole 1996; for pedigrees Elston and Stewart 1971).

A network is factors over variables. Every array has one more axis in front, the batch: families and markers of the same shape, or
nodes of a quadrature, go through the same sums together. The order is found once a network and sizes, and kept.
"""

from __future__ import annotations

import math
import random
import string
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Scope = tuple[int, ...]

#: From this many products on, a pair of tables is worth the copies that a matrix product needs.
WORTH = 4_000
#: Orders that are tried for one network beside the two greedy ones.
TRIES = 12
#: An order is found for so many alleles: it hardly depends on their number.
FEW, MANY = 8, 24


@dataclass(frozen=True, slots=True)
class Step:
    """Multiply these tables and sum the variable out; the result is a new table over `out`."""

    inputs: tuple[int, ...]
    out: Scope
    formula: str
    product: _Product | None


@dataclass(frozen=True, slots=True)
class _Product:
    """Two tables as a matrix product: how their axes are turned, and the sizes of batch, rows, inner, columns; how to turn back."""

    left: tuple[int, ...]
    right: tuple[int, ...]
    shared: tuple[int, ...]
    rows: tuple[int, ...]
    columns: tuple[int, ...]
    inner: int
    back: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    steps: tuple[Step, ...]
    ends: tuple[int, ...]
    scopes: tuple[Scope, ...]


@lru_cache(maxsize=4096)
def plan(scopes: tuple[Scope, ...], sizes: tuple[int, ...], alleles: int, keep: Scope = ()) -> Plan:
    """How to sum out every variable but those kept: the cheapest of some orders, each the least first by a measure.

    `scopes`: the variables of every factor; `sizes`: how many values each variable takes, 0 standing for `alleles`. The order is
    found once for few and once for many alleles.
    """
    order = _cheapest(scopes, tuple(s or (FEW if alleles <= FEW else MANY) for s in sizes), keep)
    return _compiled(scopes, tuple(s or alleles for s in sizes), order)


@lru_cache(maxsize=4096)
def _cheapest(scopes: tuple[Scope, ...], sizes: tuple[int, ...], keep: Scope) -> tuple[int, ...]:
    tried = [_order(scopes, sizes, keep, by, None) for by in ("joint", "left")]
    rng = random.Random(1)
    tried += [_order(scopes, sizes, keep, "joint", rng) for _ in range(TRIES if len(sizes) > 6 else 0)]
    return min(tried, key=lambda found: found[0])[1]


def _order(
    scopes: Sequence[Scope], sizes: Sequence[int], keep: Scope, by: str, rng: random.Random | None
) -> tuple[float, tuple[int, ...]]:
    tables = [frozenset(s) for s in scopes]
    waiting = set().union(*tables) - set(keep) if tables else set()
    cost, order = 0.0, []
    while waiting:
        measured = []
        for v in sorted(waiting):
            joint = math.prod(sizes[u] for u in frozenset().union(*(t for t in tables if v in t)))
            noise = rng.uniform(0.5, 2.0) if rng else 1.0
            measured.append(((joint if by == "joint" else joint / sizes[v]) * noise, v, joint))
        _, v, joint = min(measured)
        cost += joint
        merged = frozenset().union(*(t for t in tables if v in t)) - {v}
        tables = [t for t in tables if v not in t] + [merged]
        waiting.remove(v)
        order.append(v)
    return cost, tuple(order)


def _compiled(scopes: tuple[Scope, ...], sizes: tuple[int, ...], order: Iterable[int]) -> Plan:
    alive = dict(enumerate(scopes))
    made = len(scopes)
    steps: list[Step] = []
    for v in order:
        with_it = sorted((i for i, s in alive.items() if v in s), key=lambda i: math.prod(sizes[u] for u in alive[i]))
        while len(with_it) > 2:  # the small ones into one another first
            one, two, *rest = with_it
            joined = tuple(sorted({*alive[one], *alive[two]}))
            steps.append(_step((one, two), [alive[one], alive[two]], joined, None, sizes))
            alive = {i: s for i, s in alive.items() if i not in (one, two)} | {made: joined}
            with_it = sorted([*rest, made], key=lambda i: math.prod(sizes[u] for u in alive[i]))
            made += 1
        own = [alive[i] for i in with_it]
        out = tuple(sorted(set().union(*own) - {v}))
        steps.append(_step(tuple(with_it), own, out, v, sizes))
        alive = {i: s for i, s in alive.items() if i not in with_it} | {made: out}
        made += 1
    return Plan(tuple(steps), tuple(alive), tuple(alive.values()))


def _step(inputs: tuple[int, ...], own: list[Scope], out: Scope, summed: int | None, sizes: Sequence[int]) -> Step:
    letter = {v: string.ascii_letters[k] for k, v in enumerate(sorted(set().union(*own)))}
    names = ["".join(letter[v] for v in scope) for scope in own]
    formula = ",".join(f"...{n}" for n in names) + "->..." + "".join(letter[v] for v in out)
    product = None
    joint = math.prod(sizes[v] for v in set().union(*own))
    if summed is not None and len(own) == 2 and joint >= WORTH:
        left, right = own
        shared = tuple(v for v in left if v in right and v != summed)
        rows, columns = tuple(v for v in left if v not in right), tuple(v for v in right if v not in left)
        made = (*shared, *rows, *columns)
        product = _Product(
            left=(0, *(1 + left.index(v) for v in (*shared, *rows, summed))),
            right=(0, *(1 + right.index(v) for v in (*shared, summed, *columns))),
            shared=tuple(sizes[v] for v in shared),
            rows=tuple(sizes[v] for v in rows),
            columns=tuple(sizes[v] for v in columns),
            inner=sizes[summed],
            back=(0, *(1 + made.index(v) for v in out)),
        )
    return Step(inputs, out, formula, product)


def eliminated(found: Plan, tables: Sequence[Array], keep: Scope = ()) -> tuple[Array, Array]:
    """The sum over all variables but those kept: (log scale, table). The number meant is exp(log scale) × table.

    `tables`: one a factor of the plan, the batch in front (length 1 where all of a batch share it). The log scale is (batch,), the
    table (batch, *kept).
    """
    alive: dict[int, Array] = dict(enumerate(tables))
    scale: Array | float = 0.0
    made = len(tables)
    for step in found.steps:
        parts = [alive.pop(i) for i in step.inputs]
        table = _multiplied(parts, step.product) if step.product is not None else np.einsum(step.formula, *parts)
        top = table.max(axis=tuple(range(1, table.ndim))) if table.ndim > 1 else table
        top = np.where(top > 0, top, 1.0)
        table = table / top.reshape(-1, *(1,) * (table.ndim - 1))
        scale = scale + np.log(top)
        alive[made] = table
        made += 1
    scopes = dict(zip(found.ends, found.scopes, strict=True))
    letter = {v: string.ascii_letters[k] for k, v in enumerate(keep)}
    whole = "".join(letter.values())
    total = np.ones((1,) * (1 + len(keep)))
    for i in found.ends:
        part = "".join(letter[v] for v in scopes[i])
        total = np.einsum(f"...{whole},...{part}->...{whole}", total, alive[i])
    return np.broadcast_to(np.asarray(scale, dtype=np.float64), total.shape[:1]), total


def _multiplied(parts: Sequence[Array], how: _Product) -> Array:
    left, right = (p.transpose(axes) for p, axes in zip(parts, (how.left, how.right), strict=True))
    rows, columns = math.prod(how.rows), math.prod(how.columns)
    left = left.reshape(left.shape[0], *how.shared, rows, how.inner)
    right = right.reshape(right.shape[0], *how.shared, how.inner, columns)
    made: Array = np.matmul(left, right)
    return made.reshape(made.shape[0], *how.shared, *how.rows, *how.columns).transpose(how.back)
