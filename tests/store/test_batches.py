"""Reports go in whole batches at a time; claims come out as they went in; every document is in the case or among the refusals."""

from dataclasses import replace
from datetime import date

import pytest

from cenotaph.model.claims import Passage
from cenotaph.store import looking
from cenotaph.store.opening import create_case
from cenotaph.store.verifying import verify
from cenotaph.store.writing import ReadReport, add_batch, add_readings, add_refusals, begin_run, end_run, mark_interrupted


def bare(figures):
    return [replace(f, clocks=replace(f.clocks, recorded=None)) for f in figures]


def expected(reads):
    figures = [f for r in reads for f in r.figures]
    return sorted(figures, key=lambda f: (f.clocks.published, f.report, f.passage.start))


def test_claims_come_out_as_they_went_in(filled, made):
    reads = [made.read(n) for n in range(20)]
    got = looking.figures(filled)
    assert bare(got) == expected(reads)
    assert all(f.clocks.recorded is not None for f in got)
    records = sorted((w for r in reads for w in r.withheld), key=lambda w: (w.published, w.report))
    assert looking.withheld(filled) == records
    assert looking.report(filled, "r00003") == reads[3].report
    assert looking.report(filled, "none") is None
    assert looking.known_reports(filled) == {r.report.id: r.report.sha256 for r in reads}
    assert looking.known_hashes(filled) == {r.report.sha256 for r in reads}
    assert [c.id for c in looking.reports(filled)] == [r.report.id for r in reads]
    assert looking.texts(filled, ["r00001", "none"]) == {"r00001": reads[1].report.text}


def test_in_is_out_and_refused(filled, made):
    run = begin_run(filled, "build", {}, "cenotaph")
    twin = made.read(30, name="r00001")
    refused = add_batch(filled, run, [made.read(1), made.read(30), twin, made.read(30)], "reader 1")
    assert [r.reason for r in refused] == [
        "the id 'r00001' is already there",
        "the id 'r00001' is taken by a report of other content",
        "the id 'r00030' is already there",
    ]
    assert looking.refusals(filled, run) == list(refused)
    assert looking.counts(filled)["reports"] == 21
    assert verify(filled) == []


def flawed(made):
    good = made.read(40)
    first = good.figures[0]
    yield replace(good, figures=(first, first)), "share the anchor"
    yield replace(good, figures=(replace(first, id="fig_0"),)), "is not the anchor"
    yield replace(good, figures=(replace(first, sentence=Passage("r00040", 0, 9, "0")),)), "does not point into its text"
    yield replace(good, figures=(replace(first, sentence=replace(first.sentence, report="other")),)), "does not point into"
    yield replace(good, figures=(replace(first, count=replace(first.count, low=10**30, high=None)),)), "larger than"


def test_a_report_with_flawed_claims_is_kept_unread_and_the_rest_goes_in(case, made):
    run = begin_run(case, "build", {}, "cenotaph")
    reads = [(replace(read, report=replace(read.report, found_at=f"at {n}")), why) for n, (read, why) in enumerate(flawed(made))]
    for n, (read, why) in enumerate(reads):
        # each under an id of its own, so that only its flaw keeps it out
        named = replace(read.report, id=f"f{n}")
        passages = [
            replace(f, report=named.id, passage=replace(f.passage, report=named.id),
                    sentence=f.sentence if f.sentence.report == "other" else replace(f.sentence, report=named.id))
            for f in read.figures
        ]  # fmt: skip
        refused = add_batch(case, run, [ReadReport(named, tuple(passages)), made.read(50 + n)], "reader 1")
        assert len(refused) == 1
        assert why in refused[0].reason
    counts = looking.counts(case)
    assert (counts["reports"], counts["read"], counts["unread"]) == (10, 5, 5)
    assert verify(case) == []


def test_a_count_of_billions(case, made):
    read = made.read(1)
    huge = replace(read, figures=(replace(read.figures[0], count=replace(read.figures[0].count, low=7 * 10**9, high=None)),))
    assert add_batch(case, begin_run(case, "build", {}, "c"), [huge], "reader 1") == ()
    assert looking.figures(case)[0].count.low == 7 * 10**9


