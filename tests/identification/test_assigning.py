"""Three ways to sum over assignments: listed is plainly right, the others agree with it."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import cenotaph.identification.joining.assigning as assigning
from cenotaph.identification.joining.assigning import NONE, Solution, Way, listed, of_listed, summed
from cenotaph.identification.joining.sampling import best_of, sampled
from cenotaph.model.errors import KinFault


@st.composite
def cases(draw, *, most_places=2):
    """Families with one or two missing each; ways that fill some of their places, and always the one that fills none."""
    remains = draw(st.integers(1, 4))
    families, missing = [], 0
    for _ in range(draw(st.integers(1, 4))):
        places = list(range(missing, missing + draw(st.integers(1, most_places))))
        missing += len(places)
        ways = {(): Way((), draw(st.sampled_from([0.0, 0.7])) if most_places > 1 else 0.0)}
        for _ in range(draw(st.integers(0, 5))):
            count = draw(st.integers(1, min(len(places), remains)))
            filled = sorted(draw(st.permutations(places))[:count])
            own = draw(st.permutations(range(remains)))[:count]
            pairs = tuple(zip(own, filled, strict=True))
            ways[pairs] = Way(pairs, draw(st.floats(-6, 6)))
        families.append(list(ways.values()))
    return families, remains, missing


def same(one, other):
    assert np.allclose(one.shares, other.shares, atol=1e-12)
    assert np.allclose(one.highest, other.highest, atol=1e-12)
    assert one.value == pytest.approx(other.value)
    assert one.total == pytest.approx(other.total)


@settings(max_examples=150, deadline=None)
@given(cases())
def test_sums_over_sets_are_sums_over_all(case):
    families, remains, missing = case
    every = of_listed(*listed(families, remains, 10**6), missing)
    found = summed(families, remains, missing)
    assert found.how is Solution.SUMMED
    same(found, every)
    assert weight(families, found.best) == pytest.approx(every.value)


@settings(max_examples=100, deadline=None)
@given(cases(most_places=1))
def test_sums_over_sets_of_missing_are_sums_over_all(case):
    families, remains, missing = case
    every = of_listed(*listed(families, remains, 10**6), missing)
    with pytest.MonkeyPatch.context() as patch:
        work = assigning._work
        patch.setattr(assigning, "_work", lambda own, n: math.inf if own is families else work(own, n))
        found = summed(families, remains, missing)
    same(found, every)
    assert weight(families, found.best) == pytest.approx(every.value)


def weight(families, codes):
    """Of the assignment with these places, whichever way of a family has them."""
    total = 0.0
    for ways in families:
        own = {m for way in ways for _, m in way.places}
        pairs = {(r, m) for r, m in enumerate(codes.tolist()) if m in own}
        total += next(way.value for way in ways if set(way.places) == pairs)
    return total


@settings(max_examples=100, deadline=None)
@given(cases())
def test_the_best_by_an_integer_programme(case):
    families, remains, missing = case
    every = of_listed(*listed(families, remains, 10**6), missing)
    codes, value = best_of(families, remains)
    assert value == pytest.approx(every.value)
    assert weight(families, codes) == pytest.approx(value)


def test_a_sample_is_near_the_sum():
    rng = np.random.default_rng(3)
    families = [[Way((), 0.0), *(Way(((r, m),), float(rng.normal(0, 2))) for r in range(5))] for m in range(5)]
    families.append([Way((), 0.0), Way(((0, 5), (1, 6)), 4.0), Way(((2, 5),), 1.0)])
    every = of_listed(*listed(families, 5, 10**6), 7)
    found = sampled(families, 5, 7)
    assert found.how is Solution.SAMPLED
    # Two thousand sweeps: a standard error below 0.02 a share, were they independent.
    assert np.abs(found.shares - every.shares).max() < 0.06
    assert found.shares.sum(axis=1) == pytest.approx(np.ones(5))
    assert found.value == pytest.approx(every.value)


def test_too_many_are_told_before_they_are_made():
    families = [[Way((), 0.0), *(Way(((r, m),), 0.0) for r in range(40))] for m in range(40)]
    assert listed(families, 40, 1000) is None
    assert summed(families, 40, 40) is None
    codes, value = best_of(families, 40)
    assert (value, (codes == NONE).all()) == (0.0, True)


def test_what_would_be_sampled_for_hours_is_refused_at_once():
    ways = [Way((), 0.0), *(Way(((r, 0), (s, 1)), 0.0) for r in range(60) for s in range(60) if r != s)]
    with pytest.raises(KinFault, match="too many ways to be sampled"):
        sampled([ways] * 25, 60, 50)
