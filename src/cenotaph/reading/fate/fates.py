"""Which fate a counted group met, and which word tells it.

The rules go outward from the counted phrase: the noun itself, its modifiers, the noun it hangs on with "of", the verb that
governs it, the toll it is the number of. The first that tells a fate wins; each names itself, so that a trace can show it.
"""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Token

from ...model.terms import Fate, Unit
from ..count.counted import Quantity
from ..lexicon import around, nouns, table
from .clauses import HARMLESS
from .conditions import object_frame
from .governing import governed
from .jointly import after, and_missing, and_wounded, dead_or_remains, to_death
from .modifiers import modified, participle_after
from .naming_fates import acted, equated, noun_itself, of_act, of_cases, of_names, who
from .phrases import among_finds, in_grave, later_verb, named, phrased
from .tellings import HARMED, SUBJECTS, Telling, owner_of
from .tolls import homeward, label_before, label_of_things, listed, state_beside, tolled
from .verbfinal import verb_final

DEMANDING = around("demanding")


#: So many people who were shot, with no word of wounds, were shot dead.
MANY_SHOT = 20


def telling(q: Quantity, *, dead: bool = False) -> Telling | None:
    """The fate of one quantity, or None when its clause tells none. Dead and missing under one number are one fate.

    `dead`: the sentences before tell that a bare number counts dead or remains.
    """
    told = _telling(q, dead=dead)
    if told is not None and told.fate is Fate.KILLED and and_missing(told.word):
        return replace(told, fate=Fate.DEAD_OR_MISSING)
    if told is not None and told.fate is Fate.KILLED and (and_wounded(told.word) or and_wounded(after(q))):
        return replace(told, fate=Fate.CASUALTIES)
    if told is not None and told.fate is Fate.INJURED and told.word.lemma_ == "shoot" and (q.count.low or 0) >= MANY_SHOT:
        return told if {t.lower_ for t in told.word.sent} & HARMLESS else replace(told, fate=Fate.KILLED)
    if told is not None and told.fate is Fate.INJURED and to_death(told.word):
        return replace(told, fate=Fate.KILLED)
    if told is not None and told.fate is Fate.IDENTIFIED and q.lemma in table("people")["sought"]["nouns"]:
        return None  # police know who they are; nobody's remains are named
    if told is not None and told.fate is Fate.CAPTURED and _arrived(q, told):
        return Telling(Fate.RELEASED, q.node.head, "arrived after being held")
    if told is not None and told.fate is Fate.RELEASED and told.word.pos_ == "NOUN" and _demanded(told.word):
        return _held(q)
    return told


def _arrived(q: Quantity, told: Telling) -> bool:
    """ "Technicians who had been held by the rebels arrived in the port": those who come from captivity have been let go."""
    held = told.word.dep_ == "relcl" and any(c.dep_ == "aux" and c.lower_ == "had" for c in told.word.children)
    return held and q.node.dep_ in SUBJECTS and q.node.head.lemma_ in around("arriving")


def _demanded(release: Token) -> bool:
    """Whether a release is only asked for: "demanded the release of"."""
    before = release.doc[max(release.i - 4, release.sent.start) : release.i]
    return any(t.lemma_ in DEMANDING and t.pos_ == "VERB" for t in before)


def _held(q: Quantity) -> Telling | None:
    """ "The release of 14 officials it says are held by rebels": whoever is to be released is held."""
    last = q.noun if q.noun is not None and q.noun.i > q.number.i else q.number
    for token in q.number.doc[last.i + 1 : last.i + 7]:
        frame = object_frame(token, dead=False) if token.tag_ == "VBN" else None
        if frame is not None and frame.fate is Fate.CAPTURED:
            return Telling(Fate.CAPTURED, token, "held while their release is asked for", frame)
    return None


def _telling(q: Quantity, *, dead: bool) -> Telling | None:
    dead = dead or dead_or_remains(q)
    if q.remains is Unit.NAME:
        return of_names(q) or (phrased(q) if q.node.dep_ == "pobj" else None)
    if q.noun is None and label_of_things(q):
        return None
    if q.remains is Unit.CASE and (case := of_cases(q)) is not None:
        return case
    if q.noun is None and (labelled := label_before(q)) is not None:
        return labelled
    found = verb_final(q, dead=dead) or in_grave(q) or named(q) or phrased(q) or among_finds(q) or later_verb(q, dead=dead)
    if found is not None:
        return found
    among = q.node.dep_ == "pobj" and q.node.head.lower_ in {"among", "amongst"} and q.remains is not None
    if among and (own := participle_after(q)) is not None:
        return own
    verb = governed(q.node, dead=dead) or acted(q.node, dead=dead) or equated(q.node)
    unearthed = verb is not None and verb.word.lemma_ in {"exhume", "disinter", "unearth", "excavate"}
    verb = verb or who(q)
    if verb is not None and verb.fate is Fate.RECOVERED and not unearthed and _found_dead(q):
        verb = None  # people found dead are killed, only their bodies are recovered
    beside = state_beside(q)
    bodies = _of_bodies(q)
    if beside is not None and not bodies and (verb is None or verb.fate in HARMED):
        return beside
    if verb is not None:
        of_remains = (q.remains is not None or bodies) and verb.fate is Fate.KILLED
        of_samples = q.remains is Unit.SAMPLE and verb.fate is Fate.RECOVERED  # blood is collected, not found
        return None if of_remains or of_samples else verb
    if q.remains is not None:
        return of_names(q) or of_act(q.node, dead=True) or modified(q, dead=True) or participle_after(q)
    return (
        of_act(q.node, dead=dead)
        or modified(q)
        or of_names(q)
        or (homeward(q.noun) if q.noun is not None else None)
        or noun_itself(q)
        or tolled(q)
        or listed(q)
        or participle_after(q)
    )


def _of_bodies(q: Quantity) -> bool:
    """Whether it is bodies that are counted, by their people: "the bodies of 1,000 deceased", "the remains of five defenders"."""
    owner = owner_of(q.node)
    return owner is not None and owner.lemma_.casefold() in nouns().remains


def _found_dead(q: Quantity) -> bool:
    """Whether people, not their remains, are named: "six slain soldiers lay beside the road"."""
    return q.noun is not None and q.remains is None and not _of_bodies(q)


def unit_of(q: Quantity, fate: Fate) -> Unit:
    """What is counted: the unit of the remains that are named, bodies where a fate of remains is told, else persons."""
    if q.remains is not None:
        return q.remains
    owner = owner_of(q.node)
    if owner is not None and owner.lemma_.casefold() in nouns().remains:
        return nouns().remains[owner.lemma_.casefold()]
    return Unit.BODY if fate in {Fate.EXAMINED, Fate.UNIDENTIFIED, Fate.RECOVERED, Fate.RETURNED} else Unit.PERSON
