"""Tables of persons and of frequencies in the forms that people have them in, and alleles that no table lists."""

from __future__ import annotations

import io
import json
import math

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cenotaph.identification import (
    families,
    frequencies,
    log_likelihoods,
    marker_table,
    markers_text,
    persons,
    persons_text,
    read_columns,
    read_map,
    read_ped,
    relatives,
    remains,
    renamed,
)  # fmt: skip
from cenotaph.identification.files.maps import thinned
from cenotaph.identification.files.relations import MISSING
from cenotaph.identification.files.workbooks import sheet
from cenotaph.model.errors import KinFault
from cenotaph.model.families import Family, Side
from cenotaph.model.markers import Genotype, Quality
from cenotaph.model.pedigrees import Pedigree, Person, Sex
from made_kin import FAMILIES, markers

MALE, FEMALE = Sex.MALE, Sex.FEMALE
LONG = "marker,allele,frequency\nTH01,6,0.1\nTH01,9.3,0.9\nPENTA_D,9,0.4\nPENTA_D,10,0.6\n"
TABLE = frequencies(LONG, "q.csv")
HEAD = "side,family,id,fid,mid,sex"


def shares(table, name):
    [marker] = [m for m in table.markers if m.name == name]
    return dict(zip(marker.alleles, marker.frequencies, strict=True))


def test_a_ladder_holds_the_same_as_a_list():
    ladder = frequencies("Allele;TH01;PENTA_D;\n6;0.1;;\n9;;0.4;\n9.3;0.9;;\n10;;0.6;\nN;50;;\n", "q.csv")
    assert ladder.markers == TABLE.markers
    assert ladder.minima == {"TH01": 0.05}
    with_size = frequencies("locus\tallele\tfreq\tN\nL\t1\t0.5\t200\nL\t2\t0.5\t200\n", "q.csv")
    assert with_size.minima == {"L": 0.0125}
    assert frequencies(LONG, "q.csv", minimum=0.002).minima == {"TH01": 0.002, "PENTA_D": 0.002}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Allele,A,A\n1,1,1\n", "the marker 'A' twice"),
        ("Allele,A,B\n1,1,1\n1,0,0\n", "line 3, A: the allele '1' is there twice"),
        ("Allele,A,B\n,1,1\n", "a frequency without an allele"),
        ("Allele,A,B\n1,x,1\n", "line 2, A: 'x' is no number"),
        ("Allele,A,B\n1,1,1\nN,0,0\n", "0 people were typed"),
        ("Allele,A,a\n1,1,1\n", "the marker 'a' twice"),
        ("marker,allele,frequency\nL,1,0.9\n", "marker 'L': frequencies sum to 0.9"),
        ("marker,allele,frequency\nL,1,nan\n", "frequencies sum to nan"),
        ("marker,allele,frequency\nL,1,2\nL,2,-1\n", "the frequency of '1' is 2"),
    ],
)
def test_a_wrong_table_of_frequencies_is_refused(text, says):
    with pytest.raises(KinFault, match=says):
        frequencies(text, "q.csv")


def test_sums_that_are_off_are_said_and_mended():
    near = frequencies("marker,allele,frequency\nL,1,0.4\nL,2,0.56\n", "q.csv")
    assert shares(near, "L") == pytest.approx({"1": 0.4 / 0.96, "2": 0.56 / 0.96})
    assert near.notes == ("q.csv: the frequencies of L sum to 0.96; each is divided by that",)


def test_an_allele_that_is_not_listed_is_rare_and_said():
    told = persons(f"{HEAD},TH01\nAM,F,A,0,0,1,6/7\nAM,F,B,0,0,2,7/8\n", "p.csv", TABLE, spare=True)
    assert shares(told.table, "TH01") == pytest.approx({"6": 0.0998, "9.3": 0.8982, "7": 0.001, "8": 0.001})
    assert told.notes == (
        "p.csv, line 2, 'A': allele '7' of TH01 is not in the frequency table; taken at 0.001",
        "p.csv, line 3, 'B': allele '8' of TH01 is not in the frequency table; taken at 0.001",
    )
    [family] = told.families
    value = log_likelihoods(family.pedigree, told.table.markers, family.profiles)[0]
    assert value == pytest.approx(math.log(2 * 0.0998 * 0.001) + math.log(2 * 0.001 * 0.001))
    assert told.table.markers[1] == TABLE.markers[1]


