"""By which constructions do reports speak of a war without naming it? Patterns made from `conflict_words.toml`.

"the 2020 war", "the six-week war in 2020", "the neighbours' 2020 war", "the war in the early 1990s", "the first war",
"last autumn's war". A pattern is tried only around a noun such as "war", so a text without one costs nothing.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")
SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11), "winter": (12, 12), "year": (1, 12)}

GAP = r"[\s\-–]+"
YEAR = r"(?:19|20)\d\d"
WHEN = (
    rf"(?:(?P<part>early|late|mid){GAP})?(?:(?P<month>{'|'.join(MONTHS)})\s+)?"
    rf"(?P<year>{YEAR})(?:(?P<decade>s)|\s?[-–/]\s?(?P<until>(?:19|20)?\d\d))?(?!\w)"
)
CAPITAL = r"(?!The\b|A\b|In\b)[A-Z][\w’']*(?:[-–][A-Z]?[\w’']*)*"


@dataclass(frozen=True, slots=True)
class Wordings:
    """The patterns: `noun` finds a place to look, the others read what stands just before or after it."""

    noun: re.Pattern[str]
    before: re.Pattern[str]
    lead: re.Pattern[str]
    after: re.Pattern[str]
    where: re.Pattern[str]
    whose: re.Pattern[str]
    ordinal: re.Pattern[str]
    relative: re.Pattern[str]
    family: dict[str, str]
    ordinals: dict[str, tuple[str, ...]]


@cache
def wordings() -> Wordings:
    """The patterns, compiled once a process."""
    text = (files("cenotaph.reference") / "data" / "conflict_words.toml").read_text(encoding="utf-8")
    tables = tomllib.loads(text)
    family = {word: name for name, nouns in tables["nouns"].items() for word in nouns}
    nouns = _either(family)
    length = rf"[\w]+{GAP}(?:{_either(tables['lengths']['units'])})(?:{GAP}long)?"
    between = rf"(?:(?:(?i:{_either(tables['modifiers']['words'])}|{length})|{CAPITAL})\s+){{0,3}}"
    ordinals = _either(w for row in tables["ordinals"].values() for w in row)
    return Wordings(
        noun=re.compile(rf"\b(?i:{nouns})\b"),
        before=re.compile(rf"(?:\b(?P<whose>{CAPITAL}['’]s?)\s+)?(?<![\w-])(?P<all>{WHEN}\s+(?P<between>{between}))\Z"),
        lead=re.compile(rf"(?<![\w-])(?P<all>(?:(?i:{ordinals})\s+)?(?P<between>{between}))\Z"),
        after=re.compile(
            rf"(?:\s+(?:over|in|for|against|with|between|around)\s+(?:the\s+)?(?P<where>{CAPITAL}(?:\s+(?:and\s+)?{CAPITAL}){{0,3}}))?"
            rf",?\s+(?:in|of|during|from)\s+(?:the\s+)?(?:(?:autumn|fall|spring|summer|winter)\s+of\s+)?{WHEN}"
        ),
        where=re.compile(
            rf"\s+(?:over|in|for|against|with|between|around)\s+(?:the\s+)?(?:breakaway\s+|disputed\s+)?"
            rf"(?P<where>(?!(?:{'|'.join(MONTHS)})\b){CAPITAL}(?:\s+(?:and\s+)?{CAPITAL}){{0,3}})"
        ),
        whose=re.compile(rf"\b(?P<whose>{CAPITAL}['’]s?)\s+\Z"),
        ordinal=re.compile(rf"(?<![\w-])(?P<all>(?P<ordinal>(?i:{ordinals}))\s+(?P<between>{between}))\Z"),
        relative=re.compile(
            rf"(?<![\w-])(?P<all>(?i:(?P<which>last|this)\s+(?P<season>{_either(SEASONS)})['’]s)\s+(?P<between>{between}))\Z"
        ),
        family=family,
        ordinals={word: tuple(row) for row in tables["ordinals"].values() for word in row},
    )


def _either(words: Iterable[str]) -> str:
    """An alternation of fixed words, longest first so that "border clashes" is not taken for "border"."""
    found = sorted(set(words), key=lambda w: (-len(w), w))
    return "|".join(re.escape(w).replace(r"\ ", r"\s+").replace("'", "['’]") for w in found)
