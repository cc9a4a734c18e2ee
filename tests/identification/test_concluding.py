"""What is concluded of remains and of the missing: in which words, at which ratios, by hand."""

from __future__ import annotations

import json
from math import exp, log

import pytest

from cenotaph.identification import families, marker_table
from cenotaph.identification.joining.concluding import Conclusion, Thresholds, conclude
from cenotaph.model.errors import KinFault
from cenotaph.model.families import Side

#: Alleles 1 and 2 are rare, 3 is not.
P = 0.01
LOCI = ("A", "B", "C", "D")


def concluded(rows, missing, thresholds=None):
    """Of rows "side,family,id,fid,mid,sex,genotype": the same genotype at every marker, or one a marker with spaces between."""
    head = "side,family,id,fid,mid,sex," + ",".join(LOCI) + "\n"
    lines = []
    for row in rows:
        *told, genotypes = row.split(",")
        each = genotypes.split() if " " in genotypes else [genotypes] * len(LOCI)
        lines.append(",".join((*told, *each)))
    markers = [{"name": n, "alleles": ["1", "2", "3"], "afreq": [P, P, 1 - 2 * P]} for n in LOCI]
    known = marker_table(json.dumps({"markers": markers, "missing": missing}), "m.json")
    found = families(head + "\n".join(lines), "p.csv", known)
    sides = ([f for f in found if f.side is side] for side in (Side.REMAINS, Side.FAMILY))
    return conclude(*sides, known.markers, thresholds)


def father(family, genotype, missing, sex="1"):
    return [
        f"AM,{family},{family}f,0,0,1,{genotype}",
        f"AM,{family},{family}m,0,0,2,-/-",
        f"AM,{family},{missing},{family}f,{family}m,{sex},-/-",
    ]


def test_a_pair_that_nothing_disputes():
    found = concluded(["PM,V1,V1,0,0,1,1/1", "PM,V2,V2,0,0,1,3/3", *father("F", "1/1", "M")], ["M"])
    one = found.remains["V1"]
    assert (one.conclusion, one.others, one.family, one.comment) == (Conclusion.UNDISPUTED, ("M",), "F", "Step 1")
    assert exp(one.log_lr) == pytest.approx(P**-4)
    assert (found.missing["M"].conclusion, found.missing["M"].others) == (Conclusion.UNDISPUTED, ("V1",))
    assert (found.remains["V2"].conclusion, found.remains["V2"].comment) == (Conclusion.EXCLUDED, "No compatible pairings")


def test_the_first_found_helps_to_find_the_second():
    """The father of the missing girl is found by his own mother; only with him in place does her bone say anything."""
    family = [
        "AM,F,G,0,0,2,1/1", "AM,F,H,0,0,1,-/-", "AM,F,M1,H,G,1,-/-", "AM,F,W,0,0,2,-/-", "AM,F,M2,M1,W,2,-/-",
    ]  # fmt: skip
    found = concluded(["PM,V1,V1,0,0,1,1/2", "PM,V2,V2,0,0,2,2/3", *family], ["M1", "M2"])
    assert [(f.conclusion, f.comment) for f in found.remains.values()] == [
        (Conclusion.UNDISPUTED, "Step 1"),
        (Conclusion.UNDISPUTED, "Step 2"),
    ]
    # Given the father's 1/2, the girl has the 2 from him and the 3 from whom nobody knows, against an unrelated 2/3.
    assert exp(found.remains["V2"].log_lr) == pytest.approx((0.5 * (1 - 2 * P) / (2 * P * (1 - 2 * P))) ** 4)


def test_two_remains_for_one_missing_are_disputed():
    found = concluded(["PM,V1,V1,0,0,1,1/1", "PM,V2,V2,0,0,1,1/1", *father("F", "1/1", "M")], ["M"])
    assert found.missing["M"].conclusion is Conclusion.DISPUTED
    assert found.missing["M"].comment == "Also: V2 (LR=1e+08)"
    assert [f.conclusion for f in found.remains.values()] == [Conclusion.PROBABLE] * 2
    assert found.remains["V1"].comment == "Runner-up: -"


