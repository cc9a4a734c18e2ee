"""Every two of many samples: one person, parent and child, or full siblings, against unrelated; all pairs of thousands in seconds.

For two samples of which s and t were read, and genotypes g and h with the joint probability J(g, h) under a relation,
P(s, t | relation) = Σ P(s | g) P(t | h) J(g, h). As matrices V J Vᵀ with V the samples' emissions. J comes of 0, 1 or 2 alleles
identical by descent (Thompson, Annals of Human Genetics 39, 1975, 173-188, doi:10.1111/j.1469-1809.1975.tb00120.x), with θ from
Balding and Nichols' urn. Parent and child may have a mutation between them (the mean of both parents' models, and of who is the
parent); siblings are taken without mutation. Markers are taken as unlinked, and only those not of the X are compared.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from ...model.errors import KinFault
from ...model.markers import Marker
from ..peeling.elimination import Array
from .emissions import Emissions, Sample, emissions

Places = NDArray[np.int64]
#: Rows that are compared with all others at once.
ROWS = 256
#: So many different readings at a marker, and their ratios are looked up; more, and they are computed.
TABLED = 1500


class Relation(StrEnum):
    """What two samples may be to one another."""

    SAME = "one person"
    PARENT = "parent and child"
    SIBLINGS = "full siblings"


RELATIONS = tuple(Relation)


@dataclass(frozen=True, slots=True)
class Block:
    """Samples from `begin` beside all from `begin`.

    `log_lr`: natural logarithms of the likelihood ratios against unrelated, (rows, N - begin), by relation.
    """

    begin: int
    log_lr: dict[Relation, Array]


def compared(
    samples: Sequence[Sample], markers: Sequence[Marker], relations: Sequence[Relation] = RELATIONS, *, theta: float = 0.0
) -> Iterator[Block]:
    """Block by block, every two samples once (and some twice, within a block); -inf where a relation cannot be.

    KinFault: a theta that is none, an allele not in the table.
    """
    seen = [Compared(emissions(samples, m), relations, theta) for m in markers if not m.x_linked]
    for begin in range(0, len(samples), ROWS):
        rows = slice(begin, begin + ROWS)
        total: dict[Relation, Array] = {}
        for marker in seen:
            for relation, own in marker.between(rows, slice(begin, None)).items():
                total[relation] = total[relation] + own if relation in total else own
        shape = (min(ROWS, len(samples) - begin), len(samples) - begin)
        yield Block(begin, {r: total.get(r, np.zeros(shape)) for r in relations})


class Compared:
    """Samples at one marker, ready to be compared."""

    def __init__(self, seen: Emissions, relations: Sequence[Relation], theta: float) -> None:
        self.seen, self.relations = seen, relations
        self.joint = joint(seen, theta)
        rows = len(seen.chances)
        self.tables = self._ratios(seen.chances, seen.chances) if rows <= TABLED else None

    def between(self, some: slice, others: slice) -> dict[Relation, Array]:
        """Log likelihood ratios of some samples beside others, by relation."""
        one, two = self.seen.of[some], self.seen.of[others]
        if self.tables is not None:
            return {r: np.take(own[one], two, axis=1) for r, own in self.tables.items()}
        return self._ratios(self.seen.chances[one], self.seen.chances[two])

    def _ratios(self, one: Array, two: Array) -> dict[Relation, Array]:
        return ratios(self.joint, one, two, self.relations)


@dataclass(frozen=True, slots=True)
class Joint:
    """Probabilities of two persons' unordered genotypes, (G, G).

    `alone` (G,): of one person. Of the unrelated, of parent and child (either way round), of two who share one allele by descent.
    """

    alone: Array
    unrelated: Array
    parent: Array
    sharing_one: Array


def ratios(of: Joint, one: Array, two: Array, relations: Sequence[Relation]) -> dict[Relation, Array]:
    """Emissions (N, G) beside emissions (M, G): log likelihood ratios against unrelated (N, M)."""
    unrelated = one @ of.unrelated @ two.T
    made: dict[Relation, Array] = {}
    same = (one * of.alone) @ two.T if set(relations) & {Relation.SAME, Relation.SIBLINGS} else np.zeros(0)
    with np.errstate(divide="ignore", invalid="ignore"):
        for r in relations:
            if r is Relation.SAME:
                whole = same
            elif r is Relation.PARENT:
                whole = one @ of.parent @ two.T
            else:
                whole = (same + 2 * (one @ of.sharing_one @ two.T) + unrelated) / 4
            made[r] = np.log(whole) - np.log(unrelated)
    return made


def joint(seen: Emissions, theta: float) -> Joint:
    """The joint probabilities of two persons' genotypes at a marker.

    With n_a of the n alleles drawn before being a, the next is a with probability (n_a θ + (1 - θ) p_a) / (1 + (n - 1) θ).
    """
    if not 0 <= theta < 1:
        raise KinFault(f"theta is {theta:g}", cure="Theta is at least 0 and below 1.")
    p, first, second = seen.locus.frequencies, seen.first, seen.second
    each = np.arange(len(p))
    pair = (each == first[:, None]).astype(float) + (each == second[:, None])  # copies of each allele, (G, C)
    twice = np.where(first == second, 1.0, 2.0)
    alone = twice * p[first] * ((first == second) * theta + (1 - theta) * p[second])
    third = (pair * theta + (1 - theta) * p) / (1 + theta)
    fourth = (third[:, second] * (1 + theta) + theta * (first == second)) / (1 + 2 * theta)
    unrelated = alone[:, None] * twice * third[:, first] * fourth
    sharing = _sharing(alone, pair / 2, third, first, second)
    # The allele of the other parent, who is not typed, may have changed as well.
    both = (seen.locus.maternal, seen.locus.paternal)
    ways = [_sharing(alone, pair / 2 @ own, third @ other, first, second) for own, other in (both, both[::-1])]
    return Joint(alone, unrelated, (ways[0] + ways[1] + ways[0].T + ways[1].T) / 4, sharing)


def _sharing(alone: Array, passed: Array, other: Array, first: Places, second: Places) -> Array:
    """One allele passed on (G, C), the other drawn (G, C): of (g, h) both ways round, where h has two different alleles."""
    made = passed[:, first] * other[:, second]
    made += (first != second) * passed[:, second] * other[:, first]
    result: Array = alone[:, None] * made
    return result
