"""In which order a sum of products over many variables is summed, and by which steps.

Zhang and Poole 1996, in general; for pedigrees Elston and Stewart 1971.

A network is factors over variables, and links. A link says that one variable, the pointer, has the value of one of two others, and
a binary variable, the choice, says which: the allele that a parent passes on. A pointer is not summed out but replaced: a table
G(pointer, rest) becomes the product of "G(first, rest) where the choice is 0, else 1" and "G(second, rest) where it is 1, else 1".
So no table ever joins the two alleles of a person that are only alternatives, and a transmission costs a matrix product.
"""

from __future__ import annotations

import math
import random
import string
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ...model.errors import KinFault

Scope = tuple[int, ...]
#: Pointer, choice, and the two it may point to.
Link = tuple[int, int, int, int]

#: From this many products on, a pair of tables is worth the copies that a matrix product needs.
WORTH = 4_000
#: What goes first: what leaves the smallest table; what takes the fewest products; what joins the fewest alleles, choices last.
MEASURES = ("left", "joint", "alleles")
#: Orders that are tried for one network beside the greedy ones, with noise.
TRIES = 12
#: A sum that takes no more products than this is done sooner than another order is found; than many others.
NEXT_TO_NOTHING, CHEAP = 100_000, 500_000
#: In the third measure: what a choice counts among the alleles it is joined with, and how it waits.
CHOICE, WAIT = 1.2, 50.0
#: Where the best order so far takes more products than this, so many more are tried.
DEAR, MORE = 2_000_000, 150
#: Orders are found for so many alleles, few, some and many: they hardly depend on the number.
ABOUT = (8, 24, 64)
#: The most cells of a table, and of tables side by side in a batch.
MOST, AT_ONCE = 100_000_000, 20_000_000


@dataclass(frozen=True, slots=True)
class Step:
    """Multiply these tables; then sum a variable out, giving one table over `out`, or replace a pointer, giving two (`moved`)."""

    inputs: tuple[int, ...]
    out: Scope
    formula: str
    product: Product | None = None
    moved: tuple[Moved, Moved] | None = None


@dataclass(frozen=True, slots=True)
class Moved:
    """A table with the pointer renamed: how its axes become those of the new one, where the choice stands, and its value here."""

    formula: str
    choice: int
    value: int
    inside: bool
    out: Scope


@dataclass(frozen=True, slots=True)
class Product:
    """Two tables as a matrix product: how their axes are turned, the sizes of shared, rows, inner, columns, how to turn back."""

    left: tuple[int, ...]
    right: tuple[int, ...]
    shared: tuple[int, ...]
    rows: tuple[int, ...]
    columns: tuple[int, ...]
    inner: int
    back: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """`ends`, `scopes`: the tables that are left, over kept variables only. `largest`: cells of the largest table of all."""

    steps: tuple[Step, ...]
    ends: tuple[int, ...]
    scopes: tuple[Scope, ...]
    largest: int


@lru_cache(maxsize=4096)
def plan(
    scopes: tuple[Scope, ...], sizes: tuple[int, ...], alleles: int, *, links: tuple[Link, ...] = (), keep: Scope = ()
) -> Plan:
    """How to sum out every variable but those kept: the cheapest of some orders, each the least first by a measure.

    `scopes`: the variables of every factor; `sizes`: how many values each variable takes, 0 standing for `alleles`. The order is
    found once for few and once for many alleles. KinFault: every order found needs a table too large.
    """
    about = next((n for n in ABOUT if alleles <= n), ABOUT[-1])
    order = _cheapest(scopes, tuple(s or about for s in sizes), links, keep)
    found = _Compiling(scopes, tuple(s or alleles for s in sizes), links).compiled(order)
    if found.largest > MOST:
        raise KinFault(
            f"the family is too entangled for {alleles} alleles: a table would have {found.largest:,} cells",
            cure="Leave out relatives far from those typed, or use a mutation model other than the stepwise one.",
        )
    return found


