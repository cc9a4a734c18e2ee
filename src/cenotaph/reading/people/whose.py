"""Whose people are counted: from the words of the phrase outward, to who lost them, whom losses were inflicted on, who speaks."""

from __future__ import annotations

import re

from spacy.tokens import Span, Token

from ...model.reference import Reference, Side, SideKind
from ...model.terms import Fate, Role
from ..count.counted import Quantity, is_person
from ..fate.tellings import Telling
from ..lexicon import nouns, table
from ..speech.speakers import phrase
from .parties import Named, clause_subject, is_body, is_irregular, is_regular, named_as, origin_side, party, phrase_side, side_at
from .serving import all_of_them, bearer, group_of, inflicted_on, membership, own_force

LOSSES = {Fate.KILLED, Fate.MISSING, Fate.INJURED, Fate.DEAD_OR_MISSING}
HANDED = {Fate.RETURNED, Fate.RELEASED}
OURS = {"our", "my"}
#: The rule by which a people that the reference does not know is a side.
OWN_NAME = "a people by its own name"
#: After "of" and "from", what whose people they are may stand with, besides people: "of French nationality", "of the fallen".
OF_WHOM = set(nouns().remains) | {"nationality", "citizenship", "origin", "descent", "ethnicity"}


def side_of(q: Quantity, told: Telling, reference: Reference, sentence: Span) -> Named | None:
    """Whose people are counted, from the phrase outward; None when it is not told."""
    if _covers_both(sentence, q, told) or _swapped(told, reference):
        return Named("both", "both", q.start, q.end, "both sides")
    return (
        _in_the_phrase(q, told, reference)
        or _people(q, reference)
        or _whose_forces(q, reference)
        or own_force(q)
        or _possessed(q, told, reference)
        or _on_a_side(q, reference)
        or _announced_losses(q, sentence, reference)
        or inflicted_on(q, reference)
        or _own_toll(q, told, reference)
        or _of_the_losses(q, told, reference)
        or _registered(told, reference)
        or _all_of_one(q, reference)
        or _member_of(q.noun)
        or _lost_by(q, told, reference)
    )


def _in_the_phrase(q: Quantity, told: Telling, reference: Reference) -> Named | None:
    """A side that the counted phrase names: its noun, their modifiers, a possessive, what stands behind "of" or "from"."""
    bases = [t for t in (q.noun, q.node, told.people) if t is not None and t.doc is q.number.doc]
    bases += [
        g
        for b in list(bases)
        for c in b.children
        if c.dep_ == "prep" and c.lower_ in {"of", "from"}
        for g in c.children
        if g.dep_ == "pobj" and (is_person(g) or g.pos_ in {"PROPN", "NUM"} or is_body(g) or g.lemma_ in OF_WHOM)
    ]
    for base in dict.fromkeys(bases):
        whole = _joined_name(base, reference)
        if whole is not None:
            return named_as(whole, base, "words of the counted phrase")
        modifiers = [c for c in base.children if c.dep_ in {"amod", "compound", "nmod", "poss"}]
        for token in [*modifiers, *(g for m in modifiers for g in m.children if g.dep_ in {"compound", "amod"}), base]:
            side = side_at(token, reference)
            if side is not None:
                return named_as(side, token, "words of the counted phrase")
            if token.dep_ == "poss" and token.lower_ in {"its", "their", "his", "our"}:
                owner = _owner(q, told)
                side = phrase_side(owner, reference) if owner is not None else None
                if side is not None and owner is not None:
                    return named_as(side, owner, "possessor")
    return None


def _owner(q: Quantity, told: Telling) -> Token | None:
    """Whom "its" stands for: the subject, but of harm and capture whoever says so, since nobody is captured by his own."""
    owner = clause_subject(told.word, other_than=q.node)
    if owner is not None and told.frame is not None and told.fate in {Fate.CAPTURED, Fate.KILLED, Fate.INJURED}:
        return _who_says(owner) or owner
    return owner


def _whose_forces(q: Quantity, reference: Reference) -> Named | None:
    """The side that the clause says they served or belong to."""
    member = membership(q) or group_of(q)
    side = phrase_side(member, reference) if member is not None else None
    return named_as(side, member, "whose forces they were in") if side is not None and member is not None else None


def _possessed(q: Quantity, told: Telling, reference: Reference) -> Named | None:
    """ "27 of its own dead", "200 dead on their side"."""
    own = _of_its_own(q) or _on_their_side(told)
    owner = clause_subject(own.head, other_than=q.node) if own is not None else None
    if owner is None or (phrase_side(owner, reference) is None and not is_body(owner)):
        return None
    return party(owner, reference, "possessor")


def _on_a_side(q: Quantity, reference: Reference) -> Named | None:
    """ "On the Ukrainian side there were 40 dead": the side that the clause is about."""
    verb = next((t for t in (q.node, *q.node.ancestors) if t.pos_ in {"VERB", "AUX"}), None)
    sides = (
        g
        for c in (verb.children if verb is not None else ())
        if c.lower_ in {"on", "from"}
        for g in c.children
        if g.lower_ == "side"
    )
    named = next((t for g in sides for t in g.children if t.dep_ in {"amod", "compound", "poss"}), None)
    side = side_at(named, reference) if named is not None else None
    return named_as(side, named, "the side that the clause is about") if side is not None and named is not None else None


