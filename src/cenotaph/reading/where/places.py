"""Where the fate happened: the place named in the figure's clause, sentence or paragraph, kept as the text names it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from spacy.tokens import Span, Token

from ...model.claims import Where
from ...model.reference import Reference
from ...model.terms import Fate
from ..count.counted import Quantity
from ..fate.tellings import Telling
from .naming import LABELS, bare, is_struck, named_by_kind, of_ground, words
from .seats import brought_to, elsewhere, where_somebody_speaks

#: What people are moved from or to tells where only for these.
MOVED = {
    Fate.DISPLACED: {"from", "to", "towards", "toward", "into"},
    Fate.RECOVERED: {"from"},
    Fate.RELEASED: {"to"},
    Fate.CAPTURED: {"from"},
}


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
    return [(span, where(bare(span.text), reference)) for span in named if _locative(span)]


def _locative(span: Span) -> bool:
    """Whether a preposition of place, or the settlement it names, makes a name the place of something that happened."""
    head = span.root
    if label(span) or named_by_kind(span.doc[span.start]):
        return True
    if head.dep_ == "appos" and any(c.dep_ == "nummod" and c.i > head.i for c in head.children):
        return False  # "Kyiv lost 12 men, Moscow 30"
    if any(a.lower_ == "according" for a in head.ancestors) or (span.end < len(span.doc) and span.doc[span.end].text == "-"):
        return False
    above = head.head.head if head.dep_ == "pobj" else None
    belongs = head.dep_ == "pobj" and of_ground(head.head) and not brought_to(head.head.head)
    speaks = head.dep_ in {"nsubj", "nsubjpass", "dobj", "poss", "compound"} and not belongs
    if _hit(span):
        return True
    if speaks or where_somebody_speaks(head) or elsewhere(head):
        return False
    return belongs or _after_preposition(span) or (above is not None and _struck(head.head, above))


def _after_preposition(span: Span) -> bool:
    head, before = span.root, span.doc[span.start - 1].lower_ if span.start else ""
    locative = words("locative")
    return (
        (head.dep_ == "pobj" and head.head.lower_ in locative and head.head.dep_ != "agent")
        or before in locative
        or (head.dep_ in {"appos", "npadvmod"} and not _called(span))
    )


def _called(span: Span) -> bool:
    """Somebody who is called by name at the end of a greeting: "Good morning, Amina."."""
    before, after = span.doc[span.start - 1] if span.start else None, span.doc[span.end] if span.end < len(span.doc) else None
    ends = after is None or after.text in {".", "!", "?"}
    if span.start == span.sent.start and span.label_ == "PERSON" and after is not None and after.text == ",":
        return True  # "Amina, what can you tell us?"
    return ends and before is not None and before.text == "," and span.start - span.sent.start <= 4


def _struck(preposition: Token, noun: Token) -> bool:
    """What is done to a place: "the shelling of Horlivka", "the attack on the village"."""
    return preposition.lower_ in {"of", "for", "against", "on", "over"} and is_struck(noun)


def _hit(span: Span) -> bool:
    """The place that a verb of attacking has for its object: "shells hit the Kasulo market"."""
    head = span.root
    if head.dep_ not in {"dobj", "nsubjpass"} or head.head.lemma_.casefold() not in words("hitting"):
        return False
    return head.ent_type_ in {"GPE", "FAC", "LOC"} or not words("sites").isdisjoint({head.lemma_.casefold()})


def label(span: Span) -> bool:
    """The place that opens an item of a list or a paragraph: "- Nabatiyeh: 7 dead", "Kasulo. On Friday …"."""
    doc = span.doc
    if span.end >= len(doc) or doc[span.end].text not in {":", ".", "–", "—"}:
        return False
    return all(t.is_space or t.is_punct for t in doc[: span.start]) and (doc[span.end].text == ":" or span.end + 2 < len(doc))


def where(name: str, reference: Reference) -> Where:
    known = reference.places_named(name)
    return Where(name, known[0].id if known else None)


def wide(place: Where, reference: Reference) -> bool:
    """Whether a place is a country, a region or a part of one, where a sum over many occurrences may be set."""
    known = reference.places_named(place.name)
    kinds = {known[0].kind} if known else set()
    last = place.name.casefold().split()[-1]
    return not kinds.isdisjoint({"country", "region", "territory"}) or last in words("parts") or place.name[:1].islower()


def place_of(told: Telling, sentence: Span, named: Sequence[tuple[Span, Where]], before: Found | None) -> Found | None:
    """The nearest place in the clause of the fate, then in the sentence, then the paragraph's last."""
    inside = [(e, w) for e, w in named if sentence.start <= e.start < sentence.end]
    clause = _clause(told.word)
    there = _where_clause(told.word)
    if there is not None and not any(e.root.i in {t.i for t in told.word.subtree} for e, _ in inside):
        return _what_happened_there(there, sentence, inside)
    inside = [(e, w) for e, w in inside if not _of_part(e.root, told.word)]
    if told.fate in {Fate.RETURNED, Fate.RELEASED}:  # where they were handed over, not where they had been killed
        inside = [(e, w) for e, w in inside if e.root.head.dep_ == "prep" and _hangs_on(e.root.head, told.word)]
    if not inside:
        return before
    entity, place = min(inside, key=lambda pair: (pair[0].root.i not in clause, abs(pair[0].root.i - told.word.i)))
    entity, place = narrowest(entity, place, inside)
    rule = "place in the clause" if entity.root.i in clause else "place in the sentence"
    return Found(place, entity.start_char, entity.end_char, rule)


