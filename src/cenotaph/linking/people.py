"""Whom two nouns single out, and whether they can be the same people."""

from __future__ import annotations

import tomllib
from functools import cache, lru_cache
from importlib.resources import files

IRREGULAR = {
    "men": "man",
    "women": "woman",
    "children": "child",
    "people": "people",
    "bodies": "body",
    "lives": "life",
    "wives": "wife",
}


@cache
def _classes() -> tuple[frozenset[str], dict[str, str], dict[str, str]]:
    """Words for anybody; class by word for ages and sexes; class by word for roles."""
    table = tomllib.loads(files(__package__).joinpath("data", "people.toml").read_text(encoding="utf-8"))
    ages, roles = ({word: kind for kind, words in table[part].items() for word in words} for part in ("ages_and_sexes", "roles"))
    return frozenset(table["anybody"]["words"]), ages, roles


def singular(word: str) -> str:
    """The singular of a plain English noun, well enough to compare two.

    >>> singular("Policemen"), singular("bodies"), singular("soldiers"), singular("police")
    ('policeman', 'body', 'soldier', 'police')
    """
    word = word.casefold().strip()
    if word in IRREGULAR:
        return IRREGULAR[word]
    if word.endswith("men"):
        return word[:-2] + "an"
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") and len(word) > 3 else word


@lru_cache(maxsize=65_536)
def compared(left: str, right: str) -> str:
    """What two nouns say of each other: `anybody`, `same`, `part`, `apart`, `other name`.

    `part`: one singles out an age or a sex where the other does not. `apart`: they single out different ones. `other name`: other
    nouns of any kind, which may well be the same people under another name.

    >>> compared("women", "children"), compared("men", "people"), compared("militants", "civilians"), compared("people", "bodies")
    ('apart', 'part', 'other name', 'anybody')
    """
    anybody, ages, _ = _classes()
    a, b = singular(left), singular(right)
    young, old = ages.get(a), ages.get(b)
    if young or old:
        return "part" if young is None or old is None else "same" if young == old else "apart"
    if a in anybody or b in anybody or a[:1].isupper() or b[:1].isupper():
        return "anybody"
    return "same" if a == b else "other name"


def role(word: str) -> str | None:
    """The class of the role that a noun names, or None."""
    return _classes()[2].get(singular(word))