def test_an_unread_report_keeps_its_reason_and_is_not_tried_again(case, made):
    run = begin_run(case, "build", {}, "cenotaph")
    add_batch(case, run, [ReadReport(made.read(1).report, unread="not in English"), made.read(2)], "reader 1")
    cards = {card.id: card for card in looking.reports(case)}
    assert (cards["r00001"].unread, cards["r00002"].unread) == ("not in English", None)
    assert list(looking.unread_by(case, "reader 1")) == []
    assert [r.id for r in looking.unread_by(case, "reader 2")] == ["r00001", "r00002"]


def test_the_newest_complete_reading_is_current(filled, made):
    before = looking.figures(filled)
    run = begin_run(filled, "build", {}, "cenotaph")
    for n, report in enumerate(looking.unread_by(filled, "reader 2")):
        read = made.read(n, words="as the second reader has it") if n % 2 else ReadReport(report, unread="it stumbled")
        assert add_readings(filled, run, [read], "reader 2") == ()
    after = looking.figures(filled)
    assert [f.id for f in after] == [f.id for f in before]
    second = {f.report for f in after if f.count.words == "as the second reader has it"}
    assert second == {f"r{n:05}" for n in range(1, 20, 2)}
    assert list(looking.unread_by(filled, "reader 2")) == []
    again = add_readings(filled, run, [made.read(1), made.read(99), made.read(2, text="Another text.")], "reader 2")
    assert ["read it already" in r.reason or "not in the case" in r.reason for r in again] == [True] * 3
    assert verify(filled) == []


def test_the_same_text_in_several_reports_is_one_figure_of_the_earliest(case, made):
    text = made.text_of(7)
    run = begin_run(case, "build", {}, "cenotaph")
    late = made.read(1, name="a-late", text=text, published=date(2020, 10, 3))
    early = made.read(2, name="z-early", text=text, published=date(2020, 10, 1))
    same_day = made.read(3, name="b-early", text=text, published=date(2020, 10, 1))
    assert add_batch(case, run, [late, early, same_day], "reader 1") == ()
    got = looking.figures(case)
    assert [f.report for f in got] == ["b-early"] * 3
    assert len(looking.withheld(case)) == 1
    assert looking.copies(case) == {f.id: ["b-early", "z-early", "a-late"] for f in got}
    assert looking.figures(case, known_by=date(2020, 9, 30)) == []
    assert looking.counts(case)["figures"] == 3
    assert verify(case) == []


def test_a_batch_goes_in_whole_or_not_at_all(case, made, monkeypatch):
    run = begin_run(case, "build", {}, "cenotaph")
    monkeypatch.setattr("cenotaph.store.writing.batches.rows.seal", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        add_batch(case, run, [made.read(1)], "reader 1")
    assert looking.counts(case) | {"runs": 0} == dict.fromkeys(looking.counts(case), 0)


def test_two_builds_of_the_same_reports_are_alike(filled, made, tmp_path):
    with create_case(str(tmp_path / "second")) as other:
        for n in reversed(range(20)):
            add_batch(other, begin_run(other, "build", {}, "cenotaph"), [made.read(n)], "reader 1")
        assert looking.fingerprint(other) == looking.fingerprint(filled)
        assert bare(looking.figures(other)) == bare(looking.figures(filled))
        add_batch(other, 1, [made.read(21)], "reader 1")
        assert looking.fingerprint(other) != looking.fingerprint(filled)


def test_a_run_ends_once_and_a_killed_one_is_interrupted(case):
    first, second = begin_run(case, "build", {"folder": "é"}, "cenotaph 0.1.0"), begin_run(case, "build", {}, "cenotaph 0.1.0")
    end_run(case, first, "done", {"in": 3}, "a", "b")
    add_refusals(case, second, [])
    assert mark_interrupted(case) == 1
    assert mark_interrupted(case) == 0
    done, killed = looking.runs(case)
    assert (done.outcome, done.parameters, done.counts, done.input_sha256) == ("done", {"folder": "é"}, {"in": 3}, "a")
    assert (killed.outcome, killed.ended) == ("interrupted", None)
    with pytest.raises(Exception, match="not open"):
        end_run(case, first, "done", {}, None, None)
    with pytest.raises(ValueError, match="nearly done"):
        end_run(case, first, "nearly done", {}, None, None)
