"""Remains against the missing of families: likelihood ratios from one peeling a family, a table look-up a pair.

For each missing person and marker the joint probability of the references and each genotype of the missing person is computed once,
for all families of a shape together. The likelihood ratio of a claim "these remains are that missing person" is then read off:
numerator P(references, missing has g), denominator P(references) P(g) of an unrelated person; with θ the unrelated person shares
the founders' population, P(references, an unrelated person has g).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from ..model.errors import KinFault
from ..model.families import Family
from ..model.markers import NO_MUTATION, Marker, Profile
from ..model.pedigrees import Pedigree, Person, Sex
from .elimination import Array
from .filling import batch
from .likelihoods import Prepared, padded, prepared, summed
from .shapes import Shape
from .sightings import checked

#: How many cells of a table are summed at once; more families than this are taken in lots.
CELLS = 4_000_000
UNRELATED = "(unrelated)"
#: The place of an allele that was not read: the last.
UNREAD = -1


@dataclass(frozen=True, slots=True)
class Sought:
    """A missing person of a family; `place` is the family's in the search."""

    family: str
    missing: str
    sex: Sex
    place: int


@dataclass(frozen=True, slots=True)
class Pairs:
    """Remains (N) beside the sought (M).

    `log_lr` (N, M): natural logarithm of the likelihood ratio, -inf where it is 0, nan where the sexes differ or the family's own
    genotypes cannot be. `exclusions` (N, M): markers at which the pair cannot be without a mutation, -1 where `log_lr` is nan for
    the sexes. Markers at which a family's references alone need a mutation exclude nobody.
    """

    remains: tuple[str, ...]
    sought: tuple[Sought, ...]
    log_lr: Array
    exclusions: NDArray[np.int64]


def pairs(remains: Sequence[Family], families: Sequence[Family], markers: Sequence[Marker], *, theta: float = 0.0) -> Pairs:
    """Every remains beside every missing person. `remains`: families of one. Other missing persons of a family count as not typed.

    KinFault: a family without a missing person or with a typed one, remains of more or fewer than one person, what
    `log_likelihoods` refuses.
    """
    found = [Sought(f.pedigree.name, m, f.pedigree[m].sex, k) for k, f in enumerate(families) for m in f.missing]
    for family in families:
        if not family.missing:
            raise KinFault(f"family {family.pedigree.name!r} has nobody missing", cure="Name the missing person.")
        not_typed(family)
    bodies = [body_of(r) for r in remains]
    profiles = [p for _, p in bodies]
    total = np.zeros((len(bodies), len(found)))
    excluded = np.zeros((len(bodies), len(found)), dtype=np.int64)
    seen = _places(profiles, markers, [b for b, _ in bodies])
    still = [replace(m, maternal=NO_MUTATION, paternal=NO_MUTATION) for m in markers]
    changing = [k for k, m in enumerate(markers) if m.maternal != NO_MUTATION or m.paternal != NO_MUTATION]
    for k, column, ratio in _ratios(families, found, markers, theta):
        first, second = seen[k]
        total[:, column] += ratio[first, second]
        if k not in changing:
            excluded[:, column] += _cannot(ratio)[first, second]
    if changing:
        for k, column, ratio in _ratios(families, found, [still[k] for k in changing], 0.0):
            first, second = seen[changing[k]]
            excluded[:, column] += _cannot(ratio)[first, second]
    other = np.array([[differ(b.sex, s.sex) for s in found] for b, _ in bodies], dtype=bool).reshape(total.shape)
    total[other] = np.nan
    excluded[other] = -1
    return Pairs(tuple(b.id for b, _ in bodies), tuple(found), total, excluded)


def not_typed(family: Family) -> None:
    """KinFault when one of a family's missing has a genotype."""
    for m in family.missing:
        if family.profiles.get(m):
            raise KinFault(
                f"family {family.pedigree.name!r}: the missing {m!r} has a genotype",
                cure="Leave it out, or do not name them missing.",
            )


def body_of(remains: Family) -> tuple[Person, Profile]:
    """The one person that remains are, and what was seen; KinFault when they are more."""
    if len(remains.pedigree.members) != 1:
        raise KinFault(
            f"remains {remains.pedigree.name!r} are {len(remains.pedigree.members)} persons", cure="Remains are one person."
        )
    [body] = remains.pedigree.members
    return body, remains.profiles.get(body.id, {})


def differ(one: Sex, other: Sex) -> bool:
    """Whether two sexes are both known and not the same."""
    return Sex.UNKNOWN not in (one, other) and one is not other


def _cannot(ratio: Array) -> NDArray[np.int64]:
    return np.asarray(np.isneginf(ratio), dtype=np.int64)


