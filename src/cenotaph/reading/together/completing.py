"""What one figure of a report tells another: parts take from their whole, wholes from their parts, repetitions from one another."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ...model.claims import Figure, Trace
from ...model.terms import Fate, Role
from ..lexicon import people
from ..people.whose import OWN_NAME
from .inheriting import SAME_PEOPLE

HARM = {Fate.KILLED, Fate.INJURED, Fate.CASUALTIES, Fate.DEAD_OR_MISSING}
PARTS = SAME_PEOPLE
FORMER = re.compile(r"\s+of the (former|latter)\b")
INCLUDING = re.compile(r"\b(?:including|among them|among whom|of them|of whom)\b", re.IGNORECASE)
#: "All of the dead were civilians", "all were soldiers".
ALL_WERE = re.compile(
    r"\b(?:all|every one)(?: of)?(?: (?:them|those killed|the (?:dead|victims|killed|deceased|bodies)))? (?:were|was|are|had been)"
    r"(?: all)?(?: (?:unarmed|local|young|innocent|male|female|off-duty))? (?P<noun>[a-z]+)\b",
    re.IGNORECASE,
)
#: How far before it those stand of whom a sentence says what all were, in characters.
SAID_NEAR = 400
#: How often a report must tell whose the dead are before the remains that it speaks of are taken to be theirs.
OFTEN = 2
LOST = {Fate.KILLED, Fate.MISSING, Fate.DEAD_OR_MISSING}
FOUND = {Fate.RECOVERED, Fate.EXAMINED, Fate.IDENTIFIED, Fate.UNIDENTIFIED, Fate.BURIED}
OF_A_PEOPLE = FOUND | LOST | {Fate.CAPTURED, Fate.RELEASED, Fate.RETURNED}
OF_THEM = re.compile(
    r"\s*(?:\w+ ){0,2}of (?:them|these|those|whom|the (?:\w+ )?(?:dead|killed|victims|released|returned|liberated|men))\b"
)


def completed(figures: Sequence[Figure], text: str) -> list[Figure]:
    """The figures, in reading order, with what parts, wholes and repetitions tell of one another."""
    done = _of_one_people(_of_the_dead(list(figures)))
    done = _of_both(_summed(done, text))
    done = _former(_parts(done, text), text)
    return _same_people(_repeated(done))


def said_of_all(figures: list[Figure], text: str) -> list[Figure]:
    """What a sentence says of all those told before it: "Twelve people were killed. All were civilians"."""
    for said in ALL_WERE.finditer(text):
        role = people().roles.get(_singular(said.group("noun")), Role.UNKNOWN)
        before = [i for i, f in enumerate(figures) if f.passage.end < said.start() and said.start() - f.passage.start < SAID_NEAR]
        dead = re.search(r"\b(?:dead|killed|deceased)\b", said.group())
        lost = [i for i in before if figures[i].fate in (LOST if dead else LOST | FOUND | HARM)]
        if role is Role.UNKNOWN or not lost:
            continue
        last = figures[lost[-1]]
        for i in (i for i in lost if figures[i].sentence == last.sentence and figures[i].fate is last.fate):
            if figures[i].group.role is Role.UNKNOWN:
                figures[i] = _with(figures[i], role=role, rule="what is said of all of them")
    return figures


def _singular(noun: str) -> str:
    return noun.casefold().removesuffix("men") + "man" if noun.casefold().endswith("men") else noun.casefold().removesuffix("s")


def _of_both(figures: list[Figure]) -> list[Figure]:
    """A whole is of both sides whose two parts add up to it: "1,051: 756 Greek Cypriots and 295 Turkish Cypriots"."""
    for i, (whole, one, other) in enumerate(zip(figures, figures[1:], figures[2:], strict=False)):
        if whole.group.side is not None or {whole.fate} != {one.fate, other.fate} or not (one.group.side and other.group.side):
            continue
        if one.group.side != other.group.side and (whole.count.low or 0) == (one.count.low or 0) + (other.count.low or 0) > 0:
            figures[i] = _with(whole, side=("both", "both"), rule="the parts that add up to it")
    return figures


def _former(figures: list[Figure], text: str) -> list[Figure]:
    """ "754 of the former and 197 of the latter": the two sides told last before."""
    told: list[tuple[str | None, str | None]] = []
    for i, f in enumerate(figures):
        which = FORMER.match(text, f.passage.end)
        if which is not None and len(told) > 1 and f.group.side is None:
            f = figures[i] = _with(f, side=told[-2 if which.group(1) == "former" else -1], rule="the former and the latter")
        elif f.group.side and (not told or told[-1][0] != f.group.side):
            told.append((f.group.side, f.group.slug))
    return figures


def _of_the_dead(figures: list[Figure]) -> list[Figure]:
    """Remains, and those buried, in a report that speaks of the dead and missing of one side only, are that side's."""
    told = [(f.group.side, f.group.slug) for f in figures if f.fate in LOST and f.group.slug and not _supposed(f)]
    sides = {(f.group.side, f.group.slug) for f in figures if f.group.side}
    if len(told) < OFTEN or len(sides) != 1:
        return figures
    side = next(iter(sides))
    return [
        _with(f, side=side, rule="the side whose dead the report speaks of") if f.fate in FOUND and f.group.side is None else f
        for f in figures
    ]


