"""Times in a sentence that are of something else than the fate counted: a statement, another matter, a death before."""

from __future__ import annotations

import re
from functools import cache

from spacy.tokens import Span as Sentence
from spacy.tokens import Token

from ...model.days import Precision
from ..count.counted import Quantity
from ..fate.tellings import HARMED, REMAINS_FATES, Telling
from ..lexicon import around, saying, table
from ..pipeline import text_of
from . import openings
from .times import When

#: Verbs with which a doer begins; "two years ago this week" is left to what is known of the war.
BEGINNING = {"begin", "start", "launch", "erupt"}
COUNT_NOUNS = {"number", "toll", "total", "count", "rise", "reach", "climb", "bring"}
VAGUE = {"relative stretch", "time ago"}


def of_another(at: Token, telling: Telling, when: When) -> bool:
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


def to_come(at: Token, told: Token | None = None) -> bool:
    """Whether a time is of what is still to be: "would let him stand in an election in November", "is expected to begin in May"."""
    planning = table("times")["planning"]["verbs"]
    for verb in at.ancestors:
        if verb == told:
            return False
        if verb.pos_ not in {"VERB", "AUX"}:
            continue
        helped = {c.lower_ for c in verb.children if c.dep_ == "aux"}
        if helped & {"will", "would", "shall", "’ll", "'ll"}:
            return True
        if "to" in helped and verb.dep_ == "xcomp" and verb.head.lemma_.casefold() in planning and verb.head != told:
            return True
    return False


def of_the_next_count(when: When, q: Quantity, told: Telling) -> bool:
    """Whether a time opens a clause on another count: "in June five were wounded, and in July 14 more"."""
    if when.start < max(q.end, told.word.idx):
        return False
    doc = q.node.doc
    span = doc.char_span(when.start, when.end, alignment_mode="expand")
    if span is None or doc[span.start - 1].lower_ not in {"and", ",", ";", "but", "while"}:
        return False
    after = [t for t in doc[span.end : span.end + 3] if t.lower_ not in {",", "another", "a", "further"}]
    return bool(after) and after[0].like_num


#: "With Monday's funerals, 6,504 have found a grave": the last of them did on Monday.
WITH_THE_LAST = re.compile(
    r"\s*with (?:this|these|the|today['’]s|\w+day['’]s) [^,.;]{2,60},(?= (?:[\w,-]+ ){1,4}(?:have|has|had)\b)", re.IGNORECASE
)


def of_the_last(when: When, sentence: Sentence) -> bool:
    """Whether a time is that of the last of a sum: "with the four found on Monday, 63 have been identified"."""
    match = WITH_THE_LAST.match(text_of(sentence.doc), sentence.start_char, sentence.end_char)
    return match is not None and when.end <= match.end()


def of_the_latest(when: When, sentence: Sentence, told: Telling) -> bool:
    """ "69 have been freed, most recently in May": when the last of them were."""
    before = sentence.doc.text[sentence.start_char : when.start]
    return re.search(
        r"\b(?:most recently|the (?:last|latest|most recent)(?: of them)?)(?: was)?(?:,? (?:on|in))? $", before
    ) is not None and (not openings.told_about(when, sentence, told))


def of_the_agreement(at: Token, told: Telling) -> bool:
    """Whether a time is that of what was agreed: "the first transfer under the agreement reached on 2 June"."""
    for above in at.ancestors:
        if above == told.word:
            return False
        if (
            above.lemma_.casefold() in around("agreements")
            and above.dep_ == "pobj"
            and above.head.lower_ in {"under", "by", "of", "to"}
        ):
            return True
    return False


def of_their_death(at: Token, told: Telling, when: When) -> bool:
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


@cache
def _an_attack_of() -> re.Pattern[str]:
    nouns = "|".join([*table("times")["attacks"]["brief"], *table("times")["attacks"]["upheavals"]])
    return re.compile(rf"['’]s (?:[\w-]+ ){{0,2}}?(?P<noun>{nouns})\b", re.IGNORECASE)


def attack_of(when: When, text: str) -> int | None:
    """Where the noun of an attack begins that a time dates: "Friday's raid"."""
    match = _an_attack_of().match(text, when.end)
    return match.start("noun") if match else None


def of_its_attack(when: When, told: Telling) -> bool:
    """Whether a fate is told in a clause on an attack that a time dates: "since Sunday's ambush, in which five were killed"."""
    at = attack_of(when, text_of(told.word.doc))
    if at is None or at >= told.word.idx:
        return False
    if told.word.dep_ == "relcl" and told.word.head.idx == at:
        return True
    return re.match(r"\w+[^.;]{0,60}?,? in which [^.;,]*$", text_of(told.word.doc)[at : told.word.idx]) is not None


def of_the_telling(at: Token, when: When, told: Telling, sentence: Sentence) -> bool:
    """Whether a time is when somebody spoke, or a toll rose; a month in which dead were counted is when they died."""
    if attack_of(when, text_of(sentence.doc)) is not None:
        return False
    verb = next((t for t in at.ancestors if t.pos_ in {"VERB", "AUX"}), None)
    words = table("times")
    if verb is not None and verb != told.word:
        lemma = verb.lemma_.casefold()
        if lemma in words["rising"]["verbs"] and told.fate in HARMED and when.span.precision is Precision.DAY:
            return True
        if lemma in words["counting"]["verbs"] and _counted_over(when):
            return False
    tells = told.word.lemma_.casefold() in saying().verbs
    if not tells and told.word.dep_ in {"relcl", "acl"} and told.word.head in [at, *at.ancestors][:4]:
        return False  # "over the blast of 4 August, which killed 30"
    day = when.span.precision is Precision.DAY
    return (day and _beside_speaking(sentence, when, told)) or _said_then(at, told.word)


def _counted_over(when: When) -> bool:
    """Whether a time is long enough to count the dead of."""
    first, last = when.span.first, when.span.last
    return first is not None and last is not None and (last - first).days > 1 and when.span.precision is not Precision.WEEK


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
