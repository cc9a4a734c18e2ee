"""Contradictions, what follows and proposals of a case, as the commands print them."""

from __future__ import annotations

from pathlib import Path

import pytest

import made_reports
from calling import call
from cenotaph.flow.build import Progress, build
from cenotaph.flow.propose import derived, propose
from cenotaph.flow.refer import case_at
from cenotaph.settings import Settings

WAR = "of its soldiers were killed in the war in Karabakh."
TOLD = {
    "one": ("2020-10-19", f"The Defence Ministry of Armenia said that 729 {WAR}"),
    "two": ("2020-10-26", f"The Defence Ministry of Armenia said that 600 {WAR}"),
    "before": ("2020-10-12", f"The Defence Ministry of Armenia said that 600 {WAR} It gave no names."),
    "other": ("2020-12-03", f"The Defence Ministry of Azerbaijan said that 2,783 {WAR}"),
    "silent": ("2020-11-20", made_reports.SILENT),
}


def built(to: Path, *names: str) -> str:
    lines = made_reports.lines(to / "in.jsonl", [{"id": n, "date": TOLD[n][0], "text": TOLD[n][1]} for n in names])
    build([lines], str(to / "war.cenotaph"), Settings(workers=1), Progress())
    return str(to / "war.cenotaph")


@pytest.fixture(scope="module")
def where(tmp_path_factory: pytest.TempPathFactory) -> str:
    return built(tmp_path_factory.mktemp("fallen"), "one", "two", "other", "silent")


def test_a_fall_is_shown_with_both_sentences_side_by_side(where):
    (found,) = call("contradictions", where, "--json").json
    assert [c["low"] for c in found["claims"]] == [729, 600]
    assert [r["kind"] for r in found["relations"]] == ["same line"]
    assert {w for words in found["passages"].values() for w in ("729", "600") if w in words} == {"729", "600"}
    shown = call("contradictions", where)
    assert shown.code == 0
    for words in ("cannot both be true, if", "said 729", "said 600", "a running total does not fall", "1 contradiction."):
        assert words in shown.out
    assert "HiGHS" not in shown.out


def test_a_person_may_refuse_the_tie(where):
    (found,) = call("contradictions", where, "--json").json
    tie = found["relations"][0]["id"]
    assert call("contradictions", where, "--reject", tie, "--json").json == []
    unknown = call("contradictions", where, "--reject", "rel_0")
    assert unknown.code == 2
    assert "proposals CASE --relations" in unknown.err


def test_filters_choose_among_results(where):
    assert len(call("contradictions", where, "--side", "armenia", "--json").json) == 1
    assert call("contradictions", where, "--side", "azerbaijan", "--json").json == []
    assert call("contradictions", where, "--conflict", "first-karabakh-war", "--json").json == []
    assert call("contradictions", where, "--side", "nobody").code == 2


def test_nothing_published_later_is_held_against_anybody(where):
    assert call("contradictions", where, "--as-of", "2020-10-25", "--json").json == []
    assert call("proposals", where, "--as-of", "2020-10-25", "--json").json == []
    assert "600" not in call("bounds", where, "--as-of", "2020-10-25", "--on", "2020-10-20").out


def test_an_institution_that_says_nothing_is_no_institution(where):
    wrong = call("contradictions", where, "--institution", "Government of Armeni")
    assert wrong.code == 2
    assert "Did you mean Government of Armenia" in wrong.err


def test_a_set_of_institutions_is_held_together(where):
    both = ["--institution", "Government of Armenia", "--institution", "government of azerbaijan"]
    (found,) = call("contradictions", where, *both, "--json").json
    assert found["institutions"] == ["Government of Armenia"]


def test_what_follows_for_a_day_on_which_somebody_gave_no_number(where):
    """Azerbaijan gave none on 20 November 2020: from its own later total follows a bound above, and no 0 anywhere."""
    (found,) = call("bounds", where, "--side", "azerbaijan", "--on", "2020-11-20", "--json").json
    assert (found["low"], found["high"], found["claimed_low"], found["claimed_high"]) == (None, 2783, None, None)
    assert [c["low"] for c in found["high_from"]["claims"]] == [2783]
    assert (
        "up to 2,783 follows from what Government of Azerbaijan says, if all these hold"
        in call("bounds", where, "--side", "azerbaijan", "--on", "2020-11-20").out
    )


def test_a_withheld_record_changes_nothing(tmp_path):
    (tmp_path / "with").mkdir()
    (tmp_path / "without").mkdir()
    cases = built(tmp_path / "with", "one", "other", "silent"), built(tmp_path / "without", "one", "other")
    for command in (["bounds", "--on", "2020-11-20"], ["contradictions"], ["proposals", "--relations"]):
        one, other = (call(command[0], case, *command[1:], "--json").json for case in cases)
        assert one == other


