"""Join: new reports among the events there are. Only the islands that they touch are linked again, to the same end as linking all.

An island is what can be reached over pairs of look-alikes (`linking.joining`). Its figures are sought in the case by their days and
numbers, then those that these reach, until nothing new is reached.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ..linking import SOON, Linker, Printed, reach
from ..linking import near_copies as alike
from ..linking.traits import traits
from ..model.accounts import Event
from ..model.claims import Figure
from ..model.reference import Reference
from ..store import looking, writing
from ..store.looking import Window
from ..store.opening import Case
from . import decided
from .decided import Standing
from .link import grounds

#: More new reports than these are linked with all others: that is then as fast.
MOST = 500
#: More figures than these that a decision may touch are linked with all others too.
MOST_REJOINED = 3_000
#: Figures asked for by id in one question.
STRIDE = 900


def join(case: Case, fresh: Sequence[str], rows: Reference) -> bool:
    """Take new reports in. False, and nothing done, where they change what the case holds: then link everything.

    They do when one has the text of a report that is there, or is the original that one there is a near-copy of.
    """
    copies = _copies(case, fresh)
    own = looking.figures(case, reports=fresh)
    if len(fresh) > MOST or copies is None or _held(case, own):
        return False
    originals = looking.near_copies(case) | copies
    stands = decided.standing(case, originals)
    counting = decided.apply(case, [*own, *_originals(case, own, originals)], stands, originals)
    found = _islands(case, [f.id for f in counting if f.report in set(fresh)], own, stands, originals, rows)
    writing.change_events(case, found.events, copies)
    return True


@dataclass(frozen=True, slots=True)
class Islands:
    """The figures that can be reached from some, and the events that these make up."""

    figures: frozenset[str]
    events: list[Event]


def around(case: Case, figures: Collection[str], rows: Reference) -> Islands:
    """What can be reached from these figures, as persons left the case."""
    originals = looking.near_copies(case)
    return _islands(case, figures, looking.figures(case, ids=sorted(figures)), decided.standing(case, originals), originals, rows)


def rejoin(case: Case, changed: Collection[str], before: Islands, rows: Reference) -> bool:
    """Link anew what a decision on these figures can have changed: what was reached from them `before` it, and what is now.

    False, and nothing done, where that is so much that linking everything is as fast.
    """
    start = before.figures | set(changed)
    if len(start) > MOST_REJOINED:
        return False
    found = around(case, sorted(start), rows)
    writing.change_events(case, found.events, {}, gone=sorted(start))
    return True


def _islands(
    case: Case, start: Collection[str], own: Sequence[Figure], stands: Standing, originals: Mapping[str, str], rows: Reference
) -> Islands:
    """The islands of those of these figures that count; `own` are figures that were read from the case already."""
    read = {f.id: f for f in (*own, *_originals(case, own, originals))}
    counting = {f.id: f for f in decided.apply(case, read.values(), stands, originals)}
    new = [i for i in start if i in counting]
    reached: set[str] = set()
    frontier = [counting[i] for i in new]
    if not frontier:
        return Islands(frozenset(), [])
    while frontier:
        reached |= {f.id for f in frontier}
        more = _by_id(case, (_within(case, frontier, rows) | _told_same(stands, reached)) - read.keys())
        read |= {f.id: f for f in (*more, *_originals(case, more, originals))}
        counting = {f.id: f for f in decided.apply(case, read.values(), stands, originals)}
        linker = Linker(grounds(counting.values(), rows), stands.said)
        linker.add(counting.values())
        islands = {f for i in new for f in linker.island(i)}
        frontier = [counting[i] for i in sorted(islands - reached)]
    return Islands(frozenset(islands), [e for e in linker.events() if e.figures[0] in islands])


def _originals(case: Case, figures: Iterable[Figure], originals: Mapping[str, str]) -> list[Figure]:
    """What the originals tell that these figures' reports are near-copies of, to see what they only print again."""
    reports = {originals[f.report] for f in figures if f.report in originals}
    return looking.figures(case, reports=reports) if reports else []


def _copies(case: Case, fresh: Sequence[str]) -> dict[str, str] | None:
    """The new reports that are near-copies, with their originals; None when a report of the case is a copy of a new one."""
    own, news = set(fresh), [looking.report_card(case, r) for r in fresh[: MOST + 1]]
    days = [card.published for card in news if card is not None]
    if not days:
        return {}
    before, found = looking.near_copies(case), dict[str, str]()
    around = looking.printed(case, min(days) - timedelta(days=SOON), max(days) + timedelta(days=SOON))
    for copy, original in alike(Printed(*told) for told in around).items():
        if copy in own:
            found[copy] = before.get(original, original)
        elif copy not in before or original in own:
            return None
    return found


def _held(case: Case, figures: Iterable[Figure]) -> bool:
    """Whether a figure is carried by another report too: the same text came before."""
    return any(len(looking.copies(case, figure=f.id)[f.id]) > 1 for f in figures)


def _within(case: Case, figures: Sequence[Figure], rows: Reference) -> set[str]:
    """The ids of all figures that share a key with one of these."""
    places = grounds(figures, rows)
    windows = []
    for f in figures:
        far = reach(traits(f, places))
        published, happened = _days(far.published), _days(far.happened) if far.happened else None
        windows.append(Window(f.fate, published, happened, far.numbers))
    reports = looking.figures(case, reports={f.report for f in figures})
    return looking.within(case, list(dict.fromkeys(windows))) | {f.id for f in reports}


def _days(ordinals: tuple[int, int]) -> tuple[date, date]:
    first, last = (min(max(n, 1), date.max.toordinal()) for n in ordinals)
    return date.fromordinal(first), date.fromordinal(last)


def _told_same(stands: Standing, reached: set[str]) -> set[str]:
    """What persons told to be the same as a figure that is reached."""
    return {x for pair in stands.said.same if reached & set(pair) for x in pair}


def _by_id(case: Case, ids: set[str]) -> list[Figure]:
    ordered = sorted(ids)
    return [f for n in range(0, len(ordered), STRIDE) for f in looking.figures(case, ids=ordered[n : n + STRIDE])]
