"""When the fate of one figure happened and what kind of counting it is: the steps of its making that settle time."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from spacy.tokens import Span as Sentence

from ...model.claims import Trace
from ...model.days import Precision, Span
from ...model.reference import Conflict
from ...model.terms import Commitment, Fate, Measure
from ..context import WAR, Context, Surroundings
from ..count.counted import Quantity
from ..fate import firmness
from ..fate.tellings import HARMED, REMAINS_FATES, Telling
from ..knowing import Knowledge
from ..people import whose
from . import conflicts, dating, headings, lasting, openings, wars
from .measures import DAY_BEFORE, EVENT_DAY, INHERITED, JUST_FOUGHT, TIME_BEFORE, Setting, in_the_attack, measure

SINCE_WAR = re.compile(
    r"\bsince (?:the (?:start|beginning|outbreak|onset) of )?(?:the|this|that|its|russia's|israel's) (?:[\w-]+ ){0,2}"
    r"(?:war|conflict|invasion|hostilities|fighting|offensive)\b(?! (?:ended|was over|of (?:19|20)\d\d))",
    re.IGNORECASE,
)
AGO = re.compile(r"\b(?:previously|earlier|in the past|already|before|once|years ago|at an earlier)\b", re.IGNORECASE)
LONG_AGO = re.compile(r"\b(?:years|decades|months|weeks|long) ago\b|\bha(?:s|ve) in the past\b", re.IGNORECASE)
IN_WAR = re.compile(r"\b(?:in|during|of|from) (?:the|that|this) (?:[\w-]+ )?(?:war|conflict)\b", re.IGNORECASE)
SO_FAR = re.compile(r"\b(?:so far|to date|until now|up to now|since then|by now)\b", re.IGNORECASE)
IN_ALL = re.compile(r"\b(?:so far|to date|until now|up to now|by now|in all|in total|altogether|overall)\b", re.IGNORECASE)
#: Times of sentences before, which tell when something else was.
EARLIER = {TIME_BEFORE, DAY_BEFORE}


class Timing:
    """A quantity whose fate is told, as far as time and conflict go; `traces` tell where each came from."""

    def __init__(
        self, q: Quantity, told: Telling, sentence: Sentence, around: Surroundings, context: Context, knowledge: Knowledge
    ) -> None:
        self.q, self.told, self.sentence, self.around = q, told, sentence, around
        self.context, self.knowledge, self.reference = context, knowledge, knowledge.reference
        self.traces: list[Trace] = []

    def _trace(self, name: str, rule: str, start: int, end: int) -> None:
        self.traces.append(Trace(name, rule, self.around.offset + start, self.around.offset + end))

    def _dated(self) -> tuple[dating.Dated, Conflict | None]:
        """The time told, and the conflict that the sentence names; without a time of its own a figure takes the conflict's span."""
        published = self.context.report.published
        dated = dating.dated(
            self.q,
            self.told,
            self.sentence,
            self.around.when,
            day=self.context.day,
            decades=self.context.decades,
            published=published,
        )
        stated = dated.span if dated.rule not in INHERITED else None
        first, last = self.around.offset + self.sentence.start_char, self.around.offset + self.sentence.end_char
        conflict = conflicts.conflict_at(self.context.named, first, last, stated) or self._the_war(stated)
        years = wars.years_of_war(self.sentence) if conflict is None and stated is None and self.told.fate in HARMED else None
        if years is not None:
            dated = replace(dated, span=years, rule="years of the war named", start=self.q.start, end=self.q.end)
        if conflict is not None and stated is None and self.told.fate not in REMAINS_FATES:
            whole = wars.stated_years(self.context.report.text, conflict) or Span(
                conflict.first, min(conflict.last or published, published), Precision.CONFLICT
            )
            dated = replace(dated, span=whole, rule="span of the named conflict", start=self.q.start, end=self.q.end)
        return self._opened(dated), conflict

    def _the_war(self, stated: Span | None) -> Conflict | None:
        """ "Died in the war", in a report that names one war and no other."""
        named = {n.conflict.slug: n.conflict for n in self.context.named}
        if stated is not None or len(named) != 1 or self.told.fate not in HARMED or IN_WAR.search(self.sentence.text) is None:
            return None
        return next(iter(named.values()))

    def _opened(self, dated: dating.Dated) -> dating.Dated:
        """What has no time of its own, but is open since a thing that the report dates, or goes on with an open total."""
        if _ahead(dated.span, self.context.written) and not firmness.planned(self.told.word):
            return replace(dated, span=None, rule="")  # when something else is to be, beside what has happened
        if dated.span is not None and dated.rule not in {*INHERITED, *EARLIER}:
            return dated
        since = openings.since_landmark(self.q, self.sentence, self.context.landmarks, self.context.written)
        if since is not None:
            return replace(dated, span=since, rule=openings.OPEN_LANDMARK, start=self.q.start, end=self.q.end)
        under = headings.over(self.context.governed, self.around.offset + self.q.start)
        timed = under is not None and (under.period is not None or under.as_of is not None)
        if under is not None and timed and (not under.title or (self.context.said and self.context.day is self.context.first_day)):
            return self._headed(dated, under)
        reported = self.context.reported if dated.rule in {"", EVENT_DAY} and headings.of_a_report(self.sentence.text) else None
        if reported is not None:
            return replace(dated, span=reported, rule=headings.REPORTED, start=self.q.start, end=self.q.end)
        attacked = self.context.last_day if dated.rule == EVENT_DAY and self._in_attack() else None
        if attacked is not None:
            return replace(dated, span=attacked.span, rule=DAY_BEFORE)
        before = self.context.open if self.told.fate is not Fate.UNIDENTIFIED else None
        if before is not None and openings.goes_on(self.q, self.sentence, before):
            return replace(dated, span=before.span, rule=openings.OPEN_BEFORE, start=self.q.start, end=self.q.end)
        return dated

    def _in_attack(self) -> bool:
        """ "One man was shot dead during the raid": it happened when the attack did, whenever somebody spoke of it."""
        return self.told.fate in HARMED and in_the_attack().search(self.sentence.text) is not None

    def _headed(self, dated: dating.Dated, under: headings.Governed) -> dating.Dated:
        """A figure with the period or the day of its heading."""
        span = under.period or Span(None, under.as_of)
        at, end = self.q.start, self.q.end
        return replace(dated, span=span, rule=headings.RULE, start=at, end=end, as_of=under.as_of, as_of_told=True)

    def _measure(self, dated: dating.Dated, conflict: Conflict | None) -> Measure:
        if dated.rule == openings.CLAUSE_TIME:
            return Measure.INCIDENT
        own = dated.span if dated.rule not in INHERITED else None
        setting = Setting(conflict is not None, dated.as_of_told, self.context.one_event, self.context.war)
        kind = measure(self.q, self.told, self.sentence, own, setting)
        headed = dated.rule in {headings.RULE, headings.REPORTED} and kind in {Measure.INCIDENT, Measure.INCREMENT}
        return Measure.PERIOD if headed else kind

    def _earlier(self) -> bool:
        """ "Rights groups had previously found …": what was before is not the event of the report."""
        return (self._aux("had") and AGO.search(self.sentence.text) is not None) or LONG_AGO.search(self.sentence.text) is not None

    def _aux(self, *words: str) -> bool:
        """Whether the verb of the fate, or the one above it, has one of these before it."""
        verb = self.told.word
        return any(c.dep_ == "aux" and c.lower_ in words for v in (verb, verb.head) for c in v.children)

    def _happened(self, dated: dating.Dated, kind: Measure, commitment: Commitment) -> Span | None:
        span = None if dated.rule in INHERITED and kind.cumulative else dated.span
        if dated.rule in {*INHERITED, *EARLIER} and self._earlier():
            span = None
        if dated.rule == EVENT_DAY and self.context.said and self.told.fate is Fate.RECOVERED:
            span = None  # when remains were found is not when somebody spoke of them
        if lasting.lying(self.told) and (not dated.within or dated.rule in {*INHERITED, *EARLIER}):
            span = None
        before = dated.rule in EARLIER or (not dated.within and self._aux("has", "have"))
        if before and span is not None and span.first is not None and SO_FAR.search(self.sentence.text):
            span = Span(span.first, max(self.context.report.published, span.first), Precision.STRETCH)
        if commitment is Commitment.PLANS:
            span = dating.to_come(dated, self.context.report.published)
        nameless = self.told.fate is Fate.UNIDENTIFIED
        if (kind is Measure.STOCK or nameless) and dated.rule in {"", *INHERITED, *EARLIER}:
            held = Span.day(self.context.report.published) if nameless or self.told.fate is Fate.CAPTURED else span
            span = dated.stood if dated.stood is not None else held
        if span is None and kind is Measure.RUNNING_TOTAL and dated.as_of_told and dated.as_of is not None:
            span = Span(None, dated.as_of)
        if span is not None:
            self._trace("happened", dated.rule or "up to the day told", dated.start, dated.end)
        return span

    def _just_fought(self, side: str | None) -> Conflict | None:
        """The short conflict that has just ended, for its victims whose day the report does not tell."""
        if self.told.fate in conflicts.LATE:
            return None
        fresh = conflicts.just_fought(self.context.sides, self.context.report.published, self.reference)
        return fresh if fresh is not None and side in {None, "both", *fresh.parties} else None

    def _since_war(self, side: str | None) -> Span | None:
        """ "Since the war broke out": from the first day of the conflict that the report speaks of, up to publication."""
        under = headings.over(self.context.governed, self.around.offset + self.q.start)
        heading = under.words if under is not None else ""
        if SINCE_WAR.search(self.sentence.text) is None and SINCE_WAR.search(heading) is None:
            return None
        conflict = self.reference.conflict(self._inferred_conflict(None, side) or "")
        if conflict is None:
            return None
        self._trace("happened", "since the conflict began", self.q.start, self.q.end)
        return Span(conflict.first, max(self.context.report.published, conflict.first), Precision.STRETCH)

    def _so_far(self, kind: Measure, slug: str | None) -> Span | None:
        """ "In all, 3,210 have come home": in the war that is still being fought, from its first day."""
        conflict = self.reference.conflict(slug or "") if kind is Measure.RUNNING_TOTAL else None
        published = self.context.report.published
        if conflict is None or conflict.first > published:
            return None
        if self.told.fate in HARMED and IN_WAR.search(self.sentence.text) is not None:  # "the dead of the two-year war"
            self._trace("happened", "span of the conflict", self.q.start, self.q.end)
            return Span(conflict.first, min(conflict.last or published, published), Precision.CONFLICT)
        if conflict.last is not None and conflict.last < published:
            return None
        counted = self.told.fate in whose.HANDED | {Fate.KILLED} and self._aux("has", "have")
        if not counted or IN_ALL.search(self.sentence.text) is None:
            return None
        self._trace("happened", "since the conflict began", self.q.start, self.q.end)
        return Span(conflict.first, published, Precision.STRETCH)

    def _vanished(self, slug: str | None) -> Span | None:
        """When the missing of a war that is over vanished: in that war."""
        conflict = self.reference.conflict(slug or "") if self.told.fate is Fate.MISSING else None
        if conflict is None or conflict.last is None or conflict.last > self.context.report.published:
            return None
        if all(m.conflict is not conflict for m in self.context.named) and IN_WAR.search(self.sentence.text) is None:
            return None  # only inferred from the sides
        self._trace("happened", "days of the conflict", self.q.start, self.q.end)
        return wars.stated_years(self.context.report.text, conflict) or Span(conflict.first, conflict.last, Precision.CONFLICT)

    def _fought(self, fresh: Conflict) -> Span:
        self._trace("happened", JUST_FOUGHT, self.q.start, self.q.end)
        return Span(fresh.first, fresh.last, Precision.CONFLICT)

    def _inferred_conflict(self, happened: Span | None, side: str | None) -> str | None:
        return conflicts.inferred(
            self.around.offset + self.sentence.start_char,
            self.told.fate,
            happened,
            self.context.named,
            self.context.sides,
            self.context.report.published,
            self.reference,
            says_war=WAR.search(self.sentence.text) is not None,
            war_report=self.context.war,
            side=side,
        )


def _ahead(span: Span | None, written: date) -> bool:
    """Whether a time is to come."""
    return span is not None and span.first is not None and span.last is not None and span.first >= written < span.last
