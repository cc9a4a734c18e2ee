"""Site: the pages that are published, one after the other, so that a large case needs little memory for them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from hashlib import sha256
from typing import Any

from .. import ledger
from ..model.accounts import Question
from ..model.reference import Reference
from ..publishing import Occurrence
from ..publishing.accounts import Listed, Row, Told, account_pages, accounts_page
from ..publishing.bars import bars
from ..publishing.clashes import contradictions_page
from ..publishing.events import Happened, days, events_page, every_month, overview
from ..publishing.page import Chapter, Page, page
from ..publishing.reports import report_page, reports_page, trail_page
from ..publishing.site import FIGURES, Section, Site, leaves, sentence_page
from .answer import drawn, facts, steps
from .at_odds import at_odds, followings
from .passages import Passages
from .printable import Printable, Public

#: Accounts of one conflict that the first page shows whole and further ones that it names; records of no number on it.
SHOWN, NAMED, SILENCES = 8, 12, 40
#: Rows on one page of a list.
ACCOUNTS, EVENTS, CLASHES, REPORTS = 200, 200, 40, 200
NO_CONFLICT = ("No conflict told", "figures whose report names no conflict that is known here")


class Pages:
    """All pages of what may be printed. `events` are what happened, `tables` the files beside them with what they hold."""

    def __init__(
        self, what: Printable, site: Site, events: Sequence[Occurrence], tables: Sequence[tuple[str, str]], *, made: date
    ) -> None:
        self.what, self.site, self.tables, self.made = what, site, tables, made
        self.answers = [a for a in what.answers if a.account.judgements]
        self.listed = [_listed(a, key) for a, key in zip(self.answers, _keys(self.answers), strict=True)]
        self.passages = Passages(
            what, {j.figure.id: own for a, own in zip(self.answers, self.listed, strict=True) for j in a.account.judgements}
        )
        self.follows = followings(what)
        self.odds = at_odds(what, self.passages.keys)
        self.near: defaultdict[tuple[object, ...], list[int]] = defaultdict(list)
        self.of_event: defaultdict[str, list[Listed]] = defaultdict(list)
        for n, a in enumerate(self.answers):
            self.near[_people(a.account.question)].append(n)
            if a.account.question.event is not None:
                self.of_event[a.account.question.event].append(self.listed[n])
        self.events = sorted(events, key=lambda e: (e.last or e.first or date.min, e.first or date.min, e.id), reverse=True)
        self.happened = {e.id: self._happened(e) for e in self.events}

    def __len__(self) -> int:
        """About how many there are: further pages of lists and of long accounts are not counted."""
        return len(self.listed) + len(self.passages.keys) + len(self.what.printed) + 5

    def every(self) -> Iterator[tuple[str, str]]:
        """The name and the text of each; the first page comes last."""
        for n in range(len(self.listed)):
            yield from account_pages(self.site, self.told(n))
        for report in self.passages.keys:
            sheet = self.passages.sheet(report)
            yield sheet.href, report_page(self.site, sheet)
        for printed in self.what.printed.values():
            yield f"{FIGURES}/{printed.figure.id}.html", trail_page(self.site, self.passages.trail(printed))
        yield from self._lists()
        yield "index.html", page(self._case())

    def told(self, n: int) -> Told:
        """One account with its chart, its figures, and what to mind of it."""
        answer, listed = self.answers[n], self.listed[n]
        account = answer.account
        figures = [self.what.printed[j.figure.id].figure for j in account.judgements]
        lines = ledger.lines(figures)
        chart = drawn(lines, account) if len(figures) > 1 else None
        on = self.what.known_by or self.made
        return Told(
            key=listed.key,
            title=listed.title,
            says=listed.says,
            grade=listed.grade,
            conflict=_conflict(account.question.conflict, self.what.rows)[0],
            total=account.question.event is None,
            chart=chart,
            steps=tuple((who, tuple((count, day, self._way(f)) for count, day, f in own)) for who, own in steps(lines)),
            rows=tuple(
                Row(
                    self.what.printed[f.id],
                    self._way(f.id),
                    j.verdict.value == "used",
                    j.reason,
                    ledger.weight(f),
                    f.id in self.what.reviewed,
                    f.id in self.what.corrected,
                )
                for j, f in zip(account.judgements, figures, strict=True)
            ),
            facts=tuple((f.name, f.words) for f in facts(account, figures, self.what.reviewed, on, unread=self.what.unread)),
            warnings=account.warnings,
            silences=tuple(self.passages.silence(w) for w in account.withheld),
            siblings=tuple(self._siblings(n)),
            follows=tuple(self.follows.get(answer.asked, ())),
        )

    def _way(self, figure: str) -> str:
        return sentence_page(self.what.printed[figure], self.passages.keys)

    def _siblings(self, n: int) -> Iterator[Listed]:
        """The other accounts of the same people that met another fate, or are counted in another unit."""
        q = self.answers[n].account.question
        for other in self.near[_people(q)] if q.side is not None or q.event is not None else ():
            o = self.answers[other].account.question
            if (o.fate, o.unit) != (q.fate, q.unit):
                yield self.listed[other]

    def _lists(self) -> Iterator[tuple[str, str]]:
        totals = self._by_conflict([n for n, a in enumerate(self.answers) if a.account.question.event is None])
        for leaf in leaves("accounts", [Section(*c, tuple(self.listed[n] for n in own)) for c, own in totals], rows=ACCOUNTS):
            yield leaf.name, accounts_page(self.site, leaf)
        told = defaultdict[str | None, list[Happened]](list)
        for e in self.events:
            told[e.conflict].append(self.happened[e.id])
        happened = [Section(*_conflict(c, self.what.rows), tuple(own)) for c, own in _ordered(told)]
        seen = overview([(e, self.happened[e.id]) for e in self.events])
        for at in leaves("events", happened, rows=EVENTS):
            yield at.name, events_page(self.site, at, seen if at.number == 1 else None, many=len(self.events))
        clashes = [Section(*_conflict(c, self.what.rows), tuple(own)) for c, own in _ordered(self.odds.clashes)]
        many = sum(len(s.rows) for s in clashes)
        for some in leaves("contradictions", clashes, rows=CLASHES):
            yield some.name, contradictions_page(self.site, some, many=many, left_out=self.odds.left_out)
        newest = sorted(self.passages.keys, key=lambda r: (self.what.cards[r].published, self.passages.keys[r]), reverse=True)
        rows = tuple(self.passages.listed(r) for r in newest)
        for sheets in leaves("reports", [Section("Reports", "", rows)], rows=REPORTS):
            yield sheets.name, reports_page(self.site, sheets)

    def _by_conflict(self, numbers: Sequence[int]) -> list[tuple[tuple[str, str], list[int]]]:
        """Accounts by conflict, those without one last; in each those with the most figures first, parts of a whole after it."""
        told = defaultdict[str | None, list[int]](list)
        for n in numbers:
            told[self.answers[n].account.question.conflict].append(n)
        whole = self.answers
        for own in told.values():
            own.sort(key=lambda n: (whole[n].account.question.register is not None, -self.listed[n].figures, self.listed[n].title))
        return [(_conflict(c, self.what.rows), own) for c, own in _ordered(told)]

    def _happened(self, event: Occurrence) -> Happened:
        place = event.spot.name if event.spot is not None else None
        return Happened(days(event), place, tuple(self.of_event[event.id]), len({p.figure.report for p in event.printed}))

    def _case(self) -> Page:
        what = self.what
        silences = sorted((w for w, _ in what.silences), key=lambda w: (w.published, w.id), reverse=True)
        return Page(
            site=self.site,
            counts={
                "reports": len(self.passages.keys),
                "figures": len(what.printed),
                "withheld": len(silences),
                "events": len(self.events),
                "contradictions": sum(map(len, self.odds.clashes.values())),
                "unread": what.unread,
            },
            chapters=tuple(self._chapters()),
            silences=tuple(self.passages.silence(w) for w in silences[:SILENCES]),
            more_silences=max(len(silences) - SILENCES, 0),
            tables=tuple(self.tables),
            months=bars(every_month(p.figure.clocks.published.isoformat()[:7] for p in what.printed.values())),
        )

    def _chapters(self) -> Iterator[Chapter]:
        """A conflict's largest totals whole, and further ones by name; where there are no more, its newest events."""
        events = Counter(_conflict(e.conflict, self.what.rows) for e in self.events)
        totals = dict(self._by_conflict([n for n, a in enumerate(self.answers) if a.account.question.event is None]))
        every = self._by_conflict(range(len(self.answers)))
        for conflict, answers in sorted(every, key=lambda c: (c[0] == NO_CONFLICT, -sum(self.listed[n].figures for n in c[1]))):
            own = totals.get(conflict, [])
            single = [n for n in answers if self.answers[n].account.question.event is not None]
            newest = sorted(single, key=lambda n: (self.listed[n].last, self.listed[n].key), reverse=True)
            yield Chapter(
                *conflict,
                tuple(self.told(n) for n in own[:SHOWN]),
                tuple(self.listed[n] for n in (own[SHOWN:] or newest)[:NAMED]),
                len(own),
                events[conflict],
            )


