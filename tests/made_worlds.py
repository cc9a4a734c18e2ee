"""Worlds made up for linking: hundreds of unrelated incidents of known truth, told by reports that differ, repeat and leave out.

Sizes, offsets of days, rival numbers, what is left out and copies are drawn from a seed, so a world can be made again. Nothing in
it was taken from a set of annotated reports.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from random import Random

from cenotaph.model.accounts import Event
from cenotaph.model.claims import Claimant, Figure, Group, Passage, Where, anchor
from cenotaph.model.counts import Count
from cenotaph.model.days import Clocks, Span
from cenotaph.model.reference import Place
from cenotaph.model.terms import Basis, Fate, Measure, Role, Standing, Unit

FATES = [Fate.KILLED] * 6 + [Fate.INJURED] * 3 + [Fate.CAPTURED, Fate.RELEASED, Fate.RETURNED, Fate.RECOVERED]
WORDS = {
    Role.COMBATANT: ["soldiers", "servicemen", "fighters"],
    Role.CIVILIAN: ["civilians", "residents"],
    Role.UNKNOWN: ["people", ""],
}
START = date(2021, 1, 1)


@dataclass(frozen=True)
class Recipe:
    """How a world is made: shares are of all figures unless said otherwise.

    `retold`: reports an event on average. `rival`: tell another number, within a fifth. `late`: tell the day one or two off.
    `untold`: leave the place, the day or the side out, each. `region`: name no more than the country. `copied`: reports that are
    printed again by another outlet. `totals`: running totals a conflict and month, `outlets`: who tell of events.
    """

    events: int = 200
    conflicts: int = 4
    places: int = 40
    days: int = 300
    retold: float = 3.0
    rival: float = 0.15
    late: float = 0.05
    untold: float = 0.12
    region: float = 0.12
    copied: float = 0.1
    totals: int = 2
    outlets: int = 4


@dataclass
class World:
    """Figures in the order of publication, the event that each of them is really of, and the places they name."""

    figures: list[Figure] = field(default_factory=list)
    truth: dict[str, str] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)


@dataclass(frozen=True)
class _Happened:
    name: str
    conflict: int
    day: date
    place: Place
    side: str
    against: str
    fate: Fate
    role: Role
    count: int


def world(seed: int, recipe: Recipe | None = None) -> World:
    """A world of that seed."""
    recipe, draw, made = recipe or Recipe(), Random(seed), World()
    for c in range(recipe.conflicts):
        centre = (draw.uniform(-40, 60), draw.uniform(-100, 120))
        made.places[f"country{c}"] = Place(f"country{c}", f"Country {c}", f"C{c}", "country")
        for p in range(recipe.places):
            at = centre[0] + draw.uniform(-5, 5), centre[1] + draw.uniform(-5, 5)
            made.places[f"p{c}-{p}"] = Place(f"p{c}-{p}", f"Town {c}-{p}", f"C{c}", "town", *at)
    happened = [_happening(n, recipe, draw, made) for n in range(recipe.events)]
    reports: defaultdict[tuple[int, date], list[_Happened]] = defaultdict(list)
    for event in happened:
        for _ in range(1 + min(int(draw.expovariate(1 / max(recipe.retold - 1, 0.01))), 12)):
            reports[draw.randrange(recipe.outlets), event.day + timedelta(days=draw.choice([0, 0, 1, 1, 1, 2, 3, 6]))].append(event)
    serial = 0
    for (outlet, day), events in sorted(reports.items(), key=lambda item: (item[0][1], item[0][0])):
        draw.shuffle(events)
        while events:
            told, events = events[: draw.randint(1, 3)], events[3:] if len(events) > 3 else []
            serial += 1
            _report(f"r{serial}", outlet, day, told, recipe, draw, made)
    for c in range(recipe.conflicts):
        for month in range(0, recipe.days, 30):
            for n in range(recipe.totals):
                _total(f"t{c}-{month}-{n}", c, START + timedelta(days=month + n), 300 + 40 * month // 30 + 700 * n, draw, made)
    made.figures.sort(key=lambda f: (f.clocks.published, f.report, f.passage.start))
    return made


def _happening(n: int, recipe: Recipe, draw: Random, made: World) -> _Happened:
    c = draw.randrange(recipe.conflicts)
    side, against = draw.sample([f"side{c}a", f"side{c}b"], 2)
    size = min(int(draw.lognormvariate(1.6, 1.2)) + 1, 3_000)
    role = draw.choice([Role.COMBATANT, Role.CIVILIAN, Role.UNKNOWN])
    place = made.places[f"p{c}-{draw.randrange(recipe.places)}"]
    return _Happened(
        f"e{n}", c, START + timedelta(days=draw.randrange(recipe.days)), place, side, against, draw.choice(FATES), role, size
    )


def _report(name: str, outlet: int, day: date, told: Sequence[_Happened], recipe: Recipe, draw: Random, made: World) -> None:
    """A report of some events, each figure once or, like a headline's, twice; perhaps printed again by another outlet."""
    figures = []
    for position, event in enumerate(dict.fromkeys(told)):
        figure = _figure(name, outlet, day, event, position, recipe, draw)
        figures.append((figure, event.name))
        if draw.random() < 0.3:
            figures.append((_placed(figure, name, position + 50), event.name))
    for figure, event_name in figures:
        made.figures.append(figure)
        made.truth[figure.id] = event_name
    if draw.random() < recipe.copied:
        for figure, event_name in figures:
            later = replace(figure.clocks, published=day + timedelta(days=draw.randint(0, 1)))
            copied = replace(_placed(figure, f"{name}-copy", figure.passage.start // 100), clocks=later)
            made.figures.append(copied)
            made.truth[copied.id] = event_name


def _placed(figure: Figure, report: str, position: int) -> Figure:
    at = position * 100
    return replace(
        figure,
        id=anchor("fig", report, at, at + 2, figure.fate.value),
        report=report,
        passage=Passage(report, at, at + 2, "0" * 64),
        sentence=Passage(report, at, at + 90, "1" * 64),
    )


def _figure(name: str, outlet: int, day: date, event: _Happened, position: int, recipe: Recipe, draw: Random) -> Figure:
    def told(share: float) -> bool:
        return draw.random() >= share

    n = event.count
    if n > 9 and not told(recipe.rival):
        n = max(1, round(n * draw.uniform(0.8, 1.2)))
    kind = draw.random()
    count = Count(n, n) if kind < 0.75 else Count(max(1, n - n // 10), None) if kind < 0.88 else Count(n, n, approx=n > 9)
    shift = 0 if told(recipe.late) else draw.choice([-1, 1, 2])
    when = Span.day(event.day + timedelta(days=shift)) if told(recipe.untold) else None
    where = Where(event.place.name, event.place.id) if told(recipe.untold) else None
    if where is not None and not told(recipe.region):
        where = Where(f"Country {event.conflict}", f"country{event.conflict}")
    side = event.side if told(recipe.untold) else None
    role = event.role if told(0.1) else Role.UNKNOWN
    speaker = draw.choice([None, None, event.side, event.against])
    blank = Figure(
        id="",
        report=name,
        passage=Passage(name, 0, 1, "0" * 64),
        sentence=Passage(name, 0, 1, "1" * 64),
        count=replace(count, unit=Unit.PERSON),
        fate=event.fate,
        measure=Measure.INCIDENT,
        group=Group(side, side, role, draw.choice(WORDS[role])),
        claimant=Claimant(speaker, speaker, speaker, None, f"Outlet {outlet}", Standing.UNKNOWN, Basis.UNSTATED),
        clocks=Clocks(when, when.last if when is not None and when.last else day, day),
        actor=event.against if told(0.4) else None,
        place=where,
        conflict=f"war{event.conflict}" if told(0.2) else None,
    )
    return _placed(blank, name, position)


def _total(name: str, c: int, day: date, count: int, draw: Random, made: World) -> None:
    """A running total of one side on one day, told by two or three outlets."""
    for outlet in range(draw.randint(2, 3)):
        blank = Figure(
            id="",
            report=f"{name}-{outlet}",
            passage=Passage(name, 0, 1, "0" * 64),
            sentence=Passage(name, 0, 1, "1" * 64),
            count=Count(count, count),
            fate=Fate.KILLED,
            measure=Measure.RUNNING_TOTAL,
            group=Group(f"side{c}a", f"side{c}a", Role.COMBATANT, "soldiers"),
            claimant=Claimant(f"side{c}a", f"side{c}a", f"side{c}a", None, f"Outlet {outlet}", Standing.OWN, Basis.UNSTATED),
            clocks=Clocks(None, day, day + timedelta(days=draw.randint(0, 1))),
            conflict=f"war{c}",
        )
        figure = _placed(blank, f"{name}-{outlet}", 0)
        made.figures.append(figure)
        made.truth[figure.id] = name


def pairwise(events: Sequence[Event], truth: dict[str, str]) -> tuple[float, float, float]:
    """Precision, recall and F1 over pairs of figures."""

    def pairs(groups: Sequence[Sequence[str]]) -> int:
        return sum(len(g) * (len(g) - 1) // 2 for g in groups)

    mine = pairs([e.figures for e in events])
    by_truth: defaultdict[str, list[str]] = defaultdict(list)
    for figure, name in truth.items():
        by_truth[name].append(figure)
    theirs = pairs(list(by_truth.values()))
    both = sum(n * (n - 1) // 2 for e in events for n in Counter(truth[f] for f in e.figures).values())
    precision, recall = both / max(mine, 1), both / max(theirs, 1)
    return precision, recall, 2 * both / max(mine + theirs, 1)


def b_cubed(events: Sequence[Event], truth: dict[str, str]) -> tuple[float, float, float]:
    """Precision, recall and F1 a figure, averaged (Bagga and Baldwin 1998)."""
    sizes = Counter(truth.values())
    precision = recall = 0.0
    for event in events:
        for name, n in Counter(truth[f] for f in event.figures).items():
            precision += n * n / len(event.figures)
            recall += n * n / sizes[name]
    precision, recall = precision / len(truth), recall / len(truth)
    return precision, recall, 2 * precision * recall / (precision + recall)