def _of_part(place: Token, word: Token) -> bool:
    """Whether a place is told of some of the counted only: "12 died, most of them in Kasulo"."""
    for above in place.ancestors:
        if above == word or above.pos_ == "VERB":
            return False
        some = above.lemma_.casefold() in words("some") or (above.like_num and above.i > word.i)
        if some and any(
            c.lower_ == "of" and any(g.lower_ in {"them", "whom", "these"} for g in c.children) for c in above.children
        ):
            return True
    return False


def _hangs_on(preposition: Token, word: Token) -> bool:
    """Whether a preposition belongs to a verb, to its particle or to its day: "handed over in Kasulo", "on Friday in Kasulo"."""
    above = preposition.head
    if above.dep_ == "pobj" and above.ent_type_ == "DATE":
        above = above.head
        return above.head == word
    return above == word or (above.head == word and above.dep_ in {"prt", "advmod", "npadvmod"})


def narrowest(entity: Span, place: Where, inside: Sequence[tuple[Span, Where]]) -> tuple[Span, Where]:
    """The first of the names that tell one place ever wider: "in Kasulo, in the eastern department of Morazan"."""
    for span, narrower in reversed([pair for pair in inside if pair[0].start < entity.start]):
        between = entity.doc[span.end : entity.start]
        if not 0 < len(between) <= 7 or not all(_widens(t) for t in between):
            break
        entity, place = span, narrower
    return entity, place


def _widens(token: Token) -> bool:
    """Words between a place and the wider one that it lies in."""
    return (
        token.text in {",", "(", "–"}
        or token.pos_ in {"ADP", "DET", "ADJ"}
        or token.lemma_.casefold() in words("settlements") | words("directions")
        or token.tag_ == "POS"  # "in Kasulo in Congo's Katanga province"
        or (token.ent_type_ == "GPE" and token.i + 1 < len(token.doc) and token.doc[token.i + 1].tag_ == "POS")
    )


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
            return Found(where(bare(span.text), reference), span.start_char, span.end_char, "place beside the count")
    return None


def _where_clause(word: Token) -> Token | None:
    """The noun of the place in "the attack on the headquarters, where four were killed", "in Kasulo, where 12 were shot"."""
    while word.dep_ == "conj":
        word = word.head
    if word.dep_ != "relcl" or not any(t.lower_ == "where" for t in word.subtree):
        return None
    noun = word.head
    named = noun.ent_type_ in LABELS | {"ORG", "PERSON"} or noun.pos_ == "PROPN"
    of_named = any(c.pos_ == "PROPN" or (c.lower_ == "of" and c.dep_ == "prep") for c in noun.children)
    kind = noun.lemma_.casefold()
    return noun if named or (of_named and kind in words("sites") | words("settlements") | {"headquarters"}) else None


def _what_happened_there(noun: Token, sentence: Span, inside: Sequence[tuple[Span, Where]]) -> Found:
    """The place that a clause with "where" hangs on: one of those named in the sentence, else the words themselves."""
    rule = "what happened there"
    for span, place in inside:
        if noun in span or (span.root.head.lower_ == "of" and span.root.head.head == noun):
            span, place = narrowest(span, place, inside)
            return Found(place, span.start_char, span.end_char, rule)
    start, end = _name_of(noun)
    span = sentence.doc[start:end]
    return Found(Where(span.text, None), span.start_char, span.end_char, rule)


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
        inside = sentence.start <= span.start < sentence.end and head.dep_ == "pobj"
        governed = told.word in head.ancestors or (told.word.dep_ == "amod" and told.word.head.head in head.ancestors)
        if inside and governed and head.head.lower_ in ways and (told.fate is not Fate.RELEASED or _brought(told, span, reference)):
            return Found(where(bare(span.text), reference), span.start_char, span.end_char, "where from or to")
    return None


def _brought(told: Telling, span: Span, reference: Reference) -> bool:
    """Where those released are flown or taken; not the country that gets them back."""
    known = reference.places_named(bare(span.text))
    wide, verb = bool(known) and known[0].kind == "country", span.root.head.head
    when = verb != told.word and (verb.dep_ == "advcl" or any(c.lower_ in {"when", "where"} for c in verb.children))
    return verb.lemma_.casefold() in words("bringing") and not when and not wide


def _clause(word: Token) -> set[int]:
    return {t.i for t in word.subtree} | {t.i for c in word.head.children if c.dep_ == "prep" for t in c.subtree}
