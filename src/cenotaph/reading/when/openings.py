"""Totals that are open since something: "since the coup of February 2021", "since the ceasefire", whose day is told elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache

from spacy.tokens import Span as Sentence

from ...model.days import Span
from ..count.counted import Quantity
from ..fate.tellings import Telling
from ..lexicon import table
from ..page.pages import Page
from ..pipeline import text_of
from .spans import open_since
from .times import When

#: "has since been freed" looks back to no beginning.
SINCE = re.compile(r"(?<!has )(?<!have )(?<!had )(?<!ever )(?<!long )\bsince\b(?! then\b)", re.IGNORECASE)
BEGAN = re.compile(
    r"(?:, (?:launched|begun|started)|\b(?:which|that|who) (?:began|started|broke out|launched|opened|took up|rose"
    r"|(?:has|have|had) been (?:under way|going on)))\b[^,.;:]*$",
    re.IGNORECASE,
)
#: What the time is only the measure of: "the deadliest attack since March", "the 57th exchange since the invasion".
MEASURED = re.compile(
    r"\b(?:\w{3,}est|worst|first|second|third|fourth|fifth|most \w+|\d+(?:st|nd|rd|th))\b[^.;]*\bsince\b[^,.;]*$", re.IGNORECASE
)
PERFECT = re.compile(r"\b(?:has|have|['’]ve|so far|to date|until now|up to now)\b", re.IGNORECASE)
#: The rule for a count whose sentence only goes on with the total that the one before opened.
CLAUSE_TIME = "the time that a clause tells about"
OPEN_BEFORE = "open since the time of the sentence before"
#: A total open for no more days is of one run of events, to which what is told next belongs.
LATELY = 10
OF_THEM = re.compile(r"[\w-]+ of (?:them|these|those)\b")
OPEN_LANDMARK = "since what is dated elsewhere in the report"


#: "The worst attack in the past few years": what the time is only the measure of.
WORST = re.compile(r"\b(?:\w{3,}est|worst)\b[^.;,]*$", re.IGNORECASE)


def worst_in(text: str, sentence_start: int, when: When) -> bool:
    return when.rule in {"past stretch", "so long until now"} and WORST.search(text, sentence_start, when.start) is not None


def opens(sentence: Sentence, when: When, told: Telling | None = None) -> bool:
    """Whether a time ends a clause of beginning: "since the violence began in 1980", "in the war, which broke out in May".

    Not for a fate that is `told` in that very clause: "since a bomb killed six in May".
    """
    begins, before = sentence.start_char, text_of(sentence.doc)[sentence.start_char : when.start]
    if BEGAN.search(before):
        return True
    since = [m for m in SINCE.finditer(before) if not re.search(r"[,.;:()]", before[m.end() :])]
    return bool(since) and (told is None or not since[-1].end() + begins <= told.word.idx < when.start)


def measured(sentence: Sentence, when: When, q: Quantity, told: Telling) -> bool:
    """Whether a time only tells since when something was the worst or the first, and the count is not that ordinal itself."""
    begins, doc = sentence.start_char, text_of(sentence.doc)
    if worst_in(doc, begins, when):
        return True
    since = when.start if not doc.startswith(("since", "Since"), when.start) else when.start + 6
    found = MEASURED.search(doc[begins:since])
    return found is not None and not begins + found.start() <= q.start < when.start and not told_about(when, sentence, told)


def then(when: When, sentence: Sentence, told: Telling) -> When:
    """ "Since March, when 20 workers were murdered": for what a "when" tells, the time itself and not what is since."""
    if when.opened is None or not told_about(when, sentence, told):
        return when
    return replace(when, span=when.opened, rule=CLAUSE_TIME)


def told_about(when: When, sentence: Sentence, told: Telling) -> bool:
    between = text_of(sentence.doc)[when.end : told.word.idx] if told.word.idx >= when.end else ""
    return re.match(r"[,\s]*when\b[^;,]*$", between) is not None


def open_until(span: Span, published: date) -> Span:
    return open_since(span, published)


@cache
def _called() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """What is called a coup, a ceasefire … without the noun: "the army seized power", "the fighting stopped"."""
    called: dict[str, list[str]] = table("times")["landmarks"]["called"]
    return tuple((name, re.compile("|".join(ways), re.IGNORECASE)) for name, ways in called.items())


@cache
def _words() -> str:
    """Every way to name a landmark, those of several words first."""
    rows = table("times")["landmarks"]
    return "|".join([*(way for ways in rows["called"].values() for way in ways), *rows["nouns"]])


@cache
def _landmark() -> re.Pattern[str]:
    return re.compile(rf"\b(?P<noun>{_words()})\b", re.IGNORECASE)


@cache
def _since_landmark() -> re.Pattern[str]:
    return re.compile(rf"\bsince (?:the|its|this|that)\b[^,.;:]{{0,40}}?\b(?P<noun>{_words()})\b", re.IGNORECASE)


def _key(noun: str) -> str:
    """One name for a landmark, however it is told."""
    for name, ways in _called():
        if ways.fullmatch(noun):
            return name
    alike: dict[str, str] = table("times")["landmarks"]["alike"]
    folded = noun.casefold().replace("-", "")
    return alike.get(folded, folded)


def landmarks(pages: Iterable[Page]) -> Mapping[str, Span]:
    """The day or month that a report tells of a ceasefire, a coup, an offensive, by the noun; the first one told stands."""
    found: dict[str, Span] = {}
    for page in pages:
        for when in page.when:
            span = when.opened or when.span
            if span.first is None or span.last is None or (span.last - span.first).days > 31:
                continue
            near = page.text[max(0, when.start - 70) : when.start]
            near = near[max(near.rfind("."), near.rfind(";"), near.rfind(",", 0, max(0, len(near) - 45))) + 1 :]
            nouns = list(_landmark().finditer(near))
            after = _landmark().match(page.text[when.end :].lstrip()[:30])
            noun = nouns[-1] if nouns and re.match(r"(?:,? [\w'’-]+){0,4}\s*$", near[nouns[-1].end() :]) else after
            if noun is not None:
                found.setdefault(_key(noun.group("noun")), span)
    return found


def since_landmark(q: Quantity, sentence: Sentence, known: Mapping[str, Span], published: date) -> Span | None:
    """ "Since the ceasefire": from the day that the report tells of it to publication."""
    if not known or "ince " not in sentence.text:
        return None
    text, at = sentence.text, q.start - sentence.start_char
    first, last = text.rfind(";", 0, at) + 1, text.find(";", at)
    match = _since_landmark().search(text, first, last if last >= 0 else len(text))
    if match is None or MEASURED.search(text[first : match.start() + len("since")]):
        return None
    span = known.get(_key(match.group("noun")))
    return open_until(span, published) if span is not None else None


def told_open(sentence: Sentence, when: Sequence[When], before: When | None, published: date) -> When | None:
    """The time that a sentence leaves open for the totals after it; one with another time closes it."""
    inside = [w for w in when if sentence.start_char <= w.start < sentence.end_char and not w.as_of]
    for w in reversed(inside):
        if w.opened is not None and w.span.last == published:
            return w
        if w.span.first is not None and opens(sentence, w):
            return replace(w, span=open_until(w.span, published), opened=w.span)
    return None if inside else before


def goes_on(q: Quantity, sentence: Sentence, opened: When) -> bool:
    """Whether a count may belong to the total before it: of the last days, or many, in a sentence on what has happened so far.

    "Five of them were found, and four are missing" goes on with it in any case.
    """
    span = opened.span
    lately = span.first is not None and span.last is not None and (span.last - span.first).days <= LATELY
    many = (q.count.low or q.count.high or 0) >= 10 and PERFECT.search(sentence.text) is not None
    return many or lately or OF_THEM.match(sentence.text.lstrip()) is not None
