"""Files of remains, families and frequencies, in every format, through the commands that take them."""

from __future__ import annotations

import csv
import json
import math
import time

import openpyxl
import pytest

from calling import call
from cenotaph.flow.kin_files import REGIONS, Rules, frequencies_of, kin, one_side
from cenotaph.model.errors import WrongUse
from cenotaph.model.families import Side
from cenotaph.model.markers import Quality

FREQUENCIES = "marker,allele,frequency\nL,1,0.1\nL,2,0.9\n"
PLAIN = "side,family,id,fid,mid,sex,L\nPM,V1,V1,0,0,1,1/1\nAM,F1,A,0,0,1,1/1\nAM,F1,B,0,0,2,-/-\nAM,F1,M1,A,B,1,-/-\n"
MARKERS = {"missing": ["M1"], "markers": [{"name": "L", "alleles": ["1", "2"], "afreq": [0.1, 0.9]}]}
PM = "Sample\tAMEL 1\tAMEL 2\tL 1\tL 2\nV1\tX\tY\t1\t1\n"
AM = "Family\tRelationship\tSample\tL 1\tL 2\nF1\t[Father]\tA\t1\t1\n"
RATIO = pytest.approx(10)


@pytest.fixture
def put(tmp_path):
    def put(name, content):
        (tmp_path / name).write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
        return tmp_path / name

    return put


def searched(remains, families, frequencies, *more):
    done = call("identify", "search", "--remains", remains, "--families", families, "--frequencies", frequencies, *more)
    assert done.code == 0, done.err
    return done


def test_a_project_serves_for_everything(put, tmp_path):
    persons, markers = put("p.csv", PLAIN), put("m.json", MARKERS)
    project = tmp_path / "a.fam"
    done = call("identify", "export", "--remains", persons, "--families", persons, "--frequencies", markers, "--to", project)
    assert done.json == {"files": [str(project)], "remains": 1, "families": 1}
    assert "family F1: 'M1' is 'Missing person'" in done.err
    [pair] = searched(project, project, project).json
    assert (pair["remains"], pair["family"], pair["missing"], pair["lr"]) == ("V1", "F1", "Missing person", RATIO)
    assert call("identify", "joint", project).json["marginals"]["V1"]["Missing person"] == pytest.approx(10 / 11)
    alone, both = call("identify", "likelihood", project).json, call("identify", "likelihood", persons, markers).json
    assert alone == both
    back = tmp_path / "b.csv"
    call("identify", "export", "--remains", project, "--families", project, "--frequencies", project, "--to", back)
    assert call("identify", "likelihood", back, tmp_path / "b.json").json == both
    [same] = searched(back, back, tmp_path / "b.json").json
    assert same == pair
    [mixed] = searched(project, put("am.txt", AM), put("q.csv", FREQUENCIES)).json
    assert mixed["lr"] == RATIO


def test_what_export_refuses(put, tmp_path):
    persons, markers = put("p.csv", PLAIN), put("m.json", MARKERS)
    for more, says in (
        (("--to", tmp_path / "x.fam"), "nothing to export"),
        (("--remains", persons, "--to", tmp_path / "x.txt"), "neither a .fam nor a .csv"),
        (("--remains", persons, "--to", persons), "is there already"),
    ):
        done = call("identify", "export", "--frequencies", markers, *more)
        assert (done.code, says in done.err) == (2, True)
    assert call("identify", "export", "--frequencies", markers, "--remains", persons, "--to", tmp_path / "no" / "x.fam").code == 1
    assert call("identify", "likelihood", persons).code == 2


