"""Which remains are whose, all together? Every assignment of remains to missing persons, with its likelihood and posterior.

Given an assignment families are independent, and remains assigned to nobody are unrelated persons. So a family gives a factor for
every way its own missing may be filled, and an assignment's likelihood is the product of the families' factors (Vigeland & Egeland,
Joint DNA-based disaster victim identification, Scientific Reports 11, 13661, 2021, doi:10.1038/s41598-021-93071-5). Filling one
more place never makes the impossible possible: a way that cannot be is not built upon.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import inf, isinf

import numpy as np

from ..model.errors import KinFault
from ..model.families import Family
from ..model.markers import Marker
from .likelihoods import log_likelihoods
from .pairwise import body_of, differ, not_typed

#: Assignments, or ways to fill one family, beyond which exact enumeration is refused.
MOST = 1_000_000
#: Log-likelihoods nearer than this are the same: two siblings in two places of one pedigree.
ALIKE = 1e-9
NOBODY = "*"

#: Missing and remains, in the order in which the missing are named.
Filled = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Assigned:
    """One assignment: remains → missing (None: nobody's), natural log-likelihood of all genotypes, posterior under a flat prior."""

    pairs: Mapping[str, str | None]
    log_likelihood: float
    posterior: float


@dataclass(frozen=True, slots=True)
class Concluded:
    """Of one remains: whose by the best assignment, the posterior of that, and the generalised likelihood ratio.

    `log_glr` is the natural logarithm of best under the claim over best without it, inf where nothing else can be. `alike`: other
    missing persons who stand in an assignment that is as likely (two siblings, both missing): only together are they identified.
    """

    remains: str
    missing: str | None
    posterior: float
    log_glr: float
    alike: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Joint:
    """Every assignment that can be, most likely first; posteriors of each remains, to every missing person and to nobody (`*`)."""

    assignments: tuple[Assigned, ...]
    marginals: Mapping[str, Mapping[str, float]]
    conclusions: tuple[Concluded, ...]


def jointly(remains: Sequence[Family], families: Sequence[Family], markers: Sequence[Marker], *, most: int = MOST) -> Joint:
    """All assignments of remains (families of one) to the missing of the families, each as likely before (flat prior).

    KinFault: a missing person named in two families or typed, a family or remains whose own genotypes cannot be, more than `most`
    assignments.
    """
    bodies = {r.pedigree.name: r for r in remains}
    _checked(bodies, remains, families)
    alone = {name: _log(r, markers) for name, r in bodies.items()}
    known = {f.pedigree.name: _log(f, markers) for f in families}
    for name, value in (alone | known).items():
        if isinf(value):
            raise KinFault(f"{name!r}: its own genotypes cannot be", cure="Check its genotypes and parents, or allow mutation.")
    ways = [_ways(f, bodies, alone, known[f.pedigree.name], markers, most) for f in families]
    base = sum(alone.values()) + sum(known.values())
    found: list[tuple[Filled, float]] = []
    for filled, value in _together(ways, 0, frozenset()):
        found.append((filled, base + value))
        if len(found) > most:
            raise KinFault(f"there are more than {most:,} assignments", cure="Ask of fewer remains or fewer families at once.")
    return _made(list(bodies), [m for f in families for m in f.missing], found)


def _checked(bodies: Mapping[str, Family], remains: Sequence[Family], families: Sequence[Family]) -> None:
    if len(bodies) != len(remains):
        raise KinFault("two remains have one name", cure="Name each once.")
    seen: set[str] = set()
    for f in families:
        not_typed(f)
        for m in f.missing:
            if m in seen or m == NOBODY:
                raise KinFault(f"the missing {m!r} is in family {f.pedigree.name!r} and elsewhere", cure="Name each missing once.")
            seen.add(m)


def _log(family: Family, markers: Sequence[Marker]) -> float:
    return float(log_likelihoods(family.pedigree, markers, family.profiles).sum())


def _ways(
    family: Family,
    bodies: Mapping[str, Family],
    alone: Mapping[str, float],
    known: float,
    markers: Sequence[Marker],
    most: int,
) -> list[tuple[Filled, float]]:
    """Every way to fill the family's missing that can be, with its log factor; nobody is first.

    `waiting` grows a place at a time, and a way is built only on what can be.
    """
    single = {
        (m, r): value
        for m in family.missing
        for r, body in bodies.items()
        if not differ(family.pedigree[m].sex, body_of(body)[0].sex)
        and not isinf(value := _filled(family, bodies, ((m, r),), markers) - known - alone[r])
    }
    waiting: list[tuple[Filled, float]] = [((), 0.0)]
    for missing in family.missing:
        fits = [r for r in bodies if (missing, r) in single]
        grown = list(waiting)
        for filled, _ in waiting:
            used = {r for _, r in filled}
            for name in (r for r in fits if r not in used):
                more = (*filled, (missing, name))
                value = (
                    _filled(family, bodies, more, markers) - known - sum(alone[r] for _, r in more) if filled else single[more[0]]
                )
                if not isinf(value):
                    grown.append((more, value))
                if len(grown) > most:
                    raise KinFault(
                        f"family {family.pedigree.name!r} can be filled in more than {most:,} ways",
                        cure="Ask of fewer remains at once.",
                    )
        waiting = grown
    return waiting


def _filled(family: Family, bodies: Mapping[str, Family], filled: Filled, markers: Sequence[Marker]) -> float:
    """The log-likelihood with these places filled; the first marker that cannot be ends it."""
    profiles = dict(family.profiles)
    for missing, name in filled:
        profiles[missing] = body_of(bodies[name])[1]
    whole, total = replace(family, profiles=profiles), 0.0
    for marker in markers:
        total += _log(whole, (marker,))
        if isinf(total):
            break
    return total


def _together(ways: Sequence[Sequence[tuple[Filled, float]]], at: int, used: frozenset[str]) -> Iterator[tuple[Filled, float]]:
    """One way of each family, no remains in two."""
    if at == len(ways):
        yield (), 0.0
        return
    for filled, value in ways[at]:
        own = {r for _, r in filled}
        if not own & used:
            for others, rest in _together(ways, at + 1, used | own):
                yield filled + others, value + rest


def _made(remains: Sequence[str], missing: Sequence[str], found: list[tuple[Filled, float]]) -> Joint:
    values = np.array([value for _, value in found])
    shares = np.exp(values - values.max())
    shares /= shares.sum()
    given = [{r: m for m, r in filled} for filled, _ in found]
    order = np.argsort(-values, kind="stable")
    assignments = tuple(Assigned({r: given[i].get(r) for r in remains}, float(values[i]), float(shares[i])) for i in order)
    marginals = {r: dict.fromkeys((*missing, NOBODY), 0.0) for r in remains}
    highest: dict[str, defaultdict[str, float]] = {r: defaultdict(lambda: -inf) for r in remains}
    for a in assignments:
        for r, m in a.pairs.items():
            marginals[r][m or NOBODY] += a.posterior
            highest[r][m or NOBODY] = max(highest[r][m or NOBODY], a.log_likelihood)
    return Joint(assignments, marginals, tuple(_concluded(r, assignments[0], marginals[r], highest[r]) for r in remains))


def _concluded(remains: str, best: Assigned, marginal: Mapping[str, float], highest: Mapping[str, float]) -> Concluded:
    own = best.pairs[remains] or NOBODY
    other = max((value for m, value in highest.items() if m != own), default=-inf)
    alike = tuple(m for m, value in highest.items() if m not in {own, NOBODY} and abs(value - best.log_likelihood) < ALIKE)
    return Concluded(remains, best.pairs[remains], marginal[own], highest[own] - other, alike)
