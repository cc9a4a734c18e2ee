"""Fates told together under one number, and a second fate of the same people."""

from __future__ import annotations

from spacy.tokens import Token

from ...model.terms import Fate
from ..count.counted import Quantity
from ..lexicon import nouns
from ..pipeline import lemmas_of
from .clauses import as_subject, verb_tells
from .tellings import CAPTIVES, DEAD, PASSIVES, REMAINS_FATES, SUBJECTS, Telling, owner_of


def also(q: Quantity, told: Telling) -> Telling | None:
    """A second fate of the same people: "have been identified and given back", "were abducted and later freed"."""
    verb = told.word
    if verb.pos_ != "VERB" or told.fate not in TWO_FATES:
        return None
    for other in _joined_on(verb):
        own = any(c.dep_ in SUBJECTS | PASSIVES | {"dobj", "obj"} for c in other.children)
        if other.i < verb.i or other.lemma_ == "await" or (own and other.lemma_ != "undergo"):
            continue  # what is awaited has not come
        dead = told.fate in REMAINS_FATES or dead_or_remains(q)
        made = verb_tells(other, passive=True, dead=dead) if other.tag_ == "VBN" else as_subject(other, dead=dead)
        if made is not None and made.fate in TWO_FATES[told.fate]:
            return made
    return None


def _joined_on(verb: Token) -> list[Token]:
    """The verbs joined to one that share its subject, each joined to the last: not those behind a clause with its own."""
    joined: list[Token] = []
    for other in (c for c in verb.children if c.dep_ == "conj" and c.pos_ == "VERB"):
        if not any(c.dep_ in SUBJECTS | PASSIVES for c in other.children):
            joined += [other, *_joined_on(other)]
    return joined


#: What may become of the same people after one fate.
TWO_FATES = {
    Fate.CAPTURED: {Fate.KILLED, Fate.RELEASED},
    Fate.RECOVERED: {Fate.IDENTIFIED, Fate.RETURNED, Fate.BURIED, Fate.EXAMINED},
    Fate.IDENTIFIED: {Fate.RETURNED, Fate.BURIED},
    Fate.EXAMINED: {Fate.IDENTIFIED, Fate.RETURNED, Fate.BURIED},
    Fate.RETURNED: {Fate.BURIED, Fate.IDENTIFIED},
    Fate.UNIDENTIFIED: {Fate.EXAMINED, Fate.BURIED},
}


def to_death(hurt: Token) -> bool:
    """ "Stabbed to death", "shot dead"."""
    after = [t.lower_ for t in hurt.doc[hurt.i + 1 : hurt.i + 3]]
    return after[:2] == ["to", "death"] or after[:1] == ["dead"]


def after(q: Quantity) -> Token:
    """The word after the counted phrase, or its last."""
    last = q.noun if q.noun is not None and q.noun.i > q.number.i else q.number
    return last.nbor(1) if last.i + 1 < len(last.doc) else last


def and_wounded(dead: Token) -> bool:
    """ "Lost 1,100 soldiers killed and wounded": one number for both."""
    doc, i = dead.doc, dead.i
    return (
        i + 2 < len(doc)
        and doc[i + 1].lower_ in {"and", "or", "and/or"}
        and doc[i + 2].lower_ in {"wounded", "injured"}
        and dead.lower_ in DEAD
        and (doc[i + 1].lower_ != "and" or doc[i - 1].lower_ not in {"was", "were", "been"})
    )


def and_missing(dead: Token) -> bool:
    """ "207 dead and missing", "killed or missing": no number of its own stands before the missing."""
    doc, i = dead.doc, dead.i
    if i + 2 >= len(doc) or doc[i + 1].lower_ not in {"and", "or", "and/or"}:
        return False
    after = [t.lower_ for t in doc[i + 2 : i + 5]]
    if doc[i + 1].lower_ == "or" and (
        after[0] == "disappeared" or after[1:2] == ["disappeared"] or after == ["made", "to", "disappear"]
    ):
        return True
    return after[0] == "missing"


def dead_or_remains(q: Quantity) -> bool:
    """Whether the counted are remains or dead: "the bodies of six soldiers", "six slain soldiers", "2,300 dead"."""
    if q.remains is not None or q.lemma in DEAD:
        return True
    if q.noun is not None and any(
        c.lower_ in DEAD or c.lemma_ == "slay" for c in q.noun.children if c.dep_ in {"amod", "compound", "acl", "nmod"}
    ):
        return True
    owner = owner_of(q.node)
    if owner is not None and owner.lemma_.casefold() in nouns().remains:
        return True
    bases = {t for t in (q.node, q.noun) if t is not None}
    if any(c.dep_ == "relcl" and c.lemma_ in {"die", "fall", "perish"} for t in bases for c in t.children):
        return True
    if q.noun is not None:
        return any(t.lower_ in DEAD for t in q.number.doc[q.number.i + 1 : q.number.i + 4] if t.head == q.noun or t == q.noun)
    return _of_remains(q.number)


def _of_remains(number: Token) -> bool:
    """Whether a bare number in a paragraph about bodies, and about no captives, counts bodies: "Kyiv took over 254"."""
    lemmas = lemmas_of(number.doc)
    return bool(lemmas & {"body", "corpse", "remains"}) and not lemmas & CAPTIVES