def test_a_frequency_of_nothing_counts_as_not_listed():
    table = frequencies("marker,allele,frequency\nL,1,0\nL,2,1\n", "q.csv")
    told = persons(f"{HEAD},L\nAM,F,A,0,0,1,1/2\n", "p.csv", table)
    assert shares(told.table, "L") == pytest.approx({"1": 0.001, "2": 0.999})


def test_alleles_under_a_matrix_and_words_are_refused():
    own = {
        "name": "L",
        "alleles": ["1", "2"],
        "afreq": [0.5, 0.5],
        "mutmodel": {"model": "custom", "matrix": [[0.9, 0.1], [0.1, 0.9]]},
    }
    table = marker_table(json.dumps({"markers": [own]}), "m.json")
    with pytest.raises(KinFault, match="line 2, 'A': allele '3' of L is not in the frequency table, nor in the mutation matrix"):
        persons(f"{HEAD},L\nAM,F,A,0,0,1,1/3\n", "p.csv", table)
    with pytest.raises(KinFault, match="allele 'OL' of TH01 is no number of repeats"):
        persons(f"{HEAD},TH01\nAM,F,A,0,0,1,6/OL\n", "p.csv", TABLE)
    many = "".join(f"PM,V{k},V{k},0,0,1,{k}/{k}\n" for k in range(10, 20))
    with pytest.raises(KinFault, match=r"10 alleles that are not in the frequency table, at 0.1 each, leave nothing"):
        persons(f"{HEAD},TH01\n{many}", "p.csv", frequencies(LONG, "q.csv", minimum=0.1))


def test_two_columns_a_marker_and_other_names_of_columns():
    text = "family;person;father;mother;gender;Penta D 1;Penta D 2;th-01;th-01\nF;A;0;0;male;9;;6;6\n"
    told = persons(text, "p.csv", TABLE)
    assert told.families[0].profiles == {"A": {"PENTA_D": Genotype("9", None), "TH01": Genotype("6", "6")}}
    assert told.notes == (
        "p.csv: genotypes with one allele and an empty cell (1) are taken as that allele and another that was not read",
    )
    once = persons(text, "p.csv", TABLE, once=True)
    assert once.families[0].profiles["A"]["PENTA_D"] == Genotype("9", "9")
    assert once.notes[0].endswith("are taken as a homozygote")


def test_a_second_column_is_not_another_marker():
    table = frequencies("marker,allele,frequency\nDXS101,1,1\n", "q.csv")
    told = persons(f"{HEAD},DXS10 1,DXS10 2,DXS101\nAM,F,A,0,0,2,8,9,1/1\n", "p.csv", table, spare=True)
    assert told.families[0].profiles == {"A": {"DXS101": Genotype("1", "1")}}
    assert told.notes == ("p.csv: there are no frequencies for DXS10: left out",)
    with pytest.raises(KinFault, match="'DXS101 1' and no 'DXS101 2'"):
        persons(f"{HEAD},DXS101 1\nAM,F,A,0,0,2,8\n", "p.csv", table)


def test_how_far_a_sample_may_be_misread():
    told = persons(
        f"{HEAD},dropout,drop-in,TH01\nPM,V,V,0,0,1,0.1,0.05,6/6\nPM,W,W,0,0,1,,,6/6\nPM,X,X,0,0,1,0.1,0,\n", "p.csv", TABLE
    )
    assert [f.qualities for f in told.families] == [{"V": Quality(0.1, 0.05)}, {}, {}]
    bodies = remains("Sample\tDropout\tTH01 1\tTH01 2\nV\t0.2\t6\t6\n", "pm.txt", TABLE)
    assert bodies.families[0].qualities == {"V": Quality(0.2)}
    kin = relatives("Family,Relationship,Sample,Sex,error,TH01\nF,mother,M,F,0.01,6/6\n", "am.csv", TABLE)
    assert kin.families[0].qualities == {"M": Quality(error=0.01)}
    for cell, says in (("1", "line 2, 'V': the probability of dropout is 1"), ("x", "line 2, 'V': dropout: 'x' is no number")):
        with pytest.raises(KinFault, match=says):
            persons(f"{HEAD},dropout,TH01\nPM,V,V,0,0,1,{cell},6/6\n", "p.csv", TABLE)


