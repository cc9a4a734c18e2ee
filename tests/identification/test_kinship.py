"""Pairs of samples: closed forms, whole likelihoods of families, and emissions against the engine's own readings."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import cenotaph.identification.checking.kinship as kinship
from cenotaph.identification import log_likelihoods
from cenotaph.identification.checking.emissions import Sample, emissions
from cenotaph.identification.checking.kinship import Relation, compared
from cenotaph.model.errors import KinFault
from cenotaph.model.markers import SHARP, Genotype, Marker, Mutation, MutationModel, Quality
from made_samples import SIBLINGS, readings
from twin_of_peeling import everybody

P = 0.1
LOCUS = Marker("L", ("A", "B", "C"), (P, 0.3, 0.6))
AA, AB, BB = Genotype("A", "A"), Genotype("A", "B"), Genotype("B", "B")


def ratio(one, two, marker=LOCUS, theta=0.0, qualities=(SHARP, SHARP)):
    samples = [Sample(str(k), {"L": g} if g else {}, q) for k, (g, q) in enumerate(zip((one, two), qualities, strict=True))]
    [block] = compared(samples, [marker], theta=theta)
    return {r: math.exp(table[0, 1]) for r, table in block.log_lr.items()}


def test_closed_forms():
    assert list(ratio(AA, AA).values()) == pytest.approx([1 / P**2, 1 / P, (1 + P) ** 2 / (4 * P**2)])
    assert list(ratio(AA, BB).values()) == pytest.approx([0, 0, 1 / 4])
    assert list(ratio(AA, AB).values()) == pytest.approx([0, 1 / (2 * P), (1 + P) / (4 * P)])
    assert list(ratio(AA, None).values()) == pytest.approx([1, 1, 1])


def test_theta_by_balding_and_nichols():
    theta, p = 0.03, 0.1
    match = (2 * theta + (1 - theta) * p) * (3 * theta + (1 - theta) * p) / ((1 + theta) * (1 + 2 * theta))
    assert ratio(AA, AA, theta=theta)[Relation.SAME] == pytest.approx(1 / match)
    match = 2 * (theta + (1 - theta) * p) * (theta + (1 - theta) * 0.3) / ((1 + theta) * (1 + 2 * theta))
    assert ratio(AB, AB, theta=theta)[Relation.SAME] == pytest.approx(1 / match)
    with pytest.raises(KinFault):
        ratio(AA, AA, theta=1.0)


def test_a_parent_may_pass_on_a_mutated_allele():
    changing = Mutation(MutationModel.EQUAL, 0.02)
    found = ratio(AA, BB, Marker("L", LOCUS.alleles, LOCUS.frequencies, changing, changing))
    other = [p * 0.98 + (1 - p) * 0.01 for p in (0.3, 0.1)]  # what the parent who is not typed passes on
    assert found[Relation.PARENT] == pytest.approx((0.01 * other[0] / 0.3**2 + 0.01 * other[1] / 0.1**2) / 2)


@settings(max_examples=150, deadline=None)
@given(readings())
def test_emissions_are_the_engines_readings(case):
    marker, seen, qualities = case
    samples = [Sample(str(k), {"L": g}, q) for k, (g, q) in enumerate(zip(seen, qualities, strict=True))]
    found = emissions(samples, marker)
    for k, (genotype, quality) in enumerate(zip(seen, qualities, strict=True)):
        expected = found.locus.reading(genotype, quality, single=False)[found.first, found.second]
        assert found.chances[found.of[k]] == pytest.approx(expected)


APART = everybody(("a", "0", "0", "M"), ("b", "0", "0", "M"))


@settings(max_examples=100, deadline=None)
@given(readings(), st.sampled_from([0.0, 0.05]), st.booleans())
def test_ratios_are_those_of_whole_likelihoods(case, theta, computed):
    marker, seen, qualities = case
    still = Marker("L", marker.alleles, marker.frequencies, silent=marker.silent)
    own = {"a": {"L": seen[0]}, "b": {"L": seen[1]}}
    graded = dict(zip("ab", qualities, strict=False))
    one, two = (Sample(x, own[x], graded[x]) for x in "ab")
    before, kinship.TABLED = kinship.TABLED, 0 if computed else 1500
    try:
        [block] = compared([one, two], [still], theta=theta)
        [moving] = compared([one, two], [marker], [Relation.PARENT])
    finally:
        kinship.TABLED = before
    [apart] = log_likelihoods(APART, [still], own, theta=theta, qualities=graded)
    [related] = log_likelihoods(SIBLINGS, [still], own, theta=theta, qualities=graded)
    if apart > -math.inf:
        assert math.exp(block.log_lr[Relation.SIBLINGS][0, 1]) == pytest.approx(math.exp(related - apart), abs=1e-12)
    ways = []
    for parent, child in ("ab", "ba"):
        for sex in "MF":
            family = everybody((parent, "0", "0", sex), ("x", "0", "0", "F" if sex == "M" else "M"),
                               (child, *((parent, "x") if sex == "M" else ("x", parent)), "M"))  # fmt: skip
            ways.append(math.exp(log_likelihoods(family, [marker], own, qualities=graded)[0]))
    [none] = log_likelihoods(APART, [marker], own, qualities=graded)
    if none > -math.inf:
        assert math.exp(moving.log_lr[Relation.PARENT][0, 1]) == pytest.approx(sum(ways) / 4 / math.exp(none), abs=1e-12)


def test_blocks_cover_every_pair_and_markers_multiply():
    rng = np.random.default_rng(1)
    loci = [Marker(f"L{k}", LOCUS.alleles, LOCUS.frequencies) for k in range(4)]
    samples = [
        Sample(str(k), {m.name: Genotype(*map(str, rng.choice(m.alleles, 2))) for m in loci}, Quality(0.1, 0.01, 0.01))
        for k in range(300)
    ]
    whole = {b.begin: b.log_lr[Relation.SAME] for b in compared(samples, loci)}
    assert {k: v.shape for k, v in whole.items()} == {0: (256, 300), 256: (44, 44)}
    apart = sum(next(iter(compared([samples[7], samples[290]], [m]))).log_lr[Relation.SAME][0, 1] for m in loci)
    assert whole[0][7, 290] == pytest.approx(apart)
    assert whole[0][3, 4] == pytest.approx(whole[0][4, 3])


def test_markers_of_the_x_are_left_out():
    x = Marker("X", LOCUS.alleles, LOCUS.frequencies, x_linked=True)
    [block] = compared([Sample("1", {"X": AA}), Sample("2", {"X": AA})], [x])
    assert all((t == 0).all() for t in block.log_lr.values())
