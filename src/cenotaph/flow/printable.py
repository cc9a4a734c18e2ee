"""Printable: what a case holds, as it may be printed for everybody. Everything that is published is made of this.

Answers are asked of the case as it is, so that what is published agrees with it; the figures, names, places and words in them are
then those that redaction has left.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from .. import publishing
from ..model.accounts import Account, Judgement, Question
from ..model.claims import Claim, Claimant, Withheld
from ..model.reference import Reference, folded
from ..model.terms import Sensitivity
from ..publishing import Printed, Private
from ..publishing.privacy import UNNAMED, masked
from ..store import looking
from ..store.looking import Decision, ReportCard, RunCard
from ..store.opening import Case
from . import list as listing
from .ask import UNRATED, Answer, ask
from .decided import reviewed, standing
from .propose import derived_in
from .refer import known
from .relate import Matter, relate

#: What stands in the place of a place, a side or a part of the people that only reports tell which are not public.
PLACE_WITHHELD, SIDE_WITHHELD, PART_WITHHELD = "a place that is withheld", "a side that is withheld", "a part that is withheld"
#: Why a figure is no origin of its own, without the figures that it is the sum of: these may be of whoever is not named.
SUM = "it equals a sum of others' figures"


@dataclass(frozen=True)
class Public:
    """An answer as it may be printed. Only the claimants of the figures in its judgements are as they were read, for what counts
    them: figures are printed from `Printable.printed`, by id. `asked` is the question as the case asks it, which may tell a place
    that is withheld.
    """

    account: Account
    title: str
    says: str
    sentence: str
    asked: Question


@dataclass(frozen=True)
class Printable:
    """A case as it may be printed: its figures by id, its answers, its records of no number with sentences (None: withheld).

    `cards` (reports by id), `matter`, `decisions` and `runs` are not redacted, and `private` tells what must not be printed:
    whoever makes pages takes from them only what is told to be public. `corrected` are the fields of a figure that a person set,
    `again` how many more public reports carry a report's text.
    """

    printed: Mapping[str, Printed]
    answers: tuple[Public, ...]
    silences: tuple[tuple[Withheld, str | None], ...]
    cards: Mapping[str, ReportCard]
    rows: Reference
    matter: Matter
    private: Private
    decisions: tuple[Decision, ...]
    reviewed: frozenset[str]
    corrected: Mapping[str, frozenset[str]]
    again: Mapping[str, int]
    runs: tuple[RunCard, ...]
    known_by: date | None

    @property
    def unread(self) -> int:
        """How many reports could not be read."""
        return sum(r.unread is not None for r in self.cards.values())

    def public(self, report: str) -> bool:
        card = self.cards.get(report)
        return card is not None and card.sensitivity is Sensitivity.PUBLIC


def printable(case: Case, *, policy: str, known_by: date | None = None, rated: Mapping[str, int] = UNRATED) -> Printable:
    """The case under the policy, as known by a day. `rated` is as for `ask`."""
    stands = standing(case)
    cards = {r.id: r for r in looking.reports(case)}
    items = listing.figures(case, known_by=known_by)
    silent = listing.withheld(case, known_by=known_by)
    read: list[Claim] = [*looking.figures(case), *looking.withheld(case)]
    private = Private.of([*(i.figure for i in items), *read])
    whole, rows = [], known(case)
    typed = {i for i, fields in stands.corrections.items() if {"institution", "origin", "speaker"} & fields.keys()}
    typed |= {d.subject for d in stands.of("add")}
    for item in items:
        card = cards[item.figure.report]
        figure = item.figure
        if card.sensitivity is not Sensitivity.PUBLIC and figure.id in typed:
            figure = replace(figure, claimant=_known(figure.claimant, rows))
        whole.append(Printed(figure, item.event, item.sentence, card.address, card.title, card.sha256, card.sensitivity))
    printed = {p.figure.id: p for p in publishing.redacted_all(whole, private)}
    matter = relate(case, known_by=known_by)
    answers = ask(case, policy=policy, known_by=known_by, rated=rated, derived=derived_in(matter))
    return Printable(
        printed=printed,
        answers=tuple(redacted_answers(answers, printed, cards, private, matter.names.sides)),
        silences=tuple(publishing.redacted_silence(w, words, cards[w.report].sensitivity, private) for w, words in silent),
        cards=cards,
        rows=rows,
        matter=matter,
        private=private,
        decisions=tuple(looking.decisions(case)),
        reviewed=frozenset(reviewed((i.figure for i in items), stands)),
        corrected={i: frozenset(fields) for i, fields in stands.corrections.items()},
        again=_again(case, cards),
        runs=tuple(looking.runs(case)),
        known_by=known_by,
    )


def redacted_answers(
    answers: Iterable[Answer],
    printed: Mapping[str, Printed],
    cards: Mapping[str, ReportCard],
    private: Private,
    known: Collection[str],
) -> list[Public]:
    """Answers without what redaction took away: a line of a private person is told as such, in reasons too.

    `known` are the sides of the reference, by slug.
    """
    return [_redacted(a, printed, cards, private, known) for a in answers]


def without(taken: Mapping[str, str]) -> Callable[[str], str]:
    """What takes these words out of a text and puts others in their place; longer ones first, for one may be in another."""
    if not taken:
        return lambda words: words
    found = re.compile("|".join(re.escape(w) for w in sorted(taken, key=len, reverse=True)))
    return lambda words: found.sub(lambda m: taken[m[0]], words)


def place_withheld(spot: str | None, figures: Iterable[Printed]) -> bool:
    """Whether no printed figure names this place: then a title or a scope with it would give away what redaction took."""
    return bool(spot) and not any(
        p.figure.place is not None and spot in {p.figure.place.place, folded(p.figure.place.name)} for p in figures
    )


def public_question(question: Question, figures: Iterable[Printed], known: Collection[str]) -> Question:
    """The question without a side or a part of the people that no printed figure tells. `known` are the sides of the reference."""
    whole = list(figures)
    side, part = question.side, question.register
    if side is not None and side not in known and side not in {p.figure.group.side for p in whole}:
        question = replace(question, side=SIDE_WITHHELD)
    if part is not None and not any(p.sensitivity is Sensitivity.PUBLIC for p in whole):
        question = replace(question, register=PART_WITHHELD)
    return question


def _redacted(
    answer: Answer, printed: Mapping[str, Printed], cards: Mapping[str, ReportCard], private: Private, known: Collection[str]
) -> Public:
    account = answer.account
    silent = tuple(publishing.redacted_silence(w, "", cards[w.report].sensitivity, private)[0] for w in account.withheld)
    lines = {j.figure.claimant.line: printed[j.figure.id].figure.claimant.line for j in account.judgements}
    lines |= {w.claimant.line: public.claimant.line for w, public in zip(account.withheld, silent, strict=True)}
    taken = {name: public for name, public in lines.items() if name != public}

    question, title = account.question, answer.title
    shown = [printed[j.figure.id] for j in account.judgements]
    if place_withheld(question.place or folded(answer.place or ""), shown):
        title = title.replace(f" in {answer.place}", f" in {PLACE_WITHHELD}", 1)
        question = replace(question, place=PLACE_WITHHELD if question.place else None)
    names = {w for j in account.judgements for w in private.named.get(j.figure.report, ())}

    def nameless(words: str) -> str:
        return masked(words, names)

    public = public_question(question, shown, known)
    public = replace(public, register=public.register and nameless(public.register))
    for before, after in ((question.side, public.side), (question.register, public.register)):
        if before is not None and after is not None and before != after:
            taken[before] = after
    question, title = public, without(taken)(title)
    if title != answer.title:
        taken[answer.title] = title
    replaced = without(taken)

    def unnamed(words: str) -> str:
        return nameless(replaced(words))

    account = replace(
        account,
        question=question,
        judgements=tuple(_judged(j, printed[j.figure.id], unnamed) for j in account.judgements),
        withheld=silent,
        reasons=tuple(map(unnamed, account.reasons)),
        warnings=tuple(map(unnamed, account.warnings)),
    )
    return Public(account, nameless(title), unnamed(answer.says), unnamed(answer.sentence), answer.account.question)


def _known(claimant: Claimant, rows: Reference) -> Claimant:
    """The claimant with an institution that the reference knows alone: what a person typed may be anybody's name."""
    found = next(iter(rows.institutions_named(claimant.institution)), None) if claimant.institution else None
    if found is None:
        return replace(claimant, institution=None, origin=None, speaker=UNNAMED if claimant.speaker else None)
    return replace(claimant, origin=found.origin)


def _judged(j: Judgement, printed: Printed, unnamed: Callable[[str], str]) -> Judgement:
    """With the printed figure, but for its claimant. Why a figure is no origin names others' figures: that is said in general."""
    reason = unnamed(j.reason if j.derived is None else j.reason.replace(j.derived, SUM))
    figure = replace(printed.figure, claimant=j.figure.claimant)  # what counts origins needs those that were read
    return replace(j, figure=figure, reason=reason, derived=None if j.derived is None else SUM)


def _again(case: Case, cards: Mapping[str, ReportCard]) -> Counter[str]:
    """How often public reports carry the text of a report, or print it again, beside itself."""
    public = {i for i, r in cards.items() if r.sensitivity is Sensitivity.PUBLIC}
    first: dict[str, str] = {}
    again: Counter[str] = Counter()
    for card in cards.values():  # by day of publication and id: a figure is shown from the first
        if first.setdefault(card.text_sha256, card.id) != card.id and card.id in public:
            again[first[card.text_sha256]] += 1
    again.update(original for copy, original in looking.near_copies(case).items() if copy in public)
    return again
