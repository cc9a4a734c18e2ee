"""Which remains are whose, all together? Every assignment of remains to missing persons, with its likelihood and posterior.

Given an assignment families are independent, and remains assigned to nobody are unrelated persons. So a family gives a factor for
every way its own missing may be filled, and an assignment's likelihood is the product of the families' factors (Vigeland & Egeland,
Joint DNA-based disaster victim identification, Scientific Reports 11, 13661, 2021, doi:10.1038/s41598-021-93071-5). Filling one
more place never makes the impossible possible: a way that cannot be is not built upon.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import inf, isinf
from typing import overload

import numpy as np

from ...model.errors import KinFault
from ...model.families import Family
from ...model.markers import Marker
from ..pairing.pairwise import body_of, differ, not_typed, pairs
from ..peeling.elimination import Array
from ..peeling.likelihoods import log_likelihoods
from .assigning import NONE, Codes, Solution, Solved, Way, Ways, listed, of_listed, summed
from .fillings import Filled, Filling

#: The most assignments that are listed, and the most ways to fill one family.
MOST = 1_000_000
#: Log-likelihoods nearer than this are the same: two siblings in two places of one pedigree.
ALIKE = 1e-9
NOBODY = "*"


@dataclass(frozen=True, slots=True)
class Assigned:
    """One assignment: remains → missing (None: nobody's), natural log-likelihood of all genotypes, posterior under a flat prior."""

    pairs: Mapping[str, str | None]
    log_likelihood: float
    posterior: float


class Assignments(Sequence[Assigned]):
    """Assignments, most likely first, kept as numbers: `codes` (K, N), the place of the missing a remains."""

    def __init__(
        self, remains: Sequence[str], missing: Sequence[str], codes: Codes, log_likelihoods: Array, posteriors: Array
    ) -> None:
        self.remains, self.codes, self.log_likelihoods, self.posteriors = tuple(remains), codes, log_likelihoods, posteriors
        self._names: tuple[str | None, ...] = (*missing, None)

    def __len__(self) -> int:
        return len(self.codes)

    @overload
    def __getitem__(self, at: int) -> Assigned: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Assigned]: ...
    def __getitem__(self, at: int | slice) -> Assigned | Sequence[Assigned]:
        if isinstance(at, slice):
            return [self[k] for k in range(*at.indices(len(self)))]
        pairs = {r: self._names[m] for r, m in zip(self.remains, self.codes[at].tolist(), strict=True)}
        return Assigned(pairs, float(self.log_likelihoods[at]), float(self.posteriors[at]))


@dataclass(frozen=True, slots=True)
class Concluded:
    """Of one remains: whose by the best assignment, the posterior of that, and the generalised likelihood ratio.

    `alike`: other missing persons who stand in an assignment that is as likely (two siblings, both missing): only together are they
    identified. `log_glr` is the natural logarithm of the best assignment over the best in which these remains, or others that are
    alike, are none of them; inf where nothing else can be, nan where that was not found (sampled, see `Joint.how`).
    """

    remains: str
    missing: str | None
    posterior: float
    log_glr: float
    alike: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Joint:
    """Posteriors of each remains, to be every missing person and nobody (`*`), with the assignments they are from.

    `assignments`: every one that can be, most likely first; the best one alone where they are too many to be listed. `how`: in
    which ways the sums were taken, over lots of remains that no family joins.
    """

    assignments: Sequence[Assigned]
    marginals: Mapping[str, Mapping[str, float]]
    conclusions: tuple[Concluded, ...]
    how: frozenset[Solution] = frozenset({Solution.LISTED})


