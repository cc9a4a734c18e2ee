"""All remains together: assignments, posteriors and conclusions, against whole likelihoods and by hand."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import permutations
from math import exp, inf, log

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from calling import call, program
from cenotaph.identification import families, jointly, log_likelihoods, marker_table
from cenotaph.identification.joining.assigning import Solution
from cenotaph.model.errors import KinFault
from cenotaph.model.families import Side
from cenotaph.model.markers import Quality

HEAD = "side,family,id,fid,mid,sex,L\n"
#: A father and a mother of genotype 1/1 and 1/2 miss two sons; a third family misses a daughter of a father 2/2.
TWO_SONS = "AM,F1,A,0,0,1,1/1\nAM,F1,B,0,0,2,1/2\nAM,F1,M1,A,B,1,-/-\nAM,F1,M2,A,B,1,-/-\n"
DAUGHTER = "AM,F2,C,0,0,1,2/2\nAM,F2,D,0,0,2,-/-\nAM,F2,M3,C,D,2,-/-\n"
P, Q = 0.1, 0.9


def table(missing, p=P, **marker):
    own = {"name": "L", "alleles": ["1", "2"], "afreq": [p, 1 - p], **marker}
    return marker_table(json.dumps({"missing": missing, "markers": [own]}), "m.json")


def made(rows, missing, **marker):
    known = table(missing, **marker)
    found = families(HEAD + rows, "p.csv", known)
    sides = ([f for f in found if f.side is side] for side in (Side.REMAINS, Side.FAMILY))
    return (*sides, known.markers)


def listed(joint):
    return {tuple((m or "*") for m in a.pairs.values()): a.posterior for a in joint.assignments}


def test_one_son_by_hand():
    """A 1/1 body beside parents 1/1 and 1/2: half of p squared's inverse; nobody's is the other hypothesis."""
    son = "AM,F1,A,0,0,1,1/1\nAM,F1,B,0,0,2,1/2\nAM,F1,M1,A,B,1,-/-\n"
    joint = jointly(*made("PM,V1,V1,0,0,1,1/1\n" + son, ["M1"]))
    lr = 0.5 / P**2
    assert listed(joint) == {("M1",): pytest.approx(lr / (1 + lr)), ("*",): pytest.approx(1 / (1 + lr))}
    assert joint.marginals == {"V1": {"M1": pytest.approx(lr / (1 + lr)), "*": pytest.approx(1 / (1 + lr))}}
    [own] = joint.conclusions
    assert (own.missing, exp(own.log_glr), own.alike) == ("M1", pytest.approx(lr), ())
    alone = log(P**2) + log(P**2) + log(2 * P * Q)
    assert joint.assignments[-1].log_likelihood == pytest.approx(alone)
    other = jointly(*made("PM,V1,V1,0,0,1,1/1\n" + son + "AM,F9,K,0,0,1,2/2\n", ["M1"]))
    assert other.assignments[-1].log_likelihood == pytest.approx(alone + log(Q**2)), (
        "who misses nobody is in every assignment alike"
    )
    assert other.marginals == joint.marginals


def test_two_missing_brothers_cannot_be_told_apart():
    rows = "PM,V1,V1,0,0,1,1/1\nPM,V2,V2,0,0,1,1/2\n" + TWO_SONS
    joint = jointly(*made(rows, ["M1", "M2"]))
    shares = listed(joint)
    assert shares["M1", "M2"] == pytest.approx(shares["M2", "M1"])
    assert [c.alike for c in joint.conclusions] == [("M2",), ("M1",)]
    best, other = (max(p for a, p in shares.items() if ("*" in a) is free) for free in (False, True))
    assert [exp(c.log_glr) for c in joint.conclusions] == pytest.approx([best / other] * 2), "both, against one of them nobody's"
    assert sum(shares.values()) == pytest.approx(1)
    assert sum(joint.marginals["V1"].values()) == pytest.approx(1)


def test_no_remains_are_two_persons_and_no_place_is_filled_twice():
    rows = "PM,V1,V1,0,0,0,1/2\nPM,V2,V2,0,0,0,1/2\n" + TWO_SONS + DAUGHTER
    for a in jointly(*made(rows, ["M1", "M2", "M3"])).assignments:
        filled = [m for m in a.pairs.values() if m]
        assert len(filled) == len(set(filled))


def test_what_cannot_be_is_not_listed():
    man, other = "PM,V1,V1,0,0,1,1/2\n", "PM,V1,V1,0,0,2,1/1\n"
    assert set(listed(jointly(*made(man + DAUGHTER, ["M3"])))) == {("*",)}, "the sexes differ"
    joint = jointly(*made(other + DAUGHTER, ["M3"]))
    assert set(listed(joint)) == {("*",)}, "her father would have given a 2"
    assert joint.marginals == {"V1": {"M3": 0.0, "*": 1.0}}
    assert joint.conclusions[0].log_glr == inf
    changed = made(other + DAUGHTER, ["M3"], mutmodel={"model": "equal", "rate": 0.001})
    assert set(listed(jointly(*changed))) == {("*",), ("M3",)}


GENOTYPES = st.sampled_from(["1/1", "1/2", "2/2", "-/-"])


@settings(max_examples=60, deadline=None)
@given(st.lists(GENOTYPES, min_size=1, max_size=3), st.sampled_from(["none", "equal"]))
def test_every_assignment_has_the_likelihood_of_its_filled_families(bodies, model):
    """The slow twin: fill the places in every order and take the whole likelihood of each family and of who is left."""
    mutation = None if model == "none" else {"model": model, "rate": 0.01}
    rows = "".join(f"PM,V{n},V{n},0,0,0,{g}\n" for n, g in enumerate(bodies)) + TWO_SONS + DAUGHTER
    remains, kin, markers = made(rows, ["M1", "M2", "M3"], mutmodel=mutation)
    found = {tuple(a.pairs.items()): a.log_likelihood for a in jointly(remains, kin, markers).assignments}
    names = [r.pedigree.name for r in remains]
    expected = {}
    for order in set(permutations(["M1", "M2", "M3", *[None] * len(names)], len(names))):
        given_to = dict(zip(names, order, strict=True))
        total = 0.0
        for f in kin:
            typed = {
                **f.profiles,
                **{m: remains[names.index(r)].profiles.get(r, {}) for r, m in given_to.items() if m in f.missing},
            }
            total += log_likelihoods(f.pedigree, markers, typed).sum()
        for r in remains:
            if given_to[r.pedigree.name] is None:
                total += log_likelihoods(r.pedigree, markers, r.profiles).sum()
        if total > -inf:
            expected[tuple(given_to.items())] = pytest.approx(total, abs=1e-10)
    assert found == expected


@pytest.mark.parametrize(
    ("rows", "missing", "said"),
    [
        (
            "PM,V1,V1,0,0,1,1/1\nAM,F1,A,0,0,1,1/1\nAM,F1,B,0,0,2,-/-\nAM,F1,K,A,B,1,2/2\nAM,F1,M1,A,B,1,-/-\n",
            ["M1"],
            "own genotypes",
        ),
        ("PM,V1,V1,0,0,1,1/1\nAM,F1,A,0,0,1,1/1\nAM,F1,B,0,0,2,-/-\nAM,F1,M1,A,B,1,1/1\n", ["M1"], "has a genotype"),
    ],
)
def test_what_is_refused(rows, missing, said):
    with pytest.raises(KinFault, match=said):
        jointly(*made(rows, missing))


def test_too_many_assignments_are_refused_and_not_waited_for():
    rows = "PM,V1,V1,0,0,1,1/1\nPM,V2,V2,0,0,1,1/2\n" + TWO_SONS
    with pytest.raises(KinFault, match="more than 3"):
        jointly(*made(rows, ["M1", "M2"]), most=3)


def test_the_command_prints_the_contract(tmp_path):
    (tmp_path / "p.csv").write_text(HEAD + "PM,V1,V1,0,0,1,1/1\n" + TWO_SONS, encoding="utf-8")
    own = {"name": "L", "alleles": ["1", "2"], "afreq": [P, Q]}
    (tmp_path / "m.json").write_text(json.dumps({"missing": ["M1", "M2"], "markers": [own]}), encoding="utf-8")
    told = call("identify", "joint", tmp_path / "p.csv", tmp_path / "m.json", "--json").json
    assert [a["pairs"] for a in told["assignments"]] == [{"V1": "M1"}, {"V1": "M2"}, {"V1": None}]
    assert set(told["marginals"]["V1"]) == {"M1", "M2", "*"}
    assert told["conclusions"][0]["alike"] == ["M2"]
    shown = call("identify", "joint", tmp_path / "p.csv", tmp_path / "m.json", "--table")
    assert "M1 or M2" in shown.out
    (tmp_path / "none.csv").write_text(HEAD + TWO_SONS, encoding="utf-8")
    empty = call("identify", "joint", tmp_path / "none.csv", tmp_path / "m.json")
    assert (empty.code, "no remains" in empty.err) == (1, True)


def many(count, model=None):
    """So many brothers of as many families, each with a father who was typed."""
    rows, missing = "", []
    for k in range(count):
        rows += f"PM,V{k},V{k},0,0,1,{k % 2 + 1}/{k % 3 % 2 + 1}\n"
        rows += f"AM,F{k},A{k},0,0,1,1/{k % 2 + 1}\nAM,F{k},B{k},0,0,2,-/-\nAM,F{k},M{k},A{k},B{k},1,-/-\n"
        missing.append(f"M{k}")
    return made(rows, missing, mutmodel=model)


def test_more_assignments_than_can_be_listed_are_summed_exactly():
    case = many(5, {"model": "equal", "rate": 0.01})
    whole, short = jointly(*case), jointly(*case, most=50)
    assert (len(whole.assignments), whole.how) == (1546, {Solution.LISTED})
    assert (len(short.assignments), short.how) == (1, {Solution.SUMMED})
    for r, shares in whole.marginals.items():
        assert short.marginals[r] == pytest.approx(shares)
    assert short.assignments[0].log_likelihood == pytest.approx(whole.assignments[0].log_likelihood)
    assert short.assignments[0].posterior == pytest.approx(whole.assignments[0].posterior)
    assert [c.log_glr for c in short.conclusions] == pytest.approx([c.log_glr for c in whole.conclusions], abs=1e-9)


def test_what_is_sampled_is_json_and_nothing_else(tmp_path):
    """The solver's greeting is no JSON, and no number is nan."""
    rows = "".join(f"PM,V{k},V{k},0,0,0,1/{k % 2 + 1}\n" for k in range(32))
    rows += "".join(f"AM,F{k},A{k},0,0,1,1/2\nAM,F{k},B{k},0,0,2,-/-\nAM,F{k},M{k},A{k},B{k},0,-/-\n" for k in range(32))
    (tmp_path / "p.csv").write_text(HEAD + rows, encoding="utf-8")
    marker = {"name": "L", "alleles": ["1", "2"], "afreq": [P, Q]}
    (tmp_path / "m.json").write_text(json.dumps({"markers": [marker], "missing": [f"M{k}" for k in range(32)]}), encoding="utf-8")
    done = program("identify", "joint", tmp_path / "p.csv", tmp_path / "m.json")
    assert done.code == 0, done.err
    assert "assignments were sampled" in done.err
    assert "counts of 2,000 draws" in done.err
    [best] = done.json["assignments"]
    assert best["posterior"] is None
    assert all(sum(shares.values()) == pytest.approx(1) for shares in done.json["marginals"].values())


