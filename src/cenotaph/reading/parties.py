"""Whose people, who did it, who received them: sides from adjectives, possessives, verb frames and the speaker."""

from __future__ import annotations

import re
from dataclasses import dataclass

from spacy.tokens import Span, Token

from ..model.reference import Reference, Side, SideKind, folded
from ..model.terms import Fate, Role
from .lexicon import table
from .pipeline import text_of
from .quantities import Quantity, is_person
from .roles import noun_role
from .speakers import phrase
from .tellings import Telling

LOSSES = {Fate.KILLED, Fate.MISSING, Fate.INJURED, Fate.DEAD_OR_MISSING}
OF_REMAINS = {Fate.RECOVERED, Fate.EXAMINED, Fate.IDENTIFIED, Fate.UNIDENTIFIED, Fate.BURIED}
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
        found = sides_called(bare, reference)
        if found and (bare[:1].isupper() or _written_small(bare, found[0])):
            return found[0]
    return None


def _written_small(name: str, side: Side) -> bool:
    """Whether a side is called so without a capital ("rebels"): "male officers" are not from Malé."""
    return name in {side.name, *side.names, *side.adjectives, *side.people}


def sides_called(name: str, reference: Reference) -> list[Side]:
    """The sides of that name; initials are no word: "Car" is not the CAR, nor a cry in capitals."""
    return [s for s in reference.sides_named(name) if name.isupper() or not _initials(name, s)]


def _initials(name: str, side: Side) -> bool:
    known = (side.name, *side.names, *side.adjectives, *side.people, *side.metonyms)
    return len(name) <= 5 and all(n.isupper() for n in known if folded(n) == folded(name))


def _joined_name(noun: Token, reference: Reference) -> Side | None:
    """The side of a people named in two words, of which the first alone would be another's: "Turkish Cypriots"."""
    if not noun.i or noun.nbor(-1).head != noun or noun.tag_ not in {"NNS", "NNPS", "NNP"}:
        return None
    return next(iter(reference.sides_named(f"{noun.nbor(-1).text} {noun.text}")), None)


def _named(side: Side, token: Token, rule: str) -> Named:
    """A side by its name; a people without a recognised state by its own words, since they need not be its authority's."""
    joined = token.doc[token.i - 1 : token.i + 1].text if token.i else token.text
    if joined in side.people and (side.kind is SideKind.DE_FACTO or " " in joined):
        return Named(joined, side.slug, token.idx, token.idx + len(token), rule)
    if side.kind is SideKind.ARMED_GROUP and token.pos_ == "PROPN":
        name = _as_written(token, side)
        return Named(name, side.slug, token.idx, token.idx + len(token), rule)
    return Named(side.name, side.slug, token.idx, token.idx + len(token), rule)


def _swapped(told: Telling, reference: Reference) -> bool:
    """ "Russia and Ukraine swap 206 prisoners": people of both."""
    if told.word.lemma_ not in {"swap", "exchange", "trade"} or told.fate not in HANDED:
        return False
    subject = next((c for c in told.word.children if c.dep_ == "nsubj"), None)
    if subject is None and told.word.dep_ == "xcomp":
        subject = _clause_subject(told.word)
    parties = [subject, *subject.conjuncts] if subject is not None else []
    return len({s.slug for t in parties if (s := side_at(t, reference)) is not None}) > 1


def _people(q: Quantity) -> Named | None:
    """A people that the reference does not know, by its own name: "104 Yazidis", "ethnic Masalit"."""
    noun = q.noun
    if noun is None:
        return None
    for token in (noun, *(c for c in noun.children if c.dep_ in {"amod", "compound", "nmod"})):
        if token.ent_type_ == "NORP" and token.text[:1].isupper() and (token == noun or token.pos_ in {"ADJ", "PROPN"}):
            return Named(token.text, None, token.idx, token.idx + len(token), "a people by its own name")
    return None


def _as_written(token: Token, side: Side) -> str:
    """An armed group by the name that the report gives it: "MNLA", "Boko Haram"; by its own where the report's is a part."""
    entity = next((e for e in token.doc.ents if e.start <= token.i < e.end), None)
    known = {folded(n) for n in (side.name, *side.names)}
    for text in ([entity.text] if entity is not None else []) + [token.text]:
        bare = text.removesuffix("'s").removesuffix("’s").removeprefix("the ").removeprefix("The ")
        if folded(bare) in known:
            return bare
    return side.name


