"""What a rule is given and what it gives back; the figures that all rules look at are found in one way."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from ...model.accounts import Judgement, Verdict
from ...model.claims import Figure
from ...model.counts import Count
from ...model.terms import Measure
from ..corroboration import Weighed
from ..policies import Policy, Ranks
from ..questions import lines

#: A line's figures for its newest day. More than one when it gave several numbers, or one number of several groups, for that day.
Newest = tuple[Weighed, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """One question's figures as a rule sees them: the newest of each line."""

    measure: Measure
    policy: Policy
    newest: tuple[Newest, ...]
    ranks: Ranks = field(default_factory=dict)

    @property
    def figures(self) -> tuple[Weighed, ...]:
        return tuple(w for line in self.newest for w in line)

    def rank(self, weighed: Weighed) -> int | None:
        """The rank that a person gave to a figure's institution, 1 the best; None: not rated."""
        return self.ranks.get(weighed.line)


@dataclass(frozen=True, slots=True)
class Outcome:
    """Bounds, a judgement of every figure the rule was given, and what it says of the answer.

    `grade` is empty where the policy has no scheme of its own.
    """

    low: int | None
    best: int | None
    high: int | None
    judgements: tuple[Judgement, ...]
    grade: str = ""
    reasons: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


def used(weighed: Weighed, reason: str) -> Judgement:
    return _judged(weighed, Verdict.USED, reason)


def aside(weighed: Weighed, reason: str) -> Judgement:
    return _judged(weighed, Verdict.SET_ASIDE, reason)


def _judged(w: Weighed, verdict: Verdict, reason: str) -> Judgement:
    more = f"; it is no origin of its own: {w.derived}" if w.derived is not None else ""
    return Judgement(w.figure, verdict, reason + more, w.count, w.derived)


def hull(counts: Iterable[Count]) -> tuple[int | None, int | None]:
    """From the least to the greatest that any of the counts allows; an open end stays open. Nothing gives no bounds."""
    known = list(counts)
    lows, highs = [c.low for c in known], [c.high for c in known]
    return (
        None if not known or None in lows else min(n for n in lows if n is not None),
        None if not known or None in highs else max(n for n in highs if n is not None),
    )


def point(count: Count) -> int | None:
    """The number that a count gives where a policy wants one: "at least 30" is 30, "up to 30" gives none."""
    return count.low


def admitted(figures: Iterable[Figure], policy: Policy, derived: Mapping[str, str]) -> tuple[list[Weighed], list[Judgement]]:
    """Figures whose modality the policy counts and whose words it can weigh, and the others with the reason."""
    kept: list[Weighed] = []
    left: list[Judgement] = []
    for figure in figures:
        count, why = figure.count, derived.get(figure.id)
        made = policy.weighed(count)
        if figure.modality not in policy.modalities:
            left.append(aside(Weighed(figure, count, why), f"{figure.modality.value}: this policy does not count it"))
        elif made is None:
            left.append(aside(Weighed(figure, count, why), f"a vague word ({count.words}) has no worth here"))
        else:
            kept.append(Weighed(figure, made, why))
    return kept, left


def retold(weighed: Sequence[Weighed]) -> tuple[list[Weighed], list[Judgement]]:
    """Without what a report tells in its own words, or of a source with no name, for a day for which a named voice said the same.

    A headline that repeats the ministry's number is no second voice, and it is not newer than what the ministry says next.
    """
    told = {_number(w) for w in weighed if not _nameless(w)}
    again = [w for w in weighed if _nameless(w) and _number(w) in told]
    left = [aside(w, "it repeats what a named source said for that day") for w in again]
    return [w for w in weighed if not (_nameless(w) and _number(w) in told)], left


def _number(w: Weighed) -> tuple[object, ...]:
    return w.count.low, w.count.high, w.figure.clocks.speaks_for


def _nameless(w: Weighed) -> bool:
    """Whether the report itself says so, or somebody of whom it gives no name ("officials")."""
    said = w.figure.claimant
    if said.speaker is None and said.institution is None:
        return said.origin in {None, said.publisher}
    return said.origin is None and said.institution is None and (said.speaker or "").islower()


def newest(weighed: Sequence[Weighed]) -> tuple[tuple[Newest, ...], list[Judgement]]:
    """The newest figures of each line, and the others with the reason.

    The newest speak for the latest day and of those were published last: a correction replaces what it corrects. Different figures
    of one line for one day, published on one day, are all its newest. Reasons name no institution: they are printed beside lines
    whose names redaction may have taken away.
    """
    by_id = {w.figure.id: w for w in weighed}
    found: list[Newest] = []
    left: list[Judgement] = []
    for line in lines(w.figure for w in weighed):
        last, kept, seen = line.figures[-1].clocks, [], set()
        for figure in reversed(line.figures):
            w, clocks = by_id[figure.id], figure.clocks
            same = _said(w)
            if clocks.speaks_for == last.speaks_for and same in seen:
                left.append(aside(w, "said again in its line"))
            elif (clocks.speaks_for, clocks.published) == (last.speaks_for, last.published):
                kept.append(w)
                seen.add(same)
            else:
                left.append(aside(w, f"its line has a newer figure, for {last.speaks_for}"))
        found.append(tuple(kept))
    return tuple(found), left


def _said(w: Weighed) -> tuple[object, ...]:
    """What two figures of one line have in common when the one only says the other again."""
    f = w.figure
    whose = f.group.slug or f.group.side
    return w.count.low, w.count.high, w.count.approx, whose, f.group.role, w.profile, f.actor, w.derived is None
