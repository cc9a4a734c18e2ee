"""Where is the case, and can this version use it? Making, opening and closing cases.

SQLite: write-ahead log with synchronous=FULL, so that what was committed survives kill -9 and a power cut, and queries work while
a build writes; secure_delete, so that what is withdrawn is overwritten. Every transaction begins explicitly, DDL included.
"""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, insert, inspect, make_url, select
from sqlalchemy.exc import ArgumentError, DatabaseError, OperationalError

from cenotaph import __version__
from cenotaph.model.errors import CaseFault

from . import tables
from .migrating import head, known_revisions, migrate, revision

BUSY_MILLISECONDS = 30_000

# A Ctrl-C that lands while a connection goes back to its pool is raised all the same, and the connection is thrown away; SQLAlchemy
# would print a traceback of it besides.
logging.getLogger("sqlalchemy").addHandler(logging.NullHandler())


@dataclass(frozen=True, slots=True)
class Case:
    """An open case. `where` is what the caller named it by, without a password; `path` is the file of a SQLite case."""

    engine: Engine
    where: str
    path: Path | None

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One consistent view of the case; whatever a build commits meanwhile is not seen."""
        options = {} if self.path is not None else {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
        with self.engine.connect().execution_options(**options) as connection:
            yield connection  # rolled back at the end, whatever happened

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction: all of it or nothing."""
        with self.engine.connect().execution_options(cenotaph_writes=True) as connection, connection.begin():
            yield connection

    def close(self) -> None:
        self.engine.dispose()

    def __enter__(self) -> Case:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def address(where: str) -> URL:
    """The SQLAlchemy URL of a path or a postgresql:// URL."""
    if where.startswith(("postgresql://", "postgres://", "postgresql+psycopg://")):
        try:
            return make_url(where).set(drivername="postgresql+psycopg")
        except (ArgumentError, ValueError) as error:
            raise CaseFault("the URL of the case cannot be read", cure="Write postgresql://user@host:port/database.") from error
    if "://" in where:
        raise CaseFault(f"{where.split('://')[0]}:// is no place for a case", cure="Give a file path or a postgresql:// URL.")
    return URL.create("sqlite+pysqlite", database=str(Path(where).absolute()))


def shown(where: str) -> str:
    """The place of a case as it may be printed: a URL without its passwords.

    >>> shown("war.cenotaph"), shown("postgresql://anna:secret@host/war?sslpassword=secret&port=5433")
    ('war.cenotaph', 'postgresql://anna:***@host/war?port=5433')
    """
    url = address(where)
    if url.get_backend_name() == "sqlite":
        return where
    hidden = [name for name in url.query if "password" in name.casefold()]
    return url.set(drivername="postgresql").difference_update_query(hidden).render_as_string(hide_password=True)


def connect(where: str) -> Case:
    """A case that nobody has looked into yet: callers check that it exists and is of this version."""
    url = address(where)
    if url.get_backend_name() == "sqlite":
        engine = create_engine(url, connect_args={"timeout": BUSY_MILLISECONDS / 1000})
        event.listen(engine, "connect", _set_pragmas)
        event.listen(engine, "begin", _begin)
        return Case(engine, where, Path(str(url.database)))
    engine = create_engine(url, connect_args={"application_name": "cenotaph"})
    return Case(engine, shown(where), None)


