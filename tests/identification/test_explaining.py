"""A pair marker by marker: the whole is the sum of the rows, and what else it hangs on is computed anew."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from cenotaph.identification import explain, pairs
from cenotaph.model.errors import KinFault
from cenotaph.model.families import Family, Side
from cenotaph.model.markers import NO_MUTATION, Genotype, Marker, Mutation, MutationModel, Quality
from cenotaph.model.pedigrees import Pedigree, Person, Sex
from twin_of_peeling import everybody

MOVING = Mutation(MutationModel.EQUAL, 0.01)
LOCI = [Marker(f"L{k}", ("1", "2", "3"), (0.1, 0.2, 0.7), MOVING, MOVING) for k in range(3)]
KIN = everybody(("f", "0", "0", "M"), ("m", "0", "0", "F"), ("x", "f", "m", "M"), ("y", "f", "m", "F"), ("s", "f", "m", "M"))


def profile(*pairs_):
    return {f"L{k}": Genotype(*p) for k, p in enumerate(pairs_) if p is not None}


def body(name, *seen, sex=Sex.MALE, quality=None):
    return Family(
        Pedigree(name, (Person(name, sex),)), {name: profile(*seen)}, Side.REMAINS, (), {name: quality} if quality else {}
    )


FAMILY = Family(KIN, {"f": profile(("1", "1"), ("1", "2"), ("2", "3")), "s": profile(("1", "2"), None, ("3", "3"))}, missing=("x",))
OTHER = replace(FAMILY, pedigree=Pedigree("G", KIN.members))
V1, V2 = body("V1", ("1", "2"), ("3", "3"), ("2", "2")), body("V2", ("1", "1"), ("1", "1"), None)


def test_rows_add_up_to_the_pair():
    found = explain([V1, V2], [FAMILY], LOCI, "V1", "F")
    whole = pairs([V1], [FAMILY], LOCI)
    assert found.log_lr == pytest.approx(whole.log_lr[0, 0])
    assert sum(r.log_lr for r in found.rows) == pytest.approx(found.log_lr)
    assert found.exclusions == sum(r.excluded for r in found.rows) == 1
    assert [str(r.seen) for r in found.rows] == ["1/2", "3/3", "2/2"]
    assert [sorted(r.references) for r in found.rows] == [["f", "s"], ["f"], ["f", "s"]]
    assert found.rows[0].frequencies == {"1": 0.1, "2": 0.2}
    assert (found.missing, found.family) == ("x", FAMILY)


def test_what_it_hangs_on_is_computed_anew():
    found = explain([V1, V2], [FAMILY], LOCI, "V1", "F", theta=0.01)
    told = {o.what: o.log_lr for o in found.otherwise}
    assert list(told) == ["theta 0", "theta 0.03", "no mutation", "without L0"]
    still = [replace(m, maternal=NO_MUTATION, paternal=NO_MUTATION) for m in LOCI]
    assert told["theta 0.03"] == pytest.approx(pairs([V1], [FAMILY], LOCI, theta=0.03).log_lr[0, 0])
    assert told["theta 0"] == pytest.approx(pairs([V1], [FAMILY], LOCI).log_lr[0, 0])
    assert told["no mutation"] == pairs([V1], [FAMILY], still, theta=0.01).log_lr[0, 0] == -math.inf
    assert told["without L0"] == pytest.approx(pairs([V1], [FAMILY], LOCI[1:], theta=0.01).log_lr[0, 0])


def test_theta_among_many_untyped_founders_is_not_told_unasked():
    far = everybody(
        ("g", "0", "0", "M"), ("h", "0", "0", "F"), ("u", "g", "h", "M"), ("w", "0", "0", "F"), ("c", "u", "w", "M"),
        ("f", "g", "h", "M"), ("m", "0", "0", "F"), ("x", "f", "m", "M"),
    )  # fmt: skip
    found = explain([V1], [Family(far, {"c": profile(("1", "1"))}, missing=("x",))], LOCI, "V1", "F")
    told = {o.what: o.log_lr for o in found.otherwise}
    assert math.isnan(told["theta 0.01"])
    assert math.isfinite(told["no mutation"])


def test_rivals_are_counted_on_both_sides():
    found = explain([V1, V2], [FAMILY, OTHER], LOCI, "V1", "F")
    of_v2 = pairs([V2], [FAMILY], LOCI).log_lr[0, 0]
    assert found.rivals[0] == (1, pytest.approx(of_v2))
    assert found.rivals[1] == (1, pytest.approx(found.log_lr)), "the same family once more"
    assert explain([V2], [FAMILY], LOCI, "V2", "F").rivals == ((0, -math.inf), (0, -math.inf))


def test_a_family_at_odds_is_told_at_its_marker():
    odd = replace(FAMILY, profiles={"f": profile(("1", "1"), ("1", "1")), "s": profile(("2", "2"), ("1", "2"))})
    found = explain([V1], [odd], LOCI, "V1", "F")
    assert [r.at_odds for r in found.rows] == [True, False, False]


def test_the_quality_of_the_sample_counts():
    half = body("V1", ("1", "1"), quality=Quality(dropout=0.2))
    found = explain([half], [FAMILY], LOCI, "V1", "F")
    assert found.quality == Quality(dropout=0.2)
    assert found.log_lr != explain([body("V1", ("1", "1"))], [FAMILY], LOCI, "V1", "F").log_lr


def test_what_cannot_be_explained_is_refused():
    two = replace(FAMILY, missing=("x", "y"))
    with pytest.raises(KinFault, match="no remains called 'V9'"):
        explain([V1], [FAMILY], LOCI, "V9", "F")
    with pytest.raises(KinFault, match="no families called 'Z'"):
        explain([V1], [FAMILY], LOCI, "V1", "Z")
    with pytest.raises(KinFault, match="misses 2 persons"):
        explain([V1], [two], LOCI, "V1", "F")
    with pytest.raises(KinFault, match="'s' is not missing"):
        explain([V1], [two], LOCI, "V1", "F", missing="s")
    with pytest.raises(KinFault, match="differ in sex"):
        explain([V1], [two], LOCI, "V1", "F", missing="y")
    assert explain([V1], [two], LOCI, "V1", "F", missing="x").missing == "x"
