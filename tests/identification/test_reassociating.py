"""Commingled samples: closed forms, a slow twin of the joint likelihood, made graves; numbers of individuals by trying all."""

from __future__ import annotations

import itertools
import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import cenotaph.identification.commingled.individuals as individuals
from cenotaph.identification import log_likelihoods
from cenotaph.identification.checking.emissions import Sample
from cenotaph.identification.commingled.individuals import Bone, by_bones, by_genes, never_together
from cenotaph.identification.commingled.reassociating import consensus, reassociated
from cenotaph.identification.peeling.sightings import whole
from cenotaph.identification.planning.made_cases import Plan, made_case
from cenotaph.model.markers import SHARP, Genotype, Marker, Quality
from made_samples import LOCI, SIBLINGS, readings

P = 0.1
LOCUS = Marker("L", ("A", "B", "C"), (P, 0.3, 0.6))
AA, AB, BB = Genotype("A", "A"), Genotype("A", "B"), Genotype("B", "B")


def samples(*seen, quality=SHARP):
    return [Sample(str(k), {"L": g}, quality) for k, g in enumerate(seen)]


def test_closed_forms():
    found = reassociated(samples(AA, AA, AB), [LOCUS], above=1e4)
    assert np.exp(found.unrelated[:2, 1:]).tolist() == [pytest.approx([1 / P**2, 0]), pytest.approx([1 / P**2, 0])]
    assert math.exp(found.siblings[0, 1]) == pytest.approx(4 / (1 + P) ** 2)
    assert (found.smaller <= found.unrelated).all()
    assert [c.samples for c in found.clusters] == [(0,), (1,), (2,)]
    assert [c.samples for c in reassociated(samples(AA, AA, AB), [LOCUS], above=3).clusters] == [(0, 1), (2,)]


def test_dropout_by_hand():
    d = 0.2
    found = reassociated(samples(AA, AB, quality=Quality(d)), [LOCUS], above=1e4)
    p, q = P, 0.3
    both = 2 * p * q * d * (1 - d) * (1 - d) ** 2
    one = p * p * (1 - d * d) + 2 * p * (1 - p) * d * (1 - d)
    assert math.exp(found.unrelated[0, 1]) == pytest.approx(both / (one * 2 * p * q * (1 - d) ** 2))


def test_bones_and_sexes_that_cannot_be_one_person_are_kept_apart():
    never = np.array([[False, True, False], [True, False, False], [False, False, False]])
    found = reassociated(samples(AA, AA, AA), [LOCUS], above=3, forbidden=never)
    assert sorted(len(c.samples) for c in found.clusters) == [1, 2]
    [pair] = [c.samples for c in found.clusters if len(c.samples) == 2]
    assert pair != (0, 1)
    alone = next(c for c in found.clusters if len(c.samples) == 1)
    assert alone.nearest == 2


def test_what_contradicts_one_member_joins_no_cluster():
    """The third is like each of two halves, and unlike the whole."""
    loci = [replace(LOCUS, name=f"L{k}") for k in range(8)]
    one = Sample("1", {m.name: AA for m in loci[:6]})
    other = Sample("2", {m.name: AA for m in loci[2:]})
    odd = Sample("3", {m.name: AA for m in loci[:2]} | {loci[7].name: BB})
    found = reassociated([one, other, odd], loci, above=3)
    assert [c.samples for c in found.clusters] == [(0, 1), (2,)]
    assert found.smaller[0, 2] > math.log(3)


