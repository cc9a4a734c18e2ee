"""What is known before any report is read: places, sides, institutions and conflicts.

These are the shapes; the room `reference` fills them from data files, and a case can add its own rows.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Protocol, TypeVar

Row = TypeVar("Row")


class SideKind(StrEnum):
    STATE = "state"
    DE_FACTO = "de facto authority"
    ARMED_GROUP = "armed group"


@dataclass(frozen=True, slots=True)
class Place:
    """A named place. `country` is the gazetteer's ISO code and a claim of the gazetteer, not of Cenotaph."""

    id: str
    name: str
    country: str | None
    kind: str
    latitude: float | None = None
    longitude: float | None = None
    population: int = 0
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Side:
    """A party that people can belong to: a state, a de facto authority or an armed group.

    `adjectives` tell whose people ("Armenian soldiers"), `people` are nouns for them ("Armenians", "guerrillas"), `names` the
    party itself, `metonyms` what the press uses in its stead ("Kyiv").
    """

    slug: str
    name: str
    kind: SideKind
    names: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    metonyms: tuple[str, ...] = ()
    country: str | None = None


@dataclass(frozen=True, slots=True)
class Institution:
    """Somebody who speaks as a body. `origin` is what corroboration counts: all ministries of one government share one."""

    name: str
    origin: str
    kind: str
    names: tuple[str, ...] = ()
    side: str | None = None


@dataclass(frozen=True, slots=True)
class Conflict:
    """A war or an episode of one, with the names the press gives it. `last` is None while it goes on."""

    slug: str
    name: str
    first: date
    last: date | None
    parties: tuple[str, ...]
    places: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    part_of: str | None = None


def folded(name: str) -> str:
    """A name as it is looked up: case folded, dashes and white space made one space, a leading article dropped.

    >>> folded("The  Nagorno-Karabakh")
    'nagorno karabakh'
    """
    plain = name.casefold()
    if plain.isalnum():
        return plain
    words = plain.replace("-", " ").replace("–", " ").replace("’", "'").split()
    if len(words) > 1 and words[0] == "the":
        words = words[1:]
    return " ".join(words)


class Gazetteer(Protocol):
    """Places too many to hold as rows: found by their folded names."""

    def named(self, folded: str, /) -> tuple[Place, ...]: ...

    def begins(self, folded: str, /) -> bool: ...

    def __iter__(self) -> Iterator[Place]: ...


