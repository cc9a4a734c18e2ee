"""Whose people "our men" and "the enemy" are: the speaker's own side and the other one of the two that fight.

A communique counts its own side and the enemy's without naming either: who speaks (or whose bulletin it is) tells which is which.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ...model.claims import Figure, Trace
from ...model.reference import Side, SideKind
from ...model.terms import Fate, Role
from ..fate.tellings import HARMED

ENEMY = re.compile(
    r"\b(?:the |of |on )?(?:enem(?:y|ies)|adversary|invaders?|occupiers?|aggressors?|occupying forces|puppet army|puppet troops)\b",
    re.IGNORECASE,
)
OWN = re.compile(
    r"\b(?:our|my|his own|their own|its own|her own)\s+(?:own\s+|armed\s+|brave\s+|heroic\s+)*"
    r"(?:soldiers?|men|troops?|fighters?|combatants?|servicemen|defenders?|comrades?|forces|ranks|losses|side|personnel|police\w*)\b"
    r"|(?<!\btheir )(?<!\bhis )\bcomrades?\b|\bcompa[nñ]eros?\b",
    re.IGNORECASE,
)
FORCES = re.compile(
    r"\b(?:army|armed forces|ministry|general staff|government|police|navy|air force|brigade|battalion|troops|defen[cs]e)\b",
    re.IGNORECASE,
)
#: "We lost two men", "on our side": the losses of whoever speaks, though the enemy be named too.
WE = re.compile(
    r"\b(?:we (?:have |had |also )?(?:lost|had|suffered|sustained|mourn)|on our side|our (?:own )?(?:losses|casualties|dead))\b",
    re.IGNORECASE,
)
OF_FIGHTING = HARMED | {Fate.CAPTURED}
#: How far behind a count the words for one's own may stand, in characters: "three of our men".
OWN_NEAR = 30
#: How far before a list its heading may stand, in characters.
HEADING = 240


def as_told(side: Side, text: str) -> str:
    """A side by the name that the report gives it, the one it gives most: "EGP" for a front that the EGP belongs to."""
    names = {n: len(re.findall(rf"\b{re.escape(n)}\b", text, re.IGNORECASE)) for n in (side.name, *side.names)}
    return max(names, key=lambda n: names[n]) if any(names.values()) else side.name


def with_opponents(
    figures: Sequence[Figure],
    text: str,
    state: Side | None,
    rebels: Side | None,
    two: tuple[Side, Side] | None,
    voice: Side | None = None,
) -> list[Figure]:
    """The figures of harm with the side that "ours" or "the enemy's" means; others as they are."""
    pair = (state, rebels) if state is not None and rebels is not None else two
    if pair is None and voice is not None:
        pair = (voice, voice)  # "our losses" tell themselves, whoever the enemy be
    if pair is None:
        return list(figures)
    return [_told(f, text, pair, voice) if f.fate in OF_FIGHTING and f.group.side is None else f for f in figures]


def _told(f: Figure, text: str, pair: tuple[Side, Side], voice: Side | None) -> Figure:
    words = text[f.sentence.start : f.sentence.end]
    near = _clause(words, f.passage.start - f.sentence.start, f.passage.end - f.sentence.start)
    enemy, own = ENEMY.search(near), WE.search(near)
    if own is None and enemy is None:
        own = OWN.search(near)
    elif own is not None:
        enemy = None
    if enemy is None and own is None:
        before = text[max(0, f.sentence.start - HEADING) : f.sentence.start]
        heading = before.rsplit("\n\n", 1)[-1]
        enemy = ENEMY.search(heading) if ":" in heading and "." not in heading.split(":")[0] else None
    if (enemy is None) == (own is None):
        return f
    if own is not None and own.group(0) not in text[f.sentence.start : f.passage.end + OWN_NEAR]:
        return f  # "57 mercenaries fell, says a message that our troops intercepted"
    if own is None and pair[0] is pair[1]:
        return f
    speaker = _speaks_for(f, pair, voice)
    side = speaker if own is not None else pair[1] if speaker is pair[0] else pair[0]
    role = Role.COMBATANT if f.group.role is Role.UNKNOWN else f.group.role
    found = own or enemy
    at = f.sentence.start if found is None else f.passage.start
    rule = "the speaker's own" if own is not None else "the speaker's enemy"
    trace = Trace("side", rule, at, f.passage.end)
    return replace(f, group=replace(f.group, side=side.name, slug=side.slug, role=role), traces=(*f.traces, trace))


def _clause(sentence: str, start: int, end: int) -> str:
    """The part of a sentence around a count, between its semicolons and the commas before another count."""
    left = max(sentence.rfind(";", 0, start), sentence.rfind(", and ", 0, start), -1) + 1
    right = min((i for i in (sentence.find(";", end), sentence.find(", and that ", end)) if i >= 0), default=len(sentence))
    return sentence[left:right]


def _speaks_for(f: Figure, pair: tuple[Side, Side], voice: Side | None) -> Side:
    """The side of the two that speaks: named in the speaker's name, else the state for its offices, else the first."""
    speaker = " ".join(filter(None, (f.claimant.speaker, f.claimant.institution, f.claimant.origin)))
    for side in pair:
        names = (side.name, *side.names, *side.adjectives)
        if any(re.search(rf"\b{re.escape(name)}\b", speaker) for name in names if len(name) > 2):
            return side
    states = [s for s in pair if s.kind is SideKind.STATE]
    if FORCES.search(speaker) and len(states) == 1:
        return states[0]
    armed = [s for s in pair if s.kind is not SideKind.STATE]
    if armed and re.search(r"\b(?:rebel|guerrilla|insurgent|front|movement|commander)\b", speaker, re.IGNORECASE):
        return armed[0]
    return next((side for side in pair if side is voice), pair[0])
