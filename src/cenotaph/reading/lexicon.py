"""Which words mean what: the data files of this room as typed look-ups, read once."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib.resources import files
from typing import Any

from ..model.terms import Fate, Role, Unit


@dataclass(frozen=True, slots=True)
class Frame:
    """One verb class: where the people stand, and which fate they meet. See data/verbs.toml for the meaning of the flags."""

    name: str
    fate: Fate
    fate_dead: Fate | None
    subject: frozenset[str]
    object: frozenset[str]
    require: Mapping[str, tuple[str, ...]]
    remains_only: frozenset[str]
    not_remains: frozenset[str]
    not_captives: frozenset[str]
    captives_or_remains: bool
    giver: bool
    receiver: bool
    remains_subject: bool


@dataclass(frozen=True)
class Verbs:
    frames: tuple[Frame, ...]
    carriers: frozenset[str]
    states: Mapping[str, Fate]
    phrases: Mapping[tuple[str, str], Fate]
    lives: frozenset[str]
    lose: frozenset[str]
    tally: frozenset[str]
    acting: frozenset[str]
    homeward: frozenset[str]
    light: tuple[tuple[Fate, frozenset[str], frozenset[str]], ...]
    by_subject: Mapping[str, tuple[Frame, ...]] = field(default_factory=dict)
    by_object: Mapping[str, tuple[Frame, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Nouns:
    fates: Mapping[str, Fate]
    acts: frozenset[str]
    one_each: frozenset[str]
    tolls: frozenset[str]
    remains: Mapping[str, Unit]
    graves: frozenset[str]


@dataclass(frozen=True)
class People:
    roles: Mapping[str, Role]
    modifiers: Mapping[str, Role]


@dataclass(frozen=True)
class Saying:
    says: frozenset[str]
    estimates: frozenset[str]
    suspects: frozenset[str]
    denies: frozenset[str]
    plans: frozenset[str]
    modals: frozenset[str]
    ready: frozenset[str]
    coming: frozenset[str]
    nearly: frozenset[str]
    attempts: frozenset[str]
    demands: frozenset[str]
    demands_for: frozenset[str]
    claims: frozenset[str]
    claim_nouns: frozenset[str]
    doubt_adverbs: frozenset[str]
    doubt_phrases: tuple[str, ...]
    nouns: frozenset[str]
    according: tuple[str, ...]
    speakers: frozenset[str]
    bodies: frozenset[str]

    @cached_property
    def verbs(self) -> frozenset[str]:
        return self.says | self.estimates | self.suspects | self.denies | self.plans | self.claims


@cache
def table(name: str) -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath("data", f"{name}.toml").read_text(encoding="utf-8"))


@cache
def verbs() -> Verbs:
    rows = table("verbs")
    frames = tuple(
        Frame(
            name=c["name"],
            fate=Fate(c["fate"]),
            fate_dead=Fate(c["fate_dead"]) if "fate_dead" in c else None,
            subject=frozenset(c.get("subject", ())),
            object=frozenset(c.get("object", ())),
            require={verb: tuple(words) for verb, words in c.get("require", {}).items()},
            remains_only=frozenset(c.get("remains_only", ())),
            not_remains=frozenset(c.get("not_remains", ())),
            not_captives=frozenset(c.get("not_captives", ())),
            captives_or_remains=c.get("captives_or_remains", False),
            giver=c.get("giver", False),
            receiver=c.get("receiver", False),
            remains_subject=c.get("remains_subject", False),
        )
        for c in rows["class"]
    )
    states = {word: Fate(fate) for fate, words in rows["carrier"][0]["states"].items() for word in words}
    phrases = {
        (words.split()[0], words.split()[1]): Fate(fate) for fate, told in rows["carrier"][0]["phrases"].items() for words in told
    }
    return Verbs(
        frames=frames,
        carriers=frozenset(rows["carrier"][0]["verbs"]),
        states=states,
        phrases=phrases,
        lives=frozenset(rows["lives"][0]["verbs"]),
        lose=frozenset(rows["lose"][0]["verbs"]),
        tally=frozenset(rows["tally"][0]["verbs"]),
        acting=frozenset(rows["acting"][0]["verbs"]),
        homeward=frozenset(rows["homeward"][0]["verbs"]),
        light=tuple((Fate(row["fate"]), frozenset(row["verbs"]), frozenset(row["nouns"])) for row in rows["light"]),
        by_subject={verb: tuple(f for f in frames if verb in f.subject) for g in frames for verb in g.subject},
        by_object={verb: tuple(f for f in frames if verb in f.object) for g in frames for verb in g.object},
    )


@cache
def nouns() -> Nouns:
    rows = table("nouns")
    units = {word: Unit(unit) for unit, words in rows["remains"].items() if unit != "set" for word in words}
    units |= dict.fromkeys(rows["remains"]["set"], Unit.BODY)
    return Nouns(
        fates={word: Fate(fate) for fate, words in rows["fates"].items() if fate in set(Fate) for word in words},
        acts=frozenset(rows["fates"]["acts"]),
        one_each=frozenset(rows["fates"]["one_each"]),
        tolls=frozenset(rows["tolls"]["nouns"]),
        remains=units,
        graves=frozenset(rows["graves"]["nouns"]),
    )


@cache
def around(name: str) -> frozenset[str]:
    """One of the lists of words around a count that decide between two readings of its clause."""
    return frozenset(table("around")[name])


@cache
def people() -> People:
    rows = table("people")
    roles = {word: Role(role) for role in ("unknown", "civilian", "combatant") for word in rows[role]}
    return People(roles=roles, modifiers={w: Role(role) for role, words in rows["modifiers"].items() for w in words})


@cache
def saying() -> Saying:
    rows = table("saying")
    return Saying(
        says=frozenset(rows["says"]["verbs"]),
        estimates=frozenset(rows["estimates"]["verbs"]),
        suspects=frozenset(rows["suspects"]["verbs"]),
        denies=frozenset(rows["denies"]["verbs"]),
        plans=frozenset(rows["plans"]["verbs"]),
        modals=frozenset(rows["plans"]["modals"]),
        ready=frozenset(rows["plans"]["ready"]),
        coming=frozenset(rows["plans"]["coming"]),
        nearly=frozenset(rows["unreal"]["nearly"]),
        attempts=frozenset(rows["unreal"]["attempts"]),
        demands=frozenset(rows["unreal"]["demands"]),
        demands_for=frozenset(rows["unreal"]["demands_for"]),
        claims=frozenset(rows["claimed"]["verbs"]),
        claim_nouns=frozenset(rows["claimed"]["nouns"]),
        doubt_adverbs=frozenset(rows["unconfirmed"]["adverbs"]),
        doubt_phrases=tuple(rows["unconfirmed"]["phrases"]),
        nouns=frozenset(rows["nouns"]["saying"]),
        according=tuple(rows["nouns"]["according"]),
        speakers=frozenset(rows["nouns"]["speakers"]),
        bodies=frozenset(rows["nouns"]["bodies"]),
    )


@cache
def numbers() -> dict[str, Any]:
    return table("numbers")
