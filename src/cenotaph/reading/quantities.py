"""Which people or remains are counted: count expressions joined to the words they count in the parse."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Span, Token

from ..model.counts import Count
from ..model.terms import Unit
from .lexicon import nouns, numbers, people, table, verbs
from .numbers import expressions
from .pipeline import text_of

#: Endings of nouns for people: trades, followers, inhabitants.
PERSONAL = re.compile(
    r"(?:man|men|woman|women|people|person|worker|fighter|guard|soldier|keeper|goer|maker|dweller|bearer|farer|herd|smith|monger|wright|mate"
    r"|folk|teller|driver|rider|trader|dealer|grower|(?:log|man|art|ron|tour|act|al|or|ar|ian|en|in)ist|naut|iatrician|ician|eer|(?:cion|tion|vat|ubl|mun|ial|cal)ist)s?$"
)
#: What is asked for has not happened: "asked police to find and arrest a person".
ASKING = {"ask", "request", "urge", "call", "require", "order", "oblige", "want", "authorise", "authorize", "refuse", "seek"}
#: "The 700th victim", and from which number on such a victim tells how many there are; ranks that bear ordinals too.
ORDINAL, FEWEST_SO_FAR = re.compile(r"(\d{1,3}(?:,\d{3})*|\d+)(?:st|nd|rd|th)"), 3
RANKS = {"lieutenant", "secretary", "officer", "mate"}
MODIFYING = {"nummod", "amod", "det", "compound", "quantmod", "advmod", "predet", "nmod"}
DETERMINERS = {"a": 1, "an": 1, "another": 1, "one": 1}


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
    if noun.ent_type_ == "NORP" and noun.tag_ in {"NNS", "NNP"}:
        return True
    return bool(PERSONAL.search(lemma)) and noun.pos_ in {"NOUN", "PROPN"}


def quantities(doc: Doc) -> list[Quantity]:
    """Every count expression of the text whose counted words are, or may be, people or remains."""
    found: list[Quantity] = []
    taken: list[tuple[int, int]] = []
    text = text_of(doc)
    for e in expressions(text):
        first = doc.char_span(e.start, e.start + 1, alignment_mode="expand")
        if e.start != e.core and first is not None and _is_particle(first[0]):  # "handed over six": the hedge is the verb's
            bare = next(expressions(text[e.core : e.end]), e)
            e = replace(e, start=e.core, count=bare.count)
        span = doc.char_span(e.core, e.end, alignment_mode="expand")
        if span is None or not len(span):
            continue
        number = span.root
        made = _joined(e.start, e.end, e.count, number)
        if made is not None and not _not_counting(made, doc):
            made = _or_more(made)
            found.append(made)
            taken.append((e.start, e.end))
    for token in doc:
        if any(s <= token.idx < e for s, e in taken):
            continue
        alone = _one_more(token) or _nth(token)
        if alone is not None:
            found.append(alone)
        if token.lower_ not in DETERMINERS or alone is not None:
            continue
        negated = token.i > 0 and token.nbor(-1).lower_ in {"not", "no", "without"}
        if (
            token.dep_ in {"det", "nummod"}
            and is_counted_singular(token.head)
            and not (negated or _generic(token) or _named(token.head))
        ):
            found.append(Quantity(token.idx, token.idx + len(token), Count(1, 1, words=token.text), token.head, token.head, token))
    return sorted(found, key=lambda q: q.start)


def _one_more(token: Token) -> Quantity | None:
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


def _nth(token: Token) -> Quantity | None:
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


def _or_more(q: Quantity) -> Quantity:
    """ "Sixty-six people or more", "12 bodies at least": the hedge after the noun."""
    last = max(q.number.i, q.noun.i if q.noun is not None else 0)
    words = tuple(t.lower_ for t in q.number.doc[last + 1 : last + 3])
    if words not in {("or", "more"), ("at", "least")} or q.count.low is None or q.count.low != q.count.high:
        return q
    end = q.number.doc[last + 2]
    return replace(q, end=end.idx + len(end), count=replace(q.count, high=None))


def _is_particle(word: Token) -> bool:
    """Whether a word that looks like a hedge belongs to the verb before it: "handed over six prisoners"."""
    if word.dep_ == "prt":
        return True
    before = word.nbor(-1).lemma_.casefold() if word.i else ""
    return any(word.lower_ in frame.require.get(before, ()) for frame in verbs().by_object.get(before, ()))


def _generic(article: Token) -> bool:
    """ "A missing person" is a kind of person, and nobody yet is "a person" whom police are asked to arrest."""
    verb = article.head.head
    asked = verb.tag_ == "VB" and article.head.dep_ == "dobj" and any(a.lemma_ in ASKING for a in verb.ancestors)
    if article.lower_ in {"a", "an"} and asked and any(c.lower_ == "to" for v in (verb, verb.head) for c in v.children):
        return True
    return article.lower_ in {"a", "an"} and any(c.lower_ == "missing" for c in article.head.children)


def _named(noun: Token) -> bool:
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


#: Adjectives that stand for people: "6,000 Ukrainian dead".
DEAD_AS_NOUN = {"dead", "wounded", "missing", "injured", "fallen"}
#: After these words a number is no part of the date: "the following year 114".
UNITS_OF_TIME = {"year", "month", "week", "day", "morning", "spring", "summer", "autumn", "winter"}
#: What is counted in these is the groups, not the people in them: "four groups of prisoners".
COLLECTIVES = {"group", "gang", "batch", "team", "unit", "convoy", "wave", "column"}
ONE_OF_A_KIND = {"that", "this", "each", "every", "any", "which", "no", "another", "the"}
WHOLES = {"total", "group", "number", "majority", "rest", "remainder", "combined"}


def _joined(start: int, end: int, count: Count, number: Token) -> Quantity | None:
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


def _not_counting(q: Quantity, doc: Doc) -> bool:
    """Ages, dates, money, measures, names and plain years: numbers that count no people."""
    number, noun = q.number, q.noun
    after = doc[number.i + 1] if number.i + 1 < len(doc) else None
    before = doc[number.i - 1] if number.i else None
    goes_on = after is not None and after.lower_ in {"more", "others"}  # "in July 21 more"
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
        or (_is_month(before) and (q.count.high or 0) <= 31 and not goes_on)
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
    if _share(number) or _age_of(q) or _compared(number) or _of_a_relative(q):
        return True
    if noun is not None and noun.lemma_.casefold() in COLLECTIVES and noun.tag_ == "NNS":
        return True
    if after is not None and re.match(
        r"(?:\w+ )?per (?:100|1,000|10,000|100,000|thousand|million|capita)", doc[number.i + 1 :].text
    ):
        return True
    if (
        noun is None
        and q.node.dep_ == "attr"
        and any(c.dep_ == "nsubj" and (c.lower_ in {"he", "she", "who"} or c.ent_type_ == "PERSON") for c in q.node.head.children)
    ):
        return True  # "he was 101"
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
    return is_person(of) and of.lemma_.casefold() not in COLLECTIVES | {"crew", "family", "total", "couple", "dozen"}


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
        return person.ent_type_ not in {"GPE", "LOC", "NORP", "FAC", "DATE"}
    return person.tag_ == "NN" and is_person(person) and person.lemma_.casefold() not in COLLECTIVES


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


#: Parts of a whole that are written as numbers: "one-third", "two fifths".
PARTS = {"third", "thirds", "half", "halves", "quarter", "quarters", "fifth", "fifths", "tenth", "tenths"}


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
