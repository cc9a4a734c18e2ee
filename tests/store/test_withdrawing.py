"""What is withdrawn is gone, from the tables and from the bytes of the file; a tombstone tells who, when and why."""

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import MetaData, select, text

from cenotaph.model.errors import WrongUse
from cenotaph.store import looking
from cenotaph.store.opening import Case
from cenotaph.store.verifying import verify
from cenotaph.store.writing import ReadReport, add_batch, begin_run, withdraw

NEEDLES = ("Zabulistan", "zabulistan", "Secretwitness")


@pytest.fixture
def told(filled, made) -> Case:
    """A case with a report `secret`, whose text, payload, title and claims hold words that are nowhere else."""
    body = "The ministry said 77 soldiers were lost near Zabulistan. Zabulistan, says Secretwitness."
    read = made.read(500, name="secret", text=body, words="Secretwitness")
    add_batch(filled, begin_run(filled, "build", {}, "c"), [read], "reader 1")
    add_batch(filled, 1, [made.read(n) for n in range(100, 130)], "reader 1")
    assert looking.search(filled, "zabulistan")
    return filled


def everything(case: Case) -> str:
    with case.reading() as connection:
        known = MetaData()
        known.reflect(connection)
        return "\n".join(repr(row) for table in known.sorted_tables for row in connection.execute(select(table)))


def test_nothing_of_it_remains(told):
    figure = next(f for f in looking.figures(told) if f.report == "secret")
    assert any(needle in everything(told) for needle in NEEDLES)
    done = withdraw(told, "secret", by="Ani", because="the witness asked")
    assert (done.report, done.carried_by, done.backups) == ("secret", (), ())
    remains = everything(told)
    assert [needle for needle in NEEDLES if needle in remains] == []
    assert looking.search(told, "zabulistan") == []
    assert looking.report(told, "secret") is None
    (stone,) = looking.tombstones(told)
    assert (stone.report, stone.by, stone.because) == ("secret", "Ani", "the witness asked")
    assert verify(told) == []
    with pytest.raises(WrongUse, match="withdrawn"):
        looking.trail(told, figure.id)
    with pytest.raises(WrongUse, match="no report"):
        withdraw(told, "secret", by="Ani", because="again")
    no_bytes_linger(told)


def no_bytes_linger(case: Case) -> None:
    if case.path is not None:
        files = [p for p in case.path.parent.glob(f"{case.path.name}*") if p.is_file()]
    else:
        with case.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("CHECKPOINT"))
            folder = connection.execute(text("SHOW data_directory")).scalar_one()
            number = connection.execute(text("SELECT oid FROM pg_database WHERE datname = current_database()")).scalar_one()
        files = [p for p in (Path(folder) / "base" / str(number)).glob("*") if p.is_file()]
    assert files
    for file in files:
        held = file.read_bytes()
        assert [n for n in NEEDLES if n.encode() in held] == [], file


def test_it_does_not_come_back_with_the_next_build(told):
    again = looking.report(told, "secret")
    withdraw(told, "secret", by="Ani", because="the witness asked")
    run = begin_run(told, "build", {}, "c")
    (refusal,) = add_batch(told, run, [ReadReport(again)], "reader 1")
    assert "withdrawn" in refusal.reason
    assert looking.report(told, "secret") is None


def test_nor_with_one_byte_changed_or_under_another_name(told, made):
    gone = looking.report(told, "secret")
    changed = replace(gone, text=gone.text + "\n", payload=gone.payload + b"\n", found_at="changed")
    renamed = replace(gone, id="other", payload=gone.payload + b"\n", found_at="renamed")
    withdraw(told, "secret", by="Ani", because="the witness asked")
    run = begin_run(told, "build", {}, "c")
    refused = add_batch(told, run, [ReadReport(changed), ReadReport(renamed), made.read(600)], "reader 1")
    assert [(r.place, r.reason) for r in refused] == [(n, "it was withdrawn from this case") for n in ("changed", "renamed")]
    assert looking.report(told, made.read(600).report.id) is not None
    assert {"secret", "other"}.isdisjoint(looking.known_reports(told))


def test_a_text_that_another_report_carries_stays_with_it(told, made):
    body = looking.report(told, "secret").text
    add_batch(told, 1, [made.read(501, name="copy", text=body)], "reader 1")
    done = withdraw(told, "secret", by="Ani", because="the witness asked")
    assert done.carried_by == ("copy",)
    assert [hit.report for hit in looking.search(told, "zabulistan")] == ["copy"]
    assert {f.report for f in looking.figures(told)} >= {"copy"}
    assert verify(told) == []
    assert withdraw(told, "copy", by="Ani", because="that one too").carried_by == ()
    assert looking.search(told, "zabulistan") == []
    assert verify(told) == []