def test_remains_and_families_in_each_format(put, tmp_path):
    book = openpyxl.Workbook()
    for row in csv.reader(PM.splitlines(), delimiter="\t"):
        book.active.append(row)
    book.save(tmp_path / "pm.xlsx")
    put("pm.dat", "M L\n")
    bodies = [
        put("pm.txt", PM), put("pm.csv", PM.replace("\t", ",")), tmp_path / "pm.xlsx", put("p.csv", PLAIN),
        put("pm.ped", "P V1 0 0 1 1 1\n"),
        put("blanks.ped", "famid id fid mid sex side L\nV1 V1 0 0 1 PM 1/1\n"),
    ]  # fmt: skip
    put("p.json", MARKERS)
    for body in bodies:
        found = one_side(body, frequencies_of(tmp_path / "p.json"), Side.REMAINS)
        assert [f.pedigree.name for f in found.families] == ["V1"], body
        [pair] = searched(body, tmp_path / "p.csv", tmp_path / "p.json").json
        assert pair["lr"] == RATIO
    kin_ = [
        put("am.txt", AM),
        put("am.csv", AM.replace("\t", ";")),
        put("am.ped", "F1 A 0 0 1 1 1\nF1 B 0 0 2 0 0\nF1 M1 A B 1 0 0\n"),
    ]
    for families in kin_:
        [pair] = searched(bodies[0], families, tmp_path / "p.json").json
        assert pair["lr"] == RATIO


def test_a_map_of_columns_and_homozygotes_written_once(put):
    columns = put("c.toml", 'sample = "Muestra"\nsex = "Sexo"\n[markers]\nL = ["L a", "L b"]\n[values.sex]\nH = "male"\n')
    remains = put("r.csv", "Muestra,Sexo,L a,L b\nV1,H,1,\n")
    families, frequencies = (
        put("am.txt", AM.replace("Sample", "Muestra").replace("L 1\tL 2", "L a\tL b\tSexo").replace("1\t1\n", "1\t1\tH\n")),
        put("q.csv", FREQUENCIES),
    )
    half = searched(remains, families, frequencies, "--columns", columns)
    assert half.json[0]["lr"] == pytest.approx(1 / (1 - 0.9**2))
    assert "taken as that allele and another that was not read" in half.err
    once = searched(remains, families, frequencies, "--columns", columns, "--homozygotes-once")
    assert once.json[0]["lr"] == RATIO
    assert "taken as a homozygote" in once.err


def test_regions_come_with_the_program_and_a_warning(put):
    done = call("identify", "frequencies")
    assert [(row["name"], row["markers"], row["alleles"]) for row in done.json] == [
        ("region:africa", 48, 831), ("region:east-asia", 40, 574), ("region:europe", 45, 522), ("region:mid-asia", 48, 713),
        ("region:norway", 50, 800), ("region:south-america", 32, 410), ("region:west-asia", 50, 586),
    ]  # fmt: skip
    assert "no substitute for a table of the population" in done.err
    for name in REGIONS:
        for marker in frequencies_of(f"region:{name}").markers:
            assert math.fsum(marker.frequencies) == pytest.approx(1, abs=1e-9)
    pm = put("pm.txt", PM.replace("L ", "TH01 ").replace("\t1\t1\n", "\t6\t7\n"))
    am = put("am.txt", AM.replace("L ", "TH01 ").replace("\t1\t1\n", "\t6\t6\n"))
    told = searched(pm, am, "region:Africa")
    th01 = next(m for m in frequencies_of("region:africa").markers if m.name == "TH01")
    share = th01.frequencies[th01.index("6")]
    assert told.json[0]["lr"] == pytest.approx(1 / (2 * share))
    assert "region:Africa: a table of norSTR 2025, MIT licence; it is no substitute" in told.err
    with pytest.raises(WrongUse, match="no frequencies of the region 'atlantis'"):
        frequencies_of("region:atlantis")


def test_an_allele_that_no_table_lists_is_taken_at_its_least(put):
    persons, markers = put("p.csv", PLAIN.replace("1/1", "1/3")), put("m.json", MARKERS)
    told = call("identify", "likelihood", persons, markers)
    assert told.json["V1"]["L"] == pytest.approx(math.log(2 * 0.1 * 0.999 * 0.001))
    assert "p.csv, line 2, 'V1': allele '3' of L is not in the frequency table; taken at 0.001" in told.err
    other = call("identify", "likelihood", persons, markers, "--minimum-frequency", 0.01)
    assert other.json["V1"]["L"] == pytest.approx(math.log(2 * 0.1 * 0.99 * 0.01))
    pair = searched(persons, persons, markers).json[0]
    assert pair["lr"] == pytest.approx((0.0999 + 0.001) / (4 * 0.0999 * 0.001))
    assert call("identify", "joint", persons, markers).json["conclusions"][0]["missing"] == "M1"
    assert call("identify", "likelihood", persons, markers, "--minimum-frequency", 0.7).code == 2
    assert call("identify", "likelihood", persons, markers, "--apart", 0).code == 2


