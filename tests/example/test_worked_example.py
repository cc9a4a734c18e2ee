"""The worked example of the ledger, statement by statement: from the reports to the accounts, and from a spreadsheet of the facts.

What a table cannot hold (a bulletin that repeats an older number, words like "hundreds") is asked of the reports alone.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from calling import call
from cenotaph.flow.ask import Answer, ask
from cenotaph.flow.bring_figures import Brought, bring_figures
from cenotaph.flow.build import Progress, build
from cenotaph.flow.refer import case_at
from cenotaph.ledger import lines, policies
from cenotaph.model.accounts import Line
from cenotaph.model.claims import Figure
from cenotaph.model.terms import Fate, Measure, Standing
from cenotaph.settings import Settings

HERE = Path(__file__).parents[2] / "examples" / "karabakh"
WAR, CLASHES, FIRST = "second-karabakh-war", "september-2022-clashes", "first-karabakh-war"
AZERBAIJAN, ARMENIA, KARABAKH = "Government of Azerbaijan", "Government of Armenia", "Nagorno-Karabakh authorities"
RED_CROSS = "International Committee of the Red Cross"


@pytest.fixture(scope="module", params=["reports", "sheet"])
def case(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    where = str(tmp_path_factory.mktemp(request.param) / "karabakh.cenotaph")
    if request.param == "reports":
        build([HERE / "reports.jsonl"], where, Settings(workers=1), Progress())
    else:
        done = bring_figures(HERE / "figures.csv", where, Settings(), Brought())
        assert (done.figures, done.withheld, done.refusals) == (51, 1, [])
    return where


def asked(case: str, **filters: Any) -> list[Answer]:
    with case_at(case) as opened:
        return ask(opened, **filters)


def totals(answers: list[Answer], side: str | None = None) -> list[Answer]:
    return [a for a in answers if a.account.question.event is None and side in {None, a.account.question.side}]


def line(answers: list[Answer], institution: str) -> Line:
    """An institution's figures on these questions, by the day they speak for."""
    [found] = [own for own in lines(j.figure for a in answers for j in a.account.judgements) if own.institution == institution]
    return found


def steps(own: Line) -> list[int]:
    """The numbers of a line, each where it is first told."""
    return list(dict.fromkeys(_number(f) for f in own.figures))


def _number(f: Figure) -> int:
    return f.count.low if f.count.low is not None else f.count.high or 0


def in_order(expected: list[int], found: list[int]) -> bool:
    numbers = iter(found)
    return all(n in numbers for n in expected)


def told(*arguments: str) -> Any:
    done = call(*arguments, "--json")
    assert done.code == 0, done.err
    return done.json


def test_killed_on_the_karabakh_side_are_one_line_of_its_authorities(case: str) -> None:
    own = line(totals(asked(case, fate=Fate.KILLED, conflict=WAR), "nagorno-karabakh"), KARABAKH)
    assert in_order([103, 673, 1177, 1221, 1383, 1586], steps(own))
    days = {_number(f): f.clocks.speaks_for for f in own.figures}
    assert (days[103], days[1383], days[1586]) == (date(2020, 9, 30), date(2020, 11, 13), date(2020, 11, 18))


def test_bodies_examined_are_one_line_of_three_speakers(case: str) -> None:
    own = line(totals(asked(case, fate=Fate.EXAMINED, conflict=WAR)), ARMENIA)
    assert steps(own) == [2317, 2425, 2996, 3330, 3753]
    assert len({f.claimant.speaker for f in own.figures}) >= 3
    assert {f.claimant.origin for f in own.figures} == {ARMENIA}


def test_killed_and_examined_are_no_contradiction(case: str) -> None:
    assert told("contradictions", case) == []
    killed, examined = (asked(case, fate=fate, conflict=WAR) for fate in (Fate.KILLED, Fate.EXAMINED))
    assert {a.account.question.unit.value for a in totals(examined)} == {"body"}
    for answer in killed + examined:
        assert len({j.figure.fate for j in answer.account.judgements}) == 1


def test_azerbaijans_own_dead_buried_and_missing(case: str) -> None:
    killed = line(totals(asked(case, fate=Fate.KILLED, conflict=WAR), "azerbaijan"), AZERBAIJAN)
    assert steps(killed)[0] == 2783
    assert steps(killed)[-1] == 2908
    buried = line(totals(asked(case, fate=Fate.BURIED, conflict=WAR), "azerbaijan"), AZERBAIJAN)
    assert in_order([2723, 2756, 2802, 2823, 2855, 2881], steps(buried))
    missing = line(totals(asked(case, fate=Fate.MISSING, conflict=WAR), "azerbaijan"), AZERBAIJAN)
    assert {f.measure for f in missing.figures} == {Measure.STOCK}
    assert in_order([101, 40, 31, 28, 6], steps(missing))


