"""Which fate a counted group met, and which word tells it.

The rules go outward from the counted phrase: the noun itself, its modifiers, the noun it hangs on with "of", the verb that
governs it, the toll it is the number of. The first that tells a fate wins; each names itself, so that a trace can show it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from spacy.tokens import Span, Token

from ..model.terms import Fate, Unit
from .lexicon import Frame, nouns, verbs
from .quantities import Quantity, is_person

REMAINS_FATES = {Fate.RETURNED, Fate.RECOVERED, Fate.EXAMINED, Fate.IDENTIFIED, Fate.UNIDENTIFIED, Fate.BURIED}
SUBJECTS = {"nsubj", "csubj"}
PASSIVES = {"nsubjpass", "csubjpass"}
CAPTIVES = {"prisoner", "captive", "captivity", "hostage", "detainee", "pow"}
DEAD = {"dead", "slain", "fallen", "killed", "deceased"}


@dataclass(frozen=True, slots=True)
class Telling:
    """A fate, the token that tells it, the frame of its verb if it has one, and the rule that found it."""

    fate: Fate
    word: Token
    rule: str
    frame: Frame | None = None
    people: Token | None = None


def telling(q: Quantity) -> Telling | None:
    """The fate of one quantity, or None when its clause tells none. Dead and missing under one number are one fate."""
    told = _telling(q)
    if told is not None and told.fate is Fate.KILLED and _and_missing(told.word):
        return replace(told, fate=Fate.DEAD_OR_MISSING)
    if told is not None and told.fate is Fate.INJURED and _to_death(told.word):
        return replace(told, fate=Fate.KILLED)
    return told


def _to_death(hurt: Token) -> bool:
    """ "Stabbed to death", "shot dead"."""
    after = [t.lower_ for t in hurt.doc[hurt.i + 1 : hurt.i + 3]]
    return after[:2] == ["to", "death"] or after[:1] == ["dead"]


def _and_missing(dead: Token) -> bool:
    """ "207 dead and missing", "killed or missing": no number of its own stands before the missing."""
    doc, i = dead.doc, dead.i
    return i + 2 < len(doc) and doc[i + 1].lower_ in {"and", "or", "and/or"} and doc[i + 2].lower_ == "missing"


def _telling(q: Quantity) -> Telling | None:
    dead = _dead_or_remains(q)
    governed = _governed(q.node, dead=dead) or _acted(q.node, dead=dead) or _equated(q.node)
    if governed is not None:
        return None if governed.fate is Fate.KILLED and q.remains is not None else governed
    if q.remains is not None:
        return _of_act(q.node, dead=True)
    return _modified(q) or _of_act(q.node, dead=dead) or _noun_itself(q) or _tolled(q) or _listed(q)


def _acted(node: Token, *, dead: bool) -> Telling | None:
    """The object of a verb whose subject is a noun of an act: "the repatriation involved 501 bodies"."""
    if node.dep_ not in {"dobj", "obj", "attr"} or node.head.lemma_.casefold() not in verbs().acting:
        return None
    act = next((c for c in node.head.children if c.dep_ in SUBJECTS and c.lemma_.casefold() in nouns().acts), None)
    if act is None:
        return None
    fate = nouns().fates[act.lemma_.casefold()]
    return Telling(Fate.RETURNED if fate is Fate.RELEASED and dead else fate, act, "object of a noun of an act")


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
    told = _noun_of(subject)
    return Telling(told.fate, told.word, "equated with a noun of a fate") if told is not None else None


def _dead_or_remains(q: Quantity) -> bool:
    """Whether the counted are remains or dead: "the bodies of six soldiers", "six slain soldiers", "2,300 dead"."""
    if q.remains is not None or q.lemma in DEAD:
        return True
    if q.noun is not None and any(
        c.lower_ in DEAD or c.lemma_ == "slay" for c in q.noun.children if c.dep_ in {"amod", "compound", "acl", "nmod"}
    ):
        return True
    owner = _owner(q.node)
    if owner is not None and owner.lemma_.casefold() in nouns().remains:
        return True
    if q.noun is not None:
        return any(t.lower_ in DEAD for t in q.number.doc[q.number.i + 1 : q.number.i + 4] if t.head == q.noun or t == q.noun)
    return _of_remains(q.number)


def _of_remains(number: Token) -> bool:
    """Whether a bare number in a paragraph about bodies, and about no captives, counts bodies: "Kyiv took over 254"."""
    lemmas = {t.lemma_.casefold() for t in number.doc}
    return bool(lemmas & {"body", "corpse", "remains"}) and not lemmas & CAPTIVES


def _owner(node: Token) -> Token | None:
    """The noun that a phrase hangs on with "of": "bodies" for the soldiers in "the bodies of several soldiers"."""
    while node.dep_ == "conj" and node.head.pos_ in {"NOUN", "PROPN", "NUM", "PRON"}:
        node = node.head
    return node.head.head if node.dep_ == "pobj" and node.head.lower_ == "of" else None


def _modified(q: Quantity) -> Telling | None:
    """A participle, adjective or relative clause on the counted noun: "soldiers killed", "wounded men", "who died"."""
    table = verbs()
    for base in dict.fromkeys(t for t in (q.noun, q.node) if t is not None):
        for child in base.children:
            if child.dep_ in {"amod", "acl", "compound", "nmod"} and child.lower_ in table.states:
                return Telling(table.states[child.lower_], child, "participle on the counted noun")
            lemma = child.lemma_.casefold()
            if (
                child.dep_ in {"amod", "acl", "compound"}
                and child.tag_ == "VBN"
                and lemma in table.by_object
                and _met(table.by_object[lemma], child, dead=False)
            ):
                return Telling(table.by_object[lemma].fate, child, "participle on the counted noun", table.by_object[lemma])
            if child.dep_ == "relcl":
                subject = next((c for c in child.children if c.dep_ in SUBJECTS | PASSIVES), None)
                if subject is None or subject.tag_ in {"WP", "WDT"}:
                    made = _verb(
                        child, passive=_is_passive(child) or (subject is not None and subject.dep_ in PASSIVES), dead=False
                    )
                    if made is not None:
                        return made
                elif lemma in table.by_object and not any(
                    c.dep_ in {"dobj", "obj"} and c.tag_ not in {"WP", "WDT"} for c in child.children
                ):
                    return Telling(table.by_object[lemma].fate, child, "relative clause", table.by_object[lemma])
    return None


def _noun_itself(q: Quantity) -> Telling | None:
    table = nouns()
    if q.noun is None:
        return None
    lemma, lower = q.lemma, q.noun.lower_
    for word in (lower, lemma):
        if word in table.fates and word not in table.acts:
            missing_too = any(c.dep_ == "conj" and c.lower_ == "missing" for c in q.noun.children)
            fate = (
                Fate.DEAD_OR_MISSING
                if table.fates[word] is Fate.KILLED and missing_too and not _counted(q.noun, "missing")
                else table.fates[word]
            )
            return Telling(fate, q.noun, "the counted noun itself")
    return None


def _counted(noun: Token, word: str) -> bool:
    return any(c.dep_ == "conj" and c.lower_ == word and any(g.like_num for g in c.children) for c in noun.children)


def _of_act(node: Token, *, dead: bool) -> Telling | None:
    """A noun of an act with "of": "the death of 10 union members", "the release of 17 prisoners"."""
    owner = _owner(node)
    if owner is None:
        return None
    lemma = owner.lemma_.casefold()
    if lemma in nouns().remains:
        return _governed(owner, dead=True) or _of_act(owner, dead=True) or _modified_owner(owner)
    if lemma in {"life"}:
        return _lives(owner)
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
        frame = verbs().by_object.get(child.lemma_.casefold())
        if child.dep_ in {"acl", "amod"} and child.tag_ == "VBN" and frame is not None:
            return Telling(frame.fate_dead or frame.fate, child, "participle on the remains", frame)
    return None


def _governed(node: Token, *, dead: bool) -> Telling | None:
    """The verb whose subject or object the phrase is, through coordination: "12 were killed", "killed 12 and six others"."""
    seen = node
    while seen.dep_ in {"conj", "appos"} and seen.head.pos_ in {"NOUN", "PROPN", "NUM", "PRON", "ADJ"} and seen.head != seen:
        seen = seen.head
    if seen.dep_ == "pobj" and seen.head.lower_ in {"including", "among", "of", "with"} and seen.head.dep_ == "prep":
        over = seen.head.head
        if seen.head.lower_ == "including" or (seen.head.lower_ == "among" and over.pos_ == "VERB"):
            if over.pos_ in {"NOUN", "PROPN", "NUM", "PRON"}:
                through = _governed(over, dead=dead) or _noun_of(over)
                return Telling(through.fate, through.word, "part of a counted whole", through.frame) if through else None
            made = _verb(over, passive=True, dead=dead)
            return Telling(made.fate, made.word, "part of a counted whole", made.frame) if made else None
        owner = _owner(seen)
        if owner is not None and owner.lemma_.casefold() in nouns().remains:
            return _governed(owner, dead=True)
        return None
    if seen.dep_ not in SUBJECTS | PASSIVES | {"dobj", "obj", "attr", "oprd", "pobj", "dative"}:
        if seen.dep_ in {"ROOT", "npadvmod", "dep"}:
            return None
        return None
    verb = seen.head
    if seen.dep_ in {"pobj", "dative"}:
        return None
    if verb.pos_ not in {"VERB", "AUX", "NOUN", "ADJ"}:
        return None
    if seen.dep_ in SUBJECTS:
        return _as_subject(verb, dead=dead)
    return _verb(verb, passive=True, dead=dead, of=seen)


def _noun_of(token: Token) -> Telling | None:
    lemma = token.lemma_.casefold()
    if lemma in nouns().fates and lemma not in nouns().acts:
        return Telling(nouns().fates[lemma], token, "the counted noun itself")
    return next(
        (
            Telling(verbs().states[c.lower_], c, "participle on the counted noun")
            for c in token.children
            if c.lower_ in verbs().states
        ),
        None,
    )


def _as_subject(verb: Token, *, dead: bool) -> Telling | None:
    """The fate of a subject. A bare participle after a subject is headline grammar: "12 hurt in blast"."""
    lemma = verb.lemma_.casefold()
    table = verbs()
    if verb.lower_ in table.states and not any(c.dep_ in {"dobj", "obj"} for c in verb.children):
        return Telling(table.states[verb.lower_], verb, "state after the counted")
    if lemma in table.by_subject and _met(table.by_subject[lemma], verb, dead=dead):
        frame = table.by_subject[lemma]
        return Telling(
            frame.fate_dead or frame.fate if dead and frame.fate_dead else frame.fate, verb, "subject of the verb", frame
        )
    return (
        _carried(verb)
        or _lost_lives(verb)
        or _open_clause(verb, dead=dead)
        or (_conjoined(verb, dead=dead) if not any(c.dep_ in {"dobj", "obj"} for c in verb.children) else None)
    )


def _open_clause(verb: Token, *, dead: bool) -> Telling | None:
    """The verb in an open clause that shares the subject: "are expected to be released", "have yet to be looked at"."""
    for child in verb.children:
        if (
            child.dep_ in {"xcomp", "ccomp"}
            and child.pos_ in {"VERB", "AUX"}
            and not any(c.dep_ in SUBJECTS | PASSIVES for c in child.children)
        ):
            passive = any(c.dep_ == "auxpass" for c in child.children)
            made = _verb(child, passive=True, dead=dead) if passive else _as_subject(child, dead=dead)
            if made is not None:
                return made
    return None


def _lost_lives(verb: Token) -> Telling | None:
    """What a light verb and its object tell of the subject: "lost their lives", "suffered minor injuries"."""
    objects = {c.lemma_.casefold() for c in verb.children if c.dep_ in {"dobj", "obj"}}
    if verb.lemma_ in {"lose", "give"} and "life" in objects:
        return Telling(Fate.KILLED, verb, "lost their lives")
    if verb.lemma_.casefold() in verbs().hurt and objects & verbs().hurts:
        return Telling(Fate.INJURED, verb, "suffered injuries")
    return None


def _lives(owner: Token) -> Telling | None:
    verb = owner.head
    return Telling(Fate.KILLED, verb, "claimed the lives") if verb.lemma_ in verbs().lives else None


def _is_passive(verb: Token) -> bool:
    return any(c.dep_ in {"auxpass", "nsubjpass"} for c in verb.children) or verb.tag_ == "VBN"


def _verb(verb: Token, *, passive: bool, dead: bool, of: Token | None = None) -> Telling | None:
    """The fate that a verb gives its object (passive: its subject), or carries for it."""
    table = verbs()
    lemma = verb.lemma_.casefold()
    if of is not None and lemma in table.lives and of.lemma_ == "life":
        return Telling(Fate.KILLED, verb, "claimed the lives")
    carried = _carried(verb)
    if carried is not None:
        return carried
    if passive and lemma in table.by_object:
        frame = table.by_object[lemma]
        if _met(
            frame, verb, dead=dead, captives=of is not None and of.lemma_ in {"prisoner", "captive", "hostage", "detainee", "pow"}
        ):
            worse = _worse(verb) if frame.fate is Fate.INJURED else None
            if worse is not None:
                return Telling(Fate.KILLED, worse, "object of the verb", table.by_object[worse.lemma_.casefold()])
            negated = any(c.dep_ == "neg" for c in verb.children)
            fate = frame.fate_dead if dead and frame.fate_dead is not None else frame.fate
            if fate is Fate.IDENTIFIED and negated:
                fate = Fate.UNIDENTIFIED
            return Telling(fate, verb, "object of the verb", frame)
    if not passive and lemma in table.by_subject and _met(table.by_subject[lemma], verb, dead=dead):
        return Telling(table.by_subject[lemma].fate, verb, "subject of the verb", table.by_subject[lemma])
    if not passive and lemma in {"lose"}:
        return _lost_lives(verb)
    if of is not None and lemma in table.lose and is_person(of) and of.dep_ in {"dobj", "obj"}:
        return Telling(Fate.KILLED, verb, "lost people")
    return (_conjoined(verb, dead=dead) or _open_clause(verb, dead=dead)) if passive else None


def _worse(verb: Token) -> Token | None:
    """The verb of killing that shares an object with one of hurting: "shot and killed"."""
    frames = verbs().by_object
    for other in verb.conjuncts:
        frame = frames.get(other.lemma_.casefold())
        own = any(c.dep_ in SUBJECTS | PASSIVES | {"dobj"} for c in other.children)
        if frame is not None and frame.fate is Fate.KILLED and not own:
            return other
    return None


def _conjoined(verb: Token, *, dead: bool) -> Telling | None:
    """A verb that shares its subject with a later one: "were ambushed and killed"."""
    table = verbs()
    for other in verb.conjuncts:
        if other.i < verb.i or any(c.dep_ in SUBJECTS | PASSIVES | {"dobj", "obj"} for c in other.children):
            continue
        lemma = other.lemma_.casefold()
        if other.lower_ in table.states:
            return Telling(table.states[other.lower_], other, "shared subject")
        if lemma in table.by_subject and _met(table.by_subject[lemma], other, dead=dead):
            return Telling(table.by_subject[lemma].fate, other, "shared subject", table.by_subject[lemma])
        if lemma in table.by_object and other.tag_ == "VBN" and _met(table.by_object[lemma], other, dead=dead):
            return Telling(table.by_object[lemma].fate, other, "shared subject", table.by_object[lemma])
    return None


def _carried(verb: Token) -> Telling | None:
    """A state that a copula or a verb of finding carries: "remain missing", "left 12 dead", "were found dead"."""
    table = verbs()
    if verb.lemma_.casefold() not in table.carriers:
        return None
    for child in verb.children:
        if child.lower_ in table.states and child.dep_ in {
            "acomp",
            "oprd",
            "attr",
            "ccomp",
            "xcomp",
            "amod",
            "advmod",
            "conj",
            "advcl",
            "dobj",
        }:
            missing_too = table.states[child.lower_] is Fate.KILLED and any(c.lower_ == "missing" for c in child.children)
            return Telling(Fate.DEAD_OR_MISSING if missing_too else table.states[child.lower_], child, "state after the verb")
        if child.lower_ == "in" and any(
            g.lower_ in {"captivity", "custody", "detention", "prison", "jail"} for g in child.children
        ):
            return Telling(Fate.CAPTURED, child, "state after the verb")
        if child.lower_ in {"as", "among"}:
            inside = next((g for g in child.children if g.dep_ in {"pobj", "pcomp", "amod"} and g.lower_ in table.states), None)
            if inside is not None and not (child.lower_ == "as" and verb.lemma_ == "be"):
                both = table.states[inside.lower_] is Fate.KILLED and any(c.lower_ == "missing" for c in inside.children)
                return Telling(Fate.DEAD_OR_MISSING if both else table.states[inside.lower_], inside, "state after the verb")
        if child.lower_ == "to" and any(g.lower_ == "death" for g in child.children):
            return Telling(Fate.KILLED, verb, "to death")
    return None


def _met(frame: Frame, verb: Token, *, dead: bool, captives: bool = False) -> bool:
    """Whether the frame's conditions hold: particles that the verb needs, remains where only remains count."""
    lemma = verb.lemma_.casefold()
    if lemma in frame.remains_only and not dead:
        return False
    if frame.remains_subject and lemma in frame.subject and not dead:
        return False
    if frame.captives_or_remains and not (dead or captives or _of_captives(verb)):
        return False
    needed = frame.require.get(lemma)
    if not needed or (lemma == "hold" and any(c.dep_ in {"auxpass", "nsubjpass"} for c in verb.children)):
        return True
    if dead and frame.fate_dead is not None and lemma in {"send", "bring", "give"}:
        return True
    words = " ".join(t.lower_ for t in verb.subtree)
    return any(f" {phrase} " in f" {words} " for phrase in needed)


