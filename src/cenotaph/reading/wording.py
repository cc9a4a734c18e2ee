"""How many words are looked for in a text at once: one expression that tries at each place only those that begin so."""

from __future__ import annotations

import re
from collections.abc import Iterable


def either(words: Iterable[str]) -> str:
    """An expression for any of the words, the longest first, grouped by first letters: several times faster than a plain list.

    >>> either(["cat", "car", "dog", "c"])
    '(?:ca(?:r|t)|c|dog)'
    """
    ranked = sorted(set(words), key=lambda w: (-len(w), w))
    groups: dict[str, list[str]] = {}
    for word in ranked:
        groups.setdefault(word[:2], []).append(word[2:])
    by_letter = sorted(groups.items(), key=lambda group: (group[0][:1], -len(group[0])))
    return f"(?:{'|'.join(re.escape(head) + _rest(rest) for head, rest in by_letter)})"


def _rest(endings: list[str]) -> str:
    if endings == [""]:
        return ""
    return f"(?:{'|'.join(map(re.escape, endings))})" if len(endings) > 1 else re.escape(endings[0])
