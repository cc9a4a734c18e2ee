"""Who says so: the speaker a figure is credited to, how far he stands behind it, and how far the publisher stands off.

In order: "according to", a verb of saying that governs the figure's clause, a noun of saying ("figures from"), the quotation the
figure stands in. A sentence that merely follows has no speaker. Pronouns and short names ("the ministry") are resolved to the
last speaker named before them in the report.
"""

from __future__ import annotations

import re

from spacy.tokens import Doc, Span, Token

from ...model.terms import Commitment, Distance
from ..lexicon import saying, table
from ..pipeline import text_of
from . import asides
from .speakers import SUBJECTS, Speakers, antecedent, author, can_speak, office_of, phrase, subject_of
from .voices import Voice, commitment_of

#: Verbs of saying that also tell what is done to people and bodies.
HANDLING = {
    "give",
    "release",
    "put",
    "find",
    "raise",
    "issue",
    "show",
    "establish",
    "recover",
    "publish",
    "charge",
    "reject",
    "point",
    "relate",
    "offer",
    "propose",
    "promise",
    "agree",
    "plan",
}
NUMBERS = {"number", "toll", "total", "figure", "count", "tally", "estimate", "loss", "death", "it"}
#: What a list or a register does with a number.
HOLDING = {"contain", "hold", "include", "have", "comprise", "name", "bear", "carry", "be", "total", "amount"}
PRONOUNS = {"he", "she", "they", "it", "who", "we", "i"}


def voice(at: Token, sentence: Span, speakers: Speakers, quoted: str | None) -> Voice | None:
    """Who is credited with what stands at a token."""
    found = (
        _according(sentence, at)
        or _governing(at, sentence)
        or _noun_of_saying(at, sentence)
        or _trailing(at, sentence)
        or asides.at_the_end(at, sentence)
        or asides.before_colon(at, sentence)
        or asides.announced_by(at, sentence)
        or asides.by_reckoning(at, sentence)
        or asides.officially(sentence)
    )
    if found is None and quoted is not None:
        office = speakers.office_of(quoted)
        return Voice(
            quoted,
            sentence.start_char,
            sentence.start_char + 1,
            "quotation or list that runs on",
            venue=_venue(sentence),
            office=office,
        )
    if found is None:
        return None
    name = speakers.resolved(found.name)
    if name.casefold() in PRONOUNS:
        return None  # somebody says so, and the report does not tell who
    office = found.office or speakers.office_of(name)
    return Voice(name, found.start, found.end, found.rule, found.commitment, found.distance, _venue(sentence), office)


def _according(sentence: Span, at: Token) -> Voice | None:
    for token in sentence:
        if token.lower_ != "according" or token.i + 1 >= len(sentence.doc):
            continue
        target = next((g for c in token.children if c.lower_ == "to" for g in c.children if g.dep_ == "pobj"), None)
        if target is None or at.i in {t.i for t in target.subtree} or asides.parted(token, at):
            continue
        if target.lemma_.casefold() in saying().nouns and not target.ent_type_:
            inner = author(target)
            target = inner or target
        name, start, end = phrase(target)
        return Voice(name, start, end, "according to", office=office_of(target))
    return None


