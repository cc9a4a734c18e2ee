"""The example case from its reports to its accounts: the statements that this ledger can already make, one by one."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from cenotaph.flow.ask import Answer, ask
from cenotaph.flow.build import Progress, build
from cenotaph.flow.refer import case_at
from cenotaph.ledger.questions import lines
from cenotaph.model.accounts import Line
from cenotaph.model.terms import Fate, Role, Standing
from cenotaph.settings import Settings
from cenotaph.store import looking

REPORTS = Path(__file__).parents[2] / "examples" / "karabakh" / "reports.jsonl"


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> str:
    where = str(tmp_path_factory.mktemp("example") / "karabakh.cenotaph")
    done = build([REPORTS], where, Settings(workers=1), Progress())
    assert (done.found, done.read, done.refused) == (35, 35, 0)
    return where


def asked(case: str, **filters: object) -> list[Answer]:
    with case_at(case) as opened:
        return ask(opened, **filters)  # type: ignore[arg-type]


def line(answers: list[Answer], institution: str, side: str, role: Role | None = None) -> list[tuple[int | None, date]]:
    """One institution's numbers on the totals about one side's people, by the day they speak for, each once."""
    figures = [
        j.figure
        for a in answers
        if a.account.question.side == side
        and a.account.question.event is None
        and (role is None or a.account.question.role is role)
        for j in a.account.judgements
    ]
    found: list[Line] = [own for own in lines(figures) if own.institution == institution]
    return list(
        dict.fromkeys((f.count.low if f.count.low is not None else f.count.high, f.clocks.speaks_for) for f in found[0].figures)
    )


def in_order(steps: list[tuple[int | None, date]], expected: list[int]) -> bool:
    numbers = iter(n for n, _ in steps)
    return all(n in numbers for n in expected)


def test_the_karabakh_authorities_line(case: str) -> None:
    steps = line(asked(case, fate=Fate.KILLED, conflict="second-karabakh-war"), "Nagorno-Karabakh authorities", "nagorno-karabakh")
    assert [n for n, _ in steps if n != 80] == [103, 673, 1177, 1221, 1383, 1586]  # 80 is "earlier": docs/reading.md
    assert (103, date(2020, 9, 30)) in steps
    assert (1383, date(2020, 11, 13)) in steps


def test_bodies_examined_have_one_origin_and_are_not_the_killed(case: str) -> None:
    examined = [j.figure for a in asked(case, fate=Fate.EXAMINED) for j in a.account.judgements]
    assert {f.claimant.origin for f in examined} == {"Government of Armenia"}
    assert {2317, 2425, 3330, 3753} <= {f.count.low for f in examined}
    assert {f.count.unit.value for f in examined} == {"body"}


def test_bodies_examined_are_one_line_whichever_report_names_the_side(case: str) -> None:
    answers = [a for a in asked(case, fate=Fate.EXAMINED) if a.account.question.event is None]
    [answer] = [a for a in answers if a.account.question.conflict == "second-karabakh-war"]
    [own] = lines(j.figure for j in answer.account.judgements)
    assert own.institution == "Government of Armenia"
    assert [f.count.low for f in own.figures] == [2317, 2425, 2996, 3330, 3753]
    assert (answer.account.low, answer.account.high, answer.account.grade) == (3753, 3753, "single origin")


@pytest.mark.parametrize("policy", ["widest", "acled", "ucdp", "ibc", "airwars", "majority", "hierarchy"])
def test_no_range_spans_the_killed_and_the_buried(case: str, policy: str) -> None:
    rated = {"Government of Azerbaijan": 1} if policy == "hierarchy" else {}
    for answer in asked(case, policy=policy, rated=rated):
        account = answer.account
        assert (account.low, account.high) != (2723, 2908)
        assert {j.figure.fate for j in account.judgements} <= {account.question.fate}


@pytest.mark.parametrize("policy", ["widest", "majority", "hierarchy"])
def test_the_adversarys_920_gives_no_best_beside_the_silence(case: str, policy: str) -> None:
    rated = {"Government of Armenia": 1} if policy == "hierarchy" else {}
    day = date(2020, 11, 14)
    found = asked(case, policy=policy, rated=rated, fate=Fate.KILLED, side="Azerbaijan", known_by=day)
    [account] = [a.account for a in found if a.account.question.event is None]
    assert (account.low, account.best, account.high, account.grade) == (920, None, 920, "adversary only")
    assert "those who would know gave no number, which is not a zero" in account.reasons


def test_azerbaijans_own_dead_buried_and_missing_are_lines_apart(case: str) -> None:
    war = "second-karabakh-war"
    killed = line(asked(case, fate=Fate.KILLED, conflict=war), "Government of Azerbaijan", "azerbaijan")
    buried = line(asked(case, fate=Fate.BURIED, conflict=war), "Government of Azerbaijan", "azerbaijan")
    missing = line(asked(case, fate=Fate.MISSING, conflict=war), "Government of Azerbaijan", "azerbaijan")
    assert list(dict.fromkeys(n for n, _ in killed)) == [2783, 2853, 2908]
    assert sorted({n for n, _ in buried if n is not None}) == [2723, 2756, 2802, 2823, 2855, 2881]
    assert in_order(missing, [101, 40, 31, 50, 28, 6])


def test_what_was_known_of_azerbaijans_dead_on_14_november_2020(case: str) -> None:
    day = date(2020, 11, 14)
    answers = asked(case, fate=Fate.KILLED, side="Azerbaijan", conflict="second-karabakh-war", known_by=day)
    totals = [a for a in answers if a.account.question.event is None and a.account.question.side == "azerbaijan"]
    assert totals
    for answer in totals:
        assert [w.claimant.origin for w in answer.account.withheld] == ["Government of Azerbaijan"]
        assert {j.figure.count.low for j in answer.account.judgements} == {920}
        assert {j.figure.claimant.standing for j in answer.account.used} == {Standing.ADVERSARY}
        assert answer.account.best is None
        assert "gave no number" in answer.sentence
        assert "adversary" in answer.sentence


def test_nothing_published_later_is_known_earlier(case: str) -> None:
    day = date(2020, 11, 14)
    later = {
        r["id"] for r in map(json.loads, REPORTS.read_text(encoding="utf-8").splitlines()) if date.fromisoformat(r["date"]) > day
    }
    told = [j.figure for a in asked(case, known_by=day) for j in a.account.judgements]
    assert told
    assert not {f.report for f in told} & later


def test_rival_armenian_dead_are_rival_lines(case: str) -> None:
    answers = asked(case, fate=Fate.KILLED, side="Armenia", conflict="second-karabakh-war")
    figures = [j.figure for a in answers if a.account.question.event is None for j in a.account.judgements]
    by_line = {f.claimant.line: f.count.low for f in figures if f.group.role is Role.COMBATANT}
    assert by_line["M. Minasyan"] == 4750
    assert by_line["Government of Azerbaijan"] == 5001
    assert 3822 in {f.count.low for f in figures if f.claimant.line == "Government of Armenia"}


def test_september_2022_keeps_its_parts_and_its_sums(case: str) -> None:
    with case_at(case) as opened:
        figures = looking.figures(opened, conflict="september-2022-clashes")
    numbers = {(f.fate, f.count.low) for f in figures}
    assert {(Fate.KILLED, n) for n in (105, 71, 176, 79, 286)} <= numbers
    assert (Fate.DEAD_OR_MISSING, 207) in numbers


def test_the_registers_of_the_icrc_are_there(case: str) -> None:
    with case_at(case) as opened:
        figures = looking.figures(opened, fate=Fate.MISSING, conflict="first-karabakh-war")
    icrc = {f.count.low for f in figures if f.claimant.origin == "International Committee of the Red Cross"}
    assert {4132, 4496, 405, 372, 3719} <= icrc
    assert 4000 in {f.count.low for f in figures if f.claimant.origin == "Government of Azerbaijan"}


def test_a_near_copy_counts_once(case: str) -> None:
    answers = asked(case, fate=Fate.MISSING, side="Armenia", conflict="second-karabakh-war")
    civilians = [a for a in answers if a.account.question.role is Role.CIVILIAN]
    (answer,) = civilians
    assert {j.figure.report for j in answer.account.judgements} == {"kb-028-armenia-3822"}
    assert {j.figure.claimant.line for j in answer.account.judgements} == {"Government of Armenia"}
    assert len(answer.account.used) == 1
    assert (answer.account.low, answer.account.high, answer.account.origins) == (21, 21, 1)


def test_a_silence_that_ended_is_not_told_beside_the_number(case: str) -> None:
    answers = asked(case, fate=Fate.KILLED, side="Azerbaijan", conflict="second-karabakh-war")
    assert all("gave no number" not in a.sentence for a in answers if a.account.question.side == "azerbaijan")


def test_a_filter_never_changes_an_answer(case: str) -> None:
    every = {a.sentence for a in asked(case)}
    assert {a.sentence for a in asked(case, conflict="second-karabakh-war")} <= every
    assert {a.sentence for a in asked(case, fate=Fate.MISSING)} <= every
    assert {a.sentence for a in asked(case, side="Armenia")} <= every
