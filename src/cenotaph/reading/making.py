"""One figure in the making: each step settles some fields and leaves a trace of where they came from."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from spacy.tokens import Span as Sentence

from ..model.claims import Claimant, Figure, Group, Passage, Trace, Where, anchor
from ..model.counts import Count
from ..model.days import Clocks, Precision, Span
from ..model.reference import Conflict, Side
from ..model.terms import Commitment, Distance, Fate, Measure, Role
from . import agents, attribution, conflicts, dating, firmness, gapping, graves, headings, openings, parties, serving, wars, whose
from . import places as placing
from .claimants import claimant, institution_of
from .context import WAR, Context, Surroundings, sentence_passage
from .counted import Quantity
from .fates import unit_of
from .knowing import Knowledge
from .listing import LISTED
from .measures import DAY_BEFORE, EVENT_DAY, INHERITED, JUST_FOUGHT, TIME_BEFORE, in_the_attack, measure
from .roles import role_of
from .tellings import HARMED, REMAINS_FATES, Telling
from .voices import Voice

SINCE_WAR = re.compile(
    r"\bsince (?:the (?:start|beginning|outbreak|onset) of )?(?:the|this|that|its|russia's|israel's) (?:[\w-]+ ){0,2}"
    r"(?:war|conflict|invasion|hostilities|fighting|offensive)\b(?! (?:ended|was over|of (?:19|20)\d\d))",
    re.IGNORECASE,
)
AGO = re.compile(r"\b(?:previously|earlier|in the past|already|before|once|years ago|at an earlier)\b", re.IGNORECASE)
LONG_AGO = re.compile(r"\b(?:years|decades|months|weeks|long) ago\b|\bha(?:s|ve) in the past\b", re.IGNORECASE)
IN_WAR = re.compile(r"\b(?:in|during|of) (?:the|that|this) (?:[\w-]+ )?(?:war|conflict)\b", re.IGNORECASE)
SO_FAR = re.compile(r"\b(?:so far|to date|until now|up to now|since then|by now)\b", re.IGNORECASE)
#: Times of sentences before, which tell when something else was.
EARLIER = {TIME_BEFORE, DAY_BEFORE}
#: A campaign of no more days is one occurrence, its victims are no running total.
INCIDENT_DAYS = 4


class Making:
    """A quantity whose fate is told, on its way to a Figure. Steps are called once, in the order of `figure`."""

    def __init__(
        self, q: Quantity, told: Telling, sentence: Sentence, around: Surroundings, context: Context, knowledge: Knowledge
    ) -> None:
        self.q, self.told, self.sentence, self.around = q, told, sentence, around
        self.context, self.knowledge, self.reference = context, knowledge, knowledge.reference
        self.in_grave = context.grave if told.fate in REMAINS_FATES and graves.speaks_of_grave(told.word) else None
        self.traces: list[Trace] = []
        self._trace("fate", told.rule, told.word.idx, told.word.idx + len(told.word))
        self._trace("count", "count expression", q.start, q.end)

    def figure(self, quoting: str | None) -> Figure:
        """The finished figure. `quoting` is the speaker of the quotation or list that the quantity stands in."""
        report = self.context.report
        start, end = self.around.offset + self.q.start, self.around.offset + self.q.end
        voice = self._voice(quoting)
        group, said, recipient = self._group_and_claimant(voice)
        actor = self._actor(voice)
        dated, conflict = self._dated()
        since = self._since_war(group.slug) if dated.span is None or dated.rule in INHERITED else None
        fresh = self._just_fought(group.slug) if (since is None and dated.span is None) or dated.rule in INHERITED else None
        counted = fresh if fresh is not None and conflicts.days_of(fresh) > INCIDENT_DAYS else None
        kind = self._measure(dated, conflict or counted) if since is None else Measure.RUNNING_TOTAL
        if fresh is not None and counted is None and kind is Measure.RUNNING_TOTAL and self.told.fate is not Fate.DISPLACED:
            kind = Measure.INCIDENT  # a campaign of a few days, however its dead are summed up
        commitment, distance = self._firmness(voice)
        happened = self._fought(fresh) if fresh is not None else since or self._happened(dated, kind, commitment)
        slug = conflict.slug if conflict else self._inferred_conflict(happened, group.slug)
        happened = happened or self._vanished(slug)
        self._trace("measure", kind.value, self.sentence.start_char, self.sentence.end_char)
        if (commitment, distance) != (Commitment.SAYS, Distance.NONE):
            word = self.told.word
            self._trace("modality", f"{commitment.value}, {distance.value}", word.idx, word.idx + len(word))
        return Figure(
            id=anchor("fig", self.context.text_sha256, start, end, self.told.fate.value),
            report=report.id,
            passage=Passage.of(report.id, report.text, start, end),
            sentence=sentence_passage(report, self.around.offset, self.sentence),
            count=self._count(commitment),
            fate=self.told.fate,
            measure=kind,
            group=group,
            claimant=said,
            clocks=Clocks(
                happened=happened,
                speaks_for=dating.speaks_for(
                    None if dated.rule == EVENT_DAY and dated.as_of else happened, dated.as_of, kind, report.published
                ),
                published=report.published,
            ),
            commitment=commitment,
            distance=distance,
            actor=actor,
            recipient=recipient,
            place=self._place(kind),
            conflict=slug,
            traces=tuple(self.traces),
        )

    def _vanished(self, slug: str | None) -> Span | None:
        """When the missing of a war that is over vanished: in that war."""
        conflict = self.reference.conflict(slug or "") if self.told.fate is Fate.MISSING else None
        if conflict is None or conflict.last is None or conflict.last > self.context.report.published:
            return None
        if all(m.conflict is not conflict for m in self.context.named):
            return None  # only inferred from the sides
        self._trace("happened", "days of the conflict", self.q.start, self.q.end)
        return wars.stated_years(self.context.report.text, conflict) or Span(conflict.first, conflict.last, Precision.CONFLICT)

    def _trace(self, name: str, rule: str, start: int, end: int) -> None:
        self.traces.append(Trace(name, rule, self.around.offset + start, self.around.offset + end))

    def _voice(self, quoting: str | None) -> Voice | None:
        at = self.told.word if self.told.word.i != self.q.node.i else self.q.node
        voice = attribution.voice(at, self.sentence, self.context.speakers, quoting)
        if voice is not None and voice.rule == "before a colon" and self.told.rule in LISTED:
            voice = None  # the label of a list's item: who did it, or where, never who says so
        if voice is not None:
            self._trace("speaker", voice.rule, voice.start, voice.end)
        return voice

    def _group_and_claimant(self, voice: Voice | None) -> tuple[Group, Claimant, str | None]:
        """Whose people, says whom, handed to whom: each may tell the other."""
        role = role_of(self.q, self.told.people)
        if role is Role.UNKNOWN:
            role = serving.role_beside(self.q, self.told, self.reference)
        told_side = gapping.lost_by(self.q, self.told, self.reference)
        told_side = told_side or whose.side_of(self.q, self.told, self.reference, self.sentence)
        if told_side is None and self.told.rule == "number after a label":
            told_side = whose.label_side(self.q, self.sentence, self.reference)
        institution = institution_of(voice, told_side, self.context, self.knowledge) if voice is not None else None
        speaker_side: Side | None = self.reference.side(institution.side) if institution is not None and institution.side else None
        recipient = gapping.received_by(self.q, self.told, self.reference)
        recipient = recipient or agents.recipient_of(self.told, self.reference)
        counts_own = voice is not None and (voice.rule == 'subject of "count"' or whose.own_toll(self.q, self.told) is not None)
        side = told_side or whose.inferred_side(
            role, speaker_side, recipient, self.told.fate, words=serving.words_beside(self.q), counts_own=counts_own
        )
        if self.in_grave is not None:
            side, role = side or self.in_grave.side, role if role is not Role.UNKNOWN else self.in_grave.role
        for name, party in (("side", side), ("recipient", recipient)):
            if party is not None:
                self._trace(name, party.rule, party.start, party.end)
        if role is Role.UNKNOWN:
            role = serving.member_role(self.q, told_side, self.reference)
        if role is not Role.UNKNOWN:
            noun = self.q.noun or self.q.number
            self._trace("role", "words of the counted phrase", noun.idx, noun.idx + len(noun))
        words = serving.words_beside(self.q)
        said = claimant(voice, institution, speaker_side, side, publisher=self.context.publisher, sentence=self.sentence.text)
        group = Group(side.name if side else None, side.slug if side else None, role, words)
        return group, said, recipient.name if recipient else None

    def _actor(self, voice: Voice | None) -> str | None:
        if self.told.rule in LISTED:
            labelled = agents.label_actor(self.q, self.told, self.reference)
            if labelled is not None:
                self._trace("actor", labelled.rule, labelled.start, labelled.end)
            return labelled.name if labelled is not None else None
        if self.told.rule == "number after a label":
            return None
        actor = gapping.done_by(self.q, self.told, self.reference) or agents.actor_of(self.told, self.reference, of=self.q)
        if actor is not None and voice is not None and self.told.fate in whose.HANDED and _same_words(actor, voice):
            return None  # who speaks hands nobody over by it: "To home returned 230, said the president"
        if actor is not None:
            self._trace("actor", actor.rule, actor.start, actor.end)
        return actor.name if actor else None

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
        if under is not None and (not under.title or (self.context.said and self.context.day is self.context.first_day)):
            return self._headed(dated, under)
        attacked = self.context.last_day if dated.rule == EVENT_DAY and self._in_attack() else None
        if attacked is not None:
            return replace(dated, span=attacked.span, rule=DAY_BEFORE)
        before = self.context.open
        if before is not None and openings.goes_on(self.q, self.sentence):
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
        kind = measure(
            self.q,
            self.told,
            self.sentence,
            dated.span if dated.rule not in INHERITED else None,
            names_conflict=conflict is not None,
            as_of=dated.as_of_told,
            one_event=self.context.one_event,
        )
        headed = dated.rule == headings.RULE and kind in {Measure.INCIDENT, Measure.INCREMENT}
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
        before = dated.rule in EARLIER or (not dated.within and self._aux("has", "have"))
        if before and span is not None and span.first is not None and SO_FAR.search(self.sentence.text):
            span = Span(span.first, max(self.context.report.published, span.first), Precision.STRETCH)
        if commitment is Commitment.PLANS:
            span = dating.to_come(dated, self.context.report.published)
        if kind is Measure.STOCK and dated.rule in {"", *INHERITED, *EARLIER}:
            held = Span.day(self.context.report.published) if self.told.fate is Fate.CAPTURED else span
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
        if SINCE_WAR.search(self.sentence.text) is None:
            return None
        conflict = self.reference.conflict(self._inferred_conflict(None, side) or "")
        if conflict is None:
            return None
        self._trace("happened", "since the conflict began", self.q.start, self.q.end)
        return Span(conflict.first, max(self.context.report.published, conflict.first), Precision.STRETCH)

    def _fought(self, fresh: Conflict) -> Span:
        self._trace("happened", JUST_FOUGHT, self.q.start, self.q.end)
        return Span(fresh.first, fresh.last, Precision.CONFLICT)

    def _place(self, kind: Measure) -> Where | None:
        """The place told; that of the sentence before for one occurrence, for a sum over many only a wide one."""
        one = self.told.fate not in whose.HANDED or self.told.word.lemma_ == "rescue"
        last = self.context.place if one else None
        before = last if last is not None and (not kind.cumulative or placing.wide(last.where, self.reference)) else None
        before = before or self.context.headed
        found = placing.place_of(self.told, self.sentence, self.around.where, before)
        if self.told.of is not None and (found is None or found is before):
            found = placing.beside(self.q, self.sentence, self.around.candidates, self.reference) or found
        found = (
            found
            if found is not None and found is not before
            else placing.moved_between(self.told, self.sentence, self.around.candidates, self.reference) or found
        )
        if found is None and self.in_grave is not None:
            found = self.in_grave.found
        if found is not None:
            self._trace("place", found.rule, found.start, found.end)
        return found.where if found else None

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

    def _firmness(self, voice: Voice | None) -> tuple[Commitment, Distance]:
        """What the claimant commits to, and how far the publisher stands off: two fields, kept apart."""
        commitment = voice.commitment if voice is not None else Commitment.SAYS
        told_by_no = self.told.fate is Fate.UNIDENTIFIED or self.told.rule in {"fate not known", "not found", "have not come back"}
        if firmness.planned(self.told.word) and not told_by_no:
            commitment = Commitment.PLANS
        if firmness.denied(self.told.word) and not told_by_no:
            commitment = Commitment.DENIES
        distance = firmness.hedged(self.q.node, self.sentence, self.told.word)
        if distance is Distance.NONE and voice is not None:
            distance = voice.distance
        return commitment, distance

    def _count(self, commitment: Commitment) -> Count:
        """The count with its unit; a number that its claimant estimates is rounded whatever its digits."""
        count = self.q.count
        estimated = commitment is Commitment.ESTIMATES and not count.vague
        return replace(count, unit=unit_of(self.q, self.told.fate), approx=count.approx or estimated)


def _ahead(span: Span | None, written: date) -> bool:
    """Whether a time is to come."""
    return span is not None and span.first is not None and span.last is not None and span.first >= written < span.last


def _same_words(party: parties.Named, voice: Voice) -> bool:
    """Whether a party is named by the very words that name the speaker."""
    return party.start < voice.end and voice.start < party.end
