"""How do true numbers hang together? Relations proposed from the scopes of what was asked, each with reason and assumptions.

Unknowns are looked up by scope, never compared in pairs: every unknown asks for the few scopes that are wider than its own, and
a wider number of a later day stands for all days before it. So the work grows with the number of unknowns (times the logarithm).
Nothing ties different fates but the custody balance: of those killed some are never examined, and of those examined some
were never counted as killed.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import pairwise, product

from ..model.accounts import Question
from ..model.relations import Kind, Relation, Told, Unknown
from ..model.terms import Fate, Measure, Role, Unit
from .telling import Sum, Telling

SAME_PEOPLE = "they count people of the same population"
SAME_UNIT = "they count in the same unit"
SAME_DAY = "they mean the same cut-off day"
NO_REVISION = "the count was not revised in between"
DISJOINT = "nobody is counted in two of the parts"
EXHAUSTIVE = "the parts are all there is"
#: How each wider role is called, and whether the narrower lies in it by structure: "people" may be short for soldiers.
WIDER_ROLES = {
    Role.COMBATANT: ((Role.MIXED, True), (Role.UNKNOWN, False)),
    Role.CIVILIAN: ((Role.MIXED, True), (Role.UNKNOWN, False)),
}
BOTH = "both"
Key = tuple[Question, str]
Days = Mapping[Key, Sequence[Unknown]]


@dataclass(frozen=True, slots=True)
class Within:
    """What lies in what, by the reference: the parties of conflicts, the conflict an episode is of, the place a place lies in."""

    parties: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    episode_of: Mapping[str, str] = field(default_factory=dict)
    lies_in: Mapping[str, str] = field(default_factory=dict)


NOWHERE = Within()


def related(telling: Telling, within: Within = NOWHERE, *, also: Iterable[Unknown] = ()) -> tuple[Relation, ...]:
    """All relations among the unknowns that claims are made of, and among those in `also`.

    Give it the claims that are to be true together: those of one institution, or of a set.
    """
    days = _by_day(dict.fromkeys((*(t.unknown for t in telling.told), *also)))
    summed = {u.among for told in telling.sums for u in told.parts if u.unnamed}  # a sum says of these all that there is to say
    return (
        *_lines(days),
        *_parts({key: own for key, own in days.items() if key[1] not in summed}, within),
        *_told_parts(telling.parts),
        *_told_sums(telling.sums),
        *_roles(days),
        *_sides(days, within),
        *_custody(telling.told, days),
    )


def holding(relations: Iterable[Relation], *, accepted: frozenset[str], refused: frozenset[str]) -> list[Relation]:
    """The relations in force: those certain by structure or accepted by a person, and not refused by one."""
    return [r for r in relations if (r.certain or (accepted and r.id in accepted)) and not (refused and r.id in refused)]


def _by_day(unknowns: Iterable[Unknown]) -> dict[Key, list[Unknown]]:
    """Every question and part of a population, with its unknowns by day."""
    days: defaultdict[Key, list[Unknown]] = defaultdict(list)
    for u in sorted(unknowns, key=_day):
        days[(u.question, u.among)].append(u)
    return dict(days)


def _day(u: Unknown) -> date:
    return u.day


def _relation(
    kind: Kind,
    lesser: Sequence[Unknown],
    greater: Sequence[Unknown],
    reason: str,
    assumptions: Iterable[str],
    *,
    certain: bool,
    exact: bool = False,
    dated: bool = False,
) -> Relation:
    return Relation(kind, tuple(lesser), tuple(greater), exact, reason, tuple(assumptions), certain, dated)


def _lines(days: Days) -> Iterator[Relation]:
    """A running total of a conflict from each day to the next it is told for; which figures are of one event is a guess."""
    for (q, _), known in days.items():
        if q.measure is Measure.RUNNING_TOTAL and q.event is None:
            for before, after in pairwise(known):
                yield _relation(
                    Kind.SAME_LINE,
                    [before],
                    [after],
                    f"a running total does not fall: that of {before.day} is at most that of {after.day}",
                    (SAME_PEOPLE, NO_REVISION),
                    certain=True,
                    dated=True,
                )


def _ahead(day: date, wider: Sequence[Unknown]) -> Unknown | None:
    """The wider number that holds the narrower of this day: of the same day, or of running totals of the next later."""
    n = bisect_left(wider, day, key=_day)
    if n == len(wider) or (wider[n].question.measure is not Measure.RUNNING_TOTAL and wider[n].day != day):
        return None
    return wider[n]


def _behind(day: date, narrower: Sequence[Unknown]) -> Unknown | None:
    """The narrower number that the wider of this day holds: of the same day, or of running totals of the last before."""
    n = bisect_right(narrower, day, key=_day)
    if n == 0 or (narrower[n - 1].question.measure is not Measure.RUNNING_TOTAL and narrower[n - 1].day != day):
        return None
    return narrower[n - 1]


def _parts(days: Days, within: Within) -> Iterator[Relation]:
    """Narrower within wider, for equal fate, unit and measure."""
    periods = _periods(days)
    for (q, among), known in days.items():
        for key, reason, certain in _wider(q, among, within, periods):
            wider = days.get(key)
            last = None
            for u in reversed(known if wider else ()):
                held = _ahead(u.day, wider or ())
                if held is None or held is last:  # an earlier day's number is held by the line itself
                    continue
                last = held if q.measure is Measure.RUNNING_TOTAL else None
                same = SAME_DAY if u.day == held.day else NO_REVISION
                yield _relation(Kind.PART_OF, [u], [held], reason, (SAME_PEOPLE, SAME_UNIT, same), certain=certain)


def _wider(q: Question, among: str, within: Within, periods: Mapping[Question, list[Question]]) -> Iterator[tuple[Key, str, bool]]:
    """The scopes that hold this one, with the reason, and whether that is certain."""
    if among:
        named = not among.startswith("fig_")
        reason = (
            f"the {among} are some of them" if named else "what one statement tells beside other numbers may be some of the whole"
        )
        yield (q, ""), reason, named
        return
    roles = [(q.role, "", True)] + [
        (role, f"{q.role.value}s are some of {'all' if role is Role.MIXED else 'the people'} counted", sure)
        for role, sure in WIDER_ROLES.get(q.role, ())
    ]
    sides = [(q.side, "")]
    if q.side is not None and q.side in within.parties.get(q.conflict or "", ()):
        sides.append((BOTH, "one side's people are some of both sides'"))
    places = [(q.place, "")]
    seen = {q.place}
    at = q.place
    while at is not None and (at := within.lies_in.get(at)) is not None and at not in seen:
        seen.add(at)
        places.append((at, "the place lies in the wider one"))
    if q.place is not None:
        places.append((None, "the place is one of those of the conflict"))
    conflicts: list[tuple[str | None, str]] = [(q.conflict, "")]
    umbrella = within.episode_of.get(q.conflict or "")
    if q.event is None and umbrella is not None:
        conflicts.append((umbrella, "the episode is a part of the conflict"))
    held = [(q.period, "")] + [(p.period, "the period lies within the longer one") for p in periods.get(q, ())]
    if q.period is not None and q.measure is Measure.RUNNING_TOTAL:
        held.append((None, "the period lies within the conflict"))
    for (role, why, sure), *others in product(roles, sides, places, conflicts, held):
        (side, a), (place, b), (conflict, c), (period, d) = others
        wider = replace(q, role=role, side=side, place=place, conflict=conflict, period=period)  # type: ignore[arg-type]
        if wider != q:
            yield (wider, ""), "; ".join(w for w in (why, a, b, c, d) if w), sure


def _periods(days: Days) -> dict[Question, list[Question]]:
    """For each question of a period the nearest longer ones that hold it: that ends first, and that begins last.

    Periods that merely overlap hold nothing.
    """
    alike: defaultdict[Question, set[Question]] = defaultdict(set)
    for q, _ in days:
        if q.period is not None:
            alike[replace(q, period=None)].add(q)
    found: dict[Question, list[Question]] = {}
    for questions in alike.values():
        ordered = sorted((*_ends(q), q.period.text, q) for q in questions if q.period is not None)  # the longer first
        begun: list[tuple[int, int]] = []  # the last days of those that have begun, and which they are
        for n, (_, shorter, _, q) in enumerate(ordered):
            at = bisect_left(begun, (-shorter, -1))
            if at < len(begun):
                longer = {begun[at][1]} | ({n - 1} if ordered[n - 1][1] <= shorter else set())
                found[q] = [ordered[i][3] for i in sorted(longer)]
            begun.insert(at, (-shorter, n))
    return found


def _ends(q: Question) -> tuple[int, int]:
    """A period's first day and the negative of its last, as numbers; an open end is the farthest there is."""
    assert q.period is not None
    first, last = q.period.first or date.min, q.period.last or date.max
    return first.toordinal(), -last.toordinal()


