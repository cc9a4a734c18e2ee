"""Who is whose child: persons and pedigrees."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from .errors import KinFault


class Sex(StrEnum):
    MALE = "male"
    FEMALE = "female"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in a pedigree. A founder has neither parent; nobody has only one (the other is then an untyped founder)."""

    id: str
    sex: Sex = Sex.UNKNOWN
    father: str | None = None
    mother: str | None = None

    def __post_init__(self) -> None:
        if self.id in (self.father, self.mother):
            raise KinFault(f"{self.id!r} is their own parent", cure="Name another parent, or 0 for none.")
        if (self.father is None) != (self.mother is None):
            raise KinFault(
                f"{self.id!r} has one parent only", cure="Add the other as a person without a genotype, or give neither parent."
            )
        if self.father is not None and self.father == self.mother:
            raise KinFault(f"{self.id!r} has {self.father!r} as father and as mother", cure="Name two parents.")

    @property
    def is_founder(self) -> bool:
        return self.father is None


@dataclass(frozen=True, slots=True)
class Pedigree:
    """Persons of one family. Every parent is a member, fathers are not female, mothers not male, nobody descends from themselves.

    Members need not all be related: an unrelated person is a founder without children.
    """

    name: str
    members: tuple[Person, ...]
    _by_id: Mapping[str, Person] = field(init=False, repr=False, compare=False)
    #: Kept, since pedigrees are looked up by the thousand.
    _hash: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        by_id: dict[str, Person] = {}
        for person in self.members:
            if person.id in by_id:
                raise KinFault(f"family {self.name!r} has {person.id!r} twice", cure="Give every member an id of their own.")
            by_id[person.id] = person
        object.__setattr__(self, "_by_id", by_id)
        object.__setattr__(self, "_hash", hash((self.name, self.members)))
        for person in self.members:
            for parent, role, never in ((person.father, "father", Sex.FEMALE), (person.mother, "mother", Sex.MALE)):
                if parent is None:
                    continue
                if parent not in by_id:
                    raise KinFault(
                        f"family {self.name!r}: the {role} {parent!r} of {person.id!r} is no member",
                        cure="Add a row for the parent.",
                    )
                if by_id[parent].sex is never:
                    raise KinFault(
                        f"family {self.name!r}: {parent!r}, the {role} of {person.id!r}, is {never}", cure="Mend the sex."
                    )
        both = {p.father for p in self.members} & {p.mother for p in self.members} - {None}
        if both:
            raise KinFault(f"family {self.name!r}: {min(map(str, both))!r} is a father and a mother", cure="Mend one of the rows.")
        self.elders_first()

    def __hash__(self) -> int:
        return self._hash

    def __getitem__(self, id: str) -> Person:  # noqa: A002 - the word of the model
        """The member of this id; KinFault when there is none."""
        if id not in self._by_id:
            raise KinFault(f"family {self.name!r} has no member {id!r}", cure=f"Members are {', '.join(self._by_id)}.")
        return self._by_id[id]

    def __contains__(self, id: object) -> bool:  # noqa: A002
        return id in self._by_id

    def elders_first(self) -> tuple[Person, ...]:
        """The members with parents before their children; KinFault names who descends from themselves."""
        placed: dict[str, Person] = {}
        waiting = list(self.members)
        while waiting:
            ready = [p for p in waiting if p.is_founder or (p.father in placed and p.mother in placed)]
            if not ready:
                raise KinFault(
                    f"family {self.name!r}: {', '.join(self._circle(waiting))} descend from themselves", cure="Mend the parents."
                )
            placed |= {p.id: p for p in ready}
            waiting = [p for p in waiting if p.id not in placed]
        return tuple(placed.values())

    def _circle(self, waiting: list[Person]) -> list[str]:
        """A circle of persons each of whom is a parent of the one before."""
        left = {p.id for p in waiting}
        path = [waiting[0].id]
        while True:
            person = self._by_id[path[-1]]
            parent = person.father if person.father in left else person.mother
            assert parent is not None
            if parent in path:
                return path[path.index(parent) :]
            path.append(parent)