def side_of(q: Quantity, told: Telling, reference: Reference, sentence: Span) -> Named | None:
    """Whose people are counted, from the phrase outward; None when it is not told."""
    if _covers_both(sentence, q, told) or _swapped(told, reference):
        return Named("both", "both", q.start, q.end, "both sides")
    bases = [t for t in (q.noun, q.node, told.people) if t is not None and t.doc is q.number.doc]
    bases += [
        g
        for b in list(bases)
        for c in b.children
        if c.dep_ == "prep" and c.lower_ in {"of", "from"}
        for g in c.children
        if g.dep_ == "pobj" and (is_person(g) or g.pos_ in {"PROPN", "NUM"} or is_body(g))
    ]
    for base in dict.fromkeys(bases):
        whole = _joined_name(base, reference)
        if whole is not None:
            return _named(whole, base, "words of the counted phrase")
        modifiers = [c for c in base.children if c.dep_ in {"amod", "compound", "nmod", "poss"}]
        for token in [*modifiers, *(g for m in modifiers for g in m.children if g.dep_ in {"compound", "amod"}), base]:
            side = side_at(token, reference)
            if side is not None and not (
                token == base and base == q.noun and base.pos_ == "NOUN" and side.kind == "armed group" and len(side.slug) < 3
            ):
                return _named(side, token, "words of the counted phrase")
            if token.dep_ == "poss" and token.lower_ in {"its", "their", "his", "our"}:
                owner = _clause_subject(told.word, other_than=q.node)
                if owner is not None and told.frame is not None and told.fate in {Fate.CAPTURED, Fate.KILLED, Fate.INJURED}:
                    owner = _who_says(owner) or owner
                side = _phrase_side(owner, reference) if owner is not None else None
                if side is not None and owner is not None:
                    return _named(side, owner, "possessor")
    people = _people(q)
    if people is not None:
        return people
    member = _membership(q)
    if member is not None:
        side = _phrase_side(member, reference)
        if side is not None:
            return _named(side, member, "whose forces they were in")
    force = _own_force(q)
    if force is not None:
        return force
    own = _of_its_own(q) or _on_their_side(told)
    if own is not None:
        owner = _clause_subject(own.head, other_than=q.node)
        known = owner is not None and (_phrase_side(owner, reference) is not None or is_body(owner))
        made = party(owner, reference, "possessor") if owner is not None and known else None
        if made is not None:
            return made
    announced = _announced_losses(q, sentence, reference) or _inflicted_on(q, reference) or _own_toll(told, reference)
    if announced is not None:
        return announced
    member = _member_of(q)
    if member is not None:
        return member
    owner = _bearer(q, told)
    if owner is None:
        return None
    side = _phrase_side(owner, reference)
    if side is not None:
        return _named(side, owner, "who lost them")
    if owner.lemma_.casefold() in table("parties")["forces"]["nouns"]:
        return Named(phrase(owner)[0], None, owner.idx, owner.idx + len(owner), "who lost them")
    return None


def _inflicted_on(q: Quantity, reference: Reference) -> Named | None:
    """Whom losses are inflicted on: "inflicted 41 casualties on the army", "caused the rebels 14 losses"."""
    verb = q.node.head
    if verb.lemma_ not in {"inflict", "cause", "deal"}:
        return None
    on = [g for c in [*q.node.children, *verb.children] if c.lower_ == "on" for g in c.children if g.dep_ == "pobj"]
    target = next(iter(on), None) or next((c for c in verb.children if c.dep_ == "dative"), None)
    if target is None or target.lemma_ == "enemy" or not is_party(target):
        return None
    return party(target, reference, "on whom losses were inflicted")


def _own_toll(told: Telling, reference: Reference) -> Named | None:
    """Whose toll it is: "Azerbaijan puts its own military losses at 2,855"."""
    toll = told.word
    if toll.pos_ != "NOUN" or not any(c.lower_ in {"its", "their", "his"} for c in toll.children):
        return None
    owner = _clause_subject(toll.head)
    side = _phrase_side(owner, reference) if owner is not None else None
    return _named(side, owner, "who tells its losses") if side is not None and owner is not None else None


def _member_of(q: Quantity) -> Named | None:
    """A group that the reference does not know, by its own name: "17 members of the Liberation Command"."""
    noun = q.noun
    if noun is None or q.lemma not in table("parties")["membership"]["members"]:
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


