#!/usr/bin/env python3
"""Are posteriors what they say? Made cases with the truth beside them: reliability, Brier scores, sensitivity and false matches.

    benchmarks/calibration.py [--cases 30] [--joint 1000] [--seed 1] [--to docs] [--json]

Searches: closed cases of 150 remains and 150 families, every remains one of the missing, prior 1 / 150 each. Joint assignments:
small open cases drawn from the very prior that `jointly` states, every assignment as likely. Frequencies are those of the tests'
golden file. With `--to`, writes `calibration.md` and `calibration.svg`; the same seed and versions write the same.
"""

from __future__ import annotations

import argparse
import json
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from cenotaph import __version__
from cenotaph.identification import jointly, pairs, posterior
from cenotaph.identification.planning.made_cases import MadeCase, Plan, made_case
from cenotaph.model.families import Family
from cenotaph.model.markers import NO_MUTATION, Marker, Mutation, MutationModel
from cenotaph.model.pedigrees import Pedigree, Sex
from measuring import say

GOLDEN = Path(__file__).parents[1] / "tests" / "identification" / "golden.json"
REMAINS = 150
#: Near and far kin alike, so that there are posteriors of every size.
KIN = ("mother", "sibling", "half-sibling", "uncle", "nephew", "grandmother", "spouse+child", "cousin+uncle")
STRUCTURES = dict.fromkeys(KIN, 1.0)
FADED = {"dropout": 0.2, "dropout_sd": 0.1, "drop_in": 0.01, "error": 0.002}
#: Few remains, few markers: assignments that are not sure.
SMALL, FEW = 4, 5
EDGES = (0.0, 0.001, 0.01, 0.05, 0.1, 0.2, 0.35, 0.5, 0.65, 0.8, 0.9, 0.95, 0.99, 0.999, 1.0)
RATIOS, SHARES = (1e4, 1e6), (0.95, 0.99, 0.999)
PLOTTED = ("as modelled", "faded", "faded, not told", "untold siblings", "joint, as modelled", "joint, faded")
COLOURS = ("#1b6ca8", "#c8553d", "#3a7d44", "#7a4fa0", "#b8860b", "#444444")


@dataclass(frozen=True)
class Said:
    """Claims (K,): posterior, natural log LR (nan of joint ones), whether true; how many true ones there were to find; remains."""

    posterior: np.ndarray
    log_lr: np.ndarray
    true: np.ndarray
    findable: int
    remains: int


@dataclass(frozen=True)
class Condition:
    """How a case is made, and under which model it is searched."""

    name: str
    told: str
    plan: dict[str, Any]
    mutation: Mutation = NO_MUTATION
    model: Callable[[MadeCase, list[Marker]], tuple[MadeCase, list[Marker]]] = lambda case, markers: (case, markers)


def without_sexes(family: Family) -> Family:
    """As if no sex had been told of remains and missing, so that every missing is as likely before."""
    of = set(family.missing) | ({p.id for p in family.pedigree.members} if len(family.pedigree.members) == 1 else set())
    members = tuple(replace(p, sex=Sex.UNKNOWN) if p.id in of else p for p in family.pedigree.members)
    return replace(family, pedigree=Pedigree(family.pedigree.name, members))


def stripped(case: MadeCase, markers: list[Marker]) -> tuple[MadeCase, list[Marker]]:
    return replace(case, remains=tuple(replace(r, qualities={}) for r in case.remains)), markers


def unmoving(case: MadeCase, markers: list[Marker]) -> tuple[MadeCase, list[Marker]]:
    return case, [replace(m, maternal=NO_MUTATION, paternal=NO_MUTATION) for m in markers]


CHANGING = Mutation(MutationModel.EQUAL, 0.002)
SEARCHES = (
    Condition("as modelled", "read without fault; mutation equal 0.002 in truth and model", {}, CHANGING),
    Condition("faded", "dropout 0.2 ± 0.1, drop-in 0.01, error 0.002, told to the model", FADED, CHANGING),
    Condition("faded, not told", "the same remains, the model takes them as read without fault", FADED, CHANGING, stripped),
    Condition("mutations, not told", "mutation equal 0.002 in truth, none in the model", {}, CHANGING, unmoving),
    Condition(
        "untold siblings", "a fifth of the remains have a sibling among them that no family tells of", {"related": 0.2}, CHANGING
    ),
)
JOINTS = (
    Condition("joint, as modelled", f"{FEW} markers, one missing a family", {}, CHANGING),
    Condition("joint, faded", f"{FEW} markers, dropout 0.2 ± 0.1, drop-in 0.01, error 0.002, told to the model", FADED, CHANGING),
    Condition(
        "joint, two missing a family",
        f"{FEW} markers, two siblings missing of each of two families",
        {"missing": {2: 1.0}},
        CHANGING,
    ),
)


