"""Publication days as people write them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cenotaph.sources.days import day


@given(st.dates())
def test_every_unambiguous_way_of_writing_a_day(given_day):
    d = given_day
    assert day(d.isoformat()) == day(f" {d.isoformat()}T23:59:59+04:00 ") == day(d.strftime("%Y%m%d").zfill(8)) == d
    assert day(f"{d.day}.{d.month}.{d.year:04}") == d
    slashed = day(f"{d.day:02}/{d.month:02}/{d.year:04}")
    assert slashed == (d if d.day > 12 else None)
    assert day(f"{d.month:02}/{d.day:02}/{d.year:04}") == slashed


@pytest.mark.parametrize(
    "text", [None, "", "03/04/2020", "2020-02-30", "2020-11", "yesterday", "13/13/2020", "2020-11-14x", "99999999"]
)
def test_what_is_no_day(text):
    assert day(text) is None


@given(st.text() | st.from_regex(r"\d{1,4}[-./]\d{1,2}[-./]\d{1,4}", fullmatch=True))
def test_any_text_is_a_day_or_none(text):
    assert day(text) is None or isinstance(day(text), date)
