"""Samples that are one person's, and relatives that nobody told of, among thousands; with how many false alarms are to be expected.

Every two samples are compared (see `kinship`). Two are taken as one person's when the likelihood ratio passes a threshold against
unrelated persons and against full siblings. Of the rest, those that are of one side and not of one family are taken as related
when parent and child, or full siblings, pass theirs.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from ...model.errors import KinFault
from ...model.markers import Marker, Quality
from ..peeling.elimination import Array
from .emissions import Sample, emissions
from .kinship import RELATIONS, Relation, compared, joint

#: So many findings are told; more, and the threshold is too low to be of use.
MOST = 100_000
#: Probability a marker that one of two readings is off, which is granted to every sample, so that one slip hides nothing.
TOLERANCE = 0.005
DRAWS = 20_000


@dataclass(frozen=True, slots=True)
class Alike:
    """Samples, by place, that look like one person's. `shared`: markers typed in both; `differing`: of these, not read alike."""

    one: int
    other: int
    log_lr: float
    log_lr_siblings: float
    shared: int
    differing: int


@dataclass(frozen=True, slots=True)
class Kin:
    """Two samples, by place, that look related, and as what they are likeliest.

    That may be one person, where the threshold against siblings was not passed. `log_lr`: of the likelier of parent and child, and
    full siblings.
    """

    one: int
    other: int
    relation: Relation
    log_lr: float
    shared: int


@dataclass(frozen=True, slots=True)
class Found:
    """What came out of comparing. `pairs`: how many were looked at for being one person's; `strangers`: for being unknown kin."""

    alike: tuple[Alike, ...]
    kin: tuple[Kin, ...]
    pairs: int
    strangers: int


def alike_and_kin(
    samples: Sequence[Sample],
    groups: Sequence[tuple[str, str]],
    markers: Sequence[Marker],
    *,
    same_above: float,
    kin_above: float,
    theta: float = 0.0,
    advance: Callable[[int, int], None] = lambda _done, _all: None,
) -> Found:
    """`groups`: side and family of every sample. `same_above`, `kin_above`: likelihood ratios. `advance`: rows done, of how many.

    KinFault: an allele that is not in the table, a theta that is none, more than `MOST` findings.
    """
    granted = [replace(s, quality=_granted(s.quality)) for s in samples]
    of_x = {m.name for m in markers if m.x_linked}
    names = [m.name for m in markers if m.name not in of_x]
    sides, families = (
        np.unique(np.array(x), return_inverse=True)[1] for x in ([g[0] for g in groups], ["\0".join(g) for g in groups])
    )
    alike: list[Alike] = []
    kin: list[Kin] = []
    strangers = 0
    for block in compared(granted, markers, theta=theta):
        same, parent, siblings = (block.log_lr[r] for r in (Relation.SAME, Relation.PARENT, Relation.SIBLINGS))
        rows, columns = same.shape
        here = slice(block.begin, block.begin + rows)
        later = np.arange(columns) > np.arange(rows)[:, None]
        with np.errstate(invalid="ignore"):
            less = np.minimum(same, same - siblings)
        one_person = later & (less >= math.log(same_above))
        apart = later & (sides[here, None] == sides[block.begin :]) & (families[here, None] != families[block.begin :])
        strangers += int(apart.sum())
        highest = np.maximum(parent, siblings)
        related = apart & ~one_person & (highest >= math.log(kin_above))
        if len(alike) + len(kin) + int(one_person.sum() + related.sum()) > MOST:
            raise KinFault(f"more than {MOST:,} pairs pass the thresholds", cure="Raise --same-above or --kin-above.")
        for i, j in np.argwhere(one_person):
            one, other = block.begin + int(i), block.begin + int(j)
            shared = [n for n in names if n in samples[one].profile and n in samples[other].profile]
            differing = sum(samples[one].profile[n] != samples[other].profile[n] for n in shared)
            alike.append(Alike(one, other, float(same[i, j]), float(same[i, j] - siblings[i, j]), len(shared), differing))
        for i, j in np.argwhere(related):
            one, other = block.begin + int(i), block.begin + int(j)
            relation = RELATIONS[int(np.argmax([block.log_lr[r][i, j] for r in RELATIONS]))]
            count = sum(n in samples[one].profile and n in samples[other].profile for n in names)
            kin.append(Kin(one, other, relation, float(highest[i, j]), count))
        advance(min(len(samples), block.begin + rows), len(samples))
    whole = len(samples) * (len(samples) - 1) // 2
    return Found(tuple(sorted(alike, key=lambda a: -a.log_lr)), tuple(sorted(kin, key=lambda k: -k.log_lr)), whole, strangers)


def _granted(quality: Quality) -> Quality:
    return replace(quality, error=max(quality.error, TOLERANCE))


@dataclass(frozen=True, slots=True)
class FalseAlarms:
    """How likely an unrelated pair typed at all markers passes the threshold, with the standard error of the simulation."""

    chance: float
    error: float


def false_alarms(markers: Sequence[Marker], above: float, *, seed: int, theta: float = 0.0, draws: int = DRAWS) -> FalseAlarms:
    """How often two unrelated persons look like parent and child or like siblings, by importance sampling.

    P(LR > t | unrelated) = E[1/LR; LR > t | related], drawn from the related; the two relations are added (at most so often).
    The same tolerance of misreadings is granted as in the comparison.
    """
    rng = np.random.default_rng(seed)
    keep = (1 - TOLERANCE) ** 2
    total, variance = 0.0, 0.0
    log_lr = {r: np.zeros(draws) for r in (Relation.PARENT, Relation.SIBLINGS)}
    for marker in (m for m in markers if not m.x_linked):
        of = joint(emissions([], marker, lumped=False), theta)
        same = np.diag(of.alone)
        related = {Relation.PARENT: of.parent, Relation.SIBLINGS: (same + 2 * of.sharing_one + of.unrelated) / 4}
        for relation, own in related.items():
            mixed = keep * own + (1 - keep) * of.unrelated
            at = _drawn(mixed, rng, draws)
            log_lr[relation] += np.log(mixed.ravel()[at]) - np.log(of.unrelated.ravel()[at])
    for own in log_lr.values():
        worth = np.where(own >= math.log(above), np.exp(-own), 0.0)
        total += float(worth.mean())
        variance += float(worth.var(ddof=1)) / draws
    return FalseAlarms(total, math.sqrt(variance))


def _drawn(table: Array, rng: np.random.Generator, draws: int) -> NDArray[np.int64]:
    sums = np.cumsum(table.ravel())
    at: NDArray[np.int64] = np.searchsorted(sums, rng.random(draws) * sums[-1], side="right").clip(max=table.size - 1)
    return at
