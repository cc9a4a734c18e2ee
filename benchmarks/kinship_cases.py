#!/usr/bin/env python3
"""How near are likelihood ratios, joint assignments and conclusions to what dvir 3.4.2 made of published cases, and how fast?

    benchmarks/kinship_cases.py REFERENCE [--check] [--json]

REFERENCE is a folder with `kinship/datasets` and `kinship/expected` (and `formats/familias`, for projects of Familias). With
`--check` the program ends with 1 where a number differs by more than 1e-8 (relative; counts and conclusions by anything at all).
"""

from __future__ import annotations

import argparse
import csv
import json
import math
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np

from cenotaph.identification import MarkerTable, conclude, families, jointly, marker_table, named_apart, pairs, read_project
from cenotaph.model.families import Family, Side
from measuring import machine, say, table

CLOSE = 1e-8
PARTS = ("pairs", "joint", "conclusions")
#: What may differ by another number than CLOSE, or is no difference.
LIMITS = {"exclusions": 0.0, "differ": 0.0} | dict.fromkeys(("assignments", "seconds", "conclusions"), math.inf)
#: dvir took a ratio that is 1 for 0.999999999999996, and concluded "No match".
ROUNDED = {("example1", "PM", "V2")}


def case(kinship: Path, name: str) -> tuple[list[Family], list[Family], MarkerTable]:
    loci = marker_table((kinship / "datasets" / f"{name}_markers.json").read_text("utf-8"), name)
    kept = families((kinship / "datasets" / f"{name}_pedgeno.csv").read_text("utf-8"), name, loci)
    return [f for f in kept if f.side is Side.REMAINS], [f for f in kept if f.side is Side.FAMILY and f.missing], loci


def against(kinship: Path) -> dict[str, dict[str, float]]:
    """By case: the largest relative difference of a likelihood ratio, and the largest of an exclusion count."""
    told = {}
    for expected in sorted((kinship / "expected").glob("*_exclusion.csv")):
        name = expected.name.removesuffix("_exclusion.csv")
        bodies, kin, loci = case(kinship, name)
        found = pairs(bodies, kin, loci.markers)
        order, ratios = grid(kinship / "expected" / f"{name}_pairwiseLR.csv")
        _, counts = grid(expected)
        columns = [[s.missing for s in found.sought].index(m) for m in order]
        ours, excluded = np.exp(found.log_lr[:, columns]), found.exclusions[:, columns]
        assert (np.isnan(ours) == np.isnan(ratios)).all(), name
        apart = np.abs(ours - ratios) / np.where(ratios > 0, ratios, 1)
        told[name] = {"likelihood ratios": float(np.nanmax(apart)), "exclusions": float(np.nanmax(np.abs(excluded - counts)))}
    return told


def project(reference: Path) -> dict[str, dict[str, float]]:
    """The largest relative difference of a likelihood ratio from a project of Familias, whose expected table has the same stem."""
    told = {}
    for file in sorted((reference / "formats" / "familias").glob("*.fam")):
        expected = reference / "kinship" / "expected" / f"{file.stem}_fam_pairwiseLR.csv"
        if expected.exists():
            own = read_project(file.read_text("utf-8"), file.name)
            _, ratios = grid(expected)
            ours = np.exp(pairs(own.remains, own.families, own.table.markers).log_lr)
            told[file.name] = {"likelihood ratios": float((np.abs(ours - ratios) / np.where(ratios > 0, ratios, 1)).max())}
    return told


def together(kinship: Path) -> dict[str, dict[str, float]]:
    """By case: seconds for all joint assignments; the largest difference of a log-likelihood (relative) and of a posterior.

    Both must list the same assignments; those that cannot be are listed by dvir alone. Cases without a table are only timed.
    """
    told = {}
    for name in [*sorted(p.name.removesuffix("_dviJoint.csv") for p in (kinship / "expected").glob("*_dviJoint.csv")), "icmp"]:
        bodies, kin, loci = case(kinship, name)
        begun = time.perf_counter()
        found = jointly(bodies, kin, loci.markers)
        told[name] = {"assignments": float(len(found.assignments)), "seconds": time.perf_counter() - begun}
        table_ = kinship / "expected" / f"{name}_dviJoint.csv"
        if table_.exists():
            with table_.open(encoding="utf-8", newline="") as file:
                rows = {tuple(r[v] for v in found.marginals): r for r in csv.DictReader(file) if math.isfinite(float(r["loglik"]))}
            ours = {tuple(m or "*" for m in a.pairs.values()): a for a in found.assignments}
            assert ours.keys() == rows.keys(), name
            logs = (abs(ours[k].log_likelihood / float(r["loglik"]) - 1) for k, r in rows.items())
            shares = (abs(ours[k].posterior - float(r["posterior_flat"])) for k, r in rows.items())
            told[name] |= {"log-likelihoods": max(logs), "posteriors": max(shares)}
        say(f"{name}: {len(found.assignments):,} joint assignments in {told[name]['seconds']:.2f} s")
    return told


