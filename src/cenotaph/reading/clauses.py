"""What a verb tells of its subject and object: frames, states that it carries, light verbs, open and coordinated clauses."""

from __future__ import annotations

import re

from spacy.tokens import Token

from ..model.terms import Fate, Role
from .counted import is_person
from .lexicon import Frame, nouns, people, table, verbs
from .tellings import CAPTIVES, PASSIVES, SUBJECTS, Telling

#: "Around 70 people are thought to lie beneath the dump": of people who are only supposed to lie somewhere.
SUPPOSING = {"think", "believe", "presume", "suspect", "fear", "suppose", "say", "assume", "reckon", "know", "report"}
#: Verbs of these classes that are also said of somebody who acts alone.
MAY_STAND_ALONE = {
    "return",
    "surrender",
    "hold",
    "transfer",
    "pass",
    "disappear",
    "exchange",
    "release",
    "find",
    "discover",
    "give",
    "send",
    "report",
}


def as_subject(verb: Token, *, dead: bool) -> Telling | None:
    """The fate of a subject. A bare participle after a subject is headline grammar: "12 hurt in blast"."""
    table = verbs()
    inverted = verb.lemma_ == "be" and verb.dep_ == "advcl" and any(c.lower_ == "as" for c in verb.children)
    if inverted and not any(c.dep_ in {"attr", "acomp"} for c in verb.children):  # "90 were wounded, as were 17 policemen"
        return verb_tells(verb.head, passive=True, dead=dead)
    if verb.lower_ in table.states and not any(c.dep_ in {"dobj", "obj"} for c in verb.children):
        return Telling(table.states[verb.lower_], verb, "state after the counted")
    if verb.lemma_ == "go" and any(c.lemma_ == "let" and c.dep_ == "aux" for c in verb.children):  # "let go 27 boys"
        return Telling(Fate.RETURNED if dead else Fate.RELEASED, verb, "let go")
    if verb.head.lemma_ == "let" and verb.lemma_ in {"go", "leave", "run", "walk", "return", "pass"} and verb.head != verb:
        return Telling(Fate.RETURNED if dead else Fate.RELEASED, verb.head, "let go")
    at_home = any(g.lemma_ == "home" for c in verb.children for g in (c, *c.children))
    if verb.lemma_ in {"return", "reappear"} and (not dead or at_home) and _negated(verb):
        return Telling(Fate.MISSING, verb, "have not come back")
    frame = subject_frame(verb, dead=dead)
    if frame is not None and verb.lower_ == "lay" and frame.fate is Fate.BURIED:
        return Telling(Fate.RECOVERED, verb, "lay in an opened grave", frame)
    if frame is not None:
        return Telling(
            frame.fate_dead or frame.fate if dead and frame.fate_dead else frame.fate, verb, "subject of the verb", frame
        )
    return (
        _carried(verb)
        or _light(verb)
        or _open_clause(verb, dead=dead)
        or _headline(verb, dead=dead)
        or (_conjoined(verb, dead=dead) if not any(c.dep_ in {"dobj", "obj"} for c in verb.children) else None)
    )


def _headline(verb: Token, *, dead: bool) -> Telling | None:
    """A verb that needs an object and has none is a passive of headlines: "563 fallen soldiers repatriated to Ukraine"."""
    bare = verb.tag_ in {"VBD", "VBN"} and not any(
        c.dep_ in {"dobj", "obj", "aux", "ccomp", "prt", "dative"} for c in verb.children
    )
    frame = object_frame(verb, dead=dead) if bare and verb.dep_ == "ROOT" and verb.lemma_ not in MAY_STAND_ALONE else None
    if frame is None or _through_preposition(verb, frame):
        return None
    return Telling(frame.fate_dead if dead and frame.fate_dead else frame.fate, verb, "headline", frame)


def _through_preposition(verb: Token, frame: Frame) -> bool:
    """Whether the verb has its object behind a preposition that it needs: "300 searched for the missing"."""
    needed = frame.require.get(lemma_of(verb), ())
    return any(c.dep_ == "prep" and c.lower_ in needed and any(g.dep_ == "pobj" for g in c.children) for c in verb.children)


def _open_clause(verb: Token, *, dead: bool) -> Telling | None:
    """The verb in an open clause that shares the subject: "are expected to be released", "have yet to be looked at"."""
    for child in verb.children:
        if (
            child.dep_ in {"xcomp", "ccomp"}
            and child.pos_ in {"VERB", "AUX"}
            and not any(c.dep_ in SUBJECTS | PASSIVES for c in child.children)
        ):
            passive = any(c.dep_ == "auxpass" for c in child.children)
            made = verb_tells(child, passive=True, dead=dead) if passive else as_subject(child, dead=dead)
            if made is not None:
                return made
    return None


