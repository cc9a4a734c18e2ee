"""Which fate a counted group met, and which word tells it.

The rules go outward from the counted phrase: the noun itself, its modifiers, the noun it hangs on with "of", the verb that
governs it, the toll it is the number of. The first that tells a fate wins; each names itself, so that a trace can show it.
"""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Token

from ..model.terms import Fate, Unit
from .clauses import HARMLESS, as_subject, is_passive, lives, object_frame, verb_tells
from .counted import Quantity, is_person
from .lexicon import nouns, saying, table, verbs
from .phrases import among_finds, come_upon, in_grave, later_verb, named, phrased
from .pipeline import lemmas_of
from .tellings import CAPTIVES, DEAD, HARMED, PASSIVES, REMAINS_FATES, SUBJECTS, Telling, noun_tells, owner_of
from .tolls import homeward, label_before, listed, state_beside, tolled
from .verbfinal import verb_final

#: Whose release is only asked for is held still.
DEMANDING = {"demand", "seek", "urge", "request", "await", "ask", "expect", "refuse"}
#: So many people who were shot, with no word of wounds, were shot dead.
MANY_SHOT = 20


def telling(q: Quantity, *, dead: bool = False) -> Telling | None:
    """The fate of one quantity, or None when its clause tells none. Dead and missing under one number are one fate.

    `dead`: the sentences before tell that a bare number counts dead or remains.
    """
    told = _telling(q, dead=dead)
    if told is not None and told.fate is Fate.KILLED and _and_missing(told.word):
        return replace(told, fate=Fate.DEAD_OR_MISSING)
    if told is not None and told.fate is Fate.KILLED and (_and_wounded(told.word) or _and_wounded(_after(q))):
        return replace(told, fate=Fate.CASUALTIES)
    if told is not None and told.fate is Fate.INJURED and told.word.lemma_ == "shoot" and (q.count.low or 0) >= MANY_SHOT:
        return told if {t.lower_ for t in told.word.sent} & HARMLESS else replace(told, fate=Fate.KILLED)
    if told is not None and told.fate is Fate.INJURED and _to_death(told.word):
        return replace(told, fate=Fate.KILLED)
    if told is not None and told.fate is Fate.IDENTIFIED and q.lemma in table("people")["sought"]["nouns"]:
        return None  # police know who they are; nobody's remains are named
    if told is not None and told.fate is Fate.RELEASED and told.word.pos_ == "NOUN" and _demanded(told.word):
        return _held(q)
    return told


def also(q: Quantity, told: Telling) -> Telling | None:
    """A second fate of the same people: "have been identified and given back", "were abducted and later freed"."""
    verb = told.word
    if verb.pos_ != "VERB" or told.fate not in TWO_FATES:
        return None
    for other in _joined_on(verb):
        own = any(c.dep_ in SUBJECTS | PASSIVES | {"dobj", "obj"} for c in other.children)
        if other.i < verb.i or (own and other.lemma_ not in {"undergo", "await"}):
            continue
        dead = told.fate in REMAINS_FATES or _dead_or_remains(q)
        made = verb_tells(other, passive=True, dead=dead) if other.tag_ == "VBN" else as_subject(other, dead=dead)
        if made is not None and made.fate in TWO_FATES[told.fate]:
            return made
    return None


def _joined_on(verb: Token) -> list[Token]:
    """The verbs joined to one that share its subject, each joined to the last: not those behind a clause with its own."""
    joined: list[Token] = []
    for other in (c for c in verb.children if c.dep_ == "conj" and c.pos_ == "VERB"):
        if not any(c.dep_ in SUBJECTS | PASSIVES for c in other.children):
            joined += [other, *_joined_on(other)]
    return joined


#: What may become of the same people after one fate.
TWO_FATES = {
    Fate.CAPTURED: {Fate.KILLED, Fate.RELEASED},
    Fate.RECOVERED: {Fate.IDENTIFIED, Fate.RETURNED, Fate.BURIED, Fate.EXAMINED},
    Fate.IDENTIFIED: {Fate.RETURNED, Fate.BURIED},
    Fate.EXAMINED: {Fate.IDENTIFIED, Fate.RETURNED, Fate.BURIED},
    Fate.RETURNED: {Fate.BURIED, Fate.IDENTIFIED},
    Fate.UNIDENTIFIED: {Fate.EXAMINED, Fate.BURIED},
}


