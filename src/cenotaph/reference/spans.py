"""Which days does "2020", "the early 1990s", "September 2022" or "1992-94" mean, and how well does a conflict fit them?"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

from cenotaph.model.reference import Conflict
from cenotaph.reference.wordings import MONTHS, SEASONS

Span = tuple[date, date]


def span_of(when: re.Match[str]) -> Span | None:
    """The days of a match of `wordings.WHEN`; None when it ends before it begins ("2020-19").

    >>> from cenotaph.reference.wordings import WHEN
    >>> span_of(re.fullmatch(WHEN, "early 1990s"))
    (datetime.date(1990, 1, 1), datetime.date(1995, 12, 31))
    """
    year = int(when["year"])
    if when["decade"]:
        first = year - year % 10 if year % 10 else year
        # Looser than half a decade: "the early 1990s" of a reporter reach to 1995.
        low, high = {"early": (0, 5), "mid": (3, 6), "late": (5, 9)}.get(when["part"], (0, 9))
        return date(first + low, 1, 1), date(first + high, 12, 31)
    if when["until"]:
        until = int(when["until"])
        last = until if until > 99 else year - year % 100 + until
        return (date(year, 1, 1), date(last, 12, 31)) if last >= year else None
    if when["month"]:
        month = MONTHS.index(when["month"]) + 1
        return date(year, month, 1), date(year, month, monthrange(year, month)[1])
    return date(year, 1, 1), date(year, 12, 31)


def season_of(which: str, season: str, published: date) -> Span:
    """The days of "last autumn" or "this year", seen from the day of publication.

    >>> season_of("last", "autumn", date(2021, 3, 1))
    (datetime.date(2020, 9, 1), datetime.date(2020, 11, 30))
    """
    low, high = SEASONS[season.casefold()]
    year = published.year
    if which.casefold() == "last" and (season.casefold() == "year" or published < date(year, high, 28)):
        year -= 1
    return date(year, low, 1), date(year, high, monthrange(year, high)[1])


def fit(conflict: Conflict, span: Span, published: date) -> int | None:
    """How well a conflict fits a span: 0 same years, 1 within, 2 begun within, 3 mostly within; None is no fit."""
    first, last = conflict.first, min(conflict.last or published, max(published, conflict.first))
    if last < span[0] or first > span[1]:
        return None
    if conflict.last is not None and (first.year, last.year) == (span[0].year, span[1].year) and span[1].year > span[0].year:
        return 0
    if span[0] <= first and last <= span[1]:
        return 1
    if span[0] <= first <= span[1]:
        return 2
    shared = (min(last, span[1]) - max(first, span[0])).days + 1
    whole = min((last - first).days, (span[1] - span[0]).days) + 1
    return 3 if 2 * shared >= whole else None
