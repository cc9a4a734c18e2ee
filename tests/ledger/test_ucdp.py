"""The policy `ucdp`: who is rated most reliable decides, the lower figure where ratings tie, and checks that warn."""

from __future__ import annotations

import pytest

from cenotaph.ledger import accounts, named
from cenotaph.model.accounts import Event
from cenotaph.model.terms import Fate, Measure, Role, Standing
from made_figures import made

THIRD = Standing.THIRD_PARTY


def asked(*figures, **ranks):
    [account] = accounts(list(figures), [Event("e", tuple(f.id for f in figures))], [], named("ucdp"), ranks=ranks)
    return account


def bounds(account):
    return account.low, account.best, account.high


THREE = (made("a", 30, origin="Armenia"), made("b", 12, origin="ICRC", standing=THIRD), made("c", 20, origin="UN", standing=THIRD))


def test_without_ratings_the_lower_figure_is_best():
    account = asked(*THREE)
    assert bounds(account) == (12, 12, 30)
    assert "no origin is rated: the lower figure is best" in account.reasons


def test_the_origin_rated_most_reliable_gives_the_best_and_the_others_the_low_and_the_high():
    account = asked(*THREE, UN=1, ICRC=2, Armenia=2)
    assert bounds(account) == (12, 20, 30)


def test_where_ratings_tie_the_lower_figure_is_best():
    assert bounds(asked(*THREE, UN=1, Armenia=1, ICRC=2)) == (12, 20, 30)


def test_who_is_not_rated_is_not_reliable():
    account = asked(*THREE, UN=1, ICRC=2)
    assert bounds(account) == (12, 20, 20)
    assert {j.figure.report: j.reason for j in account.set_aside} == {"a": "its origin is not rated reliable"}


@pytest.mark.parametrize(
    ("words", "number"), [("dozens", 24), ("hundreds", 200), ("thousands", 2_000), ("several dozen", 24), ("several hundred", 200)]
)
def test_a_vague_word_is_one_number(words, number):
    assert bounds(asked(made("a", None, None, words=words))) == (number, number, number)


def test_words_without_a_code_are_set_aside():
    assert bounds(asked(made("a", None, None, words="several"))) == (None, None, None)
    assert bounds(asked(made("a", None, None, words="tens of thousands"))) == (None, None, None)


def test_at_least_is_its_number_and_up_to_is_a_high_only():
    assert bounds(asked(made("a", 13, None))) == (13, 13, 13)
    assert bounds(asked(made("a", None, 40))) == (None, None, None)
    assert bounds(asked(made("a", 10, 14))) == (10, 10, 14)


PARTS = (
    made("a", 15, side="armenia"),
    made("b", 8, side="azerbaijan"),
    made("c", 5, side="armenia", role=Role.CIVILIAN),
)


def test_best_is_the_sum_of_its_parts():
    account = asked(*PARTS)
    assert bounds(account) == (28, 28, 28)
    assert account.warnings == ()
    assert all("the sum of its parts" in j.reason for j in account.used)


def test_a_whole_that_is_not_the_sum_of_its_parts_is_a_warning():
    whole = made("d", 30, side=None, role=Role.UNKNOWN)
    account = asked(*PARTS, whole)
    assert bounds(account) == (30, 30, 30)
    assert account.warnings == ("best 30 is not the sum of its parts (5 + 15 + 8 = 28)",)
    assert asked(*PARTS, made("d", 28, side=None, role=Role.UNKNOWN)).warnings == ()


def test_the_people_of_a_side_may_hold_the_civilians_beside_them_and_are_no_part():
    people = made("d", 12, side="armenia", role=Role.UNKNOWN)
    account = asked(made("c", 11, side="armenia", role=Role.CIVILIAN), people)
    assert bounds(account) == (12, 12, 12)


def test_one_part_beside_a_whole_says_nothing_of_the_whole():
    account = asked(PARTS[2], made("d", 30, side=None, role=Role.UNKNOWN))
    assert bounds(account) == (30, 30, 30)
    assert account.warnings == ()


def test_an_adversary_alone_gives_no_best():
    assert bounds(asked(made("a", 920, standing=Standing.ADVERSARY))) == (920, None, 920)


@pytest.mark.parametrize("change", [{"measure": Measure.RUNNING_TOTAL}, {"fate": Fate.MISSING}])
def test_what_it_does_not_answer(change):
    account = asked(made("a", 5, **change))
    assert account.refused.startswith("the policy ucdp answers for ")
    assert bounds(account) == (None, None, None)
