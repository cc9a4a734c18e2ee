"""When a figure's fate happened and the day it speaks for, from the time expressions around it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Sentence

from ..model.days import Precision, Span
from ..model.reference import Conflict
from ..model.terms import Fate, Measure
from . import openings
from .lexicon import saying, table
from .measures import DAY_BEFORE, EVENT_DAY, INHERITED, TIME_BEFORE
from .pages import Page
from .pipeline import text_of
from .quantities import Quantity
from .tellings import HARMED, REMAINS_FATES, Telling
from .times import When, times

#: How many days a dateline may lie before publication.
WRITTEN_DAYS = 5


YEARS_OF_WAR = re.compile(r"\b((?:19|20)\d\d)\s*[-–/]\s*(\d\d(?:\d\d)?) (?:\w+ )?(?:war|conflict)\b", re.IGNORECASE)
#: Verbs with which a doer begins; "two years ago this week" is left to what is known of the war.
BEGINNING = {"begin", "start", "launch", "erupt"}
COUNT_NOUNS = {"number", "toll", "total", "count", "rise", "reach", "climb", "bring"}
VAGUE = {"relative stretch", "time ago"}


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
    as_of_told = any(w.as_of for w in inside)
    gapped = _gapped(q, told, inside)
    for w in inside:
        span = sentence.doc.char_span(w.start, w.end, alignment_mode="expand")
        at = span.root if span is not None and len(span) else told.word
        if w.as_of or (w.rule not in LASTING and _of_the_telling(at, w, told, sentence)):
            if w.span.last and (as_of is None or w.as_of):
                as_of, stood = w.span.last, Span.day(w.span.last) if w.as_of else w.span
        elif (
            not _of_another(at, told, w)
            and not _of_their_death(at, told, w)
            and not openings.measured(sentence, w, q, told)
            and not _of_the_latest(w, sentence, told)
        ):
            near = abs(at.i - q.node.i) if gapped else abs(at.i - told.word.i)
            own.append(((at.i not in clause and not gapped, near), w))
    if own:
        (outside, _), nearest = min(own, key=lambda pair: pair[0])
        nearest = openings.then(nearest, sentence, told)
        if nearest.opened is None and nearest.span.first is not None and openings.opens(sentence, nearest, told):
            nearest = replace(nearest, span=openings.open_until(nearest.span, published), rule="since it began")
        return Dated(nearest.span, nearest.rule, nearest.start, nearest.end, as_of, as_of_told, stood, not outside)
    ensuing = _ensuing(sentence, when, decades)
    if ensuing is not None:
        return Dated(ensuing.span, ensuing.rule, ensuing.start, ensuing.end, as_of, as_of_told, stood)
    if day is not None and told.fate not in {Fate.MISSING, Fate.EXAMINED, Fate.UNIDENTIFIED}:
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


def _of_another(at: Token, telling: Telling, when: When) -> bool:
    """Whether a time belongs to a clause on something else: "taken to Goma, in line with a plan finalised in March"."""
    told = telling.word
    toll = telling.rule == "number of a toll" or told.lemma_ in COUNT_NOUNS
    verb = next((t for t in at.ancestors if t.pos_ == "VERB"), None)
    above = {t.i for t in told.ancestors} | {told.i} | {t.i for t in told.subtree if t.dep_ == "conj"}
    for token in at.ancestors:
        if token.i in above:
            return False
        clause = token.dep_ in {"acl", "relcl"} and token.pos_ == "VERB"
        if clause and toll and token == verb and token.lemma_.casefold() in table("times")["dying"]["verbs"]:
            return False  # "the number of those killed in May"
        if clause and told not in token.subtree and token.head.i != told.i:
            return not (_its_event(token.head, told) or (when.rule not in VAGUE and _its_beginning(token, above)))
    return False


def _of_the_latest(when: When, sentence: Sentence, told: Telling) -> bool:
    """ "69 have been freed, most recently in May": when the last of them were."""
    before = sentence.doc.text[sentence.start_char : when.start]
    return re.search(
        r"\b(?:most recently|the (?:last|latest|most recent)(?: of them)?)(?: was)?(?:,? (?:on|in))? $", before
    ) is not None and (not openings.told_about(when, sentence, told))


def _of_their_death(at: Token, told: Telling, when: When) -> bool:
    """Whether the verb before a time tells how those found had died: "the remains of six killed in 1991 were found"."""
    if told.fate not in REMAINS_FATES:
        return False
    words = table("times")["dying"]
    nouns = "|".join(words["nouns"])
    if re.search(rf"\b(?:{nouns})s?(?: (?:in|on|of|between|from|since))? $", text_of(at.doc)[: when.start]):
        return True
    verb = next((t for t in reversed(at.doc[at.sent.start : at.i]) if t.pos_ in {"VERB", "AUX"}), None)
    return verb is not None and verb != told.word and verb.dep_ in {"acl", "relcl"} and verb.lemma_.casefold() in words["verbs"]


def _its_beginning(verb: Token, above: set[int]) -> bool:
    """Whether a clause tells when the doer began: "the revolt, launched in May, has cost 900 lives"."""
    return verb.lemma_.casefold() in BEGINNING and verb.head.dep_ in {"nsubj", "nsubjpass"} and verb.head.head.i in above


def _its_event(noun: Token, told: Token) -> bool:
    """Whether a noun is the attack in which it happened: "died in a wave of attacks that rebels carried out on Sunday"."""
    return any(t == told for t in noun.ancestors) and noun.lemma_.casefold() in table("times")["attacks"]["brief"]


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


def _of_the_telling(at: Token, when: When, told: Telling, sentence: Sentence) -> bool:
    """Whether a time is when somebody spoke, or a toll rose; a month in which dead were counted is when they died."""
    verb = next((t for t in at.ancestors if t.pos_ in {"VERB", "AUX"}), None)
    words = table("times")
    if verb is not None and verb != told.word:
        lemma = verb.lemma_.casefold()
        if lemma in words["rising"]["verbs"] and told.fate in HARMED and when.span.precision is Precision.DAY:
            return True
        if lemma in words["counting"]["verbs"] and when.span.precision in {Precision.MONTH, Precision.YEAR}:
            return False
    day = when.span.precision is Precision.DAY
    return (day and _beside_speaking(sentence, when, told)) or _said_then(at, told.word)


def _beside_speaking(sentence: Sentence, when: When, told: Telling) -> bool:
    """ "… reported on Tuesday", "the ministry on Tuesday said": beside the very verb of saying, however the parse goes."""
    doc, words = sentence.doc.text, table("times")["speaking"]
    before, after = doc[sentence.start_char : when.start], doc[when.end : sentence.end_char]
    told_before = re.search(rf"\b{words['before']}(?: late| early)?(?: on)? $", before)
    if told_before is not None:
        return told_before.start() + sentence.start_char != told.word.idx
    return re.match(rf" {words['after']}\b", after) is not None and when.end + 1 != told.word.idx


def _said_then(at: Token, told: Token) -> bool:
    """Whether a time stands with a verb of saying: "the ministry said on Monday"."""
    verb = next((t for t in at.ancestors if t.pos_ in {"VERB", "AUX"}), None)
    if (
        verb is not None
        and verb != told
        and verb.lemma_ in {"make", "go", "lay"}
        and any(c.lower_ in {"public", "known"} for c in verb.subtree)
    ):
        return told.i not in {t.i for t in verb.subtree} or verb.lemma_ == "make"
    if verb is None:  # a time before its clause is often parsed as the head of it
        return any(t.lemma_.casefold() in saying().verbs and t.pos_ == "VERB" and t != told for t in at.subtree)
    return (
        verb is not None and verb != told and verb.lemma_.casefold() in saying().verbs and verb.i not in {t.i for t in told.subtree}
    )


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


def years_of_war(sentence: Sentence) -> Span | None:
    """ "Killed in the 1992-95 war": its years, for a war that the reference does not know."""
    match = YEARS_OF_WAR.search(sentence.text)
    if match is None:
        return None
    first, last = _years_told(match)
    return Span(date(first, 1, 1), date(last, 12, 31), Precision.CONFLICT) if first <= last else None


def _years_told(match: re.Match[str]) -> tuple[int, int]:
    first, last = int(match.group(1)), int(match.group(2))
    return first, last if last > 99 else first - first % 100 + last


def stated_years(text: str, conflict: Conflict) -> Span | None:
    """The years by which a report calls a war, where they are its own: "the 1998-99 conflict"."""
    for match in YEARS_OF_WAR.finditer(text):
        first, last = _years_told(match)
        if conflict.last is not None and (first, last) == (conflict.first.year, conflict.last.year):
            return Span(date(first, 1, 1), date(last, 12, 31), Precision.CONFLICT)
    return None


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


def first_day(pages: Sequence[Page], published: date) -> tuple[When | None, bool]:
    """The day the report's event took place: the first that no verb of saying has, else the first; whether it is only said then."""
    said: When | None = None
    for page in pages:
        for when in (w for w in page.when if is_event_day(w, published)):
            span = page.doc.char_span(when.start, when.end, alignment_mode="expand")
            verb = (
                next((t for t in span.root.ancestors if t.pos_ in {"VERB", "AUX"}), None)
                if span is not None and len(span)
                else None
            )
            header = verb is None and when.span.first == published
            if not header and (verb is None or verb.lemma_.casefold() not in saying().verbs):
                return when, False
            said = said or when
    return said, said is not None


