"""Figures to events: every figure in exactly one, whatever order they come in, and nothing joined that a rule keeps apart."""

from __future__ import annotations

from datetime import timedelta
from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cenotaph.linking import joining, link, score
from cenotaph.linking.features import cannot, table, threshold
from cenotaph.model.days import Span
from cenotaph.model.terms import Fate, Measure, Role, Unit
from made_figures import WAR, made, many, renamed

DAY = Span.day(WAR)
NEXT = Span.day(WAR + timedelta(days=9))


def together(*figures) -> bool:
    return len(link(figures)) == 1


@settings(max_examples=150, deadline=None)
@given(many(), st.randoms())
def test_every_figure_is_in_exactly_one_event_whatever_the_order(figures, random):
    events = link(figures)
    assert sorted(f for e in events for f in e.figures) == sorted(f.id for f in figures)
    assert all(e.id == e.figures[0] for e in events)
    shuffled = list(figures)
    random.shuffle(shuffled)
    assert link(shuffled) == events


@settings(max_examples=100, deadline=None)
@given(many())
def test_forbidden_pairs_are_never_together(figures):
    by_id = {f.id: f for f in figures}
    for event in link(figures):
        for a, b in combinations(event.figures, 2):
            assert cannot(by_id[a], by_id[b]) is None


@settings(max_examples=100, deadline=None)
@given(many())
def test_the_mean_score_of_an_event_reaches_the_threshold_at_its_last_joint(figures):
    by_id = {f.id: f for f in figures}
    for event in link(figures):
        pairs = [score(by_id[a], by_id[b]).total for a, b in combinations(event.figures, 2)]
        assert not pairs or max(pairs) >= threshold()


@given(many(largest=6))
def test_events_come_in_the_order_of_their_first_figures(figures):
    by_id = {f.id: f for f in figures}
    firsts = [by_id[e.id].clocks.published for e in link(figures)]
    assert all(a <= b for a, b in pairwise(firsts))


@given(many(largest=5))
def test_the_score_is_symmetric_and_explained(figures):
    for a, b in combinations(figures, 2):
        there, back = score(a, b), score(b, a)
        assert (there.total, there.forbidden) == (back.total, back.forbidden)
        assert [(r.feature, r.finding, r.weight, {r.left, r.right}) for r in there.reasons] == [
            (r.feature, r.finding, r.weight, {r.left, r.right}) for r in back.reasons
        ]
        assert there.total == pytest.approx(sum(r.weight for r in there.reasons))
        assert len({r.feature for r in there.reasons}) == len(there.reasons)
        weights = table()
        assert all(weights[r.feature][r.finding] == r.weight for r in there.reasons)


def test_the_same_number_of_the_same_people_on_the_same_day_is_one_event():
    a = made("a", 12, happened=DAY, place="Shusha")
    assert together(a, made("b", 12, happened=DAY, place="shusha", published=1))
    assert together(a, renamed(a, "copy"))


def test_two_different_exact_counts_of_one_sentence_are_two_figures():
    a = made("a", 12, report="r", happened=DAY, place="Shusha")
    b = made("b", 13, report="r", start=9, happened=DAY, place="Shusha")
    assert score(a, b).forbidden == "two different exact counts in one sentence"
    assert not together(a, b)
    assert together(a, made("b", 12, report="r", start=9, happened=DAY, place="Shusha"))
    assert score(a, made("b", 13, report="r", start=9, sentence=100, happened=DAY)).forbidden is None
    assert score(a, made("b", 12, None, report="r", start=9, happened=DAY)).forbidden is None


def test_a_pair_kept_apart_is_not_joined_through_a_third():
    a = made("a", 12, report="r", happened=DAY, place="Shusha")
    b = made("b", 13, report="r", start=9, happened=DAY, place="Shusha")
    both = made("c", 12, 13, report="r", start=19, sentence=100, happened=DAY, place="Shusha")
    assert score(a, both).total / 2 > threshold()  # the mean alone would let the third in
    assert len(link([a, b, both])) == 2


