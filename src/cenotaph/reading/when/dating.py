"""When a figure's fate happened and the day it speaks for, from the time expressions around it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from spacy.tokens import Span as Sentence

from ...model.days import Span
from ...model.terms import Fate, Measure
from ..count.counted import Quantity
from ..fate.tellings import Telling
from ..pipeline import text_of
from . import lasting, openings, othertimes, spans
from .eventdays import is_event_day
from .measures import DAY_BEFORE, EVENT_DAY, INHERITED, JUST_DONE, TIME_BEFORE
from .occurrences import FEW, sum_begins
from .times import When, times

#: How many days a dateline may lie before publication.
WRITTEN_DAYS = 5


#: "Since May" never tells when somebody spoke.
LASTING = {
    "since it began",
    "since the time told",
    "since a day",
    "since a month",
    "since a year",
    "past stretch",
    "so long until now",
    "from one time to another",
}


#: The clause of what was so many days before the day that the main clause tells.
DAYS_AFTER = re.compile(
    r"\b(?P<n>\d{1,2}|an?|one|two|three|four|five|six|seven|eight|nine|ten) (?P<u>days?|weeks?|months?) after [^,.;:]*$",
    re.IGNORECASE,
)
DAYS_AFTER_RULE = "so long before the day told"


@dataclass(frozen=True, slots=True)
class Dated:
    """When it happened with the rule and words that tell it, and the day as of which somebody spoke, if told.

    `within` tells whether the words stand in the clause of the fate itself.
    """

    span: Span | None
    rule: str
    start: int
    end: int
    as_of: date | None
    as_of_told: bool
    stood: Span | None = None
    within: bool = True


def dated(
    q: Quantity,
    told: Telling,
    sentence: Sentence,
    when: Sequence[When],
    *,
    day: When | None,
    decades: tuple[Span, ...],
    published: date,
) -> Dated:
    """The time expression nearest to the verb of the fate; else the time just before, or the day of the report's event.

    "By 1 January" and the day on which somebody said it are days that a figure speaks for, not days on which it happened.
    """
    inside = [w for w in when if sentence.start_char <= w.start < sentence.end_char and not q.start <= w.start < q.end]
    clause = {t.i for t in told.word.subtree}
    own: list[tuple[tuple[bool, int], When]] = []
    as_of: date | None = None
    stood: Span | None = None
    spoken: When | None = None
    as_of_told = any(w.as_of for w in inside)
    gapped = _gapped(q, told, inside)
    summing = sum_begins(sentence)
    in_sum = summing is not None and summing <= q.start and ";" not in text_of(sentence.doc)[summing : q.start]
    for w in inside:
        span = sentence.doc.char_span(w.start, w.end, alignment_mode="expand")
        at = span.root if span is not None and len(span) else told.word
        if othertimes.of_its_attack(w, told) or lasting.missing_since(q, w, told):
            own.append(((False, 0), replace(w, span=w.opened or w.span, rule=openings.CLAUSE_TIME if w.opened else w.rule)))
        elif w.as_of or (w.rule not in LASTING and othertimes.of_the_telling(at, w, told, sentence)):
            if w.span.last and (as_of is None or w.as_of):
                as_of, stood = w.span.last, Span.day(w.span.last) if w.as_of else w.span
            spoken = w if not w.as_of and is_event_day(w, published) else spoken
        elif (
            not othertimes.of_another(at, told, w)
            and not othertimes.to_come(at, told.word)
            and not othertimes.of_the_last(w, sentence)
            and not othertimes.of_the_next_count(w, q, told)
            and not lasting.of_their_captivity(w, told)
            and not (in_sum and w.start < (summing or 0))
            and not othertimes.of_their_death(at, told, w)
            and not othertimes.of_the_agreement(at, told)
            and not openings.measured(sentence, w, q, told)
            and not othertimes.of_the_latest(w, sentence, told)
        ):
            near = abs(at.i - q.node.i) if gapped else abs(at.i - told.word.i)
            own.append(((at.i not in clause and not gapped, near), w))
    if own:
        (outside, _), nearest = min(own, key=lambda pair: pair[0])
        nearest = openings.then(nearest, sentence, told)
        nearest = _days_before(nearest, sentence, told) if outside else nearest
        if nearest.opened is None and nearest.span.first is not None and openings.opens(sentence, nearest, told):
            nearest = replace(nearest, span=openings.open_until(nearest.span, published), rule="since it began")
        return Dated(nearest.span, nearest.rule, nearest.start, nearest.end, as_of, as_of_told, stood, not outside)
    ensuing = _ensuing(sentence, when, decades)
    if ensuing is not None:
        return Dated(ensuing.span, ensuing.rule, ensuing.start, ensuing.end, as_of, as_of_told, stood)
    if spoken is not None and not as_of_told and _just_done(told):
        return Dated(spoken.span, JUST_DONE, q.start, q.end, as_of, as_of_told, stood)
    if day is not None and _of_the_day(q, told):
        return Dated(
            day.span,
            _told_before(day, published),
            q.start,
            q.end,
            as_of,
            as_of_told,
            stood,
        )
    return Dated(None, "", 0, 0, as_of, as_of_told, stood)


def _just_done(told: Telling) -> bool:
    """ "All have been freed, the governor said on Tuesday": the perfect tells what was done by the day on which it was told."""
    return any(c.dep_ in {"aux", "auxpass"} and c.lower_ in {"has", "have"} for c in told.word.children)


def _of_the_day(q: Quantity, told: Telling) -> bool:
    """Whether a fate may be that of the day told before: for the missing only if they are a few, who went missing in one event."""
    few = (q.count.low or q.count.high or FEW) < FEW
    return told.fate not in {Fate.EXAMINED, Fate.UNIDENTIFIED} and (told.fate is not Fate.MISSING or few)


def _days_before(when: When, sentence: Sentence, told: Telling) -> When:
    """ "Four days after gunmen killed nine miners, police arrested two men on Wednesday": they died four days before."""
    first, begins = when.span.first, sentence.start_char
    match = DAYS_AFTER.search(sentence.doc.text[begins : told.word.idx]) if first is not None else None
    if match is None or first is None or first != when.span.last or begins + match.start() <= when.start < told.word.idx:
        return when
    steps = spans.counted(match.group("n")) * spans.UNITS[spans.unit(match.group("u"))]
    return replace(when, span=spans.around(first - timedelta(days=steps), spans.unit(match.group("u"))), rule=DAYS_AFTER_RULE)


def written_on(told: str | None, published: date) -> date:
    """The day that "today" is: that of a dateline ("San Salvador, 1 Nov 88"), if it is not long before publication."""
    day = next((w.span.first for w in times(told.title(), published) if w.span.first == w.span.last), None) if told else None
    return day if day is not None and 0 <= (published - day).days <= WRITTEN_DAYS else published


def _told_before(day: When, published: date) -> str:
    """The rule for a time that the figure's own sentence does not tell."""
    if is_event_day(day, published):
        return EVENT_DAY
    return DAY_BEFORE if day.span.first == day.span.last else TIME_BEFORE


