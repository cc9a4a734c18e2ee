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
    """A report as copies are looked for in it. `outlet` is who published it, where that is told."""

    report: str
    published: date
    text: str
    outlet: str | None = None


def runs(text: str) -> frozenset[str]:
    """The runs of four words of a text, in small letters.

    >>> sorted(runs("Five were killed, one hurt."))
    ['five were killed one', 'were killed one hurt']
    """
    words = re.findall(r"\w+", text.casefold())
    return frozenset(" ".join(words[i : i + RUN]) for i in range(max(1, len(words) - RUN + 1)))


def near_copies(reports: Iterable[Printed]) -> dict[str, str]:
    """Each near-copy with its original: the first published of the texts that are alike, of one day the one with the lowest id.

    Copies are printed by another outlet within a week. One outlet's bulletins share their frame from day to day, and are news.
    """
    ordered = sorted(reports, key=lambda r: (r.published, r.report))
    run = [runs(r.text) for r in ordered]
    original: dict[int, int] = {}
    for i, j in _maybe(ordered, run):
        first = original.get(i, i)  # a copy of a copy is one of the original
        if j in original or not _again(ordered[first], ordered[j]) or not _again(ordered[i], ordered[j]):
            continue
        if len(run[i] & run[j]) >= ALIKE * len(run[i] | run[j]):
            original[j] = first
    return {ordered[copy].report: ordered[first].report for copy, first in original.items()}


def _again(first: Printed, later: Printed) -> bool:
    """Whether a report can be one that prints another again: soon after it, and not by the same outlet."""
    one_outlet = first.outlet is not None and first.outlet == later.outlet
    return (later.published - first.published).days <= SOON and not one_outlet


def _maybe(reports: Sequence[Printed], run: Sequence[frozenset[str]]) -> Iterator[tuple[int, int]]:
    """Pairs of about one week that share a band of their MinHash, earlier before later, in the order of the earlier."""
    met: defaultdict[tuple[int, ...], list[int]] = defaultdict(list)
    for i, own in enumerate(run):
        made = RMinHash(num_perm=BANDS * ROWS, seed=1)
        made.update(sorted(own))
        digest, day = made.digest(), reports[i].published.toordinal()
        for band in range(BANDS):
            for week in (2 * (day // (2 * SOON)), 2 * ((day + SOON) // (2 * SOON)) + 1):  # half overlapping: a week apart share one
                met[(week, band, *digest[band * ROWS : (band + 1) * ROWS])].append(i)
    yield from sorted({(i, j) for members in met.values() for n, i in enumerate(members) for j in members[n + 1 :]})


def folded(figures: Iterable[Figure], originals: Mapping[str, str]) -> tuple[list[Figure], dict[str, str]]:
    """The figures without what near-copies only print again, in their order; and of each that is left out the original's, by id.

    Left out is a copy's figure that tells the same as one of the original. What a copy adds stays.
    """
    figures = list(figures)
    told: defaultdict[str, dict[Figure, str]] = defaultdict(dict)
    printed = set(originals.values())
    for f in figures:
        if f.report in printed:
            for said in _said(f):
                told[f.report].setdefault(said, f.id)
    kept: list[Figure] = []
    again: dict[str, str] = {}
    for f in figures:
        first = told[originals[f.report]] if f.report in originals else {}
        same = next((first[said] for said in _said(f) if said in first), None) if first else None
        if same is None:
            kept.append(f)
        else:
            again[f.id] = same
    return kept, again


def _said(f: Figure) -> list[Figure]:
    """What a figure tells, wherever it is printed: with its days, and with the day of publication as "today".

    Not where no outlet is told: then a copy cannot be told from tomorrow's bulletin, and its "today" is another day.
    """
    nowhere, told = replace(f.passage, report="", start=0, end=0, sha256=""), f.clocks.happened

    def day(told: date | None) -> date | None:
        return date.max if told == f.clocks.published else told

    today = Clocks(Span(day(told.first), day(told.last)) if told else None, day(f.clocks.speaks_for) or date.max, date.min)
    bare = replace(f, id="", report="", passage=nowhere, sentence=nowhere, claimant=replace(f.claimant, publisher=None), traces=())
    own = Clocks(told, f.clocks.speaks_for, date.min)
    return [replace(bare, clocks=clocks) for clocks in ((own, today) if f.claimant.publisher is not None else (own,))]
