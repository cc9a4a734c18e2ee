"""Which words of a paragraph may name a place: what the parser takes for one, and names that it takes for none or for a person."""

from __future__ import annotations

import re
from functools import cache

from spacy.tokens import Doc, Span, Token

from ...model.reference import Reference, SideKind
from ..count.counted import is_person
from ..lexicon import table

LABELS = {"GPE", "LOC", "FAC"}
#: Labels of what is no name at all.
COUNTED = {"DATE", "CARDINAL", "ORDINAL", "QUANTITY", "TIME", "NORP", "MONEY", "PERCENT"}
#: Labels under which the parser hides unknown places.
DOUBTFUL = {"", "FAC", "PERSON", "ORG"}
BEFORE_NAME = {"compound", "amod", "nmod"}


@cache
def words(kind: str) -> frozenset[str]:
    """A list of the lexicon of places."""
    return frozenset(table("context")["places"][kind])


def bare(name: str) -> str:
    """A name without the article before it and the "'s" after it."""
    return re.sub(r"^the\s+|['’]s$", "", name, flags=re.IGNORECASE).strip()


def candidates(doc: Doc, reference: Reference) -> list[Span]:
    """Entities that may be places, names the parser takes for none ("the village of Pazigyi"), named grounds ("Adra prison")."""
    settled: list[Span] = []
    taken: set[int] = set()
    for entity in doc.ents:
        if not _is_no_place(entity, reference) and _may_be_place(entity, reference):
            settled.append(_with_kind(entity, reference))
            taken |= {t.i for t in settled[-1]}
    for token in doc:
        direction = _direction(token)
        if token.i in taken and direction is None:
            continue
        named = direction or _ground(token) or _numbered(token) or _after_kind(token) or _unknown(token, reference)
        if named is not None and not _of_side(named, reference):
            settled = [span for span in settled if span.end <= named.start or span.start >= named.end]
            settled.append(named)
    return sorted(settled, key=lambda span: span.start)


def _may_be_place(entity: Span, reference: Reference) -> bool:
    if entity.label_ in LABELS:
        return True
    if entity.label_ in {"ORG", "PERSON"} and reference.places_named(bare(entity.text)):
        return True
    return entity.label_ not in COUNTED and entity[-1].lemma_.casefold() in words("sites")


def _is_no_place(entity: Span, reference: Reference) -> bool:
    """A bare common noun, a clock time, a people in the plural, a party to a war, a word of a wire in capitals."""
    name = bare(entity.text)
    if name.casefold() in words("settlements") | words("not_places") or not any(c.isalpha() for c in name) or _titled(entity):
        return True
    armed = any(s.kind is SideKind.ARMED_GROUP and name not in s.metonyms for s in reference.sides_named(name))
    if armed or _of_vehicle(entity):  # "Kilinochchi" stands for those who rule it, and is a town all the same
        return True
    if _of_side(entity, reference):
        return True
    return _is_people(entity, reference) or _shouted(entity, reference)


def _titled(entity: Span) -> bool:
    """A person whom the parser takes for a place, named after a title: "Comrade Leticia"."""
    before = entity.doc[entity.start - 1] if entity.start else None
    return before is not None and before.dep_ == "compound" and before.lower_ in table("context")["titles"]


def _of_vehicle(entity: Span) -> bool:
    """The name of a ship or plane: "the tanker Amina Star"."""
    before = entity.doc[entity.start - 1] if entity.start else None
    return before is not None and before.lemma_.casefold() in words("vehicles")


def _is_people(entity: Span, reference: Reference) -> bool:
    """A people in the plural that the parser takes for a place: "twelve Greek Cypriots"."""
    return entity.root.tag_ in {"NNPS", "NNS"} and not reference.places_named(bare(entity.text))


def _shouted(entity: Span, reference: Reference) -> bool:
    """Words of a wire in capitals, where every word looks like a name: only known places are."""
    small = any(c.islower() for c in entity.text)
    capitals = not small and len(entity.sent) > 4 and entity.sent.text.isupper()
    return capitals and not reference.places_named(bare(entity.text))


def _of_side(span: Span, reference: Reference) -> bool:
    """Whether a name is the end of a party's: "Al-Qaeda in the Arabian Peninsula"."""
    doc, start = span.doc, span.start
    if not start or doc[start - 1].lower_ not in {"in", "of", "the", "for", "and"}:
        return False
    return any(reference.sides_named(doc[i : span.end].text) for i in range(max(start - 6, span.sent.start), start - 1))


def _with_kind(entity: Span, reference: Reference) -> Span:
    """The name with the noun that says what it is: "the Lurigancho prison"; not the camp of a whole region."""
    doc, end = entity.doc, entity.end
    following = doc[end] if end < len(doc) else None
    if following is not None and entity[-1].lower_ in {"of", "the"} and following.pos_ == "PROPN":
        return doc[entity.start : end + 1]
    while following is not None and following.dep_ == "compound" and following.head == entity.root.head:  # "border post"
        end += 1
        following = doc[end]
    if following is None or entity.root.head != following:
        return entity
    kind, longer = following.lemma_.casefold(), doc[entity.start : end + 1]
    if kind in words("parts") or (entity[-1].lower_ in words("particles") and following.pos_ == "PROPN"):
        return longer
    known = reference.places_named(bare(entity.text)) if kind in words("sites") else []
    wide = bool(known) and known[0].kind in {"country", "region", "territory"}
    return longer if kind in words("sites") and not wide else entity