def test_a_row_of_the_missing_person_says_their_sex():
    head = "Family\tRelationship\tSample\tAMEL 1\tAMEL 2\tTH01 1\tTH01 2\n"
    [family] = relatives(head + "F\t[Child]\tC\tX\tY\t6\t6\nF\t[MISSING person]\t?\tX\tX\t\t\n", "am.txt", TABLE).families
    assert family.pedigree[MISSING].sex is FEMALE
    assert family.pedigree["C"] == Person("C", MALE, "(spouse)", MISSING)
    for row, says in (
        ("F\tMissing person\t?\tX\tX\t6\t6\n", "genotypes of the missing person"),
        ("F\tMissing person\t?\tX\tX\t\t\nF\tself\t!\tX\tX\t\t\n", "two rows of the missing person"),
        ("F\tWife\tW\tX\tX\t\t\nF\tself\t!\tX\tX\t\t\n", "misses somebody female, and male by the spouse"),
    ):
        with pytest.raises(KinFault, match=says):
            relatives(head + "F\t[Child]\tC\tX\tY\t6\t6\n" + row, "am.txt", TABLE)
    with pytest.raises(KinFault, match="line 2, 'C': the sex is female, and male by amelogenin"):
        relatives(head.replace("Sample", "Sample\tSex") + "F\tChild\tC\tF\tX\tY\t6\t6\n", "am.txt", TABLE)


PED = "F1 A 0 0 1 6 9.3 9 9\nF1 B 0 0 2 0 0 - -\nF1 C A B 1 6 6 9 10\n"


def test_a_ped_with_and_without_names_of_its_markers():
    plain = read_ped(PED, "f.ped", TABLE, Side.FAMILY)
    seen = {"TH01": Genotype("6", "9.3"), "PENTA_D": Genotype("9", "9")}
    assert plain.families[0].profiles == {"A": seen, "C": {"TH01": Genotype("6", "6"), "PENTA_D": Genotype("9", "10")}}
    assert plain.families[0].pedigree["C"] == Person("C", MALE, "A", "B")
    assert plain.notes == ("f.ped: the markers are taken in the order of the frequencies",)
    named = read_ped("#FID IID PAT MAT SEX TH01_1 TH01_2 PentaD PentaD\n" + PED, "f.ped", TABLE, Side.FAMILY)
    affected = "\n".join(" ".join([*line.split()[:5], "-9", *line.split()[5:]]) for line in PED.splitlines())
    beside = read_ped(affected, "f.ped", TABLE, Side.FAMILY, companion="A sick\nM th01\nM penta_d\n", beside="f.dat")
    mapped = read_ped(affected, "f.ped", TABLE, Side.FAMILY, companion="11 TH01 0 2192\n21 PentaD 0 45056\n", beside="f.map")
    in_order = read_ped(affected, "f.ped", TABLE, Side.FAMILY)
    assert named.families == beside.families == mapped.families == in_order.families == plain.families
    swapped = read_ped(PED, "f.ped", TABLE, Side.FAMILY, companion="M SE33\nM TH01\n", beside="f.dat")
    assert swapped.families[0].profiles["A"] == {"TH01": Genotype("9", "9")}
    assert swapped.notes[0] == "f.ped: there are no frequencies for SE33: left out"


