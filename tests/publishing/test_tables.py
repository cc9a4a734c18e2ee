"""Rows, CSV and JSON Lines: nothing invented, nothing that a spreadsheet runs, and what was put in can be read out."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace

import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cenotaph.ledger import accounts, named
from cenotaph.model.accounts import Event
from cenotaph.model.claims import Claimant, Where
from cenotaph.model.days import Span
from cenotaph.model.terms import Measure, Sensitivity
from cenotaph.publishing import (
    ACCOUNT_COLUMNS,
    FIGURE_COLUMNS,
    Printed,
    account_row,
    as_csv,
    as_json_lines,
    as_parquet,
    contract,
    figure_row,
)
from cenotaph.publishing.privacy import PRIVATE
from made_figures import REFERENCE, figures, made, silent

# what benchmarks and other programs read: eval/GUIDE.md, with offsets in place of quote and context
CONTRACT = [
    "doc", "start", "end", "fate", "low", "high", "approx", "role", "side", "actor", "recipient", "source", "modality", "place",
    "date_from", "date_to", "cumulative", "event",
]  # fmt: skip
FIGURES = [
    "id", "event", "report", "start", "end", "words", "sentence", "fate", "unit", "low", "high", "approx", "measure", "side",
    "role", "actor", "recipient", "speaker", "institution", "origin", "venue", "publisher", "standing", "basis", "commitment",
    "distance", "modality", "place", "place_id", "date_from", "date_to", "speaks_for", "published", "conflict", "address",
    "report_sha256", "withheld",
]  # fmt: skip
ACCOUNTS = [
    "title", "fate", "unit", "side", "role", "conflict", "measure", "event", "place", "since", "register", "policy", "known_by",
    "low", "best", "high", "origins", "grade", "reasons", "warnings", "used", "set_aside", "withheld_by", "not_answered",
    "sentence",
]  # fmt: skip
NUMBERS = ("low", "best", "high")


def printed(figure):
    return Printed(figure, "e", "A sentence.", None, None, "0" * 64, Sensitivity.PUBLIC)


def read(text):
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_the_columns_are_the_documented_ones_in_their_order():
    assert list(FIGURE_COLUMNS) == FIGURES
    assert list(ACCOUNT_COLUMNS) == ACCOUNTS


@given(figures())
def test_a_row_has_every_column_and_no_number_of_its_own(figure):
    row = figure_row(printed(figure))
    assert list(row) == FIGURES
    assert (row["low"], row["high"]) == (figure.count.low, figure.count.high)
    assert row["words"] == figure.count.words


@given(figures())
def test_the_contract(figure):
    assert list(contract(figure, "e")) == CONTRACT
    row = contract(figure)
    assert list(row) == CONTRACT[:-1]
    assert json.loads(json.dumps(row)) == row
    assert row["low"] is not None or row["high"] is not None
    assert row["fate"] == figure.fate.value
    assert row["modality"] == figure.modality.value
    assert row["cumulative"] is figure.measure.cumulative


@pytest.mark.parametrize(
    ("words", "low"),
    [("several", 3), ("a number of", 3), ("dozens", 24), ("scores", 40), ("hundreds", 200), ("thousands", 2_000),
     ("tens of thousands", 20_000), ("hundreds of thousands", 200_000), ("umpteen", 1)],
)  # fmt: skip
def test_vague_words_in_the_contract_are_those_of_the_guide(words, low):
    row = contract(made("a", None, None, words=words))
    assert (row["low"], row["high"], row["approx"]) == (low, None, False)


def test_open_vague_and_withheld_are_empty_and_never_0():
    rows = [figure_row(printed(f)) for f in (made("a", 2_301, None), made("b", None, 300), made("c", None, None, words="dozens"))]
    found = [(r["low"], r["high"]) for r in read(as_csv(FIGURE_COLUMNS, rows))]
    assert found == [("2301", ""), ("", "300"), ("", "")]
    assert [(json.loads(x)["low"], json.loads(x)["high"]) for x in as_json_lines(rows).splitlines()] == [
        (2_301, None),
        (None, 300),
        (None, None),
    ]
    total = {"measure": Measure.RUNNING_TOTAL}
    answers = [
        *accounts([made("a", None, None, words="dozens", **total)], [], [silent()], named("widest")),
        *accounts([made("a", 5, **total)], [], [], named("acled")),
    ]
    for row in read(as_csv(ACCOUNT_COLUMNS, [account_row(a, "Title", "Sentence.") for a in answers])):
        assert [row[n] for n in NUMBERS] == ["", "", ""]


def test_an_account_tells_its_scope_and_its_grade():
    figure = replace(made("a", 25, measure=Measure.RUNNING_TOTAL, happened=Span.month(2025, 6)), place=Where("Shusha", "p:shusha"))
    [account] = accounts([figure], [], [silent()], named("majority"), reference=REFERENCE)
    row = account_row(account, "T", "S")
    assert (row["place"], row["since"], row["grade"]) == ("p:shusha", "2025-06-01", "single origin")
    assert row["reasons"] == ("all figures go back to one origin; those who would know gave no number, which is not a zero")
    rivals = [made("a", 5), made("b", 9, origin="ICRC")]
    [tie] = accounts(rivals, [Event("e", tuple(f.id for f in rivals))], [], named("majority"))
    row = account_row(tie, "T", "S")
    assert (row["place"], row["since"], row["grade"]) == (None, None, "contested")
    assert row["warnings"] == "2 numbers are carried by 1 origin each: there is no majority"


def test_an_account_says_who_withholds_and_names_no_private_person():
    [account] = accounts([made("a", 5, measure=Measure.RUNNING_TOTAL)], [], [silent()], named("widest"))
    assert account_row(account, "T", "S")["withheld_by"] == "Armenia"
    private = replace(silent(), claimant=Claimant("Anna Petrosyan", None, "Anna Petrosyan"))
    assert account_row(replace(account, withheld=(private,)), "T", "S")["withheld_by"] == PRIVATE


def test_used_and_set_aside_are_ids():
    a, b = (made(n, 5, measure=Measure.STOCK, published=p) for n, p in (("a", 0), ("b", 3)))
    [account] = accounts([a, b], [], [], named("widest"))
    row = account_row(account, "T", "S")
    assert (row["used"], row["set_aside"], row["origins"]) == (b.id, a.id, 1)


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", '=HYPERLINK("x")'])
def test_what_a_spreadsheet_would_run_gets_an_apostrophe(text):
    [row] = read(as_csv(["sentence"], [{"sentence": text}]))
    assert row["sentence"] == "'" + text.replace("\r", "\n")


def test_numbers_and_plain_text_get_none():
    [row] = read(as_csv(["a", "b", "c"], [{"a": 12, "b": "ten - twelve", "c": None}]))
    assert row == {"a": "12", "b": "ten - twelve", "c": ""}


hostile = st.text(st.sampled_from([*"=+-@\t\r\n\"',;a1 ", "é", "\u2028", "＝"]))


@given(st.lists(st.fixed_dictionaries({"x": hostile, "y": hostile}), max_size=4))
def test_a_table_reads_back_as_it_was_written(rows):
    found = read(as_csv(["x", "y"], rows))
    expected = [{k: v.replace("\r\n", "\n").replace("\r", "\n") for k, v in row.items()} for row in rows]
    assert [{k: v.removeprefix("'") for k, v in row.items()} for row in found] == [
        {k: v.removeprefix("'") for k, v in row.items()} for row in expected
    ]
    for row in found:
        assert not any(v[:1] and v[0] in "=+-@\t\r\n＝" for v in row.values())


@given(st.lists(st.fixed_dictionaries({"x": st.text(st.characters(exclude_categories=["Cs"]))}), max_size=4))
def test_json_lines_hold_one_object_a_line(rows):
    text = as_json_lines(rows)
    assert [json.loads(line) for line in text.split("\n")[:-1]] == rows


@given(st.lists(figures(), max_size=5))
def test_parquet_holds_what_the_csv_holds_with_its_kinds(shown):
    rows = [figure_row(printed(f)) for f in shown]
    table = pq.read_table(io.BytesIO(as_parquet(FIGURE_COLUMNS, rows)))
    assert table.column_names == FIGURES
    days = ("date_from", "date_to", "speaks_for", "published")
    told = [{**r, **{c: r[c] and r[c].isoformat() for c in days}} for r in table.to_pylist()]
    assert told == rows
    assert (str(table.schema.field("low").type), str(table.schema.field("published").type)) == ("int64", "date32[day]")
    assert table.schema.metadata is None, "it says nothing of where or how it was made"