@settings(max_examples=60, deadline=None)
@given(readings())
def test_a_third_sample_is_weighed_against_all_others_at_once(case):
    """Clusters of two beside one, by the engine: readings of one person multiply over the genotypes."""
    marker, seen, qualities = case
    still = Marker("L", marker.alleles, marker.frequencies, silent=marker.silent)
    own = [Sample(str(k), {"L": g}, q) for k, (g, q) in enumerate(zip(seen, qualities, strict=True))]
    found = reassociated(own, [still], above=1.0)
    p = np.array(still.frequencies)
    size = len(p)
    tables = [whole(still).reading(s.profile["L"], s.quality, single=False) for s in own]
    alone = np.outer(p, p)
    for a, b in itertools.combinations(range(3), 2):
        same = (alone * tables[a] * tables[b]).sum()
        apart = (alone * tables[a]).sum() * (alone * tables[b]).sum()
        if apart > 0:
            assert math.exp(found.unrelated[a, b]) == pytest.approx(same / apart, abs=1e-12)
    for c in found.clusters:
        if len(c.samples) == 3:
            worst = []
            for m in c.samples:
                one, two = (x for x in c.samples if x != m)
                rest = tables[one] * tables[two]
                same = (alone * rest * tables[m]).sum()
                apart = (alone * rest).sum() * (alone * tables[m]).sum()
                siblings = sum(
                    alone[i, j] * rest[i, j] * sum(tables[m][x, y] for x in (i, k) for y in (j, n)) / 4 * p[k] * p[n]
                    for i, j, k, n in itertools.product(range(size), repeat=4)
                )
                worst.append(min(math.log(same / apart), math.log(same / siblings)))
            assert c.log_lr == pytest.approx(min(worst), abs=1e-9)


def test_siblings_are_the_engines():
    found = reassociated(samples(AB, AA, quality=Quality(0.2, 0.05, 0.01)), [LOCUS], above=10)
    graded = dict.fromkeys("ab", Quality(0.2, 0.05, 0.01))
    [related] = log_likelihoods(SIBLINGS, [LOCUS], {"a": {"L": AB}, "b": {"L": AA}}, qualities=graded)
    apart = sum(log_likelihoods(SIBLINGS, [LOCUS], {x: {"L": g}}, qualities=graded)[0] for x, g in (("a", AB), ("b", AA)))
    assert found.unrelated[0, 1] - found.siblings[0, 1] == pytest.approx(related - apart)


@pytest.mark.parametrize(("dropout", "found"), [(0.0, 1.0), (0.1, 0.85)])
def test_a_made_grave_is_put_together(dropout, found):
    made = made_case(Plan(60, 60, fragments={1: 1, 2: 1, 3: 1}, related=0.2, dropout=dropout, error=0.001), LOCI, 4)
    own = [Sample(r.pedigree.name, r.profiles[r.pedigree.name], r.qualities[r.pedigree.name]) for r in made.remains]
    person = [t.person for t in made.truth if t.sample]
    result = reassociated(own, LOCI, above=1e4)
    assert all(len({person[k] for k in c.samples}) == 1 for c in result.clusters)
    assert sorted(k for c in result.clusters for k in c.samples) == list(range(len(own)))
    together = sum(len(c.samples) - 1 for c in result.clusters)
    assert together >= found * (len(own) - 60)
    genes = by_genes(np.triu(result.unrelated < math.log(1e-4)) | np.triu(result.unrelated < math.log(1e-4)).T)
    assert genes.exact
    assert 57 <= genes.number <= 60
    several = [c for c in result.clusters if len(c.samples) > 1]
    for c in several:
        assert c.log_lr > 0
    truth = made_case(Plan(60, 60, fragments={1: 1, 2: 1, 3: 1}, related=0.2), LOCI, 4)
    if dropout == 0:
        clean = {t.person: r.profiles[r.pedigree.name] for r, t in zip(truth.remains, truth.truth, strict=False)}
        calls = [(g.genotype, clean[person[c.samples[0]]][m]) for c in several
                 for m, g in consensus([own[k] for k in c.samples], LOCI, at_least=0.99).items()]  # fmt: skip
        assert sum(a == b for a, b in calls) >= 0.98 * len(calls) > 0


