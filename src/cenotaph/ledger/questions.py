"""Which question a figure answers: fate × unit × population × scope × measure.

What one institution says of one thing is settled first, and nothing that another says changes it: so a new voice never moves the
line of an old one. docs/ledger.md has the rules in words.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from ..model.accounts import Event, Line, Question
from ..model.claims import Figure
from ..model.days import Span
from ..model.reference import Reference
from ..model.terms import Measure, Role, Standing
from .registers import claim, registers
from .scopes import Scopes, closest
from .series import agree, continues

TOTALS = {Measure.RUNNING_TOTAL, Measure.STOCK}


@dataclass(frozen=True, slots=True)
class _Kind:
    """Which of one institution's figures on one fate, unit, conflict and measure: whose people, which role, where, since when."""

    side: str | None
    role: Role
    place: str | None
    begins: Span | None


Groups = dict[_Kind, list[Figure]]


def asked(figures: Iterable[Figure], events: Iterable[Event], reference: Reference | None = None) -> dict[Question, list[Figure]]:
    """Every question that these figures answer, with its figures.

    A running total and a stock are asked of a conflict, and of the place and the period that they are told of when `reference`
    says that these are narrower. Everything else is asked of the event it belongs to: figures of one event, of one fate and unit,
    are one question whatever attributes are rival; of the figures of the first day the one that tells most gives it its attributes.
    Where some say combatants and some civilians, it is asked of people: neither voice decides which policies answer.
    A total whose conflict is not known is asked of its event too: two unknown wars are not one. An increment counts as the event it
    reports.

    The order in which figures arrive does not matter.
    """
    ordered = sorted(figures, key=_as_published)
    home = {f: e.id for e in events for f in e.figures}
    events_of: defaultdict[tuple[str, str, str], list[Figure]] = defaultdict(list)
    grouped: defaultdict[Question, list[Figure]] = defaultdict(list)
    totals: defaultdict[tuple[str, ...], list[Figure]] = defaultdict(list)
    for figure in ordered:
        if figure.measure in TOTALS and figure.conflict is not None:
            unit, fate = figure.count.unit.value, figure.fate.value
            totals[fate, unit, figure.conflict, figure.measure.value, figure.claimant.line].append(figure)
        else:
            events_of[home.get(figure.id, figure.id), figure.fate.value, figure.count.unit.value].append(figure)
    for (event, _, _), members in events_of.items():
        grouped[_of_event(members, event)] += members
    scopes = Scopes(reference)
    for own in totals.values():
        register = registers(own)
        for name in dict.fromkeys(register.get(claim(f)) for f in own):
            members = [f for f in own if register.get(claim(f)) == name]
            for kind, settled in _settled(members, scopes).items():
                grouped[replace(_of_conflict(own[0], kind), register=name)] += settled
    return {q: sorted(members, key=_as_published) for q, members in grouped.items()}


def lines(figures: Iterable[Figure]) -> list[Line]:
    """One line an institution, its figures by the day they speak for, the newest last."""
    grouped: defaultdict[str, list[Figure]] = defaultdict(list)
    for figure in figures:
        grouped[figure.claimant.line].append(figure)
    return [Line(name, tuple(sorted(own, key=_by_day))) for name, own in sorted(grouped.items())]


def _of_event(figures: Sequence[Figure], event: str) -> Question:
    figure = min(figures, key=_as_told)
    told = {f.group.role for f in figures}
    role = Role.UNKNOWN if {Role.COMBATANT, Role.CIVILIAN} <= told else figure.group.role
    measure = Measure.INCIDENT if figure.measure is Measure.INCREMENT else figure.measure
    side = figure.group.slug or figure.group.side
    return Question(figure.fate, figure.count.unit, side, role, figure.conflict, measure, event)


def _of_conflict(figure: Figure, kind: _Kind) -> Question:
    period = None if kind.begins is None else replace(kind.begins, last=None)
    return Question(figure.fate, figure.count.unit, kind.side, kind.role, figure.conflict, figure.measure, None, kind.place, period)


