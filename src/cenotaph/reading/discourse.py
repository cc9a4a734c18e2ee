"""What a count takes up from the counts around it, when its own clause tells no fate.

A report names a fate once and then goes on counting: "Of these, 320 …", "the ministry spoke of 6,060", "another 50 followed", and
its headline only gives the number. Each rule below is one such construction; the first that fits a count wins, and the count
remembers which earlier one it takes its fate from, so that the other fields can follow.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from spacy.tokens import Token

from ..model.terms import Fate, Unit
from .clauses import object_frame
from .counted import Quantity, is_person
from .fates import telling
from .lexicon import nouns, saying, table, verbs
from .tellings import PASSIVES, SUBJECTS, Telling

HANDED = {Fate.RELEASED, Fate.RETURNED}
HARMED = {Fate.KILLED, Fate.INJURED, Fate.CASUALTIES, Fate.MISSING, Fate.DEAD_OR_MISSING}
OBJECTS = {"dobj", "obj", "pobj", "attr", "acomp", "oprd", "npadvmod", "dep"}
#: A count of another fate than most of the report's is a rival only if it is so much closer in size (natural logarithm).
UNUSUAL = 0.4
#: How far back a count may look for the people it takes up, in paragraphs.
REACH = 2


@dataclass(slots=True)
class Item:
    """One count of the report with what its own clause tells of it, and the paragraph it stands in."""

    q: Quantity
    told: Telling | None
    paragraph: int
    headline: bool


def taken_up(told: Sequence[Sequence[tuple[Quantity, Telling | None]]], headlines: int) -> list[list[Telling | None]]:
    """The tellings of every paragraph, completed from one another. The first `headlines` paragraphs are headlines."""
    items = [Item(q, t, n, n < headlines) for n, paragraph in enumerate(told) for q, t in paragraph]
    for i, item in enumerate(items):
        if item.headline:
            continue
        item.told = (
            _background(items, i)
            or _of_remains(items, i)
            or _those_of(items, i)
            or _included(items, i)
            or item.told
            or _from_before(items, i)
        )
        if _said_before(items, i):
            item.told = None
    _headlines(items)
    by_paragraph: list[list[Telling | None]] = [[] for _ in told]
    for item in items:
        by_paragraph[item.paragraph].append(item.told)
    return by_paragraph


def _from_before(items: Sequence[Item], i: int) -> Telling | None:
    """The fate of the counts before, by the first construction that fits."""
    q = items[i].q
    group = group_of(q)
    if group is not None and not _other_things(q):
        named = group_fate(group)
        if named is not None:
            before = _whole(items, _focus(items, i, fates={named}))
            rule = "part of a group whose name tells it"
            return None if _named_one(q) else Telling(named, own_word(q), rule, of=before.q if before else None)
        if _anaphoric(group):
            harmed = HARMED - {Fate.INJURED} if group.lemma_.casefold() == "victim" else None
            before = _whole(items, _focus(items, i, fates=harmed) or _focus(items, i))
            return None if _named_one(q) else _like(before, q, "takes up those counted before")
    if _breaks_down(q):
        subject = next((c for c in own_word(q).children if c.dep_ in SUBJECTS), None)
        named = verbs().states.get(subject.lower_) if subject is not None and _a_group(subject, own_word(q)) else None
        before = _focus(items, i, fates={named}) if named is not None else _focus(items, i)
        return _like(before, q, "tells who those counted before are") or _victims(q) or _among_named(q)
    if _sums_up(q):
        return _like(_rival(items, i), q, "sums up those counted before")
    beside = next((rule for rule, fits in BESIDE if fits(items, i)), None)
    if beside is not None:
        return _like(_focus(items, i, sentence=True), q, beside)
    if _goes_on(q):
        return _like(_focus(items, i), q, "goes on counting")
    moved = _handover(items, i) if _moved(q) else None
    living = q.noun is not None and is_person(q.noun)
    if moved is not None and moved.told is not None and not (living and moved.told.fate is Fate.RETURNED):
        return _like(moved, q, "moved in a handover")
    plural = q.noun is not None and q.noun.tag_ == "NNS" and not q.count.vague
    if plural and (q.lemma == "victim" or q.remains is Unit.BODY or _on_a_list(q)):
        fates = HARMED if q.lemma == "victim" else REMAINS if q.remains is Unit.BODY else None
        return _like(_focus(items, i, fates=fates, reach=4), q, "counted among those before")
    return None


def _background(items: Sequence[Item], i: int) -> Telling | None:
    """ "Of these, 320 had fallen near Izyum": what had become of people before says nothing of what this report tells of them."""
    item = items[i]
    group = group_of(item.q)
    if item.told is None or item.told.fate not in HARMED or group is None or group.pos_ == "NOUN" or not _anaphoric(group):
        return None
    before = _focus(items, i)
    if before is None or before.told is None or before.told.fate not in HANDED | REMAINS:
        return None
    verb = own_word(item.q)
    earlier = any(c.dep_ == "aux" and c.lower_ == "had" for c in verb.children)
    return _like(before, item.q, "takes up those counted before") if earlier else None


def _of_remains(items: Sequence[Item], i: int) -> Telling | None:
    """A bare number after counts of remains counts remains too, and its verb is read so: "154 were returned from morgues"."""
    item = items[i]
    if item.q.noun is not None and not (item.q.lemma == "dead" and _sums_up(item.q)):
        return None
    before = _focus(items, i, reach=1)
    twin = _twin(items, i) if _definite(item.q) else None
    of_remains = [t for t in (twin, before) if t is not None and t.told is not None and t.told.fate in REMAINS]
    if not of_remains:
        return None
    if item.q.noun is not None:
        return _like(of_remains[0], item.q, "sums up those counted before")
    if item.told is not None and item.told.fate not in HANDED | {Fate.INJURED}:
        return None
    again = telling(item.q, dead=True)
    return replace(again, of=of_remains[0].q) if again is not None else None


def _included(items: Sequence[Item], i: int) -> Telling | None:
    """ "Seven people killed in 1995, among them two men, were laid to rest": those among them share the fate of all."""
    q, before = items[i].q, items[i - 1] if i else None
    if before is None or before.told is None or before.q.number.sent != q.number.sent:
        return None
    first = next((t for t in q.number.doc[max(q.number.i - 4, 0) : q.number.i + 1] if t.idx >= q.start), q.number)
    words = [t.lower_ for t in q.number.doc[max(first.i - 2, 0) : first.i]]
    told = items[i].told
    if told is not None and told.word.dep_ == "relcl" and told.fate in HARMED:
        return None  # "23 were killed or wounded, among them a lieutenant who died at the site"
    last = q.noun if q.noun is not None else q.number
    behind = [t.lower_ for t in q.number.doc[last.i + 1 : last.i + 3]] == ["among", "them"]
    among = behind or words in (["among", "them"], ["among", "whom"], ["amongst", "them"])
    along = (
        before.told.rule == AMONG and first.i > 0 and first.nbor(-1).lower_ in {"and", ","} and q.node in before.q.node.conjuncts
    )
    if not among and not along:
        return None
    return replace(before.told, rule=AMONG, of=before.told.of if along else before.q)


def _those_of(items: Sequence[Item], i: int) -> Telling | None:
    """ "Among the bodies were those of five soldiers": some of the bodies already counted."""
    q = items[i].q
    those = q.node.head.head if q.node.dep_ == "pobj" and q.node.head.lower_ == "of" else None
    if those is None or those.lower_ != "those" or those.head.lemma_ not in {"be", "include"}:
        return None
    bodies = (g for c in those.head.children if c.lower_ in {"among", "amongst"} or c.dep_ in SUBJECTS for g in (c, *c.children))
    of_remains = any(g != those and g.lemma_.casefold() in nouns().remains for g in bodies)
    return _like(_focus(items, i, fates=REMAINS), q, AMONG) if of_remains else None


def _said_before(items: Sequence[Item], i: int) -> bool:
    """ "The three officers": people with the number that is already told, to whom nothing new happened."""
    item = items[i]
    if item.told is None or item.q.noun is None or item.told.fate not in HARMED or item.q.number.i == 0:
        return False
    if item.q.number.nbor(-1).lower_ != "the" or not is_person(item.q.noun):
        return False
    number = item.q.count.low
    return any(t.told is not None and t.told.fate in HARMED and t.q.count.low == number and not t.headline for t in items[:i])


def _victims(q: Quantity) -> Telling | None:
    """ "Other victims included a driver", "the wounded include a nurse": without a count before them, victims are dead."""
    subject = next((c for c in own_word(q).children if c.dep_ in SUBJECTS), None)
    if subject is not None and _a_group(subject, own_word(q)):
        return Telling(verbs().states[subject.lower_], subject, "part of a group whose name tells it")
    return (
        Telling(Fate.KILLED, subject, "among the victims")
        if subject is not None and subject.lemma_.casefold() == "victim"
        else None
    )


def _among_named(q: Quantity) -> Telling | None:
    """ "Among those killed is an Italian citizen": the group's own name tells the fate."""
    groups = (g for c in own_word(q).children if c.lower_ in {"among", "amongst"} for g in c.children)
    fate = next((f for g in groups if (f := group_fate(g)) is not None), None)
    return Telling(fate, own_word(q), "part of a group whose name tells it") if fate is not None else None


