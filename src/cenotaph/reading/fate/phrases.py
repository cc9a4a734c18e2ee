"""Fates that no single verb tells: graves and what they hold, names found, prepositions, "the fate of … is unknown", far verbs."""

from __future__ import annotations

from spacy.tokens import Token

from ...model.terms import Fate, Unit
from ..count.counted import Quantity
from ..lexicon import nouns, table
from .conditions import object_frame
from .tellings import PASSIVES, SUBJECTS, Telling, owner_of

#: How far a verb may stand from its subject over what is put between them, in words.
FAR = 45


def in_grave(q: Quantity) -> Telling | None:
    """People said to lie in a grave: "a mass grave with up to 20 dead", "a grave that may contain 15 bodies".

    What a grave may contain is buried there; what it contained was found.
    """
    first = _first(q)
    if first.i == 0 or not (q.noun is None or q.of_people or q.remains is Unit.BODY):
        return None
    before = first.nbor(-1)
    if (lying := _lying_there(first)) is not None:
        return lying
    if before.lower_ == "with" and before.i and before.nbor(-1).lemma_.casefold() in nouns().graves:
        return Telling(Fate.BURIED, before.nbor(-1), "in a grave")
    owner = owner_of(q.node)
    told_apart = q.noun is not None and any(c.dep_ in {"relcl", "acl"} for c in q.noun.children)
    if owner is not None and owner.lemma_.casefold() in {"grave", "tomb"} and not told_apart:  # "the graves of up to 120 soldiers"
        return Telling(Fate.BURIED, owner, "in a grave")
    if owner is not None and owner.lemma_.casefold() in nouns().remains:  # "contains the remains of 30 people"
        left = (t for t in reversed(owner.doc[max(owner.i - 4, owner.sent.start) : owner.i]) if t.pos_ not in {"ADJ", "DET"})
        nearest = next(left, None)
        before = nearest if nearest is not None and nearest.pos_ == "VERB" else before
    if before.lemma_ not in {"contain", "hold", "conceal", "harbour", "harbor"} or before.pos_ != "VERB":
        return None
    graves = any(t.lemma_.casefold() in nouns().graves for t in before.doc[: before.i])
    if not graves and (q.remains is None or before.lemma_ == "hold"):
        return None
    still_there = before.tag_ in {"VBZ", "VBP"}
    supposed = still_there or any(c.tag_ == "MD" for c in before.children) or before.dep_ == "xcomp"
    return Telling(Fate.BURIED if supposed else Fate.RECOVERED, before, "in a grave")


def _lying_there(first: Token) -> Telling | None:
    """ "On the cemetery rest today 24,000 dead", "in the pit that they opened lay 37 people": the verb before its subject.

    The parser takes such a verb for a noun or hangs it elsewhere, so only the order of the words counts.
    """
    place = [t for t in first.doc[first.sent.start : first.i] if t.pos_ != "ADV" and t.lower_ not in {"today", "there", "here"}]
    verb = place[-1] if place else first
    grave = next((t for t in place[:-1] if t.lemma_.casefold() in nouns().graves), None)
    if grave is None or verb.lower_ not in {"rest", "lie", "lay", "lies", "rests"} or any(t.text == "," for t in place):
        return None
    opened = verb.lower_ == "lay" and any(t.lemma_.casefold() in {"open", "excavate", "exhume", "dig"} for t in place)
    return Telling(Fate.RECOVERED if opened else Fate.BURIED, verb, "in a grave")


