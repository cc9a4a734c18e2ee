"""The reader: one report in, its claims out. Holds the parser and the knowledge; keeps nothing from one report to the next."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import islice

from spacy.tokens import Doc
from spacy.tokens import Span as Sentence

from ..model.claims import Claimant, Figure, Group, Reading, Where, Withheld, anchor
from ..model.counts import Count
from ..model.reference import Side
from ..model.reports import Report
from ..model.terms import Fate, Role, Standing
from . import pipeline
from .context import WAR, Context, Surroundings, sentence_passage
from .count.counted import Quantity
from .count.quantities import quantities
from .count.singulars import as_many
from .fate import firmness
from .fate.discourse import taken_up
from .fate.enumerations import enumerated
from .fate.fates import telling
from .fate.jointly import also
from .fate.tellings import Telling
from .fate.withheld import silences
from .knowing import Knowledge
from .making import Making
from .page import casing, layout
from .page.choosing import Chosen, choose
from .page.communiques import issuer
from .page.headlines import headlines
from .page.interviews import answering, speaker_at
from .page.listing import under_headings
from .page.pages import Page, page
from .page.topics import accidental
from .people.deeds import deeds_in
from .speech import attribution
from .speech.speakers import Speakers
from .sureness import weighed
from .together import settling
from .together.carried import carried
from .together.inheriting import inherited
from .when import closer, conflicts, dating, eventdays, headings, openings
from .when.measures import beside_totals
from .when.rivals import retold
from .when.times import decades, lasted_last, told_last
from .where import graves, pointing
from .where import places as placing
from .where.scenes import at_scene, scene

CAPTIVES = re.compile(
    r"\b(?:prisoners?|captives?|captivity|captors?|hostages?|detainees?|POWs?|exchanged?|swaps?|abduct\w+|kidnap\w+)\b",
    re.IGNORECASE,
)
#: What accidents do as well.
BY_ACCIDENT = {Fate.KILLED, Fate.INJURED, Fate.CASUALTIES, Fate.MISSING}
Told = tuple[Quantity, Telling | None]


class Reader:
    """Reads reports with one parser and one body of knowledge. Not for sharing between threads; make one a process.

    `gated=False` parses every paragraph of a report about conflict: for measuring what the gate loses, much slower.
    """

    def __init__(self, knowledge: Knowledge, *, pipeline_name: str = "", gated: bool = True) -> None:
        self.knowledge, self.gated = knowledge, gated
        self.nlp = pipeline.load(pipeline_name)
        self.version = pipeline.reader_version(pipeline_name)

    def read(self, report: Report) -> Reading:
        """All claims of a report, in reading order."""
        return next(self.read_all([report]))

    def read_all(self, reports: Iterable[Report]) -> Iterator[Reading]:
        """The reading of each report, in order. Their paragraphs are parsed together, which is faster; nothing else is shared."""
        chosen = [choose(report, gated=self.gated) for report in reports]
        docs = pipeline.parsed(self.nlp, (self._wording(text) for one in chosen for text in one.texts))
        for one in chosen:
            yield self._understood(one, list(islice(docs, len(one.paragraphs))))

    def _understood(self, chosen: Chosen, docs: list[Doc]) -> Reading:
        """What a report says, from its parsed paragraphs: each count with its fate, each in its surroundings, the whole."""
        report, reference = chosen.report, self.knowledge.reference
        if not docs:
            return Reading(report.id, (), (), chosen.relevant)
        opening = layout.dateline(report.text)
        written = dating.written_on(opening.day, report.published)
        read = [page(d, p, written, reference) for p, d in zip(chosen.paragraphs, docs, strict=True)]
        every = pointing.resolved(read, reference, opening.place)
        pages = [one for one, p in zip(every, chosen.paragraphs, strict=True) if p.worth or not self.gated]
        context = self._context(report, pages, opening, written)
        made: list[tuple[Told, Figure]] = []
        withheld: list[Withheld] = []
        for one, told in zip(pages, _told(pages), strict=True):
            made += self._figures(one, told, context)
            withheld += self._withheld(one, context)
        figures = _inherited(made)
        fought = [c for f in figures if (c := reference.conflict(f.conflict or ""))]
        heard = (issuer(report.text), context.publisher, opening.agency)  # whose communique, who publishes, whom they monitor
        voice = next((side for body in heard if (side := self._voice_of(body)) is not None), None)
        at = settling.home(opening.place, context.sides, fought, reference, voice=voice)
        deeds = deeds_in(pages, reference)
        kept = retold(carried(list(_distinct(figures)), report.text), report.text)
        set_there = at_scene(kept, scene(every, reference, opening.place), reference, report.text)
        settled = settling.settled(set_there, at, deeds, report.text)
        figures = beside_totals(closer.closer(settled, closer.days_told(pages, context.written)))
        return Reading(report.id, tuple(map(weighed, figures)), tuple({w.id: w for w in withheld}.values()))

    def _context(self, report: Report, pages: list[Page], opening: layout.Dateline, written: date) -> Context:
        """What the report as a whole tells: its sides and conflicts, whose grave, the day of its event."""
        reference = self.knowledge.reference
        captives = CAPTIVES.search(report.text) is not None
        docs = [page.doc for page in pages]
        for doc in docs:
            doc.user_data["captives"] = captives
        sides = conflicts.sides_in(docs, reference)
        context = Context(
            report=report,
            text_sha256=report.text_sha256,
            named=conflicts.named(report, sides, self.knowledge),
            sides=sides,
            publisher=report.publisher or opening.agency,
            grave=graves.grave_in(pages, reference),
            war=WAR.search(report.text) is not None,
            speakers=Speakers(),
            written=written,
            decades=decades(report.text, report.published),
            landmarks=openings.landmarks(pages),
            governed=headings.governed(report.text, written),
            asked=answering(report.text),
        )
        context.first_day, said = eventdays.first_day(pages, written)
        context.said = said or context.first_day is None
        context.one_event = context.first_day is not None and not (said or context.war or context.named)
        context.first_day = context.first_day or eventdays.lead_day(pages, written)
        return context

    def _voice_of(self, publisher: str | None) -> Side | None:
        """The side that a publisher speaks for: "we" and "the enemy" in a guerrilla's radio."""
        body = self.knowledge.origin(publisher) if publisher else None
        return self.knowledge.reference.side(body.side) if body is not None and body.side else None

    def _wording(self, paragraph: str) -> str:
        """A paragraph as the parser gets it: wires in capitals in sentence case, of the same length."""
        return casing.lowered(paragraph, self.knowledge.reference) if casing.shouted(paragraph) else paragraph

    def _figures(self, page: Page, counted: list[Told], context: Context) -> Iterator[tuple[Told, Figure]]:
        doc, when, where = page.doc, page.times(context.told, context.lasted), page.where
        context.told, context.lasted = told_last(page.text, when, context.told), lasted_last(when, context.lasted)
        around = Surroundings(page.offset, when, where, page.candidates)
        if not layout.BULLET.match(page.text):
            context.heading = speaker_at(context.report.text, page.offset, context.asked)
        context.headed = _heading(where)
        context.place, context.day, context.open = context.headed, context.first_day, None
        for sentence in page.sentences:
            for q, told in counted:
                if told is None or not sentence.start_char <= q.start < sentence.end_char:
                    continue
                if firmness.unreal(told.word) or (told.fate in BY_ACCIDENT and accidental(sentence.text)):
                    continue
                quoting = attribution.quoted_by(doc, q.start, context.speakers) or context.heading
                yield (q, told), Making(q, told, sentence, around, context, self.knowledge).figure(quoting)
            context.speakers.listen(sentence)
            context.day = eventdays.told_day(doc, sentence, when, context.day)
            if context.day is not context.first_day:
                context.last_day = context.day
            inside = [w for w in when if sentence.start_char <= w.start < sentence.end_char]
            context.reported = headings.reported(sentence.text, inside) or context.reported
            context.open = openings.told_open(sentence, when, context.open, context.written)
            named = [(e, w) for e, w in where if sentence.start <= e.start < sentence.end]
            if named:
                entity, place = placing.narrowest(*named[-1], named)
                context.place = placing.Found(place, entity.start_char, entity.end_char, "place of the sentence before")
        verbal = any(t.pos_ in {"VERB", "AUX"} for t in doc)  # "Detention and abduction:" is nobody's word
        if page.text.rstrip().endswith(":") and verbal and context.speakers.named:
            context.heading = context.speakers.named[-1]

    def _withheld(self, page: Page, context: Context) -> Iterator[Withheld]:
        report, reference = context.report, self.knowledge.reference
        for silence in silences(page.doc):
            institution = self.knowledge.origin(silence.speaker)
            own = reference.side(institution.side) if institution is not None and institution.side else None
            sentence = sentence_passage(report, page.offset, silence.sentence)
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


