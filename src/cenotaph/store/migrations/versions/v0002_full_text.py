"""Full-text search: FTS5 beside the texts on SQLite, a tsvector with a GIN index on PostgreSQL; old texts are taken in."""

from alembic import op

from cenotaph.store.indexing import index_all

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("CREATE VIRTUAL TABLE texts_search USING fts5(text, content='', tokenize='unicode61 remove_diacritics 2')")
    else:
        op.execute("CREATE TABLE texts_search (pk integer PRIMARY KEY REFERENCES texts (pk), words tsvector NOT NULL)")
        op.execute("CREATE INDEX ix_texts_search_words ON texts_search USING gin (words)")
    index_all(op.get_bind())