def test_the_missing_who_become_fewer_are_offered_as_conserved_and_are_no_revision(case: str) -> None:
    found = told("proposals", case)
    assert "downward revision" not in {p["kind"] for p in found}
    [kept] = [p for p in found if p["kind"] == "conserved"]
    assert "2,783 killed and at least 101 missing" in kept["sentence"]
    assert "2,908 killed and 6 missing" in kept["sentence"]
    assert kept["assumptions"]


@pytest.mark.parametrize("policy", [p.name for p in policies()])
def test_no_account_runs_from_the_buried_to_the_killed(case: str, policy: str) -> None:
    ranks = {AZERBAIJAN: 1} if policy == "hierarchy" else {}
    for day in (None, date(2020, 12, 31), date(2021, 12, 31)):
        for answer in asked(case, policy=policy, known_by=day, rated=ranks):
            assert (answer.account.low, answer.account.high) != (2723, 2908)


def test_the_clashes_of_september_2022(case: str) -> None:
    found = told("proposals", case)
    derived = [p["sentence"] for p in found if p["kind"] == "derived"]
    assert [next(s for s in ("105 + 71", "207 + 79") if s in d) for d in derived] == ["105 + 71", "207 + 79"]
    assert "at least 176" in derived[0]
    assert "at least 286" in derived[1]
    reworded = [p["sentence"] for p in found if p["kind"] == "reworded"]
    assert any("286" in s and "207" in s and "dead and missing" in s for s in reworded)
    with case_at(case) as opened:
        sums = [j for a in ask(opened, conflict=CLASHES) for j in a.account.judgements if j.derived]
    assert {j.figure.count.low for j in sums} == {176, 286}


def test_the_red_cross_counts_three_offices_registers_and_no_sides(case: str) -> None:
    answers = totals(asked(case, fate=Fate.MISSING, conflict=FIRST, known_by=date(2017, 1, 1)))
    own = [a for a in answers if any(j.figure.claimant.line == RED_CROSS for j in a.account.used)]
    numbers = {j.figure.count.low: a.account for a in own for j in a.account.used}
    assert {4496, 405, 372, 3719} <= set(numbers)
    assert numbers[4496].question.register is None
    assert (numbers[4496].low, numbers[4496].high) == (4496, 4496)
    for part in (405, 372, 3719):
        assert numbers[part].question.side is None
        assert "office" in (numbers[part].question.register or "")


def test_azerbaijans_register_is_another_no_contradiction_and_no_sum(case: str) -> None:
    both = ["--institution", AZERBAIJAN, "--institution", RED_CROSS]
    assert told("contradictions", case, "--conflict", FIRST, *both) == []
    [answer] = [a for a in totals(asked(case, fate=Fate.MISSING, conflict=FIRST), "azerbaijan") if a.account.low == 4000]
    assert {j.figure.claimant.line for j in answer.account.used} == {AZERBAIJAN}


def test_armenias_dead_are_rival_lines_and_never_averaged(case: str) -> None:
    answers = totals(asked(case, fate=Fate.KILLED, conflict=WAR), "armenia")
    by_line = {j.figure.claimant.line: _number(j.figure) for a in answers for j in a.account.used}
    assert by_line[AZERBAIJAN] == 5001
    assert 4750 in by_line.values()
    assert {3822} <= {_number(j.figure) for a in answers for j in a.account.judgements}
    given = {n for a in answers for j in a.account.judgements for n in (j.count.low, j.count.high)}
    for policy in policies():
        for a in asked(
            case, fate=Fate.KILLED, conflict=WAR, policy=policy.name, rated={ARMENIA: 1} if policy.name == "hierarchy" else {}
        ):
            if a.account.question.side == "armenia" and a.account.question.event is None:
                assert {a.account.low, a.account.best, a.account.high} <= given | {None}


@pytest.mark.parametrize("policy", [p.name for p in policies()])
def test_what_azerbaijan_withheld_is_no_zero_and_the_adversarys_920_gives_no_best(case: str, policy: str) -> None:
    ranks = {ARMENIA: 1} if policy == "hierarchy" else {}
    answers = asked(case, fate=Fate.KILLED, conflict=WAR, known_by=date(2020, 11, 14), policy=policy, rated=ranks)
    [answer] = totals(answers, "azerbaijan")
    account = answer.account
    assert [w.claimant.line for w in account.withheld] == [AZERBAIJAN]
    assert account.best is None
    assert 0 not in {account.low, account.high}
    assert f"{AZERBAIJAN} gave no number" in answer.sentence or account.refused
    if not account.refused:
        assert {(_number(j.figure), j.figure.claimant.standing) for j in account.used} == {(920, Standing.ADVERSARY)}
