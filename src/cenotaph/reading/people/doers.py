"""Who did it, for figures of harm and capture whose own clause does not say: from the deeds that the report tells of."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from ...model.claims import Figure, Trace
from ...model.terms import Fate, Role
from ..lexicon import table
from .deeds import Deed, Kind, main_doer
from .fighters import Fighters, called, can_do_harm

REBELS = re.compile(r"\b(?:rebels|guerrillas?|insurgents)\b", re.IGNORECASE)
FORCES = re.compile(
    r"\b(?:armed forces|army|government (?:troops|forces|soldiers)|security forces|military|soldiers|troops|police)\b",
    re.IGNORECASE,
)
#: How far from a figure, in characters, a deed is looked for.
NEAR = 3000
#: How many lines of a report are about its main event: the headline, the date and the first paragraph.
LEAD = 2
#: How far behind another attack those blamed for it are named, in characters.
AFTERWARDS = 1200
TAKEN = {Fate.CAPTURED, Fate.RELEASED}
ARREST = re.compile(r"\barrest", re.IGNORECASE)
POLICE = re.compile(r"\b(?:(?:[A-Z][\w-]+ )?[Pp]olice|POLICE|[Ss]ecurity (?:[Ff]orces|[Ss]ervices?|[Aa]gents))\b")
SOUGHT = {Fate.RECOVERED, Fate.IDENTIFIED, Fate.EXAMINED}
#: How many words the heading of a bulletin has at most, when it is the name of the body that issues it.
HEADING = 9
HARM = {Fate.KILLED, Fate.INJURED, Fate.CASUALTIES}


@cache
def _accident() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(table('parties')['accident']['words'])})\b", re.IGNORECASE)


def with_doers(figures: Sequence[Figure], deeds: Sequence[Deed], text: str, fighters: Fighters) -> list[Figure]:
    """The figures with the doer that the report names for them elsewhere, all by the names that the report's sides have."""
    rebels = fighters.rebels
    counted = [(f.passage.start, f.passage.end + len(f.group.words) + 1) for f in figures]
    deeds = [d for d in deeds if _may_have(d, fighters) and not _among(d, counted)]
    main = {kind: main_doer(deeds, kind) for kind in (Kind.HARM, Kind.CAPTURE)}
    armed, forces = REBELS.search(text), FORCES.search(text)
    opponent = rebels.name if rebels is not None else armed.group(0) if armed else None
    state = forces.group(0) if forces else None
    out = [_with_doer(f, deeds, main, text, fighters) for f in figures]
    out = [_opposed(f, text, rebels.slug if rebels else None, opponent, state) for f in out]
    out = [replace(f, actor=called(f.actor, fighters)) if f.actor and f.fate in HARM | TAKEN else f for f in out]
    return [_searched(_arrested(f, text, fighters), text) for f in out]


def not_by_its_own(f: Figure) -> Figure:
    """Nobody kills his own side, as far as a report can be read: better no doer than that one."""
    if f.fate not in HARM or f.actor is None or f.actor != f.group.side:
        return f
    return replace(f, actor=None, traces=tuple(t for t in f.traces if t.field != "actor"))


def _arrested(f: Figure, text: str, fighters: Fighters) -> Figure:
    """Arrests are the work of the police that the paragraph names, else of the state: rebels arrest nobody."""
    if f.actor is not None or f.fate is not Fate.CAPTURED or not ARREST.search(text, f.sentence.start, f.sentence.end):
        return f
    start = text.rfind("\n", 0, f.passage.start) + 1
    end = text.find("\n", f.passage.end)
    police = POLICE.search(text, start, end if end >= 0 else len(text))
    name = police.group(0) if police else fighters.state.name if fighters.state is not None else None
    if name is None:
        return f
    at = (police.start(), police.end()) if police else (f.sentence.start, f.sentence.end)
    return replace(f, actor=name, traces=(*f.traces, Trace("actor", "arrests are made by the state", *at)))


