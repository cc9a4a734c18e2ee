"""What a count takes up from the counts around it, when its own clause tells no fate.

A report names a fate once and then goes on counting: "Of these, 320 …", "the ministry spoke of 6,060", "another 50 followed", and
its headline only gives the number. Each rule below is one such construction; the first that fits a count wins, and the count
remembers which earlier one it takes its fate from, so that the other fields can follow.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from spacy.tokens import Token

from ...model.terms import Fate, Unit
from ..count.counted import Quantity, is_person
from ..lexicon import nouns, verbs
from ..page.headlines import definite, headlined, twin
from .alongside import BESIDE, goes_on, moved, on_a_list
from .fates import telling
from .groups import anaphoric, group_fate, group_of, named_one, other_things
from .items import AMONG, HANDED, Item, focus, handover, like, own_word, rival, size, whole
from .summing import a_group, among_named, breaks_down, sums_up, victims
from .tellings import HARMED, REMAINS_FATES, SUBJECTS, Telling


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
    for i, item in enumerate(items):
        item.told = item.told or _adds_up(items, i)
    headlined(items)
    by_paragraph: list[list[Telling | None]] = [[] for _ in told]
    for item in items:
        by_paragraph[item.paragraph].append(item.told)
    return by_paragraph


def _from_before(items: Sequence[Item], i: int) -> Telling | None:
    """The fate of the counts before, by the first construction that fits."""
    q = items[i].q
    group = group_of(q)
    if group is not None and not other_things(q):
        named = group_fate(group)
        if named is not None:
            before = whole(items, focus(items, i, fates={named}))
            rule = "part of a group whose name tells it"
            return None if named_one(q) else Telling(named, own_word(q), rule, of=before.q if before else None)
        if anaphoric(group):
            harmed = HARMED - {Fate.INJURED} if group.lemma_.casefold() == "victim" else None
            before = whole(items, focus(items, i, fates=harmed) or focus(items, i))
            return None if named_one(q) else like(before, q, "takes up those counted before")
    if breaks_down(q):
        subject = next((c for c in own_word(q).children if c.dep_ in SUBJECTS), None)
        named = verbs().states.get(subject.lower_) if subject is not None and a_group(subject, own_word(q)) else None
        before = focus(items, i, fates={named}) if named is not None else focus(items, i)
        return like(before, q, "tells who those counted before are") or victims(q) or among_named(q)
    if sums_up(q):
        before = rival(items, i)
        back = before is not None and _asked_in_return(before.q, q)
        return like(before, q, "received in return" if back else "sums up those counted before")
    beside = next((rule for rule, fits in BESIDE if fits(items, i)), None)
    if beside is not None:
        return like(focus(items, i, sentence=True), q, beside)
    if goes_on(q):
        return like(focus(items, i), q, "goes on counting")
    handed = handover(items, i) if moved(q) else None
    living = q.noun is not None and is_person(q.noun)
    if handed is not None and handed.told is not None and not (living and handed.told.fate is Fate.RETURNED):
        return like(handed, q, "received in return" if _takes(own_word(q), handed.told.word) else "moved in a handover")
    plural = q.noun is not None and q.noun.tag_ == "NNS" and not q.count.vague
    if plural and (q.lemma == "victim" or q.remains is Unit.BODY or on_a_list(q)):
        fates = HARMED if q.lemma == "victim" else REMAINS_FATES if q.remains is Unit.BODY else None
        return like(focus(items, i, fates=fates, reach=4), q, "counted among those before")
    return None


def _asked_in_return(before: Quantity, q: Quantity) -> bool:
    """Whether the count before went one way and this one the other: "how many it gave in exchange … put it at 27"."""
    doc, here = q.number.doc, q.number.sent
    since = doc[here.start - 1].sent.start if here.start else here.start
    if before.number.doc is doc and before.number.i >= since:
        return False
    words = [t.lower_ for t in doc[since : q.number.i]]
    return any(a == "in" and b in {"exchange", "return"} for a, b in pairwise(words))


def _takes(verb: Token, given: Token) -> bool:
    """Whether a verb of receiving answers one of giving, with one subject: "gave 90 and took 27"."""
    receiving = {"take", "receive", "get", "collect", "accept", "regain", "obtain"}
    return verb.dep_ == "conj" and verb.head == given and verb.lemma_ in receiving and given.lemma_ not in receiving


def _adds_up(items: Sequence[Item], i: int) -> Telling | None:
    """ "A list of 2,002, 492 Turkish Cypriots and 1,510 Greek Cypriots, who disappeared": the whole shares its parts' fate."""
    whole_, left, fates = items[i].q, size(items[i].q) or 0, set[Fate]()
    parts = [t for t in items[i + 1 : i + 5] if t.q.number.sent == whole_.number.sent]
    between = list(whole_.number.doc[whole_.number.i + 1 : parts[0].q.number.i]) if parts else []
    if items[i].headline or not whole_.of_people or left < 2 or any(t.pos_ in {"VERB", "AUX"} for t in between):
        return None  # "two rebels shot a guard and a cook": the one did it to the other
    for n, part in enumerate(parts, 1):
        left -= size(part.q) or 0
        fates |= {part.told.fate} if part.told is not None else set()
        if left <= 0 or part.told is None:
            if left == 0 and n > 1 and part.told is not None and len(fates) == 1:
                return Telling(part.told.fate, own_word(whole_), "the parts that add up to it")
            return None
    return None


