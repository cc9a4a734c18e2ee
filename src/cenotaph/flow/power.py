"""Power: which relative of a family to sample next."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ..identification.planning.candidates import candidates
from ..identification.planning.powering import EXCLUDED, Power, Share, powers
from ..model.errors import WrongUse
from ..model.families import Family, Side
from ..model.markers import Marker
from .check import Advance, unheard
from .kin_files import PLAIN, Rules, frequencies_of, one_side

__all__ = ["EXCLUDED", "Powered", "Share", "power"]


@dataclass(frozen=True, slots=True)
class Powered:
    """The family as it is, then each candidate, who would tell most first; `notes`: what a reader should know."""

    family: str
    missing: str
    powers: tuple[Power, ...]
    typed: int
    markers: tuple[Marker, ...]
    thresholds: tuple[float, ...]
    draws: int
    seed: int
    notes: tuple[str, ...]


def power(
    name: str,
    families_file: Path,
    frequencies_file: Path,
    *,
    missing: str | None = None,
    only: Sequence[str] = (),
    rules: Rules = PLAIN,
    thresholds: Sequence[float] = (1e4, 1e6),
    draws: int = 10_000,
    seed: int = 1,
    advance: Advance = unheard,
) -> Powered:
    """What each candidate would add. `only`: candidates by name, else all. `rules`: how the files are read.

    WrongUse: a family, missing person or candidate that is not there, numbers that cannot be. KinFault: files that are not right.
    """
    if not 100 <= draws <= 10_000_000 or seed < 0 or not thresholds or not all(0 < t < math.inf for t in thresholds):
        raise WrongUse(
            "fewer than 100 draws or more than 10 million, a seed below 0, or a threshold that is no number above 0",
            cure="For example --draws 10000 --seed 1.",
        )
    table = frequencies_of(frequencies_file, rules=rules)
    told = one_side(families_file, table, Side.FAMILY, rules)
    notes = (*table.notes, *(n for n in told.notes if not n.startswith("family ") or n.startswith(f"family {name}:")))
    table = told.table or table
    family = _named(told.families, name)
    who = _missing(family, missing)
    known = [(c.removeprefix("the "), f, person) for c, f, person in candidates(family, who)]
    wanted = [c for c in known if not only or c[0] in only]
    strange = [o for o in only if o not in {c[0] for c in known}]
    if strange:
        raise WrongUse(f"{strange[0]!r} is no candidate of {name!r}", cure=f"There are {', '.join(c[0] for c in known)}.")
    found = powers(
        [("", family, None), *wanted], who, table.markers, thresholds=thresholds, draws=draws, seed=seed,
        advance=lambda done, of: advance("relatives", done, of),
    )  # fmt: skip
    typed = sum(bool(p) for p in family.profiles.values())
    return Powered(name, who, tuple(found), typed, table.markers, tuple(thresholds), draws, seed, tuple(dict.fromkeys(notes)))


def _named(families: Sequence[Family], name: str) -> Family:
    found = next((f for f in families if f.pedigree.name == name), None)
    if found is None:
        raise WrongUse(f"there is no family {name!r}", cure=f"There are {len(families):,}; give the name as the file spells it.")
    return found


def _missing(family: Family, missing: str | None) -> str:
    listed = ", ".join(family.missing) or "nobody"
    if missing is None and len(family.missing) == 1:
        return family.missing[0]
    if missing is None or missing not in family.missing:
        raise WrongUse(f"family {family.pedigree.name!r} misses {listed}", cure="Name one of them with --missing.")
    return missing
