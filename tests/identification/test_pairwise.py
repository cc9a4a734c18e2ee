"""Likelihood ratios of remains and the missing: closed forms, and ratios of whole likelihoods with the remains put in place."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import cenotaph.identification.peeling.likelihoods as fast
from cenotaph.identification import log_likelihoods
from cenotaph.identification.pairing import pairwise
from cenotaph.identification.pairing.pairwise import pairs, posterior
from cenotaph.model.errors import KinFault
from cenotaph.model.families import Family, Side
from cenotaph.model.markers import NO_MUTATION, SHARP, Genotype, Marker, Mutation, MutationModel, Quality
from cenotaph.model.pedigrees import Pedigree, Person, Sex
from made_kin import FAMILIES, markers
from twin_of_peeling import everybody

P = 0.1
LOCUS = Marker("L", ("A", "B"), (P, 1 - P))


def body(name, seen, sex=Sex.UNKNOWN, quality=SHARP):
    return Family(Pedigree(name, (Person(name, sex),)), {name: {"L": seen}} if seen else {}, Side.REMAINS, (), {name: quality})


def looking(pedigree, missing, **seen):
    return Family(pedigree, {p: {"L": g} for p, g in seen.items()}, missing=missing)


AA, AB, BB = Genotype("A", "A"), Genotype("A", "B"), Genotype("B", "B")
PARENT = everybody(("f", "0", "0", "M"), ("m", "0", "0", "F"), ("x", "f", "m", "M"), ("s", "f", "m", "M"))


def test_closed_forms():
    siblings = looking(PARENT, ("x",), s=AA)
    child = looking(PARENT, ("x",), f=AA)
    trio = looking(PARENT, ("x",), f=AB, m=BB)
    found = pairs([body("1", AA), body("2", AB)], [siblings, child, trio], [LOCUS])
    expected = [[(1 + P) ** 2 / (4 * P**2), 1 / P, 0], [(1 + P) / (4 * P), 1 / (2 * P), 1 / (2 * P * (1 - P)) / 2]]
    assert np.exp(found.log_lr).tolist() == [pytest.approx(row) for row in expected]
    assert found.exclusions.tolist() == [[0, 0, 1], [0, 0, 0]]


def test_theta_compares_with_somebody_of_the_same_population():
    found = pairs([body("1", AA)], [looking(PARENT, ("x",), f=AA)], [Marker("L", ("A", "B"), (0.3, 0.7))], theta=0.01)
    copies = [(k * 0.01 + 0.99 * 0.3) / (1 + (k - 1) * 0.01) for k in range(4)]
    assert math.exp(found.log_lr[0, 0]) == pytest.approx(1 / copies[3])


def test_sexes_that_differ_have_no_ratio():
    found = pairs([body("1", AA, Sex.FEMALE), body("2", AA, Sex.MALE)], [looking(PARENT, ("x",), f=AA)], [LOCUS])
    assert np.isnan(found.log_lr[:, 0]).tolist() == [True, False]
    assert found.exclusions[:, 0].tolist() == [-1, 0]


def test_what_was_not_typed_says_nothing():
    found = pairs([body("1", None)], [looking(PARENT, ("x",), f=AA)], [LOCUS])
    assert found.log_lr.tolist() == [[0.0]]


def test_exclusions_are_without_mutation_and_not_the_references_fault():
    change = Mutation(MutationModel.EQUAL, 0.01)
    moving = Marker("L", ("A", "B"), (P, 1 - P), change, change)
    found = pairs([body("1", BB)], [looking(PARENT, ("x",), f=AA)], [moving])
    assert found.exclusions.tolist() == [[1]]
    assert np.isfinite(found.log_lr).all()
    at_odds = pairs([body("1", BB)], [looking(PARENT, ("x",), f=AA, s=BB)], [moving])
    assert at_odds.exclusions.tolist() == [[0]]


def test_posterior():
    assert posterior(np.log([1.0, 9.0]), 10).tolist() == pytest.approx([0.1, 0.5])
    assert posterior(np.array([-np.inf, 0.0, 5000.0]), 1).tolist() == pytest.approx([0.0, 1.0, 1.0], nan_ok=True)
    with pytest.raises(KinFault):
        posterior(np.zeros(1), 0)


def test_families_without_a_missing_and_remains_of_two_are_refused():
    with pytest.raises(KinFault, match="nobody missing"):
        pairs([body("1", AA)], [looking(PARENT, (), f=AA)], [LOCUS])
    with pytest.raises(KinFault, match="the missing 'x' has a genotype"):
        pairs([body("1", AA)], [looking(PARENT, ("x",), x=AA)], [LOCUS])
    with pytest.raises(KinFault, match="4 persons"):
        pairs([looking(PARENT, ())], [looking(PARENT, ("x",), f=AA)], [LOCUS])


@st.composite
def searches(draw, *, x_linked=False):
    pedigree = draw(st.sampled_from(FAMILIES))
    marker = draw(markers(x_linked=x_linked))
    missing = draw(st.sampled_from(pedigree.members))
    visible = [a for a in marker.alleles if a != marker.silent]

    def genotype(sex):
        first, second = draw(st.sampled_from(visible)), draw(st.sampled_from([*visible, None]))
        return Genotype(first, first if x_linked and sex is Sex.MALE else second)

    seen = {p.id: genotype(p.sex) for p in pedigree.members if p != missing and draw(st.booleans())}
    return pedigree, marker, missing, seen, [genotype(missing.sex) for _ in range(2)], draw(st.sampled_from([0.0, 0.05]))


def ratio_of_likelihoods(search, of_remains=SHARP, of_references=SHARP):
    pedigree, marker, missing, seen, remains, theta = search
    bodies = [body(str(k), g, missing.sex, of_remains) for k, g in enumerate(remains)]
    family = replace(looking(pedigree, (missing.id,), **seen), qualities=dict.fromkeys(seen, of_references))
    found = pairs(bodies, [family], [marker], theta=theta)
    qualities = {**family.qualities, missing.id: of_remains, "v": of_remains}
    profiles = {p: {"L": g} for p, g in seen.items()}
    for k, g in enumerate(remains):
        [claim] = log_likelihoods(pedigree, [marker], profiles | {missing.id: {"L": g}}, theta=theta, qualities=qualities)
        apart = Pedigree("F", (*pedigree.members, Person("v", missing.sex)))
        [other] = log_likelihoods(apart, [marker], profiles | {"v": {"L": g}}, theta=theta, qualities=qualities)
        if other == -math.inf:
            assert not np.isfinite(found.log_lr[k, 0])
        elif claim == -math.inf:
            assert found.log_lr[k, 0] == -math.inf
        else:
            assert found.log_lr[k, 0] == pytest.approx(claim - other, abs=1e-10)


@settings(max_examples=120, deadline=None)
@given(searches())
def test_ratios_are_those_of_whole_likelihoods(search):
    ratio_of_likelihoods(search)


@pytest.mark.parametrize("nodes", [True, False], ids=["nodes", "partitions"])
def test_ratios_by_both_ways_to_the_mean_under_theta(nodes, monkeypatch):
    monkeypatch.setattr(fast, "by_nodes", lambda *_: nodes)

    @settings(max_examples=60, deadline=None)
    @given(searches())
    def law(search):
        ratio_of_likelihoods((*search[:-1], 0.05))

    law()


@settings(max_examples=60, deadline=None)
@given(searches(x_linked=True))
def test_ratios_on_the_x(search):
    ratio_of_likelihoods(search)


def test_markers_multiply_and_families_of_a_shape_go_together():
    names = tuple("ABCDE")
    loci = [Marker(f"L{k}", names, tuple(p / (15 + k) for p in (1 + k, 2, 3, 4, 5)), NO_MUTATION, NO_MUTATION) for k in range(3)]
    rng = np.random.default_rng(1)

    def some():
        return {m.name: Genotype(*rng.choice(names, 2)) for m in loci}

    kin = [Family(PARENT, {"s": some()}, missing=("x",)) for _ in range(4)]
    found = [Family(Pedigree(str(k), (Person(str(k)),)), {str(k): some()}, Side.REMAINS) for k in range(3)]
    together = pairs(found, kin, loci).log_lr
    apart = [[sum(pairs([r], [f], [m]).log_lr[0, 0] for m in loci) for f in kin] for r in found]
    assert np.allclose(together, apart, rtol=0, atol=1e-12)
    assert np.isfinite(together).all()


QUALITY = st.builds(Quality, *(st.sampled_from([0.0, chance]) for chance in (0.3, 0.05, 0.02)))


@settings(max_examples=80, deadline=None)
@given(searches(), QUALITY, QUALITY)
def test_ratios_of_samples_that_may_be_misread(search, of_remains, of_references):
    ratio_of_likelihoods(search, of_remains, of_references)


@settings(max_examples=60, deadline=None)
@given(searches(x_linked=True), QUALITY, QUALITY)
def test_ratios_of_samples_that_may_be_misread_on_the_x(search, of_remains, of_references):
    ratio_of_likelihoods(search, of_remains, of_references)


def test_a_search_in_blocks_is_the_search(monkeypatch):
    kin = [looking(PARENT, ("x",), s=g) for g in (AA, AB, BB) * 30]
    bodies = [body(str(k), g) for k, g in enumerate((AA, AB, BB, None))]
    whole = pairs(bodies, kin, [LOCUS])
    monkeypatch.setattr(pairwise, "HELD", 1)
    parts = list(pairwise.blocks(bodies, kin, [LOCUS]))
    assert len(parts) > 1
    assert np.array_equal(np.concatenate([p.log_lr for p in parts], axis=1), whole.log_lr)
    assert np.array_equal(pairs(bodies, kin, [LOCUS]).exclusions, whole.exclusions)


@pytest.mark.parametrize("theta", [0.0, 0.05])
def test_two_alleles_on_the_x_are_of_no_missing_man(theta):
    """That is not for the family to answer: its own genotypes can be, and other remains have a ratio."""
    on_x = replace(LOCUS, x_linked=True)
    found = pairs([body("1", AB), body("2", AA)], [looking(PARENT, ("x",), m=AB)], [on_x], theta=theta)
    assert found.log_lr[0, 0] == -math.inf
    assert found.exclusions[:, 0].tolist() == [1, 0]
    assert math.isfinite(found.log_lr[1, 0])
    mutating = replace(on_x, maternal=Mutation(MutationModel.EQUAL, 0.01), paternal=Mutation(MutationModel.EQUAL, 0.01))
    assert pairs([body("1", AB)], [looking(PARENT, ("x",), m=AB)], [mutating], theta=theta).log_lr[0, 0] == -math.inf
    at_odds = looking(PARENT, ("x",), m=AA, s=BB)
    assert np.isnan(pairs([body("1", AB)], [at_odds], [on_x], theta=theta).log_lr).all()
    with pytest.raises(KinFault, match="'1': a male has A/B at the X-linked marker L"):
        pairs([body("1", AB, Sex.MALE)], [looking(PARENT, ("x",), m=AB)], [on_x], theta=theta)
