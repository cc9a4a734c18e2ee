"""A build takes in what is new, refuses with place and cure what cannot be read, and its counts add up. On both databases."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import made_reports
from calling import call
from cenotaph.flow import build as building
from cenotaph.flow.build import Progress, build
from cenotaph.reading.reader import Reader
from cenotaph.settings import Settings
from cenotaph.sources import ColumnMap
from cenotaph.store import looking
from cenotaph.store.opening import open_case
from cenotaph.store.verifying import verify

USUAL = Settings()


def built(where: str, *paths: Path, settings: Settings = USUAL, columns: ColumnMap | None = None) -> Progress:
    done = build(paths, where, settings, Progress(), columns)
    assert done.found == done.read + done.unchanged + done.refused
    return done


def test_building_again_adds_nothing(case_url, tmp_path):
    reports = made_reports.folder(tmp_path / "in")
    first = built(case_url, reports)
    with open_case(case_url) as case:
        before = looking.fingerprint(case), looking.figures(case), looking.events(case), looking.counts(case)
    again = built(case_url, reports)
    assert (first.read, first.refused, again.read, again.unchanged, again.figures) == (6, 0, 0, 6, 0)
    with open_case(case_url) as case:
        after = looking.fingerprint(case), looking.figures(case), looking.events(case), looking.counts(case)
        assert before[:3] == after[:3]
        assert {**before[3], "runs": 2} == after[3]
        one, two = looking.runs(case)
        assert (one.outcome, one.input_sha256, one.output_sha256) == ("done", two.input_sha256, two.output_sha256)
        assert one.output_sha256 == before[0]


def test_building_again_loads_no_parser(tmp_path):
    reports, where = made_reports.folder(tmp_path / "in"), str(tmp_path / "war.cenotaph")
    built(where, reports)
    again = (
        "import sys; from cenotaph.cli.main import _guarded, app\n"
        f"code = _guarded(lambda: app(args=['build', {str(reports)!r}, '--case', {where!r}], standalone_mode=False))\n"
        "print(code, sorted(m for m in ('spacy', 'thinc', 'cenotaph.reading.reader') if m in sys.modules))"
    )
    told = subprocess.run([sys.executable, "-c", again], capture_output=True, text=True, check=True).stdout.splitlines()
    assert told[0].startswith("6 reports: 0 read, 6 already there, 0 refused.")
    assert told[1] == "0 []"


def test_adding_one_report_reads_one_report(case_url, tmp_path, monkeypatch):
    reports = made_reports.folder(tmp_path / "in", "abcde")
    built(case_url, reports)
    made_reports.folder(reports, "f")
    seen: list[str] = []
    real = building.read_all
    monkeypatch.setattr(building, "read_all", lambda feed, *more: (seen.append(r.report) or r for r in real(feed, *more)))
    done = built(case_url, reports)
    assert (done.read, done.unchanged, seen) == (1, 5, ["f"])
    with open_case(case_url) as case:
        linked = {f for e in looking.events(case) for f in e.figures}
        assert linked == {f.id for f in looking.figures(case)}


def test_every_form_gives_the_same_figures(tmp_path):
    text = made_reports.lines(tmp_path / "reports.jsonl", made_reports.records())
    whole = tmp_path / "whole.json"
    whole.write_text(json.dumps(made_reports.records()), encoding="utf-8")
    table = tmp_path / "reports.csv"
    with table.open("w", encoding="utf-8", newline="") as opened:
        rows = csv.writer(opened)
        rows.writerow(["Nr", "Published", "Body", "Paper"])
        rows.writerows([r["id"], r["date"], r["text"], r["outlet"]] for r in made_reports.records())
    columns = ColumnMap(id="Nr", date="Published", text="Body", outlet="Paper")
    found = []
    for n, (path, given) in enumerate([(text, None), (whole, None), (table, columns)]):
        where = str(tmp_path / f"{n}.cenotaph")
        assert built(where, path, columns=given).read == 6
        with open_case(where) as case:
            found.append([(f.id, f.report, f.count, f.claimant.publisher) for f in looking.figures(case)])
    assert found[0] == found[1] == found[2]
    assert found[0][0][3] == "Paper a"


def test_every_kind_of_bad_input_is_refused_and_the_rest_is_built(case_url, tmp_path):
    reports = made_reports.every_kind_of_bad(tmp_path / "in")
    done = built(case_url, reports)
    assert (done.found, done.read, done.refused) == (12, 5, 7)
    told = {Path(r.place).name: r for r in done.refusals}
    assert set(told) == set(made_reports.BAD)
    for name, (reason, cure) in made_reports.BAD.items():
        assert reason in told[name].reason
        assert cure in told[name].cure
    with open_case(case_url) as case:
        assert verify(case) == []
        assert set(looking.known_reports(case)) == {"a", "b", "c", "d", "e", "german"}, "what is in another language is kept"
        assert {f.report for f in looking.figures(case)} == {"a", "b", "c", "d", "e"}
        run = looking.runs(case)[-1]
        assert run.outcome == "done with refusals"
        assert run.counts["found"] == run.counts["read"] + run.counts["unchanged"] + run.counts["refused"] == 12
        assert {r.text for r in looking.refusals(case, run.run)} == {r.text for r in done.refusals}
    again = built(case_url, reports)
    assert (again.read, again.unchanged, again.refused) == (0, 6, 6)


def test_a_changed_report_is_refused_not_overwritten(case_url, tmp_path):
    built(case_url, made_reports.folder(tmp_path / "in", "ab"))
    (tmp_path / "in" / "a.txt").write_text(" date 2020-10-05 Ninety soldiers were killed near Hadrut.", encoding="utf-8")
    done = built(case_url, tmp_path / "in")
    assert (done.unchanged, done.refused) == (1, 1)
    assert "already holds another report with the id 'a'" in done.refusals[0].reason
    with open_case(case_url) as case:
        assert next(f for f in looking.figures(case) if f.report == "a").count.low == 21


class Stop:
    """Ctrl-C after so many steps of the build."""

    def __init__(self, after: int) -> None:
        self.left = after

    def __call__(self, _: Progress) -> None:
        self.left -= 1
        if not self.left:
            raise KeyboardInterrupt


@pytest.mark.parametrize("after", [1, 4, 8, 12])
def test_a_stopped_build_keeps_what_it_committed_and_the_next_goes_on(after, tmp_path, undisturbed):
    reports = made_reports.every_kind_of_bad(tmp_path / "in")
    where = str(tmp_path / "war.cenotaph")
    with pytest.raises(KeyboardInterrupt):
        build([reports], where, Settings(batch=1), Progress(changed=Stop(after)))
    with open_case(where) as case:
        stopped = looking.runs(case)[-1]
        assert stopped.outcome == "interrupted"
        assert len(looking.refusals(case, stopped.run)) == stopped.counts["refused"], "no refusal is lost"
        committed = set(looking.known_reports(case))
        assert len(committed - {"german"}) == stopped.counts["read"]
    built(where, reports)
    with open_case(where) as case:
        assert committed <= set(looking.known_reports(case))
        assert verify(case) == []
        assert looking.fingerprint(case) == undisturbed(reports)


def test_a_build_stopped_before_linking_is_linked_by_the_next(case_url, tmp_path, monkeypatch):
    reports = made_reports.folder(tmp_path / "in", "ab")
    built(case_url, reports)
    made_reports.folder(reports, "f")

    def stopped(_: object, **_more: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(building, "link", stopped)
    with pytest.raises(KeyboardInterrupt):
        built(case_url, reports)
    monkeypatch.undo()
    assert built(case_url, reports).read == 0
    with open_case(case_url) as case:
        assert {f for e in looking.events(case) for f in e.figures} == {f.id for f in looking.figures(case)}


def test_a_newer_reader_reads_again_and_the_older_values_stay(case_url, tmp_path, monkeypatch):
    reports = made_reports.folder(tmp_path / "in", "ab")
    monkeypatch.setattr(building, "reader_version", lambda _: "older reader")
    built(case_url, reports)
    monkeypatch.undo()
    done = built(case_url, reports)
    assert (done.read, done.unchanged, done.reread) == (0, 2, 2)
    with open_case(case_url) as case:
        assert verify(case) == []
        assert len(looking.figures(case)) == 2


def failing(self, chosen, docs, real=Reader._understood):
    """The reader's own step, with a fault that shows on report b alone."""
    if chosen.report.id == "b":
        raise IndexError("a fault of the reader")
    return real(self, chosen, docs)


