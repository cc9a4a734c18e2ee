"""Familias' text tables, the words for relatives, and frequency tables; what is refused, and where."""

from __future__ import annotations

import json

import pytest

from cenotaph.identification import frequencies, pairs, relatives, remains
from cenotaph.identification.files.relations import MISSING, Relative, drawn
from cenotaph.model.errors import KinFault
from cenotaph.model.families import Family, Side
from cenotaph.model.markers import Genotype, Marker, Mutation, MutationModel
from cenotaph.model.pedigrees import Pedigree, Person, Sex

MALE, FEMALE, UNKNOWN = Sex.MALE, Sex.FEMALE, Sex.UNKNOWN
FREQUENCIES = 'marker,allele,frequency\n"TH01",6,0.1\nTH01,9.3,0.9\nPENTA_D,9,0.4\nPENTA_D,10,0.6\n'
TABLE = frequencies(FREQUENCIES, "q.csv")
REMAINS = "Sample id\tAMEL 1\tAMEL 2\tTH01 1\tTH01 2\tPenta D 1\tPenta D 2\tSE33 1\tSE33 2\t\n"
FAMILIES = "Family\tRelationship\tSample\tTH01 1\tTH01 2\tPENTA_D 1\tPENTA_D 2\tAMEL 1\tAMEL 2\n"


def parents(found):
    return {p.id: (p.father, p.mother) for p in found.pedigree.members if p.father}


def of(*words):
    return drawn("F", [Relative(f"{k}", sex, word) for k, (word, sex) in enumerate(words)])


def test_parents_and_siblings():
    found = of(("[Father]", MALE), ("[Sibling]", FEMALE), ("sister", FEMALE))
    assert parents(found) == {MISSING: ("0", "(mother)"), "1": ("0", "(mother)"), "2": ("0", "(mother)")}
    assert found.assumed == ()
    assert found.pedigree[MISSING].sex is UNKNOWN


def test_spouse_and_children():
    found = of(("[Wife]", FEMALE), ("[Son]", MALE))
    assert parents(found) == {"1": (MISSING, "0")}
    assert found.pedigree[MISSING].sex is MALE
    assert found.assumed == ("the missing person is male, as the spouse '0' is not",)
    assert parents(of(("[Spouse]", MALE), ("[Child]", MALE))) == {"1": ("0", MISSING)}
    alone = of(("[Child]", MALE))
    assert parents(alone) == {"0": (MISSING, "(spouse)")}
    assert alone.pedigree[MISSING].sex is UNKNOWN


def test_nephews_belong_to_the_only_typed_sibling_or_to_another():
    one = of(("[Niece]", FEMALE), ("[Sister]", FEMALE))
    assert parents(one)["0"] == ("(sibling's spouse)", "1")
    none = of(("[Niece]", FEMALE))
    assert parents(none)["0"] == ("(sibling)", "(sibling's spouse)")
    assert parents(none)["(sibling)"] == parents(none)[MISSING] == ("(father)", "(mother)")
    two = of(("[Nephew]", MALE), ("[Sibling]", MALE), ("[Sibling]", MALE))
    assert parents(two)["0"][0] == "(sibling)"
    assert all(len(found.assumed) == 1 for found in (one, none, two))


def test_grandparents_uncles_and_cousins():
    found = of(("[Grandfather]", MALE), ("[Aunt]", FEMALE), ("[Cousin]", MALE), ("[Maternal grandmother]", FEMALE))
    above = ("0", "(paternal grandmother)")
    assert parents(found)["(father)"] == parents(found)["1"] == parents(found)["(paternal uncle)"] == above
    assert parents(found)["2"] == ("(paternal uncle)", "(paternal uncle's spouse)")
    assert parents(found)["(mother)"] == ("(maternal grandfather)", "3")
    assert len(found.assumed) == 4
    two = of(("[Grandfather]", MALE), ("[Grandfather]", MALE))
    assert (parents(two)["(father)"][0], parents(two)["(mother)"][0]) == ("0", "1")


