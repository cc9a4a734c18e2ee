"""What kind of counting a figure reports: one incident, an increment, a period, a running total, a stock."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from spacy.tokens import Span as Sentence

from ...model.claims import Figure
from ...model.days import Precision, Span
from ...model.terms import Fate, Measure
from ..count.counted import Quantity
from ..fate.tellings import HARMED, Telling
from ..lexicon import table
from ..pipeline import text_of
from .lasting import lying
from .occurrences import FEW, one_attack, one_of_the_month, ordinal, sum_begins

#: The rule that gives a figure the day of the report's event, for want of one of its own.
EVENT_DAY = "day of the report's event"
#: The rules for a day, and for a longer time, that the sentence before has told.
DAY_BEFORE = "day of the sentence before"
TIME_BEFORE = "time of the sentence before"
#: The rule for the day of telling, which is when something told in the perfect was done: "have been freed, he said on Tuesday".
JUST_DONE = "day on which it was told as done"
#: Days that are not told with the figure itself: a sum does not take them.
INHERITED = {EVENT_DAY, DAY_BEFORE, JUST_DONE}
#: The rule for the days of a short war that has just ended, where the report tells no other.
JUST_FOUGHT = "days of the conflict that has just ended"
#: The dead of one grave or one attack, that are examined or left without a name.
ONE_GRAVE = 100
#: No one grave or burial ground holds as many.
MANY_GRAVES = 2000
LONG = {Precision.MONTH, Precision.SEASON, Precision.YEAR, Precision.DECADE, Precision.CONFLICT}


@cache
def _said(kind: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(table('context')['measures'][kind])})\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Setting:
    """What stands around a count.

    `names_conflict`: its sentence names a conflict; `as_of`: it is told as of a day; `one_event`: the report is about one
    occurrence of a told day, so that a toll is that occurrence's; `war`: the report speaks of a war, whose dead are counted on.
    """

    names_conflict: bool
    as_of: bool
    one_event: bool
    war: bool


def measure(
    q: Quantity,
    told: Telling,
    sentence: Sentence,
    happened: Span | None,
    setting: Setting,
) -> Measure:
    """The measure, from the fate, the tense and adverbs of the clause, and how long the span is.

    People still missing and bodies still unidentified are a stock, however they are summed.
    """
    kind = _measure(q, told, sentence, happened, setting)
    if kind is Measure.RUNNING_TOTAL and told.fate in {Fate.MISSING, Fate.UNIDENTIFIED}:
        kind = Measure.STOCK
    if told.fate in {Fate.MISSING, Fate.CAPTURED} and _few(q) and _held_since().search(sentence.text) and kind is not Measure.STOCK:
        kind = Measure.INCIDENT  # "who has two sons missing since 2003"
    return Measure.INCIDENT if kind is Measure.STOCK and _left_of_one(q, told, sentence, happened, war=setting.war) else kind


def _left_of_one(q: Quantity, told: Telling, sentence: Sentence, happened: Span | None, *, war: bool) -> bool:
    """Whether those not found or not named are those of one occurrence: too few for a war, and no sum over a time."""
    if told.fate not in {Fate.MISSING, Fate.UNIDENTIFIED} or not (q.count.low or q.count.high):
        return False
    long = happened is not None and (happened.precision in LONG or happened.first != happened.last)
    most = FEW if told.fate is Fate.MISSING or war else ONE_GRAVE
    return not long and (q.count.low or q.count.high or 0) < most and not _said("total").search(sentence.text)


def _measure(
    q: Quantity,
    told: Telling,
    sentence: Sentence,
    happened: Span | None,
    setting: Setting,
) -> Measure:
    around, summing = sentence.text, sum_begins(sentence)
    if summing is not None and q.end <= summing:
        around = text_of(sentence.doc)[sentence.start_char : summing]
    if told.fate not in {Fate.CAPTURED, Fate.MISSING}:
        around = _held_since().sub("", around)
    if ordinal(q):
        return Measure.RUNNING_TOTAL
    if lying(told):
        return Measure.RUNNING_TOTAL if (q.count.low or q.count.high or 0) >= MANY_GRAVES else Measure.INCIDENT
    if told.fate is Fate.BURIED and happened is None and (q.count.low or q.count.high or 0) >= MANY_GRAVES:
        return Measure.RUNNING_TOTAL  # "Buried: 2,823": no day sees as many funerals
    last = sentence.end_char if summing is None or q.end > summing else summing
    near = text_of(sentence.doc)[max(sentence.start_char, q.start - 25) : min(last, q.end + 25)]
    if told.fate in {Fate.MISSING, Fate.UNIDENTIFIED} and (
        _said("stock").search(around) or told.word.dep_ in {"acomp", "attr", "oprd"} or told.rule.startswith("number")
    ):
        return Measure.STOCK
    if told.fate is Fate.CAPTURED and (_said("stock").search(near) or _being_held(told)):
        return Measure.INCREMENT if _beside_others(q, sentence) else Measure.STOCK
    if _of_one(q, around):
        return Measure.INCIDENT
    told_once = _said("superlative").search(around) is not None and not re.search(r"\b(?:total|altogether|in all|so far)\b", around)
    names_conflict = setting.names_conflict and not told_once
    tolls = not setting.one_event and not _few(q) and _said("toll").search(around)
    summed = not told_once and (_said("total").search(around) or tolls)
    if told.rule == "in a grave" or (one_attack(told) and not _said("total").search(near)):
        return Measure.INCIDENT
    counted = _counted_by_somebody(told)
    if happened is not None and happened.precision in LONG and counted:
        return Measure.PERIOD
    if one_of_the_month(q, told, happened, counted=counted) and not _said("total").search(around):
        return Measure.INCIDENT
    if happened is not None and told.fate in HARMED and _few_days(happened) and _several_attacks().search(around):
        return Measure.PERIOD
    if (
        _said("occurrence").search(around)
        and told.fate not in {Fate.MISSING, Fate.UNIDENTIFIED}
        and not _said("total").search(around)
    ):
        return Measure.INCIDENT
    if (told.rule == "number of a toll" and (summed or not setting.one_event)) or (setting.as_of and happened is None):
        return Measure.RUNNING_TOTAL
    if _said("increment").search(text_of(sentence.doc)[q.start : q.end + 8]) and not (summed and _said("total").search(near)):
        return Measure.INCREMENT
    if told.fate in {Fate.RETURNED, Fate.RELEASED} and not _sums_handovers(around, happened):
        return Measure.INCIDENT
    if happened is not None and happened.precision is Precision.DAY and not re.search(r"\b(?:total|toll)\b", around):
        return Measure.INCIDENT
    if names_conflict or summed:
        return Measure.RUNNING_TOTAL
    if happened is not None and (
        happened.precision in LONG or (happened.first and happened.last and (happened.last - happened.first).days > 14)
    ):
        return Measure.PERIOD
    if told.fate in {Fate.EXAMINED, Fate.MISSING, Fate.UNIDENTIFIED}:
        if told.fate is Fate.EXAMINED:
            return Measure.RUNNING_TOTAL if setting.war or (q.count.low or q.count.high or 0) >= 2 * ONE_GRAVE else Measure.INCIDENT
        return Measure.STOCK
    return Measure.INCIDENT


def _beside_others(q: Quantity, sentence: Sentence) -> bool:
    """ "At least 80 more are held, beyond those it acknowledges": some of those held, and no rival count of all."""
    own = text_of(sentence.doc)[q.start : q.end + 8]
    return _said("increment").search(own) is not None and _said("beyond").search(sentence.text) is not None


def _counted_by_somebody(told: Telling) -> bool:
    """ "In May the office recorded the killing of 80 people": what an office counts over a month is no one occurrence."""
    verbs = table("times")["counting"]["verbs"]
    return any(t.pos_ == "VERB" and t.lemma_.casefold() in verbs for t in (told.word.head, told.word.head.head) if t != told.word)


def _few_days(happened: Span) -> bool:
    """A weekend, or longer than a night."""
    first, last = happened.first, happened.last
    days = (last - first).days if first is not None and last is not None else 0
    return (days == 1 and happened.precision is Precision.WEEK) or 1 < days <= 14


@cache
def _held_since() -> re.Pattern[str]:
    return re.compile(table("times")["held"]["since"], re.IGNORECASE)


@cache
def _several_attacks() -> re.Pattern[str]:
    return re.compile(rf"\b{table('times')['attacks']['several']}\b", re.IGNORECASE)


@cache
def in_the_attack() -> re.Pattern[str]:
    return re.compile(rf"\b{table('times')['attacks']['the']}", re.IGNORECASE)


def _being_held(told: Telling) -> bool:
    """ "55 Armenians were being held", "is holding 200", "are in custody": how many there are, not how many were taken."""
    verb = told.word
    if verb.lemma_ in {"hold", "keep", "detain", "imprison"}:
        helped = {c.lower_ for c in verb.children if c.dep_ in {"aux", "auxpass"}}
        if "being" in helped or (verb.tag_ == "VBG" and (helped or verb.dep_ in {"xcomp", "ccomp", "pcomp", "acl"})):
            return True
    return verb.dep_ == "prep" and verb.head.lemma_ in {"be", "remain", "stay", "sit", "languish"}


def _of_one(q: Quantity, around: str) -> bool:
    """A single person is no sum, unless the sentence sums."""
    return q.count.low == 1 == q.count.high and not re.search(r"\b(?:total|only one|since|altogether|in all)\b", around)


def _few(q: Quantity) -> bool:
    """ "Several ministers have been detained": so few are not summed by the tense alone."""
    return (q.count.low or q.count.high or 0) < FEW


def _sums_handovers(around: str, happened: Span | None) -> bool:
    """Whether several handovers are added up: by a word for it, or by a stretch of more than two months with both ends told."""
    if re.search(
        r"\b(?:total|since|altogether|so far|in all|over the same (?:period|time)|to date|already been)\b", around, re.IGNORECASE
    ):
        sums = re.search(r"\b(?:total|altogether|so far|in all|to date)\b", around) is not None
        return sums or not _said("superlative").search(around)
    first, last = (happened.first, happened.last) if happened is not None else (None, None)
    stretch = happened is not None and happened.precision is Precision.STRETCH
    return stretch and first is not None and last is not None and (last - first).days > 62


def more_of_total(figures: list[Figure]) -> list[Figure]:
    """ "3,000 have been killed and thousands more injured": what stands beside a total in its sentence is no increment."""
    out: list[Figure] = []
    for f in figures:
        before = out[-1] if out and out[-1].sentence == f.sentence else None
        if before is not None and f.measure is Measure.INCREMENT and before.measure is Measure.RUNNING_TOTAL:
            out.append(replace(f, measure=Measure.RUNNING_TOTAL, clocks=replace(f.clocks, happened=before.clocks.happened)))
        else:
            out.append(f)
    return out


def beside_totals(figures: list[Figure]) -> list[Figure]:
    """Figures with no day of their own that stand beside a total of the same fate and like size are totals too.

    "1,586 were killed, says the ministry. The adversary says more than 5,000 were killed." Below a fifth of the total it is
    taken to be an incident.
    """
    totals: dict[Fate, int] = {}
    conflicts: dict[Fate, str | None] = {}
    fought: dict[Fate, Span] = {}
    for f in figures:
        if f.measure is Measure.RUNNING_TOTAL:
            totals[f.fate] = max(totals.get(f.fate, 0), f.count.low or f.count.high or 0)
            conflicts.setdefault(f.fate, f.conflict)
            if f.clocks.happened is not None and f.clocks.happened.precision is Precision.CONFLICT:
                fought.setdefault(f.fate, f.clocks.happened)
    return [
        replace(
            f,
            measure=Measure.RUNNING_TOTAL,
            clocks=replace(f.clocks, happened=fought.get(f.fate)),
            conflict=f.conflict or conflicts[f.fate],
        )
        if f.measure is Measure.INCIDENT
        and f.fate not in {Fate.RETURNED, Fate.RELEASED}
        and not any(t.field == "happened" and t.rule != EVENT_DAY for t in f.traces)
        and f.fate in totals
        and (f.count.low or f.count.high or 0) * 5 >= totals[f.fate] >= 50
        else f
        for f in more_of_total(figures)
    ]
