"""What may be concluded of each remains, and of each missing person, at stated thresholds.

Steps and words are those of victim identification (Vigeland and Egeland 2021, doi:10.1038/s41598-021-93071-5; Kling, Egeland,
Tillmar, Prieto, Mass Identifications, 2021): pairs that nothing disputes are taken first and put in their places, then all others
are looked at again; families that still miss several are taken together, by the generalised likelihood ratio; the rest pair by
pair. A conclusion proposes: a board identifies.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

import numpy as np

from ...model.errors import KinFault
from ...model.families import Family
from ...model.markers import SHARP, Marker
from ..pairing.pairwise import body_of, pairs
from ..peeling.elimination import Array
from .jointly import Concluded, jointly


class Conclusion(StrEnum):
    UNDISPUTED = "Undisputed"
    MATCH = "Match (GLR)"
    SYMMETRIC = "Symmetric match"
    PROBABLE_JOINT = "Probable (GLR)"
    PROBABLE = "Probable"
    DISPUTED = "Disputed"
    INCONCLUSIVE = "Inconclusive"
    NO_MATCH = "No match"
    EXCLUDED = "Excluded"


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Likelihood ratios from which on a pair is a match and probable; how many inconsistent markers a pair may have."""

    match: float = 10_000.0
    probable: float = 1_000.0
    inconsistencies: int = 2

    def __post_init__(self) -> None:
        if not 1 <= self.probable <= self.match or self.inconsistencies < 0:
            raise KinFault(
                f"thresholds are {self.match:g} for a match and {self.probable:g} for probable",
                cure="Likelihood ratios from 1 on, the one for a match the higher.",
            )


@dataclass(frozen=True, slots=True)
class Finding:
    """Of one remains or one missing person: which of the others, by which ratios (natural logarithms), and in which words."""

    conclusion: Conclusion
    others: tuple[str, ...] = ()
    family: str | None = None
    log_lr: float | None = None
    log_glr: float | None = None
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Findings:
    remains: Mapping[str, Finding]
    missing: Mapping[str, Finding]


def conclude(
    remains: Sequence[Family], families: Sequence[Family], markers: Sequence[Marker], thresholds: Thresholds | None = None
) -> Findings:
    """Of all remains and all missing persons, in their order. KinFault: what `pairs` and `jointly` refuse."""
    return _Concluding(list(remains), list(families), markers, thresholds or Thresholds()).found()


def power(log_ratio: float) -> str:
    """A ratio to two figures, however large.

    >>> power(math.log(29077)), power(2000.0)
    ('2.9e+04', '3.9e+868')
    """
    if abs(log_ratio) < 700:
        return f"{math.exp(log_ratio):.2g}"
    exponent = math.floor(log_ratio / math.log(10))
    return f"{10 ** (log_ratio / math.log(10) - exponent):.1f}e{exponent:+d}"