def test_a_report_on_which_the_reader_fails_is_kept_and_refused(case_url, tmp_path, monkeypatch):
    reports = made_reports.folder(tmp_path / "in", "abc")
    with monkeypatch.context() as broken:
        broken.setattr(Reader, "_understood", failing)
        done = built(case_url, reports)
        told = call("read", reports)
    assert (done.read, done.refused) == (2, 1)
    assert "the reader failed on it (IndexError: a fault of the reader)" in done.refusals[0].reason
    assert (told.code, {f["doc"] for f in told.objects}) == (3, {"a", "c"})
    assert "in/b.txt: the reader failed" in told.err
    with open_case(case_url) as case:
        assert verify(case) == []
        assert set(looking.known_reports(case)) == {"a", "b", "c"}
        assert [r.reason for r in looking.refusals(case)] == [done.refusals[0].reason]
    monkeypatch.setattr(building, "reader_version", lambda _: "newer reader")
    assert built(case_url, reports).reread == 3
    with open_case(case_url) as case:
        assert {f.report for f in looking.figures(case)} == {"a", "b", "c"}


def test_a_failure_while_rereading_is_a_refusal_and_not_reread(case_url, tmp_path, monkeypatch):
    reports = made_reports.folder(tmp_path / "in", "abc")
    monkeypatch.setattr(building, "reader_version", lambda _: "older reader")
    built(case_url, reports)
    monkeypatch.setattr(building, "reader_version", lambda _: "newer reader")
    monkeypatch.setattr(Reader, "_understood", failing)
    told = call("build", reports, "--case", case_url)
    assert told.code == 3
    assert "in/b.txt: the reader failed on it" in told.err
    with open_case(case_url) as case:
        run = looking.runs(case)[-1]
        assert run.outcome == "done with refusals"
        assert (run.counts["unchanged"], run.counts["refused"], run.counts["reread"], run.counts["unreread"]) == (3, 0, 2, 1)
        assert len(looking.refusals(case, run.run)) == 1
        assert {f.report for f in looking.figures(case)} == {"a", "b", "c"}, "the older values stand"
        assert verify(case) == []
    assert call("build", reports, "--case", case_url).code == 0, "what was tried is not tried again"


