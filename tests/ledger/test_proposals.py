"""What figures suggest: sums of others' figures, the missing found among the dead, other words for one count, totals that fall.

The facts are those of the project's table on Nagorno-Karabakh (examples/karabakh/README.md has their addresses).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cenotaph.ledger.contradictions import contradictions
from cenotaph.ledger.proposals import derived, proposals
from cenotaph.ledger.questions import asked
from cenotaph.ledger.telling import telling
from cenotaph.model.claims import Figure
from cenotaph.model.relations import Proposal, Suggested
from cenotaph.model.terms import Fate, Measure, Role, Unit
from made_claims import WITHIN
from made_figures import WAR, made, many, renamed

TOTAL, STOCK = Measure.RUNNING_TOTAL, Measure.STOCK


def proposed(*figures: Figure) -> list[Proposal]:
    questions = asked(figures, [])
    return proposals(questions, telling(questions).told)


def kinds(*figures: Figure) -> list[Suggested]:
    return [p.kind for p in proposed(*figures)]


def total(name: str, low: int | None, high: int | None = -1, **how) -> Figure:
    return made(name, low, high, **{"measure": TOTAL, **how})


ARMENIA = {"side": "armenia", "origin": "Government of Armenia"}
AZERBAIJAN = {"side": "azerbaijan", "origin": "Government of Azerbaijan"}
AGENCY = {"side": "both", "origin": "An agency", "role": Role.UNKNOWN}


def september(**whole) -> list[Figure]:
    return [total("a", 105, **ARMENIA), total("b", 71, **AZERBAIJAN), total("w", 176, None, **{**AGENCY, **whole})]


def test_at_least_176_is_105_and_71():
    a, b, w = september()
    (p,) = proposed(a, b, w)
    assert (p.kind, set(p.figures), p.about) == (Suggested.DERIVED, {a.id, b.id, w.id}, (w.id,))
    assert "equals 105 + 71" in p.statement
    assert list(derived([p])) == [w.id]


def test_a_copy_of_the_sum_is_no_origin_either_and_changes_no_name():
    a, b, w = september()
    copy = replace(renamed(w, "later"), clocks=replace(w.clocks, published=date(2020, 10, 1)))
    (p,), (q,) = proposed(a, b, w), proposed(a, b, w, copy)
    assert p.id == q.id
    assert set(derived([q])) == {w.id, copy.id}


@pytest.mark.parametrize(
    "whole",
    [
        pytest.param({"published": -1}, id="published before its parts"),
        pytest.param({"speaks_for": 60}, id="two months later"),
        pytest.param({"conflict": "another-war"}, id="of another war"),
        pytest.param({"fate": Fate.INJURED}, id="of another fate"),
        pytest.param({"unit": Unit.BODY}, id="in another unit"),
        pytest.param({"origin": "Government of Armenia"}, id="its own part among them"),
        pytest.param({"approx": True}, id="rounded"),
        pytest.param({"side": "armenia"}, id="of one side"),
    ],
)
def test_what_is_no_sum_of_others(whole):
    assert kinds(*september(**whole)) == []


def test_small_numbers_and_many_candidates_fit_by_chance():
    small = [total("a", 7, **ARMENIA), total("b", 5, **AZERBAIJAN), total("w", 12, **AGENCY)]
    assert kinds(*small) == []
    many_ = [total(f"a{n}", 40 + n, **ARMENIA, speaks_for=n) for n in range(6)]
    others = [total(f"b{n}", 20 + n, **AZERBAIJAN, speaks_for=n) for n in range(6)]
    assert kinds(*many_, *others, total("w", 66, **AGENCY, speaks_for=9)) == []


DEAD_AND_MISSING = total("d", 207, fate=Fate.DEAD_OR_MISSING, **ARMENIA)


def test_286_is_207_and_79_and_not_all_of_them_need_be_dead():
    figures = [DEAD_AND_MISSING, total("b", 79, **AZERBAIJAN), total("w", 286, None, **AGENCY, speaks_for=11)]
    one, other = proposed(*figures)
    assert (one.kind, other.kind) == (Suggested.DERIVED, Suggested.REWORDED)
    assert one.about == other.about == (figures[2].id,)
    assert "207 + 79" in one.statement
    assert "dead and missing" in other.statement


def test_killed_in_one_paper_dead_and_missing_by_the_origin():
    printed = total("p", 207, speaks_for=1, side="armenia", origin="Security Council")
    (p,) = proposed(DEAD_AND_MISSING, printed)
    assert (p.kind, p.figures) == (Suggested.REWORDED, (printed.id, DEAD_AND_MISSING.id))


@pytest.mark.parametrize(
    "other", [{"low": 105}, {"speaks_for": 30}, {"side": "azerbaijan"}, {"conflict": "another-war"}, {"report": "d"}]
)
def test_what_is_not_reworded(other):
    how = {"low": 207, "speaks_for": 1, "side": "armenia", **other}
    assert kinds(DEAD_AND_MISSING, total("p", how.pop("low"), **how)) == []


def own(
    day: date, fate: Fate, low: int | None, high: int | None = -1, measure: Measure = TOTAL, unit: Unit = Unit.PERSON
) -> Figure:
    at = (day - WAR).days
    return made(
        f"{day}", low, high, fate=fate, measure=measure, unit=unit, speaks_for=at, start=list(Fate).index(fate) * 9, **AZERBAIJAN
    )


DECEMBER = [date(2020, 12, 3), date(2020, 12, 8), date(2020, 12, 21), date(2020, 12, 28), date(2021, 3, 2), date(2022, 7, 1)]
STATEMENTS = [
    own(DECEMBER[0], Fate.KILLED, 2783),
    own(DECEMBER[0], Fate.MISSING, 101, None, STOCK),
    own(DECEMBER[0], Fate.UNIDENTIFIED, 103, -1, STOCK, Unit.BODY),
    own(DECEMBER[1], Fate.BURIED, 2723),
    own(DECEMBER[2], Fate.BURIED, 2802),
    own(DECEMBER[2], Fate.MISSING, None, 40, STOCK),
    own(DECEMBER[2], Fate.UNIDENTIFIED, 61, None, STOCK, Unit.BODY),
    own(DECEMBER[3], Fate.BURIED, 2823),
    own(DECEMBER[3], Fate.MISSING, 31, None, STOCK),
    own(DECEMBER[3], Fate.UNIDENTIFIED, 51, None, STOCK, Unit.BODY),
    own(DECEMBER[4], Fate.BURIED, 2881),
    own(DECEMBER[4], Fate.MISSING, 28, -1, STOCK),
    own(DECEMBER[5], Fate.KILLED, 2908),
    own(DECEMBER[5], Fate.MISSING, 6, -1, STOCK),
]


def test_azerbaijans_missing_are_found_among_its_dead():
    """2,783 and more than 100 missing … 2,881 and 28 … 2,908 and 6: one proposal, and neither a revision nor a contradiction."""
    (p,) = proposed(*STATEMENTS)
    assert p.kind is Suggested.CONSERVED
    for step in ("2,783 killed and at least 101 missing", "2,802 buried and up to 40", "2,881 buried and 28", "2,908 killed and 6"):
        assert step in p.statement
    assert "stay at about 2,914" in p.statement
    assert any("beside those buried" in words for words in p.assumptions)
    assert contradictions(telling(asked(STATEMENTS, [])), WITHIN) == []


def test_a_new_statement_and_a_copy_leave_the_name():
    copy = [replace(renamed(f, f"copy{n}"), clocks=replace(f.clocks, published=date(2023, 1, 1))) for n, f in enumerate(STATEMENTS)]
    ids = {proposed(*figures)[0].id for figures in (STATEMENTS[:-2], STATEMENTS, [*STATEMENTS, *copy])}
    assert len(ids) == 1


def test_losses_that_grow_are_not_conserved():
    figures = [f if f.fate is not Fate.KILLED or f.count.low != 2908 else own(DECEMBER[5], Fate.KILLED, 3308) for f in STATEMENTS]
    assert kinds(*figures) == []


def test_missing_that_do_not_fall_are_not_conserved():
    steady = [own(day, fate, n, -1, m) for day in DECEMBER for fate, n, m in ((Fate.KILLED, 900, TOTAL), (Fate.MISSING, 30, STOCK))]
    assert kinds(*steady) == []


def test_two_institutions_conserve_nothing():
    figures = [f if f.fate is not Fate.MISSING else replace(f, claimant=replace(f.claimant, origin="ICRC")) for f in STATEMENTS]
    assert kinds(*figures) == []


def test_a_running_total_that_falls_is_a_persons_to_type():
    before, after = total("a", 2783), total("b", 2700, speaks_for=5)
    (p,) = proposed(before, after)
    assert (p.kind, p.figures) == (Suggested.REVISION, (after.id, before.id))
    assert {"correction", "change of scope", "reclassification"} < set(p.choices)


@pytest.mark.parametrize(
    "after",
    [
        total("b", 2723, fate=Fate.BURIED, speaks_for=5),
        total("b", 2700, measure=STOCK, speaks_for=5),
        total("b", 2700, origin="Opposition", speaks_for=5),
        total("b", 2700, None, speaks_for=5),
        total("b", 2800, approx=True, speaks_for=5),
    ],
    ids=["other fate", "stock", "other line", "at least", "rounded"],
)
def test_what_is_no_revision(after):
    assert kinds(total("a", 2783), after) == []


@given(many())
def test_proposals_do_not_depend_on_the_order_of_figures_and_name_figures_that_are_there(figures):
    ids = {f.id for f in figures}
    made_ = proposed(*figures)
    assert made_ == proposed(*reversed(figures))
    assert all(set(p.figures) | set(p.about) <= ids for p in made_)
    assert len({p.id for p in made_}) == len(made_)


@given(many(largest=6), st.sampled_from(Suggested))
def test_no_proposal_is_applied_by_itself(figures, kind):
    """Figures and claims are the same whatever is proposed; only `derived` tells the account what to set aside."""
    made_ = proposed(*figures)
    assert set(derived(made_)) == {i for p in made_ if p.kind is Suggested.DERIVED for i in p.about}
    assert set(derived(p for p in made_ if p.kind is kind)) <= set(derived(made_))
