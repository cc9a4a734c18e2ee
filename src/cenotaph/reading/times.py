"""When: the time expressions of a text as spans of days, against the publication day and the conflicts that are named.

Press use: a weekday is the last one before publication (publication day itself included), "in September" the last September,
"since February" runs up to publication. Each span carries the precision its words state.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache

from ..model.days import Precision, Span
from .lexicon import table


@dataclass(frozen=True, slots=True)
class When:
    """A time expression text[start:end] and the days it stands for."""

    start: int
    end: int
    span: Span
    rule: str
    as_of: bool = False


@cache
def _rules() -> tuple[tuple[str, re.Pattern[str]], ...]:
    rows = table("times")
    parts = rows["parts"]

    def filled(regex: str) -> str:
        return regex.replace("{day}", parts["day"]).replace("{month}", parts["month"])

    return tuple((r["rule"], re.compile(filled(r["regex"]), re.IGNORECASE if r.get("any_case") else 0)) for r in rows["pattern"])


@cache
def _as_of() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(table('times')['parts']['as_of'])})\s+$", re.IGNORECASE)


def times(text: str, published: date) -> list[When]:
    """Every time expression, the first rule that takes the characters wins; those that are no dates are left out."""
    taken: list[tuple[int, int]] = []
    found: list[When] = []
    for rule, pattern in _rules():
        for match in pattern.finditer(text):
            if any(match.start() < e and s < match.end() for s, e in taken):
                continue
            span = _span(rule, match.groupdict(), published)
            if span is not None:
                taken.append((match.start(), match.end()))
                as_of = bool(_as_of().search(text[: match.start()])) or match.group().casefold().startswith(("by ", "until "))
                found.append(When(match.start(), match.end(), span, rule, as_of))
    return _merged(text, sorted(found, key=lambda w: w.start))


def _merged(text: str, found: list[When]) -> list[When]:
    """Two expressions for one day made one: "by Wednesday, 30 September" is as of 30 September."""
    out: list[When] = []
    for when in found:
        before = out[-1] if out else None
        if (
            before is not None
            and text[before.end : when.start] in {", ", " ", ","}
            and before.rule in {"a weekday", "a past weekday"}
        ):
            out[-1] = replace(when, start=before.start, as_of=before.as_of or when.as_of)
        else:
            out.append(when)
    return out


def _span(rule: str, g: dict[str, str | None], published: date) -> Span | None:
    try:
        return next(_spans(rule, g, published), None)
    except ValueError:
        return None


def _spans(rule: str, g: dict[str, str | None], published: date) -> Iterator[Span]:
    month = table("times")["months"][(g["m"] or "").casefold().rstrip(".")] if g.get("m") else None
    if rule == "an ISO day":
        yield Span.day(date.fromisoformat(g["iso"] or ""))
    elif rule == "days of a month" and month:
        first, last = (int(re.sub(r"\D", "", g[k] or "")) for k in ("d1", "d2"))
        year = _year(g.get("y"), month, last, published)
        yield Span(date(year, month, first), date(year, month, last))
    elif rule in {"a day", "since a day"} and month:
        day = int(re.sub(r"\D", "", g["d"] or ""))
        on = date(_year(g.get("y"), month, day, published), month, day)
        yield Span.day(on) if rule == "a day" else Span(on, max(on, published))
    elif rule in {"a month", "since a month"} and month:
        year = _relative_year(g.get("rel"), published) or _year(g.get("y"), month, 1, published)
        whole = Span.month(year, month)
        yield whole if rule == "a month" else Span(whole.first, max(published, whole.first or published))
    elif rule == "since a year":
        yield Span(date(int(g["y"] or 0), 1, 1), max(published, date(int(g["y"] or 0), 1, 1)))
    elif rule == "years":
        yield Span(date(int(g["y1"] or 0), 1, 1), date(int(g["y2"] or 0), 12, 31))
    elif rule == "a decade":
        start = int(g["dec"] or 0)
        part = {"early": (0, 3), "mid": (4, 6), "late": (7, 9)}.get(g.get("part") or "")
        yield Span.decade(start) if part is None else Span(date(start + part[0], 1, 1), date(start + part[1], 12, 31))
    elif rule == "a year":
        yield Span.year(int(g["y"] or 0))
    elif rule in {"a weekday", "a past weekday"}:
        back = (published.weekday() - table("times")["weekdays"][(g["wd"] or "").casefold()]) % 7
        back = back or (7 if rule == "a past weekday" else 0)
        yield Span.day(published - timedelta(days=back))
    elif rule == "part of a month":
        back = 1 if (g["rel"] or "").casefold() == "last" else 0
        year, month = (published.year, published.month - back) if published.month > back else (published.year - 1, 12)
        whole = Span.month(year, month)
        first = {"middle": 11, "end": 21}.get((g["part"] or "").casefold(), 1)
        last = {"middle": 20, "end": whole.last.day if whole.last else 28}.get((g["part"] or "").casefold(), 10)
        yield Span(date(year, month, first), date(year, month, last))
    elif rule in {"relative day", "relative stretch"}:
        yield _relative((g["rel"] or "").casefold(), published)
    elif rule == "past stretch":
        yield Span(published - timedelta(days=_days(g["n"] or "one", g["u"] or "")), published)
    elif rule == "time ago":
        days = _days(g["n"] or "one", g["u"] or "")
        on = published - timedelta(days=days)
        unit = (g["u"] or "").rstrip("s").casefold()
        yield {"day": Span.day(on), "month": Span.month(on.year, on.month), "year": Span.year(on.year)}.get(
            unit, Span(on - timedelta(days=3), on + timedelta(days=3), Precision.WEEK)
        )


def _year(given: str | None, month: int, day: int, published: date) -> int:
    """The year told, else the last one in which that day is not after publication."""
    if given:
        number = int(given)
        return number if number > 99 else (1900 if number > 50 else 2000) + number
    past = (month, day) <= (published.month, published.day)
    return published.year if past else published.year - 1


def _relative_year(words: str | None, published: date) -> int | None:
    return {"last year": published.year - 1, "this year": published.year}.get((words or "").casefold())


def _days(number: str, unit: str) -> int:
    counted: int = table("times")["counted"].get(number.casefold()) or int(number)
    return counted * {"hour": 0, "day": 1, "week": 7, "month": 30, "year": 365}[unit.rstrip("s").casefold()] + (
        1 if unit.startswith("hour") else 0
    )


def _relative(words: str, published: date) -> Span:
    monday = published - timedelta(days=published.weekday())
    before = {"the day before yesterday": 2, "yesterday": 1, "last night": 1}
    if words in before:
        return Span.day(published - timedelta(days=before[words]))
    if words == "overnight":
        return Span(published - timedelta(days=1), published)
    if words == "last week":
        return Span(monday - timedelta(days=7), monday - timedelta(days=1), Precision.WEEK)
    if words == "this week":
        return Span(monday, published, Precision.WEEK)
    if words == "last weekend":
        return Span(monday - timedelta(days=2), monday - timedelta(days=1), Precision.WEEK)
    if words == "last month":
        year, month = (published.year - 1, 12) if published.month == 1 else (published.year, published.month - 1)
        return Span.month(year, month)
    if words == "this month":
        return Span(published.replace(day=1), published, Precision.MONTH)
    if words == "last year":
        return Span.year(published.year - 1)
    if words == "this year":
        return Span(date(published.year, 1, 1), published, Precision.YEAR)
    return Span.day(published)
