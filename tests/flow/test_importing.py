"""A team's spreadsheet comes in row by row: every row its own sentence, bad rows refused alone, twice the same as once."""

from __future__ import annotations

from pathlib import Path

import pytest

from calling import call
from cenotaph.flow import decided
from cenotaph.flow.bring_figures import Brought, bring_figures
from cenotaph.flow.build import Progress, build
from cenotaph.model.errors import WrongUse
from cenotaph.model.terms import Fate, Measure, Role, Sensitivity, Standing, Unit
from cenotaph.settings import Settings
from cenotaph.store import looking
from cenotaph.store.opening import open_case
from cenotaph.store.verifying import verify

HEAD = "published,as_of,speaker,institution,standing,about,role,fate,low,high,approx,measure,unit,conflict,note,address\n"
SHEET = HEAD + (
    '2020-11-14,2020-11-13,Health Ministry of Armenia,,own,Armenia,unknown,examined,"2,317",2317,no,running total,body,'
    "second-karabakh-war,with unidentified ones,https://example.org/1\n"
    "2020-11-18,,Azerbaijan (as quoted),Government of Azerbaijan,adversary,Armenia,combatant,killed,5001,,no,running total,person,"
    "Second Karabakh War,,\n"
    "2020-11-14,,Ministry of Defence of Azerbaijan,,own,Azerbaijan,combatant,killed; injured,,,,withheld,"
    "person,second-karabakh-war,,\n"
)


def brought(path: Path, where: str, **more) -> Brought:
    done = bring_figures(path, where, Settings(), Brought(), **more)
    assert done.found == done.taken + done.unchanged + len(done.refusals)
    return done


def written(tmp_path: Path, text: str, name: str = "sheet.csv") -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def test_rows_become_figures_with_their_row_as_their_sentence(case_url, tmp_path):
    done = brought(written(tmp_path, SHEET), case_url)
    assert (done.taken, done.figures, done.withheld, done.refusals) == (3, 2, 1, [])
    with open_case(case_url) as case:
        examined, killed = sorted(decided.figures(case), key=lambda f: f.fate.value)
        texts = looking.texts(case, {examined.report, killed.report})
        assert texts[examined.report][examined.passage.start : examined.passage.end] == "2,317"
        assert "speaker: Health Ministry of Armenia; " in texts[examined.report]
        assert "note: with unidentified ones" in texts[examined.report]
        assert (examined.count.low, examined.count.unit, examined.measure) == (2317, Unit.BODY, Measure.RUNNING_TOTAL)
        assert (examined.clocks.speaks_for.isoformat(), examined.clocks.published.isoformat()) == ("2020-11-13", "2020-11-14")
        assert examined.claimant.origin == "Government of Armenia"
        assert (killed.count.low, killed.count.high, killed.claimant.standing) == (5001, None, Standing.ADVERSARY)
        assert (killed.conflict, killed.group.slug, killed.group.role) == ("second-karabakh-war", "armenia", Role.COMBATANT)
        [silent] = looking.withheld(case)
        assert (silent.fates, silent.group.slug) == ((Fate.KILLED, Fate.INJURED), "azerbaijan")
        assert verify(case) == []
        assert looking.report_card(case, examined.report).address == "https://example.org/1"


def test_the_same_sheet_again_changes_nothing_and_no_reader_reads_its_rows(case_url, tmp_path):
    sheet = written(tmp_path, SHEET)
    brought(sheet, case_url)
    with open_case(case_url) as case:
        before = looking.fingerprint(case), decided.figures(case), looking.events(case)
    again = brought(sheet, case_url)
    assert (again.taken, again.unchanged) == (0, 3)
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "a.txt").write_text(" date 2021-01-02 Nothing happened in the town.\n")
    done = build([tmp_path / "more"], case_url, Settings(), Progress())
    assert (done.read, done.reread) == (1, 0)
    with open_case(case_url) as case:
        assert (looking.fingerprint(case), decided.figures(case), looking.events(case))[1:] == before[1:]


