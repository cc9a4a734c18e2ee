"""Maps and bars that need no script: places inside the map, the largest circle for the most, what is left out is counted."""

from __future__ import annotations

from cenotaph.publishing.bars import bars
from cenotaph.publishing.maps import CIRCLES, LARGEST, Spot, drawn

SHUSHI, HADRUT = Spot("Shushi", 39.76, 46.75, 9), Spot("Hadrut", 39.52, 47.03, 1)


def test_places_are_inside_north_up_and_the_most_is_largest() -> None:
    made = drawn([SHUSHI, HADRUT])
    assert made is not None
    shushi, hadrut = made.circles
    assert all(0 < c.x < made.width and 0 < c.y < made.height for c in made.circles)
    assert shushi.x < hadrut.x
    assert shushi.y < hadrut.y
    assert LARGEST == shushi.radius > hadrut.radius
    assert made.lines.startswith("M")
    assert made.left_out == 0


def test_places_beyond_the_most_are_counted() -> None:
    many = [Spot(f"place {n}", 30 + n / 100, 40 + n / 90, 1) for n in range(CIRCLES + 7)]
    made = drawn(many)
    assert made is not None
    assert (len(made.circles), made.left_out) == (CIRCLES, 7)


def test_no_place_is_no_map() -> None:
    assert drawn([]) is None
    assert bars([]) is None
    assert bars([("2020-09", 0)]) is None


def test_the_highest_bar_is_the_most() -> None:
    made = bars([("2020-09", 3), ("2020-10", 12)])
    assert made is not None
    assert made.most == 12
    assert made.bars[0].height < made.bars[1].height == made.base - made.top
