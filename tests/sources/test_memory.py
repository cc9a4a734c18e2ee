"""A line of 50 MB is refused without ever being held."""

from __future__ import annotations

import json
import tracemalloc

from cenotaph.model.reports import Refusal
from cenotaph.sources import Limits, bring_in


def test_a_line_of_fifty_megabytes_is_refused_and_not_held(tmp_path):
    file = tmp_path / "a.jsonl"
    row = {"id": "good", "date": "2020-11-14", "text": "Ten soldiers died."}
    with file.open("wb") as out:
        out.write(json.dumps(row).encode() + b"\n")
        for _ in range(50):
            out.write(b"x" * 1_000_000)
        out.write(b"\n" + json.dumps({**row, "id": "after"}).encode() + b"\n")
    tracemalloc.start()
    found = list(bring_in([file], Limits(largest=100_000)))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [f.place if isinstance(f, Refusal) else f.id for f in found] == ["good", f"{file}:2", "after"]
    assert "larger" in found[1].reason
    assert peak < 8_000_000


def test_reports_come_one_by_one(tmp_path):
    file = tmp_path / "a.jsonl"
    with file.open("w") as out:
        for n in range(2_000):
            out.write(json.dumps({"id": n, "date": "2020-11-14", "text": "x" * 30 + " " + "y" * 10_000, "language": "en"}) + "\n")
    tracemalloc.start()
    assert sum(1 for _ in bring_in([file])) == 2_000
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 8_000_000
