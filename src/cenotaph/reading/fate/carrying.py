"""States and nouns that a verb carries: "remain missing", "left 12 dead", "lost their lives", "in critical condition"."""

from __future__ import annotations

from spacy.tokens import Token

from ...model.terms import Fate
from ..lexicon import verbs
from .tellings import PASSIVES, SUBJECTS, Telling

#: "Were found shot": of whom it is said so, they were found dead.
FOUND_DEAD = {"shot", "strangled", "stabbed", "beheaded", "hanged", "decapitated"}


def light(verb: Token) -> Telling | None:
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


def carried(verb: Token) -> Telling | None:
    """A state that a copula or a verb of finding carries: "remain missing", "left 12 dead", "were found dead"."""
    table = verbs()
    if verb.lemma_.casefold() not in table.carriers:
        return None
    for child in verb.children:
        if any(c.dep_ in SUBJECTS | PASSIVES | {"auxpass"} for c in child.children):
            continue  # "he said 31 were killed": the state of others
        if child.dep_ == "conj" and any(c.dep_ in {"dobj", "obj"} for c in child.children):
            continue  # "shot dead three and arrested 14": what was done to others
        if verb.lemma_ == "find" and child.lower_ in FOUND_DEAD:
            return Telling(Fate.KILLED, child, "state after the verb")
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
        if phrase is not None and verb.lemma_ != "die" and not _harmless_condition(child):
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


def _of_missing(roll: Token) -> bool:
    return any(t.lower_ in {"missing", "disappeared"} for t in roll.subtree)