def test_alleles_of_both_sides_are_taken_alike_whoever_is_read_first(put):
    frequencies = put("q.csv", FREQUENCIES)
    found = kin(put("pm.txt", PM.replace("1\t1\n", "1\t3\n")), put("am.txt", AM.replace("1\t1\n", "3\t4\n")), frequencies)
    [marker] = found.table.markers
    shares = dict(zip(marker.alleles, marker.frequencies, strict=True))
    assert shares == pytest.approx({"1": 0.0998, "2": 0.8982, "3": 0.001, "4": 0.001}, rel=1e-14)
    assert [n.partition(", ")[0] for n in found.notes] == ["pm.txt", "am.txt"]


def test_what_is_not_said_of_remains_is_what_the_rules_say(put):
    persons = put(
        "p.csv", PLAIN.replace("sex,L", "sex,dropout,L").replace(",1,1/1", ",1,0.2,1/1", 1).replace("0,1,1/1", "0,1,,1/1")
    )
    persons.write_text(persons.read_text("utf-8").replace("0,2,-/-", "0,2,,-/-").replace("B,1,-/-", "B,1,,-/-"), encoding="utf-8")
    found = kin(persons, persons, put("m.json", MARKERS), Rules(quality=Quality(0.1)))
    assert found.remains[0].qualities == {"V1": Quality(0.2)}
    bodies = one_side(put("pm.txt", PM), found.table, Side.REMAINS, Rules(quality=Quality(0.1)))
    assert bodies.families[0].qualities == {"V1": Quality(0.1)}
    assert found.families[0].qualities == {}


def test_a_missing_person_whom_no_family_has_is_named(put):
    persons, markers = put("p.csv", PLAIN), put("m.json", MARKERS | {"missing": ["M1", "M 2"]})
    assert "m.json: no family has the missing 'M 2'" in searched(persons, persons, markers).err
    assert "m.json: no family has the missing 'M 2'" in call("identify", "joint", persons, markers).err
    nobody = call("identify", "search", "--remains", persons, "--families", persons, "--frequencies", put("q.csv", FREQUENCIES))
    assert '"missing": [ids]' in nobody.err


def test_a_family_that_cannot_be_is_named_with_the_marker(put):
    persons = put("p.csv", PLAIN + "AM,F1,S,A,B,1,2/2\n")
    assert "'F1': its own genotypes cannot be at L" in call("identify", "joint", persons, put("m.json", MARKERS)).err


def test_a_dropout_of_0_is_said_of_remains(put):
    """What a file says of one good sample is not what an option says of all others."""
    head, row = PM.splitlines()
    table = frequencies_of(put("q.csv", FREQUENCIES))
    told = put("pm.txt", f"{head}\tdropout\n{row}\t0\n{row.replace('V1', 'V2')}\t\n")
    bodies = one_side(told, table, Side.REMAINS, Rules(quality=Quality(0.1)))
    assert [f.qualities for f in bodies.families] == [{"V1": Quality()}, {"V2": Quality(0.1)}]
    plain = put("p.csv", "side,family,id,fid,mid,sex,dropout,L\nPM,V1,V1,0,0,1,0,1/1\nPM,V2,V2,0,0,1,,1/1\n")
    assert [f.qualities for f in one_side(plain, table, Side.REMAINS, Rules(quality=Quality(0.1))).families] == [
        f.qualities for f in bodies.families
    ]