def _bearer(q: Quantity, told: Telling) -> Token | None:
    """Who bears a loss: the subject of "lost", "suffered", "mourns" over the counted, never the counted themselves."""
    above = told.word.head if told.word.pos_ not in {"VERB", "AUX"} else told.word
    verb = next((v for v in (told.word, above, q.node.head) if v.lemma_ in {"lose", "suffer", "sustain", "mourn"}), None)
    owner = _clause_subject(verb) if verb is not None else None
    if owner is not None and owner.pos_ == "PRON" and verb is not None:  # "the RSF denied it, saying it had lost 16 men"
        owner = next((s for a in owner.head.ancestors if (s := _clause_subject(a)) is not None and s.pos_ != "PRON"), owner)
    return owner if owner not in {q.node, q.noun} else None


def _membership(q: Quantity) -> Token | None:
    """What the counted are said to belong to: "31 had served in the Armenian forces", "518 were Greek Cypriots"."""
    words = table("parties")["membership"]
    verb = q.node.head
    if q.node.dep_ not in {"nsubj", "nsubjpass"}:
        return None
    if verb.tag_ in {"NNS", "NNPS"}:  # "two of them Greek Cypriots"
        of = (g for c in verb.children if c.lower_ == "of" for g in c.children if g.dep_ == "pobj")
        return next(of, verb) if verb.lemma_.casefold() in words["members"] else verb
    if verb.lemma_ not in words["verbs"]:
        return None
    if verb.lemma_ == "be":
        others = (c for c in verb.children if c.dep_ in {"attr", "nsubj"} and c != q.node and c.i > verb.i)
        return next((c for c in others if c.tag_ in {"NNS", "NNPS", "NNP"}), None)
    of = (g for c in verb.children if c.lower_ in words["prepositions"] for g in c.children if g.dep_ == "pobj")
    return next(of, None)


def words_beside(q: Quantity) -> str:
    """The words for the counted: their noun, or what the clause says they are ("four of whom are policemen")."""
    member = _membership(q) if q.noun is None and q.node.head.lemma_ == "be" else None
    return q.noun.text if q.noun is not None else member.text if member is not None else ""


def member_role(q: Quantity, side: Named | None, reference: Reference) -> Role:
    """Members of an armed group are its fighters."""
    group = reference.side(side.slug) if side is not None and side.slug else None
    armed = group is not None and group.kind is SideKind.ARMED_GROUP
    if side is not None and side.slug is None and side.rule == "members of a group by its own name":
        armed = any(word in table("parties")["forces"]["armed_names"] for word in side.name.casefold().split())
    return Role.COMBATANT if armed and q.lemma in table("parties")["membership"]["members"] else Role.UNKNOWN


def role_beside(q: Quantity, told: Telling, reference: Reference) -> Role:
    """The role that the clause tells of the counted: what they were, whose forces they served in, which army lost them."""
    who = _all_of_them(q)
    if who is not None:
        return noun_role(who)
    member = _membership(q)
    if member is not None:
        serving = q.node.head.lemma_ in table("parties")["membership"]["serving"]
        return Role.COMBATANT if serving and member.tag_ not in {"CD"} else noun_role(member)
    if _own_force(q) is not None or _inflicted_on(q, reference) is not None or _of_an_army(q, told):
        return Role.COMBATANT
    owner = _bearer(q, told)
    if owner is None:
        return Role.UNKNOWN
    side = _phrase_side(owner, reference)
    armed = owner.lemma_.casefold() in table("parties")["forces"]["nouns"] or (
        side is not None and side.kind is SideKind.ARMED_GROUP
    )
    return Role.COMBATANT if armed else Role.UNKNOWN


def _all_of_them(q: Quantity) -> Token | None:
    """What all of the counted are: "seven young men, all of them students", "four suspects, all members of the front"."""
    last = q.noun if q.noun is not None and q.noun.i > q.number.i else q.number
    doc = q.number.doc
    words = [t.lower_ for t in doc[last.i + 1 : last.i + 5]]
    start = last.i + (5 if words == [",", "all", "of", "them"] else 3 if words[:2] == [",", "all"] else len(doc))
    return next((t for t in doc[start : start + 4] if t.tag_ in {"NNS", "NNPS"} and is_person(t)), None)