def test_half_siblings_and_grandchildren():
    assert parents(of(("[Half-sibling]", MALE)))["0"] == ("(father)", "(half-sibling's mother)")
    assert parents(of(("[Maternal half-brother]", MALE)))["0"] == ("(half-sibling's father)", "(mother)")
    assert parents(of(("[Grandson]", MALE), ("[Daughter]", FEMALE)))["0"] == ("(child's spouse)", "1")
    deep = parents(of(("[Grandchild]", MALE)))
    assert (deep["0"], deep["(child)"]) == (("(child)", "(child's spouse)"), (MISSING, "(spouse)"))


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ([("[Neighbour]", MALE)], r"has '0' as '\[Neighbour\]'"),
        ([("[Father]", MALE), ("[Father]", MALE)], "has 2 relatives called father"),
        ([("[Father]", FEMALE), ("[Sibling]", MALE)], "the father of .* is female"),
        ([("[Paternal grandfather]", MALE)] * 2, "two of paternal grandfather"),
    ],
)
def test_words_that_cannot_be_are_refused(words, says):
    with pytest.raises(KinFault, match=says):
        of(*words)


def test_remains_are_families_of_one():
    told = remains(REMAINS + "V1\tX\tY\t6\t9.3\t9\t\t20\t21\t\r\nV2\tX\tX\t \t \t-\t-\t\t\t\n\n", "pm.txt", TABLE)
    one, two = told.families
    seen = {"TH01": Genotype("6", "9.3"), "PENTA_D": Genotype("9", None)}
    assert one == Family(Pedigree("V1", (Person("V1", MALE),)), {"V1": seen}, Side.REMAINS)
    assert (two.profiles, two.pedigree["V2"].sex) == ({}, FEMALE)
    assert told.notes == (
        "pm.txt: there are no frequencies for SE33: left out",
        "pm.txt: genotypes with one allele and an empty cell (1) are taken as that allele and another that was not read",
    )
    [once, _] = remains(REMAINS + "V1\tX\tY\t6\t9.3\t9\t\t20\t21\t\r\nV2\tX\tX\t\t\n", "pm.txt", TABLE, once=True).families
    assert once.profiles["V1"]["PENTA_D"] == Genotype("9", "9")


def test_relatives_become_families():
    told = relatives(FAMILIES + "F1\t[Father]\tA\t6\t6\t9\t9\tX\tY\nF1\t[Uncle]\tB\t6\t9.3\t9\t9\tX\tY\n", "am.txt", TABLE)
    [family] = told.families
    assert family.missing == (MISSING,)
    assert family.profiles["B"] == {"TH01": Genotype("6", "9.3"), "PENTA_D": Genotype("9", "9")}
    assert told.notes == ("family F1: 'B' is of the father's side",)
    bodies = remains(REMAINS + "V1\tX\tY\t6\t6\t9\t9\t\t\t\n", "pm.txt", TABLE).families
    # Beside a typed father an uncle says nothing of the child.
    assert pairs(bodies, [family], TABLE.markers).log_lr[0, 0] == pytest.approx(3.2188758248682006)


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("F1\t[Father]\tB\tOL\t6\t9\t9\tX\tY\n", r"am.txt, line 3, 'B': allele 'OL' of TH01 is no number of repeats"),
        ("F1\t[Mother]\tA\t6\t6\t9\t9\tX\tX\n", r"am.txt, from line 2: family 'F1' has 'A' twice"),
        ("F1\t\tB\t6\t6\t9\t9\tX\tX\n", r"am.txt, line 3: a sample without relationship"),
        ("F1\t[Friend]\tB\t6\t6\t9\t9\tX\tX\n", r"family 'F1' has 'B' as '\[Friend\]'"),
    ],
)
def test_a_wrong_row_is_refused_with_its_place(row, says):
    with pytest.raises(KinFault, match=says):
        relatives(FAMILIES + "F1\t[Father]\tA\t6\t6\t9\t9\tX\tY\n" + row, "am.txt", TABLE)


