"""Questions to a case: as of any day nothing published later appears, what is derived can be rebuilt, a case has its own names."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import made_reports
from calling import call
from cenotaph.flow import keep
from cenotaph.flow import list as listing
from cenotaph.flow.ask import ask
from cenotaph.flow.build import Progress, build
from cenotaph.flow.publish import publish
from cenotaph.flow.refer import refer
from cenotaph.model.errors import WrongUse
from cenotaph.settings import Settings
from cenotaph.store import looking, writing
from cenotaph.store.opening import Case, open_case
from published import words_of

DAYS = sorted(date.fromisoformat(day) for day, _ in made_reports.TOLD.values())
WORDS = {name: words.rsplit(" ", 1)[1].strip(".") for name, (_, words) in made_reports.TOLD.items()}


@pytest.fixture(scope="module")
def where(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A case of the six reports; the tests only read it."""
    folder = tmp_path_factory.mktemp("asked")
    build([made_reports.folder(folder / "in")], str(folder / "war.cenotaph"), Settings(), Progress())
    return str(folder / "war.cenotaph")


@pytest.fixture
def case(case_url: str, tmp_path: Path) -> Iterator[Case]:
    build([made_reports.folder(tmp_path / "in")], case_url, Settings(), Progress())
    with open_case(case_url) as opened:
        yield opened


@settings(max_examples=25, deadline=None)
@given(
    day=st.dates(DAYS[0] - timedelta(days=2), DAYS[-1] + timedelta(days=2)),
    policy=st.sampled_from(["widest", "acled", "ucdp", "majority"]),
)
def test_nothing_published_later_appears(where, day, policy):
    everything = call("figures", where, "--json").json
    later = {name for name, (published, _) in made_reports.TOLD.items() if published > day.isoformat()}
    hidden = {f["id"] for f in everything if f["doc"] in later}
    shown = {f["id"] for f in everything} - hidden
    for command in ("account", "questions", "lines", "figures"):
        more = ["--policy", policy] if command == "account" else []
        for form in ([], ["--json"]):
            done = call(command, where, "--as-of", day.isoformat(), *more, *form)
            assert done.code == 0
            for figure in hidden:
                assert figure[:12] not in done.out
            for published, words in (made_reports.TOLD[name] for name in later):
                assert published not in done.out
                assert words.split(".")[0] not in done.out
                assert not [n for n in ("2,783", "3,773", "2,317") if n in words and n in done.out]
    assert {f["id"] for f in call("figures", where, "--as-of", day.isoformat(), "--json").json} == shown


def test_as_of_answers_are_those_of_a_case_that_ends_there(where, tmp_path):
    day = DAYS[3]
    earlier = str(tmp_path / "earlier.cenotaph")
    build([made_reports.folder(tmp_path / "in", "abcd")], earlier, Settings(), Progress())
    then = call("account", where, "--as-of", day, "--json").json
    now = call("account", earlier, "--json").json
    for answer in (*then, *now):
        answer["as_of"] = answer["sentence"] = None
    assert then == now
    assert call("figures", where, "--as-of", day, "--json").json == call("figures", earlier, "--json").json


def test_a_published_page_of_an_earlier_day_tells_nothing_later(where, tmp_path):
    with open_case(where) as opened:
        publish(opened, tmp_path / "page", title="Then", known_by=DAYS[2], made=date(2026, 1, 1))
    for file in (p for p in (tmp_path / "page").rglob("*") if p.is_file()):
        text = words_of(file)
        for later in ("2,783", "3,773", "DELTA", "ECHO", "FOXTROT", "2020-12-03", "2021-08-16"):
            assert later not in text, file.name
    assert "2,317" in (tmp_path / "page" / "index.html").read_text(encoding="utf-8")


def test_what_is_derived_is_dropped_and_rebuilt_alike(case, case_url):
    before = looking.events(case), listing.figures(case), looking.fingerprint(case), _answers(case)
    writing.drop_derived(case)
    assert looking.events(case) == []
    done = call("relink", case_url)
    assert (done.code, done.out.split(" ")[0]) == (0, str(len(before[0])))
    assert (looking.events(case), listing.figures(case), looking.fingerprint(case), _answers(case)) == before
    run = looking.runs(case)[-1]
    assert (run.command, run.outcome, run.counts) == ("relink", "done", {"events": len(before[0])})


def _answers(case: Case) -> list[str]:
    return [f"{a.sentence} {a.account.low} {a.account.high} {sorted(a.passages)}" for a in ask(case)]


def test_a_conflict_stands_for_its_episodes(where):
    whole = call("figures", where, "--conflict", "nagorno-karabakh-conflict", "--json").json
    war = call("figures", where, "--conflict", "second-karabakh-war", "--json").json
    assert {f["doc"] for f in war} == {"b", "d", "f"}
    assert {f["id"] for f in war} <= {f["id"] for f in whole}
    assert call("figures", where, "--conflict", "first-karabakh-war", "--json").json == []
    assert json.loads(call("lines", where, "--conflict", "first-karabakh-war", "--json").out) == {"questions": [], "withheld": []}


OWN = """
[[side]]
slug = "valley-guard"
name = "Valley Guard"
kind = "armed group"
names = ["Valley Guard"]
adjectives = ["Valley Guard"]

[[conflict]]
slug = "valley-war"
name = "Valley war"
first = 2025-05-01
last = 2025-06-30
parties = ["valley-guard"]
places = []
aliases = ["the war in the valley"]
"""