def _places(
    profiles: Sequence[Profile], markers: Sequence[Marker], bodies: Sequence[Person]
) -> list[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """A marker: both alleles' places of every remains (N,), -1 for one that was not read."""
    made = []
    for m in markers:
        own = checked(m, {b.id: p for b, p in zip(bodies, profiles, strict=True)})
        first, second = np.full(len(bodies), UNREAD), np.full(len(bodies), UNREAD)
        for i, b in enumerate(bodies):
            if (g := own.get(b.id)) is not None:
                first[i] = m.index(g.first)
                second[i] = UNREAD if g.second is None else m.index(g.second)
        made.append((first, second))
    return made


def _ratios(
    families: Sequence[Family], found: Sequence[Sought], markers: Sequence[Marker], theta: float
) -> Iterator[tuple[int, int, Array]]:
    """Marker, column of the sought, and the log likelihood ratio of whatever may be seen, the last row and column for unread."""
    here = [(families[s.place].pedigree, s.missing) for s in found]
    typed = [families[s.place].profiles for s in found]
    if theta == 0:
        for keys, joint, frequencies in _joint(here, typed, markers, theta):
            with np.errstate(divide="ignore", invalid="ignore"):
                ratios = joint - joint[:, -1:, -1:] - frequencies
            for (k, column), ratio in zip(keys, ratios, strict=True):
                yield k, column, ratio
        return
    # Beside an unrelated person: one more founder of the same pedigree, who shares the founders' population.
    beside = [
        (Pedigree(p.name, (*p.members, Person(UNRELATED, p[s.missing].sex))), UNRELATED)
        for (p, _), s in zip(here, found, strict=True)
    ]
    apart = {key: one for keys, joint, _ in _joint(beside, typed, markers, theta) for key, one in zip(keys, joint, strict=True)}
    for keys, joint, _ in _joint(here, typed, markers, theta):
        for key, one in zip(keys, joint, strict=True):
            with np.errstate(invalid="ignore"):
                yield *key, one - apart[key]


def _joint(
    asked: Sequence[tuple[Pedigree, str]], typed: Sequence[Mapping[str, Profile]], markers: Sequence[Marker], theta: float
) -> Iterator[tuple[list[tuple[int, int]], Array, Array]]:
    """By shape: (marker, column) of each, log P(references, seen of the asked), log P(seen of anybody), both (Z, A + 1, A + 1)."""
    groups: dict[tuple[Shape, int, bool, int | None], list[tuple[int, int, Prepared]]] = defaultdict(list)
    for column, ((pedigree, person), profiles) in enumerate(zip(asked, typed, strict=True)):
        for k, marker in enumerate(markers):
            one = prepared(pedigree, marker, checked(marker, profiles), asked=(person,), kept=None)
            groups[one.nodes, padded(one.locus.size), marker.x_linked, place(marker)].append((k, column, one))
    for (shaped, size, x_linked, silent), own in groups.items():
        lot = max(1, CELLS // size**2)
        for begin in range(0, len(own), lot):
            part = own[begin : begin + lot]
            of = batch(shaped, [p.locus for *_, p in part], [p.states for *_, p in part], size)
            scale, table = summed(shaped, of, x_linked=x_linked, theta=theta)
            p = of.frequencies
            single = table.ndim == 2
            alone = p[:, :, None] * (np.eye(size) if single else p[:, None, :])
            if single:
                table = table[:, :, None] * np.eye(size)
            with np.errstate(divide="ignore"):
                joint = np.log(observed(table, silent)) + scale[:, None, None]
                yield [(k, c) for k, c, _ in part], joint, np.log(observed(alone, silent))


def place(marker: Marker) -> int | None:
    """The place of the silent allele, None where the marker has none."""
    return None if marker.silent is None else marker.alleles.index(marker.silent)


def observed(joint: Array, silent: int | None) -> Array:
    """From ordered genotypes (Z, A, A) to what may be seen, (Z, A + 1, A + 1), last row and column for an allele not read."""
    z, n, _ = joint.shape
    each = np.arange(n)
    both = joint + joint.transpose(0, 2, 1)
    own = joint[:, each, each]
    made = np.empty((z, n + 1, n + 1))
    made[:, :n, :n] = both
    made[:, each, each] = own if silent is None else own + both[:, :, silent] * (each != silent)
    made[:, :n, n] = made[:, n, :n] = both.sum(axis=2) - own
    made[:, n, n] = joint.sum(axis=(1, 2))
    return made


def posterior(log_lr: Array, among: float) -> Array:
    """The posterior of a claim when each of `among` missing persons is as likely before: LR / (LR + N - 1).

    >>> import numpy as np
    >>> posterior(np.log([99.0]), 100).round(12).tolist()
    [0.5]
    """
    if among < 1:
        raise KinFault(f"{among:g} missing persons", cure="At least one is missing.")
    with np.errstate(divide="ignore", invalid="ignore"):
        share = np.exp(log_lr - np.logaddexp(log_lr, np.log(among - 1)))
    return np.asarray(np.where(np.isneginf(log_lr), 0.0, share))