def _registered(told: Telling, reference: Reference) -> Named | None:
    """ "Are listed in Ukraine's register of the missing": those of whoever keeps it."""
    owners = (t for g in told.word.children if g.dep_ == "pobj" for t in g.children if t.dep_ == "poss")
    owner = next(owners, None) if told.rule == "on the list of the missing" else None
    side = side_at(owner, reference) if owner is not None else None
    return named_as(side, owner, "whose register it is") if side is not None and owner is not None else None


def _lost_by(q: Quantity, told: Telling, reference: Reference) -> Named | None:
    """The side or the force that lost them: "the army lost 12 men"."""
    owner = bearer(q, told)
    if owner is None:
        return None
    side = phrase_side(owner, reference)
    if side is not None:
        return named_as(side, owner, "who lost them")
    ours = any(c.lower_ in OURS for c in owner.children)  # of whoever speaks: told when the report is known
    if owner.lemma_.casefold() in table("parties")["forces"]["nouns"] and not ours:
        return Named(phrase(owner)[0], None, owner.idx, owner.idx + len(owner), "who lost them")
    return None


def _joined_name(noun: Token, reference: Reference) -> Side | None:
    """The side of a people named in two words, of which the first alone would be another's: "Turkish Cypriots"."""
    if not noun.i or noun.nbor(-1).head != noun or noun.tag_ not in {"NNS", "NNPS", "NNP"}:
        return None
    return next(iter(reference.sides_named(f"{noun.nbor(-1).text} {noun.text}")), None)


def _swapped(told: Telling, reference: Reference) -> bool:
    """ "Russia and Ukraine swap 206 prisoners": people of both."""
    if told.word.lemma_ not in {"swap", "exchange", "trade"} or told.fate not in HANDED:
        return False
    subject = next((c for c in told.word.children if c.dep_ == "nsubj"), None)
    if subject is None and told.word.dep_ == "xcomp":
        subject = clause_subject(told.word)
    parties = [subject, *subject.conjuncts] if subject is not None else []
    if subject is not None and subject.i > 1 and subject.nbor(-1).text == ",":  # headlines: "Ukraine, Russia swap 206 prisoners"
        parties.append(subject.nbor(-2))
    return len({s.slug for t in parties if (s := side_at(t, reference)) is not None}) > 1


def _people(q: Quantity, reference: Reference) -> Named | None:
    """A people that the reference does not know, by its own name: "104 Yazidis", "ethnic Masalit", but no town's victims."""
    noun = q.noun
    if noun is None:
        return None
    for token in (noun, *(c for c in noun.children if c.dep_ in {"amod", "compound", "nmod"})):
        town = token != noun and token.pos_ == "PROPN" and reference.places_named(token.text)
        named = token.ent_type_ == "NORP" and token.text[:1].isupper() and (token == noun or token.pos_ in {"ADJ", "PROPN"})
        if named and not town:
            return Named(token.text, None, token.idx, token.idx + len(token), OWN_NAME)
    return None


def _covers_both(sentence: Span, q: Quantity, told: Telling) -> bool:
    """ "On both sides", "on the two sides", "from each side", in the clause of the figure."""
    both = next(
        (
            t
            for t in sentence
            if t.lower_ in {"both", "two", "each", "either"}
            and t.i + 1 < len(t.doc)
            and t.nbor().lemma_.casefold() in {"side", "camp"}
        ),
        None,
    )
    return both is not None and (both in told.word.subtree or both in q.node.subtree)


def own_toll(q: Quantity, told: Telling) -> Token | None:
    """The toll that somebody tells of his own people: "puts its own military losses at 2,855 killed"."""
    losses = table("parties")["membership"]["losses"]
    clause = next((t for t in q.node.ancestors if t.pos_ == "VERB"), q.node)
    tolls = [told.word, *(c for c in clause.children if c.dep_ == "dobj" and c.lemma_.casefold() in losses)]
    own = {"its", "their", "his"}
    return next((t for t in tolls if t.pos_ in {"NOUN", "ADJ"} and any(c.lower_ in own for c in t.children)), None)


def _own_toll(q: Quantity, told: Telling, reference: Reference) -> Named | None:
    """Whose toll it is: "Azerbaijan puts its own military losses at 2,855 killed"."""
    toll = own_toll(q, told)
    if toll is None:
        return None
    owner = clause_subject(toll.head)
    side = phrase_side(owner, reference) if owner is not None else None
    return named_as(side, owner, "who tells its losses") if side is not None and owner is not None else None


