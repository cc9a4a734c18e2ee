"""The subject that a clause without a verb keeps: "Kyiv" of "Moscow received 55 prisoners and Kyiv 77"."""

from __future__ import annotations

from spacy.tokens import Token

from ...model.reference import Reference
from ..count.counted import Quantity
from ..fate.tellings import SUBJECTS, Telling
from .parties import Named, party

RULE = "subject of a clause that leaves its verb out"


def remnant(q: Quantity, told: Telling) -> Token | None:
    """The name right before a count that takes its fate from the clause before, where that clause has a named subject too."""
    number, given = q.number, told.of
    if given is None or number.i < 2 or given.number.i > number.i:
        return None
    name, before = number.nbor(-1), number.nbor(-2)
    if name.pos_ != "PROPN" or before.lower_ not in {"and", ",", "while", "but", ";"}:
        return None
    subject = next((c for c in told.word.children if c.dep_ in SUBJECTS and c.i < told.word.i), None)
    parallel = subject is not None and subject.pos_ == "PROPN" and subject.i < given.number.i
    return name if parallel else None


def received_by(q: Quantity, told: Telling, reference: Reference) -> Named | None:
    """Who received them, in a clause without its verb."""
    name = remnant(q, told)
    return party(name, reference, RULE) if name is not None and told.frame is not None and told.frame.receiver else None


def lost_by(q: Quantity, told: Telling, reference: Reference) -> Named | None:
    """Whose they were, in a clause without its verb: "Kyiv lost 12 men, Moscow 30"."""
    name = remnant(q, told)
    return party(name, reference, RULE) if name is not None and told.word.lemma_ == "lose" else None


def done_by(q: Quantity, told: Telling, reference: Reference) -> Named | None:
    """Who did it, in a clause without its verb: "Russia handed over 40 bodies and Ukraine 12"."""
    name = remnant(q, told)
    if name is None or told.word.lemma_ == "lose" or told.frame is None or told.frame.receiver:
        return None
    return party(name, reference, RULE)
