"""An older case is brought up to date in place, after a backup; it is upgraded or as it was."""

import sqlite3

import pytest
from sqlalchemy import insert, text

from cenotaph.model.errors import CaseFault
from cenotaph.store import looking, tables
from cenotaph.store.locking import building
from cenotaph.store.opening import connect, create_case, lay_out, open_case
from cenotaph.store.upgrading import upgrade
from cenotaph.store.verifying import verify


@pytest.fixture
def old_url(case_url, made):
    """A case as of revision 0001, which had no full-text search: rows written as that version wrote them."""
    read = made.read(1).report
    with connect(case_url) as case:
        lay_out(case, "0001")
        with case.writing() as connection:
            run = {"command": "build", "parameters": "{}", "software": "cenotaph 0.0", "started": "2020-11-14T00:00:00+00:00"}
            connection.execute(insert(tables.runs), [run])
            connection.execute(insert(tables.payloads), [{"sha256": read.sha256, "bytes": read.payload}])
            connection.execute(insert(tables.texts), [{"sha256": read.text_sha256, "text": read.text}])
            row = {"id": read.id, "sha256": read.sha256, "text_sha256": read.text_sha256, "published": read.published}
            connection.execute(insert(tables.reports), [row | {"found_at": "", "sensitivity": "public", "run": 1}])
            reading = {"report": 1, "reader": "r", "run": 1, "complete": False, "unread": "old", "figures": 0, "withheld": 0}
            connection.execute(insert(tables.readings), [reading | {"sha256": sha_of_nothing()}])
    return case_url


def sha_of_nothing():
    from cenotaph.store.rows import seal

    return seal([], [])


def test_an_older_case_is_upgraded_with_a_backup(old_url):
    with pytest.raises(CaseFault, match="cenotaph upgrade"):
        open_case(old_url)
    done = upgrade(old_url)
    assert (done.from_version, done.to_version) == ("0001", "0003")
    with open_case(old_url) as case:
        assert [hit.report for hit in looking.search(case, "karabakh")] == ["r00001"]
        assert [run.command for run in looking.runs(case)] == ["build", "upgrade"]
        assert verify(case) == []
        if case.path is None:
            with case.reading() as connection:
                assert connection.execute(text(f"SELECT count(*) FROM {done.backup}.reports")).scalar() == 1
        else:
            assert done.backup.startswith(f"{case.path}.backup-0001-")
            with sqlite3.connect(done.backup) as copy:
                assert copy.execute("SELECT version_num FROM alembic_version").fetchall() == [("0001",)]
    again = upgrade(old_url)
    assert (again.from_version, again.backup) == ("0003", None)


def test_an_upgrade_that_fails_changes_nothing(old_url, monkeypatch):
    monkeypatch.setattr("cenotaph.store.indexing.words_of", lambda _: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        upgrade(old_url)
    monkeypatch.undo()
    with connect(old_url) as case, case.reading() as connection:
        assert connection.execute(text("SELECT version_num FROM alembic_version")).scalar() == "0001"
    assert upgrade(old_url).to_version == "0003"


def test_no_upgrade_while_a_build_writes_nor_of_a_newer_case(old_url, tmp_path):
    with connect(old_url) as case, building(case), pytest.raises(CaseFault, match="another build"):
        upgrade(old_url)
    with create_case(str(tmp_path / "new")) as case, case.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    for where, why in ((tmp_path / "new", "newer"), (tmp_path / "none", "no case")):
        with pytest.raises(CaseFault, match=why):
            upgrade(str(where))
