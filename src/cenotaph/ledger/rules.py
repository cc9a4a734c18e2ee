"""The rules that policies name: from a question's figures to judgements and bounds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..model.accounts import Judgement, Verdict
from ..model.claims import Figure
from ..model.counts import Count
from ..model.terms import Standing
from ..model.vague import worth
from .policies import Policy
from .questions import lines


@dataclass(frozen=True, slots=True)
class Outcome:
    low: int | None
    best: int | None
    high: int | None
    judgements: tuple[Judgement, ...]


def outcome(figures: Sequence[Figure], policy: Policy) -> Outcome:
    """What a policy makes of the figures on one question. Figures that only an adversary gives yield no best."""
    admitted, aside = _admitted(figures, policy)
    made = {"widest": _widest, "most conservative": _most_conservative}[policy.rule](admitted, aside)
    adversary = all(f.claimant.standing is Standing.ADVERSARY for f, _ in admitted)
    return replace(made, best=None) if adversary else made


def _admitted(figures: Sequence[Figure], policy: Policy) -> tuple[list[tuple[Figure, Count]], list[Judgement]]:
    """Figures whose modality the policy counts and whose words it can weigh, with the count they have under it."""
    admitted: list[tuple[Figure, Count]] = []
    aside: list[Judgement] = []
    for figure in figures:
        count = figure.count
        if figure.modality not in policy.modalities:
            aside.append(Judgement(figure, Verdict.SET_ASIDE, f"{figure.modality.value}: this policy does not count it", count))
            continue
        if count.vague:
            least = worth(count.words, policy.words)
            if least is None:
                aside.append(Judgement(figure, Verdict.SET_ASIDE, f"a vague word ({count.words}) has no worth here", count))
                continue
            count = Count(least, None, unit=count.unit, words=count.words)
        admitted.append((figure, count))
    return admitted, aside


def _widest(admitted: list[tuple[Figure, Count]], aside: list[Judgement]) -> Outcome:
    """The newest figure of each line; the hull of their bounds. An open end stays open; there is no best.

    Different figures of one line that speak for one day and were published on one day are all its newest. Reasons name no
    institution: they are printed beside lines whose names redaction may have taken away.
    """
    counts = {f.id: count for f, count in admitted}
    judged = list(aside)
    hull: Count | None = None
    for line in lines(f for f, _ in admitted):
        newest = line.figures[-1].clocks
        used: list[Count] = []
        for figure in reversed(line.figures):
            count, clocks = counts[figure.id], figure.clocks
            verdict, reason = Verdict.SET_ASIDE, f"its line has a newer figure, for {newest.speaks_for}"
            if clocks.speaks_for == newest.speaks_for and count in used:
                reason = "said again in its line"
            elif (clocks.speaks_for, clocks.published) == (newest.speaks_for, newest.published):
                verdict, reason = Verdict.USED, "the newest figure of its line"
                used.append(count)
                hull = count if hull is None else hull | count
            judged.append(Judgement(figure, verdict, reason, count))
    return Outcome(hull.low if hull else None, None, hull.high if hull else None, _ordered(judged))


def _most_conservative(admitted: list[tuple[Figure, Count]], aside: list[Judgement]) -> Outcome:
    """The figure with the lowest least number decides and is low, best and high alike; "up to 300" states no least number."""
    judged = list(aside)
    stated = [(count.low, f, count) for f, count in admitted if count.low is not None]
    judged += [Judgement(f, Verdict.SET_ASIDE, "it states no least number", c) for f, c in admitted if c.low is None]
    if not stated:
        return Outcome(None, None, None, _ordered(judged))
    least, chosen, _ = min(stated, key=lambda s: (s[0], s[1].clocks.published, s[1].report, s[1].passage.start, s[1].id))
    for _, figure, count in stated:
        used = figure.id == chosen.id
        reason = (
            "the most conservative figure"
            if used
            else "the same number"
            if count.low == least
            else "a more conservative figure decides"
        )
        judged.append(Judgement(figure, Verdict.USED if used else Verdict.SET_ASIDE, reason, count))
    return Outcome(least, least, least, _ordered(judged))


def _ordered(judged: list[Judgement]) -> tuple[Judgement, ...]:
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