def _of_one_people(figures: list[Figure]) -> list[Figure]:
    """Those found, missing, taken or killed in a report on one people: "2,000 Yazidis were taken; 900 have come back".

    Beside a people of whom far fewer are told, only the found and the missing; more than are told of it are not all its own.
    """
    told = [f for f in figures if f.group.side and not _supposed(f)]
    own = [f for f in told if any(t.field == "side" and t.rule == OWN_NAME for t in f.traces)]
    names = {f.group.side.rstrip("s") for f in own if f.group.side}
    if len(names) != 1:
        return figures
    most = max(_size(f) for f in own)
    others = max((_size(f) for f in told if (f.group.side or "").rstrip("s") not in names), default=0)
    if others * 2 > most:
        return figures
    fates = OF_A_PEOPLE if not others else FOUND | {Fate.MISSING}
    side = (own[0].group.side, None)
    return [
        _with(f, side=side, rule="the people that the report is about")
        if f.group.side is None and f.fate in fates and f.group.role is not Role.COMBATANT and _size(f) <= most
        else f
        for f in figures
    ]


def _size(f: Figure) -> int:
    return f.count.low or f.count.high or 0


def _supposed(f: Figure) -> bool:
    """Whether a side is only that of the country or the group that the report speaks of."""
    return any(t.field == "side" and t.rule in {"forces of the report's country", "rebels that the report names"} for t in f.traces)


def _same_people(figures: list[Figure]) -> list[Figure]:
    """A number that is no round one and stands twice, if of other fates, counts one group: 65 prisoners, 65 killed."""
    told: dict[int, list[int]] = {}
    for i, f in enumerate(figures):
        if f.count.low and f.count.low == f.count.high and f.count.low >= 20 and f.count.low % 10:
            told.setdefault(f.count.low, []).append(i)
    for places in (p for p in told.values() if len(p) > 1):
        sides = {(figures[i].group.side, figures[i].group.slug) for i in places if figures[i].group.side}
        roles = {figures[i].group.role for i in places} - {Role.UNKNOWN}
        for i in places:
            if figures[i].group.side is None and len(sides) == 1:
                figures[i] = _with(figures[i], side=next(iter(sides)), rule="the same number told elsewhere")
            if figures[i].group.role is Role.UNKNOWN and len(roles) == 1:
                figures[i] = _with(figures[i], role=next(iter(roles)), rule="the same number told elsewhere")
    return figures


def _summed(figures: list[Figure], text: str) -> list[Figure]:
    """A whole that its parts add up to has their role: all soldiers, or both kinds ("230: 224 soldiers, six civilians")."""
    for i, whole in enumerate(figures):
        part = any(t.field == "fate" and t.rule in PARTS for t in whole.traces)
        if whole.group.role in {Role.UNKNOWN, Role.COMBATANT} and not part:
            after = figures[i + 1 : i + 8]
            including = after and INCLUDING.search(text, whole.passage.end, after[0].passage.start)  # some of them, not all
            role = None if including else _role_of_parts(whole, after)
            if role is not None and role is not whole.group.role:
                figures[i] = _with(whole, role=role, rule="the parts that add up to it")
    return figures


def _role_of_parts(whole: Figure, after: Sequence[Figure]) -> Role | None:
    """The role of the parts that come right after a whole, if they add up to it and any tells one."""
    left, roles, parts = whole.count.low or 0, set[Role](), 0
    for part in after:
        if left <= 0 or part.fate is not whole.fate or part.passage.start - whole.passage.end > 600:
            break
        left -= part.count.low or 0
        roles.add(part.group.role)
        parts += 1
    if parts < 2:
        return None
    known = roles - {Role.UNKNOWN}
    if left or len(known) > 1:
        return Role.MIXED if not left else None
    return next(iter(known)) if known and known == roles else None


