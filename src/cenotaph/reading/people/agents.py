"""Who did it and who received them: agents, subjects, makers of attacks, captors, givers and receivers."""

from __future__ import annotations

from spacy.tokens import Token

from ...model.reference import Reference, SideKind
from ...model.terms import Fate
from ..count.counted import Quantity
from ..fate.tellings import Telling
from ..lexicon import table
from ..pipeline import text_of
from ..speech.speakers import phrase
from .parties import Named, clause_subject, is_party, is_time, named_as, party, side_at
from .whose import HANDED, LOSSES

OF_REMAINS = {Fate.RECOVERED, Fate.EXAMINED, Fate.IDENTIFIED, Fate.UNIDENTIFIED, Fate.BURIED}


def actor_of(told: Telling, reference: Reference, *, of: Quantity) -> Named | None:
    """Who did it: the agent of a passive, the subject of an active verb, the giver of a handover, whoever made the attack."""
    return _doer(told, reference, of=of) or _captor(told, reference) or _attacker(told, reference)


def _doer(told: Telling, reference: Reference, *, of: Quantity) -> Named | None:
    verb = told.word
    agent = next(
        (
            g
            for c in verb.children
            if c.dep_ == "agent" or c.lower_ == "by"
            for g in c.children
            if g.dep_ == "pobj" and not is_time(g)
        ),
        None,
    )
    agent = resolved(agent)
    if agent is not None and is_party(agent):
        made = party(agent, reference, "by-phrase")
        return _by_own_name(agent, made) if told.fate in OF_REMAINS else made
    if verb.pos_ == "NOUN":
        return _responsible(verb, reference)
    if verb.pos_ not in {"VERB", "AUX"}:
        return None
    undergone = told.frame is not None and verb.lemma_.casefold() in told.frame.subject - told.frame.object
    if told.frame is None or undergone or told.frame.receiver:
        source = next((g for c in verb.children if c.lower_ == "from" for g in c.children if g.dep_ == "pobj"), None)
        received = source is not None and told.frame is not None and told.frame.receiver
        return party(source, reference, "from-phrase") if source is not None and received else None
    passive = any(c.dep_ in {"auxpass", "nsubjpass"} for c in verb.children)
    if passive or (verb.tag_ == "VBN" and verb.dep_ in {"acl", "relcl", "amod"}):
        return None
    subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    if subject is None:
        subject = _understood_subject(verb)
    subject = resolved(subject)
    maker = _maker(subject) if subject is not None else None
    if maker is not None:
        return party(maker, reference, "whose weapon it was")
    if subject is None or subject == of.node or not is_party(subject):
        return None
    made = party(subject, reference, "subject of the verb")
    return _by_own_name(subject, made) if told.fate in OF_REMAINS else made


def _maker(weapon: Token) -> Token | None:
    """ "Rockets fired by Hamas killed 12": who fired, laid or dropped what killed them."""
    if weapon.lemma_.casefold() not in table("parties")["attacks"]["nouns"]:
        return None
    staged = (c for c in weapon.children if c.dep_ == "acl" and c.lemma_.casefold() in table("parties")["attacks"]["staged"])
    agents = (g for c in staged for a in c.children if a.dep_ == "agent" for g in a.children if g.dep_ == "pobj")
    return next((g for g in agents if is_party(g)), None)


def resolved(subject: Token | None) -> Token | None:
    """Whom a subject stands for: "rebels who killed", "the army said it had killed", "the army says its troops killed"."""
    if subject is None:
        return None
    verb = subject.head
    if subject.tag_ in {"WP", "WDT"} and verb.dep_ == "relcl":
        return verb.head
    own = subject.lower_ in {"it", "they", "he", "she", "we"} or any(c.lower_ in {"its", "their", "our"} for c in subject.children)
    if not own:
        return subject
    while verb.dep_ in {"conj", "xcomp"}:
        verb = verb.head
    above = next((c for c in verb.head.children if c.dep_ == "nsubj"), None) if verb.dep_ == "ccomp" else None
    return above if above is not None and above.pos_ != "PRON" else subject


