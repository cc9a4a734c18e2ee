#!/usr/bin/env python3
"""Fit what the findings of linking are worth, on annotated reports.

    tools/fit_linking.py PATH [--write]

PATH is a folder with reports.jsonl and gold.jsonl; the scorer is PATH/../score.py. The reports are read by this reader, its figures
matched with the annotated ones, and a logistic regression fitted on all pairs of matched figures that are not plainly of different
years, drawn towards `linking_prior.toml` (ridge on the difference: one annotated set is small). Prints the pairwise F1 of the fit,
and of fits on one half of the events' reports judged on the other. `--write` replaces `linking/data/weights.toml`.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import tomllib
from collections import defaultdict
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cenotaph.flow.knowing import reference
from cenotaph.flow.link import grounds
from cenotaph.flow.read import read
from cenotaph.linking.comparing import Finding, cannot, findings
from cenotaph.linking.joining import Linker
from cenotaph.linking.traits import Traits, traits
from cenotaph.linking.weighing import Weights
from cenotaph.model.claims import Figure
from cenotaph.publishing.contract import contract
from cenotaph.reading.pipeline import READER
from cenotaph.settings import Settings

HERE = Path(__file__).parent
WEIGHTS = HERE.parent / "src" / "cenotaph" / "linking" / "data" / "weights.toml"
#: How strongly the fit is held to the prior, and the joining's three numbers as log-odds of the unshifted fit.
RIDGE, START, MEAN, FLOOR = 2.0, -0.5, -1.5, -4.0

Matched = list[tuple[Figure, dict[str, Any]]]


def scorer(path: Path) -> ModuleType:
    found = importlib.util.spec_from_file_location("score", path)
    assert found is not None
    assert found.loader is not None
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module


def matched(folder: Path, score: ModuleType) -> Matched:
    """The figures that the reader finds with the annotation each one matches."""
    settings = replace(Settings.from_environment(), workers=1)
    figures = [f for f, _ in read([folder / "reports.jsonl"], settings, linked=False, refuse=lambda _: None)]
    rows, gold = ([json.loads(line) for line in (folder / name).open(encoding="utf-8")] for name in ("reports.jsonl", "gold.jsonl"))
    given, golden = defaultdict(list), defaultdict(list)
    for figure in figures:
        given[figure.report].append({**contract(figure), "figure": figure})
    for row in gold:
        start, end = score.locate(row, next(r["text"] for r in rows if r["id"] == row["doc"]))
        golden[row["doc"]].append({**row, "start": start, "end": end})
    return [(p["figure"], g) for r in rows for p, g in score.match(given[r["id"]], golden[r["id"]], by_fate=True)]


def prior() -> tuple[list[Finding], NDArray[np.float64]]:
    table = tomllib.loads((HERE / "linking_prior.toml").read_text(encoding="utf-8"))
    bias = table.pop("bias")
    names = [(feature, finding) for feature, row in table.items() for finding in row]
    return names, np.array([*(table[a][b] for a, b in names), bias])


def fitted(known: list[tuple[Traits, str]], names: list[Finding], start: NDArray[np.float64]) -> NDArray[np.float64]:
    """Log-odds by Newton's method; every pair that no rule forbids and that is not of other years by its own words."""
    column = {name: i for i, name in enumerate(names)}
    rows: list[NDArray[np.float64]] = []
    same: list[bool] = []
    for i, (a, event) in enumerate(known):
        for b, other in known[:i]:
            told = [] if cannot(a, b) else list(findings(a, b))
            if not told or (("days", "far") in told and event != other):
                continue
            row = np.zeros(len(names) + 1)
            row[[column[f] for f in told]] = 1
            row[-1] = 1
            rows.append(row)
            same.append(event == other)
    matrix, truth, w = np.array(rows), np.array(same, float), start.copy()
    for _ in range(50):
        p = 1 / (1 + np.exp(-matrix @ w))
        hessian = matrix.T @ (matrix * (p * (1 - p) + 1e-9)[:, None]) + np.eye(len(w)) * RIDGE
        w += np.linalg.solve(hessian, matrix.T @ (truth - p) - RIDGE * (w - start))
    return w


def weights_of(w: NDArray[np.float64], names: list[Finding]) -> Weights:
    """Rounded to hundredths, and shifted so that a pair joins from 0 on."""
    worth = {name: round(float(value), 2) for name, value in zip(names, w[:-1], strict=True)}
    return Weights(worth, round(float(w[-1]) - START, 2), 0.0, MEAN - START, FLOOR - START)


def judged(pairs: Matched, by: Weights, score: ModuleType) -> dict[str, Any]:
    linker = Linker(grounds([f for f, _ in pairs], reference()), by=by)
    linker.add(f for f, _ in pairs)
    home = {f: e.id for e in linker.events() for f in e.figures}
    told: dict[str, Any] = score.linking([({"event": home[f.id]}, g) for f, g in pairs])
    return told


def halves(pairs: Matched) -> tuple[set[str], set[str]]:
    """The reports in two halves, those that share an event in one."""
    parent = {g["doc"]: g["doc"] for _, g in pairs}

    def top(doc: str) -> str:
        while parent[doc] != doc:
            doc = parent[doc]
        return doc

    first: dict[str, str] = {}
    for _, g in pairs:
        parent[top(g["doc"])] = top(first.setdefault(g["event"], g["doc"]))
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for doc in parent:
        groups[top(doc)].append(doc)
    sides: tuple[set[str], set[str]] = (set(), set())
    for group in sorted(groups.values(), key=lambda g: (-len(g), g)):
        min(sides, key=len).update(group)
    return sides


def written(by: Weights, pairs: Matched) -> str:
    head = [
        "# What agreement or difference of two figures is worth: log-odds of being about the same people in the same event.",
        f"# Origin: logistic regression by tools/fit_linking.py on {len(pairs)} annotated figures as reader {READER} reads them,",
        f"# drawn towards tools/linking_prior.toml (ridge {RIDGE:g}); {date.today()}. Licence: MIT.",
        "",
        "[joining]",
        *(f"{name} = {getattr(by, name):g}" for name in ("bias", "start", "mean", "floor")),
    ]
    for feature in dict.fromkeys(f for f, _ in by.worth):
        head += ["", f"[{feature}]", *(f'"{b}" = {w:g}' for (a, b), w in by.worth.items() if a == feature)]
    return "\n".join(head) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path", type=Path, metavar="PATH")
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args()
    score = scorer(given.path.parent / "score.py")
    pairs = matched(given.path, score)
    places = grounds([f for f, _ in pairs], reference())
    known = [(traits(f, places), str(g["event"]), str(g["doc"])) for f, g in pairs]
    names, start = prior()
    by = weights_of(fitted([(t, e) for t, e, _ in known], names, start), names)
    print("fitted on all:", json.dumps(judged(pairs, by, score)))
    print("prior alone:", json.dumps(judged(pairs, weights_of(start, names), score)))
    for own in halves(pairs):
        half = weights_of(fitted([(t, e) for t, e, d in known if d in own], names, start), names)
        rest = [(f, g) for f, g in pairs if g["doc"] not in own]
        print(f"fitted on {len(own)} reports, judged on the others:", json.dumps(judged(rest, half, score)))
    if given.write:
        WEIGHTS.write_text(written(by, pairs), encoding="utf-8")


if __name__ == "__main__":
    main()
