"""What a figure may bound: rounding, words, parts of a statement, days, and what is silent."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cenotaph.ledger.questions import asked
from cenotaph.ledger.telling import bounds, inward, rounded, telling
from cenotaph.model.claims import Figure, Trace
from cenotaph.model.counts import Count
from cenotaph.model.relations import Told
from cenotaph.model.terms import Commitment, Distance, Measure, Role
from made_figures import made

TOTAL, STOCK = Measure.RUNNING_TOTAL, Measure.STOCK


def told(*figures: Figure) -> list[Told]:
    return list(telling(asked(figures, [])).told)


def spans(*figures: Figure) -> list[tuple[int | None, int | None]]:
    return [(t.low, t.high) for t in told(*figures)]


@pytest.mark.parametrize(
    ("number", "off"), [(0, 0), (7000, 500), (5000, 500), (2400, 120), (4500, 225), (40, 5), (25, 1), (103, 5)]
)
def test_how_far_a_rounded_figure_may_be_off(number, off):
    assert rounded(number) == off


@given(st.integers(0, 10**7))
def test_a_rounded_figure_holds_all_that_rounds_to_it(number):
    low, high = bounds(Count(number, number, approx=True))
    assert low is not None
    assert high is not None
    assert 0 <= low <= number <= high
    assert high - number == number - low


def test_an_estimate_is_as_good_as_rounded_and_an_exact_number_is_exact():
    assert spans(made("a", 1383, measure=TOTAL)) == [(1383, 1383)]
    assert spans(made("a", 1383, measure=TOTAL, commitment=Commitment.ESTIMATES)) == [(1314, 1452)]
    assert told(made("a", 1383, measure=TOTAL, commitment=Commitment.ESTIMATES))[0].widened


def test_more_than_bounds_below_only_and_words_bound_nothing():
    assert spans(made("a", 5001, None, measure=TOTAL)) == [(5001, None)]
    assert spans(made("a", None, 300, measure=TOTAL)) == [(None, 300)]
    assert spans(made("a", None, None, words="hundreds", measure=TOTAL)) == []


@pytest.mark.parametrize(
    "how",
    [
        {"commitment": Commitment.PLANS},
        {"commitment": Commitment.DENIES},
        {"commitment": Commitment.SUSPECTS},
        {"distance": Distance.CLAIMED},
    ],
)
def test_planned_denied_and_alleged_figures_bound_nothing(how):
    assert spans(made("a", 10, measure=TOTAL, **how)) == []


def test_copies_are_one_claim():
    one, copy = made("a", 10, measure=TOTAL), made("b", 10, measure=TOTAL, published=1)
    (claim,) = told(one, copy)
    assert [f.id for f in claim.figures] == [one.id, copy.id]


def test_two_numbers_of_one_day_bound_what_lies_between_them():
    assert spans(made("a", 10, measure=TOTAL), made("b", 14, measure=TOTAL)) == [(10, 14)]
    assert spans(made("a", 10, measure=TOTAL), made("b", 14, None, measure=TOTAL)) == [(10, None)]


def test_a_day_told_otherwise_later_is_another_claim():
    assert spans(made("a", 10, measure=TOTAL), made("b", 14, measure=TOTAL, published=5)) == [(10, 10), (14, 14)]


def test_an_old_number_told_again_after_a_greater_one_is_of_its_old_day():
    again = told(
        made("a", 80, measure=TOTAL), made("b", 103, measure=TOTAL, speaks_for=3), made("c", 80, measure=TOTAL, speaks_for=5)
    )
    assert [(t.low, t.unknown.day, len(t.figures)) for t in again] == [
        (80, made("a").clocks.speaks_for, 2),
        (103, made("x", speaks_for=3).clocks.speaks_for, 1),
    ]
    fallen = told(made("b", 103, measure=TOTAL, speaks_for=3), made("c", 80, measure=TOTAL, speaks_for=5))
    assert [t.unknown.day for t in fallen] == [made("x", speaks_for=3).clocks.speaks_for, made("x", speaks_for=5).clocks.speaks_for]
    still = told(
        made("a", 80, measure=STOCK), made("b", 103, measure=STOCK, speaks_for=3), made("c", 80, measure=STOCK, speaks_for=5)
    )
    assert len(still) == 3


def registers(*numbers: int) -> list[Figure]:
    return [
        made("icrc", n, start=10 * i, side=None, role=Role.UNKNOWN, measure=STOCK, origin="ICRC") for i, n in enumerate(numbers)
    ]


def test_registers_that_add_up_are_parts_of_the_whole():
    """4,496 = 405 + 372 + 3,719: registers of three offices (LEDGER, worked example)."""
    figures = registers(4496, 3719, 405, 372)
    found = telling(asked(figures, []))
    (total,) = found.sums
    whole, *parts = found.told
    assert (whole.low, whole.unknown.among) == (4496, "")
    assert total.whole == whole.unknown
    assert set(total.parts) == {t.unknown for t in parts}
    assert {u.question.register for u in total.parts} == {"a part, 3,719", "a part, 405", "a part, 372"}
    assert whole.unknown.question.register is None


def test_numbers_that_do_not_add_up_are_parts_without_a_name():
    found = telling(asked(registers(4500, 3800), []))
    assert found.sums == ()
    assert all(t.unknown.unnamed for t in found.told)


def test_a_number_that_a_report_repeats_is_no_part():
    assert not any(t.unknown.unnamed for t in told(made("a", 10, measure=TOTAL), made("a", 10, start=50, measure=TOTAL)))


@pytest.mark.parametrize(
    ("words", "part"), [("soldiers", ""), ("Armenian soldiers", ""), ("Armenians", ""), ("", ""), ("children", "children")]
)
def test_a_word_for_some_of_a_population_is_a_part_of_it(words, part):
    figure = made("a", 3, measure=TOTAL)
    (claim,) = told(replace(figure, group=replace(figure.group, words=words)))
    assert claim.unknown.among == part


def test_a_sentence_that_says_three_of_them_tells_a_part():
    whole = made("a", 12, measure=TOTAL, role=Role.UNKNOWN)
    part = replace(
        made("a", 3, start=20, measure=TOTAL, role=Role.CIVILIAN), traces=(Trace("fate", "part of a counted whole", 0, 5, 0.9),)
    )
    ((narrow, wide),) = telling(asked([whole, part], [])).parts
    assert (narrow.question.role, wide.question.role) == (Role.CIVILIAN, Role.UNKNOWN)
    elsewhere = replace(part, sentence=replace(part.sentence, start=200, end=300))
    assert telling(asked([whole, elsewhere], [])).parts == ()


@pytest.mark.parametrize(("low", "high", "whole"), [(2.5, 7.5, (3, 7)), (3.0000001, 6.9999999, (3, 7)), (None, 4.0, (None, 4))])
def test_integers_are_rounded_inward(low, high, whole):
    assert inward(low, high) == whole
