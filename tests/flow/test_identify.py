"""Identify, from files: what a search and a likelihood say, under which options."""

from __future__ import annotations

import json
import math

import pytest

from calling import call
from cenotaph.flow.identify import mutation_of, search
from cenotaph.model.errors import KinFault, WrongUse
from cenotaph.model.markers import Mutation, MutationModel

FREQUENCIES = "marker,allele,frequency\nL,1,0.1\nL,2,0.9\n"
PM = "Sample\tAMEL 1\tAMEL 2\tL 1\tL 2\nV1\tX\tY\t1\t1\nV2\tX\tY\t1\t2\nV3\tX\tX\t2\t2\n"
AM = (
    "Family\tRelationship\tSample\tL 1\tL 2\tAMEL 1\tAMEL 2\n"
    + "F1\t[Father]\tA\t1\t1\tX\tY\nF2\t[Wife]\tB\t1\t1\tX\tX\nF2\t[Son]\tC\t1\t2\tX\tY\n"
)


@pytest.fixture
def files(tmp_path):
    for name, text in (("pm.txt", PM), ("am.txt", AM), ("q.csv", FREQUENCIES)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    return [tmp_path / name for name in ("pm.txt", "am.txt", "q.csv")]


def options(files):
    return [x for name, file in zip(("--remains", "--families", "--frequencies"), files, strict=True) for x in (name, file)]


def test_a_search_as_its_contract_says(files):
    done = call("identify", "search", *options(files), "--prior-missing", 11)
    found = {(row["remains"], row["family"]): row for row in done.json}
    assert list(done.json[0]) == ["remains", "family", "missing", "lr", "log10_lr", "posterior", "exclusions"]
    ratios = {pair: row["lr"] for pair, row in found.items()}
    # The son's 2 is from the missing: V1 has none, V2 one of two. V3 is a woman, F2 misses a man.
    expected = {("V1", "F1"): 10, ("V2", "F1"): 5, ("V3", "F1"): 0, ("V1", "F2"): 0, ("V2", "F2"): 0.5 / 0.9}
    assert ratios == pytest.approx(expected)
    assert found["V1", "F1"]["log10_lr"] == pytest.approx(1)
    assert found["V1", "F1"]["posterior"] == pytest.approx(0.5)
    assert found["V3", "F1"] == {
        "remains": "V3", "family": "F1", "missing": "Missing person", "lr": 0.0, "log10_lr": None, "posterior": 0.0,
        "exclusions": 1,
    }  # fmt: skip
    assert [row["lr"] for row in done.json] == sorted(ratios.values(), reverse=True)
    assert "1 pairs left out: the sexes differ" in done.err
    assert "one of 11 missing" in done.err
    model = call("identify", "search", *options(files), "--mutation", "stepwise:0.001:0.2:0.0001", "--dropout", 0.1).err
    assert "mutation stepwise 0.001, range 0.2, microvariants 0.0001; theta 0" in model
    assert "remains of which the file says nothing: dropout 0.1, drop-in 0, error 0" in model


def test_a_posterior_is_1_in_a_table_only_where_it_is(files):
    """LR 10, one of 1.0000001 missing: 0.99999999."""
    done = call("identify", "search", *options(files), "--prior-missing", 1.0000001, "--table")
    assert "0.99999999" in done.out
    assert " 1 " not in done.out.splitlines()[1]


def test_empty_files_and_decimal_commas_are_named(files):
    files[2].write_text("marker;allele;frequency\nL;1;0,1\nL;2;0,9\n", encoding="utf-8")
    assert "'0,1' is no number.\nWrite decimals with a point" in call("identify", "search", *options(files)).err
    files[2].write_text(" \n", encoding="utf-8")
    assert "q.csv is empty" in call("identify", "search", *options(files)).err


def test_options_of_a_search(files):
    assert len(call("identify", "search", *options(files), "--top", 2).json) == 2
    changing = search(*files, mutation=mutation_of("equal:0.01"))
    assert changing.among == 2
    pair = next(p for p in changing.pairs if (p.remains, p.family) == ("V3", "F1"))
    from_mother = 0.9 * 0.99 + 0.1 * 0.01
    assert (math.exp(pair.log_lr), pair.exclusions) == (pytest.approx(0.01 * from_mother / 0.9**2), 1)
    shared = search(*files, theta=0.1)
    assert shared.pairs[0].log_lr < search(*files).pairs[0].log_lr


def test_plain_tables_can_be_searched(tmp_path):
    rows = "side,family,id,fid,mid,sex,L\nPM,V1,V1,0,0,1,1/1\nAM,F1,A,0,0,1,1/1\nAM,F1,B,0,0,2,-/-\nAM,F1,M1,A,B,1,-/-\n"
    (tmp_path / "all.csv").write_text(rows, encoding="utf-8")
    markers = {"missing": ["M1"], "markers": [{"name": "L", "alleles": ["1", "2"], "afreq": [0.1, 0.9]}]}
    (tmp_path / "m.json").write_text(json.dumps(markers), encoding="utf-8")
    [pair] = search(tmp_path / "all.csv", tmp_path / "all.csv", tmp_path / "m.json").pairs
    assert (pair.missing, math.exp(pair.log_lr)) == ("M1", pytest.approx(10))


def test_a_family_at_odds_with_itself_has_no_ratio(files):
    files[1].write_text(AM + "F3\t[Father]\tG\t1\t1\tX\tY\nF3\t[Sibling]\tH\t2\t2\tX\tY\n", encoding="utf-8")
    found = search(*files)
    assert found.at_odds == ("F3",)
    assert not [p for p in found.pairs if p.family == "F3"]
    assert search(*files, mutation=mutation_of("equal:0.01")).at_odds == ()


def test_where_no_family_has_a_ratio_no_share_of_true_pairs_is_told(files, recwarn):
    files[1].write_text(AM.splitlines()[0] + "\nF3\t[Father]\tG\t1\t1\tX\tY\nF3\t[Sibling]\tH\t2\t2\tX\tY\n", encoding="utf-8")
    done = call("identify", "search", *options(files))
    assert done.json == []
    assert "nan" not in done.err
    assert not recwarn.list


@pytest.mark.parametrize(
    ("words", "made"),
    [
        ("none", Mutation()),
        ("equal:0.001", Mutation(MutationModel.EQUAL, 0.001)),
        ("Proportional:0.002", Mutation(MutationModel.PROPORTIONAL, 0.002)),
        ("stepwise:0.001:0.2:0.0001", Mutation(MutationModel.STEPWISE, 0.001, 0.0001, 0.2)),
        ("stepwise:0.001", Mutation(MutationModel.STEPWISE, 0.001, 0.0, 0.1)),
    ],
)
def test_mutation_models_by_name(words, made):
    assert mutation_of(words) == made


@pytest.mark.parametrize("words", ["", "equal", "none:0.1", "equal:x", "equal:2", "quantum:0.1", "custom:0.1", "equal:1:2:3:4"])
def test_what_is_no_mutation_model_is_refused(words):
    with pytest.raises(WrongUse):
        mutation_of(words)


def test_wrong_numbers_and_files(files, tmp_path):
    for wrong in ({"theta": 1.0}, {"among": 0.5}, {"among": math.nan}, {"among": math.inf}, {"top": 0}):
        with pytest.raises(WrongUse):
            search(*files, **wrong)
    (tmp_path / "latin.txt").write_bytes("Sample\tL 1\tL 2\nÅse\t1\t1\n".encode("latin-1"))
    with pytest.raises(KinFault, match="is not UTF-8"):
        search(tmp_path / "latin.txt", *files[1:])