@lru_cache(maxsize=4096)
def _cheapest(scopes: tuple[Scope, ...], sizes: tuple[int, ...], links: tuple[Link, ...], keep: Scope) -> tuple[int, ...]:
    tried = []
    for by in MEASURES:
        tried.append(_order(scopes, sizes, links, keep, by, None))
        if tried[-1][0] < NEXT_TO_NOTHING:
            return tried[-1][1]
    rng = random.Random(1)
    if len(sizes) > 6 and min(tried)[0] > CHEAP:
        tried += [_order(scopes, sizes, links, keep, MEASURES[k % 3], rng) for k in range(TRIES)]
    if min(tried)[0] > DEAR:
        tried += [_order(scopes, sizes, links, keep, MEASURES[k % 3], rng) for k in range(MORE)]
    return min(tried)[1]


def _order(
    scopes: Sequence[Scope], sizes: Sequence[int], links: Sequence[Link], keep: Scope, by: str, rng: random.Random | None
) -> tuple[float, tuple[int, ...]]:
    """Variables in the order they go, and how many products that takes. What a pointer may point to waits for the pointer."""
    alive = _Alive(scopes, sizes)
    pending = {link[0]: link for link in links}
    held = [0] * len(sizes)
    for link in links:
        for v in link[1:]:
            held[v] += 1
    waiting = sorted(set(range(len(sizes))) - set(keep))
    cost, order = 0.0, []
    while waiting:
        best: tuple[float, int] = (math.inf, -1)
        for v in waiting:
            if held[v]:
                continue
            joint, alleles = alive.measured(v)
            noise = rng.uniform(0.5, 2.0) if rng else 1.0
            worth = joint if by == "joint" or v in pending else joint / sizes[v]
            if by == "alleles":
                worth = alleles * (WAIT if sizes[v] == 2 else 1)
            best = min(best, (worth * noise, v))
        v = best[1]
        cost += alive.measured(v)[0]
        if v in pending:
            _, choice, *others = pending.pop(v)
            for u in (choice, *others):
                held[u] -= 1
            more = [1 << choice | 1 << u for u in others] if others[0] != others[1] else [1 << others[0]]
        else:
            more = [0]
        alive.remove(v, more)
        waiting.remove(v)
        order.append(v)
    return cost, tuple(order)


class _Alive:
    """The scopes of tables as variables go, a bit a variable. What is measured of one is kept until a table of its changes."""

    def __init__(self, scopes: Sequence[Scope], sizes: Sequence[int]) -> None:
        self.sizes = sizes
        self.tables = [sum(1 << v for v in set(s)) for s in scopes]
        self.found: dict[int, tuple[float, float]] = {}
        self.cells: dict[int, tuple[float, float]] = {}

    def measured(self, v: int) -> tuple[float, float]:
        """Cells of the table that joins all those with this variable; and with its choices counted for less."""
        if v not in self.found:
            scope = self._joined(v)
            if scope not in self.cells:
                joint = alleles = 1.0
                for u in _bits(scope):
                    joint *= self.sizes[u]
                    alleles *= self.sizes[u] if self.sizes[u] > 2 else CHOICE
                self.cells[scope] = joint, alleles
            self.found[v] = self.cells[scope]
        return self.found[v]

    def _joined(self, v: int) -> int:
        whole = bit = 1 << v
        for t in self.tables:
            if t & bit:
                whole |= t
        return whole

    def remove(self, v: int, more: Sequence[int]) -> None:
        """The tables with this variable become one without it, or one each with these."""
        merged = self._joined(v) & ~(1 << v)
        made = [merged | own for own in more]
        self.tables = [t for t in self.tables if not t >> v & 1] + made
        for u in {v, *_bits(merged), *(u for t in made for u in _bits(t))}:
            self.found.pop(u, None)


def _bits(mask: int) -> Iterator[int]:
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low


