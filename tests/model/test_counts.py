"""Counts are integer intervals with a unit: what holds for all of them, and the words at the edges."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cenotaph.model.counts import Count
from cenotaph.model.errors import CountFault
from cenotaph.model.terms import Unit

ends = st.none() | st.integers(0, 50)
counts = st.tuples(ends, ends, st.booleans()).filter(lambda t: None in t[:2] or t[0] <= t[1]).map(lambda t: Count(*t))


def allowed(c: Count) -> set[int]:
    """The numbers that a count allows, up to 200: the slow twin of the algebra."""
    return set(range(c.floor, 200 if c.high is None else c.high + 1))


@given(counts, counts, counts)
def test_addition_is_commutative_and_associative(a, b, c):
    assert a + b == b + a
    assert (a + b) + c == a + (b + c)


@given(counts, counts, counts)
def test_union_is_commutative_associative_and_idempotent(a, b, c):
    assert a | b == b | a
    assert (a | b) | c == a | (b | c)
    assert a | a == a


@given(counts, counts, counts)
def test_intersection_is_commutative_and_associative_and_within_both(a, b, c):
    assert a & b == b & a
    assert a & a == a
    left, right = a & b, b & c
    assert (left and left & c) == (right and a & right)
    if left is not None:
        assert a.holds(left)
        assert b.holds(left)


@given(counts, counts)
def test_the_algebra_is_that_of_sets_of_numbers(a, b):
    both = a & b
    assert (allowed(both) if both else set()) == allowed(a) & allowed(b)
    assert allowed(a | b) >= allowed(a) | allowed(b)
    assert a.holds(b) == (allowed(a) >= allowed(b))
    assert allowed(a + b) >= {x + y for x in allowed(a) for y in allowed(b) if x + y < 200}


@given(counts, counts)
def test_union_is_the_narrowest(a, b):
    hull = allowed(a | b)
    assert min(hull) in allowed(a) | allowed(b)
    assert max(hull) in allowed(a) | allowed(b)


@given(counts, counts, counts)
def test_holds_is_a_partial_order_that_agrees_with_union_and_intersection(a, b, c):
    assert a.holds(a)
    if a.holds(b) and b.holds(c):
        assert a.holds(c)
    if a.holds(b) and b.holds(a):
        assert (a.floor, a.high) == (b.floor, b.high)
    assert (a | b).holds(a)
    if a.holds(b):
        assert (a | b).holds(a)
        assert a.holds(a | b)
        assert allowed(a & b) == allowed(b)


@given(counts, st.floats(0, 3))
def test_widening_never_narrows(count, share):
    wide = count.widened(share)
    assert wide.holds(count)
    assert wide.unit is count.unit
    assert (wide.low is None, wide.high is None) == (count.low is None, count.high is None)
    if not count.approx:
        assert wide == count


@given(st.integers(2**53, 2**70), st.sampled_from([0.0, 0.05, 0.5, 1.0]))
def test_widening_large_counts_loses_no_digit(n, share):
    wide, exact = Count(n, n, approx=True).widened(share), Fraction(str(share))
    assert wide.low == n * (1 - exact) // 1
    assert wide.high == -(-n * (1 + exact) // 1)


def test_widening_by_a_twentieth():
    assert Count(2000, 2000, approx=True).widened(0.05) == Count(1900, 2100, approx=True)
    assert Count(2001, 2001, approx=True).widened(0.05) == Count(1900, 2102, approx=True)
    assert Count(7, None, approx=True).widened(5) == Count(0, None, approx=True)


@pytest.mark.parametrize("share", [-0.1, float("nan"), float("inf")])
def test_a_share_that_is_none_is_refused(share):
    with pytest.raises(CountFault):
        Count(1, 2, approx=True).widened(share)


@given(counts, st.sampled_from([u for u in Unit if u is not Unit.PERSON]))
def test_units_never_mix(count, unit):
    other = Count(1, 2, unit=unit)
    for act in (count.__add__, count.__or__, count.__and__, count.holds):
        with pytest.raises(CountFault, match=unit.value):
            act(other)
    assert Count(1, 2) != other


@given(st.sampled_from(Unit))
def test_results_keep_the_unit(unit):
    a, b = Count(1, 5, unit=unit), Count(3, None, unit=unit)
    assert {(a + b).unit, (a | b).unit, (a & b).unit, a.widened(0.1).unit} == {unit}


def test_open_bounds():
    more, up_to = Count(2301, None), Count(None, 300)
    assert more + Count(1, 1) == Count(2302, None)
    assert up_to + Count(1, 1) == Count(1, 301)
    assert more | Count(5, 5) == Count(5, None)
    assert up_to | Count(5, 5) == Count(None, 300)
    assert more & up_to is None
    assert more & Count(None, 2400) == Count(2301, 2400)
    assert Count(None, None) & up_to == up_to
    assert Count(None, None) | Count(5, 5) == Count(None, None)


def test_no_count_is_negative_or_upside_down():
    with pytest.raises(CountFault, match="negative"):
        Count(-1, None)
    with pytest.raises(CountFault, match="negative"):
        Count(None, -1)
    with pytest.raises(CountFault, match="above"):
        Count(5, 4)


def test_vague_exact_and_floor():
    assert Count(None, None, words="several").vague
    assert not Count(None, 3).vague
    assert Count(3, 3).exact
    assert not Count(3, 3, approx=True).exact
    assert not Count(3, None).exact
    assert Count(None, 3).floor == 0


def test_words_are_kept_but_not_compared():
    assert Count(12, 12, words="a dozen") == Count(12, 12, words="twelve")
    assert Count(12, 12, words="a dozen").words == "a dozen"


@pytest.mark.parametrize(
    ("count", "text"),
    [
        (Count(2301, None), "at least 2,301"),
        (Count(None, 300), "up to 300"),
        (Count(40, 50), "40 to 50"),
        (Count(25, 25), "25"),
        (Count(600, 600, True), "about 600"),
        (Count(None, None, words="several"), "several"),
        (Count(None, None), "some"),
    ],
)
def test_text(count, text):
    assert count.text == text