def _settled(own: Sequence[Figure], scopes: Scopes) -> Groups:
    """One institution's totals of one fate, unit, conflict and measure, by what they are asked of."""
    groups: defaultdict[_Kind, list[Figure]] = defaultdict(list)
    for f in own:
        groups[_Kind(f.group.slug or f.group.side, f.group.role, scopes.place(f), scopes.beginning(f))].append(f)
    return _told(_scoped(_begun(dict(groups)), own[0].measure), own[0].measure)


def _begun(groups: Groups) -> Groups:
    """Beginnings that are told less closely ("since 2022") join the only one that they may be ("since June 2022")."""
    if all(k.begins is None for k in groups):
        return groups
    found: defaultdict[_Kind, list[Figure]] = defaultdict(list)
    for _, kinds in _by(groups, lambda k: (k.side or "", k.role.value, k.place or "")):
        nearest = closest(k.begins for k in kinds if k.begins is not None)
        for kind in kinds:
            found[replace(kind, begins=nearest[kind.begins]) if kind.begins else kind] += groups[kind]
    return dict(found)


def _scoped(groups: Groups, measure: Measure) -> Groups:
    """A place or a beginning that only some days of a line tell is wording, where all its numbers lie on the line."""
    found = {kind: list(members) for kind, members in groups.items()}
    for kind, members in groups.items():
        whole = replace(kind, place=None, begins=None)
        if kind != whole and whole in groups and continues(members, groups[whole], measure):
            found[whole] += found.pop(kind)
    return found


def _told(groups: Groups, measure: Measure) -> Groups:
    """What tells less of whose people it counts joins the only one of its institution's own that tells more, where nothing forbids.

    Rival sides and roles do not mix: what may be either stays apart. Of others' people an institution may well count more than it
    names: a third party's "dead" are not its "civilians dead".
    """
    found = {kind: list(members) for kind, members in groups.items()}
    for _, kinds in _by(groups, lambda k: (k.place or "", k.begins.text if k.begins else "")):
        fullest = [k for k in kinds if not any(_tells_less(k, other) for other in kinds)]
        for kind in kinds:
            more = [k for k in fullest if _tells_less(kind, k)]
            if len(more) == 1 and _own(groups[more[0]]) and agree(groups[kind], groups[more[0]], measure):
                found[more[0]] += found.pop(kind)
    return found


def _tells_less(kind: _Kind, other: _Kind) -> bool:
    """Whether the other tells all that this one tells of side and role, and more."""
    side, role = kind.side in {None, other.side}, kind.role in {Role.UNKNOWN, other.role}
    return side and role and (kind.side, kind.role) != (other.side, other.role)


def _own(figures: Iterable[Figure]) -> bool:
    standings = {f.claimant.standing for f in figures}
    return Standing.OWN in standings and Standing.ADVERSARY not in standings


def _by(groups: Groups, key: Callable[[_Kind], tuple[str, ...]]) -> Iterator[tuple[tuple[str, ...], list[_Kind]]]:
    together: defaultdict[tuple[str, ...], list[_Kind]] = defaultdict(list)
    for kind in groups:
        together[key(kind)].append(kind)
    yield from together.items()


def _as_told(f: Figure) -> tuple[object, ...]:
    """The earliest, and of one day what tells most; never the name of a report, so that a copy changes nothing."""
    side, role = f.group.slug or f.group.side or "", f.group.role
    told = (not side, role is Role.UNKNOWN, f.conflict is None)
    return f.clocks.published, told, side, role.value, f.conflict or "", f.measure.value


def _as_published(f: Figure) -> tuple[date, str, int, str]:
    return f.clocks.published, f.report, f.passage.start, f.id


def _by_day(f: Figure) -> tuple[date, date, str, int, int, str]:
    # Of two sums that one report gives for one day the smaller was told before: sums grow.
    grown = f.count.low if f.measure is Measure.RUNNING_TOTAL and f.count.low is not None else 0
    return f.clocks.speaks_for, f.clocks.published, f.report, grown, f.passage.start, f.id
