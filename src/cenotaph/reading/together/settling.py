"""What the report tells elsewhere: group, side and place of a figure whose own words leave them out.

Each rule takes from the nearest place that a careful reader would: the figure before it in the sentence ("four guardsmen were
killed and 30 wounded"), the other figures of one handover, the country that the report is written from. The trace of each names
the rule, and its confidence is the share of such fields that were right where people had annotated the same.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from ...model.claims import Figure, Group, Trace, Where
from ...model.reference import Conflict, Reference, Side, SideKind
from ...model.terms import Fate, Role
from ..lexicon import table
from ..people import doers, exchanges, opponents
from ..people.deeds import Deed
from ..people.fighters import Fighters
from . import completing
from .inheriting import SAME_PEOPLE

HANDED = {Fate.RETURNED, Fate.RELEASED}
#: Words that name people without calling them captives or remains: their role is not that of the others handed over.
GENERAL = {"persons", "people", "person", "civilians", "residents", "citizens", "officials"}
#: "Another 15 were wounded": more of those counted in the sentence before.
MORE = re.compile(r"another ", re.IGNORECASE)
#: "Over 40 others were hurt": others like those.
OTHERS = re.compile(r"\s+(?:more|others?)\b", re.IGNORECASE)
BARE = {"one", "ones", "other", "others", "wounded", "injured", "dead", "killed", "missing", "more"}
OF_FIGHTING = {Fate.KILLED, Fate.INJURED, Fate.CASUALTIES, Fate.MISSING, Fate.DEAD_OR_MISSING, Fate.CAPTURED, Fate.DISPLACED}


@dataclass(frozen=True, slots=True)
class Home:
    """Where a report is written from or about: its country's side, that country as a place, the one armed group it names, and
    where the conflicts of its figures were fought (by slug).
    """

    state: Side | None
    country: Where | None
    rebels: Side | None
    fought: Mapping[str, Where]
    two: tuple[Side, Side] | None
    voice: Side | None = None


def home(
    dateline: str | None,
    sides: Mapping[str, int],
    conflicts: Sequence[Conflict],
    reference: Reference,
    *,
    voice: Side | None = None,
) -> Home:
    """By the dateline's place, else by the state that the report names most, if it names no other half as often."""
    known = {slug: side for slug in sides if (side := reference.side(slug)) is not None}
    states = sorted((slug for slug, s in known.items() if s.kind is SideKind.STATE), key=lambda slug: (-sides[slug], slug))
    armed_groups = (s for s in known.values() if s.kind is SideKind.ARMED_GROUP and not _of_states(s))
    groups = sorted(armed_groups, key=lambda s: (-sides[s.slug], s.slug))
    clear = len(groups) == 1 or (len(groups) > 1 and sides[groups[0].slug] >= 2 * sides[groups[1].slug])
    armed = voice is not None and voice.kind is SideKind.ARMED_GROUP
    rebels = voice if armed else groups[0] if clear else None
    state = _of_dateline(dateline, sides, reference) or (_fought_by(rebels, reference) if rebels is not None else None)
    if state is None and states and (len(states) == 1 or sides[states[0]] >= 2 * sides[states[1]]):
        state = known[states[0]]
    country = Where(state.name, next((p.id for p in reference.places_named(state.name)), None)) if state is not None else None
    fought = {c.slug: where for c in conflicts if (where := _wide(c, reference)) is not None}
    two = _two(known, sides) or _at_war(known, sides, reference)
    return Home(state, country, rebels, fought, two, voice)


def _fought_by(rebels: Side, reference: Reference) -> Side | None:
    """The one state that an armed group fights in every conflict that the reference knows of it."""
    parties = {p for c in reference.conflicts if rebels.slug in c.parties for p in c.parties}
    states = [s for slug in sorted(parties) if (s := reference.side(slug)) is not None and s.kind is SideKind.STATE]
    return states[0] if len(states) == 1 else None


def _two(known: Mapping[str, Side], sides: Mapping[str, int]) -> tuple[Side, Side] | None:
    """The two parties that a report is about: those it names most, if a third is named much less."""
    ranked = sorted(known, key=lambda slug: (-sides[slug], slug))
    if len(ranked) < 2 or (len(ranked) > 2 and sides[ranked[2]] * 2 > sides[ranked[1]]):
        return None
    return known[ranked[0]], known[ranked[1]]


