"""The verb that governs the counted, through coordination, hedges and clauses that the parser joins elsewhere."""

from __future__ import annotations

from spacy.tokens import Token

from ...model.terms import Fate
from ..count.counted import is_person
from ..lexicon import nouns
from .clauses import as_subject, is_passive, meanwhile, verb_tells
from .tellings import DEAD, PASSIVES, SUBJECTS, Telling, noun_tells, owner_of


def governed(node: Token, *, dead: bool) -> Telling | None:
    """The verb whose subject or object the phrase is, through coordination: "12 were killed", "killed 12 and six others"."""
    seen = node
    own = own_clause(node)
    if own is not None:
        return verb_tells(own, passive=is_passive(own), dead=dead)
    if node.dep_ in SUBJECTS and node.head.lower_ in DEAD and node.head.dep_ in {"csubj", "csubjpass"}:
        # "the bodies of 1,000 deceased were returned", where the parser makes a clause of the people
        return verb_tells(node.head.head, passive=node.head.dep_ == "csubjpass", dead=True)
    if node.dep_ == "npadvmod" and node.head.lower_ == "more" and node.head.head.pos_ == "VERB":  # "to return 120 more"
        return verb_tells(node.head.head, passive=True, dead=dead, of=node)
    while seen.dep_ in {"conj", "appos"} and seen.head.pos_ in {"NOUN", "PROPN", "NUM", "PRON", "ADJ"} and seen.head != seen:
        seen = seen.head
        if seen.pos_ == "NOUN" and node.like_num and seen.dep_ not in {"conj", "appos"} and not _counts_people(seen):
            return None  # "13 graves, eight of them near the city"
    if seen.dep_ == "pobj" and seen.head.lower_ in {"including", "among", "of", "with"} and seen.head.dep_ == "prep":
        over = seen.head.head
        if seen.head.lower_ == "including" or (seen.head.lower_ == "among" and over.pos_ == "VERB"):
            if over.pos_ in {"NOUN", "PROPN", "NUM", "PRON"}:
                fallen = any(c.lower_ in DEAD for c in over.children) or over.lemma_.casefold() in nouns().remains
                through = governed(over, dead=dead or fallen) or noun_tells(over)
                if through is not None and through.fate is Fate.CASUALTIES:
                    return None if _own_participle(seen) else Telling(through.fate, through.word, "part of a counted whole")
                return Telling(through.fate, through.word, "part of a counted whole", through.frame) if through else None
            made = verb_tells(over, passive=True, dead=dead)
            return Telling(made.fate, made.word, "part of a counted whole", made.frame) if made else None
        owner = owner_of(seen)
        if owner is not None and owner.lemma_.casefold() in nouns().remains:
            return governed(owner, dead=True)
        return None
    if seen != node and seen.lower_ in {"those", "these"}:
        return noun_tells(seen)
    shared = _shared_object(seen)
    if shared is not None:
        return verb_tells(shared, passive=True, dead=dead, of=seen)
    if _inverted(seen):
        return as_subject(seen.head, dead=dead) or verb_tells(seen.head, passive=is_passive(seen.head), dead=dead, of=seen)
    if seen.dep_ not in SUBJECTS | PASSIVES | {"dobj", "obj", "attr", "oprd", "pobj", "dative"}:
        return None
    verb = seen.head
    if verb.dep_ == "auxpass":  # "were, according to a witness, executed"
        return verb_tells(verb.head, passive=True, dead=dead, of=seen)
    if seen.dep_ == "pobj" and _hedging(seen.head, seen):
        verb = seen.head.head
        active = seen.i < verb.i and not is_passive(verb)
        told = as_subject(verb, dead=dead) if active else verb_tells(verb, passive=True, dead=dead, of=seen)
        return told if verb.pos_ == "VERB" else None
    if seen.dep_ == "dative":  # "cost 14 civilians their lives"
        told = verb_tells(verb, passive=True, dead=dead, of=seen)
        return told if told is not None and told.rule == "cost them their lives" else None
    if seen.dep_ == "pobj":
        return _while(seen, dead=dead)
    if verb.pos_ not in {"VERB", "AUX", "NOUN", "ADJ"}:
        return None
    if seen.dep_ in SUBJECTS:
        return as_subject(verb, dead=dead)
    return verb_tells(verb, passive=True, dead=dead, of=seen)


def _own_participle(counted: Token) -> bool:
    """Whether what happened to some of the casualties is told of them: "including two lieutenants killed in action"."""
    return any(c.dep_ in {"acl", "amod"} and c.tag_ == "VBN" for t in (counted, *counted.conjuncts) for c in t.children)


def _while(counted: Token, *, dead: bool) -> Telling | None:
    """What happened "as 127 victims of the massacre were laid to rest", where the parser joins the verb to the one before "as"."""
    verb = counted.head.head
    later = next((c for c in verb.children if c.dep_ == "conj" and c.i > counted.i and meanwhile(verb, c) == counted), None)
    return verb_tells(later, passive=True, dead=dead) if later is not None else None


def _hedging(prep: Token, counted: Token) -> bool:
    """Whether a preposition is the hedge of a count: "wounding over 150", "between 200 and 300 people were buried there"."""
    if prep.lower_ not in {"over", "under", "above", "about", "around", "between"} or not prep.nbor(1).like_num:
        return False
    return counted.i == prep.i + 1 or (counted.i > prep.head.i) is (prep.i > prep.head.i)


def own_clause(number: Token) -> Token | None:
    """The verb right after a number that the parser hangs elsewhere: "boarded the vessel and thirteen were taken"."""
    if number.dep_ not in {"conj", "pobj", "appos"} or not number.like_num or number.i + 1 >= len(number.doc):
        return None
    if _counts_people(number.head):
        return None
    after = number.nbor(1)
    verb = after.head if after.dep_ in {"aux", "auxpass"} else None
    if verb is None or verb.i < after.i or verb.pos_ != "VERB":
        return None
    subject = next((c for c in verb.children if c.dep_ in SUBJECTS | PASSIVES), None)
    return verb if subject is None or number.dep_ == "conj" or subject == number else None


def _shared_object(counted: Token) -> Token | None:
    """The verb that a phrase is an object of too: "murdered the mayor, J. P., and two of his guards"."""
    verb = counted.head
    if counted.dep_ != "conj" or verb.pos_ != "VERB" or counted.i < verb.i or counted.pos_ not in {"NUM", "NOUN", "PROPN"}:
        return None
    return verb if any(c.dep_ in {"dobj", "obj"} and verb.i < c.i < counted.i for c in verb.children) else None


def _counts_people(noun: Token) -> bool:
    lemma = noun.lemma_.casefold()
    return is_person(noun) or lemma in nouns().remains or lemma in nouns().fates or lemma in nouns().tolls


def _inverted(node: Token) -> bool:
    """Whether a phrase after its verb is its subject: "were returned another 1,200 bodies", "there lay 37 people"."""
    verb = node.head
    if node.dep_ not in {"npadvmod", "dep", "dobj", "attr", "nsubj"} or node.i < verb.i or verb.pos_ != "VERB":
        return False
    if verb.lemma_ == "go" and any(c.lemma_ == "let" for c in verb.children):
        return True
    if any(c.dep_ in SUBJECTS | PASSIVES and c != node and c.lower_ != "there" for c in verb.children):
        return False
    passive = any(c.dep_ == "auxpass" for c in verb.children)
    return passive or (verb.lower_ in {"lie", "lies", "lay", "rest", "rests", "rested"} and node.dep_ != "nsubj")
