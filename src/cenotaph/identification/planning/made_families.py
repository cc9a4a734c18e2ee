"""Made families: who was typed and who is missing, drawn from words such as `mother+sibling`, with sexes and names."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

import numpy as np

from ...model.errors import KinFault
from ...model.pedigrees import Pedigree, Person, Sex
from ..files.relations import MISSING, SAME, WORDS, Relative, drawn

MEN = {"father", "grandfather", "brother", "son", "husband", "grandson"}
WOMEN = {"mother", "grandmother", "sister", "daughter", "wife", "granddaughter", "aunt", "niece"}
OTHER = {Sex.MALE: Sex.FEMALE, Sex.FEMALE: Sex.MALE}
BOTH = (Sex.MALE, Sex.FEMALE)


@dataclass(frozen=True, slots=True)
class MadeFamily:
    """A pedigree without genotypes; the ids of the typed and of the missing."""

    pedigree: Pedigree
    typed: tuple[str, ...]
    missing: tuple[str, ...]


def words_of(structure: str) -> tuple[str, ...]:
    """The words of a structure, `mother+sibling`; KinFault when one is none."""
    words = tuple(w.strip().lower() for w in structure.split("+"))
    for word in words:
        bare = word.removeprefix("paternal ").removeprefix("maternal ")
        if SAME.get(bare, bare) not in WORDS:
            raise KinFault(f"{word!r} is no relative", cure=f"Known are {', '.join((*WORDS, *SAME))}; join them with +.")
    return words


def made_family(name: str, words: tuple[str, ...], missing: int, rng: np.random.Generator) -> MadeFamily:
    """A family whose typed relatives are these words to the first missing; further missing are full siblings of the first.

    Sexes that the words leave open are drawn. KinFault: words that no family can be drawn from, such as two fathers.
    """
    sex = BOTH[rng.integers(2)]
    counts: Counter[str] = Counter()
    relatives = []
    for word in words:
        counts[word] += 1
        number = str(counts[word]) if words.count(word) > 1 else ""
        relatives.append(Relative(f"{name}-{word.replace(' ', '-')}{number}", _sex(word, sex, rng), word))
    typed = tuple(r.id for r in relatives)
    kinds = {SAME.get(w, w) for w in words}
    if kinds & {"child", "grandchild"} and "spouse" not in kinds:  # whether the missing is a father or a mother
        relatives.append(Relative("(spouse)", OTHER[sex], "spouse"))
    found = drawn(name, relatives)
    first = f"{name}-M1"
    members = [_renamed(p, first, sex) for p in found.pedigree.members]
    own = next(p for p in members if p.id == first)
    if missing > 1 and own.is_founder:
        members += [Person("(father)", Sex.MALE), Person("(mother)", Sex.FEMALE)]
        members[members.index(own)] = own = replace(own, father="(father)", mother="(mother)")
    names = [first]
    for k in range(1, missing):
        names.append(f"{name}-M{k + 1}")
        members.append(Person(names[-1], BOTH[rng.integers(2)], own.father, own.mother))
    return MadeFamily(Pedigree(name, tuple(members)), typed, tuple(names))


def _sex(word: str, missing: Sex, rng: np.random.Generator) -> Sex:
    bare = word.rpartition(" ")[2].removeprefix("half-")
    if bare in MEN | WOMEN:
        return Sex.MALE if bare in MEN else Sex.FEMALE
    return OTHER[missing] if SAME.get(bare, bare) == "spouse" else BOTH[rng.integers(2)]


def _renamed(person: Person, name: str, sex: Sex) -> Person:
    if person.id == MISSING:
        return replace(person, id=name, sex=sex)
    father, mother = (name if q == MISSING else q for q in (person.father, person.mother))
    # An untyped member of whom the words leave the sex open: it is drawn with the pedigree, a father a man.
    return replace(person, father=father, mother=mother)