@dataclass
class _Concluding:
    remains: list[Family]
    families: list[Family]
    markers: Sequence[Marker]
    at: Thresholds
    of_remains: dict[str, Finding] = field(default_factory=dict)
    of_missing: dict[str, Finding] = field(default_factory=dict)

    def found(self) -> Findings:
        bodies = [r.pedigree.name for r in self.remains]
        missing = [m for f in self.families for m in f.missing]
        self.home = {m: f.pedigree.name for f in self.families for m in f.missing}
        step = 1
        while self._undisputed(step):
            step += 1
        self._excluded()
        self._together()
        self._pair_by_pair()
        return Findings({b: self.of_remains[b] for b in bodies}, {m: self.of_missing[m] for m in missing})

    def _look(self) -> None:
        """Those left beside one another: every ratio (N, M), and `lr`, nan where the pair is not compatible."""
        self.left = [r for r in self.remains if r.pedigree.name not in self.of_remains]
        kin = [replace(f, missing=tuple(m for m in f.missing if m not in self.of_missing)) for f in self.families]
        self.kin = [f for f in kin if f.missing]
        found = pairs(self.left, self.kin, self.markers)
        self.names = [r.pedigree.name for r in self.left]
        self.sought = [s.missing for s in found.sought]
        self.every: Array = found.log_lr
        self.lr: Array = np.where(np.isneginf(self.every) | (found.exclusions > self.at.inconsistencies), np.nan, self.every)

    def _undisputed(self, step: int) -> bool:
        """Whether there are pairs at the threshold that stand as far above all others of both; they take their places."""
        self._look()
        match = math.log(self.at.match)
        every = np.where(np.isnan(self.every), -np.inf, self.every)
        taken: list[tuple[int, int]] = []
        for i, j in zip(*np.nonzero(self.lr >= match), strict=True):
            others = np.concatenate([np.delete(every[i], j), np.delete(every[:, j], i)])
            if self.lr[i, j] - others.max(initial=-np.inf) >= match:
                taken.append((int(i), int(j)))
        for i, j in taken:
            name, missing = self.names[i], self.sought[j]
            one = Finding(Conclusion.UNDISPUTED, (missing,), self.home[missing], float(self.lr[i, j]), None, f"Step {step}")
            self.of_remains[name], self.of_missing[missing] = one, replace(one, others=(name,))
            self._place(name, missing)
        return bool(taken)

    def _place(self, name: str, missing: str) -> None:
        remains = next(r for r in self.remains if r.pedigree.name == name)
        body, seen = body_of(remains)
        quality = {missing: remains.qualities.get(body.id, SHARP)}
        for k, f in enumerate(self.families):
            if missing in f.missing:
                left = tuple(m for m in f.missing if m != missing)
                self.families[k] = replace(
                    f, profiles={**f.profiles, missing: seen}, missing=left, qualities={**f.qualities, **quality}
                )

    def _excluded(self) -> None:
        none = Finding(Conclusion.EXCLUDED, comment="No compatible pairings")
        rows, columns = (np.asarray(~np.isnan(self.lr).all(axis=axis)) for axis in (1, 0))
        self.of_remains |= {name: none for name, able in zip(self.names, rows, strict=True) if not able}
        self.of_missing |= {m: replace(none, family=self.home[m]) for m, able in zip(self.sought, columns, strict=True) if not able}
        self.lr, self.every = self.lr[np.ix_(rows, columns)], self.every[np.ix_(rows, columns)]
        self.left = [r for r, able in zip(self.left, rows, strict=True) if able]
        self.names = [n for n, able in zip(self.names, rows, strict=True) if able]
        self.sought = [m for m, able in zip(self.sought, columns, strict=True) if able]
        kin = [replace(f, missing=tuple(m for m in f.missing if m in self.sought)) for f in self.kin]
        self.kin = [f for f in kin if f.missing]

    def _together(self) -> None:
        """Families that miss several: by the best assignment of all that is left, over the best without it."""
        several = [f for f in self.kin if len(f.missing) > 1]
        self.ratios: dict[str, float] = {}
        if not several or not self.left:
            return
        own = {m: f for f in several for m in f.missing}
        concluded = [c for c in jointly(self.left, self.kin, self.markers).conclusions if c.missing in own]
        for c in concluded:
            assert c.missing is not None
            self.ratios[c.missing] = c.log_glr
        for c in concluded:
            if c.log_glr >= math.log(self.at.probable):
                assert c.missing is not None
                self._claim(c, own[c.missing], [d for d in concluded if self._same(c, d)])

    def _same(self, one: Concluded, other: Concluded) -> bool:
        return {one.missing, *one.alike} == {other.missing, *other.alike}

    def _claim(self, c: Concluded, family: Family, group: Sequence[Concluded]) -> None:
        name, row = c.remains, self.names.index(c.remains)
        claimed = tuple(m for m in family.missing if m == c.missing or m in c.alike)
        match = c.log_glr >= math.log(self.at.match)
        if len(claimed) == 1:
            word = Conclusion.MATCH if match else Conclusion.PROBABLE_JOINT
            ratio = float(self.every[row, self.sought.index(claimed[0])])
            whole = ",".join(family.missing)
            one = Finding(word, claimed, family.pedigree.name, ratio, c.log_glr, f"Joint: {{{whole}}}")
            self.of_remains[name], self.of_missing[claimed[0]] = one, replace(one, others=(name,))
            return
        word = Conclusion.SYMMETRIC if match else Conclusion.PROBABLE_JOINT
        bodies = tuple(n for n in self.names if any(d.remains == n for d in group))
        kind = "full siblings" if len({(family.pedigree[m].father, family.pedigree[m].mother) for m in claimed}) == 1 else "alike"
        best = float(np.nanmax(self.lr[row]))
        if len(bodies) > 1:
            those, these = ", ".join(bodies), ", ".join(claimed)
            comments = (f"{kind.capitalize()}: {{{those}}} = {{{these}}}", f"{kind.capitalize()}: {{{these}}} = {{{those}}}")
        else:
            comments = (f"{' and '.join(claimed)} are {kind}", "")
        self.of_remains[name] = Finding(word, claimed, family.pedigree.name, best, c.log_glr, comments[0])
        for m in claimed:
            also = ", ".join(o for o in claimed if o != m)
            comment = comments[1] or f"{name} also matches {also} ({kind})"
            own = best if len(bodies) == 1 else None
            self.of_missing[m] = Finding(word, bodies, family.pedigree.name, own, c.log_glr, comment)

    def _pair_by_pair(self) -> None:
        several = {m for f in self.kin if len(f.missing) > 1 for m in f.missing}
        open_rows = [i for i, n in enumerate(self.names) if n not in self.of_remains]
        open_columns = [j for j, m in enumerate(self.sought) if m not in self.of_missing]
        for i in open_rows:
            one = self._of_pairs(self.lr[i], self.sought)
            home = self.home[one.others[0]] if one.others else None
            self.of_remains[self.names[i]] = replace(one, family=home)
        for j in open_columns:
            missing = self.sought[j]
            one = self._of_pairs(self.lr[:, j], self.names, known=missing not in several)
            self.of_missing[missing] = replace(one, family=self.home[missing], log_glr=self.ratios.get(missing))

    def _of_pairs(self, row: Array, names: Sequence[str], *, known: bool = True) -> Finding:
        """Of one beside all others. `known`: the best is named though nothing is concluded."""
        order = [k for k in np.argsort(-row, kind="stable").tolist() if not np.isnan(row[k])]
        if not order:
            return Finding(Conclusion.EXCLUDED, comment="No compatible pairings")
        best = float(row[order[0]])
        strong = [k for k in order if row[k] >= math.log(self.at.probable)]
        if len(strong) > 1:
            also = ", ".join(f"{names[k]} (LR={power(row[k])})" for k in strong[1:])
            return Finding(Conclusion.DISPUTED, (names[order[0]],), None, best, None, f"Also: {also}")
        if strong:
            next_ = f"{names[order[1]]} (LR={power(row[order[1]])})" if len(order) > 1 else "-"
            return Finding(Conclusion.PROBABLE, (names[order[0]],), None, best, None, f"Runner-up: {next_}")
        if best < 0:
            return Finding(Conclusion.NO_MATCH, (), None, best)
        return Finding(Conclusion.INCONCLUSIVE, (), None, best, None, f"Best: {names[order[0]]}" if known else "")