def loci(mutation: Mutation) -> list[Marker]:
    rows = json.loads(GOLDEN.read_text("utf-8"))["frequencies"]
    return [Marker(name, tuple(f), tuple(f.values()), mutation, mutation) for name, f in rows.items()]


def searched(of: Condition, cases: int, seed: int) -> tuple[Said, dict[str, tuple[int, int]]]:
    """All pairs of so many cases; and by structure how many true pairs pass the higher ratio, of how many."""
    markers = loci(of.mutation)
    shares, ratios, true, found = [], [], [], {}
    for k in range(cases):
        made = made_case(Plan(REMAINS, REMAINS, STRUCTURES, **of.plan), markers, seed * 1_000_003 + k)
        case, model = of.model(made, markers)
        result = pairs([without_sexes(r) for r in case.remains], [without_sexes(f) for f in case.families], model)
        log_lr = np.nan_to_num(result.log_lr, nan=-np.inf)
        whose = {t.sample: t.missing for t in made.truth if t.sample}
        right = np.array([[whose[r] == s.missing for s in result.sought] for r in result.remains])
        shares.append(posterior(log_lr, REMAINS).ravel())
        ratios.append(log_lr.ravel())
        true.append(right.ravel())
        kin = {f.pedigree.name: "+".join(sorted(p.partition("-")[2] for p in f.profiles)) for f in case.families}
        for i, j in np.argwhere(right):
            passed, all_ = found.get(kin[result.sought[j].family], (0, 0))
            found[kin[result.sought[j].family]] = (passed + int(log_lr[i, j] > math.log(RATIOS[0])), all_ + 1)
    right = np.concatenate(true)
    return Said(np.concatenate(shares), np.concatenate(ratios), right, int(right.sum()), cases * REMAINS), found


def assigned(of: Condition, cases: int, seed: int) -> Said:
    """Every remains beside every missing in small cases, drawn from the prior under which all assignments are as likely."""
    markers = loci(of.mutation)[:FEW]
    families = SMALL // max(of.plan.get("missing", {1: 1}))
    weights = np.array([math.comb(SMALL, k) ** 2 * math.factorial(k) for k in range(SMALL + 1)], dtype=float)
    rng = np.random.default_rng(seed)
    shares, true = [], []
    for k in range(cases):
        claimed = int(rng.choice(SMALL + 1, p=weights / weights.sum()))
        plan = Plan(SMALL, families, STRUCTURES, **{"unclaimed": (SMALL - claimed) / SMALL, **of.plan})
        made = made_case(plan, markers, seed * 1_000_003 + k)
        whose = {t.sample: t.missing for t in made.truth if t.sample}
        found = jointly([without_sexes(r) for r in made.remains], [without_sexes(f) for f in made.families], markers)
        for r, own in found.marginals.items():
            for m in made.missing:
                shares.append(own[m])
                true.append(whose[r] == m)
    return Said(np.array(shares), np.full(len(shares), np.nan), np.array(true), int(sum(true)), cases * SMALL)


def reliability(said: Said) -> list[dict[str, float]]:
    """By size of the posterior: how many claims, their mean, the share that is true with its 95 % interval (Wilson)."""
    made = []
    place = np.clip(np.searchsorted(EDGES, said.posterior, side="right") - 1, 0, len(EDGES) - 2)
    for k in range(len(EDGES) - 1):
        own = place == k
        n = int(own.sum())
        if n:
            share, z = float(said.true[own].mean()), 1.96
            middle, spread = share + z * z / (2 * n), z * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
            low, high = (min(max((middle + s * spread) / (1 + z * z / n), 0.0), 1.0) for s in (-1, 1))
            made.append(
                {"from": EDGES[k], "claims": n, "said": float(said.posterior[own].mean()), "true": share, "low": low, "high": high}
            )
    return made


