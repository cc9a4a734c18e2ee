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
    are one question whatever attributes are rival, and the first published gives it its attributes. A total whose conflict is not
    known is asked of its event too: two unknown wars are not one. An increment counts as the event it reports.

    The order in which figures arrive does not matter.
    """
    ordered = sorted(figures, key=_as_published)
    home = {f: e.id for e in events for f in e.figures}
    first: dict[tuple[str, str, str], Question] = {}
    grouped: defaultdict[Question, list[Figure]] = defaultdict(list)
    totals: defaultdict[tuple[str, ...], list[Figure]] = defaultdict(list)
    for figure in ordered:
        if figure.measure in TOTALS and figure.conflict is not None:
            unit, fate = figure.count.unit.value, figure.fate.value
            totals[fate, unit, figure.conflict, figure.measure.value, figure.claimant.line].append(figure)
        else:
            event = home.get(figure.id, figure.id)
            q = first.setdefault((event, figure.fate.value, figure.count.unit.value), _of_event(figure, event))
            grouped[q].append(figure)
    scopes = Scopes(reference)
    for own in totals.values():
        for kind, members in _settled(own, scopes).items():
            grouped[_of_conflict(own[0], kind)] += members
    return {q: sorted(members, key=_as_published) for q, members in grouped.items()}


def lines(figures: Iterable[Figure]) -> list[Line]:
    """One line an institution, its figures by the day they speak for, the newest last."""
    grouped: defaultdict[str, list[Figure]] = defaultdict(list)
    for figure in figures:
        grouped[figure.claimant.line].append(figure)
    return [Line(name, tuple(sorted(own, key=_by_day))) for name, own in sorted(grouped.items())]


def _of_event(figure: Figure, event: str) -> Question:
    measure = Measure.INCIDENT if figure.measure is Measure.INCREMENT else figure.measure
    side = figure.group.slug or figure.group.side
    return Question(figure.fate, figure.count.unit, side, figure.group.role, figure.conflict, measure, event)


def _of_conflict(figure: Figure, kind: _Kind) -> Question:
    period = None if kind.begins is None else replace(kind.begins, last=None)
    return Question(figure.fate, figure.count.unit, kind.side, kind.role, figure.conflict, figure.measure, None, kind.place, period)


def _settled(own: Sequence[Figure], scopes: Scopes) -> Groups:
    """One institution's totals of one fate, unit, conflict and measure, by what they are asked of."""
    groups: defaultdict[_Kind, list[Figure]] = defaultdict(list)
    for f in own:
        groups[_Kind(f.group.slug or f.group.side, f.group.role, scopes.place(f), scopes.beginning(f))].append(f)
    settled = _scoped(_begun(dict(groups)), own[0].measure)
    settled = _told(settled, own[0].measure, lambda k: k.side, lambda k, told: replace(k, side=told.side))
    return _told(settled, own[0].measure, lambda k: _told_role(k.role), lambda k, told: replace(k, role=told.role))


def _told_role(role: Role) -> Role | None:
    return None if role is Role.UNKNOWN else role


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


def _told(
    groups: Groups, measure: Measure, attribute: Callable[[_Kind], object], joined: Callable[[_Kind, _Kind], _Kind]
) -> Groups:
    """What does not tell an attribute joins the only one that the institution tells of its own people, where nothing forbids it.

    Of others' people it may well count more than it names: a third party's "dead" are not its "civilians dead".
    """
    found: Groups = {}
    for _, kinds in _by(groups, lambda k: _without(k, attribute, joined)):
        named = [k for k in kinds if attribute(k) is not None]
        unnamed = [k for k in kinds if attribute(k) is None]
        found |= {k: list(groups[k]) for k in named}
        for kind in unnamed:
            if len(named) == 1 and _own(groups[named[0]]) and agree(groups[kind], groups[named[0]], measure):
                found[named[0]] += groups[kind]
            else:
                found[kind] = list(groups[kind])
    return found


_BLANK = _Kind(None, Role.UNKNOWN, None, None)


def _without(kind: _Kind, attribute: Callable[[_Kind], object], joined: Callable[[_Kind, _Kind], _Kind]) -> tuple[str, ...]:
    """All of a kind but the attribute, as a key to sort by."""
    bare = kind if attribute(kind) is None else joined(kind, _BLANK)
    begins = bare.begins.text if bare.begins else ""
    return bare.side or "", bare.role.value, bare.place or "", begins


def _own(figures: Iterable[Figure]) -> bool:
    standings = {f.claimant.standing for f in figures}
    return Standing.OWN in standings and Standing.ADVERSARY not in standings


def _by(groups: Groups, key: Callable[[_Kind], tuple[str, ...]]) -> Iterator[tuple[tuple[str, ...], list[_Kind]]]:
    together: defaultdict[tuple[str, ...], list[_Kind]] = defaultdict(list)
    for kind in groups:
        together[key(kind)].append(kind)
    yield from together.items()


def _as_published(f: Figure) -> tuple[date, str, int, str]:
    return f.clocks.published, f.report, f.passage.start, f.id


def _by_day(f: Figure) -> tuple[date, date, str, int, str]:
    return f.clocks.speaks_for, f.clocks.published, f.report, f.passage.start, f.id
