"""Who is building? One build at a time may write a case; the lock goes when its process goes, kill -9 included.

SQLite: a lock on `<case>.lock` (left in place on purpose, removing it would split waiting processes), with the holder's name in
`<case>.holder`. PostgreSQL: an advisory lock of the session, the holder's name is the session's application name.
"""

from __future__ import annotations

import os
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from zlib import crc32

from filelock import FileLock, Timeout
from sqlalchemy import Connection, text

from cenotaph.model.errors import CaseFault

from .opening import Case, now

SPACE = 0x43454E4F  # "CENO": keeps these advisory locks apart from other programs'


@contextmanager
def building(case: Case, *, seconds: int = 0) -> Iterator[None]:
    """Hold the case for one build; wait so many seconds for it, then CaseFault that says who holds it."""
    with _file_lock(case.path, seconds) if case.path is not None else _advisory_lock(case, seconds):
        yield


@contextmanager
def _file_lock(path: Path, seconds: int) -> Iterator[None]:
    lock, holder = FileLock(f"{path}.lock"), Path(f"{path}.holder")
    try:
        lock.acquire(timeout=seconds)
    except Timeout:
        raise _held(str(path), holder.read_text("utf-8") if holder.exists() else "another process") from None
    try:
        holder.write_text(_name(), "utf-8")
        yield
    finally:
        holder.unlink(missing_ok=True)
        lock.release()


@contextmanager
def _advisory_lock(case: Case, seconds: int) -> Iterator[None]:
    with case.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        schema = connection.execute(text("SELECT current_schema()")).scalar_one()
        key = {"space": SPACE, "schema": crc32(str(schema).encode()) - 2**31}
        deadline = time.monotonic() + seconds
        while not connection.execute(text("SELECT pg_try_advisory_lock(:space, :schema)"), key).scalar_one():
            if time.monotonic() >= deadline:
                raise _held(case.where, _advisory_holder(connection, key))
            time.sleep(0.1)
        connection.execute(text("SELECT set_config('application_name', :name, false)"), {"name": f"cenotaph: {_name()}"[:63]})
        try:
            yield
        finally:
            connection.execute(text("SELECT set_config('application_name', 'cenotaph', false)"))
            connection.execute(text("SELECT pg_advisory_unlock(:space, :schema)"), key)


def _advisory_holder(connection: Connection, key: dict[str, int]) -> str:
    found = connection.execute(
        text(
            "SELECT a.application_name FROM pg_locks l JOIN pg_stat_activity a USING (pid) WHERE l.locktype = 'advisory'"
            " AND l.granted AND l.classid::bigint = :space AND l.objid::bigint = :unsigned"
            " AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())"
        ),
        {"space": key["space"], "unsigned": key["schema"] % 2**32},
    ).scalar()
    return str(found).removeprefix("cenotaph: ") if found else "another session"


def _name() -> str:
    return f"process {os.getpid()} on {socket.gethostname()}, since {now()[:19]} UTC"


def _held(where: str, holder: str) -> CaseFault:
    return CaseFault(f"another build is writing {where} ({holder})", cure="Wait until it has ended, then run this again.")
