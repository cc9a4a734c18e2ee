"""Remains against the missing of families: likelihood ratios from one peeling a family, a table look-up a pair.

For each missing person and marker the joint probability of the references and each genotype of the missing person is computed once,
for all families of a shape together. The likelihood ratio of a claim "these remains are that missing person" is then read off:
numerator P(references, missing has g), denominator P(references) P(g) of an unrelated person; with θ the unrelated person shares
the founders' population, P(references, an unrelated person has g).
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from ...model.errors import KinFault
from ...model.families import Family
from ...model.markers import NO_MUTATION, SHARP, Marker, Profile
from ...model.pedigrees import Pedigree, Person, Sex
from ..peeling.elimination import Array
from .asked import Asked, lots
from .readings import Readings, readings

#: About how many numbers are kept at once for the readings of all markers beside the families of one block.
HELD = 30_000_000
#: Families of a block, at most, and how many remains are added up at once beside them.
BLOCK, ROWS = 2_000, 256
UNRELATED = "(unrelated)"


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
    exclusions: NDArray[np.int16]


def pairs(remains: Sequence[Family], families: Sequence[Family], markers: Sequence[Marker], *, theta: float = 0.0) -> Pairs:
    """Every remains beside every missing person. `remains`: families of one. Other missing persons of a family count as not typed.

    KinFault: a family without a missing person or with a typed one, remains of more or fewer than one person, what
    `log_likelihoods` refuses.
    """
    bodies = tuple(body.id for body, _ in map(body_of, remains))
    parts = list(blocks(remains, families, markers, theta=theta))
    if not parts:
        return Pairs(bodies, (), np.zeros((len(bodies), 0)), np.zeros((len(bodies), 0), dtype=np.int16))
    if len(parts) == 1:
        return parts[0]
    ratios, counts = (np.concatenate([getattr(p, name) for p in parts], axis=1) for name in ("log_lr", "exclusions"))
    return Pairs(bodies, tuple(s for p in parts for s in p.sought), ratios, counts)


def blocks(
    remains: Sequence[Family], families: Sequence[Family], markers: Sequence[Marker], *, theta: float = 0.0
) -> Iterator[Pairs]:
    """As `pairs`, some missing persons at a time, in order: for searches whose pairs do not fit into memory."""
    for family in families:
        if not family.missing:
            raise KinFault(
                f"family {family.pedigree.name!r} has nobody missing",
                cure='Name who is missing: in the JSON of markers ("missing": [ids]), or by words for their relatives.',
            )
        not_typed(family)
    bodies = [body_of(r) for r in remains]
    names = [b.id for b, _ in bodies]
    qualities = [r.qualities.get(b.id, SHARP) for r, (b, _) in zip(remains, bodies, strict=True)]
    for marker in (m for m in markers if m.x_linked):
        for (body, profile), quality in zip(bodies, qualities, strict=True):
            seen = profile.get(marker.name)
            if seen is not None and body.sex is Sex.MALE and seen.second not in (None, seen.first) and not quality.drop_in:
                raise KinFault(
                    f"{body.id!r}: a male has {seen} at the X-linked marker {marker.name}",
                    cure="Write one allele, or the same one twice; or check the sex.",
                )
    read = [readings(m, [p for _, p in bodies], names, qualities) for m in markers]
    found = [Sought(f.pedigree.name, m, f.pedigree[m].sex, k) for k, f in enumerate(families) for m in f.missing]
    width = max(16, min(BLOCK, HELD // max(1, sum(len(r) for r in read))))
    for begin in range(0, len(found), width):
        part = tuple(found[begin : begin + width])
        total, excluded = _block(read, [families[s.place] for s in part], part, markers, theta, len(bodies))
        sexes = np.array([[differ(one, other.sex) for other in part] for one in Sex])
        other = sexes[[list(Sex).index(b.sex) for b, _ in bodies]] if bodies else np.zeros(total.shape, dtype=bool)
        total[other] = np.nan
        excluded[other] = -1
        yield Pairs(tuple(names), part, total, excluded)


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


def _block(
    read: Sequence[Readings],
    families: Sequence[Family],
    part: Sequence[Sought],
    markers: Sequence[Marker],
    theta: float,
    count: int,
) -> tuple[Array, NDArray[np.int16]]:
    """Log likelihood ratios and exclusions of all remains beside some missing persons, (N, M)."""
    asked = [Asked(f.pedigree, s.missing, f.profiles, f.qualities) for f, s in zip(families, part, strict=True)]
    ratios = _ratios(read, asked, markers, theta)
    changing = [k for k, m in enumerate(markers) if m.maternal != NO_MUTATION or m.paternal != NO_MUTATION]
    still = [replace(markers[k], maternal=NO_MUTATION, paternal=NO_MUTATION) for k in changing]
    cannot = {k: _cannot(ratios[k]) for k in range(len(markers)) if k not in changing}
    if still:
        cannot |= {
            k: _cannot(own) for k, own in zip(changing, _ratios([read[k] for k in changing], asked, still, 0.0), strict=True)
        }
    total, excluded = np.zeros((count, len(part))), np.zeros((count, len(part)), dtype=np.int16)

    def add(begin: int) -> None:
        rows = slice(begin, begin + ROWS)
        for k, r in enumerate(read):
            total[rows] += ratios[k][r.of[rows]]
            excluded[rows] += cannot[k][r.of[rows]]

    with ThreadPoolExecutor(os.cpu_count()) as threads:
        list(threads.map(add, range(0, count, ROWS)))
    return total, excluded


def _cannot(ratio: Array) -> NDArray[np.int8]:
    return np.isneginf(ratio).astype(np.int8)


def _ratios(read: Sequence[Readings], asked: Sequence[Asked], markers: Sequence[Marker], theta: float) -> list[Array]:
    """A marker: the log likelihood ratio of every reading beside everybody asked for, (U + 1, M), the last row for nothing read."""
    made = [np.zeros((len(r) + 1, len(asked))) for r in read]
    of_no_man: list[tuple[int, NDArray[np.int64], NDArray[np.int64]]] = []
    with np.errstate(divide="ignore", invalid="ignore"):
        for lot in lots(asked, markers, theta):
            own = np.log(read[lot.marker].under(lot.table))
            if theta == 0:
                p = lot.frequencies
                alone = p[None] if lot.table.ndim == 2 else np.outer(p, p)[None]
                own -= np.log(lot.table.sum(axis=tuple(range(1, lot.table.ndim)))) + np.log(read[lot.marker].under(alone))
            else:
                own += lot.scale
            made[lot.marker][:-1, lot.columns] = own[:, lot.rows]
            if lot.table.ndim == 2:
                any_man = np.ones((1, lot.table.shape[1]))
                never = np.flatnonzero(read[lot.marker].under(any_man)[:, 0] == 0)
                of_no_man.append((lot.marker, never, lot.columns[lot.table.sum(axis=1)[lot.rows] > 0]))
        if theta > 0:
            for lot in lots([beside(one) for one in asked], markers, theta):
                own = np.log(read[lot.marker].under(lot.table)) + lot.scale
                made[lot.marker][:-1, lot.columns] -= own[:, lot.rows]
    # What no man can have on his X is of no missing man, whoever else has it.
    for k, never, columns in of_no_man:
        made[k][np.ix_(never, columns)] = -np.inf
    return made


def beside(one: Asked) -> Asked:
    """An unrelated person in place of the one asked for: one more founder of the pedigree, who shares the founders' population."""
    stranger = Person(UNRELATED, one.pedigree[one.person].sex)
    return replace(one, pedigree=Pedigree(one.pedigree.name, (*one.pedigree.members, stranger)), person=UNRELATED)


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