def test_a_ped_of_remains():
    told = read_ped("P V1 0 0 1 6 6 0 0\nP V2 0 0 2 0 0 9 9\n", "r.ped", TABLE, Side.REMAINS)
    assert told.families[0] == Family(Pedigree("V1", (Person("V1", MALE),)), {"V1": {"TH01": Genotype("6", "6")}}, Side.REMAINS)
    with pytest.raises(KinFault, match="the remains 'C' have parents"):
        read_ped(PED, "f.ped", TABLE, Side.REMAINS)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (PED + "F1 A 0 0 1 6 6 9 9\n", "line 4: family 'F1' has 'A' twice, first in line 1"),
        (PED + "F1 D 0 0 1 6 6 9\n", "line 4: 8 columns, 9 in the first line"),
        (PED + "F1 D D B 1 6 6 9 9\n", "line 4: 'D' is their own parent"),
        (PED + "F1 D A E 1 6 6 9 9\nF1 E D B 2 6 6 9 9\n", "descend from themselves"),
        (PED + "F1 D A 0 1 6 6 9 9\n", "line 4: 'D' has one parent only"),
        (PED + "F1 D A Z 1 6 6 9 9\n", "the mother 'Z' of 'D' is no member"),
        (PED + "F1 D B A 1 6 6 9 9\n", "is a father and a mother|is female|is male"),
        (PED + "F1 D 0 0 1 6 OL 9 9\n", "line 4, 'D': allele 'OL' of TH01"),
        ("F1 A 0 0 1 6 6 9 9 10 10\n", "6 columns behind the sex, and there are frequencies for 2 markers"),
        ("", "no person in it"),
    ],
)
def test_a_wrong_ped_is_refused(text, says):
    with pytest.raises(KinFault, match=says):
        read_ped(text, "f.ped", TABLE, Side.FAMILY)


COLUMNS = {
    "id": "Muestra", "family": "Caso", "father": "Padre", "mother": "Madre", "sex": "Sexo", "side": "am",
    "markers": {"TH01": ["TH a", "TH b"], "Penta D": "PD"}, "values": {"sex": {"H": "male", "M": "female"}},
}  # fmt: skip
SPANISH = "Caso,Muestra,Padre,Madre,Sexo,TH a,TH b,PD,sex\nF1,A,0,0,H,6,9.3,9/9,?\n\nF1,B,0,0,M,6,6,-/-,?\n"


def test_a_map_of_columns_in_json_or_toml():
    columns = read_columns(json.dumps(COLUMNS), "c.json")
    toml = 'id = "Muestra"\nfamily = "Caso"\nfather = "Padre"\nmother = "Madre"\nsex = "Sexo"\nside = "am"\n'
    toml += '[markers]\nTH01 = ["TH a", "TH b"]\n"Penta D" = "PD"\n[values.sex]\nH = "male"\nM = "female"\n'
    assert read_columns(toml, "c.toml") == columns
    told = persons(renamed(SPANISH, "p.csv", columns, "c.json"), "p.csv", TABLE, spare=True)
    [family] = told.families
    assert family.side is Side.FAMILY
    assert family.pedigree.members == (Person("A", MALE), Person("B", FEMALE))
    assert family.profiles["A"] == {"TH01": Genotype("6", "9.3"), "PENTA_D": Genotype("9", "9")}
    wrong = renamed(SPANISH.replace("6,6,-/-", "OL,6,-/-"), "p.csv", columns, "c.json")
    with pytest.raises(KinFault, match=r"p\.csv, line 4, 'B': allele 'OL'"):
        persons(wrong, "p.csv", TABLE, spare=True)


@pytest.mark.parametrize(
    ("told", "says"),
    [
        ("{", "neither JSON nor TOML"),
        ("x", "neither JSON nor TOML"),
        ('{"colour": "x"}', "'colour' is no column that a map names"),
        ('{"id": 3}', "'id' is no column"),
        ('{"markers": {"TH01": ["a", "b", "c"]}}', "the marker 'TH01' has no column"),
        ('{"markers": ["TH01"]}', "has no column"),
        ('{"values": {"sex": "H"}}', "values are no words"),
    ],
)
def test_a_wrong_map_of_columns_is_refused(told, says):
    with pytest.raises(KinFault, match=says):
        read_columns(told, "c.json")


def test_a_map_names_columns_that_are_there():
    with pytest.raises(KinFault, match=r"p\.csv has no column 'Nombre', which c.json names"):
        renamed(SPANISH, "p.csv", read_columns('{"id": "Nombre"}', "c.json"), "c.json")