def grid(path: Path) -> tuple[list[str], Any]:
    with path.open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    return header[1:], np.array([[math.nan if cell == "NA" else float(cell) for cell in row[1:]] for row in rows])


def concluded(reference: Path) -> dict[str, dict[str, float]]:
    """By case: how many conclusions there are, how many differ in word or comment, and the largest difference of a ratio."""
    told = {}
    kinship = reference / "kinship"
    for expected in sorted((kinship / "expected").glob("*_solve_PM.csv")):
        name = expected.name.removesuffix("_solve_PM.csv")
        file = reference / "formats" / "familias" / f"{name.removesuffix('_fam')}.fam"
        if not name.endswith("_fam"):
            bodies, kin, loci = case(kinship, name)
            found = conclude(bodies, kin, loci.markers)
        elif file.exists():
            own_ = read_project(file.read_text("utf-8"), file.name)
            found = conclude(own_.remains, named_apart(own_.families), own_.table.markers)
        else:
            continue
        count = differ = 0
        apart = 0.0
        for side, key, own in (("PM", "Sample", found.remains), ("AM", "Missing", found.missing)):
            with (kinship / "expected" / f"{name}_solve_{side}.csv").open(encoding="utf-8", newline="") as file:
                for row in csv.DictReader(file):
                    if (name, side, row[key]) in ROUNDED:
                        continue
                    # The missing of a project have other names there: they are in the order of the families.
                    ours = own[row[key]] if row[key] in own else list(own.values())[int(row[key][1:]) - 1]
                    count += 1
                    comment = row["Comment"].replace("NA", "")
                    differ += row["Conclusion"] != ours.conclusion or (comment != ours.comment and not name.endswith("_fam"))
                    for column, value in (("LR", ours.log_lr), ("GLR", ours.log_glr)):
                        if row[column] == "NA" or value is None:
                            differ += (row[column] == "NA") != (value is None)
                        else:
                            apart = max(apart, abs(math.exp(value) / float(row[column]) - 1))
        told[name] = {"conclusions": float(count), "differ": float(differ), "ratios": apart}
    return told


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("reference", type=Path, help="a folder with kinship/datasets and kinship/expected")
    parser.add_argument("--check", action="store_true", help="end with 1 where a number is not as near as asked")
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of tables")
    given = parser.parse_args()
    kinship = given.reference / "kinship"
    if not (kinship / "expected").is_dir():
        parser.error(f"there is no file in {kinship / 'expected'}")
    said: dict[str, Any] = {
        "machine": machine(), "pairs": against(kinship) | project(given.reference), "joint": together(kinship),
        "conclusions": concluded(given.reference),
    }  # fmt: skip
    if given.json:
        print(json.dumps(said, indent=2))
    else:
        shown(said)
    if given.check:
        off = []
        for name, what, value in ((n, w, v) for part in PARTS for n, own in said[part].items() for w, v in own.items()):
            most = LIMITS.get(what, CLOSE)
            if not value <= most:
                off.append(f"{name}, {what}: {value:.1e}")
        print("\n".join(off) or "Everything is as near as asked.")
        sys.exit(1 if off else 0)


def shown(said: dict[str, Any]) -> None:
    print(", ".join(f"{key} {value}" for key, value in said["machine"].items()), "\n")
    apart = [
        (n, f"{d['likelihood ratios']:.1e}", f"{d['exclusions']:g}" if "exclusions" in d else "–") for n, d in said["pairs"].items()
    ]
    print(table([("largest difference from dvir", "likelihood ratios", "exclusions"), *apart]), "\n")
    joint = [
        (
            n, f"{d['assignments']:,.0f}", f"{d['seconds']:.2f}",
            *(f"{d[k]:.1e}" if k in d else "–" for k in ("log-likelihoods", "posteriors")),
        )
        for n, d in said["joint"].items()
    ]  # fmt: skip
    print(table([("joint", "assignments", "seconds", "log-likelihoods", "posteriors"), *joint]), "\n")
    ends = [(n, f"{d['conclusions']:g}", f"{d['differ']:g}", f"{d['ratios']:.1e}") for n, d in said["conclusions"].items()]
    print(table([("conclusions", "how many", "differ", "ratios"), *ends]))


if __name__ == "__main__":
    main()
