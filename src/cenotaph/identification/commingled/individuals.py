"""How many persons there are at least: from bones where there is an inventory, from genetics otherwise.

Bones: the most of one element of one side, as anthropologists count (White, American Antiquity 18, 1953, 396-398). Of bones whose
side is not known half of all, rounded up, when that is more. Genetics: the fewest groups into which samples can be put so that no
two that exclude each other are together (a minimum cover by cliques of those that can be one person); at least as many persons are
there.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

#: Steps of the search for the fewest groups, and samples linked with one another, beyond which only a bound is told.
STEPS = 20_000
LINKED = 100
SIDES = {"left": "left", "l": "left", "right": "right", "r": "right", "": "", "-": "", "na": "", "unknown": "", "unsided": ""}


@dataclass(frozen=True, slots=True)
class Bone:
    """A row of an inventory: an element of a skeleton, its side (left, right, or nothing), how many.

    `sample`: the name of the sample that was taken, if one was.
    """

    sample: str
    bone: str
    side: str
    count: int = 1


@dataclass(frozen=True, slots=True)
class AtLeast:
    """A minimum number of individuals. `by`: what gave it. `exact`: whether it is the minimum, or a bound below it."""

    number: int
    by: str
    exact: bool


def by_bones(bones: Sequence[Bone]) -> AtLeast:
    """The most of one bone. Nothing gives 0."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for b in bones:
        counts[b.bone][b.side] += b.count
    found = [AtLeast(0, "no bones", True)]
    for bone, own in counts.items():
        if not (own["left"] or own["right"]):
            # A bone that is never sided in this inventory is one of which a body has one.
            found.append(AtLeast(own[""], bone, True))
            continue
        found += [AtLeast(own[side], f"{side} {bone}", True) for side in ("left", "right")]
        found.append(AtLeast(-(-own.total() // 2), f"{bone}, either side, halved", True))
    return max(found, key=lambda x: x.number)


def never_together(samples: Sequence[str], bones: Sequence[Bone]) -> NDArray[np.bool_]:
    """(N, N): two samples of one bone of one side; of bones without a side only where none of that name has one."""
    sided = {b.bone for b in bones if b.side}
    of: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for b in bones:
        if b.side or b.bone not in sided:
            of[b.sample].add((b.bone, b.side))
    places = defaultdict(list)
    for k, name in enumerate(samples):
        for element in of.get(name, ()):
            places[element].append(k)
    made = np.zeros((len(samples), len(samples)), dtype=bool)
    for own in places.values():
        made[np.ix_(own, own)] = True
    np.fill_diagonal(made, False)
    return made


def by_genes(excluded: NDArray[np.bool_]) -> AtLeast:
    """The fewest groups of samples without an excluded pair. `excluded` (N, N), symmetric."""
    number, exact = 0, True
    for part in _components(~excluded):
        own = excluded[np.ix_(part, part)]
        apart = _apart(own)
        groups = _groups(own)
        if groups > apart and len(part) > LINKED:
            exact = False
        elif groups > apart:
            groups, sure = _fewest(own, apart, groups)
            exact &= sure
            apart = groups if sure else apart
        number += apart
    return AtLeast(number, "samples that exclude one another", exact)


def _components(linked: NDArray[np.bool_]) -> Iterator[list[int]]:
    left = set(range(len(linked)))
    while left:
        part, waiting = [], [left.pop()]
        while waiting:
            k = waiting.pop()
            part.append(k)
            near = [j for j in np.flatnonzero(linked[k]).tolist() if j in left]
            left -= set(near)
            waiting += near
        yield sorted(part)


def _apart(excluded: NDArray[np.bool_]) -> int:
    """A set of samples that all exclude one another, found by taking first those that exclude most: a bound from below."""
    chosen: list[int] = []
    for k in np.argsort(-excluded.sum(axis=1), kind="stable").tolist():
        if excluded[k, chosen].all():
            chosen.append(k)
    return len(chosen)


def _groups(excluded: NDArray[np.bool_]) -> int:
    """A way to group, by putting each into the first group that it fits: a bound from above."""
    groups: list[list[int]] = []
    for k in np.argsort(-excluded.sum(axis=1), kind="stable").tolist():
        own = next((g for g in groups if not excluded[k, g].any()), None)
        if own is None:
            groups.append([k])
        else:
            own.append(k)
    return len(groups)


def _fewest(excluded: NDArray[np.bool_], least: int, most: int) -> tuple[int, bool]:
    """Branch and bound, the sample with the fewest groups left to it first (Brélaz 1979, doi:10.1145/359094.359101)."""
    size, best, steps = len(excluded), most, 0
    group = np.full(size, -1)

    def descend(placed: int, used: int) -> bool:
        """False when the steps are used up."""
        nonlocal best, steps
        steps += 1
        if steps > STEPS:
            return False
        if used >= best:
            return True
        if placed == size:
            best = used
            return True
        waiting = np.flatnonzero(group < 0)
        taken = [len(set(group[excluded[k] & (group >= 0)].tolist())) for k in waiting]
        k = int(max(zip(taken, excluded[waiting].sum(axis=1).tolist(), waiting.tolist(), strict=True))[2])
        against = set(group[excluded[k] & (group >= 0)].tolist())
        for g in range(min(used + 1, best - 1)):
            if g not in against:
                group[k] = g
                whole = descend(placed + 1, max(used, g + 1))
                group[k] = -1
                if not whole or best <= least:
                    return whole
        return True

    whole = descend(0, 0)
    return best, whole or best <= least
