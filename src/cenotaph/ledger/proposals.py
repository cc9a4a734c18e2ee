"""What may figures be beside what they say? Proposals for a person; nothing here is applied by itself.

*derived*: a figure is the sum of what other institutions said. *reworded*: a publisher prints as killed what the origin called
dead and missing. *conserved*: of one institution, dead and missing together stay about the same while the missing become fewer.
*downward revision*: a running total of one line falls. A stock that falls is resolution, and another fate is another number.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations, pairwise, product

from ..model.accounts import Question
from ..model.claims import Figure
from ..model.relations import Proposal, Suggested, Told, Unknown, seal
from ..model.terms import Fate, Measure, Modality, Role, Unit
from .statements import NAMELESS, Names, cited
from .telling import bounds

#: A sum of others' figures: its parts were told for days at most so long before it.
ABOUT = timedelta(days=31)
#: Smaller wholes and parts are told too often to be known again; more parts fit by chance.
LEAST_WHOLE, LEAST_PART, MOST_PARTS = 50, 5, 3
#: The chance that one of the sums tried hits the whole is about sums tried ÷ whole; at most one in this many is let through.
ONE_IN = 20
#: A reworded figure is told within so many days of the origin's own, and is no smaller than this.
SOON, LEAST_REWORDED = timedelta(days=7), 20
#: Dead and missing together stay "about the same" within one part in this many, over at least so many days of telling.
SAME, TELLINGS = 50, 3
DEATHS = {Fate.KILLED, Fate.DEAD_OR_MISSING}
SUMMED = {Measure.INCIDENT, Measure.PERIOD, Measure.RUNNING_TOTAL}
REVISIONS = ("correction", "change of scope", "reclassification", "reject")


def proposals(questions: Mapping[Question, Sequence[Figure]], told: Sequence[Told], names: Names = NAMELESS) -> list[Proposal]:
    """All proposals, by kind and the day of the figure they are about.

    `questions` is what `questions.asked` makes of figures, `told` what `telling` makes of these.
    """
    figures = (f for own in questions.values() for f in own)
    own = sorted((f for f in figures if f.modality is Modality.ASSERTED and not f.count.vague), key=_order)
    by_id = {f.id: f for f in own}
    reworded = list(_reworded(own))
    again = {i for p in reworded for i in p.about}
    made = [*_derived(own, again), *reworded, *_conserved(own, names), *_revised(told)]
    ranked = {kind: n for n, kind in enumerate(Suggested)}
    return sorted(made, key=lambda p: (ranked[p.kind], *_order(by_id[p.figures[0]]), p.id))


def derived(made: Iterable[Proposal]) -> dict[str, str]:
    """The figures that are no origin of their own while their proposal stands, with the reason.

    The reason names nobody: it is printed beside figures whose own speakers redaction has looked at, and not those of the parts.
    """
    return {
        i: f"it may be the sum of others' numbers (proposal {p.id})" for p in made if p.kind is Suggested.DERIVED for i in p.about
    }


def _proposal(
    kind: Suggested,
    figures: Sequence[Figure],
    about: Sequence[Figure],
    statement: str,
    assumptions: tuple[str, ...],
    choices: tuple[str, ...] = ("accept", "reject"),
    *,
    named: int | None = None,
) -> Proposal:
    """Named by the first-told figures it rests on (`named`: by so many of them), so that a later copy changes no name."""
    ids = tuple(f.id for f in figures)
    return Proposal(seal("pro", kind, *ids[:named]), kind, ids, assumptions, statement, choices, tuple(f.id for f in about))


def _derived(figures: Sequence[Figure], reworded: set[str]) -> Iterator[Proposal]:
    """Wholes that equal a sum over the sides of one conflict, from institutions other than their own."""
    sided: defaultdict[str, list[Figure]] = defaultdict(list)
    wholes: defaultdict[tuple[str, str, int], list[Figure]] = defaultdict(list)
    for f in figures:
        low = f.count.low
        if f.conflict is None or low is None or f.fate not in DEATHS or f.measure not in SUMMED or f.count.unit is not Unit.PERSON:
            continue
        if f.group.slug in {None, "both"} and low >= LEAST_WHOLE and f.count.high in {None, low} and not f.count.approx:
            wholes[(f.conflict, f.claimant.line, low)].append(f)
        elif f.group.slug not in {None, "both"} and low >= LEAST_PART and not f.count.approx:
            sided[f.conflict].append(f)
    for (conflict, line, number), own in wholes.items():
        parts, tried = _summands(own[0], line, number, sided[conflict])
        if not parts or tried * ONE_IN > number:
            continue
        told = " + ".join(f"{p.count.low or 0:,}" for p in parts)
        by = "; ".join(cited(p) for p in parts)
        yield _proposal(
            Suggested.DERIVED,
            [own[0], *parts],
            own,
            f"{cited(own[0])}, equals {told}, told by others ({by}). It may be their sum and no count of its own: "
            f"of {tried} possible sum{'s' * (tried > 1)} one fits, and by chance one would in about one case of {number // tried}.",
            ("it was added up from these",),
        )
        worded = [p for p in parts if p.fate is Fate.DEAD_OR_MISSING or p.id in reworded]
        worded += [p for p in sided[conflict] if p.fate is Fate.DEAD_OR_MISSING and _same_people(p, parts)]
        if own[0].fate is Fate.KILLED and worded:
            yield _proposal(
                Suggested.REWORDED,
                [own[0], worded[-1]],
                own,
                f"{cited(own[0])}, rests on {worded[-1].count.text} whom {worded[-1].claimant.line} called dead and missing. "
                "Not all of them need be dead.",
                ("it was added up from these",),
            )


def _same_people(figure: Figure, parts: Sequence[Figure]) -> bool:
    return any(figure.group.slug == p.group.slug and figure.count.low == p.count.low and figure.id != p.id for p in parts)


def _summands(whole: Figure, line: str, number: int, told: Sequence[Figure]) -> tuple[list[Figure], int]:
    """The parts, one a side, that add up to the number (the latest told where several do), and how many sums were tried."""
    clocks = whole.clocks
    by_side: defaultdict[str, dict[int, Figure]] = defaultdict(dict)
    for f in told:
        before = f.clocks.published <= clocks.published and f.clocks.speaks_for <= clocks.speaks_for + timedelta(days=1)
        near = clocks.speaks_for - f.clocks.speaks_for <= ABOUT
        if f.claimant.line != line and before and near and (f.count.low or 0) < number:
            by_side[f.group.slug or ""].setdefault(f.count.low or 0, f)
    tried, fits = 0, []
    for size in range(2, MOST_PARTS + 1):
        for sides in combinations(sorted(by_side), size):
            head, (*_, last) = sides[:-1], sides
            tried += _product(len(by_side[s]) for s in sides)
            if tried > number:  # so many that one fits by chance
                return [], tried
            for chosen in product(*(by_side[s] for s in head)):
                rest = by_side[last].get(number - sum(chosen))
                if rest is not None:
                    fits.append([*(by_side[s][n] for s, n in zip(head, chosen, strict=True)), rest])
    fits = [parts for parts in fits if len({p.claimant.line for p in parts}) > 1]
    return (max(fits, key=lambda parts: max(p.clocks.speaks_for for p in parts)) if fits else []), max(tried, 1)


def _product(sizes: Iterable[int]) -> int:
    made = 1
    for size in sizes:
        made *= size
    return made


def _reworded(figures: Sequence[Figure]) -> Iterator[Proposal]:
    """Killed in one paper, dead and missing in the origin's words: the same number of the same side within a week."""
    origins: defaultdict[tuple[object, ...], list[Figure]] = defaultdict(list)
    for f in figures:
        if f.fate is Fate.DEAD_OR_MISSING and f.count.exact and (f.count.low or 0) >= LEAST_REWORDED and f.group.slug:
            origins[(f.conflict, f.group.slug, f.count.low, f.count.unit)].append(f)
    printed: defaultdict[tuple[str, str | None], list[Figure]] = defaultdict(list)
    first: dict[str, Figure] = {}
    for f in figures:
        if f.fate is not Fate.KILLED or not f.count.exact:
            continue
        for origin in origins.get((f.conflict, f.group.slug, f.count.low, f.count.unit), ()):
            if abs(f.clocks.speaks_for - origin.clocks.speaks_for) <= SOON and f.report != origin.report:
                first.setdefault(origin.id, origin)
                printed[(origin.id, f.claimant.publisher)].append(f)
                break
    for (origin_id, publisher), own in printed.items():
        origin = first[origin_id]
        yield _proposal(
            Suggested.REWORDED,
            [own[0], origin],
            own,
            f"{publisher or own[0].report} prints {own[0].count.text} as killed ({own[0].clocks.published}); {cited(origin)}. "
            "It may be the same count in other words: then not all of them need be dead.",
            ("both are the same count",),
        )


