"""Kinship as a `.fam` writes it, parent by parent, made into pedigrees.

Familias lets a child have one parent; here the other is then a founder of its own who was not typed, one for each such child.
A parent's sex says whether they are the father; where it is not told it is the one their children's other parent does not have.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass

from ...model.errors import KinFault
from ...model.pedigrees import Pedigree, Person, Sex

OTHER = {Sex.MALE: Sex.FEMALE, Sex.FEMALE: Sex.MALE, Sex.UNKNOWN: Sex.UNKNOWN}


@dataclass(frozen=True, slots=True)
class Bond:
    """One parent of one child, with the place in the file."""

    parent: str
    child: str
    place: str


def pedigree(
    name: str, sexes: dict[str, Sex], bonds: Sequence[Bond], *, untyped: Container[str] = (), notes: list[str] | None = None
) -> Pedigree:
    """The pedigree of these persons, in their order, then those added. KinFault: three parents, two fathers, a circle.

    Somebody `untyped` who has children only with others of the sex that the file gives both is taken as of the other, and `notes`
    says so.
    """
    parents: dict[str, list[Bond]] = {}
    for bond in bonds:
        own = parents.setdefault(bond.child, [])
        if all(b.parent != bond.parent for b in own):
            own.append(bond)
        if len(own) > 2:
            raise KinFault(f"{bond.place}: {bond.child!r} has three parents", cure="Mend the pedigree.")
    couples = [[b.parent for b in own] for own in parents.values()]
    known = _sexes(sexes, couples)
    for id_, sex in _turned(known, [c for c in couples if len(c) == 2], untyped).items():
        known[id_] = sex
        if notes is not None:
            notes.append(f"pedigree {name}: {id_!r}, {OTHER[sex]} in the file, is taken as {sex}, by whom they have children with")
    members, added = [], []
    for id_, sex in known.items():
        own = parents.get(id_, [])
        if not own:
            members.append(Person(id_, sex))
            continue
        try:
            father, mother, more = _couple(id_, [b.parent for b in own], known)
            members.append(Person(id_, sex, father, mother))
        except KinFault as fault:
            raise KinFault(f"{own[-1].place}: {fault.what}", cure=fault.cure) from None
        added += more
    made = [*members, *added]
    try:
        return Pedigree(name, tuple(made))
    except KinFault as fault:
        raise KinFault(f"{bonds[0].place if bonds else name}: {fault.what}", cure=fault.cure) from None


def _sexes(told: dict[str, Sex], couples: Sequence[Sequence[str]]) -> dict[str, Sex]:
    """With what a parent's sex follows to be from whom they have children with."""
    known = dict(told)
    changed = True
    while changed:
        changed = False
        for one, two in (c for c in couples if len(c) == 2):
            for a, b in ((one, two), (two, one)):
                if known[a] is Sex.UNKNOWN and known[b] is not Sex.UNKNOWN:
                    known[a] = OTHER[known[b]]
                    changed = True
    return known


def _turned(known: dict[str, Sex], couples: Sequence[Sequence[str]], untyped: Container[str]) -> dict[str, Sex]:
    """Who of the untyped has to be of the other sex, so that every couple has both; nobody where that mends nothing."""
    turned: dict[str, Sex] = {}
    for couple in couples:
        sexes = {turned.get(p, known[p]) for p in couple}
        if len(sexes) > 1 or Sex.UNKNOWN in sexes:
            continue
        for id_ in couple:
            others = [q for c in couples if id_ in c for q in c if q != id_]
            if id_ in untyped and not any(q in turned for q in others) and all(known[q] is known[id_] for q in others):
                turned[id_] = OTHER[known[id_]]
                break
    return turned


def _couple(child: str, parents: list[str], sexes: dict[str, Sex]) -> tuple[str, str, list[Person]]:
    """Father, mother, and whoever was added to be one of them."""
    if len(parents) == 2:
        one, two = parents
        if sexes[one] is sexes[two] and sexes[one] is not Sex.UNKNOWN:
            role = "father" if sexes[one] is Sex.MALE else "mother"
            raise KinFault(f"{child!r} has {one!r} and {two!r}, both as {role}", cure="Mend the pedigree.")
        return (two, one, []) if sexes[one] is Sex.FEMALE else (one, two, [])
    [parent] = parents
    if sexes[parent] is Sex.FEMALE:
        other = Person(_free(f"(father of {child})", sexes), Sex.MALE)
        return other.id, parent, [other]
    other = Person(_free(f"(mother of {child})", sexes), Sex.FEMALE)
    return parent, other.id, [other]


def _free(name: str, taken: dict[str, Sex]) -> str:
    while name in taken:
        name += "'"
    return name
