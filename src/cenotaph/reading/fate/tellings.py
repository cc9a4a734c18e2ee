"""The word that tells a fate, and what every rule that looks for one shares."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from ...model.terms import Fate
from ..count.counted import Quantity
from ..lexicon import Frame, nouns, verbs

REMAINS_FATES = {Fate.RETURNED, Fate.RECOVERED, Fate.EXAMINED, Fate.IDENTIFIED, Fate.UNIDENTIFIED, Fate.BURIED}
HARMED = {Fate.KILLED, Fate.INJURED, Fate.CASUALTIES, Fate.MISSING, Fate.DEAD_OR_MISSING}
SUBJECTS = {"nsubj", "csubj"}
PASSIVES = {"nsubjpass", "csubjpass"}
CAPTIVES = {"prisoner", "captive", "captivity", "hostage", "detainee", "pow"}
DEAD = {"dead", "slain", "fallen", "killed", "deceased"}


@dataclass(frozen=True, slots=True)
class Telling:
    """A fate, the token that tells it, the frame of its verb if it has one, and the rule that found it.

    `of` is the count from which a count without a fate of its own takes it, `at` where a table's row names its place.
    """

    fate: Fate
    word: Token
    rule: str
    frame: Frame | None = None
    people: Token | None = None
    of: Quantity | None = None
    at: tuple[int, int] | None = None


def owner_of(node: Token) -> Token | None:
    """The noun that a phrase hangs on with "of": "bodies" for the soldiers in "the bodies of several soldiers"."""
    while node.dep_ == "conj" and node.head.pos_ in {"NOUN", "PROPN", "NUM", "PRON"}:
        node = node.head
    return node.head.head if node.dep_ == "pobj" and node.head.lower_ == "of" else None


def noun_tells(token: Token) -> Telling | None:
    lemma = token.lemma_.casefold()
    if lemma in nouns().fates and lemma not in nouns().acts:
        return Telling(nouns().fates[lemma], token, "the counted noun itself")
    return next(
        (
            Telling(verbs().states[c.lower_], c, "participle on the counted noun")
            for c in token.children
            if c.lower_ in verbs().states
        ),
        None,
    )