def test_thousands_of_markers_are_refused_at_once_and_taken_with_a_map(put):
    names = [f"rs{k}" for k in range(5000)]
    frequencies = put("q.csv", "marker,allele,frequency\n" + "".join(f"{n},A,0.5\n{n},C,0.5\n" for n in names))
    head = f"side,family,id,fid,mid,sex,{','.join(names)}\n"
    persons = put("p.csv", head + "".join(f"PM,V{k},V{k},0,0,0{',A/C' * 5000}\n" for k in range(20)))
    begun = time.perf_counter()
    done = call("identify", "likelihood", persons, frequencies)
    assert (done.code, "5,000 markers, too many to be inherited apart" in done.err) == (1, True)
    assert time.perf_counter() - begun < 1
    places = put("snp.map", "".join(f"{1 + k // 250} {n} {k % 250} 0\n" for k, n in enumerate(names)))
    thin = call("identify", "likelihood", persons, frequencies, "--map", places, "--apart", 100)
    assert {len(own) for own in thin.json.values()} == {60}
    assert "60 of 5,000 markers are kept" in thin.err


def test_a_family_that_cannot_be_is_refused_and_all_others_go_on(tmp_path):
    """A circle, a word nobody knows, a name twice: each is told with its place, and the search ends with 3."""
    (tmp_path / "q.csv").write_text("marker,allele,frequency\nL,1,0.1\nL,2,0.9\n", encoding="utf-8")
    (tmp_path / "pm.txt").write_text("Sample\tL 1\tL 2\nV1\t1\t1\nV2\t1\t2\nV2\t2\t2\n\t1\t1\n", encoding="utf-8")
    head = "Family\tRelationship\tSample\tL 1\tL 2\n"
    (tmp_path / "am.txt").write_text(head + "F1\t[Father]\tA\t1\t1\nF8\t[Friend]\tU\t1\t1\n", encoding="utf-8")
    given = ["--remains", tmp_path / "pm.txt", "--frequencies", tmp_path / "q.csv"]
    done = call("identify", "search", *given, "--families", tmp_path / "am.txt")
    assert done.code == 3
    assert [(p["remains"], p["family"]) for p in done.json] == [("V1", "F1")]
    told = [line for line in done.err.splitlines() if line.startswith("refused: ")]
    assert len(told) == 3
    assert all(
        any(words in line for line in told) for words in ("line 5: a sample without sample", "'V2' is there twice", "Friend")
    )
    plain = "side,family,id,fid,mid,sex,L\nAM,F1,A,0,0,1,1/1\nAM,F1,B,0,0,2,-/-\nAM,F1,M1,A,B,1,-/-\n"
    circle = "AM,F2,C,D,E,1,1/1\nAM,F2,D,C,E,1,-/-\nAM,F2,E,0,0,2,-/-\nAM,F3,G,0,0,7,1/1\n"
    (tmp_path / "am.csv").write_text(plain + circle, encoding="utf-8")
    (tmp_path / "m.json").write_text(
        '{"missing": ["M1"], "markers": [{"name": "L", "alleles": ["1", "2"], "afreq": [0.1, 0.9]}]}', encoding="utf-8"
    )
    done = call(
        "identify",
        "search",
        "--remains",
        tmp_path / "pm.txt",
        "--families",
        tmp_path / "am.csv",
        "--frequencies",
        tmp_path / "m.json",
    )
    assert (done.code, [p["family"] for p in done.json]) == (3, ["F1"])
    assert "descend from themselves" in done.err
    assert "line 8: the sex of 'G' is '7'" in done.err


def test_where_all_are_refused_the_first_fault_ends_it(tmp_path):
    (tmp_path / "q.csv").write_text("marker,allele,frequency\nL,1,0.1\nL,2,0.9\n", encoding="utf-8")
    (tmp_path / "pm.txt").write_text("Sample\tL 1\tL 2\nV2\t1\t2\nV2\t2\t2\n", encoding="utf-8")
    (tmp_path / "am.txt").write_text("Family\tRelationship\tSample\tL 1\tL 2\nF1\t[Father]\tA\t1\t1\n", encoding="utf-8")
    done = call(
        "identify",
        "search",
        "--remains",
        tmp_path / "pm.txt",
        "--families",
        tmp_path / "am.txt",
        "--frequencies",
        tmp_path / "q.csv",
    )
    assert (done.code, done.out) == (1, "")
    assert "'V2' is there twice" in done.err


