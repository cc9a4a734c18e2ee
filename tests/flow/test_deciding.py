"""A person decides: it is kept with name and reason, holds through rebuilds and other readers, can be undone. On both databases."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import made_reports
from calling import call
from cenotaph.flow import decide, decided
from cenotaph.flow.ask import ask
from cenotaph.flow.build import Progress, build
from cenotaph.flow.deciding import listed
from cenotaph.flow.keep import relink, verify, withdraw
from cenotaph.flow.trace import trace
from cenotaph.model.errors import WrongUse
from cenotaph.model.terms import Fate, Standing
from cenotaph.settings import Settings
from cenotaph.store import looking, writing
from cenotaph.store.opening import Case, open_case

WHO = {"by": "Ani", "because": "read the report again"}


@pytest.fixture
def case(case_url, tmp_path):
    build([made_reports.folder(tmp_path / "in")], case_url, Settings(), Progress())
    with open_case(case_url) as opened:
        yield opened


def one(case: Case, report: str):
    return next(f for f in decided.figures(case) if f.report == report)


def home(case: Case) -> dict[str, str]:
    return {f: e.id for e in looking.events(case) for f in e.figures}


def test_same_and_different_hold_through_a_rebuild_and_can_be_undone(case):
    b, f = one(case, "b"), one(case, "f")
    assert home(case)[b.id] != home(case)[f.id]
    done = decide.same(case, b.id, f.id[:12], **WHO)
    assert home(case)[b.id] == home(case)[f.id]
    relink(case)
    assert home(case)[b.id] == home(case)[f.id]
    later = decide.different(case, f.id, b.id, **WHO)
    assert home(case)[b.id] != home(case)[f.id]  # the newest word on a pair counts
    decide.undo(case, later.number, **WHO)
    assert home(case)[b.id] == home(case)[f.id]
    decide.undo(case, done.number, **WHO)
    assert home(case)[b.id] != home(case)[f.id]
    assert [(i.decision.kind, i.decision.undone_by) for i in listed(case)] == [("same", "Ani"), ("different", "Ani")]


def test_a_corrected_figure_counts_as_set_and_shows_both(case):
    b = one(case, "b")
    assert (b.count.low, b.count.high) == (729, 729)
    done = decide.correct(case, b.id, {"low": 729, "high": None, "side": "Azerbaijan", "conflict": "Second Karabakh War"}, **WHO)
    assert "high 729 → none" in done.says
    now = one(case, "b")
    assert (now.count.low, now.count.high, now.group.slug, now.conflict) == (729, None, "azerbaijan", "second-karabakh-war")
    [item] = listed(case)
    assert item.beside["high"] == (729, None)
    assert item.beside["side_slug"] == ("armenia", "azerbaijan")
    assert {a.account.question.side for a in ask(case) for j in a.account.judgements if j.figure.id == b.id} == {"azerbaijan"}
    assert looking.figures(case, ids=[b.id])[0].count.high == 729  # what the machine read is still there
    decide.undo(case, done.number, **WHO)
    assert one(case, "b") == b


def test_another_side_or_speaker_is_another_standing(case):
    """Armenia's ministry counts its own; of Azerbaijan's soldiers it is an adversary, and the Red Cross is neither."""
    b = one(case, "b")
    assert b.claimant.standing is Standing.OWN
    decide.correct(case, b.id, {"side": "Azerbaijan"}, **WHO)
    assert one(case, "b").claimant.standing is Standing.ADVERSARY
    decide.correct(case, b.id, {"speaker": "ICRC"}, **WHO)
    assert one(case, "b").claimant.standing is Standing.THIRD_PARTY
    decide.correct(case, b.id, {"speaker": "a man in the market", "institution": None}, **WHO)
    assert one(case, "b").claimant.standing is Standing.UNKNOWN
    decide.correct(case, b.id, {"side": "Armenia", "standing": "third party"}, **WHO)
    assert one(case, "b").claimant.standing is Standing.THIRD_PARTY, "what a person sets is kept"


def test_what_persons_said_of_a_text_stays_while_another_report_carries_it(case, case_url, tmp_path):
    again = {"id": "again", "date": "2020-10-21", "text": looking.texts(case, ["b"])["b"]}
    build([made_reports.lines(tmp_path / "again.jsonl", [again])], case_url, Settings(), Progress())
    decide.correct(case, one(case, "b").id, {"low": 730, "high": 730}, **WHO)
    withdraw(case, "b", by="Ani", because="consent withdrawn")
    assert one(case, "again").count.low == 730
    withdraw(case, "again", by="Ani", because="consent withdrawn")
    assert [i.decision.payload for i in listed(case)] == [{}]


def test_a_rejected_figure_counts_nowhere_until_that_is_undone(case):
    b = one(case, "b")
    done = decide.reject(case, b.id, **WHO)
    assert b.id not in {f.id for f in decided.figures(case)} | home(case).keys()
    assert b.id not in {j.figure.id for a in ask(case) for j in a.account.judgements}
    with pytest.raises(WrongUse, match="was rejected"):
        decide.correct(case, b.id, {"low": 1}, **WHO)
    decide.undo(case, done.number, **WHO)
    assert b.id in home(case)


def test_a_figure_that_the_reader_missed_is_added_from_its_words(case):
    text = looking.texts(case, ["e"])["e"]
    done = decide.add(
        case,
        "e",
        "Rescuers",
        Fate.MISSING,
        {"low": 3, "high": 3, "side": "Armenia", "speaker": "the ombudsman"},
        context=text.strip(),
        **WHO,
    )
    [added] = [f for f in decided.figures(case) if f.fate is Fate.MISSING]
    assert (added.report, added.count.low, added.count.words, added.group.slug) == ("e", 3, "Rescuers", "armenia")
    assert text[added.passage.start : added.passage.end] == "Rescuers"
    assert added.passage.points_into(text)
    assert added.sentence.points_into(text)
    assert added.id in home(case)
    assert decided.figures(case, known_by=added.clocks.published)
    relink(case)
    assert added.id in home(case)
    with pytest.raises(WrongUse, match="there already"):
        decide.add(case, "e", "Rescuers", Fate.MISSING, {}, context=text.strip(), **WHO)
    decide.undo(case, done.number, **WHO)
    assert added.id not in {f.id for f in decided.figures(case)} | home(case).keys()


def test_the_trail_of_a_figure_tells_what_was_decided_about_it(case):
    text = looking.texts(case, ["e"])["e"]
    decide.add(case, "e", "Rescuers", Fate.MISSING, {"low": 3, "high": 3}, context=text.strip(), **WHO)
    [added] = [f for f in decided.figures(case) if f.fate is Fate.MISSING]
    way = trace(case, added.id)
    assert (way.trail.words, way.trail.report.id, [d.kind for d in way.decisions]) == ("Rescuers", "e", ["add"])
    assert verify(case) == []
    b = one(case, "b")
    decide.correct(case, b.id, {"low": 730, "high": 730}, **WHO)
    way = trace(case, b.id)
    assert (way.trail.figure.count.low, way.beside["low"]) == (729, (729, 730))
    decide.reject(case, b.id, **WHO)
    assert [d.kind for d in trace(case, b.id).decisions] == ["correct", "reject"]


def test_decisions_outlive_a_better_reader_even_one_that_no_longer_finds_the_figure(case):
    b, c = one(case, "b"), one(case, "c")
    decide.correct(case, b.id, {"low": 730, "high": 730}, **WHO)
    decide.reject(case, c.id, **WHO)
    reports = list(looking.unread_by(case, "better"))
    run = writing.begin_run(case, "build", {}, "test")
    writing.add_readings(case, run, [writing.ReadReport(r) for r in reports], "better")
    assert looking.figures(case) == []
    relink(case)
    assert [(f.id, f.count.low) for f in decided.figures(case)] == [(b.id, 730)]
    assert list(home(case)) == [b.id]


def test_withdrawing_a_report_takes_what_persons_wrote_from_it(case):
    text = looking.texts(case, ["e"])["e"]
    decide.add(case, "e", "Rescuers", Fate.MISSING, {"low": 3, "high": 3}, context=text.strip(), by="Ani", because="it was missed")
    decide.correct(case, one(case, "b").id, {"speaker": "Karen"}, **WHO)
    withdraw(case, "e", by="Ani", because="consent withdrawn")
    withdraw(case, "b", by="Ani", because="consent withdrawn")
    assert {f.report for f in decided.figures(case)} == {"a", "c", "d", "f"}
    kept = listed(case)
    assert [(i.decision.kind, i.decision.by, i.decision.payload) for i in kept] == [("add", "Ani", {}), ("correct", "Ani", {})]


def test_what_was_rejected_may_be_added_anew_on_the_same_words(case):
    wrong = one(case, "b")
    decide.reject(case, wrong.id, **WHO)
    done = decide.add(case, "b", "729 of", Fate.KILLED, {"low": 729, "high": 729}, **WHO)
    assert [f.count.text for f in decided.figures(case) if f.report == "b"] == ["729"]
    decide.undo(case, done.number, **WHO)
    assert [f for f in decided.figures(case) if f.report == "b"] == []


@pytest.mark.parametrize(
    ("call_", "said"),
    [
        (lambda c, a, *_: decide.same(c, a, a, **WHO), "are one figure"),
        (lambda c, a, *_: decide.same(c, a, "fig_0000", **WHO), "no figure"),
        (lambda c, a, b: decide.same(c, a, b, by=" ", because="x"), "the name is empty"),
        (lambda c, a, b: decide.same(c, a, b, by="x", because=""), "the reason is empty"),
        (lambda c, a, *_: decide.same(c, a, one(c, "c").id, **WHO), "two fates"),
        (lambda c, a, *_: decide.correct(c, a, {}, **WHO), "nothing was set right"),
        (lambda c, a, *_: decide.correct(c, a, {"high": 1}, **WHO), "above high"),
        (lambda c, a, *_: decide.correct(c, a, {"conflict": "no such war"}, **WHO), "no conflict"),
        (lambda c, *_: decide.add(c, "zz", "x", Fate.KILLED, {}, **WHO), "no report"),
        (lambda c, *_: decide.add(c, "e", "eleven", Fate.KILLED, {}, **WHO), "does not stand in the report"),
        (lambda c, *_: decide.add(c, "e", "e", Fate.KILLED, {}, **WHO), "times"),
        (lambda c, *_: decide.add(c, "e", "six", Fate.KILLED, {}, context="nothing of it", **WHO), "does not hold the quote"),
        (lambda c, *_: decide.add(c, "b", "729 of", Fate.KILLED, {"low": 729}, **WHO), "stands on these words already"),
        (lambda c, *_: decide.add(c, "b", "729", Fate.INJURED, {"low": 12}, **WHO), "say another number than 12"),
        (lambda c, *_: decide.add(c, "b", "729", Fate.INJURED, {}, **WHO), "say a number, and none is set"),
        (lambda c, *_: decide.accept(c, "pro_x", **WHO), "no proposal"),
        (lambda c, *_: decide.undo(c, 99, **WHO), "no decision 99"),
    ],
)
def test_what_cannot_be_decided_is_refused_and_leaves_no_trace(case, call_, said):
    before = decided.figures(case), looking.events(case)
    with pytest.raises(WrongUse, match=said):
        call_(case, one(case, "b").id, one(case, "f").id)
    assert (decided.figures(case), looking.events(case), looking.decisions(case)) == (*before, [])


def test_the_command_line_decides_lists_and_undoes(tmp_path: Path):
    where, reports = str(tmp_path / "war.cenotaph"), made_reports.folder(tmp_path / "in")
    assert call("build", reports, "--case", where).code == 0
    rows = json.loads(call("figures", where, "--json").out)
    rows = rows["figures"] if isinstance(rows, dict) else rows
    first = next(r["id"] for r in rows if r["doc"] == "b")
    told = ("--by", "Ani", "--because", "the report says so")
    done = call("decide", "correct", where, first, "--set", "low=1,000", "--set", "high=none", *told)
    assert (done.code, done.out.splitlines()[0].startswith("Decision 1: ")) == (0, True)
    [item] = json.loads(call("decisions", where, "--json").out)
    assert item["fields"]["low"] == {"machine": 729, "person": 1000}
    assert item["undone"] is None
    assert "read 729, set to 1000" in call("decisions", where).out
    walked = call("trail", where, first).out.splitlines()
    assert "at least 1,000 killed" in walked[0], "the number that counts heads its trail"
    assert "low: read 729, set to 1000 by a person" in "\n".join(walked[1:4])
    both = json.loads(call("trail", where, first, "--json").out)
    assert (both["figure"]["low"], both["now"]["low"], both["now"]["rejected"]) == (729, 1000, False)
    assert call("decide", "undo", where, "1", *told).code == 0
    assert json.loads(call("decisions", where, "--json").out)[0]["undone"]["by"] == "Ani"
    for wrong in (
        ["same", where, first],
        ["correct", where, first, "--set", "colour=red"],
        ["add", where, "e"],
        ["undo", where, "x"],
    ):
        refused = call("decide", *wrong, *told)
        assert (refused.code, bool(refused.err)) == (2, True)
