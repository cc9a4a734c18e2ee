"""Nouns that tell a fate: the counted noun itself, acts with "of", names of the dead, what a copula equates."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Token

from ...model.terms import Fate
from ..count.counted import Quantity, is_person
from ..lexicon import nouns, verbs
from .carrying import lives
from .conditions import object_frame
from .governing import governed
from .modifiers import modified, modified_owner
from .phrases import come_upon
from .tellings import CAPTIVES, PASSIVES, REMAINS_FATES, SUBJECTS, Telling, noun_tells, owner_of


def acted(node: Token, *, dead: bool) -> Telling | None:
    """The object of a verb whose subject is a noun of an act: "the repatriation involved 501 bodies"."""
    while node.dep_ == "conj" and node.head.pos_ in {"NOUN", "PROPN", "NUM"}:
        node = node.head
    if node.dep_ not in {"dobj", "obj", "attr"} or node.head.lemma_.casefold() not in verbs().acting:
        return None
    act = next((c for c in node.head.children if c.dep_ in SUBJECTS and c.lemma_.casefold() in nouns().acts), None)
    if act is None:
        return None
    fate = nouns().fates[act.lemma_.casefold()]
    return Telling(Fate.RETURNED if fate is Fate.RELEASED and dead else fate, act, "object of a noun of an act")


def who(q: Quantity) -> Telling | None:
    """A bare number whose people the clause tells: "1,510 are Greek Cypriots who vanished in 1974"."""
    if q.node.dep_ not in SUBJECTS or q.node.head.lemma_ != "be" or q.node.i != q.number.i:
        return None
    who = next((c for c in q.node.head.children if c.dep_ == "attr" and c.tag_ in {"NNS", "NNPS"}), None)
    return modified(replace(q, node=who, noun=who)) if who is not None and any(c.dep_ == "relcl" for c in who.children) else None


def equated(node: Token) -> Telling | None:
    """What a copula equates with a noun of a fate: "the confirmed deaths are fourteen civilians"."""
    while node.dep_ in {"conj", "appos"} and node.head.pos_ in {"NOUN", "PROPN", "NUM"}:
        node = node.head
    if node.dep_ not in {"attr", "dobj"} or node.head.lemma_ not in {"be", "include", "comprise"}:
        return None
    subject = next((c for c in node.head.children if c.dep_ in SUBJECTS), None)
    if (
        subject is None
        or (subject.lemma_.casefold() in nouns().acts)
        or subject.lemma_.casefold() in nouns().tolls - {"death", "casualty"}
    ):
        return None
    told = noun_tells(subject)
    return Telling(told.fate, told.word, "equated with a noun of a fate") if told is not None else None


def of_names(q: Quantity) -> Telling | None:
    """ "1,340 names of the dead": as many dead as names."""
    if q.lemma not in {"name", "entry"} or q.noun is None:
        return None
    of = next((g for c in q.noun.children if c.lower_ == "of" for g in c.children if g.dep_ == "pobj"), None)
    told = noun_tells(of) if of is not None else None
    return Telling(told.fate, told.word, "names of the dead") if told is not None else None


def of_cases(q: Quantity) -> Telling | None:
    """ "498 cases of arrest", "a dozen cases of enforced disappearance": as many people as cases."""
    of = (g for c in (q.noun or q.node).children if c.lower_ == "of" for g in c.children if g.dep_ == "pobj")
    act = next((g for g in of if g.lemma_.casefold() in nouns().fates), None)
    return Telling(nouns().fates[act.lemma_.casefold()], act, "cases of an act") if act is not None else None


def noun_itself(q: Quantity) -> Telling | None:
    known = nouns()
    if q.noun is None:
        return None
    lemma, lower = q.lemma, q.noun.lower_
    if known.fates.get(lemma) is Fate.CAPTURED and lemma not in known.acts and _on_the_way(q.node):
        return Telling(Fate.RELEASED, q.node.head, "captives on their way")
    if q.node.dep_ == "appos" and _of_captives(q.node.head) and _on_the_way(q.node.head):
        return Telling(Fate.RELEASED, q.node.head.head, "captives on their way")  # "a group of prisoners, 41 in all, left"
    if lemma in CAPTIVES and q.node.dep_ in {"dobj", "nsubjpass"} and q.node.head.lemma_ in {"register", "visit", "count"}:
        return Telling(Fate.CAPTURED, q.node.head, "captives that somebody counts")
    if lemma in known.one_each and q.noun.tag_ == "NNS":
        return Telling(known.fates[lemma], q.noun, "one each")
    if any(c.lower_ in {"former", "ex"} for c in q.noun.children):
        return None
    for word in (lower, lemma):
        if word in known.fates and word not in known.acts:
            missing_too = any(c.dep_ == "conj" and c.lower_ == "missing" for c in q.noun.children)
            fate = (
                Fate.DEAD_OR_MISSING
                if known.fates[word] is Fate.KILLED and missing_too and not _counted(q.noun, "missing")
                else known.fates[word]
            )
            return Telling(fate, q.noun, "the counted noun itself")
    return None


def _of_captives(group: Token) -> bool:
    """Whether a noun is a group of captives: "the second group of disabled prisoners of war"."""
    of = (g for c in group.children if c.lower_ == "of" for g in c.children)
    return any(t.lemma_.casefold() in CAPTIVES for t in (group, *of))


def _on_the_way(node: Token) -> bool:
    """Whether captives cross, arrive or are brought somewhere: "one thousand POWs cross the border"."""
    verb = node.head
    if verb.lemma_.casefold() in verbs().homeward and node.dep_ in SUBJECTS | PASSIVES:
        return True
    return verb.lemma_ == "bring" and node.dep_ == "dobj" and any(c.lower_ in {"out", "home", "back"} for c in verb.children)


def _counted(noun: Token, word: str) -> bool:
    return any(c.dep_ == "conj" and c.lower_ == word and any(g.like_num for g in c.children) for c in noun.children)


def of_act(node: Token, *, dead: bool) -> Telling | None:
    """A noun of an act with "of": "the death of 10 union members", "the release of 17 prisoners"."""
    owner = owner_of(node)
    if owner is None or (owner.pos_ in {"VERB", "AUX"} and owner.tag_ != "VBG"):
        return None  # "of the 43 soldiers, 11 have been exchanged": no noun of an act
    lemma = owner.lemma_.casefold() if owner.lower_ not in nouns().fates else owner.lower_
    if lemma in nouns().remains:
        return governed(owner, dead=True) or of_act(owner, dead=True) or come_upon(owner) or modified_owner(owner)
    gerund = object_frame(owner, dead=dead) if owner.tag_ == "VBG" else None
    if gerund is not None:
        return Telling(gerund.fate_dead if dead and gerund.fate_dead else gerund.fate, owner, 'noun of an act with "of"', gerund)
    if lemma in {"life"}:
        return lives(owner)
    counted = [node, *(g for c in node.children if c.lower_ == "of" and node.like_num for g in c.children)]
    if lemma == "loss" and any(t.pos_ == "NOUN" and is_person(t) for t in counted):
        return Telling(Fate.KILLED, owner, 'noun of an act with "of"')
    if lemma in nouns().fates and lemma not in {"loss", "casualty", "dead"}:
        fate = nouns().fates[lemma]
        if fate is Fate.RELEASED and dead:
            fate = Fate.RETURNED
        if fate in REMAINS_FATES and not dead and fate is Fate.RETURNED:
            fate = Fate.RELEASED
        return Telling(fate, owner, 'noun of an act with "of"')
    return None
