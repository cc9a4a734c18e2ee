"""Made genes against the rules they are drawn by: frequencies, Mendel, mutation, the X; what is read against its probabilities."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest

from cenotaph.identification import families, log_likelihoods, marker_table
from cenotaph.identification.files.plain_writing import markers_text, persons_text
from cenotaph.identification.peeling.mutations import matrix
from cenotaph.identification.planning.degrading import genotype, read
from cenotaph.identification.planning.gene_dropping import dropped, placed
from cenotaph.identification.planning.made_cases import USUAL, Plan, made_case
from cenotaph.identification.planning.made_families import made_family, words_of
from cenotaph.model.errors import KinFault
from cenotaph.model.markers import Marker, Mutation, MutationModel
from twin_of_peeling import everybody

MANY = 40_000
TRIO = everybody(("f", "0", "0", "M"), ("m", "0", "0", "F"), ("c", "f", "m", "M"), ("d", "f", "m", "F"))
STEPS = Mutation(MutationModel.STEPWISE, 0.1, 0.05, 0.3)
LOCUS = Marker("L", ("9", "9.3", "10", "11"), (0.1, 0.2, 0.3, 0.4), STEPS, Mutation(MutationModel.EQUAL, 0.3))
STILL = replace(LOCUS, maternal=Mutation(), paternal=Mutation())


def near(share, expected, count=MANY):
    """Within five standard errors."""
    assert abs(share - expected) <= 5 * (expected * (1 - expected) / count) ** 0.5 + 1e-12


def genes(marker, times=MANY, pedigree=TRIO):
    return dropped(*placed(pedigree), [marker], np.random.default_rng(1), times=times)[:, :, 0]


def test_founders_draw_by_frequency():
    f, *_ = genes(LOCUS)
    for k, p in enumerate(LOCUS.frequencies):
        near((f == k).mean(), p, 2 * MANY)
        near(((f[:, 0] == k) & (f[:, 1] == k)).mean(), p * p)


def test_children_have_one_allele_of_each_parent():
    f, m, c, d = genes(STILL)
    for child in (c, d):
        assert ((child[:, :1] == f).any(axis=1) & (child[:, 1:] == m).any(axis=1)).all()
    apart = (f[:, 0] != f[:, 1]) & (m[:, 0] != m[:, 1])
    near((c == d)[apart].all(axis=1).mean(), 1 / 4, apart.sum())


@pytest.mark.parametrize(("side", "parent"), [(0, "paternal"), (1, "maternal")])
def test_mutations_go_by_the_matrix_of_the_parents_sex(side, parent):
    above = genes(LOCUS)[side]
    child = genes(LOCUS)[2][:, side]
    same = above[:, 0] == above[:, 1]
    for a, row in enumerate(matrix(LOCUS, getattr(LOCUS, parent))):
        of = same & (above[:, 0] == a)
        for b, chance in enumerate(row):
            near((child[of] == b).mean(), chance, of.sum())


def test_on_the_x_sons_have_their_mothers_alleles_alone():
    f, m, c, d = genes(replace(STILL, x_linked=True))
    assert (f[:, 0] == -1).all()
    assert (c[:, 0] == -1).all()
    assert (c[:, 1:] == m).any(axis=1).all()
    assert (d[:, 0] == f[:, 1]).all()


SILENT = Marker("L", ("1", "2", "0"), (0.3, 0.6, 0.1), silent="0")
A, B, C = 0.3, 0.6, 0.1
D, IN = 0.3, 0.2


@pytest.mark.parametrize(
    ("has", "error", "expected"),
    [
        # Unseen: nothing dropped in, or the silent allele; else what was there, and 1 dropped in beside it.
        (
            (0, 0),
            0.0,
            {"1/1": (1 - D**2) * (1 - IN + IN * (C + A)) + D**2 * IN * A, "1/2": (1 - D**2) * IN * B, "2/2": D**2 * IN * B},
        ),
        ((0, 2), 0.0, {"1/1": (1 - D) * (1 - IN + IN * (C + A)) + D * IN * A, "1/2": (1 - D) * IN * B, "2/2": D * IN * B}),
        (
            (0, 1),
            0.0,
            {
                "1/2": (1 - D) ** 2 + D * (1 - D) * IN * (A + B),
                "1/1": D * (1 - D) * (1 - IN + IN * (A + C)) + D**2 * IN * A,
                "2/2": D * (1 - D) * (1 - IN + IN * (B + C)) + D**2 * IN * B,
            },
        ),
        ((2, 2), 0.0, {"1/1": IN * A, "2/2": IN * B}),
        ((2, 2), 0.999999999, {"1/1": A**2 + 2 * A * C, "1/2": 2 * A * B, "2/2": B**2 + 2 * B * C}),
        ((-1, 0), 0.0, {"1/1": (1 - D) * (1 - IN + IN * (C + A)) + D * IN * A, "1/2": (1 - D) * IN * B, "2/2": D * IN * B}),
    ],
    ids=["homozygote", "beside a silent allele", "heterozygote", "silent twice", "another's", "on the X of a man"],
)  # fmt: skip
def test_what_is_read_has_its_probabilities(has, error, expected):
    every = np.full(MANY, 1.0)
    found = read(
        np.tile(np.array(has, np.int16), (MANY, 1)), SILENT, D * every, IN * every, error * every, np.random.default_rng(2)
    )
    counts = Counter(str(genotype(places, SILENT)) for places in found)
    assert set(counts) <= {*expected, "None"}
    for words, chance in expected.items():
        near(counts[words] / MANY, chance)


def test_three_alleles_are_no_genotype():
    every = np.ones(500)
    locus = Marker("L", ("1", "2", "3"), (0.0, 0.0, 1.0))
    found = read(np.tile(np.array([0, 1], np.int16), (500, 1)), locus, 0 * every, every, 0 * every, np.random.default_rng(3))
    assert (found == -1).all()


@pytest.mark.parametrize("structure", [*USUAL, "cousin", "grandchild", "maternal uncle+half-sibling", "spouse", "daughter+son"])
def test_every_structure_makes_a_family(structure):
    for seed in range(4):
        made = made_family("F", words_of(structure), 2, np.random.default_rng(seed))
        assert len(made.typed) == len(words_of(structure))
        first, second = (made.pedigree[m] for m in made.missing)
        assert (first.father, first.mother) == (second.father, second.mother) != (None, None)


def test_words_that_are_none_are_refused():
    with pytest.raises(KinFault, match="'ox' is no relative"):
        words_of("mother+ox")


PLAN = Plan(
    40, 30, missing={1: 0.7, 2: 0.3}, unclaimed=0.2, absent=0.3, related=0.2, fragments={1: 1, 3: 1}, dropout=0.2, dropout_sd=0.1,
    drop_in=0.01, error=0.01, blank=0.1, blank_references=0.1,
)  # fmt: skip
LOCI = [replace(STILL, name=f"L{k}") for k in range(6)] + [replace(LOCUS, name="X", x_linked=True)]


def test_a_case_holds_what_was_asked_for_and_its_truth_is_true():
    made = made_case(PLAN, LOCI, 5)
    found = {t.person: t for t in made.truth if t.sample}
    missing = set(made.missing)
    assert len(found) == 40
    assert len(made.families) == 30
    claimed = {p for p, t in found.items() if t.family}
    assert len(claimed) == min(32, int(0.7 * len(missing)))
    assert claimed < missing
    assert {t.person for t in made.truth if not t.sample} == missing - claimed
    assert sum(bool(t.sibling) for t in found.values()) == 8
    for person, t in found.items():
        assert not t.sibling or found[t.sibling].sibling == person
    assert [r.pedigree.name for r in made.remains] == [t.sample for t in made.truth if t.sample]
    bones = [(t.person, t.bone, t.side) for t in made.truth if t.sample]
    assert len(set(bones)) == len(bones)
    for f in made.families:
        assert not set(f.profiles) & set(f.missing)


def test_without_faults_nobody_contradicts_a_family():
    made = made_case(Plan(20, 20, missing={1: 1, 2: 1}, fragments={1: 1, 2: 1}), LOCI[:6], 7)
    body = {t.sample: t for t in made.truth if t.sample}
    family = {f.pedigree.name: f for f in made.families}
    for r in made.remains:
        t = body[r.pedigree.name]
        own = family.get(t.family)
        if own is not None:
            profiles = {**own.profiles, t.missing: r.profiles[r.pedigree.name]}
            assert np.isfinite(log_likelihoods(own.pedigree, LOCI[:6], profiles)).all()


def test_untold_siblings_share_what_siblings_share():
    many = [replace(STILL, name=f"L{k}") for k in range(400)]
    made = made_case(Plan(2, 1, {"spouse+child": 1}, unclaimed=0.5, related=1.0), many, 1)
    one, two = (r.profiles[r.pedigree.name] for r in made.remains)
    both = sum(one[m.name] == two[m.name] for m in many) / 400
    p = np.array(STILL.frequencies)
    alone = (2 * (p**2).sum() ** 2 - (p**4).sum()).item()  # two of the population alike
    near(both, (1 + 2 * (p**2).sum() + alone) / 4, 400)


def test_the_same_seed_makes_the_same_and_what_is_written_is_read_again():
    made = made_case(PLAN, LOCI, 5)
    assert made == made_case(PLAN, LOCI, 5)
    whole = [*made.remains, *made.families]
    text, markers = persons_text(whole, LOCI), markers_text(LOCI, made.missing)
    table = marker_table(markers, "m.json")
    assert table.markers == tuple(LOCI)
    assert list(families(text, "p.csv", table)) == whole
    assert made_case(PLAN, LOCI, 6) != made_case(PLAN, LOCI, 5)


def test_custom_and_silent_models_are_written_too():
    grid = ((0.9, 0.1, 0.0), (0.2, 0.8, 0.0), (0.0, 0.0, 1.0))
    odd = replace(SILENT, maternal=Mutation(MutationModel.CUSTOM, matrix=grid), paternal=Mutation(MutationModel.EQUAL, 0.01))
    [found] = marker_table(markers_text([odd]), "m").markers
    assert found.maternal.matrix == grid
    assert (found.paternal.model, found.paternal.rate, found.silent) == (MutationModel.EQUAL, 0.01, "0")


@pytest.mark.parametrize(
    "wrong",
    [{"remains": 0}, {"absent": 1.5}, {"dropout": 1.0}, {"dropout": 0.1, "dropout_sd": 0.4}, {"missing": {0: 1.0}},
     {"structures": {}}, {"fragments": {99: 1.0}}, {"structures": {"mother": 0.0}}],
)  # fmt: skip
def test_plans_that_cannot_be_are_refused(wrong):
    with pytest.raises(KinFault):
        Plan(**{"remains": 1, "families": 1, **wrong})
