"""The policy `airwars`: five grades, a bare plural, contested status, named victims, consensus."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cenotaph.ledger import accounts, named
from cenotaph.model.accounts import Event
from cenotaph.model.terms import Basis, Fate, Measure, Role, Standing
from made_figures import made

CIVILIANS = {"role": Role.CIVILIAN}
LOCAL = {"origin": "A local network", "standing": Standing.THIRD_PARTY, "role": Role.CIVILIAN}
ICRC = {"origin": "ICRC", "standing": Standing.THIRD_PARTY, "basis": Basis.MORGUE, "role": Role.CIVILIAN}
RUSSIA = {"origin": "Government of Russia", "standing": Standing.ADVERSARY, "role": Role.CIVILIAN}


def asked(*figures):
    [account] = accounts(list(figures), [Event("e", tuple(f.id for f in figures))], [], named("airwars"))
    return account


def bounds(account):
    return account.low, account.best, account.high


@pytest.mark.parametrize("words", ["several", "martyrs", "children", "a number of"])
def test_a_bare_plural_is_two(words):
    assert bounds(asked(made("a", None, None, words=words, **LOCAL))) == (2, None, 2)


def test_many_is_at_most_ten():
    assert bounds(asked(made("a", None, None, words="many", fate=Fate.INJURED, **LOCAL))) == (2, None, 10)


@pytest.mark.parametrize("words", ["dozens", "hundreds", "tens of thousands"])
def test_words_with_a_scale_in_them_are_never_two(words):
    assert bounds(asked(made("a", None, None, words=words, **LOCAL))) == (None, None, None)


def test_contested_status_counts_in_the_maximum_only():
    account = asked(made("a", 5, **LOCAL), made("b", 8, role=Role.MIXED, origin="UN", published=1))
    assert bounds(account) == (0, None, 8)
    assert {j.figure.report: j.reason for j in account.used}["b"] == "in the maximum only: their civilian status is contested"


def test_named_victims_raise_the_minimum():
    account = asked(made("a", 5, **LOCAL), made("b", 7, origin="UN", basis=Basis.NAMED_LIST, **CIVILIANS))
    assert bounds(account) == (7, None, 7)
    assert "the minimum is raised to 7, the named victims" in account.reasons


def test_broad_consensus_raises_the_minimum():
    three = [made("a", 9, **LOCAL), made("b", 9, **ICRC), made("c", 4, origin="UN", **CIVILIANS)]
    account = asked(*three)
    assert bounds(account) == (9, None, 9)
    assert "the minimum is raised to 9, on which most origins agree" in account.reasons
    assert bounds(asked(*three[1:])) == (4, None, 9), "two are no broad consensus"


@pytest.mark.parametrize(
    ("grade", "figures"),
    [
        ("weak", [made("a", 5, **LOCAL)]),
        ("weak", [made("a", 5, **LOCAL), made("b", 5, published=1, **LOCAL)]),
        ("fair", [made("a", 5, **LOCAL), made("b", 6, **ICRC)]),
        ("contested", [made("a", 5, actor="Russia", **LOCAL), made("b", 6, actor="Turkey", **ICRC)]),
        ("confirmed", [made("a", 5, actor="Russia", **LOCAL), made("b", 3, actor="Russia", **RUSSIA)]),
        ("discounted", [made("a", 5, origin="ICRC", role=Role.UNKNOWN), made("b", 5, origin="UN", published=1)]),
    ],
    ids=["one source", "one source twice", "two", "rival actors", "accepted", "combatants"],
)
def test_the_five_grades(grade, figures):
    assert asked(*figures).grade == grade


def test_a_belligerent_that_blames_another_accepts_nothing():
    figures = [made("a", 5, actor="Russia", **LOCAL), made("b", 3, actor="Turkey", **RUSSIA)]
    assert asked(*figures).grade == "contested"


def test_only_origins_contest_who_is_responsible():
    """A sum of others' figures, a source without a name, or one origin that names two parties is no rival claim."""
    rivals = [made("a", 5, actor="Russia", **LOCAL), made("b", 6, actor="Turkey", **ICRC)]
    events = [Event("e", ("a", "b"))]
    rivals = [replace(f, id=f.report) for f in rivals]
    [account] = accounts(rivals, events, [], named("airwars"), derived={"a": "it equals 3 + 2", "b": "it equals 3 + 3"})
    assert account.grade == "weak"
    assert asked(rivals[0], made("b", 6, actor="Turkey", **{**ICRC, "origin": None})).grade == "weak"
    assert asked(rivals[0], made("b", 6, actor="Turkey", published=1, **LOCAL)).grade == "weak"


def test_an_adversary_alone_keeps_its_rule():
    account = asked(made("a", 5, actor="Russia", **RUSSIA))
    assert (account.grade, account.best) == ("adversary only", None)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"role": Role.COMBATANT}, "the policy airwars answers for civilians, not for combatants"),
        ({"role": Role.CIVILIAN, "fate": Fate.MISSING}, "the policy airwars answers for injured, killed, not for missing"),
        ({"role": Role.CIVILIAN, "measure": Measure.PERIOD}, "the policy airwars answers for single events, not for a period"),
    ],
)
def test_what_it_does_not_answer(change, words):
    assert asked(made("a", 5, **change)).refused == words