def _governing(at: Token, sentence: Span) -> Voice | None:
    """A verb of saying above the figure: its clause is what was said."""
    table = saying()
    for verb in [at, *at.ancestors]:
        if verb.i < sentence.start or verb.lemma_.casefold() not in table.verbs or verb.pos_ not in {"VERB", "AUX"}:
            continue
        if verb.tag_ == "VBG" and verb.dep_ == "pcomp":
            continue  # "with Kasulo expecting to receive 212": what somebody else says of it
        if verb == at and verb.lemma_.casefold() in HANDLING and not _of_numbers(verb):
            continue  # "Russia gave 1,212 bodies" says nothing
        subject = subject_of(verb)
        if subject is None or subject == at or (at in subject.subtree and verb.dep_ != "relcl") or not can_speak(subject):
            continue
        if at.i < subject.i and asides.parted(verb, at):
            continue  # "49 came home; the ministry did not say how many had left"
        subject = antecedent(subject, verb)
        if _beside_event(at, verb):
            continue  # "mediators proposed an amnesty as the toll reached ten"
        below = _below_relative(at, verb)
        if below and at.i > verb.i and verb.lemma_.casefold() in HANDLING and not _of_numbers(verb):
            continue  # "proposed a dig in the zone, where 10,000 lie"
        if below and verb.lemma_.casefold() in table.suspects:
            continue  # "fears that it is worse than the place where 130 were found"
        if subject.lemma_.casefold() in table.nouns and not subject.ent_type_:
            subject = author(subject) or subject
        name, start, end = phrase(subject)
        goes_on = below or _beside_gerund(at, verb)
        commitment, distance = (Commitment.SAYS, Distance.NONE) if goes_on else commitment_of(verb)
        return Voice(name, start, end, f'subject of "{verb.lemma_}"', commitment, distance, office=office_of(subject))
    return None


def _beside_event(at: Token, verb: Token) -> bool:
    """Whether what is told stands in a clause of time beside the saying, which only tells when something was said."""
    top = next((t for t in [at, *at.ancestors] if t.head == verb), None)
    if top is None or top.dep_ != "advcl" or top.i < verb.i:
        return False
    said = any(c.dep_ in {"dobj", "ccomp", "xcomp"} for c in verb.children)
    return said and any(c.lower_ in {"as", "while", "after", "before"} and c.dep_ in {"mark", "prep"} for c in top.children)


def _beside_gerund(at: Token, verb: Token) -> bool:
    """ "Armenia rejected the claim, putting its own losses at 219": what is said beside the denial is not denied."""
    top = next((t for t in [at, *at.ancestors] if t.head == verb), None)
    return top is not None and top.dep_ == "advcl" and top.tag_ == "VBG"


def _of_numbers(verb: Token) -> bool:
    """ "Put the number at 300", "gave the toll as 12": a number is what is handled."""
    return any(c.dep_ in {"dobj", "nsubjpass"} and c.lemma_.casefold() in NUMBERS for c in verb.children)


def _below_relative(at: Token, verb: Token) -> bool:
    """Whether a relative clause stands between the count and the verb: the claim is about something else."""
    for token in [at, *at.ancestors]:
        if token == verb:
            return False
        if token.dep_ == "relcl" or any(c.lower_ in {"which", "whom", "where", "whose"} for c in token.children):
            return True
    return False


def _noun_of_saying(at: Token, sentence: Span) -> Voice | None:
    """ "The ministry's list of 23 names", "figures from the ministry put the toll at 12"."""
    for noun in sentence:
        if noun.lemma_.casefold() not in saying().nouns or noun.pos_ != "NOUN" or noun == at:
            continue
        speaker = author(noun)
        heading = noun.i < at.i and any(t.text == ":" for t in noun.doc[noun.i : at.i + 2])
        holds = noun.head.lemma_.casefold() in saying().verbs or noun.head.lemma_ in HOLDING
        said = holds and (at in noun.head.subtree or noun.head == at)
        if speaker is None or not (said or heading):
            continue
        name, start, end = phrase(speaker)
        return Voice(name, start, end, f'whose "{noun.lemma_}"')
    return None


