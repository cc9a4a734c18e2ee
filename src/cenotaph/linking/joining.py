"""Which figures belong to one event: pairs that share a key are scored, and the best of them joined first.

Two groups are joined by a pair that reaches `start` when all pairs between them reach `mean` on average, none falls below `floor`
and none is forbidden (average linkage with cannot-link rules), so a chain of look-alikes does not grow into one event. Pairs that
reach `start` make up islands, and nothing is joined across them: the outcome does not depend on the order in which figures arrive,
and a new report changes nothing beyond the islands that it touches.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ..model.accounts import Event
from ..model.claims import Figure
from ..model.collector import collector_paused
from ..model.terms import Role
from .blocking import Key, looks, stands
from .traits import Gazetteer, Traits, traits
from .weighing import Weights, total, weights

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Said:
    """What persons decided of pairs of figures, by id: `same` are of one event, `different` are not. It goes before any rule."""

    same: Collection[Pair] = ()
    different: Collection[Pair] = ()


def link(figures: Iterable[Figure], places: Gazetteer | None = None, said: Said | None = None) -> list[Event]:
    """Every figure in exactly one event, events ordered by their first figure (published, report, place in it)."""
    linker = Linker(places or {}, said or Said())
    linker.add(figures)
    return linker.events()


@dataclass
class Linker:
    """Figures and the events they belong to; more can be added at any time, in any order, to the same end."""

    places: Gazetteer = field(default_factory=dict)
    said: Said = field(default_factory=Said)
    by: Weights = field(default_factory=weights)

    def __post_init__(self) -> None:
        self._traits: dict[str, Traits] = {}
        self._met: defaultdict[Key, list[str]] = defaultdict(list)
        self._home: dict[str, Event] = {}
        self._same, self._different = _by_figure(self.said.same), _by_figure(self.said.different)

    def add(self, figures: Iterable[Figure]) -> list[Event]:
        """Take figures in; the events that are new or have changed. Only the islands they touch are joined again."""
        with collector_paused():
            return self._added([f for f in figures if f.id not in self._traits])

    def _added(self, new: Sequence[Figure]) -> list[Event]:
        for figure in new:
            known = self._traits[figure.id] = traits(figure, self.places)
            for key in stands(known):
                self._met[key].append(figure.id)
        changed: list[Event] = []
        done: set[str] = set()
        for figure in new:
            if figure.id not in done:
                island, links = self._island(figure.id)
                done.update(island)
                for event in self._joined(list(island), links):
                    changed.append(event)
                    self._home.update((f, event) for f in event.figures)
        return sorted(changed, key=self._place)

    def island(self, figure: str) -> set[str]:
        """The figures that one can be joined with, over others if need be; with itself."""
        return set(self._island(figure)[0])

    def events(self) -> list[Event]:
        return sorted({e.id: e for e in self._home.values()}.values(), key=self._place)

    def _place(self, event: Event) -> tuple[str, str, int, str]:
        return _order(self._traits[event.id].figure)

    def _island(self, start: str) -> tuple[dict[str, None], dict[Pair, float]]:
        """Every figure that can be reached over pairs that reach `start`, and those pairs."""
        links: dict[Pair, float] = {}
        reached: dict[str, None] = {start: None}
        waiting = [start]
        while waiting:
            here = waiting.pop()
            own = self._traits[here]
            met = {other for key in looks(own) for other in self._met.get(key, ())} | self._same.get(
                here, set()
            ) & self._traits.keys()
            for there in met:
                if there == here or (there, here) in links or (here, there) in links:
                    continue
                value = self._value(own, self._traits[there])
                if value is not None and value >= self.by.start:
                    links[here, there] = value
                    if there not in reached:
                        reached[there] = None
                        waiting.append(there)
        return reached, links

    def _value(self, a: Traits, b: Traits) -> float | None:
        """The score of a pair, with what a person said of it before all else."""
        if b.figure.id in self._same.get(a.figure.id, ()):
            return float("inf")
        if b.figure.id in self._different.get(a.figure.id, ()):
            return None
        return total(a, b, self.by)

    def _joined(self, island: Sequence[str], links: Mapping[Pair, float]) -> Iterator[Event]:
        if len(island) == 1:
            yield self._event(island)
            return
        members = sorted(island, key=lambda f: _order(self._traits[f].figure))
        rank = {f: i for i, f in enumerate(members)}
        known = [self._traits[f] for f in members]
        best = [(-value, min(rank[a], rank[b]), max(rank[a], rank[b])) for (a, b), value in links.items()]
        same = [(rank[a], rank[b]) for a, b in self.said.same if a in rank and b in rank]
        different = {frozenset((rank[a], rank[b])) for a, b in self.said.different if a in rank and b in rank}
        groups = _told(len(members), same, different)
        for group in _agglomerated(groups, best, lambda i, j: self._value(known[i], known[j]), self.by):
            yield self._event([members[i] for i in sorted(group)])

    def _event(self, members: Sequence[str]) -> Event:
        """An event takes its first figure's id; rival roles and actors mark it as disputed."""
        figures = [self._traits[f].figure for f in members]
        disputed = []
        if len({f.group.role for f in figures} - {Role.UNKNOWN, Role.MIXED}) > 1:
            disputed.append("role")
        if len({f.actor.casefold() for f in figures if f.actor}) > 1:
            disputed.append("actor")
        return Event(members[0], tuple(members), tuple(disputed))