def _conserved(figures: Sequence[Figure], names: Names) -> Iterator[Proposal]:
    """Dead or buried and missing of one institution, side and conflict, day by day."""
    lines: defaultdict[tuple[str, str, str], dict[date, dict[Fate, Figure]]] = defaultdict(lambda: defaultdict(dict))
    for f in figures:
        total = f.measure in {Measure.RUNNING_TOTAL, Measure.STOCK}
        if total and f.conflict and f.group.slug not in {None, "both"} and f.fate in _COUNTED and f.group.role is not Role.CIVILIAN:
            lines[(f.claimant.line, f.group.slug or "", f.conflict)][f.clocks.speaks_for].setdefault(f.fate, f)
    for (line, side, conflict), days in sorted(lines.items()):
        told = _changing([(day, own) for day, own in sorted(days.items()) if Fate.MISSING in own and (_KNOWN & own.keys())])
        if len(told) < TELLINGS or not _falls([own[Fate.MISSING] for _, own in told]):
            continue
        kept = [(words, spans) for words, spans in _readings(told) if _steady(spans)]
        if not kept:
            continue
        steps = "; ".join(_step(day, own) for day, own in told)
        where, whose = names.conflicts.get(conflict, conflict), names.sides.get(side, side)
        lows = [low for low, _ in kept[0][1]]
        used = [own[fate] for _, own in told for fate in (_dead(own), Fate.MISSING)]
        yield _proposal(
            Suggested.CONSERVED,
            used,
            [own[Fate.MISSING] for _, own in told],
            f"{line}, of {whose}, {where}: {steps}. Dead and missing together stay at about {max(lows):,} while the missing become "
            "fewer: the missing may have been found among the dead. It is no new loss and no downward revision.",
            (SAME_STATEMENTS, " or ".join(words for words, _ in kept)),
            named=2,
        )


