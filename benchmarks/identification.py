#!/usr/bin/env python3
"""How fast are likelihoods of families, and how near to what other programs gave?

    benchmarks/identification.py [REFERENCE] [--times 3] [--json]

Single likelihoods and one search, made with a seed from the frequencies of the tests' golden file, in this process on one core:
the first time, which also finds the orders of summation, and the best of `--times` more. With REFERENCE, a folder with `kinship/`
(and `frequencies/`, for SE33, and `formats/familias/`), also the largest differences from the pairwise likelihood ratios,
exclusion counts and joint assignments of dvir 3.4.2, and how long these took. The largest difference from the golden likelihoods
of pedprobr 1.1 is always told.
"""

from __future__ import annotations

import argparse
import csv
import json
import math
import os
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np

from cenotaph.identification import families, frequencies, jointly, log_likelihoods, marker_table, pairs, read_project
from cenotaph.model.families import Family, Side
from cenotaph.model.markers import NO_MUTATION, Genotype, Marker, Mutation, MutationModel
from cenotaph.model.pedigrees import Pedigree, Person, Sex
from measuring import machine, say, table

GOLDEN = Path(__file__).parents[1] / "tests" / "identification" / "golden.json"
STEPWISE = Mutation(MutationModel.STEPWISE, 0.002, 1e-5, 0.1)
EQUAL = Mutation(MutationModel.EQUAL, 0.001)
#: Alleles of SE33 where no table is given: about as many as in Europe, all alike.
SE33 = {f"{n}{part}": 1 / 52 for n in range(10, 36) for part in ("", ".2")}
REMAINS, FAMILIES, SEARCHED = 76, 119, 15


def kin(*rows: tuple[str, str, str, str]) -> Pedigree:
    return Pedigree("F", tuple(Person(i, Sex(s), f or None, m or None) for i, f, m, s in rows))


PARENTS = (("f", "", "", "male"), ("m", "", "", "female"))
COUSINS = kin(
    *PARENTS, ("a", "f", "m", "male"), ("b", "f", "m", "male"), ("s", "", "", "female"), ("t", "", "", "female"),
    ("x", "a", "s", "male"), ("y", "b", "t", "male"),
)  # fmt: skip
INBRED = kin(*PARENTS, ("a", "f", "m", "male"), ("b", "f", "m", "female"), ("x", "a", "b", "male"), ("y", "a", "b", "female"))
SOUGHT = ("x", "f", "m", "unknown")
#: Families of a search, and who of them is typed.
KINDS = (
    (kin(*PARENTS, SOUGHT), "f"),
    (kin(*PARENTS, SOUGHT), "fm"),
    (kin(*PARENTS, SOUGHT, ("s", "f", "m", "male")), "s"),
    (kin(*PARENTS, SOUGHT, ("s", "f", "m", "male"), ("t", "f", "m", "female")), "st"),
    (kin(*PARENTS, SOUGHT, ("s", "f", "m", "male")), "ms"),
    (kin(("x", "", "", "male"), ("w", "", "", "female"), ("c", "x", "w", "male")), "c"),
    (kin(("x", "", "", "male"), ("w", "", "", "female"), ("c", "x", "w", "male"), ("d", "x", "w", "male")), "wcd"),
    (
        kin(("g", "", "", "male"), ("h", "", "", "female"), ("f", "g", "h", "male"), ("u", "g", "h", "male"), PARENTS[1], SOUGHT),
        "u",
    ),
)


def markers(rows: dict[str, dict[str, float]], mutation: Mutation) -> list[Marker]:
    return [Marker(name, tuple(f), tuple(f.values()), mutation, mutation) for name, f in rows.items()]


def profile(loci: Sequence[Marker], rng: np.random.Generator) -> dict[str, Genotype]:
    """Two alleles a marker, drawn by frequency."""
    return {m.name: Genotype(*rng.choice(m.alleles, 2, p=np.array(m.frequencies) / math.fsum(m.frequencies))) for m in loci}


def took(work: Callable[[], Any], times: int) -> tuple[float, float]:
    """Seconds of the first time, and of the best of so many more."""
    seconds = []
    for _ in range(times + 1):
        begun = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - begun)
    return seconds[0], min(seconds[1:])


def timed(rows: dict[str, dict[str, float]], se33: dict[str, float], times: int) -> dict[str, dict[str, float]]:
    rng = np.random.default_rng(33)
    stepwise = markers(rows | {"SE33": se33}, STEPWISE)
    typed = {p: profile(stepwise, rng) for p in "xy"}
    still = markers(rows, NO_MUTATION)
    loci = markers(dict(list(rows.items())[:SEARCHED]), EQUAL)
    looking = []
    for k in range(FAMILIES):
        pedigree, own = KINDS[k % len(KINDS)]
        looking.append(Family(Pedigree(str(k), pedigree.members), {p: profile(loci, rng) for p in own}, missing=("x",)))
    found = [Family(Pedigree(f"V{k}", (Person(f"V{k}"),)), {f"V{k}": profile(loci, rng)}, Side.REMAINS) for k in range(REMAINS)]
    work: dict[str, Callable[[], Any]] = {
        f"first cousins, stepwise, {len(stepwise)} loci with SE33": lambda: log_likelihoods(COUSINS, stepwise, typed),
        f"inbred children, stepwise, {len(rows)} loci": lambda: log_likelihoods(INBRED, stepwise[:-1], typed),
        f"first cousins, theta 0.02, {len(still)} loci": lambda: log_likelihoods(COUSINS, still, typed, theta=0.02),
        f"inbred children, theta 0.02, {len(still)} loci": lambda: log_likelihoods(INBRED, still, typed, theta=0.02),
        f"{REMAINS} remains × {FAMILIES} families, equal, {SEARCHED} loci": lambda: pairs(found, looking, loci),
    }
    told: dict[str, dict[str, float]] = {}
    for name, one in work.items():
        first, best = took(one, times)
        told[name] = {"first": first, "best": best}
        say(f"{name}: {best * 1000:,.1f} ms, the first time {first * 1000:,.1f} ms")
    return told


