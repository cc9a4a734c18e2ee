"""Numbers that a toll or a label has: "the death toll rose to 673", "3 killed, 7 wounded", "Buried: 2,823"."""

from __future__ import annotations

from spacy.tokens import Token

from ...model.terms import Fate
from ..count.counted import Quantity, is_person
from ..lexicon import nouns, verbs
from .carrying import light
from .conditions import object_frame, subject_frame
from .tellings import SUBJECTS, Telling


def tolled(q: Quantity) -> Telling | None:
    """A number that a toll has: "the death toll rose to 673", "put the number of soldiers killed at 1,383"."""
    table = nouns()
    node = q.node
    if any(c.lower_ == "of" and any(g.lower_ in {"whom", "them"} for g in c.children) for c in node.children):
        return None  # "at 3,439, some 230 of whom …": a part of the toll
    anchor = node.head.head if node.dep_ == "pobj" else node.head
    scope = [anchor, *anchor.ancestors][:4]
    for verb in scope:
        if verb.pos_ not in {"VERB", "AUX", "NOUN"}:
            continue
        for toll in (
            t
            for t in verb.subtree
            if (t.lemma_.casefold() in table.tolls or _that_of(t))
            and t.dep_ != "compound"
            and not (t.lower_ == "death" and t.nbor(-1).lower_ == "to")
            and (t.i != node.i or _counted_toll(q, t))
            and abs(t.i - node.i) < 25
        ):
            if q.noun is not None and not is_person(q.noun) and q.noun.lemma_.casefold() not in table.tolls:
                return None
            if any(c.lower_ == "no" for c in toll.children) or not _one_clause(toll, q.number):
                continue
            if any(t.lemma_.casefold() in table.tolls and t.dep_ != "compound" for t in node.doc[toll.i + 1 : node.i]):
                continue  # "the number of wounded at 2,000 and the number of tanks lost at 300"
            fate = _toll_fate(toll)
            summed = q.noun is not None and is_person(q.noun) and toll.lemma_.casefold() in {"toll", "loss", "number", "total"}
            joined = (
                q.noun is None or q.noun.i == toll.i or (summed and toll.dep_ in {"nsubj", "nsubjpass"} and q.node.dep_ == "pobj")
            )
            if fate is not None and joined and _joins(toll, q):
                return Telling(fate, toll, "number of a toll", people=_toll_people(toll))
    return None


def _counted_toll(q: Quantity, toll: Token) -> bool:
    """ "Brings to 2,364 the number of those who died": the parser takes the number for one of the numbers."""
    return q.noun == toll and toll.lemma_ in {"number", "total", "toll"} and q.number.i < toll.i and toll.nbor(-1).lower_ == "the"


def _that_of(token: Token) -> bool:
    """ "… and that of the injured at 33": the number of them."""
    return token.lower_ == "that" and any(c.lower_ == "of" for c in token.children)


def _one_clause(toll: Token, number: Token) -> bool:
    """Whether toll and number hang on one verb, or one on a verb below the other's without a conjunction between."""
    a, b = _verb_of(toll), _verb_of(number)
    if a is None or b is None or a == b:
        return True
    return (a in b.ancestors and b.dep_ != "conj") or (b in a.ancestors and a.dep_ != "conj")


def _verb_of(token: Token) -> Token | None:
    return next((t for t in token.ancestors if t.pos_ in {"VERB", "AUX"}), None)


def _joins(toll: Token, q: Quantity) -> bool:
    """Whether a verb of tallying (or a colon) stands between toll and number, either way round."""
    if q.noun == toll:
        return toll.head.lemma_ in {"bring", "raise", "put"}
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
    if lemma not in {"toll", "death"} and any(g.pos_ == "NOUN" and not _may_be_counted(g) for g in of):
        return None  # "the number of submarines sunk"
    for made in (c for c in toll.children if c.dep_ == "acl" and c.tag_ == "VBN"):  # "the number found so far"
        if made.lower_ in verbs().states:
            return verbs().states[made.lower_]
        frame = object_frame(made, dead=False) or object_frame(made, dead=True)
        if frame is not None:
            return frame.fate
    died = [t for t in of if t.dep_ in {"acl", "relcl"}]
    for verb in died:
        lost = light(verb)
        if lost is not None:  # "the number of people who lost their lives"
            return lost.fate
        frame = object_frame(verb, dead=False) or subject_frame(verb, dead=False)
        if frame is not None:
            return frame.fate
    for word in [*words, *of, *(t for t in after if t.lower_ in verbs().states)]:
        if word.lower_ in verbs().states:
            return verbs().states[word.lower_]
        if word.lemma_.casefold() in table.fates:
            return table.fates[word.lemma_.casefold()]
    if lemma in table.fates:
        return table.fates[lemma]
    if toll.lower_ == "dead":
        return Fate.KILLED if toll.dep_ in {"nsubj", "nsubjpass"} else None
    return Fate.KILLED if lemma == "toll" and not words else None