def _handover(items: Sequence[Item], i: int) -> Item | None:
    """The handover that is spoken of: the last count of one before, else the first after."""
    before = _focus(items, i, fates=HANDED)
    after = (t for t in items[i + 1 :] if t.told is not None and t.told.fate in HANDED and t.paragraph - items[i].paragraph <= 1)
    return before or next(after, None)


def _other_things(q: Quantity) -> bool:
    """Whether "two of them" takes up things that are no people: "Seven teams are digging, two of them in military areas"."""
    group = group_of(q)
    if group is None or group.lower_ not in {"them", "these", "those", "which"}:
        return False
    for token in reversed(q.number.doc[max(q.number.i - 40, 0) : max(q.number.i - 1, 0)]):
        if token.tag_ in {"NNS", "NNPS"} and (
            token.dep_ in SUBJECTS | PASSIVES | {"dobj", "attr"} or any(c.like_num for c in token.children)
        ):
            counted = is_person(token) or token.lemma_.casefold() in nouns().remains or token.ent_type_ == "NORP"
            return not counted and token.ent_type_ not in {"DATE", "TIME"}
    return False


AMONG = "among those counted before"
REMAINS = {Fate.RECOVERED, Fate.RETURNED, Fate.BURIED, Fate.EXAMINED, Fate.IDENTIFIED, Fate.UNIDENTIFIED}


