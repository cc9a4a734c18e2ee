"""The day of the event that a report is about, and the day that a sentence sets for those after it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Sentence

from ..lexicon import saying
from ..page.pages import Page
from ..pipeline import text_of
from . import openings
from .othertimes import attack_of, to_come
from .times import When


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
        if attack_of(w, text_of(doc)) is not None and w.opened is None:
            return w
        if (
            verb is None
            or verb.lemma_.casefold() in saying().verbs - {"find", "count", "register", "give", "release"}
            or verb.dep_ in {"relcl", "acl"}
            or (verb.dep_ == "conj" and verb.head.dep_ in {"relcl", "acl"})
            or _aside(verb)
            or to_come(at)
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


#: Times that last until publication are what is counted over, not when the next thing happened.
OPEN_ENDED = {
    "since it began",
    "since the time told",
    "since a day",
    "since a month",
    "since a year",
    "years",
    "from one time to another",
    "a decade",
    "a year",
}


#: The rules for days on end that may be those of one event, and how many more than one they may be.
IN_A_ROW, FEW_DAYS = {"days in a row", "since it began"}, 4


def is_event_day(when: When, published: date) -> bool:
    """Whether a time may be the day of what is reported: one day, or a few in a row, not far before publication."""
    first, last = when.span.first, when.span.last
    if first is None or last is None:
        return False
    row = 0 if when.rule not in IN_A_ROW else FEW_DAYS
    return (last - first).days <= row and 0 <= (published - first).days <= 10
