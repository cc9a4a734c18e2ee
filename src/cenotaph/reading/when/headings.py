"""Times in headings, which govern what stands under them: "TOTALS FOR 2025 (as of 19 August)", "The results up to 31 July:"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from ...model.days import Precision, Span
from .measures import LONG
from .times import When, times

LINE = re.compile(r"[^\n]+")
BULLET = re.compile(r"\s*(?:[•*·▪◦–—-]|\(?\d{1,2}[.)]|\|)\s")
#: A heading or title is no longer, in characters, and the title stands among so many first lines.
LONGEST, TITLE_LINES = 160, 2
#: "The report attributes to them …": what it counts is of the time that it is about.
OF_A_REPORT = re.compile(
    r"\b(?:the|this) (?:report|survey|study|document|bulletin|review) (?:also |further )?"
    r"(?:\w+s|found|documented|recorded|counted|listed|attributed|blamed)\b",
    re.IGNORECASE,
)
A_REPORT = re.compile(r"\b(?:report|survey|study|bulletin|review)\b", re.IGNORECASE)
MONTH = 27
SINCE = re.compile(r"\bsince\b", re.IGNORECASE)
RULE = "time of the heading"
REPORTED = "time that the report quoted is about"
PERIODS = LONG - {Precision.CONFLICT}


@dataclass(frozen=True, slots=True)
class Governed:
    """text[start:end] stands under a heading that tells a period, a day as of which it speaks, or both."""

    start: int
    end: int
    period: Span | None
    as_of: date | None
    title: bool = False
    words: str = ""


def governed(text: str, published: date) -> tuple[Governed, ...]:
    """The stretches of a report that its headings govern, the narrowest first; the whole of it, where the title tells a period."""
    lines = [(m.start(), m.end()) for m in LINE.finditer(text) if m.group().strip()]
    return (*_listed(text, lines, published), *_titled(text, lines, published))


def _listed(text: str, lines: Sequence[tuple[int, int]], published: date) -> Iterator[Governed]:
    """The bullets under each heading that tells a time."""
    for i, (start, end) in enumerate(lines[:-1]):
        if BULLET.match(text, start) or not BULLET.match(text, lines[i + 1][0]) or not _heads(text[start:end]):
            continue
        under = i + 1
        while under + 1 < len(lines) and BULLET.match(text, lines[under + 1][0]):
            under += 1
        period, as_of = _told(text[start:end], published)
        if period is not None or as_of is not None or SINCE.search(text, start, end):
            yield Governed(end, lines[under][1], period, as_of, words=text[start:end])


def _titled(text: str, lines: Sequence[tuple[int, int]], published: date) -> Iterator[Governed]:
    for start, end in lines[:TITLE_LINES]:
        if _heads(text[start:end]) and len(lines) > TITLE_LINES:
            period, _ = _told(text[start:end], published)
            if period is not None:
                yield Governed(end, len(text), period, None, title=True)


def reported(sentence: str, found: Sequence[When]) -> Span | None:
    """The months or years that a report is about of which a sentence tells: "a report … shows that 793 were killed between …"."""
    if A_REPORT.search(sentence) is None:
        return None
    return next((w.span for w in found if not w.as_of and _months(w.span)), None)


def of_a_report(sentence: str) -> bool:
    return OF_A_REPORT.search(sentence) is not None


def _months(span: Span) -> bool:
    return span.first is not None and span.last is not None and (span.last - span.first).days >= MONTH


def _heads(line: str) -> bool:
    return len(line) <= LONGEST and not line.rstrip().endswith((".", "!", "?", ";", ","))


def _told(line: str, published: date) -> tuple[Span | None, date | None]:
    """The month or longer time that a heading names, up to the day as of which it speaks, and that day."""
    found = times(line, published)
    as_of = next((w.span.last for w in found if w.as_of and w.span.last is not None), None)
    period = next((_period(w, as_of or published) for w in found if not w.as_of and w.span.precision in PERIODS), None)
    return period, as_of


def _period(when: When, until: date) -> Span | None:
    first, last = when.span.first, when.span.last
    if first is None or last is None or first > until:
        return None
    return Span(first, min(last, until), when.span.precision)


def over(found: Sequence[Governed], at: int) -> Governed | None:
    """What governs a place of the text, the narrowest first."""
    return next((g for g in found if g.start <= at < g.end), None)
