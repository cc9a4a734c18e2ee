"""A case is made once, opened often, and told apart from what is no case."""

import sqlite3

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

from cenotaph.model.errors import CaseFault
from cenotaph.store import tables
from cenotaph.store.migrating import head, known_revisions
from cenotaph.store.opening import case_exists, connect, create_case, open_case


def test_made_once_then_opened(case_url):
    assert not case_exists(case_url)
    create_case(case_url).close()
    assert case_exists(case_url)
    with open_case(case_url) as case, case.reading() as connection:
        info = dict(connection.execute(text("SELECT key, value FROM case_info")).all())
    assert info["kind"] == "cenotaph case"
    with pytest.raises(CaseFault, match="already is a case"):
        create_case(case_url)


def test_the_steps_make_the_tables_the_code_knows(case):
    with case.engine.connect() as connection:
        options = {"include_name": lambda name, kind, _: kind != "table" or not name.startswith("texts_search")}
        assert compare_metadata(MigrationContext.configure(connection, opts=options), tables.metadata) == []


def test_older_and_newer_cases_say_what_to_do(case_url):
    with create_case(case_url) as case, case.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(CaseFault, match="newer Cenotaph"):
        open_case(case_url)
    with connect(case_url) as case, case.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    with pytest.raises(CaseFault, match="cenotaph upgrade"):
        open_case(case_url)
    assert known_revisions() == ("0001", "0002", "0003")
    assert head() == "0003"


def test_what_is_no_case(tmp_path):
    with pytest.raises(CaseFault, match="there is no case"):
        open_case(str(tmp_path / "none"))
    assert not (tmp_path / "none").exists()
    note = tmp_path / "note.txt"
    note.write_text("hello " * 1000)
    other = tmp_path / "other.db"
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE case_info (key, value)")
    for path in (note, other):
        assert not case_exists(str(path))
        with pytest.raises(CaseFault, match="no Cenotaph case"):
            open_case(str(path))
        with pytest.raises(CaseFault, match="Choose another name"):
            create_case(str(path))
    with pytest.raises(CaseFault, match="there is no folder"):
        create_case(str(tmp_path / "no" / "case"))
    with pytest.raises(CaseFault, match="no Cenotaph case"):
        create_case(str(tmp_path))
    with pytest.raises(CaseFault, match="mysql"):
        open_case("mysql://host/name")


def test_an_unreachable_server_is_told_without_the_password():
    with pytest.raises(CaseFault) as told:
        open_case("postgresql://someone:s3cret@127.0.0.1:1/none")
    assert "s3cret" not in str(told.value)
    assert "server runs" in str(told.value)


def test_a_database_that_is_not_there(postgresql):
    with pytest.raises(CaseFault, match="createdb"):
        create_case(postgresql.format("nowhere"))


def test_what_a_killed_creation_leaves_can_be_created_again(tmp_path):
    path = tmp_path / "case"
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
    create_case(str(path)).close()
    assert case_exists(str(path))


def test_a_creation_that_fails_leaves_no_half_case(case_url, monkeypatch):
    monkeypatch.setattr("cenotaph.store.opening.now", lambda: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        create_case(case_url)
    monkeypatch.undo()
    assert not case_exists(case_url)
    create_case(case_url).close()