def _at_war(known: Mapping[str, Side], sides: Mapping[str, int], reference: Reference) -> tuple[Side, Side] | None:
    """Of the four sides named most, the first two that have fought each other: the others mediate or look on."""
    ranked = sorted(known, key=lambda slug: (-sides[slug], slug))[:4]
    pairs = ((a, b) for i, a in enumerate(ranked) for b in ranked[i + 1 :])
    wars = [set(c.parties) for c in reference.conflicts]
    return next(((known[a], known[b]) for a, b in pairs if any({a, b} <= parties for parties in wars)), None)


def _wide(conflict: Conflict, reference: Reference) -> Where | None:
    """The first region or country that a conflict was fought over; a town it touched is not where a total happened."""
    for name in conflict.places:
        known = reference.places_named(name)
        if known and known[0].kind not in {"town", "city", "village", "site"}:
            return Where(name, known[0].id)
    return None


def _of_dateline(dateline: str | None, sides: Mapping[str, int], reference: Reference) -> Side | None:
    """The state of a dateline's country; in the seat of an authority that the report names, that authority."""
    places = reference.places_named(dateline) if dateline else []
    code = places[0].country if places else None
    state = next((s for s in reference.sides if s.country == code and s.kind is SideKind.STATE), None) if code else None
    seated = (s for s in reference.sides if s.kind is SideKind.DE_FACTO and dateline in s.metonyms)
    return next((s for s in seated if s.slug in sides), state)


def _of_states(side: Side) -> bool:
    """Whether an armed group is a force of states together ("NATO", "the peacekeepers"): rebels of no country."""
    return any(w in table("parties")["naming"]["allied"] for w in side.name.casefold().split())


def settled(figures: Sequence[Figure], at: Home, deeds: Sequence[Deed] = (), text: str = "") -> list[Figure]:
    """The figures in reading order, completed from one another, from the report's deeds, and from where it is at home."""
    out = _from_handover(_in_sentences(_still_said(figures, text), text))
    out = completing.completed(exchanges.handed_over(out, at.two, text), text)
    out = opponents.with_opponents(out, text, at.state, at.rebels, at.two, at.voice)
    out = _in_sentences([_from_home(f, at, text) for f in out], text)
    out = completing.completed(doers.with_doers(out, deeds, text, Fighters(at.state, at.rebels, at.voice, text)), text)
    return [doers.not_by_its_own(f) for f in completing.said_of_all(out, text)]


def _still_said(figures: Sequence[Figure], text: str) -> list[Figure]:
    """What stands behind a semicolon is still said by whoever speaks before it: "the army said two died; a third was hurt"."""
    out: list[Figure] = []
    for figure in figures:
        last = out[-1] if out else None
        beside = last is not None and last.sentence == figure.sentence and ";" in text[last.passage.end : figure.passage.start]
        if last is not None and beside and figure.claimant.speaker is None and last.claimant.speaker is not None:
            trace = Trace("speaker", "who speaks before the semicolon", last.passage.start, last.passage.end)
            traces = (*(t for t in figure.traces if t.field != "speaker"), trace)
            figure = replace(figure, claimant=last.claimant, traces=traces)
        out.append(figure)
    return out


def _in_sentences(figures: Sequence[Figure], text: str) -> list[Figure]:
    """Each figure with what the one before it in its sentence tells of it."""
    out: list[Figure] = []
    for figure in figures:
        last = next((f for f in reversed(out) if not _is_part(f)), None)
        more = MORE.match(text, figure.passage.start - len("another ")) or OTHERS.match(text, figure.passage.end)
        goes_on = last is not None and more is not None and _near(last, figure, text)
        before = last if last is not None and (last.sentence == figure.sentence or goes_on) else None
        out.append(_from_before(figure, before))
    return out


def _is_part(figure: Figure) -> bool:
    """Whether a figure counts some of those before it: "22 dead, among them nine policemen, and 130 hurt" are no 130 policemen."""
    return any(t.field == "fate" and t.rule in SAME_PEOPLE and t.rule != "enumeration" for t in figure.traces)


