"""Who gives and who receives in the handovers of a report, and whose people they are.

Two sides hand over to each other, so each of giver, receiver and side tells the other two. A figure that tells none goes the
way of the handover told before it, or the other way round where the words say so ("took 27 in return").
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from ..model.claims import Figure, Trace
from ..model.reference import Side
from ..model.terms import Fate
from .lexicon import table

HANDED = {Fate.RETURNED, Fate.RELEASED}
BOTH = "both"


@dataclass(frozen=True, slots=True)
class Way:
    """From whom to whom."""

    giver: str
    receiver: str

    @property
    def back(self) -> Way:
        return Way(self.receiver, self.giver)


@cache
def _says(kind: str) -> re.Pattern[str]:
    return re.compile(table("parties")["exchange"][kind], re.IGNORECASE)


def is_exchange(text: str) -> bool:
    """Whether a report tells of an exchange or a handover."""
    return _says("words").search(text) is not None


def handed_over(figures: Sequence[Figure], two: tuple[Side, Side] | None, text: str) -> list[Figure]:
    """The figures with giver, receiver and side of every handover completed."""
    exchange = is_exchange(text)
    sides = _two_sides(figures, two, exchange=exchange)
    others = {a.name: b for a, b in (sides, sides[::-1])} if sides else {}
    out: list[Figure] = []
    last: dict[Fate, Way] = {}
    for f in figures:
        if f.fate in HANDED and (exchange or f.fate is Fate.RETURNED):
            f = _completed(f, others, last, text)
            if f.actor and f.recipient and BOTH not in {f.actor, f.recipient}:
                last[f.fate] = Way(f.actor, f.recipient)
        elif f.fate is Fate.CAPTURED and exchange and f.actor is None and f.group.side in others:
            f = _traced(replace(f, actor=others[f.group.side].name), "actor", "the other side of the exchange")
        out.append(f)
    return out


def _two_sides(figures: Sequence[Figure], two: tuple[Side, Side] | None, *, exchange: bool) -> tuple[Side, Side] | None:
    """The two sides that hand over to each other, where the report is about two."""
    return two


def _completed(f: Figure, others: Mapping[str, Side], last: Mapping[Fate, Way], text: str) -> Figure:
    around = _around(f, text)
    told = f.group.side in others or f.actor in others or f.recipient in others
    if _says("both").search(around) and f.actor is None and f.recipient is None:
        return _both(f)
    if told:
        return _between(f, others)
    if f.actor or f.recipient or f.group.side:
        return f
    way = last.get(f.fate)
    if way is None:
        return f
    if _says("reverse").search(around):
        way = way.back
    f = replace(f, actor=way.giver, recipient=way.receiver)
    f = _traced(_traced(f, "actor", "the handover told before"), "recipient", "the handover told before")
    return _own(f, others)


def _between(f: Figure, others: Mapping[str, Side]) -> Figure:
    """Each of giver, receiver and side from the others; receivers get their own people back."""
    actor, recipient = f.actor, f.recipient
    if recipient is None:
        recipient = others[actor].name if actor in others else f.group.side if f.group.side in others else None
    if actor is None and recipient in others:
        actor = others[recipient].name
    for name, old, new in (("actor", f.actor, actor), ("recipient", f.recipient, recipient)):
        if old != new:
            f = _traced(replace(f, **{name: new}), name, "the other side of the handover")
    return _own(f, others)


def _own(f: Figure, others: Mapping[str, Side]) -> Figure:
    if f.group.side is not None or f.recipient not in others:
        return f
    own = others[others[f.recipient].name]
    return _traced(replace(f, group=replace(f.group, side=own.name, slug=own.slug)), "side", "who receives its own")


def _both(f: Figure) -> Figure:
    f = replace(f, actor=BOTH, recipient=BOTH, group=replace(f.group, side=BOTH, slug=BOTH))
    for name in ("side", "actor", "recipient"):
        f = _traced(f, name, "both sides hand over")
    return f


def _around(f: Figure, text: str) -> str:
    """The words of the figure's own clause: up to a semicolon or full stop on either side, within its sentence."""
    before = re.split(r"[;:•]", text[f.sentence.start : f.passage.start])[-1]
    after = re.split(r"[;:•]", text[f.passage.end : f.sentence.end])[0]
    return f"{before[-90:]}{text[f.passage.start : f.passage.end]}{after[:70]}"


def _traced(f: Figure, name: str, rule: str) -> Figure:
    return replace(f, traces=(*f.traces, Trace(name, rule, f.passage.start, f.passage.end, 0.4)))
