"""What a vague word is worth: "several dozen" as a number, under a table that somebody names.

The words stay words in a case. A policy, or the annotation guide, brings the table.
"""

from __future__ import annotations

from collections.abc import Mapping

SCALES = frozenset({"tens", "dozen", "score", "hundred", "thousand", "million", "billion", "trillion"})


def worth(words: str, table: Mapping[str, int]) -> int | None:
    """The least number that vague words stand for under a table, longest phrase first; None when it does not tell.

    A table that knows only part of the words does not tell: "tens of thousands" is never 10, nor "several hundred" 3.

    >>> worth("several dozen", {"several": 3, "dozen": 12})
    36
    >>> worth("tens of thousands", {"thousands": 2000, "tens of thousands": 20000})
    20000
    >>> worth("tens of thousands", {"tens": 10}) is None
    True
    """
    folded = " ".join(words.casefold().replace("-", " ").split())
    if folded in table:
        return table[folded]
    product, found, rest = 1, False, f" {folded} "
    for phrase in sorted(table, key=lambda p: (-len(p), p)):
        if f" {phrase} " in rest:
            product, found, rest = product * table[phrase], True, rest.replace(f" {phrase} ", " ", 1)
    untold = any(word in SCALES or word.removesuffix("s") in SCALES for word in rest.split())
    return None if untold or not found else product
