"""Which schema does a case have, and how does it get to another? Alembic, driven from code; the steps ship with the package."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config


@cache
def known_revisions() -> tuple[str, ...]:
    """Every revision this version knows, oldest first."""
    steps = ScriptDirectory.from_config(_config()).walk_revisions()
    return tuple(step.revision for step in steps)[::-1]


def head() -> str:
    """The revision that this version reads and writes."""
    return known_revisions()[-1]


def revision(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def migrate(connection: Connection, to: str) -> None:
    """Bring the case to a revision, within the caller's transaction."""
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, to)