def _of_the_losses(q: Quantity, told: Telling, reference: Reference) -> Named | None:
    """Whose losses a number is put on: "put Armenian losses at 7,000", "Russian casualties reached 1,200"."""
    words = {*table("parties")["membership"]["losses"], "death", "fatality"}
    clauses = [t for t in q.node.ancestors if t.pos_ in {"VERB", "AUX"}][:2]  # the second is that of "losses amount to 310 killed"
    around = [c for verb in clauses for c in verb.children if c.dep_ in {"dobj", "nsubj", "nsubjpass"}]
    for toll in (told.word, *around):
        side = phrase_side(toll, reference) if toll.pos_ in {"NOUN", "PROPN"} and toll.lemma_.casefold() in words else None
        if side is not None:
            return named_as(side, toll, "whose losses they are")
    return None


def _all_of_one(q: Quantity, reference: Reference) -> Named | None:
    """ "Four suspects, all members of the FPL": whose people all of them are."""
    who = all_of_them(q)
    if who is None:
        return None
    side = phrase_side(who, reference) or origin_side(who, reference)
    return named_as(side, who, "what all of them are") if side is not None else _member_of(who)


def _member_of(noun: Token | None) -> Named | None:
    """A group that the reference does not know, by its own name: "17 members of the Liberation Command"."""
    if noun is None or noun.lemma_.casefold() not in table("parties")["membership"]["members"]:
        return None
    of = next((g for c in noun.children if c.lower_ == "of" for g in c.children if g.dep_ == "pobj" and g.pos_ == "PROPN"), None)
    if of is None or of.ent_type_ in {"GPE", "LOC", "PERSON", "DATE"}:
        return None
    name, start, end = phrase(of)
    bare = re.sub(r"^(?:the|The) |\s*\([^)]*\)$", "", name)
    return Named(bare, None, start, end, "members of a group by its own name") if bare[:1].isupper() else None


def _who_says(doer: Token) -> Token | None:
    """Whose "its people" are in "Armenia says Azerbaijan is holding 200 of its people": whoever says so, not who does it."""
    verb = doer.head
    if verb.dep_ != "ccomp" or doer.dep_ != "nsubj":
        return None
    return next((c for c in verb.head.children if c.dep_ == "nsubj" and c.pos_ != "PRON"), None)


def _announced_losses(q: Quantity, sentence: Span, reference: Reference) -> Named | None:
    """Who tells its losses before a colon: "Ankara broke its silence on losses: twelve soldiers"."""
    before = sentence.doc[sentence.start : q.number.i]
    colon = next((t.i for t in before if t.text == ":"), None)
    if colon is None:
        return None
    loss = next((t for t in before if t.i < colon and t.lemma_.casefold() in table("parties")["membership"]["losses"]), None)
    owner = clause_subject(loss.head, other_than=loss) if loss is not None else None
    side = phrase_side(owner, reference) if owner is not None else None
    return named_as(side, owner, "who tells its losses") if side is not None and owner is not None else None


def _on_their_side(told: Telling) -> Token | None:
    """The "on" in "counted 200 dead on their side"."""
    return next(
        (
            t
            for t in told.word.sent
            if t.lower_ == "on"
            and any(g.lower_ == "side" and any(c.lower_ in {"its", "their"} for c in g.children) for g in t.children)
        ),
        None,
    )


def _of_its_own(q: Quantity) -> Token | None:
    """The "of" in "27 of its own dead", "several hundred missing of its own", "1,700 of their men"."""
    bases = {q.number, q.node, *([q.noun] if q.noun is not None else [])}
    return next(
        (
            c
            for b in bases
            for c in b.children
            if c.lower_ == "of"
            and any(t.lower_ in {"its", "their"} for g in c.children if g.lower_ == "own" or is_person(g) for t in (g, *g.children))
        ),
        None,
    )


def inferred_side(
    role: Role, speaker_side: Side | None, recipient: Named | None, fate: Fate, *, words: str, counts_own: bool = False
) -> Named | None:
    """A side that is not in the phrase: bodies go home to their own side; an army that counts soldiers counts its own."""
    if fate is Fate.RETURNED and recipient is not None and recipient.slug is not None:
        return Named(recipient.name, recipient.slug, recipient.start, recipient.end, "remains go home")
    foes = speaker_side is not None and (
        is_irregular(words) if speaker_side.kind is SideKind.STATE else is_regular(words)
    )  # an army counts rebels, and rebels soldiers, that are not its own
    if speaker_side is not None and not foes and fate in LOSSES and (counts_own or role is Role.COMBATANT):
        return Named(speaker_side.name, speaker_side.slug, 0, 0, "the speaker's own losses")
    return None


def label_side(q: Quantity, sentence: Span, reference: Reference) -> Named | None:
    """Whose people a bulletin's list counts: those its heading names before the colon."""
    for token in (t for t in sentence if t.i < q.number.i and is_person(t)):
        side = phrase_side(token, reference)
        if side is not None:
            return named_as(side, token, "heading of the list")
        if any(c.lower_ in {"its", "their"} for c in token.children):
            owners = (s for t in sentence if t.i < token.i for s in [side_at(t, reference)] if s is not None)
            owner = next(owners, None)
            if owner is not None:
                return named_as(owner, token, "heading of the list")
    return None