def test_columns_of_other_names_are_mapped_and_semicolons_and_tabs_are_told(tmp_path):
    for separator in ";\t":
        text = (
            separator.join(["Day", "Outcome", "Min", "Max", "Town"])
            + "\n"
            + separator.join(["2022-09-15", "killed", "105", "", "Jermuk"])
        )
        where = str(tmp_path / f"{ord(separator)}.cenotaph")
        done = brought(written(tmp_path, text), where, columns={"published": "Day", "fate": "Outcome", "place": "Town"})
        assert done.figures == 1
        with open_case(where) as case:
            [figure] = decided.figures(case)
            assert (figure.count.low, figure.count.high, figure.place.name) == (105, None, "Jermuk")


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("2020-11-14,,x,,own,Armenia,unknown,killed,,,,running total,person,,,", "it has no count"),
        ("14.11.2020,,x,,own,Armenia,unknown,killed,1,1,,,,,,", "the day of publication is '14.11.2020'"),
        (",,x,,own,Armenia,unknown,killed,1,1,,,,,,", "no day of publication"),
        ("2020-11-14,,x,,own,Armenia,unknown,eaten,1,1,,,,,,", "the fate is 'eaten'"),
        ("2020-11-14,,x,,own,Armenia,unknown,,1,1,,,,,,", "the fate is ''"),
        ("2020-11-14,,x,,own,Armenia,unknown,killed;injured,1,1,,,,,,", "the fate is"),
        ("2020-11-14,,x,,own,Armenia,unknown,killed,many,,,,,,,", "low is 'many'"),
        ("2020-11-14,,x,,own,Armenia,unknown,killed,5,3,,,,,,", "low 5 is above high 3"),
        ("2020-11-14,,x,,own,Armenia,warrior,killed,1,1,,,,,,", "role cannot be 'warrior'"),
        ("2020-11-14,,x,,own,Armenia,unknown,killed,1,1,perhaps,,,,,", "approx is 'perhaps'"),
        ("2020-11-14,,x,,friend,Armenia,unknown,killed,1,1,,,,,,", "standing cannot be 'friend'"),
        ("2020-11-14,,x,,own,Armenia,unknown,killed,1,1,,,,no such war,,", "no conflict is named"),
        ("2020-11-14,,x,,own,Armenia,unknown,killed,1,1,,,,,,,,,,", "it has 20 cells"),
    ],
)
def test_a_bad_row_is_refused_with_place_and_cure_and_all_else_goes_on(tmp_path, row, reason):
    where = str(tmp_path / "war.cenotaph")
    done = brought(written(tmp_path, SHEET + row + "\n"), where)
    assert (done.taken, len(done.refusals)) == (3, 1)
    refusal = done.refusals[0]
    assert reason in refusal.reason
    assert refusal.place.endswith("sheet.csv, row 5")
    assert refusal.cure
    with open_case(where) as case:
        assert [r.reason for r in looking.refusals(case)] == [refusal.reason]


@pytest.mark.parametrize(
    ("text", "columns", "said"),
    [
        ("", {}, "is empty"),
        ("a,b\n1,2\n", {}, "has no column for published"),
        ("published,b\n2020-01-01,2\n", {}, "has no column for fate"),
        (SHEET, {"low": "Least"}, "has no column 'Least'"),
        (SHEET, {"colour": "note"}, "no column can hold 'colour'"),
    ],
)
def test_a_sheet_that_cannot_be_understood_makes_no_case(tmp_path, text, columns, said):
    where = tmp_path / "war.cenotaph"
    with pytest.raises(WrongUse, match=said) as refused:
        brought(written(tmp_path, text), str(where), columns=columns)
    assert refused.value.cure
    assert not where.exists()


def test_a_changed_row_is_refused_and_a_secret_row_stays_secret(tmp_path):
    where = str(tmp_path / "war.cenotaph")
    head = "id,published,fate,low,sensitivity\n"
    brought(written(tmp_path, head + "r1,2020-01-01,killed,5,secret\n"), where)
    done = brought(written(tmp_path, head + "r1,2020-01-01,killed,6,secret\n"), where)
    assert "another report with the id 'r1'" in done.refusals[0].reason
    with open_case(where) as case:
        assert looking.report_card(case, "r1").sensitivity is Sensitivity.SECRET
        assert [f.count.low for f in decided.figures(case)] == [5]


def test_the_command_tells_what_came_in(tmp_path):
    where = str(tmp_path / "war.cenotaph")
    done = call("import", written(tmp_path, SHEET + "x,,,,,,,killed,1,,,,,,,\n"), "--case", where)
    assert done.code == 3
    assert "4 rows: 3 taken in, 0 already there, 1 refused. 2 figures and 1 withheld records" in done.out
    assert "row 5" in done.err
    assert call("import", tmp_path / "none.csv", "--case", where).code == 2
    assert call("import", written(tmp_path, SHEET), "--case", where, "--columns", "low").code == 2
