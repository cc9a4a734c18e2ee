"""Where the fate happened: the place named in the figure's clause, sentence or paragraph, kept as the text names it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from ..model.claims import Where
from ..model.reference import Reference
from ..model.terms import Fate
from .tellings import Telling

LOCATIVE = {"in", "at", "near", "on", "outside", "inside", "around", "between", "off", "within", "across", "over"}
LABELS = {"GPE", "LOC", "FAC"}


@dataclass(frozen=True, slots=True)
class Found:
    where: Where
    start: int
    end: int
    rule: str


def places(doc: Doc, reference: Reference) -> list[tuple[Span, Where]]:
    """The places that a locative preposition names, in reading order, with their gazetteer ids."""
    found = []
    for entity in doc.ents:
        if entity.label_ not in LABELS and not (entity.label_ in {"ORG", "PERSON"} and reference.places_named(_bare(entity.text))):
            continue
        head = entity.root
        before = doc[entity.start - 1].lower_ if entity.start else ""
        locative = (
            (head.dep_ == "pobj" and head.head.lower_ in LOCATIVE) or before in LOCATIVE or head.dep_ in {"appos", "npadvmod"}
        )
        apposed = (
            head.dep_ == "pobj"
            and head.head.lower_ == "of"
            and head.head.head.lemma_ in {"village", "city", "town", "region", "district", "province"}
        )
        if any(a.lower_ == "according" for a in head.ancestors) or (entity.end < len(doc) and doc[entity.end].text == "-"):
            continue
        speaks = head.dep_ in {"nsubj", "nsubjpass", "dobj", "poss", "compound"} and not apposed
        if (locative or apposed) and not speaks:
            found.append((entity, where(_bare(entity.text), reference)))
    return found


def _bare(name: str) -> str:
    return re.sub(r"^(?:the|The)\s+|['’]s$", "", name).strip()


def where(name: str, reference: Reference) -> Where:
    known = reference.places_named(name)
    return Where(name, known[0].id if known else None)


def place_of(told: Telling, sentence: Span, named: list[tuple[Span, Where]], before: Found | None) -> Found | None:
    """The nearest place in the clause of the fate, then in the sentence, then the paragraph's last."""
    inside = [(e, w) for e, w in named if sentence.start <= e.start < sentence.end]
    clause = _clause(told.word)
    if told.fate in {Fate.RETURNED, Fate.RELEASED}:  # where they were handed over, not where they had been killed
        inside = [(e, w) for e, w in inside if e.root.head.dep_ == "prep" and e.root.head.head == told.word]
    ranked = sorted(inside, key=lambda pair: (pair[0].root.i not in clause, abs(pair[0].root.i - told.word.i)))
    for entity, place in ranked:
        rule = "place in the clause" if entity.root.i in clause else "place in the sentence"
        return Found(place, entity.start_char, entity.end_char, rule)
    return before


def _clause(word: Token) -> set[int]:
    return {t.i for t in word.subtree} | {t.i for c in word.head.children if c.dep_ == "prep" for t in c.subtree}