def named(q: Quantity) -> Telling | None:
    """Remains that get their name back: "forty now have a name", "were given back their names", "the names of 238 are known"."""
    owner = owner_of(q.node)
    if owner is not None and owner.lower_ in {"names", "identities", "identity"}:
        verb = owner.head
        if verb.lemma_.casefold() in table("verbs")["naming"][0]["learn"] and owner.dep_ in {"dobj", "nsubjpass", "nsubj"}:
            return Telling(Fate.IDENTIFIED, verb, "names known")
    verb = q.node.head
    to = (
        q.node.dep_ == "pobj"
        and verb.lower_ == "to"
        and verb.head.lemma_ in {"put", "give", "assign", "restore", "attach", "affix", "match", "link"}
    )
    if to and any(c.dep_ in {"dobj", "nsubjpass"} and c.lemma_.casefold() in {"name", "identity"} for c in verb.head.children):
        return Telling(Fate.IDENTIFIED, verb.head, "given a name")
    if q.node.dep_ not in SUBJECTS | PASSIVES:
        return None
    given = next(
        (c for c in verb.children if c.dep_ in {"dobj", "oprd"} and c.lemma_.casefold() in {"name", "identity", "match"}), None
    )
    if given is not None and verb.lemma_ == "have" and any(c.lower_ == "no" for c in given.children):
        return Telling(Fate.UNIDENTIFIED, verb, "without a name")
    if given is not None and given.lemma_ != "match" and verb.lemma_.casefold() in table("verbs")["naming"][0]["give"]:
        return Telling(Fate.IDENTIFIED, verb, "given a name")
    return None


def phrased(q: Quantity) -> Telling | None:
    """Verbs that take people by a preposition ("shot at", "attributed to"), and people whose fate or whereabouts is not known."""
    node = q.node
    while node.dep_ == "conj" and node.head.pos_ in {"NOUN", "PROPN", "NUM"}:
        node = node.head
    if _of_families(q):
        return Telling(Fate.RETURNED, node.head, "families that receive their dead")
    to_be = _to_be(q)
    if to_be is not None:
        return to_be
    if node.dep_ != "pobj":
        return None
    sampled = owner_of(q.node) or _sampled(node)
    if sampled is not None and sampled.lemma_.casefold() in {"sample", "profile"} and q.remains is not None:
        return Telling(Fate.EXAMINED, sampled, "samples of remains")
    prep, verb = node.head, node.head.head
    done = _done_on(q, prep, verb)
    if done is not None:
        return done
    told = table("verbs")["prepositions"].get(verb.lemma_.casefold(), {}).get(prep.lower_) if prep.dep_ != "agent" else None
    if told == Fate.MISSING and q.number.lower_ in {"a", "an"}:
        return None  # "whoever is looking for a relative"
    if told is not None and (q.of_people or q.remains is not None) and verb.pos_ in {"VERB", "AUX"}:
        fate = Fate(told)
        of_remains = any(t.lemma_.casefold() in nouns().remains or t.lemma_ in {"grave", "find", "leave"} for t in verb.subtree)
        if fate in {Fate.INJURED, Fate.MISSING} or of_remains:
            return Telling(fate, verb, f'"{verb.lemma_} {prep.lower_}"')
    if verb.lemma_ == "account" and prep.lower_ == "for" and any(c.dep_ == "neg" for c in verb.children):
        return Telling(Fate.MISSING, verb, "not accounted for")
    lost = verb.lemma_ == "lose" and prep.lower_ == "with"
    if lost and any(c.lemma_ == "contact" and c.dep_ in {"dobj", "nsubjpass"} for c in verb.children):
        return Telling(Fate.MISSING, verb, "contact lost")
    owner = owner_of(q.node)
    if owner is None or owner.lemma_.casefold() not in {"fate", "whereabouts", "identity"}:
        return None
    clause = owner.head
    if owner.lemma_.casefold() == "whereabouts":
        return Telling(Fate.MISSING, clause, "fate not known")  # whoever asks for them does not know them
    unknown = {t.lower_ for t in clause.subtree} & {
        "unknown",
        "unclear",
        "uncertain",
        "unclarified",
        "unresolved",
        "clarified",
        "known",
        "established",
        "clear",
        "clarify",
        "find",
        "determine",
    }
    if owner.lemma_ == "identity":  # "the identity of 17 of these remains unknown"
        return Telling(Fate.UNIDENTIFIED, clause, "without a name") if unknown & {"unknown", "unclear", "uncertain"} else None
    return Telling(Fate.MISSING, clause, "fate not known") if unknown else None


