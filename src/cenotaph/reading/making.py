"""One figure in the making: each step settles some fields and leaves a trace of where they came from."""

from __future__ import annotations

import re
from dataclasses import replace

from spacy.tokens import Span as Sentence

from ..model.claims import Claimant, Figure, Group, Passage, Trace, Where, anchor
from ..model.counts import Count
from ..model.days import Clocks, Precision, Span
from ..model.reference import Conflict, Side
from ..model.terms import Commitment, Distance, Fate, Measure, Role
from . import attribution, conflicts, dating, firmness, gapping, graves, parties
from . import places as placing
from .claimants import claimant, institution_of
from .context import WAR, Context, Surroundings, sentence_passage
from .fates import unit_of
from .knowing import Knowledge
from .listing import LISTED
from .measures import DAY_BEFORE, EVENT_DAY, INHERITED, TIME_BEFORE, measure
from .quantities import Quantity
from .roles import role_of
from .tellings import REMAINS_FATES, Telling
from .voices import Voice

SINCE_WAR = re.compile(
    r"\bsince (?:the (?:start|beginning|outbreak|onset) of )?(?:the|this|that|its|russia's|israel's) (?:[\w-]+ ){0,2}"
    r"(?:war|conflict|invasion|hostilities|fighting|offensive)\b(?! (?:ended|was over|of (?:19|20)\d\d))",
    re.IGNORECASE,
)
AGO = re.compile(r"\b(?:previously|earlier|in the past|already|before|once|years ago|at an earlier)\b", re.IGNORECASE)
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
        return Span(conflict.first, conflict.last, Precision.CONFLICT)

    def _trace(self, name: str, rule: str, start: int, end: int) -> None:
        self.traces.append(Trace(name, rule, self.around.offset + start, self.around.offset + end))

    def _voice(self, quoting: str | None) -> Voice | None:
        at = self.told.word if self.told.word.i != self.q.node.i else self.q.node
        voice = attribution.voice(at, self.sentence, self.context.speakers, quoting)
        if voice is not None:
            self._trace("speaker", voice.rule, voice.start, voice.end)
        return voice

    def _group_and_claimant(self, voice: Voice | None) -> tuple[Group, Claimant, str | None]:
        """Whose people, says whom, handed to whom: each may tell the other."""
        role = role_of(self.q, self.told.people)
        if role is Role.UNKNOWN:
            role = parties.role_beside(self.q, self.told, self.reference)
        told_side = gapping.lost_by(self.q, self.told, self.reference)
        told_side = told_side or parties.side_of(self.q, self.told, self.reference, self.sentence)
        if told_side is None and self.told.rule == "number after a label":
            told_side = parties.label_side(self.q, self.sentence, self.reference)
        institution = institution_of(voice, told_side, self.context, self.knowledge) if voice is not None else None
        speaker_side: Side | None = self.reference.side(institution.side) if institution is not None and institution.side else None
        recipient = gapping.received_by(self.q, self.told, self.reference)
        recipient = recipient or parties.recipient_of(self.told, self.reference)
        counts_own = voice is not None and voice.rule == 'subject of "count"'
        side = told_side or parties.inferred_side(
            role, speaker_side, recipient, self.told.fate, words=parties.words_beside(self.q), counts_own=counts_own
        )
        if self.in_grave is not None:
            side, role = side or self.in_grave.side, role if role is not Role.UNKNOWN else self.in_grave.role
        for name, party in (("side", side), ("recipient", recipient)):
            if party is not None:
                self._trace(name, party.rule, party.start, party.end)
        if role is Role.UNKNOWN:
            role = parties.member_role(self.q, told_side, self.reference)
        if role is not Role.UNKNOWN:
            noun = self.q.noun or self.q.number
            self._trace("role", "words of the counted phrase", noun.idx, noun.idx + len(noun))
        words = parties.words_beside(self.q)
        said = claimant(voice, institution, speaker_side, side, publisher=self.context.publisher, sentence=self.sentence.text)
        group = Group(side.name if side else None, side.slug if side else None, role, words)
        return group, said, recipient.name if recipient else None

    def _actor(self, voice: Voice | None) -> str | None:
        if self.told.rule in LISTED:
            labelled = parties.label_actor(self.q, self.told, self.reference)
            if labelled is not None:
                self._trace("actor", labelled.rule, labelled.start, labelled.end)
            return labelled.name if labelled is not None else None
        if self.told.rule == "number after a label":
            return None
        actor = gapping.done_by(self.q, self.told, self.reference) or parties.actor_of(self.told, self.reference, of=self.q)
        if actor is not None and voice is not None and self.told.fate in parties.HANDED and _same_words(actor, voice):
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
        conflict = conflicts.conflict_at(self.context.named, first, last, stated)
        if conflict is not None and stated is None and self.told.fate not in REMAINS_FATES:
            whole = Span(conflict.first, min(conflict.last or published, published), Precision.CONFLICT)
            dated = replace(dated, span=whole, rule="span of the named conflict", start=self.q.start, end=self.q.end)
        return dated, conflict

    def _measure(self, dated: dating.Dated, conflict: Conflict | None) -> Measure:
        return measure(
            self.q,
            self.told,
            self.sentence,
            dated.span if dated.rule not in INHERITED else None,
            names_conflict=conflict is not None,
            as_of=dated.as_of_told,
            one_event=self.context.one_event,
        )

    def _earlier(self) -> bool:
        """ "Rights groups had previously found …": what was before is not the event of the report."""
        verb = self.told.word
        had = any(c.dep_ == "aux" and c.lower_ == "had" for v in (verb, verb.head) for c in v.children)
        return had and AGO.search(self.sentence.text) is not None

    def _happened(self, dated: dating.Dated, kind: Measure, commitment: Commitment) -> Span | None:
        span = None if dated.rule in INHERITED and kind.cumulative else dated.span
        if dated.rule in {*INHERITED, *EARLIER} and self._earlier():
            span = None
        if dated.rule in EARLIER and span is not None and span.first is not None and SO_FAR.search(self.sentence.text):
            span = Span(span.first, max(self.context.report.published, span.first), Precision.STRETCH)
        if commitment is Commitment.PLANS:
            span = dating.to_come(dated, self.context.report.published)
        if kind is Measure.STOCK and dated.rule in {"", *INHERITED, *EARLIER}:
            held = Span.day(self.context.report.published) if self.told.fate is Fate.CAPTURED else span
            span = dated.stood if dated.stood is not None else held
        if span is not None:
            self._trace("happened", dated.rule, dated.start, dated.end)
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
        self._trace("happened", "days of the conflict that has just ended", self.q.start, self.q.end)
        return Span(fresh.first, fresh.last, Precision.CONFLICT)

    def _place(self, kind: Measure) -> Where | None:
        """The place told; that of the sentence before for one occurrence, for a sum over many only a wide one."""
        one = self.told.fate not in parties.HANDED or self.told.word.lemma_ == "rescue"
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


def _same_words(party: parties.Named, voice: Voice) -> bool:
    """Whether a party is named by the very words that name the speaker."""
    return party.start < voice.end and voice.start < party.end
