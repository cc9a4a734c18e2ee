"""Who can be a party: sides by their names, adjectives and bodies; what a noun stands for that does or receives something."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from spacy.tokens import Token

from ...model.reference import Reference, Side, SideKind, folded
from ..count.counted import is_person
from ..lexicon import table
from ..pipeline import text_of
from ..speech.speakers import phrase


@dataclass(frozen=True, slots=True)
class Named:
    """A party as the reference or the text names it, and the rule that found it."""

    name: str
    slug: str | None
    start: int
    end: int
    rule: str


def side_at(token: Token, reference: Reference) -> Side | None:
    """The side that a word names, joined with the words before it where the parse splits a name ("Nagorno-Karabakh")."""
    first = token
    while (
        first.i
        and first.nbor(-1).dep_ in {"compound", "punct", "amod"}
        and first.nbor(-1).head in {token, first}
        and first.i > token.i - 4
    ):
        first = first.nbor(-1)
    names = [token.doc[first.i + k : token.i + 1].text for k in range(token.i - first.i)] + [token.text]
    entity = next((e.text for e in token.doc.ents if e.start <= token.i < e.end), None)
    for name in ([entity] if entity else []) + names:
        bare = name.removesuffix("'s").removesuffix("’s")
        found = sides_called(bare, reference)
        if found and (bare[:1].isupper() or _written_small(bare, found[0])):
            return found[0]
    return None


def _written_small(name: str, side: Side) -> bool:
    """Whether a side is called so without a capital ("rebels"): "male officers" are not from Malé."""
    return name in {side.name, *side.names, *side.adjectives, *side.people}


def sides_called(name: str, reference: Reference) -> list[Side]:
    """The sides of that name; initials are no word: "Car" is not the CAR, nor a cry in capitals."""
    return [s for s in reference.sides_named(name) if name.isupper() or not _initials(name, s)]


def _initials(name: str, side: Side) -> bool:
    known = (side.name, *side.names, *side.adjectives, *side.people, *side.metonyms)
    return len(name) <= 5 and all(n.isupper() for n in known if folded(n) == folded(name))


def named_as(side: Side, token: Token, rule: str) -> Named:
    """A side by its name; a people without a recognised state by its own words, since they need not be its authority's."""
    joined = token.doc[token.i - 1 : token.i + 1].text if token.i else token.text
    if joined in side.people and (side.kind is SideKind.DE_FACTO or " " in joined):
        return Named(joined, side.slug, token.idx, token.idx + len(token), rule)
    if side.kind is SideKind.ARMED_GROUP and token.pos_ == "PROPN":
        name = _as_written(token, side)
        return Named(name, side.slug, token.idx, token.idx + len(token), rule)
    return Named(side.name, side.slug, token.idx, token.idx + len(token), rule)


def _as_written(token: Token, side: Side) -> str:
    """An armed group by the name that the report gives it: "MNLA", "Boko Haram"; by its own where the report's is a part."""
    entity = next((e for e in token.doc.ents if e.start <= token.i < e.end), None)
    known = {folded(n) for n in (side.name, *side.names)}
    for text in ([entity.text] if entity is not None else []) + [token.text]:
        bare = text.removesuffix("'s").removesuffix("’s").removeprefix("the ").removeprefix("The ")
        if folded(bare) in known:
            return bare
    return side.name


#: By what soldiers wear they are told apart.
WORN = {"uniform", "fatigue", "camouflage"}


def phrase_side(token: Token, reference: Reference) -> Side | None:
    """The side that a noun or one of its modifiers names: "the Azerbaijani defence ministry"."""
    modifiers = [c for c in token.children if c.dep_ in {"amod", "compound", "nmod", "poss"}]
    pairs = ((a, b) for a, b in pairwise(modifiers) if b.i == a.i + 1)
    joined = (s for a, b in pairs for s in sides_called(f"{a.text} {b.text}", reference))  # "Bosnian Serb troops"
    own = side_at(token, reference)
    return own or next(joined, None) or next((s for t in modifiers for s in [side_at(t, reference)] if s is not None), None)


