"""Counts beside a told one: compared, together with it, in a clause that leaves its verb out, more of the same."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from ..count.counted import Quantity, is_person
from ..lexicon import around, saying, table
from .governing import own_clause
from .items import Item, own_word
from .tellings import PASSIVES, SUBJECTS


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


def _in_return(items: Sequence[Item], i: int) -> bool:
    """Who is freed for others: "33 hostages are to be freed in return for some 1,900 prisoners"."""
    q = items[i].q
    if q.node.dep_ != "pobj" or q.node.head.lower_ != "for" or not q.of_people:
        return False
    doc, at = q.number.doc, q.node.head.i
    return at > 1 and doc[at - 2].lower_ == "in" and doc[at - 1].lower_ in {"return", "exchange"}


BESIDE = (
    ("freed in return", _in_return),
    ("compared with the count before", _compared),
    ("together with those counted before", _together),
    ("clause that leaves its verb out", _gapped),
)


def goes_on(q: Quantity) -> bool:
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


def on_a_list(q: Quantity) -> bool:
    """Names on a list of the dead or missing: "the register has 8,000 names", not "a list of 81 more names"."""
    if q.lemma not in {"name", "entry"} or q.node.dep_ != "dobj":
        return False
    verb = q.node.head
    listing = any(
        c.dep_ in SUBJECTS and c.lemma_.casefold() in {"list", "register", "registry", "roll", "database", "memorial", "wall"}
        for c in verb.children
    )
    return listing and verb.lemma_ in {"have", "contain", "hold", "include", "comprise", "bear", "carry", "count", "number"}


def moved(q: Quantity) -> bool:
    """Whether the counted are on the move: "about 250 were flown to Aden", "a third plane brought eight"."""
    if not (q.noun is None or is_person(q.noun) or q.remains is not None):
        return False
    own = own_clause(q.node)
    if own is not None and own.lemma_.casefold() in _motion():
        return True
    node = q.node
    while node.dep_ == "conj" and node.head.pos_ in {"NOUN", "PROPN", "NUM"}:
        node = node.head
    if node.dep_ == "pobj" and node.head.lower_ == "with" and node.head.head.lemma_.casefold() in TRANSPORTS:
        verb = next((t for t in node.head.ancestors if t.pos_ == "VERB"), None)
        return verb is not None and verb.lemma_.casefold() in _motion()
    if node.dep_ in SUBJECTS and q.lemma in RESIDENTS:
        return False  # those who leave a place by themselves are not the prisoners of the report
    return node.dep_ in SUBJECTS | PASSIVES | {"dobj", "obj"} and node.head.lemma_.casefold() in _motion()


RESIDENTS = around("residents")


TRANSPORTS = around("transports")
