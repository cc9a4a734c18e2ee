"""Whether a report is about conflict at all, or about deaths of other kinds: earthquakes, traffic, disease, sport."""

from __future__ import annotations

import re
from functools import cache

from .lexicon import table


@cache
def _words(kind: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, table('topics')[kind]))})\b", re.IGNORECASE)


def of_conflict(text: str) -> bool:
    """Whether a report speaks of conflict at all, or only of other misfortune; one that has words of neither is read.

    Words of conflict in a report full of earthquakes count when there are some: three of them, or a third of all.

    >>> of_conflict("The earthquake killed 12."), of_conflict("Shelling killed 12 after the flood.")
    (False, True)
    """
    violent, unlucky = len(_words("conflict").findall(text)), len(_words("other").findall(text))
    return not unlucky or violent >= 3 or violent * 2 >= unlucky


def accidental(sentence: str) -> bool:
    """Whether a sentence tells of an accident or an illness and of no violence.

    >>> accidental("Three officers died in a helicopter accident."), accidental("The plane was shot down and crashed.")
    (True, False)
    """
    return _words("accident").search(sentence) is not None and _words("unless").search(sentence) is None