def come_upon(remains: Token) -> Telling | None:
    """Remains that a verb takes by its preposition: "stumbled on the remains of three soldiers"."""
    if remains.dep_ != "pobj":
        return None
    verb = remains.head.head
    told = table("verbs")["prepositions"].get(verb.lemma_.casefold(), {}).get(remains.head.lower_)
    return Telling(Fate(told), verb, f'"{verb.lemma_} {remains.head.lower_}"') if told is not None else None


def _done_on(q: Quantity, prep: Token, verb: Token) -> Telling | None:
    """What is done on or with people by a verb and its noun: "autopsies were performed on 14 bodies", "made off with 20 girls"."""
    acts = [c for c in verb.children if c.dep_ in {"dobj", "nsubjpass"}]
    examined = any(nouns().fates.get(c.lemma_.casefold()) is Fate.EXAMINED or c.lemma_ == "test" for c in acts)
    if prep.lower_ == "on" and verb.lemma_ in {"perform", "carry", "conduct", "do", "make"} and examined and q.noun is not None:
        return Telling(Fate.EXAMINED, verb, "examinations made on them")
    if prep.lower_ == "with" and verb.lemma_ == "make" and any(c.lower_ == "off" for c in verb.children) and q.of_people:
        return Telling(Fate.CAPTURED, verb, "made off with them")
    if prep.lower_ == "of" and verb.lemma_ == "throat" and verb.head.lemma_ in {"cut", "slit", "slash"}:
        return Telling(Fate.KILLED, verb.head, "throats cut")
    return None


def _sampled(node: Token) -> Token | None:
    """The samples that are taken from what is counted: "has taken samples from 31 skeletons"."""
    verb = node.head.head
    if node.head.lower_ != "from" or verb.lemma_ not in {"take", "collect", "extract", "obtain"}:
        return None
    return next(
        (c for c in verb.children if c.dep_ in {"dobj", "nsubjpass"} and c.lemma_.casefold() in {"sample", "profile"}), None
    )


def _of_families(q: Quantity) -> bool:
    """ "Forty families were given the remains of a relative": as many dead as families."""
    if q.lemma not in {"family", "relative"}:
        return False
    verb = q.node.head
    if q.node.dep_ == "pobj" and verb.lower_ == "to" and verb.head.lemma_ in {"deliver", "hand", "give", "return", "restore"}:
        return any(t.lemma_.casefold() in {"remains", "remain", "body"} for t in verb.head.subtree)
    if q.node.dep_ not in SUBJECTS | PASSIVES:
        return False
    objects = {t.lemma_.casefold() for c in verb.children if c.dep_ in {"dobj", "oprd"} for t in [c, *c.children]}
    return verb.lemma_ in {"give", "receive", "hand", "get", "collect"} and bool(objects & {"remains", "remain", "body", "bone"})


def _to_be(q: Quantity) -> Telling | None:
    """ "A list of 90 detainees to be swapped", "one of 50 members of her family to be murdered"."""
    if q.noun is None:
        return None
    doc, node = q.number.doc, q.noun
    over = q.node.head.head if q.node.head.lower_ == "of" else None
    first = over is not None and (over.like_num or over.lower_ in {"first", "last", "latest"})
    for token in doc[node.i + 1 : node.i + (9 if first else 3)]:
        if token.lower_ == "be" and token.nbor(-1).lower_ == "to" and token.head.tag_ == "VBN":
            frame = object_frame(token.head, dead=False)
            return Telling(frame.fate, token.head, "infinitive of a relative clause", frame) if frame is not None else None
    return None


def among_finds(q: Quantity) -> Telling | None:
    """ "Among the finds are the remains of ten children": what has been found lately."""
    owner = owner_of(q.node)
    node = owner if owner is not None and owner.lemma_.casefold() in nouns().remains else q.node
    if node.head.lemma_ != "be" or node.dep_ not in SUBJECTS | {"attr"} or not _of_remains(q):
        return None
    finds = (g for c in node.head.children if c.lower_ in {"among", "amongst"} for g in c.children)
    found = next((g for g in finds if g.lemma_.casefold() in {"find", "discovery", "finding"}), None)
    return Telling(Fate.RECOVERED, found, "among the finds") if found is not None else None


