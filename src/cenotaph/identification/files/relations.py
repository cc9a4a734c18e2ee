"""A pedigree from words: how each typed relative is related to the one missing person of a family.

Words are those of Familias' family search. Where a word leaves something open a usual reading is taken and said: grandparents,
uncles, aunts and cousins are of the father's side unless the word says `maternal`, or unless that place is taken.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from ...model.errors import KinFault
from ...model.pedigrees import Pedigree, Person, Sex

MISSING = "Missing person"
#: Words that mean the same for the pedigree.
SAME = {
    "brother": "sibling", "sister": "sibling", "son": "child", "daughter": "child", "aunt": "uncle", "niece": "nephew",
    "husband": "spouse", "wife": "spouse", "partner": "spouse", "grandson": "grandchild", "granddaughter": "grandchild",
    "half-brother": "half-sibling", "half-sister": "half-sibling", "half sibling": "half-sibling", "half brother": "half-sibling",
    "half sister": "half-sibling",
}  # fmt: skip
WORDS = (
    "father", "mother", "grandfather", "grandmother", "sibling", "half-sibling", "uncle", "nephew", "spouse", "child", "grandchild",
    "cousin",
)  # fmt: skip
SIDES = ("paternal", "maternal")


@dataclass(frozen=True, slots=True)
class Relative:
    """Somebody typed, with sex and the word for what they are to the missing person."""

    id: str
    sex: Sex
    word: str


@dataclass(frozen=True, slots=True)
class Drawn:
    pedigree: Pedigree
    missing: str
    assumed: tuple[str, ...]


def drawn(family: str, relatives: Sequence[Relative], sex: Sex = Sex.UNKNOWN) -> Drawn:
    """The pedigree of a family and what was assumed in drawing it. `sex`: of the missing person, where it is told.

    KinFault: an unknown word, two fathers, a sex that cannot be.
    """
    return _Drawing(family, list(relatives), sex).drawn()


@dataclass
class _Drawing:
    family: str
    relatives: list[Relative]
    sex: Sex = Sex.UNKNOWN
    members: dict[str, Person] = field(default_factory=dict)
    assumed: list[str] = field(default_factory=list)

    def drawn(self) -> Drawn:
        read = [(r, *self._word(r)) for r in self.relatives]
        of = {word: [(r, side) for r, side, w in read if w == word] for word in WORDS}
        for word in ("father", "mother", "spouse"):
            if len(of[word]) > 1:
                self._refuse(f"has {len(of[word])} relatives called {word}", "Only one can be; mend the words.")
        for r, _, _ in read:
            if r.id in self.members or r.id == MISSING:
                self._refuse(f"has {r.id!r} twice", "Give every sample an id of its own.")
            self.members[r.id] = Person(r.id, r.sex)
        above = any(of[w] for w in WORDS if w not in {"spouse", "child", "grandchild"})
        father = self._one(of["father"], "(father)", Sex.MALE) if above else None
        mother = self._one(of["mother"], "(mother)", Sex.FEMALE) if above else None
        self.members[MISSING] = Person(MISSING, self._sex(of["spouse"]), father, mother)
        if father is not None and mother is not None:
            self._parents_kin(of, father, mother)
        self._descendants(of)
        return Drawn(Pedigree(self.family, tuple(self.members.values())), MISSING, tuple(self.assumed))

    def _word(self, r: Relative) -> tuple[str, str]:
        word = r.word.strip().strip("[]").strip().lower()
        side = next((s for s in SIDES if word.startswith(f"{s} ")), "")
        word = word.removeprefix(side).strip()
        word = SAME.get(word, word)
        if word not in WORDS:
            self._refuse(
                f"has {r.id!r} as {r.word!r}", f"Known are {', '.join((*WORDS, *SAME))}; maternal or paternal before them."
            )
        return side, word

    def _refuse(self, what: str, cure: str) -> None:
        raise KinFault(f"family {self.family!r} {what}", cure=cure)

    def _assume(self, what: str) -> None:
        if what not in self.assumed:
            self.assumed.append(what)

    def _add(self, id_: str, sex: Sex, father: str | None = None, mother: str | None = None) -> str:
        if id_ not in self.members:
            self.members[id_] = Person(id_, sex, father, mother)
        return id_

    def _one(self, own: Sequence[tuple[Relative, str]], otherwise: str, sex: Sex) -> str:
        return own[0][0].id if own else self._add(otherwise, sex)

    def _born(self, id_: str, father: str, mother: str) -> None:
        self.members[id_] = Person(id_, self.members[id_].sex, father, mother)

    def _sex(self, spouse: Sequence[tuple[Relative, str]]) -> Sex:
        other = spouse[0][0].sex if spouse else Sex.UNKNOWN
        sex = {Sex.MALE: Sex.FEMALE, Sex.FEMALE: Sex.MALE, Sex.UNKNOWN: Sex.UNKNOWN}[other]
        if Sex.UNKNOWN not in (sex, self.sex) and sex is not self.sex:
            self._refuse(f"misses somebody {self.sex}, and {sex} by the spouse", "Mend one of the rows.")
        if sex is not Sex.UNKNOWN and self.sex is Sex.UNKNOWN:
            self._assume(f"the missing person is {sex}, as the spouse {spouse[0][0].id!r} is not")
        return self.sex if sex is Sex.UNKNOWN else sex

    def _parents_kin(self, of: dict[str, list[tuple[Relative, str]]], father: str, mother: str) -> None:
        for r, _ in of["sibling"]:
            self._born(r.id, father, mother)
        for r, side in of["half-sibling"]:
            if side != "maternal":
                self._born(r.id, father, self._add("(half-sibling's mother)", Sex.FEMALE))
            else:
                self._born(r.id, self._add("(half-sibling's father)", Sex.MALE), mother)
            if not side:
                self._assume("half-siblings have the father in common, and one other mother")
        self._grandparents(of, father, mother)
        if of["nephew"]:
            self._nephews(of, father, mother)

    def _grandparents(self, of: dict[str, list[tuple[Relative, str]]], father: str, mother: str) -> None:
        """Parents and siblings of the parents."""
        place: dict[tuple[str, str], str] = {}
        for word in ("grandfather", "grandmother"):
            for r, side in of[word]:
                at = side or ("paternal" if ("paternal", word) not in place else "maternal")
                if (at, word) in place:
                    self._refuse(f"has two of {at} {word}", "Only one can be; mend the words.")
                if not side:
                    self._assume(f"{r.id!r} is the {at} {word}")
                place[at, word] = r.id
        for word in ("uncle", "cousin"):
            for r, side in of[word]:
                if not side:
                    self._assume(f"{r.id!r} is of the father's side")
        for side, child in (("paternal", father), ("maternal", mother)):
            uncles = [r.id for r, s in of["uncle"] if (s or "paternal") == side]
            cousins = [r.id for r, s in of["cousin"] if (s or "paternal") == side]
            if not (uncles or cousins or any(at == side for at, _ in place)):
                continue
            above = (
                place.get((side, "grandfather")) or self._add(f"({side} grandfather)", Sex.MALE),
                place.get((side, "grandmother")) or self._add(f"({side} grandmother)", Sex.FEMALE),
            )
            for id_ in (child, *uncles):
                self._born(id_, *above)
            if cousins:
                uncle = self._add(f"({side} uncle)", Sex.MALE, *above)
                self._children(cousins, uncle, f"({side} uncle's spouse)")
                self._assume("cousins are children of one brother of the parent, not typed, and one mother")

    def _nephews(self, of: dict[str, list[tuple[Relative, str]]], father: str, mother: str) -> None:
        siblings = [r.id for r, _ in of["sibling"]]
        names = [r.id for r, _ in of["nephew"]]
        listed = ", ".join(map(repr, names))
        if len(siblings) == 1:
            self._assume(f"{listed}: a child of {siblings[0]!r}")
            parent = siblings[0]
        else:
            self._assume(f"{listed}: a child of a brother who is not typed")
            parent = self._add("(sibling)", Sex.MALE, father, mother)
        self._children(names, parent, "(sibling's spouse)")

    def _descendants(self, of: dict[str, list[tuple[Relative, str]]]) -> None:
        children = [r.id for r, _ in of["child"]]
        grandchildren = [r.id for r, _ in of["grandchild"]]
        spouse = of["spouse"][0][0].id if of["spouse"] else "(spouse)"
        if grandchildren and len(children) != 1:
            self._assume("grandchildren are of a son who is not typed")
            self._add("(child)", Sex.MALE)
            children_all = [*children, "(child)"]
        else:
            children_all = children
        if children_all:
            self._children(children_all, MISSING, spouse)
            if len(children_all) > 1:
                self._assume("all children have the same two parents")
        if grandchildren:
            parent = children[0] if len(children) == 1 else "(child)"
            if len(children) == 1:
                self._assume(f"grandchildren are of {parent!r}")
            self._children(grandchildren, parent, "(child's spouse)")

    def _children(self, children: Sequence[str], parent: str, spouse: str) -> None:
        """Children of `parent` and a spouse, added where there is none; whoever is not female stands as the father."""
        sex = self.members[parent].sex
        self._add(spouse, Sex.MALE if sex is Sex.FEMALE else Sex.FEMALE)
        pair = (spouse, parent) if sex is Sex.FEMALE or self.members[spouse].sex is Sex.MALE else (parent, spouse)
        for id_ in children:
            self._born(id_, *pair)
