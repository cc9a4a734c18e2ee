"""The fast likelihood equals the slow twin on made families: loops, theta, silent alleles, half-read genotypes, the X."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import cenotaph.identification.peeling.likelihoods as fast
from cenotaph.identification import log_likelihoods
from cenotaph.model.errors import KinFault
from cenotaph.model.markers import Genotype, Marker, Mutation, MutationModel, Quality
from made_kin import FAMILIES, markers
from twin_of_peeling import everybody, likelihood

CLOSE = 1e-10


@st.composite
def cases(draw: st.DrawFn, *, x_linked: bool = False):
    family = draw(st.sampled_from(FAMILIES))
    marker = draw(markers(x_linked=x_linked))
    visible = [a for a in marker.alleles if a != marker.silent]
    seen = {}
    for person in family.members:
        if draw(st.booleans()):
            first, second = draw(st.sampled_from(visible)), draw(st.sampled_from([*visible, None]))
            seen[person.id] = Genotype(first, first if x_linked and person.sex == "male" else second)
    return family, marker, seen, draw(st.sampled_from([0.0, 0.02, 0.3]))


def same(family, marker, seen, theta, qualities=None):
    profiles = {p: {"L": g} for p, g in seen.items()}
    [found] = log_likelihoods(family, [marker], profiles, theta=theta, qualities=qualities or {})
    expected = likelihood(family, marker, seen, theta, qualities)
    if expected == 0:
        assert found == -math.inf
    else:
        assert found == pytest.approx(math.log(expected), abs=CLOSE)


@settings(max_examples=250, deadline=None)
@given(cases())
def test_autosomal(case):
    same(*case)


@settings(max_examples=100, deadline=None)
@given(cases(x_linked=True))
def test_on_the_x(case):
    same(*case)


QUALITY = st.builds(Quality, *(st.sampled_from([0.0, chance]) for chance in (0.3, 0.05, 0.02)))


@settings(max_examples=150, deadline=None)
@given(cases(), st.lists(QUALITY, min_size=5, max_size=5))
def test_samples_that_may_be_misread(case, drawn):
    family, *_ = case
    same(*case, dict(zip((p.id for p in family.members), drawn, strict=False)))


@settings(max_examples=80, deadline=None)
@given(cases(x_linked=True), st.lists(QUALITY, min_size=5, max_size=5))
def test_samples_that_may_be_misread_on_the_x(case, drawn):
    family, *_ = case
    same(*case, dict(zip((p.id for p in family.members), drawn, strict=False)))


def test_the_closed_form_of_dropout():
    """One allele seen of a child whose father is a/a: it is a/a and not both copies are lost, or a/b and the other one is."""
    d, p = 0.2, 0.1
    marker = Marker("L", ("1", "2"), (p, 1 - p))
    trio = everybody(("f", "0", "0", "M"), ("m", "0", "0", "F"), ("c", "f", "m", "M"))
    profiles = {"f": {"L": Genotype("1", "1")}, "c": {"L": Genotype("1", "1")}}
    [found] = log_likelihoods(trio, [marker], profiles, qualities={"c": Quality(dropout=d)})
    assert math.exp(found) == pytest.approx(p * p * (p * (1 - d * d) + (1 - p) * d * (1 - d)))


@pytest.mark.parametrize("nodes", [True, False], ids=["nodes", "partitions"])
def test_both_ways_to_the_mean_under_theta(nodes, monkeypatch):
    monkeypatch.setattr(fast, "by_nodes", lambda *_: nodes)

    @settings(max_examples=60, deadline=None)
    @given(cases())
    def law(case):
        family, marker, seen, _ = case
        same(family, marker, seen, 0.05)

    law()


@settings(max_examples=30, deadline=None)
@given(cases(), st.permutations(range(3)))
def test_loci_together_are_loci_alone(case, order):
    family, marker, seen, theta = case
    rest = list(seen.items())
    loci = [Marker(f"L{k}", marker.alleles, marker.frequencies, marker.maternal, marker.paternal, marker.silent) for k in range(3)]
    profiles = {p: {f"L{k}": g for k in range(3) if (k + i) % 3} for i, (p, g) in enumerate(rest)}
    together = log_likelihoods(family, [loci[k] for k in order], profiles, theta=theta)
    alone = [log_likelihoods(family, [loci[k]], profiles, theta=theta)[0] for k in order]
    assert np.allclose(together, alone, rtol=0, atol=CLOSE)


def test_one_step():
    one = Mutation(MutationModel.ONESTEP, 0.1)
    marker = Marker("L", ("9", "10", "11"), (0.2, 0.3, 0.5), one, one)
    seen = {"a": Genotype("9", "9"), "c": Genotype("10", "10"), "e": Genotype("9", "11")}
    same(FAMILIES[1], marker, seen, 0.0)
    same(FAMILIES[1], marker, seen, 0.1)


def test_a_family_too_large_for_theta_is_refused_with_a_cure():
    founders = [(f"{s}{k}", "0", "0", "M" if s == "f" else "F") for k in range(12) for s in "fm"]
    children = [(f"c{k}{j}", f"f{k}", f"m{k}", "M") for k in range(12) for j in range(2)]
    family = everybody(*founders, *children)
    names = tuple(str(n) for n in range(1, 25))
    step = Mutation(MutationModel.STEPWISE, 0.002)
    marker = Marker("L", names, (1 / 24,) * 24, step, step)
    profiles = {f"c{k}{j}": {"L": Genotype(names[k], names[k + 12])} for k in range(12) for j in range(2)}
    with pytest.raises(KinFault, match="too many"):
        log_likelihoods(family, [marker], profiles, theta=0.01)
    assert np.isfinite(log_likelihoods(family, [marker], profiles)).all()


def large(cut):
    """Five siblings who were not typed, each with a spouse who was not and two children; typed parents cut it where asked."""
    rows = [("f", "0", "0", "M"), ("m", "0", "0", "F")]
    for k in range(5):
        rows += [
            (f"a{k}", "f", "m", "M"),
            (f"w{k}", "0", "0", "F"),
            (f"c{k}", f"a{k}", f"w{k}", "M"),
            (f"d{k}", f"a{k}", f"w{k}", "F"),
        ]
    names = tuple(str(n) for n in range(6, 18))
    step = Mutation(MutationModel.STEPWISE, 0.01, 0.0, 0.3)
    marker = Marker("L", names, tuple((k + 1) / 78 for k in range(12)), step, step)
    rng = np.random.default_rng(5)
    seen = {p: Genotype(*rng.choice(names[3:8], 2)) for p in [f"{s}{k}" for k in range(5) for s in "cd"] + ["f", "m"] * cut}
    return rows, marker, seen


def test_a_large_family_does_not_depend_on_the_order_of_its_members():
    rows, marker, seen = large(cut=False)
    profiles = {p: {"L": g} for p, g in seen.items()}
    one, other = (log_likelihoods(everybody(*order), [marker], profiles)[0] for order in (rows, rows[::-1]))
    assert one == pytest.approx(other, abs=CLOSE)
    assert np.isfinite(one)


def test_typed_parents_cut_a_large_family_into_small_ones():
    rows, marker, seen = large(cut=True)
    [whole] = log_likelihoods(everybody(*rows), [marker], {p: {"L": g} for p, g in seen.items()})
    apart = 0.0
    for k in range(5):
        part = {p: g for p, g in seen.items() if p in {"f", "m", f"c{k}", f"d{k}"}}
        own = [r for r in rows if r[0] in {"f", "m", f"a{k}", f"w{k}", f"c{k}", f"d{k}"}]
        apart += log_likelihoods(everybody(*own), [marker], {p: {"L": g} for p, g in part.items()})[0]
    [parents] = log_likelihoods(everybody(*rows[:2]), [marker], {p: {"L": seen[p]} for p in "fm"})
    assert whole == pytest.approx(apart - 4 * parents, abs=CLOSE)


def test_what_is_too_entangled_is_refused_with_a_cure():
    rows, father, mother = [("f", "0", "0", "M"), ("m", "0", "0", "F")], "f", "m"
    for k in range(6):
        rows += [(f"x{k}", father, mother, "M"), (f"y{k}", father, mother, "F")]
        father, mother = f"x{k}", f"y{k}"
    names = tuple(str(n) for n in range(6, 76))
    step = Mutation(MutationModel.STEPWISE, 0.01, 0.0, 0.3)
    profiles = {"x5": {"L": Genotype("8", "9")}, "y5": {"L": Genotype("7", "9")}}
    with pytest.raises(KinFault, match="too entangled for 70 alleles"):
        log_likelihoods(everybody(*rows), [Marker("L", names, (1 / 70,) * 70, step, step)], profiles)
    lumped = Marker("L", names, (1 / 70,) * 70)
    assert np.isfinite(log_likelihoods(everybody(*rows), [lumped], profiles)).all()
