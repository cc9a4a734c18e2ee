"""Which words stand in a text? Putting texts into the full-text index and taking them out.

Words are made here and handed over, so that both databases see the same: runs of letters and digits, case folded, diacritics
removed. A tsvector holds at most a megabyte, so PostgreSQL finds words in the first 400,000 bytes of folded text (about 65,000
words) and phrases in the first 16,000 words; SQLite has no such limit.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from sqlalchemy import Connection, select
from sqlalchemy import text as sql

from .tables import texts

WORD = re.compile(r"[^\W_]+")
LONGEST_WORD = 100
MOST_BYTES = 400_000


def folded(text: str) -> str:
    """Case folded and without diacritics.

    >>> folded("Şuşa, MARTAKERT")
    'susa, martakert'
    """
    if text.isascii():
        return text.lower()
    return "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))


def words_of(text: str) -> list[str]:
    """The words of a text or a query, in order, each cut to a length that both databases take.

    >>> words_of("Nagorno-Karabakh: 2,317 (Şuşa)")
    ['nagorno', 'karabakh', '2', '317', 'susa']
    """
    return [word[:LONGEST_WORD] for word in WORD.findall(folded(text))]


def index_texts(connection: Connection, rows: Iterable[tuple[int, str]]) -> None:
    """Take texts, given as (pk, text), into the index."""
    sqlite = connection.dialect.name == "sqlite"
    parameters = [{"pk": pk, "text": " ".join(words_of(text))} for pk, text in rows]
    if not parameters:
        return
    if sqlite:
        connection.execute(sql("INSERT INTO texts_search (rowid, text) VALUES (:pk, :text)"), parameters)
    else:
        for row in parameters:
            row["text"] = str(row["text"]).encode()[:MOST_BYTES].decode("utf-8", "ignore")
        connection.execute(sql("INSERT INTO texts_search (pk, words) VALUES (:pk, to_tsvector('simple', :text))"), parameters)


def forget_text(connection: Connection, pk: int, text: str) -> None:
    """Take one text out of the index, so that none of its words remain in it."""
    if connection.dialect.name != "sqlite":
        connection.execute(sql("DELETE FROM texts_search WHERE pk = :pk"), {"pk": pk})
        return
    row = {"pk": pk, "text": " ".join(words_of(text))}  # a contentless index needs the very words again to forget them
    connection.execute(sql("INSERT INTO texts_search (texts_search, rowid, text) VALUES ('delete', :pk, :text)"), row)
    connection.execute(sql("INSERT INTO texts_search (texts_search) VALUES ('optimize')"))  # FTS5 only marks; this rewrites


def index_all(connection: Connection) -> None:
    """Index every text of the case, a thousand at a time."""
    last = -1
    while rows := connection.execute(
        select(texts.c.pk, texts.c.text).where(texts.c.pk > last).order_by(texts.c.pk).limit(1000)
    ).all():
        index_texts(connection, [(row.pk, row.text) for row in rows])
        last = rows[-1].pk
