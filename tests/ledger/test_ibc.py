"""The policy `ibc`: minimum and maximum, uncertain civilian status, and provisional until a second independent origin reports."""

from __future__ import annotations

import pytest

from cenotaph.ledger import accounts, named
from cenotaph.model.accounts import Event
from cenotaph.model.terms import Basis, Fate, Measure, Role, Standing
from made_figures import made, silent

CIVILIANS = {"role": Role.CIVILIAN}
ICRC = {"origin": "ICRC", "standing": Standing.THIRD_PARTY}


def asked(*figures, withheld=()):
    [account] = accounts(list(figures), [Event("e", tuple(f.id for f in figures))], withheld, named("ibc"))
    return account


def bounds(account):
    return account.low, account.best, account.high


def test_minimum_and_maximum_where_reports_differ():
    account = asked(made("a", 10, **CIVILIANS), made("b", 14, **CIVILIANS, **ICRC))
    assert bounds(account) == (10, None, 14)
    assert (account.grade, account.reasons) == ("included", ("2 independent origins report it",))


def test_provisional_with_one_origin_however_many_reports():
    account = asked(made("a", 10, **CIVILIANS), made("b", 10, **CIVILIANS, institution="Another ministry", basis=Basis.MORGUE))
    assert (account.grade, account.reasons) == ("provisional", ("no second independent origin reports it",))


def test_a_specific_number_that_one_alone_gives_is_both():
    account = asked(made("a", 12, **CIVILIANS), made("b", 5, None, **CIVILIANS, **ICRC), made("c", 9, 20, origin="UN", **CIVILIANS))
    assert bounds(account) == (12, None, 12)
    assert {j.reason for j in account.set_aside} == {"it gives no specific number, and another does"}


def test_without_a_specific_number_open_ends_stay_open():
    assert bounds(asked(made("a", 5, None, **CIVILIANS), made("b", 9, 20, **CIVILIANS, **ICRC))) == (5, None, None)


def test_uncertain_civilian_status_lowers_the_minimum():
    civilians = made("a", 15, **CIVILIANS)
    assert bounds(asked(civilians, made("b", 15, role=Role.COMBATANT, published=1, **ICRC))) == (0, None, 15)
    assert bounds(asked(civilians, made("b", 17, role=Role.MIXED, published=1, **ICRC))) == (0, None, 17)
    assert bounds(asked(civilians, made("b", 17, role=Role.UNKNOWN, published=1, **ICRC))) == (15, None, 17), "people is no doubt"
    account = asked(made("b", 17, role=Role.UNKNOWN, **ICRC))
    assert bounds(account) == (0, None, 17)
    assert account.used[0].reason == "in the maximum only: nobody says that they were civilians"


def test_vague_words_have_no_number():
    assert bounds(asked(made("a", None, None, words="dozens", **CIVILIANS))) == (None, None, None)


def test_an_adversary_alone_keeps_its_rule():
    account = asked(made("a", 9, standing=Standing.ADVERSARY, **CIVILIANS))
    assert (account.grade, account.best) == ("adversary only", None)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"role": Role.COMBATANT}, "the policy ibc answers for civilians, not for combatants"),
        ({"role": Role.CIVILIAN, "fate": Fate.INJURED}, "the policy ibc answers for killed, not for injured"),
        ({"role": Role.CIVILIAN, "measure": Measure.STOCK}, "the policy ibc answers for single events, not for a stock"),
    ],
)
def test_what_it_does_not_answer(change, words):
    account = asked(made("a", 5, **change), withheld=[silent()])
    assert (account.refused, account.grade) == (words, "not answered")
    assert bounds(account) == (None, None, None)
