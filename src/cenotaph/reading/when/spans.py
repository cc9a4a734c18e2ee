"""Which days a time expression stands for, against the publication day. One function a rule of data/times.toml."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from ...model.days import Precision, Span
from ..lexicon import table

Groups = dict[str, str | None]

SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11), "winter": (12, 2)}
TENS = {
    "twenties": 20,
    "thirties": 30,
    "forties": 40,
    "fifties": 50,
    "sixties": 60,
    "seventies": 70,
    "eighties": 80,
    "nineties": 90,
}
QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4}
#: The days of the middle of a month.
MIDDLE = (11, 20)
UNITS = {"hour": 0, "day": 1, "night": 1, "morning": 1, "afternoon": 1, "evening": 1, "week": 7, "month": 30, "year": 365}


def span(rule: str, g: Groups, published: date) -> Span | None:
    """The days of an expression; None where the words make no date ("31 February")."""
    try:
        return RULES[rule](g, published) if rule in RULES else None
    except (ValueError, KeyError, OverflowError):
        return None


def counted(number: str | None) -> int:
    """A number word or digits; none is one."""
    words = (number or "one").casefold()
    known: dict[str, int] = table("times")["counted"]
    return known.get(words) or int(words)


def unit(word: str | None) -> str:
    return (word or "day").casefold().rstrip("s")


def _month_number(g: Groups) -> int:
    months: dict[str, int] = table("times")["months"]
    return months[(g["m"] or "").casefold().rstrip(".")]


def _number(words: str | None) -> int:
    """The number in digits ("30th"), or an ordinal in words ("twenty-first")."""
    digits = re.sub(r"\D", "", words or "")
    if digits:
        return int(digits)
    tens, _, units = (words or "").casefold().rpartition("-")
    known: dict[str, int] = table("times")["ordinals"]
    return {"": 0, "twenty": 20, "thirty": 30}[tens] + known[units]


def _year(given: str | None, month: int, day: int, published: date) -> int:
    """The year told, else the last one in which that day is not after publication."""
    if given:
        number = int(given)
        return number if number > 99 else (1900 if number > 50 else 2000) + number
    return published.year if (month, day) <= (published.month, published.day) else published.year - 1


def _relative_year(words: str | None, published: date) -> int | None:
    back = {"last year": 1, "the previous year": 1, "the year before": 1, "this year": 0, "the year": 0}
    return published.year - back[words.casefold()] if words and words.casefold() in back else None


def _month_before(published: date) -> Span:
    last = published.replace(day=1) - timedelta(days=1)
    return Span.month(last.year, last.month)


def _up_to(first: date, published: date) -> Span:
    return Span(first, max(published, first))


def _days_of_month(g: Groups, published: date) -> Span:
    first, last, month = _number(g["d1"]), _number(g["d2"]), _month_number(g)
    year = _year(g.get("y"), month, last, published)
    return Span(date(year, month, first), date(year, month, last))


def _day(g: Groups, published: date) -> Span:
    day, month = _number(g["d"]), _month_number(g)
    return Span.day(date(_year(g.get("y"), month, day, published), month, day))


def _numeric_day(g: Groups, _: date) -> Span:
    day, month = _number(g["d"]), _number(g["mm"])
    return Span.day(date(_number(g["y"]), *((day, month) if month > 12 else (month, day))))


def _day_of_this_month(g: Groups, published: date) -> Span:
    day = _number(g["d"])
    whole = _month_before(published) if (g["rel"] or "").casefold() == "last" or day > published.day else None
    base = whole.first if whole is not None and whole.first else published
    return Span.day(base.replace(day=day))


def _month(g: Groups, published: date) -> Span:
    month = _month_number(g)
    return Span.month(_relative_year(g.get("rel"), published) or _year(g.get("y"), month, 1, published), month)


def _since_month(g: Groups, published: date) -> Span:
    return _up_to(_month(g, published).first or published, published)


def _part_of_month(g: Groups, published: date) -> Span:
    if g.get("m"):
        whole = _month(g, published)
    else:
        last = (g["rel"] or "").casefold() == "last month"
        whole = _month_before(published) if last else Span.month(published.year, published.month)
    return part_of_month(g["part"], whole)


def part_of_month(part: str | None, whole: Span) -> Span:
    """The third or half of a month that "early", "the middle of", "the second half of" name."""
    if whole.first is None or whole.last is None:
        return whole
    length = monthrange(whole.first.year, whole.first.month)[1]
    for words, days in {
        "first half": (1, 15),
        "second half": (16, length),
        "mid": MIDDLE,
        "late": (21, length),
        "end": (21, length),
        "clos": (21, length),
    }.items():
        if words in (part or "").casefold():
            return Span(whole.first.replace(day=days[0]), whole.first.replace(day=days[1]))
    return Span(whole.first, whole.first.replace(day=10))


def _part_of_year(g: Groups, published: date) -> Span:
    year = _relative_year(g.get("rel"), published) or _number(g.get("y"))
    for words, (first, last) in {
        "first half": (1, 6),
        "second half": (7, 12),
        "mid": (5, 8),
        "late": (10, 12),
        "end": (10, 12),
        "clos": (12, 12),
    }.items():
        if words in (g["part"] or "").casefold():
            return Span(date(year, first, 1), date(year, last, monthrange(year, last)[1]))
    return Span(date(year, 1, 1), date(year, 3, 31))


def _stretch_of_year(g: Groups, published: date) -> Span:
    """ "The first four months of 2018", "the second quarter of this year"."""
    year = _relative_year(g.get("rel"), published) or _number(g.get("y"))
    if g.get("q"):
        first = 3 * QUARTERS[(g["q"] or "").casefold()] - 2
        return Span(date(year, first, 1), date(year, first + 2, monthrange(year, first + 2)[1]))
    number, last = counted(g["n"]), (g["part"] or "").casefold() == "last"
    if unit(g["u"]) == "month":
        months = (13 - number, 12) if last else (1, number)
        return Span(date(year, months[0], 1), date(year, months[1], monthrange(year, months[1])[1]))
    length = timedelta(days=7 * number - 1)
    return Span(date(year, 12, 31) - length, date(year, 12, 31)) if last else Span(date(year, 1, 1), date(year, 1, 1) + length)


def _days_of_a_month(g: Groups, published: date) -> Span:
    """ "The first ten days of October", "the last week of May"."""
    whole = _month(g, published)
    days = counted(g["n"]) * UNITS[unit(g["u"])]
    if whole.first is None or whole.last is None or days > 28:
        return whole
    if (g["part"] or "").casefold() == "last":
        return Span(whole.last - timedelta(days=days - 1), whole.last)
    return Span(whole.first, whole.first + timedelta(days=days - 1))


def _season(g: Groups, published: date) -> Span:
    """A season by calendar months; winter is that which ends in the year told. "This spring" may still go on."""
    first, last = SEASONS[(g["s"] or "").casefold()]
    if g.get("y"):
        year = _number(g["y"])
        began = date(year, first, 1)
    else:
        began = date(published.year, first, 1)
        going_on = last >= first and began <= published <= date(published.year, last, 28)
        past = (g.get("rel") or "").casefold() == "last" and going_on  # "last autumn", said in autumn
        began = began if began <= published and not past else date(published.year - 1, first, 1)
        year = began.year
    ended = date(year + (1 if last < first else 0), last, 28) + timedelta(days=1 if last == 2 else 3)
    ended = ended if last == 2 else date(ended.year, last, monthrange(ended.year, last)[1])
    return Span(began, ended if g.get("y") else max(began, min(ended, published)), Precision.SEASON)  # not beyond today


def _decade(g: Groups, _: date) -> Span:
    if g.get("dec_word"):
        start = 1900 + TENS[(g["dec_word"] or "").casefold()]
    else:
        start = _number(g["dec"])
        start = start if start > 99 else 1900 + start
    part = {"early": (0, 3), "mid": (4, 6), "late": (7, 9)}.get((g.get("part") or "").casefold())
    return Span.decade(start) if part is None else Span(date(start + part[0], 1, 1), date(start + part[1], 12, 31))


def _years(g: Groups, _: date) -> Span:
    first, last = _number(g["y1"]), _number(g["y2"])
    return Span(date(first, 1, 1), date(last if last > 99 else first - first % 100 + last, 12, 31))


def _years_up_to(g: Groups, _: date) -> Span:
    last = _number(g["y"])
    return Span(date(last - counted(g["n"]), 1, 1), date(last, 12, 31))


def _weekday(g: Groups, published: date, *, today_counts: bool = True) -> Span:
    back = (published.weekday() - table("times")["weekdays"][(g["wd"] or "").casefold()]) % 7
    return Span.day(published - timedelta(days=back or (0 if today_counts else 7)))


def _weekday_of_last_week(g: Groups, published: date) -> Span:
    monday = published - timedelta(days=published.weekday() + 7)
    return Span.day(monday + timedelta(days=table("times")["weekdays"][(g["wd"] or g["wd2"] or "").casefold()]))


def _coming_weekday(g: Groups, published: date) -> Span:
    ahead = (table("times")["weekdays"][(g["wd"] or "").casefold()] - published.weekday()) % 7
    return Span.day(published + timedelta(days=ahead or 7))


def _past_stretch(g: Groups, published: date) -> Span:
    several = "few" if not g["n"] and (g["u"] or "").casefold().endswith("s") else g["n"]
    hours = unit(g["u"]) == "hour"
    days = max(1, counted(several) // 24) if hours else counted(several) * UNITS[unit(g["u"])]
    return Span(published - timedelta(days=days), published)


def _ago(g: Groups, published: date) -> Span:
    return around(published - timedelta(days=counted(g["n"]) * UNITS[unit(g["u"])]), unit(g["u"]))


def around(day: date, by: str) -> Span:
    """The day, week, month or year that a count in such units arrives at."""
    if by == "week":
        return Span(day - timedelta(days=3), day + timedelta(days=3), Precision.WEEK)
    return {"month": Span.month(day.year, day.month), "year": Span.year(day.year)}.get(by, Span.day(day))


def _relative_day(g: Groups, published: date) -> Span:
    words = (g["rel"] or "").casefold()
    if words == "overnight":
        return Span(published - timedelta(days=1), published)
    shift = {"the day before yesterday": -2, "yesterday": -1, "last night": -1, "tomorrow": 1}.get(words, 0)
    return Span.day(published + timedelta(days=shift))


def _relative_stretch(g: Groups, published: date) -> Span:
    """A week, month, year or weekend around publication: "last month", "next week", "at the weekend"."""
    words = (g["rel"] or "").casefold()
    monday = published - timedelta(days=published.weekday())
    before, after = words.startswith(("last ", "past ")), words.startswith(("next ", "coming "))
    if words.endswith("weekend"):
        saturday = monday + timedelta(days=-2 if published.weekday() < 5 or before else 5)
        return Span(saturday, saturday + timedelta(days=1), Precision.WEEK)
    if words.endswith("week"):
        if before:
            return Span(monday - timedelta(days=7), monday - timedelta(days=1), Precision.WEEK)
        first = monday + timedelta(days=7) if after else monday
        return Span(first, first + timedelta(days=6) if after else published, Precision.WEEK)
    if words.endswith("month"):
        following = published.replace(day=28) + timedelta(days=4)
        if before:
            return _month_before(published)
        return Span.month(following.year, following.month) if after else Span(published.replace(day=1), published, Precision.MONTH)
    if before or after:
        return Span.year(published.year + (1 if after else -1))
    return Span(date(published.year, 1, 1), published, Precision.YEAR)


def _past_month(g: Groups, published: date) -> Span:
    """ "Last March" in July is this year's: the last that is over."""
    month = _month_number(g)
    return Span.month(published.year if month <= published.month else published.year - 1, month)


