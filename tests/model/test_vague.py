"""What vague words are worth under a table."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cenotaph.model.vague import worth

TABLE = {"several": 3, "a few": 3, "dozen": 12, "dozens": 24, "tens of thousands": 20_000, "thousands": 2_000, "hundred": 100}


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("several", 3),
        ("Several  Dozen", 36),
        ("several-dozen", 36),
        ("tens of thousands", 20_000),
        ("thousands", 2_000),
        ("a few hundred", 300),
        ("dozens more", 24),
        ("umpteen", None),
        ("", None),
    ],
)
def test_worth(words, number):
    assert worth(words, TABLE) == number


@pytest.mark.parametrize("words", ["tens of thousands", "several million", "hundreds of several", "several scores"])
def test_a_table_that_knows_half_of_the_words_does_not_tell(words):
    assert worth(words, {"several": 3, "tens": 10, "of": 1}) is None


@given(st.permutations(list(TABLE.items())), st.lists(st.sampled_from([*TABLE, "more", "umpteen"]), max_size=3).map(" ".join))
def test_the_order_of_the_table_does_not_matter(rows, words):
    assert worth(words, dict(rows)) == worth(words, TABLE)
