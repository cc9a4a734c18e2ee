"""The group of which a number is a part: "six of them", "of the dead, 180", "five from the released"."""

from __future__ import annotations

from spacy.tokens import Token

from ...model.terms import Fate
from ..count.counted import Quantity, is_person
from ..lexicon import nouns, saying, verbs
from .conditions import object_frame
from .items import own_word
from .tellings import PASSIVES, SUBJECTS


def other_things(q: Quantity) -> bool:
    """Whether "two of them" takes up things that are no people: "Seven teams are digging, two of them in military areas"."""
    group = group_of(q)
    if group is None or group.lower_ not in {"them", "these", "those", "which"}:
        return False
    for token in reversed(q.number.doc[max(q.number.i - 40, 0) : max(q.number.i - 1, 0)]):
        if token.tag_ in {"NNS", "NNPS"} and (
            token.dep_ in SUBJECTS | PASSIVES | {"dobj", "attr"} or any(c.like_num for c in token.children)
        ):
            counted = is_person(token) or token.lemma_.casefold() in nouns().remains or token.ent_type_ == "NORP"
            return not counted and token.ent_type_ not in {"DATE", "TIME"}
    return False


def group_of(q: Quantity) -> Token | None:
    """The group of which a number is a part: "six of them", "five from the released", "of the dead, 180 …"."""
    for child in q.node.children if q.noun is None or q.noun != q.node else q.number.children:
        if child.dep_ == "prep" and child.lower_ in {"of", "from", "among"}:
            inside = next((g for g in child.children if g.dep_ == "pobj"), None)
            if inside is not None:
                return inside
    doc, first = q.number.doc, q.number.sent.start
    while first < q.number.i and (doc[first].is_space or doc[first].lower_ in {"and", "but"}):
        first += 1
    if doc[first].lower_ in {"of", "among", "from", "between"} and q.number.i - first <= 12:
        inside = next((g for g in doc[first].children if g.dep_ == "pobj" and g.i < q.number.i), None)
        if inside is not None and not any(
            t.pos_ in {"VERB", "AUX"} and t.tag_ not in {"VBN", "VBG"} for t in doc[first : inside.i]
        ):
            return inside
    return None


def group_fate(group: Token) -> Fate | None:
    """The fate that the name of a group tells: "the dead", "those released", "the missing", "the freed men"."""
    if group.tag_ in {"NN"} and group.lower_ not in verbs().states:
        return None
    words = [group, *(c for c in group.children if c.dep_ in {"amod", "acl", "compound"})]
    for word in words:
        if word.lower_ in verbs().states:
            return verbs().states[word.lower_]
        frame = object_frame(word, dead=False) if word.tag_ == "VBN" else None
        if frame is not None:
            return frame.fate
    lemma = group.lemma_.casefold()
    return nouns().fates.get(lemma) if lemma not in nouns().acts | nouns().tolls else None


def anaphoric(group: Token) -> bool:
    """Whether a group takes up people already counted: a pronoun, a bare number, or people with "the" or "these"."""
    if group.lower_ in {"them", "these", "those", "whom", "which", "former", "latter"} or group.like_num:
        return True
    definite = any(c.lower_ in {"the", "these", "those", "his", "its", "their"} for c in group.children)
    return definite and (is_person(group) or group.lemma_.casefold() in nouns().remains) and group.tag_ in {"NNS", "NNPS", "NNP"}


def named_one(q: Quantity) -> bool:
    """ "One of them is Anna B.", "one of the men said": a person taken up by name or as a speaker is no count."""
    if q.count.low != 1 or q.count.high != 1:
        return False
    verb = own_word(q)
    introduced = q.node.dep_ == "attr" and q.number.lower_ in {"a", "an"}  # "among those killed is an Italian"
    return (verb.lemma_ == "be" and not introduced) or verb.lemma_.casefold() in saying().verbs
