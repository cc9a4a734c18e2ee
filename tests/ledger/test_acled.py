"""The policy `acled`: the most conservative figure, what its words are worth, and what it does not answer."""

from __future__ import annotations

import pytest

from cenotaph.ledger import accounts, named, policies
from cenotaph.model.accounts import Event
from cenotaph.model.errors import WrongUse
from cenotaph.model.terms import Fate, Measure, Standing
from made_figures import made

ACLED = named("acled")


def asked(*figures):
    [account] = accounts(list(figures), [Event("e", tuple(f.id for f in figures))], [], ACLED)
    return account


def bounds(account):
    return account.low, account.best, account.high


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("tens", 10),
        ("dozens", 12),
        ("hundreds", 100),
        ("several", 3),
        ("several dozen", 12),
        ("several hundred", 100),
        ("dozens more", 12),
    ],
)
def test_words(words, number):
    assert bounds(asked(made("a", None, None, words=words))) == (number, number, number)


@pytest.mark.parametrize("words", ["tens of thousands", "thousands", "umpteen", "several thousand", "tens of millions"])
def test_words_it_cannot_weigh_are_set_aside_and_never_made_small(words):
    account = asked(made("a", None, None, words=words))
    assert bounds(account) == (None, None, None)
    assert account.set_aside[0].reason == f"a vague word ({words}) has no worth here"


def test_the_most_conservative_figure_decides_and_the_dispute_is_noted():
    account = asked(
        made("a", 30, origin="Armenia"),
        made("b", 12, 15, origin="ICRC"),
        made("c", None, 5, origin="UN"),
        made("d", 12, origin="OSCE", published=3),
    )
    assert bounds(account) == (12, 12, 12)
    assert {j.figure.report: j.reason for j in account.judgements} == {
        "a": "a more conservative figure decides",
        "b": "the most conservative figure",
        "c": "it states no least number",
        "d": "the same number",
    }
    assert account.warnings == ("reports differ: from 12 to 30; the most conservative is used",)
    assert asked(made("a", 30)).warnings == ()


def test_an_early_toll_that_its_own_line_has_raised_is_no_differing_report():
    account = asked(made("a", 2), made("b", 9, speaks_for=1), made("c", 11, origin="ICRC"))
    assert bounds(account) == (9, 9, 9)


def test_the_most_conservative_of_those_rated_most_reliable():
    figures = [made("a", 5, origin="Armenia"), made("b", 12, origin="ICRC"), made("c", 14, origin="UN")]
    events = [Event("e", tuple(f.id for f in figures))]
    [account] = accounts(figures, events, [], ACLED, ranks={"UN": 1, "ICRC": 1, "Armenia": 2})
    assert bounds(account) == (12, 12, 12)
    assert {j.figure.report: j.reason for j in account.set_aside}["a"] == "another origin is rated more reliable"


def test_a_figure_only_an_adversary_gives_yields_no_best():
    theirs = made("a", 920, standing=Standing.ADVERSARY)
    assert bounds(asked(theirs)) == (920, None, 920)
    assert bounds(asked(theirs, made("b", 950, origin="ICRC", standing=Standing.THIRD_PARTY))) == (920, 920, 920)


@pytest.mark.parametrize("measure", [Measure.RUNNING_TOTAL, Measure.STOCK, Measure.PERIOD])
def test_running_totals_are_refused_in_words(measure):
    [account] = accounts([made("a", 30, measure=measure)], [], [], ACLED)
    assert account.refused == f"the policy acled answers for single events, not for a {measure.value}"
    assert bounds(account) == (None, None, None)
    assert account.judgements == ()


def test_other_fates_are_refused_in_words():
    [account] = accounts([made("a", 30, fate=Fate.MISSING)], [], [], ACLED)
    assert account.refused == "the policy acled answers for killed, not for missing"


def test_an_increment_is_the_event_it_reports():
    assert bounds(asked(made("a", 40, measure=Measure.INCREMENT))) == (40, 40, 40)


def test_every_policy_names_its_source_and_an_unknown_one_is_refused():
    assert [p.name for p in policies()] == ["acled", "airwars", "hierarchy", "ibc", "majority", "ucdp", "widest"]
    for policy in policies():
        assert policy.title
        assert policy.summary.endswith(".")
        assert len(policy.source) > 30
        assert named(policy.name) is policy
    with pytest.raises(
        WrongUse, match=r"there is no policy 'best'. Choose one of acled, airwars, hierarchy, ibc, majority, ucdp, widest."
    ):
        named("best")
