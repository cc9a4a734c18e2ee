"""Accounts count origins, never articles; refusals and faults say what to do."""

from __future__ import annotations

from datetime import date

from cenotaph.model.errors import CaseFault, CountFault, WrongUse
from cenotaph.model.reports import Refusal, Report, Stage
from cenotaph.model.terms import Fate, Measure


def test_which_measures_are_cumulative():
    assert {m for m in Measure if m.cumulative} == {Measure.PERIOD, Measure.RUNNING_TOTAL, Measure.STOCK}


def test_words_of_a_fate():
    assert Fate.DEAD_OR_MISSING.words == "dead or missing"


def test_errors_say_what_happened_and_what_to_do():
    assert str(WrongUse("there is no policy 'x'", cure="Choose widest.")) == "there is no policy 'x'. Choose widest."
    assert str(CaseFault("locked")) == "locked"
    assert isinstance(CountFault("bad"), ValueError)


def test_a_refusal_reads_as_one_line():
    assert Refusal("in.txt", "the file is empty", "Remove it.").text == "in.txt: the file is empty. Remove it."
    assert Refusal("in.txt", "x", "y").stage is Stage.SOURCE


def test_bytes_and_text_have_hashes_of_their_own():
    a = Report("a", "ten died", date(2020, 11, 14), b"<p>ten died</p>")
    b = Report("b", "ten died", date(2020, 11, 14), b"ten died")
    assert a.sha256 != b.sha256
    assert a.text_sha256 == b.text_sha256 == b.sha256
