"""What the clause tells of the counted: what they belong to, who bears their loss, which role they had."""

from __future__ import annotations

from spacy.tokens import Token

from ...model.reference import Reference, SideKind
from ...model.terms import Fate, Role
from ..count.counted import Quantity, is_person
from ..fate.tellings import Telling
from ..lexicon import table
from .parties import Named, clause_subject, is_party, party, phrase_side
from .roles import noun_role


def bearer(q: Quantity, told: Telling) -> Token | None:
    """Who bears a loss: the subject of "lost", "suffered", "mourns" over the counted, never the counted themselves."""
    above = told.word.head if told.word.pos_ not in {"VERB", "AUX"} else told.word
    verb = next((v for v in (told.word, above, q.node.head) if v.lemma_ in {"lose", "suffer", "sustain", "mourn"}), None)
    owner = clause_subject(verb) if verb is not None else None
    if owner is not None and owner.pos_ == "PRON" and verb is not None:  # "the RSF denied it, saying it had lost 16 men"
        owner = next((s for a in owner.head.ancestors if (s := clause_subject(a)) is not None and s.pos_ != "PRON"), owner)
    return owner if owner not in {q.node, q.noun} else None


def membership(q: Quantity) -> Token | None:
    """What the counted are said to belong to: "31 had served in the Armenian forces", "518 were Greek Cypriots"."""
    words = table("parties")["membership"]
    verb = q.node.head
    after = q.number.nbor(1) if q.noun is None and q.number.i + 1 < len(q.number.doc) else None
    if after is not None and after.lemma_ == "be" and after != verb:  # a clause that the parser joins to the one before
        return next((c for c in after.children if c.dep_ == "attr" and c.i > after.i and c.tag_ in {"NNS", "NNPS"}), None)
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
    """The words for the counted: their noun, what the clause says they are ("four of whom are policemen"), whom they are of."""
    if q.noun is not None and is_person(q.noun):
        return q.noun.text
    group = group_of(q)
    if group is not None and noun_role(group) is not Role.UNKNOWN:
        return group.text
    member = membership(q) if q.noun is None and (q.node.head.lemma_ == "be" or q.node.head.tag_ in {"NNS", "NNPS"}) else None
    return q.noun.text if q.noun is not None else member.text if member is not None else ""


def group_of(q: Quantity) -> Token | None:
    """The people that the counted are some of: "92 deaths among its sailors", "of the soldiers 19 fell", "34 of them"."""
    if q.noun is not None and is_person(q.noun) and not is_bare(q.noun):
        return None
    return _among(q) or (_fronted(q) or _antecedent(q) if q.noun is None else None)


def is_bare(noun: Token) -> bool:
    """Whether a noun names the counted by their fate alone: "seven dead among the soldiers"."""
    return noun.lemma_.casefold() in {"dead", "wounded", "injured", "missing", "death", "casualty", "victim"}


def _among(q: Quantity) -> Token | None:
    """The people after "among": "seven dead among the soldiers", "deaths among its personnel"."""
    bases = [b for b in (q.noun, q.node) if b is not None]
    inside = (g for b in bases for c in b.children if c.lower_ in {"among", "amongst"} for g in c.children if g.dep_ == "pobj")
    return next((g for g in inside if is_person(g)), None)


def _fronted(q: Quantity) -> Token | None:
    """The people of an opening "of the …": "Of the soldiers who held the post, 19 were killed"."""
    opens = next((t for t in q.number.sent if t.is_alpha), None)
    if opens is None or opens.lower_ not in {"of", "from", "among"} or opens.i >= q.number.i:
        return None
    people = next((g for g in opens.children if g.dep_ == "pobj" and is_person(g)), None)
    return people if people is not None and people.i < q.number.i and people.tag_ in {"NNS", "NNPS"} else None


def _antecedent(q: Quantity) -> Token | None:
    """Whom "them" stands for: the last people in the plural before it, two sentences back at most.

    Never the subject of its own sentence: "the police have freed three of them" counts no policemen.
    """
    doc, after = q.number.doc, q.number.i + 1
    if [t.lower_ for t in doc[after : after + 2]] not in (["of", "them"], ["of", "whom"]):
        return None
    sentence = q.number.sent
    if any(t.tag_ == "CD" for t in doc[sentence.start : q.number.i]):
        return None  # they are some of those counted before it, who may be nobody's soldiers
    before = sentence
    for _ in range(3):
        people = [t for t in doc[before.start : min(before.end, q.number.i)] if t.tag_ in {"NNS", "NNPS"} and is_person(t)]
        people = [t for t in people if t.lower_ != "police" and not (before == sentence and t.dep_ in {"nsubj", "nsubjpass"})]
        if people:
            return people[-1]
        if not before.start:
            return None
        before = doc[before.start - 1].sent
    return None