def test_weak_pairs():
    found = concluded(["PM,V1,V1,0,0,1,1/3 1/3 -/- -/-", *father("F", "1/3 1/3 -/- -/-", "M")], ["M"])
    one = found.remains["V1"]
    assert (one.conclusion, one.comment, one.others) == (Conclusion.INCONCLUSIVE, "Best: M", ())
    assert exp(one.log_lr) == pytest.approx((0.5 * (P + 1 - 2 * P) / (2 * P * (1 - 2 * P))) ** 2)
    against = concluded(["PM,V1,V1,0,0,1,3/3", *father("F", "1/3", "M")], ["M"])
    assert against.remains["V1"].conclusion is Conclusion.NO_MATCH
    assert against.remains["V1"].log_lr == pytest.approx(4 * log(0.5 / (1 - 2 * P)))


def test_brothers_who_cannot_be_told_apart():
    sons = ["AM,F,f,0,0,1,1/1", "AM,F,m,0,0,2,2/2", "AM,F,M1,f,m,1,-/-", "AM,F,M2,f,m,1,-/-"]
    both = concluded(["PM,V1,V1,0,0,1,1/2", "PM,V2,V2,0,0,1,1/2", *sons], ["M1", "M2"])
    assert [(f.conclusion, f.others, f.comment) for f in both.remains.values()] == [
        (Conclusion.SYMMETRIC, ("M1", "M2"), "Full siblings: {V1, V2} = {M1, M2}")
    ] * 2
    assert [(f.others, f.log_lr, f.comment) for f in both.missing.values()] == [
        (("V1", "V2"), None, "Full siblings: {M1, M2} = {V1, V2}")
    ] * 2
    assert exp(both.remains["V1"].log_glr) == pytest.approx((2 * P * P) ** -4), "both, or one of them nobody's"
    one = concluded(["PM,V1,V1,0,0,1,1/2", *sons], ["M1", "M2"])
    assert (one.remains["V1"].conclusion, one.remains["V1"].comment) == (Conclusion.SYMMETRIC, "M1 and M2 are full siblings")
    assert one.missing["M1"].comment == "V1 also matches M2 (full siblings)"
    assert exp(one.missing["M1"].log_lr) == pytest.approx((2 * P * P) ** -4)


def test_thresholds_are_the_users():
    rows = ["PM,V1,V1,0,0,1,1/1", *father("F", "1/1", "M")]
    assert concluded(rows, ["M"], Thresholds(1e9, 1e3)).remains["V1"].conclusion is Conclusion.PROBABLE
    assert concluded(rows, ["M"], Thresholds(1e9, 1e9)).remains["V1"].conclusion is Conclusion.INCONCLUSIVE
    with pytest.raises(KinFault, match="thresholds"):
        Thresholds(10, 100)


def test_a_few_inconsistent_markers_are_counted_and_not_fatal():
    """A mutation at one marker leaves the pair; at more than allowed the remains are excluded."""
    known = [
        {"name": n, "alleles": ["1", "2", "3"], "afreq": [P, P, 1 - 2 * P], "mutmodel": {"model": "equal", "rate": 0.01}}
        for n in LOCI
    ]
    table = marker_table(json.dumps({"markers": known, "missing": ["M"]}), "m.json")
    head = "side,family,id,fid,mid,sex," + ",".join(LOCI) + "\n"
    kin = "AM,F,f,0,0,1,1/1,1/1,1/1,1/1\nAM,F,m,0,0,2,-/-,-/-,-/-,-/-\nAM,F,M,f,m,1,-/-,-/-,-/-,-/-\n"
    found = families(head + "PM,V1,V1,0,0,1,1/1,1/1,1/1,2/2\nPM,V2,V2,0,0,1,2/2,2/2,2/2,1/1\n" + kin, "p.csv", table)
    sides = [[f for f in found if f.side is side] for side in (Side.REMAINS, Side.FAMILY)]
    two = conclude(*sides, table.markers)
    assert two.remains["V1"].conclusion is Conclusion.UNDISPUTED
    assert two.remains["V2"].conclusion is Conclusion.EXCLUDED
    none = conclude(*sides, table.markers, Thresholds(inconsistencies=0))
    assert none.remains["V1"].conclusion is Conclusion.EXCLUDED
