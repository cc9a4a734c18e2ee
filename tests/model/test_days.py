"""Spans of days: the same laws as counts, and the months and years at the edges."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cenotaph.model.days import Clocks, Precision, Span
from cenotaph.model.errors import SpanFault

FIRST = date(2020, 1, 1)
ends = st.none() | st.integers(0, 60).map(lambda n: FIRST + timedelta(days=n))
spans = st.tuples(ends, ends, st.sampled_from(Precision)).filter(lambda t: None in t[:2] or t[0] <= t[1]).map(lambda t: Span(*t))


def days(span: Span) -> set[date]:
    return {
        d
        for n in range(-5, 70)
        if (d := FIRST + timedelta(days=n)) and (not span.first or span.first <= d) and (not span.last or d <= span.last)
    }


@given(spans, spans, spans)
def test_union_and_intersection_are_commutative_associative_and_idempotent(a, b, c):
    assert a | b == b | a
    assert (a | b) | c == a | (b | c)
    assert a | a == a
    assert a & b == b & a
    assert a & a == a
    left, right = a & b, b & c
    assert (left and left & c) == (right and a & right)


@given(spans, spans)
def test_the_algebra_is_that_of_sets_of_days(a, b):
    both = a & b
    assert (days(both) if both else set()) == days(a) & days(b)
    assert days(a | b) >= days(a) | days(b)
    assert (a | b).holds(a)
    assert both is None or (a.holds(both) and b.holds(both))
    assert a.holds(b) == (days(a) >= days(b)) or None in (a.first, a.last, b.first, b.last)


@given(spans, spans, spans)
def test_holds_is_a_partial_order(a, b, c):
    assert a.holds(a)
    if a.holds(b) and b.holds(c):
        assert a.holds(c)
    if a.holds(b) and b.holds(a):
        assert (a.first, a.last) == (b.first, b.last)


def test_the_closer_precision_of_what_is_in_both_and_the_wider_of_either():
    day, year = Span.day(date(2020, 11, 14)), Span.year(2020)
    assert (day & year).precision is Precision.DAY
    assert (day | year).precision is Precision.YEAR


@given(st.integers(1, 9999), st.integers(1, 12))
def test_a_month_is_all_its_days(year, month):
    span = Span.month(year, month)
    assert span.first == date(year, month, 1)
    assert span.last.month == month
    assert span.last == date.max or (span.last + timedelta(days=1)).day == 1


def test_years_decades_and_text():
    assert Span.decade(1990) == Span(date(1990, 1, 1), date(1999, 12, 31), Precision.DECADE)
    assert Span.month(2020, 2).last == date(2020, 2, 29)
    assert Span.day(date(2020, 2, 1)).text == "2020-02-01"
    assert Span(None, date(2020, 2, 1)).text == "… to 2020-02-01"
    with pytest.raises(SpanFault, match="before it begins"):
        Span(date(2020, 2, 2), date(2020, 2, 1))


def test_known_by_goes_by_the_day_of_publication():
    clocks = Clocks(None, speaks_for=date(2020, 11, 1), published=date(2020, 11, 14))
    assert clocks.known_by(None)
    assert clocks.known_by(date(2020, 11, 14))
    assert not clocks.known_by(date(2020, 11, 13))