def lead_day(pages: Sequence[Page], published: date) -> When | None:
    """The day that the opening of a report tells, for reports on what happened long ago."""
    days = (w for page in pages[:2] for w in page.when)
    return next((w for w in days if w.span.first is not None and w.span.first == w.span.last and w.span.first <= published), None)


def told_day(doc: Doc, sentence: Sentence, when: Sequence[When], day: When | None) -> When | None:
    """The time that a sentence sets for those after it in the paragraph: the last thing told to have happened then.

    A day on which somebody spoke does not, nor does the end of what is counted; a time that only dates a name ("the 2016 law")
    stands in no clause of its own and is left aside unless it is a day.
    """
    for w in reversed([w for w in when if sentence.start_char <= w.start < sentence.end_char and not w.as_of]):
        span = doc.char_span(w.start, w.end, alignment_mode="expand")
        at = span.root if span is not None and len(span) else sentence.root
        verb = next((t for t in [at, *at.ancestors] if t.pos_ in {"VERB", "AUX"}), None)
        if verb is None and w.start - sentence.start_char <= len("During ") and w.span.first == w.span.last:
            return w  # a day at the head of a sentence whose verb the parser has missed
        if (
            verb is None
            or verb.lemma_.casefold() in saying().verbs - {"find", "count", "register", "give", "release"}
            or verb.dep_ in {"relcl", "acl"}
            or (verb.dep_ == "conj" and verb.head.dep_ in {"relcl", "acl"})
            or _aside(verb)
            or openings.worst_in(text_of(doc), sentence.start_char, w)
        ):
            continue
        if w.span.first is not None and w.rule not in OPEN_ENDED and not openings.opens(sentence, w):
            return w
    return day


def _aside(verb: Token) -> bool:
    """Whether a verb is a participle set after a comma: "holding the mayor, kidnapped on 11 June"."""
    bare = verb.dep_ == "advcl" and not any(c.dep_ in {"aux", "auxpass", "mark", "nsubj", "nsubjpass"} for c in verb.children)
    return bare and verb.tag_ in {"VBN", "VBD"} and verb.i > verb.head.i and verb.nbor(-1).text == ","


#: "Since May" never tells when somebody spoke.
LASTING = {"since it began", "since a day", "since a month", "since a year", "past stretch", "from one time to another"}
#: Times that last until publication are what is counted over, not when the next thing happened.
OPEN_ENDED = {
    "since it began",
    "since a day",
    "since a month",
    "since a year",
    "years",
    "from one time to another",
    "a decade",
    "a year",
}


def is_event_day(when: When, published: date) -> bool:
    """Whether a time may be the day of what is reported: one day, not far before publication."""
    first = when.span.first
    return first is not None and first == when.span.last and 0 <= (published - first).days <= 10