def golden() -> float:
    """The largest difference from the golden log-likelihoods."""
    whole = json.loads(GOLDEN.read_text("utf-8"))
    largest = 0.0
    for case in whole["cases"]:
        mutation = Mutation(MutationModel(case["mutation"]), case["rate"], case["rate2"] or 0.0, case["range"] or 0.1)
        loci = markers(whole["frequencies"], mutation)
        parents = [(p["id"], p["fid"].strip("0"), p["mid"].strip("0"), ("male", "female")[p["sex"] - 1]) for p in case["pedigree"]]
        seen = {p["id"]: {m.name: Genotype(*p[m.name].split("/")) for m in loci if p[m.name] != "-/-"} for p in case["pedigree"]}
        for theta, name in ((0.0, "loglik_per_marker_pedprobr"), (0.02, "loglik_theta0.02_pedprobr")):
            if case[name] is not None:
                found = log_likelihoods(kin(*parents), loci, seen, theta=theta)
                largest = max(largest, float(np.abs(found - np.array(case[name])).max()))
    return largest


def against(kinship: Path) -> dict[str, dict[str, float]]:
    """By case: the largest relative difference of a likelihood ratio, and the largest of an exclusion count."""
    told = {}
    for expected in sorted((kinship / "expected").glob("*_exclusion.csv")):
        name = expected.name.removesuffix("_exclusion.csv")
        loci = marker_table((kinship / "datasets" / f"{name}_markers.json").read_text("utf-8"), name)
        kept = families((kinship / "datasets" / f"{name}_pedgeno.csv").read_text("utf-8"), name, loci)
        found = pairs([f for f in kept if f.side is Side.REMAINS], [f for f in kept if f.side is Side.FAMILY], loci.markers)
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
        loci = marker_table((kinship / "datasets" / f"{name}_markers.json").read_text("utf-8"), name)
        kept = families((kinship / "datasets" / f"{name}_pedgeno.csv").read_text("utf-8"), name, loci)
        sides = [f for f in kept if f.side is Side.REMAINS], [f for f in kept if f.side is Side.FAMILY and f.missing]
        begun = time.perf_counter()
        found = jointly(*sides, loci.markers)
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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("reference", nargs="?", type=Path, help="a folder with kinship/datasets and kinship/expected")
    parser.add_argument("--times", type=int, default=3, help="how often each is done (3)")
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of tables")
    given = parser.parse_args()
    if given.times < 1:
        parser.error("--times must be 1 or more")
    rows, se33 = json.loads(GOLDEN.read_text("utf-8"))["frequencies"], SE33
    said: dict[str, Any] = {"machine": machine()}
    if given.reference is not None:
        kinship, europe = given.reference / "kinship", given.reference / "frequencies" / "norwayDB.csv"
        if not (kinship / "expected").is_dir():
            parser.error(f"there is no file in {kinship / 'expected'}")
        if europe.exists():
            [own] = [m for m in frequencies(europe.read_text("utf-8"), europe.name).markers if m.name == "SE33"]
            se33 = dict(zip(own.alleles, own.frequencies, strict=True))
        said["from dvir"] = against(kinship)
        said["from projects"] = project(given.reference)
        said["joint"] = together(kinship)
    said |= {"from the golden file": golden(), "seconds": timed(rows, se33, given.times)}
    if given.json:
        print(json.dumps(said, indent=2))
        return
    print(", ".join(f"{key} {value}" for key, value in said["machine"].items()), "\n")
    timings = [(name, *(f"{1000 * s:,.1f}" for s in both.values())) for name, both in said["seconds"].items()]
    print(table([("milliseconds", "first time", "best"), *timings]))
    print(f"\nlargest difference from the golden log-likelihoods: {said['from the golden file']:.1e}")
    if "from dvir" in said:
        print()
        apart = [(n, f"{d['likelihood ratios']:.1e}", f"{d['exclusions']:g}") for n, d in said["from dvir"].items()]
        apart += [(n, f"{d['likelihood ratios']:.1e}", "–") for n, d in said["from projects"].items()]
        print(table([("largest difference from dvir", "likelihood ratios", "exclusions"), *apart]))
        print()
        joint = [
            (
                n,
                f"{d['assignments']:,.0f}",
                f"{d['seconds']:.2f}",
                *(f"{d[k]:.1e}" if k in d else "–" for k in ("log-likelihoods", "posteriors")),
            )
            for n, d in said["joint"].items()
        ]
        print(table([("joint", "assignments", "seconds", "log-likelihoods", "posteriors"), *joint]))


if __name__ == "__main__":
    main()
