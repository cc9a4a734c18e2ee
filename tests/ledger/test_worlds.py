"""Laws on worlds whose truth is known: what follows holds the truth, and what cannot be true really cannot.

A slow twin in exact fractions (`made_claims.can_hold`) judges what the program says.
"""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cenotaph.ledger.bounds import follows, tightest
from cenotaph.ledger.contradictions import clashes, contradictions
from cenotaph.ledger.questions import asked
from cenotaph.ledger.relations import holding, related
from cenotaph.ledger.telling import Telling, telling
from cenotaph.model.relations import Relation, Told
from made_claims import WITHIN, World, can_hold, falsified, figures_of, truthful, unknowns, worlds
from made_figures import silent

SLOW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def true_relations(world: World, told: list[Told], also=()) -> list[Relation]:
    """The relations that hold in this world: all that are certain by structure, and those a person who knows would accept."""
    every = related(Telling(tuple(told)), WITHIN, also=also)
    assert all(world.holds(r) for r in every if r.certain)
    return holding(every, accepted=frozenset(r.id for r in every if world.holds(r)), refused=frozenset())


def in_force(world: World, relations: list[Relation]) -> list[Relation]:
    """An accepted id stands for all days; here only the days on which it holds."""
    return [r for r in relations if world.holds(r)]


@SLOW
@given(data=st.data(), world=worlds())
def test_truthful_claims_never_clash_and_bounds_hold_the_truth(data, world):
    told = data.draw(truthful(world))
    other = data.draw(unknowns())
    relations = in_force(world, true_relations(world, told, [other]))
    assert clashes(told, relations) == []
    for b in follows([other, *(t.unknown for t in told)], told, relations):
        assert not b.impossible
        assert (b.low or 0) <= world.true(b.unknown)
        assert b.high is None or world.true(b.unknown) <= b.high


@SLOW
@given(data=st.data(), world=worlds())
def test_bounds_are_forced_by_what_they_name_and_by_no_less(data, world):
    told = data.draw(truthful(world, largest=8))
    wanted = data.draw(unknowns())
    relations = in_force(world, true_relations(world, told, [wanted]))
    b = tightest(wanted, told, relations)
    if b.high is not None:
        alone = tightest(wanted, b.high_from.told, b.high_from.relations)
        assert alone.high == b.high
        for t in b.high_from.told:
            fewer = tightest(wanted, [x for x in b.high_from.told if x is not t], b.high_from.relations)
            assert fewer.high is None or fewer.high > b.high
        for r in b.high_from.relations:
            fewer = tightest(wanted, b.high_from.told, [x for x in b.high_from.relations if x is not r])
            assert fewer.high is None or fewer.high > b.high
    if b.low_from.told:
        assert tightest(wanted, b.low_from.told, b.low_from.relations).low == b.low
        for t in b.low_from.told:
            fewer = tightest(wanted, [x for x in b.low_from.told if x is not t], b.low_from.relations)
            assert (fewer.low or 0) < (b.low or 0)


@SLOW
@given(data=st.data(), world=worlds())
def test_what_is_said_to_clash_cannot_be_true_and_would_without_any_one_member(data, world):
    told = data.draw(truthful(world).flatmap(falsified))
    relations = in_force(world, true_relations(world, told))
    seen: set[str] = set()
    gone: list[Told] = []
    for c in clashes(told, relations):
        claims, ties = list(c.forcing.told), list(c.forcing.relations)
        assert not can_hold(claims, ties)
        for t in claims:
            assert can_hold([x for x in claims if x is not t], ties)
        for r in ties:
            assert can_hold(claims, [x for x in ties if x is not r])
        assert not seen & {t.id for t in claims}
        seen |= {t.id for t in claims}
        gone += claims
    assert clashes([t for t in told if t not in gone], relations) == []


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data(), world=worlds(days=2))
def test_nothing_that_cannot_be_true_is_passed_over(data, world):
    told = data.draw(truthful(world, largest=5).flatmap(falsified))
    relations = in_force(world, true_relations(world, told))
    assert bool(clashes(told, relations)) is not can_hold(told, relations)


@SLOW
@given(data=st.data(), world=worlds())
def test_reports_that_tell_the_truth_give_no_alarm(data, world):
    """Through the whole chain, from figures: each a report of its own, without places, which questions are not asked of here."""
    told = [t for t in data.draw(truthful(world)) if t.unknown.question.place is None]
    assert contradictions(telling(asked(figures_of(told), [])), WITHIN) == []


@SLOW
@given(data=st.data(), world=worlds())
def test_who_gives_no_number_bounds_nothing(data, world):
    """There is no way in for a withheld record: a bound of 0 or any other never comes from one."""
    record = silent(published=1)
    assert not hasattr(record, "count")
    wanted = data.draw(unknowns())
    b = tightest(wanted, [], true_relations(world, [], [wanted]))
    assert (b.low, b.high) == (None, None)
    assert world.true(wanted) >= 0