def _captor(told: Telling, reference: Reference) -> Named | None:
    """In whose hands captives are: "in Libyan custody", "freed from rebel captivity", "still held in Mali"."""
    if told.fate not in {Fate.CAPTURED, Fate.RELEASED}:
        return None
    words = table("parties")["capturing"]
    for noun in (t for t in told.word.subtree if t.lemma_.casefold() in words["custody"]):
        for modifier in (c for c in noun.children if c.dep_ in {"amod", "compound", "nmod", "poss"}):
            side = side_at(modifier, reference)
            if side is not None:
                return named_as(side, modifier, "in whose custody")
            if modifier.lemma_.casefold() in table("parties")["forces"]["nouns"]:
                return Named(modifier.text, None, modifier.idx, modifier.idx + len(modifier), "in whose custody")
    if told.fate is Fate.CAPTURED and told.word.lemma_ in words["keeping"]:
        inside = (g for c in told.word.children if c.lower_ == "in" for g in c.children if g.dep_ == "pobj")
        for place in inside:
            state = next((s for s in reference.sides_named(place.text) if s.kind is SideKind.STATE and place.text == s.name), None)
            if state is not None:
                return named_as(state, place, "where they are held")
    return None


def _by_own_name(token: Token, named: Named | None) -> Named | None:
    """Who digs and identifies is named by its own name, though its side be known: "the Forensic Institute of Peru"."""
    if named is None or named.slug is None or token.lemma_.casefold() not in table("parties")["bodies"]["scientific"]:
        return named
    name, start, end = phrase(token)
    return Named(name, named.slug, start, end, named.rule) if len(name.split()) <= 8 else named


def _responsible(deaths: Token, reference: Reference) -> Named | None:
    """ "The group is responsible for the deaths of 40"."""
    while deaths.dep_ == "conj":
        deaths = deaths.head
    if deaths.dep_ != "pobj" or deaths.head.head.lemma_ not in {"responsible", "blame", "accuse"}:
        return None
    told = deaths.head.head
    verb = told.head if told.lemma_ == "responsible" else told
    wanted = {"nsubj"} if told.lemma_ == "responsible" else {"dobj", "nsubjpass"}
    doer = next((c for c in verb.children if c.dep_ in wanted), None)
    return party(doer, reference, "held responsible") if doer is not None and is_party(doer) else None


def _understood_subject(verb: Token) -> Token | None:
    """The subject that a verb shares with the one above it; who is accused of having killed is the accused.

    "Went on a spree, killing four"; "accused the militia of having killed 20".
    """
    if verb.dep_ not in {"conj", "advcl", "xcomp", "pcomp"} or (
        verb.tag_ == "VBN" and not any(c.dep_ in {"aux", "auxpass"} for c in verb.children) and verb.dep_ != "conj"
    ):
        return None
    above = verb.head.head if verb.dep_ == "pcomp" else verb.head
    if above.pos_ not in {"VERB", "AUX"}:
        return None
    if above.lemma_ in table("parties")["blame"]["verbs"]:
        return next((c for c in above.children if c.dep_ in {"dobj", "nsubjpass"}), None)
    own = next((c for c in above.children if c.dep_ == "nsubj"), None)
    if own is None and above.dep_ == "ROOT" and above.i:
        before = above.nbor(-1)  # the noun right before the verb, where the parse hangs it elsewhere
        return before if before.pos_ in {"NOUN", "PROPN"} and before.dep_ in {"appos", "conj", "dep"} else None
    return own if own is not None else _understood_subject(above)


def _attacker(told: Telling, reference: Reference) -> Named | None:
    """Who made the attack in which it happened: "in an ambush by rebels", "a Russian strike killed"."""
    if told.fate in HANDED:
        return None
    clause = set(told.word.subtree)
    for attack in (
        t for t in told.word.sent if t.pos_ in {"NOUN", "PROPN"} and is_attack(t) and (t in clause or told.word in t.subtree)
    ):
        made = maker_of(attack, reference)
        if made is not None:
            return made
    return None