def _of_captives(verb: Token) -> bool:
    """Whether the report speaks of captives, so that coming home is being freed."""
    if "captives" in verb.doc.user_data:
        return bool(verb.doc.user_data["captives"])
    return any(t.lemma_.casefold() in CAPTIVES | {"exchange", "swap"} for t in verb.doc)


def _tolled(q: Quantity) -> Telling | None:
    """A number that a toll has: "the death toll rose to 673", "put the number of soldiers killed at 1,383"."""
    table = nouns()
    node = q.node
    anchor = node.head.head if node.dep_ == "pobj" else node.head
    scope = [anchor, *anchor.ancestors][:4]
    for verb in scope:
        if verb.pos_ not in {"VERB", "AUX", "NOUN"}:
            continue
        for toll in (t for t in verb.subtree if t.lemma_.casefold() in table.tolls and t.i != node.i and abs(t.i - node.i) < 25):
            if q.noun is not None and not is_person(q.noun) and q.noun.lemma_.casefold() not in table.tolls:
                return None
            fate = _toll_fate(toll)
            joined = q.noun is None or q.noun.i == toll.i
            if fate is not None and joined and _joins(toll, q):
                return Telling(fate, toll, "number of a toll", people=_toll_people(toll))
    return None


def _joins(toll: Token, q: Quantity) -> bool:
    """Whether a verb of tallying (or a colon) stands between toll and number, either way round."""
    low, high = sorted((toll.i, q.number.i))
    between = toll.doc[low + 1 : high]
    if any(t.lemma_.casefold() in verbs().tally or t.text in {":", "=", "at", "to", "of"} for t in between):
        return not any(t.text == ";" for t in between)
    return any(t.lemma_.casefold() in verbs().tally for t in [toll.head, *toll.head.ancestors])


