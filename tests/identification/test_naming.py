"""Missing persons with one name are told apart by their families."""

from __future__ import annotations

from cenotaph.identification import jointly, named_apart
from cenotaph.model.families import Family, Side
from cenotaph.model.markers import Genotype, Marker
from cenotaph.model.pedigrees import Pedigree, Person
from twin_of_peeling import everybody

KIN = everybody(("f", "0", "0", "M"), ("m", "0", "0", "F"), ("x", "f", "m", "M"), ("c", "x", "w", "M"), ("w", "0", "0", "F"))
LOCUS = Marker("L", ("1", "2"), (0.1, 0.9))


def family(name, missing="x"):
    return Family(Pedigree(name, KIN.members), {"f": {"L": Genotype("1", "1")}}, missing=(missing,))


def test_only_shared_names_change_and_children_keep_their_parents():
    one, other, third = named_apart([family("F"), family("G"), family("H", "c")])
    assert (one.missing, other.missing, third.missing) == (("F: x",), ("G: x",), ("c",))
    assert one.pedigree["c"].father == "F: x"
    assert third == family("H", "c")


def test_they_can_then_be_joined():
    body = Family(Pedigree("V", (Person("V"),)), {"V": {"L": Genotype("1", "1")}}, Side.REMAINS)
    joint = jointly([body], named_apart([family("F"), family("G")]), [LOCUS])
    assert set(joint.marginals["V"]) == {"F: x", "G: x", "*"}
