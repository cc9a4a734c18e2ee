"""What follows for a number that nobody tells, if all these claims and relations hold? The tightest bounds, and what forces them.

The duals of the program name the rows that carry a bound; then each is left out to see whether the bound stands without it, so
that none of those named can be spared. What follows stands apart from what was claimed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..model.relations import Bounds, Forcing, Relation, Told, Unknown
from .program import Component, Program, components, of
from .telling import inward

NEAR = 1e-6


def tightest(unknown: Unknown, told: Sequence[Told], relations: Sequence[Relation]) -> Bounds:
    """The bounds on one unknown; those of many are faster together (`follows`)."""
    return follows([unknown], told, relations)[0]


def follows(unknowns: Iterable[Unknown], told: Sequence[Told], relations: Sequence[Relation]) -> list[Bounds]:
    """The bounds on each of these unknowns, in their order."""
    asked = list(unknowns)
    home = {u: part for part in components(told, relations, also=asked) for u in part.unknowns}
    programs: dict[int, Program | None] = {}
    found = []
    for u in asked:
        part = home[u]
        if id(part) not in programs:
            program = Program(part)
            programs[id(part)] = program if program.feasible() else None
        found.append(_bounds(u, part, programs[id(part)]))
    return found


def _bounds(u: Unknown, part: Component, program: Program | None) -> Bounds:
    own = [t for t in part.told if t.unknown == u]
    claimed_low = max((t.low for t in own if t.low is not None), default=None)
    claimed_high = min((t.high for t in own if t.high is not None), default=None)
    if program is None:
        return Bounds(u, None, None, Forcing(), Forcing(), claimed_low, claimed_high, impossible=True)
    low, low_from = _extreme(program, u, greatest=False)
    high, high_from = _extreme(program, u, greatest=True)
    least, most = inward(low, high)
    if not low_from.told:  # that nobody is fewer than nobody is no finding
        least, low_from = claimed_low, Forcing()
    return Bounds(u, least, most, low_from, high_from, claimed_low, claimed_high)


def _extreme(program: Program, u: Unknown, *, greatest: bool) -> tuple[float | None, Forcing]:
    """The bound, and the rows that force it: those the duals name, of which none can be spared."""
    value, weighed = program.extreme(u, greatest=greatest)
    if value is None:
        return None, Forcing()
    small = of(weighed, also=[u])
    if not _same(small.extreme(u, greatest=greatest)[0], value):  # rounding hid a row from the duals
        small = of([program.rows[n] for n in program.standing], also=[u])
    for n in sorted(small.standing, key=lambda n: _own(small.rows[n], u)):
        small.switch([n], on=False)
        if not _same(small.extreme(u, greatest=greatest)[0], value):
            small.switch([n], on=True)
    rows = [small.rows[n] for n in small.standing]
    return value, Forcing(tuple(r for r in rows if isinstance(r, Told)), tuple(r for r in rows if isinstance(r, Relation)))


def _same(one: float | None, other: float) -> bool:
    return one is not None and abs(one - other) <= NEAR * max(1.0, abs(other))


def _own(row: Told | Relation, u: Unknown) -> bool:
    """Claims on the unknown itself are left out last: they are the plainest reason."""
    return isinstance(row, Told) and row.unknown == u
