"""Which claims cannot all be true? Smallest sets of them, each found by a deletion filter.

Chinneck & Dravnieks, Locating minimal infeasible constraint sets in linear programs, ORSA Journal on Computing 3 (1991): rows
are taken out one by one; one without which the rest can hold is put back. What is left cannot hold together, and would without
any one of its members. It starts from the rows of a dual ray, which are few. A set that was found is taken out, and the search
goes on with what is left, so that the sets share no claim.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import permutations

from ..model.relations import Contradiction, Forcing, Kind, Relation, Told, Unknown
from .program import Component, Program, Row, components, easily_true, of
from .relations import NOWHERE, Within, holding, related
from .telling import Sum, Telling


@dataclass(frozen=True, slots=True)
class Decided:
    """The ids of the relations that a person has accepted or refused."""

    accepted: frozenset[str] = frozenset()
    refused: frozenset[str] = frozenset()


UNDECIDED = Decided()


def contradictions(
    telling: Telling,
    within: Within = NOWHERE,
    *,
    together: Collection[str] | None = None,
    decided: Decided = UNDECIDED,
) -> list[Contradiction]:
    """Every institution's contradictions with itself; with `together`, those among the claims of these institutions at once."""
    found: list[Contradiction] = []
    for own in groups(telling, together):
        relations = holding(related(own, within), accepted=decided.accepted, refused=decided.refused)
        found += clashes(own.told, relations)
    return found


def groups(telling: Telling, together: Collection[str] | None) -> list[Telling]:
    """The claims that are to be true together: each institution's, or those of the set."""
    by_line: defaultdict[str, list[Told]] = defaultdict(list)
    for t in telling.told:
        if together is None or t.institution in together:
            by_line["" if together is not None else t.institution].append(t)
    at: defaultdict[Unknown, set[str]] = defaultdict(set)
    for line, told in by_line.items():
        for t in told:
            at[t.unknown].add(line)
    sums: defaultdict[str, list[Sum]] = defaultdict(list)
    parts: defaultdict[str, list[tuple[Unknown, Unknown]]] = defaultdict(list)
    for s in telling.sums:
        for line in set.intersection(*(at[u] for u in (s.whole, *s.parts))):
            sums[line].append(s)
    for part, whole in telling.parts:
        for line in at[part] & at[whole]:
            parts[line].append((part, whole))
    return [Telling(tuple(by_line[line]), tuple(sums[line]), tuple(parts[line])) for line in sorted(by_line)]


def clashes(told: Sequence[Told], relations: Sequence[Relation]) -> list[Contradiction]:
    """The contradictions among these claims if all these relations hold; no claim is in two of them."""
    return [c for part in components(told, relations) for c in _of_several(part)]


def _of_several(part: Component) -> Iterator[Contradiction]:
    if not part.relations:
        yield from _of_one(part.told)
        return
    if easily_true(part):
        return
    program = Program(part)
    place = {id(row): n for n, row in enumerate(program.rows)}
    while not program.feasible():
        members = _plainly(_irreducible(program.clash()), part)
        claims = [m for m in members if isinstance(m, Told)]
        yield _contradiction(claims, [m for m in members if isinstance(m, Relation)])
        program.switch([place[id(t)] for t in claims], on=False)


def _of_one(told: Sequence[Told]) -> Iterator[Contradiction]:
    """Claims on one unknown that nothing else is tied to: the highest low against the lowest high, again and again."""
    lows = sorted((t for t in told if t.low is not None), key=lambda t: (-(t.low or 0), t.id))
    highs = sorted((t for t in told if t.high is not None), key=lambda t: (t.high or 0, t.id))
    gone: set[str] = set()
    while True:
        low = next((t for t in lows if t.id not in gone), None)
        high = next((t for t in highs if t.id not in gone), None)
        if low is None or high is None or (low.low or 0) <= (high.high or 0):
            return
        gone |= {low.id, high.id}
        yield _contradiction([low, high], [])


def _irreducible(rows: Sequence[Row]) -> list[Row]:
    """A smallest part of rows that cannot hold together that still cannot. Sums and uncertain relations are left out first."""
    program = of(rows)
    for n in sorted(program.standing, key=lambda n: _dispensable(program.rows[n])):
        program.switch([n], on=False)
        if program.feasible():
            program.switch([n], on=True)
    return [program.rows[n] for n in program.standing]


def _plainly(rows: list[Row], part: Component) -> list[Row]:
    """The same by plainer relations, where two of the claims clash by them alone: "more civilians than people" needs no sum."""
    if not any(isinstance(r, Relation) and r.kind is Kind.SUM for r in rows):
        return rows
    claims = [t for t in rows if isinstance(t, Told)]
    for a, b in permutations(claims, 2):
        if a.low is not None and b.high is not None and a.low > b.high:
            steps = _steps(part.relations, a.unknown, b.unknown)
            if steps is not None:
                return [a, b, *steps]
    return rows


def _steps(relations: Sequence[Relation], narrow: Unknown, wide: Unknown) -> list[Relation] | None:
    """The fewest relations that lead from a number to one that is not less; None when sums alone do."""
    up: defaultdict[Unknown, list[Relation]] = defaultdict(list)
    for r in relations:
        if len(r.lesser) == len(r.greater) == 1:
            up[r.lesser[0]].append(r)
    reached: dict[Unknown, Relation | None] = {narrow: None}
    waiting = deque([narrow])
    while waiting and wide not in reached:
        for r in up[waiting.popleft()]:
            if r.greater[0] not in reached:
                reached[r.greater[0]] = r
                waiting.append(r.greater[0])
    if wide not in reached:
        return None
    steps: list[Relation] = []
    while (r_ := reached[wide]) is not None:
        steps.append(r_)
        wide = r_.lesser[0]
    return steps[::-1]


def _dispensable(row: Told | Relation) -> tuple[int, int]:
    if isinstance(row, Relation):
        return (0 if not row.certain else 1 if row.kind is Kind.SUM else 2), -len(row.unknowns)
    return 3, -row.figures[0].clocks.published.toordinal()


def _contradiction(told: Sequence[Told], relations: Sequence[Relation]) -> Contradiction:
    ordered = sorted(told, key=lambda t: (t.unknown.day, t.figures[0].clocks.published, t.id))
    return Contradiction(tuple(sorted({t.institution for t in told})), Forcing(tuple(ordered), tuple(relations)))
