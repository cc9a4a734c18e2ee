"""How firmly a figure is held: the publisher's distance, plans and denials around the word that tells the fate."""

from __future__ import annotations

from spacy.tokens import Span, Token

from ..model.terms import Distance
from .lexicon import saying


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
    return any(c.dep_ == "neg" for c in telling.children) or any(
        v.lemma_.casefold() in saying().denies for v in list(telling.ancestors)[:2]
    )
