"""The map that needs no script: coasts and borders as faint lines, a circle for every place, its size by how many questions.

Borders are claims: the lines are Natural Earth's in the reading of the Visionscarto atlas, and no country is told from them.
The projection is plate carrée, stretched by the cosine of the middle latitude.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import cos, radians, sqrt

WIDTH, MOST_HIGH, LEAST_HIGH = 760.0, 560.0, 260.0
#: Circles on one map, the largest, and degrees around the outermost places.
CIRCLES, LARGEST, AROUND = 400, 16.0, 1.5
Line = list[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Spot:
    """A place as the sources name it, in degrees (WGS 84), and how many questions are asked of it."""

    name: str
    latitude: float
    longitude: float
    many: int


@dataclass(frozen=True, slots=True)
class Circle:
    x: float
    y: float
    radius: float
    spot: Spot


@dataclass(frozen=True, slots=True)
class Map:
    """Paths and circles in the units of a width × height view box; `left_out` are places beyond CIRCLES."""

    lines: str
    circles: tuple[Circle, ...]
    left_out: int
    width: float
    height: float


def drawn(spots: Sequence[Spot]) -> Map | None:
    """The map of these places, of the first CIRCLES of them; None when there are none."""
    if not spots:
        return None
    kept = spots[:CIRCLES]
    west, east = _widened([s.longitude for s in kept])
    south, north = _widened([s.latitude for s in kept])
    stretch = max(cos(radians((south + north) / 2)), 0.1)
    wide, high = (east - west) * stretch, north - south
    if high / wide > MOST_HIGH / WIDTH:  # a tall map gets wider, a flat one higher
        more = (high * WIDTH / MOST_HIGH - wide) / stretch / 2
        west, east = west - more, east + more
    elif high / wide < LEAST_HIGH / WIDTH:
        more = (wide * LEAST_HIGH / WIDTH - high) / 2
        south, north = south - more, north + more
    scale = WIDTH / ((east - west) * stretch)
    height = round((north - south) * scale, 1)

    def at(longitude: float, latitude: float) -> tuple[float, float]:
        return round((longitude - west) * stretch * scale, 1), round((north - latitude) * scale, 1)

    most = max(s.many for s in kept)
    largest = LARGEST if len(kept) <= 40 else LARGEST / 2  # many are told apart when they are small
    circles = [Circle(*at(s.longitude, s.latitude), round(3 + (largest - 3) * sqrt(s.many / most), 1), s) for s in kept]
    paths = ("M" + "L".join(f"{x},{y}" for x, y in (at(*p) for p in run)) for run in _inside(west, south, east, north))
    return Map("".join(paths), tuple(circles), len(spots) - len(kept), WIDTH, height)


def _widened(degrees: Sequence[float]) -> tuple[float, float]:
    """From the least to the greatest, with some room at both ends."""
    room = AROUND + (max(degrees) - min(degrees)) / 20
    return min(degrees) - room, max(degrees) + room


def _inside(west: float, south: float, east: float, north: float) -> Iterable[Line]:
    """The stretches of the world's lines that run through these bounds."""
    margin = max(east - west, north - south) / 10 + 1
    for (w, s, e, n), line in _world():
        if e < west - margin or w > east + margin or n < south - margin or s > north + margin:
            continue
        run: Line = []
        for x, y in line:
            if west - margin <= x <= east + margin and south - margin <= y <= north + margin:
                run.append((x, y))
            elif run:
                if len(run) > 1:
                    yield run
                run = []
        if len(run) > 1:
            yield run


@cache
def _world() -> list[tuple[tuple[float, float, float, float], Line]]:
    shelf = files(__package__).joinpath("data", "world", "lines.json")
    found = json.loads(shelf.read_text(encoding="utf-8"))["features"][0]["geometry"]["coordinates"]
    made = []
    for line in found:
        xs, ys = [p[0] for p in line], [p[1] for p in line]
        made.append(((min(xs), min(ys), max(xs), max(ys)), [(p[0], p[1]) for p in line]))
    return made
