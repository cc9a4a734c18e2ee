"""Near-copies: an agency's text under another headline is one text; a bulletin of another day is not; order changes nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from cenotaph.linking import Printed, folded, near_copies
from cenotaph.linking.copies import ALIKE, runs
from cenotaph.model.days import Span
from made_figures import WAR, figures, made

DAY = date(2020, 11, 14)
WORDS = [f"w{n}" for n in range(400)]


def text(seed: int, length: int = 120) -> str:
    return " ".join(Random(seed).choices(WORDS, k=length))


def printed(name: str, words: str, days: int = 0) -> Printed:
    return Printed(name, DAY + timedelta(days=days), words)


def test_another_headline_is_a_copy_and_other_words_are_none():
    first = text(1)
    reports = [
        printed("a", first),
        printed("b", "Quite another headline here. " + first, 1),
        printed("c", text(2)),
        printed("d", first[:200]),
    ]
    assert near_copies(reports) == {"b": "a"}
    assert near_copies(reversed(reports)) == {"b": "a"}


def test_one_outlets_bulletins_are_no_copies_of_each_other():
    frame = text(9)
    bulletins = [replace(printed(f"b{n}", frame, n), outlet="Ministry") for n in range(20)]
    assert near_copies(bulletins) == {}
    other = replace(printed("other", frame, 3), outlet="A paper")
    assert near_copies([*bulletins[:1], other]) == {"other": "b0"}
    daily = [printed(f"d{n:02}", frame, n) for n in range(30)]  # who printed them is not told
    assert all((r.published - next(o.published for o in daily if o.report == first)).days <= 7
               for r in daily for copy, first in near_copies(daily).items() if copy == r.report)  # fmt: skip


def test_todays_number_is_not_yesterdays_where_no_outlet_is_told():
    def of(day: int, report: str):
        figure = made(report, 3, report=report, speaks_for=day, happened=Span.day(WAR + timedelta(days=day)))
        return replace(figure, claimant=replace(figure.claimant, publisher=None))

    assert folded([of(1, "first"), of(2, "again")], {"again": "first"})[0] == [of(1, "first"), of(2, "again")]


def test_a_copy_of_a_copy_is_one_of_the_original_and_the_first_published_is_it():
    first = text(3, 200)
    twice = "A new line of words. " + first
    assert near_copies([printed("z", first, 1), printed("y", twice, 2), printed("x", first, 0)]) == {"z": "x", "y": "x"}


def test_the_same_frame_a_week_later_is_another_bulletin():
    assert near_copies([printed("a", text(4)), printed("b", text(4), 7)]) == {"b": "a"}
    assert near_copies([printed("a", text(4)), printed("b", text(4), 8)]) == {}


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 25)), min_size=2, max_size=7), st.randoms())
def test_copies_are_alike_and_none_that_are_alike_to_an_original_is_missed(drawn, random):
    """The slow twin: all pairs compared exactly."""
    reports = []
    for n, (seed, changed) in enumerate(drawn):
        words = text(seed).split()
        words[: changed * 2] = [f"new{n}x{i}" for i in range(changed * 2)]
        reports.append(printed(f"r{n}", " ".join(words)))
    found = near_copies(reports)
    shuffled = list(reports)
    random.shuffle(shuffled)
    assert near_copies(shuffled) == found
    own = {r.report: runs(r.text) for r in reports}

    def alike(a: str, b: str) -> bool:
        return len(own[a] & own[b]) >= ALIKE * len(own[a] | own[b])

    ordered = sorted(own)
    for n, report in enumerate(ordered):
        earlier = [other for other in ordered[:n] if alike(other, report)]
        assert (report in found) == bool(earlier), (report, found)
    assert not set(found) & set(found.values())


def test_what_a_copy_prints_again_is_folded_and_what_it_adds_is_not():
    a = made("a", 12, report="first")
    again = replace(made("b", 12, report="again", published=1), claimant=replace(a.claimant, publisher="Another paper"))
    more = made("c", 30, report="again", start=50, published=1)
    assert folded([a, again, more], {"again": "first"}) == ([a, more], {again.id: a.id})
    assert folded([a, again, more], {})[0] == [a, again, more]
    assert folded([again, more], {"again": "first"})[0] == [again, more]  # the original is not there


def test_what_was_said_of_today_is_the_same_when_it_is_printed_a_day_later():
    a = made("a", 12, report="first", speaks_for=3, happened=Span.day(WAR + timedelta(days=3)))
    again = made("b", 12, report="again", speaks_for=4, happened=Span.day(WAR + timedelta(days=4)))
    earlier = made("c", 12, report="again", start=9, speaks_for=2, published=4)
    assert folded([a, again, earlier], {"again": "first"})[0] == [a, earlier]


@given(st.lists(figures(), max_size=5))
def test_folding_leaves_out_nothing_but_figures_of_copies(drawn):
    own = [replace(f, id=f"fig_{n}") for n, f in enumerate(drawn)]
    kept, _ = folded(own, {"r2": "r1"})
    assert [f for f in own if f.report != "r2"] == [f for f in kept if f.report != "r2"]
    assert folded(kept, {"r2": "r1"})[0] == kept
