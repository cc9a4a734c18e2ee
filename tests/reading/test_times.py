"""Time expressions of the press against a publication day (Wednesday, 5 October 2022)."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cenotaph.model.days import Precision
from cenotaph.reading.times import times

PUBLISHED = date(2022, 10, 5)
SPANS = [
    ("on Tuesday", "2022-10-04", "2022-10-04"),
    ("on Wednesday", "2022-10-05", "2022-10-05"),
    ("last Wednesday", "2022-09-28", "2022-09-28"),
    ("since February", "2022-02-01", "2022-10-05"),
    ("in September", "2022-09-01", "2022-09-30"),
    ("in November", "2021-11-01", "2021-11-30"),
    ("last month", "2022-09-01", "2022-09-30"),
    ("in the 1990s", "1990-01-01", "1999-12-31"),
    ("13-14 September", "2022-09-13", "2022-09-14"),
    ("on 19 June 1986", "1986-06-19", "1986-06-19"),
    ("March 3, 2021", "2021-03-03", "2021-03-03"),
    ("in 2020", "2020-01-01", "2020-12-31"),
    ("since 2014", "2014-01-01", "2022-10-05"),
    ("between 1980 and 1985", "1980-01-01", "1985-12-31"),
    ("yesterday", "2022-10-04", "2022-10-04"),
    ("last night", "2022-10-04", "2022-10-04"),
    ("earlier this week", "2022-10-03", "2022-10-05"),
    ("last week", "2022-09-26", "2022-10-02"),
    ("last year", "2021-01-01", "2021-12-31"),
    ("three days ago", "2022-10-02", "2022-10-02"),
    ("on Tuesday, 4 October", "2022-10-04", "2022-10-04"),
    ("by Tuesday, 4 October", "2022-10-04", "2022-10-04"),
    ("since 22 March", "2022-03-22", "2022-10-05"),
]


@pytest.mark.parametrize(("words", "first", "last"), SPANS)
def test_spans(words: str, first: str, last: str) -> None:
    (found,) = times(f"They died {words}.", PUBLISHED)
    assert (str(found.span.first), str(found.span.last)) == (first, last)


def test_the_precision_is_that_of_the_words() -> None:
    stated = {
        w: times(f"They died {w}.", PUBLISHED)[0].span.precision for w in ("on Tuesday", "in September", "in 2020", "in the 1990s")
    }
    assert list(stated.values()) == [Precision.DAY, Precision.MONTH, Precision.YEAR, Precision.DECADE]


@pytest.mark.parametrize(
    ("words", "as_of"), [("by 1 January", True), ("by Saturday, 1 October", True), ("as of Monday", True), ("on 1 January", False)]
)
def test_a_day_as_of_which_somebody_speaks(words: str, as_of: bool) -> None:
    assert times(f"12 had died {words}.", PUBLISHED)[0].as_of is as_of


@pytest.mark.parametrize("text", ["31 February", "the 45th of May", "Room 2020", "a May day"])
def test_impossible_days_are_none(text: str) -> None:
    assert all(w.span.first is None or w.span.first <= date(9999, 12, 31) for w in times(text, PUBLISHED))
    assert not [w for w in times("31 February 2020", PUBLISHED) if w.rule == "a day"]


@given(st.text(max_size=60), st.dates(date(1900, 1, 1), date(2100, 1, 1)))
def test_any_text_gives_spans_that_are_spans(text: str, published: date) -> None:
    for found in times(text, published):
        assert found.start < found.end <= len(text)
