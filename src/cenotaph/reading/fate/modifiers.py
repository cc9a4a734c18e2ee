"""What stands on the counted noun: participles, adjectives, relative clauses."""

from __future__ import annotations

from spacy.tokens import Token

from ...model.terms import Fate
from ..count.counted import Quantity
from ..lexicon import nouns, saying, verbs
from .clauses import is_passive, verb_tells
from .conditions import object_frame
from .tellings import PASSIVES, SUBJECTS, Telling, owner_of


def modified(q: Quantity, *, dead: bool = False) -> Telling | None:
    """A participle, adjective or relative clause on the counted noun: "soldiers killed", "wounded men", "who died"."""
    states = verbs().states
    for base in dict.fromkeys(t for t in (q.noun, q.node) if t is not None):
        for child in base.children:
            if child.i > base.i and any(t.text == ":" for t in base.doc[base.i : child.i]):
                continue  # "30 casualties: 12 dead": another count's
            nameless = states.get(child.lower_) is Fate.UNIDENTIFIED and not dead  # "unidentified gunmen" are alive
            if child.dep_ in {"amod", "acl", "compound", "nmod"} and child.lower_ in states and not nameless:
                return Telling(states[child.lower_], child, "participle on the counted noun")
            frame = object_frame(child, dead=dead)
            to_be = child.dep_ in {"acl", "relcl"} and any(c.dep_ == "auxpass" and c.lower_ == "be" for c in child.children)
            if frame is not None and (to_be or (child.dep_ in {"amod", "acl", "compound"} and child.tag_ == "VBN")):
                return Telling(
                    frame.fate_dead if dead and frame.fate_dead else frame.fate, child, "participle on the counted noun", frame
                )
            if child.dep_ == "relcl" and (said := _said_of_them(child)) is not None:
                child = said
            if child.dep_ == "relcl" and any(t.lower_ == "among" and t.nbor(1).tag_ == "WP" for t in child.subtree):
                continue  # "six dead, among whom a major, and as many wounded"
            if child.dep_ == "relcl" and (unmatched := _unmatched(child)) is not None:
                return unmatched
            if child.dep_ in {"relcl", "ccomp"}:
                subject = next((c for c in child.children if c.dep_ in SUBJECTS | PASSIVES), None)
                if subject is None or subject.tag_ in {"WP", "WDT"} or _of_whom(subject):
                    made = verb_tells(
                        child, passive=is_passive(child) or (subject is not None and subject.dep_ in PASSIVES), dead=dead
                    )
                    if made is not None:
                        return made
                elif frame is not None and not any(
                    c.dep_ in {"dobj", "obj"} and c.tag_ not in {"WP", "WDT"} for c in child.children
                ):
                    return Telling(frame.fate_dead if dead and frame.fate_dead else frame.fate, child, "relative clause", frame)
                else:
                    carried = verb_tells(child, passive=True, dead=dead) if child.lemma_.casefold() in verbs().carriers else None
                    if carried is not None:
                        return carried
    return None


def _unmatched(verb: Token) -> Telling | None:
    """ "Bodies for which no match has been found": nobody knows whose they are."""
    subject = next((c for c in verb.children if c.dep_ in SUBJECTS | PASSIVES), None)
    no = subject is not None and any(c.lower_ == "no" for c in subject.children)
    if subject is None or not no or subject.lemma_.casefold() not in {"match", "name", "identity", "relative"}:
        return None
    return Telling(Fate.UNIDENTIFIED, verb, "without a name")


def _of_whom(subject: Token) -> bool:
    """ "All of whom died", "both of whom": all of those counted."""
    of = (g for c in subject.children if c.lower_ == "of" for g in c.children)
    return subject.lower_ in {"all", "both"} and any(g.tag_ in {"WP", "WDT"} for g in of)


def _said_of_them(verb: Token) -> Token | None:
    """The verb of what is said of people in a relative clause: "whom they say were killed"."""
    if verb.lemma_.casefold() not in saying().verbs:
        return None
    return next((c for c in verb.children if c.dep_ == "ccomp" and any(g.tag_ in {"WP", "WDT"} for g in c.children)), None)


def participle_after(q: Quantity) -> Telling | None:
    """A participle right after the counted, whatever the parser hangs it on: "220 sets of remains unearthed there"."""
    if q.noun is None:
        return None
    owner = owner_of(q.node)
    dead = q.remains is not None or (owner is not None and owner.lemma_.casefold() in nouns().remains)
    of = [g for c in q.noun.children if c.lower_ == "of" for g in c.children]
    last = max(t.i for t in [q.noun, *of])
    after = next((t for t in q.noun.doc[last + 1 : last + 3] if t.text not in {"”", '"', "'", "’"}), None)
    frame = object_frame(after, dead=dead) if after is not None and after.tag_ == "VBN" else None
    if frame is None or after is None:
        return None
    return Telling(frame.fate_dead if dead and frame.fate_dead else frame.fate, after, "participle after the counted", frame)


def modified_owner(owner: Token) -> Telling | None:
    for child in owner.children:
        frame = object_frame(child, dead=True)
        if child.dep_ in {"acl", "amod"} and child.tag_ == "VBN" and frame is not None:
            return Telling(frame.fate_dead or frame.fate, child, "participle on the remains", frame)
    return None
