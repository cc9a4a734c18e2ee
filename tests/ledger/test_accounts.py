"""Accounts under the policy `widest`, and what holds for accounts under any policy."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cenotaph.ledger import account as account_of
from cenotaph.ledger import accounts, named, policies
from cenotaph.ledger import asked as questions_asked
from cenotaph.ledger.questions import lines
from cenotaph.linking import link
from cenotaph.model.accounts import Event, Verdict
from cenotaph.model.counts import Count
from cenotaph.model.terms import Commitment, Distance, Fate, Measure, Role, Standing, Unit
from made_figures import REFERENCE, WAR, made, many, renamed, silent

WIDEST = named("widest")
TOTAL = Measure.RUNNING_TOTAL
RANKS = {"ICRC": 1, "Armenia": 2}
every_policy = pytest.mark.parametrize("policy", policies(), ids=lambda p: p.name)


def asked(*figures, withheld=(), policy=WIDEST, **when):
    """The one account of these figures, taken for one event."""
    [account] = accounts(list(figures), [Event("e", tuple(f.id for f in figures))], withheld, policy, **when)
    return account


def bounds(account):
    return account.low, account.best, account.high


@every_policy
@settings(max_examples=80, deadline=None)
@given(figures=many(), random=st.randoms())
def test_accounts_do_not_depend_on_the_order_of_figures(policy, figures, random):
    silences = [silent(f"w{n}", published=n % 3) for n in range(4)]
    known = {"reference": REFERENCE, "ranks": RANKS}
    before = accounts(figures, link(figures), silences, policy, **known)
    figures, silences = list(figures), list(silences)
    random.shuffle(figures)
    random.shuffle(silences)
    assert accounts(figures, link(figures), silences, policy, **known) == before


@every_policy
@settings(max_examples=80, deadline=None)
@given(figures=many(), day=st.integers(2, 7))
def test_what_was_published_later_is_nowhere(policy, figures, day):
    silences = [silent(f"w{n}", published=n) for n in range(8)]
    known_by = WAR + timedelta(days=day)
    known = [f for f in figures if f.clocks.published <= known_by]
    events = link(known)
    told = {"reference": REFERENCE, "ranks": RANKS}
    then = accounts(figures, events, silences, policy, known_by=known_by, **told)
    of_the_known = accounts(known, events, [w for w in silences if w.published <= known_by], policy, **told)
    assert [replace(a, known_by=None) for a in then] == of_the_known
    later = {f.id for f in figures} - {f.id for f in known}
    assert not {j.figure.id for a in then for j in a.judgements} & later
    assert all(w.published <= known_by for a in then for w in a.withheld)
    assert not any(name in repr(then) for name in later)


@every_policy
@settings(max_examples=60, deadline=None)
@given(figures=many())
def test_every_figure_is_judged_once_with_a_reason_and_low_is_at_most_high(policy, figures):
    found = accounts(figures, link(figures), [], policy, reference=REFERENCE, ranks=RANKS)
    judged = [j.figure.id for a in found for j in a.judgements]
    unanswered = sum(a.refused is not None for a in found)
    assert len(judged) == len(set(judged))
    assert unanswered or set(judged) == {f.id for f in figures}
    for account in found:
        assert all(j.reason for j in account.judgements)
        assert not any(j.figure.claimant.line in j.reason for j in account.judgements)  # redaction does not look at reasons
        told = " ".join((account.grade, *account.reasons, *account.warnings))
        assert not any(j.figure.claimant.line in told for j in account.judgements)
        assert account.grade
        assert account.reasons
        assert account.low is None or account.high is None or account.low <= account.high
        if not account.used:
            assert bounds(account) == (None, None, None)


@settings(max_examples=100, deadline=None)
@given(many())
def test_widest_holds_every_figure_it_uses_and_no_number_of_its_own(figures):
    for account in accounts(figures, link(figures), [], WIDEST):
        assert account.best is None
        if account.used:
            whole = Count(account.low, account.high, unit=account.question.unit)
            used = [j.count for j in account.used]
            assert all(whole.holds(c) for c in used)
            assert account.low in {c.low for c in used}
            assert account.high in {c.high for c in used}


@settings(max_examples=100, deadline=None)
@given(many(largest=5).filter(bool), st.sampled_from([(0, 0), (3, 8), (7, None), (None, 9), (99, 99)]))
def test_widest_never_narrows_when_a_figure_opens_a_new_line(figures, added):
    same = [replace(f, count=replace(f.count, unit=Unit.PERSON), fate=Fate.KILLED, measure=Measure.INCIDENT) for f in figures]
    fresh = made("fresh", *added, origin="Somebody new")
    before, after = asked(*same), asked(*same, fresh)
    assert fresh.id in {j.figure.id for j in after.used}
    if before.used:
        assert Count(after.low, after.high).holds(Count(before.low, before.high))


@every_policy
@settings(max_examples=100, deadline=None)
@given(figures=many(largest=5).filter(bool), data=st.data())
def test_a_copy_changes_neither_bounds_nor_grade(policy, figures, data):
    same = [replace(f, count=replace(f.count, unit=Unit.PERSON), fate=Fate.KILLED, measure=Measure.INCIDENT) for f in figures]
    copied = renamed(data.draw(st.sampled_from(same)), data.draw(st.sampled_from("0z")))
    before, after = asked(*same, policy=policy, ranks=RANKS), asked(*same, copied, policy=policy, ranks=RANKS)
    assert bounds(after) == bounds(before)
    assert (after.grade, after.reasons, after.warnings) == (before.grade, before.reasons, before.warnings)
    assert after.origins == before.origins


def by_question(figures, events, policy):
    found = accounts(figures, events, [], policy, reference=REFERENCE, ranks=RANKS)
    return {a.question: (bounds(a), a.grade, a.reasons, a.warnings, a.origins) for a in found}


@every_policy
@settings(max_examples=100, deadline=None)
@given(figures=many().filter(bool), data=st.data())
def test_a_copy_of_a_total_moves_no_figure_to_another_question(policy, figures, data):
    totals = [replace(f, measure=data.draw(st.sampled_from([TOTAL, Measure.STOCK])), conflict="war-2020") for f in figures]
    copied = renamed(data.draw(st.sampled_from(totals)), data.draw(st.sampled_from("0z")))
    assert by_question([*totals, copied], [], policy) == by_question(totals, [], policy)


@settings(max_examples=150, deadline=None)
@given(many(largest=7), many(largest=3))
def test_a_new_institution_moves_no_figure_and_never_narrows_widest(figures, more):
    """Over totals with their places, roles and sides, through the questions that they are asked of."""
    old = [replace(f, measure=TOTAL, conflict="war-2020") for f in figures]
    new = [
        replace(renamed(f, f"new{n}"), measure=TOTAL, conflict="war-2020", claimant=replace(f.claimant, origin="Somebody new"))
        for n, f in enumerate(more)
    ]
    before = {a.question: a for a in accounts(old, [], [], WIDEST, reference=REFERENCE)}
    after = {a.question: a for a in accounts([*old, *new], [], [], WIDEST, reference=REFERENCE)}
    assert set(before) <= set(after)
    for question, account in before.items():
        wider = after[question]
        assert {j.figure.id for j in account.judgements} <= {j.figure.id for j in wider.judgements}
        if account.used:
            unit = question.unit
            assert Count(wider.low, wider.high, unit=unit).holds(Count(account.low, account.high, unit=unit))


@every_policy
@settings(max_examples=60, deadline=None)
@given(figures=many())
def test_one_question_alone_has_the_answer_it_has_among_all(policy, figures):
    silences = [silent(f"w{n}", published=n) for n in range(4)]
    events = link(figures)
    every = {a.question: a for a in accounts(figures, events, silences, policy, reference=REFERENCE, ranks=RANKS)}
    assert {q for q, a in every.items() if a.judgements or a.refused} == set(questions_asked(figures, events, REFERENCE))
    for question, own in questions_asked(figures, events, REFERENCE).items():
        assert account_of(question, own, silences, policy, ranks=RANKS) == every[question]


@every_policy
@settings(max_examples=60, deadline=None)
@given(figures=many(), published=st.integers(0, 6))
def test_a_withheld_record_is_no_number_and_changes_none(policy, figures, published):
    """It is told beside an answer, and never lowers, raises or makes one."""
    silences = [silent("w", published=published), silent("v", published=published, side="azerbaijan", who="Azerbaijan")]
    told = {"reference": REFERENCE, "ranks": RANKS}
    without = accounts(figures, link(figures), [], policy, **told)
    every = accounts(figures, link(figures), silences, policy, **told)
    beside = [a for a in every if a.judgements or a.refused]
    assert all((a.grade, bounds(a)) == ("withheld", (None, None, None)) for a in every if a not in beside)
    assert [(a.question, bounds(a), a.judgements, a.warnings) for a in beside] == [
        (a.question, bounds(a), a.judgements, a.warnings) for a in without
    ]
    for before, after in zip(without, beside, strict=True):
        if after.withheld and before.grade == "no figure":
            assert after.grade == "withheld"
        elif after.refused is None:
            assert after.grade == before.grade
            assert bool(after.withheld) == ("those who would know gave no number, which is not a zero" in after.reasons)


@every_policy
@settings(max_examples=60, deadline=None)
@given(figures=many())
def test_what_only_an_adversary_gives_yields_no_best(policy, figures):
    theirs = [replace(f, claimant=replace(f.claimant, standing=Standing.ADVERSARY)) for f in figures]
    for account in accounts(theirs, link(theirs), [], policy, reference=REFERENCE, ranks=RANKS):
        assert account.best is None
        assert account.grade in {"adversary only", "no figure", "not answered"}


@every_policy
@settings(max_examples=60, deadline=None)
@given(figures=many())
def test_derived_figures_are_no_origins(policy, figures):
    derived = {f.id: "it equals 105 + 71" for f in figures}
    for account in accounts(figures, link(figures), [], policy, reference=REFERENCE, ranks=RANKS, derived=derived):
        assert account.origins == 0
        assert account.grade not in {"single origin", "corroborated", "contested", "fair", "included", "confirmed"}
        assert all("it is no origin of its own: it equals 105 + 71" in j.reason for j in account.judgements)


def test_questions_never_mix_fates_or_units_whatever_a_person_links():
    """207 dead or missing and 207 killed may be one event, and are two questions."""
    figures = [
        made("a", 2_723, fate=Fate.BURIED),
        made("b", 2_908, fate=Fate.KILLED),
        made("c", 40, fate=Fate.KILLED, unit=Unit.BODY),
    ]
    for policy in policies():
        found = accounts(figures, [Event("e", tuple(f.id for f in figures))], [], policy, ranks=RANKS)
        assert [len({(j.figure.fate, j.figure.count.unit) for j in a.judgements}) <= 1 for a in found] == [True] * 3
        assert all((a.low, a.high) != (2_723, 2_908) for a in found)


def test_the_newest_figure_of_each_line_by_the_day_it_speaks_for():
    account = asked(
        made("a", 103, measure=TOTAL, speaks_for=3, published=60),
        made("b", 1_383, measure=TOTAL, speaks_for=47),
        made("c", 1_177, measure=TOTAL, speaks_for=39),
    )
    assert bounds(account) == (1_383, None, 1_383)
    assert [(j.count.low, j.verdict, j.reason) for j in account.judgements] == [
        (1_383, Verdict.USED, "the newest figure of its line"),
        (103, Verdict.SET_ASIDE, "its line has a newer figure, for 2020-11-13"),
        (1_177, Verdict.SET_ASIDE, "its line has a newer figure, for 2020-11-13"),
    ]


def test_a_correction_published_later_for_the_same_day_is_newer():
    assert bounds(asked(made("z", 20, published=1), made("a", 18, published=2))) == (18, None, 18)


def test_two_numbers_of_one_line_for_one_day_published_on_one_day_are_both_its_newest():
    account = asked(made("a", 18), made("b", 20), made("c", 20))
    assert bounds(account) == (18, None, 20)
    assert sorted(j.reason for j in account.judgements) == [
        "said again in its line",
        "the newest figure of its line",
        "the newest figure of its line",
    ]
    assert account.origins == 1


def test_rival_lines_stand_side_by_side():
    account = asked(
        made("a", 4_750, origin="The opposition"), made("b", 5_001, None, origin="Azerbaijan"), made("c", 3_822, origin="Armenia")
    )
    assert bounds(account) == (3_822, None, None)
    assert account.origins == 3


def test_open_ends_stay_open():
    assert bounds(asked(made("a", None, 300), made("b", 10, origin="ICRC"))) == (None, None, 300)
    assert bounds(asked(made("a", None, 300), made("b", 10, None, origin="ICRC"))) == (None, None, None)


def test_what_is_planned_denied_or_vague_is_set_aside_with_its_reason():
    account = asked(
        made("a", 5, commitment=Commitment.PLANS),
        made("b", 6, commitment=Commitment.DENIES),
        made("c", None, None, words="dozens"),
        made("d", 7, distance=Distance.UNCONFIRMED),
    )
    assert bounds(account) == (7, None, 7)
    assert {j.figure.id: j.reason for j in account.set_aside} == {
        made("a").id: "planned: this policy does not count it",
        made("b").id: "denied: this policy does not count it",
        made("c").id: "a vague word (dozens) has no worth here",
    }


def test_speaks_for_leaves_out_what_is_about_later_days():
    early, late = made("a", 103, measure=TOTAL, speaks_for=3), made("b", 673, measure=TOTAL, speaks_for=20)
    assert bounds(asked(early, late, speaks_for=WAR + timedelta(days=10))) == (103, None, 103)


def test_questions_keep_units_sides_roles_fates_and_totals_apart():
    base = made("a", 10, measure=TOTAL)
    others = [
        made("b", 10, measure=TOTAL, unit=Unit.BODY),
        made("c", 10, measure=TOTAL, side="azerbaijan"),
        made("d", 10, measure=TOTAL, role=Role.CIVILIAN),
        made("i", 10, measure=TOTAL, role=Role.MIXED),
        made("e", 10, measure=TOTAL, fate=Fate.MISSING),
        made("f", 10, measure=Measure.STOCK),
        made("g", 10, measure=TOTAL, conflict="war-1990s"),
    ]
    assert len(accounts([base, *others], [], [], WIDEST)) == 8
    assert len(accounts([base, made("h", 11, measure=TOTAL, speaks_for=2)], [], [], WIDEST)) == 1


def test_an_event_is_one_question_with_the_attributes_of_what_was_published_first():
    first, second = made("b", 15, side="armenia"), made("a", 15, side="azerbaijan", role=Role.MIXED, published=2)
    for order in ((first, second), (second, first)):
        account = asked(*order)
        assert (account.question.side, account.question.role) == ("armenia", Role.COMBATANT)
        assert account.question.event == "e"


def test_whom_some_call_combatants_and_some_civilians_are_people_and_it_is_said():
    civilians = made("b", 15, role=Role.CIVILIAN)
    soldiers = made("a", 15, role=Role.COMBATANT, origin="Azerbaijan", standing=Standing.ADVERSARY, published=2)
    for order in ((civilians, soldiers), (soldiers, civilians)):
        account = asked(*order)
        assert account.question.role is Role.UNKNOWN
        assert account.warnings == ("who they were is contested: civilians, 1 institution says; combatants, 1 institution says",)
        assert asked(*order, policy=named("ibc")).refused is None
    both = made("a", 3, role=Role.COMBATANT), made("b", 2, role=Role.CIVILIAN)
    assert (asked(*both).question.role, asked(*both).warnings) == (Role.UNKNOWN, ()), "one voice counts both"


def test_parties_that_are_named_as_responsible_are_told_to_differ():
    ours, theirs = made("a", 4, actor="Azerbaijan"), made("b", 4, actor="Armenia", origin="Azerbaijan", published=1)
    assert asked(ours, theirs).warnings == ("who is responsible is contested: 2 institutions name different parties",)
    assert asked(ours, replace(theirs, actor="azerbaijan")).warnings == ()
    held = [replace(f, fate=Fate.CAPTURED) for f in (ours, theirs)]
    assert asked(*held).warnings == ()


def test_a_silence_ends_with_a_number_that_its_institution_stands_by():
    def withheld(*figures):
        return accounts(list(figures), [], [silent()], WIDEST)[0].withheld

    later = made("a", 30, measure=TOTAL, speaks_for=5)
    assert withheld(later) == ()
    assert withheld(replace(later, commitment=Commitment.DENIES)) == (silent(),)
    assert withheld(replace(later, commitment=Commitment.PLANS)) == (silent(),)
    assert withheld(made("a", None, None, words="dozens", measure=TOTAL, speaks_for=5)) == (silent(),)


def test_a_silence_raises_one_question_and_none_beside_a_number():
    losses = silent(fates=(Fate.KILLED, Fate.INJURED))
    [alone] = accounts([], [], [losses], WIDEST)
    assert alone.question.fate is Fate.KILLED
    hurt = made("a", 9, fate=Fate.INJURED, measure=TOTAL, origin="ICRC")
    assert [(a.question.fate, a.withheld) for a in accounts([hurt], [], [losses], WIDEST)] == [(Fate.INJURED, (losses,))]
    assert accounts([], [], [losses], named("ibc")) == [], "a policy that does not answer totals says nothing of a silence"


def test_what_a_report_says_of_itself_is_no_second_voice():
    """A headline repeats the ministry's 28; the ministry says 6 later."""
    ministry, later = made("a", 28), made("c", 6, speaks_for=2)
    headline = made("b", 28, origin=None)
    account = asked(ministry, headline, later)
    assert bounds(account) == (6, None, 6)
    assert {j.figure.report: j.reason for j in account.set_aside}["b"] == "it repeats what a named source said for that day"
    officials, resident = (made(n, 28, origin=None, speaker=who) for n, who in (("d", "officials"), ("e", "Anna Petrova")))
    assert bounds(asked(ministry, officials, later)) == (6, None, 6)
    assert bounds(asked(ministry, resident, later)) == (6, None, 28), "a person who is named is a voice"
    assert bounds(asked(ministry, made("f", 29, origin=None), later)) == (6, None, 29), "another number is"