def origin_side(token: Token, reference: Reference) -> Side | None:
    """The side that people are of: "soldiers from Eritrea", "guerrillas of the ELN", "troops in Malian uniform"."""
    inside = [(c, g) for c in token.children if c.dep_ == "prep" for g in c.children if g.dep_ == "pobj"]
    named = (s for c, g in inside if c.lower_ in {"of", "from"} for s in [side_at(g, reference)] if s is not None)
    worn = (s for c, g in inside if c.lower_ == "in" and g.lemma_ in WORN for s in [phrase_side(g, reference)] if s is not None)
    return next(named, None) or next(worn, None)


def party(token: Token, reference: Reference, rule: str) -> Named | None:
    """A party as a side where the word or its modifiers name one, else by its own words; pronouns tell none."""
    if token.pos_ in {"PRON", "NUM"} or token.lower_ in {"home", "freedom", "captivity"}:
        return None
    if token.tag_ in {"NNS", "NNPS"} and token.lemma_.casefold() in table("parties")["exchange"]["rivals"]:
        return Named("both", "both", token.idx, token.idx + len(token), rule)
    side = phrase_side(token, reference) or origin_side(token, reference)
    if side is not None and token.ent_type_ != "PERSON":
        return named_as(side, token, rule)
    name, start, end = phrase(token)
    if token.pos_ == "NOUN" and len(name.split()) > 6:
        kept = [c for c in token.children if c.dep_ in {"amod", "compound", "nmod"} and c.i < token.i]
        start = min((c.idx for c in kept), default=token.idx)
        end = token.idx + len(token)
        name = text_of(token.doc)[start:end]
    bare = re.sub(r"^\[[^\]]*\]\s*", "", name)  # "[Text] Terrorists", as bulletins open
    return Named(bare, None, end - len(bare), end, rule) if bare else None


def is_party(token: Token) -> bool:
    """Whether a noun can do or receive something: a name, people, or a body of them; never an event, a vehicle, a number."""
    if token.pos_ in {"PRON", "NUM", "ADV", "ADJ"} or is_time(token) or is_occurrence(token):
        return False
    if any(c.lower_ in {"no", "neither", "nobody", "any"} for c in token.children):
        return False
    lemma = token.lemma_.casefold()
    words = table("parties")
    if lemma in words["no_party"]["nouns"] or token.ent_type_ in {"DATE", "TIME", "CARDINAL", "ORDINAL", "QUANTITY", "EVENT"}:
        return False
    named = token.ent_type_ in {"PERSON", "ORG", "NORP", "GPE"} or token.pos_ == "PROPN"
    return named or is_person(token) or is_body(token)


def is_body(token: Token) -> bool:
    """Whether a noun stands for a body of people that acts: an army, a committee, a gang."""
    words, lemma = table("parties"), token.lemma_.casefold()
    return lemma in words["forces"]["nouns"] or lemma in words["bodies"]["nouns"]


def is_occurrence(token: Token) -> bool:
    return token.lemma_.casefold() in table("context")["occurrences"]


def is_time(token: Token) -> bool:
    return token.ent_type_ in {"DATE", "TIME"} or token.lemma_ in {"day", "week", "month", "end", "time"}


def clause_subject(verb: Token, other_than: Token | None = None) -> Token | None:
    """The nearest subject above; a relative pronoun stands for the noun before it."""
    for candidate in [verb, *verb.ancestors]:
        subject = next((c for c in candidate.children if c.dep_ == "nsubj" and c != other_than), None)
        if subject is not None and subject.tag_ in {"WDT", "WP"} and candidate.dep_ == "relcl":
            return candidate.head
        if subject is not None:
            return subject
    return None


def is_irregular(words: str) -> bool:
    """Whether people are called by a word for fighters of no state: "rebels", "pirates", "the attackers"."""
    stems = table("people")["forces"]["rebel"]
    return any(word.startswith(stem) for word in words.casefold().split() for stem in stems)


def is_regular(words: str) -> bool:
    """Whether people are called by a word for forces of a state: "soldiers", "policemen"."""
    stems = table("people")["forces"]["state"]
    return any(word.startswith(stem) for word in words.casefold().split() for stem in stems)
