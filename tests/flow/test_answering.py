"""One question as a page shows it: by a day, under a ranking, with what followed then."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import made_reports
from cenotaph.flow import answer as flow
from cenotaph.flow.build import Progress, build
from cenotaph.flow.decided import standing
from cenotaph.flow.refer import case_to_read
from cenotaph.flow.survey import short, survey
from cenotaph.settings import Settings

TODAY = date(2026, 1, 1)
KILLED = "had been killed in the war in Karabakh."
TOLD = {
    "a": ("2020-10-12", f"The Defence Ministry of Armenia said that up to 700 of its soldiers {KILLED}"),
    "b": ("2020-10-19", f"The Defence Ministry of Armenia said that 600 of its soldiers {KILLED}"),
    "c": (
        "2020-10-20",
        f"The Defence Ministry of Azerbaijan said that 900 soldiers of Armenia {KILLED}",
    ),
}


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory):
    to: Path = tmp_path_factory.mktemp("answer")
    lines = made_reports.lines(to / "in.jsonl", [{"id": n, "date": day, "text": text} for n, (day, text) in TOLD.items()])
    build([lines], str(to / "war.cenotaph"), Settings(workers=1), Progress())
    with case_to_read(str(to / "war.cenotaph")) as case:
        whole, stands = survey(case), standing(case)
        [entry] = [e for e in whole.totals if len(e.figures) == 3]
        yield lambda **how: flow.answer(case, whole, entry, stands, today=TODAY, **how)


def test_what_follows_is_what_followed_then(asked):
    whole = asked()
    assert ["12 October" in f.says or "2020-10-12" in f.says for f in whole.follows] == [True]
    assert "600" in whole.follows[0].says
    assert asked(known_by=date(2020, 10, 18)).follows == (), "the 600 was not published yet"
    assert asked(known_by=date(2020, 10, 20)).follows == whole.follows
    assert asked(speaks_for=date(2020, 10, 12)).follows == (), "nothing about a later day is looked at"


def test_among_too_many_figures_nothing_is_worked_out_and_it_says_so(asked, monkeypatch):
    monkeypatch.setattr(flow, "MOST_RELATED", 2)
    assert asked(known_by=date(2020, 10, 20)).follows is None


def test_a_ranking_decides_and_names_stand_in_no_key(asked):
    refused = asked(policy="hierarchy")
    assert refused.account.refused is not None
    names = {name: key for key, name, rank in refused.ranks}
    assert set(names) == {"Government of Armenia", "Government of Azerbaijan"}
    assert all(key == short(name) for name, key in names.items())
    for name, most in (("Government of Armenia", 600), ("Government of Azerbaijan", 900)):
        found = asked(policy="hierarchy", rated={names[name]: 1, "of nobody here": 1})
        assert (found.account.low, found.account.high) == (most, most)
        assert {n: rank for _, n, rank in found.ranks}[name] == 1
    assert asked().ranks == (), "the policy widest makes no use of ranks"
