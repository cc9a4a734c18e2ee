"""Whose people, who did it, who received them: sides from adjectives, possessives, verb frames and the speaker."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Span, Token

from ..model.reference import Reference, Side
from ..model.terms import Fate, Role
from .lexicon import table
from .quantities import Quantity, is_person
from .speakers import phrase
from .tellings import Telling

LOSSES = {Fate.KILLED, Fate.MISSING, Fate.INJURED, Fate.DEAD_OR_MISSING}
HANDED = {Fate.RETURNED, Fate.RELEASED}


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
        found = reference.sides_named(bare)
        if found and (bare[:1].isupper() or len(found) == 1):
            return found[0]
    return None


def _named(side: Side, token: Token, rule: str) -> Named:
    return Named(side.name, side.slug, token.idx, token.idx + len(token), rule)


def side_of(q: Quantity, told: Telling, reference: Reference, sentence: Span) -> Named | None:
    """Whose people are counted, from the phrase outward; None when it is not told."""
    if "both sides" in " ".join(t.lower_ for t in sentence) and _covers_both(sentence, q, told):
        return Named("both", "both", q.start, q.end, "both sides")
    bases = [t for t in (q.noun, q.node, told.people) if t is not None]
    bases += [
        g
        for b in list(bases)
        for c in b.children
        if c.dep_ == "prep" and c.lower_ in {"of", "from"}
        for g in c.children
        if g.dep_ == "pobj"
    ]
    for base in dict.fromkeys(bases):
        modifiers = [c for c in base.children if c.dep_ in {"amod", "compound", "nmod", "poss"}]
        for token in [*modifiers, *(g for m in modifiers for g in m.children if g.dep_ in {"compound", "amod"}), base]:
            side = side_at(token, reference)
            if side is not None and not (
                token == base and base == q.noun and base.pos_ == "NOUN" and side.kind == "armed group" and len(side.slug) < 3
            ):
                return _named(side, token, "words of the counted phrase")
            if token.dep_ == "poss" and token.lower_ in {"its", "their", "his", "our"}:
                owner = _clause_subject(told.word)
                side = _phrase_side(owner, reference) if owner is not None else None
                if side is not None and owner is not None:
                    return _named(side, owner, "possessor")
    bearer = next((v for v in (told.word, told.word.head, q.node.head) if v.lemma_ in {"lose", "suffer", "sustain", "mourn"}), None)
    if bearer is not None:
        owner = _clause_subject(bearer)
        side = _phrase_side(owner, reference) if owner is not None else None
        if side is not None and owner is not None:
            return _named(side, owner, "who lost them")
    return None


def _covers_both(sentence: Span, q: Quantity, told: Telling) -> bool:
    both = next((t for t in sentence if t.lower_ == "both" and t.i + 1 < len(t.doc) and t.nbor().lower_ == "sides"), None)
    return both is not None and (both in told.word.subtree or both in q.node.subtree)


def _clause_subject(verb: Token) -> Token | None:
    for candidate in [verb, *verb.ancestors]:
        subject = next((c for c in candidate.children if c.dep_ == "nsubj"), None)
        if subject is not None:
            return subject
    return None


def actor_of(told: Telling, reference: Reference, *, of: Quantity) -> Named | None:
    """Who did it: the agent of a passive, the subject of an active verb, the giver of a handover, whoever made the attack."""
    return _doer(told, reference, of=of) or _attacker(told, reference)


def _doer(told: Telling, reference: Reference, *, of: Quantity) -> Named | None:
    verb = told.word
    agent = next(
        (
            g
            for c in verb.children
            if c.dep_ == "agent" or c.lower_ == "by"
            for g in c.children
            if g.dep_ == "pobj" and not _is_time(g)
        ),
        None,
    )
    if agent is not None and not _is_occurrence(agent):
        return _party(agent, reference, "by-phrase")
    if verb.pos_ not in {"VERB", "AUX"}:
        return None
    if told.frame is None or told.frame.subject or told.frame.receiver:
        source = next((g for c in verb.children if c.lower_ == "from" for g in c.children if g.dep_ == "pobj"), None)
        received = source is not None and told.frame is not None and told.frame.receiver
        return _party(source, reference, "from-phrase") if source is not None and received else None
    passive = any(c.dep_ in {"auxpass", "nsubjpass"} for c in verb.children)
    if passive or (verb.tag_ == "VBN" and verb.dep_ in {"acl", "relcl", "amod"}):
        return None
    subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    if subject is None and verb.dep_ in {"conj", "advcl", "xcomp"}:
        subject = _clause_subject(verb.head)
    if subject is None or subject == of.node or _is_occurrence(subject):
        return None
    return _party(subject, reference, "subject of the verb")


def _attacker(told: Telling, reference: Reference) -> Named | None:
    """Who made the attack in which it happened: "in an ambush by rebels", "a Russian strike killed"."""
    if told.fate in HANDED:
        return None
    clause = set(told.word.subtree)
    for attack in (t for t in told.word.sent if t.pos_ == "NOUN" and _is_occurrence(t) and (t in clause or told.word in t.subtree)):
        by = next(
            (g for c in attack.children if c.lower_ == "by" for g in c.children if g.dep_ == "pobj" and not _is_time(g)), None
        )
        if by is not None:
            return _party(by, reference, "by-phrase of the attack")
        for modifier in (c for c in attack.children if c.dep_ in {"amod", "compound", "nmod", "poss"}):
            side = side_at(modifier, reference)
            if side is not None:
                return _named(side, modifier, "whose attack")
    return None


def _is_occurrence(token: Token) -> bool:
    return token.lemma_.casefold() in table("context")["occurrences"]


def _is_time(token: Token) -> bool:
    return token.ent_type_ in {"DATE", "TIME"} or token.lemma_ in {"day", "week", "month", "end", "time"}


def recipient_of(told: Telling, reference: Reference) -> Named | None:
    """Who received them, for returned and released."""
    if told.fate not in HANDED:
        return None
    verb = told.word
    if told.frame is not None and told.frame.receiver:
        subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
        return _party(subject, reference, "who received") if subject is not None else None
    for child in verb.children:
        if child.dep_ in {"prep", "dative"} and child.lower_ in {"to"}:
            target = next((g for g in child.children if g.dep_ == "pobj"), None)
            if target is not None:
                return _party(target, reference, "to-phrase")
        if child.dep_ == "dative" and child.pos_ in {"PROPN", "NOUN"}:
            return _party(child, reference, "indirect object")
    return None


def _party(token: Token, reference: Reference, rule: str) -> Named | None:
    """A party as a side where the word or its modifiers name one, else by its own words; pronouns tell none."""
    if token.pos_ in {"PRON", "NUM"} or token.lower_ in {"home", "freedom", "captivity"}:
        return None
    side = _phrase_side(token, reference)
    if side is not None:
        return _named(side, token, rule)
    name, start, end = phrase(token)
    return Named(name, None, start, end, rule)


def inferred_side(
    role: Role, speaker_side: Side | None, recipient: Named | None, fate: Fate, *, counts_own: bool = False
) -> Named | None:
    """A side that is not in the phrase: bodies go home to their own side; an army that counts soldiers counts its own."""
    if fate is Fate.RETURNED and recipient is not None and recipient.slug is not None:
        return Named(recipient.name, recipient.slug, recipient.start, recipient.end, "remains go home")
    if speaker_side is not None and fate in LOSSES and (counts_own or role is Role.COMBATANT):
        return Named(speaker_side.name, speaker_side.slug, 0, 0, "the speaker's own losses")
    return None


def label_side(q: Quantity, sentence: Span, reference: Reference) -> Named | None:
    """Whose people a bulletin's list counts: those its heading names before the colon."""
    for token in (t for t in sentence if t.i < q.number.i and is_person(t)):
        side = _phrase_side(token, reference)
        if side is not None:
            return _named(side, token, "heading of the list")
        if any(c.lower_ in {"its", "their"} for c in token.children):
            owners = (s for t in sentence if t.i < token.i for s in [side_at(t, reference)] if s is not None)
            owner = next(owners, None)
            if owner is not None:
                return _named(owner, token, "heading of the list")
    return None


def _phrase_side(token: Token, reference: Reference) -> Side | None:
    """The side that a noun or one of its modifiers names: "the Azerbaijani defence ministry"."""
    modifiers = [c for c in token.children if c.dep_ in {"amod", "compound", "nmod", "poss"}]
    return next((s for t in [token, *modifiers] for s in [side_at(t, reference)] if s is not None), None)