def test_the_first_sheet_of_a_workbook():
    book = openpyxl.Workbook()
    for row in (["Sample", "TH01 1", "TH01 2"], ["V1", 6, 9.3], [None, None, None], ["V2", "6", 6.0]):
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    told = remains(sheet(out.getvalue(), "r.xlsx"), "r.xlsx", TABLE)
    assert [f.profiles for f in told.families] == [{"V1": {"TH01": Genotype("6", "9.3")}}, {"V2": {"TH01": Genotype("6", "6")}}]
    for content in (b"PK\x03\x04 broken", b"\xd0\xcf\x11\xe0old", out.getvalue()[:2000]):
        with pytest.raises(KinFault, match=r"r\.xlsx is no Excel workbook that can be read"):
            sheet(content, "r.xlsx")


def test_many_markers_need_a_map():
    names = [f"rs{k}" for k in range(300)]
    text = "marker,allele,frequency\n" + "".join(f"{n},A,0.5\n{n},C,0.5\n" for n in names)
    with pytest.raises(KinFault, match="300 markers, too many to be inherited apart"):
        frequencies(text, "snp.csv")
    with pytest.raises(KinFault, match="300 markers, too many to be inherited apart"):
        marker_table(json.dumps({"markers": [{"name": n} for n in names]}), "snp.json")
    places = read_map("".join(f"{1 + k // 100}\t{n}\t0\t{k % 100 * 1_000_000}\n" for k, n in enumerate(names)), "snp.map")
    table = frequencies(text, "snp.csv", places=places, apart=30)
    assert [m.name for m in table.markers] == [f"rs{100 * c + k}" for c in range(3) for k in (0, 30, 60, 90)]
    assert table.notes == ("snp.csv: 12 of 300 markers are kept, the first of a chromosome and the next at least 30 cM on",)
    told = persons(f"{HEAD},{','.join(names)}\nAM,F,A,0,0,1{',A/C' * 300}\n", "p.csv", table)
    assert set(told.families[0].profiles["A"]) == {m.name for m in table.markers}
    headed = read_map("Chromosome,Marker,cM\nchr1,a,0\n1,b,10.5\n", "m.csv")
    assert headed == {"a": ("1", 0.0), "b": ("1", 10.5)}
    for wrong, says in (
        ("1 a 0 1\n1 a 0 2\n", "line 2: the marker 'a' is there twice"),
        ("1 a x 1\n", "line 1: 'x' is no number"),
        ("1 a\n", "a has no position"),
        ("1\n", "no chromosome, or no marker"),
        ("", "no marker in it"),
    ):
        with pytest.raises(KinFault, match=says):
            read_map(wrong, "m.map")
    with pytest.raises(KinFault, match="the map does not have the marker 'b'"):
        thinned(["a", "b"], {"a": ("1", 0.0)}, 50, "q.csv")


@given(st.lists(st.tuples(st.sampled_from("12"), st.floats(0, 300)), min_size=1, max_size=20), st.floats(1, 100))
def test_markers_that_are_kept_lie_apart_and_none_more_could_be(places, apart):
    named = {f"m{k}": p for k, p in enumerate(places)}
    kept = thinned(list(named), named, apart, "q")
    for name, (chromosome, at) in named.items():
        near = [abs(named[k][1] - at) for k in kept if named[k][0] == chromosome and k != name]
        assert (name not in kept) == any(d < apart for d in near) if name not in kept else all(d >= apart for d in near)


@st.composite
def kin(draw):
    marker = draw(markers(x_linked=draw(st.booleans())))
    alleles = [a for a in marker.alleles if a != marker.silent]
    made = []
    for k in range(draw(st.integers(1, 3))):
        members = draw(st.sampled_from(FAMILIES)).members
        profiles = {
            p.id: {"L": Genotype(draw(st.sampled_from(alleles)), draw(st.sampled_from([*alleles, None])))}
            for p in members if draw(st.booleans())
        }  # fmt: skip
        qualities = {id_: Quality(0.1, 0.05, 0.01) for id_ in profiles if draw(st.booleans())}
        missing = tuple(p.id for p in members if p.id == "a" and p.id not in profiles)
        made.append(Family(Pedigree(f"F{k}", members), profiles, Side.FAMILY, missing if k == 0 else (), qualities))
    return marker, made