class _Compiling:
    """Steps, as they are added, and the tables that are alive."""

    def __init__(self, scopes: tuple[Scope, ...], sizes: tuple[int, ...], links: tuple[Link, ...]) -> None:
        self.sizes = sizes
        self.pending = {link[0]: link for link in links}
        self.alive = dict(enumerate(scopes))
        self.made = len(scopes)
        self.steps: list[Step] = []
        self.largest = 1

    def compiled(self, order: Iterable[int]) -> Plan:
        for v in order:
            if v in self.pending:
                self._replace(v)
            elif any(v in s for s in self.alive.values()):
                self._sum_out(v)
        return Plan(tuple(self.steps), tuple(self.alive), tuple(self.alive.values()), self.largest)

    def _size(self, scope: Iterable[int]) -> int:
        return math.prod(self.sizes[v] for v in scope)

    def _with(self, v: int) -> list[int]:
        """The tables that a variable is in, smallest first."""
        return sorted((i for i, s in self.alive.items() if v in s), key=lambda i: self._size(self.alive[i]))

    def _add(self, step: Step, *scopes: Scope) -> None:
        self.steps.append(step)
        for i in step.inputs:
            del self.alive[i]
        for scope in scopes:
            self.alive[self.made] = scope
            self.made += 1
            self.largest = max(self.largest, self._size(scope))

    def _joined(self, v: int, down_to: int) -> list[int]:
        """The small tables multiplied into one another until so many are left."""
        found = self._with(v)
        while len(found) > down_to:
            one, two = found[:2]
            joined = tuple(sorted({*self.alive[one], *self.alive[two]}))
            self._add(Step((one, two), joined, _formula([self.alive[one], self.alive[two]], joined)), joined)
            found = self._with(v)
        return found

    def _sum_out(self, v: int) -> None:
        inputs = self._joined(v, 2)
        own = [self.alive[i] for i in inputs]
        out = tuple(sorted(set().union(*own) - {v}))
        product = None
        if len(own) == 2 and self._size(set().union(*own)) >= WORTH:
            product = self._as_product(own[0], own[1], v, out)
        self._add(Step(tuple(inputs), out, _formula(own, out), product), out)

    def _as_product(self, left: Scope, right: Scope, v: int, out: Scope) -> Product:
        shared = tuple(u for u in left if u in right and u != v)
        rows, columns = tuple(u for u in left if u not in right), tuple(u for u in right if u not in left)
        made = (*shared, *rows, *columns)
        sizes = [tuple(self.sizes[u] for u in part) for part in (shared, rows, columns)]
        return Product(
            left=(0, *(1 + left.index(u) for u in (*shared, *rows, v))),
            right=(0, *(1 + right.index(u) for u in (*shared, v, *columns))),
            shared=sizes[0],
            rows=sizes[1],
            columns=sizes[2],
            inner=self.sizes[v],
            back=(0, *(1 + made.index(u) for u in out)),
        )

    def _replace(self, v: int) -> None:
        _, choice, *others = self.pending.pop(v)
        [one] = self._joined(v, 1)
        own = self.alive[one]
        if others[0] == others[1]:
            out = tuple(sorted({*own, others[0]} - {v}))
            self._add(Step((one,), out, _renamed(own, v, others[0], out)), out)
            return
        moved = []
        for value, other in enumerate(others):
            out = tuple(sorted({*own, other, choice} - {v}))
            without = tuple(u for u in out if u != choice)
            inside = choice in own
            formula = _renamed(own, v, other, out if inside else without)
            moved.append(Moved(formula, out.index(choice), value, inside, out))
        self._add(Step((one,), (), "", moved=(moved[0], moved[1])), moved[0].out, moved[1].out)


def letters(variables: Iterable[int]) -> dict[int, str]:
    return {v: string.ascii_letters[k] for k, v in enumerate(sorted(set(variables)))}


def _formula(own: Sequence[Scope], out: Scope) -> str:
    letter = letters(v for scope in own for v in scope)
    return ",".join("..." + "".join(letter[v] for v in scope) for scope in own) + "->..." + "".join(letter[v] for v in out)


def _renamed(own: Scope, pointer: int, other: int, out: Scope) -> str:
    """The pointer's axis as another variable's; where that is there already, the diagonal."""
    return _formula([tuple(other if v == pointer else v for v in own)], out)
