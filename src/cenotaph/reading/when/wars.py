"""The years by which a report calls a war: "the 1998-99 conflict"."""

from __future__ import annotations

import re
from datetime import date

from spacy.tokens import Span as Sentence

from ...model.days import Precision, Span
from ...model.reference import Conflict

YEARS_OF_WAR = re.compile(r"\b((?:19|20)\d\d)\s*[-–/]\s*(\d\d(?:\d\d)?) (?:\w+ )?(?:war|conflict)\b", re.IGNORECASE)


def years_of_war(sentence: Sentence) -> Span | None:
    """ "Killed in the 1992-95 war": its years, for a war that the reference does not know."""
    match = YEARS_OF_WAR.search(sentence.text)
    if match is None:
        return None
    first, last = _years_told(match)
    return Span(date(first, 1, 1), date(last, 12, 31), Precision.CONFLICT) if first <= last else None


def _years_told(match: re.Match[str]) -> tuple[int, int]:
    first, last = int(match.group(1)), int(match.group(2))
    return first, last if last > 99 else first - first % 100 + last


def stated_years(text: str, conflict: Conflict) -> Span | None:
    """The years by which a report calls a war, where they are its own: "the 1998-99 conflict"."""
    for match in YEARS_OF_WAR.finditer(text):
        first, last = _years_told(match)
        if conflict.last is not None and (first, last) == (conflict.first.year, conflict.last.year):
            return Span(date(first, 1, 1), date(last, 12, 31), Precision.CONFLICT)
    return None
