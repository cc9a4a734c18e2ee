"""How many unrelated pairs a search finds by chance, against the sum over every genotype."""

from __future__ import annotations

import itertools
import math

import pytest

from cenotaph.identification import log_likelihoods
from cenotaph.identification.pairing.chances import chances
from cenotaph.model.families import Family, Side
from cenotaph.model.markers import Genotype, Marker
from cenotaph.model.pedigrees import Pedigree, Person, Sex
from twin_of_peeling import everybody

LOCI = [Marker(f"L{k}", ("1", "2", "3"), (0.1, 0.3, 0.6)) for k in range(3)]
X = Marker("X", ("1", "2", "3"), (0.2, 0.3, 0.5), x_linked=True)
KIN = everybody(("f", "0", "0", "M"), ("m", "0", "0", "F"), ("x", "f", "m", "M"), ("s", "f", "m", "M"))
EVERY = [Genotype(a, b) for a, b in itertools.combinations_with_replacement(("1", "2", "3"), 2)]


def body(name, markers):
    return Family(Pedigree(name, (Person(name, Sex.MALE),)), {name: dict.fromkeys(markers, EVERY[0])}, Side.REMAINS)


def exactly(references, loci, threshold, theta=0.0):
    """Share of unrelated persons, and of the missing, at or above the threshold: over all genotypes at all markers."""
    apart = Pedigree("F", (*KIN.members, Person("v", Sex.MALE)))
    [base] = [log_likelihoods(KIN, loci, references, theta=theta).sum()]
    false = reached = 0.0
    own = [[Genotype(a, a) for a in "123"] if m.x_linked else EVERY for m in loci]
    for drawn in itertools.product(*own):
        profile = dict(zip((m.name for m in loci), drawn, strict=True))
        claim = log_likelihoods(KIN, loci, references | {"x": profile}, theta=theta).sum()
        other = log_likelihoods(apart, loci, references | {"v": profile}, theta=theta).sum()
        if claim - other >= math.log(threshold):
            false += math.exp(other - base)
            reached += math.exp(claim - base)
    return false, reached


@pytest.mark.parametrize("theta", [0.0, 0.05])
@pytest.mark.parametrize("person", ["f", "s"])
def test_the_chances_are_those_of_all_genotypes(person, theta):
    references = {person: dict(zip(("L0", "L1", "L2"), (EVERY[0], EVERY[1], EVERY[4]), strict=True))}
    families = [Family(KIN, references, missing=("x",))] * 30
    found = chances([body("V", ["L0", "L1", "L2"])], families, LOCI, 2.0, theta=theta)
    false, reached = exactly(references, LOCI, 2.0, theta)
    assert found.false == pytest.approx(30 * false, abs=4 * found.error)
    assert 0 < found.error < 0.05 * found.false
    assert found.reached == pytest.approx(reached, abs=0.02)


def test_on_the_x_and_with_markers_that_were_not_read():
    loci = [*LOCI[:2], X]
    references = {"m": {"L0": EVERY[1], "X": EVERY[1]}}
    families = [Family(KIN, references, missing=("x",))] * 40
    both, one = body("V", ["L0", "X"]), body("W", ["L0"])
    found = chances([both, one], families, loci, 1.5)
    whole, part = exactly(references, [loci[0], X], 1.5), exactly(references, [loci[0]], 1.5)
    assert found.false == pytest.approx(40 * (whole[0] + part[0]), abs=4 * found.error)
    assert found.reached == pytest.approx((whole[1] + part[1]) / 2, abs=0.02)


def test_nobody_is_searched_for():
    assert chances([], [Family(KIN, {}, missing=("x",))], LOCI, 2.0).false == 0