def own_word(q: Quantity) -> Token:
    """The verb of the count's own clause: whoever speaks there speaks of it, whatever was said of those counted before."""
    return next((t for t in q.node.ancestors if t.pos_ in {"VERB", "AUX"}), q.node)


def _like(before: Item | None, q: Quantity, rule: str) -> Telling | None:
    if before is None or before.told is None:
        return None
    return Telling(before.told.fate, own_word(q), rule, of=before.q)


def _focus(
    items: Sequence[Item], i: int, *, fates: set[Fate] | None = None, sentence: bool = False, reach: int = REACH
) -> Item | None:
    """The count that is being spoken of: the last one told before, in the sentence or no more than some paragraphs up."""
    here = items[i]
    for item in reversed(items[:i]):
        if item.headline or here.paragraph - item.paragraph > (0 if sentence else reach):
            break
        if sentence and item.q.number.sent != here.q.number.sent:
            break
        if item.told is not None and (fates is None or item.told.fate in fates):
            return item
    return None


def _whole(items: Sequence[Item], part: Item | None) -> Item | None:
    """The count that a listed part belongs to: "55 men: 41 soldiers and 14 farmers. Of them, 23 …" takes up the 55."""
    while part is not None and part.told is not None and part.told.of is not None and part.told.rule in LISTED:
        whole = next((t for t in items if t.q is part.told.of), None)
        if whole is None or whole is part:
            break
        part = whole
    return part


LISTED = {"enumeration", AMONG, "part of a counted whole", "part of a group whose name tells it"}


def _rival(items: Sequence[Item], i: int) -> Item | None:
    """The count that another speaker's number stands against: of those near, the one closest in size ("6,057", "6,060")."""
    wanted = size(items[i].q)
    if wanted is None:
        return _focus(items, i)
    near = [t for t in items[:i] if not t.headline and t.told is not None and items[i].paragraph - t.paragraph <= REACH]
    usual = Counter(t.told.fate for t in items if t.told is not None).most_common(1)
    sized = [
        (abs(math.log((known + 1) / (wanted + 1))) + UNUSUAL * (t.told.fate is not usual[0][0]), -n, t)
        for n, t in enumerate(near)
        if (known := size(t.q)) is not None and t.told is not None
    ]
    return min(sized, key=lambda row: row[:2])[2] if sized else _focus(items, i)


def size(q: Quantity) -> int | None:
    """About how many a count says: its bounds, or what a vague word is worth at least."""
    known = q.count.low if q.count.low is not None else q.count.high
    return known if known is not None else table("numbers")["sizes"].get(q.count.words.casefold() if q.count.words else "")


