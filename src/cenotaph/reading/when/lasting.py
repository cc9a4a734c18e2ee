"""What lasts: people who lie in graves, are held or are missing, and the times since which they do."""

from __future__ import annotations

import re
from functools import cache

from ...model.terms import Fate
from ..count.counted import Quantity
from ..fate.tellings import Telling
from ..lexicon import table
from ..pipeline import text_of
from .occurrences import FEW
from .times import When


def lying(told: Telling) -> bool:
    """Whether people are only said to lie in a grave: "are thought to lie", "he told judges that 300 were buried there".

    When they were put there no time around tells.
    """
    word = told.word
    if told.fate is not Fate.BURIED or word.pos_ not in {"VERB", "AUX"}:
        return False
    helped = {c.lower_ for c in word.children if c.dep_ == "auxpass"}
    beside = {word.head.lemma_, word.doc[word.i + 1 : word.i + 2].text.casefold()}
    if word.lemma_ == "lie" or (not helped and "lie" in beside):
        return True
    told_of = word.dep_ in {"ccomp", "xcomp"} and word.head.pos_ == "VERB" and word.head.i < word.i
    return bool(helped & {"are", "is"}) or (told_of and bool(helped & {"were", "was", "be"}))


def of_their_captivity(when: When, told: Telling) -> bool:
    """Whether a time is that since which those now freed had been held."""
    if told.fate is not Fate.RELEASED or when.opened is None:
        return False
    doc = text_of(told.word.doc)
    return _held().search(doc[max(0, when.start - 80) : when.end]) is not None


def missing_since(q: Quantity, when: When, told: Telling) -> bool:
    """ "She has three sons missing since 2003": when so few went missing, and not for how long they have been."""
    if told.fate is not Fate.MISSING or when.opened is None or (q.count.low or q.count.high or FEW) >= FEW:
        return False
    return _held().search(text_of(told.word.doc)[max(0, when.start - 80) : when.end]) is not None


@cache
def _held() -> re.Pattern[str]:
    return re.compile(table("times")["held"]["since"], re.IGNORECASE)
