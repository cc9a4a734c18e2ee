"""Fates handed along a list of counts: "230 came home: 213 soldiers, eleven officers and six civilians"."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Span, Token

from ..count.counted import Quantity, is_person
from .groups import group_of
from .tellings import PASSIVES, SUBJECTS, Telling


def enumerated(quantities: list[Quantity], told: list[Telling | None]) -> list[Telling | None]:
    """Fates handed along an enumeration: "230 came home: 213 soldiers, eleven officers and six civilians".

    A count without a fate of its own takes that of the count before it in the sentence (or after it, when the two are
    coordinated) if no verb stands between them and it does not hang on a preposition of another role.
    """
    out = list(told)
    for step in (1, -1):
        order = range(len(out)) if step == 1 else range(len(out) - 1, -1, -1)
        for i in order:
            j = i - step
            if out[i] is not None or not 0 <= j < len(out) or out[j] is None:
                continue
            near, given = quantities[j], out[j]
            if given is None:
                continue
            if _in_one_list(near, quantities[i], backwards=step == -1):
                out[i] = replace(given, rule="enumeration", of=near)
    return out


def _in_one_list(a: Quantity, b: Quantity, *, backwards: bool) -> bool:
    doc = a.number.doc
    first, last = sorted((a, b), key=lambda q: q.start)
    if group_of(b) is not None:
        return False
    if first.number.sent != last.number.sent or not (b.noun is None or is_person(b.noun) or b.remains is not None):
        return False
    if backwards and (a.remains is None) != (b.remains is None) and b.noun is not None:
        return False
    if b.node.dep_ in SUBJECTS | PASSIVES and a.node not in b.node.conjuncts and _finite(b.node.head):
        return False
    if b.node.dep_ == "pobj" and b.node.head.lower_ not in {"including", "of", "among"}:
        return False
    if b.node.dep_ == "pobj" and b.node.head.lower_ == "of" and b.node.head.head.i not in {a.node.i, a.number.i, b.number.i}:
        return False
    if backwards and last.node not in first.node.conjuncts:
        return False
    if b.node.dep_ == "pobj" and b.node.head.lower_ == "including":
        return not backwards
    between = doc[(first.noun or first.number).i + 1 : last.number.i]
    if any(t.pos_ in {"VERB", "AUX"} and t.tag_ not in {"VBN", "VBG"} for t in between):
        return any(t.text == ":" for t in between) and not any(t.pos_ in {"VERB", "AUX"} for t in _after_colon(between))
    return any(t.text in {",", ":", ";", "–", "—", "("} or t.lower_ in {"and", "or", "including", "plus"} for t in between)


def _finite(verb: Token) -> bool:
    return verb.pos_ in {"VERB", "AUX"} and (
        verb.tag_ in {"VBD", "VBP", "VBZ"} or any(c.dep_ in {"aux", "auxpass"} for c in verb.children)
    )


def _after_colon(between: Span) -> list[Token]:
    start = max((i for i, t in enumerate(between) if t.text == ":"), default=0)
    return list(between)[start:]