def thresholds(said: Said) -> list[dict[str, float | str]]:
    tried = [(f"LR > {t:.0e}".replace("e+0", "e"), said.log_lr > math.log(t)) for t in RATIOS if not np.isnan(said.log_lr).all()]
    tried += [(f"posterior > {t:g}", said.posterior > t) for t in SHARES]
    made: list[dict[str, float | str]] = []
    for name, passed in tried:
        right, wrong = int((passed & said.true).sum()), int((passed & ~said.true).sum())
        made.append(
            {
                "threshold": name, "found": right / max(1, said.findable), "false": wrong,
                "false_per_100_remains": 100 * wrong / said.remains, "true_of_passed": right / max(1, right + wrong),
            }
        )  # fmt: skip
    return made


def measured(name: str, told: str, said: Said) -> dict[str, Any]:
    alone = float(((1 / REMAINS - said.true) ** 2).sum() / said.remains)
    prior = None if np.isnan(said.log_lr).all() else alone
    brier = float(((said.posterior - said.true) ** 2).sum() / said.remains)
    return {
        "name": name, "told": told, "remains": said.remains, "findable": said.findable, "brier_per_remains": brier,
        "brier_of_the_prior": prior,
        "reliability": reliability(said), "thresholds": thresholds(said),
    }  # fmt: skip


def drawing(found: Sequence[dict[str, Any]]) -> str:
    """A reliability plot: the share that is true against the posterior said, both by their odds; bars are 95 % intervals."""
    width, height, left, top, size = 760, 560, 70, 30, 470
    ends = (1e-4, 0.9999)
    low, high = (math.log(x / (1 - x)) for x in ends)

    def at(share: float) -> float:
        x = min(max(share, ends[0]), ends[1])
        return (math.log(x / (1 - x)) - low) / (high - low) * size

    made = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img"',
        ' font-family="sans-serif" font-size="12">',
        "<title>Posteriors said and how often they were true, on made cases</title>",
        f'<rect width="{width}" height="{height}" fill="white"/>',
        f'<line x1="{left}" y1="{top + size}" x2="{left + size}" y2="{top}" stroke="#999" stroke-dasharray="4 4"/>',
    ]
    for x in (0.001, 0.01, 0.1, 0.5, 0.9, 0.99, 0.999):
        place = at(x)
        made += [
            f'<line x1="{left + place:.1f}" y1="{top}" x2="{left + place:.1f}" y2="{top + size}" stroke="#eee"/>',
            f'<line x1="{left}" y1="{top + size - place:.1f}" x2="{left + size}" y2="{top + size - place:.1f}" stroke="#eee"/>',
            f'<text x="{left + place:.1f}" y="{top + size + 18}" text-anchor="middle">{x:g}</text>',
            f'<text x="{left - 8}" y="{top + size - place + 4:.1f}" text-anchor="end">{x:g}</text>',
        ]
    made.append(f'<text x="{left + size / 2}" y="{top + size + 42}" text-anchor="middle">posterior said (mean of its class)</text>')
    made.append(
        f'<text x="18" y="{top + size / 2}" text-anchor="middle" transform="rotate(-90 18 {top + size / 2})">'
        "share that was true</text>"
    )
    for k, own in enumerate(found):
        colour, shift = COLOURS[k % len(COLOURS)], (k - (len(found) - 1) / 2) * 1.5
        rows = [r for r in own["reliability"] if r["said"] >= ends[0] and r["claims"] >= 20]
        for r in rows:
            x = left + at(r["said"]) + shift
            made.append(
                f'<line x1="{x:.1f}" y1="{top + size - at(r["low"]):.1f}" x2="{x:.1f}" y2="{top + size - at(r["high"]):.1f}"'
                f' stroke="{colour}"/>'
            )
            made.append(f'<circle cx="{x:.1f}" cy="{top + size - at(r["true"]):.1f}" r="3.5" fill="{colour}"/>')
        y = top + 14 + 20 * k
        made.append(f'<circle cx="{left + size + 24}" cy="{y - 4}" r="4" fill="{colour}"/>')
        made.append(f'<text x="{left + size + 34}" y="{y}">{own["name"]}</text>')
    return "\n".join((*made, "</svg>", ""))


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    return "\n".join(["| " + " | ".join(head) + " |", "|" + "---|" * len(head), *("| " + " | ".join(r) + " |" for r in rows)])


