"""What a person sets right in a figure, or tells of one that the reader missed: fields by name, checked, put in place of the old.

Values are plain JSON (numbers, words, ISO days, None to say that it is not told), so that a decision can be kept as it was made and
applied again to whatever a better reader gives.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import TypeVar

from .claims import Figure, Where
from .counts import EVERYBODY, Count
from .days import EARLIEST, LATEST, Span
from .errors import CountFault, SpanFault, WrongUse
from .terms import Basis, Commitment, Distance, Measure, Role, Standing, Unit

Kind = TypeVar("Kind", bound=StrEnum)
Changes = Mapping[str, object]
#: Characters of a name or other words that a person sets.
LONGEST = 2_000


@dataclass(frozen=True, slots=True)
class Field:
    """A field that a person may set: what may stand there, and how a figure tells it."""

    takes: str
    told: Callable[[Figure], object]


FIELDS: Mapping[str, Field] = {
    "low": Field("a whole number, or none for an open end", lambda f: f.count.low),
    "high": Field("a whole number, or none for an open end", lambda f: f.count.high),
    "approx": Field("yes or no", lambda f: f.count.approx),
    "words": Field("the words of the count", lambda f: f.count.words or None),
    "unit": Field(", ".join(u.value for u in Unit), lambda f: f.count.unit.value),
    "measure": Field(", ".join(m.value for m in Measure), lambda f: f.measure.value),
    "side": Field("the side's name", lambda f: f.group.side),
    "side_slug": Field("the side's slug in the reference", lambda f: f.group.slug),
    "role": Field(", ".join(r.value for r in Role), lambda f: f.group.role.value),
    "people": Field("the noun of those counted", lambda f: f.group.words or None),
    "speaker": Field("who says so, as the report names them", lambda f: f.claimant.speaker),
    "institution": Field("for which institution they speak", lambda f: f.claimant.institution),
    "origin": Field("which institution counts as the origin", lambda f: f.claimant.origin),
    "venue": Field("where it was said", lambda f: f.claimant.venue),
    "standing": Field(", ".join(s.value for s in Standing), lambda f: f.claimant.standing.value),
    "basis": Field(", ".join(b.value for b in Basis), lambda f: f.claimant.basis.value),
    "commitment": Field(", ".join(c.value for c in Commitment), lambda f: f.commitment.value),
    "distance": Field(", ".join(d.value for d in Distance), lambda f: f.distance.value),
    "actor": Field("who did it", lambda f: f.actor),
    "recipient": Field("who received them", lambda f: f.recipient),
    "place": Field("the place's name", lambda f: f.place.name if f.place else None),
    "place_id": Field("the place's id in the gazetteer", lambda f: f.place.place if f.place else None),
    "from": Field("the first day, as YYYY-MM-DD", lambda f: _iso(f.clocks.happened.first if f.clocks.happened else None)),
    "to": Field("the last day, as YYYY-MM-DD", lambda f: _iso(f.clocks.happened.last if f.clocks.happened else None)),
    "speaks_for": Field("the day it is about, as YYYY-MM-DD", lambda f: f.clocks.speaks_for.isoformat()),
    "conflict": Field("the conflict's slug", lambda f: f.conflict),
}


def told(figure: Figure) -> dict[str, object]:
    """Every field of a figure as a person would set it."""
    return {name: field.told(figure) for name, field in FIELDS.items()}


def corrected(figure: Figure, changes: Changes) -> Figure:
    """The figure with these fields instead of its own; WrongUse names the field that cannot be so, and what may stand there."""
    for name in changes:
        if name not in FIELDS:
            raise WrongUse(f"a figure has no field {name!r}", cure=f"Fields that can be set: {', '.join(FIELDS)}.")
    now = told(figure) | dict(changes)
    span = figure.clocks.happened
    try:
        count = Count(
            _whole(now, "low"), _whole(now, "high"), _yes(now, "approx"), _one(now, "unit", Unit), _words(now, "words") or ""
        )
        if {"from", "to"} & changes.keys():
            first, last = _day(now, "from"), _day(now, "to")
            span = None if first is None and last is None else Span.day(first) if first and first == last else Span(first, last)
    except (CountFault, SpanFault) as fault:
        raise WrongUse(f"the correction cannot be: {fault}", cure="Set the other end too.") from fault
    speaks_for = _day(now, "speaks_for")
    if speaks_for is None:
        raise WrongUse(
            "a figure speaks for a day: speaks_for cannot be none", cure="Give the day it is about, or leave it as it was."
        )
    place = _words(now, "place")
    return replace(
        figure,
        count=count,
        measure=_one(now, "measure", Measure),
        group=replace(
            figure.group,
            side=_words(now, "side"),
            slug=_words(now, "side_slug"),
            role=_one(now, "role", Role),
            words=_words(now, "people") or "",
        ),
        claimant=replace(
            figure.claimant,
            speaker=_words(now, "speaker"),
            institution=_words(now, "institution"),
            origin=_words(now, "origin"),
            venue=_words(now, "venue"),
            standing=_one(now, "standing", Standing),
            basis=_one(now, "basis", Basis),
        ),
        clocks=replace(figure.clocks, happened=span, speaks_for=speaks_for),
        commitment=_one(now, "commitment", Commitment),
        distance=_one(now, "distance", Distance),
        actor=_words(now, "actor"),
        recipient=_words(now, "recipient"),
        place=Where(place, _words(now, "place_id")) if place else None,
        conflict=_words(now, "conflict"),
    )


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None


def _wrong(name: str, value: object) -> WrongUse:
    return WrongUse(f"{name} cannot be {value!r}", cure=f"It takes {FIELDS[name].takes}.")


def _whole(now: Changes, name: str) -> int | None:
    value = now[name]
    if value is not None and (not isinstance(value, int) or isinstance(value, bool)):
        raise _wrong(name, value)
    if value is not None and value > EVERYBODY:
        raise WrongUse(f"{name} is more than all people who are alive", cure="Look whether a digit or a comma slipped in.")
    return value


def _yes(now: Changes, name: str) -> bool:
    value = now[name]
    if not isinstance(value, bool):
        raise _wrong(name, value)
    return value


def _words(now: Changes, name: str) -> str | None:
    value = now[name]
    if value is not None and not isinstance(value, str):
        raise _wrong(name, value)
    if value is not None and any(unicodedata.category(c) == "Cc" and c not in "\n\t" for c in value):
        raise WrongUse(f"{name} has characters that cannot be seen", cure="Type it anew.")
    if value is not None and len(value) > LONGEST:
        raise WrongUse(f"{name} has {len(value):,} characters", cure=f"Write it in at most {LONGEST:,}.")
    return value or None


def _one(now: Changes, name: str, kind: type[Kind]) -> Kind:
    try:
        return kind(str(now[name]))
    except ValueError:
        raise _wrong(name, now[name]) from None


def _day(now: Changes, name: str) -> date | None:
    value = now[name]
    if value is None:
        return None
    try:
        day = date.fromisoformat(str(value))
    except ValueError:
        raise _wrong(name, value) from None
    if not EARLIEST <= day <= LATEST:
        raise WrongUse(f"{name} cannot be {day}", cure=f"Give a day from {EARLIEST} to {LATEST}.")
    return day