def jointly(remains: Sequence[Family], families: Sequence[Family], markers: Sequence[Marker], *, most: int = MOST) -> Joint:
    """All assignments of remains (families of one) to the missing of the families, each as likely before (flat prior).

    Exact, unless `Joint.how` says sampled. KinFault: a missing person named in two families or typed, a family or remains whose own
    genotypes cannot be, a family that can be filled in more than `most` ways.
    """
    bodies = {r.pedigree.name: r for r in remains}
    _checked(bodies, remains, families)
    alone = {name: _log(r, markers) for name, r in bodies.items()}
    known = {f.pedigree.name: _log(f, markers) for f in families}
    place = {name: k for k, name in enumerate(bodies)}
    missing = [m for f in families for m in f.missing]
    column = {m: k for k, m in enumerate(missing)}
    single = iter(_single(remains, [f for f in families if len(f.missing) == 1], markers))
    filled = [next(single) if len(f.missing) == 1 else _ways(f, bodies, alone, known, markers, most) for f in families]
    ways = [[Way(tuple((place[r], column[m]) for m, r in way), value) for way, value in own] for own in filled]
    base = sum(alone.values()) + sum(known.values())
    whole = listed(ways, len(bodies), most)
    if whole is not None:
        codes, values = whole
        solved, parts = of_listed(codes, values, len(missing)), []
        order = np.argsort(-values, kind="stable")
        shares = np.exp(values[order] - values.max())
        found = Assignments(list(bodies), missing, codes[order], base + values[order], shares / shares.sum())
    else:
        parts = [(own, _solved([ways[k] for k in kin], own, len(missing), most)) for own, kin in _lots(ways, len(bodies))]
        solved = _joined(parts, len(bodies), len(missing))
        found = Assignments(
            list(bodies),
            missing,
            solved.best[None],
            np.array([base + solved.value]),
            np.array([np.exp(solved.value - solved.total)]),
        )
    marginals = {r: dict(zip((*missing, NOBODY), solved.shares[k].tolist(), strict=True)) for k, r in enumerate(bodies)}
    how = frozenset(part.how for _, part in parts) or frozenset({solved.how})
    return Joint(found, marginals, _concluded(list(bodies), missing, solved), how)


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
    values = log_likelihoods(family.pedigree, markers, family.profiles, qualities=family.qualities)
    odd = [m.name for m, value in zip(markers, values, strict=True) if isinf(value)]
    if odd:
        raise KinFault(
            f"{family.pedigree.name!r}: its own genotypes of {', '.join(odd)} cannot be",
            cure="Check its genotypes and parents, or allow mutation.",
        )
    return float(values.sum())


def _single(
    remains: Sequence[Family], families: Sequence[Family], markers: Sequence[Marker]
) -> Iterator[list[tuple[Filled, float]]]:
    """Ways to fill families that miss one person each: a pair's likelihood ratio is the factor."""
    found = pairs(remains, families, markers)
    names = [r.pedigree.name for r in remains]
    for sought, column in zip(found.sought, found.log_lr.T, strict=True):
        able = np.isfinite(column)
        yield [((), 0.0), *((((sought.missing, n),), float(v)) for n, v, can in zip(names, column, able, strict=True) if can)]


def _ways(
    family: Family,
    bodies: Mapping[str, Family],
    alone: Mapping[str, float],
    known: Mapping[str, float],
    markers: Sequence[Marker],
    most: int,
) -> list[tuple[Filled, float]]:
    """Every way to fill the family's missing that can be, with its log factor; nobody is first.

    One place more at a time: a way can be only where it can with any one of its places empty.
    """
    filling = Filling(family, bodies, markers)
    made: list[tuple[Filled, float]] = [((), 0.0)]
    more: list[Filled] = [
        ((m, r),) for m in family.missing for r, body in bodies.items() if not differ(family.pedigree[m].sex, body_of(body)[0].sex)
    ]
    fits: list[tuple[str, str]] = []
    while more:
        values = filling.log_likelihoods(more)
        able = [filled for filled, value in zip(more, values, strict=True) if not isinf(value)]
        made += [
            (w, v - known[family.pedigree.name] - sum(alone[r] for _, r in w))
            for w, v in zip(more, values.tolist(), strict=True)
            if not isinf(v)
        ]
        if len(made) > most:
            raise KinFault(
                f"family {family.pedigree.name!r} can be filled in more than {most:,} ways", cure="Ask of fewer remains at once."
            )
        fits = fits or [pair for [pair] in able]
        more = _one_more(able, fits, {m: k for k, m in enumerate(family.missing)})
    return made


