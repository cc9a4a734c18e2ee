"""Numbers that count no people: ages, dates, money, measures, shares, names, parts of words."""

from __future__ import annotations

import re

from spacy.tokens import Doc, Span, Token

from ..lexicon import around, nouns, table
from .counted import Quantity, is_person

UNITS_OF_TIME = around("units_of_time")


COLLECTIVES = around("collectives")


ONE_OF_A_KIND = {"that", "this", "each", "every", "any", "which", "no", "another", "the"}


def not_counting(q: Quantity, doc: Doc) -> bool:
    """Ages, dates, money, measures, names and plain years: numbers that count no people."""
    number, noun = q.number, q.noun
    if q.count.high == 0:
        return True  # a cell with 0 counts nobody
    after = doc[number.i + 1] if number.i + 1 < len(doc) else None
    before = doc[number.i - 1] if number.i else None
    goes_on = (after is not None and after.lower_ in {"more", "others"}) or _in_whole_month(number)  # "in July 21 more"
    if number.ent_type_ in {"DATE", "TIME", "PERCENT", "MONEY", "ORDINAL"} and not (noun is not None and is_person(noun)):
        entity = next((e for e in doc.ents if e.start <= number.i < e.end), None)
        if not goes_on and (entity is None or entity.label_ not in {"DATE", "TIME"} or not _beside_date(q, entity)):
            return True
    behind = next((t for t in doc[number.i + 1 : number.i + 5] if t.idx >= q.end), None)
    if behind is not None and _is_month(behind) and q.noun is None:  # "between 14 and 30 September"
        return True
    if after is not None and (_is_month(after) or _no_people(after.text) or after.text in {"%", "°"}):
        return True
    if after is not None and after.text in {"-", "–"} and after.i + 1 < len(doc) and _no_people(doc[after.i + 1].text):
        return True
    if before is not None and (
        before.lower_ in {"how", "not", "no", "number"}
        or (before.lower_ == "as" and number.lower_ in {"many", "few"})
        or (_is_month(before) and number.text.isdecimal() and (q.count.high or 0) <= 31 and not goes_on)
        or (before.text == "." and before.i and before.nbor(-1).text == "No")
        or (before.lower_ == "but" and before.i and before.nbor(-1).lower_ == "all")  # "all but five"
        or before.text in {"$", "€", "£", "#", "aged", "No", "No."}
    ):
        return True
    year = q.count.exact and q.count.low is not None and 1900 <= q.count.low <= 2100 and number.text.isdecimal()
    if year and (noun is None or not is_person(noun)):
        return True
    if before is not None and (before.lower_ == "per" or (number.lower_ == "one" and before.lower_ in ONE_OF_A_KIND)):
        return True
    if any(t.lower_ in {"age", "ages", "aged"} for t in doc[max(number.i - 4, 0) : number.i]) and (q.count.high or 0) < 120:
        return True
    if _twice(q) or _share(number) or _age_of(q) or _compared(number) or _of_a_relative(q):
        return True
    if noun is not None and noun.lemma_.casefold() in around("animals"):
        return True
    if noun is not None and noun.lemma_.casefold() in COLLECTIVES and noun.tag_ == "NNS":
        return True
    if after is not None and re.match(
        r"(?:\w+ )?per (?:100|1,000|10,000|100,000|thousand|million|capita)", doc[number.i + 1 :].text
    ):
        return True
    if noun is None and _years_of_somebody(q):
        return True
    if noun is not None and noun.lemma_.casefold() == "loss" and noun.tag_ == "NN":
        return True  # money is lost in the singular, people in the plural
    if noun is None:
        return False
    return not (
        is_person(noun)
        or any(c.dep_ == "conj" and is_person(c) and any(g.lower_ == "other" for g in c.children) for c in noun.children)
        or q.remains is not None
        or noun.lemma_.casefold() in nouns().fates
        or noun.lemma_.casefold() in nouns().tolls
        or _done_to_people(noun)
    )


def _done_to_people(noun: Token) -> bool:
    """Whether a plural stands where only people can: "three searchers were detained"."""
    verb = noun.head
    if noun.tag_ != "NNS" or noun.dep_ not in {"nsubjpass", "dobj"} or verb.pos_ != "VERB":
        return False
    return verb.lemma_.casefold() in table("verbs")["people_only"][0]["verbs"]


def _age_of(q: Quantity) -> bool:
    """ "A woman of 67", "Olena, 34, was killed", "the commander (45)"."""
    if _age_beside(q):
        return True
    head = q.node.head
    if q.noun is not None or q.node.dep_ != "pobj" or head.lower_ != "of" or (q.count.high or 999) > 110:
        return False
    of = head.head
    return is_person(of) and of.lemma_.casefold() not in COLLECTIVES | {"crew", "family", "total", "couple", "dozen", "figure"}