def test_nothing_follows_from_what_cannot_be(where):
    found = call("bounds", where, "--side", "armenia", "--json").json
    assert found
    assert all(b["impossible"] and b["low"] is None and b["high"] is None for b in found)
    shown = call("bounds", where, "--side", "armenia").out
    assert shown.endswith(f"For 0 of {len(found)} numbers more follows than was claimed.\n")
    nothing = call("bounds", where, "--fate", "returned").out
    assert nothing == "Nothing follows beyond what was claimed.\n"


def test_a_fall_is_also_a_proposal_to_be_typed(where):
    (found,) = call("proposals", where, "--json").json
    assert found["kind"] == "downward revision"
    assert found["choices"] == ["correction", "change of scope", "reclassification", "reject"]
    shown = call("proposals", where, "--relations")
    assert found["id"] in shown.out
    assert "Nothing is applied by itself" in shown.out
    with case_at(where) as opened:
        assert derived(propose(opened)) == {}


def test_an_older_number_in_a_later_report_is_no_fall(tmp_path):
    case = built(tmp_path, "before", "one", "two")
    assert call("contradictions", case, "--json").json == []
    assert call("proposals", case, "--json").json == []


TOLD_BY = ("--by", "Ani", "--because", "the ministry said so itself")


def test_a_fall_that_a_person_types_is_no_contradiction_any_more_until_that_is_undone(tmp_path):
    case = built(tmp_path, "one", "two")
    (fall,) = call("proposals", case, "--json").json
    untyped = call("decide", "accept", case, fall["id"], *TOLD_BY)
    assert (untyped.code, "--as 'correction' or 'change of scope'" in untyped.err) == (2, True)
    done = call("decide", "accept", case, fall["id"], "--as", "correction", *TOLD_BY)
    assert (done.code, done.out.strip().endswith("accepted as correction.")) == (0, True)
    assert call("contradictions", case, "--json").json == []
    assert call("proposals", case, "--json").json == []
    assert call("decide", "undo", case, "1", *TOLD_BY).code == 0
    assert len(call("contradictions", case, "--json").json) == 1
    assert call("decide", "reject", case, fall["id"], *TOLD_BY).code == 0
    assert call("proposals", case, "--json").json == []
    assert len(call("contradictions", case, "--json").json) == 1


def test_a_revision_takes_the_place_of_what_is_printed_again_and_of_nothing_before_it_was_published(tmp_path):
    case = built(tmp_path, "one", "two")
    (fall,) = call("proposals", case, "--json").json
    call("decide", "accept", case, fall["id"], "--as", "correction", *TOLD_BY)
    bounds = ("bounds", case, "--side", "armenia", "--on", "2020-10-12", "--json")
    assert [b["high"] for b in call(*bounds, "--as-of", "2020-10-20").json] == [729], "nobody had corrected it yet"
    assert [b["high"] for b in call(*bounds).json if b["of"]["day"] == "2020-10-12"] == [600]
    words = TOLD["one"][1]
    again = made_reports.lines(
        tmp_path / "again.jsonl", [{"id": "again", "date": "2020-10-20", "text": f"{words} So papers wrote."}]
    )
    build([again], case, Settings(workers=1), Progress())
    assert call("contradictions", case, "--json").json == []
    anew = [{"id": "anew", "date": "2020-11-02", "text": f"Once more: {words}"}]
    build([made_reports.lines(tmp_path / "anew.jsonl", anew)], case, Settings(workers=1), Progress())
    assert [b["high"] for b in call(*bounds).json if b["of"]["day"] == "2020-10-12"] == [600]


def test_a_relation_that_a_person_rejects_for_good_ties_nothing(tmp_path):
    case = built(tmp_path, "one", "two")
    (found,) = call("contradictions", case, "--json").json
    tie = found["relations"][0]["id"]
    assert call("decide", "accept", case, tie, "--as", "correction", *TOLD_BY).code == 2
    assert call("decide", "reject", case, tie, *TOLD_BY).code == 0
    assert call("contradictions", case, "--json").json == []
    assert len(call("contradictions", case, "--accept", tie, "--json").json) == 1


def test_a_figure_that_a_person_rejected_or_corrected_is_held_against_nobody(tmp_path):
    case = built(tmp_path, "one", "two")
    (found,) = call("contradictions", case, "--json").json
    first = found["claims"][0]["figures"][0]
    assert call("decide", "correct", case, first, "--set", "low=529", "--set", "high=529", *TOLD_BY).code == 0
    assert call("contradictions", case, "--json").json == []
    assert call("decide", "undo", case, "1", *TOLD_BY).code == 0
    assert call("decide", "reject", case, first, *TOLD_BY).code == 0
    assert call("contradictions", case, "--json").json == []