def _set_pragmas(connection: sqlite3.Connection, _: Any) -> None:
    connection.isolation_level = None  # the driver's own BEGIN would leave DDL outside transactions
    for pragma in ("foreign_keys=ON", "synchronous=FULL", "secure_delete=ON", f"busy_timeout={BUSY_MILLISECONDS}"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("cenotaph_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def create_case(where: str) -> Case:
    """A new, empty case. The folder, or the PostgreSQL database, has to be there; the case must not."""
    if case_exists(where):
        raise CaseFault(f"there already is a case at {shown(where)}", cure="Open it, or choose another name.")
    case = connect(where)
    if case.path is not None:
        if case.path.exists() and _occupied(case):
            raise CaseFault(f"{where} exists and is no Cenotaph case", cure="Choose another name.")
        if not case.path.parent.is_dir():
            raise CaseFault(f"there is no folder {case.path.parent}", cure="Make the folder first.")
    try:
        lay_out(case, head())
    except DatabaseError as error:
        case.close()
        raise CaseFault(f"no case can be made at {case.where}: {_first_line(error)}", cure=_reach(case)) from error
    return case


def lay_out(case: Case, to: str) -> None:
    """Make the tables as of a revision; anything but the newest is for trying upgrades."""
    if case.path is not None:
        with case.engine.connect() as connection:
            connection.exec_driver_sql("ROLLBACK")
            connection.exec_driver_sql("PRAGMA journal_mode=WAL")
    with case.writing() as connection:
        migrate(connection, to)
        made = {"kind": "cenotaph case", "created": now(), "cenotaph": __version__}
        connection.execute(insert(tables.case_info), [{"key": k, "value": v} for k, v in made.items()])


def open_case(where: str) -> Case:
    """The case at that place. CaseFault when it is not there, is no case, or is of an older or newer version."""
    case = connect(where)
    try:
        _check(case, found_revision(case))
    except BaseException:
        case.close()
        raise
    return case


def open_to_read(where: str) -> Case:
    """The same, for doors that only show: what they ask SQLite can change nothing, whatever it says."""
    case = open_case(where)
    if case.path is not None:
        event.listen(case.engine, "connect", _refuse_writing)
        case.engine.dispose()  # connections of the check above may still write
    return case


def _refuse_writing(connection: sqlite3.Connection, _: Any) -> None:
    connection.execute("PRAGMA query_only=ON")


def case_exists(where: str) -> bool:
    """Whether a Cenotaph case, of whatever version, is there."""
    with connect(where) as case:
        try:
            return found_revision(case) is not None
        except CaseFault:
            return False


def found_revision(case: Case) -> str | None:
    """The schema revision of a case, None when it is no case; CaseFault when nothing can be reached there."""
    if case.path is not None and not case.path.exists():
        cure = "Check the path, or build one: cenotaph build REPORTS --case CASE."
        raise CaseFault(f"there is no case at {case.where}", cure=cure)
    try:
        with case.reading() as connection:
            if not inspect(connection).has_table("case_info"):
                return None
            kind = select(tables.case_info.c.value).where(tables.case_info.c.key == "kind")
            return revision(connection) if connection.execute(kind).scalar() == "cenotaph case" else None
    except OperationalError as error:
        raise CaseFault(f"the case at {case.where} cannot be reached: {_first_line(error)}", cure=_reach(case)) from error
    except DatabaseError:  # SQLite says "file is not a database"
        return None


def _check(case: Case, found: str | None) -> None:
    if found is None:
        raise CaseFault(f"{case.where} is no Cenotaph case", cure="Check the path.")
    if found not in known_revisions():
        raise CaseFault(
            f"the case at {case.where} was written by a newer Cenotaph (schema {found}, this one knows {head()})",
            cure="Install a newer Cenotaph.",
        )
    if found != head():
        raise CaseFault(
            f"the case at {case.where} is of an older version (schema {found}, this one needs {head()})",
            cure=f"Run: cenotaph upgrade {case.where}",
        )


def _occupied(case: Case) -> bool:
    """Whether the file holds anything: an empty one is what a killed `create_case` leaves behind."""
    try:
        with case.reading() as connection:
            return bool(inspect(connection).get_table_names())
    except DatabaseError:
        return True


def _first_line(error: DatabaseError) -> str:
    return str(error.orig).strip().splitlines()[0]


def _reach(case: Case) -> str:
    if case.path is not None:
        return "Check that the file and its folder can be written."
    return "Check that the server runs and that the database exists (createdb NAME)."
