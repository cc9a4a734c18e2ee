"""When: the time expressions of a text as spans of days, against the publication day and the times told before them.

Press use: a weekday is the last one before publication (publication day itself included), "in September" the last September,
"since February" runs up to publication. Each span carries the precision its words state.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from ...model.days import Precision, Span
from ..lexicon import table
from . import sequels, spans

#: The words after which a time is where something began.
#: "On 16 May (not 6 May, as an earlier version had it)": a day that is corrected away.
CORRECTED = re.compile(r"(?:\(|, |– )not (?:on |in )?$", re.IGNORECASE)
SINCE = re.compile(
    r"\b(?:since|starting|beginning)\s+(?:(?:the\s+)?(?:beginning|start|end|middle|outbreak|night|morning|early|late|mid)\W+(?:of|on|in)?\s*"
    r"|on\s+|in\s+|the\s+|about\s+|around\s+)*$|\bfrom\s+$",
    re.IGNORECASE,
)
ONWARDS = re.compile(r"\s*(?:on|onwards?|until (?:now|today)|to (?:this day|date))\b", re.IGNORECASE)
BETWEEN = re.compile(r"\b(?:between|from)\b[^.;:,]{0,60}$", re.IGNORECASE)
AND = re.compile(r"^\s*(?:,\s*)?(?:and|to|until|till|through|up to|[-–])\s+(?:the\s+)?$|^\s*[-–]\s*$", re.IGNORECASE)
UP_TO = re.compile(r",? (?:up to|until|till|through|as of) $", re.IGNORECASE)
AND_DAY = re.compile(r"(?: (?:morning|afternoon|evening|night))?,? and (?:on )?$", re.IGNORECASE)
UNTIL_NOW = "so long until now"
HAS = re.compile(r"\b(?:has|have|['’]ve)\b", re.IGNORECASE)
THAT_ATTACK = re.compile(r"^(?:in|during|after) (?:that|the same) (?!period|years|months|weeks|days|stretch)\w+$", re.IGNORECASE)
BACK_OR_ON = "counted from the time told"
SENTENCE_END = re.compile(r"[.!?]\s")
PASSING = re.compile(r", [a-z]+(?:ed|wn|ken) (?:on|in|at|by) $")
SPOKEN = re.compile(
    r"\b(?:said|says|told|published|announced|reported|wrote|stated|added|confirmed|declared|informed|presented)\b[^.;:]{0,24}$",
    re.IGNORECASE,
)
AS_OF_HEADS = ("by ", "until ", "till ", "at the close of", "at the closing of")
YEARS = {"a year", "years"}
#: Of a time of no more days there is a first and a last day to tell.
SOME_DAYS = 14
EXPLICIT = re.compile(r"\b(?:19|20)\d{2}\b")
RELATIVE = re.compile(r"\b(?:19|20)\d{2}\b|\byear\b|\blast\b|\bthis\b", re.IGNORECASE)


#: What a text must hold for an expression with this part to be found in it: most texts hold few of them.
HELD = {
    "{month}": "{month}",
    "{weekday}": "{weekday}",
    "(?P<part>{part}": r"\b(?:early|late|mid|beginning|start|middle|end|close|closing|first|second)",
    "(?P<u>": "hour|day|night|morning|afternoon|evening|week|month|year",
    r"\s+ago\b": "ago",
    "(?P<dec_word>": r"ties\b|['’]\d0s",
    r"\s+years?\s+(?:up\s+)?": r"years?\s",
    "(?P<q>": "quarter",
    "(?P<nth>": r"day\b",
    "next|(?:this": "next|coming",
    "(?P<s>": "spring|summer|autumn|fall|winter",
}
#: The rules that read "since" with the time, and the time itself by its first day.
SINCE_RULES: dict[str, Callable[[date], Span]] = {
    "since a day": Span.day,
    "since a month": lambda d: Span.month(d.year, d.month),
    "since a year": lambda d: Span.year(d.year),
}
DECADE = re.compile(r"\d0['’]?s\b|ties\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class When:
    """A time expression text[start:end] and the days it stands for; `opened` is the time itself where it is open since then."""

    start: int
    end: int
    span: Span
    rule: str
    as_of: bool = False
    opened: Span | None = None


@dataclass(frozen=True, slots=True)
class Matched:
    """An expression before its days are known: some wait for the time told before them."""

    start: int
    end: int
    rule: str
    groups: spans.Groups
    span: Span | None


@cache
def _rules() -> tuple[tuple[str, re.Pattern[str], tuple[re.Pattern[str], ...]], ...]:
    """Each rule with its expression and with what a text must hold for it to be worth trying."""
    rows = table("times")
    parts = rows["parts"]

    def filled(regex: str) -> str:
        for name in ("day", "month", "weekday", "number", "year", "part"):
            regex = regex.replace(f"{{{name}}}", parts[name])
        return regex

    held = {part: re.compile(filled(words), re.IGNORECASE) for part, words in HELD.items()}
    return tuple(
        (
            r["rule"],
            re.compile(filled(r["regex"]), re.IGNORECASE if r.get("any_case") else 0),
            tuple(pattern for part, pattern in held.items() if part in r["regex"]),
        )
        for r in rows["pattern"]
    )


@cache
def _as_of() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(table('times')['parts']['as_of'])})\s+(?:the\s+)?$", re.IGNORECASE)


def times(
    text: str,
    published: date,
    told: Span | None = None,
    found: Iterable[Matched] | None = None,
    lasted: Span | None = None,
) -> list[When]:
    """Every time expression in order, the first rule that takes the characters wins; those that are no dates are left out.

    `told` is the last time told before this text, for "a day later" and "that month" at its beginning; `found` what `matched`
    makes of the text, where that is known already.
    """
    out: list[When] = []
    for one in matched(text, published) if found is None else found:
        span = one.span
        if CORRECTED.search(text, max(0, one.start - 12), one.start):
            continue  # "on 16 May (not 6 May, as this note had it)"
        if span is None:
            words = text[one.start : one.end]
            last = told_last(text, out, told) if one.rule != BACK_OR_ON else _told_near(text, out, told, one.start)
            if THAT_ATTACK.search(words) and out and out[-1].opened is not None:
                last = out[-1].opened  # "held since 17 May. One died in that raid": then, and not since
            span = sequels.sequel(one.rule, one.groups, words, last, _lasted(out) or lasted, published)
        if span is not None:
            before = text[max(0, one.start - 60) : one.start]
            as_of = bool(_as_of().search(before)) or text[one.start : one.end].casefold().startswith(AS_OF_HEADS)
            when = When(one.start, one.end, span, one.rule, as_of)
            out.append(_begun(when, text, before, published))
    return _merged(text, _dated_alike(text, out))


def decades(text: str, published: date) -> tuple[Span, ...]:
    """The decades that a text tells ("in the 1990s")."""
    told = times(text, published) if DECADE.search(text) else []
    return tuple(w.span for w in told if w.span.precision is Precision.DECADE)


def told_last(text: str, found: Sequence[When], told: Span | None) -> Span | None:
    """The last time told that is not merely when somebody spoke: "in the report published on Friday" is nothing to count from.

    Nor is what is told in passing, "the mayor, kidnapped on 11 June".
    """
    return next((w.span for w in reversed(found) if not told_in_passing(text, w)), told)


def _told_near(text: str, found: Sequence[When], told: Span | None, at: int) -> Span | None:
    """For "the day before", "a week earlier": the last time of its own sentence, also that of a statement."""
    near = found[-1] if found and SENTENCE_END.search(text, found[-1].end, at) is None else None
    return near.span if near is not None else told_last(text, found, told)


def told_in_passing(text: str, when: When) -> bool:
    """Whether a time is that of a statement, or of something told in passing."""
    near = (text, max(0, when.start - 40), when.start)
    return SPOKEN.search(*near) is not None or PASSING.search(*near) is not None


def _lasted(found: Sequence[When]) -> Span | None:
    """The last time told that is a few days long."""
    return next((w.span for w in reversed(found) if _some_days(w.span)), None)


def _some_days(span: Span) -> bool:
    return span.first is not None and span.last is not None and 0 < (span.last - span.first).days <= SOME_DAYS


def lasted_last(found: Sequence[When], lasted: Span | None) -> Span | None:
    return _lasted(found) or lasted


def matched(text: str, published: date) -> list[Matched]:
    taken: list[tuple[int, int]] = []
    out: list[Matched] = []
    holds: dict[re.Pattern[str], bool] = {}
    for rule, pattern, needed in _rules():
        for words in needed:
            if words not in holds:
                holds[words] = words.search(text) is not None
        for match in pattern.finditer(text) if all(holds[words] for words in needed) else ():
            if any(match.start() < e and s < match.end() for s, e in taken):
                continue
            if rule == UNTIL_NOW and not _perfect(text, match.start(), match.end()):
                continue
            groups = match.groupdict()
            span = spans.span(rule, groups, published)
            if span is not None or rule in sequels.RULES:
                taken.append((match.start(), match.end()))
                out.append(Matched(match.start(), match.end(), rule, groups, span))
    return sorted(out, key=lambda m: m.start)


def _perfect(text: str, start: int, end: int) -> bool:
    """Whether the clause around has a perfect: "has located 17 bodies in eleven days" lasts until now."""
    first = max(text.rfind(mark, 0, start) for mark in ".;!?\n") + 1
    last = min((at for mark in ".;!?\n" if (at := text.find(mark, end)) >= 0), default=len(text))
    return HAS.search(text, first, last) is not None


def _begun(when: When, text: str, before: str, published: date) -> When:
    """ "Since Friday", "after 2011", "from March on": from then until publication."""
    words = text[when.start : when.end].casefold()
    if when.rule in SINCE_RULES and when.span.first is not None:
        return replace(when, opened=SINCE_RULES[when.rule](when.span.first))
    if when.span.first is None or when.rule.startswith(("past stretch", "relative stretch", "years", UNTIL_NOW)):
        return when
    looks_back = SINCE.search(before)
    from_on = looks_back is not None and looks_back.group().casefold().startswith("from")
    if (
        words.startswith("since ")
        or (words.startswith("after ") and when.rule == "a year")
        or (looks_back is not None and (not from_on or ONWARDS.match(text, when.end)))
        or (words.startswith("from ") and ONWARDS.match(text, when.end))
    ):
        return replace(when, span=spans.open_since(when.span, published), rule="since it began", opened=when.span)
    return when


def _dated_alike(text: str, found: list[When]) -> list[When]:
    """A day without a year that follows a day of a far year in one text is of that year: "on 11 July 1995 … by 16 July"."""
    out: list[When] = []
    for when in found:
        before = next((w for w in reversed(out) if w.rule in {"a day", "days of a month", "a month"}), None)
        bare = when.rule in {"a day", "days of a month", "a month"} and not RELATIVE.search(text[when.start : when.end])
        first, last = when.span.first, when.span.last
        if (
            bare
            and before is not None
            and before.span.first is not None
            and first is not None
            and last is not None
            and first.year - before.span.first.year >= 2
            and EXPLICIT.search(text[before.start : before.end])
        ):
            year = before.span.first.year
            when = replace(when, span=replace(when.span, first=first.replace(year=year), last=last.replace(year=year)))
        out.append(when)
    return out


def _merged(text: str, found: list[When]) -> list[When]:
    """Two expressions for one time made one: "by Wednesday, 30 September" is that day, "between March and May" the whole."""
    out: list[When] = []
    for when in found:
        before = out[-1] if out else None
        if before is not None and (joined := _joined(text, before, when)) is not None:
            out[-1] = joined
        else:
            out.append(when)
    return out


def _together(gap: str, before: When, when: When) -> When | None:
    """ "This year, up to Thursday"; "on Monday and Tuesday"."""
    first, last = before.span.first, when.span.last
    if first is None or last is None or first > last:
        return None
    if when.as_of and before.rule in {"relative stretch", "a year"} and UP_TO.match(gap):
        return replace(before, end=when.end, span=Span(first, last, before.span.precision))
    if before.rule == when.rule == "a weekday" and AND_DAY.match(gap) and _next_day(before.span, when.span):
        return When(before.start, when.end, Span(first, last), "days in a row")
    return None


def _next_day(before: Span, after: Span) -> bool:
    return before.last is not None and after.first is not None and (after.first - before.last).days == 1


def _joined(text: str, before: When, when: When) -> When | None:
    gap = text[before.end : when.start]
    if gap in {", ", " ", ",", " the "} and before.rule in {"a weekday", "a past weekday"} and when.rule == "a day":
        return replace(when, start=before.start, as_of=before.as_of or when.as_of)
    together = _together(gap, before, when)
    if together is not None:
        return together
    if not AND.match(gap) and not (gap == " " and text[when.start : when.start + 4].casefold() == "and "):
        return None
    first, last = before.span.first, when.span.last
    if first is not None and last is not None and first > last and EXPLICIT.search(text[when.start : when.end]):
        first = first.replace(year=last.year, day=min(first.day, 28))  # "between March and May 2021"
    if before.span.last is None or first is None or last is None or when.span.first is None or when.span.first < first:
        return None
    alike = (before.rule in YEARS and when.rule in YEARS) or before.rule == when.rule == "a month"
    begins = text[before.start : before.end].casefold().startswith(("from ", "between "))
    if alike or begins or BETWEEN.search(text[max(0, before.start - 60) : before.start]):
        return When(before.start, when.end, Span(first, max(first, last), Precision.STRETCH), "from one time to another")
    return None