def _gapped(q: Quantity, told: Telling, inside: list[When]) -> bool:
    """Whether a time stands between verb and count: "in 2015 they exhumed 156, the following year 114" leaves a verb out."""
    first, last = sorted((told.word.idx, q.start))
    return any(first < w.start < last for w in inside) and told.word.i < q.node.i


def _ensuing(sentence: Sentence, when: Sequence[When], decades: tuple[Span, ...]) -> When | None:
    """ "The ensuing war killed …": it began in the time told just before, and ended in the decade the report gives the war."""
    if not re.search(
        r"\b(?:ensuing|subsequent|resulting)\s+(?:\w+\s+)?(?:war|conflict|fighting|violence)\b", sentence.text, re.IGNORECASE
    ):
        return None
    earlier = [w for w in when if w.end <= sentence.start_char and w.span.first is not None]
    if not earlier or earlier[-1].span.first is None:
        return None
    began = earlier[-1]
    first = began.span.first
    ends = next(
        (d.last for d in decades if first is not None and d.first and d.last and d.first <= first <= d.last), began.span.last
    )
    return When(began.start, began.end, Span(first, ends), "time told just before")


def to_come(dated: Dated, published: date) -> Span | None:
    """When a plan is for: only a time of its own says so, and a weekday is then the next one."""
    span = dated.span
    if span is None or dated.rule in {*INHERITED, TIME_BEFORE} or not dated.within:
        return None
    if dated.rule == "a weekday" and span.first is not None and span.first < published:
        return Span.day(span.first + timedelta(days=7))
    return span


def speaks_for(happened: Span | None, as_of: date | None, kind: Measure, published: date) -> date:
    """The day a figure is about, never after publication: as of a day told, an incident's last day, a past period's end."""
    if as_of is not None and (kind.cumulative or happened is None):
        return min(as_of, published)
    if happened is not None and happened.last is not None and (kind not in {Measure.STOCK, Measure.RUNNING_TOTAL}):
        return min(happened.last, published)
    return published
