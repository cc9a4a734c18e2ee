"""What of a figure is compared with another, worked out once a figure."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import asin, cos, radians, sin, sqrt

from ..model.claims import Figure
from ..model.reference import Place, folded
from ..model.terms import Commitment, Role

Gazetteer = Mapping[str, Place]
#: Kinds of places within which many things happen on one day.
WIDE = {"country", "region", "territory", "border", "sea"}
#: A span of more days than this tells no day.
DATED = 62


@cache
def _areas() -> frozenset[str]:
    table = tomllib.loads(files(__package__).joinpath("data", "places.toml").read_text(encoding="utf-8"))
    return frozenset(table["areas"])


@dataclass(frozen=True, slots=True)
class Traits:
    """A figure as linking sees it. Days are ordinals; None where nothing is told.

    `place` is the id in the gazetteer or the folded name; `wide` says that many things happen there on one day. `voice` is who
    says so: the origin, or the speaker, of whom nothing else is known.
    """

    figure: Figure
    low: int | None
    high: int | None
    vague: bool
    exact: bool
    middle: float
    people: str
    role: Role
    side: str | None
    slug: str | None
    actor: str | None
    recipient: str | None
    place: str | None
    wide: bool
    country: str | None
    at: tuple[float, float] | None
    first: int | None
    last: int | None
    dated: bool
    published: int
    speaks_for: int
    total: bool
    planned: bool
    voice: str
    told: bool


def traits(figure: Figure, places: Gazetteer) -> Traits:
    """The traits of a figure; `places` are those of the gazetteer that figures name, by id."""
    count, group, clocks = figure.count, figure.group, figure.clocks
    where = figure.place
    known = places.get(where.place) if where is not None and where.place is not None else None
    span = clocks.happened
    first = span.first.toordinal() if span is not None and span.first is not None else None
    last = span.last.toordinal() if span is not None and span.last is not None else None
    claimant, whose = figure.claimant, group.slug or group.side
    return Traits(
        figure=figure,
        low=count.low,
        high=count.high,
        vague=count.vague,
        exact=count.exact,
        middle=(
            (count.low if count.low is not None else count.high or 0) + (count.high if count.high is not None else count.low or 0)
        )
        / 2,
        people=group.words,
        role=group.role,
        side=folded(whose) if whose else None,
        slug=group.slug,
        actor=folded(figure.actor) if figure.actor else None,
        recipient=folded(figure.recipient) if figure.recipient else None,
        place=None if where is None else where.place or folded(where.name),
        wide=known.kind in WIDE if known is not None else where is not None and folded(where.name).split(" ")[-1] in _areas(),
        country=known.country if known is not None else None,
        at=(known.latitude, known.longitude)
        if known is not None and known.latitude is not None and known.longitude is not None
        else None,
        first=first,
        last=last,
        dated=first is not None and last is not None and last - first <= DATED,
        published=clocks.published.toordinal(),
        speaks_for=clocks.speaks_for.toordinal(),
        total=figure.measure.cumulative,
        planned=figure.commitment is Commitment.PLANS,
        voice=claimant.line,
        told=claimant.speaker is not None or claimant.institution is not None,
    )


def kilometres(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Great-circle distance of two points (latitude, longitude in degrees), on a sphere of 6,371 km.

    >>> round(kilometres((50.45, 30.52), (49.99, 36.23)))
    409
    """
    (north, east), (other_north, other_east) = (tuple(map(radians, p)) for p in (a, b))
    half = sin((other_north - north) / 2) ** 2 + cos(north) * cos(other_north) * sin((other_east - east) / 2) ** 2
    return 2 * 6_371 * asin(sqrt(min(1.0, half)))
