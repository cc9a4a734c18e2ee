"""Where the fate happened: the place named in the figure's clause, sentence or paragraph, kept as the text names it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Doc, Span, Token

from ..model.claims import Where
from ..model.reference import Reference
from ..model.terms import Fate
from .lexicon import table
from .quantities import Quantity
from .tellings import Telling

LOCATIVE = {
    "in",
    "at",
    "near",
    "on",
    "outside",
    "inside",
    "around",
    "between",
    "off",
    "within",
    "across",
    "over",
    "throughout",
    "by",
}
#: What people are moved from or to tells where only for these.
MOVED = {Fate.DISPLACED: {"from", "to", "towards", "toward", "into"}, Fate.RECOVERED: {"from"}}
LABELS = {"GPE", "LOC", "FAC"}


@dataclass(frozen=True, slots=True)
class Found:
    where: Where
    start: int
    end: int
    rule: str


def places(named: Iterable[Span], reference: Reference) -> list[tuple[Span, Where]]:
    """Of the words that may name a place those that a locative preposition names, in reading order, with their gazetteer ids.

    Not where somebody speaks: "reported in Bogota", "the ministry in Baku".
    """
    return [(span, where(_bare(span.text), reference)) for span in named if _locative(span)]


def candidates(doc: Doc, reference: Reference) -> list[Span]:
    """Entities that may be places, names the parser takes for none ("the village of Pazigyi"), named buildings ("Adra prison")."""
    settled: list[Span] = []
    taken: set[int] = set()
    for entity in doc.ents:
        if _bare(entity.text).casefold() in _words("settlements") or _is_people(entity, reference) or _shouted(entity, reference):
            continue
        if entity.label_ in LABELS or (entity.label_ in {"ORG", "PERSON"} and reference.places_named(_bare(entity.text))):
            settled.append(_with_building(entity))
            taken |= {t.i for t in settled[-1]}
        elif entity.label_ not in {"DATE", "CARDINAL", "ORDINAL", "QUANTITY", "TIME", "NORP"} and entity[
            -1
        ].lemma_.casefold() in _words("sites"):
            settled.append(entity)
            taken |= {t.i for t in entity}
    for token in doc:
        if token.i in taken or not _may_name_place(token, reference):
            continue
        first = token
        while (
            first.i
            and first.nbor(-1).head.i == token.i
            and first.nbor(-1).dep_ in {"compound", "amod", "nmod"}
            and first.nbor(-1).text[:1].isupper()
        ):
            first = first.nbor(-1)
        named = doc[first.i : token.i + 1]
        if token.ent_type_ in {"", "FAC", "PERSON", "ORG"} and named.text[:1].isupper():
            settled.append(named)
    return sorted(settled, key=lambda span: span.start)


def _is_people(entity: Span, reference: Reference) -> bool:
    """A people in the plural that the parser takes for a place: "twelve Greek Cypriots"."""
    return entity.root.tag_ in {"NNPS", "NNS"} and not reference.places_named(_bare(entity.text))


def _shouted(entity: Span, reference: Reference) -> bool:
    """Words of a wire in capitals, where every word looks like a name: only known places are."""
    small = any(c.islower() for c in entity.text)
    capitals = not small and len(entity.sent) > 4 and entity.sent.text.isupper()
    return capitals and not reference.places_named(_bare(entity.text))


def _with_building(entity: Span) -> Span:
    """The building that a place names: "the Lurigancho prison"."""
    following = entity.doc[entity.end] if entity.end < len(entity.doc) else None
    kind = following.lemma_.casefold() if following is not None else ""
    if following is not None and kind in _words("parts") and entity.root.head == following:
        return entity.doc[entity.start : entity.end + 1]
    named = following is not None and following.lemma_.casefold() in _words("sites") and entity.root.head == following
    return entity.doc[entity.start : entity.end + 1] if named else entity


def _may_name_place(token: Token, reference: Reference) -> bool:
    """A proper noun after "the village of", a known name after "in", a building with a name before it, that no entity covers."""
    if token.pos_ != "PROPN" and token.dep_ != "pobj" and token.lemma_.casefold() not in _words("sites"):
        return False
    if token.lemma_.casefold() in _words("sites"):
        return any(c.dep_ in {"compound", "nmod"} and c.pos_ == "PROPN" for c in token.children)
    of_settlement = (
        token.dep_ == "pobj" and token.head.lower_ == "of" and token.head.head.lemma_.casefold() in _words("settlements")
    )
    after_preposition = token.dep_ == "pobj" and token.head.lower_ in LOCATIVE and token.text[:1].isupper()
    unknown = after_preposition and token.pos_ == "PROPN" and _only_a_place(token)
    return unknown or (token.pos_ == "PROPN" and of_settlement) or (after_preposition and bool(reference.places_named(token.text)))


def _only_a_place(token: Token) -> bool:
    """Whether an unknown name can only be a place: "near Kalumba", "at Liancourt"."""
    at = token.head.lower_
    if token.tag_ != "NNP" or token.lower_ in _words("not_places"):
        return False
    return at in {"near", "outside", "at"} and token.ent_type_ in {"", "PERSON"}


@cache
def _words(kind: str) -> frozenset[str]:
    return frozenset(table("context")["places"][kind])


def _locative(span: Span) -> bool:
    """Whether a preposition of place, or the settlement it names, makes a name the place of something that happened."""
    doc, head = span.doc, span.root
    before = doc[span.start - 1].lower_ if span.start else ""
    locative = (head.dep_ == "pobj" and head.head.lower_ in LOCATIVE) or before in LOCATIVE or head.dep_ in {"appos", "npadvmod"}
    apposed = head.dep_ == "pobj" and head.head.lower_ == "of" and head.head.head.lemma_.casefold() in _words("settlements")
    above = head.head if head.dep_ == "pobj" else None
    struck = (
        above is not None
        and above.lower_ in {"of", "for", "against"}
        and not _words("struck").isdisjoint({above.head.lemma_.casefold(), above.head.lower_})
    )
    if _label(span):
        return True
    if head.dep_ == "appos" and any(c.dep_ == "nummod" and c.i > head.i for c in head.children):
        return False  # "Kyiv lost 12 men, Moscow 30"
    if any(a.lower_ == "according" for a in head.ancestors) or (span.end < len(doc) and doc[span.end].text == "-"):
        return False
    speaks = head.dep_ in {"nsubj", "nsubjpass", "dobj", "poss", "compound"} and not apposed
    return (locative or apposed or struck) and not speaks and not _where_somebody_speaks(head)


def _label(span: Span) -> bool:
    """The place that opens an item of a list: "- Nabatiyeh: 7 dead"."""
    doc = span.doc
    opens = all(t.is_space or t.is_punct for t in doc[: span.start])
    return opens and span.end < len(doc) and doc[span.end].text == ":"


def _where_somebody_speaks(head: Token) -> bool:
    """ "It was reported in Bogota", "the authorities in Baku"."""
    above = head.head.head if head.dep_ == "pobj" and head.head.lower_ in {"in", "at"} else None
    if above is None:
        return False
    if above.pos_ == "VERB":
        return above.lemma_.casefold() in _words("telling")
    speaks = above.dep_ in {"nsubj", "nsubjpass", "dobj"} or any(a.lower_ == "according" for a in above.ancestors)
    return speaks and above.pos_ == "NOUN" and above.lemma_.casefold() in _words("offices")


def _bare(name: str) -> str:
    return re.sub(r"^the\s+|['’]s$", "", name, flags=re.IGNORECASE).strip()


def where(name: str, reference: Reference) -> Where:
    known = reference.places_named(name)
    return Where(name, known[0].id if known else None)


def place_of(told: Telling, sentence: Span, named: Sequence[tuple[Span, Where]], before: Found | None) -> Found | None:
    """The nearest place in the clause of the fate, then in the sentence, then the paragraph's last."""
    inside = [(e, w) for e, w in named if sentence.start <= e.start < sentence.end]
    clause = _clause(told.word)
    if told.fate in {Fate.RETURNED, Fate.RELEASED}:  # where they were handed over, not where they had been killed
        inside = [(e, w) for e, w in inside if e.root.head.dep_ == "prep" and e.root.head.head == told.word]
    ranked = sorted(inside, key=lambda pair: (pair[0].root.i not in clause, abs(pair[0].root.i - told.word.i)))
    scene = _where_clause(told.word)
    if scene is not None and not any(e.root.i in {t.i for t in scene.subtree} for e, _ in inside):
        start, end = _name_of(scene)
        text = sentence.doc[start:end].text
        span = sentence.doc[start:end]
        return Found(Where(text, None), span.start_char, span.end_char, "what happened there")
    for entity, place in ranked:
        rule = "place in the clause" if entity.root.i in clause else "place in the sentence"
        return Found(place, entity.start_char, entity.end_char, rule)
    return before