def _trailing(at: Token, sentence: Span) -> Voice | None:
    """A parenthetic verb of saying beside the figure's clause: "12 died, the ministry said on Friday"."""
    root = sentence.root
    for verb in sentence:
        if (
            verb.lemma_.casefold() not in saying().verbs - saying().denies
            or verb.pos_ != "VERB"
            or verb.dep_ not in {"parataxis", "ROOT", "advcl", "ccomp", "conj"}
        ):
            continue
        subject = subject_of(verb)
        subject = subject or _before(verb)
        if subject is None or not can_speak(subject) or at in subject.subtree or verb == at:
            continue
        if subject.dep_ not in SUBJECTS and at.i < subject.i:
            commitment, distance = commitment_of(verb)
            name, start, end = phrase(subject)
            return Voice(name, start, end, f'before "{verb.lemma_}"', commitment, distance, office=office_of(subject))
        if verb.dep_ == "parataxis" and (at in verb.head.subtree) and (at not in verb.subtree or verb == root):
            name, start, end = phrase(subject)
            commitment, distance = commitment_of(verb)
            return Voice(name, start, end, f'beside "{verb.lemma_}"', commitment, distance, office=office_of(subject))
    return None


def _before(verb: Token) -> Token | None:
    """Who stands between the last comma and a verb of saying that lost its subject in the parse: "…, D. Messerli said"."""
    doc = verb.doc
    comma = next((i for i in range(verb.i - 1, max(verb.sent.start, verb.i - 16) - 1, -1) if doc[i].text == ","), None)
    if comma is None:
        return None
    between = doc[comma + 1 : verb.i]
    named = next((e for e in doc.ents if e.start >= comma + 1 and e.end <= verb.i and e.label_ in {"PERSON", "ORG"}), None)
    if named is not None:
        return named.root
    return next((t for t in between if t.pos_ in {"NOUN", "PROPN"} and can_speak(t) and t.head not in list(between)), None)


def _venue(sentence: Span) -> str | None:
    venues = "|".join(table("context")["venues"])
    match = re.search(rf"\b(?:on|via|through|in)\s+(?:(?:its|his|her|their|the|a|an)\s+)?(?:\w+\s+)?({venues})\b", sentence.text)
    if match:
        return match.group(1)
    told = re.search(r"\btold\s+(?:the\s+)?((?:[A-Z][\w.]*)(?:\s+[A-Z][\w.]*)*)", sentence.text)
    return told.group(1) if told else None


def quotations(doc: Doc) -> list[tuple[int, int]]:
    """Spans of the parsed text that stand in quotation marks; an opening mark without its closing one runs to the end."""
    spans, opened = [], None
    for i, mark in enumerate(text_of(doc)):
        if mark in "“«„" or (mark == '"' and opened is None):
            opened = i
        elif mark in "”»" or mark == '"':
            if opened is not None:
                spans.append((opened, i + 1))
            opened = None
    if opened is not None:
        spans.append((opened, len(text_of(doc))))
    return spans


def quoted_by(doc: Doc, start: int, speakers: Speakers) -> str | None:
    """The speaker of the quotation that an offset stands in, named in the sentence before or after it in the paragraph."""
    around = next(((a, b) for a, b in quotations(doc) if a <= start < b), None)
    if around is None:
        return None
    for sentence in doc.sents:
        if sentence.end_char < around[0] - 1 or sentence.start_char > around[1] + 1:
            continue
        for verb in sentence:
            if verb.lemma_.casefold() in saying().verbs and not around[0] <= verb.idx < around[1]:
                subject = subject_of(verb)
                if subject is not None and can_speak(subject) and not around[0] <= subject.idx < around[1]:
                    return speakers.resolved(phrase(subject)[0])
    return _who_opens(doc, around, speakers)


def _who_opens(doc: Doc, around: tuple[int, int], speakers: Speakers) -> str | None:
    """The subject of the clause that a quotation opens in, whatever its verb: "X justified the strike: “…”", "X called it “…”"."""
    if around[1] - around[0] < 25:  # a word or two in marks are no speech
        return None
    for sentence in doc.sents:
        if sentence.start_char < around[0] < sentence.end_char:
            for verb in (t for t in sentence if t.pos_ == "VERB" and t.idx < around[0]):
                subject = subject_of(verb)
                if subject is not None and can_speak(subject) and subject.idx < around[0] and subject.pos_ != "PRON":
                    return speakers.resolved(phrase(subject)[0])
    return None