def _searched(f: Figure, text: str) -> Figure:
    """Remains found are those found by the search service that tells of them, or whose bulletin it is."""
    if f.actor is not None or f.fate not in SOUGHT:
        return f
    heading = text.strip().split("\n", 1)[0].strip()
    teller = f.claimant.speaker or ""
    if f.fate is Fate.RECOVERED and _searching().search(teller):
        name = teller
    elif _searching().search(heading) and len(heading.split()) <= HEADING and not re.search(r"[.:,;!?\d]", heading):
        name = heading
    else:
        return f
    trace = Trace("actor", "the searchers who tell of it", f.sentence.start, f.sentence.end)
    return replace(f, actor=name, traces=(*f.traces, trace))


@cache
def _searching() -> re.Pattern[str]:
    """A body that searches for the dead: "the rescue service", "Commission on Missing Persons"."""
    return re.compile(table("parties")["searching"]["names"], re.IGNORECASE)


def _may_have(deed: Deed, fighters: Fighters) -> bool:
    """Whether a doer may have done it: not one that nobody can tell ("our forces"), nor people who are only harmed."""
    name = called(deed.doer.name, fighters)
    return name is not None and (deed.doer.slug is not None or can_do_harm(name))


def _opposite(f: Figure, text: str, fighters: Fighters) -> str | None:
    """Who fights those who were harmed: the armed group for the state's forces, the state for the group's fighters."""
    if f.group.role is not Role.COMBATANT or fighters.rebels is None:
        return None
    if f.group.slug == fighters.rebels.slug:
        forces = FORCES.search(text)
        return fighters.state.name if fighters.state is not None else forces.group(0) if forces else None
    own = fighters.state is not None and f.group.slug == fighters.state.slug
    return fighters.group if own else None


def _among(deed: Deed, counted: Sequence[tuple[int, int]]) -> bool:
    """Whether the doer is named by the very words that count people: those who were harmed did not do it."""
    start, end = deed.passage
    return any(first < end and start < last for first, last in counted)


def _at(deed: Deed) -> int:
    return deed.at


def _opposed(f: Figure, text: str, rebels: str | None, opponent: str | None, state: str | None) -> Figure:
    """In fighting between a state and one armed group, whoever falls on the one side falls to the other."""
    if f.actor is not None or f.fate not in HARM or f.group.role is not Role.COMBATANT or f.measure.cumulative:
        return f
    if opponent is None or not _fighting().search(text, f.sentence.start, f.sentence.end):
        return f
    words = f.group.words.casefold()
    of_rebels = (rebels is not None and f.group.slug == rebels) or words.startswith(tuple(table("people")["forces"]["rebel"]))
    name = state if of_rebels else opponent
    if name is None:
        return f
    trace = Trace("actor", "the other side of the fighting", f.sentence.start, f.sentence.end)
    return replace(f, actor=name, traces=(*f.traces, trace))


@cache
def _fighting() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(table('parties')['clashes']['nouns'])})(?:s|es)?\b", re.IGNORECASE)


