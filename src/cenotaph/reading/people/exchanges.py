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

from ...model.claims import Figure, Trace
from ...model.reference import Side, SideKind
from ...model.terms import Fate, Role
from ..lexicon import table

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
    soldiers = _says("soldiers").search(text) is not None
    others = {name: b for a, b in (two, two[::-1]) for name in (a.name, *a.names)} if two else {}
    out = [
        _told(_spoken(f, others), others, text) if f.fate in HANDED and (exchange or f.fate is Fate.RETURNED) else f
        for f in figures
    ]
    main = {fate: _main_way([f for f in out if f.fate is fate]) for fate in HANDED}
    main[Fate.RETURNED] = main[Fate.RETURNED] or main[Fate.RELEASED]  # the dead go the way of the living, where all go one way
    for i, f in enumerate(out):
        if f.fate in HANDED and (exchange or f.fate is Fate.RETURNED):
            f = _gone(f, out[i - 1] if i else None, main[f.fate], others, text)
            out[i] = _soldiers(f, others) if soldiers else f
        elif f.fate is Fate.CAPTURED and exchange and f.actor is None and f.group.side in others:
            out[i] = _traced(replace(f, actor=others[f.group.side].name), "actor", "the other side of the exchange")
        elif f.fate is Fate.CAPTURED and exchange and f.group.side is None and f.actor in others:
            held = others[f.actor]
            group = replace(f.group, side=held.name, slug=held.slug)
            out[i] = _traced(replace(f, group=group), "side", "the other side of the exchange")
    return out


def _spoken(f: Figure, others: Mapping[str, Side]) -> Figure:
    """Who only says so does not hand over: "230 returned home, said the president"."""
    return replace(f, actor=None) if f.actor not in others and f.actor == f.claimant.speaker else f


def _told(f: Figure, others: Mapping[str, Side], text: str) -> Figure:
    """What the figure's own clause tells, and what follows from it where two sides hand over to each other."""
    around = _around(f, text)
    if f.actor is not None and f.actor == f.recipient:
        f = replace(f, actor=None)
    if f.actor == BOTH or f.recipient == BOTH:
        return _both(f)
    if _says("both").search(around) and f.actor not in others and f.recipient not in others:
        return _both(f)
    if _says("alone").search(around):
        return f
    if f.group.side in others or f.actor in others or f.recipient in others:
        return _between(f, others)
    if f.actor or f.recipient or f.group.side or not others:
        return f
    named = [name for name in dict.fromkeys(side.name for side in others.values()) if _mentions(around, others[others[name].name])]
    if len(named) == 1 and _says("homeward").search(around):
        return _between(_traced(replace(f, recipient=named[0]), "recipient", "whose people came home"), others)
    return f


def _gone(f: Figure, before: Figure | None, main: Way | None, others: Mapping[str, Side], text: str) -> Figure:
    """The way of the handover that a figure without one is told beside, or of the report's main one."""
    if f.actor or f.recipient or f.group.side:
        return f
    beside = before is not None and before.fate is f.fate and f.passage.start - before.passage.end < 200
    reverse = beside and _says("reverse").search(text, before.passage.end if before else 0, f.sentence.end) is not None
    way = main
    if beside and before is not None and before.actor and before.recipient and (reverse or before.sentence == f.sentence):
        way = Way(before.actor, before.recipient)
    if way is None:
        return f
    answers = any(t.field == "fate" and t.rule == "received in return" for t in f.traces)
    way = way.back if reverse or answers else way
    f = replace(f, actor=way.giver, recipient=way.receiver)
    f = _traced(_traced(f, "actor", "the handover of the report"), "recipient", "the handover of the report")
    return _own(f, others)


def _main_way(figures: Sequence[Figure]) -> Way | None:
    """The way that most of the dead went; the living, of whom some go either way, only where all that is told goes one way."""
    weights: Counter[Way] = Counter()
    for f in figures:
        if f.actor and f.recipient and BOTH not in {f.actor, f.recipient}:
            weights[Way(f.actor, f.recipient)] += f.count.low or f.count.high or 1
    one_way = len(weights) == 1 and len(figures) > 1
    living = any(f.fate is Fate.RELEASED for f in figures)
    return weights.most_common(1)[0][0] if weights and (one_way or not living) else None


def _soldiers(f: Figure, others: Mapping[str, Side]) -> Figure:
    """Bodies and prisoners that two states hand to each other are soldiers, where the report speaks of soldiers."""
    states = bool(others) and all(s.kind is SideKind.STATE for s in others.values())
    taken = f.fate is Fate.RETURNED or f.group.words.casefold() in {"", "prisoner", "prisoners", "captives", "pows", "men"}
    if f.group.role is not Role.UNKNOWN or not states or not taken:
        return f
    return _traced(replace(f, group=replace(f.group, role=Role.COMBATANT)), "role", "the dead of a war are its soldiers")


def _mentions(words: str, side: Side) -> bool:
    names = (side.name, *side.names, *side.adjectives, *side.people, *side.metonyms)
    return any(re.search(rf"\b{re.escape(n)}\b", words) for n in names if n in words)


def _between(f: Figure, others: Mapping[str, Side]) -> Figure:
    """Each of giver, receiver and side from the others; receivers get their own people back."""
    actor, recipient = f.actor, f.recipient
    if recipient is None:
        recipient = _other(actor, others) or (f.group.side if f.group.side in others else None)
    actor = actor or _other(recipient, others)
    if actor != f.actor:
        f = _traced(replace(f, actor=actor), "actor", "the other side of the handover")
    if recipient != f.recipient:
        f = _traced(replace(f, recipient=recipient), "recipient", "the other side of the handover")
    return _own(f, others)


def _other(name: str | None, others: Mapping[str, Side]) -> str | None:
    other = others.get(name or "")
    return other.name if other is not None else None


def _own(f: Figure, others: Mapping[str, Side]) -> Figure:
    if f.group.side is not None or f.recipient is None or f.recipient not in others:
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
    return replace(f, traces=(*f.traces, Trace(name, rule, f.passage.start, f.passage.end)))
