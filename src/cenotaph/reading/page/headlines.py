"""What a headline's numbers mean: those of the text below."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...model.terms import Fate
from ..count.counted import Quantity
from ..fate.items import Item, like
from ..fate.tellings import REMAINS_FATES


def headlined(items: Sequence[Item]) -> None:
    """A headline has no grammar to trust: its numbers are those of the text below, with the fate that the text gives them."""
    for i, item in enumerate(items):
        if not item.headline or not _may_repeat(item.q, at_least=2):
            continue
        fates = {t.told.fate for t in items if not t.headline and t.told is not None and _same(t.q, item.q)}
        named = item.told is not None and item.told.fate in {Fate.KILLED, Fate.MISSING, Fate.CAPTURED, Fate.RELEASED}
        named = named and not (item.told is not None and item.told.fate is Fate.KILLED and item.told.rule.startswith("state"))
        if fates and (item.told is None or (named and not fates & {item.told.fate} and fates <= REMAINS_FATES)):
            handed = Fate.RETURNED if item.told is not None and item.told.fate is Fate.RELEASED and Fate.RETURNED in fates else None
            same = twin(items, i, handed)
            if same is not None:
                item.told = like(same, item.q, "the same number in the text below")


def twin(items: Sequence[Item], i: int, fate: Fate | None = None) -> Item | None:
    """The told count of the same number that stands nearest, in the text and not in a headline."""
    near = sorted(range(len(items)), key=lambda j: (abs(items[j].paragraph - items[i].paragraph), abs(j - i)))
    for item in (items[j] for j in near if j != i and not items[j].headline):
        if item.told is not None and _same(item.q, items[i].q) and fate in {None, item.told.fate}:
            return item
    return None


def _same(a: Quantity, b: Quantity) -> bool:
    return (a.count.low, a.count.high) == (b.count.low, b.count.high) and not a.count.vague


def definite(q: Quantity) -> bool:
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
