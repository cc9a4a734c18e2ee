#!/usr/bin/env python3
"""How fast are likelihoods of families and searches?

    benchmarks/identification.py [--times 3] [--large] [--json]

Single likelihoods and one search, made with a seed from the frequencies of the tests' golden file and SE33 of a table that comes
with the program, in this process: the first time, which also finds the orders of summation, and the best of `--times` more. With
`--large` also searches of 2,300 remains among 4,000 families and of 20,000 among 10,000, 21 loci, stepwise mutation, once each,
with the largest memory so far. The largest difference from the golden likelihoods of pedprobr 1.1 is always told. Published cases
and what other programs made of them: `kinship_cases.py`.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import resource
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np

from cenotaph.flow.kin_files import regions
from cenotaph.identification import blocks, log_likelihoods, pairs
from cenotaph.model.families import Family, Side
from cenotaph.model.markers import NO_MUTATION, Genotype, Marker, Mutation, MutationModel
from cenotaph.model.pedigrees import Pedigree, Person, Sex
from measuring import machine, say, table

GOLDEN = Path(__file__).parents[1] / "tests" / "identification" / "golden.json"
STEPWISE = Mutation(MutationModel.STEPWISE, 0.002, 1e-5, 0.1)
EQUAL = Mutation(MutationModel.EQUAL, 0.001)
REMAINS, FAMILIES, SEARCHED = 76, 119, 15
LARGE = ((2_300, 4_000), (20_000, 10_000))


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


def large(rows: dict[str, dict[str, float]], remains: int, kindred: int) -> dict[str, float]:
    """A search of profiles read without fault: seconds, and the largest memory of this process so far in MiB."""
    rng = np.random.default_rng(21)
    loci = markers(rows, STEPWISE)
    drawn = {
        m.name: rng.choice(m.alleles, (3 * kindred + remains, 2), p=np.array(m.frequencies) / math.fsum(m.frequencies))
        for m in loci
    }
    profiles = iter([{m.name: Genotype(*map(str, drawn[m.name][k])) for m in loci} for k in range(3 * kindred + remains)])
    looking = []
    for k in range(kindred):
        pedigree, own = KINDS[k % len(KINDS)]
        looking.append(Family(Pedigree(str(k), pedigree.members), {p: next(profiles) for p in own}, missing=("x",)))
    found = [Family(Pedigree(f"V{k}", (Person(f"V{k}"),)), {f"V{k}": next(profiles)}, Side.REMAINS) for k in range(remains)]
    begun = time.perf_counter()
    compared = sum(block.log_lr.size for block in blocks(found, looking, loci))
    seconds = time.perf_counter() - begun
    assert compared == remains * kindred
    say(f"{remains:,} remains × {kindred:,} families: {seconds:.1f} s")
    return {"seconds": seconds, "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=3, help="how often each is done (3)")
    parser.add_argument("--large", action="store_true", help="also the large searches (a minute)")
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of tables")
    given = parser.parse_args()
    if given.times < 1:
        parser.error("--times must be 1 or more")
    rows = json.loads(GOLDEN.read_text("utf-8"))["frequencies"]
    [own] = [m for m in regions()["norway"].markers if m.name == "SE33"]
    se33 = dict(zip(own.alleles, own.frequencies, strict=True))
    said: dict[str, Any] = {"machine": machine(), "from the golden file": golden(), "seconds": timed(rows, se33, given.times)}
    if given.large:
        said["large"] = {f"{n:,} × {m:,}": large(rows | {"SE33": se33}, n, m) for n, m in LARGE}
    if given.json:
        print(json.dumps(said, indent=2))
        return
    print(", ".join(f"{key} {value}" for key, value in said["machine"].items()), "\n")
    timings = [(name, *(f"{1000 * s:,.1f}" for s in both.values())) for name, both in said["seconds"].items()]
    print(table([("milliseconds", "first time", "best"), *timings]))
    print(f"\nlargest difference from the golden log-likelihoods: {said['from the golden file']:.1e}")
    if given.large:
        told = [(name, f"{own['seconds']:.1f}", f"{own['peak']:,.0f}") for name, own in said["large"].items()]
        print(f"\n{table([('remains × families', 'seconds', 'peak MiB'), *told])}")


if __name__ == "__main__":
    main()
