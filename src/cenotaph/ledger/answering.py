"""The answer to one question, or to every question that figures raise: known by a day, speaking for a day, under a policy."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Sized
from datetime import date
from types import MappingProxyType

from ..model.accounts import Account, Event, Judgement, Question, Verdict
from ..model.claims import Figure, Withheld
from ..model.reference import Reference
from ..model.terms import Fate, Measure, Modality, Role, Standing, Unit
from .corroboration import Weighed, grade
from .policies import Policy, Ranks
from .questions import asked
from .rules import RULES, Case, Outcome
from .rules.outcome import admitted, newest, retold

NOTHING: Mapping[str, str] = MappingProxyType({})
UNRATED: Ranks = MappingProxyType({})
#: Fates of which the actor is who did harm; of the others it is who holds or hands over.
HARM = frozenset({Fate.KILLED, Fate.INJURED, Fate.CASUALTIES, Fate.DEAD_OR_MISSING})


def accounts(
    figures: Sequence[Figure],
    events: Iterable[Event],
    withheld: Iterable[Withheld],
    policy: Policy,
    *,
    known_by: date | None = None,
    speaks_for: date | None = None,
    reference: Reference | None = None,
    ranks: Ranks = UNRATED,
    derived: Mapping[str, str] = NOTHING,
) -> list[Account]:
    """One account a question, totals before events, the most figures first.

    Figures published after `known_by`, or about a later day than `speaks_for`, are not looked at: they appear nowhere, not
    even as set aside. `events` must have been linked from the figures that remain. `reference` tells which places and periods are
    narrower than a conflict (without it none is). `ranks` and `derived` are as for `account`. Somebody who gives no number for a
    side's people in a conflict raises the question too, where no figure does.
    """
    known = [f for f in figures if f.clocks.known_by(known_by) and (speaks_for is None or f.clocks.speaks_for <= speaks_for)]
    silent: defaultdict[tuple[str | None, str | None], list[Withheld]] = defaultdict(list)
    for record in withheld:
        days = (known_by, speaks_for)
        if all(day is None or record.published <= day for day in days):
            silent[record.group.slug, record.conflict].append(record)
    raised = asked(known, events, reference)
    raised |= {q: [] for q in _only_withheld(silent, raised) if policy.refuses(q, ranked=bool(ranks)) is None}
    made = [
        account(q, own, silent.get((q.side, q.conflict), ()), policy, known_by=known_by, ranks=ranks, derived=derived)
        for q, own in raised.items()
    ]
    return sorted(
        made, key=lambda a: (a.question.event is not None, a.question.conflict or "~", -len(a.judgements), _key(a.question))
    )


def account(
    question: Question,
    figures: Sequence[Figure],
    withheld: Iterable[Withheld],
    policy: Policy,
    *,
    known_by: date | None = None,
    ranks: Ranks = UNRATED,
    derived: Mapping[str, str] = NOTHING,
) -> Account:
    """The answer to one question from its figures (as `asked` gives them) and from all records of somebody who gives no number.

    `ranks`: institution, as its line is named, to rank, 1 the best: whom a person holds to be reliable. `derived`: figure id to the
    reason why it is no origin (it equals a sum of others' figures), until a person refuses that; the figure stays in the account.
    """
    refused = policy.refuses(question, ranked=bool(ranks))
    known = [f for f in figures if f.clocks.known_by(known_by)]
    records = (w for w in withheld if known_by is None or w.published <= known_by)
    silent = tuple(sorted((w for w in records if _covers(w, question) and not _ended(w, known)), key=lambda w: (w.published, w.id)))
    if refused is not None:
        return Account(
            question, policy.name, known_by, None, None, None, (), silent, refused, grade="not answered", reasons=(refused,)
        )
    kept, left = admitted(known, policy, derived)
    kept, again = retold(kept)
    current, older = newest(kept)
    made = RULES[policy.rule](Case(question.measure, policy, current, ranks))
    standing = [w for line in current for w in line]
    adversary = _adversary_only(standing, kept)
    name, reasons = _graded(made, standing, silent, question, adversary=adversary)
    return Account(
        question,
        policy.name,
        known_by,
        made.low,
        None if adversary else made.best,
        made.high,
        _ordered([*left, *again, *older, *made.judgements]),
        silent,
        grade=name,
        reasons=reasons,
        warnings=(*made.warnings, *_disputed(question, kept)),
    )


def _graded(
    made: Outcome, standing: Sequence[Weighed], silent: Sequence[Withheld], question: Question, *, adversary: bool
) -> tuple[str, tuple[str, ...]]:
    """The grade and its reasons. What holds under every policy comes before a policy's own scheme."""
    withheld = ("those who would know gave no number, which is not a zero",) if silent else ()
    if not any(j.verdict is Verdict.USED for j in made.judgements):
        none = "no figure is used under this policy"
        return ("withheld", (*withheld, none)) if silent else ("no figure", (none,))
    if adversary:
        return "adversary only", ("only an adversary of those counted gives a figure, so there is no best", *withheld)
    name, reasons = grade(standing, question.measure)
    if made.grade:
        return made.grade, (*made.reasons, *withheld)
    return name, (*reasons, *made.reasons, *withheld)


def _disputed(question: Question, kept: Sequence[Weighed]) -> Iterator[str]:
    """What the institutions of one event are at odds about beside the number: who was killed, and by whom. It names nobody."""
    if question.event is None:
        return
    roles, actors = _by_line(kept, lambda f: f.group.role), _by_line(kept, lambda f: (f.actor or "").casefold())
    civilians, combatants = ({line for line, told in roles.items() if told == {r}} for r in (Role.CIVILIAN, Role.COMBATANT))
    if civilians and combatants:
        yield f"who they were is contested: civilians, {_say(civilians)}; combatants, {_say(combatants)}"
    if question.fate in HARM and len({frozenset(told) for told in actors.values()}) > 1:
        yield f"who is responsible is contested: {len(actors)} institutions name different parties"


def _by_line(kept: Sequence[Weighed], field: Callable[[Figure], Role | str]) -> dict[str, set[Role | str]]:
    """What each line tells of a field; lines that tell nothing of it are not there."""
    found: defaultdict[str, set[Role | str]] = defaultdict(set)
    for w in kept:
        if (told := field(w.figure)) not in {"", Role.UNKNOWN, Role.MIXED}:
            found[w.line].add(told)
    return dict(found)


def _say(institutions: Sized) -> str:
    return f"{len(institutions)} institution{'s say' if len(institutions) > 1 else ' says'}"


def _adversary_only(standing: Sequence[Weighed], kept: Sequence[Weighed]) -> bool:
    """Whether only adversaries of those counted give a figure.

    A line is an adversary's when any of its figures here is and none is of another known standing; a sum that others made of such
    figures is nobody's own, so it is left out unless there is nothing else.
    """
    standings: defaultdict[str, set[Standing]] = defaultdict(set)
    for w in kept:
        standings[w.line].add(w.figure.claimant.standing)
    asked_of = [w for w in standing if w.derived is None] or standing
    return bool(asked_of) and all(standings[w.line] - {Standing.UNKNOWN} == {Standing.ADVERSARY} for w in asked_of)


def _only_withheld(
    silent: Mapping[tuple[str | None, str | None], Sequence[Withheld]], raised: Iterable[Question]
) -> Iterator[Question]:
    """What nobody gives a figure for and somebody who would know gives none: a running total of persons, of the first fate named.

    A record that withholds several fates ("losses") raises none where one of them is told of.
    """
    answered = {(q.fate, q.side, q.conflict) for q in raised if q.event is None}
    for (side, conflict), records in silent.items():
        untold = [r for r in records if r.fates and not any((fate, side, conflict) in answered for fate in r.fates)]
        for fate in sorted({r.fates[0] for r in untold} if side is not None and conflict is not None else ()):
            roles = {r.group.role for r in untold if r.fates[0] is fate}
            role = roles.pop() if len(roles) == 1 else Role.UNKNOWN
            yield Question(fate, Unit.PERSON, side, role, conflict, Measure.RUNNING_TOTAL)


def _covers(record: Withheld, question: Question) -> bool:
    """Whether a withheld record is about this question's people: the same side and conflict, one of its fates, a total."""
    return (
        question.event is None
        and question.fate in record.fates
        and record.group.slug is not None
        and record.group.slug == question.side
        and record.conflict == question.conflict
    )


def _ended(record: Withheld, figures: Sequence[Figure]) -> bool:
    """Whether the silence is over: the same institution has since given a number on this question, and stands by it."""
    return any(
        f.claimant.line == record.claimant.line
        and f.clocks.speaks_for > record.published
        and f.modality is Modality.ASSERTED
        and not f.count.vague
        for f in figures
    )


def _ordered(judged: Iterable[Judgement]) -> tuple[Judgement, ...]:
    """Used before set aside, then by the day they speak for."""
    return tuple(
        sorted(
            judged,
            key=lambda j: (
                j.verdict is not Verdict.USED,
                j.figure.clocks.speaks_for,
                j.figure.report,
                j.figure.passage.start,
                j.figure.id,
            ),
        )
    )


def _key(q: Question) -> tuple[str, ...]:
    begins = q.period.text if q.period else ""
    return (
        q.fate.value,
        q.side or "",
        q.role.value,
        q.unit.value,
        q.measure.value,
        q.event or "",
        q.place or "",
        begins,
        q.register or "",
    )
