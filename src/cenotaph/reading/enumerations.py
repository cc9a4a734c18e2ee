"""Fates handed from one count to the next: lists, sub-counts that take up those counted before, sums of them."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Span, Token

from .lexicon import verbs
from .quantities import Quantity, is_person
from .tellings import PASSIVES, SUBJECTS, Telling

ANAPHORS = {"these", "those", "them", "whom"}
SUMS = {"total", "number", "figure", "count", "sum", "tally"}


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
            if step == 1 and (_takes_up(quantities[i]) or _sums_up(quantities[i])):
                out[i] = replace(given, word=_own_word(quantities[i]), frame=None, rule="takes up those counted before")
            elif _in_one_list(near, quantities[i], backwards=step == -1):
                out[i] = replace(given, rule="enumeration")
    return out


def _own_word(q: Quantity) -> Token:
    """The verb of the count's own clause: whoever speaks there speaks of it, whatever was said of those counted before."""
    return next((t for t in q.node.ancestors if t.pos_ in {"VERB", "AUX"}), q.node)


def _takes_up(q: Quantity) -> bool:
    """Whether a number counts some of those counted before: "of these, 320 …", "six of them …", "four of whom …"."""
    doc, first = q.number.doc, q.number.sent.start
    opening = [t.lower_ for t in doc[first : first + 2]]
    fronted = opening[:1] == ["of"] and opening[1] in ANAPHORS and q.number.i - first < 6
    after = [t.lower_ for t in doc[q.number.i + 1 : q.number.i + 3]]
    return fronted or (after[:1] == ["of"] and len(after) > 1 and after[1] in ANAPHORS)


def _sums_up(q: Quantity) -> bool:
    """Whether a bare number is the total, or what somebody speaks of, of what was counted before.

    "That brought the total to 6,057; the ministry spoke of 6,060."
    """
    if q.noun is not None or q.node.dep_ not in {"pobj", "attr", "dobj", "acomp"}:
        return False
    verb = next((t for t in q.node.ancestors if t.pos_ in {"VERB", "AUX"}), None)
    if verb is None:
        return False
    summed = any(c.lemma_.casefold() in SUMS for c in verb.children if c.dep_ in SUBJECTS | PASSIVES | {"dobj", "obj"})
    at = q.node.head.lower_ if q.node.dep_ == "pobj" else ""
    if summed and verb.lemma_.casefold() in verbs().tally:
        return at in {"", "at", "to", "of", "as"}
    return verb.lemma_.casefold() in {"speak", "talk", "report", "count", "give", "mention"} and at in {"", "of", "about"}


def _in_one_list(a: Quantity, b: Quantity, *, backwards: bool) -> bool:
    doc = a.number.doc
    first, last = sorted((a, b), key=lambda q: q.start)
    if first.number.sent != last.number.sent or not (b.noun is None or is_person(b.noun) or b.remains is not None):
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


def _after_colon(between: Span) -> list[Token]:
    start = max((i for i, t in enumerate(between) if t.text == ":"), default=0)
    return list(between)[start:]