def _near(before: Figure, figure: Figure, text: str) -> bool:
    """Whether two figures stand in one paragraph, no more than a sentence apart."""
    between = text[before.passage.end : figure.passage.start]
    return "\n" not in between and between.count(". ") <= 1


def _from_before(figure: Figure, before: Figure | None) -> Figure:
    """A bare number ("and 30 wounded") counts people of the group counted just before it."""
    bare = not figure.group.words or figure.group.words.casefold() in BARE
    if before is None or not bare or (before.fate in HANDED) != (figure.fate in HANDED):
        return figure
    if figure.fate in HANDED:
        return figure
    group = Group(
        figure.group.side or before.group.side,
        figure.group.slug if figure.group.side else before.group.slug,
        before.group.role if figure.group.role is Role.UNKNOWN else figure.group.role,
        figure.group.words,
    )
    return _with(figure, group, "the group counted just before")


def _from_home(figure: Figure, at: Home, text: str) -> Figure:
    """State forces are the country's own, rebels the one armed group's; what is told nowhere closer happened in the country."""
    words = figure.group.words.casefold()
    if figure.group.side is None and words:
        forces = table("people")["forces"]
        if _any(words, forces["state"]) and figure.group.role is not Role.CIVILIAN and at.state is not None:
            group = replace(figure.group, side=at.state.name, slug=at.state.slug)
            figure = _with(figure, group, "forces of the report's country")
        elif words.removesuffix("s") in table("people")["protest"]["nouns"]:
            figure = _with(figure, replace(figure.group, side="protesters"), "protesters as a party")
        elif _any(words, forces["rebel"]):
            named = at.rebels
            own = words if _any(words, forces["own_word"]) else None
            called = opponents.as_told(named, text) if named else own
            group = replace(figure.group, side=called, slug=named.slug if named else None)
            figure = _with(figure, group, "rebels that the report names")
    if figure.group.side and figure.group.slug is None and at.state is not None and _is_service(figure.group.side):
        group = replace(figure.group, side=at.state.name, slug=at.state.slug)
        figure = _with(figure, group, "forces of the report's country")
    if figure.place is None and figure.fate not in HANDED:
        fought = at.fought.get(figure.conflict or "") if figure.measure.cumulative and figure.fate in OF_FIGHTING else None
        where, rule = (fought, "place of the conflict") if fought else (at.country, "country of the report")
        if where is not None:
            trace = Trace("place", rule, figure.passage.start, figure.passage.end)
            figure = replace(figure, place=where, traces=(*figure.traces, trace))
    return figure


def _is_service(name: str) -> bool:
    return any(w in table("parties")["forces"]["services"] for w in name.casefold().split())


def _any(words: str, stems: Sequence[str]) -> bool:
    return any(word.startswith(stem) for word in words.split() for stem in stems)


def _from_handover(figures: list[Figure]) -> list[Figure]:
    """Figures of one handover count one kind of people: roles and sides told once hold for all, when they do not contradict."""
    for fate in HANDED:
        roles = {f.group.role for f in figures if f.fate is fate} - {Role.UNKNOWN}
        told = [f for f in figures if f.fate is fate and f.group.role is Role.COMBATANT]
        most = max((f.count.low or 0 for f in figures if f.fate is fate), default=0)
        if roles == {Role.COMBATANT} and (len(told) > 1 or (told[0].count.low or 0) * 2 >= most):
            for i, f in enumerate(figures):
                theirs = f.group.side is None or any(t.group.side in {f.group.side, "both", None} for t in told)
                if f.fate is fate and theirs and f.group.role is Role.UNKNOWN and f.group.words.casefold() not in GENERAL:
                    figures[i] = _with(f, replace(f.group, role=Role.COMBATANT), "the people of this handover")
    return figures


def _with(figure: Figure, group: Group, rule: str) -> Figure:
    """The figure with another group, and a trace where that says something new."""
    if group == figure.group:
        return figure
    trace = Trace("side" if group.side != figure.group.side else "role", rule, figure.passage.start, figure.passage.end)
    return replace(figure, group=group, traces=(*figure.traces, trace))