Statement = tuple[date, dict[Fate, Figure]]
_KNOWN = {Fate.KILLED, Fate.BURIED}
_COUNTED = {*_KNOWN, Fate.MISSING, Fate.UNIDENTIFIED}
SAME_STATEMENTS = "all its statements are about the same people"


def _changing(told: Sequence[Statement]) -> list[Statement]:
    """The statements that tell something else than the one before: a copy a day later tells nothing new."""
    kept: list[Statement] = []
    for day, own in told:
        if not kept or {f: x.count for f, x in own.items()} != {f: x.count for f, x in kept[-1][1].items()}:
            kept.append((day, own))
    return kept


def _dead(own: dict[Fate, Figure]) -> Fate:
    return Fate.KILLED if Fate.KILLED in own else Fate.BURIED


def _falls(missing: Sequence[Figure]) -> bool:
    first, last = missing[0].count, missing[-1].count
    return first.low is not None and last.high is not None and last.high < first.low


Spans = list[tuple[int, int | None]]


def _readings(told: Sequence[Statement]) -> Iterator[tuple[str, Spans]]:
    """Dead and missing of each day, with the unidentified remains beside the buried, or overlapping the missing."""
    beside: Spans = []
    within: Spans = []
    for _, own in told:
        fate = _dead(own)
        (a, b), (c, d) = bounds(own[fate].count), bounds(own[Fate.MISSING].count)
        low, high = (a or 0) + (c or 0), None if b is None or d is None else b + d
        within.append((low, high))
        if Fate.UNIDENTIFIED in own and fate is Fate.BURIED:
            e, f = bounds(own[Fate.UNIDENTIFIED].count)
            low, high = low + (e or 0), None if high is None or f is None else high + f
        beside.append((low, high))
    if beside != within:
        yield "unidentified remains are among the dead, beside those buried", beside
    yield "unidentified remains are among the missing, or counted in the dead already", within


def _steady(spans: Spans) -> bool:
    """Whether one number lies within all of these spans, but for one part in fifty."""
    least = max(low for low, _ in spans)
    most = min((high for _, high in spans if high is not None), default=least)
    return (least - most) * SAME <= least


def _step(day: date, own: dict[Fate, Figure]) -> str:
    fate = _dead(own)
    rest = f", {own[Fate.UNIDENTIFIED].count.text} unidentified" if Fate.UNIDENTIFIED in own else ""
    return f"{day} {own[fate].count.text} {fate.words} and {own[Fate.MISSING].count.text} missing{rest}"


def _revised(told: Iterable[Told]) -> Iterator[Proposal]:
    """Running totals of one institution that fall: a day's highest below what was told for an earlier day."""
    lines: defaultdict[tuple[str, Unknown], list[Told]] = defaultdict(list)
    for t in told:
        q = t.unknown.question
        if q.measure is Measure.RUNNING_TOTAL and q.event is None and not t.unknown.unnamed:
            lines[(t.institution, Unknown(q, date.min, t.unknown.among))].append(t)
    for (line, _), own in lines.items():
        for before, after in pairwise(sorted(own, key=lambda t: (t.unknown.day, t.figures[0].clocks.published))):
            if before.low is not None and after.high is not None and after.high < before.low:
                fallen = _proposal(
                    Suggested.REVISION,
                    [after.figures[0], before.figures[0]],
                    after.figures,
                    f"{line} told less than before: {cited(before.figures[0])}; then {cited(after.figures[0])}. A running total "
                    "does not fall by itself: it was corrected, or counts other people, or counts some of them otherwise.",
                    ("both are running totals of the same people",),
                    REVISIONS,
                )
                yield replace(fallen, superseded=tuple(f.id for f in before.figures))


def _order(f: Figure) -> tuple[date, str, int, str]:
    return f.clocks.published, f.report, f.passage.start, f.id
