"""Accounts as sentences that can stand alone."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings

from cenotaph.ledger import accounts, named, policies, sentence, title
from cenotaph.ledger.wording import bounds
from cenotaph.linking import link
from cenotaph.model.accounts import Event, Question
from cenotaph.model.claims import Where
from cenotaph.model.days import Span
from cenotaph.model.terms import Fate, Measure, Role, Standing, Unit
from made_figures import REFERENCE, WAR, made, many, silent

NAMES = {"sides": {"armenia": "Armenia", "azerbaijan": "Azerbaijan"}, "conflicts": {"war-2020": "Second Karabakh war"}}
TOTAL = Measure.RUNNING_TOTAL


def said(*figures, withheld=(), policy="widest", **when):
    [account] = accounts(list(figures), [Event("e", tuple(f.id for f in figures))], withheld, named(policy), **when)
    return sentence(account, **NAMES)


def test_one_line():
    assert said(made("a", 1_383, measure=TOTAL)) == (
        "Combatants of Armenia killed, Second Karabakh war, running total: 1,383, says Armenia."
    )


def test_open_ends_are_said_as_open():
    assert said(made("a", 2_301, None)).endswith("killed, Second Karabakh war: 2,301 or more, says Armenia.")
    assert said(made("a", None, 300)).endswith(": up to 300, says Armenia.")
    assert said(made("a", 40, 50)).endswith(": 40 to 50, says Armenia.")
    assert said(made("a", None, 5), made("b", 9, None, origin="ICRC")).endswith(": open at both ends, from 2 institutions.")
    assert bounds(0, 0) == "0"


def test_a_rounded_number_is_not_said_as_an_exact_one():
    assert said(made("a", 600, approx=True)).endswith(": about 600, says Armenia.")


def test_adversary_only():
    theirs = {"side": "azerbaijan", "standing": Standing.ADVERSARY}
    assert said(made("a", 920, **theirs)).endswith(": 920, says Armenia (adversary only).")
    assert "adversary" not in said(made("a", 920, **theirs), made("b", 900, origin="ICRC", standing=Standing.THIRD_PARTY))


def test_withheld_is_said_and_is_no_number():
    told = said(
        made("a", 920, measure=TOTAL, side="azerbaijan"), withheld=[silent(side="azerbaijan", who="Azerbaijan", published=10)]
    )
    assert told.endswith(": 920, says Armenia. Azerbaijan gave no number (2020-10-07).")
    told = said(made("a", None, None, words="dozens", measure=TOTAL), withheld=[silent()])
    assert told.endswith(": no figure is used under the policy widest. Armenia gave no number (2020-09-27).")
    assert not re.search(r"\b0\b", told)


def test_a_number_that_the_policy_makes_is_not_put_in_anybodys_mouth():
    told = said(made("a", None, None, words="dozens"), policy="acled")
    assert re.search(r": \d+, says Armenia \('dozens', as the policy acled counts\)\.$", told)
    assert said(made("a", 17, role=Role.UNKNOWN), policy="ibc").endswith(": 0 to 17, says Armenia (as the policy ibc counts).")
    assert "policy" not in said(made("a", 17, role=Role.CIVILIAN), policy="ibc")
    assert "policy" not in said(made("a", None, 17), made("b", 20, None, origin="ICRC"))


def test_known_by_and_refusals():
    assert ", as known by 2020-11-14: 5, says" in said(made("a", 5), known_by=WAR + timedelta(days=48))
    assert said(made("a", 5, measure=TOTAL), policy="acled") == (
        "Combatants of Armenia killed, Second Karabakh war, running total: not answered, for the policy acled answers for single "
        "events, not for a running total."
    )


def test_a_best_is_said_where_it_differs():
    assert said(made("a", 12), policy="acled").endswith(": 12, says Armenia.")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"role": Role.CIVILIAN}, "Civilians of Armenia killed"),
        ({"role": Role.UNKNOWN, "side": None}, "People killed"),
        ({"side": "both", "role": Role.MIXED}, "Combatants and civilians of both sides killed"),
        ({"unit": Unit.BODY, "fate": Fate.RETURNED}, "Bodies of Armenia returned"),
        ({"fate": Fate.CASUALTIES}, "Combatants of Armenia killed or injured"),
        ({"fate": Fate.DEAD_OR_MISSING}, "Combatants of Armenia dead or missing"),
        ({"side": "elsewhere"}, "Combatants of elsewhere killed"),
    ],
)
def test_titles(change, words):
    [account] = accounts([made("a", 5, conflict=None, **change)], [], [], named("widest"))
    assert title(account.question, **NAMES) == words


@pytest.mark.parametrize(
    ("span", "words"),
    [
        (Span.month(2025, 6), "since June 2025"),
        (Span(date(2025, 1, 1), date(2025, 3, 9)), "since 2025"),
        (Span(date(2025, 6, 2), date(2025, 7, 9)), "since 2025-06-02"),
    ],
)
def test_a_narrower_place_and_a_later_beginning_are_told(span, words):
    figure = made("a", 25, measure=TOTAL, happened=span)
    figure = replace(figure, place=Where("Shushi", "p:shusha"))
    [account] = accounts([figure], [], [], named("widest"), reference=REFERENCE)
    assert title(account.question, places={"p:shusha": "Shushi"}, **NAMES) == (
        f"Combatants of Armenia killed in Shushi, Second Karabakh war, running total {words}"
    )


def test_an_event_is_told_with_its_place_and_day_as_most_say():
    day, next_day = Span.day(WAR), Span.day(WAR + timedelta(days=1))
    ours = made("a", 5, place="Shusha", happened=day), made("b", 5, place="Shushi", happened=day, published=1)
    other = made("c", 6, place="Shushi", happened=next_day, origin="ICRC", published=2)
    assert said(*ours, other).startswith("Combatants of Armenia killed in Shushi, 2020-09-27, Second Karabakh war: ")
    assert said(*ours).startswith("Combatants of Armenia killed in Shusha, 2020-09-27, Second Karabakh war: ")
    assert title(
        Question(Fate.KILLED, Unit.PERSON, None, Role.UNKNOWN, None, Measure.INCIDENT, "e"),
        figures=[*ours, other],
        wide=["Shushi"],
        **NAMES,
    ) == ("People killed in Shusha, 2020-09-27"), "a place that says no more than the conflict is left out"
    assert said(made("d", 5, happened=Span.month(2020, 9))).startswith("Combatants of Armenia killed, Second Karabakh war: ")


@settings(max_examples=80, deadline=None)
@given(many())
def test_every_account_is_one_plain_sentence(figures):
    for policy in policies():
        for account in accounts(figures, link(figures), [], policy):
            told = sentence(account, **NAMES)
            assert told[0].isupper()
            assert told.endswith(".")
            assert "None" not in told
            assert "_" not in told.replace("war_", "")
            assert "  " not in told
            if account.used and account.high is None:
                assert "or more" in told or "open at both ends" in told
            if account.used and account.low is None:
                assert "up to" in told or "open at both ends" in told
