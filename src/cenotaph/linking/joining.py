"""Which figures belong to one event: pairs are scored inside blocks, and the best pairs joined first.

A group is joined to another only when the mean of all scores between their members reaches the threshold and no pair is
forbidden (average linkage), so a chain of look-alikes does not grow into one event. The result does not depend on the order
in which figures arrive.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations

from ..model.accounts import Event
from ..model.claims import Figure
from ..model.terms import Role
from .features import score, threshold

Pair = tuple[str, str]


def link(figures: Iterable[Figure]) -> list[Event]:
    """Every figure in exactly one event, events ordered by their first figure (published, report, place in it)."""
    ordered = sorted(figures, key=_order)
    events: list[Event] = []
    for block in _blocks(ordered):
        events += _joined(block)
    rank = {f.id: i for i, f in enumerate(ordered)}
    return sorted(events, key=lambda e: rank[e.id])


def _order(f: Figure) -> tuple[str, str, int, str]:
    return f.clocks.published.isoformat(), f.report, f.passage.start, f.id


def _blocks(ordered: list[Figure]) -> Iterator[list[Figure]]:
    """Figures that could meet at all: same fate, same unit. Within them, pairs need a common key (see `_keys`)."""
    blocks: defaultdict[tuple[str, str], list[Figure]] = defaultdict(list)
    for figure in ordered:
        blocks[figure.fate.value, figure.count.unit.value].append(figure)
    yield from blocks.values()


def _dated(f: Figure) -> bool:
    """Whether the figure tells closely enough when it happened to be compared by the week."""
    span = f.clocks.happened
    return span is not None and span.first is not None and span.last is not None and (span.last - span.first).days <= 62


def _keys(f: Figure) -> Iterator[str]:
    """What two figures must share one of to be compared: the report, the weeks it happened in, or the fortnight it speaks for."""
    yield f"report {f.report}"
    span = f.clocks.happened
    if _dated(f) and span and span.first and span.last:
        for week in range(span.first.toordinal() // 7, span.last.toordinal() // 7 + 2):
            yield f"week {week}"
    else:
        yield f"conflict {f.conflict} {f.clocks.speaks_for.toordinal() // 14}"


def _pairs(block: list[Figure]) -> set[tuple[int, int]]:
    """Pairs that share a key, or a number unless both are dated: two dated ones of no common week are too far apart to be one."""
    keyed: defaultdict[str, list[int]] = defaultdict(list)
    numbered: defaultdict[int, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for i, figure in enumerate(block):
        for key in _keys(figure):
            keyed[key].append(i)
        for bound in {figure.count.low, figure.count.high} - {None}:
            numbered[bound or 0][_dated(figure)].append(i)
    pairs = {pair for members in keyed.values() for pair in combinations(members, 2)}
    for undated, dated in numbered.values():
        pairs.update(combinations(undated, 2))
        pairs.update((min(i, j), max(i, j)) for i in undated for j in dated)
    return pairs


def _joined(block: list[Figure]) -> list[Event]:
    """Average linkage over the scored pairs, best first, ties by position so that the outcome is one."""
    least = threshold()
    links: dict[tuple[int, int], float | None] = {}
    for i, j in _pairs(block):
        made = score(block[i], block[j])
        links[i, j] = None if made.forbidden else made.total
    groups: dict[int, list[int]] = {i: [i] for i in range(len(block))}
    at = list(range(len(block)))
    heap = [(-value, i, j) for (i, j), value in links.items() if value is not None and value >= least]
    heapq.heapify(heap)
    while heap:
        _, i, j = heapq.heappop(heap)
        a, b = at[i], at[j]
        if a == b or not _may_join(groups[a], groups[b], links, block, least):
            continue
        first, second = sorted((a, b))
        groups[first] += groups.pop(second)
        for member in groups[first]:
            at[member] = first
    return [_event([block[i] for i in sorted(members)]) for members in groups.values()]


def _may_join(a: list[int], b: list[int], links: dict[tuple[int, int], float | None], block: list[Figure], least: float) -> bool:
    total = 0.0
    for i in a:
        for j in b:
            key = (min(i, j), max(i, j))
            if key not in links:
                made = score(block[key[0]], block[key[1]])
                links[key] = None if made.forbidden else made.total
            value = links[key]
            if value is None:
                return False
            total += value
    return total / (len(a) * len(b)) >= least


def _event(members: list[Figure]) -> Event:
    """An event takes its first figure's id; rival roles and actors mark it as disputed."""
    disputed = []
    if len({f.group.role for f in members} - {Role.UNKNOWN, Role.MIXED}) > 1:
        disputed.append("role")
    if len({f.actor.casefold() for f in members if f.actor}) > 1:
        disputed.append("actor")
    return Event(members[0].id, tuple(f.id for f in members), tuple(disputed))