def _toll_fate(toll: Token) -> Fate | None:
    """Whose toll: by its compound, by what stands after "of", or by itself ("losses")."""
    table = nouns()
    lemma = toll.lemma_.casefold()
    words = [c for c in toll.children if c.dep_ in {"compound", "amod", "nmod"}]
    of = [g for c in toll.children if c.lower_ == "of" for g in c.children]
    of += [g for t in of for g in t.children if g.dep_ in {"acl", "amod", "relcl", "conj"}]
    after = list(toll.doc[toll.i + 1 : toll.i + 6])
    for word in [*words, *of, *(t for t in after if t.lower_ in verbs().states)]:
        if word.lower_ in verbs().states:
            return verbs().states[word.lower_]
        if word.lemma_.casefold() in table.fates:
            return table.fates[word.lemma_.casefold()]
    if lemma in table.fates:
        return table.fates[lemma]
    return Fate.KILLED if lemma == "toll" and not words else None


def _toll_people(toll: Token) -> Token | None:
    """Who is counted by a toll: "the number of soldiers killed"."""
    return next(
        (g for c in toll.children if c.lower_ in {"of", "among"} for g in c.children if g.dep_ == "pobj" and is_person(g)), None
    )


def _listed(q: Quantity) -> Telling | None:
    """A number beside a bare state, as in headlines and bulletins: "3 killed, 7 wounded", "Killed: 12"."""
    doc, table = q.number.doc, verbs()
    last = q.noun if q.noun is not None and q.noun.i > q.number.i else q.number
    following = doc[last.i + 1] if last.i + 1 < len(doc) else None
    if following is not None and following.lower_ in {"more", "others", "other"} and following.i + 1 < len(doc):
        following = doc[following.i + 1]
    if following is not None and following.lower_ in table.states:
        return Telling(table.states[following.lower_], following, "state beside the number")
    return _labelled(q)