def _of_an_army(q: Quantity, told: Telling) -> bool:
    """Losses that are called military, or inflicted on an enemy: "its own military losses", "caused the enemy 14 casualties"."""
    toll = told.word
    if toll.pos_ == "NOUN" and any(c.lower_ in {"military", "combat", "army"} for c in toll.children):
        return True
    verb = q.node.head
    return verb.lemma_ in {"inflict", "cause"} and any(t.lemma_ == "enemy" for t in verb.subtree)


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


def _announced_losses(q: Quantity, sentence: Span, reference: Reference) -> Named | None:
    """Who tells its losses before a colon: "Ankara broke its silence on losses: twelve soldiers"."""
    before = sentence.doc[sentence.start : q.number.i]
    colon = next((t.i for t in before if t.text == ":"), None)
    if colon is None:
        return None
    loss = next((t for t in before if t.i < colon and t.lemma_.casefold() in table("parties")["membership"]["losses"]), None)
    owner = _clause_subject(loss.head) if loss is not None else None
    side = _phrase_side(owner, reference) if owner is not None else None
    return _named(side, owner, "who tells its losses") if side is not None and owner is not None else None


def _own_force(q: Quantity) -> Named | None:
    """A service of the state that the counted belong to: "five Armed Forces personnel", "a member of the Coast Guard"."""
    services = table("parties")["forces"]["services"]
    for base in (t for t in (q.noun, q.node) if t is not None):
        of = [g for c in base.children if c.lower_ in {"of", "from"} for g in c.children if g.dep_ == "pobj"]
        for token in [c for c in base.children if c.dep_ in {"compound", "nmod"}] + of:
            if token.lower_ in services and token.pos_ in {"PROPN", "NOUN"} and (token in of or token.pos_ == "PROPN"):
                before = token.nbor(-1) if token.i and token.nbor(-1).dep_ in {"compound", "amod"} else token
                name = token.doc[before.i : token.i + 1].text
                return Named(name, None, before.idx, token.idx + len(token), "the service they were in")
    return None


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


def _clause_subject(verb: Token, other_than: Token | None = None) -> Token | None:
    """The nearest subject above; a relative pronoun stands for the noun before it."""
    for candidate in [verb, *verb.ancestors]:
        subject = next((c for c in candidate.children if c.dep_ == "nsubj" and c != other_than), None)
        if subject is not None and subject.tag_ in {"WDT", "WP"} and candidate.dep_ == "relcl":
            return candidate.head
        if subject is not None:
            return subject
    return None


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
            if g.dep_ == "pobj" and not _is_time(g)
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
    if subject is None or subject == of.node or not is_party(subject):
        return None
    made = party(subject, reference, "subject of the verb")
    return _by_own_name(subject, made) if told.fate in OF_REMAINS else made


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
                return _named(side, modifier, "in whose custody")
            if modifier.lemma_.casefold() in table("parties")["forces"]["nouns"]:
                return Named(modifier.text, None, modifier.idx, modifier.idx + len(modifier), "in whose custody")
    if told.fate is Fate.CAPTURED and told.word.lemma_ in words["keeping"]:
        inside = (g for c in told.word.children if c.lower_ == "in" for g in c.children if g.dep_ == "pobj")
        for place in inside:
            state = next((s for s in reference.sides_named(place.text) if s.kind is SideKind.STATE and place.text == s.name), None)
            if state is not None:
                return _named(state, place, "where they are held")
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
            if g.dep_ == "pobj" and not _is_time(g) and is_party(g)
        ),
        None,
    )
    if by is not None:
        return party(by, reference, "by-phrase of the attack")
    for modifier in (c for c in attack.children if c.dep_ in {"amod", "compound", "nmod", "poss"}):
        side = side_at(modifier, reference) if not _names_place(modifier, reference) else None
        if side is not None:
            return _named(side, modifier, "whose attack")
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


def is_party(token: Token) -> bool:
    """Whether a noun can do or receive something: a name, people, or a body of them; never an event, a vehicle, a number."""
    if token.pos_ in {"PRON", "NUM", "ADV", "ADJ"} or _is_time(token) or is_occurrence(token):
        return False
    if any(c.lower_ in {"no", "neither", "nobody", "any"} for c in token.children):
        return False
    lemma = token.lemma_.casefold()
    words = table("parties")
    if lemma in words["no_party"]["nouns"] or token.ent_type_ in {"DATE", "TIME", "CARDINAL", "ORDINAL", "QUANTITY", "EVENT"}:
        return False
    named = token.ent_type_ in {"PERSON", "ORG", "NORP", "GPE"} or token.pos_ == "PROPN"
    return named or is_person(token) or is_body(token)


