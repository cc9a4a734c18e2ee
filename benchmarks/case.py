#!/usr/bin/env python3
"""How long does a case take: a build, a rebuild with nothing new, adding one report, a question?

    benchmarks/case.py PATH... [--json]

PATH: JSON Lines of reports, or a folder with a reports.jsonl.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path

from measuring import CENOTAPH, Took, machine, run, say, table

ONE_MORE = {
    "id": "one more",
    "date": "2021-03-02",
    "text": "The ministry of defence of Armenia said on Tuesday that five soldiers were killed in the fighting near Shusha.",
}


def steps(paths: list[Path], work: Path) -> tuple[dict[str, Took], int]:
    """What each step took, and how many figures there are in the end."""
    case, one, listed = work / "case.cenotaph", work / "one.jsonl", work / "figures.json"
    one.write_text(json.dumps(ONE_MORE) + "\n", encoding="utf-8")
    build = [CENOTAPH, "build", "--case", case, *paths]
    took = {
        "build": run(build),
        "build again, nothing new": run(build),
        "build again, one report more": run([*build, one]),
        "account --fate killed": run([CENOTAPH, "account", case, "--fate", "killed"]),
        "verify": run([CENOTAPH, "verify", case]),
    }
    with listed.open("wb") as out:
        took["figures --json"] = run([CENOTAPH, "figures", case, "--json"], out=out)
    return took, len(json.loads(listed.read_text(encoding="utf-8")))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "paths", type=Path, nargs="+", metavar="PATH", help="JSON Lines of reports, or a folder with a reports.jsonl"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of a table")
    given = parser.parse_args()
    paths = [p / "reports.jsonl" if p.is_dir() else p for p in given.paths]
    lacking = [p for p in paths if not p.is_file()]
    if lacking:
        parser.error(f"there is no file {lacking[0]}")
    count = sum(bool(line.strip()) for p in paths for line in p.open(encoding="utf-8"))
    say(f"{count:,} reports")
    where = machine()
    with tempfile.TemporaryDirectory(prefix="cenotaph-benchmark-") as folder:
        took, figures = steps(paths, Path(folder))
    whole = took["build"].seconds
    rows = {name: {**t.row(), "beside_build": round(t.seconds / whole, 4)} for name, t in took.items()}
    if given.json:
        print(json.dumps({"machine": where, "reports": count, "figures": figures, "took": rows}, indent=2))
        return
    print(", ".join(f"{key} {value}" for key, value in where.items()))
    print(f"{count:,} reports, {figures:,} figures\n")
    print(table([("", "seconds", "cpu s", "peak MiB", "beside build"), *((name, *row.values()) for name, row in rows.items())]))


if __name__ == "__main__":
    main()