def member_role(q: Quantity, side: Named | None, reference: Reference) -> Role:
    """Members of an armed group are its fighters."""
    group = reference.side(side.slug) if side is not None and side.slug else None
    armed = group is not None and group.kind is SideKind.ARMED_GROUP
    if side is not None and side.slug is None and side.rule == "members of a group by its own name":
        armed = any(word in table("parties")["forces"]["armed_names"] for word in side.name.casefold().split())
    own_name = q.noun is not None and group is not None and q.noun.text in group.people  # "60 Talibs"
    return Role.COMBATANT if armed and (own_name or q.lemma in table("parties")["membership"]["members"]) else Role.UNKNOWN


def role_beside(q: Quantity, told: Telling, reference: Reference) -> Role:
    """The role that the clause tells of the counted: what they were, whose forces they served in, which army lost them."""
    who = all_of_them(q)
    if who is not None:
        return noun_role(who)
    member = membership(q)
    if member is not None:
        serving = q.node.head.lemma_ in table("parties")["membership"]["serving"]
        return Role.COMBATANT if serving and member.tag_ not in {"CD"} else noun_role(member)
    group = group_of(q)
    if group is not None and noun_role(group) is not Role.UNKNOWN:
        return noun_role(group)
    if own_force(q) is not None or inflicted_on(q, reference) is not None or _of_an_army(q, told):
        return Role.COMBATANT
    owner = bearer(q, told)
    if owner is None:
        return _bystander(q, told)
    side = phrase_side(owner, reference)
    armed = owner.lemma_.casefold() in table("parties")["forces"]["nouns"] or (
        side is not None and side.kind is SideKind.ARMED_GROUP
    )
    return Role.COMBATANT if armed else Role.UNKNOWN


def _bystander(q: Quantity, told: Telling) -> Role:
    """ "Two women were killed by a shell": no fighters, where nothing says that they were."""
    women = q.noun is not None and q.noun.lemma_.casefold() in table("people")["bystanders"]["nouns"]
    return Role.CIVILIAN if women and told.fate is Fate.KILLED else Role.UNKNOWN


def all_of_them(q: Quantity) -> Token | None:
    """What all of the counted are: "seven young men, all of them students", "four suspects, all members of the front"."""
    last = q.noun if q.noun is not None and q.noun.i > q.number.i else q.number
    doc = q.number.doc
    words = [t.lower_ for t in doc[last.i + 1 : last.i + 5]]
    start = last.i + (5 if words == [",", "all", "of", "them"] else 3 if words[:2] == [",", "all"] else len(doc))
    return next((t for t in doc[start : start + 4] if t.tag_ in {"NNS", "NNPS"} and is_person(t)), None)


def _of_an_army(q: Quantity, told: Telling) -> bool:
    """Losses that are called military, or inflicted on an enemy: "its own military losses", "caused the enemy 14 casualties"."""
    clause = next((t for t in q.node.ancestors if t.pos_ == "VERB"), q.node)
    tolls = (t for t in (told.word, *(c for c in clause.children if c.dep_ == "dobj")) if t.pos_ == "NOUN")
    if any(c.lower_ in {"military", "combat", "army"} for t in tolls for c in t.children):
        return True
    verb = q.node.head
    return verb.lemma_ in {"inflict", "cause"} and any(t.lemma_ == "enemy" for t in verb.subtree)


def inflicted_on(q: Quantity, reference: Reference) -> Named | None:
    """Whom losses are inflicted on: "inflicted 41 casualties on the army", "caused the rebels 14 losses"."""
    verb = q.node.head
    if verb.lemma_ not in {"inflict", "cause", "deal"}:
        return None
    on = [g for c in [*q.node.children, *verb.children] if c.lower_ == "on" for g in c.children if g.dep_ == "pobj"]
    target = next(iter(on), None) or next((c for c in verb.children if c.dep_ == "dative"), None)
    if target is not None and target.pos_ == "PRON" and verb.dep_ == "conj":  # "pursued the band and inflicted eight losses on it"
        target = next((c for c in verb.head.children if c.dep_ == "dobj" and c.i < verb.i), target)
    if target is None or target.lemma_ == "enemy" or not is_party(target):
        return None
    return party(target, reference, "on whom losses were inflicted")


def own_force(q: Quantity) -> Named | None:
    """A service of the state that the counted belong to: "five Armed Forces personnel", "a member of the Coast Guard"."""
    services = table("parties")["forces"]["services"]
    for base in (t for t in (q.noun, q.node) if t is not None):
        of = [g for c in base.children if c.lower_ in {"of", "from"} for g in c.children if g.dep_ == "pobj"]
        for token in [c for c in base.children if c.dep_ in {"compound", "nmod"}] + of:
            serving = base.lemma_.casefold() in table("parties")["forces"]["serving"]  # "a police agent", "army personnel"
            service = token.lower_ in services or (token in of and token.lower_ == "troops")
            if service and token.pos_ in {"PROPN", "NOUN"} and (token in of or token.pos_ == "PROPN" or serving):
                before = token.nbor(-1) if token.i and token.nbor(-1).dep_ in {"compound", "amod"} else token
                name = token.doc[before.i : token.i + 1].text
                return Named(name, None, before.idx, token.idx + len(token), "the service they were in")
    return None
