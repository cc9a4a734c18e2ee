"""Plain tables: what is read, and what is refused with line, person and marker."""

from __future__ import annotations

import json

import pytest

from cenotaph.identification import families, marker_table, persons
from cenotaph.model.errors import KinFault
from cenotaph.model.families import Side
from cenotaph.model.markers import Genotype, Mutation, MutationModel
from cenotaph.model.pedigrees import Sex

HEAD = "side,family,id,fid,mid,sex,vWA,Penta D,DXS10"
ROWS = [
    "PM,V1,V1,0,0,2,14/15,9/-,10/11",
    "AM,F1,R1,0,0,1,-/-,9/9,10",
    "AM,F1,R2,0,0,female,,-/-,",
    "AM,F1,M1,R1,R2,0,15/14,,-/-",
]
MARKERS = {
    "missing": ["M1"],
    "markers": [
        {"name": "VWA", "alleles": ["14", "15", "16"], "afreq": [0.2, 0.3, 0.5], "sexlinked": False, "mutmodel": None},
        {
            "name": "PENTA_D",
            "alleles": ["9", "10"],
            "afreq": [0.4, 0.5995],
            "mutmodel": {"model": ["stepwise", "equal"], "rate": [0.001, 0.002], "rate2": [1e-5, 0], "range": 0.1},
        },
        {"name": "DXS10", "alleles": ["10", "11", "0"], "afreq": [0.4, 0.5, 0.1], "sexlinked": True, "silent": "0"},
    ],
}


def read(*rows, head=HEAD, markers=MARKERS):
    table = marker_table(json.dumps(markers), "M.json")
    return families("\n".join([head, *rows]), "P.csv", table)


def changed(k, **fields):
    made = json.loads(json.dumps(MARKERS))
    made["markers"][k] |= fields
    return made


def test_whether_a_marker_is_on_the_x_is_no_word():
    with pytest.raises(KinFault, match=r"M\.json: marker 'VWA': sexlinked is 'false'"):
        read(*ROWS, markers=changed(0, sexlinked="false"))


def test_what_a_table_holds():
    remains, family = read(*ROWS)
    assert (remains.side, family.side) == (Side.REMAINS, Side.FAMILY)
    assert remains.missing == ()
    assert family.missing == ("M1",)
    assert remains.profiles["V1"] == {
        "VWA": Genotype("14", "15"), "PENTA_D": Genotype("9", None), "DXS10": Genotype("10", "11"),
    }  # fmt: skip
    assert family.profiles == {
        "R1": {"PENTA_D": Genotype("9", "9"), "DXS10": Genotype("10", "10")},
        "M1": {"VWA": Genotype("15", "14")},
    }
    m1 = family.pedigree["M1"]
    assert (m1.father, m1.mother, m1.sex) == ("R1", "R2", Sex.UNKNOWN)
    assert [p.sex for p in family.pedigree.members] == [Sex.MALE, Sex.FEMALE, Sex.UNKNOWN]


def test_what_markers_hold():
    table = marker_table(json.dumps(MARKERS), "M.json")
    vwa, penta, x = table.markers
    assert vwa.frequencies == (0.2, 0.3, 0.5)
    assert penta.maternal == Mutation(MutationModel.STEPWISE, 0.001, 1e-5, 0.1)
    assert penta.paternal == Mutation(MutationModel.EQUAL, 0.002, 0, 0.1)
    assert (x.x_linked, x.silent) == (True, "0")
    assert table.notes == ("M.json: the frequencies of PENTA_D sum to 0.9995; each is divided by that",)


def test_order_of_rows_and_semicolons_do_not_matter():
    lines = [HEAD, ROWS[3], *ROWS[1:3]]
    table = marker_table(json.dumps(MARKERS), "M.json")
    [family] = families("\ufeff" + "\r\n".join(line.replace(",", ";") for line in lines), "P.csv", table)
    assert [p.id for p in family.pedigree.elders_first()] == ["R1", "R2", "M1"]


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("AM,F1,X,0,0,1,14/99,,", r"P.csv, line 6, 'X': allele '99' of VWA is not in the frequency table"),
        ("AM,F1,X,0,0,1,,,0/0", r"line 6, 'X': allele '0' of DXS10 is not in the frequency table"),
        ("AM,F1,X,0,0,1,14,,", r"line 6, 'X': '14' is no genotype of VWA"),
        ("AM,F1,X,0,0,1,14/15/16,,", r"line 6, 'X': '14/15/16' is no genotype"),
        ("AM,F1,X,X,R2,1,,,", r"line 6: 'X' is their own parent"),
        ("AM,F1,X,R1,0,1,,,", r"line 6: 'X' has one parent only"),
        ("AM,F1,X,R1,R1,1,,,", r"'R1' as father and as mother"),
        ("AM,F1,X,R9,R2,1,,,", r"from line 3: family 'F1': the father 'R9' of 'X' is no member"),
        ("AM,F1,X,R2,R1,1,,,", r"'R2', the father of 'X', is female"),
        ("AM,F1,M1,0,0,1,,,", r"line 6: family 'F1' has 'M1' twice, first in line 5"),
        ("PM,F1,X,0,0,1,,,", r"family 'F1' is of both sides"),
        ("XX,F1,X,0,0,1,,,", r"line 6: the side of 'X' is 'XX'"),
        ("AM,F1,X,0,0,3,,,", r"line 6: the sex of 'X' is '3'"),
        ("AM,F1,X,0,0,1,,", r"line 6: 8 cells under 9 columns"),
        ("AM,F1,,0,0,1,,,", r"line 6: a person without id"),
    ],
)
def test_a_wrong_row_is_refused_with_its_place(row, says):
    with pytest.raises(KinFault, match=says) as told:
        read(*ROWS, row)
    assert told.value.cure


