"""Whether a count is of one occurrence though its day is told only by the month or year: "in May a bomb killed 30"."""

from __future__ import annotations

import re
from functools import cache

from spacy.tokens import Span as Sentence
from spacy.tokens import Token

from ...model.days import Precision, Span
from ...model.terms import Fate
from ..count.counted import Quantity
from ..fate.tellings import HARMED, Telling
from ..lexicon import numbers, table
from ..pipeline import text_of

#: "The 22nd body", "the fourth activist to be murdered": so many in all.
ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)\b", re.IGNORECASE)
#: Verbs of coming upon remains, and how many bodies are still one find.
FINDING = {"discover", "uncover", "find"}
ONE_FIND = 50
#: Fewer people than this harmed in a month are one occurrence, unless an office has counted them.
FEW = 5


@cache
def _summing() -> re.Pattern[str]:
    """ "…, bringing the total to 63", ", which brought to 21 the number of": what comes after is a sum, what was before is not."""
    bringing = table("times")["sums"]["bringing"]
    return re.compile(
        rf"(?:,|\band\b|\bwhich\b|\bthat\b|[–—]) ?{bringing}"
        r" (?:to |(?:the|its|their|his|her) (?:[\w'-]+ ){0,3}(?:total|number|toll|count|tally)\b)",
        re.IGNORECASE,
    )


def sum_begins(sentence: Sentence) -> int | None:
    """Where in its text a sentence begins to tell the sum that an occurrence makes."""
    match = _summing().search(text_of(sentence.doc), sentence.start_char, sentence.end_char)
    return match.start() if match else None


def ordinal(q: Quantity) -> bool:
    """Whether a number tells the how many-th of all somebody is."""
    return ORDINAL.match(q.number.text) is not None or q.number.lower_ in numbers()["ordinals"]


def one_attack(told: Telling) -> bool:
    """ "An air raid killed …", "killed by a bomb", "an uprising in which 24 died", "killed when a bomber …"."""
    verbs = [v for v in (told.word, told.word.head) if v.pos_ == "VERB"]
    heads = [v.head for v in verbs if v.dep_ in {"relcl", "acl"}]
    subjects = [c for v in verbs for c in v.children if c.dep_ in {"nsubj", "agent"}]
    agents = [c for s in subjects if s.dep_ == "agent" for c in s.children if c.dep_ == "pobj"]
    if any(_an_attack(t) for t in (*subjects, *agents, *heads)) or _in_which(told.word):
        return True
    return any(_when_one_struck(c) for v in verbs for c in v.children if c.dep_ == "advcl")


def one_of_the_month(q: Quantity, told: Telling, happened: Span | None, *, counted: bool) -> bool:
    """Whether so few were harmed, or so many remains come upon, that a month is only the date of it."""
    if happened is None or happened.precision is not Precision.MONTH or counted or told.word.pos_ != "VERB":
        return False
    many = q.count.low or q.count.high or 0
    if told.fate is Fate.RECOVERED:
        return told.word.lemma_.casefold() in FINDING and many < ONE_FIND
    return told.fate in HARMED and many < FEW


def _brief(noun: Token) -> bool:
    return noun.tag_ == "NN" and noun.lemma_.casefold() in table("times")["attacks"]["brief"]


def _an_attack(noun: Token) -> bool:
    return _brief(noun) and any(c.lower_ in {"a", "an"} for c in noun.children)


def _in_which(verb: Token) -> bool:
    """ "An uprising in which 24 people were killed", "an attempt to clear the street in which 25 died"."""
    if verb.dep_ != "relcl" or verb.head.tag_ not in {"NN", "NNP"}:
        return False
    which = any(c.dep_ == "prep" and any(g.lower_ == "which" for g in c.children) for c in verb.children)
    words = table("times")["attacks"]
    return which and verb.head.lemma_.casefold() in {*words["brief"], *words["upheavals"]}


def _when_one_struck(verb: Token) -> bool:
    """ "… when a bomber rammed a van", "when the boat sank": a clause with one doer tells of one occurrence."""
    if not any(c.lower_ == "when" for c in verb.children):
        return False
    doers = [c for c in verb.children if c.dep_ in {"nsubj", "nsubjpass"}]
    return any(c.tag_ == "NN" and any(g.lower_ in {"a", "an"} for g in c.children) for c in doers) or any(map(_brief, doers))
