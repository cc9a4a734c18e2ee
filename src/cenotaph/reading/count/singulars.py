"""Single people and ordinals: "a policeman", "another", "the 700th victim"; and articles before people that count nobody."""

from __future__ import annotations

import re

from spacy.tokens import Token

from ...model.counts import Count
from ...model.terms import Unit
from ..lexicon import nouns, table, verbs
from .counted import MODIFYING, Quantity, is_person

#: What is asked for has not happened: "asked police to find and arrest a person".
ASKING = {"ask", "request", "urge", "call", "require", "order", "oblige", "want", "authorise", "authorize", "refuse", "seek"}


#: "The 700th victim", and from which number on such a victim tells how many there are; ranks that bear ordinals too.
ORDINAL, FEWEST_SO_FAR = re.compile(r"(\d{1,3}(?:,\d{3})*|\d+)(?:st|nd|rd|th)"), 3


RANKS = {"lieutenant", "secretary", "officer", "mate"}


DETERMINERS = {"a": 1, "an": 1, "another": 1, "one": 1}


def one_more(token: Token) -> Quantity | None:
    """One person with no noun: "another was wounded", "a fourth had been shot"."""
    if token.lower_ == "another" and token.dep_ in {"nsubj", "nsubjpass", "dobj", "conj"}:
        return Quantity(token.idx, token.idx + len(token), Count(1, 1, words=token.text), token, None, token)
    fourth = token.head if token.lower_ in {"a", "an"} and token.dep_ == "det" else None
    if fourth is None or fourth.lower_ not in table("numbers")["ordinals"]:
        return None
    dies = fourth.dep_ == "nsubj" and fourth.head.lemma_.casefold() in verbs().by_subject
    if fourth.dep_ != "nsubjpass" and not (dies and fourth.head.lemma_ in {"die", "disappear", "vanish", "surrender", "survive"}):
        return None  # "a third brought eight": a plane
    return Quantity(token.idx, token.idx + len(token), Count(1, 1, words=token.text), fourth, None, token)


def same_number(token: Token) -> Quantity | None:
    """ "The same number of its servicemen", "an equal number of bodies": as many as were counted last."""
    alike = next((c for c in token.children if c.lower_ in {"same", "equal", "identical"}), None)
    of = next((g for c in token.children if c.lower_ == "of" for g in c.children if g.dep_ == "pobj"), None)
    if (
        token.lemma_ not in {"number", "amount", "quantity"}
        or alike is None
        or of is None
        or not (is_person(of) or of.lemma_.casefold() in nouns().remains)
    ):
        return None
    first = token.doc[alike.i - 1] if alike.i and alike.nbor(-1).lower_ in {"the", "an", "a"} else alike
    words = token.doc[first.i : token.i + 1].text
    return Quantity(first.idx, token.idx + len(token), Count(None, None, words=words), token, of, alike)


def as_many(q: Quantity) -> bool:
    """Whether a count is one of `same_number`, whose size the count before it tells."""
    return q.number.lower_ in {"same", "equal", "identical"}


def nth(token: Token) -> Quantity | None:
    """So many so far: "the 700th victim to be identified", "his was the 22nd body to be returned"."""
    written = ORDINAL.fullmatch(token.lower_)
    number = int(written[1].replace(",", "")) if written else table("numbers")["ordinals"].get(token.lower_, 0)
    noun = token.head if token.dep_ in MODIFYING else None
    if number < FEWEST_SO_FAR or noun is None or noun.tag_ not in {"NN", "NNP"} or noun.lemma_.casefold() in RANKS:
        return None
    if not (is_person(noun) or noun.lemma_.casefold() in nouns().remains):
        return None
    if written is None and not any(c.dep_ in {"relcl", "acl"} for c in noun.children):
        return None  # "the third man" is one of those before, "the third man to be shot" the number so far
    if any(c.lower_ in {"a", "an"} for c in noun.children):
        return None
    return Quantity(token.idx, token.idx + len(token), Count(number, number, words=token.text), noun, noun, token)


def generic(article: Token) -> bool:
    """ "A missing person" is a kind of person, and nobody yet is "a person" whom police are asked to arrest."""
    verb = article.head.head
    asked = verb.tag_ == "VB" and article.head.dep_ == "dobj" and any(a.lemma_ in ASKING for a in verb.ancestors)
    if article.lower_ in {"a", "an"} and asked and any(c.lower_ == "to" for v in (verb, verb.head) for c in v.children):
        return True
    return article.lower_ in {"a", "an"} and any(c.lower_ == "missing" for c in article.head.children)


def named(noun: Token) -> bool:
    """Whether "a journalist" only says who a person is that is named: "Anna B., a journalist", "he lived as a refugee"."""
    if noun.dep_ == "appos" and noun.head.ent_type_ == "PERSON":
        return True
    over = next((t for t in noun.ancestors if t.dep_ not in {"conj", "appos"} or t.pos_ in {"NOUN", "PROPN"}), None)
    if noun.dep_ in {"appos", "conj"} and over is not None and over.tag_ == "NN" and any(c.lower_ == "the" for c in over.children):
        return noun.dep_ == "appos" or over.nbor(1).text == ","  # "the victim, a student, was …"
    if noun.dep_ == "pobj" and noun.head.lower_ in {"as", "without"}:
        return True
    if noun.dep_ in {"attr", "oprd"} or (noun.dep_ == "dobj" and noun.head.lemma_ == "die"):
        subject = next((c for c in noun.head.children if c.dep_ in {"nsubj", "nsubjpass"}), None)
        if subject is None and any(c.lower_ in {"among", "amongst"} for c in noun.head.children):
            return False  # "among those killed is an Italian citizen"
        return subject is None or subject.ent_type_ == "PERSON" or subject.pos_ == "PRON" or noun.head.lemma_ == "die"
    if (
        noun.lemma_.casefold() in {"relative", "member", "one"}
        and noun.dep_ == "pobj"
        and noun.head.head.lemma_.casefold() in nouns().remains
    ):
        return True  # "the remains of a relative": each family's own
    return any(c.lower_ == "single" for c in noun.children) and any(c.lower_ in {"without", "not", "no"} for c in noun.sent)


def is_counted_singular(noun: Token) -> bool:
    """Whether "a" before this noun counts a person or a body ("a policeman"), not a kind of thing ("a government")."""
    lemma = noun.lemma_.casefold()
    if noun.tag_ not in {"NN", "NNP"} or lemma in {
        "official",
        "leader",
        "group",
        "family",
        "force",
        "member",
        "dead",
        "figure",
        "police",
        "military",
        "militia",
        "crew",
    }:
        return noun.tag_ == "NN" and lemma in {"member", "official", "leader"}
    return is_person(noun) or nouns().remains.get(lemma) is Unit.BODY
