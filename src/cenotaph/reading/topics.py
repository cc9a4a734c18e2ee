"""Whether a report is about conflict at all, or about deaths of other kinds: earthquakes, traffic, disease, sport."""

from __future__ import annotations

import re
from functools import cache

from .lexicon import table


@cache
def _words(kind: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, table('topics')[kind]))})\b", re.IGNORECASE)


def of_conflict(text: str) -> bool:
    """Whether words of conflict outweigh words of other misfortune; a report with neither is read.

    >>> of_conflict("The earthquake killed 12."), of_conflict("Shelling killed 12.")
    (False, True)
    """
    violent, unlucky = len(_words("conflict").findall(text)), len(_words("other").findall(text))
    return violent >= unlucky or violent >= 6 or not unlucky


def accidental(sentence: str) -> bool:
    """Whether a sentence tells of an accident or an illness and of no violence.

    >>> accidental("Three officers died in a helicopter accident."), accidental("The plane was shot down and crashed.")
    (True, False)
    """
    return _words("accident").search(sentence) is not None and _words("unless").search(sentence) is None