def page(said: dict[str, Any]) -> str:
    every = [*said["searches"], *said["joint"]]
    limits, sizes = [], []
    for f in every:
        for t in f["thresholds"]:
            often = (f"{t['found']:.1%}", str(t["false"]), f"{t['false_per_100_remains']:.2g}", f"{t['true_of_passed']:.2%}")
            limits.append([f["name"], str(t["threshold"]), *often])
        for r in f["reliability"]:
            shares = (f"{r['said']:.4f}", f"{r['true']:.4f}", f"{r['low']:.4f} to {r['high']:.4f}")
            sizes.append([f["name"], f"{r['from']:g}", f"{r['claims']:,}", *shares])
    kin = [
        [name, f"{passed / of:.0%}", str(of)]
        for name, (passed, of) in sorted(said["kin"].items(), key=lambda x: -x[1][0] / x[1][1])
    ]
    conditions = [
        [
            f["name"], f["told"], f"{f['remains']:,}", f"{f['brier_per_remains']:.4f}",
            "–" if f["brier_of_the_prior"] is None else f"{f['brier_of_the_prior']:.4f}",
        ]
        for f in every
    ]  # fmt: skip
    parts = [
        "# Calibration",
        "Do posteriors hold what they say? On made cases the truth is known: of all claims said with a posterior of 0.9,"
        " nine in ten have to be true. This page is written by `benchmarks/calibration.py --to docs`; do not edit it.",
        f"Seed {said['seed']}, Cenotaph {said['version']}; {said['cases']} searches of {REMAINS} remains and {REMAINS} families,"
        f" and {said['joint_cases']:,} joint cases of {SMALL} remains, for each condition. 20 markers (the joint cases {FEW},"
        f" so that not all is sure), Norwegian frequencies, theta 0. Families are searched by one of:"
        f" {', '.join(STRUCTURES)}. Sexes are not told.",
        "![Posteriors said and how often they were true](calibration.svg)",
        "Searches are closed: every remains is one of the missing, each as likely before, as the posterior of `search` takes it."
        " Joint cases are drawn from the prior of `joint`: every assignment as likely, so that some remains are nobody's. The"
        " axes are odds; bars are 95 % intervals (Wilson); classes with fewer than 20 claims are left out of the plot.",
        table(("condition", "what is true, what is told", "remains", "Brier score a remains", "of the prior alone"), conditions),
        "The Brier score a remains is the sum over all missing of (posterior - truth)²: 0 is best.",
        "## At usual thresholds",
        "Found: the share of true pairs that pass. False: other pairs that pass.",
        table(("condition", "threshold", "found", "false", "false a 100 remains", "true of those that pass"), limits),
        "## By what relatives there are",
        f"As modelled: true pairs with LR > {RATIOS[0]:g}.",
        table(("typed", "found", "pairs"), kin),
        "## Reliability",
        table(("condition", "posterior from", "claims", "mean said", "share true", "95 % interval"), sizes),
    ]
    return "\n\n".join(parts) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=int, default=30, help="searches a condition")
    parser.add_argument("--joint", type=int, default=1000, help="joint cases a condition")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--to", type=Path, help="a folder for calibration.md and calibration.svg")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    if given.cases < 1 or given.joint < 1 or given.seed < 0:
        parser.error("cases are at least 1, seeds at least 0")
    searches, kin = [], {}
    for condition in SEARCHES:
        say(condition.name)
        said, by = searched(condition, given.cases, given.seed)
        kin = kin or by
        searches.append(measured(condition.name, condition.told, said))
    joint = []
    for condition in JOINTS:
        say(condition.name)
        joint.append(measured(condition.name, condition.told, assigned(condition, given.joint, given.seed)))
    whole = {
        "seed": given.seed, "version": __version__, "cases": given.cases, "joint_cases": given.joint, "searches": searches,
        "joint": joint, "kin": kin,
    }  # fmt: skip
    if given.to is not None:
        (given.to / "calibration.md").write_text(page(whole), encoding="utf-8")
        (given.to / "calibration.svg").write_text(drawing([f for f in (*searches, *joint) if f["name"] in PLOTTED]), "utf-8")
    if given.json:
        print(json.dumps(whole, indent=1))
    elif given.to is None:
        print(page(whole))


if __name__ == "__main__":
    main()