def group_of(q: Quantity) -> Token | None:
    """The group of which a number is a part: "six of them", "five from the released", "of the dead, 180 …"."""
    for child in q.node.children if q.noun is None or q.noun != q.node else q.number.children:
        if child.dep_ == "prep" and child.lower_ in {"of", "from", "among"}:
            inside = next((g for g in child.children if g.dep_ == "pobj"), None)
            if inside is not None:
                return inside
    doc, first = q.number.doc, q.number.sent.start
    while first < q.number.i and (doc[first].is_space or doc[first].lower_ in {"and", "but"}):
        first += 1
    if doc[first].lower_ in {"of", "among", "from", "between"} and q.number.i - first <= 12:
        inside = next((g for g in doc[first].children if g.dep_ == "pobj" and g.i < q.number.i), None)
        if inside is not None and not any(
            t.pos_ in {"VERB", "AUX"} and t.tag_ not in {"VBN", "VBG"} for t in doc[first : inside.i]
        ):
            return inside
    return None


def group_fate(group: Token) -> Fate | None:
    """The fate that the name of a group tells: "the dead", "those released", "the missing", "the freed men"."""
    if group.tag_ in {"NN"} and group.lower_ not in verbs().states:
        return None
    words = [group, *(c for c in group.children if c.dep_ in {"amod", "acl", "compound"})]
    for word in words:
        if word.lower_ in verbs().states:
            return verbs().states[word.lower_]
        frame = object_frame(word, dead=False) if word.tag_ == "VBN" else None
        if frame is not None:
            return frame.fate
    lemma = group.lemma_.casefold()
    return nouns().fates.get(lemma) if lemma not in nouns().acts | nouns().tolls else None


def _anaphoric(group: Token) -> bool:
    """Whether a group takes up people already counted: a pronoun, a bare number, or people with "the" or "these"."""
    if group.lower_ in {"them", "these", "those", "whom", "which", "former", "latter"} or group.like_num:
        return True
    definite = any(c.lower_ in {"the", "these", "those", "his", "its", "their"} for c in group.children)
    return definite and (is_person(group) or group.lemma_.casefold() in nouns().remains) and group.tag_ in {"NNS", "NNPS", "NNP"}


def _named_one(q: Quantity) -> bool:
    """ "One of them is Anna B.", "one of the men said": a person taken up by name or as a speaker is no count."""
    if q.count.low != 1 or q.count.high != 1:
        return False
    verb = own_word(q)
    introduced = q.node.dep_ == "attr" and q.number.lower_ in {"a", "an"}  # "among those killed is an Italian"
    return (verb.lemma_ == "be" and not introduced) or verb.lemma_.casefold() in saying().verbs


def _breaks_down(q: Quantity) -> bool:
    """A copula that says who people already counted are: "they are 95 soldiers", "seven children were among them"."""
    node = q.node
    while node.dep_ in {"conj", "appos"} and node.head.pos_ in {"NOUN", "PROPN", "NUM"}:
        node = node.head
    verb = node.head
    if verb.lemma_ not in {"be", "include"} or node.dep_ not in SUBJECTS | {"attr", "dobj"}:
        return False
    if node.dep_ in {"attr", "dobj"}:
        subject = next((c for c in verb.children if c.dep_ in SUBJECTS), None)
        if subject is not None and subject.lower_ in {"they", "these", "those"}:
            return True
        whole = {"victim"} if verb.lemma_ == "be" else {"victim", *COUNTED_WHOLES}
        if subject is not None and subject != node and (subject.lemma_.casefold() in whole or _a_group(subject, verb)):
            return True
    among = any(
        c.lower_ in {"among", "between", "amongst"}
        and any(g.lower_ in {"them", "these", "those"} or group_fate(g) for g in c.children)
        for c in verb.children
    )
    if among:
        return True
    if node.dep_ in SUBJECTS and q.noun is None:  # "twenty-two were children", "180 had been conscripts"
        return any(
            (c.dep_ == "attr" and (is_person(c) or c.tag_ in {"NNS", "NNPS"}))
            or (
                c.dep_ == "acomp"
                and c.lower_ in table("people")["modifiers"]["civilian"] + table("people")["modifiers"]["combatant"]
            )
            or (c.dep_ == "prep" and c.lower_ in {"under", "over", "of", "from"})
            for c in verb.children
        )
    return False


def _a_group(subject: Token, verb: Token) -> bool:
    """ "The dead include four journalists": a group that is called by its fate."""
    return verb.lemma_ == "include" and subject.lower_ in verbs().states


