"""Relatives who could be sampled: members of a family who are not typed, and usual relatives who are not in its pedigree yet."""

from __future__ import annotations

from dataclasses import replace

from ...model.families import Family
from ...model.pedigrees import Pedigree, Person, Sex

#: The words of those who are drawn in.
SIBLING, CHILD = "a brother or sister", "a child"


def candidates(family: Family, missing: str) -> list[tuple[str, Family, str]]:
    """What the relative is called, the family with them in it, and their id. Members first, then those who are drawn in."""
    pedigree = family.pedigree
    found = [(p.id, family, p.id) for p in pedigree.members if p.id not in family.missing and not family.profiles.get(p.id)]
    drawing = _Drawing(pedigree, missing)
    with_parents = drawing.parents(missing, "the father", "the mother")
    father, mother = with_parents[missing].father, with_parents[missing].mother
    assert father is not None
    assert mother is not None
    new = [(p, with_parents, p) for p in (father, mother) if p not in pedigree]
    new.append((SIBLING, drawing.child(with_parents, SIBLING, father, mother), SIBLING))
    new.append((CHILD, drawing.own_child(), CHILD))
    for side, parent in (("father's", father), ("mother's", mother)):
        above = drawing.parents(parent, f"the {side} father", f"the {side} mother", with_parents)
        one, two = above[parent].father, above[parent].mother
        assert one is not None
        assert two is not None
        new += [(p, above, p) for p in (one, two) if p not in pedigree]
        word = f"a brother or sister of the {side.removesuffix(chr(39) + 's')}"
        new.append((word, drawing.child(above, word, one, two), word))
    return found + [(name, replace(family, pedigree=own), person) for name, own, person in new]


class _Drawing:
    """Pedigrees with somebody more."""

    def __init__(self, pedigree: Pedigree, missing: str) -> None:
        self.pedigree, self.missing = pedigree, missing

    def parents(self, of: str, father: str, mother: str, within: Pedigree | None = None) -> Pedigree:
        """With both parents of somebody, if they are not there yet."""
        base = within or self.pedigree
        if not base[of].is_founder:
            return base
        members = [replace(p, father=father, mother=mother) if p.id == of else p for p in base.members]
        return Pedigree(base.name, (*members, Person(father, Sex.MALE), Person(mother, Sex.FEMALE)))

    def child(self, within: Pedigree, name: str, father: str, mother: str) -> Pedigree:
        return Pedigree(within.name, (*within.members, Person(name, Sex.UNKNOWN, father, mother)))

    def own_child(self) -> Pedigree:
        """A child of the missing with the partner of a child there is, else with somebody not typed."""
        base = self.pedigree
        born = next((p for p in base.members if self.missing in (p.father, p.mother)), None)
        if born is not None and born.father is not None and born.mother is not None:
            return self.child(base, CHILD, born.father, born.mother)
        mother = base[self.missing].sex is Sex.FEMALE
        partner = Person("the child's other parent", Sex.MALE if mother else Sex.FEMALE)
        both = (partner.id, self.missing) if mother else (self.missing, partner.id)
        return self.child(Pedigree(base.name, (*base.members, partner)), CHILD, *both)
