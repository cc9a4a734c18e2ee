"""Is the case older than this version? Bring it up to date in place, after a backup.

SQLite: the file is copied to `<case>.backup-<revision>-<time>`. PostgreSQL: the tables are copied into a schema
`backup_<revision>_<time>`. The steps are one transaction: a case is upgraded or it is as it was.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection, inspect, text

from cenotaph import __version__
from cenotaph.model.errors import CaseFault

from .locking import building
from .migrating import head, known_revisions, migrate, revision
from .opening import Case, connect, found_revision
from .writing.runs import begin_run, end_run


@dataclass(frozen=True, slots=True)
class Upgrade:
    """From which revision to which; `backup` is a file or a schema, None when there was nothing to do."""

    from_version: str
    to_version: str
    backup: str | None


def upgrade(where: str) -> Upgrade:
    """Upgrade the case at a path or URL. CaseFault when it is no case, is newer than this version, or is being written."""
    with connect(where) as case:
        found = found_revision(case)
        if found is None:
            raise CaseFault(f"{case.where} is no Cenotaph case", cure="Check the path.")
        if found not in known_revisions():
            raise CaseFault(f"{case.where} was written by a newer Cenotaph (schema {found})", cure="Install a newer Cenotaph.")
        if found == head():
            return Upgrade(found, found, None)
        with building(case):
            backup = _step_up(case, found)
            run = begin_run(case, "upgrade", {"from": found, "to": head(), "backup": backup}, f"cenotaph {__version__}")
            end_run(case, run, "done", {}, None, None)
        return Upgrade(found, head(), backup)


def _step_up(case: Case, found: str) -> str:
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%fZ")
    backup = f"backup_{found}_{stamp.lower()}"
    if case.path is not None:
        backup = str(_copy_file(case.path, Path(f"{case.path}.backup-{found}-{stamp}")))
    with case.writing() as connection:
        if revision(connection) != found:
            raise CaseFault(f"{case.where} was upgraded by somebody else meanwhile", cure="Open it again.")
        if case.path is None:
            _copy_tables(connection, backup)
        migrate(connection, head())
    return backup


def _copy_file(path: Path, copy: Path) -> Path:
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)
        target.execute("PRAGMA journal_mode=DELETE")
        if target.execute("PRAGMA integrity_check").fetchone() != ("ok",):
            raise CaseFault(f"the backup {copy} cannot be read back", cure="Check the disk, then upgrade again.")
    return copy


def _copy_tables(connection: Connection, schema: str) -> None:
    connection.execute(text(f'CREATE SCHEMA "{schema}"'))
    for name in inspect(connection).get_table_names():
        connection.execute(text(f'CREATE TABLE "{schema}"."{name}" AS TABLE "{name}"'))
