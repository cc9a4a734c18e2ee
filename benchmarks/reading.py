#!/usr/bin/env python3
"""How well and how fast does `cenotaph read` read?

    benchmarks/reading.py PATH [--background FILE] [--reports 1000] [--times 20] [--json]

PATH is a folder with reports.jsonl and gold.jsonl; the scorer is PATH/../score.py. First the scorer's table. Then, in one run:

- seconds, processor seconds and peak memory of `cenotaph read --no-link` in one process beside the bare spaCy pipeline on the same
  texts: one report (what starting takes), the set alone, and the mix of background and set;
- the mix as copies under new ids, so many reports (1,000) and so many times as many (20): peak memory in one process at both sizes,
  and two processes at the first;
- the figures that the gate over paragraphs loses, as a share of those found when every paragraph is parsed.

`--reports 100 --times 2` makes a quick run.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from measuring import CENOTAPH, Took, machine, run, say, table

Row = dict[str, Any]
HERE = Path(__file__).parent
BARE, ONE, TWO = "bare spaCy", "cenotaph, one process", "cenotaph, two processes"


def scored(folder: Path, work: Path) -> Row:
    """What the scorer says of the set, as its JSON, with its table under "table"."""
    predicted = work / "predicted.jsonl"
    with predicted.open("wb") as out:
        run([CENOTAPH, "read", folder / "reports.jsonl"], out=out)
    command = [sys.executable, folder.parent / "score.py", "score", folder / "reports.jsonl", folder / "gold.jsonl", predicted]
    told = [
        subprocess.run([*map(str, command), *more], capture_output=True, text=True, check=True).stdout for more in ([], ["--json"])
    ]
    return {**json.loads(told[1]), "table": told[0]}


def written(reports: Sequence[Row], count: int, path: Path) -> Path:
    """So many reports in a file: these, and copies of them under new ids until there are enough."""
    with path.open("w", encoding="utf-8") as out:
        for n, report in enumerate(islice(cycle(reports), count)):
            again = n // len(reports)
            out.write(json.dumps({**report, "id": f"{report['id']}/{again}"}, ensure_ascii=False) + "\n")
    return path


def beside_bare(reports: dict[str, list[Row]], work: Path) -> dict[str, dict[str, Took]]:
    """For each set of reports the bare parser, and one process of ours right after it."""
    took: dict[str, dict[str, Took]] = {}
    for name, rows in reports.items():
        path = written(rows, len(rows), work / "timed.jsonl")
        took[name] = {BARE: run([sys.executable, HERE / "bare.py", path]), ONE: _reading(path, workers=1)}
    return took


def grown(mix: list[Row], counts: Sequence[int], work: Path) -> dict[str, dict[str, Took]]:
    """One process at each size; at the first also two."""
    took: dict[str, dict[str, Took]] = {}
    for n, count in enumerate(counts):
        path = written(mix, count, work / "grown.jsonl")
        took[f"{count:,} reports"] = {ONE: _reading(path, workers=1)} | ({TWO: _reading(path, workers=2)} if n == 0 else {})
    return took


def _reading(path: Path, *, workers: int) -> Took:
    return run([CENOTAPH, "read", "--no-link", path], env={"CENOTAPH_WORKERS": str(workers)})


def lost(mix: list[Row], work: Path) -> dict[str, int]:
    """How many figures are found with the gate open, and how many of them are lost with it."""
    path, told = written(mix, len(mix), work / "gate.jsonl"), work / "gate.json"
    with told.open("wb") as out:
        run([sys.executable, HERE / "gate.py", path], out=out)
    counted: dict[str, int] = json.loads(told.read_text(encoding="utf-8"))
    return counted


def ratios(beside: dict[str, dict[str, Took]], sizes: dict[str, dict[str, Took]], gate: dict[str, int]) -> dict[str, float]:
    """Reports a second beside bare spaCy (more is faster), two processes beside one, growth of memory, the share lost."""
    start, *sets = beside
    told: dict[str, float] = {}
    for name in sets:
        bare, ours = beside[name][BARE].seconds, beside[name][ONE].seconds
        told[f"reports a second beside bare spaCy, {name}"] = bare / ours
        reading = max(ours - beside[start][ONE].seconds, 0.001)
        told[f"the same, {name}, start left out"] = max(bare - beside[start][BARE].seconds, 0.001) / reading
    first, last = sizes.values()
    told["reports a second, two processes beside one"] = first[ONE].seconds / first[TWO].seconds
    told["peak memory, larger size beside smaller"] = last[ONE].peak / first[ONE].peak
    told["share of figures lost to the gate"] = gate["lost"] / max(gate["figures"], 1)
    return told


def _given() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "path", type=Path, metavar="PATH", help="folder with reports.jsonl and gold.jsonl; the scorer lies beside it"
    )
    parser.add_argument("--background", type=Path, metavar="FILE", help="more reports (JSON Lines) for the timing, without gold")
    parser.add_argument("--reports", type=int, default=1_000, help="how many reports the smaller size has (1,000)")
    parser.add_argument("--times", type=int, default=20, help="how many times as many the larger size has (20)")
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of tables")
    given = parser.parse_args()
    needed = [given.path / "reports.jsonl", given.path / "gold.jsonl", given.path.parent / "score.py"]
    lacking = [p for p in (*needed, given.background) if p is not None and not p.is_file()]
    if lacking:
        parser.error(f"there is no file {lacking[0]}")
    if given.times < 2:
        parser.error("--times must be 2 or more")
    if given.reports < 1:
        parser.error("--reports must be 1 or more")
    return given


def main() -> None:
    given = _given()
    where = machine()
    own, more = (
        [json.loads(line) for line in path.open(encoding="utf-8") if line.strip()] if path is not None else []
        for path in (given.path / "reports.jsonl", given.background)
    )
    mix = more + own
    size = {"reports": len(mix), "characters": sum(len(r["text"]) for r in mix), "set": len(own)}
    say(f"{size['reports']:,} reports of {size['characters']:,} characters, {size['set']:,} of them the set")
    with tempfile.TemporaryDirectory(prefix="cenotaph-benchmark-") as folder:
        work = Path(folder)
        score = scored(given.path, work)
        beside = beside_bare({"one report": own[:1], "the set": own, "the mix": mix}, work)
        gate = lost(mix, work)
        sizes = grown(mix, (given.reports, given.reports * given.times), work)
    told = {name: round(value, 4) for name, value in ratios(beside, sizes, gate).items()}
    took = beside | sizes
    if given.json:
        rows = {size: {name: t.row() for name, t in kinds.items()} for size, kinds in took.items()}
        print(json.dumps({"machine": where, "timed": size, "score": score, "took": rows, "gate": gate, "ratios": told}, indent=2))
        return
    print(score["table"])
    print(", ".join(f"{key} {value}" for key, value in where.items()))
    print(f"{size['reports']:,} reports, {size['characters']:,} characters\n")
    rows = [(f"{name}, {kind}", *t.row().values()) for name, kinds in took.items() for kind, t in kinds.items()]
    print(table([("", "seconds", "cpu s", "peak MiB"), *rows]))
    print(f"\nfigures with the gate open {gate['figures']:,}, lost to it {gate['lost']:,}\n")
    print(table([(name, f"{value:.3f}") for name, value in told.items()]))


if __name__ == "__main__":
    main()