def _may_be_counted(noun: Token) -> bool:
    lemma = noun.lemma_.casefold()
    return is_person(noun) or lemma in nouns().remains or lemma in nouns().fates or noun.lower_ in verbs().states or noun.like_num


def _toll_people(toll: Token) -> Token | None:
    """Who is counted by a toll: "the number of soldiers killed"."""
    return next(
        (g for c in toll.children if c.lower_ in {"of", "among"} for g in c.children if g.dep_ == "pobj" and is_person(g)), None
    )


def listed(q: Quantity) -> Telling | None:
    """A number beside a bare state, as in headlines and bulletins: "3 killed, 7 wounded", "Killed: 12"."""
    last = q.noun if q.noun is not None and q.noun.i > q.number.i else q.number
    told = _state_after(last)
    if told is not None:
        return Telling(*told, "state beside the number")
    return homeward(last) or _phrase_after(last) or _labelled(q)


def _phrase_after(last: Token) -> Telling | None:
    """ "Four of them under house arrest", "two in hospital": a phrase of a state with no verb."""
    doc, i = last.doc, last.i + 1
    while i + 1 < len(doc) and doc[i].lower_ in {"of", "them", "whom", "these", "those", "still", "now", "already"}:
        i += 1
    if i + 1 >= len(doc) or doc[i].dep_ != "prep" or doc[i].head.pos_ in {"VERB", "AUX"}:
        return None
    told = next((f for g in doc[i].children if (f := verbs().phrases.get((doc[i].lower_, g.lower_))) is not None), None)
    return Telling(told, doc[i], "state in a phrase") if told is not None else None


def state_beside(q: Quantity) -> Telling | None:
    """A state right after the number itself, with no noun behind it: "200 dead and over 400 wounded on their side"."""
    told = _state_after(q.number)
    if told is None or told[1].i + 1 >= len(told[1].doc):
        return Telling(*told, "state beside the number") if told is not None else None
    after = told[1].nbor(1)
    modifies = (
        after.pos_ in {"NOUN", "PROPN", "ADJ", "NUM"}
        or after.tag_ in {"VBN", "VBD"}
        or after.lower_ in {"who", "by", "in", "during"}
    )
    return None if modifies else Telling(*told, "state beside the number")


def _state_after(last: Token) -> tuple[Fate, Token] | None:
    """The state that follows a counted phrase, over "more", "reported" and the like."""
    for token in last.doc[last.i + 1 : last.i + 5]:
        if token.lower_ in verbs().states:
            return None if _does_it(last, token) else (verbs().states[token.lower_], token)
        if token.lower_ not in PASSED_OVER:
            return None
    return None


def _does_it(counted: Token, state: Token) -> bool:
    """Whether the counted do it to others: "some 2,000 mourners buried the soldier", "a gunman shot dead four"."""
    node = counted
    while node.dep_ not in SUBJECTS and node.dep_ in {"nummod", "pobj", "prep", "quantmod", "compound"}:
        node = node.head
    verb = node.head
    return (
        node.dep_ in SUBJECTS
        and node.i < verb.i <= state.i
        and any(c.dep_ in {"dobj", "obj"} and c.i > verb.i for c in verb.children)
    )


#: "12 more reported dead": words between a number and its state in headlines.
PASSED_OVER = {
    "more",
    "others",
    "other",
    "reported",
    "reportedly",
    "feared",
    "believed",
    "confirmed",
    "presumed",
    "said",
    "allegedly",
    "people",
    "now",
    "still",
    "shot",
    "found",
    "listed",
    "officially",
    "so",
    "far",
}


