"""Which words make up one count: the number with the noun it counts, the noun behind "of", or none."""

from __future__ import annotations

import re
from dataclasses import dataclass

from spacy.tokens import Token

from ...model.counts import Count
from ...model.terms import Unit
from ..lexicon import nouns, numbers, people

#: Endings of nouns for people: trades, followers, inhabitants.
PERSONAL = re.compile(
    r"(?:man|men|woman|women|people|person|worker|fighter|guard|soldier|keeper|goer|maker|dweller|bearer|farer|herd|smith|monger|wright|mate"
    r"|folk|teller|driver|rider|trader|dealer|grower|(?:log|man|art|ron|tour|act|al|or|ar|ian|en|in)ist|naut|iatrician|ician|eer|(?:cion|tion|vat|ubl|mun|ial|cal)ist)s?$"
)


MODIFYING = {"nummod", "amod", "det", "compound", "quantmod", "advmod", "predet", "nmod"}


@dataclass(frozen=True, slots=True)
class Quantity:
    """A count expression in a parsed text. `node` is where its phrase hangs in the parse, `noun` what is counted, if told.

    Offsets are those of the parsed text, not of the report.
    """

    start: int
    end: int
    count: Count
    node: Token
    noun: Token | None
    number: Token

    @property
    def lemma(self) -> str:
        return self.noun.lemma_.casefold() if self.noun is not None else ""

    @property
    def remains(self) -> Unit | None:
        """The unit when remains are counted."""
        if self.noun is None:
            return None
        if (
            self.lemma in {"remain", "remains"}
            and not any(c.lower_ == "human" for c in self.noun.children)
            and self.noun.pos_ != "NOUN"
        ):
            return None
        return nouns().remains.get(self.lemma)

    @property
    def of_people(self) -> bool:
        return self.noun is None or is_person(self.noun)


def is_person(noun: Token) -> bool:
    """Whether a noun stands for people: by the lexicon, its last part, or because it is a nationality in the plural."""
    lemma = noun.lemma_.casefold()
    if lemma in people().roles or noun.lower_ in people().roles:
        return True
    if noun.tag_ == "NNPS" and noun.ent_type_ in {"NORP", "GPE", "ORG", ""}:
        return True
    plural_name = noun.tag_ == "NNPS" or (noun.tag_ == "NNS" and noun.ent_type_ == "PERSON")
    if plural_name and any(c.dep_ == "nummod" and c.i == noun.i - 1 for c in noun.children):
        return True  # "15 Azerbaijanis", whatever the parser takes the name for
    if noun.ent_type_ == "NORP" and noun.tag_ in {"NNS", "NNP"}:
        return True
    capital = noun.tag_ == "NNS" and noun.text[:1].isupper() and noun.i > noun.sent.start
    if capital and any(c.ent_type_ == "NORP" or (c.pos_ == "ADJ" and c.text[:1].isupper()) for c in noun.children):
        return True  # "ten Turkish Cypriots", where the parser sees no name
    return bool(PERSONAL.search(lemma)) and noun.pos_ in {"NOUN", "PROPN"}


#: Adjectives that stand for people: "6,000 Ukrainian dead".
DEAD_AS_NOUN = {"dead", "wounded", "missing", "injured", "fallen"}


WHOLES = {"total", "group", "number", "majority", "rest", "remainder", "combined"}


