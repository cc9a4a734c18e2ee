"""Times that count from a time told before them: "a day later", "that month", "the year before", "on the first day"."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from ...model.days import Precision, Span
from .spans import UNITS, Groups, around, counted, part_of_month, unit

BACK = {"earlier", "before", "previously", "previous", "preceding", "prior"}
NTH = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5}
#: A time told this roughly (in days) cannot be counted on from in smaller units.
ROUGH = {"day": 31, "night": 31, "morning": 31, "afternoon": 31, "evening": 31, "week": 62, "month": 366, "year": 3700}
RULES = {
    "counted from the time told",
    "stretch from the time told",
    "days together",
    "since the time told",
    "the night of the time told",
    "part of the month told",
    "the time told",
    "a day of the time told",
}


def sequel(rule: str, g: Groups, words: str, told: Span | None, lasted: Span | None, published: date) -> Span | None:
    """The days meant, or None where nothing is told to count from. What looks back may count from publication.

    `lasted` is the last time told that is longer than a day, of which there is a first and a second day.
    """
    try:
        if rule == "a day of the time told":
            told = lasted or told
        if rule == "counted from the time told":
            return _counted(g, told, published)
        if rule == "stretch from the time told":
            return _stretch(g, told, published)
        if rule == "the night of the time told":
            return _night(told, published)
        if told is None or told.first is None or told.last is None:
            return None
        if rule == "since the time told":
            return Span(told.first, published) if told.first <= published else None
        if rule == "days together":
            return _together(counted(g["n"]), told.first, told.last, published, after=words.casefold().startswith("within"))
        if rule == "part of the month told":
            return part_of_month(g["part"], Span.month(told.first.year, told.first.month)) if _within(told, 62) else None
        if rule == "a day of the time told":
            return _nth_day(g, told.first, told.last)
        return _same(words.casefold(), told)
    except (ValueError, OverflowError):
        return None


def _within(told: Span, days: int) -> bool:
    return told.first is not None and told.last is not None and (told.last - told.first).days <= days


def _counted(g: Groups, told: Span | None, published: date) -> Span | None:
    by, back = unit(g["u"]), (g.get("way") or g.get("way2") or "").casefold() in BACK
    if told is None or not _within(told, ROUGH[by]):
        if not back:
            return None
        told = Span.day(published)
    base = told.first if back else told.last
    if base is None:
        return None
    steps = counted(g.get("n")) * (-1 if back else 1)
    if by == "year":
        return _years_on(told, base, steps)
    if by == "month":
        months = base.year * 12 + base.month - 1 + steps
        return Span.month(months // 12, months % 12 + 1)
    if steps > 0 and base + timedelta(days=steps * UNITS[by]) > published:
        return None
    shifted = around(base + timedelta(days=steps * UNITS[by]), by)
    if by == "week" and _within(told, 6) and told.last is not None and told.first is not None:  # a week told to the day stays so
        return Span(told.first + timedelta(days=7 * steps), told.last + timedelta(days=7 * steps), told.precision)
    return shifted


def _years_on(told: Span, base: date, steps: int) -> Span:
    """A year before a month is that month, before a year or a day told loosely the whole year."""
    year = base.year + steps
    if told.precision is Precision.MONTH:
        return Span.month(year, base.month)
    return Span.year(year)


def _stretch(g: Groups, told: Span | None, published: date) -> Span:
    """The days after the time told; "in the next few hours" of what has just happened are those after publication."""
    days = counted(g["n"]) * UNITS[unit(g["u"])]
    last = told.last if told is not None else None
    way = (g["way"] or "").casefold()
    if last is None or way == "coming" or (way == "next" and (published - last).days <= 10):
        return Span(published, published + timedelta(days=max(days, 1)))
    return Span(last + timedelta(days=1), last + timedelta(days=max(days, 1)))


def _night(told: Span | None, published: date) -> Span | None:
    """ "During the night": that after the day told, else the one before publication."""
    first = told.first if told is not None and told.first == told.last and told.last != published else None
    first = first or published - timedelta(days=1)
    return Span(first, first + timedelta(days=1))


def _together(days: int, first: date, last: date, published: date, *, after: bool) -> Span | None:
    """ "Over three days" of a longer time told: its first three; of one day told: those up to it, on which it was completed.

    "Within three days" are those `after` it.
    """
    if after and first == last:
        return Span(first, first + timedelta(days=days)) if first + timedelta(days=days) <= published else None
    if first == last:
        return Span(last - timedelta(days=days - 1), last) if last <= published else None
    return Span(first, min(last, first + timedelta(days=days - 1))) if (last - first).days <= 40 else None


def _nth_day(g: Groups, first: date, last: date) -> Span | None:
    nth = (g["nth"] or "").casefold()
    if (last - first).days > 40:
        return None
    day = first + timedelta(days=NTH[nth] - 1) if nth in NTH else last
    return Span.day(day) if day <= last else None


def _same(words: str, told: Span) -> Span | None:
    """ "That month" is the month of the time told, "that year" its year; "that day", "in that attack" the time itself."""
    if told.first is None:
        return told
    if words.endswith(("period", "years", "months", "weeks", "days", "stretch")) and told.first == told.last:
        return None
    if words.endswith("month"):
        return Span(
            told.first.replace(day=1),
            told.first.replace(day=monthrange(told.first.year, told.first.month)[1]),
            Precision.MONTH,
        )
    return Span.year(told.first.year) if words.endswith("year") else told
