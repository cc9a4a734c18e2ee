"""Time expressions of the press against a publication day (Wednesday, 5 October 2022)."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cenotaph.model.days import Precision
from cenotaph.reading.when.times import times

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
    ("since Friday", "2022-09-30", "2022-10-05"),
    ("since mid-April", "2022-04-15", "2022-10-05"),
    ("after 2011", "2011-01-01", "2022-10-05"),
    ("in late November 2020", "2020-11-21", "2020-11-30"),
    ("early this year", "2022-01-01", "2022-03-31"),
    ("at the end of last month", "2022-09-21", "2022-09-30"),
    ("in the first four months of 2018", "2018-01-01", "2018-04-30"),
    ("in the second quarter of 2018", "2018-04-01", "2018-06-30"),
    ("in the summer of 1992", "1992-06-01", "1992-08-31"),
    ("this spring", "2022-03-01", "2022-05-31"),
    ("over the weekend", "2022-10-01", "2022-10-02"),
    ("last March", "2022-03-01", "2022-03-31"),
    ("in January of this year", "2022-01-01", "2022-01-31"),
    ("between March and May 2021", "2021-03-01", "2021-05-31"),
    ("in 1963-64 and 1974", "1963-01-01", "1974-12-31"),
    ("in the 36 years up to the peace of 1996", "1960-01-01", "1996-12-31"),
    ("on Thursday of last week", "2022-09-29", "2022-09-29"),
    ("12.07.2021", "2021-07-12", "2021-07-12"),
    ("ON 17 OCT 88", "1988-10-17", "1988-10-17"),
    ("over the past 24 hours", "2022-10-04", "2022-10-05"),
    ("next week", "2022-10-10", "2022-10-16"),
]
SEQUELS = [
    ("On 18 September 500 came home. A day later 95 were freed.", "2022-09-19", "2022-09-19"),
    ("On 18 September 500 came home. The day before, 95 were freed.", "2022-09-17", "2022-09-17"),
    ("On 18 September 500 came home. That month 95 were freed.", "2022-09-01", "2022-09-30"),
    ("In March 2020 500 came home. At the end of that month 95 were freed.", "2020-03-21", "2020-03-31"),
    ("From 27 to 31 March 2021 they fought. On the first day 95 died.", "2021-03-27", "2021-03-27"),
    ("They fought on 27 March 2021. Over the next four days 95 died.", "2021-03-28", "2021-03-31"),
    ("In 2015 they exhumed 156, the following year 95.", "2016-01-01", "2016-12-31"),
    ("The battle was on 11 July 1995. By 16 July 95 were dead.", "1995-07-16", "1995-07-16"),
    ("A report was published on Friday. A year earlier 95 were freed.", "2021-01-01", "2021-12-31"),
]


@pytest.mark.parametrize(("words", "first", "last"), SPANS)
def test_spans(words: str, first: str, last: str) -> None:
    (found,) = times(f"They died {words}.", PUBLISHED)
    assert (str(found.span.first), str(found.span.last)) == (first, last)


@pytest.mark.parametrize(("text", "first", "last"), SEQUELS)
def test_times_that_count_from_the_time_told(text: str, first: str, last: str) -> None:
    found = times(text, PUBLISHED)[-1]
    assert (str(found.span.first), str(found.span.last)) == (first, last)


@pytest.mark.parametrize(
    "text", ["That month 95 were freed.", "A day later 95 were freed.", "They left six days after he had promised it."]
)
def test_what_has_nothing_to_count_from_is_no_time(text: str) -> None:
    assert times(text, PUBLISHED) == []


def test_a_number_of_people_after_a_day_is_no_year() -> None:
    (found,) = times("On 19 June 86 people died.", PUBLISHED)
    assert str(found.span.first) == "2022-06-19"


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


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("in May and June", "2022-05-01", "2022-06-30"),
        ("between 2018 and last year", "2018-01-01", "2021-12-31"),
        ("since the twenty-first of May", "2022-05-21", "2022-10-05"),
        ("on the ninth of May", "2022-05-09", "2022-05-09"),
    ],
)
def test_times_that_take_several_words(words: str, first: str, last: str) -> None:
    (found,) = times(f"They died {words}.", PUBLISHED)
    assert (str(found.span.first), str(found.span.last)) == (first, last)


def test_last_april_at_the_head_of_a_sentence() -> None:
    (found,) = times("Last April they died.", PUBLISHED)
    assert str(found.span.first) == "2022-04-01"


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("They died on Sunday afternoon and Monday.", "2022-10-02", "2022-10-03"),
        ("This year, up to Sunday, they dug.", "2022-01-01", "2022-10-02"),
        ("It ended on Sunday. Over four days 30 were freed.", "2022-09-29", "2022-10-02"),
        ("They came on Saturday. Within two days 30 had fled.", "2022-10-01", "2022-10-03"),
        ("From 12 to 14 September they talked, and on 20 September met. On the first day 30 came.", "2022-09-12", "2022-09-12"),
        ("They died in the past 72 hours.", "2022-10-02", "2022-10-05"),
        ("12 were missing at the closing of 2021.", "2021-12-01", "2021-12-31"),
    ],
)
def test_days_counted_together(text: str, first: str, last: str) -> None:
    found = times(text, PUBLISHED)[-1]
    assert (str(found.span.first), str(found.span.last)) == (first, last)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("Since August 30 had died. They lost 20 over the same period.", "2022-08-30", "2022-10-05"),
        ("It began on Saturday. During the night 30 died.", "2022-10-01", "2022-10-02"),
        ("During the night 30 died.", "2022-10-04", "2022-10-05"),
        ("On Saturday they held the mayor, kidnapped on 2 May. That day 30 died.", "2022-10-01", "2022-10-01"),
    ],
)
def test_times_that_take_up_another(text: str, first: str, last: str) -> None:
    found = times(text, PUBLISHED)[-1]
    assert (str(found.span.first), str(found.span.last)) == (first, last)


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("in the first twelve days of May", "2022-05-01", "2022-05-12"),
        ("in the last week of April", "2022-04-24", "2022-04-30"),
    ],
)
def test_the_first_or_last_days_of_a_month(words: str, first: str, last: str) -> None:
    (found,) = times(f"They died {words}.", PUBLISHED)
    assert (str(found.span.first), str(found.span.last)) == (first, last)


def test_a_corrected_day_is_none() -> None:
    found = times("On 16 May (not 6 May, as this note had it) soldiers came.", date(2021, 5, 20))
    assert [w.span.first for w in found] == [date(2021, 5, 16)]