def _sums_up(q: Quantity) -> bool:
    """Whether a number is the total, or what somebody speaks of: "the total is 6,057", "put the number at 27", "spoke of 6,060"."""
    if q.node.dep_ not in OBJECTS or not (q.noun is None or is_person(q.noun)):
        return False
    verb = next((t for t in q.node.ancestors if t.pos_ in {"VERB", "AUX"}), None)
    if verb is None:
        return False
    lemma = verb.lemma_.casefold()
    at = q.node.head.lower_ if q.node.dep_ == "pobj" else ""
    if lemma == "say" and q.noun is None and q.node.dep_ == "dobj":  # "the group says at least 77 since October"
        return True
    if lemma in SPEAKING and at in {"", "of", "about"} and (at or q.noun is None or lemma in {"speak", "talk", "count"}):
        return True
    if q.noun is not None:
        return False
    sums = any(
        c.lemma_.casefold() in SUMS
        for c in verb.children
        if c.dep_ in SUBJECTS | PASSIVES | {"dobj", "obj", "attr"} and c != q.node
    )
    it = any(c.lower_ in {"it", "that", "this", "which"} and c.dep_ in SUBJECTS | PASSIVES for c in verb.children)
    return (sums and lemma in verbs().tally and at in {"", "at", "to", "of", "as", "until", "in"}) or (
        it and lemma in {"be", "make", "bring", "become", "take"} and at in {"", "to"}
    )


#: What is made up of people already counted: "the group included 38 fighters".
COUNTED_WHOLES = {"group", "party", "contingent", "batch", "list", "crew", "number", "total", "convoy"}
SUMS = {"total", "number", "figure", "count", "sum", "tally", "quantity", "list"}
SPEAKING = {"speak", "talk", "mention", "cite", "report", "count", "give", "acknowledge", "admit", "confirm"}


def _compared(items: Sequence[Item], i: int) -> bool:
    """A number that stands against another: "compared with 118 last year", "up from 90", "against 40 in May"."""
    q = items[i].q
    if q.noun is not None or q.node.dep_ != "pobj":
        return False
    prep = q.node.head
    above = prep.head.lower_
    return (
        (prep.lower_ in {"with", "to"} and above in {"compared", "comparison"})
        or (prep.lower_ == "from" and prep.nbor(-1).lower_ in {"up", "down"})
        or prep.lower_ in {"against", "versus"}
    )


def _together(items: Sequence[Item], i: int) -> bool:
    """People with whom others met their fate: "together with six crew", "in addition to 13 children", "besides two guards"."""
    node = items[i].q.node
    while node.dep_ == "conj" and node.head.pos_ in {"NOUN", "PROPN", "NUM"}:
        node = node.head
    if node.dep_ != "pobj" or not items[i].q.of_people:
        return False
    prep = node.head
    before = prep.nbor(-1).lower_ if prep.i else ""
    return prep.lower_ in {"besides", "plus", "alongside"} or (prep.lower_, before) in {
        ("with", "together"),
        ("with", "along"),
        ("to", "addition"),
    }


def _gapped(items: Sequence[Item], i: int) -> bool:
    """A bare number in a clause without a verb of its own, after a told count: "in October 501 and in November 563"."""
    q = items[i].q
    before = items[i - 1] if i else None
    if before is None or before.told is None or before.q.number.sent != q.number.sent or q.noun is not None:
        return False
    between = q.number.doc[before.q.number.i + 1 : q.number.i]
    if len(between) > 25 or any(t.text in {";", ":"} for t in between):
        return False
    clause = [t for t in between if t.pos_ in {"VERB", "AUX"} and t.tag_ not in {"VBN", "VBG"}]
    comma = max((t.i for t in between if t.text == "," or t.lower_ in {"and", "but", "while"}), default=None)
    return comma is not None and not any(t.i > comma for t in clause) and q.node.dep_ not in SUBJECTS | PASSIVES


BESIDE = (
    ("compared with the count before", _compared),
    ("together with those counted before", _together),
    ("clause that leaves its verb out", _gapped),
)


def _goes_on(q: Quantity) -> bool:
    """More of the same: "another 50 followed", "the other three", "the remaining eighteen", "17 more"."""
    doc, i = q.number.doc, q.number.i
    first = next((t.i for t in doc[max(i - 4, 0) : i + 1] if t.idx >= q.start), i)
    before = {t.lower_ for t in doc[max(first - 2, 0) : first]} | {t.lower_ for t in doc[first:i]}
    after = doc[i + 1].lower_ if i + 1 < len(doc) else ""
    more = before & {"another", "further", "other", "additional"} or after in {"more", "others", "further"}
    if not more or not (q.noun is None or q.noun.lower_ in {"others", "people", "persons"}):
        return False
    verb = own_word(q)
    return q.node.dep_ in SUBJECTS | PASSIVES | {"dep", "ROOT", "appos", "dobj"} and verb.lemma_.casefold() not in saying().verbs


