"""How firmly a figure is held: the publisher's distance, plans and denials around the word that tells the fate."""

from __future__ import annotations

import re

from spacy.tokens import Span, Token

from ..model.terms import Distance
from .lexicon import saying

RISING = {"rise", "climb", "grow", "increase", "reach", "exceed", "surpass", "top", "mount", "go"}


def hedged(at: Token, sentence: Span, telling: Token) -> Distance:
    """The publisher's distance from the figure: "reportedly", "unconfirmed reports"; within the figure's own clause only."""
    table = saying()
    clause = {t.i for t in telling.subtree} | {t.i for t in at.subtree}
    for token in sentence:
        if token.lower_ in table.doubt_adverbs and (token.i in clause or token.head.i in clause or token.head == telling.head):
            return Distance.UNCONFIRMED
    words = sentence.text.casefold()
    return Distance.UNCONFIRMED if any(p in words for p in table.doubt_phrases) else Distance.NONE


def planned(telling: Token) -> bool:
    """Whether the fate is still to come: "will hand over", "are to be released", "agreed to exchange"."""
    table = saying()
    for verb in [telling, *telling.ancestors][:3]:
        if any(c.dep_ in {"aux"} and c.lower_ in table.modals for c in verb.children):
            return True
        if (
            verb.lemma_.casefold() in table.plans
            and verb != telling
            and telling.dep_ in {"xcomp", "ccomp", "dobj", "pobj", "advcl"}
        ):
            return True
        if (
            verb.dep_ == "xcomp"
            and verb.head.lemma_ in {"be", "expect", "schedule", "due", "go", "set"}
            and any(c.lower_ == "to" for c in verb.children)
        ):
            return True
        if verb.dep_ in {"ROOT", "conj", "ccomp", "relcl"}:
            break
    return False


def denied(telling: Token) -> bool:
    """Whether the fate is denied: negated, in what somebody denies, or "not true that". A denial does not reach over an "and"."""
    if any(c.dep_ == "neg" for c in telling.children):
        return True
    if re.search(r"\b(?:not true|untrue|not the case|false)\s+that\b", telling.sent.text, re.IGNORECASE):
        return True
    below = telling
    for above in list(telling.ancestors)[:2]:
        if below.dep_ in {"conj", "parataxis", "ROOT"}:
            return False
        if above.lemma_.casefold() in saying().denies:
            return True
        below = above
    return False


def unreal(telling: Token) -> bool:
    """Whether the fate is only supposed: "would have been killed", "the toll could rise", "if … die". No figure then."""
    clause = [telling, *list(telling.ancestors)[:2]]
    for verb in (v for v in clause if v.pos_ in {"VERB", "AUX"}):
        auxiliaries = {c.lower_ for c in verb.children if c.dep_ == "aux"}
        if "would" in auxiliaries and "have" in auxiliaries:
            return True
        if auxiliaries & {"could", "might", "may"} and verb.lemma_.casefold() in RISING:
            return True
        if any(c.dep_ == "mark" and c.lower_ in {"if", "unless"} for c in verb.children):
            return True
        if verb.dep_ in {"ROOT", "ccomp", "conj"}:
            break
    return False
