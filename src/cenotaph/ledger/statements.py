"""What follows and what cannot be, as plain sentences: who, for which day, how many, which fate, which unit, and on what terms."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from ..model.claims import Figure
from ..model.relations import Bounds, Contradiction, Forcing, Relation, Told, Unknown
from ..model.terms import Standing
from .relations import SAME_DAY, SAME_PEOPLE, SAME_UNIT
from .wording import bounds as span
from .wording import title

UNITS = {
    "person": "persons",
    "body": "bodies",
    "part": "body parts",
    "bag": "bags",
    "sample": "samples",
    "case": "cases",
    "name": "names",
}


@dataclass(frozen=True, slots=True)
class Names:
    """The names of sides and conflicts, by slug."""

    sides: Mapping[str, str] = field(default_factory=dict)
    conflicts: Mapping[str, str] = field(default_factory=dict)


NAMELESS = Names()


def number(unknown: Unknown, names: Names = NAMELESS) -> str:
    """The number that is meant: "Combatants of Armenia killed, 2020 war, running total, as of 2020-11-13, in persons"."""
    q = unknown.question
    what = title(q, sides=names.sides, conflicts=names.conflicts)
    part = ""
    if unknown.among:
        part = ", a part its statement does not name" if unknown.unnamed else f", only {unknown.among}"
    where = f", {q.place}" if q.place and q.place not in what else ""
    when = f", {q.period.text}" if q.period and q.period.text not in what else ""
    return f"{what}{part}{where}{when}, as of {unknown.day}, in {UNITS[q.unit.value]}"


def told(claim: Told, names: Names = NAMELESS) -> str:
    """One claim as a sentence."""
    first = claim.figures[0]
    said = " and ".join(dict.fromkeys(f.count.text for f in claim.figures))
    taken = f", taken as {span(claim.low, claim.high)} because it is rounded" if claim.widened else ""
    days = sorted({f.clocks.published for f in claim.figures})
    copies = f", and again by {days[-1]}" if len(days) > 1 else ""
    return f"{claim.institution} said {said}{taken} (published {first.clocks.published}{copies}). {number(claim.unknown, names)}."


def relation(tie: Relation) -> str:
    """Why numbers hang together, and what that takes for granted."""
    return f"Because {tie.reason}{_if(tie.assumptions)}."


def contradiction(found: Contradiction, names: Names = NAMELESS) -> str:
    """The heading of a contradiction: who, which numbers, and on what terms they cannot all be true."""
    claims = found.forcing.told
    said = " and ".join(f"{span(t.low, t.high)} ({number(t.unknown, names)})" for t in claims)
    who = " and ".join(found.institutions)
    return f"{who}: {said} cannot {'both' if len(claims) == 2 else 'all'} be true, if {_terms(found.forcing)}."


def bounds(found: Bounds, institutions: Iterable[str] = (), names: Names = NAMELESS) -> str:
    """What follows for an unknown from what these institutions say, apart from what they claimed of it."""
    what = number(found.unknown, names)
    who = " and ".join(institutions)
    source = f"from what {who} says" if who else "from the claims"
    if found.impossible:
        return f"{what}: nothing follows {source}, for the claims that bear on it cannot all be true."
    if found.low is None and found.high is None:
        return f"{what}: nothing follows {source}."
    open_ = found.claimed_low is None and found.claimed_high is None
    claimed = "none was told of this day" if open_ else f"told of this day was {span(found.claimed_low, found.claimed_high)}"
    return f"{what}: {span(found.low, found.high)} follows {source}{_adversary(found)}, if all these hold; {claimed}."


def _adversary(found: Bounds) -> str:
    """Marks what rests on an adversary alone."""
    standings = {f.claimant.standing for x in (found.low_from, found.high_from) for t in x.told for f in t.figures}
    return " (adversary only)" if standings == {Standing.ADVERSARY} else ""


def forced(forcing: Forcing, names: Names = NAMELESS) -> list[str]:
    """The claims and the relations behind a bound or a contradiction, a sentence each."""
    return [told(t, names) for t in forcing.told] + [relation(r) for r in forcing.relations]


def cited(figure: Figure) -> str:
    """A figure in half a sentence: institution, number, fate, unit, day."""
    unit = UNITS[figure.count.unit.value]
    whose = f" of {figure.group.side}" if figure.group.side and figure.group.side != "both" else ""
    fate = "dead and missing" if figure.fate.value == "dead_or_missing" else figure.fate.words
    return f"{figure.claimant.line}: {figure.count.text} {unit}{whose} {fate}, for {figure.clocks.speaks_for}"


def _terms(forcing: Forcing) -> str:
    """What a contradiction takes for granted; claims on one number, that both mean that number."""
    given = dict.fromkeys(a for r in forcing.relations for a in r.assumptions)
    return "; ".join(given or (SAME_PEOPLE, SAME_UNIT, SAME_DAY))


def _if(assumptions: Iterable[str]) -> str:
    given = "; ".join(assumptions)
    return f" (if {given})" if given else ""
