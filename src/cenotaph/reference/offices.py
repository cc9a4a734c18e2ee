"""Which bodies speak for a government, and where do they speak? Reads `offices.toml`; knows no side."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from cenotaph.reference.phrases import phrase_key, words


@dataclass(frozen=True, slots=True)
class Office:
    """A kind of public body. `apart` bodies (an ombudsman, an opposition) do not share the government's origin."""

    name: str
    kind: str
    apart: bool = False


@dataclass(frozen=True, slots=True)
class Speech:
    """The words by which reports name bodies, the people who speak for them, and venues; all by folded key."""

    offices: dict[str, Office]
    roles: frozenset[str]
    venues: dict[str, str]
    with_article: frozenset[str]
    longest_office: int
    longest_venue: int


@cache
def speech() -> Speech:
    text = (files("cenotaph.reference") / "data" / "offices.toml").read_text(encoding="utf-8")
    tables = tomllib.loads(text)
    offices = {
        phrase_key(word): Office(row["name"], row["kind"], row.get("apart", False))
        for row in tables["office"]
        for word in row["words"]
    }
    venues = {phrase_key(word): str(row["name"]) for row in tables["venue"] for word in row["words"]}
    return Speech(
        offices=offices,
        roles=frozenset(phrase_key(word) for row in tables["role"] for word in row["words"]),
        venues=venues,
        with_article=frozenset(tables["with_article"]),
        longest_office=max(len(key.split()) for key in offices),
        longest_venue=max(len(key.split()) for key in venues),
    )


def venue(phrase: str) -> str | None:
    """Where something was said, if the phrase tells: the longest known words win.

    >>> venue("in a post on his Facebook page")
    'Facebook'
    """
    known = speech()
    keys = [w.key for w in words(phrase)]
    for length in range(min(known.longest_venue, len(keys)), 0, -1):
        for start in range(len(keys) - length + 1):
            found = known.venues.get(" ".join(keys[start : start + length]))
            if found is not None:
                return found
    return None
