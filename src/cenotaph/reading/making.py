"""One figure in the making: each step settles some fields and leaves a trace of where they came from."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from spacy.tokens import Span as Sentence

from ..model.claims import Claimant, Figure, Group, Passage, Where, anchor
from ..model.counts import Count
from ..model.days import Clocks, Span
from ..model.reference import Side
from ..model.terms import Commitment, Distance, Fate, Measure, Role
from .context import Context, Surroundings, sentence_passage
from .count.counted import Quantity
from .fate import firmness
from .fate.fates import unit_of
from .fate.tellings import REMAINS_FATES, Telling
from .knowing import Knowledge
from .page.listing import LISTED
from .people import agents, gapping, parties, serving, whose
from .people.roles import role_of
from .pipeline import text_of
from .speech import attribution
from .speech.claimants import claimant, institution_of
from .speech.voices import Voice
from .when import conflicts, dating
from .when.measures import EVENT_DAY, INHERITED
from .when.timing import Timing
from .where import graves
from .where import places as placing

#: A campaign of no more days is one occurrence, its victims are no running total.
INCIDENT_DAYS = 4


class Making(Timing):
    """A quantity whose fate is told, on its way to a Figure. Steps are called once, in the order of `figure`."""

    def __init__(
        self, q: Quantity, told: Telling, sentence: Sentence, around: Surroundings, context: Context, knowledge: Knowledge
    ) -> None:
        super().__init__(q, told, sentence, around, context, knowledge)
        self.in_grave = context.grave if told.fate in REMAINS_FATES and graves.speaks_of_grave(told.word) else None
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
        happened = happened or self._vanished(slug) or self._so_far(kind, slug)
        happened = _until(happened, report.published) if commitment is not Commitment.PLANS else happened
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
        if self.told.at is not None:
            return None  # the first cell of the row is a place
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

    def _place(self, kind: Measure) -> Where | None:
        """The place told; that of the sentence before for one occurrence, for a sum over many only a wide one."""
        if self.told.at is not None:
            start, end = self.told.at
            self._trace("place", "row of a table", start, end)
            return placing.where(text_of(self.q.number.doc)[start:end].strip(" |"), self.reference)
        lying = self.told.fate in {Fate.EXAMINED, Fate.UNIDENTIFIED}  # where they are now, not where the sentence before was
        one = self.told.fate not in whose.HANDED or self.told.word.lemma_ == "rescue"
        last = self.context.place if one and self.told.rule != LISTED[1] else None
        before = last if last is not None and (not (kind.cumulative or lying) or placing.wide(last.where, self.reference)) else None
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

    def _firmness(self, voice: Voice | None) -> tuple[Commitment, Distance]:
        """What the claimant commits to, and how far the publisher stands off: two fields, kept apart."""
        commitment = voice.commitment if voice is not None else Commitment.SAYS
        told_by_no = self.told.fate is Fate.UNIDENTIFIED or self.told.rule in {
            "fate not known",
            "not found",
            "have not come back",
            "not accounted for",
            "never seen again",
        }
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


def _until(happened: Span | None, published: date) -> Span | None:
    """What is told as done was done by the day of publication, however long the war named went on."""
    if happened is None or happened.last is None or happened.last <= published:
        return happened
    return replace(happened, last=published) if happened.first is None or happened.first <= published else happened