def _labelled(q: Quantity) -> Telling | None:
    """A number after a label of its own: "Killed: 12", "Buried, according to the ministry: 2,823"."""
    doc, table = q.number.doc, verbs()
    first = next((t.i for t in doc if t.idx >= q.start), q.number.i)
    if first < 2 or doc[first - 1].text not in {":", "-", "–", "—"}:
        return None
    label = list(doc[max(doc[first - 1].sent.start, 0) : first - 1])
    for i, token in enumerate(reversed(label)):
        if token.text in {";", ":", "•"} or (i and token.text == "."):
            label = label[len(label) - i :]
            break
    negated = any(t.lower_ in {"not", "un"} for t in label)
    for token in label:
        fate = table.states.get(token.lower_) or (
            nouns().fates.get(token.lemma_.casefold()) if token.lemma_.casefold() not in nouns().acts else None
        )
        if fate is not None:
            return Telling(Fate.UNIDENTIFIED if negated and fate is Fate.IDENTIFIED else fate, token, "number after a label")
    return None


def unit_of(q: Quantity, fate: Fate) -> Unit:
    """What is counted: the unit of the remains that are named, bodies where a fate of remains is told, else persons."""
    if q.remains is not None:
        return q.remains
    owner = _owner(q.node)
    if owner is not None and owner.lemma_.casefold() in nouns().remains:
        return nouns().remains[owner.lemma_.casefold()]
    return Unit.BODY if fate in {Fate.EXAMINED, Fate.UNIDENTIFIED, Fate.RECOVERED, Fate.RETURNED} else Unit.PERSON