@given(kin())
def test_plain_tables_that_were_written_read_the_same(both):
    marker, own = both
    table = marker_table(markers_text([marker], own[0].missing), "m.json")
    found = families(persons_text(own, [marker]), "p.csv", table)
    assert [(f.pedigree, f.profiles, f.side, f.qualities) for f in found] == [
        (f.pedigree, f.profiles, f.side, f.qualities) for f in own
    ]
    assert found[0].missing == own[0].missing
    [read] = table.markers
    assert (read.alleles, read.frequencies, read.silent, read.x_linked) == (
        marker.alleles,
        marker.frequencies,
        marker.silent,
        marker.x_linked,
    )


MAP = read_columns(json.dumps(COLUMNS), "c.json")
READERS = {
    "remains": lambda t: remains(t, "f", TABLE),
    "relatives": lambda t: relatives(t, "f", TABLE),
    "persons": lambda t: persons(t, "f", TABLE, spare=True),
    "ped": lambda t: read_ped(t, "f", TABLE, Side.FAMILY, companion=t, beside="g"),
    "map": lambda t: read_map(t, "f"),
    "columns": lambda t: read_columns(t, "f"),
    "renamed": lambda t: renamed(t, "f", MAP, "c"),
    "markers": lambda t: marker_table(t, "f"),
}
HEADS = {
    "remains": "Sample\tTH01 1\tTH01 2\n", "relatives": "Family\tRelationship\tSample\tTH01\n", "persons": f"{HEAD},TH01,dropout\n",
    "ped": PED, "map": "1 a 0\n", "columns": '{"id": ', "renamed": SPANISH, "markers": '{"markers": [{"name": "L", "afreq": [1], ',
}  # fmt: skip
CELLS = st.lists(
    st.sampled_from(["a", "0", "6", "/", ",", "\t", "\n", "\r", '"', " ", "9.3", "[", "]", "{", "}", ":", "Mother", "\x00"])
)


@pytest.mark.parametrize("reader", READERS)
@given(text=st.one_of(st.text(), CELLS.map("".join)), headed=st.booleans())
def test_any_text_reads_or_is_refused(reader, text, headed):
    try:
        assert READERS[reader]((HEADS[reader] if headed else "") + text) is not None
    except KinFault:
        return


@pytest.mark.parametrize(
    ("table", "seen"), [("10,0.4\nL,9.3,0.6", "10.0/9.30"), ("10.0,0.4\nL,9.30,0.6", "10/9.3"), ("10,0.4\nL,9.3,0.6", "010/9.3")]
)
def test_an_allele_is_the_same_however_a_spreadsheet_writes_its_number(table, seen):
    """12.0 for 12 is no allele that no table lists: taken for one, at 0.001, a pair would look a thousand times likelier."""
    table = frequencies(f"marker,allele,frequency\nL,{table}\n", "q.csv")
    told = persons(f"{HEAD},L\nAM,F,A,0,0,1,{seen}\n", "p.csv", table)
    assert told.notes == ()
    assert told.families[0].profiles["A"]["L"] == Genotype(*table.markers[0].alleles)


def test_an_unlisted_allele_of_two_spellings_is_one():
    told = persons(f"{HEAD},TH01\nAM,F,A,0,0,1,7/7.0\n", "p.csv", TABLE, spare=True)
    assert told.families[0].profiles["A"]["TH01"] == Genotype("7", "7")
    assert list(shares(told.table, "TH01")) == ["6", "9.3", "7"]


def test_a_table_with_one_allele_in_two_spellings_is_refused():
    with pytest.raises(KinFault, match="has the allele '10' twice"):
        frequencies("marker,allele,frequency\nL,10,0.4\nL,10.0,0.6\n", "q.csv")


def test_what_is_known_of_a_sample_is_written_to_its_last_place():
    family = Family(Pedigree("F", (Person("a"),)), {"a": {"L": Genotype("1", "1")}}, Side.FAMILY, (), {"a": Quality(0.123456789)})
    [line] = persons_text([family], []).splitlines()[1:]
    assert line == "AM,F,a,0,0,0,0.123456789,0,0"
