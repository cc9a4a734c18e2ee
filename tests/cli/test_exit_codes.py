"""0 done, 3 done with refusals, 1 failed, 2 wrong use: for every command, with words that say what to do."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from typer.main import get_command

import made_reports
from calling import call, commands
from cenotaph.cli.commands import app
from cenotaph.store.opening import connect, lay_out

#: arguments, exit code, words of the answer. CASE, REPORTS and TMP stand for what the tests have.
TABLE = [
    ("build REPORTS --case CASE", 0, "7 already there"),
    ("build TMP/mixed --case TMP/new.cenotaph", 3, "refused: "),
    ("build REPORTS --case TMP/nosuch/new.cenotaph", 1, "Make the folder first"),
    ("build REPORTS --case TMP/other.db", 1, "exists and is no Cenotaph case"),
    ("build REPORTS --case mysql://x/y", 1, "is no place for a case"),
    ("build REPORTS --case postgresql://h:port/y", 1, "the URL of the case cannot be read"),
    ("build REPORTS", 2, "Missing option '--case'"),
    ("build REPORTS --case TMP/new.cenotaph --columns text", 2, "is no list of part=column"),
    ("build REPORTS --case TMP/new.cenotaph --columns body=Text", 2, "unknown part 'body'"),
    ("build REPORTS --case TMP/new.cenotaph --encoding nosuch", 2, "there is no encoding 'nosuch'"),
    ("build TMP/empty --case TMP/new.cenotaph", 3, "there is no report in this folder"),
    ("build TMP/turkish --case TMP/new.cenotaph", 3, "name the encoding with --encoding"),
    ("build TMP/turkish --case TMP/new.cenotaph --encoding windows-1254", 0, "1 reports: 1 read"),
    ("read TMP/empty", 3, "there is no report in this folder"),
    ("read TMP/turkish --encoding rot13", 2, "there is no encoding 'rot13'"),
    ("read TMP/turkish --encoding windows-1254", 0, '"low": 21'),
    ("read REPORTS REPORTS", 0, "the same report twice: passed over"),
    ("read REPORTS", 0, '"fate": "killed"'),
    ("read TMP/mixed", 3, "refused: "),
    ("read TMP/nosuch.txt", 3, "there is no such file"),
    ("read", 2, "Missing argument"),
    ("read REPORTS --nosuch", 2, "No such option"),
    ("identify likelihood TMP/persons.csv TMP/markers.json", 0, '"L": null'),
    ("identify likelihood TMP/persons.csv TMP/markers.json --table", 0, "-inf"),
    ("identify likelihood TMP/persons.csv TMP/markers.json --theta 1.5", 2, "theta is 1.5"),
    ("identify likelihood TMP/persons.csv TMP/nosuch.json", 1, "cannot be read"),
    ("identify likelihood TMP/persons.csv TMP/persons.csv", 1, "persons.csv has no column 'marker'"),
    ("identify likelihood TMP/markers.json TMP/markers.json", 1, "has no column"),
    ("identify joint TMP/joint.csv TMP/missing.json", 0, '"*": '),
    ("identify joint TMP/joint.csv TMP/missing.json --table", 0, "V1"),
    ("identify joint TMP/persons.csv TMP/markers.json", 1, "holds no remains"),
    ("identify joint TMP/joint.csv", 2, "no project of Familias"),
    ("identify explain V1 F1 --remains TMP/pm.txt --families TMP/am.txt --frequencies TMP/freq.csv", 0, '"markers": ['),
    (
        "identify explain V1 F1 --remains TMP/pm.txt --families TMP/am.txt --frequencies TMP/freq.csv --table",
        0,
        "a board identifies",
    ),
    ("identify explain V9 F1 --remains TMP/pm.txt --families TMP/am.txt --frequencies TMP/freq.csv", 1, "no remains called 'V9'"),
    ("identify explain V1 F1 --remains TMP/pm.txt --families TMP/am.txt --frequencies TMP/freq.csv --theta 2", 2, "theta is 2"),
    ("identify explain V1", 2, "Missing argument"),
    ("identify frequencies", 0, '"name": "region:africa"'),
    ("identify frequencies --table", 0, "norSTR"),
    ("identify frequencies norway", 0, '"TH01"'),
    ("identify frequencies atlantis", 2, "no frequencies of the region 'atlantis'"),
    ("identify export --remains TMP/pm.txt --frequencies TMP/freq.csv --to TMP/new.fam", 0, '"remains": 1'),
    ("identify export --remains TMP/pm.txt --frequencies TMP/freq.csv --to TMP/pm.txt", 2, "neither a .fam nor a .csv"),
    ("identify export --remains TMP/nosuch.txt --frequencies TMP/freq.csv --to TMP/new.fam", 1, "cannot be read"),
    ("identify search --remains TMP/pm.txt --families TMP/am.txt --frequencies TMP/freq.csv", 0, '"family": "F1"'),
    ("identify search --remains TMP/pm.txt --families TMP/am.txt --frequencies TMP/freq.csv --table", 0, "V1"),
    ("identify search --remains TMP/pm.txt --families TMP/am.txt --frequencies TMP/nosuch.csv", 1, "cannot be read"),
    (
        "identify search --remains TMP/pm.txt --families TMP/am.txt --frequencies TMP/freq.csv --mutation odd:1",
        2,
        "no mutation model",
    ),
    (
        "identify search --remains TMP/pm.txt --families TMP/am.txt --frequencies TMP/freq.csv --prior-missing 0",
        2,
        "fewer than one",
    ),
    ("identify search --remains TMP/am.txt --families TMP/am.txt", 2, "Missing option '--frequencies'"),
    ("identify check --families TMP/am.txt --frequencies TMP/freq.csv", 0, '"at_odds": []'),
    ("identify check --families TMP/am.txt --remains TMP/pm.txt --frequencies TMP/freq.csv --table", 0, "2 samples"),
    ("identify check --families TMP/persons.csv --frequencies TMP/freq.csv --csv TMP/found.csv", 0, "A as the father of C"),
    ("identify check --families TMP/am.txt --frequencies TMP/freq.csv --csv TMP/nosuch/found.csv", 1, "cannot be written"),
    ("identify check --families TMP/nosuch.txt --frequencies TMP/freq.csv", 1, "cannot be read"),
    ("identify check --families TMP/am.txt --frequencies TMP/freq.csv --kin-above 0", 2, "at least 1"),
    ("identify check --families TMP/am.txt", 2, "Missing option '--frequencies'"),
    ("identify power F1 --families TMP/am.txt --frequencies TMP/freq.csv", 0, '"also_typed": "a child"'),
    ("identify power F1 --families TMP/am.txt --frequencies TMP/freq.csv --table --candidate mother", 2, "is no candidate"),
    ("identify power F1 --families TMP/am.txt --frequencies TMP/freq.csv --table", 0, "nobody more"),
    ("identify power F9 --families TMP/am.txt --frequencies TMP/freq.csv", 2, "there is no family 'F9'"),
    ("identify power F1 --families TMP/am.txt --frequencies TMP/freq.csv --missing X", 2, "misses Missing person"),
    ("identify power F1 --families TMP/nosuch.txt --frequencies TMP/freq.csv", 1, "cannot be read"),
    ("identify power F1 --families TMP/am.txt --frequencies TMP/freq.csv --draws 1", 2, "fewer than 100 draws"),
    ("identify reassociate --remains TMP/pm.txt --frequencies TMP/freq.csv", 0, '"at_least": 1'),
    ("identify reassociate --remains TMP/pm.txt --frequencies TMP/freq.csv --table", 0, "At least 1 individuals, by genetics"),
    ("identify reassociate --remains TMP/pm.txt --frequencies TMP/freq.csv --inventory TMP/bones.csv --table", 0, "left femur"),
    ("identify reassociate --remains TMP/pm.txt --frequencies TMP/freq.csv --inventory TMP/freq.csv", 1, "no column 'sample'"),
    ("identify reassociate --remains TMP/nosuch.txt --frequencies TMP/freq.csv", 1, "cannot be read"),
    ("identify reassociate --remains TMP/pm.txt --frequencies TMP/freq.csv --dropout 1", 2, "dropout is 1"),
    ("identify reassociate --remains TMP/pm.txt --frequencies TMP/freq.csv --call 0.2", 2, "above 0.5"),
    ("identify reassociate --remains TMP/pm.txt", 2, "Missing option '--frequencies'"),
    ("identify simulate --remains 3 --families 2 --frequencies TMP/freq.csv --seed 1 --to TMP/made", 0, "Made with the seed 1"),
    ("identify simulate --remains 3 --families 2 --frequencies TMP/freq.csv --seed 1 --to TMP/empty --json", 0, '"seed": 1'),
    ("identify simulate --remains 3 --families 2 --frequencies TMP/freq.csv --seed 1 --to TMP/mixed", 2, "is there already"),
    ("identify simulate --remains 0 --families 2 --frequencies TMP/freq.csv --seed 1 --to TMP/made", 1, "without remains"),
    (
        "identify simulate --remains 3 --families 2 --frequencies TMP/freq.csv --seed 1 --to TMP/made --structures ox",
        1,
        "no relative",
    ),
    ("identify simulate --remains 3 --families 2 --frequencies TMP/freq.csv --seed 1 --to TMP/made --missing a", 2, "no numbers"),
    ("identify simulate --remains 3 --families 2 --seed 1 --to TMP/made", 2, "Missing option '--frequencies'"),
    ("figures CASE", 0, "6 figures"),
    ("figures CASE --fate dead", 2, "'dead' is not one of"),
    ("figures TMP/nosuch", 1, "there is no case at"),
    ("account CASE", 0, "questions under the policy widest."),
    ("account CASE --policy acled --fate buried", 0, "No figure matches"),
    ("account CASE --conflict karabakh", 2, "second-karabakh-war"),
    ("account CASE --conflict nagorno-karabach-conflict", 2, "Did you mean nagorno-karabakh-conflict"),
    ("account CASE --conflict zzzz", 2, "`cenotaph conflicts` lists them"),
    ("account CASE --as-of 2020-13-01", 2, "Write it as YYYY-MM-DD"),
    ("account CASE --speaks-for yesterday", 2, "Write it as YYYY-MM-DD"),
    ("account CASE --policy nosuch", 2, "Choose one of acled, airwars, hierarchy, ibc, majority, ucdp, widest"),
    ("account CASE --policy hierarchy", 0, "not answered, for the policy hierarchy needs a ranking"),
    ("account CASE --policy hierarchy --ranking nosuch", 2, "'nosuch' is nobody who gives a figure here"),
    ("account CASE --policy hierarchy --ranking Armenia --ranking Armenia", 2, "the ranking names an institution twice"),
    ("account CASE --policy hierarchy --ranking ICRC", 0, "its source is not in the ranking"),
    ("account CASE --policy ucdp --rated ICRC", 2, "'ICRC' is no rating"),
    ("account CASE --policy ucdp --rated ICRC=0", 2, "'ICRC=0' is no rating"),
    ("account CASE --policy ucdp --rated ICRC=1 --rated ICRC=2", 2, "'ICRC' is rated twice"),
    ("account CASE --policy ucdp --rated ICRC=1 --ranking ICRC", 2, "Give --ranking, or --rated, not both"),
    ("account CASE --rated ICRC=1", 2, "the policy widest uses no ranking"),
    ("questions CASE", 0, "running total"),
    ("questions CASE --fate displaced", 0, "No figure matches"),
    ("questions CASE --side Nowhereland", 2, "no side is named 'Nowhereland'"),
    ("questions CASE --as-of 2020-13-01", 2, "Write it as YYYY-MM-DD"),
    ("questions TMP/nosuch", 1, "there is no case at"),
    ("account TMP/nosuch", 1, "cenotaph build REPORTS --case CASE"),
    ("account TMP/other.db", 1, "is no Cenotaph case"),
    ("account TMP/text.txt", 1, "is no Cenotaph case"),
    ("account TMP/newer.cenotaph", 1, "Install a newer Cenotaph"),
    ("account TMP/older.cenotaph", 1, "cenotaph upgrade"),
    ("lines CASE", 0, "gave no number"),
    ("lines CASE --conflict karabakh", 2, "may mean"),
    ("lines TMP/nosuch", 1, "there is no case at"),
    ("contradictions CASE", 0, "0 contradictions."),
    ("contradictions CASE --institution nobody", 2, "no institution 'nobody' gives a number here"),
    ("contradictions CASE --accept rel_0", 2, "no relation has the id 'rel_0'"),
    ("contradictions TMP/nosuch", 1, "there is no case at"),
    ("bounds CASE --on 2020-11-14", 0, "more follows than was claimed."),
    ("bounds CASE --on today", 2, "Write it as YYYY-MM-DD"),
    ("bounds CASE --side nobody", 2, "no side is named 'nobody'"),
    ("bounds TMP/nosuch", 1, "there is no case at"),
    ("proposals CASE --relations", 0, "Nothing is applied by itself"),
    ("proposals CASE --conflict karabakh", 2, "may mean"),
    ("proposals TMP/nosuch", 1, "there is no case at"),
    ("trail CASE FIGURE", 0, "sha256"),
    ("trail CASE fig_", 2, "several figures begin with"),
    ("trail CASE fig_zzz", 2, "lists them with their ids"),
    ("trail TMP/nosuch fig_1", 1, "there is no case at"),
    ("search CASE Hadrut", 0, "1 reports"),
    ("search CASE nosuchword", 0, "0 reports"),
    ("search CASE Hadrut --limit 0", 2, "--limit"),
    ("search TMP/nosuch x", 1, "there is no case at"),
    ("publish CASE --to TMP/page", 0, "index.html"),
    ("publish CASE --to TMP/text.txt", 1, "cannot be written"),
    ("publish CASE --to TMP/page --policy nosuch", 2, "Choose one of"),
    ("publish CASE", 2, "Missing option '--to'"),
    ("serve CASE --host 0.0.0.0 --no-browser", 2, "for this machine alone"),
    ("serve CASE --host :: --no-browser", 2, "forward the port over ssh"),
    ("serve CASE --port 70000 --no-browser", 2, "--port"),
    ("serve TMP/nosuch --no-browser", 1, "there is no case at"),
    ("serve TMP/text.txt --no-browser", 1, "is no Cenotaph case"),
    ("serve TMP/older.cenotaph --no-browser", 1, "cenotaph upgrade"),
    ("refer CASE TMP/nosuch.toml", 2, "cannot be read"),
    ("refer CASE TMP/text.txt", 2, "text.txt"),
    ("refer TMP/copy.cenotaph TMP/own.toml", 0, "is kept in"),
    ("refer TMP/new.cenotaph TMP/own.toml", 0, "is kept in"),
    ("refer TMP/other.db TMP/own.toml", 1, "is no Cenotaph case"),
    ("import TMP/sheet.csv --case TMP/new.cenotaph", 3, "2 rows: 1 taken in, 0 already there, 1 refused"),
    ("import TMP/sheet.csv --case TMP/nosuch/new.cenotaph", 1, "Make the folder first"),
    ("import TMP/text.txt --case TMP/new.cenotaph", 2, "has no column for published"),
    ("import TMP/nosuch.csv --case TMP/new.cenotaph", 2, "cannot be read"),
    ("import TMP/sheet.csv --case TMP/new.cenotaph --columns low", 2, "names no column"),
    ("decide reject TMP/copy.cenotaph FIGURE --by me --because no", 0, "Decision 1: "),
    ("decide reject TMP/copy.cenotaph fig_zzz --by me --because no", 2, "lists them with their ids"),
    ("decide undo TMP/copy.cenotaph 7 --by me --because no", 2, "there is no decision 7"),
    ("decide same TMP/copy.cenotaph FIGURE --by me --because no", 2, "names 2, not 1"),
    ("decide believe TMP/copy.cenotaph FIGURE --by me --because no", 2, "'believe' is not one of"),
    ("decide reject TMP/copy.cenotaph FIGURE --by me", 2, "Missing option '--because'"),
    ("decide reject TMP/nosuch FIGURE --by me --because no", 1, "there is no case at"),
    ("decisions CASE", 0, "0 decisions"),
    ("decisions TMP/nosuch", 1, "there is no case at"),
    ("conflicts", 0, "second-karabakh-war"),
    ("conflicts CASE", 0, "second-karabakh-war"),
    ("conflicts TMP/nosuch", 1, "there is no case at"),
    ("policies", 0, "widest"),
    ("policies nosuch", 2, "unexpected extra argument"),
    ("runs CASE", 0, "build"),
    ("runs TMP/nosuch", 1, "there is no case at"),
    ("verify CASE", 0, "as it was sealed"),
    ("verify TMP/nosuch", 1, "there is no case at"),
    ("relink TMP/copy.cenotaph", 0, "events from the figures"),
    ("relink TMP/nosuch", 1, "there is no case at"),
    ("upgrade CASE", 0, "is up to date"),
    ("upgrade TMP/newer.cenotaph", 1, "Install a newer Cenotaph"),
    ("upgrade TMP/text.txt", 1, "is no Cenotaph case"),
    ("mark TMP/copy.cenotaph a --as secret --by me --because asked", 0, "a is secret; it was public"),
    ("mark CASE nosuch --as secret --by me --because asked", 2, "there is no report 'nosuch'"),
    ("mark CASE a --as hidden --by me --because asked", 2, "'hidden' is not one of"),
    ("mark CASE a --as secret --by me", 2, "Missing option '--because'"),
    ("mark TMP/nosuch a --as secret --by me --because asked", 1, "there is no case at"),
    ("withdraw TMP/copy.cenotaph a --by me --because asked", 0, "A tombstone stays"),
    ("withdraw CASE nosuch --by me --because asked", 2, "there is no report 'nosuch'"),
    ("withdraw CASE a", 2, "Missing option '--by'"),
    ("withdraw TMP/nosuch a --by me --because asked", 1, "there is no case at"),
    ("nosuch", 2, "No such command"),
    ("--version", 0, "cenotaph "),
    ("--help", 0, "Exit codes: 0 done, 3 done with refusals, 1 failed, 2 wrong use"),
]


@pytest.fixture
def surroundings(tmp_path: Path, case: str, reports: Path) -> dict[str, str]:
    mixed = made_reports.folder(tmp_path / "mixed", "a")
    (mixed / "empty.txt").touch()
    (tmp_path / "empty").mkdir()
    (tmp_path / "turkish").mkdir()
    told = " date 2020-10-05 The Defence Ministry of Armenia said on Monday that 21 soldiers were killed near Şuşa."
    (tmp_path / "turkish" / "a.txt").write_bytes(told.encode("cp1254"))
    (tmp_path / "text.txt").write_text("words, not a case", encoding="utf-8")
    sheet = "published,fate,low\n2020-11-14,killed,12\n2020-11-14,eaten,12\n"
    (tmp_path / "sheet.csv").write_text(sheet, encoding="utf-8")
    (tmp_path / "own.toml").write_text(
        '[[conflict]]\nslug = "own"\nname = "Own"\nfirst = 2031-01-01\nparties = ["armenia"]\n', encoding="utf-8"
    )
    with closing(sqlite3.connect(tmp_path / "other.db")) as other:
        other.execute("CREATE TABLE sheep (name TEXT)")
        other.commit()
    for name, revision in (("newer", "9999"), ("older", "0001"), ("copy", None)):
        with closing(sqlite3.connect(case)) as source, closing(sqlite3.connect(tmp_path / f"{name}.cenotaph")) as copy:
            source.backup(copy)
            if revision:
                copy.execute("UPDATE alembic_version SET version_num = ?", (revision,))
                copy.commit()
    persons = "family,id,fid,mid,sex,L\nF,A,0,0,1,1/1\nF,B,0,0,2,1/2\nF,C,A,B,1,2/2\n"
    (tmp_path / "persons.csv").write_text(persons, encoding="utf-8")
    (tmp_path / "markers.json").write_text('{"markers": [{"name": "L", "alleles": ["1", "2"], "afreq": [0.1, 0.9]}]}')
    kin = "side,family,id,fid,mid,sex,L\nPM,V1,V1,0,0,1,1/1\nAM,F,A,0,0,1,1/1\nAM,F,B,0,0,2,-/-\nAM,F,M,A,B,1,-/-\n"
    (tmp_path / "joint.csv").write_text(kin, encoding="utf-8")
    missing = '{"missing": ["M"], "markers": [{"name": "L", "alleles": ["1", "2"], "afreq": [0.1, 0.9]}]}'
    (tmp_path / "missing.json").write_text(missing, encoding="utf-8")
    (tmp_path / "freq.csv").write_text("marker,allele,frequency\nL,1,0.1\nL,2,0.9\n", encoding="utf-8")
    (tmp_path / "pm.txt").write_text("Sample\tL 1\tL 2\nV1\t1\t1\n", encoding="utf-8")
    (tmp_path / "bones.csv").write_text("sample,bone,side,count\nV1,Femur,left,1\n,Femur,L,2\n", encoding="utf-8")
    (tmp_path / "am.txt").write_text("Family\tRelationship\tSample\tL 1\tL 2\nF1\t[Father]\tA\t1\t1\n", encoding="utf-8")
    figure = call("figures", case, "--json").json[0]["id"]
    return {"CASE": case, "REPORTS": str(reports), "TMP": str(tmp_path), "FIGURE": figure}


@pytest.mark.parametrize(("line", "code", "says"), TABLE, ids=[row[0] for row in TABLE])
def test_exit_code(line, code, says, surroundings):
    words = line.split()
    for name, real in surroundings.items():
        words = [word.replace(name, real) for word in words]
    done = call(*words)
    assert (done.code, done.out, done.err)[0] == code, done
    assert says in done.out + done.err
    if code in (1, 2):
        assert done.out == "", "what went wrong goes to standard error alone"
        assert "Traceback" not in done.err


def test_every_command_is_in_the_table():
    for command in commands(get_command(app)):
        codes = {code for line, code, _ in TABLE if f"{line} ".startswith(f"{command} ")}
        assert codes, command
        assert codes & {1, 2} or command == "policies", command


def test_what_is_done_to_a_broken_case_is_told(case, tmp_path):
    broken = tmp_path / "broken.cenotaph"
    shutil.copy(case, broken)
    whole = bytearray(broken.read_bytes())
    place = whole.find(b"2,783 of its soldiers were killed in the war in Karabakh. Word DELTA")
    assert place > 0
    whole[place] = ord("3")
    broken.write_bytes(whole)
    done = call("verify", broken)
    assert done.code == 1
    assert "have another hash" in done.out
    assert call("verify", broken, "--json").json[0]["where"]


def test_a_changed_text_is_noticed(case, tmp_path):
    changed = tmp_path / "changed.cenotaph"
    with closing(sqlite3.connect(case)) as source, closing(sqlite3.connect(changed)) as copy:
        source.backup(copy)
        copy.execute("UPDATE texts SET text = replace(text, '3,773', '3,337')")
        copy.commit()
    done = call("verify", changed)
    assert done.code == 1
    assert "its characters have another hash" in done.out


def test_an_older_case_is_upgraded_with_a_backup(tmp_path):
    where = tmp_path / "old.cenotaph"
    with connect(str(where)) as old:
        lay_out(old, "0001")
    assert call("figures", where).code == 1
    done = call("upgrade", where)
    assert done.code == 0
    assert "went from schema 0001 to" in done.out
    assert Path(done.out.rstrip(".\n").rpartition(" ")[2]).exists()
    assert call("figures", where).code == 0