def since(begun: Span, published: date) -> Span:
    """From the first day of a time to publication."""
    return begun if begun.first is None else _up_to(begun.first, published)


def _whole_year(g: Groups, _: date) -> Span:
    return Span.year(_number(g["y"]))


RULES: dict[str, Callable[[Groups, date], Span]] = {
    "an ISO day": lambda g, _: Span.day(date.fromisoformat(g["iso"] or "")),
    "a numeric day": _numeric_day,
    "days of a month": _days_of_month,
    "a day": _day,
    "since a day": lambda g, p: since(_day(g, p), p),
    "day of this month": _day_of_this_month,
    "a month": _month,
    "since a month": _since_month,
    "a past month": _past_month,
    "part of a month": _part_of_month,
    "part of a year": _part_of_year,
    "first or last of a year": _stretch_of_year,
    "first or last of a month": _days_of_a_month,
    "a season": _season,
    "since a year": lambda g, p: since(_whole_year(g, p), p),
    "a year": _whole_year,
    "years": _years,
    "years up to a year": _years_up_to,
    "a decade": _decade,
    "a weekday": _weekday,
    "a past weekday": lambda g, p: _weekday(g, p, today_counts=False),
    "a weekday of last week": _weekday_of_last_week,
    "a coming weekday": _coming_weekday,
    "relative day": _relative_day,
    "relative stretch": _relative_stretch,
    "past stretch": _past_stretch,
    "so long until now": _past_stretch,
    "time ago": _ago,
}


def open_since(begun: Span, published: date) -> Span:
    """ "Since" before a time: it lasts until publication, whatever its precision was. The middle of a month is the 15th."""
    first, last = begun.first, begun.last
    if first is not None and last is not None and (first.day, last.day) == MIDDLE and first.month == last.month:
        begun = replace(begun, first=first.replace(day=15))
    return replace(since(begun, published), precision=Precision.STRETCH)
