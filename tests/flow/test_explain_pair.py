"""A pair explained from files: the page, the command and what they say."""

from __future__ import annotations

import csv
import hashlib
import math
from datetime import date

import pytest

from calling import call
from cenotaph.flow.explain_pair import explain_pair, log10, page, percent, ratio, small
from cenotaph.model.errors import KinFault, WrongUse

FREQUENCIES = "marker,allele,frequency\nL,1,0.1\nL,2,0.9\nK,5,0.05\nK,6,0.95\n"
PM = "Sample\tAMEL 1\tAMEL 2\tL 1\tL 2\tK 1\tK 2\nV1\tX\tY\t1\t1\t5\t5\nV2\tX\tY\t1\t2\t6\t6\n"
AM = "Family\tRelationship\tSample\tL 1\tL 2\tK 1\tK 2\tAMEL 1\tAMEL 2\n"
AM += "F1\t[Father]\tA\t1\t1\t5\t6\tX\tY\nF2\t[Father]\tB\t2\t2\t6\t6\tX\tY\n"


@pytest.fixture
def files(tmp_path):
    for name, text in (("pm.txt", PM), ("am.txt", AM), ("q.csv", FREQUENCIES)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    return [tmp_path / name for name in ("pm.txt", "am.txt", "q.csv")]


def options(files):
    return [x for name, file in zip(("--remains", "--families", "--frequencies"), files, strict=True) for x in (name, file)]


def test_a_pair_in_its_search(files):
    case = explain_pair("V1", "F1", *files)
    assert math.exp(case.pair.log_lr) == pytest.approx(10 * 0.5 / 0.05)
    assert case.posterior == pytest.approx(100 / 101)
    assert (case.among, case.compared) == (2, 4)
    assert case.inputs[0] == ("pm.txt", "remains", hashlib.sha256(PM.encode()).hexdigest())


def test_the_page_holds_all_that_is_needed_to_repeat_it(files):
    text = page(explain_pair("V1", "F1", *files, theta=0.02), command="cenotaph identify explain V1 F1", made=date(2026, 11, 30))
    for said in (
        "one of 2", "likelihood ratio", "Theta", "0.02 (Balding and Nichols 1994)", "cenotaph identify explain V1 F1", "2026-11-30",
        hashlib.sha256(AM.encode()).hexdigest(), "L", "0.95", "a board identifies", "somebody unrelated", "<svg", "false matches",
        "Without L", "none", "taken as read without fault",
    ):  # fmt: skip
        assert said in text, said
    assert 'http-equiv="Content-Security-Policy" content="default-src \'none\'' in text
    assert "<script" not in text


def test_names_from_files_are_text_on_the_page(files):
    bad = "<img src=x onerror=alert(1)>"
    files[0].write_text(PM.replace("V1", bad), encoding="utf-8")
    files[1].write_text(AM.replace("A\t1", f"{bad}\t1"), encoding="utf-8")
    text = page(explain_pair(bad, "F1", *files), command=bad, made=date(2026, 11, 30))
    assert "<img" not in text
    assert "&lt;img" in text


def test_the_command(files, tmp_path):
    done = call("identify", "explain", "V1", "F1", *options(files), "--html", tmp_path / "v1.html", "--csv", tmp_path / "v1.csv")
    told = done.json
    assert told["lr"] == pytest.approx(100)
    assert [m["lr"] for m in told["markers"]] == [pytest.approx(10), pytest.approx(10)]
    assert told["markers"][1]["references"] == {"A": "5/6"}
    assert [o["model"] for o in told["otherwise"]] == ["theta 0.01", "theta 0.03", "without K"]
    assert "genetic data" in done.err
    again = (tmp_path / "v1.html").read_text("utf-8")
    assert "cenotaph identify explain V1 F1 --remains" in again
    assert "--html" not in again
    with (tmp_path / "v1.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(r["marker"], r["remains"], r["references"]) for r in rows] == [("L", "1/1", "A: 1/1"), ("K", "5/5", "A: 5/6")]
    shown = call("identify", "explain", "V1", "F1", *options(files), "--table", "--dropout", "0.1")
    assert "dropout 0.1" in shown.out
    assert "A candidate: a board identifies." in shown.out


def test_a_pair_that_cannot_be(files):
    told = call("identify", "explain", "V2", "F1", *options(files)).json
    assert (told["exclusions"], told["lr"]) == (0, pytest.approx(0.5 * 10 * 0.5 / 0.95 * 1.0))
    none = call("identify", "explain", "V1", "F2", *options(files)).json
    assert (none["lr"], none["log10_lr"], none["posterior"], none["exclusions"]) == (0, None, 0, 2)


def test_wrong_use(files, tmp_path):
    for wrong in ({"theta": 1.0}, {"among": 0.5}, {"threshold": 0.0}):
        with pytest.raises(WrongUse):
            explain_pair("V1", "F1", *files, **wrong)
    with pytest.raises(KinFault, match="no remains called"):
        explain_pair("V9", "F1", *files)
    failed = call("identify", "explain", "V1", "F1", *options(files), "--html", tmp_path / "no" / "x.html")
    assert (failed.code, "cannot be written" in failed.err) == (1, True)


def test_numbers_as_words():
    assert [ratio(x) for x in (math.log(2), math.log(12345), math.log(2.5e9), 2000.0, -20.0, -math.inf, math.inf, math.nan)] == [
        "2", "12,345", "2.50 × 10⁹", "3.88 × 10⁸⁶⁸", "2.06 × 10⁻⁹", "0", "no other can be", "not computed",
    ]  # fmt: skip
    assert [percent(x) for x in (0.5, 0.99995, 1.0, 0.0, 1e-15, 1 - 1e-9)] == [
        "50.0%", "99.9950%", "more than 99.9999999999%", "0%", "less than 0.0000000001%", "99.99999990%",
    ]  # fmt: skip
    assert (small(0.042), small(4.2e-5), small(0)) == ("0.042", "4.20 × 10⁻⁵", "0")
    assert (log10(math.log(1000)), log10(-math.inf)) == ("3.000", "–")