@pytest.mark.parametrize(
    ("change", "rule"), [({"fate": Fate.INJURED}, "different fates"), ({"unit": Unit.BODY}, "different units")]
)
def test_fates_and_units_are_never_joined_nor_weighed(change, rule):
    pair = made("a", 12, happened=DAY), made("b", 12, happened=DAY, **change)
    assert score(*pair).forbidden == rule
    assert score(*pair).reasons == ()
    assert not together(*pair)


def test_rival_roles_and_actors_are_joined_and_marked_as_disputed():
    a = made("a", 15, role=Role.COMBATANT, actor="Armenia", happened=DAY, place="Shusha")
    b = made("b", 15, role=Role.CIVILIAN, actor="Azerbaijan", happened=DAY, place="Shusha")
    [event] = link([a, b])
    assert event.disputed == ("role", "actor")
    [event] = link([a, made("b", 15, role=Role.UNKNOWN, actor="ARMENIA", happened=DAY, place="Shusha")])
    assert event.disputed == ()


@pytest.mark.parametrize(
    "other",
    [
        {"side": "azerbaijan"},
        {"recipient": "Baku"},
        {"happened": NEXT},
        {"conflict": "war-1990s"},
        {"low": 40},
    ],
)
def test_what_speaks_against_a_pair(other):
    base = {"low": 15, "happened": DAY, "recipient": "Yerevan"}
    assert together(made("a", **base), made("b", **base))
    assert not together(made("a", **base), made("b", **{**base, **other}))


def test_totals_of_different_days_stay_apart_even_when_one_tells_its_span():
    total = {"low": 1_383, "measure": Measure.RUNNING_TOTAL}
    a, b = made("a", **total), made("b", **total, speaks_for=5)
    told = made("c", **total, speaks_for=5, happened=Span(WAR, WAR + timedelta(days=5)))
    for x, y in combinations((a, b, told), 2):
        found = {r.feature: r.finding for r in score(x, y).reasons}
        assert found["total"] == ("same_day" if {x, y} == {b, told} else "other_day")
    assert not together(a, b)


def test_open_counts_meet_only_near_each_other():
    def finding(a, b):
        return score(a, b).reasons[0].finding

    assert finding(made("a", 2_301, None), made("b", 2_317)) == "overlap"
    assert finding(made("a", 2, None), made("b", 300)) == "apart"
    assert finding(made("a", None, None, words="several"), made("b", 300)) == "vague"
    assert finding(made("a", 100), made("b", 105)) == "near"
    assert finding(made("a", 100), made("b", 120)) == "apart"
    assert finding(made("a", 100, None), made("b", 100, None)) == "equal"


def test_a_chain_of_look_alikes_does_not_grow_into_one_event():
    days = [Span.day(WAR + timedelta(days=2 * n)) for n in range(12)]
    chain = [made(f"f{n}", 12, happened=Span(days[n].first, days[n].first + timedelta(days=2))) for n in range(12)]
    assert len(link(chain)) > 1


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from([None, *range(0, 30, 3)]), st.integers(0, 2), st.sampled_from([None, "Shusha"])), max_size=9)
)
def test_dated_figures_that_are_not_compared_would_not_have_been_joined(drawn):
    figures = [
        made(
            f"f{n}",
            12,
            happened=None if day is None else Span(WAR + timedelta(days=day), WAR + timedelta(days=day + long)),
            place=p,
        )
        for n, (day, long, p) in enumerate(drawn)
    ]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(joining, "_pairs", lambda block: set(combinations(range(len(block)), 2)))
        everything = link(figures)
    assert link(figures) == everything


def test_the_same_small_number_on_a_thousand_days_is_not_a_million_pairs():
    figures = [made(f"f{n}", 1, happened=Span.day(WAR + timedelta(days=n))) for n in range(1_000)]
    assert len(joining._pairs(figures)) < 20_000


def test_nothing_gives_nothing():
    assert link([]) == []