def test_wrong_headers_and_samples_are_refused():
    with pytest.raises(KinFault, match="no column 'Relationship'"):
        relatives(REMAINS.replace("Sample id", "Family"), "am.txt", TABLE)
    with pytest.raises(KinFault, match="'TH01 1' and no 'TH01 2'"):
        remains("Sample\tTH01 1\n", "pm.txt", TABLE)
    with pytest.raises(KinFault, match="no marker with frequencies"):
        remains("Sample\tSE33 1\tSE33 2\n", "pm.txt", TABLE)
    with pytest.raises(KinFault, match="line 3: the sample 'V1' is there twice"):
        remains("Sample\tTH01 1\tTH01 2\nV1\t6\t6\nV1\t6\t6\n", "pm.txt", TABLE)


def fam(code=0, rate="0.002", silent="#FALSE#", head='"Output from Familias, version 3.4"'):
    marker = ['"TH01"', "0.001", rate, "0", str(code), "2", "0.1", "0.2", "0.0", "1e-5", silent, "0",
              "2\t(DatabaseSize = 10 , Dropout probability = 0 )", '"6"', "0.25", '"9.3"', "0.75"]  # fmt: skip
    return "\r\n".join(
        [head, "3.4", "#FALSE# (#Databases: 1 ;Theta/Kinship/Fst: 0 )", "1", "#TRUE#", '"Base"', *marker, "[Advanced]"]
    )


def test_the_database_of_a_fam():
    females = Mutation(MutationModel.EQUAL, 0.001)
    expected = {
        0: Mutation(MutationModel.EQUAL, 0.002),
        1: Mutation(MutationModel.PROPORTIONAL, 0.002),
        2: Mutation(MutationModel.STEPWISE, 0.002, 0.0, 0.2),
        4: Mutation(MutationModel.STEPWISE, 0.002, 1e-5, 0.2),
    }
    for code, males in expected.items():
        assert frequencies(fam(code), "f.fam").markers == (Marker("TH01", ("6", "9.3"), (0.25, 0.75), females, males),)
    assert frequencies(fam(0, rate="0"), "f.fam").markers[0].paternal == Mutation()
    own = Mutation(MutationModel.EQUAL, 0.01)
    [marker] = frequencies(fam(3), "f.fam", mutation=own).markers
    assert (marker.maternal, marker.paternal) == (own, own)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (fam(3), "f, line 7: TH01 has the stationary stepwise model"),
        (fam(5), "f, line 11: '5' is no mutation model of TH01"),
        (fam(silent="#TRUE#"), "the frequency of the silent allele of TH01 is 0"),
        (fam(rate="much"), "f, line 9: 'much' is no number"),
        (fam()[:-40], "'f' ends|ends in the middle|no number"),
        ('"Output from Familias"\n', "no frequency database"),
        ("marker,allele\n", "no column 'frequency'"),
        ("marker,allele,frequency\n", "no frequency in it"),
        (FREQUENCIES + "TH01,6,0.1\n", "line 6: TH01 has the allele '6' twice"),
        (FREQUENCIES + "SE33,6,x\n", "line 6, SE33: 'x' is no number"),
        (FREQUENCIES + "SE33,6,0.5\n", "marker 'SE33': frequencies sum to 0.5"),
        (FREQUENCIES + "th01,6,1\n", "the marker 'th01' twice"),
    ],
)
def test_a_wrong_frequency_table_is_refused(text, says):
    with pytest.raises(KinFault, match=says):
        frequencies(text, "f")


def test_sums_are_told_and_json_is_taken():
    rounded = frequencies("marker;allele;frequency\nL;1;0.3333\nL;2;0.6666\n", "q.csv")
    assert rounded.notes == ("q.csv: the frequencies of L sum to 0.9999; each is divided by that",)
    plain = {"markers": [{"name": "L", "alleles": [9.3, 10], "afreq": [0.5, 0.5]}], "missing": ["M1"]}
    table = frequencies(json.dumps(plain), "m.json")
    assert (table.markers[0].alleles, table.missing) == (("9.3", "10"), ("M1",))
