"""Checks, re-association, power and made cases from files: what is written is read by the next command."""

from __future__ import annotations

import csv
import json
import math
import re
import signal
import time
from pathlib import Path

import pytest

from calling import call, started
from cenotaph.flow.check import Limits, check
from cenotaph.flow.identify import search
from cenotaph.flow.power import power
from cenotaph.flow.reassociate import Limits as Putting
from cenotaph.flow.reassociate import reassociate
from cenotaph.model.errors import KinFault, WrongUse
from made_samples import ROWS

MADE = ("persons.csv", "markers.json", "truth.csv", "inventory.csv", "README.md")


@pytest.fixture(scope="module")
def frequencies(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("kin") / "frequencies.csv"
    rows = (f"{m},{a},{p}" for m, f in ROWS.items() for a, p in f.items())
    path.write_text("\n".join(("marker,allele,frequency", *rows)) + "\n", encoding="utf-8")
    return path


def made(to, frequencies, *more):
    done = call("identify", "simulate", "--remains", 12, "--families", 12, "--frequencies", frequencies, "--seed", 4, "--to", to,
                "--fragments", "1,2", "--mutation", "equal:0.001", "--json", *more)  # fmt: skip
    assert done.code == 0, done.err
    return done.json


def truth(folder):
    with (folder / "truth.csv").open(encoding="utf-8") as file:
        return {row["sample"]: row for row in csv.DictReader(file) if row["sample"]}


def test_the_same_seed_makes_the_same_bytes(tmp_path, frequencies):
    said = made(tmp_path / "one", frequencies)
    made(tmp_path / "two", frequencies)
    other = call(
        "identify", "simulate", "--remains", 12, "--families", 12, "--frequencies", frequencies, "--seed", 5, "--to", tmp_path / "x"
    )
    assert other.code == 0
    assert sorted(p.name for p in (tmp_path / "one").iterdir()) == sorted(MADE)
    for name in MADE:
        one, two, x = ((tmp_path / folder / name).read_bytes() for folder in ("one", "two", "x"))
        assert one == two
        assert name == "README.md" or one != x
    assert (said["counts"]["families"], said["counts"]["persons found"], said["parameters"]["seed"]) == (12, 12, 4)
    readme = (tmp_path / "one" / "README.md").read_text("utf-8")
    assert "- seed: 4" in readme
    assert "- mutation: equal 0.001" in readme
    assert "Nobody in these files ever lived" in readme


def test_samples_are_put_together_and_searched(tmp_path, frequencies):
    made(tmp_path / "case", frequencies, "--structures", "father+mother")
    case = tmp_path / "case"
    to, pairs = tmp_path / "together.csv", tmp_path / "pairs.csv"
    done = call("identify", "reassociate", "--remains", case / "persons.csv", "--frequencies", case / "markers.json", "--error",
                0.001, "--to", to, "--pairs", pairs, "--inventory", case / "inventory.csv")  # fmt: skip
    assert done.code == 0, done.err
    whose = truth(case)
    persons = done.json["persons"]
    assert sorted(s for p in persons for s in p["samples"]) == sorted(whose)
    assert all(len({whose[s]["person"] for s in p["samples"]}) == 1 for p in persons)
    assert len(persons) == 12
    assert done.json["individuals_otherwise"] == {"at_least": 12, "by": "samples that exclude one another", "exact": True}
    assert 1 <= done.json["individuals"]["at_least"] <= 12
    rows = list(csv.DictReader(pairs.open(encoding="utf-8")))
    assert len(rows) == len(whose) * (len(whose) - 1) // 2
    assert "error 0.001 to 0.001" in done.err
    found = search(to, case / "persons.csv", case / "markers.json")
    of = {p["name"]: whose[p["samples"][0]]["missing"] for p in persons}
    best = {p.remains: p.missing for p in reversed(found.pairs)}
    assert best == of


def test_samples_that_were_not_put_together_are_written_as_they_were_read(tmp_path, frequencies):
    made(tmp_path / "case", frequencies, "--structures", "father+mother")
    case, to = tmp_path / "case", tmp_path / "together.csv"
    found = reassociate(case / "persons.csv", case / "markers.json", limits=Putting(above=1e300), to=to)
    assert all(len(p.cluster.samples) == 1 for p in found.persons)
    again = search(to, case / "persons.csv", case / "markers.json")
    before = search(case / "persons.csv", case / "persons.csv", case / "markers.json")
    assert again.pairs == before.pairs


def test_what_was_put_wrong_is_found_from_files(tmp_path, frequencies):
    made(tmp_path / "case", frequencies, "--structures", "father+mother+sibling", "--families", 6)
    case = tmp_path / "case"
    rows = [line.split(",") for line in (case / "persons.csv").read_text("utf-8").splitlines()]
    fathers = [r for r in rows if r[2].endswith("-father")]
    fathers[0][6:], fathers[1][6:] = fathers[1][6:], fathers[0][6:]
    wrong = tmp_path / "wrong.csv"
    wrong.write_text("\n".join(map(",".join, rows)) + "\n", encoding="utf-8")
    table = tmp_path / "found.csv"
    done = call(
        "identify", "check", "--families", wrong, "--remains", wrong, "--frequencies", case / "markers.json", "--csv", table
    )
    assert done.code == 0, done.err
    said = done.json
    names = {fathers[0][1], fathers[1][1]}
    assert {a["family"] for a in said["at_odds"]} >= names
    assert {said["exchanged"][0][x]["person"] for x in ("one", "other")} == {fathers[0][2], fathers[1][2]}
    first = next(e for e in said["explanations"] if e["family"] == fathers[0][1])
    assert fathers[0][2] in first["persons"]
    assert first["log10_lr"] > 3
    whose = truth(case)
    assert {frozenset(whose[p[x]["person"]]["person"] for x in ("one", "other")) for p in said["one_person"]} <= {
        frozenset([t["person"]]) for t in whose.values()
    }
    assert {row["kind"] for row in csv.DictReader(table.open(encoding="utf-8"))} >= {"at odds", "explanation", "exchanged"}
    assert said["false_alarms"]["expected"] == said["false_alarms"]["chance"] * said["false_alarms"]["pairs"]
    assert fathers[0][2] not in done.err, "what is found of somebody goes to standard output alone"
    assert "not proof" in done.err


def test_power_of_a_made_family(tmp_path, frequencies):
    made(tmp_path / "case", frequencies, "--structures", "uncle", "--families", 2)
    case = tmp_path / "case"
    done = call("identify", "power", "F1", "--families", case / "persons.csv", "--frequencies", case / "markers.json", "--draws",
                500, "--threshold", 100, "--threshold", 1e6)  # fmt: skip
    assert done.code == 0, done.err
    first, *others = done.json["relatives"]
    assert first["also_typed"] is None
    assert all(o["expected_log10_lr"] >= first["expected_log10_lr"] for o in others)
    assert [a["threshold"] for a in first["above"]] == [100, 1e6]
    assert others == sorted(others, key=lambda o: -o["expected_log10_lr"])
    assert {"a brother or sister", "a child"} <= {o["also_typed"] for o in others}
    only = call("identify", "power", "F1", "--families", case / "persons.csv", "--frequencies", case / "markers.json",
                "--draws", 500, "--candidate", "a child")  # fmt: skip
    assert [o["also_typed"] for o in only.json["relatives"]] == [None, "a child"]
    assert "seed 1" in done.err


@pytest.mark.parametrize("wrong", [{"same": 0.5}, {"kin": math.inf}, {"few": -1}, {"little": 0}])
def test_limits_that_cannot_be(wrong):
    with pytest.raises(WrongUse):
        Limits(**wrong)


@pytest.mark.parametrize("wrong", [{"pairs_above": math.inf}, {"pairs_above": math.nan}])
def test_pairs_are_told_from_a_number(wrong):
    with pytest.raises(WrongUse, match="pairs are told"):
        Putting(**wrong)


@pytest.mark.parametrize("threshold", [math.nan, math.inf])
def test_power_is_above_a_number(frequencies, threshold):
    with pytest.raises(WrongUse, match="no number"):
        power("F1", frequencies, frequencies, thresholds=[threshold])


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ("sample,bone,side\nV1,,left\n", "without a bone"),
        ("sample,bone,side\nV1,femur,upper\n", "the side is 'upper'"),
        ("sample,bone,side,count\nV1,femur,left,two\n", "the count is 'two'"),
        ("sample,side\nV1,left\n", "no column 'bone'"),
        (f"sample,bone,side\n{'V' * 140_000},femur,left\n", "this is no table"),
        (f"sample,bone,side,count\nV1,femur,left,{'9' * 5000}\n", "line 2: the count is"),
        ("sample,bone,side\nV1,femur,left,2\n", "line 2: 4 cells under 3 columns"),
    ],
)
def test_inventories_that_cannot_be(tmp_path, frequencies, rows, says):
    made(tmp_path / "case", frequencies)
    (tmp_path / "bones.csv").write_text(rows, encoding="utf-8")
    with pytest.raises(KinFault, match=re.escape(says)):
        reassociate(tmp_path / "case" / "persons.csv", tmp_path / "case" / "markers.json", inventory=tmp_path / "bones.csv")


