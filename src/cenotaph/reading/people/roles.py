"""Which role counted people have, from the nouns and modifiers that name them."""

from __future__ import annotations

import re

from spacy.tokens import Token

from ...model.terms import Role
from ..count.counted import Quantity, is_person
from ..lexicon import people


def role_of(q: Quantity, people: Token | None = None) -> Role:
    """The role that the counted words tell, or those of the toll they belong to; both kinds named together are mixed."""
    own = q.noun is not None and noun_role(q.noun) is not Role.UNKNOWN
    noun = q.noun if own else people or q.noun
    if noun is None:
        return Role.UNKNOWN
    heads = [noun, *_coordinated(noun)]
    heads += [
        g
        for h in list(heads)
        for c in h.children
        if c.lower_ == "of" and c.dep_ == "prep"
        for g in c.children
        if g.dep_ == "pobj" and (q.remains or not is_person(h))
    ]
    told = {role for h in heads for role in [noun_role(h)] if role is not Role.UNKNOWN}
    if {Role.COMBATANT, Role.CIVILIAN} <= told:
        return Role.MIXED
    return next(iter(told), Role.UNKNOWN)


def _coordinated(noun: Token) -> list[Token]:
    """The people joined to a noun under one count: "soldiers and civilians", up to the next counted noun."""
    joined = []
    for other in noun.conjuncts:
        if other.i < noun.i or not is_person(other):
            continue
        if any(g.like_num or g.lower_ in {"a", "an", "another", "one"} for g in other.children):
            break
        joined.append(other)
    return joined


def noun_role(noun: Token) -> Role:
    """The role that one noun tells with its modifiers: "armed men" are combatants, "union members" civilians."""
    known = people()
    lemma = noun.lemma_.casefold()
    singular = re.sub(r"men$", "man", lemma.removesuffix("s") if noun.tag_ == "NNPS" else lemma)
    role = known.roles.get(singular, known.roles.get(noun.lower_, Role.UNKNOWN))
    if role is Role.UNKNOWN:
        match = re.search(r"(?:^|-)(\w+?)$", lemma)
        role = known.roles.get(match.group(1), Role.UNKNOWN) if match else role
    if any(c.lower_ == "of" and any(g.lower_ == "war" for g in c.children) for c in noun.children):
        return Role.COMBATANT
    in_two_words = (f"{c.lemma_.casefold()} {singular}" for c in noun.children if c.dep_ in {"amod", "compound", "nmod"})
    role = next((known.roles[name] for name in in_two_words if name in known.roles), role)
    if role is not Role.UNKNOWN:
        return role
    told = [
        known.modifiers[w]
        for c in noun.children
        if c.dep_ in {"amod", "compound", "nmod"}
        for w in (c.lemma_.casefold(), c.lower_)
        if w in known.modifiers
    ]
    return told[-1] if told else Role.UNKNOWN
