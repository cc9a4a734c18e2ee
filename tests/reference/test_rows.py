"""Are a case's own rows read, and bad ones refused with file, row and cure?"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from cenotaph.model.reference import Conflict, Institution, Place, Side, SideKind
from cenotaph.reference import ReferenceFault, load, read_rows

GOOD = """
[[place]]
id = "cen:zenda"
name = "Zenda"
kind = "village"
latitude = 50.5
longitude = 14
names = ["Senda"]

[[side]]
slug = "ruritania"
name = "Ruritania"
kind = "state"
adjectives = ["Ruritanian"]

[[institution]]
name = "Zenda Observatory"
origin = "Zenda Observatory"
kind = "ngo"

[[conflict]]
slug = "war-of-zenda"
name = "War of Zenda"
first = 1950-01-02
parties = ["ruritania"]
aliases = ["the castle war"]
"""
SIDE = '[[side]]\nslug = "a"\nname = "A"\nkind = "state"\n'
WAR = '[[conflict]]\nslug = "w"\nname = "W"\nparties = ["a"]\n'


def written(folder: Path, text: str) -> Path:
    path = folder / "own.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_good_rows(tmp_path: Path) -> None:
    rows = read_rows(written(tmp_path, GOOD))
    assert rows.places == (Place("cen:zenda", "Zenda", None, "village", 50.5, 14.0, 0, ("Senda",)),)
    assert rows.sides == (Side("ruritania", "Ruritania", SideKind.STATE, adjectives=("Ruritanian",)),)
    assert rows.institutions == (Institution("Zenda Observatory", "Zenda Observatory", "ngo"),)
    war = Conflict("war-of-zenda", "War of Zenda", date(1950, 1, 2), None, ("ruritania",), aliases=("the castle war",))
    assert rows.conflicts == (war,)


def test_own_rows_come_on_top(tmp_path: Path) -> None:
    both = load().with_rows(read_rows(written(tmp_path, GOOD)))
    assert [c.slug for c in both.conflicts_named("castle war")] == ["war-of-zenda"]
    assert both.side("armenia") is not None


def test_an_empty_file_has_no_rows(tmp_path: Path) -> None:
    assert read_rows(written(tmp_path, "")).places == ()


@pytest.mark.parametrize(
    ("text", "row", "cure"),
    [
        ("[[side]\n", "file", "Mend that line"),
        ("[[army]]\nname = 'x'\n", "[[army]]", "[[side]]"),
        ("[side]\nslug = 'a'\n", "[side]", "[[side]]"),
        ("place = [1]\n", "[[place]] 1", "[[place]]"),
        (SIDE + SIDE, "[[side]] 2 (a)", "twice"),
        (SIDE.replace('"state"', '"empire"'), "[[side]] 1 (a)", "de facto authority"),
        (SIDE.replace('slug = "a"', 'slug = "A B"'), "[[side]] 1 (A B)", "small letters"),
        (SIDE + 'alias = ["x"]\n', "[[side]] 1 (a)", "adjectives"),
        (SIDE + 'names = "x"\n', "[[side]] 1 (a)", 'names = ["..."]'),
        (SIDE.replace('name = "A"\n', ""), "[[side]] 1 (a)", 'name = "..."'),
        (WAR, "[[conflict]] 1 (w)", "first = 2020-09-27"),
        (WAR + 'first = "2020"\n', "[[conflict]] 1 (w)", "without quotes"),
        (WAR + "first = 2020-02-02\nlast = 2020-01-01\n", "[[conflict]] 1 (w)", "Exchange"),
        (WAR.replace('["a"]', "[]") + "first = 2020-02-02\n", "[[conflict]] 1 (w)", "slugs of its sides"),
        ('[[place]]\nid = "p"\nname = "P"\nkind = "town"\nlatitude = 95\nlongitude = 1\n', "[[place]] 1 (p)", "from -90 to 90"),
        ('[[place]]\nid = "p"\nname = "P"\nkind = "town"\nlatitude = 5\n', "[[place]] 1 (p)", "both"),
        ('[[place]]\nid = "p"\nname = "P"\nkind = "town"\npopulation = -1\n', "[[place]] 1 (p)", "whole number"),
        ('[[institution]]\nname = "I"\nkind = "ngo"\n', "[[institution]] 1 (I)", 'origin = "..."'),
    ],
)
def test_bad_rows_name_file_row_and_cure(tmp_path: Path, text: str, row: str, cure: str) -> None:
    path = written(tmp_path, text)
    with pytest.raises(ReferenceFault) as raised:
        read_rows(path)
    message = str(raised.value)
    assert message.startswith(f"{path}, {row}: ")
    assert cure in message


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(ReferenceFault, match="Check the path"):
        read_rows(tmp_path / "none.toml")


def test_a_file_in_another_encoding(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_bytes(b"# caf\xe9\n")
    with pytest.raises(ReferenceFault, match="Save it as UTF-8"):
        read_rows(path)
