"""Figures to events: every figure in exactly one, whatever order they come in, and nothing joined that a rule keeps apart."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cenotaph.linking import Linker, Said, link, score
from cenotaph.linking.comparing import cannot
from cenotaph.linking.joining import _agglomerated
from cenotaph.linking.traits import traits
from cenotaph.linking.weighing import Weights, weights
from cenotaph.model.days import Span
from cenotaph.model.reference import Place
from cenotaph.model.terms import Fate, Measure, Role, Unit
from made_figures import WAR, made, many, renamed

DAY = Span.day(WAR)
NEXT = Span.day(WAR + timedelta(days=9))
PLACES = {
    "kyiv": Place("kyiv", "Kyiv", "UA", "city", 50.45, 30.52),
    "irpin": Place("irpin", "Irpin", "UA", "town", 50.52, 30.25),
    "kharkiv": Place("kharkiv", "Kharkiv", "UA", "city", 49.99, 36.23),
    "ukraine": Place("ukraine", "Ukraine", "UA", "country"),
    "poland": Place("poland", "Poland", "PL", "country"),
}


def together(*figures) -> bool:
    return len(link(figures)) == 1


def found(a, b) -> dict[str, str]:
    return {r.feature: r.finding for r in score(a, b).reasons}


def at(name: str, place: str, **more):
    figure = made(name, 12, place=place, **more)
    return replace(figure, place=replace(figure.place, place=place))


@settings(max_examples=150, deadline=None)
@given(many(), st.randoms())
def test_every_figure_is_in_exactly_one_event_whatever_the_order(figures, random):
    events = link(figures)
    assert sorted(f for e in events for f in e.figures) == sorted(f.id for f in figures)
    assert all(e.id == e.figures[0] for e in events)
    shuffled = list(figures)
    random.shuffle(shuffled)
    assert link(shuffled) == events


@settings(max_examples=150, deadline=None)
@given(many(), st.integers(1, 4), st.randoms())
def test_figures_that_come_one_after_the_other_make_the_same_events(figures, step, random):
    shuffled = list(figures)
    random.shuffle(shuffled)
    linker = Linker()
    for start in range(0, len(shuffled), step):
        before = set(linker.events())
        changed = linker.add(shuffled[start : start + step])
        assert set(linker.events()) - before <= set(changed) <= set(linker.events())
    assert linker.events() == link(figures)


@settings(max_examples=100, deadline=None)
@given(many())
def test_forbidden_pairs_are_never_together(figures):
    by_id = {f.id: traits(f, {}) for f in figures}
    for event in link(figures):
        for a, b in combinations(event.figures, 2):
            assert cannot(by_id[a], by_id[b]) is None


@settings(max_examples=100, deadline=None)
@given(many())
def test_every_event_has_a_pair_that_joins_a_mean_that_holds_and_no_pair_below_the_floor(figures):
    by_id, by = {f.id: f for f in figures}, weights()
    for event in link(figures):
        pairs = [score(by_id[a], by_id[b]).total for a, b in combinations(event.figures, 2)]
        assert not pairs or (max(pairs) >= by.start and min(pairs) >= by.floor and sum(pairs) / len(pairs) >= by.mean)


@given(many(largest=6))
def test_events_come_in_the_order_of_their_first_figures(figures):
    by_id = {f.id: f for f in figures}
    firsts = [by_id[e.id].clocks.published for e in link(figures)]
    assert all(a <= b for a, b in pairwise(firsts))


@given(many(largest=5))
def test_the_score_is_symmetric_and_explained(figures):
    worth = weights().worth
    for a, b in combinations(figures, 2):
        there, back = score(a, b), score(b, a)
        assert there.total == pytest.approx(back.total)
        assert there.forbidden == back.forbidden
        assert {(r.feature, r.finding, r.weight) for r in there.reasons} == {(r.feature, r.finding, r.weight) for r in back.reasons}
        assert there.total == pytest.approx(sum(r.weight for r in there.reasons))
        assert len({r.feature for r in there.reasons}) == len(there.reasons)
        assert all(worth[r.feature, r.finding] == r.weight for r in there.reasons[:-1])


@settings(max_examples=200, deadline=None)
@given(st.integers(1, 7), st.data())
def test_groups_are_those_of_a_plain_average_linkage(size, data):
    """The slow twin: after every joint all means are worked out anew from the scores."""
    value = st.one_of(st.none(), st.integers(-6, 6).map(float))
    scores = {(i, j): data.draw(value) for j in range(size) for i in range(j)}
    by = Weights({}, 0.0, 0.0, -1.0, -4.0)
    best = [(-v, i, j) for (i, j), v in scores.items() if v is not None and v >= by.start]
    fast = _agglomerated([[i] for i in range(size)], list(best), lambda i, j: scores[i, j], by)
    groups = [{i} for i in range(size)]
    for _, i, j in sorted(best):
        a, b = (next(g for g in groups if k in g) for k in (i, j))
        between = [scores[min(x, y), max(x, y)] for x in a for y in b] if a is not b else [None]
        if None not in between and min(between) >= by.floor and sum(between) >= by.mean * len(between):
            groups = [g for g in groups if g is not a and g is not b] + [a | b]
    assert sorted(map(sorted, fast)) == sorted(map(sorted, groups))


def test_the_same_number_of_the_same_people_on_the_same_day_is_one_event():
    a = made("a", 12, happened=DAY, place="Shusha")
    assert together(a, made("b", 12, happened=DAY, place="shusha", published=1))
    assert together(a, renamed(a, "copy"))


def test_two_different_exact_counts_of_one_sentence_are_two_figures():
    a = made("a", 12, report="r", happened=DAY, place="Shusha")
    b = made("b", 14, report="r", start=90, happened=DAY, place="Shusha")
    assert score(a, b).forbidden == "two different exact counts in one sentence"
    assert not together(a, b)
    assert together(a, made("b", 12, report="r", start=90, happened=DAY, place="Shusha"))
    assert score(a, made("b", 14, report="r", start=90, sentence=100, happened=DAY)).forbidden is None
    assert score(a, made("b", 12, None, report="r", start=90, happened=DAY)).forbidden is None


def test_a_sentence_may_offer_two_counts_as_alternatives():
    one = made("a", 6_057, report="r", happened=DAY)
    assert score(one, made("b", 6_060, report="r", start=90, happened=DAY)).forbidden is None  # as good as the same number
    assert score(made("a", 70, report="r"), made("b", 68, report="r", start=90, origin="Doctors")).forbidden is None
    assert score(made("a", 70, report="r"), made("b", 66, report="r", start=90)).forbidden is not None  # one voice, no "or"
    assert score(made("a", 70, report="r", start=10), made("b", 66, report="r", start=16)).forbidden is None  # "70 or 66"
    assert score(made("a", 70, report="r"), made("b", 30, report="r", start=90, origin="Doctors")).forbidden is not None


def test_one_voice_telling_of_two_days_tells_of_two_events():
    """Daily attacks on one town, each with its day and its number: no other voice and no nearness joins them."""
    attacks = [made(f"a{n}", 3, speaks_for=n, happened=Span.day(WAR + timedelta(days=n)), place="Shusha") for n in range(6)]
    assert len(link(attacks)) == 6
    retold = [
        made(f"b{n}", 3, origin="ICRC", speaks_for=n, happened=f.clocks.happened, place="Shusha") for n, f in enumerate(attacks)
    ]
    assert {frozenset(e.figures) for e in link([*attacks, *retold])} == {
        frozenset({a.id, b.id}) for a, b in zip(attacks, retold, strict=True)
    }


def test_what_persons_joined_stays_joined_beside_a_third():
    """Two figures that a person says are one, and one that looks more like the second of them."""
    a, b = made("a", 12, happened=DAY, place="Shusha"), made("b", 40, happened=DAY, place="Martuni")
    c = made("c", 40, happened=DAY, place="Martuni", origin="ICRC")
    said = Said(same=[(a.id, b.id)])
    home = {f: e.id for e in link([a, b, c], said=said) for f in e.figures}
    assert home[a.id] == home[b.id]


def test_a_pair_kept_apart_is_not_joined_through_a_third():
    a = made("a", 12, report="r", happened=DAY, place="Shusha")
    b = made("b", 14, report="r", start=90, happened=DAY, place="Shusha")
    both = made("c", 12, 14, report="s", happened=DAY, place="Shusha")
    assert together(a, both)
    assert together(b, both)
    assert len(link([a, b, both])) == 2


@pytest.mark.parametrize(("change", "rule"), [({"fate": Fate.INJURED}, "different fates"), ({"unit": Unit.BAG}, "different units")])
def test_fates_and_units_are_never_joined_nor_weighed(change, rule):
    pair = made("a", 12, happened=DAY), made("b", 12, happened=DAY, **change)
    assert score(*pair).forbidden == rule
    assert score(*pair).reasons == ()
    assert not together(*pair)


def test_a_body_and_a_name_are_one_person_each():
    assert together(made("a", 12, happened=DAY, place="Shusha"), made("b", 12, unit=Unit.BODY, happened=DAY, place="Shusha"))


def test_rival_roles_and_actors_are_joined_and_marked_as_disputed():
    a = made("a", 15, role=Role.COMBATANT, actor="Armenia", happened=DAY, place="Shusha")
    b = made("b", 15, role=Role.CIVILIAN, actor="Azerbaijan", happened=DAY, place="Shusha")
    [event] = link([a, b])
    assert event.disputed == ("role", "actor")
    [event] = link([a, made("b", 15, role=Role.UNKNOWN, actor="ARMENIA", happened=DAY, place="Shusha")])
    assert event.disputed == ()


@pytest.mark.parametrize(
    "other", [{"side": "azerbaijan"}, {"recipient": "Baku"}, {"happened": NEXT}, {"low": 40}, {"place": "Kasulo"}]
)
def test_what_speaks_against_a_pair(other):
    base = {"low": 15, "happened": DAY, "recipient": "Yerevan", "place": "Tamulo"}
    assert together(made("a", **base), made("b", **base))
    assert not together(made("a", **base), made("b", **{**base, **other}))


def test_the_same_reports_years_apart_are_two_things():
    a = made("a", 12, conflict=None, side=None)
    assert not together(a, made("b", 12, conflict=None, side=None, speaks_for=3650))


def test_places_are_told_apart_by_where_they_lie():
    def place(a, b):
        return next(r.finding for r in score(at("a", a), at("b", b), PLACES).reasons if r.feature == "place")

    assert place("kyiv", "kyiv") == "same"
    assert place("kyiv", "irpin") == "nearby"
    assert place("kyiv", "kharkiv") == "apart"
    assert place("kyiv", "ukraine") == "within"
    assert place("ukraine", "ukraine") == "same, wide"
    assert place("kyiv", "poland") == "apart"
    assert place("kyiv", "Kasulo") == "other name"


def test_who_was_counted_tells_apart_women_from_children_and_a_nurse_from_a_cook():
    def who(name, low, words, **more):
        figure = made(name, low, happened=DAY, place="Shusha", role=Role.UNKNOWN, report="r", **more)
        return replace(figure, group=replace(figure.group, words=words))

    women, children = who("a", 24, "women"), who("b", 24, "children", start=90, sentence=90)
    assert score(women, children).forbidden == "different ages or sexes"
    assert not together(women, children)
    assert not together(who("a", 1, "nurse"), who("b", 1, "cook", start=90, sentence=90))
    assert together(who("a", 24, "women"), who("b", 24, "females", start=90, sentence=90))
    assert together(who("a", 24, "soldiers"), who("b", 24, "fighters", start=90, sentence=90))


def test_exchanges_of_following_days_are_two_unless_the_very_number_is_the_same():
    def handed(name, low, day):
        return made(name, low, fate=Fate.RETURNED, unit=Unit.BODY, happened=Span.day(WAR + timedelta(days=day)), published=day)

    assert not together(handed("a", 1_200, 0), handed("b", 1_212, 2))
    assert together(handed("a", 1_212, 0), handed("b", 1_212, 1))
    assert together(handed("a", 1_200, 0), handed("b", 1_212, 0))


def test_totals_that_speak_for_other_days_weigh_less_unless_one_repeats_the_number():
    total = {"measure": Measure.RUNNING_TOTAL}
    a = made("a", 1_383, **total)
    assert found(a, made("b", 1_383, **total, speaks_for=30))["total"] == "repeated"
    assert found(a, made("b", 1_400, **total, speaks_for=1))["total"] == "same days"
    assert found(a, made("b", 1_586, **total, speaks_for=5))["total"] == "other days"
    assert found(a, made("b", 1_383, speaks_for=5))["total"] == "one of them"
    assert not together(a, made("b", 2_300, **total, speaks_for=5))


def test_open_counts_meet_only_near_each_other():
    def finding(a, b):
        return score(a, b).reasons[0].finding

    assert finding(made("a", 2_301, None), made("b", 2_317)) == "meet, many"
    assert finding(made("a", 80, None), made("b", 130)) == "loose"
    assert finding(made("a", 2, None), made("b", 300)) == "apart"
    assert finding(made("a", 3_000, None), made("b", 2_400, None)) == "rival"
    assert finding(made("a", None, None, words="several"), made("b", 300)) == "word"
    assert finding(made("a", None, None, words="several"), made("b", None, None, words="Several")) == "same word"
    assert finding(made("a", 100), made("b", 105)) == "near"
    assert finding(made("a", 100), made("b", 120)) == "rival"
    assert finding(made("a", 100), made("b", 220)) == "apart"
    assert finding(made("a", 100, None), made("b", 100, None)) == "equal, many"
    assert [finding(made("a", n), made("b", n)) for n in (1, 5, 20)] == ["equal, one", "equal, few", "equal, some"]


def test_a_chain_of_look_alikes_does_not_grow_into_one_event():
    days = [Span.day(WAR + timedelta(days=2 * n)) for n in range(12)]
    chain = [made(f"f{n}", 12, happened=Span(days[n].first, days[n].first + timedelta(days=2))) for n in range(12)]
    assert len(link(chain)) > 1


@settings(max_examples=100, deadline=None)
@given(many(), st.data())
def test_what_a_person_decided_goes_before_any_rule(figures, data):
    pairs = [(a.id, b.id) for a, b in combinations(figures, 2)]
    same = [data.draw(st.sampled_from(pairs))] if pairs else []
    different = [data.draw(st.sampled_from(pairs))] if pairs and data.draw(st.booleans()) else []
    different = [p for p in different if p not in same]
    home = {f: e.id for e in link(figures, said=Said(same, different)) for f in e.figures}
    assert all(home[a] == home[b] for a, b in same)
    assert all(home[a] != home[b] for a, b in different)


def test_a_person_joins_what_no_key_would_let_meet():
    a, b = made("a", 12, happened=DAY), made("b", 900, happened=NEXT, conflict=None, side="azerbaijan")
    assert len(link([a, b])) == 2
    assert len(link([a, b], said=Said(same=[(a.id, b.id)]))) == 1


def test_the_same_small_number_on_a_thousand_days_is_not_a_million_pairs():
    figures = [made(f"f{n}", 1, happened=Span.day(WAR + timedelta(days=n)), speaks_for=n) for n in range(1_000)]
    linker, counted = Linker(), []
    real = linker._value
    linker._value = lambda a, b: counted.append(1) or real(a, b)  # type: ignore[method-assign]
    linker.add(figures)
    assert 0 < len(counted) < 30_000


def test_nothing_gives_nothing():
    assert link([]) == []