def test_remains_that_no_family_joins_are_taken_apart():
    """Two lots: what is said of one does not depend on how the other is summed."""
    man, woman = "PM,V1,V1,0,0,1,1/1\nPM,V2,V2,0,0,1,1/2\n" + TWO_SONS, "PM,V3,V3,0,0,2,2/2\n" + DAUGHTER
    both = made(man + woman, ["M1", "M2", "M3"])
    whole, short = jointly(*both), jointly(*both, most=10)
    assert len(whole.assignments) == 14
    assert len(short.assignments) == 1
    for r, shares in whole.marginals.items():
        assert short.marginals[r] == pytest.approx(shares)
    assert [c.log_glr for c in short.conclusions] == pytest.approx([c.log_glr for c in whole.conclusions])


def test_dropout_lets_a_half_read_bone_be_the_son():
    """A 1/1 read of a son whose parents are 1/2 and 2/2: only where the 2 may have dropped out."""
    son = "AM,F1,A,0,0,1,2/2\nAM,F1,B,0,0,2,1/2\nAM,F1,M1,A,B,1,-/-\n"
    remains, kin, markers = made("PM,V1,V1,0,0,1,1/1\n" + son, ["M1"])
    assert listed(jointly(remains, kin, markers)) == {("*",): 1.0}
    [body] = remains
    d = 0.2
    half = replace(body, qualities={"V1": Quality(dropout=d)})
    lr = 0.5 * d * (1 - d) / (P**2 * (1 - d * d) + 2 * P * Q * d * (1 - d))
    assert listed(jointly([half], kin, markers)) == {("M1",): pytest.approx(lr / (1 + lr)), ("*",): pytest.approx(1 / (1 + lr))}