@cache
def _motion() -> frozenset[str]:
    return frozenset(table("verbs")["motion"][0]["verbs"])


def _on_a_list(q: Quantity) -> bool:
    """Names on a list of the dead or missing: "the register has 8,000 names", not "a list of 81 more names"."""
    if q.lemma not in {"name", "entry"} or q.node.dep_ != "dobj":
        return False
    verb = q.node.head
    listing = any(
        c.dep_ in SUBJECTS and c.lemma_.casefold() in {"list", "register", "registry", "roll", "database", "memorial", "wall"}
        for c in verb.children
    )
    return listing and verb.lemma_ in {"have", "contain", "hold", "include", "comprise", "bear", "carry", "count", "number"}


def _moved(q: Quantity) -> bool:
    """Whether the counted are on the move: "about 250 were flown to Aden", "a third plane brought eight"."""
    if not (q.noun is None or is_person(q.noun) or q.remains is not None):
        return False
    node = q.node
    while node.dep_ == "conj" and node.head.pos_ in {"NOUN", "PROPN", "NUM"}:
        node = node.head
    if node.dep_ == "pobj" and node.head.lower_ == "with" and node.head.head.lemma_.casefold() in TRANSPORTS:
        verb = next((t for t in node.head.ancestors if t.pos_ == "VERB"), None)
        return verb is not None and verb.lemma_.casefold() in _motion()
    return node.dep_ in SUBJECTS | PASSIVES | {"dobj", "obj"} and node.head.lemma_.casefold() in _motion()


TRANSPORTS = {
    "plane",
    "aircraft",
    "flight",
    "bus",
    "convoy",
    "train",
    "lorry",
    "truck",
    "helicopter",
    "vehicle",
    "each",
    "two",
    "airplane",
    "coach",
    "van",
    "ambulance",
    "airliner",
    "jet",
}


def _headlines(items: Sequence[Item]) -> None:
    """A headline has no grammar to trust: its numbers are those of the text below, with the fate that the text gives them."""
    for i, item in enumerate(items):
        if not item.headline or not _may_repeat(item.q, at_least=2):
            continue
        fates = {t.told.fate for t in items if not t.headline and t.told is not None and _same(t.q, item.q)}
        named = item.told is not None and item.told.fate in {Fate.KILLED, Fate.MISSING, Fate.CAPTURED, Fate.RELEASED}
        named = named and not (item.told is not None and item.told.fate is Fate.KILLED and item.told.rule.startswith("state"))
        if fates and (item.told is None or (named and not fates & {item.told.fate} and fates <= REMAINS)):
            handed = Fate.RETURNED if item.told is not None and item.told.fate is Fate.RELEASED and Fate.RETURNED in fates else None
            twin = _twin(items, i, handed)
            if twin is not None:
                item.told = _like(twin, item.q, "the same number in the text below")


def _twin(items: Sequence[Item], i: int, fate: Fate | None = None) -> Item | None:
    """The told count of the same number that stands nearest, in the text and not in a headline."""
    near = sorted(range(len(items)), key=lambda j: (abs(items[j].paragraph - items[i].paragraph), abs(j - i)))
    for item in (items[j] for j in near if j != i and not items[j].headline):
        if item.told is not None and _same(item.q, items[i].q) and fate in {None, item.told.fate}:
            return item
    return None


def _same(a: Quantity, b: Quantity) -> bool:
    return (a.count.low, a.count.high) == (b.count.low, b.count.high) and not a.count.vague


def _definite(q: Quantity) -> bool:
    return q.number.i > 0 and q.number.nbor(-1).lower_ in {"the", "all", "these", "those"}


def _may_repeat(q: Quantity, *, at_least: int) -> bool:
    known = q.count.low if q.count.low is not None else q.count.high
    return not q.count.vague and known is not None and known >= at_least


def headlines(paragraphs: Iterator[str]) -> int:
    """How many paragraphs from the top are headlines: short, and without a full stop at their end."""
    count = 0
    for words in paragraphs:
        if count == 2 or len(words) > 200 or words.rstrip().endswith((".", "!", "”", ":", '."', ".)")):
            break
        count += 1
    return count
