"""Where: the place of the clause, what places do not tell it, and the scene that a report sets."""

from __future__ import annotations

import pytest


@pytest.fixture
def place(read):  # type: ignore[no-untyped-def]
    """The place of the last figure of a text."""

    def last(text: str) -> str | None:
        where = read(text, "2019-08-03").figures[-1].place
        return where.name if where else None

    return last


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Five soldiers were killed in the village of Kasulo.", "Kasulo"),
        ("Five soldiers were killed in the village of Santa Rosa, it was reported in Bogota.", "Santa Rosa"),
        ("Five people were killed in the shelling of Mariupol.", "Mariupol"),
        ("Shelling of Mariupol on Monday killed five people.", "Mariupol"),
        ("Some 500 people have fled from Mosul.", "Mosul"),
        ("Five inmates were killed in the Kasulo prison.", "Kasulo prison"),
    ],
)
def test_the_place_of_the_clause(place, text: str, expected: str) -> None:  # type: ignore[no-untyped-def]
    assert place(text) in {expected, f"the {expected}"}


def test_where_somebody_speaks_is_not_where_it_happened(place) -> None:  # type: ignore[no-untyped-def]
    text = "The authorities in Geneva said that 12 civilians were killed near Mosul."
    assert place(text) == "Mosul"


def test_a_report_sets_its_scene_in_the_opening(place) -> None:  # type: ignore[no-untyped-def]
    text = (
        "GENEVA (Test) -- Shells killed two guards at a market in Mosul on Friday.\n\nThe market in Mosul was crowded.\n\n"
        "A witness saw the blasts.\n\nTwelve civilians were killed."
    )
    assert place(text) == "Mosul"


def test_bodies_handed_over_between_states_have_no_place_but_their_own(place) -> None:  # type: ignore[no-untyped-def]
    text = "Russia and Ukraine fought near Donetsk.\n\nRussia handed over the bodies of 300 soldiers to Ukraine."
    assert place(text) is None