def homeward(last: Token) -> Telling | None:
    """Headlines without a verb: "remains of 1,200 soldiers back in Ukraine", "95 prisoners home"."""
    after = last.doc[last.i + 1 : last.i + 3]
    if not len(after) or after[0].lower_ not in {"back", "home"}:
        return None
    first = all(t.pos_ not in {"VERB", "AUX"} for t in last.doc[last.sent.start : last.i + 1])
    if not first or any(t.pos_ in {"VERB", "AUX"} for t in after):
        return None
    remains = any(t.lemma_.casefold() in nouns().remains for t in last.doc[last.sent.start : last.i + 1])
    return Telling(Fate.RETURNED if remains else Fate.RELEASED, after[0], "back home")


def _labelled(q: Quantity) -> Telling | None:
    """A number after a label of its own: "Killed: 12", "Buried, according to the ministry: 2,823"."""
    doc, table = q.number.doc, verbs()
    first = next((t.i for t in doc if t.idx >= q.start), q.number.i)
    if first < 2 or doc[first - 1].text not in {":", "-", "–", "—"}:
        return None
    after = doc[q.number.i + 1] if q.number.i + 1 < len(doc) else None
    if after is not None and after.dep_ == "auxpass":
        return None  # "318 detainees travelled: 249 were brought to Sana'a" is no label
    label = list(doc[max(doc[first - 1].sent.start, 0) : first - 1])
    for i, token in enumerate(reversed(label)):
        if token.text in {";", ":", "•"} or (i and token.text == "."):
            label = label[len(label) - i :]
            break
    label = _last_item([t for t in label if t.i > doc[first - 1].sent.start or t.pos_ != "PUNCT"])
    negated = any(t.lower_ in {"not", "un"} for t in label)
    dead = any(t.lemma_.casefold() in nouns().remains for t in label)
    for token in label:
        opens = token == label[0] and token.tag_ in {"VBN", "VBD", "JJ"}
        on_people = token.tag_ in {"VBN", "VBD"} and token.i and _may_be_counted(token.nbor(-1))  # "Bodies returned to Kyiv: 12"
        made = (not dead and object_frame(token, dead=False)) or object_frame(token, dead=True) if opens or on_people else None
        fate = (
            table.states.get(token.lower_)
            or ((made.fate_dead if dead and made.fate_dead else made.fate) if made else None)
            or (nouns().fates.get(token.lemma_.casefold()) if token.lemma_.casefold() not in nouns().acts else None)
        )
        of_whom = [token.head] if token.dep_ == "amod" else label
        if fate is Fate.UNIDENTIFIED and not any(_may_be_counted(t) for t in of_whom):
            continue  # "unidentified bombings: 27"
        if fate is not None:
            return Telling(Fate.UNIDENTIFIED if negated and fate is Fate.IDENTIFIED else fate, token, "number after a label")
    return None


def label_of_things(q: Quantity) -> bool:
    """Whether a number stands after a label that counts things: "Vehicles destroyed: 12"."""
    doc = q.number.doc
    first = next((t.i for t in doc if t.idx >= q.start), q.number.i)
    if first < 2 or doc[first - 1].text != ":":
        return False
    begins = max((t.i + 1 for t in doc[: first - 1] if t.text in {".", ";", ":"} or t.like_num), default=0)
    label = doc[max(begins, doc[first - 1].sent.start) : first - 1]
    named = [t for t in label if t.pos_ in {"NOUN", "PROPN"} and t.dep_ not in {"pobj", "compound", "npadvmod"}]
    done = any(t.tag_ in {"VBN", "VBD"} for t in label)
    return len(label) <= 3 and done and bool(named) and not any(_may_be_counted(t) for t in label)


def label_before(q: Quantity) -> Telling | None:
    """A label of a line of its own, whatever is said behind the number: "repatriated bodies: 2,973, of which 1,419 …"."""
    doc = q.number.doc
    first = next((t.i for t in doc if t.idx >= q.start), q.number.i)
    if first < 2 or doc[first - 1].text != ":" or any(t.text in {".", ";", ":", ","} for t in doc[: first - 1]):
        return None
    if any(t.pos_ == "AUX" or t.tag_ in {"VBZ", "VBP"} or any(c.dep_ in SUBJECTS for c in t.children) for t in doc[: first - 1]):
        return None
    return _labelled(q)


def _last_item(label: list[Token]) -> list[Token]:
    """The part of a label behind the item before it: "missing" of "killed - 5, wounded - 17, missing"."""
    start = max((i + 1 for i, t in enumerate(label) if t.text == "," and any(n.like_num for n in label[:i])), default=0)
    return label[start:]