def joined(start: int, end: int, count: Count, number: Token) -> Quantity | None:
    """The quantity that a number makes: with the noun it counts, the noun after "of", or none ("12 were killed")."""
    node = _outermost(number, start)
    while node.dep_ in {"compound", "quantmod", "nummod", "npadvmod", "advmod"} and node.head.like_num and node.head != node:
        node = node.head
    following = _following(max(node, number, key=lambda t: t.i))
    if following is not None:
        return Quantity(start, end, count, _whole(following), following, number)
    if node.dep_ in MODIFYING and node.head.pos_ in {"NOUN", "PROPN", "ADJ", "VERB", "PRON"}:
        head = node.head
        if head.lower_ in {"each", "apiece", "home", "back"}:
            return Quantity(start, end, count, head, None, number)
        if _beside(node, head):
            return Quantity(start, end, count, node, None, number)
        if head.pos_ in {"NOUN", "PROPN", "PRON"} or head.lemma_.casefold() in nouns().fates:
            return Quantity(start, end, count, _whole(head), head, number)
    of = next((c for c in node.children if c.lower_ == "of" and c.dep_ == "prep"), None)
    if of is not None:
        inside = next((c for c in of.children if c.dep_ == "pobj"), None)
        if inside is not None:
            chained = next((g for c in inside.children if c.lower_ == "of" for g in c.children if g.dep_ == "pobj"), None)
            counted = chained if chained is not None and inside.lemma_.casefold() in numbers()["multiples"] else inside
            return Quantity(start, end, count, node, None if _taken_up(counted) else counted, number)
    return Quantity(start, end, count, node, None, number)


def _outermost(number: Token, start: int) -> Token:
    """The word of the expression that hangs outside it: "upwards" for "upwards of 80,000 of them"."""
    node = number
    while node.dep_ == "pobj" and node.head.head.idx >= start and node.head.head != node.head and node.head.idx > start:
        node = node.head.head
    return node


def _beside(number: Token, head: Token) -> bool:
    """Whether a number only stands after what the parser hangs it on: "in October 501", "the government in exile 168"."""
    if head.ent_type_ in {"DATE", "TIME"} and number.ent_type_ == head.ent_type_:
        return True
    return (
        head.i < number.i
        and head.pos_ in {"NOUN", "PROPN"}
        and number.dep_ in {"nummod", "npadvmod", "appos"}
        and not is_person(head)
    )


def _taken_up(token: Token) -> bool:
    """Whether a word after "of" names nobody itself: "four of them", "six of the eleven", "754 of the former"."""
    return token.pos_ in {"PRON", "NUM"} or token.like_num or token.lower_ in {"former", "latter", "these", "those"}


def _following(number: Token) -> Token | None:
    """The people or remains named right after a number, over adjectives and nationalities: long phrases are often misparsed."""
    doc = number.doc
    for token in doc[number.i + 1 : number.i + 7]:
        if (
            token.lower_ == "more"
            or token.tag_ in {"JJ", "JJR", "JJS", "VBN", "VBG", "HYPH", "POS", "RB"}
            or token.lower_ in {"ethnic"}
        ):
            if token.lemma_.casefold() in nouns().fates and not _noun_follows(token):
                named = token.dep_ in {"pobj", "dobj", "nsubj", "nsubjpass", "attr"} or (
                    token.lower_ in DEAD_AS_NOUN and (token.nbor(-1).ent_type_ == "NORP" or token.head == number)
                )
                return token if named and token.tag_ in {"JJ", "NN", "NNS"} else None
            continue
        if token.pos_ not in {"NOUN", "PROPN"} and token.tag_ != "VBD":
            return None
        if token.tag_ == "VBD" and (token.pos_ == "AUX" or not _noun_follows(token)):
            return None
        counted = is_person(token) or token.lemma_.casefold() in nouns().remains or token.lemma_.casefold() in nouns().fates
        if counted and not _noun_follows(token):
            return token
    return None


def _noun_follows(token: Token) -> bool:
    """Whether another counted noun comes right after: "Armenian soldiers", "police officers", "Armenian dead"."""
    if token.i + 1 >= len(token.doc):
        return False
    after = token.nbor(1)
    if after.lower_ in {"soldiers", "servicemen", "dead"} or (after.pos_ in {"NOUN", "PROPN"} and is_person(after)):
        return True
    return after.pos_ in {"PROPN", "ADJ"} and after.ent_type_ == "NORP" and _noun_follows(after)


def _whole(node: Token) -> Token:
    """Where the phrase hangs: on "total" for "a total of 103 servicemen", on the number for "15 to 20 dead"."""
    if node.dep_ == "amod" and node.head.like_num:
        return node.head
    owner = node.head.head if node.dep_ == "pobj" and node.head.lower_ == "of" else None
    return owner if owner is not None and owner.lemma_.casefold() in WHOLES else node
