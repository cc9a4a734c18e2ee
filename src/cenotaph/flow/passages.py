"""Passages: the reports that figures are printed from, each figure in its sentence with where its fields came from, and its trail.

A report that is not public has no page: which figures are of one such report is a pattern by which it, and who gave it, could be
told. Its figures have their trails, which say what is withheld. Decisions are told without a name and a reason, for both are about
persons; what a person set stands in the figure, and what stood there before is not printed: it may have been taken out on purpose.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import datetime

from .. import ledger
from ..model.claims import Withheld
from ..publishing import Printed
from ..publishing.accounts import Listed, Silence
from ..publishing.reports import Entry, Field, Passage, Ran, Sheet, Trail
from ..publishing.site import REPORTS, Link, marked
from ..store.looking import Decision, RunCard
from .explain import Reason, reasons
from .printable import Printable
from .survey import short

#: What a person did with a figure, by the kind of the decision.
DONE = {
    "accept": "accepted it",
    "reject": "rejected it",
    "correct": "set right",
    "add": "added it from the text",
    "same": "said that it is of the same occurrence as another figure",
    "different": "said that it is of another occurrence than another figure",
}


class Passages:
    """`answers` is the account that each figure answers, by its id. `keys` are the pages of reports, by the report's id."""

    def __init__(self, what: Printable, answers: Mapping[str, Listed]) -> None:
        self.what, self.answers = what, answers
        self.own: defaultdict[str, list[Printed]] = defaultdict(list)
        self.silent: defaultdict[str, list[Withheld]] = defaultdict(list)
        self.words = {w.id: words for w, words in what.silences}
        self.public = {w.id: w for w, _ in what.silences}
        for p in what.printed.values():
            if what.public(p.figure.report):
                self.own[p.figure.report].append(p)
        for w, _ in what.silences:
            if what.public(w.report):
                self.silent[w.report].append(w)
        # of the text's hash, which is printed; a report's id may be guessed, and a hash of it would confirm the guess
        self.keys = {r: short(what.cards[r].text_sha256) for r in dict.fromkeys([*self.own, *self.silent])}
        self.decisions: defaultdict[str, list[Decision]] = defaultdict(list)
        for d in what.decisions:  # those that were undone too
            for subject in {d.subject, d.other} - {None}:
                self.decisions[str(subject)].append(d)
        self.runs = {r.run: r for r in what.runs}
        self.begun = {datetime.fromisoformat(r.started): r for r in what.runs}

    def sheet(self, report: str) -> Sheet:
        """The page of a public report: its figures in the order of the text."""
        card, own = self.what.cards[report], sorted(self.own[report], key=_place)
        return Sheet(
            key=self.keys[report],
            title=self._title(report),
            publisher=self._publisher(report),
            published=card.published.isoformat(),
            address=self._address(report),
            language=card.language,
            passages=tuple(map(self.passage, own)),
            silences=tuple(self.silence(w, linked=False) for w in self.silent[report]),
        )

    def listed(self, report: str) -> Entry:
        card = self.what.cards[report]
        return Entry(
            self.keys[report], self._title(report), self._publisher(report), card.published.isoformat(), len(self.own[report])
        )

    def passage(self, printed: Printed) -> Passage:
        """A figure in its printed sentence, with the words of that sentence that each field was read from."""
        answer = self.answers.get(printed.figure.id)
        return Passage(
            printed,
            marked(printed),
            tuple(_field(r, printed) for r in reasons(printed.figure, "", self.what.corrected.get(printed.figure.id, ()))),
            ledger.weight(printed.figure),
            printed.figure.id in self.what.reviewed,
            Link(answer.href, answer.title) if answer is not None else None,
        )

    def trail(self, printed: Printed) -> Trail:
        """The way down from a figure. Of a report that is not public nothing is told but the runs."""
        f, report = printed.figure, printed.figure.report
        public = self.what.public(report)
        card = self.what.cards[report]
        read = self.begun.get(f.clocks.recorded) if f.clocks.recorded is not None else None
        return Trail(
            passage=self.passage(printed),
            sheet=self._head(report) if public else None,
            decisions=tuple(t for d in self.decisions.get(f.id, ()) for t in _decided(d)),
            text_sha256=card.text_sha256 if public else None,
            again=self.what.again.get(report, 0) if public else 0,
            taken_in=_ran(self.runs[card.run]),
            read_in=_ran(read) if read is not None else None,
            reader=card.reader,
        )

    def silence(self, record: Withheld, *, linked: bool = True) -> Silence:
        """A record of no number as redaction left it."""
        w = self.public[record.id]
        key = self.keys.get(w.report) if linked else None
        href = f"{REPORTS}/{key}.html#silences" if key is not None else None
        return Silence(w.claimant.line, ", ".join(f.words for f in w.fates), w.published.isoformat(), self.words[w.id], href)

    def _head(self, report: str) -> Sheet:
        card = self.what.cards[report]
        return Sheet(
            self.keys[report],
            self._title(report),
            self._publisher(report),
            card.published.isoformat(),
            self._address(report),
            card.language,
            (),
        )

    def _title(self, report: str) -> str | None:
        """The title, where none of the report's figures has it withheld and it names no private speaker."""
        card, silent = self.what.cards[report], self.silent.get(report, ())
        kept = all(p.title is not None for p in self.own.get(report, ())) and all(self.words[w.id] is not None for w in silent)
        return card.title if kept and not self.what.private.in_words(report, card.title) else None

    def _publisher(self, report: str) -> str | None:
        """The publisher, where it does not bear the name of a private speaker ("Anna's blog")."""
        name = self.what.cards[report].publisher
        return None if self.what.private.in_words(report, name, prose=False) else name

    def _address(self, report: str) -> str | None:
        card = self.what.cards[report]
        kept = all(p.address is not None for p in self.own.get(report, ()))
        return card.address if kept and not self.what.private.in_words(report, card.address, prose=False) else None


def _place(printed: Printed) -> tuple[int, int, str]:
    at = printed.figure.passage
    return at.start, at.end, printed.figure.id


def _field(reason: Reason, printed: Printed) -> Field:
    """A field with its words, where these stand in the printed sentence; names of private persons may stand elsewhere."""
    words, span = "", printed.figure.sentence
    rule = reason.rule or "nothing tells it"
    if reason.start is not None and reason.end is not None and printed.sentence is not None:
        if span.start <= reason.start and reason.end <= span.end:
            words = printed.sentence[reason.start - span.start : reason.end - span.start]
        else:
            rule = "told elsewhere in the report"
    if printed.sentence is None:
        rule = "withheld with the sentence"
    return Field(reason.field, reason.value, words, rule, reason.confidence)


def _decided(d: Decision) -> Iterator[str]:
    """A decision, and that it was undone, each as a sentence: what a person did on which day, never who and why."""
    fields = f": {', '.join(str(name).replace('_', ' ') for name in d.payload)}" if d.kind == "correct" else ""
    if d.kind in DONE:
        yield f"A person {DONE[d.kind]}{fields} ({d.decided_at[:10]})."
        if d.undone_at is not None:
            yield f"That was undone by a person ({d.undone_at[:10]})."


def _ran(run: RunCard) -> Ran:
    return Ran(run.run, run.command, run.started[:10], run.software)
