"""The reader: one report in, its claims out. Holds the parser and the knowledge; keeps nothing from one report to the next."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from spacy.tokens import Doc
from spacy.tokens import Span as Sentence

from ..model.claims import Claimant, Figure, Group, Passage, Trace, Where, Withheld, anchor
from ..model.counts import Count
from ..model.days import Clocks, Precision, Span
from ..model.reference import Institution, Side
from ..model.reports import Report
from ..model.terms import Basis, Commitment, Distance, Fate, Role, Standing
from . import attribution, conflicts, dating, firmness, graves, layout, parties, pipeline, settling, speakers
from . import places as placing
from .enumerations import enumerated
from .fates import telling, unit_of
from .knowing import Knowledge
from .measures import EVENT_DAY, beside_totals, measure
from .quantities import Quantity, quantities
from .roles import role_of
from .speakers import Speakers
from .tellings import REMAINS_FATES, Telling
from .times import When, times
from .topics import accidental, of_conflict
from .withheld import silences

BASES = (
    (Basis.NAMED_LIST, re.compile(r"\b(?:list of names|named list|names of|list of \d+|by name|lists? of)\b", re.IGNORECASE)),
    (Basis.MORGUE, re.compile(r"\b(?:morgues?|hospitals?|forensic)\b", re.IGNORECASE)),
    (Basis.WITNESS, re.compile(r"\b(?:witness(?:es)?|survivors?|residents)\b", re.IGNORECASE)),
    (Basis.BODY_COUNT, re.compile(r"\bcounted (?:\w+ )?bodies\b", re.IGNORECASE)),
)


CAPTIVES = re.compile(r"\b(?:prisoners?|captives?|captivity|hostages?|detainees?|POWs?|exchanged?|swaps?)\b", re.IGNORECASE)
HARMED = {Fate.KILLED, Fate.INJURED, Fate.CASUALTIES, Fate.MISSING}
BULLET = re.compile(r"\s*(?:[•*·▪◦–—-]|\(?\d{1,2}[.)])\s")
LAND = re.compile(r"^(?:region|republic|country|nation|enclave|territory|kingdom|island)['’]s\s+", re.IGNORECASE)
WAR = re.compile(r"\b(?:the|that|this) (?:\w+ )?war\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Reading:
    """What one report says. `relevant` is False when it is about no conflict and was therefore not parsed."""

    report: str
    figures: tuple[Figure, ...]
    withheld: tuple[Withheld, ...]
    relevant: bool = True


@dataclass
class _Context:
    """What is known of the report so far while its paragraphs are read in order."""

    report: Report
    text_sha256: str
    named: list[conflicts.Named]
    sides: Mapping[str, int]
    publisher: str | None
    grave: graves.Grave | None
    war: bool
    speakers: Speakers
    institutions: dict[str, Institution] = field(default_factory=dict)
    heading: str | None = None
    one_event: bool = False
    first_day: When | None = None
    day: When | None = None
    decades: tuple[Span, ...] = ()
    place: placing.Found | None = None


class Reader:
    """Reads reports with one parser and one body of knowledge. Not for sharing between threads; make one a process."""

    def __init__(self, knowledge: Knowledge, *, pipeline_name: str = "") -> None:
        self.knowledge = knowledge
        self.nlp = pipeline.load(pipeline_name)
        self.version = pipeline.reader_version(pipeline_name)

    def read(self, report: Report) -> Reading:
        """All claims of a report, in reading order."""
        if not of_conflict(report.text):
            return Reading(report.id, (), (), relevant=False)
        worth = [p for p in layout.paragraphs(report.text) if p.worth]
        if not worth:
            return Reading(report.id, (), ())
        docs = list(self.nlp.pipe(report.text[p.start : p.end] for p in worth))
        captives = CAPTIVES.search(report.text) is not None
        for doc in docs:
            doc.user_data["captives"] = captives
        sides = conflicts.sides_in(docs, self.knowledge.reference)
        opening = layout.dateline(report.text)
        context = _Context(
            report=report,
            text_sha256=report.text_sha256,
            named=conflicts.named(report, sides, self.knowledge),
            sides=sides,
            publisher=report.publisher or opening.agency,
            grave=graves.grave_in(docs, self.knowledge.reference),
            war=WAR.search(report.text) is not None,
            speakers=Speakers(),
            decades=tuple(w.span for w in times(report.text, report.published) if w.span.precision is Precision.DECADE),
        )
        context.first_day, said = dating.first_day(docs, report.published)
        context.one_event = context.first_day is not None and not (said or context.war or context.named)
        figures: list[Figure] = []
        withheld: list[Withheld] = []
        for paragraph, doc in zip(worth, docs, strict=True):
            figures += self._figures(doc, paragraph.start, context)
            withheld += self._withheld(doc, paragraph.start, context)
        at = settling.home(
            opening.place,
            sides,
            [c for f in figures if (c := self.knowledge.reference.conflict(f.conflict or ""))],
            self.knowledge.reference,
        )
        figures = beside_totals(settling.settled(list(_distinct(figures)), at))
        return Reading(report.id, tuple(figures), tuple({w.id: w for w in withheld}.values()))

    def _figures(self, doc: Doc, offset: int, context: _Context) -> Iterator[Figure]:
        counted = quantities(doc)
        tellings = enumerated(counted, [telling(q) for q in counted])
        when = times(doc.text, context.report.published)
        where = placing.places(doc, self.knowledge.reference)
        if not BULLET.match(doc.text):
            context.heading = None
        context.place, context.day = None, context.first_day
        for sentence in doc.sents:
            for q, told in zip(counted, tellings, strict=True):
                if told is None or not sentence.start_char <= q.start < sentence.end_char:
                    continue
                if told.fate in HARMED and accidental(sentence.text):
                    continue
                quoting = attribution.quoted_by(doc, q.start, context.speakers) or context.heading
                yield self._figure(q, told, sentence, when, where, offset, context, quoting)
            for name, office in speakers.speakers_in(sentence):
                context.speakers.hear(name, office)
            for name in speakers.bodies_in(sentence):
                context.speakers.meet(name)
            told_days = [
                w
                for w in when
                if sentence.start_char <= w.start < sentence.end_char
                and not w.as_of
                and dating.is_event_day(w, context.report.published)
            ]
            context.day = told_days[-1] if told_days else context.day
            inside = [(e, w) for e, w in where if sentence.start <= e.start < sentence.end]
            if inside:
                entity, place = inside[0]
                context.place = placing.Found(place, entity.start_char, entity.end_char, "place of the sentence before")
        if doc.text.rstrip().endswith(":") and context.speakers.named:
            context.heading = context.speakers.named[-1]

    def _figure(
        self,
        q: Quantity,
        told: Telling,
        sentence: Sentence,
        when: list[When],
        where: list[tuple[Sentence, Where]],
        offset: int,
        context: _Context,
        quoting: str | None,
    ) -> Figure:
        """One figure from one quantity and what tells its fate; every field leaves a trace."""
        report, reference = context.report, self.knowledge.reference
        traces = [Trace("fate", told.rule, offset + told.word.idx, offset + told.word.idx + len(told.word), 0.8)]

        def trace(name: str, rule: str, start: int, end: int, confidence: float) -> None:
            traces.append(Trace(name, rule, offset + start, offset + end, confidence))

        role = role_of(q, told.people)
        voice = attribution.voice(told.word if told.word.i != q.node.i else q.node, sentence, context.speakers, quoting)
        if voice is not None:
            trace("speaker", voice.rule, voice.start, voice.end, 0.8)
        told_side = parties.side_of(q, told, reference, sentence)
        if told_side is None and told.rule == "number after a label":
            told_side = parties.label_side(q, sentence, reference)
        institution = self._institution(voice, told_side, context) if voice is not None else None
        speaker_side = reference.side(institution.side) if institution is not None and institution.side else None
        recipient = parties.recipient_of(told, reference)
        counts_own = voice is not None and voice.rule == 'subject of "count"'
        side = told_side or parties.inferred_side(role, speaker_side, recipient, told.fate, counts_own=counts_own)
        if context.grave is not None and told.fate in REMAINS_FATES and graves.speaks_of_grave(told.word):
            side, role = side or context.grave.side, role if role is not Role.UNKNOWN else context.grave.role
        actor = parties.actor_of(told, reference, of=q) if told.rule != "number after a label" else None
        for name, party in (("side", side), ("actor", actor), ("recipient", recipient)):
            if party is not None:
                trace(name, party.rule, party.start, party.end, 0.75)
        dated = dating.dated(q, told, sentence, when, day=context.day, decades=context.decades, published=report.published)
        here = (offset + sentence.start_char, offset + sentence.end_char)
        stated = dated.span if dated.rule != EVENT_DAY else None
        conflict = conflicts.conflict_at(context.named, *here, stated)
        if conflict is not None and stated is None and told.fate not in REMAINS_FATES:
            whole = Span(conflict.first, min(conflict.last or report.published, report.published), Precision.CONFLICT)
            dated = replace(dated, span=whole, rule="span of the named conflict", start=q.start, end=q.end)
        dated_otherwise = dated.span if dated.rule != EVENT_DAY else None
        kind = measure(
            q,
            told,
            sentence,
            dated_otherwise,
            names_conflict=conflict is not None,
            as_of=dated.as_of_told,
            one_event=context.one_event,
        )
        span = None if dated.rule == EVENT_DAY and kind.cumulative else dated.span
        if span is not None:
            trace("happened", dated.rule, dated.start, dated.end, 0.4 if dated.rule == EVENT_DAY else 0.7)
        found = placing.place_of(told, sentence, where, context.place if told.fate not in parties.HANDED else None)
        if found is None and told.fate in REMAINS_FATES and context.grave is not None and graves.speaks_of_grave(told.word):
            found = context.grave.found
        if found is not None:
            trace("place", found.rule, found.start, found.end, 0.6)
        slug = (
            conflict.slug
            if conflict
            else conflicts.inferred(
                here[0],
                told.fate,
                span,
                context.named,
                context.sides,
                report.published,
                reference,
                says_war=WAR.search(sentence.text) is not None,
                war_report=context.war,
            )
        )
        commitment = voice.commitment if voice is not None else Commitment.SAYS
        if firmness.planned(told.word):
            commitment = Commitment.PLANS
        if firmness.denied(told.word) and told.fate is not Fate.UNIDENTIFIED:
            commitment = Commitment.DENIES
        distance = firmness.hedged(q.node, sentence, told.word)
        if distance is Distance.NONE and voice is not None:
            distance = voice.distance
        start, end = offset + q.start, offset + q.end
        count = _counted(q, told, voice, commitment)
        return Figure(
            id=anchor("fig", context.text_sha256, start, end, told.fate.value),
            report=report.id,
            passage=Passage.of(report.id, report.text, start, end),
            sentence=_sentence(report, offset, sentence),
            count=count,
            fate=told.fate,
            measure=kind,
            group=Group(side.name if side else None, side.slug if side else None, role, q.noun.text if q.noun is not None else ""),
            claimant=Claimant(
                speaker=voice.name if voice else None,
                institution=institution.name if institution else (voice.office if voice else None),
                origin=institution.origin if institution else (voice.name if voice else None),
                venue=voice.venue if voice else None,
                publisher=context.publisher,
                standing=_standing(speaker_side, institution.kind if institution else None, side),
                basis=next((b for b, pattern in BASES if pattern.search(sentence.text)), Basis.UNSTATED),
            ),
            clocks=Clocks(
                happened=span, speaks_for=dating.speaks_for(span, dated.as_of, kind, report.published), published=report.published
            ),
            commitment=commitment,
            distance=distance,
            actor=actor.name if actor else None,
            recipient=recipient.name if recipient else None,
            place=found.where if found else None,
            conflict=slug,
            traces=tuple(traces),
        )

    def _institution(self, voice: attribution.Voice, people: parties.Named | None, context: _Context) -> Institution | None:
        """Who stands behind a speaker: by his name, his office, or what it was resolved to earlier in the report.

        An office without a country ("the health minister") that speaks of one side's people is that side's own.
        """
        if voice.name in context.institutions:
            return context.institutions[voice.name]
        names = [voice.name, *([voice.office] if voice.office else [])]
        tails = [name.split(link, 1)[1] for name in names for link in (" of the ", " to the ", " to ") if link in name]
        found = next((i for name in [*names, *tails] for i in [self.knowledge.origin(name)] if i is not None), None)
        if found is None and people is not None and people.slug not in {None, "both"}:
            office = LAND.sub("", voice.office or voice.name)
            if not any(word[:1].isupper() for word in voice.name.split()) or voice.office is not None:
                found = self.knowledge.origin(f"{people.name} {office}")
        if found is not None:
            context.institutions[voice.name] = found
        return found

    def _withheld(self, doc: Doc, offset: int, context: _Context) -> Iterator[Withheld]:
        report, reference = context.report, self.knowledge.reference
        for silence in silences(doc):
            institution = self.knowledge.origin(silence.speaker)
            own = reference.side(institution.side) if institution is not None and institution.side else None
            sentence = _sentence(report, offset, silence.sentence)
            yield Withheld(
                id=anchor("wit", context.text_sha256, sentence.start, sentence.end, "withheld"),
                report=report.id,
                sentence=sentence,
                fates=silence.fates,
                group=Group(own.name if own else None, own.slug if own else None, Role.UNKNOWN, ""),
                claimant=Claimant(
                    speaker=silence.speaker,
                    institution=institution.name if institution else None,
                    origin=institution.origin if institution else silence.speaker,
                    publisher=context.publisher,
                    standing=Standing.OWN if own else Standing.UNKNOWN,
                ),
                published=report.published,
                conflict=conflicts.inferred(
                    sentence.start, None, None, context.named, context.sides, report.published, reference, war_report=context.war
                ),
            )


def _distinct(figures: list[Figure]) -> Iterator[Figure]:
    """Each anchor once, in reading order."""
    seen: set[str] = set()
    for figure in sorted(figures, key=lambda f: (f.passage.start, f.fate)):
        if figure.id not in seen:
            seen.add(figure.id)
            yield figure


def _counted(q: Quantity, told: Telling, voice: attribution.Voice | None, commitment: Commitment) -> Count:
    """The count with its unit; a number that its claimant estimates is rounded whatever its digits."""
    estimated = voice is not None and commitment is Commitment.ESTIMATES
    return replace(q.count, unit=unit_of(q, told.fate), approx=q.count.approx or (estimated and not q.count.vague))


def _sentence(report: Report, offset: int, sentence: Sentence) -> Passage:
    text = sentence.text
    start = offset + sentence.start_char + len(text) - len(text.lstrip())
    return Passage.of(report.id, report.text, start, max(start + len(text.strip()), start + 1))


def _standing(speaker: Side | None, kind: str | None, group: parties.Named | None) -> Standing:
    """How the claimant stands to the counted: own, adversary, or third party."""
    if speaker is not None and group is not None and group.slug not in {None, "both"}:
        return Standing.OWN if speaker.slug == group.slug else Standing.ADVERSARY
    if kind in {"intergovernmental", "ngo", "court", "media"}:
        return Standing.THIRD_PARTY
    return Standing.UNKNOWN