def maker_of(attack: Token, reference: Reference) -> Named | None:
    """Who made an attack: "an ambush set by rebels", "the air raid of the council", "an army raid", "Eritrean strikes"."""
    by = next(
        (
            g
            for c in (*attack.children, *(attack.head.children if attack.dep_ == "compound" else ()))
            for a in ([c] if c.lower_ == "by" else [g for g in c.children if g.lower_ == "by"] if c.dep_ == "acl" else [])
            for g in a.children
            if g.dep_ == "pobj" and not is_time(g) and is_party(g)
        ),
        None,
    )
    if by is not None:
        return party(by, reference, "by-phrase of the attack")
    for modifier in (c for c in attack.children if c.dep_ in {"amod", "compound", "nmod", "poss"}):
        side = side_at(modifier, reference) if not _names_place(modifier, reference) else None
        if side is not None:
            return named_as(side, modifier, "whose attack")
        own = modifier.lemma_.casefold() in table("parties")["forces"]["nouns"]
        if own and not _is_target(modifier) and not (modifier.lower_ == "police" and attack.lemma_.casefold() == "raid"):
            return Named(modifier.text, None, modifier.idx, modifier.idx + len(modifier), "whose attack")
    of = next((g for c in attack.children if c.lower_ == "of" for g in c.children if g.dep_ == "pobj"), None)
    if of is not None and (of.lemma_.casefold() in table("parties")["forces"]["nouns"]):
        return party(of, reference, "whose attack")
    return None


def _names_place(modifier: Token, reference: Reference) -> bool:
    """Whether the word before an attack says where it was: "the Kabul bombing", not "the Afghan raid" or "Kabul's raid"."""
    if modifier.dep_ not in {"compound", "nmod"} or modifier.pos_ != "PROPN" or not reference.places_named(modifier.text):
        return False
    sides = reference.sides_named(modifier.text)
    return not any(
        s.kind is SideKind.ARMED_GROUP or modifier.text in {s.name, *s.names} for s in sides if s.kind != SideKind.DE_FACTO
    )


def _is_target(modifier: Token) -> bool:
    """Whether the word before an attack says what was attacked: "a police station bombing", "a school shooting"."""
    return modifier.i + 1 < len(modifier.doc) and modifier.nbor(1).lemma_.casefold() in {"station", "post", "base", "checkpoint"}


def is_attack(token: Token) -> bool:
    return token.lemma_.casefold() in table("parties")["attacks"]["nouns"]


def recipient_of(told: Telling, reference: Reference) -> Named | None:
    """Who received them, for returned and released."""
    if told.fate not in HANDED:
        return None
    verb = told.word
    if told.frame is not None and (told.frame.receiver or _homeward(told)):
        subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
        if subject is None and verb.dep_ in {"conj", "advcl", "xcomp"} and verb.tag_ != "VBN":
            subject = clause_subject(verb.head)
        if subject is not None and is_party(subject):
            return party(subject, reference, "who received")
        if told.frame.receiver:
            return None
    homeward = [g for c in verb.children if c.lower_ in {"home", "back"} for g in c.children]
    for child in [*verb.children, *homeward]:
        if child.dep_ in {"prep", "dative"} and child.lower_ in {"to", "into"}:
            target = next((g for g in child.children if g.dep_ == "pobj"), None)
            if target is not None and is_party(target):
                return party(target, reference, "to-phrase")
        if child.dep_ == "dative" and child.pos_ in {"PROPN", "NOUN"} and not any(c.like_num for c in child.children):
            return party(child, reference, "indirect object")
    return None


def _homeward(told: Telling) -> bool:
    """Whether the subject fetches its own: "brought home 27 of its own dead"."""
    active = not any(c.dep_ in {"auxpass", "nsubjpass"} for c in told.word.children) and told.word.dep_ not in {"acl", "relcl"}
    return active and told.word.lemma_ == "bring" and any(c.lower_ in {"home", "back"} for c in told.word.children)


def label_actor(q: Quantity, told: Telling, reference: Reference) -> Named | None:
    """Who did it, as the label of a list's item or the first cell of a row names them: "Regime forces: 186", "| Army | 141 |"."""
    if told.fate not in LOSSES | {Fate.CAPTURED, Fate.CASUALTIES}:
        return None
    doc = q.number.doc
    end = next((t.i for t in doc if t.i > 0 and t.text in {":", "|"} and any(c.is_alpha for c in doc[: t.i])), None)
    if end is None or end > q.number.i:
        return None
    words = [t for t in doc[:end] if t.is_alpha]
    side = next((s for t in words if (s := side_at(t, reference)) is not None), None)
    forces = words[-1].lower_.removesuffix("s") in {n.removesuffix("s") for n in table("parties")["forces"]["nouns"]}
    if side is None and not forces:
        return None
    start, stop = words[0].idx, words[-1].idx + len(words[-1])
    name = text_of(doc)[start:stop] if forces or side is None else side.name
    return Named(name, side.slug if side is not None else None, start, stop, "label of the list")