def test_a_case_has_its_own_conflicts_and_sides(case_url, tmp_path):
    reports = tmp_path / "in"
    made_reports.folder(reports, "a")
    build([reports], case_url, Settings(), Progress())
    rows = tmp_path / "own.toml"
    rows.write_text(OWN, encoding="utf-8")
    assert call("refer", case_url, rows).code == 0
    assert "valley-war" in call("conflicts", case_url).out
    assert "valley-war" not in call("conflicts").out
    (reports / "own.txt").write_text(
        " date 2025-07-03 The Valley Guard said on Thursday that 44 Valley Guard fighters were killed in the Valley war.",
        encoding="utf-8",
    )
    assert build([reports], case_url, Settings(), Progress()).read == 1
    found = call("figures", case_url, "--conflict", "the war in the valley", "--json").json
    assert [(f["doc"], f["low"], f["side"]) for f in found] == [("own", 44, "Valley Guard")]


def test_own_rows_hold_for_reports_that_are_already_read(case_url, tmp_path):
    reports, rows = tmp_path / "in", tmp_path / "own.toml"
    made_reports.folder(reports, "a")
    (reports / "own.txt").write_text(
        " date 2025-07-03 The Valley Guard said on Thursday that 44 soldiers were killed in the Valley war.", encoding="utf-8"
    )
    rows.write_text(OWN, encoding="utf-8")
    build([reports], case_url, Settings(), Progress())
    assert "own" in {f["doc"] for f in call("figures", case_url, "--json").json}
    assert call("figures", case_url, "--conflict", "valley-war").code == 2
    assert call("refer", case_url, rows).code == 0
    done = build([reports], case_url, Settings(), Progress())
    assert (done.read, done.unchanged, done.reread) == (0, 2, 2)
    assert [f["doc"] for f in call("figures", case_url, "--conflict", "valley-war", "--json").json] == ["own"]
    call("refer", case_url, rows)
    assert build([reports], case_url, Settings(), Progress()).reread == 0, "the same rows are the same reader"
    rows.write_text(OWN.replace("Valley war", "Other war").replace("valley-war", "other-war"), encoding="utf-8")
    call("refer", case_url, rows)
    assert build([reports], case_url, Settings(), Progress()).reread == 2
    rows.write_text(OWN, encoding="utf-8")
    call("refer", case_url, rows)
    assert build([reports], case_url, Settings(), Progress()).reread == 2, "going back to earlier rows is a change too"
    assert [f["doc"] for f in call("figures", case_url, "--conflict", "valley-war", "--json").json] == ["own"]


def test_a_withdrawn_report_in_another_language_is_refused_once(case_url, tmp_path):
    reports = made_reports.folder(tmp_path / "in", "a")
    (reports / "fremd.txt").write_text(f" date 2020-10-05 {made_reports.GERMAN}", encoding="utf-8")
    build([reports], case_url, Settings(), Progress())
    call("withdraw", case_url, "fremd", "--by", "A", "--because", "b")
    done = build([reports], case_url, Settings(), Progress())
    assert (done.found, done.unchanged, done.refused) == (2, 1, 1)


def test_own_rows_may_come_before_any_report(case_url, tmp_path):
    rows = tmp_path / "own.toml"
    rows.write_text(OWN, encoding="utf-8")
    assert call("refer", case_url, rows).code == 0
    assert "valley-war" in call("conflicts", case_url).out
    assert build([made_reports.folder(tmp_path / "in", "a")], case_url, Settings(), Progress()).read == 1


def test_reference_rows_that_are_none_are_wrong_use(case_url, tmp_path):
    build([made_reports.folder(tmp_path / "in", "a")], case_url, Settings(), Progress())
    broken = tmp_path / "broken.toml"
    broken.write_text("[[conflict]]\nslug = 3\n", encoding="utf-8")
    for path in (broken, tmp_path / "nosuch.toml"):
        with pytest.raises(WrongUse):
            refer(case_url, path)


def test_withdrawn_reports_leave_no_word_behind(case, case_url, tmp_path):
    assert call("withdraw", case_url, "nosuch", "--by", "A", "--because", "b").code == 2
    assert all(run.outcome for run in looking.runs(case)), "a refused withdrawal leaves no open run"
    gone = keep.withdraw(case, "d", by="The committee", because="consent was withdrawn")
    assert (gone.carried_by, gone.backups) == ((), ())
    assert "d" not in looking.known_reports(case)
    assert "2,783" not in call("figures", case_url).out + call("account", case_url).out
    assert call("search", case_url, "DELTA").out.startswith("0 reports")
    assert keep.verify(case) == []
    done = build([tmp_path / "in"], case_url, Settings(), Progress())
    assert (done.unchanged, done.refused) == (5, 1)
    assert "withdrawn" in done.refusals[0].reason


def test_a_page_names_no_private_speaker(tmp_path):
    spoken = " date 2020-10-05 {} said on Monday that 31 civilians were killed near Hadrut.{}"
    reports = tmp_path / "in"
    reports.mkdir()
    (reports / "a.txt").write_text(spoken.format("Anahit Saroyan, a resident of the town,", ""), encoding="utf-8")
    (reports / "b.txt").write_text(spoken.format("The Defence Ministry of Armenia", " Word BRAVO."), encoding="utf-8")
    where = str(tmp_path / "war.cenotaph")
    build([reports], where, Settings(), Progress())
    assert any("Saroyan" in (f["source"] or "") for f in call("figures", where, "--json").json)
    with open_case(where) as opened:
        publish(opened, tmp_path / "page", title="Who says what", made=date(2026, 1, 1))
    for file in (p for p in (tmp_path / "page").rglob("*") if p.is_file()):
        assert "Saroyan" not in words_of(file), file.name
    for name in ("figures.csv", "figures.jsonl"):
        assert "Armenia" in words_of(tmp_path / "page" / name), name
    assert any("Government of Armenia" in words_of(page) for page in (tmp_path / "page" / "accounts").iterdir())
