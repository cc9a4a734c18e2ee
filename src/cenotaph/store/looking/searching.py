"""Which reports hold these words? Full-text search, alike on both databases.

Words in double quotes, and words joined by a hyphen, have to stand next to each other; all else only has to be in the text. Case
and diacritics do not count. No character means anything else, so that no query can fail.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Row
from sqlalchemy import text as sql

from ..indexing import folded, words_of
from ..opening import Case

SNIPPET = 160
MOST_PHRASES = 50
QUOTED = re.compile(r'"([^"]*)"|(\S+)')

SQLITE = """
SELECT r.id, r.title, r.published, t.text FROM texts_search
JOIN texts t ON t.pk = texts_search.rowid JOIN reports r ON r.text_sha256 = t.sha256
WHERE texts_search MATCH :query ORDER BY bm25(texts_search), r.published DESC, r.id LIMIT :limit
"""
POSTGRESQL = """
SELECT r.id, r.title, r.published, t.text FROM texts_search s
JOIN texts t ON t.pk = s.pk JOIN reports r ON r.text_sha256 = t.sha256, to_tsquery('simple', :query) q
WHERE s.words @@ q ORDER BY ts_rank_cd(s.words, q) DESC, r.published DESC, r.id LIMIT :limit
"""


@dataclass(frozen=True, slots=True)
class Hit:
    """A report that holds the words. `snippet` is the text around the first of them, which stands at `start` of the text."""

    report: str
    title: str | None
    published: date
    snippet: str
    start: int


def search(case: Case, query: str, limit: int = 20) -> list[Hit]:
    """The reports that hold all words of the query, the best match first; none for a query without words."""
    phrases = _phrases(query)
    return [Hit(r.id, r.title, _day(r.published), *_snippet(r.text, phrases)) for r in _found(case, phrases, limit)]


def reports_with(case: Case, query: str, limit: int) -> set[str]:
    """The ids of the reports that hold all words of the query, the best matches where there are more than the limit."""
    return {r.id for r in _found(case, _phrases(query), limit)}


def _phrases(query: str) -> list[list[str]]:
    phrases = [words for quoted, bare in QUOTED.findall(query) if (words := words_of(quoted or bare))][:MOST_PHRASES]
    return [words[:MOST_PHRASES] for words in phrases]


def _found(case: Case, phrases: list[list[str]], limit: int) -> Sequence[Row[Any]]:
    if not phrases or limit < 1:
        return []
    if case.path is not None:
        statement, wanted = SQLITE, " AND ".join('"' + " ".join(words) + '"' for words in phrases)
    else:
        statement, wanted = POSTGRESQL, " & ".join("(" + " <-> ".join(f"'{w}'" for w in words) + ")" for words in phrases)
    with case.reading() as connection:
        return connection.execute(sql(statement), {"query": wanted, "limit": limit}).all()


def _day(value: date | str) -> date:
    return value if isinstance(value, date) else date.fromisoformat(value)


def _snippet(text: str, phrases: list[list[str]]) -> tuple[str, int]:
    start = _first_place(text, phrases)
    begin, end = max(0, start - SNIPPET // 2), min(len(text), start + SNIPPET // 2)
    if begin > 0:
        begin = text.find(" ", begin, start) + 1 or begin
    if end < len(text):
        end = max(text.rfind(" ", start, end), min(start + 1, end)) if " " in text[start:end] else end
    inside = " ".join(text[begin:end].split())
    return ("… " if begin else "") + inside + (" …" if end < len(text) else ""), start


def _first_place(text: str, phrases: list[list[str]]) -> int:
    """Where the first phrase stands, in offsets of the text as it is. Folding can change lengths, so places are kept."""
    letters: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        for letter in folded(character):
            letters.append(letter)
            places.append(place)
    together = "".join(letters)
    for words in phrases:
        found = re.search(r"(?<![^\W_])" + r"[\W_]+".join(map(re.escape, words)) + r"(?![^\W_])", together)
        if found:
            return places[found.start()]
    return 0