@settings(max_examples=40, deadline=None)
@given(st.lists(GENOTYPES, min_size=1, max_size=3), st.sampled_from([Quality(0.2), Quality(0.2, 0.05, 0.01)]), st.booleans())
def test_assignments_of_misread_remains_have_the_likelihood_of_their_filled_families(bodies, quality, mixed):
    """The slow twin again: whole likelihoods of filled families, with the quality of whoever fills them."""
    rows = "".join(f"PM,V{n},V{n},0,0,0,{g}\n" for n, g in enumerate(bodies)) + TWO_SONS + DAUGHTER
    remains, kin, markers = made(rows, ["M1", "M2", "M3"])
    qualities = {r.pedigree.name: quality for k, r in enumerate(remains) if not (mixed and k == 0)}
    remains = [replace(r, qualities={n: q for n, q in qualities.items() if n == r.pedigree.name}) for r in remains]
    whole = jointly(remains, kin, markers)
    base = {r.pedigree.name: log_likelihoods(r.pedigree, markers, r.profiles, qualities=r.qualities).sum() for r in remains}
    own = {r.pedigree.name: r.profiles.get(r.pedigree.name, {}) for r in remains}
    for a in whole.assignments:
        total = sum(value for name, value in base.items() if a.pairs[name] is None)
        for f in kin:
            filled = {m: r for r, m in a.pairs.items() if m in f.missing}
            typed = {**f.profiles, **{m: own[r] for m, r in filled.items()}}
            off = {m: qualities[r] for m, r in filled.items() if r in qualities}
            total += log_likelihoods(f.pedigree, markers, typed, qualities=off).sum()
        assert a.log_likelihood == pytest.approx(total, abs=1e-10)
    assert sum(a.posterior for a in whole.assignments) == pytest.approx(1)