def enumerated(quantities: list[Quantity], told: list[Telling | None]) -> list[Telling | None]:
    """Fates handed along an enumeration: "230 came home: 213 soldiers, eleven officers and six civilians".

    A count without a fate of its own takes that of the count before it in the sentence (or after it, when the two are
    coordinated) if no verb stands between them and it does not hang on a preposition of another role.
    """
    out = list(told)
    for step in (1, -1):
        order = range(len(out)) if step == 1 else range(len(out) - 1, -1, -1)
        for i in order:
            j = i - step
            if out[i] is not None or not 0 <= j < len(out) or out[j] is None:
                continue
            near, given = quantities[j], out[j]
            if given is None:
                continue
            if step == 1 and (_takes_up(quantities[i]) or _sums_up(quantities[i])):
                out[i] = replace(given, rule="takes up those counted before")
            elif _in_one_list(near, quantities[i], backwards=step == -1):
                out[i] = replace(given, rule="enumeration")
    return out


ANAPHORS = {"these", "those", "them", "whom"}


def _takes_up(q: Quantity) -> bool:
    """Whether a number counts some of those counted before: "of these, 320 …", "six of them …", "four of whom …"."""
    doc, first = q.number.doc, q.number.sent.start
    opening = [t.lower_ for t in doc[first : first + 2]]
    fronted = opening[:1] == ["of"] and opening[1] in ANAPHORS and q.number.i - first < 6
    after = [t.lower_ for t in doc[q.number.i + 1 : q.number.i + 3]]
    return fronted or (after[:1] == ["of"] and len(after) > 1 and after[1] in ANAPHORS)