def _told_parts(parts: Iterable[tuple[Unknown, Unknown]]) -> Iterator[Relation]:
    for part, whole in dict.fromkeys(parts):
        yield _relation(
            Kind.PART_OF, [part], [whole], "one sentence counts them among the others", (SAME_DAY,), certain=True, dated=True
        )


def _told_sums(sums: Iterable[Sum]) -> Iterator[Relation]:
    for told in dict.fromkeys(sums):
        reason = "one statement tells the parts, and they add up to the whole"
        yield _relation(Kind.SUM, told.parts, [told.whole], reason, (DISJOINT, EXHAUSTIVE), certain=True, exact=True, dated=True)


def _roles(days: Days) -> Iterator[Relation]:
    """Combatants and civilians together, with a residual of those who are neither or not known."""
    for (q, among), known in days.items():
        if q.role is Role.MIXED and not among:
            parts = [replace(q, role=Role.COMBATANT), replace(q, role=Role.CIVILIAN)]
            yield from _sum(known, parts, days, "combatants and civilians are counted together", certain=True)


def _sides(days: Days, within: Within) -> Iterator[Relation]:
    """Both sides together, with a residual of foreigners and those whose side is not known.

    Certain only between two parties: of three, two may count the same people (an ally's soldiers as its own).
    """
    for (q, among), known in days.items():
        if q.side == BOTH and not among:
            parties = within.parties.get(q.conflict or "", ())
            parts = [replace(q, side=side) for side in parties]
            yield from _sum(known, parts, days, "the sides are counted together", certain=len(parties) == 2)


