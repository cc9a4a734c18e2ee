"""Checks before the search: what was put wrong is found, with who is at fault; what is right is left alone; closed forms."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from cenotaph.identification import log_likelihoods, pairs
from cenotaph.identification.checking import alike
from cenotaph.identification.checking.alike import alike_and_kin, false_alarms
from cenotaph.identification.checking.at_odds import at_odds, explanations, odd_sexes
from cenotaph.identification.checking.emissions import Sample
from cenotaph.identification.checking.exchanged import Place, exchanges
from cenotaph.identification.checking.kinship import Relation, compared
from cenotaph.identification.checking.telling import expected_log10_lr
from cenotaph.identification.planning.made_cases import Plan, made_case
from cenotaph.model.errors import KinFault
from cenotaph.model.families import Family
from cenotaph.model.markers import Genotype, Marker, Mutation, Quality
from made_samples import CHANGING, LOCI
from twin_of_peeling import everybody

TRIO = everybody(("f", "0", "0", "M"), ("m", "0", "0", "F"), ("c", "f", "m", "M"), ("d", "f", "m", "F"), ("x", "f", "m", "M"))
L = Marker("L", ("1", "2", "3"), (0.2, 0.3, 0.5))


def family(pedigree=TRIO, **seen):
    return Family(pedigree, {p: {"L": Genotype(*g.split("/"))} for p, g in seen.items()}, missing=("x",))


@pytest.mark.parametrize(
    ("seen", "relations"),
    [
        ({"f": "1/1", "m": "1/2", "c": "1/2"}, []),
        ({"f": "1/1", "m": "1/2", "c": "2/2"}, ["f as the father of c"]),
        ({"f": "1/1", "m": "1/2", "c": "2/2", "d": "3/3"},
         ["f as the father of c", "f as the father of d", "m as the mother of d"]),
        ({"f": "1/2", "m": "1/2", "c": "1/3"}, ["f and m as the parents of c"]),
        ({"f": "1/2", "c": "1/1", "d": "3/3", "x": "2/2"}, ["f as the father of d"]),
        ({"c": "1/1", "d": "2/2", "x": "3/3"}, ["the rest agree without c or d or x"]),
    ],
)  # fmt: skip
def test_the_smallest_relation_at_fault_is_named(seen, relations):
    assert [a.relation for a in at_odds(family(**seen), [L])] == relations


def test_mutation_models_hide_nothing_and_dropout_excuses():
    wrong = family(f="1/1", c="2/2")
    assert at_odds(wrong, [replace(L, maternal=CHANGING, paternal=CHANGING)])
    assert not at_odds(replace(wrong, qualities={"c": Quality(0.1)}), [L])  # the 1 may be lost
    assert not at_odds(replace(wrong, qualities={"c": Quality(error=0.1)}), [L])
    whole = family(f="1/1", c="2/3")
    assert at_odds(replace(whole, qualities={"c": Quality(0.1)}), [L])


def test_sexes_and_amelogenin():
    x = Marker("DXS1", ("1", "2"), (0.5, 0.5), x_linked=True)
    amel = Marker("AMEL", ("X", "Y"), (0.75, 0.25))
    both = Genotype("1", "2")
    seen = {
        "f": {"DXS1": both, "AMEL": Genotype("X", "X")},
        "d": {"DXS1": both, "AMEL": Genotype("X", "Y")},
        "c": {"DXS1": Genotype("1", "1"), "AMEL": Genotype("X", "Y")},
    }
    odd = Family(TRIO, seen)
    assert [(o.person, o.what) for o in odd_sexes(odd, [x, amel])] == [
        ("f", "a man with 1/2 on the X"), ("f", "a man with X/X"), ("d", "a woman with X/Y"),
    ]  # fmt: skip
    at_odds(odd, [x])  # what cannot be read is left out, and stops nothing


def case(plan, seed=1):
    made = made_case(plan, LOCI, seed)
    return made, list(made.families)


def test_a_stranger_in_the_fathers_place_is_told_as_no_father():
    _, kin = case(Plan(1, 30, {"father+mother+child+spouse": 1.0}))
    name, other = kin[3].pedigree.name, kin[4].pedigree.name
    # The missing stands between the grandfather and the child: no two of the typed are parent and child.
    wrong = replace(kin[3], profiles=kin[3].profiles | {f"{name}-father": kin[4].profiles[f"{other}-father"]})
    odd = at_odds(wrong, LOCI)
    assert odd
    best = explanations(wrong, LOCI, sorted({a.marker for a in odd}))[0]
    assert f"{name}-father" in best.persons
    assert best.log10_lr > 2
    assert best.explains == best.markers == len({a.marker for a in odd})


def test_one_of_two_children_of_another_father_is_told():
    _, kin = case(Plan(1, 2, {"father+sibling+sibling": 1.0}))
    one, two = kin
    a, b = one.pedigree.name, two.pedigree.name
    wrong = replace(one, profiles=one.profiles | {f"{a}-sibling2": two.profiles[f"{b}-sibling2"]})
    odd = at_odds(wrong, LOCI)
    assert {x.relation for x in odd} >= {f"{a}-father as the father of {a}-sibling2"}
    found = explanations(wrong, LOCI, sorted({x.marker for x in odd}))
    assert any(e.persons[-1] == f"{a}-sibling2" for e in found[:1])


def test_one_mutation_is_no_wrong_father():
    changed = [m.name for m in LOCI[:1]]
    _, kin = case(Plan(1, 1, {"father+mother+sibling": 1.0}))
    [own] = kin
    father, sibling = (own.profiles[f"F1-{w}"] for w in ("father", "sibling"))
    [name] = changed
    other = next(
        a for a in LOCI[0].alleles if a not in {father[name].first, father[name].second, own.profiles["F1-mother"][name].first}
    )
    wrong = replace(own, profiles=own.profiles | {"F1-sibling": {**sibling, name: Genotype(other, other)}})
    odd = at_odds(wrong, LOCI)
    assert {a.marker for a in odd} == {name}
    assert all(e.log10_lr < 2 for e in explanations(wrong, LOCI, [name]))


def test_samples_that_were_exchanged_are_found():
    _, kin = case(Plan(1, 40, {"father+mother+sibling": 1.0, "sibling+sibling+mother": 1.0}))
    one, two = (next(p for p in kin[k].profiles if "sibling" in p) for k in (5, 11))
    at = {5: replace(kin[5], profiles=kin[5].profiles | {one: kin[11].profiles[two]}),
          11: replace(kin[11], profiles=kin[11].profiles | {two: kin[5].profiles[one]})}  # fmt: skip
    wrong = [at.get(k, f) for k, f in enumerate(kin)]
    odd = [k for k, f in enumerate(wrong) if at_odds(f, LOCI)]
    assert set(odd) >= {5, 11}
    best = exchanges(wrong, odd, LOCI, above=1e3)[0]
    assert {best.one, best.other} == {Place(5, one), Place(11, two)}
    before = sum(log_likelihoods(f.pedigree, LOCI, f.profiles).sum() for f in (wrong[5], wrong[11]))
    after = sum(log_likelihoods(f.pedigree, LOCI, f.profiles).sum() for f in (kin[5], kin[11]))
    assert best.log10_gain == pytest.approx((after - before) / math.log(10))


def test_samples_exchanged_within_a_family_are_found():
    _, kin = case(Plan(1, 3, {"mother+sibling+grandmother": 1.0}))
    own = kin[1]
    mother, sibling = (f"{own.pedigree.name}-{w}" for w in ("grandmother", "sibling"))
    turned = {mother: own.profiles[sibling], sibling: own.profiles[mother]}
    wrong = [kin[0], replace(own, profiles=own.profiles | turned), kin[2]]
    odd = [k for k, f in enumerate(wrong) if at_odds(f, LOCI)]
    if odd:
        found = exchanges(wrong, odd, LOCI, above=1e3)
        assert {found[0].one.person, found[0].other.person} == {mother, sibling}


def samples(made):
    of = [(r.pedigree.name, r.profiles[r.pedigree.name], r.qualities) for r in made.remains]
    return [Sample(n, p, q.get(n, Quality())) for n, p, q in of], [("PM", n) for n, *_ in of]


def test_fragments_of_one_person_and_untold_siblings_are_found():
    made, _ = case(Plan(60, 60, fragments={1: 1, 2: 1}, related=0.2, dropout=0.1, dropout_sd=0.05))
    own, groups = samples(made)
    found = alike_and_kin(own, groups, LOCI, same_above=1e4, kin_above=1e4)
    person = [t.person for t in made.truth if t.sample]
    sibling = {t.person: t.sibling for t in made.truth}
    true = {(i, j) for i in range(len(own)) for j in range(i + 1, len(own)) if person[i] == person[j]}
    assert {(a.one, a.other) for a in found.alike} <= true
    assert len(found.alike) >= 0.7 * len(true)
    # The rest are not told from siblings for sure, and named as what they are likeliest.
    assert {(k.one, k.other) for k in found.kin if k.relation is Relation.SAME} <= true
    assert sum(k.relation is Relation.SAME for k in found.kin) + len(found.alike) >= 0.95 * len(true)
    right = [sibling[person[k.one]] == person[k.other] for k in found.kin if k.relation is Relation.SIBLINGS]
    assert sum(right) >= 0.8 * len(right) > 0
    assert found.strangers == found.pairs == len(own) * (len(own) - 1) // 2


def test_relatives_of_one_family_are_nothing_to_tell():
    _, kin = case(Plan(1, 10, {"father+sibling": 1.0}))
    own = [(f.pedigree.name, Sample(p, x)) for f in kin for p, x in f.profiles.items()]
    found = alike_and_kin([s for _, s in own], [("AM", f) for f, _ in own], LOCI, same_above=1e4, kin_above=1e4)
    assert not found.kin
    assert not found.alike
    apart = alike_and_kin([s for _, s in own], [("AM", str(k)) for k in range(len(own))], LOCI, same_above=1e4, kin_above=1e4)
    assert {(k.one // 2, k.relation) for k in apart.kin if k.one // 2 == k.other // 2} == {(k, Relation.PARENT) for k in range(10)}


def test_a_threshold_that_tells_everything_is_refused(monkeypatch):
    made, _ = case(Plan(20, 1))
    own, groups = samples(made)
    monkeypatch.setattr(alike, "MOST", 50)
    with pytest.raises(KinFault, match="more than 50 pairs"):
        alike_and_kin(own, groups, LOCI[:2], same_above=1e4, kin_above=1e-3)


def test_false_alarms_are_as_many_as_among_unrelated_pairs():
    few = [replace(m, maternal=Mutation(), paternal=Mutation()) for m in LOCI[:6]]
    made = made_case(Plan(1500, 1), few, 3)
    own, groups = samples(made)
    found = alike_and_kin(own, groups, few, same_above=1e300, kin_above=50.0)
    expected = false_alarms(few, 50.0, seed=1)
    each = [0.0, 0.0]
    for block in compared([replace(s, quality=Quality(error=0.005)) for s in own], few):
        later = np.arange(block.log_lr[Relation.SAME].shape[1]) > np.arange(len(block.log_lr[Relation.SAME]))[:, None]
        for k, r in enumerate((Relation.PARENT, Relation.SIBLINGS)):
            each[k] += float((later & (block.log_lr[r] >= math.log(50))).sum())
    assert sum(each) / found.strangers == pytest.approx(expected.chance, rel=0.1)
    assert len(found.kin) <= sum(each)
    assert expected.error < 0.03 * expected.chance


def test_what_references_tell_is_the_mean_over_genotypes():
    p = {"1": 0.2, "2": 0.3, "3": 0.5}
    own = family(f="1/2")
    parent = sum(
        # a child of 1/2: one of these, and one of the population
        chance * math.log10(chance / alone)
        for a in p
        for b in p
        if a <= b
        for chance in [(0.5 * (a in "12") * p[b] + 0.5 * (b in "12") * p[a]) / (2 if a == b else 1)]
        for alone in [p[a] * p[b] * (1 if a == b else 2)]
        if chance
    )
    [(name, missing, value)] = expected_log10_lr([own], [L])
    assert (name, missing) == ("F", "x")
    assert value == pytest.approx(parent)
    assert expected_log10_lr([family()], [L])[0][2] == pytest.approx(0)
    assert math.isnan(expected_log10_lr([family(f="1/1", c="2/2")], [L])[0][2])


def test_what_references_tell_is_the_mean_over_made_cases():
    made = made_case(Plan(400, 400, {"mother": 1.0, "sibling": 1.0}), LOCI, 2)
    at = {t.sample: t.family for t in made.truth if t.sample}
    found = pairs(made.remains, made.families, LOCI)
    column = {s.family: j for j, s in enumerate(found.sought)}
    own = np.array([found.log_lr[i, column[at[r]]] for i, r in enumerate(found.remains)]) / math.log(10)
    told = {f: x for f, _, x in expected_log10_lr(made.families, LOCI)}
    expected = np.array([told[at[r]] for r in found.remains])
    assert abs((own - expected).mean()) < 4 * (own - expected).std() / 20
