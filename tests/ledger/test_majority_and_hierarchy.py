"""The policies `majority` and `hierarchy`: what most origins carry, and who stands highest in a ranking that a person gives."""

from __future__ import annotations

from cenotaph.ledger import accounts, named
from cenotaph.model.accounts import Event
from cenotaph.model.terms import Measure, Role, Standing
from made_figures import made

ICRC, UN = ({"origin": o, "standing": Standing.THIRD_PARTY} for o in ("ICRC", "UN"))


def asked(policy, *figures, ranks=None, derived=None):
    [account] = accounts(
        list(figures), [Event("e", tuple(f.id for f in figures))], [], named(policy), ranks=ranks or {}, derived=derived or {}
    )
    return account


def bounds(account):
    return account.low, account.best, account.high


def test_the_number_that_most_origins_carry():
    account = asked("majority", made("a", 30), made("b", 12, **ICRC), made("c", 12, **UN))
    assert bounds(account) == (12, 12, 12)
    assert {j.figure.report: j.reason for j in account.judgements} == {
        "a": "another number is carried by 2 origins",
        "b": "2 origins carry this number",
        "c": "2 origins carry this number",
    }


def test_origins_are_counted_and_not_articles():
    articles = [made(f"a{n}", 30, published=n) for n in range(5)]
    assert bounds(asked("majority", *articles, made("b", 12, **ICRC), made("c", 12, **UN))) == (12, 12, 12)


def test_one_origin_that_gives_one_number_of_two_groups_carries_it_once():
    account = asked("majority", made("a", 30, role=Role.CIVILIAN), made("b", 30, role=Role.COMBATANT), made("c", 12, **ICRC))
    assert bounds(account) == (12, None, 30)


def test_a_tie_has_no_best_and_warns():
    account = asked("majority", made("a", 30), made("b", 12, **ICRC))
    assert bounds(account) == (12, None, 30)
    assert account.warnings == ("2 numbers are carried by 1 origin each: there is no majority",)


def test_one_alone_is_carried_and_an_open_number_has_no_best():
    assert bounds(asked("majority", made("a", 30))) == (30, 30, 30)
    assert bounds(asked("majority", made("a", 30, None))) == (30, None, None)


def test_unnamed_sources_and_sums_carry_nothing():
    summed = made("c", 12, **UN)
    account = asked(
        "majority", made("a", 30), made("b", 12, **ICRC), made("d", 13, origin=None), summed, derived={summed.id: "it equals 5 + 7"}
    )
    assert bounds(account) == (12, None, 30)
    assert {j.figure.report: j.reason for j in account.set_aside} == {
        "c": "others' figures do not count twice; it is no origin of its own: it equals 5 + 7",
        "d": "its source is not named",
    }


def test_an_adversary_alone_gives_no_best():
    for policy in ("majority", "hierarchy"):
        account = asked(policy, made("a", 920, standing=Standing.ADVERSARY), ranks={"Armenia": 1})
        assert bounds(account) == (920, None, 920)


def test_the_highest_source_of_the_ranking_that_gives_a_number():
    figures = [made("a", 30), made("b", 12, **ICRC), made("c", None, None, words="dozens", **UN)]
    account = asked("hierarchy", *figures, ranks={"UN": 1, "Armenia": 2, "ICRC": 3})
    assert bounds(account) == (30, 30, 30)
    assert {j.figure.report: j.reason for j in account.judgements} == {
        "a": "the highest source of the ranking that gives a number (place 2)",
        "b": "a source that is ranked higher decides",
        "c": "a vague word (dozens) has no worth here",
    }


def test_who_is_not_in_the_ranking_decides_nothing():
    account = asked("hierarchy", made("a", 30), ranks={"ICRC": 1})
    assert (bounds(account), account.grade) == ((None, None, None), "no figure")


def test_without_a_ranking_it_refuses():
    account = asked("hierarchy", made("a", 30))
    assert account.refused == "the policy hierarchy needs a ranking of the institutions, the best first, and none is given"


def test_both_answer_for_totals():
    for policy in ("majority", "hierarchy"):
        account = asked(policy, made("a", 30, measure=Measure.RUNNING_TOTAL), ranks={"Armenia": 1})
        assert bounds(account) == (30, 30, 30)
