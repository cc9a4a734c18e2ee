"""A pedigree at a marker as a network of alleles: which alleles there are, and which was passed on to whom.

A person who was not typed is two alleles (one where the marker is on the X of a male), and so is one of whom what was read may be
off, with a table of how likely it is to be read of each two. A person who was typed without fault is one variable, the genotypes
that fit what was seen, ordered (from the father, from the mother); below such a person only the two genotype's alleles count, so a
typed person cuts the pedigree. Which of the two alleles of an untyped parent was passed on is a variable of its own (a
choice), so that no table is over alleles that are only alternatives (see `orders`). Persons who were not typed and have no
typed descendant are left out: their alleles sum to 1.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from ...model.errors import KinFault
from ...model.pedigrees import Pedigree, Person, Sex


class Kind(StrEnum):
    """What is known of a person at a marker."""

    UNTYPED = "untyped"
    TYPED = "typed"
    #: Typed, and what was read may be off: two alleles, and how likely each two are to be read so.
    UNSURE = "unsure"
    #: Not typed, and the distribution over the genotypes is asked for.
    ASKED = "asked"


@dataclass(frozen=True, slots=True)
class Node:
    """One person. `father`, `mother`: places in the shape, -1 for founders. `states`: how many genotypes fit, of the typed."""

    kind: Kind
    father: int
    mother: int
    single: bool = False
    states: int = 0


Shape = tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Factor:
    """A table: what it is (see `networks.table`), and its variables, in the order of its axes."""

    what: str
    scope: tuple[int, ...]
    person: int = -1
    parent: int = -1
    side: str = ""


@dataclass(frozen=True, slots=True)
class Network:
    """`sizes`: how many values each variable takes, 0 standing for the number of alleles. `founding`: the alleles of untyped
    founders that matter. `links`: see `orders`. `asked`: the variables of the asked, from the father first."""

    factors: tuple[Factor, ...]
    sizes: tuple[int, ...]
    links: tuple[tuple[int, int, int, int], ...]
    founding: tuple[int, ...]
    asked: tuple[int, ...]


def shape(
    pedigree: Pedigree, states: Mapping[str, int], *, asked: Sequence[str] = (), x_linked: bool = False
) -> tuple[Shape, tuple[str, ...]]:
    """The shape of a pedigree and who stands at each of its places.

    `states`: of every typed person, how many genotypes fit, 0 where what was read may be off. KinFault: the sex matters (an
    X-linked marker) and is not known.
    """
    return _shape(pedigree, tuple(states.items()), tuple(asked), x_linked)


@lru_cache(maxsize=4096)
def _shape(
    pedigree: Pedigree, told: tuple[tuple[str, int], ...], asked: tuple[str, ...], x_linked: bool
) -> tuple[Shape, tuple[str, ...]]:
    states = dict(told)
    wanted = {*states, *asked}
    for person in reversed(pedigree.elders_first()):
        if person.id in wanted and person.father is not None and person.mother is not None:
            wanted |= {person.father, person.mother}
    kept = [p for p in pedigree.elders_first() if p.id in wanted]
    place = {p.id: i for i, p in enumerate(kept)}
    fathers = {p.father for p in pedigree.members}
    mothers = {p.mother for p in pedigree.members}

    def single(p: Person) -> bool:
        if not x_linked:
            return False
        if p.sex is Sex.UNKNOWN and p.id not in fathers | mothers:
            raise KinFault(
                f"family {pedigree.name!r}: the sex of {p.id!r} is not known, and an X-linked marker needs it", cure="Give the sex."
            )
        return p.sex is Sex.MALE or p.id in fathers

    nodes = []
    for p in kept:
        kind = Kind.UNTYPED
        if p.id in asked:
            kind = Kind.ASKED
        elif p.id in states:
            kind = Kind.TYPED if states[p.id] else Kind.UNSURE
        father, mother = (place[q] if q is not None else -1 for q in (p.father, p.mother))
        nodes.append(Node(kind, father, mother, single(p), states.get(p.id, 0) if kind is Kind.TYPED else 0))
    return _same(tuple(nodes)), tuple(p.id for p in kept)


@lru_cache(maxsize=4096)
def _same(nodes: Shape) -> Shape:
    """One object for all that are equal, so that they can be told apart without being compared."""
    return nodes


@lru_cache(maxsize=4096)
def network(nodes: Shape, x_linked: bool = False, blocks: tuple[int, ...] = ()) -> Network:
    """The network of a shape. `blocks`: which founders' alleles are copies of one another, a label each, in order of `founding`."""
    return _Drawing(nodes, x_linked).drawn(blocks)