def _light(verb: Token) -> Telling | None:
    """What a light verb and its noun tell of the subject: "lost their lives", "suffered burns", "regained their freedom"."""
    lemma = verb.lemma_.casefold()
    named = [c for c in verb.children if c.dep_ in {"dobj", "obj"}]
    named += [g for c in verb.children if c.dep_ == "prep" and c.lower_ in {"with", "to"} for g in c.children if g.dep_ == "pobj"]
    if any(c.lower_ in {"around", "about"} and any(g.lemma_ == "life" for g in c.children) for c in verb.children):
        return Telling(Fate.KILLED, verb, "light verb and its noun")  # translated from German: "around the life come"
    nouns_told = {t.lemma_.casefold() for t in named if not any(c.lower_ == "no" for c in t.children)}
    found = next((fate for fate, said, of in verbs().light if lemma in said and nouns_told & of), None)
    return Telling(found, verb, "light verb and its noun") if found is not None else None


def lives(owner: Token) -> Telling | None:
    verb = owner.head
    return Telling(Fate.KILLED, verb, "claimed the lives") if verb.lemma_ in verbs().lives else None


def is_passive(verb: Token) -> bool:
    return any(c.dep_ in {"auxpass", "nsubjpass"} for c in verb.children) or verb.tag_ == "VBN"


def verb_tells(verb: Token, *, passive: bool, dead: bool, of: Token | None = None) -> Telling | None:
    """The fate that a verb gives its object (passive: its subject), or carries for it."""
    table = verbs()
    lemma = verb.lemma_.casefold()
    if of is not None and lemma in table.lives and of.lemma_ == "life":
        return Telling(Fate.KILLED, verb, "claimed the lives")
    if passive and lemma in {"find", "trace", "locate"} and _negated(verb):
        return Telling(Fate.MISSING, verb, "not found")
    if of is not None and of.dep_ == "dative" and lemma in table.lives and any(c.lemma_ == "life" for c in verb.children):
        return Telling(Fate.KILLED, verb, "cost them their lives")
    carried = _carried(verb)
    if carried is not None:
        return carried
    if passive and lemma not in {"sentence", "condemn"} and _to_death(verb):
        return Telling(Fate.KILLED, verb, "to death")
    if passive and lemma == "give" and dead and _from_the_earth(verb):
        return Telling(Fate.RECOVERED, verb, "given up by the earth")
    captives = of is not None and of.lemma_.casefold() in CAPTIVES
    frame = object_frame(verb, dead=dead, captives=captives) if passive else subject_frame(verb, dead=dead)
    if frame is not None and not passive:
        return Telling(frame.fate, verb, "subject of the verb", frame)
    if frame is not None:
        if frame.fate is Fate.INJURED and lemma == "shoot" and _among_the_dead(verb):
            return Telling(Fate.KILLED, verb, "shot, where the dead are spoken of", frame)
        worse = _worse(verb) if frame.fate is Fate.INJURED else None
        if worse is not None:
            return Telling(Fate.KILLED, worse, "object of the verb", object_frame(worse, dead=dead))
        fate = frame.fate_dead if dead and frame.fate_dead is not None else frame.fate
        if fate is Fate.IDENTIFIED and _negated(verb):
            fate = Fate.UNIDENTIFIED
        return Telling(fate, verb, "object of the verb", frame)
    if not passive and lemma in {"lose"}:
        return _light(verb)
    if of is not None and lemma in table.lose and _of_people(of) and of.dep_ in {"dobj", "obj"} and not _figurative(of):
        return Telling(Fate.KILLED, verb, "lost people")
    return (_conjoined(verb, dead=dead) or _open_clause(verb, dead=dead)) if passive else None


def _to_death(verb: Token) -> bool:
    """ "Machine-gunned three students to death"."""
    return any(
        c.lower_ == "to" and any(g.lower_ == "death" and not any(True for _ in g.children) for g in c.children)
        for c in verb.children
    )


EARTH = {
    "rubble",
    "well",
    "river",
    "sea",
    "earth",
    "ground",
    "grave",
    "pit",
    "ruin",
    "wreckage",
    "sand",
    "mud",
    "water",
    "forest",
    "lake",
    "soil",
}


def _from_the_earth(verb: Token) -> bool:
    """ "The rubble gives up fifteen more dead"."""
    subject = next((c for c in verb.children if c.dep_ in SUBJECTS), None)
    return subject is not None and subject.lemma_.casefold() in EARTH and any(c.lower_ == "up" for c in verb.children)