def test_likelihoods_and_joint_assignments_go_on_without_nobody(tmp_path):
    """There every family counts: one that cannot be refuses the file."""
    plain = "side,family,id,fid,mid,sex,L\nPM,V1,V1,0,0,1,1/1\nAM,F1,A,0,0,1,1/1\nAM,F3,G,0,0,7,1/1\n"
    (tmp_path / "p.csv").write_text(plain, encoding="utf-8")
    (tmp_path / "m.json").write_text('{"markers": [{"name": "L", "alleles": ["1", "2"], "afreq": [0.1, 0.9]}]}', encoding="utf-8")
    done = call("identify", "likelihood", tmp_path / "p.csv", tmp_path / "m.json")
    assert (done.code, "line 4: the sex of 'G' is '7'" in done.err) == (1, True)


@pytest.mark.parametrize(
    "words",
    [
        ("search", "--remains", "p.csv", "--families", "p.csv", "--frequencies", "m.json", "--csv", "p.csv"),
        ("joint", "p.csv", "m.json", "--csv", "m.json"),
        ("check", "--families", "p.csv", "--frequencies", "m.json", "--csv", "p.csv"),
        ("reassociate", "--remains", "p.csv", "--frequencies", "m.json", "--to", "p.csv"),
        ("reassociate", "--remains", "p.csv", "--frequencies", "m.json", "--to", "new.csv", "--pairs", "new.csv"),
        ("explain", "V1", "F1", "--remains", "p.csv", "--families", "p.csv", "--frequencies", "m.json", "--html", "m.json"),
    ],
)
def test_no_file_that_is_read_is_written_over(put, tmp_path, words):
    persons, markers = put("p.csv", PLAIN), put("m.json", MARKERS)
    before = persons.read_bytes(), markers.read_bytes()
    done = call("identify", *(tmp_path / w if "." in w else w for w in words))
    assert (done.code, persons.read_bytes(), markers.read_bytes()) == (2, *before)
    assert "would be written over" in done.err
    assert not (tmp_path / "new.csv").exists()


SEEKING = "family,id,fid,mid,sex{head},L\nF1,A,0,0,1{no},1/1\nF1,B,0,0,2{no},-/-\nF1,M1,A,B,1{yes},-/-\nF2,C,0,0,1{no},1/1\n"


@pytest.mark.parametrize("how", ["column", "option"])
def test_who_is_looked_for_may_be_said_by_a_column_or_an_option(tmp_path, how):
    (tmp_path / "q.csv").write_text("marker,allele,frequency\nL,1,0.1\nL,2,0.9\n", encoding="utf-8")
    (tmp_path / "pm.txt").write_text("Sample\tL 1\tL 2\nV1\t1\t1\n", encoding="utf-8")
    words = {"head": ",missing", "no": ",no", "yes": ",1"} if how == "column" else {"head": "", "no": "", "yes": ""}
    (tmp_path / "am.csv").write_text(SEEKING.format(**words), encoding="utf-8")
    given = ["--remains", tmp_path / "pm.txt", "--families", tmp_path / "am.csv", "--frequencies", tmp_path / "q.csv"]
    done = call("identify", "search", *given, *(["--missing-ids", "M1, M9"] if how == "option" else []))
    assert [(p["family"], p["missing"], p["lr"]) for p in done.json] == [("F1", "M1", pytest.approx(10))]
    assert "families that miss nobody are left out: 'F2'" in done.err
    if how == "option":
        failed = call("identify", "search", *given)
        assert (failed.code, "nobody missing" in failed.err) == (1, True)


def test_a_prior_that_is_smaller_than_the_remains_is_said(tmp_path):
    (tmp_path / "q.csv").write_text("marker,allele,frequency\nL,1,0.1\nL,2,0.9\n", encoding="utf-8")
    (tmp_path / "pm.txt").write_text("Sample\tL 1\tL 2\nV1\t1\t1\nV2\t2\t2\n", encoding="utf-8")
    (tmp_path / "am.txt").write_text("Family\tRelationship\tSample\tL 1\tL 2\nF1\t[Father]\tA\t1\t1\n", encoding="utf-8")
    given = ["--remains", tmp_path / "pm.txt", "--families", tmp_path / "am.txt", "--frequencies", tmp_path / "q.csv"]
    said = "as if each of 2 remains were one of the 1"
    assert said in call("identify", "search", *given).err
    assert said not in call("identify", "search", *given, "--prior-missing", 100).err