def _sum(known: Sequence[Unknown], parts: Sequence[Question], days: Days, reason: str, *, certain: bool) -> Iterator[Relation]:
    """The parts of a day are at most the whole; a person may say that nobody else is in it, then they are the same."""
    told = [days[(q, "")] for q in parts if (q, "") in days]
    if len(told) < 2:
        return
    for u in known:
        lesser = [part for part in (_behind(u.day, own) for own in told) if part is not None]
        if len(lesser) < 2:
            continue
        rest = f"{reason}; what is left is others and those not known, never less than nobody"
        yield _relation(Kind.SUM, lesser, [u], rest, (SAME_UNIT, SAME_DAY, DISJOINT), certain=certain)
        if len(lesser) == len(parts) and all(part.day == u.day for part in lesser):
            yield _relation(
                Kind.SUM,
                lesser,
                [u],
                f"{reason}, and nobody else",
                (SAME_UNIT, SAME_DAY, DISJOINT, EXHAUSTIVE),
                certain=False,
                exact=True,
            )


def _custody(told: Iterable[Told], days: Days) -> Iterator[Relation]:
    """Distinct bodies examined ≤ recovered + received + died in care, for one custodian, by what it says itself.

    Those who died in its care have no fate of their own: a person accepts the relation, and with it that there were none beside.
    """
    custodians: dict[Key, str] = {}
    received: set[Key] = set()
    for t in told:
        q = t.unknown.question
        if q.fate is Fate.RETURNED and not t.unknown.among:
            heard = t.institution.casefold()
            if any(f.recipient and f.recipient.casefold() in heard for f in t.figures):
                received.add((q, t.institution))
        elif q.fate is Fate.EXAMINED:
            custodians.setdefault((q, t.unknown.among), t.institution)
    for (q, among), who in custodians.items():
        if among or q.unit is not Unit.BODY:
            continue
        sources = [replace(q, fate=Fate.RECOVERED), replace(q, fate=Fate.RETURNED)]
        if (sources[1], who) not in received or any((s, "") not in days for s in sources):
            continue
        for u in days[(q, "")]:
            greater = [held for held in (_ahead(u.day, days[(s, "")]) for s in sources) if held is not None]
            if len(greater) == len(sources):
                yield _relation(
                    Kind.CUSTODY,
                    [u],
                    greater,
                    f"what {who} examined it had recovered or been handed, or it had died in its care",
                    (SAME_UNIT, SAME_DAY, "each body was examined once", "nobody died in its care who is not among these"),
                    certain=False,
                )