def _of_people(lost: Token) -> bool:
    """People, or a number of them: "lost nine of its leaders"."""
    of = (g for c in lost.children if c.lower_ == "of" for g in c.children)
    return is_person(lost) or (lost.like_num and any(is_person(g) for g in of))


def _figurative(lost: Token) -> bool:
    """ "The nation has lost a leader": nobody was killed; "lost one fighter", "lost nine men" are losses."""
    ours = any(c.dep_ in SUBJECTS and c.lower_ == "we" for c in lost.head.children)
    fighter = ours and people().roles.get(lost.lemma_.casefold()) is Role.COMBATANT
    return (
        not fighter
        and lost.tag_ in {"NN", "NNP"}
        and any(c.lower_ in {"a", "an", "the", "its", "their", "our"} for c in lost.children)
    )


def lemma_of(verb: Token) -> str:
    """The verb's lemma; the lemmatiser leaves a doubled consonant on verbs that it does not know ("machinegunned")."""
    lemma = verb.lemma_.casefold()
    if verb.lower_ == "lay" and not any(c.dep_ in {"nsubj", "aux"} for c in verb.children):
        return "lie"
    bare = re.sub(r"([bdglmnprt])\1e?$", r"\1", lemma)
    return bare if bare != lemma and bare in verbs().by_object else lemma


def _negated(verb: Token) -> bool:
    """ "Not", "never", or still to be done: "have yet to be found"."""
    if any(c.dep_ == "neg" for c in verb.children):
        return True
    if verb.dep_ != "xcomp":
        return False
    waiting = any(c.lower_ in {"yet", "still"} for c in verb.head.children)
    return waiting or verb.head.lemma_ == "remain"  # "are still to be found", "remain to be identified"


def object_frame(verb: Token, *, dead: bool, captives: bool = False) -> Frame | None:
    """The first class of this verb whose conditions hold for the people at its object."""
    frames = verbs().by_object.get(lemma_of(verb), ())
    return next((f for f in frames if _met(f, verb, dead=dead, captives=captives)), None)


def subject_frame(verb: Token, *, dead: bool) -> Frame | None:
    """The first class of this verb whose conditions hold for the people at its subject."""
    frames = verbs().by_subject.get(lemma_of(verb), ())
    return next((f for f in frames if _met(f, verb, dead=dead)), None)


#: Words around "shot" that tell whether it was to death: the guide takes "shot" alone for injured.
DEADLY = {
    "massacre",
    "massacred",
    "executed",
    "execution",
    "executions",
    "grave",
    "graves",
    "bodies",
    "corpses",
    "killed",
    "dead",
    "died",
    "murdered",
    "squad",
    "buried",
    "victims",
}
HARMLESS = {
    "wounded",
    "injured",
    "hospital",
    "leg",
    "legs",
    "arm",
    "foot",
    "treated",
    "survived",
    "recovering",
    "hurt",
    "shoulder",
    "rubber",
}


def _among_the_dead(verb: Token) -> bool:
    """Whether a paragraph that tells of people shot speaks of dead people, and its sentence of none that were only hurt."""
    near = {t.lower_ for t in verb.sent}
    return not near & HARMLESS and any(t.lower_ in DEADLY for t in verb.doc)


def _worse(verb: Token) -> Token | None:
    """The verb of killing that shares an object with one of hurting: "shot and killed"."""
    for other in verb.conjuncts:
        if (
            other.i > verb.i
            and other.lemma_ in {"die", "succumb", "perish"}
            and not any(c.dep_ in SUBJECTS for c in other.children)
        ):
            return other
        frame = object_frame(other, dead=False)
        own = any(c.dep_ in SUBJECTS | PASSIVES | {"dobj"} for c in other.children)
        if frame is not None and frame.fate is Fate.KILLED and not own:
            return other
    return None


def _conjoined(verb: Token, *, dead: bool) -> Telling | None:
    """A verb that shares its subject with a later one: "were ambushed and killed"."""
    for other in verb.conjuncts:
        if other.i < verb.i or any(c.dep_ in SUBJECTS | PASSIVES | {"dobj", "obj"} for c in other.children):
            continue
        if other.lower_ in verbs().states and (other.lower_ != "fallen" or _fallen(other)):
            return Telling(verbs().states[other.lower_], other, "shared subject")
        if other.lower_ == "died":
            return Telling(Fate.KILLED, other, "shared subject")
        frame = subject_frame(other, dead=dead) or (object_frame(other, dead=dead) if other.tag_ == "VBN" else None)
        if frame is not None:
            return Telling(frame.fate, other, "shared subject", frame)
    return None


