"""Missing persons of several families who have one name, as tables of Familias call them all "Missing person"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from ...model.families import Family
from ...model.pedigrees import Pedigree


def named_apart(families: Sequence[Family]) -> tuple[Family, ...]:
    """Families in which a missing person whose name is missing from another family too has the family's name in front."""
    count = Counter(m for f in families for m in f.missing)
    return tuple(_renamed(f, {m: f"{f.pedigree.name}: {m}" for m in f.missing if count[m] > 1}) for f in families)


def _renamed(family: Family, names: dict[str, str]) -> Family:
    if not names:
        return family

    def of(person: str | None) -> str | None:
        return names.get(person, person) if person is not None else None

    members = tuple(replace(p, id=names.get(p.id, p.id), father=of(p.father), mother=of(p.mother)) for p in family.pedigree.members)
    return replace(family, pedigree=Pedigree(family.pedigree.name, members), missing=tuple(names.get(m, m) for m in family.missing))