@dataclass(frozen=True, eq=False)
class Reference:
    """All reference rows of a call, indexed by folded name when first asked. Immutable; `with_rows` makes a wider one.

    Places are looked up in the rows and in a gazetteer behind them; a row takes the place of the gazetteer's of the same id.
    """

    places: tuple[Place, ...] = ()
    sides: tuple[Side, ...] = ()
    institutions: tuple[Institution, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    gazetteer: Gazetteer | None = None

    @cached_property
    def _places(self) -> dict[str, list[Place]]:
        return _indexed((name, p) for p in self.places for name in (p.name, *p.names))

    @cached_property
    def _sides(self) -> dict[str, list[Side]]:
        return _indexed((name, s) for s in self.sides for name in (s.name, *s.names, *s.adjectives, *s.people, *s.metonyms))

    @cached_property
    def _institutions(self) -> dict[str, list[Institution]]:
        return _indexed((name, i) for i in self.institutions for name in (i.name, *i.names))

    def places_named(self, name: str) -> list[Place]:
        """Every place of that name, the most populous first."""
        key = folded(name)
        own = self._places.get(key, [])
        more = self.gazetteer.named(key) if self.gazetteer is not None else ()
        return sorted((*own, *(p for p in more if p.id not in self._own_places)), key=lambda p: -p.population)

    def begins_place(self, words: str) -> bool:
        """Whether a place has a name of several words that begins with these."""
        key = folded(words)
        return key in self._beginnings or (self.gazetteer is not None and self.gazetteer.begins(key))

    @cached_property
    def _beginnings(self) -> frozenset[str]:
        """What the names of several words among the rows begin with."""
        several = [words for name in self._places if len(words := name.split()) > 1]
        return frozenset(" ".join(words[:n]) for words in several for n in range(1, len(words)))

    @cached_property
    def _own_places(self) -> frozenset[str]:
        return frozenset(p.id for p in self.places)

    def all_places(self) -> Iterator[Place]:
        """Every place: the rows, then those of the gazetteer."""
        yield from self.places
        yield from (p for p in self.gazetteer or () if p.id not in self._own_places)

    def country_place(self, code: str) -> Place | None:
        """The place of the state that has an ISO code."""
        states = (s for s in self.sides if s.country == code and s.kind is SideKind.STATE)
        return next((p for s in states for p in self.places_named(s.name) if p.country == code and p.kind == "country"), None)

    def sides_named(self, name: str) -> list[Side]:
        """Every side that goes by that name, adjective, people or metonym."""
        return list(self._sides.get(folded(name), ()))

    def institutions_named(self, name: str) -> list[Institution]:
        return list(self._institutions.get(folded(name), ()))

    @cached_property
    def _by_slug(self) -> tuple[dict[str, Side], dict[str, Conflict]]:
        """The first row of each slug."""
        return {s.slug: s for s in reversed(self.sides)}, {c.slug: c for c in reversed(self.conflicts)}

    @cached_property
    def group_openings(self) -> frozenset[str]:
        """The first words, in small letters, of all that armed groups are called."""
        groups = (s for s in self.sides if s.kind is SideKind.ARMED_GROUP)
        names = (n for s in groups for n in (s.name, *s.names, *s.adjectives, *s.people, *s.metonyms))
        return frozenset(re.split(r"[\s-]", name.casefold(), maxsplit=1)[0] for name in names)

    @cached_property
    def belligerents(self) -> frozenset[str]:
        """The slugs of all parties to any conflict."""
        return frozenset(p for c in self.conflicts for p in c.parties)

    @cached_property
    def umbrellas(self) -> frozenset[str]:
        """The slugs of the conflicts that others are a part of."""
        return frozenset(c.part_of for c in self.conflicts if c.part_of)

    def side(self, slug: str) -> Side | None:
        return self._by_slug[0].get(slug)

    def conflict(self, slug: str) -> Conflict | None:
        return self._by_slug[1].get(slug)

    def conflicts_named(self, name: str) -> list[Conflict]:
        """The conflicts a person may mean: an exact slug, name or alias first; else all whose names hold every word.

        More than one is an ambiguity for the caller to show, never to settle silently.
        """
        wanted = folded(name)
        exact = [c for c in self.conflicts if wanted in {folded(n) for n in (c.slug, c.name, *c.aliases)}]
        if exact:
            return exact
        words = set(wanted.split())
        return [c for c in self.conflicts if words and words <= set(folded(" ".join((c.slug, c.name, *c.aliases))).split())]

    def with_rows(self, other: Reference) -> Reference:
        """This reference with the other's rows in front, a row of the same id, slug or name replacing the old one."""
        return Reference(
            places=_merged(other.places, self.places, lambda p: p.id),
            sides=_merged(other.sides, self.sides, lambda s: s.slug),
            institutions=_merged(other.institutions, self.institutions, lambda i: i.name),
            conflicts=_merged(other.conflicts, self.conflicts, lambda c: c.slug),
            gazetteer=other.gazetteer or self.gazetteer,
        )


def _indexed(pairs: Iterable[tuple[str, Row]]) -> dict[str, list[Row]]:
    index: defaultdict[str, list[Row]] = defaultdict(list)
    for name, row in pairs:
        rows = index[folded(name)]
        if not rows or all(row is not other for other in rows):
            rows.append(row)
    return dict(index)


def _merged(first: tuple[Row, ...], then: tuple[Row, ...], key: Callable[[Row], str]) -> tuple[Row, ...]:
    taken = {key(row) for row in first}
    return first + tuple(row for row in then if key(row) not in taken)