def _carried(verb: Token) -> Telling | None:
    """A state that a copula or a verb of finding carries: "remain missing", "left 12 dead", "were found dead"."""
    table = verbs()
    if verb.lemma_.casefold() not in table.carriers:
        return None
    for child in verb.children:
        if any(c.dep_ in SUBJECTS | PASSIVES | {"auxpass"} for c in child.children):
            continue  # "he said 31 were killed": the state of others
        if child.lower_ in table.states and child.dep_ in {
            "acomp",
            "oprd",
            "attr",
            "ccomp",
            "xcomp",
            "amod",
            "advmod",
            "conj",
            "advcl",
            "dobj",
        }:
            missing_too = table.states[child.lower_] is Fate.KILLED and any(c.lower_ == "missing" for c in child.children)
            return Telling(Fate.DEAD_OR_MISSING if missing_too else table.states[child.lower_], child, "state after the verb")
        if child.lower_ in {"on", "in"} and any(
            g.lemma_ in {"list", "register", "registry", "roll", "database"} and _of_missing(g) for g in child.children
        ):
            return Telling(Fate.MISSING, child, "on the list of the missing")
        phrase = next((f for g in child.children if (f := table.phrases.get((child.lower_, g.lower_))) is not None), None)
        if phrase is not None and not _harmless_condition(child):
            return Telling(phrase, child, "state after the verb")
        if child.lower_ in {"as", "among"}:
            inside = next((g for g in child.children if g.dep_ in {"pobj", "pcomp", "amod"} and g.lower_ in table.states), None)
            if inside is not None and not (child.lower_ == "as" and verb.lemma_ == "be"):
                both = table.states[inside.lower_] is Fate.KILLED and any(c.lower_ == "missing" for c in inside.children)
                return Telling(Fate.DEAD_OR_MISSING if both else table.states[inside.lower_], inside, "state after the verb")
        if child.lower_ == "to" and any(g.lower_ == "death" for g in child.children):
            return Telling(Fate.KILLED, verb, "to death")
    return None


def _harmless_condition(prep: Token) -> bool:
    """ "In good condition": only a bad one tells of wounds."""
    condition = next((g for g in prep.children if g.lemma_ == "condition"), None)
    return condition is not None and not any(
        c.lower_ in {"critical", "serious", "grave", "severe", "threatening"} for c in condition.children
    )


def _met(frame: Frame, verb: Token, *, dead: bool, captives: bool = False) -> bool:
    """Whether the frame's conditions hold: particles that the verb needs, remains where only remains count."""
    lemma = lemma_of(verb)
    if (lemma in frame.remains_only and not dead) or (lemma in frame.not_remains and dead):
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
        return _fallen(verb)
    if lemma == "take" and frame.fate is Fate.CAPTURED and _taken_by_force(verb):
        return True
    needed = frame.require.get(lemma)
    if not needed or (lemma == "hold" and (_has(verb, {"auxpass", "nsubjpass"}) or _held_by_somebody(verb))):
        return True
    if dead and frame.fate_dead is not None and lemma in {"send", "bring", "give", "fly", "arrive"}:
        return not any(c.lower_ in {"up", "out"} for c in verb.children)
    words = " ".join(t.lower_ for t in verb.subtree)
    return any(f" {phrase} " in f" {words} " for phrase in needed)


def _lies_buried(verb: Token, lemma: str, *, dead: bool) -> bool:
    """Whether people or their remains are said or supposed to lie in the ground: "may lie in the ravine"."""
    somewhere = any(c.dep_ == "prep" or c.lower_ == "there" for c in verb.children)
    where = somewhere or any(c.lower_ == "where" for c in verb.head.children)
    modal = any(c.tag_ == "MD" for c in verb.children)
    supposed = (verb.dep_ == "xcomp" and verb.head.lemma_ in SUPPOSING) or (modal and somewhere)
    return (supposed and where) or _in_the_ground(verb, lemma) or (dead and (verb.dep_ == "xcomp" or modal))


def _taken_by_force(verb: Token) -> bool:
    """ "Militiamen stormed the office and took 11 workers": armed men who take people, nowhere in particular, take them captive."""
    subject = next((c for v in (verb, verb.head) for c in v.children if c.dep_ in SUBJECTS), None)
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


def _of_missing(roll: Token) -> bool:
    return any(t.lower_ in {"missing", "disappeared"} for t in roll.subtree)


def _fallen(verb: Token) -> bool:
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
