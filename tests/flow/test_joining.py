"""A new report joins the events there are, to the same end as linking all of them: in any order, with decisions, with copies."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path
from random import Random

import pytest

import made_reports
from cenotaph.flow import build as building
from cenotaph.flow import decide, decided
from cenotaph.flow.bring_figures import Brought, bring_figures
from cenotaph.flow.build import Progress, build
from cenotaph.flow.keep import relink
from cenotaph.model.claims import Figure
from cenotaph.settings import Settings
from cenotaph.store import looking
from cenotaph.store.opening import Case, open_case
from made_worlds import Recipe, world

COLUMNS = (
    "id", "published", "speaks_for", "speaker", "side", "role", "people", "fate", "low", "high", "approx", "measure", "place",
    "from", "to", "actor",
)  # fmt: skip


def sheet(path: Path, figures: Sequence[Figure]) -> Path:
    """Figures as a team would write them down, one a row."""
    with path.open("w", encoding="utf-8", newline="") as out:
        rows = csv.writer(out)
        rows.writerow(COLUMNS)
        for f in figures:
            span, where = f.clocks.happened, f.place
            rows.writerow(
                (f.id, f.clocks.published, f.clocks.speaks_for, f.claimant.speaker, f.group.side, f.group.role.value, f.group.words,
                 f.fate.value, f.count.low, f.count.high, "yes" if f.count.approx else "no", f.measure.value,
                 where.name if where else None, span.first if span else None, span.last if span else None, f.actor)
            )  # fmt: skip
    return path


def events(case: Case) -> set[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    return {(e.id, e.figures, e.disputed) for e in looking.events(case)}


def linked_anew(case: Case) -> set[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    relink(case)
    return events(case)


@pytest.mark.parametrize("seed", [1, 2])
def test_sheets_that_come_one_after_the_other_make_the_same_events(case_url, tmp_path, monkeypatch, seed):
    figures = world(seed, Recipe(events=50, conflicts=1, places=8, days=60, totals=1)).figures
    Random(seed).shuffle(figures)
    anew = []
    real = building.joined
    monkeypatch.setattr(building, "joined", lambda *a: anew.append(1) or real(*a))
    for n in range(0, len(figures), 45):
        done = bring_figures(sheet(tmp_path / f"{n}.csv", figures[n : n + 45]), case_url, Settings(), Brought())
        assert done.refusals == []
    assert len(anew) == 1  # all but the first sheet joined what there was
    with open_case(case_url) as case:
        assert len(decided.figures(case)) == len(figures)
        found = events(case)
        assert found == linked_anew(case)
        assert any(len(members) > 3 for _, members, _ in found)


def test_what_persons_decided_holds_for_what_joins_later(case_url, tmp_path):
    figures = world(3, Recipe(events=30, conflicts=1, places=5, days=40, totals=1)).figures
    first, later = figures[: len(figures) // 2], figures[len(figures) // 2 :]
    who = {"by": "Ani", "because": "known"}
    bring_figures(sheet(tmp_path / "first.csv", first), case_url, Settings(), Brought())
    with open_case(case_url) as case:
        own = [f for f in decided.figures(case) if f.fate is decided.figures(case)[0].fate]
        decide.same(case, own[0].id, own[-1].id, **who)
        decide.different(case, own[1].id, own[2].id, **who)
        decide.correct(case, own[3].id, {"low": 77, "high": 77}, **who)
        decide.reject(case, own[4].id, **who)
    bring_figures(sheet(tmp_path / "later.csv", later), case_url, Settings(), Brought())
    with open_case(case_url) as case:
        home = {f: e.id for e in looking.events(case) for f in e.figures}
        assert home[own[0].id] == home[own[-1].id]
        assert home[own[1].id] != home[own[2].id]
        assert own[4].id not in home
        assert events(case) == linked_anew(case)


def test_a_copy_joins_its_original_and_an_original_that_comes_late_is_found(case_url, tmp_path):
    words = " ".join(f"The ministry spoke of the {n}th day of the fighting near the town of Martuni." for n in range(9))
    told = f"The Defence Ministry of Armenia said on Monday that 21 soldiers were killed near Hadrut. {words}"
    records = {
        "first": {"id": "first", "date": "2020-10-05", "text": told},
        "copy": {"id": "copy", "date": "2020-10-06", "text": f"A headline of another paper. {told}"},
        "other": {"id": "other", "date": "2020-10-07", "text": made_reports.TOLD["a"][1]},
    }
    for name in ("other", "copy", "first"):
        build([made_reports.lines(tmp_path / f"{name}.jsonl", [records[name]])], case_url, Settings(), Progress())
    with open_case(case_url) as case:
        assert looking.near_copies(case) == {"copy": "first"}
        assert {f.report for f in decided.figures(case)} == {"first", "other"}
        assert events(case) == linked_anew(case)
    again = {**records["first"], "id": "second copy", "date": "2020-10-08", "text": f"And one more line. {told}"}
    build([made_reports.lines(tmp_path / "again.jsonl", [again])], case_url, Settings(), Progress())
    with open_case(case_url) as case:
        assert looking.near_copies(case) == {"copy": "first", "second copy": "first"}
        assert events(case) == linked_anew(case)


def test_a_correction_of_a_copy_is_one_of_its_original(case_url, tmp_path):
    """A near-copy is compared with what was read, before anything is set right: a correction makes no second voice of it."""
    words = " ".join(f"The ministry spoke of the {n}th day of the fighting near the town of Martuni." for n in range(9))
    told = f"The Defence Ministry of Armenia said on Monday that 21 soldiers were killed near Hadrut. {words}"
    records = [
        {"id": "first", "date": "2020-10-05", "text": told},
        {"id": "copy", "date": "2020-10-06", "text": f"A headline of another paper. {told}"},
    ]
    build([made_reports.lines(tmp_path / "in.jsonl", records)], case_url, Settings(), Progress())
    with open_case(case_url) as case:
        [copied] = looking.figures(case, reports={"copy"})
        done = decide.correct(case, copied.id, {"low": 23, "high": 23}, by="Ani", because="the list has 23")
        [figure] = decided.figures(case)
        assert (figure.report, figure.count.low) == ("first", 23)
        assert {e.figures for e in looking.events(case)} == {(figure.id,)}
        decide.undo(case, done.number, by="Ani", because="a slip")
        assert [f.count.low for f in decided.figures(case)] == [21]


def test_the_very_same_text_of_an_earlier_day_changes_what_is_shown(case_url, tmp_path):
    text = made_reports.TOLD["b"][1]
    for name, day in (("later", "2020-10-19"), ("earlier", "2020-10-12")):
        record = {"id": name, "date": day, "text": text}
        build([made_reports.lines(tmp_path / f"{name}.jsonl", [record])], case_url, Settings(), Progress())
    with open_case(case_url) as case:
        assert {f.report for f in decided.figures(case)} == {"earlier"}
        assert events(case) == linked_anew(case)
