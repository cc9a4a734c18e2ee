"""Count expressions: words in, bounds out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cenotaph.reading.count.numbers import expressions, value

BOUNDS = [
    ("25 soldiers", "25", 25, 25, False),
    ("more than 2,300 dead", "more than 2,300", 2301, None, False),
    ("over 40 people", "over 40", 41, None, False),
    ("at least 286 people", "at least 286", 286, None, False),
    ("No fewer than 20 men", "No fewer than 20", 20, None, False),
    ("up to 300 people", "up to 300", None, 300, False),
    ("fewer than 40 bodies", "fewer than 40", None, 39, False),
    ("between 40 and 50 people", "between 40 and 50", 40, 50, False),
    ("40 to 50 people", "40 to 50", 40, 50, False),
    ("15-20 bodies", "15-20", 15, 20, False),
    ("around 2,000 people", "around 2,000", 2000, 2000, True),
    ("some 300 people", "some 300", 300, 300, True),
    ("an estimated 600 men", "an estimated 600", 600, 600, True),
    ("nearly 13,000 people", "nearly 13,000", 13000, 13000, True),
    ("1.2 million refugees", "1.2 million", 1_200_000, 1_200_000, False),
    ("2 300 soldiers", "2 300", 2300, 2300, False),
    ("2.300 soldiers", "2.300", 2300, 2300, False),
    ("twenty-one men", "twenty-one", 21, 21, False),
    ("two hundred and fifty dead", "two hundred and fifty", 250, 250, False),
    ("half a dozen men", "half a dozen", 6, 6, False),
    ("a dozen men", "a dozen", 12, 12, False),
    ("over a hundred people", "over a hundred", 101, None, False),
    ("sixty people or more", "sixty", 60, 60, False),
    ("12 or more people", "12 or more", 12, None, False),
    ("half a million people", "half a million", 500_000, 500_000, False),
    ("two and a half million people", "two and a half million", 2_500_000, 2_500_000, False),
    ("one and a half thousand men", "one and a half thousand", 1500, 1500, False),
    ("1'300 soldiers", "1'300", 1300, 1300, False),
    ("1,2 million people", "1,2 million", 1_200_000, 1_200_000, False),
    ("1,23,456 people", "1,23,456", 123_456, 123_456, False),
    ("3 lakh people", "3 lakh", 300_000, 300_000, False),
    ("5-6 hundred people", "5-6 hundred", 500, 600, False),
]


@pytest.mark.parametrize(("text", "words", "low", "high", "approx"), BOUNDS)
def test_bounds(text: str, words: str, low: int | None, high: int | None, approx: bool) -> None:
    found = next(expressions(text))
    assert (text[found.start : found.end], found.count.low, found.count.high, found.count.approx) == (words, low, high, approx)


@pytest.mark.parametrize(
    "words", ["several", "dozens", "a few", "scores", "hundreds of thousands", "several dozen", "a number of", "tens of thousands"]
)
def test_vague_words_stay_words(words: str) -> None:
    found = next(expressions(f"{words} of people"))
    assert found.count.vague
    assert found.count.words == words


@pytest.mark.parametrize("text", ["$25 million", "12.5 percent", "the 1990s", "the 100th day", "25% of them", "at 10:30"])
def test_what_is_no_count(text: str) -> None:
    assert [e for e in expressions(text) if not e.count.vague] == []


@given(st.integers(0, 10**9))
def test_digits_with_separators_mean_the_same(number: int) -> None:
    assert value(f"{number:,}") == value(str(number)) == number


@given(st.text(max_size=80))
def test_any_text_gives_expressions_that_point_into_it(text: str) -> None:
    for found in expressions(text):
        assert 0 <= found.start <= found.core < found.end <= len(text)
        assert text[found.start : found.end].strip()


@pytest.mark.parametrize(
    ("text", "low"),
    [
        ("The toll rises from 12 to 15.", 15),
        ("The number of wounded fell by 3 to 27.", 27),
        ("It has grown from 120 to 150, they said.", 150),
        ("1937 - 2,000 people were shot.", 2000),
        ("1916 - 485 people were executed.", 485),
    ],
)
def test_what_a_number_was_before_is_no_range(text: str, low: int) -> None:
    assert [(e.count.low, e.count.high) for e in expressions(text)] == [(low, low)]