def _with_doer(f: Figure, deeds: Sequence[Deed], main: dict[Kind, Deed | None], text: str, fighters: Fighters) -> Figure:
    kind = Kind.HARM if f.fate in HARM else Kind.CAPTURE if f.fate in {Fate.CAPTURED, Fate.RELEASED} else None
    if f.fate is Fate.MISSING:
        return _at_hands(f, deeds)
    if f.actor is not None or kind is None or _accident().search(text, f.sentence.start, f.sentence.end):
        return f
    own_claim = _claimed(f, fighters)
    if own_claim is not None:
        trace = Trace("actor", "who claims to have done it", f.sentence.start, f.sentence.end)
        return replace(f, actor=own_claim, traces=(*f.traces, trace))
    kinds = {kind, Kind.CLASH} if kind is Kind.HARM else {kind}
    near = deeds[bisect_left(deeds, f.passage.start - NEAR, key=_at) : bisect_left(deeds, f.passage.start + NEAR, key=_at)]
    own = [d for d in near if d.kind in kinds and not _is_own(d, f)]
    here = [d for d in own if d.sentence[0] < f.sentence.end and f.sentence.start < d.sentence[1]]
    found = max(here, key=lambda d: (d.weight, -abs(d.at - f.passage.start)), default=None)
    foe = _opposite(f, text, fighters) if found is None else None
    if foe is not None:
        trace = Trace("actor", "the other side of the fighting", f.sentence.start, f.sentence.end)
        return replace(f, actor=foe, traces=(*f.traces, trace))
    if found is None and f.fate is Fate.CAPTURED and foe is None and _of_the_state(f, fighters):
        trace = Trace("actor", "the other side of the fighting", f.sentence.start, f.sentence.end)
        return replace(f, actor=fighters.group, traces=(*f.traces, trace))
    if found is None and (not f.measure.cumulative or _of_one_event(f)):
        found = _by_ruler(_just_told(f, own, kind, text), main.get(kind)) or _told_apart(f, own, main, kind, text)
    if found is None:
        return f
    return _done_by(f, found)


def _claimed(f: Figure, fighters: Fighters) -> str | None:
    """The armed group that tells of soldiers hurt or taken who are not its own: "the front says 12 troops were captured"."""
    if fighters.rebels is None or f.fate is Fate.RELEASED or f.group.role is not Role.COMBATANT:
        return None
    names = {n.casefold() for n in (fighters.rebels.name, *fighters.rebels.names)}
    told_by = {n.casefold() for n in (f.claimant.speaker, f.claimant.institution, f.claimant.origin) if n}
    own = f.group.slug == fighters.rebels.slug or f.group.words.casefold().startswith(tuple(table("people")["forces"]["rebel"]))
    return fighters.group if names & told_by and not own else None


def _of_the_state(f: Figure, fighters: Fighters) -> bool:
    """Whether captives are soldiers of the state that one armed group fights, or of no side that is told."""
    foes = fighters.rebels is not None and fighters.state is not None and f.group.role is Role.COMBATANT
    rebels = f.group.words.casefold().startswith(tuple(table("people")["forces"]["rebel"]))
    return foes and not rebels and f.group.slug in {None, fighters.state.slug if fighters.state is not None else None}


def _done_by(f: Figure, deed: Deed) -> Figure:
    own = f.sentence.start <= deed.at < f.sentence.end
    trace = Trace("actor", "who did it, told in the same sentence" if own else deed.doer.rule, *deed.passage)
    return replace(f, actor=deed.doer.name, traces=(*f.traces, trace))


def _at_hands(f: Figure, deeds: Sequence[Deed]) -> Figure:
    """The missing have a doer only where their own sentence blames one: "most at the hands of the security forces"."""
    blamed = (d for d in deeds if d.kind is Kind.HARM and d.weight >= 3 and f.sentence.start <= d.at < f.sentence.end)
    found = next(blamed, None) if f.actor is None else None
    if found is None:
        return f
    return _done_by(f, found)


def _of_one_event(f: Figure) -> bool:
    """Whether a total may well be that of the one attack that the report is about: no war's, and not too many."""
    return f.conflict is None and f.fate in HARM and (f.count.low or f.count.high or 0) < 1000 and not f.count.vague


def _just_told(f: Figure, own: Sequence[Deed], kind: Kind, text: str) -> Deed | None:
    """The doer told last before it in its own paragraph: "A band attacked the farm. Two guards died"."""
    opens = text.rfind("\n", 0, f.passage.start)
    before = [d for d in own if d.kind is kind and opens < d.at < f.sentence.start]
    return max(before, key=_at, default=None)


