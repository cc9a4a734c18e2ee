"""How well an answer is borne out, in plain words: origins of different standing or basis, never articles or sums."""

from __future__ import annotations

from datetime import timedelta

import pytest

from cenotaph.ledger import accounts, named, weight
from cenotaph.ledger.corroboration import Weighed, independent
from cenotaph.model.accounts import Event
from cenotaph.model.terms import Basis, Commitment, Distance, Measure, Standing
from made_figures import WAR, made, silent

TOTAL, STOCK = Measure.RUNNING_TOTAL, Measure.STOCK
OWN, THIRD, ADVERSARY = Standing.OWN, Standing.THIRD_PARTY, Standing.ADVERSARY


def asked(*figures, withheld=(), policy="widest", **given):
    [account] = accounts(list(figures), [Event("e", tuple(f.id for f in figures))], withheld, named(policy), **given)
    return account


def grade(*figures, **given):
    return asked(*figures, **given).grade


def test_two_standings_that_may_both_be_right_corroborate():
    account = asked(made("a", 10, 14), made("b", 12, origin="ICRC", standing=THIRD))
    assert account.grade == "corroborated"
    assert account.reasons == ("2 origins of different standing or basis give numbers that can all be true",)


def test_so_do_two_of_one_standing_on_different_bases():
    morgue, listed = {"standing": THIRD, "basis": Basis.MORGUE}, {"standing": THIRD, "basis": Basis.NAMED_LIST}
    assert grade(made("a", 12, origin="ICRC", **morgue), made("b", 12, origin="UN", **listed)) == "corroborated"
    assert grade(made("a", 12, origin="ICRC", **morgue), made("b", 12, origin="UN", **morgue)) == "uncorroborated"


def test_articles_offices_of_one_government_unnamed_sources_and_sums_do_not():
    one = made("a", 12)
    assert grade(one, made("b", 12, institution="Another ministry", basis=Basis.MORGUE)) == "single origin"
    assert grade(one, made("b", 12, origin=None, standing=THIRD)) == "single origin"
    summed = made("b", 12, origin="ICRC", standing=THIRD)
    assert grade(one, summed, derived={summed.id: "it equals 5 + 7"}) == "single origin"
    assert grade(one, summed) == "corroborated", "until it is proposed, or when that is refused"
    assert grade(made("a", 12, origin=None)) == "no named origin"


def test_numbers_that_cannot_all_be_true_are_contested():
    account = asked(made("a", 10), made("b", 12, origin="ICRC", standing=THIRD), made("c", 10, origin="UN", standing=THIRD))
    assert account.grade == "contested"
    assert account.reasons == (
        "origins give numbers that cannot all be true",
        "2 origins of different standing or basis allow one number",
    )
    assert grade(made("a", 2_400, approx=True), made("b", 2_425, origin="ICRC", standing=THIRD)) == "corroborated"
    assert grade(made("a", 2_400, approx=True), made("b", 2_600, origin="ICRC", standing=THIRD)) == "contested"
    assert grade(made("a", 10), made("b", 12)) == "single origin", "two numbers of one line are no rivals"


@pytest.mark.parametrize(
    ("measure", "earlier", "later", "found"),
    [
        (TOTAL, 1_383, 2_783, "uncorroborated"),
        (TOTAL, 4_750, 3_822, "contested"),
        (STOCK, 100, 6, "uncorroborated"),
        (STOCK, 6, 100, "uncorroborated"),
        (TOTAL, 2_783, 2_783, "corroborated"),
    ],
)
def test_of_totals_for_different_days(measure, earlier, later, found):
    a = made("a", earlier, measure=measure)
    b = made("b", later, measure=measure, origin="ICRC", standing=THIRD, speaks_for=9)
    assert grade(a, b) == found
    assert grade(a, made("c", earlier + 1, measure=measure, origin="ICRC", standing=THIRD)) == "contested", "the same day"


def test_two_numbers_of_one_line_for_one_day_are_no_rivals_beside_another_line():
    figures = [made("a", 10, measure=TOTAL), made("b", 12, measure=TOTAL), made("c", 9, None, measure=TOTAL, origin="ICRC")]
    assert grade(*figures) == "uncorroborated"


@pytest.mark.parametrize("names", ["xy", "yx"])
def test_one_number_of_one_line_on_two_bases_keeps_both_whatever_the_reports_are_called(names):
    listed, unstated = made(names[0], 12, basis=Basis.NAMED_LIST), made(names[1], 12)
    assert grade(listed, unstated, made("c", 12, origin="A second government")) == "corroborated"


def test_adversary_only_withheld_and_no_figure():
    theirs = made("a", 920, measure=TOTAL, side="azerbaijan", standing=ADVERSARY)
    nothing = silent(side="azerbaijan", who="Azerbaijan")
    account = asked(theirs, withheld=[nothing])
    assert (account.grade, account.best) == ("adversary only", None)
    assert account.reasons[1] == "those who would know gave no number, which is not a zero"
    vague = made("b", None, None, words="dozens", measure=TOTAL, side="azerbaijan")
    assert grade(vague) == "no figure"
    account = asked(vague, withheld=[nothing])
    assert (account.grade, account.low, account.best, account.high) == ("withheld", None, None, None)


def test_a_line_is_its_adversarys_when_one_report_does_not_tell_the_standing():
    theirs = [made("a", 920, standing=ADVERSARY), made("b", 920, standing=Standing.UNKNOWN, published=1)]
    for policy in ("acled", "majority", "ucdp"):
        account = asked(*theirs, policy=policy)
        assert (account.grade, account.best) == ("adversary only", None)
    summed = made("c", 920, origin="An agency", standing=Standing.UNKNOWN)
    derived = {summed.id: "it equals 920 + 0"}
    assert asked(*theirs, summed, policy="ucdp", derived=derived).best is None, "a sum of it is still the adversary's"
    assert asked(*theirs, summed, policy="ucdp").best == 920


def test_a_refused_question_says_so():
    account = asked(made("a", 5, measure=TOTAL), policy="acled")
    assert (account.grade, account.reasons) == ("not answered", (account.refused,))


def test_what_was_not_known_yet_bears_nothing_out():
    a, b = made("a", 10), made("b", 10, origin="ICRC", standing=THIRD, published=9)
    assert grade(a, b) == "corroborated"
    assert grade(a, b, known_by=WAR + timedelta(days=5)) == "single origin"


def test_the_most_origins_that_differ_from_one_another_in_standing_or_basis():
    """Three origins, of which two share their only profile, and the third could take either of two."""

    def told(name, origin, **how):
        figure = made(name, 5, origin=origin, **how)
        return Weighed(figure, figure.count)

    a, b = told("a", "A", standing=OWN), told("b", "B", standing=OWN)
    c = [told("c", "C", standing=OWN), told("d", "C", standing=THIRD)]
    assert independent([a, b]) == 1
    assert independent([a, *c]) == 2
    assert independent([a, b, *c]) == 2
    assert independent([]) == 0
    either = [told("e", "A", standing=OWN), told("f", "A", standing=THIRD)]
    assert independent([*either, b]) == 2, "the first has to make room for the second"


def test_the_weight_of_a_figure_in_words():
    assert weight(made("a", 5, basis=Basis.NAMED_LIST)) == "own losses; says; on a named list"
    doubtful = made("a", 5, standing=ADVERSARY, commitment=Commitment.ESTIMATES, distance=Distance.CLAIMED)
    assert weight(doubtful) == "adversary; estimates; nothing told of what it rests on; printed as claimed"
    assert weight(made("a", 5, standing=Standing.UNKNOWN)).startswith("standing not told; ")
