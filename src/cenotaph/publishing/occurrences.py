"""Events as other programs take them: when and where, with the accounts of what they cost, and the figures behind them.

In go answers and figures that redaction has been over. A place has the gazetteer's coordinates and no others; those of a site are
left out where remains were found or buried there, for it may be a grave.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from ..model.accounts import Account
from ..model.days import Span
from ..model.reference import Place
from ..model.terms import Fate, Role
from .redaction import Printed

#: What was done with remains: where that was, may be a grave.
OF_REMAINS = frozenset({Fate.RECOVERED, Fate.EXAMINED, Fate.IDENTIFIED, Fate.UNIDENTIFIED, Fate.RETURNED, Fate.BURIED})
SITE = "site"


@dataclass(frozen=True, slots=True)
class Told:
    """An account of an event, with its title and its sentence."""

    account: Account
    title: str
    sentence: str

    @property
    def side(self) -> str | None:
        """Whose people, where all figures used are of one side; a question about an event may hold several."""
        sides = {j.figure.group.slug or j.figure.group.side for j in self.account.used or self.account.judgements}
        return sides.pop() if len(sides) == 1 else None

    @property
    def role(self) -> Role:
        """Their role, where all figures used are of one."""
        roles = {j.figure.group.role for j in self.account.used or self.account.judgements}
        return roles.pop() if len(roles) == 1 else Role.UNKNOWN


@dataclass(frozen=True, slots=True)
class Spot:
    """A place as the figures name it, with the gazetteer's kind and coordinates (degrees, WGS 84) where known and told."""

    name: str
    kind: str | None = None
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True, slots=True)
class Occurrence:
    """An event: its first and last possible day, its place, its conflict's short name, accounts and figures."""

    id: str
    first: date | None
    last: date | None
    spot: Spot | None
    conflict: str | None
    told: tuple[Told, ...]
    printed: tuple[Printed, ...]


def occurrences(told: Iterable[Told], printed: Mapping[str, Printed], places: Mapping[str, Place]) -> list[Occurrence]:
    """Events that accounts are about, in order of their days. `printed`: redacted figures by id; `places`: by gazetteer id."""
    together: defaultdict[str, list[Told]] = defaultdict(list)
    for one in told:
        if one.account.question.event is not None and one.account.judgements:
            together[one.account.question.event].append(one)
    made = []
    for event, own in together.items():
        ids = dict.fromkeys(j.figure.id for one in own for j in one.account.judgements)
        figures = tuple(printed[i] for i in ids if i in printed)
        first, last = _days(figures)
        conflict = next((one.account.question.conflict for one in own if one.account.question.conflict), None)
        made.append(Occurrence(event, first, last, _spot(figures, places), conflict, tuple(own), figures))
    return sorted(made, key=lambda o: (o.first or date.max, o.last or date.max, o.id))


def _days(figures: Iterable[Printed]) -> tuple[date | None, date | None]:
    """The days that all figures allow; where they allow none together, all days that any does."""
    spans = [p.figure.clocks.happened for p in figures if p.figure.clocks.happened is not None]
    if not spans:
        return None, None
    common: Span | None = spans[0]
    for span in spans[1:]:
        common = common & span if common is not None else None
    if common is not None:
        return common.first, common.last
    firsts, lasts = [s.first for s in spans], [s.last for s in spans]
    return (
        None if None in firsts else min(f for f in firsts if f is not None),
        None if None in lasts else max(x for x in lasts if x is not None),
    )


def _spot(figures: Iterable[Printed], places: Mapping[str, Place]) -> Spot | None:
    """The place that most figures name. No coordinates of a site where remains are told of."""
    whole = list(figures)
    named = Counter((p.figure.place.name, p.figure.place.place) for p in whole if p.figure.place is not None)
    if not named:
        return None
    (name, found), _ = max(named.items(), key=lambda n: (n[1], n[0][1] is not None, n[0][0]))
    place = places.get(found or "")
    if place is None:
        return Spot(name)
    if place.kind == SITE and any(p.figure.fate in OF_REMAINS for p in whole):
        return Spot(name, place.kind)
    return Spot(name, place.kind, place.latitude, place.longitude)
