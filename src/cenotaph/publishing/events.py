"""The pages of events: single occurrences by conflict, the newest first; by month; and on a map."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .accounts import Listed
from .bars import Bars, bars
from .maps import CIRCLES, Map, Spot, drawn
from .occurrences import Occurrence
from .rendering import render
from .site import Leaf, Site

#: Years that a timeline by month can show; of a longer time only months with something.
MONTHS = 240
#: Kinds of places that are no spot on a map.
WIDE = frozenset({"country", "border", "sea"})
#: Events that the list under the map names of one place.
NAMED = 3


@dataclass(frozen=True, slots=True)
class Happened:
    """One event: its days, its place as the figures name it, and the accounts of what it cost, which are not to be added."""

    days: str
    place: str | None
    accounts: tuple[Listed, ...]
    reports: int


@dataclass(frozen=True, slots=True)
class Place:
    """A place on the map: how many events there were, and the newest of them."""

    name: str
    many: int
    newest: tuple[Listed, ...]


@dataclass(frozen=True, slots=True)
class Overview:
    """All events at a glance: by month, on the map, and place by place in the order of the circles."""

    months: Bars | None
    map: Map | None
    places: tuple[Place, ...]
    placeless: int


def days(event: Occurrence) -> str:
    """When an event was: a day, from one to another, or open at an end.

    >>> from datetime import date
    >>> days(Occurrence("e", date(2020, 9, 27), None, None, None, (), ()))
    '2020-09-27 or later'
    """
    first, last = event.first, event.last
    if first is None or last is None:
        return f"{last} or earlier" if last else f"{first} or later" if first else "day not told"
    return str(first) if first == last else f"{first} to {last}"


def overview(events: Sequence[tuple[Occurrence, Happened]]) -> Overview:
    """The timeline and the map of these events, given the newest first. A place without coordinates is on no map."""
    spots: dict[tuple[str, float, float], list[Happened]] = {}
    for event, told in events:
        spot = event.spot
        if spot is not None and spot.latitude is not None and spot.longitude is not None and spot.kind not in WIDE:
            spots.setdefault((spot.name, spot.latitude, spot.longitude), []).append(told)
    ordered = sorted(spots.items(), key=lambda s: (-len(s[1]), s[0]))
    placed = sum(len(own) for _, own in ordered)
    return Overview(
        bars(every_month(e.first.isoformat()[:7] for e, _ in events if e.first is not None)),
        drawn([Spot(*where, len(own)) for where, own in ordered]),
        tuple(
            Place(name, len(own), tuple(o.accounts[0] for o in own[:NAMED] if o.accounts)) for (name, *_), own in ordered[:CIRCLES]
        ),
        len(events) - placed,
    )


def every_month(told: Iterable[str]) -> list[tuple[str, int]]:
    """Every month from the first to the last with how many there are, those without any too; of a very long time only the others.

    >>> every_month(["2020-11", "2021-01", "2020-11"])
    [('2020-11', 2), ('2020-12', 0), ('2021-01', 1)]
    """
    many = Counter(told)
    if not many:
        return []
    numbers = sorted(int(m[:4]) * 12 + int(m[5:7]) - 1 for m in many)
    whole = range(numbers[0], numbers[-1] + 1)
    kept = whole if len(whole) <= MONTHS else sorted(set(numbers))
    return [(month, many[month]) for month in (f"{n // 12:04}-{n % 12 + 1:02}" for n in kept)]


def events_page(site: Site, leaf: Leaf[Happened], seen: Overview | None, *, many: int) -> str:
    """One page of the list; the first has the overview."""
    return render("events", site=site, root="", nav="events", leaf=leaf, seen=seen, many=many)
