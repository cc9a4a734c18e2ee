"""Is this speaker a private person, and by which names would a text give them away?"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

from ..model.claims import Claimant
from ..model.terms import Basis

PRIVATE = "a private person"


def is_private(claimant: Claimant) -> bool:
    """Whether the speaker is a person without an office, or a witness."""
    speaker = claimant.speaker
    if speaker in {None, PRIVATE}:
        return False
    if claimant.basis is Basis.WITNESS and claimant.institution is None:
        return True
    if _described(speaker or "") or _described(_head(claimant.institution or "")):
        return True
    return claimant.institution is None and _is_name(speaker or "")


def _head(words: str) -> str:
    """What a description is about: "resident" of "resident of the town", "ministry" of "Ministry of Family"."""
    return " ".join(words.partition(" of ")[0].split()[-1:])


def names(speaker: str) -> set[str]:
    """The words, case folded, by which a sentence would name this private speaker; of a described one the whole words.

    >>> sorted(names("Maria de la Cruz")), names("a resident of Shusha")
    (['cruz', 'maria'], {'a resident of shusha'})
    """
    if _described(speaker) or not _is_name(speaker):
        return {speaker.casefold()}
    return {word.casefold() for word in re.findall(r"[\w'’-]{3,}", speaker) if word[0].isupper()} or {speaker.casefold()}


def _described(speaker: str) -> bool:
    words = _table()["words"]
    return any({word, word.removesuffix("s"), word.removesuffix("es")} & words for word in re.findall(r"\w+", speaker.casefold()))


def _is_name(speaker: str) -> bool:
    """Two words or more, in any script that has capitals, all beginning with one but for the small words inside names."""
    words = speaker.replace(",", " ").split()
    small = _table()["particles"]
    shaped = all(w[0].isupper() or w.split("-")[0] in small for w in words)
    return len(words) > 1 and shaped and words[0][0].isupper()


@cache
def _table() -> dict[str, frozenset[str]]:
    text = files(__package__).joinpath("data", "private.toml").read_text(encoding="utf-8")
    return {key: frozenset(words) for key, words in tomllib.loads(text).items()}
