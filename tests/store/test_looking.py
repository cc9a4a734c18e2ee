"""Questions are answered from current values only, in one order, and lead down to the file."""

from datetime import date

import pytest

from cenotaph.model.accounts import Event
from cenotaph.model.errors import WrongUse
from cenotaph.model.terms import Fate
from cenotaph.store import looking
from cenotaph.store.writing import add_decision, add_reference, begin_run, drop_derived, replace_events, undo_decision


def test_figures_by_fate_day_conflict_and_id(filled):
    everything = looking.figures(filled)
    assert len(everything) == 60
    for fate in Fate:
        assert looking.figures(filled, fate=fate) == [f for f in everything if f.fate is fate]
    day = date(2020, 10, 2)
    assert looking.figures(filled, known_by=day) == [f for f in everything if f.clocks.published <= day]
    assert [w.published <= day for w in looking.withheld(filled, known_by=day)] == [True] * 6
    assert looking.figures(filled, conflict="war-2020") == [f for f in everything if f.conflict == "war-2020"]
    some = [f.id for f in everything[5:9]]
    assert [f.id for f in looking.figures(filled, ids=some)] == some
    assert looking.figures(filled, ids=[]) == []
    assert looking.figures(filled, ids=[f"fig_{n}" for n in range(2000)]) == []


def test_the_trail_leads_to_the_file(filled, made):
    figure = looking.figures(filled)[4]
    for name in (figure.id, figure.id[:20], figure.id.removeprefix("fig_")):
        trail = looking.trail(filled, name)
        assert trail.figure == figure
    report = made.read(1).report
    assert trail.words in trail.sentence
    assert trail.sentence in report.text
    assert (trail.report.sha256, trail.reader, trail.taken_in.parameters) == (report.sha256, "reader 1", {"folder": "in"})
    assert looking.report_card(filled, report.id) == trail.report
    assert looking.report_card(filled, "none") is None
    assert trail.carried_by == (report.id,)
    assert looking.trail(filled, "fig_ffffffffffff") is None
    assert looking.trail(filled, "%") is None


def test_an_ambiguous_beginning_lists_the_candidates(filled):
    with pytest.raises(WrongUse, match="several figures") as told:
        looking.trail(filled, "fig_")
    assert sum(f.id in str(told.value) for f in looking.figures(filled)) == 8


def test_what_is_derived_can_be_dropped_and_rebuilt(filled):
    def build():
        figures = [f.id for f in looking.figures(filled)]
        replace_events(filled, [Event(figures[n], tuple(figures[n : n + 5]), (figures[n],)) for n in range(55, -1, -5)])

    build()
    before, everything = looking.events(filled), looking.figures(filled)
    assert len(before) == 12
    drop_derived(filled)
    assert looking.events(filled) == []
    assert looking.figures(filled) == everything
    build()
    build()
    assert looking.events(filled) == before


def test_decisions_are_undone_by_a_row_of_their_own(filled):
    one, two = (figure.id for figure in looking.figures(filled)[:2])
    number = add_decision(filled, "same", one, other=two, by="Ani", because="one strike", payload={"seen": ["a", "b"]})
    undo_decision(filled, number, by="Leyla", because="two strikes")
    (decision,) = looking.decisions(filled)
    assert (decision.subject, decision.other, decision.payload) == (one, two, {"seen": ["a", "b"]})
    assert (decision.by, decision.undone_by, decision.undone_because) == ("Ani", "Leyla", "two strikes")
    for wrong in (number, number + 1):
        with pytest.raises(WrongUse):
            undo_decision(filled, wrong, by="x", because="y")


def test_reference_texts_the_newest_of_each_name(case):
    run = begin_run(case, "reference", {}, "cenotaph")
    for name, text in (("a.toml", "x = 1"), ("b.toml", "y = 'ş'"), ("a.toml", "x = 2")):
        add_reference(case, run, name, text)
    assert looking.reference_texts(case) == [("a.toml", "x = 2"), ("b.toml", "y = 'ş'")]


def test_counts(filled):
    counts = looking.counts(filled)
    assert counts == {
        "reports": 20, "read": 20, "unread": 0, "figures": 60, "withheld": 20, "refusals": 0, "events": 0, "decisions": 0,
        "runs": 1, "withdrawn": 0,
    }  # fmt: skip


def test_questions_are_answered_while_a_build_writes(filled):
    with filled.writing() as connection:
        connection.exec_driver_sql("DELETE FROM refusals")
        assert len(looking.figures(filled)) == 60
        assert looking.search(filled, "ministry")