def test_files_with_genotypes_are_for_their_owner(tmp_path):
    (tmp_path / "q.csv").write_text("marker,allele,frequency\nL,1,0.1\nL,2,0.9\n", encoding="utf-8")
    (tmp_path / "pm.txt").write_text("Sample\tL 1\tL 2\nV1\t1\t1\n", encoding="utf-16")
    (tmp_path / "am.txt").write_text("Family\tRelationship\tSample\tL 1\tL 2\nF1\t[Father]\tA\t1\t1\n", encoding="utf-8")
    given = ["--remains", tmp_path / "pm.txt", "--families", tmp_path / "am.txt", "--frequencies", tmp_path / "q.csv"]
    html, table = tmp_path / "p.html", tmp_path / "p.csv"
    assert call("identify", "explain", "V1", "F1", *given, "--html", html, "--csv", table).code == 0, "UTF-16 is read too"
    assert [file.stat().st_mode & 0o777 for file in (html, table)] == [0o600] * 2


def test_controls_of_the_terminal_do_not_reach_it(tmp_path):
    (tmp_path / "q.csv").write_text("marker,allele,frequency\nL,1,0.1\nL,2,0.9\n", encoding="utf-8")
    (tmp_path / "pm.txt").write_text("Sample\tL 1\tL 2\nV\x1b[31m1\u202e\t1\t1\n", encoding="utf-8")
    (tmp_path / "am.txt").write_text("Family\tRelationship\tSample\tL 1\tL 2\nF1\t[Father]\tA\t1\t1\n", encoding="utf-8")
    given = ["--remains", tmp_path / "pm.txt", "--families", tmp_path / "am.txt", "--frequencies", tmp_path / "q.csv"]
    shown = call("identify", "search", *given, "--table")
    assert "\x1b" not in shown.out
    assert "\u202e" not in shown.out
    assert "V\ufffd[31m1\ufffd" in shown.out


def test_joint_leaves_out_what_cannot_be_and_says_where(tmp_path):
    rows = "PM,V1,V1,0,0,1,1/1\nAM,F1,A,0,0,1,1/1\nAM,F1,B,0,0,2,-/-\nAM,F1,M1,A,B,1,-/-\n"
    odd = "AM,F2,C,0,0,1,1/1\nAM,F2,D,0,0,2,-/-\nAM,F2,E,C,D,1,2/2\nAM,F2,M2,C,D,1,-/-\n"
    (tmp_path / "p.csv").write_text("side,family,id,fid,mid,sex,L\n" + rows + odd, encoding="utf-8")
    markers = '{"missing": ["M1", "M2"], "markers": [{"name": "L", "alleles": ["1", "2"], "afreq": [0.1, 0.9]}]}'
    (tmp_path / "m.json").write_text(markers, encoding="utf-8")
    done = call("identify", "joint", tmp_path / "p.csv", tmp_path / "m.json")
    assert done.code == 3
    assert "refused: 'F2': its own genotypes cannot be at L" in done.err
    assert set(done.json["marginals"]["V1"]) == {"M1", "*"}


def test_a_search_of_nobody_is_refused(tmp_path):
    (tmp_path / "q.csv").write_text("marker,allele,frequency\nL,1,0.1\nL,2,0.9\n", encoding="utf-8")
    (tmp_path / "am.csv").write_text(SEEKING.format(head=",missing", no=",no", yes=",1"), encoding="utf-8")
    both = ["--remains", tmp_path / "am.csv", "--families", tmp_path / "am.csv"]
    done = call("identify", "search", *both, "--frequencies", tmp_path / "q.csv")
    assert (done.code, "there are no remains" in done.err) == (1, True)
