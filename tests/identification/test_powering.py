"""What a relative would tell: closed forms, and enumeration over every genotype at a small marker."""

from __future__ import annotations

import itertools
import math
from dataclasses import replace

import pytest

from cenotaph.identification import log_likelihoods, pairs
from cenotaph.identification.checking.telling import expected_log10_lr
from cenotaph.identification.planning.candidates import CHILD, SIBLING, candidates
from cenotaph.identification.planning.powering import power
from cenotaph.model.errors import KinFault
from cenotaph.model.families import Family, Side
from cenotaph.model.markers import Genotype, Marker, Mutation, MutationModel
from cenotaph.model.pedigrees import Pedigree, Person
from made_samples import LOCI
from twin_of_peeling import everybody

L = Marker("L", ("1", "2", "3"), (0.2, 0.3, 0.5))
KIN = everybody(("f", "0", "0", "M"), ("m", "0", "0", "F"), ("x", "f", "m", "M"), ("s", "f", "m", "F"))
GENOTYPES = [Genotype(a, b) for a, b in itertools.combinations_with_replacement("123", 2)]
ALL = {"thresholds": [2.0], "draws": 20_000, "seed": 1}


def family(**seen):
    return Family(KIN, {p: {"L": Genotype(*g.split("/"))} for p, g in seen.items()}, missing=("x",))


def likelihood(profiles, marker=L, pedigree=KIN):
    return math.exp(log_likelihoods(pedigree, [marker], {p: {"L": g} for p, g in profiles.items()})[0])


def test_a_parent_excludes_as_in_the_closed_form():
    """One parent alone: Σ p²(1 - p)² + Σ 2 p q (1 - p - q)² of unrelated persons share no allele with them."""
    p = L.frequencies
    expected = sum(x**2 * (1 - x) ** 2 for x in p) + sum(2 * x * y * (1 - x - y) ** 2 for x, y in itertools.combinations(p, 2))
    found = power(family(), "x", "f", [L], **ALL)
    assert abs(found.excluded[1].value - expected) < 5 * found.excluded[1].error
    assert found.excluded[1].error == pytest.approx((expected * (1 - expected) / 20_000) ** 0.5, rel=0.1)
    assert found.excluded[2].value == 0
    many = power(family(), "x", "f", [replace(L, name=f"L{k}") for k in range(4)], **ALL)
    twice = 1 - (1 - expected) ** 4 - 4 * expected * (1 - expected) ** 3
    assert abs(many.excluded[2].value - twice) < 5 * many.excluded[2].error


@pytest.mark.parametrize("seen", [{}, {"m": "1/2"}, {"m": "3/3", "s": "1/3"}])
@pytest.mark.parametrize("relative", ["f", "s"])
@pytest.mark.parametrize("marker", [L, replace(L, paternal=Mutation(MutationModel.EQUAL, 0.1))])
def test_expectations_by_enumeration(seen, relative, marker):
    if relative in seen:
        return
    own = {p: Genotype(*g.split("/")) for p, g in seen.items()}
    known = likelihood(own, marker)
    expected, above, below = 0.0, 0.0, 0.0
    for g, h in itertools.product(GENOTYPES, GENOTYPES):
        together = likelihood(own | {"x": g, relative: h}, marker)
        with_h = likelihood(own | {relative: h}, marker)
        alone = likelihood({"u": g}, marker, Pedigree("U", (Person("u"),)))
        ratio = together / with_h / alone if with_h else 0.0
        expected += together / known * math.log10(ratio) if together else 0.0
        above += together / known * (ratio > 2)
        below += with_h / known * alone * (ratio < 1)
    found = power(family(**seen), "x", relative, [marker], **ALL)
    assert found.expected_log10_lr == pytest.approx(expected, abs=1e-12)
    assert abs(found.above[2.0].value - above) <= 5 * found.above[2.0].error + 1e-9
    assert abs(found.below_one.value - below) <= 5 * found.below_one.error + 1e-9


def test_nobody_more_is_what_the_references_tell():
    own = family(s="1/2")
    assert power(own, "x", None, [L], **ALL).expected_log10_lr == pytest.approx(expected_log10_lr([own], [L])[0][2])
    [silent] = [Marker("L", ("1", "2", "0"), (0.3, 0.6, 0.1), silent="0")]
    told = Family(KIN, {"s": {"L": Genotype("1", "1")}}, missing=("x",))
    found = power(told, "x", None, [silent], **ALL).expected_log10_lr
    # Reading nothing tells a little as well, which the references' expectation leaves out.
    [pair] = pairs([Family(Pedigree("v", (Person("v"),)), {"v": {"L": Genotype("1", "1")}}, Side.REMAINS)], [told], [silent]).log_lr
    assert found > 0
    assert pair[0] > 0


def test_a_mutation_of_the_references_excludes_nobody():
    changing = Mutation(MutationModel.EQUAL, 0.01)
    odd = family(m="1/1", s="2/2")
    found = power(odd, "x", "f", [replace(L, maternal=changing, paternal=changing)], **ALL)
    assert found.excluded[1].value == 0
    with pytest.raises(KinFault, match="cannot be"):
        power(odd, "x", "f", [L], **ALL)


def test_more_typed_tell_more_and_seeds_repeat():
    whole = Family(KIN, {}, missing=("x",))
    one, two = (power(whole, "x", r, LOCI, **ALL) for r in ("f", "s"))
    assert one.excluded[1].value > two.excluded[1].value
    assert one == power(whole, "x", "f", LOCI, **ALL)
    assert power(whole, "x", "f", LOCI, **{**ALL, "seed": 2}).above != one.above
    with pytest.raises(KinFault, match="typed, or missing"):
        power(family(f="1/1"), "x", "f", [L], **ALL)


def test_candidates_are_members_and_usual_relatives():
    names = [name for name, *_ in candidates(family(f="1/1"), "x")]
    assert names[:2] == ["m", "s"]
    assert {SIBLING, CHILD, "the father's father", "the mother's mother", "a brother or sister of the father"} < set(names)
    assert not {"the father", "the mother"} & set(names)
    alone = Family(
        everybody(("x", "0", "0", "F"), ("w", "0", "0", "M"), ("c", "w", "x", "M")), {"c": {"L": GENOTYPES[0]}}, missing=("x",)
    )
    found = {name: (own, person) for name, own, person in candidates(alone, "x")}
    assert {"w", "the father", "the mother", CHILD} <= set(found)
    pedigree = found[CHILD][0].pedigree
    assert (pedigree[CHILD].father, pedigree[CHILD].mother) == ("w", "x")
    for own, person in found.values():
        assert person in own.pedigree
        assert math.isfinite(power(own, "x", person, [L], **ALL).expected_log10_lr)


def test_kin_that_are_as_near_tell_as_much():
    bare = Family(Pedigree("F", (Person("x"),)), {}, missing=("x",))
    found = {name: power(own, "x", person, [L], **ALL).expected_log10_lr for name, own, person in candidates(bare, "x")}
    assert found["the father"] == pytest.approx(found["the mother"]) == pytest.approx(found[CHILD])
    uncle = found["a brother or sister of the father"]
    assert uncle == pytest.approx(found["the father's father"]) == pytest.approx(found["the mother's mother"])
    assert found[SIBLING] > uncle