def _demanded(release: Token) -> bool:
    """Whether a release is only asked for: "demanded the release of"."""
    before = release.doc[max(release.i - 4, release.sent.start) : release.i]
    return any(t.lemma_ in DEMANDING and t.pos_ == "VERB" for t in before)


def _held(q: Quantity) -> Telling | None:
    """ "The release of 14 officials it says are held by rebels": whoever is to be released is held."""
    last = q.noun if q.noun is not None and q.noun.i > q.number.i else q.number
    for token in q.number.doc[last.i + 1 : last.i + 7]:
        frame = object_frame(token, dead=False) if token.tag_ == "VBN" else None
        if frame is not None and frame.fate is Fate.CAPTURED:
            return Telling(Fate.CAPTURED, token, "held while their release is asked for", frame)
    return None


def _to_death(hurt: Token) -> bool:
    """ "Stabbed to death", "shot dead"."""
    after = [t.lower_ for t in hurt.doc[hurt.i + 1 : hurt.i + 3]]
    return after[:2] == ["to", "death"] or after[:1] == ["dead"]


def _after(q: Quantity) -> Token:
    """The word after the counted phrase, or its last."""
    last = q.noun if q.noun is not None and q.noun.i > q.number.i else q.number
    return last.nbor(1) if last.i + 1 < len(last.doc) else last


def _and_wounded(dead: Token) -> bool:
    """ "Lost 1,100 soldiers killed and wounded": one number for both."""
    doc, i = dead.doc, dead.i
    return (
        i + 2 < len(doc)
        and doc[i + 1].lower_ in {"and", "or", "and/or"}
        and doc[i + 2].lower_ in {"wounded", "injured"}
        and dead.lower_ in DEAD
        and (doc[i + 1].lower_ != "and" or doc[i - 1].lower_ not in {"was", "were", "been"})
    )


def _and_missing(dead: Token) -> bool:
    """ "207 dead and missing", "killed or missing": no number of its own stands before the missing."""
    doc, i = dead.doc, dead.i
    if i + 2 >= len(doc) or doc[i + 1].lower_ not in {"and", "or", "and/or"}:
        return False
    after = [t.lower_ for t in doc[i + 2 : i + 5]]
    if doc[i + 1].lower_ == "or" and (
        after[0] == "disappeared" or after[1:2] == ["disappeared"] or after == ["made", "to", "disappear"]
    ):
        return True
    return after[0] == "missing"


def _telling(q: Quantity, *, dead: bool) -> Telling | None:
    dead = dead or _dead_or_remains(q)
    if q.remains is Unit.NAME:
        return _of_names(q) or (phrased(q) if q.node.dep_ == "pobj" else None)
    if q.noun is None and (labelled := label_before(q)) is not None:
        return labelled
    found = verb_final(q, dead=dead) or in_grave(q) or named(q) or phrased(q) or among_finds(q) or later_verb(q, dead=dead)
    if found is not None:
        return found
    among = q.node.dep_ == "pobj" and q.node.head.lower_ in {"among", "amongst"} and q.remains is not None
    if among and (own := _participle_after(q)) is not None:
        return own
    governed = _governed(q.node, dead=dead) or _acted(q.node, dead=dead) or _equated(q.node)
    unearthed = governed is not None and governed.word.lemma_ in {"exhume", "disinter", "unearth", "excavate"}
    governed = governed or _who(q)
    if governed is not None and governed.fate is Fate.RECOVERED and not unearthed and _found_dead(q):
        governed = None  # people found dead are killed, only their bodies are recovered
    beside = state_beside(q)
    if beside is not None and (governed is None or governed.fate in HARMED):
        return beside
    if governed is not None:
        of_remains = q.remains is not None and governed.fate is Fate.KILLED
        of_samples = q.remains is Unit.SAMPLE and governed.fate is Fate.RECOVERED  # blood is collected, not found
        return None if of_remains or of_samples else governed
    if q.remains is not None:
        return _of_names(q) or _of_act(q.node, dead=True) or _modified(q, dead=True) or _participle_after(q)
    return (
        _of_act(q.node, dead=dead)
        or _modified(q)
        or _of_names(q)
        or (homeward(q.noun) if q.noun is not None else None)
        or _noun_itself(q)
        or tolled(q)
        or listed(q)
        or _participle_after(q)
    )


