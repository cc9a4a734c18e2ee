"""Whether a report is about conflict at all, or about deaths of other kinds: earthquakes, traffic, disease, sport."""

from __future__ import annotations

import re
from functools import cache

from .lexicon import table


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    rows = table("topics")
    conflict, other = (re.compile(rf"\b(?:{'|'.join(map(re.escape, rows[k]))})\b", re.IGNORECASE) for k in ("conflict", "other"))
    return conflict, other


def of_conflict(text: str) -> bool:
    """Whether words of conflict outweigh words of other misfortune; a report with neither is read.

    >>> of_conflict("The earthquake killed 12."), of_conflict("Shelling killed 12.")
    (False, True)
    """
    conflict, other = _patterns()
    violent, unlucky = len(conflict.findall(text)), len(other.findall(text))
    return violent >= unlucky or violent >= 6 or not unlucky