def test_totals_come_before_events():
    figures = [made("a", 3), made("b", 400, measure=TOTAL)]
    assert [a.question.measure for a in accounts(figures, [], [], WIDEST)] == [TOTAL, Measure.INCIDENT]


def test_withheld_is_never_a_number():
    adversary = made("a", 920, measure=TOTAL, side="azerbaijan", origin="Armenia", standing=Standing.ADVERSARY)
    silence = silent(side="azerbaijan", who="Azerbaijan")
    [account] = accounts([adversary], [], [silence], WIDEST)
    assert account.withheld == (silence,)
    assert bounds(account) == (920, None, 920)
    assert silence.id not in {j.figure.id for j in account.judgements}
    [alone] = accounts([], [], [silence], WIDEST)
    assert (alone.grade, alone.withheld, bounds(alone)) == ("withheld", (silence,), (None, None, None))
    assert (alone.question.side, alone.question.fate, alone.question.event) == ("azerbaijan", Fate.KILLED, None)
    assert accounts([], [], [silence], WIDEST, known_by=WAR - timedelta(days=1)) == []
    other_questions = [
        made("b", 1, measure=TOTAL, side="armenia"),
        made("c", 1, measure=TOTAL, side="azerbaijan", fate=Fate.MISSING),
        made("d", 1, measure=TOTAL, side="azerbaijan", conflict="war-1990s"),
        made("e", 1, side="azerbaijan"),
    ]
    found = accounts(other_questions, [], [silence], WIDEST)
    assert [a.withheld for a in found if a.judgements] == [()] * 4
    assert [a.withheld for a in found if not a.judgements] == [(silence,)]


@given(many())
def test_lines_hold_every_figure_oldest_first(figures):
    found = lines(figures)
    assert sorted(f.id for line in found for f in line.figures) == sorted(f.id for f in figures)
    for line in found:
        assert {f.claimant.line for f in line.figures} == {line.institution}
        days = [f.clocks.speaks_for for f in line.figures]
        assert days == sorted(days)