def _acted(node: Token, *, dead: bool) -> Telling | None:
    """The object of a verb whose subject is a noun of an act: "the repatriation involved 501 bodies"."""
    if node.dep_ not in {"dobj", "obj", "attr"} or node.head.lemma_.casefold() not in verbs().acting:
        return None
    act = next((c for c in node.head.children if c.dep_ in SUBJECTS and c.lemma_.casefold() in nouns().acts), None)
    if act is None:
        return None
    fate = nouns().fates[act.lemma_.casefold()]
    return Telling(Fate.RETURNED if fate is Fate.RELEASED and dead else fate, act, "object of a noun of an act")


def _who(q: Quantity) -> Telling | None:
    """A bare number whose people the clause tells: "1,510 are Greek Cypriots who vanished in 1974"."""
    if q.node.dep_ not in SUBJECTS or q.node.head.lemma_ != "be" or q.node.i != q.number.i:
        return None
    who = next((c for c in q.node.head.children if c.dep_ == "attr" and c.tag_ in {"NNS", "NNPS"}), None)
    return _modified(replace(q, node=who, noun=who)) if who is not None and any(c.dep_ == "relcl" for c in who.children) else None


def _equated(node: Token) -> Telling | None:
    """What a copula equates with a noun of a fate: "the confirmed deaths are fourteen civilians"."""
    while node.dep_ in {"conj", "appos"} and node.head.pos_ in {"NOUN", "PROPN", "NUM"}:
        node = node.head
    if node.dep_ not in {"attr", "dobj"} or node.head.lemma_ not in {"be", "include", "comprise"}:
        return None
    subject = next((c for c in node.head.children if c.dep_ in SUBJECTS), None)
    if (
        subject is None
        or (subject.lemma_.casefold() in nouns().acts)
        or subject.lemma_.casefold() in nouns().tolls - {"death", "casualty"}
    ):
        return None
    told = noun_tells(subject)
    return Telling(told.fate, told.word, "equated with a noun of a fate") if told is not None else None


def _found_dead(q: Quantity) -> bool:
    """Whether people, not their remains, are named: "six slain soldiers lay beside the road"."""
    owner = owner_of(q.node)
    return q.noun is not None and q.remains is None and not (owner is not None and owner.lemma_.casefold() in nouns().remains)


def _dead_or_remains(q: Quantity) -> bool:
    """Whether the counted are remains or dead: "the bodies of six soldiers", "six slain soldiers", "2,300 dead"."""
    if q.remains is not None or q.lemma in DEAD:
        return True
    if q.noun is not None and any(
        c.lower_ in DEAD or c.lemma_ == "slay" for c in q.noun.children if c.dep_ in {"amod", "compound", "acl", "nmod"}
    ):
        return True
    owner = owner_of(q.node)
    if owner is not None and owner.lemma_.casefold() in nouns().remains:
        return True
    bases = {t for t in (q.node, q.noun) if t is not None}
    if any(c.dep_ == "relcl" and c.lemma_ in {"die", "fall", "perish"} for t in bases for c in t.children):
        return True
    if q.noun is not None:
        return any(t.lower_ in DEAD for t in q.number.doc[q.number.i + 1 : q.number.i + 4] if t.head == q.noun or t == q.noun)
    return _of_remains(q.number)


def _of_remains(number: Token) -> bool:
    """Whether a bare number in a paragraph about bodies, and about no captives, counts bodies: "Kyiv took over 254"."""
    lemmas = lemmas_of(number.doc)
    return bool(lemmas & {"body", "corpse", "remains"}) and not lemmas & CAPTIVES