SUMS = {"total", "number", "figure", "count", "sum", "tally"}


def _sums_up(q: Quantity) -> bool:
    """Whether a bare number is the total, or what somebody speaks of, of what was counted before.

    "That brought the total to 6,057; the ministry spoke of 6,060."
    """
    if q.noun is not None or q.node.dep_ not in {"pobj", "attr", "dobj", "acomp"}:
        return False
    verb = next((t for t in q.node.ancestors if t.pos_ in {"VERB", "AUX"}), None)
    if verb is None:
        return False
    summed = any(c.lemma_.casefold() in SUMS for c in verb.children if c.dep_ in SUBJECTS | PASSIVES | {"dobj", "obj"})
    at = q.node.head.lower_ if q.node.dep_ == "pobj" else ""
    if summed and verb.lemma_.casefold() in verbs().tally:
        return at in {"", "at", "to", "of", "as"}
    return verb.lemma_.casefold() in {"speak", "talk", "report", "count", "give", "mention"} and at in {"", "of", "about"}


def _in_one_list(a: Quantity, b: Quantity, *, backwards: bool) -> bool:
    doc = a.number.doc
    first, last = sorted((a, b), key=lambda q: q.start)
    if first.number.sent != last.number.sent or not (b.noun is None or is_person(b.noun) or b.remains is not None):
        return False
    if b.node.dep_ == "pobj" and b.node.head.lower_ not in {"including", "of", "among"}:
        return False
    if b.node.dep_ == "pobj" and b.node.head.lower_ == "of" and b.node.head.head.i not in {a.node.i, a.number.i, b.number.i}:
        return False
    if backwards and last.node not in first.node.conjuncts:
        return False
    if b.node.dep_ == "pobj" and b.node.head.lower_ == "including":
        return not backwards
    between = doc[(first.noun or first.number).i + 1 : last.number.i]
    if any(t.pos_ in {"VERB", "AUX"} and t.tag_ not in {"VBN", "VBG"} for t in between):
        return any(t.text == ":" for t in between) and not any(t.pos_ in {"VERB", "AUX"} for t in _after_colon(between))
    return any(t.text in {",", ":", ";", "–", "—", "("} or t.lower_ in {"and", "or", "including", "plus"} for t in between)


def _after_colon(between: Span) -> list[Token]:
    start = max((i for i, t in enumerate(between) if t.text == ":"), default=0)
    return list(between)[start:]