def _by_ruler(found: Deed | None, main: Deed | None) -> Deed | None:
    """ "The soldiers" of a report that blames a junta are the junta's: its doer by the name that tells more."""
    forces = table("people")["forces"]["state"]
    if found is None or main is None or found.doer.slug is not None:
        return found
    ruler = main.doer.name.casefold().split()[-1] in table("parties")["forces"]["ruling"]
    return main if ruler and found.key.startswith(tuple(forces)) else found


def _told_apart(f: Figure, own: Sequence[Deed], main: dict[Kind, Deed | None], kind: Kind, text: str) -> Deed | None:
    """The doer in another sentence; of another occasion none ("last month"), of another attack only one that is blamed near."""
    said = text[f.sentence.start : f.sentence.end]
    if _occasion().search(said):
        return None
    above = text[: f.passage.start].strip()
    if above.count("\n") >= LEAD and _another_attack().search(said):
        opens = text.rfind("\n", 0, f.passage.start)
        return _elsewhere(f, [d for d in own if d.weight >= 3 and opens < d.at <= f.passage.start + AFTERWARDS], {}, kind)
    return _elsewhere(f, own, main, kind)


@cache
def _occasion() -> re.Pattern[str]:
    return re.compile(table("parties")["apart"]["occasion"], re.IGNORECASE)


@cache
def _another_attack() -> re.Pattern[str]:
    """An attack told for the first time: "a car bomb", "another raid"."""
    nouns = "|".join((*table("parties")["attacks"]["nouns"], *table("parties")["apart"]["weapons"]))
    return re.compile(rf"\b(?:an?|another) (?:[\w-]+ ){{0,3}}(?:{nouns})\b", re.IGNORECASE)


def _elsewhere(f: Figure, own: Sequence[Deed], main: dict[Kind, Deed | None], kind: Kind) -> Deed | None:
    """The doer in another sentence: the nearest that is plainly blamed, the main one of the report, the last before it.

    Who was released was held by the captor told nearest; captives without a captor were taken by those who attacked.
    """
    if f.fate is Fate.RELEASED:
        near = [d for d in own if d.kind is kind and abs(d.at - f.passage.start) <= 300]
        return min(near, key=lambda d: abs(d.at - f.passage.start), default=None)
    plain = [d for d in own if d.kind is kind and d.weight >= 3]
    if plain:
        return min(plain, key=lambda d: abs(d.at - f.passage.start))
    for one in (main.get(kind), main.get(Kind.HARM)):
        if one is not None and not _is_own(one, f) and not (_nameless(one) and abs(one.at - f.passage.start) > 600):
            return one
    before = max((d for d in own if 0 <= f.passage.start - d.at <= 500), key=lambda d: d.at, default=None)
    after = min((d for d in own if 0 <= d.at - f.passage.start <= 800), key=lambda d: d.at, default=None)
    return before or after


def _nameless(deed: Deed) -> bool:
    """Whether a doer is nobody in particular: the gunmen of one paragraph are not those of another."""
    words = set(deed.doer.name.casefold().split())
    return deed.doer.slug is None and not words.isdisjoint(table("parties")["blame"]["nameless"])


def _is_own(deed: Deed, f: Figure) -> bool:
    """Whether a doer is of the people counted: an army does not kill its own, nor rebels theirs."""
    if deed.doer.slug is not None and deed.doer.slug == f.group.slug:
        return True
    words, name = f.group.words.casefold(), deed.doer.name.casefold()
    if (f.group.side or "").casefold() == name:
        return True
    if words and (words in name.split() or words.rstrip("s") in name.split() or words in deed.words.split()):
        return True
    forces = table("people")["forces"]
    rebels = deed.armed or any(w.startswith(s) for w in name.split() for s in forces["rebel"])
    if f.group.role is not Role.COMBATANT:
        return False
    if any(words.startswith(s) for s in forces["rebel"]):
        return rebels
    state = any(w.startswith(s) for w in name.split() for s in (*forces["state"], "army", "armed", "military", "government"))
    return state and not deed.armed and any(words.startswith(s) for s in forces["state"])