def test_progress_is_told(tmp_path, frequencies):
    made(tmp_path / "case", frequencies)
    told = []
    check(tmp_path / "case" / "persons.csv", tmp_path / "case" / "markers.json", advance=lambda *now: told.append(now))
    assert ("families", 12, 12) in told
    assert {what for what, *_ in told} == {"families", "samples exchanged", "samples compared", "what references tell"}


def test_json_holds_nothing_that_is_no_number(tmp_path, frequencies):
    """Two samples of two sexes that exclude each other: minus infinity is null."""
    made(tmp_path / "case", frequencies)
    case = tmp_path / "case"
    done = call(
        "identify",
        "reassociate",
        "--remains",
        case / "persons.csv",
        "--frequencies",
        case / "markers.json",
        "--pairs-above",
        1e-300,
    )
    json.loads(done.out, parse_constant=lambda x: pytest.fail(x))


def test_ctrl_c_ends_a_long_check_in_words(tmp_path, frequencies):
    done = call(
        "identify",
        "simulate",
        "--remains",
        10,
        "--families",
        2500,
        "--frequencies",
        frequencies,
        "--seed",
        4,
        "--to",
        tmp_path / "c",
    )
    assert done.code == 0, done.err
    process = started(
        "identify", "check", "--families", tmp_path / "c" / "persons.csv", "--frequencies", tmp_path / "c" / "markers.json"
    )
    time.sleep(3)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=30)
    assert process.returncode == 1
    assert out == ""
    assert "Stopped" in err
    assert "Traceback" not in err