def test_a_profile_is_called_from_posteriors():
    d = Quality(0.3)
    [both] = consensus(samples(AB, AA, quality=d), [LOCUS], at_least=0.99).values()
    assert (both.genotype, both.posterior) == (AB, 1.0)
    one, two = (1 - d.dropout**2) ** 2 * P**2, 2 * P * (1 - P) * (0.3 * 0.7) ** 2
    [called] = consensus(samples(AA, AA, quality=d), [LOCUS], at_least=0.99).values()
    assert (called.genotype, called.posterior) == (Genotype("A", None), pytest.approx(1.0))
    [called] = consensus(samples(AA, AA, quality=d), [LOCUS], at_least=0.51).values()
    assert (called.genotype, called.posterior) == (AA, pytest.approx(one / (one + two)))
    assert consensus(samples(AA, BB, quality=Quality(error=0.4)), [LOCUS], at_least=0.99) == {}
    x = replace(LOCUS, x_linked=True)
    assert consensus(samples(AA, AA), [x], at_least=0.9)["L"].genotype == AA
    assert consensus(samples(AA, BB), [x], at_least=0.9) == {}


def test_individuals_by_bones():
    assert by_bones([]).number == 0
    femora = [Bone("", "femur", "left", 3), Bone("", "femur", "right", 2), Bone("", "skull", "", 2)]
    assert (by_bones(femora).number, by_bones(femora).by) == (3, "left femur")
    unknown = by_bones([*femora, Bone("", "femur", "", 4)])
    assert (unknown.number, unknown.by) == (5, "femur, either side, halved")
    assert by_bones([Bone("", "skull", "", 7), *femora]).number == 9


def test_two_left_femurs_are_never_together():
    bones = [Bone("a", "femur", "left"), Bone("b", "femur", "left"), Bone("c", "femur", ""), Bone("d", "skull", ""),
             Bone("e", "skull", ""), Bone("f", "femur", "right")]  # fmt: skip
    never = never_together(list("abcdef"), bones)
    assert {("abcdef"[i], "abcdef"[j]) for i, j in np.argwhere(np.triu(never))} == {("a", "b"), ("d", "e")}
    assert (never == never.T).all()


@settings(max_examples=80, deadline=None)
@given(st.integers(1, 7), st.data())
def test_individuals_by_genes_are_the_fewest_groups(size, data):
    excluded = np.zeros((size, size), dtype=bool)
    for i, j in itertools.combinations(range(size), 2):
        excluded[i, j] = excluded[j, i] = data.draw(st.booleans())
    fewest = min(
        len(set(way)) for way in itertools.product(range(size), repeat=size)
        if all(way[i] != way[j] for i, j in np.argwhere(excluded))
    ) if size <= 5 else None  # fmt: skip
    found = by_genes(excluded)
    assert found.exact
    if fewest is not None:
        assert found.number == fewest


def test_a_bound_is_told_as_one(monkeypatch):
    """Five samples in a ring exclude their neighbours: three groups are needed, and no three exclude one another."""
    ring = np.zeros((5, 5), dtype=bool)
    for k in range(5):
        ring[k, (k + 1) % 5] = ring[(k + 1) % 5, k] = True
    assert (by_genes(ring).number, by_genes(ring).exact) == (3, True)
    monkeypatch.setattr(individuals, "LINKED", 4)
    assert (by_genes(ring).number, by_genes(ring).exact) == (2, False)


def test_a_sample_that_nothing_is_near_has_no_nearest():
    found = reassociated(samples(AA, BB), [LOCUS], above=1e4)
    assert [(c.nearest, c.nearest_log_lr) for c in found.clusters] == [(None, -math.inf)] * 2
    three = reassociated(samples(AA, AA, BB), [LOCUS], above=3)
    assert [(c.samples, c.nearest, c.nearest_log_lr) for c in three.clusters] == [
        ((0, 1), None, -math.inf),
        ((2,), None, -math.inf),
    ]