def _modified(q: Quantity, *, dead: bool = False) -> Telling | None:
    """A participle, adjective or relative clause on the counted noun: "soldiers killed", "wounded men", "who died"."""
    states = verbs().states
    for base in dict.fromkeys(t for t in (q.noun, q.node) if t is not None):
        for child in base.children:
            if child.i > base.i and any(t.text == ":" for t in base.doc[base.i : child.i]):
                continue  # "30 casualties: 12 dead": another count's
            nameless = states.get(child.lower_) is Fate.UNIDENTIFIED and not dead  # "unidentified gunmen" are alive
            if child.dep_ in {"amod", "acl", "compound", "nmod"} and child.lower_ in states and not nameless:
                return Telling(states[child.lower_], child, "participle on the counted noun")
            frame = object_frame(child, dead=dead)
            to_be = child.dep_ in {"acl", "relcl"} and any(c.dep_ == "auxpass" and c.lower_ == "be" for c in child.children)
            if frame is not None and (to_be or (child.dep_ in {"amod", "acl", "compound"} and child.tag_ == "VBN")):
                return Telling(
                    frame.fate_dead if dead and frame.fate_dead else frame.fate, child, "participle on the counted noun", frame
                )
            if child.dep_ == "relcl" and (said := _said_of_them(child)) is not None:
                child = said
            if child.dep_ in {"relcl", "ccomp"}:
                subject = next((c for c in child.children if c.dep_ in SUBJECTS | PASSIVES), None)
                if subject is None or subject.tag_ in {"WP", "WDT"} or _of_whom(subject):
                    made = verb_tells(
                        child, passive=is_passive(child) or (subject is not None and subject.dep_ in PASSIVES), dead=dead
                    )
                    if made is not None:
                        return made
                elif frame is not None and not any(
                    c.dep_ in {"dobj", "obj"} and c.tag_ not in {"WP", "WDT"} for c in child.children
                ):
                    return Telling(frame.fate_dead if dead and frame.fate_dead else frame.fate, child, "relative clause", frame)
                else:
                    carried = verb_tells(child, passive=True, dead=dead) if child.lemma_.casefold() in verbs().carriers else None
                    if carried is not None:
                        return carried
    return None


def _of_whom(subject: Token) -> bool:
    """ "All of whom died", "both of whom": all of those counted."""
    of = (g for c in subject.children if c.lower_ == "of" for g in c.children)
    return subject.lower_ in {"all", "both"} and any(g.tag_ in {"WP", "WDT"} for g in of)


def _said_of_them(verb: Token) -> Token | None:
    """The verb of what is said of people in a relative clause: "whom they say were killed"."""
    if verb.lemma_.casefold() not in saying().verbs:
        return None
    return next((c for c in verb.children if c.dep_ == "ccomp" and any(g.tag_ in {"WP", "WDT"} for g in c.children)), None)


def _participle_after(q: Quantity) -> Telling | None:
    """A participle right after the counted, whatever the parser hangs it on: "220 sets of remains unearthed there"."""
    if q.noun is None:
        return None
    dead = q.remains is not None
    of = [g for c in q.noun.children if c.lower_ == "of" for g in c.children]
    last = max(t.i for t in [q.noun, *of])
    after = next((t for t in q.noun.doc[last + 1 : last + 3] if t.text not in {"”", '"', "'", "’"}), None)
    frame = object_frame(after, dead=dead) if after is not None and after.tag_ == "VBN" else None
    if frame is None or after is None:
        return None
    return Telling(frame.fate_dead if dead and frame.fate_dead else frame.fate, after, "participle after the counted", frame)


def _of_names(q: Quantity) -> Telling | None:
    """ "1,340 names of the dead": as many dead as names."""
    if q.lemma not in {"name", "entry"} or q.noun is None:
        return None
    of = next((g for c in q.noun.children if c.lower_ == "of" for g in c.children if g.dep_ == "pobj"), None)
    told = noun_tells(of) if of is not None else None
    return Telling(told.fate, told.word, "names of the dead") if told is not None else None


def _noun_itself(q: Quantity) -> Telling | None:
    known = nouns()
    if q.noun is None:
        return None
    lemma, lower = q.lemma, q.noun.lower_
    if known.fates.get(lemma) is Fate.CAPTURED and lemma not in known.acts and _on_the_way(q.node):
        return Telling(Fate.RELEASED, q.node.head, "captives on their way")
    if lemma in known.one_each and q.noun.tag_ == "NNS":
        return Telling(known.fates[lemma], q.noun, "one each")
    if any(c.lower_ in {"former", "ex"} for c in q.noun.children):
        return None
    for word in (lower, lemma):
        if word in known.fates and word not in known.acts:
            missing_too = any(c.dep_ == "conj" and c.lower_ == "missing" for c in q.noun.children)
            fate = (
                Fate.DEAD_OR_MISSING
                if known.fates[word] is Fate.KILLED and missing_too and not _counted(q.noun, "missing")
                else known.fates[word]
            )
            return Telling(fate, q.noun, "the counted noun itself")
    return None


