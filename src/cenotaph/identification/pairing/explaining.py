"""One pair, marker by marker: what was seen, how likely under each claim, and how much the ratio hangs on the model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from ...model.errors import KinFault
from ...model.families import Family
from ...model.markers import NO_MUTATION, SHARP, Genotype, Marker, Quality
from ..peeling.likelihoods import log_likelihoods
from .pairwise import body_of, pairs

#: Theta under which the ratio is told beside the one that was asked for.
THETAS = (0.0, 0.01, 0.03)
#: With more founders who matter and were not typed, sums under theta take too long to be told unasked.
FOUNDERS = 3


@dataclass(frozen=True, slots=True)
class AtMarker:
    """What was seen of the remains and the references, and the natural logarithm of the ratio.

    `frequencies`: of the alleles seen of the remains. `excluded`: the pair cannot be here without a mutation. `at_odds`: the
    references alone cannot be without one.
    """

    marker: Marker
    seen: Genotype | None
    references: Mapping[str, Genotype]
    log_lr: float
    frequencies: Mapping[str, float]
    excluded: bool
    at_odds: bool


@dataclass(frozen=True, slots=True)
class Otherwise:
    """The ratio under another model, natural logarithm; nan where it could not be computed."""

    what: str
    log_lr: float


@dataclass(frozen=True, slots=True)
class Explained:
    """A pair. `quality`: of the remains' sample.

    `rivals`: how many other remains have a ratio for this missing person that is at least as high, and how many other families'
    missing for these remains; with the highest of each.
    """

    remains: str
    family: Family
    missing: str
    quality: Quality
    theta: float
    rows: tuple[AtMarker, ...]
    log_lr: float
    exclusions: int
    otherwise: tuple[Otherwise, ...]
    rivals: tuple[tuple[int, float], tuple[int, float]]


def explain(
    remains: Sequence[Family],
    families: Sequence[Family],
    markers: Sequence[Marker],
    one: str,
    family: str,
    *,
    missing: str | None = None,
    theta: float = 0.0,
) -> Explained:
    """The pair of these remains and this family's missing person (named by `missing` where the family misses several).

    KinFault: no such remains or family, several missing and none named, sexes that differ, what `pairs` refuses.
    """
    body = _of(remains, one, "remains")
    kin = _of(families, family, "families")
    who = _missing(kin, missing)
    own = replace(kin, missing=(who,))
    rows = tuple(_at(marker, body, own, theta) for marker in markers)
    whole = pairs([body], [own], markers, theta=theta)
    if whole.exclusions[0, 0] < 0:
        raise KinFault(f"{one!r} and {who!r} differ in sex", cure="Such a pair has no ratio; check both sexes.")
    log_lr = float(whole.log_lr[0, 0])
    person, _ = body_of(body)
    quality = body.qualities.get(person.id, SHARP)
    others, kindred = [r for r in remains if r is not body], [f for f in families if f is not kin and f.missing]
    rivals = _rivals(log_lr, others, [own], markers, theta), _rivals(log_lr, [body], kindred, markers, theta)
    exclusions, otherwise = int(whole.exclusions[0, 0]), tuple(_otherwise(body, own, markers, theta, rows))
    return Explained(one, kin, who, quality, theta, rows, log_lr, exclusions, otherwise, rivals)


def _of(families: Sequence[Family], name: str, what: str) -> Family:
    found = [f for f in families if f.pedigree.name == name]
    if not found:
        some = ", ".join(f.pedigree.name for f in families[:8])
        raise KinFault(
            f"there are no {what} called {name!r}", cure=f"There are {some}{' and others' if len(families) > 8 else ''}."
        )
    return found[0]


def _missing(family: Family, named: str | None) -> str:
    if named is not None and named not in family.missing:
        raise KinFault(f"{named!r} is not missing from family {family.pedigree.name!r}", cure=_those(family))
    if named is None and len(family.missing) != 1:
        raise KinFault(f"family {family.pedigree.name!r} misses {len(family.missing)} persons", cure=_those(family))
    return named or family.missing[0]


def _those(family: Family) -> str:
    return f"Name one with --missing: {', '.join(family.missing)}." if family.missing else "Name a family that misses somebody."


def _at(marker: Marker, body: Family, family: Family, theta: float) -> AtMarker:
    found = pairs([body], [family], [marker], theta=theta)
    seen = body_of(body)[1].get(marker.name)
    references = {p: own[marker.name] for p, own in family.profiles.items() if marker.name in own}
    alleles = dict.fromkeys(a for a in (seen.first, seen.second) if a is not None) if seen is not None else {}
    frequencies = {a: marker.frequencies[marker.index(a)] for a in alleles}
    odd = bool(references) and _cannot(family, marker)
    return AtMarker(marker, seen, references, float(found.log_lr[0, 0]), frequencies, bool(found.exclusions[0, 0] > 0), odd)


def _cannot(family: Family, marker: Marker) -> bool:
    still = replace(marker, maternal=NO_MUTATION, paternal=NO_MUTATION)
    [value] = log_likelihoods(family.pedigree, [still], family.profiles, qualities=family.qualities)
    return bool(np.isneginf(value))


def _otherwise(body: Family, family: Family, markers: Sequence[Marker], theta: float, rows: Sequence[AtMarker]) -> list[Otherwise]:
    """Under other thetas, without mutation, and without the marker that speaks most for the claim."""

    def ratio(own: Sequence[Marker], at: float) -> float:
        try:
            return float(pairs([body], [family], own, theta=at).log_lr[0, 0])
        except KinFault:
            return float("nan")

    light = _founders(family) <= FOUNDERS
    made = [Otherwise(f"theta {at:g}", ratio(markers, at) if light or at == 0 else float("nan")) for at in THETAS if at != theta]
    if any(m.maternal != NO_MUTATION or m.paternal != NO_MUTATION for m in markers):
        still = [replace(m, maternal=NO_MUTATION, paternal=NO_MUTATION) for m in markers]
        made.append(Otherwise("no mutation", ratio(still, theta)))
    if len(rows) > 1:
        best = max(rows, key=lambda r: r.log_lr if not np.isnan(r.log_lr) else -np.inf)
        made.append(Otherwise(f"without {best.marker.name}", ratio([m for m in markers if m is not best.marker], theta)))
    return made


def _founders(family: Family) -> int:
    """Founders above those typed and the missing, not typed themselves."""
    pedigree = family.pedigree
    wanted = {*family.profiles, *family.missing}
    for p in reversed(pedigree.elders_first()):
        if p.id in wanted and p.father is not None and p.mother is not None:
            wanted |= {p.father, p.mother}
    return sum(pedigree[p].is_founder and not family.profiles.get(p) for p in wanted)


def _rivals(
    log_lr: float, remains: Sequence[Family], families: Sequence[Family], markers: Sequence[Marker], theta: float
) -> tuple[int, float]:
    if not remains or not families:
        return 0, float("-inf")
    found = pairs(remains, families, markers, theta=theta).log_lr
    able = found[~np.isnan(found)]
    return int((able >= log_lr).sum()), float(able.max(initial=-np.inf))
