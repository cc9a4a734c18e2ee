"""Words are found whatever their case and diacritics, and no query, however odd, fails."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cenotaph.store import looking
from cenotaph.store.writing import ReadReport, add_batch, begin_run

HOSTILE = [
    '"', '""', "'", "\\", "*", "NEAR(", "a AND", "OR", "NOT x", "(", ")", "^x", "x:y", "text:ministry", "{a b}", "-x", "+x",
    "a*b", "%", "_", ";--", "&", "|", "!", "<->", "&&", "x &", ":*", "'x':*", "\x00", "\ud800", "a" * 5000, "x " * 5000,
    '"unclosed', "🕊", "", "   ", "\n", "ﷺ", "ß", "İ", "١٢", "１２", "x\x00y", '"a" "b" ""c', "texts_search", "rowid:1",
]  # fmt: skip


@pytest.mark.parametrize("query", HOSTILE)
def test_hostile_queries(filled, query):
    assert isinstance(looking.search(filled, query), list)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=st.text(max_size=40))
def test_any_text_is_a_query(filled, query):
    looking.search(filled, query)


FOUND = ["SUSA", "şuşa", "Şuşa", "susa MINISTRY", '"near Şuşa in nagorno"', "nagorno-karabakh", "Nagorno karabakh"]


@pytest.mark.parametrize("query", FOUND)
def test_case_and_diacritics_do_not_count(filled, query):
    hits = looking.search(filled, query, limit=100)
    assert len(hits) == 20


@pytest.mark.parametrize("query", ["absent", '"karabakh nagorno"', "ministr", "ministry absent", "karabakh-nagorno"])
def test_what_is_not_there_is_not_found(filled, query):
    assert looking.search(filled, query) == []


def test_the_snippet_stands_where_it_says(filled, made):
    (hit,) = looking.search(filled, '"number 17"')
    report = made.read(17).report
    assert (hit.report, hit.title, hit.published) == ("r00017", "News 17", report.published)
    assert report.text[hit.start :].startswith("number 17")
    assert "number 17" in hit.snippet
    assert len(looking.search(filled, "ministry", limit=3)) == 3
    assert looking.search(filled, "ministry", limit=0) == []


def test_letters_that_fold_to_several(case, made):
    run = begin_run(case, "build", {}, "cenotaph")
    text = "Straße İstanbul Œuvre ﬁnd " + "x" * 3000 + " " + "long text " * 90_000 + "the end"
    add_batch(case, run, [ReadReport(made.read(1, text=text).report)], "reader 1")
    for query in ("strasse", "Straße", "istanbul", "İSTANBUL", "find", "x" * 3000, "long-text"):
        (hit,) = looking.search(case, query)
        assert hit.report == "r00001"
    assert looking.search(case, "find")[0].start == text.index("ﬁ")