def _on_the_way(node: Token) -> bool:
    """Whether captives cross, arrive or are brought somewhere: "one thousand POWs cross the border"."""
    verb = node.head
    if verb.lemma_.casefold() in verbs().homeward and node.dep_ in SUBJECTS | PASSIVES:
        return True
    return verb.lemma_ == "bring" and node.dep_ == "dobj" and any(c.lower_ in {"out", "home", "back"} for c in verb.children)


def _counted(noun: Token, word: str) -> bool:
    return any(c.dep_ == "conj" and c.lower_ == word and any(g.like_num for g in c.children) for c in noun.children)


def _of_act(node: Token, *, dead: bool) -> Telling | None:
    """A noun of an act with "of": "the death of 10 union members", "the release of 17 prisoners"."""
    owner = owner_of(node)
    if owner is None:
        return None
    lemma = owner.lemma_.casefold() if owner.lower_ not in nouns().fates else owner.lower_
    if lemma in nouns().remains:
        return _governed(owner, dead=True) or _of_act(owner, dead=True) or come_upon(owner) or _modified_owner(owner)
    gerund = object_frame(owner, dead=dead) if owner.tag_ == "VBG" else None
    if gerund is not None:
        return Telling(gerund.fate_dead if dead and gerund.fate_dead else gerund.fate, owner, 'noun of an act with "of"', gerund)
    if lemma in {"life"}:
        return lives(owner)
    if lemma == "loss" and node.pos_ == "NOUN" and is_person(node):
        return Telling(Fate.KILLED, owner, 'noun of an act with "of"')
    if lemma in nouns().fates and lemma not in {"loss", "casualty", "dead"}:
        fate = nouns().fates[lemma]
        if fate is Fate.RELEASED and dead:
            fate = Fate.RETURNED
        if fate in REMAINS_FATES and not dead and fate is Fate.RETURNED:
            fate = Fate.RELEASED
        return Telling(fate, owner, 'noun of an act with "of"')
    return None


def _modified_owner(owner: Token) -> Telling | None:
    for child in owner.children:
        frame = object_frame(child, dead=True)
        if child.dep_ in {"acl", "amod"} and child.tag_ == "VBN" and frame is not None:
            return Telling(frame.fate_dead or frame.fate, child, "participle on the remains", frame)
    return None


def _governed(node: Token, *, dead: bool) -> Telling | None:
    """The verb whose subject or object the phrase is, through coordination: "12 were killed", "killed 12 and six others"."""
    seen = node
    own = _own_clause(node)
    if own is not None:
        return verb_tells(own, passive=is_passive(own), dead=dead)
    if node.dep_ == "npadvmod" and node.head.lower_ == "more" and node.head.head.pos_ == "VERB":  # "to return 120 more"
        return verb_tells(node.head.head, passive=True, dead=dead, of=node)
    while seen.dep_ in {"conj", "appos"} and seen.head.pos_ in {"NOUN", "PROPN", "NUM", "PRON", "ADJ"} and seen.head != seen:
        seen = seen.head
        if seen.pos_ == "NOUN" and node.like_num and seen.dep_ not in {"conj", "appos"} and not _counts_people(seen):
            return None  # "13 graves, eight of them near the city"
    if seen.dep_ == "pobj" and seen.head.lower_ in {"including", "among", "of", "with"} and seen.head.dep_ == "prep":
        over = seen.head.head
        if seen.head.lower_ == "including" or (seen.head.lower_ == "among" and over.pos_ == "VERB"):
            if over.pos_ in {"NOUN", "PROPN", "NUM", "PRON"}:
                fallen = any(c.lower_ in DEAD for c in over.children) or over.lemma_.casefold() in nouns().remains
                through = _governed(over, dead=dead or fallen) or noun_tells(over)
                return Telling(through.fate, through.word, "part of a counted whole", through.frame) if through else None
            made = verb_tells(over, passive=True, dead=dead)
            return Telling(made.fate, made.word, "part of a counted whole", made.frame) if made else None
        owner = owner_of(seen)
        if owner is not None and owner.lemma_.casefold() in nouns().remains:
            return _governed(owner, dead=True)
        return None
    if seen != node and seen.lower_ in {"those", "these"}:
        return noun_tells(seen)
    shared = _shared_object(seen)
    if shared is not None:
        return verb_tells(shared, passive=True, dead=dead, of=seen)
    if _inverted(seen):
        return as_subject(seen.head, dead=dead) or verb_tells(seen.head, passive=is_passive(seen.head), dead=dead, of=seen)
    if seen.dep_ not in SUBJECTS | PASSIVES | {"dobj", "obj", "attr", "oprd", "pobj", "dative"}:
        return None
    verb = seen.head
    if verb.dep_ == "auxpass":  # "were, according to a witness, executed"
        return verb_tells(verb.head, passive=True, dead=dead, of=seen)
    if seen.dep_ == "pobj" and _hedging(seen.head, seen):
        verb = seen.head.head
        active = seen.i < verb.i and not is_passive(verb)
        told = as_subject(verb, dead=dead) if active else verb_tells(verb, passive=True, dead=dead, of=seen)
        return told if verb.pos_ == "VERB" else None
    if seen.dep_ == "dative":  # "cost 14 civilians their lives"
        told = verb_tells(verb, passive=True, dead=dead, of=seen)
        return told if told is not None and told.rule == "cost them their lives" else None
    if seen.dep_ == "pobj":
        return None
    if verb.pos_ not in {"VERB", "AUX", "NOUN", "ADJ"}:
        return None
    if seen.dep_ in SUBJECTS:
        return as_subject(verb, dead=dead)
    return verb_tells(verb, passive=True, dead=dead, of=seen)


