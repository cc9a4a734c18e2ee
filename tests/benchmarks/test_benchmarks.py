"""The benchmarks run, on two small reports. Nothing here is timed."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

import made_reports

HERE = Path(__file__).parents[2] / "benchmarks"
SCORER = """
import json, sys
found = sum(1 for _ in open(sys.argv[4], encoding="utf-8"))
print(json.dumps({"predicted": found}) if "--json" in sys.argv else f"predicted {found}")
"""


def told(script: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, HERE / script, *map(str, arguments)], capture_output=True, text=True, timeout=120)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "set"
    path.mkdir()
    made_reports.lines(path / "reports.jsonl", made_reports.records("ab"))
    (path / "gold.jsonl").touch()
    (tmp_path / "score.py").write_text(SCORER, encoding="utf-8")
    return path


def test_reading(folder):
    background = made_reports.lines(folder.parent / "background.jsonl", made_reports.records("c"))
    done = told("reading.py", folder, "--background", background, "--reports", 3, "--times", 2, "--json")
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    assert said["score"]["predicted"] == 2
    assert said["timed"]["reports"] == 3
    assert set(said["took"]) == {"one report", "the set", "the mix", "3 reports", "6 reports"}
    assert said["gate"]["figures"] >= 3
    assert said["gate"]["lost"] == 0
    share = "share of figures lost to the gate"
    assert said["ratios"][share] == 0
    assert all(value > 0 for name, value in said["ratios"].items() if name != share)


def test_case(folder):
    done = told("case.py", folder)
    assert done.returncode == 0, done.stderr
    assert "2 reports, 3 figures" in done.stdout
    assert "build again, nothing new" in done.stdout


def test_linking():
    done = told("linking.py", "--events", 60, "--times", 2, "--json")
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    small, large = said["sizes"].values()
    assert small["figures"] < large["figures"]
    assert small["pairwise F1"] > 0.8
    assert small["accounts"] > 0
    assert all(value > 0 for value in said["ratios"].values())
    missing = told("linking.py", "--events", 0)
    assert missing.returncode == 2


def test_ledger():
    done = told("ledger.py", "--questions", 40, "--times", 1, "--json")
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    assert (said["small"]["questions"], said["large"]["questions"]) == (40, 400)
    assert said["large"]["contradictions found"] > said["small"]["contradictions found"] > 0
    assert told("ledger.py", "--questions", 0).returncode == 2


def test_identification():
    done = told("identification.py", "--times", 1, "--json")
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    assert len(said["seconds"]) == 5
    assert 0 < said["from the golden file"] < 1e-8
    assert told("identification.py", "--times", 0).returncode == 2


def test_web():
    done = told("web.py", "--figures", 1_000, "--readers", 2, "--seconds", 3, "--idle", "--json")
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    assert set(said["milliseconds"]) == {"case", "account", "account, known by", "events", "report", "trail"}
    assert all(row["p95"] >= row["median"] > 0 for row in said["milliseconds"].values())
    assert told("web.py", "--readers", 0).returncode == 2


@pytest.mark.parametrize("script", ["reading.py", "case.py", "kinship_cases.py"])
def test_what_is_missing_is_told(script, tmp_path):
    assert told(script, "--help").returncode == 0
    done = told(script, tmp_path)
    assert done.returncode == 2
    assert "there is no file" in done.stderr


def test_calibration(tmp_path):
    done = told("calibration.py", "--cases", 1, "--joint", 30, "--to", tmp_path, "--json")
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    assert [f["name"] for f in said["joint"]] == ["joint, as modelled", "joint, faded", "joint, two missing a family"]
    for f in (said["searches"][0], *said["joint"]):
        for row in f["reliability"]:
            assert row["claims"] < 20 or row["low"] <= row["said"] + 0.05, (f["name"], row)
            assert row["claims"] < 20 or row["high"] >= row["said"] - 0.05, (f["name"], row)
    page = (tmp_path / "calibration.md").read_text(encoding="utf-8")
    assert "| as modelled | posterior > 0.99 |" in page
    assert (tmp_path / "calibration.svg").read_text(encoding="utf-8").startswith("<svg")
    assert told("calibration.py", "--cases", 0).returncode == 2