def _one_more(able: Sequence[Filled], fits: Sequence[tuple[str, str]], place: Mapping[str, int]) -> list[Filled]:
    """Ways with one place more, all of whose parts with one place fewer are able to be."""
    known = set(able)
    made = []
    for filled in able:
        used = {r for _, r in filled}
        for pair in fits:
            if place[pair[0]] > place[filled[-1][0]] and pair[1] not in used:
                more = (*filled, pair)
                if all((*more[:k], *more[k + 1 :]) in known for k in range(len(filled))):
                    made.append(more)
    return made


def _lots(ways: Sequence[Ways], remains: int) -> Iterator[tuple[list[int], list[int]]]:
    """Remains and families that hang together, by their places: remains that fit one family, and families that they fit."""
    root = list(range(remains + len(ways)))

    def of(k: int) -> int:
        while root[k] != k:
            root[k] = root[root[k]]
            k = root[k]
        return k

    for f, filled in enumerate(ways):
        for r in {r for way in filled for r, _ in way.places}:
            root[of(r)] = of(remains + f)
    for top in sorted({of(k) for k in range(len(root))}):
        own, kin = [r for r in range(remains) if of(r) == top], [f for f in range(len(ways)) if of(remains + f) == top]
        if own:
            yield own, kin


def _solved(ways: Sequence[Ways], own: Sequence[int], missing: int, most: int) -> Solved:
    """Of one lot, by its own numbers of the remains."""
    local = {r: k for k, r in enumerate(own)}
    renamed = [[Way(tuple((local[r], m) for r, m in way.places), way.value) for way in ways_] for ways_ in ways]
    found = listed(renamed, len(own), most)
    if found is not None:
        return of_listed(*found, missing)
    columns = sorted({m for ways_ in renamed for way in ways_ for _, m in way.places})
    at = {m: k for k, m in enumerate(columns)}
    fewer = [[Way(tuple((r, at[m]) for r, m in way.places), way.value) for way in ways_] for ways_ in renamed]
    solved = summed(fewer, len(own), len(columns))
    if solved is None:
        from .sampling import sampled

        solved = sampled(fewer, len(own), len(columns))
    return solved.spread(columns, missing)


def _joined(parts: Sequence[tuple[Sequence[int], Solved]], remains: int, missing: int) -> Solved:
    """Lots as one; the largest log weights are those of all lots together."""
    value = sum(part.value for _, part in parts)
    shares, highest = np.zeros((remains, missing + 1)), np.full((remains, missing + 1), -np.inf)
    best = np.full(remains, NONE, dtype=np.int32)
    for own, part in parts:
        shares[own], best[own], highest[own] = part.shares, part.best, part.highest + (value - part.value)
    return Solved(parts[0][1].how, shares, highest, best, value, sum(part.total for _, part in parts))


def _concluded(remains: Sequence[str], missing: Sequence[str], solved: Solved) -> tuple[Concluded, ...]:
    nobody = len(missing)
    top = solved.value
    claims = []
    for r, m in enumerate(solved.best.tolist()):
        alike = np.flatnonzero(np.abs(solved.highest[r, :nobody] - top) < ALIKE).tolist()
        claims.append(frozenset([nobody] if m == NONE else [m, *alike]))
    other = [float(np.delete(solved.highest[r], list(claim)).max(initial=-inf)) for r, claim in enumerate(claims)]
    made = []
    for r, (name, claim) in enumerate(zip(remains, claims, strict=True)):
        # Remains that are alike are claimed together: the other claim is that one of them is none of these.
        besides = max(other[q] for q, same in enumerate(claims) if q == r or (same == claim and len(claim) > 1))
        own = int(solved.best[r])
        others = tuple(missing[k] for k in sorted(claim - {own, nobody}))
        share = float(solved.shares[r, own])
        made.append(Concluded(name, None if own == NONE else missing[own], share, top - besides, others))
    return tuple(made)