def _by_figure(pairs: Iterable[Pair]) -> dict[str, set[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for a, b in pairs:
        found[a].add(b)
        found[b].add(a)
    return dict(found)


def _order(f: Figure) -> tuple[str, str, int, str]:
    return f.clocks.published.isoformat(), f.report, f.passage.start, f.id


def _told(size: int, same: Iterable[tuple[int, int]], different: Collection[frozenset[int]]) -> list[list[int]]:
    """The groups that persons told, in their order; a pair that would join two that are told different joins nothing."""
    groups = {i: [i] for i in range(size)}
    at = list(range(size))
    for pair in same:
        a, b = sorted(at[i] for i in pair)
        if a != b and not any(frozenset((i, j)) in different for i in groups[a] for j in groups[b]):
            for member in groups[b]:
                at[member] = a
            groups[a] += groups.pop(b)
    return list(groups.values())


def _agglomerated(
    told: Sequence[Sequence[int]], best: list[tuple[float, int, int]], value: Callable[[int, int], float | None], by: Weights
) -> list[list[int]]:
    """Groups of numbers, from those that persons told: the best pair first, ties by number, so that the outcome is one.

    No rule keeps what is told together apart, nor its other pairs from joining more. `best` are (minus the score, lower, higher) of
    the pairs that may begin a joint; `value` scores any pair.
    """
    groups = {group[0]: list(group) for group in told}
    at = {member: group[0] for group in told for member in group}
    sums: defaultdict[int, dict[int, float | None]] = defaultdict(dict)

    def summed(a: int, b: int) -> float | None:
        """The sum of all scores between two groups; None where a pair forbids them or falls below the floor."""
        total = 0.0
        for i in groups[a]:
            for j in groups[b]:
                one = value(min(i, j), max(i, j))
                if one is None or one < by.floor:
                    return None
                total += one
        return total

    heapq.heapify(best)
    while best:
        _, i, j = heapq.heappop(best)
        a, b = sorted((at[i], at[j]))
        if a == b:
            continue
        if b not in sums[a]:
            sums[a][b] = sums[b][a] = summed(a, b)
        total = sums[a][b]
        if total is None or total < by.mean * len(groups[a]) * len(groups[b]):
            continue
        for member in groups[b]:
            at[member] = a
        groups[a] += groups.pop(b)
        for other in {*sums[a], *sums[b]}:  # what both groups had with a third is what they now have together
            one, two = sums[other].pop(a, UNKNOWN), sums[other].pop(b, UNKNOWN)
            if other not in (a, b) and UNKNOWN not in (one, two):
                sums[other][a] = sums[a][other] = None if one is None or two is None else one + two
            else:
                sums[a].pop(other, None)
        del sums[b]
    return list(groups.values())


#: That a sum has not been worked out.
UNKNOWN = float("-inf")
