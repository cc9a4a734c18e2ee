"""Who gives no number: "has not provided any information on losses". A record of its own, never a zero."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from ...model.terms import Fate
from ..lexicon import nouns, table
from ..pipeline import lemmas_of
from ..speech.speakers import SUBJECTS, can_speak, phrase

LOSSES = (Fate.KILLED, Fate.INJURED, Fate.MISSING)


@dataclass(frozen=True, slots=True)
class Silence:
    """Somebody who gives no number, what it would cover, and the sentence."""

    speaker: str
    speaker_token: Token
    fates: tuple[Fate, ...]
    sentence: Span


def silences(doc: Doc) -> list[Silence]:
    """Every sentence in which somebody named gives no number about losses."""
    giving, asked = (set(table("context")["withholding"][part]) for part in ("verbs", "nouns"))
    if giving.isdisjoint(lemmas_of(doc)) or asked.isdisjoint(lemmas_of(doc)):
        return []
    found = []
    for sentence in doc.sents:
        for verb in sentence:
            if verb.lemma_.casefold() not in giving or not _negated(verb) or _over(verb):
                continue
            told = {t.lemma_.casefold() for t in verb.subtree}
            fates = _covered(told)
            subject = next((c for c in verb.children if c.dep_ in SUBJECTS and c.dep_ == "nsubj"), None)
            if subject is None and verb.dep_ in {"conj", "xcomp"}:
                subject = next((c for c in verb.head.children if c.dep_ == "nsubj"), None)
            if fates and told & asked and subject is not None and can_speak(subject):
                found.append(Silence(phrase(subject)[0], subject, fates, sentence))
    return found


def _negated(verb: Token) -> bool:
    if any(c.dep_ == "neg" for c in verb.children) or verb.head.lemma_ in {"refuse", "decline", "fail"}:
        return True
    return any(g.lower_ == "no" for c in verb.children if c.dep_ == "dobj" for g in c.children)


def _over(verb: Token) -> bool:
    """Whether the silence is over by now: "had published no losses before December"."""
    past = any(c.lower_ == "had" and c.dep_ == "aux" for c in verb.children)
    return past and any(t.lower_ in {"before", "until", "earlier"} for t in verb.subtree)


def _covered(words: set[str]) -> tuple[Fate, ...]:
    if words & {"loss", "casualty"}:
        return LOSSES
    known = nouns().fates
    fates = {known[w] for w in words if w in known} | ({Fate.KILLED} if words & {"dead", "kill", "toll"} else set())
    return tuple(sorted(fates))