def test_another_reader_tries_a_report_in_another_language_once(case_url, tmp_path, monkeypatch):
    reports = made_reports.folder(tmp_path / "in", "a")
    (reports / "german.txt").write_text(f" date 2020-10-05 {made_reports.GERMAN}", encoding="utf-8")
    assert built(case_url, reports).refused == 1
    monkeypatch.setattr(building, "reader_version", lambda _: "newer reader")
    done = built(case_url, reports)
    assert (done.reread, done.unreread, done.refusals) == (1, 0, [])
    with open_case(case_url) as case:
        assert list(looking.unread_by(case, "newer reader")) == []
        assert verify(case) == []


def test_a_run_records_the_encoding_that_was_named(tmp_path):
    where = str(tmp_path / "war.cenotaph")
    made_reports.folder(tmp_path / "in", "a")
    assert call("build", tmp_path / "in", "--case", where, "--encoding", "windows-1251").code == 0
    assert call("runs", where, "--json").json[0]["parameters"]["encoding"] == "cp1251"


def test_an_unknown_pipeline_makes_no_case(tmp_path):
    with pytest.raises(Exception, match="no pipeline 'nosuch'"):
        built(str(tmp_path / "war.cenotaph"), made_reports.folder(tmp_path / "in"), settings=Settings(pipeline="nosuch"))
    assert not (tmp_path / "war.cenotaph").exists()


@pytest.fixture
def undisturbed(tmp_path: Path) -> Callable[[Path], str]:
    def fingerprint(reports: Path) -> str:
        where = str(tmp_path / "undisturbed.cenotaph")
        built(where, reports)
        with open_case(where) as case:
            return looking.fingerprint(case)

    return fingerprint
