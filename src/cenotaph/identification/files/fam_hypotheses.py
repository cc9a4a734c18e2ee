"""The first part of a `.fam`: persons with their genotypes, and pedigrees, each a hypothesis of how they are related.

A person is a name, three lines that matter to priors only (the second may say that dropout is to be considered), whether male, the
number of genotypes, and each as the places of its alleles and of its marker in the database that follows. After `Known relations`
come the numbers of females and males without a name, then relations as the places of parent and child; each pedigree has a place,
a name, persons and relations of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from ...model.errors import KinFault
from ...model.families import Family
from ...model.markers import Genotype, Marker, Profile
from ...model.pedigrees import Sex
from .fam_kin import Bond, pedigree
from .fam_lines import Lines, flagged, quoted

DROPOUTS = "(Consider dropouts)"
#: Not a thousandth of a file holds as many; a number beyond is a mistake.
MOST_EXTRA = 10_000


@dataclass(frozen=True, slots=True)
class _Person:
    name: str
    sex: Sex
    dropouts: bool
    #: Places of both alleles and of the marker, -1 for an allele that was not read.
    seen: tuple[tuple[int, int, int], ...]
    place: str


@dataclass(frozen=True, slots=True)
class _Part:
    """Persons without a name, and relations by place."""

    name: str
    extra: tuple[Sex, ...]
    bonds: tuple[tuple[int, int, str], ...]


@dataclass(frozen=True, slots=True)
class Hypotheses:
    """The first part of a file, before its markers are known."""

    persons: tuple[_Person, ...] = ()
    known: _Part = field(default_factory=lambda: _Part("", (), ()))
    pedigrees: tuple[_Part, ...] = ()

    def families(self, ladders: Sequence[tuple[str, Sequence[str]]], kept: frozenset[str], notes: list[str]) -> tuple[Family, ...]:
        """A family a pedigree, with the genotypes at the markers `kept`. `ladders`: names and alleles of the database, in its
        order.

        Persons who are in no relation of a pedigree and were not typed are left out of it. `notes` gets what was assumed.
        """
        profiles = {p.name: self._profile(p, ladders, kept) for p in self.persons}
        made = []
        for part in self.pedigrees or ((self.known,) if self.persons else ()):
            names = [p.name for p in self.persons]
            sexes = {p.name: p.sex for p in self.persons}
            for sex in (*self.known.extra, *(part.extra if self.pedigrees else ())):
                names.append(f"(extra {sex} {sum(n.startswith(f'(extra {sex} ') for n in names) + 1})")
                sexes[names[-1]] = sex
            bonds = [
                Bond(_at(names, parent, place), _at(names, child, place), place)
                for parent, child, place in (*self.known.bonds, *(part.bonds if self.pedigrees else ()))
            ]
            related = {id_ for b in bonds for id_ in (b.parent, b.child)}
            own = {n: s for n, s in sexes.items() if n in related or profiles.get(n)}
            untyped = frozenset(n for n in own if not profiles.get(n))
            found = pedigree(part.name or "family", own, bonds, untyped=untyped, notes=notes)
            made.append(Family(found, {n: p for n, p in profiles.items() if p}))
        return tuple(made)

    def _profile(self, person: _Person, ladders: Sequence[tuple[str, Sequence[str]]], kept: frozenset[str]) -> Profile:
        seen = {}
        for first, second, at in person.seen:
            if at >= len(ladders):
                raise KinFault(
                    f"{person.place}: {person.name!r} has a genotype of marker {at + 1}", cure=f"There are {len(ladders)}."
                )
            name, alleles = ladders[at]
            for k in (first, second):
                if k >= len(alleles):
                    raise KinFault(
                        f"{person.place}: {person.name!r} has allele {k + 1} of {name}", cure=f"There are {len(alleles)}."
                    )
            read = [alleles[k] for k in (first, second) if k >= 0]
            if read and name in kept:
                seen[name] = Genotype(read[0], read[1] if len(read) == 2 else None)
        return seen


def _at(names: list[str], k: int, place: str) -> str:
    if k >= len(names):
        raise KinFault(f"{place}: a relation of person {k + 1}", cure=f"There are {len(names)}.")
    return names[k]


def read_hypotheses(lines: Lines) -> Hypotheses:
    """From the number of persons on; KinFault names the line."""
    persons: list[_Person] = []
    for _ in range(lines.whole("number of persons")):
        persons.append(_person(lines))
        if persons[-1].name in {p.name for p in persons[:-1]}:
            raise KinFault(f"{persons[-1].place}: the person {persons[-1].name!r} is there twice", cure="Give everybody a name.")
    if lines.word() != "Known relations":
        raise KinFault(f"{lines.place}: here should be Known relations", cure="Export the file again.")
    known = _part("", lines)
    parts: dict[int, _Part] = {}
    for _ in range(lines.whole("number of pedigrees")):
        at = lines.whole("place of a pedigree")
        if at in parts:
            raise KinFault(f"{lines.place}: two pedigrees in one place", cure="Export the file again.")
        parts[at] = _part(lines.word(), lines)
    names = [p.name for p in parts.values()]
    for name in names:
        if names.count(name) > 1:
            raise KinFault(f"{lines.where}: two pedigrees are called {name!r}", cure="Give each a name of its own.")
    return Hypotheses(tuple(persons), known, tuple(p for _, p in sorted(parts.items())))


def _person(lines: Lines) -> _Person:
    name = lines.word()
    place = lines.place
    if not name:
        raise KinFault(f"{place}: a person without a name", cure="Give everybody a name.")
    lines.word()
    dropouts = DROPOUTS in lines.word()
    lines.word()
    sex = Sex.MALE if lines.flag() else Sex.FEMALE
    seen = {}
    for _ in range(lines.whole("number of genotypes")):
        first, second = (lines.whole("place of an allele", least=-1) for _ in range(2))
        marker = lines.whole("place of a marker")
        if marker in seen:
            raise KinFault(f"{lines.place}: {name!r} has two genotypes of marker {marker + 1}", cure="Give one.")
        seen[marker] = (first, second, marker)
    return _Person(name, sex, dropouts, tuple(seen.values()), place)


def _part(name: str, lines: Lines) -> _Part:
    women, men = (lines.whole(f"number of {sex}s without a name", MOST_EXTRA) for sex in ("female", "male"))
    bonds = []
    for _ in range(lines.whole("number of relations")):
        place = lines.word()
        if "Direct" in place:
            raise KinFault(f"{lines.place}: identical twins ({place}) are not read", cure="Give the genotypes of one of them.")
        lines.at -= 1
        parent = lines.whole("place of a parent")
        bonds.append((parent, lines.whole("place of a child"), lines.place))
    return _Part(name, (*[Sex.FEMALE] * women, *[Sex.MALE] * men), tuple(bonds))


def written_hypotheses(families: Sequence[Family], markers: Sequence[Marker]) -> list[str]:
    """The first part of a file: hypotheses of the same persons; nothing but its frame where there are none."""
    sexes: dict[str, Sex] = {}
    profiles: dict[str, Profile] = {}
    for family in families:
        for p in family.pedigree.members:
            sexes[p.id] = p.sex if sexes.get(p.id, Sex.UNKNOWN) is Sex.UNKNOWN else sexes[p.id]
        profiles |= family.profiles
    names = list(sexes)
    lines = [str(len(names))]
    for name in names:
        own = profiles.get(name, {})
        lines += [quoted(name), flagged(False), "-1", flagged(False), flagged(_male(name, sexes, families)), str(len(own))]
        for k, marker in enumerate(markers):
            if marker.name in own:
                alleles = [a for a in marker.alleles if a != marker.silent]
                g = own[marker.name]
                lines += [str(alleles.index(g.first)), str(-1 if g.second is None else alleles.index(g.second)), str(k)]
    lines += [quoted("Known relations"), "0", "0", "0", str(len(families))]
    for k, family in enumerate(families):
        bonds = [(parent, p.id) for p in family.pedigree.members for parent in (p.father, p.mother) if parent]
        lines += [str(k), quoted(family.pedigree.name), "0", "0", str(len(bonds))]
        lines += [str(names.index(id_)) for bond in bonds for id_ in bond]
    return lines


def _male(name: str, sexes: dict[str, Sex], families: Sequence[Family]) -> bool:
    """Whoever is of no known sex stands as the parent they are."""
    return sexes[name] is Sex.MALE or (
        sexes[name] is Sex.UNKNOWN and not any(p.mother == name for f in families for p in f.pedigree.members)
    )
