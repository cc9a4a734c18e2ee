#!/usr/bin/env python3
"""How well and how fast does `cenotaph read` read?

    benchmarks/reading.py PATH [--background FILE] [--times 10] [--json]

PATH is a folder with reports.jsonl and gold.jsonl; the scorer is PATH/../score.py. First the scorer's table. Then, over the
background and the set together, and over copies of them under new ids: seconds, processor seconds and peak memory of
`cenotaph read --no-link` in one process, beside the bare spaCy pipeline on the same texts in the same run; and two processes.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from measuring import CENOTAPH, Took, machine, run, say, table

Row = dict[str, Any]


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


def sizes(reports: list[Row], times: int, work: Path) -> dict[str, Path]:
    """The reports once, and that many times as copies with new ids."""
    paths = {}
    for name, copies in (("once", 1), (f"{times} times", times)):
        paths[name] = work / f"reports-{copies}.jsonl"
        with paths[name].open("w", encoding="utf-8") as out:
            for copy in range(copies):
                out.writelines(json.dumps({**r, "id": f"{r['id']}/{copy}"}, ensure_ascii=False) + "\n" for r in reports)
    return paths


def timed(paths: dict[str, Path]) -> dict[str, dict[str, Took]]:
    """For each size the bare parser and one process; for the larger also two processes."""
    took: dict[str, dict[str, Took]] = {}
    for name, path in paths.items():
        took[name] = {"bare spaCy": run([sys.executable, Path(__file__).with_name("bare.py"), path])}
        took[name]["cenotaph, one process"] = _reading(path, workers=1)
    took[name]["cenotaph, two processes"] = _reading(path, workers=2)
    return took


def _reading(path: Path, *, workers: int) -> Took:
    return run([CENOTAPH, "read", "--no-link", path], env={"CENOTAPH_WORKERS": str(workers)})


def ratios(took: dict[str, dict[str, Took]]) -> dict[str, float]:
    once, more = took.values()
    one, two, bare = "cenotaph, one process", "cenotaph, two processes", "bare spaCy"
    return {
        "seconds beside bare spaCy, once": once[one].seconds / once[bare].seconds,
        "seconds beside bare spaCy, more": more[one].seconds / more[bare].seconds,
        "cpu seconds beside bare spaCy, more": more[one].cpu / more[bare].cpu,
        "peak memory beside bare spaCy, more": more[one].peak / more[bare].peak,
        "growth of seconds": more[one].seconds / once[one].seconds,
        "growth of peak memory": more[one].peak / once[one].peak,
        "seconds of two processes beside one, more": more[two].seconds / more[one].seconds,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "path", type=Path, metavar="PATH", help="folder with reports.jsonl and gold.jsonl; the scorer lies beside it"
    )
    parser.add_argument("--background", type=Path, metavar="FILE", help="more reports (JSON Lines) for the timing, without gold")
    parser.add_argument("--times", type=int, default=10, help="how many copies the larger timing has (10)")
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of tables")
    given = parser.parse_args()
    needed = [given.path / "reports.jsonl", given.path / "gold.jsonl", given.path.parent / "score.py"]
    lacking = [p for p in (*needed, given.background) if p is not None and not p.is_file()]
    if lacking:
        parser.error(f"there is no file {lacking[0]}")
    if given.times < 2:
        parser.error("--times must be 2 or more")
    where = machine()
    reports = [json.loads(line) for path in filter(None, (given.background, needed[0])) for line in path.open(encoding="utf-8")]
    size = {"reports": len(reports), "characters": sum(len(r["text"]) for r in reports)}
    say(f"{size['reports']:,} reports of {size['characters']:,} characters for the timing")
    with tempfile.TemporaryDirectory(prefix="cenotaph-benchmark-") as folder:
        score = scored(given.path, Path(folder))
        took = timed(sizes(reports, given.times, Path(folder)))
    told = {name: round(value, 3) for name, value in ratios(took).items()}
    if given.json:
        rows = {size: {name: t.row() for name, t in kinds.items()} for size, kinds in took.items()}
        print(json.dumps({"machine": where, "timed": size, "score": score, "took": rows, "ratios": told}, indent=2))
        return
    print(score["table"])
    print(", ".join(f"{key} {value}" for key, value in where.items()))
    print(f"{size['reports']:,} reports, {size['characters']:,} characters\n")
    rows = [(f"{name}, {kind}", *t.row().values()) for name, kinds in took.items() for kind, t in kinds.items()]
    print(table([("", "seconds", "cpu s", "peak MiB"), *rows]))
    print()
    print(table([(name, f"{value:.3f}") for name, value in told.items()]))


if __name__ == "__main__":
    main()