def _age_beside(q: Quantity) -> bool:
    """A bare number set off by commas or brackets behind one person: "Olena, 34,", "the battalion commander (45)"."""
    number, doc = q.number, q.number.doc
    if q.noun is not None or number.i < 2 or not number.text.isdecimal() or not 0 < int(number.text) < 111:
        return False
    after = doc[number.i + 1].text if number.i + 1 < len(doc) else "."
    if (doc[number.i - 1].text, after) not in {(",", ","), ("(", ")"), (",", "."), (",", ";")}:
        return False
    person = doc[number.i - 2]
    if person.tag_ == "NNP":
        described = number.i + 2 < len(doc) and doc[number.i + 2].lower_ in {"a", "an", "the", "who", "from", "was", "whose"}
        return described or person.ent_type_ not in {"GPE", "LOC", "NORP", "FAC", "DATE"}
    return person.tag_ == "NN" and is_person(person) and person.lemma_.casefold() not in COLLECTIVES


def _years_of_somebody(q: Quantity) -> bool:
    """ "He was 101", "two brothers who were 19 and 22 when they disappeared"."""
    node = q.node
    while node.dep_ == "conj" and node.head.like_num:
        node = node.head
    if node.dep_ != "attr" or node.head.lemma_ != "be":
        return False
    return any(c.dep_ == "nsubj" and (c.lower_ in {"he", "she", "who"} or c.ent_type_ == "PERSON") for c in node.head.children)


def _twice(q: Quantity) -> bool:
    """A number that is told once more in brackets: "12 (twelve) soldiers"; two ages beside boys: "the boys, 9 and 11, died"."""
    number, doc = q.number, q.number.doc
    before, after = doc[max(number.i - 2, 0) : number.i], doc[number.i + 1 : number.i + 2].text
    if after == ")" and len(before) == 2 and before[1].text == "(" and before[0].like_num:
        return True
    young = q.noun is None and q.count.high is not None and q.count.high <= 17
    beside = {t.lower_ for t in doc[max(number.i - 4, 0) : number.i]} & {"boys", "girls", "children", "brothers", "sisters"}
    return bool(young and beside and after in {"and", ","} and before[-1:].text == ",") or bool(
        young and beside and before[-1:].text == "and" and after == ","
    )


def _share(number: Token) -> bool:
    """ "Four out of five": a share, no count."""
    doc, i = number.doc, number.i
    after = [t.lower_ for t in doc[i + 1 : i + 4]]
    before = [t.lower_ for t in doc[max(i - 3, 0) : i]]
    return (
        (after[:2] == ["out", "of"] and len(after) > 2 and doc[i + 3].like_num)
        or (before[-2:] == ["out", "of"] and len(before) > 2 and doc[i - 3].like_num)
        or (after[:1] == ["in"] and len(after) > 1 and doc[i + 2].like_num and not doc[i + 2].text.isdecimal())
    )


PARTS = around("fractions")


def _compared(number: Token) -> bool:
    """Numbers that count nobody: "one-third of", "29 more than expected", "the war of 1998/99"."""
    after = [t.lower_ for t in number.doc[number.i + 1 : number.i + 3]]
    return (
        after[:1] == ["/"]
        or after[1:2] == ["than"]
        or (bool(after) and after[0] in PARTS)
        or (after[:1] == ["-"] and after[1:2] != [] and after[1] in PARTS)
    ) and (after[:1] != ["more"] or after[1:2] == ["than"])


def _of_a_relative(q: Quantity) -> bool:
    """ "The niece of one of the guards": whose relative somebody is, which happened to the relative alone."""
    if q.count.low != 1 or q.count.high != 1 or q.node.dep_ != "pobj" or q.node.head.lower_ != "of":
        return False
    over = q.node.head.head
    return over.tag_ in {"NN", "NNP"} and is_person(over) and over.lemma_.casefold() not in COLLECTIVES | {"death", "body"}


#: Before a month, these leave no room for a day of it: "in May 12 soldiers died".
WITHIN = {"in", "during", "throughout"}


def _in_whole_month(number: Token) -> bool:
    """Whether a number stands after a month that is told as a whole: "in May 12 soldiers died", not "on May 12 soldiers"."""
    doc, i = number.doc, number.i
    if i < 2 or not _is_month(doc[i - 1]) or doc[i - 2].lower_ not in WITHIN or not number.text.isdecimal():
        return False
    after = doc[i + 1 : i + 2].text
    return after.isalpha() and after.casefold() not in {"and", "to", "until", "or"}


def _beside_date(q: Quantity, entity: Span) -> bool:
    """Whether a number that the parser takes into a date only stands beside one: "in October 501", "thirty the year before"."""
    number, i = q.count.high or q.count.low or 0, q.number.i
    if len(entity) == 1:
        return True
    if i == entity.start:
        after = entity[1]
        return after.lower_ in {"the", "a", "last", "this"} or after.pos_ in {"ADP", "DET"}
    if i != entity.end - 1:
        return False
    before = entity[-2]
    if _is_month(before):
        return 31 < number < 1900 or number > 2100
    return before.lower_ in UNITS_OF_TIME and not (1900 <= number <= 2100)


def _no_people(word: str) -> bool:
    """Whether a number before this word counts years, kilometres or money."""
    folded = word.casefold()
    return folded in table("context")["not_people"] or folded.removesuffix("s") in table("context")["not_people"]


def _is_month(token: Token) -> bool:
    return token.text[:1].isupper() and token.lower_.rstrip(".") in table("times")["months"]
