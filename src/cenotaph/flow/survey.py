"""Survey: the whole case looked through once, so that a page about any part of it need not do so again.

A survey is small beside the figures: one entry a question with its account under the policy WIDEST, everything published,
and what cannot all be true, what is proposed and what a person should look at first. It is a pure function of the case; `settled`
says of which state.
"""

from __future__ import annotations

from collections import OrderedDict, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from .. import ledger
from ..ledger import proposals as proposing
from ..model.accounts import Account, Question
from ..model.claims import Figure, Withheld
from ..model.collector import collector_paused
from ..model.reference import Reference
from ..model.relations import Proposal, seal
from ..store import looking
from ..store.opening import Case
from .ask import Names
from .decided import Standing, reviewed, standing
from .decided import figures as decided_figures
from .queue import Waiting, queue
from .refer import known
from .relate import matter
from .suspect import Contradicting, Follows, Suggestion, Tie, contradicting, follows, suggestions, ties

WIDEST = "widest"


@dataclass(frozen=True, slots=True)
class Entry:
    """One question with its account. `first` and `last` are the days it is about, `sources` the institutions that answer it.

    `spot` is where its place lies, `used` how many of its figures the account uses.
    """

    key: str
    question: Question
    title: str
    says: str
    grade: str
    low: int | None
    best: int | None
    high: int | None
    origins: int
    figures: tuple[str, ...]
    used: int
    sources: tuple[str, ...]
    first: date
    last: date
    place: str | None
    spot: tuple[float, float] | None
    silent: bool
    refused: bool = False

    @property
    def total(self) -> bool:
        return self.question.event is None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A report without its text: by `key` it is found in addresses, which tell nothing of what its id says."""

    id: str
    published: date
    publisher: str | None
    title: str | None
    sensitivity: str
    unread: str | None
    figures: int = 0


@dataclass(eq=False)
class Survey:
    """A case in one state. `derived` tells why a figure is no origin, and the day from which its parts are known.

    `events` are newest first, `totals` those with the most figures first. `held` keeps what was asked for last.
    """

    settled: str
    entries: list[Entry]
    sheets: dict[str, Sheet]
    contradictions: list[Contradicting]
    suggestions: list[Suggestion]
    ties: list[Tie]
    follows: dict[str, list[Follows]]
    waiting: list[Waiting]
    withheld: list[Withheld]
    derived: dict[str, tuple[str, date]]
    conflicts: dict[str, tuple[str, str]]
    sides: dict[str, str]
    counts: dict[str, int]
    reviewed: int
    months: list[tuple[str, int, int]]
    complete: bool = True

    def __post_init__(self) -> None:
        self.by_key = {e.key: n for n, e in enumerate(self.entries)}
        self.of_figure: dict[str, int] = {f: n for n, e in enumerate(self.entries) for f in e.figures}
        self.together: defaultdict[tuple[object, ...], list[int]] = defaultdict(list)
        self.about: defaultdict[tuple[object, ...], list[int]] = defaultdict(list)
        for n, e in enumerate(self.entries):
            if e.total:
                self.together[_family(e.question)].append(n)
                self.about[e.question.conflict, e.question.side].append(n)
            else:
                self.about["event", e.question.event].append(n)
        self.titled: defaultdict[str, list[int]] = defaultdict(list)
        for n, e in enumerate(self.entries):
            self.titled[e.title].append(n)
        self.events = sorted((e for e in self.entries if not e.total), key=lambda e: (e.last, e.first, e.key), reverse=True)
        self.totals = sorted((e for e in self.entries if e.total), key=lambda e: -len(e.figures))
        self.sorted_by: defaultdict[tuple[bool, str, str | None], list[Entry]] = defaultdict(
            list
        )  # total, part, its value → entries
        for e in (*self.totals, *self.events):
            q = e.question
            for part, value in (("conflict", q.conflict), ("fate", q.fate.value), ("side", q.side), ("role", q.role.value)):
                self.sorted_by[e.total, part, value].append(e)
        self.held: OrderedDict[str, tuple[Standing, list[Figure]]] = OrderedDict()
        self.sources = {short(s): s for s in sorted({s for e in self.entries for s in e.sources})}
        self.newest = max((s.published for s in self.sheets.values()), default=None)
        self.unread = [k for k, s in self.sheets.items() if s.unread is not None]

    def entry(self, key: str) -> Entry | None:
        n = self.by_key.get(key)
        return None if n is None else self.entries[n]

    def about_figure(self, figure: str) -> Entry | None:
        """The question that a figure answers."""
        n = self.of_figure.get(figure)
        return None if n is None else self.entries[n]

    def family(self, entry: Entry) -> list[Entry]:
        """The entries whose figures settle together which question each answers: those of one fate, unit, conflict and measure."""
        if entry.total:
            return [self.entries[n] for n in self.together[_family(entry.question)]]
        return [self.entries[n] for n in self.about["event", entry.question.event]]

    def namesakes(self, entry: Entry) -> list[Entry]:
        """Other questions with the very same title: reports told of them as of other occurrences, which may be one."""
        return [self.entries[n] for n in self.titled[entry.title] if self.entries[n].key != entry.key]

    def siblings(self, entry: Entry) -> list[Entry]:
        """Totals of the same people in the same conflict that met another fate or are counted in another unit."""
        q = entry.question
        near = self.about[q.conflict, q.side] if entry.total else self.about["event", q.event]
        found = (self.entries[n] for n in near)
        return [e for e in found if e.key != entry.key and (e.question.fate, e.question.unit) != (q.fate, q.unit)]


def short(name: str) -> str:
    """A name as it stands in an address: it tells nothing of what the name says, for it may be a private person's."""
    return sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def question_key(question: Question) -> str:
    """The address of a question, the same after every rebuild."""
    return seal("q", repr(question)).removeprefix("q_")


