"""What every room's tests may ask for: `case_url`, a place for a new case, once on SQLite and once on PostgreSQL; and a browser."""

from __future__ import annotations

import shutil
import tempfile
import uuid
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from hypothesis import settings

# How long an example takes says nothing where other tests run beside it: speed is measured in benchmarks/.
settings.register_profile("cenotaph", deadline=None)
settings.load_profile("cenotaph")


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The URL of a PostgreSQL server of our own, without the database's name: `{}` stands for it."""
    folder = Path(tempfile.mkdtemp(prefix="cenotaph-pg-"))  # not pytest's folder: the server's user must be able to enter it
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            import pgserver

            server = pgserver.get_server(folder)
    except Exception as error:
        pytest.fail(f"PostgreSQL cannot be started, and the store must be tried on it: {error!r}")
    yield server.get_uri("DATABASE").replace("DATABASE", "{}")
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(params=["sqlite", "postgresql"])
def case_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Where a case can be created: a path, then the URL of an empty database."""
    if request.param == "sqlite":
        yield str(tmp_path / "war.cenotaph")
        return
    server, name = request.getfixturevalue("postgresql"), f"case_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(server.format("postgres"), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    yield server.format(name)
    with psycopg.connect(server.format("postgres"), autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """One Chromium for all tests of a process: Playwright cannot be started twice in one."""
    from serving_cases import chromium

    with chromium() as opened:
        yield opened