def _background(items: Sequence[Item], i: int) -> Telling | None:
    """ "Of these, 320 had fallen near Izyum": what had become of people before says nothing of what this report tells of them."""
    item = items[i]
    group = group_of(item.q)
    if item.told is None or item.told.fate not in HARMED or group is None or group.pos_ == "NOUN" or not anaphoric(group):
        return None
    before = focus(items, i)
    if before is None or before.told is None or before.told.fate not in HANDED | REMAINS_FATES:
        return None
    verb = own_word(item.q)
    earlier = any(c.dep_ == "aux" and c.lower_ == "had" for c in verb.children)
    return like(before, item.q, "takes up those counted before") if earlier else None


def _of_remains(items: Sequence[Item], i: int) -> Telling | None:
    """A bare number after counts of remains counts remains too, and its verb is read so: "154 were returned from morgues"."""
    item = items[i]
    if item.q.noun is not None and not (item.q.lemma == "dead" and sums_up(item.q)):
        return None
    before = focus(items, i, reach=1)
    same = twin(items, i) if definite(item.q) else None
    of_remains = [t for t in (same, before) if t is not None and t.told is not None and t.told.fate in REMAINS_FATES]
    if not of_remains:
        return None
    if item.q.noun is not None:
        return like(of_remains[0], item.q, "sums up those counted before")
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
    """ "Among the bodies were those of five soldiers", "among them are the bodies of five": some of those already counted."""
    q = items[i].q
    those = q.node.head.head if q.node.dep_ == "pobj" and q.node.head.lower_ == "of" else None
    if those is None or those.head.lemma_ not in {"be", "include"}:
        return None
    named = those.lemma_.casefold() in nouns().remains
    if not named and those.lower_ != "those":
        return None
    whole_of = (g for c in those.head.children if c.lower_ in {"among", "amongst"} or c.dep_ in SUBJECTS for g in (c, *c.children))
    of_remains = any(
        g != those and (g.lemma_.casefold() in nouns().remains or (named and g.lower_ in {"them", "these"})) for g in whole_of
    )
    return like(focus(items, i, fates=REMAINS_FATES), q, AMONG) if of_remains else None


def _said_before(items: Sequence[Item], i: int) -> bool:
    """ "The three officers": people with the number that is already told, to whom nothing new happened."""
    item = items[i]
    if item.told is None or item.q.noun is None or item.told.fate not in HARMED or item.q.number.i == 0:
        return False
    if item.q.number.nbor(-1).lower_ != "the" or not is_person(item.q.noun):
        return False
    number = item.q.count.low
    return any(t.told is not None and t.told.fate in HARMED and t.q.count.low == number and not t.headline for t in items[:i])
