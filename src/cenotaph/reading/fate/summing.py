"""Numbers that sum up others, or say who those counted are: "the total is 6,057", "they are 95 soldiers"."""

from __future__ import annotations

from spacy.tokens import Token

from ...model.terms import Fate
from ..count.counted import Quantity, is_person
from ..lexicon import around, table, verbs
from .groups import group_fate
from .items import own_word
from .tellings import PASSIVES, SUBJECTS, Telling

OBJECTS = {"dobj", "obj", "pobj", "attr", "acomp", "oprd", "npadvmod", "dep"}


def victims(q: Quantity) -> Telling | None:
    """ "Other victims included a driver", "the wounded include a nurse": without a count before them, victims are dead."""
    subject = next((c for c in own_word(q).children if c.dep_ in SUBJECTS), None)
    if subject is not None and a_group(subject, own_word(q)):
        return Telling(verbs().states[subject.lower_], subject, "part of a group whose name tells it")
    return (
        Telling(Fate.KILLED, subject, "among the victims")
        if subject is not None and subject.lemma_.casefold() == "victim"
        else None
    )


def among_named(q: Quantity) -> Telling | None:
    """ "Among those killed is an Italian citizen": the group's own name tells the fate."""
    groups = (g for c in own_word(q).children if c.lower_ in {"among", "amongst"} for g in c.children)
    fate = next((f for g in groups if (f := group_fate(g)) is not None), None)
    return Telling(fate, own_word(q), "part of a group whose name tells it") if fate is not None else None


def breaks_down(q: Quantity) -> bool:
    """A copula that says who people already counted are: "they are 95 soldiers", "seven children were among them"."""
    node = q.node
    while node.dep_ in {"conj", "appos"} and node.head.pos_ in {"NOUN", "PROPN", "NUM"}:
        node = node.head
    verb = node.head
    if verb.lemma_ not in {"be", "include"} or node.dep_ not in SUBJECTS | {"attr", "dobj"}:
        return False
    if node.dep_ in {"attr", "dobj"}:
        subject = next((c for c in verb.children if c.dep_ in SUBJECTS), None)
        if subject is not None and subject.lower_ in {"they", "these", "those"}:
            return True
        whole = {"victim"} if verb.lemma_ == "be" else {"victim", *COUNTED_WHOLES}
        if subject is not None and subject != node and (subject.lemma_.casefold() in whole or a_group(subject, verb)):
            return True
    among = any(
        c.lower_ in {"among", "between", "amongst"}
        and any(g.lower_ in {"them", "these", "those"} or group_fate(g) for g in c.children)
        for c in verb.children
    )
    if among:
        return True
    if node.dep_ in SUBJECTS and q.noun is None:  # "twenty-two were children", "180 had been conscripts"
        return any(
            (c.dep_ == "attr" and (is_person(c) or c.tag_ in {"NNS", "NNPS"}))
            or (
                c.dep_ == "acomp"
                and c.lower_ in table("people")["modifiers"]["civilian"] + table("people")["modifiers"]["combatant"]
            )
            or (c.dep_ == "prep" and c.lower_ in {"under", "over", "of", "from"})
            for c in verb.children
        )
    return False


def a_group(subject: Token, verb: Token) -> bool:
    """ "The dead include four journalists": a group that is called by its fate."""
    return verb.lemma_ == "include" and subject.lower_ in verbs().states


def sums_up(q: Quantity) -> bool:
    """Whether a number is the total, or what somebody speaks of: "the total is 6,057", "put the number at 27", "spoke of 6,060"."""
    if q.node.dep_ not in OBJECTS or not (q.noun is None or is_person(q.noun)):
        return False
    verb = next((t for t in q.node.ancestors if t.pos_ in {"VERB", "AUX"}), None)
    if verb is None:
        return False
    lemma = verb.lemma_.casefold()
    at = q.node.head.lower_ if q.node.dep_ == "pobj" else ""
    if lemma == "say" and q.noun is None and q.node.dep_ == "dobj":  # "the group says at least 77 since October"
        return True
    if lemma in SPEAKING and at in {"", "of", "about"} and (at or q.noun is None or lemma in {"speak", "talk", "count"}):
        return True
    if q.noun is not None:
        return False
    sums = any(
        c.lemma_.casefold() in SUMS
        for c in verb.children
        if c.dep_ in SUBJECTS | PASSIVES | {"dobj", "obj", "attr"} and c != q.node
    )
    it = any(c.lower_ in {"it", "that", "this", "which"} and c.dep_ in SUBJECTS | PASSIVES for c in verb.children)
    put_at = at == "at" and any(c.lower_ in {"it", "this", "them"} and c.dep_ == "dobj" for c in verb.children)
    if put_at and lemma in {"put", "set", "place"}:  # "overnight reports had put it at 127"
        return True
    return (sums and lemma in verbs().tally and at in {"", "at", "to", "of", "as", "until", "in"}) or (
        it and lemma in {"be", "make", "bring", "become", "take"} and at in {"", "to"}
    )


COUNTED_WHOLES = around("wholes")


SUMS = around("sums")


SPEAKING = around("speaking")