def _direction(token: Token) -> Span | None:
    """A part of a country that bears no name: "in the north of the country", "Algeria's restless south"."""
    if token.dep_ != "pobj" or token.lemma_.casefold() not in words("compass") or token.head.lower_ not in words("locative"):
        return None
    end = token.i + 1
    for child in token.children:
        if child.dep_ == "prep":
            if not any(g.lemma_.casefold() == "country" for g in child.children):
                return None
            end = child.right_edge.i + 1
    first = min((c.i for c in token.children if c.dep_ in {"poss", "amod", "compound"} and c.i < token.i), default=token.i)
    if first < token.i:
        first = min(first, token.doc[first].left_edge.i)
    return token.doc[first:end] if end - first <= 6 else None


def _ground(token: Token) -> Span | None:
    """A building, ground or part of a country with a name before it that the parser takes for none: "the Kasulo district"."""
    kind = token.lemma_.casefold()
    if kind not in words("sites") and not (kind in words("grounds") and token.dep_ in {"pobj", "conj", "dobj"}):
        return None
    if not any(c.dep_ in {"compound", "nmod"} and c.pos_ == "PROPN" for c in token.children):
        return None
    named = _whole(token)
    return named if token.ent_type_ in DOUBTFUL and named.text[:1].isupper() else None


def _numbered(token: Token) -> Span | None:
    """A part of a city that bears a number: "in Zone 12 of the capital"."""
    if token.dep_ != "pobj" or token.lemma_.casefold() not in words("numbered") or not token.text[:1].isupper():
        return None
    after = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else None
    return token.doc[token.i : token.i + 2] if after is not None and after.like_num else None


def _unknown(token: Token, reference: Reference) -> Span | None:
    """A proper noun after "the village of" or "near", or a known name after "in", that no entity covers."""
    if token.dep_ != "pobj" or not token.text[:1].isupper() or token.head.dep_ == "agent":
        return None
    people = token.ent_type_ == "NORP" and token.tag_ == "NNP" and token.head.lower_ == "in"  # "in Sulu"
    if token.ent_type_ not in DOUBTFUL and not people:
        return None
    if not words("not_places").isdisjoint({token.lower_, _whole(token)[0].lower_}) or reference.sides_named(token.text):
        return None
    proper = token.pos_ == "PROPN"
    struck = token.head.lower_ in {"on", "against", "over"} and is_struck(token.head.head) and not token.ent_type_
    if proper and (of_ground(token.head) or struck or _only_a_place(token, reference)):
        return _whole(token)
    return _whole(token) if token.head.lower_ in words("locative") and reference.places_named(token.text) else None


def _after_kind(token: Token) -> Span | None:
    """A name that the noun before it calls a settlement: "the village Kasulo", "in the hamlet Kasulo"."""
    if token.pos_ != "PROPN" or token.ent_type_ not in DOUBTFUL or not named_by_kind(token):
        return None
    end = token.i + 1
    while end < token.sent.end and token.doc[end].pos_ == "PROPN":
        end += 1
    return token.doc[token.i : end]


def named_by_kind(token: Token) -> bool:
    """Whether "the village" or "in the hamlet" stands right before a name, in small letters."""
    before = [token.doc[i] for i in range(max(token.sent.start, token.i - 2), token.i)]
    return (
        len(before) == 2
        and token.text[:1].isupper()
        and before[0].lower_ in {"the", "a", "small", "tiny", "remote", "nearby"}
        and before[1].text in words("settlements")
    )


def is_struck(noun: Token) -> bool:
    """Whether a noun is something that is done to a place: an attack, a raid, the shelling."""
    return not words("struck").isdisjoint({noun.lemma_.casefold(), noun.lower_})


def of_ground(preposition: Token) -> bool:
    """Whether a preposition names what a ground or a direction belongs to: "the village of", "north of", "on the road from"."""
    noun = preposition.head.lemma_.casefold()
    if preposition.lower_ == "of":
        return noun in words("settlements") or noun in words("sites") or noun in words("directions")
    if preposition.lower_ in {"into", "to"} and preposition.head.lower_ == "leading":
        return True  # "a checkpoint leading into Kasulo"
    return preposition.lower_ in {"from", "to", "between"} and noun in words("ways")


def _only_a_place(token: Token, reference: Reference) -> bool:
    """Whether an unknown name can only be a place: "near Kalumba", "at Liancourt", "in Kalumba, where …"."""
    if token.tag_ != "NNP" or token.head.lower_ not in words("surely"):
        return False
    if token.ent_type_ != "ORG" or any(c.dep_ == "relcl" and any(g.lower_ == "where" for g in c.subtree) for c in token.children):
        return True
    above = token.head.head  # "the lines at Kasulo"; not "a researcher at Chatham", "said at Davos"
    works_there = token.head.lower_ == "at" and (above.pos_ == "VERB" or is_person(above))
    return not token.text.isupper() and not works_there and not reference.institutions_named(_whole(token).text)


def _whole(token: Token) -> Span:
    """A name from its first capital on, small words within it included: "Omar ibn al-Khattab mosque"."""
    first = start = token.i
    sentence = token.sent.start
    while first > sentence:
        before = token.doc[first - 1]
        hangs = first <= before.head.i <= token.i and before.dep_ in BEFORE_NAME
        if before.text[:1].isupper() and hangs:
            start = first - 1
        elif before.lower_ not in words("particles") and not (hangs and before.pos_ == "NOUN"):
            break  # small nouns only within: "Tamulo border post"
        first -= 1
    return token.doc[start : token.i + 1]