def _parts(figures: list[Figure], text: str) -> list[Figure]:
    """Parts of a whole are the same side's, and met it at the same hands."""
    for i, part in enumerate(figures[1:], start=1):
        before = figures[i - 1]
        taken_up = _takes_up(part, before, text)
        listed = any(t.field == "fate" and t.rule in PARTS for t in part.traces)
        alike = part.fate is before.fate or {part.fate, before.fate} <= HARM
        if not taken_up and not listed and part.group.side not in {None, before.group.side} and part.group.side != "both":
            continue  # two sides of one fight in one sentence: neither met it at the hands of the other's foe
        if not taken_up and not (alike and before.sentence == part.sentence):
            continue
        figures[i] = _taking(part, before)
        whole = before if taken_up else _whole_of(part, figures[:i])
        if taken_up or listed or (whole is not None and _after_colon(part, whole, text)):
            figures[i] = _of_whole(figures[i], whole)
    return figures


def _takes_up(part: Figure, before: Figure, text: str) -> bool:
    """Whether a number counts some of those just counted in the paragraph: "at least 23 of them are still there"."""
    return OF_THEM.match(text, part.passage.end) is not None and "\n" not in text[before.passage.end : part.passage.start]


def _after_colon(part: Figure, whole: Figure, text: str) -> bool:
    """Whether a colon opens the list that a part stands in, in the sentence of its whole."""
    return whole.sentence == part.sentence and ":" in text[whole.passage.end : part.passage.start]


def _whole_of(part: Figure, before: Sequence[Figure]) -> Figure | None:
    """The larger number of people of no one role that a list divides: "55 Armenians: 41 soldiers, six civilians"."""
    for whole in reversed(before[-8:]):
        larger = (whole.count.low or 0) > (part.count.low or 0)
        if whole.fate is part.fate and larger and whole.group.role in {Role.UNKNOWN, Role.MIXED}:
            return whole
    return None


def _of_whole(part: Figure, whole: Figure | None) -> Figure:
    """A part belongs to the side of the whole, and is what the whole is, if the whole is all of one kind."""
    rule = "the whole it is part of"
    if whole is not None and part.group.side is None and whole.group.side is not None:
        part = _with(part, side=(whole.group.side, whole.group.slug), rule=rule)
    if whole is not None and part.group.role is Role.UNKNOWN and whole.group.role in {Role.COMBATANT, Role.CIVILIAN}:
        part = _with(part, role=whole.group.role, rule=rule)
    return part


def _taking(part: Figure, whole: Figure) -> Figure:
    rule = "the group counted just before"
    own = part.group.side is not None and part.group.side == whole.actor  # an army does not kill its own
    if part.actor is None and whole.actor is not None and not own and (part.fate is whole.fate or {part.fate, whole.fate} <= HARM):
        part = _with(part, actor=whole.actor, rule=rule)
    one_way = part.actor == whole.actor and part.fate is whole.fate
    if part.recipient is None and whole.recipient is not None and one_way:
        part = _with(part, recipient=whole.recipient, rule=rule)
    return part


def _repeated(figures: list[Figure]) -> list[Figure]:
    """The same number of the same fate, told twice, is the same people: headlines take from the text below them."""
    told: dict[tuple[Fate, int | None, int | None], list[int]] = {}
    for i, f in enumerate(figures):
        if (f.count.low or f.count.high or 0) >= 3:
            told.setdefault((f.fate, f.count.low, f.count.high), []).append(i)
    for places in (p for p in told.values() if len(p) > 1):
        sides = {figures[i].group.side for i in places} - {None}
        roles = {figures[i].group.role for i in places} - {Role.UNKNOWN}
        for name in ("actor", "recipient"):
            names = {getattr(figures[i], name) for i in places} - {None}
            if len(names) == 1:
                for i in places:
                    if getattr(figures[i], name) is None:
                        figures[i] = _with(figures[i], **{name: next(iter(names))}, rule="the same number told elsewhere")
        for i in places:
            f = figures[i]
            if f.group.side is None and len(sides) == 1:
                other = next(figures[j] for j in places if figures[j].group.side)
                f = _with(f, side=(other.group.side, other.group.slug), rule="the same number told elsewhere")
            if f.group.role is Role.UNKNOWN and len(roles) == 1:
                f = _with(f, role=next(iter(roles)), rule="the same number told elsewhere")
            figures[i] = f
    return figures


def _with(
    f: Figure,
    *,
    rule: str,
    actor: str | None = None,
    recipient: str | None = None,
    side: tuple[str | None, str | None] | None = None,
    role: Role | None = None,
) -> Figure:
    """The figure with one more field told, and the trace of the rule that told it."""
    name = "actor" if actor else "recipient" if recipient else "side" if side else "role"
    group = f.group
    if side is not None:
        group = replace(group, side=side[0], slug=side[1])
    if role is not None:
        group = replace(group, role=role)
    trace = Trace(name, rule, f.passage.start, f.passage.end)
    return replace(f, actor=actor or f.actor, recipient=recipient or f.recipient, group=group, traces=(*f.traces, trace))
