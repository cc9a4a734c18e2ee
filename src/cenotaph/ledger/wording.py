"""Accounts and questions as plain sentences."""

from __future__ import annotations

from calendar import month_name
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from types import MappingProxyType

from ..model.accounts import Account, Question
from ..model.claims import Figure
from ..model.days import Precision, Span
from ..model.terms import Basis, Distance, Fate, Measure, Standing, Unit
from .policies import ROLES

NO_NAMES: Mapping[str, str] = MappingProxyType({})
UNITS = {
    Unit.BODY: "bodies",
    Unit.PART: "body parts",
    Unit.BAG: "bags",
    Unit.SAMPLE: "samples",
    Unit.CASE: "cases",
    Unit.NAME: "names",
}
FATES = {Fate.CASUALTIES: "killed or injured"}


def title(
    question: Question,
    *,
    sides: Mapping[str, str],
    conflicts: Mapping[str, str],
    places: Mapping[str, str] = NO_NAMES,
    figures: Iterable[Figure] = (),
    wide: Collection[str] = (),
) -> str:
    """What is asked, in words: "Combatants of Azerbaijan killed, Second Karabakh war, running total".

    A narrower place and a later beginning are told: "Bodies recovered in Bucha, Russian invasion of Ukraine, running total since
    April 2022"; of an event, where and on which day its `figures` say that it was: "People killed in Ganja, 2020-10-11".
    `wide`: names of places that say no more than the conflict does.
    """
    who = ROLES[question.role] if question.unit is Unit.PERSON else UNITS[question.unit]
    if question.side == "both":
        who += " of both sides"
    elif question.side:
        who += f" of {sides.get(question.side, question.side)}"
    listed = f" ({question.register})" if question.register else ""
    where = f", {conflicts.get(question.conflict, question.conflict)}" if question.conflict else ""
    spot = f" in {places.get(question.place, question.place)}" if question.place else ""
    if question.event is not None:
        there, day = occurrence(figures, wide)
        spot = f"{f' in {there}' if there else ''}{f', {day}' if day else ''}"
    kind = "" if question.measure is Measure.INCIDENT else f", {question.measure.value}"
    begun = f" since {beginning(question.period)}" if question.period else ""
    return f"{who[0].upper()}{who[1:]} {FATES.get(question.fate, question.fate.words)}{listed}{spot}{where}{kind}{begun}"


def occurrence(figures: Iterable[Figure], wide: Collection[str] = ()) -> tuple[str | None, date | None]:
    """Where and on which day an event was, as most of its figures say; of as many, as those say that were published first.

    A place that is one of the `wide` is none.
    """
    known = sorted(figures, key=lambda f: (f.clocks.published, f.report, f.passage.start, f.id))
    spots = Counter(f.place.name for f in known if f.place is not None and f.place.name not in wide)
    days = Counter(
        f.clocks.happened.first for f in known if f.clocks.happened and f.clocks.happened.first == f.clocks.happened.last
    )
    return next((n for n, _ in spots.most_common(1)), None), next((d for d, _ in days.most_common(1)), None)


def beginning(period: Span) -> str:
    """When a period begins, as closely as it is told: "2022", "June 2025", "2022-04-03"."""
    first = period.first
    if first is None:
        return "an unknown day"
    if period.precision in {Precision.YEAR, Precision.DECADE}:
        return str(first.year)
    return f"{month_name[first.month]} {first.year}" if period.precision is Precision.MONTH else first.isoformat()


def weight(figure: Figure) -> str:
    """How much stands behind one figure, in words: standing, what the claimant does, what it rests on, the publisher's distance.

    "own losses; says; on a named list", "adversary; estimates; nothing told of what it rests on; printed as claimed".
    """
    said = figure.claimant
    standing = "standing not told" if said.standing is Standing.UNKNOWN else said.standing.value
    basis = "nothing told of what it rests on" if said.basis is Basis.UNSTATED else f"on a {said.basis.value}"
    told = [standing, figure.commitment.value, basis]
    return "; ".join(told if figure.distance is Distance.NONE else [*told, f"printed as {figure.distance.value}"])


def bounds(low: int | None, high: int | None) -> str:
    """Bounds in words; open ends are said as open."""
    if low is None and high is None:
        return "open at both ends"
    if low is None:
        return f"up to {high:,}"
    if high is None:
        return f"{low:,} or more"
    return f"{low:,}" if low == high else f"{low:,} to {high:,}"


def sentence(
    account: Account,
    *,
    sides: Mapping[str, str],
    conflicts: Mapping[str, str],
    places: Mapping[str, str] = NO_NAMES,
    wide: Collection[str] = (),
) -> str:
    """The account as one sentence that can stand alone."""
    figures = [j.figure for j in account.judgements]
    what = title(account.question, sides=sides, conflicts=conflicts, places=places, figures=figures, wide=wide)
    known = f", as known by {account.known_by}" if account.known_by else ""
    return f"{what}{known}: {predicate(account)}"


def predicate(account: Account) -> str:
    """What an account says of its question: the bounds and who says so, or why there are none, and who withholds."""
    if account.refused:
        return f"not answered, for {account.refused}."
    silent = (
        " " + " ".join(f"{w.claimant.line} gave no number ({w.published})." for w in account.withheld) if account.withheld else ""
    )
    if not account.used:
        return f"no figure is used under the policy {account.policy}.{silent}"
    told = _told(account)
    if account.best is not None and not (account.low == account.best == account.high):
        told += f", best {account.best:,}"
    adversary = " (adversary only)" if account.grade == "adversary only" else ""
    return f"{told}, {_says(account)}{_taken(account)}{adversary}.{silent}"


def _taken(account: Account) -> str:
    """Says of bounds that nobody said so that the policy made them: of a word, or by what it takes for certain."""
    words = list(dict.fromkeys(j.figure.count.text for j in account.used if j.figure.count.vague and not j.count.vague))
    if words:
        return f" ({' and '.join(repr(w) for w in words)}, as the policy {account.policy} counts)"
    counts = [j.count for j in account.used]
    lows, highs = {c.floor for c in counts}, {c.high for c in counts}
    if (account.low is not None and account.low not in lows) or (account.high is not None and account.high not in highs):
        return f" (as the policy {account.policy} counts)"
    return ""


def _told(account: Account) -> str:
    """The bounds; numbers of one institution for one day are listed, for nobody said the range between them."""
    numbers = list(dict.fromkeys(j.count.text for j in account.used))
    if len({j.figure.claimant.line for j in account.used}) == 1 and len(numbers) > 1:
        return "; ".join(numbers)
    about = "about " if any(j.count.approx for j in account.used) else ""
    return f"{about}{bounds(account.low, account.high)}"


def _says(account: Account) -> str:
    """Who says so; of several the number, and the days they speak for when these differ."""
    institutions = sorted({j.figure.claimant.line for j in account.used})
    if len(institutions) == 1:
        return f"says {institutions[0]}"
    days = sorted({j.figure.clocks.speaks_for for j in account.used})
    when = f", the oldest for {days[0]}, the newest for {days[-1]}" if len(days) > 1 else ""
    return f"from {len(institutions)} institutions{when}"