def _heading(where: Sequence[tuple[Sentence, Where]]) -> placing.Found | None:
    """The place that a paragraph bears as its heading: "Kasulo. On Tuesday …"."""
    if not where or not placing.label(where[0][0]):
        return None
    span, place = where[0]
    return placing.Found(place, span.start_char, span.end_char, "heading of the paragraph")


def _inherited(made: list[tuple[Told, Figure]]) -> list[Figure]:
    """Every figure with what it takes from the count it takes up; those that take from a later one (headlines) come last."""
    done: dict[int, Figure] = {id(q): figure for (q, _), figure in made}
    place = {id(q): i for i, ((q, _), _) in enumerate(made)}
    order = sorted(range(len(made)), key=lambda i: (place.get(id(getattr(made[i][0][1], "of", None)), -1) > i, i))
    for i in order:
        (q, told), figure = made[i]
        if told is not None and told.of is not None and id(told.of) in done:
            done[id(q)] = inherited(figure, told.rule, done[id(told.of)])
    return [done[id(q)] for (q, _), _ in made]


def _told(pages: list[Page]) -> list[list[Told]]:
    """Every count of every paragraph with its fate: by its own clause, by the list it stands in, by the counts before it."""
    alone = _as_many([[(q, telling(q)) for q in quantities(page.doc)] for page in pages])
    counted = [[q for q, _ in pairs] for pairs in alone]
    in_lists = under_headings(pages, alone)
    own = [enumerated([q for q, _ in pairs], [t for _, t in pairs]) for pairs in in_lists]
    all_told = taken_up(
        [list(zip(*pair, strict=True)) for pair in zip(counted, own, strict=True)], headlines(page.text for page in pages)
    )
    all_told = [enumerated(qs, told) for qs, told in zip(counted, all_told, strict=True)]
    return [_with_second(zip(*pair, strict=True)) for pair in zip(counted, all_told, strict=True)]


def _as_many(pages: list[list[Told]]) -> list[list[Told]]:
    """ "The same number of its servicemen": as many as the count before, nobody where there is none."""
    last: Count | None = None
    out: list[list[Told]] = []
    for told in pages:
        kept: list[Told] = []
        for q, fate in told:
            if as_many(q):
                if last is None:
                    continue
                q = replace(q, count=replace(last, words=q.count.words))
            elif fate is not None and q.count.exact and q.count.low and q.count.low > 1:
                last = q.count
            kept.append((q, fate))
        out.append(kept)
    return out


def _with_second(told: Iterable[Told]) -> list[Told]:
    """Every count with its fate, and once more with the second where it has two."""
    out: list[Told] = []
    for q, first in told:
        out.append((q, first))
        second = also(q, first) if first is not None else None
        if second is not None:
            out.append((replace(q), second))
    return out


def _distinct(figures: list[Figure]) -> Iterator[Figure]:
    """Each anchor once, in reading order."""
    seen: set[str] = set()
    for figure in sorted(figures, key=lambda f: (f.passage.start, f.fate)):
        if figure.id not in seen:
            seen.add(figure.id)
            yield figure