def later_verb(q: Quantity, *, dead: bool) -> Telling | None:
    """The passive at the end of a long subject: "Seven people killed in 1995, among them two men, were laid to rest".

    Participles and parentheses between a subject and its verb lead the parser astray: it makes the participle the verb. The
    passive that is left without a subject of its own is then the one the people are the subject of.
    """
    subject = _subject_like(q)
    if subject is None:
        return None
    doc, sentence = subject.doc, subject.sent
    comma = next((t.i for t in doc[subject.i : min(subject.i + FAR, sentence.end)] if t.text == ","), None)
    if comma is None and subject.dep_ != "ROOT":
        return None
    for token in doc[subject.i + 1 : min(subject.i + FAR, sentence.end)]:
        if token.text in {";", ":", "–", "—"} or token.lower_ in {"while", "whereas", "but"}:
            return None
        if token.dep_ != "auxpass" or token.lower_ not in {"was", "were", "been", "be"}:
            continue
        verb = token.head
        own = next((c for c in verb.children if c.dep_ in SUBJECTS | PASSIVES), None)
        first = min((c.i for c in verb.children if c.dep_ in {"aux", "auxpass"}), default=token.i)
        put_between = own is not None and comma is not None and comma < own.i and doc[first - 1].text == "," and comma < first - 1
        misread = own is not None and own.lower_ in {"them", "him", "us", "me"}
        if (own is not None and own != subject and not put_between and not misread) or verb.dep_ in {"relcl", "acl", "xcomp"}:
            return None
        frame = object_frame(verb, dead=dead or _of_remains(q))
        if frame is None:
            return None
        return Telling(frame.fate_dead if dead and frame.fate_dead else frame.fate, verb, "verb of a long subject", frame)
    return None


def _subject_like(q: Quantity) -> Token | None:
    """The head of the phrase that may be the subject of a later verb: the count's own, or the remains it hangs on."""
    owner = owner_of(q.node)
    node = owner if owner is not None and owner.lemma_.casefold() in nouns().remains else q.node
    while node.dep_ == "conj" and node.head.pos_ in {"NOUN", "PROPN", "NUM"}:
        node = node.head
    if node.dep_ in {"dep", "ROOT", "npadvmod"} and node.pos_ != "VERB":
        return node
    if node.dep_ == "nsubj" and node.head.lower_ == "according":  # "were, according to a witness, executed"
        return node
    if node.dep_ in {"nsubj", "nsubjpass"}:
        verb = node.head
        participle = verb.tag_ in {"VBN", "VBD"} and not any(c.dep_ in {"aux", "auxpass"} for c in verb.children)
        assembled = verb.lemma_ in {"gather", "assemble", "collect"}  # people who gather do so themselves
        return node if participle and not assembled and object_frame(verb, dead=False) is not None else None
    if (
        node.dep_ == "pobj"
        and node.head.dep_ == "prep"
        and node.head.lower_ in {"in", "on", "from", "with"}
        and node.head.i < node.i - 1
    ):
        return node if any(t.like_num for t in node.doc[node.head.i + 1 : node.i]) and node.doc[node.head.i + 1].like_num else None
    if (
        node.dep_ in {"dobj"}
        and node.head.lower_ in {"killed", "murdered", "slain"}
        and any(c.lower_ in {"among", "including"} for c in node.head.children)
    ):
        return node
    return None


def _of_remains(q: Quantity) -> bool:
    owner = owner_of(q.node)
    return q.remains is not None or (owner is not None and owner.lemma_.casefold() in nouns().remains)


def _first(q: Quantity) -> Token:
    """The first word of the count expression, its hedge included."""
    doc = q.number.doc
    return next((t for t in doc[max(q.number.i - 5, 0) : q.number.i + 1] if t.idx >= q.start), q.number)
