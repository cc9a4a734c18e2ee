#!/usr/bin/env python3
"""How often is each rule of the reader right? Writes src/cenotaph/reading/data/sureness.toml and prints how well it holds.

    tools/calibrate.py PATH [--write]

PATH is a folder with reports.jsonl and gold.jsonl; the scorer is PATH/../score.py. Every second report (by id) is measured, the
others check: for each field the mean confidence, the share that was right, and the expected calibration error (ECE, ten bins,
Naeini et al. 2015, doi:10.1609/aaai.v29i1.9602). Shares are drawn towards the field's own mean with the weight of PRIOR figures, so
that a rule seen twice is not taken for certain.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
from collections import defaultdict
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

from cenotaph.flow.knowing import Knowledge, reference
from cenotaph.model.claims import Figure
from cenotaph.model.reports import Report
from cenotaph.publishing.contract import contract
from cenotaph.reading.reader import Reader
from cenotaph.reading.sureness import last_traces, rule_key

PRIOR = 6
SEEN = 3
#: The reader's names of the fields beside the scorer's.
FIELDS = {
    "count": "count",
    "role": "role",
    "side": "side",
    "actor": "actor",
    "recipient": "recipient",
    "speaker": "source",
    "place": "place",
    "happened": "date",
    "modality": "modality",
    "measure": "cumulative",
}
OUT = Path(__file__).parent.parent / "src" / "cenotaph" / "reading" / "data" / "sureness.toml"
Seen = dict[str, dict[str, list[bool]]]


def scorer(folder: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", folder.parent / "score.py")
    if spec is None or spec.loader is None:
        raise SystemExit(f"there is no scorer beside {folder}")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def seen_in(folder: Path, score: ModuleType) -> tuple[Seen, Seen]:
    """Field, rule, right or wrong: of the reports that measure and of those that check."""
    reader = Reader(Knowledge(reference()))
    gold: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for g in rows(folder / "gold.jsonl"):
        gold[g["doc"]].append(g)
    halves: tuple[Seen, Seen] = (defaultdict(lambda: defaultdict(list)), defaultdict(lambda: defaultdict(list)))
    for n, row in enumerate(sorted(rows(folder / "reports.jsonl"), key=lambda r: r["id"])):
        text = row["text"]
        report = Report(row["id"], text, date.fromisoformat(row["date"]), text.encode(), publisher=row.get("outlet"))
        figures = {id(p): (p, f) for f in reader.read(report).figures for p in [contract(f)]}
        wanted = []
        for g in gold[row["id"]]:
            start, end = score.locate(g, text)
            wanted.append({**g, "start": start, "end": end})
        matched = {id(p): g for p, g in score.match([p for p, _ in figures.values()], wanted, by_fate=True)}
        for key, (p, f) in figures.items():
            note(halves[n % 2], f, p, matched.get(key), score)
    return halves


def note(seen: Seen, figure: Figure, row: dict[str, Any], gold: dict[str, Any] | None, score: ModuleType) -> None:
    """The fate is right where a person annotated it; the other fields are judged only then."""
    traces = last_traces(figure)
    seen["fate"][rule_key(traces["fate"].rule)].append(gold is not None)
    if gold is None:
        return
    right = score.slots(row, gold)
    for field, slot in FIELDS.items():
        if field in traces:
            seen[field][rule_key(traces[field].rule)].append(right[slot])


def shares(seen: Seen) -> dict[str, dict[str, float]]:
    """The share right by field and rule; "any" is the field's own."""
    told: dict[str, dict[str, float]] = {}
    for field, rules in sorted(seen.items()):
        everything = [r for rights in rules.values() for r in rights]
        mean = (sum(everything) + 1) / (len(everything) + 2)
        told[field] = {"any": round(mean, 2)}
        for rule, rights in sorted(rules.items()):
            if len(rights) >= SEEN:
                told[field][rule] = round((sum(rights) + PRIOR * mean) / (len(rights) + PRIOR), 2)
    return told


def checked(told: dict[str, dict[str, float]], seen: Seen) -> list[tuple[str, int, float, float, float]]:
    """Field, how many, mean confidence, share right, ECE: on figures that had no part in the measuring."""
    table = []
    for field, rules in sorted(seen.items()):
        known = told.get(field, {})
        pairs = [(known.get(rule, known.get("any", 0.5)), r) for rule, rights in rules.items() for r in rights]
        bins: dict[int, list[tuple[float, bool]]] = defaultdict(list)
        for confidence, r in pairs:
            bins[min(int(confidence * 10), 9)].append((confidence, r))
        error = sum(abs(sum(c for c, _ in b) - sum(r for _, r in b)) for b in bins.values()) / len(pairs)
        mean, right = sum(c for c, _ in pairs) / len(pairs), sum(r for _, r in pairs) / len(pairs)
        table.append((field, len(pairs), mean, right, error))
    return table


def written(told: dict[str, dict[str, float]]) -> str:
    head = (
        '# How often each rule gave the right value, by field; "any" stands for rules too seldom seen.\n'
        "# Made by tools/calibrate.py from half of an annotated set (docs/reading.md); never edited by hand. Licence: MIT.\n"
    )
    blocks = []
    for field, rules in told.items():
        lines = [f"{json.dumps(rule, ensure_ascii=False)} = {share}\n" for rule, share in rules.items()]
        blocks.append(f"[{field}]\n{''.join(lines)}")
    return head + "\n" + "\n".join(blocks)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path", type=Path, metavar="PATH")
    parser.add_argument("--write", action="store_true", help="write the data file; without it only the table is printed")
    given = parser.parse_args()
    measuring, checking = seen_in(given.path, scorer(given.path))
    told = shares(measuring)
    if given.write:
        OUT.write_text(written(told), encoding="utf-8")
    print(f"{'field':10} {'checked':>8} {'confidence':>11} {'right':>7} {'ECE':>6}")
    for field, count, mean, right, error in checked(told, checking):
        print(f"{field:10} {count:8} {mean:11.2f} {right:7.2f} {error:6.2f}")


if __name__ == "__main__":
    main()
