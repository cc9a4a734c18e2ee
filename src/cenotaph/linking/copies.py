"""Which reports are near-copies of one text: an agency's words with another headline, or a line more.

Texts are compared by their runs of four words. MinHash (Broder 1997) finds pairs that may be alike without comparing all; such a
pair is then compared exactly, so chance decides nothing but what is looked at.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from rensa import RMinHash

from ..model.claims import Figure
from ..model.days import Clocks, Span

#: Words a run has, and the share of runs in common (Jaccard) from which two texts are near-copies.
RUN, ALIKE = 4, 0.6
#: Bands of hashes: texts that share six tenths of their runs share a band in 99.8 of 100 cases.
BANDS, ROWS = 32, 4
#: Days within which an agency's text is printed again. Bulletins of other days share their frame, not their news.
SOON = 7


@dataclass(frozen=True, slots=True)
class Printed:
    """A report as copies are looked for in it."""

    report: str
    published: date
    text: str


def runs(text: str) -> frozenset[str]:
    """The runs of four words of a text, in small letters.

    >>> sorted(runs("Five were killed, one hurt."))
    ['five were killed one', 'were killed one hurt']
    """
    words = re.findall(r"\w+", text.casefold())
    return frozenset(" ".join(words[i : i + RUN]) for i in range(max(1, len(words) - RUN + 1)))


def near_copies(reports: Iterable[Printed]) -> dict[str, str]:
    """Each near-copy with its original: the first published of the texts that are alike, of one day the one with the lowest id."""
    ordered = sorted(reports, key=lambda r: (r.published, r.report))
    run = [runs(r.text) for r in ordered]
    original: dict[int, int] = {}
    for i, j in _maybe(run):
        if j in original or (ordered[j].published - ordered[i].published).days > SOON:
            continue
        if len(run[i] & run[j]) >= ALIKE * len(run[i] | run[j]):
            original[j] = original.get(i, i)  # a copy of a copy is one of the original
    return {ordered[copy].report: ordered[first].report for copy, first in original.items()}


def _maybe(run: Sequence[frozenset[str]]) -> Iterator[tuple[int, int]]:
    """Pairs that share a band of their MinHash, earlier before later, in the order of the earlier."""
    met: defaultdict[tuple[int, ...], list[int]] = defaultdict(list)
    for i, own in enumerate(run):
        made = RMinHash(num_perm=BANDS * ROWS, seed=1)
        made.update(sorted(own))
        digest = made.digest()
        for band in range(BANDS):
            met[(band, *digest[band * ROWS : (band + 1) * ROWS])].append(i)
    yield from sorted({(i, j) for members in met.values() for n, i in enumerate(members) for j in members[n + 1 :]})


def folded(figures: Iterable[Figure], originals: Mapping[str, str]) -> list[Figure]:
    """Without what near-copies only print again: figures that tell the same as one of the original. What they add stays.

    The order of the figures is kept.
    """
    figures = list(figures)
    told: defaultdict[str, set[Figure]] = defaultdict(set)
    printed = set(originals.values())
    for f in figures:
        if f.report in printed:
            told[f.report] |= _said(f)
    return [f for f in figures if f.report not in originals or told[originals[f.report]].isdisjoint(_said(f))]


def _said(f: Figure) -> set[Figure]:
    """What a figure tells, wherever it is printed: once with its days, once with the day of publication as "today"."""
    nowhere, told = replace(f.passage, report="", start=0, end=0, sha256=""), f.clocks.happened

    def day(told: date | None) -> date | None:
        return date.max if told == f.clocks.published else told

    today = Clocks(Span(day(told.first), day(told.last)) if told else None, day(f.clocks.speaks_for) or date.max, date.min)
    bare = replace(f, id="", report="", passage=nowhere, sentence=nowhere, claimant=replace(f.claimant, publisher=None), traces=())
    return {replace(bare, clocks=clocks) for clocks in (Clocks(told, f.clocks.speaks_for, date.min), today)}