class _Drawing:
    """Variables and factors, as they are added."""

    def __init__(self, nodes: Shape, x_linked: bool) -> None:
        self.nodes, self.x_linked = nodes, x_linked
        self.sizes: list[int] = []
        self.factors: list[Factor] = []
        self.own: list[tuple[int, ...]] = []
        self.links: list[tuple[int, ...]] = []

    def _variable(self, size: int) -> int:
        self.sizes.append(size)
        return len(self.sizes) - 1

    def drawn(self, blocks: tuple[int, ...]) -> Network:
        founding: list[int] = []
        children = [0] * len(self.nodes)
        for n in self.nodes:
            for parent in self._parents(n).values():
                children[parent] += 1
        for i, n in enumerate(self.nodes):
            if n.kind is Kind.TYPED:
                self.own.append((self._variable(n.states),))
                self.factors.append(Factor("founder" if n.father < 0 else "seen", self.own[i], person=i))
                continue
            alone = n.kind is Kind.UNTYPED and n.father < 0 and children[i] < 2
            self.own.append(tuple(self._variable(0) for _ in range(1 if n.single or alone else 2)))
            founding += self.own[i] if n.father < 0 else ()
            if n.kind is Kind.UNSURE:
                self.factors.append(Factor("read", self.own[i], person=i))
        passed = [False] * len(self.nodes)
        for i, n in enumerate(self.nodes):
            for side, parent in self._parents(n).items():
                self._passed_on(i, side, parent, first=not passed[parent])
                passed[parent] = True
        return self._copied(founding, blocks)

    def _parents(self, n: Node) -> dict[str, int]:
        if n.father < 0:
            return {}
        return {"mother": n.mother} if self.x_linked and n.single else {"father": n.father, "mother": n.mother}

    def _passed_on(self, child: int, side: str, parent: int, *, first: bool) -> None:
        """What was passed on. An untyped founder's two alleles are alike: the one passed on first is called the first."""
        n, above = self.nodes[child], self.nodes[parent]
        to = self.own[child][0 if n.kind is Kind.TYPED or n.single or side == "father" else 1]
        if above.kind is Kind.TYPED:
            self.factors.append(Factor("from typed", (self.own[parent][0], to), child, parent, side))
            return
        alleles = self.own[parent]
        if len(alleles) == 1 or (above.father < 0 and first):
            self.factors.append(Factor("from one", (alleles[0], to), child, parent, side))
            return
        choice, passed = self._variable(2), self._variable(0)
        self.factors += [Factor("from one", (passed, to), child, parent, side), Factor("choice", (choice,))]
        self.links.append((passed, choice, *alleles))

    def _copied(self, founding: Sequence[int], blocks: tuple[int, ...]) -> Network:
        """Founders' alleles of a block become one variable; each variable that is left draws from the population once."""
        first: dict[int, int] = {}
        onto = {v: first.setdefault(label, v) for v, label in zip(founding, blocks or range(len(founding)), strict=True)}
        drawn = tuple(dict.fromkeys(onto.values()))
        kept = [v for v in range(len(self.sizes)) if onto.get(v, v) == v]
        renamed = {v: kept.index(onto.get(v, v)) for v in range(len(self.sizes))}
        ask = tuple(renamed[v] for n, own in zip(self.nodes, self.own, strict=True) if n.kind is Kind.ASKED for v in own)
        factors = [Factor(f.what, tuple(renamed[v] for v in f.scope), f.person, f.parent, f.side) for f in self.factors] + [
            Factor("drawn", (renamed[v],)) for v in drawn
        ]
        links = tuple((renamed[p], renamed[c], renamed[a], renamed[b]) for p, c, a, b in self.links)
        return Network(tuple(factors), tuple(self.sizes[v] for v in kept), links, tuple(renamed[v] for v in drawn), ask)