def is_body(token: Token) -> bool:
    """Whether a noun stands for a body of people that acts: an army, a committee, a gang."""
    words, lemma = table("parties"), token.lemma_.casefold()
    return lemma in words["forces"]["nouns"] or lemma in words["bodies"]["nouns"]


def is_occurrence(token: Token) -> bool:
    return token.lemma_.casefold() in table("context")["occurrences"]


def _is_time(token: Token) -> bool:
    return token.ent_type_ in {"DATE", "TIME"} or token.lemma_ in {"day", "week", "month", "end", "time"}


def recipient_of(told: Telling, reference: Reference) -> Named | None:
    """Who received them, for returned and released."""
    if told.fate not in HANDED:
        return None
    verb = told.word
    if told.frame is not None and (told.frame.receiver or _homeward(told)):
        subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
        if subject is None and verb.dep_ in {"conj", "advcl", "xcomp"} and verb.tag_ != "VBN":
            subject = _clause_subject(verb.head)
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
        if child.dep_ == "dative" and child.pos_ in {"PROPN", "NOUN"}:
            return party(child, reference, "indirect object")
    return None


def _homeward(told: Telling) -> bool:
    """Whether the subject fetches its own: "brought home 27 of its own dead"."""
    active = not any(c.dep_ in {"auxpass", "nsubjpass"} for c in told.word.children) and told.word.dep_ not in {"acl", "relcl"}
    return active and told.word.lemma_ == "bring" and any(c.lower_ in {"home", "back"} for c in told.word.children)


def party(token: Token, reference: Reference, rule: str) -> Named | None:
    """A party as a side where the word or its modifiers name one, else by its own words; pronouns tell none."""
    if token.pos_ in {"PRON", "NUM"} or token.lower_ in {"home", "freedom", "captivity"}:
        return None
    if token.tag_ in {"NNS", "NNPS"} and token.lemma_.casefold() in table("parties")["exchange"]["rivals"]:
        return Named("both", "both", token.idx, token.idx + len(token), rule)
    side = _phrase_side(token, reference) or _origin_side(token, reference)
    if side is not None and token.ent_type_ != "PERSON":
        return _named(side, token, rule)
    name, start, end = phrase(token)
    if token.pos_ == "NOUN" and len(name.split()) > 6:
        kept = [c for c in token.children if c.dep_ in {"amod", "compound", "nmod"} and c.i < token.i]
        start = min((c.idx for c in kept), default=token.idx)
        end = token.idx + len(token)
        name = text_of(token.doc)[start:end]
    bare = re.sub(r"^\[[^\]]*\]\s*", "", name)  # "[Text] Terrorists", as bulletins open
    return Named(bare, None, end - len(bare), end, rule) if bare else None


def _origin_side(token: Token, reference: Reference) -> Side | None:
    """The side that people come from: "soldiers from Eritrea", "guerrillas of the National Liberation Army"."""
    inside = (g for c in token.children if c.dep_ == "prep" and c.lower_ in {"of", "from"} for g in c.children if g.dep_ == "pobj")
    return next((s for g in inside for s in [side_at(g, reference)] if s is not None), None)


def inferred_side(
    role: Role, speaker_side: Side | None, recipient: Named | None, fate: Fate, *, words: str, counts_own: bool = False
) -> Named | None:
    """A side that is not in the phrase: bodies go home to their own side; an army that counts soldiers counts its own."""
    if fate is Fate.RETURNED and recipient is not None and recipient.slug is not None:
        return Named(recipient.name, recipient.slug, recipient.start, recipient.end, "remains go home")
    foes = speaker_side is not None and speaker_side.kind is SideKind.STATE and is_irregular(words)
    if speaker_side is not None and not foes and fate in LOSSES and (counts_own or role is Role.COMBATANT):
        return Named(speaker_side.name, speaker_side.slug, 0, 0, "the speaker's own losses")
    return None


def is_irregular(words: str) -> bool:
    """Whether people are called by a word for fighters of no state: "rebels", "pirates", "the attackers"."""
    stems = table("people")["forces"]["rebel"]
    return any(word.startswith(stem) for word in words.casefold().split() for stem in stems)


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
