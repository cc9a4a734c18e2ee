"""A sound case has no faults; whatever is changed behind Cenotaph's back is found."""

import pytest
from sqlalchemy import text

from cenotaph.store.verifying import verify
from cenotaph.store.writing import add_reference

CHANGES = {
    "UPDATE payloads SET bytes = :bytes WHERE sha256 = (SELECT min(sha256) FROM reports)": "its bytes have another hash",
    "UPDATE texts SET text = text || '.' WHERE pk = 3": "its characters have another hash",
    "UPDATE texts SET text = 'short' WHERE pk = 3": "does not point into",
    "UPDATE figure_values SET low = 1 WHERE low = 12": "its values have another hash",
    "UPDATE figure_values SET speaker = NULL": "its values have another hash",
    "UPDATE withheld SET fates = '[]'": "its values have another hash",
    "UPDATE reports SET published = '2019-01-01' WHERE pk = 1": "the report on 2019-01-01",
    'UPDATE figures SET "end" = "end" + 1': "is not the anchor",
    "DELETE FROM figure_values WHERE reading = 2": "it gave 3 figures",
    "UPDATE readings SET complete = false WHERE pk = 2": "neither complete nor given up",
    "DELETE FROM texts_search WHERE pk = 2": "not in the search index",
    "UPDATE reference_rows SET toml = ''": "it has another hash",
    "INSERT INTO payloads (sha256, bytes) VALUES ('0', :bytes)": "no report has it",
    "INSERT INTO figures VALUES ('fig_0', '0', 0, 1, 'killed')": "no reading has values for it",
    "INSERT INTO reports SELECT 999, 'new', sha256, text_sha256, published, publisher, address, title, language, found_at,"
    " sensitivity, run FROM reports WHERE pk = 1": "no reader has tried it",
}


@pytest.mark.parametrize("change", CHANGES)
def test_changes_are_found(filled, change):
    add_reference(filled, 1, "own.toml", "x = 1")
    assert verify(filled) == []
    if filled.path is not None:
        change = change.replace("DELETE FROM texts_search WHERE pk = 2", "DELETE FROM texts_search_docsize WHERE id = 2")
    with filled.writing() as connection:
        connection.execute(text(change), {"bytes": b"changed"} if ":bytes" in change else {})
    faults = verify(filled)
    wanted = CHANGES.get(change, "not in the search index")
    assert any(wanted in fault.what for fault in faults), faults


def test_orphans_and_damage_of_a_file(filled):
    if filled.path is None:
        return  # PostgreSQL refuses the change itself
    with filled.engine.connect() as connection:
        connection.exec_driver_sql("ROLLBACK")
        connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
        connection.exec_driver_sql("DELETE FROM texts WHERE pk = 2")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    assert {"its text is not there", "points to a row of texts that is not there"} <= {f.what for f in verify(filled)}
    filled.close()
    damaged = bytearray(filled.path.read_bytes())
    damaged[4096 * 20 : 4096 * 24] = b"\x55" * 4096 * 4
    filled.path.write_bytes(damaged)
    assert verify(filled)