def _hedging(prep: Token, counted: Token) -> bool:
    """Whether a preposition is the hedge of a count: "wounding over 150", "between 200 and 300 people were buried there"."""
    if prep.lower_ not in {"over", "under", "above", "about", "around", "between"} or not prep.nbor(1).like_num:
        return False
    return counted.i == prep.i + 1 or (counted.i > prep.head.i) is (prep.i > prep.head.i)


def _own_clause(number: Token) -> Token | None:
    """The verb right after a number that the parser hangs elsewhere: "boarded the vessel and thirteen were taken"."""
    if number.dep_ not in {"conj", "pobj"} or not number.like_num or number.i + 1 >= len(number.doc) or _counts_people(number.head):
        return None
    after = number.nbor(1)
    verb = after.head if after.dep_ in {"aux", "auxpass"} else None
    if verb is None or verb.i < after.i or verb.pos_ != "VERB":
        return None
    subject = next((c for c in verb.children if c.dep_ in SUBJECTS | PASSIVES), None)
    return verb if subject is None or number.dep_ == "conj" or subject == number else None


def _shared_object(counted: Token) -> Token | None:
    """The verb that a phrase is an object of too: "murdered the mayor, J. P., and two of his guards"."""
    verb = counted.head
    if counted.dep_ != "conj" or verb.pos_ != "VERB" or counted.i < verb.i or counted.pos_ not in {"NUM", "NOUN", "PROPN"}:
        return None
    return verb if any(c.dep_ in {"dobj", "obj"} and verb.i < c.i < counted.i for c in verb.children) else None


def _counts_people(noun: Token) -> bool:
    lemma = noun.lemma_.casefold()
    return is_person(noun) or lemma in nouns().remains or lemma in nouns().fates or lemma in nouns().tolls


def _inverted(node: Token) -> bool:
    """Whether a phrase after its verb is its subject: "were returned another 1,200 bodies", "there lay 37 people"."""
    verb = node.head
    if node.dep_ not in {"npadvmod", "dep", "dobj", "attr", "nsubj"} or node.i < verb.i or verb.pos_ != "VERB":
        return False
    if verb.lemma_ == "go" and any(c.lemma_ == "let" for c in verb.children):
        return True
    if any(c.dep_ in SUBJECTS | PASSIVES and c != node and c.lower_ != "there" for c in verb.children):
        return False
    passive = any(c.dep_ == "auxpass" for c in verb.children)
    return passive or (verb.lower_ in {"lie", "lies", "lay", "rest", "rests", "rested"} and node.dep_ != "nsubj")


def unit_of(q: Quantity, fate: Fate) -> Unit:
    """What is counted: the unit of the remains that are named, bodies where a fate of remains is told, else persons."""
    if q.remains is not None:
        return q.remains
    owner = owner_of(q.node)
    if owner is not None and owner.lemma_.casefold() in nouns().remains:
        return nouns().remains[owner.lemma_.casefold()]
    return Unit.BODY if fate in {Fate.EXAMINED, Fate.UNIDENTIFIED, Fate.RECOVERED, Fate.RETURNED} else Unit.PERSON