def survey(case: Case) -> Survey:
    """The case as it is settled now. Of a case of 100,000 figures this takes about half a minute."""
    with collector_paused():
        return _surveyed(case)


def _surveyed(case: Case) -> Survey:
    settled = looking.state(case).settled
    rows, stands = known(case), standing(case)
    figures = decided_figures(case, decisions=stands)
    events = looking.events(case)
    told = matter(figures, events, rows, stands)
    proposals = proposing.proposals(told.questions, told.telling.told, told.names)
    proposals = [p for p in proposals if told.verdicts.get(p.id, True)]
    derived = proposing.derived(proposals)
    by_id = {f.id: f for f in figures}
    silences = looking.withheld(case)
    policy = ledger.named(WIDEST)
    accounts = ledger.accounts(figures, events, silences, policy, reference=rows, derived=derived)
    names, spots = Names.of(rows, figures), _spots(figures, rows)
    entries = [_entry(a, names, spots) for a in accounts]
    words = _Sentences(case)
    bounded, complete = follows(told, question_key)
    return Survey(
        settled=settled,
        entries=entries,
        sheets=_sheets(case, figures),
        contradictions=contradicting(told, words),
        suggestions=suggestions(told, proposals, by_id, words),
        ties=ties(told),
        follows=bounded,
        waiting=queue(accounts, [e.title for e in entries], [e.key for e in entries], stands),
        withheld=silences,
        derived={i: (why, _since(i, proposals, by_id)) for i, why in derived.items()},
        conflicts={c.slug: (c.name, f"{c.first} to {c.last or 'now'}") for c in rows.conflicts},
        sides={s.slug: s.name for s in rows.sides},
        counts=looking.counts(case),
        reviewed=len(reviewed(figures, stands)),
        months=_months(case, figures),
        complete=complete,
    )


class _Sentences:
    """The sentences of figures, asked for where they are shown."""

    def __init__(self, case: Case) -> None:
        self.case = case

    def __call__(self, figures: Sequence[Figure]) -> dict[str, str]:
        return looking.sentences(self.case, figures)


def _entry(account: Account, names: Names, spots: Mapping[str, tuple[float, float]]) -> Entry:
    figures = [j.figure for j in account.judgements]
    first, last = _days(figures, account)
    place = names.place(account.question, figures)
    named = (f.place for f in figures if f.place is not None and f.place.name == place)
    where = next((spots[p.place] for p in named if p.place is not None and p.place in spots), None)
    return Entry(
        key=question_key(account.question),
        question=account.question,
        title=names.title(account.question, figures),
        says=ledger.predicate(account),
        grade=account.grade,
        low=account.low,
        best=account.best,
        high=account.high,
        origins=account.origins,
        figures=tuple(f.id for f in figures),
        used=len(account.used),
        sources=tuple(sorted({f.claimant.line for f in figures} | {w.claimant.line for w in account.withheld})),
        first=first,
        last=last,
        place=place,
        spot=where,
        silent=bool(account.withheld),
        refused=account.refused is not None,
    )


def _days(figures: Sequence[Figure], account: Account) -> tuple[date, date]:
    """The days that a question is about: of an event when it happened where that is told, of a total the days it speaks for."""
    days: list[date] = []
    if account.question.event is not None:
        for f in figures:
            span = f.clocks.happened
            days += [d for d in (span.first, span.last) if d is not None] if span is not None else []
    days = days or [f.clocks.speaks_for for f in figures] or [w.published for w in account.withheld]
    return min(days), max(days)


def _spots(figures: Sequence[Figure], rows: Reference) -> dict[str, tuple[float, float]]:
    """Where the places lie that figures name, by id; borders, seas and countries are no spots."""
    named = {(f.place.name, f.place.place) for f in figures if f.place is not None and f.place.place is not None}
    found: dict[str, tuple[float, float]] = {}
    for name, wanted in sorted(named):
        for p in rows.places_named(name) if wanted not in found else ():
            if p.id == wanted and p.latitude is not None and p.longitude is not None and p.kind not in {"country", "border", "sea"}:
                found[wanted] = (p.latitude, p.longitude)
    return found


def _sheets(case: Case, figures: Sequence[Figure]) -> dict[str, Sheet]:
    own: defaultdict[str, int] = defaultdict(int)
    for f in figures:
        own[f.report] += 1
    return {
        short(r.id): Sheet(r.id, r.published, r.publisher, r.title, r.sensitivity.value, r.unread, own[r.id])
        for r in looking.reports(case)
    }


def _since(figure: str, proposals: Sequence[Proposal], by_id: Mapping[str, Figure]) -> date:
    """The day by which all parts of a derived figure were published."""
    whole = next(p for p in proposals if figure in p.about)
    return max(by_id[i].clocks.published for i in whole.figures if i in by_id)


def _months(case: Case, figures: Sequence[Figure]) -> list[tuple[str, int, int]]:
    """Reports and figures by month of publication, months without any left out."""
    told: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0])
    for r in looking.reports(case):
        told[r.published.isoformat()[:7]][0] += 1
    for f in figures:
        told[f.clocks.published.isoformat()[:7]][1] += 1
    return [(month, reports, own) for month, (reports, own) in sorted(told.items())]


def _family(q: Question) -> tuple[object, ...]:
    return q.fate, q.unit, q.conflict, q.measure
