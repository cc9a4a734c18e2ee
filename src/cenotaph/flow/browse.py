"""Browse: the questions of a case that filters admit, as a list, by month and by place. All have the same filters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from datetime import date
from functools import lru_cache

from ..publishing.maps import Spot
from ..store import looking
from ..store.opening import Case
from .survey import Entry, Survey, short

#: Questions on one page, and reports that are looked for by their words.
PAGE, HITS = 50, 2_000
#: What is asked for where no conflict is told.
NO_CONFLICT = "none"


@dataclass(frozen=True, slots=True)
class Filters:
    """What is asked for; empty admits everything. `kind`: events, totals or all. `source` is a name's `short`, `text` are words.

    `conflict` is a slug, or NO_CONFLICT.
    """

    kind: str = "events"
    conflict: str = ""
    fate: str = ""
    side: str = ""
    role: str = ""
    place: str = ""
    source: str = ""
    grade: str = ""
    text: str = ""
    since: date | None = None
    until: date | None = None

    @property
    def any(self) -> bool:
        return any(getattr(self, f.name) not in {"", None} for f in fields(self) if f.name != "kind")


@dataclass(frozen=True, slots=True)
class Found:
    """What the filters admit: one page of it, how many by month, and where; `placeless` are of no known spot."""

    entries: tuple[Entry, ...]
    many: int
    page: int
    pages: int
    months: tuple[tuple[str, int], ...]
    spots: tuple[Spot, ...]
    placeless: int


@dataclass(frozen=True, slots=True)
class Offered:
    """What there is to choose from, each value with its words."""

    conflicts: tuple[tuple[str, str], ...]
    fates: tuple[tuple[str, str], ...]
    sides: tuple[tuple[str, str], ...]
    roles: tuple[tuple[str, str], ...]
    sources: tuple[tuple[str, str], ...]
    grades: tuple[tuple[str, str], ...]


def browse(case: Case, survey: Survey, wanted: Filters, *, page: int = 1, view: str = "list") -> Found:
    """The entries that every filter admits, the newest first; totals those with the most figures first.

    Months are told for the view "timeline", spots for "map".
    """
    entries = _admitted(survey, wanted, _with_words(case, survey, wanted.text) if wanted.text else None)
    pages = max(1, -(-len(entries) // PAGE))
    at = min(max(page, 1), pages)
    months = Counter(e.first.isoformat()[:7] for e in entries) if view == "timeline" else Counter[str]()
    spots = (
        Counter((e.place or "", *e.spot) for e in entries if e.spot is not None)
        if view == "map"
        else Counter[tuple[str, float, float]]()
    )
    return Found(
        tuple(entries[(at - 1) * PAGE : at * PAGE]),
        len(entries),
        at,
        pages,
        tuple(_every_month(months)),
        tuple(Spot(*where, many) for where, many in spots.most_common()),
        sum(e.spot is None for e in entries),
    )


@lru_cache(maxsize=2)
def offered(survey: Survey) -> Offered:
    """Every value that a filter may take in this case."""
    qs = [e.question for e in survey.entries]
    named = sorted(((c, survey.conflicts.get(c, (c, ""))[0]) for c in {q.conflict for q in qs if q.conflict}), key=_by_words)
    nameless = [(NO_CONFLICT, "no conflict told")] if any(q.conflict is None for q in qs) else []
    return Offered(
        (*named, *nameless),
        tuple(sorted(((f.value, f.words) for f in {q.fate for q in qs}), key=_by_words)),
        tuple(sorted(((s, survey.sides.get(s, s)) for s in {q.side for q in qs if q.side}), key=_by_words)),
        tuple(sorted(((r.value, r.value) for r in {q.role for q in qs}), key=_by_words)),
        tuple(sorted(survey.sources.items(), key=_by_words)),
        tuple(sorted(((short(g), g) for g in {e.grade for e in survey.entries}), key=_by_words)),
    )


def _by_words(pair: tuple[str, str]) -> str:
    return pair[1].casefold()


def _admitted(survey: Survey, w: Filters, among: set[str] | None) -> list[Entry]:
    """Those of the rarest of the values that are asked for, without those that another filter leaves out."""
    found = {"events": survey.events, "totals": survey.totals}.get(w.kind) or [*survey.totals, *survey.events]
    conflict = None if w.conflict == NO_CONFLICT else w.conflict
    parts = {"conflict": w.conflict, "fate": w.fate, "side": w.side, "role": w.role}
    if w.kind != "all":
        lists = [
            survey.sorted_by.get((w.kind == "totals", part, conflict if part == "conflict" else value), [])
            for part, value in parts.items()
            if value
        ]
        found = min([found, *lists], key=len)
    source, place = survey.sources.get(w.source, "\0"), w.place.strip().casefold()
    since, until = w.since, w.until
    tests: list[tuple[object, Callable[[Entry], bool]]] = [
        (since, lambda e: since is None or e.last >= since),
        (until, lambda e: until is None or e.first <= until),
        (w.conflict, lambda e: e.question.conflict == conflict),
        (w.fate, lambda e: e.question.fate.value == w.fate),
        (w.side, lambda e: e.question.side == w.side),
        (w.role, lambda e: e.question.role.value == w.role),
        (w.source, lambda e: source in e.sources),
        (w.grade, lambda e: short(e.grade) == w.grade),
        (place, lambda e: place in (e.place or "").casefold()),
        (among is not None, lambda e: among is None or e.key in among),
    ]
    for given, admits in tests:
        if given:
            found = [e for e in found if admits(e)]
    return found


def _with_words(case: Case, survey: Survey, text: str) -> set[str]:
    """The entries whose title has the words, or one of whose reports has them."""
    folded = text.casefold().split()
    found = {e.key for e in survey.entries if all(w in e.title.casefold() for w in folded)}
    reports = looking.reports_with(case, text, HITS)
    if reports:
        found |= {e.key for f in looking.anchors(case, reports) if (e := survey.about_figure(f)) is not None}
    return found


def _every_month(told: Counter[str]) -> Iterable[tuple[str, int]]:
    """Every month from the first to the last, those without anything too; of a very long time only those with something."""
    months = sorted(told)
    if not months:
        return []
    (y, m), last = map(int, months[0].split("-")), months[-1]
    every: list[str] = []
    while len(every) < 240 and (not every or every[-1] < last):
        every.append(f"{y:04}-{m:02}")
        y, m = (y + 1, 1) if m == 12 else (y, m + 1)
    return [(month, told[month]) for month in (every if every[-1] >= last else months)]