def _ordered(told: Mapping[str | None, list[Any]]) -> list[tuple[str | None, list[Any]]]:
    """Conflicts with the most first, what is of none last."""
    return sorted(told.items(), key=lambda c: (c[0] is None, -len(c[1]), c[0] or ""))


def _conflict(slug: str | None, rows: Reference) -> tuple[str, str]:
    """A conflict's name and span in words."""
    found = rows.conflict(slug) if slug else None
    return NO_CONFLICT if found is None else (found.name, f"{found.first} to {found.last or 'now'}")


def _people(q: Question) -> tuple[object, ...]:
    """Whose people an account is about."""
    return (q.event,) if q.event is not None else (q.conflict, q.side)


def _keys(answers: Sequence[Public]) -> Iterator[str]:
    """The names of the accounts' pages, of their questions as published, so that they tell nothing that redaction took.

    Two questions may be one where redaction has taken their places.
    """
    taken: Counter[str] = Counter()
    for a in answers:
        key = sha256(repr(a.account.question).encode()).hexdigest()[:16]
        taken[key] += 1
        yield f"{key}-{taken[key]}" if taken[key] > 1 else key


def _listed(a: Public, key: str) -> Listed:
    spoken = [j.figure.clocks.speaks_for for j in a.account.judgements]
    says = a.says[:1].upper() + a.says[1:]
    return Listed(key, a.title, says, a.account.grade, len(spoken), str(min(spoken)), str(max(spoken)))
