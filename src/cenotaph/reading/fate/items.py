"""The counts of a report with what is told of them, and which one a later count takes up."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from ...model.terms import Fate
from ..count.counted import Quantity
from ..count.singulars import as_many
from ..lexicon import table
from .tellings import Telling

HANDED = {Fate.RELEASED, Fate.RETURNED}


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


def handover(items: Sequence[Item], i: int) -> Item | None:
    """The handover that is spoken of: the last count of one before, else the first after."""
    before = focus(items, i, fates=HANDED)
    after = (t for t in items[i + 1 :] if t.told is not None and t.told.fate in HANDED and t.paragraph - items[i].paragraph <= 1)
    return before or next(after, None)


AMONG = "among those counted before"


def own_word(q: Quantity) -> Token:
    """The verb of the count's own clause: whoever speaks there speaks of it, whatever was said of those counted before."""
    return next((t for t in q.node.ancestors if t.pos_ in {"VERB", "AUX"}), q.node)


def like(before: Item | None, q: Quantity, rule: str) -> Telling | None:
    if before is None or before.told is None:
        return None
    return Telling(before.told.fate, own_word(q), rule, of=before.q)


def focus(
    items: Sequence[Item], i: int, *, fates: set[Fate] | None = None, sentence: bool = False, reach: int = REACH
) -> Item | None:
    """The count that is being spoken of: the last one told before, in the sentence or no more than some paragraphs up."""
    here = items[i]
    for item in reversed(items[:i]):
        if item.headline or here.paragraph - item.paragraph > (0 if sentence else reach):
            break
        if sentence and item.q.number.sent != here.q.number.sent:
            break
        if item.told is not None and (fates is None or item.told.fate in fates) and not as_many(item.q):
            return item  # "the same number of its soldiers" is the other side's, told in passing
    return None


def whole(items: Sequence[Item], part: Item | None) -> Item | None:
    """The count that a listed part belongs to: "55 men: 41 soldiers and 14 farmers. Of them, 23 …" takes up the 55."""
    while part is not None and part.told is not None and part.told.of is not None and part.told.rule in LISTED:
        whole = next((t for t in items if t.q is part.told.of), None)
        if whole is None or whole is part:
            break
        part = whole
    return part


LISTED = {"enumeration", AMONG, "part of a counted whole", "part of a group whose name tells it"}


def rival(items: Sequence[Item], i: int) -> Item | None:
    """The count that another speaker's number stands against: of those near, the one closest in size ("6,057", "6,060")."""
    wanted = size(items[i].q)
    if wanted is None:
        return focus(items, i)
    near = [t for t in items[:i] if not t.headline and t.told is not None and items[i].paragraph - t.paragraph <= REACH]
    usual = Counter(t.told.fate for t in items if t.told is not None).most_common(1)
    sized = [
        (abs(math.log((known + 1) / (wanted + 1))) + UNUSUAL * (t.told.fate is not usual[0][0]), -n, t)
        for n, t in enumerate(near)
        if (known := size(t.q)) is not None and t.told is not None
    ]
    return min(sized, key=lambda row: row[:2])[2] if sized else focus(items, i)


def size(q: Quantity) -> int | None:
    """About how many a count says: its bounds, or what a vague word is worth at least."""
    known = q.count.low if q.count.low is not None else q.count.high
    return known if known is not None else table("numbers")["sizes"].get(q.count.words.casefold() if q.count.words else "")
