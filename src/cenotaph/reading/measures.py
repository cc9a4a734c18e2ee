"""What kind of counting a figure reports: one incident, an increment, a period, a running total, a stock."""

from __future__ import annotations

import re

from spacy.tokens import Span as Sentence

from ..model.days import Precision, Span
from ..model.terms import Fate, Measure
from .fates import Telling
from .quantities import Quantity

STOCK = re.compile(r"\b(?:remain|remains|remained|still|continue|yet to be|not yet|unaccounted)\b", re.IGNORECASE)
TOTAL = re.compile(
    r"\b(?:since|so far|to date|in all|in total|altogether|total(?:s|led|ling)?|toll|overall|cumulative|up to now|until now|by now|the number of|"
    r"rose to|risen to|rises to|brings? (?:the|to)|brought (?:the|to)|bringing (?:the|to)|stands at|stood at|has reached|have reached|reached|"
    r"have been|has been|have died|has died|have lost|has lost|(?:in|during|over) the (?:\w+ )?(?:war|conflict)|of the war|on (?:its|his|her|their) register|list of)\b",
    re.IGNORECASE,
)
INCREMENT = re.compile(r"\b(?:another|further|additional|more(?! than)|new)\b", re.IGNORECASE)
LONG = {Precision.MONTH, Precision.SEASON, Precision.YEAR, Precision.DECADE, Precision.CONFLICT}


def measure(q: Quantity, told: Telling, sentence: Sentence, happened: Span | None, *, names_conflict: bool) -> Measure:
    """The measure, from the fate, the tense and adverbs of the clause, and how long the span is."""
    around = sentence.text
    near = sentence.doc.text[max(sentence.start_char, q.start - 25) : min(sentence.end_char, q.end + 25)]
    if told.fate in {Fate.MISSING, Fate.UNIDENTIFIED} and (
        STOCK.search(around) or told.word.dep_ in {"acomp", "attr", "oprd"} or told.rule.startswith("number")
    ):
        return Measure.STOCK
    if told.fate is Fate.CAPTURED and STOCK.search(near):
        return Measure.STOCK
    if told.rule == "number of a toll":
        return Measure.RUNNING_TOTAL
    if INCREMENT.search(sentence.doc.text[q.start : q.end + 8]) and not TOTAL.search(near):
        return Measure.INCREMENT
    if told.fate in {Fate.RETURNED, Fate.RELEASED} and not re.search(r"\b(?:total|since|altogether|so far|in all)\b", around):
        return Measure.INCIDENT
    if happened is not None and happened.precision is Precision.DAY and not re.search(r"\b(?:total|toll|since)\b", around):
        return Measure.INCIDENT
    if names_conflict or TOTAL.search(around):
        return Measure.RUNNING_TOTAL
    if happened is not None and (
        happened.precision in LONG or (happened.first and happened.last and (happened.last - happened.first).days > 14)
    ):
        return Measure.PERIOD
    if told.fate in {Fate.EXAMINED, Fate.MISSING, Fate.UNIDENTIFIED}:
        return Measure.RUNNING_TOTAL if told.fate is Fate.EXAMINED else Measure.STOCK
    return Measure.INCIDENT
