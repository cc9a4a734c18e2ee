"""docs/store.md names every table."""

from pathlib import Path

import pytest

from cenotaph.store import tables

DOCS = (Path(__file__).parents[2] / "docs" / "store.md").read_text("utf-8")


@pytest.mark.parametrize("name", [*tables.metadata.tables, "texts_search", "alembic_version"])
def test_every_table_is_told_of(name):
    assert f"`{name}`" in DOCS
