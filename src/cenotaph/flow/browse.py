"""Browse: the questions of a case that filters admit, as a list, by month and by place. All have the same filters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date

from ..store import looking
from ..store.opening import Case
from .survey import Entry, Survey, short

#: Questions on one page, and reports that are looked for by their words.
PAGE, HITS = 50, 2_000


@dataclass(frozen=True, slots=True)
class Filters:
    """What is asked for; empty admits everything. `kind`: events, totals or all. `source` is a name's `short`, `text` are words."""

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
class Spot:
    """A place on the map, with the questions that are asked of it."""

    name: str
    latitude: float
    longitude: float
    entries: tuple[Entry, ...]


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


def browse(case: Case, survey: Survey, wanted: Filters, *, page: int = 1) -> Found:
    """The entries that every filter admits, the newest first; totals those with the most figures first."""
    entries = _admitted(survey, wanted, _with_words(case, survey, wanted.text) if wanted.text else None)
    entries.sort(
        key=lambda e: (e.total, e.last, e.first, e.key) if not e.total else (e.total, date.min, date.min, ""), reverse=True
    )
    if wanted.kind != "events":
        entries.sort(key=lambda e: (not e.total, -len(e.figures) if e.total else 0))
    pages = max(1, -(-len(entries) // PAGE))
    at = min(max(page, 1), pages)
    months = Counter(e.first.isoformat()[:7] for e in entries)
    spots: dict[tuple[str, float, float], list[Entry]] = {}
    for e in entries:
        if e.spot is not None:
            spots.setdefault((e.place or "", *e.spot), []).append(e)
    return Found(
        tuple(entries[(at - 1) * PAGE : at * PAGE]),
        len(entries),
        at,
        pages,
        tuple(_every_month(months)),
        tuple(Spot(*where, tuple(own)) for where, own in sorted(spots.items(), key=lambda s: -len(s[1]))),
        sum(e.spot is None for e in entries),
    )


def offered(survey: Survey) -> Offered:
    """Every value that a filter may take in this case."""
    qs = [e.question for e in survey.entries]
    return Offered(
        tuple(sorted(((c, survey.conflicts.get(c, (c, ""))[0]) for c in {q.conflict for q in qs if q.conflict}), key=_by_words)),
        tuple(sorted(((f.value, f.words) for f in {q.fate for q in qs}), key=_by_words)),
        tuple(sorted(((s, survey.sides.get(s, s)) for s in {q.side for q in qs if q.side}), key=_by_words)),
        tuple(sorted(((r.value, r.value) for r in {q.role for q in qs}), key=_by_words)),
        tuple(sorted(survey.sources.items(), key=_by_words)),
        tuple(sorted(((short(g), g) for g in {e.grade for e in survey.entries}), key=_by_words)),
    )


def _by_words(pair: tuple[str, str]) -> str:
    return pair[1].casefold()


def _admitted(survey: Survey, w: Filters, among: set[int] | None) -> list[Entry]:
    source = survey.sources.get(w.source, "\0") if w.source else None
    place = w.place.strip().casefold()
    return [
        e
        for n, e in enumerate(survey.entries)
        if (w.kind == "all" or e.total == (w.kind == "totals"))
        and (among is None or n in among)
        and (not w.conflict or e.question.conflict == w.conflict)
        and (not w.fate or e.question.fate.value == w.fate)
        and (not w.side or e.question.side == w.side)
        and (not w.role or e.question.role.value == w.role)
        and (w.since is None or e.last >= w.since)
        and (w.until is None or e.first <= w.until)
        and (source is None or source in e.sources)
        and (not w.grade or short(e.grade) == w.grade)
        and (not place or place in (e.place or "").casefold())
    ]


def _with_words(case: Case, survey: Survey, text: str) -> set[int]:
    """The entries whose title has the words, or one of whose reports has them."""
    folded = text.casefold().split()
    found = {n for n, e in enumerate(survey.entries) if all(w in e.title.casefold() for w in folded)}
    reports = looking.reports_with(case, text, HITS)
    if reports:
        found |= {survey.of_figure[f] for f in looking.anchors(case, reports) if f in survey.of_figure}
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
