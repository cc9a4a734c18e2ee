"""What a verb tells of its subject and object: frames, states that it carries, light verbs, open and coordinated clauses."""

from __future__ import annotations

from spacy.tokens import Token

from ...model.terms import Fate, Role
from ..count.counted import is_person
from ..lexicon import Frame, around, people, table, verbs
from .carrying import carried, light
from .conditions import fallen, lemma_of, object_frame, subject_frame
from .tellings import CAPTIVES, PASSIVES, SUBJECTS, Telling

MAY_STAND_ALONE = around("alone")


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
        carried(verb)
        or light(verb)
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
    if passive and lemma in {"see", "hear"} and _negated(verb) and any(c.lower_ in {"again", "since", "of"} for c in verb.children):
        return Telling(Fate.MISSING, verb, "never seen again")
    if of is not None and of.dep_ == "dative" and lemma in table.lives and any(c.lemma_ == "life" for c in verb.children):
        return Telling(Fate.KILLED, verb, "cost them their lives")
    state = carried(verb)
    if state is not None:
        return state
    if passive and lemma in {"sentence", "condemn"} and _to_death(verb) and verb.dep_ != "relcl" and not _earlier(verb):
        return Telling(Fate.CAPTURED, verb, "sentenced to death")
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
        return light(verb)
    if of is not None and lemma in table.lose and _of_people(of) and of.dep_ in {"dobj", "obj"} and not _figurative(of):
        return Telling(Fate.KILLED, verb, "lost people")
    return (_conjoined(verb, dead=dead) or _open_clause(verb, dead=dead)) if passive else None


def _earlier(verb: Token) -> bool:
    """Whether it had happened before what is told: "had been sentenced"."""
    return any(c.dep_ == "aux" and c.lower_ == "had" for c in verb.children)


def _to_death(verb: Token) -> bool:
    """ "Machine-gunned three students to death"."""
    return any(
        c.lower_ == "to" and any(g.lower_ == "death" and not any(True for _ in g.children) for g in c.children)
        for c in verb.children
    )


EARTH = around("earth")


def _from_the_earth(verb: Token) -> bool:
    """ "The rubble gives up fifteen more dead"."""
    subject = next((c for c in verb.children if c.dep_ in SUBJECTS), None)
    return subject is not None and subject.lemma_.casefold() in EARTH and any(c.lower_ == "up" for c in verb.children)


def _of_people(lost: Token) -> bool:
    """People, or a number of them: "lost nine of its leaders"."""
    of = [g for c in lost.children if c.lower_ == "of" for g in c.children]
    forces = table("parties")["forces"]["nouns"]
    army = any(c.dep_ in SUBJECTS and (c.lemma_.casefold() in forces or is_person(c)) for c in lost.head.children)
    return is_person(lost) or (lost.like_num and (any(is_person(g) for g in of) or (not of and army)))


def _figurative(lost: Token) -> bool:
    """ "The nation has lost a leader": nobody was killed; "lost one fighter", "lost nine men" are losses."""
    ours = any(c.dep_ in SUBJECTS and c.lower_ == "we" for c in lost.head.children)
    fighter = ours and people().roles.get(lost.lemma_.casefold()) is Role.COMBATANT
    return (
        not fighter
        and lost.tag_ in {"NN", "NNP"}
        and any(c.lower_ in {"a", "an", "the", "its", "their", "our"} for c in lost.children)
    )


def _negated(verb: Token) -> bool:
    """ "Not", "never", or still to be done: "have yet to be found"."""
    if any(c.dep_ == "neg" for c in verb.children):
        return True
    if verb.dep_ != "xcomp":
        return False
    waiting = any(c.lower_ in {"yet", "still"} for c in verb.head.children)
    return waiting or verb.head.lemma_ == "remain"  # "are still to be found", "remain to be identified"


DEADLY = around("deadly")


HARMLESS = around("harmless")


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


def meanwhile(verb: Token, later: Token) -> Token | None:
    """The people behind an "as" between two verbs, of whom the later one tells: the parser takes "as" for a preposition there."""
    after = (c for c in verb.children if c.lower_ == "as" and c.dep_ == "prep" and c.i < later.i)
    people = (g for c in after for g in c.children if g.dep_ == "pobj" and is_person(g))
    passive = any(c.dep_ == "auxpass" for c in later.children)
    return next((g for g in people if passive and g.tag_ in {"NNS", "NNPS"}), None)


def _conjoined(verb: Token, *, dead: bool) -> Telling | None:
    """A verb that shares its subject with a later one: "were ambushed and killed"."""
    for other in verb.conjuncts:
        if other.i < verb.i or any(c.dep_ in SUBJECTS | PASSIVES | {"dobj", "obj"} for c in other.children):
            continue
        if meanwhile(verb, other) is not None:
            continue  # "thousands gathered as 127 victims were laid to rest"
        if other.lower_ in verbs().states and (other.lower_ != "fallen" or fallen(other)):
            return Telling(verbs().states[other.lower_], other, "shared subject")
        if other.lower_ == "died":
            return Telling(Fate.KILLED, other, "shared subject")
        frame = subject_frame(other, dead=dead) or (object_frame(other, dead=dead) if other.tag_ == "VBN" else None)
        if frame is not None:
            return Telling(frame.fate, other, "shared subject", frame)
    return None
