"""Which class a verb belongs to here: frames whose conditions hold, particles, people or remains, who does it, where they lie."""

from __future__ import annotations

import re

from spacy.tokens import Token

from ...model.terms import Fate, Role
from ..count.counted import is_person
from ..lexicon import Frame, around, nouns, people, table, verbs
from .tellings import CAPTIVES, SUBJECTS

SUPPOSING = around("supposing")


def lemma_of(verb: Token) -> str:
    """The verb's lemma; the lemmatiser leaves a doubled consonant on verbs that it does not know ("machinegunned")."""
    lemma = verb.lemma_.casefold()
    if verb.lower_ == "lay" and not any(c.dep_ in {"nsubj", "aux"} for c in verb.children):
        return "lie"
    bare = re.sub(r"([bdglmnprt])\1e?$", r"\1", lemma)
    return bare if bare != lemma and bare in verbs().by_object else lemma


def object_frame(verb: Token, *, dead: bool, captives: bool = False) -> Frame | None:
    """The first class of this verb whose conditions hold for the people at its object."""
    frames = verbs().by_object.get(lemma_of(verb), ())
    return next((f for f in frames if _met(f, verb, dead=dead, captives=captives)), None)


def subject_frame(verb: Token, *, dead: bool) -> Frame | None:
    """The first class of this verb whose conditions hold for the people at its subject."""
    frames = verbs().by_subject.get(lemma_of(verb), ())
    return next((f for f in frames if _met(f, verb, dead=dead)), None)


def _met(frame: Frame, verb: Token, *, dead: bool, captives: bool = False) -> bool:
    """Whether the frame's conditions hold: particles that the verb needs, remains where only remains count."""
    lemma = lemma_of(verb)
    if lemma in frame.remains_only and not dead and not (frame.fate is Fate.RELEASED and _brought_home(verb)):
        return False
    if lemma in frame.not_remains and dead:
        return False
    if lemma in frame.not_captives and _of_captives(verb):
        return False
    if lemma == "lie" and frame.fate is Fate.RECOVERED and not dead and _in_the_ground(verb, lemma):
        return False
    lies = lemma == "lie" and frame.fate is Fate.BURIED
    if frame.remains_subject and lemma in frame.subject and not dead and not lies and not _in_the_ground(verb, lemma):
        return False
    if frame.captives_or_remains and not (dead or captives or _of_captives(verb)):
        return False
    if lemma in {"lie", "rest"} and frame.fate is Fate.BURIED:
        return _lies_buried(verb, lemma, dead=dead)
    if lemma == "fall" and frame.fate is Fate.KILLED:
        return fallen(verb)
    if lemma == "take" and frame.fate is Fate.CAPTURED and _taken_by_force(verb):
        return True
    needed = frame.require.get(lemma)
    if not needed or (lemma == "hold" and (_has(verb, {"auxpass", "nsubjpass"}) or _held_by_somebody(verb))):
        return True
    if dead and frame.fate_dead is not None and not frame.receiver and lemma in {"send", "bring", "give", "fly", "arrive"}:
        return not any(c.lower_ in {"up", "out"} for c in verb.children)
    words = " ".join(t.lower_ for t in verb.subtree)
    own = {c.lower_ for c in verb.children}
    return any(f" {phrase} " in f" {words} " and (phrase != "out" or phrase in own) for phrase in needed)


def _brought_home(verb: Token) -> bool:
    """ "3,767 persons have been brought back since 2022", in a report on captives: the living come home so too."""
    carried = verb.lemma_ in {"bring", "fly", "ferry", "bus", "transport", "carry"}
    return carried and any(c.lower_ in {"home", "back"} for c in verb.children) and _of_captives(verb)


def _lies_buried(verb: Token, lemma: str, *, dead: bool) -> bool:
    """Whether people or their remains are said or supposed to lie in the ground: "may lie in the ravine"."""
    somewhere = any(c.dep_ == "prep" or c.lower_ == "there" for c in verb.children)
    where = somewhere or any(c.lower_ == "where" for c in verb.head.children)
    modal = any(c.tag_ == "MD" for c in verb.children)
    supposed = (verb.dep_ == "xcomp" and verb.head.lemma_ in SUPPOSING) or (modal and somewhere)
    return (supposed and where) or _in_the_ground(verb, lemma) or (dead and (verb.dep_ == "xcomp" or modal))


def _taken_by_force(verb: Token) -> bool:
    """ "Militiamen stormed the office and took 11 workers": armed men who take people, nowhere in particular, take them captive."""
    agent = next((g for c in verb.children if c.dep_ == "agent" for g in c.children), None)
    subject = agent or next((c for v in (verb, verb.head) for c in v.children if c.dep_ in SUBJECTS), None)
    if subject is None or any(c.dep_ in {"prep", "prt", "advmod", "oprd"} for c in verb.children):
        return False
    return (
        subject.lemma_.casefold() in table("parties")["forces"]["nouns"]
        or people().roles.get(subject.lemma_.casefold()) is Role.COMBATANT
    )


def _has(verb: Token, roles: set[str]) -> bool:
    return any(c.dep_ in roles for c in verb.children)


def _held_by_somebody(verb: Token) -> bool:
    """ "Azerbaijan is holding 200 of its people": not "the hall holds 200", "the army held 12 meetings" (those are no people)."""
    if any(t.lower_ in {"contempt", "accountable", "responsible", "liable", "guilty"} for t in verb.subtree):
        return False
    subject = next((c for c in verb.children if c.dep_ in SUBJECTS), None)
    if verb.tag_ == "VBG" and any(c.dep_ == "dobj" and is_person(c) for c in verb.children):
        return True
    return subject is not None and (subject.ent_type_ in {"GPE", "NORP", "ORG"} or subject.lower_ == "they" or is_person(subject))


def fallen(verb: Token) -> bool:
    """Whether people who fell died: not "fell ill", "fell into captivity", "fell to 12", "fell behind"."""
    bars = {
        "into",
        "to",
        "from",
        "off",
        "behind",
        "under",
        "below",
        "short",
        "within",
        "ill",
        "sick",
        "asleep",
        "silent",
        "apart",
        "back",
        "by",
        "out",
        "down",
        "over",
    }
    return not any(c.lower_ in bars for c in verb.children)


def _in_the_ground(verb: Token, lemma: str) -> bool:
    """ "Lie in a mass grave", "in the mausoleum rest …", "here lie the victims": people of whom nobody says that they are dead."""
    return lemma in {"lie", "rest"} and any(t.lemma_.casefold() in nouns().graves | {"victim"} for t in verb.subtree)


def _of_captives(verb: Token) -> bool:
    """Whether the report speaks of captives, so that coming home is being freed."""
    if "captives" in verb.doc.user_data:
        return bool(verb.doc.user_data["captives"])
    return any(t.lemma_.casefold() in CAPTIVES | {"exchange", "swap"} for t in verb.doc)