#: How far after a count its own place may stand, in words.
BESIDE = 9


def beside(q: Quantity, sentence: Span, named: Sequence[Span], reference: Reference) -> Found | None:
    """The place that follows a count itself: "64 from the Zaporizhzhia front", "397 who had fallen in the Donetsk region"."""
    last = max(q.number.i, q.noun.i if q.noun is not None else 0)
    end = min(last + BESIDE, sentence.end)
    stop = next((t.i for t in sentence.doc[last + 1 : end] if t.text in {",", ";", ":"} or t.like_num or t.lower_ == "and"), end)
    for span in named:
        preposition = span.root.head if span.root.dep_ in {"pobj", "compound"} else None
        inside = last < span.start < stop
        if (
            inside
            and preposition is not None
            and sentence.doc[last + 1].lower_ in {"who", "that", "in", "from", "around", "near", "at", "had"}
        ):
            return Found(where(_bare(span.text), reference), span.start_char, span.end_char, "place beside the count")
    return None


def _where_clause(word: Token) -> Token | None:
    """The noun of the place in "the attack on the headquarters, where four were killed"."""
    if word.dep_ != "relcl" or not any(c.lower_ == "where" for c in word.children):
        return None
    noun = word.head
    named = noun.ent_type_ in LABELS | {"ORG"} or any(c.pos_ == "PROPN" for c in noun.children)
    return noun if named and noun.lemma_.casefold() in _words("sites") | {"headquarters"} else None


def _name_of(noun: Token) -> tuple[int, int]:
    """The words from the first capital to the noun: "National Guard headquarters"."""
    first = noun.i
    while first > noun.sent.start and (noun.doc[first - 1].text[:1].isupper() or noun.doc[first - 1].dep_ == "compound"):
        first -= 1
    return first, noun.i + 1


def moved_between(told: Telling, sentence: Span, named: Iterable[Span], reference: Reference) -> Found | None:
    """Where people fled from or to, or remains were taken from: "fled towards Tawila"."""
    ways = MOVED.get(told.fate, set())
    for span in named if ways else ():
        head = span.root
        if (
            sentence.start <= span.start < sentence.end
            and head.dep_ == "pobj"
            and head.head.lower_ in ways
            and told.word in head.ancestors
        ):
            return Found(where(_bare(span.text), reference), span.start_char, span.end_char, "where from or to")
    return None


def _clause(word: Token) -> set[int]:
    return {t.i for t in word.subtree} | {t.i for c in word.head.children if c.dep_ == "prep" for t in c.subtree}