def test_a_circle_is_named():
    circle = ["AM,F,A,B,M,1,,,", "AM,F,B,A,M,1,,,", "AM,F,M,0,0,2,,,", "AM,F,C,B,M,1,,,"]
    with pytest.raises(KinFault, match=r"family 'F': A, B descend from themselves"):
        read(*circle)


@pytest.mark.parametrize(
    ("head", "says"),
    [
        (HEAD.replace("fid", "parent"), "no column 'fid'"),
        (HEAD.replace("vWA", "TH01"), "no frequencies for the column 'TH01'"),
        (HEAD.replace("DXS10", "VWA"), "the columns 'vWA' and 'VWA' are one marker"),
    ],
)
def test_a_wrong_header_is_refused(head, says):
    with pytest.raises(KinFault, match=says):
        read(*ROWS, head=head)


@pytest.mark.parametrize(
    ("markers", "says"),
    [
        (changed(0, afreq=[0.2, 0.3, 0.4]), "M.json: marker 'VWA': frequencies sum to 0.9. They"),
        (changed(0, afreq=[0.2, 0.8]), "marker 'VWA' has 3 alleles and 2 frequencies"),
        (changed(0, afreq=[-0.2, 0.7, 0.5]), "the frequency of '14' is -0.2"),
        (changed(0, alleles=["14", "14", "15"]), "marker 'VWA' has the allele '14' twice"),
        (changed(1, name="vwa"), "the marker 'vwa' twice"),
        (changed(0, name=""), "marker 1 has no name"),
        (changed(0, alleles=None), "marker 'VWA' cannot be read"),
        (changed(0, mutmodel={"model": "quantum"}), "there is no mutation model 'quantum'"),
        (changed(0, mutmodel={"model": "equal", "rate": 2}), "mutation rate is 2"),
        (changed(0, mutmodel={"model": "custom", "matrix": [[1, 0], [0, 1]]}), "the mutation matrix is not 3 × 3"),
        (changed(0, mutmodel={"model": "custom", "matrix": [[1, 1], [0, 1]]}), "the mutation matrix has the row"),
        (changed(2, silent="7"), "the silent allele '7' has no frequency"),
        ({"markers": []}, "no list of markers"),
        ([], "no list of markers"),
    ],
)
def test_a_wrong_marker_is_refused(markers, says):
    with pytest.raises(KinFault, match=says):
        read(*ROWS, markers=markers)


def test_what_is_no_json_is_told_with_its_line():
    with pytest.raises(KinFault, match=r"M.json, line 2: this is no JSON"):
        marker_table("{\n'a': 1}", "M.json")


def test_two_remains_of_one_id_are_two():
    """A search tells remains by id, joint assignments by family: one name for both, and none twice."""
    rows = ["PM,G1,bone,0,0,2,14/15,,", "PM,G2,bone,0,0,1,15/15,,", ROWS[1]]
    told = persons("\n".join([HEAD, *rows]), "P.csv", marker_table(json.dumps(MARKERS), "M.json"))
    assert [[p.id for p in f.pedigree.members] for f in told.families] == [["G1"], ["G2"], ["R1"]]
    assert [*told.families[0].profiles] == ["G1"]
    assert told.notes == ("P.csv: remains are called as in the column family, not as in the column id",)


def test_amelogenin_tells_the_sex_of_a_plain_table():
    head = HEAD + ",AMEL"
    [remains, family] = read("PM,V1,V1,0,0,0,14/15,,,X/Y", "AM,F1,R1,0,0,2,,9/9,,X/X", head=head)
    assert (remains.pedigree["V1"].sex, family.pedigree["R1"].sex) == (Sex.MALE, Sex.FEMALE)
    with pytest.raises(KinFault, match="line 2, 'R1': the sex is female, and male by amelogenin"):
        read("AM,F1,R1,0,0,2,,9/9,,X/Y", head=head)
