"""Check: families and profiles before the search. What does not fit, what is there twice, who is related, who tells little."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..identification.checking.alike import FalseAlarms, Found, alike_and_kin, false_alarms
from ..identification.checking.at_odds import AtOdds, Explanation, OddSex, at_odds, explanations, odd_sexes
from ..identification.checking.emissions import Sample
from ..identification.checking.exchanged import Exchange, Place, exchanges
from ..identification.checking.telling import expected_log10_lr
from ..model.errors import WrongUse
from ..model.families import Family, Side
from ..model.markers import SHARP, Marker
from .kin_files import PLAIN, Kin, Rules, frequencies_of, one_side
from .kin_files import kin as kin_of

#: What is going on, how much of it is done, of how much.
Advance = Callable[[str, int, int], None]


def unheard(_what: str, _done: int, _all: int) -> None:
    """Nobody is looking."""


@dataclass(frozen=True, slots=True)
class Limits:
    """From where on something is told.

    Likelihood ratios: `same` person, unknown `kin`, `exchange` of samples; a reference or remains with fewer than `few` markers; a
    family whose expected likelihood ratio is below `little`.
    """

    same: float = 1e4
    kin: float = 1e4
    exchange: float = 1e3
    few: int = 8
    little: float = 1e3

    def __post_init__(self) -> None:
        for name in ("same", "kin", "exchange", "little"):
            if not 1 <= getattr(self, name) < math.inf:
                raise WrongUse(f"the threshold of {name} is {getattr(self, name):g}", cure="A likelihood ratio of at least 1.")
        if self.few < 0:
            raise WrongUse(f"fewer than {self.few} markers", cure="Give a number of markers from 0.")


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody whose sample was typed. `side`: PM remains, AM a reference."""

    side: str
    family: str
    person: str


@dataclass(frozen=True, slots=True)
class Checked:
    """All that was found; `samples`: whom the places in `found` are of; `places`: of the families in `exchanged`."""

    at_odds: tuple[AtOdds, ...]
    explanations: tuple[Explanation, ...]
    odd_sexes: tuple[OddSex, ...]
    found: Found
    samples: tuple[Known, ...]
    exchanged: tuple[Exchange, ...]
    families: tuple[str, ...]
    few: tuple[tuple[Known, int], ...]
    little: tuple[tuple[str, str, float], ...]
    alarms: FalseAlarms
    markers: tuple[Marker, ...]
    theta: float
    limits: Limits
    seed: int
    notes: tuple[str, ...]

    def of(self, place: Place) -> Known:
        """Whose sample stands at this place."""
        return Known("AM", self.families[place.family], place.person)

    @property
    def expected_alarms(self) -> float:
        """How many of the unknown kin are to be expected among so many pairs of unrelated persons."""
        return self.alarms.chance * self.found.strangers


def check(
    families_file: Path,
    frequencies_file: Path,
    *,
    remains_file: Path | None = None,
    rules: Rules = PLAIN,
    theta: float = 0.0,
    limits: Limits | None = None,
    seed: int = 1,
    advance: Advance = unheard,
) -> Checked:
    """All checks. `rules`: how the files are read. `seed`: of the simulation of false alarms.

    WrongUse: a number that cannot be. KinFault: a file that is not there or not right.
    """
    if not 0 <= theta < 1:
        raise WrongUse(f"theta is {theta:g}", cure="Theta is at least 0 and below 1, for example 0.02.")
    if seed < 0:
        raise WrongUse(f"the seed is {seed}", cure="Seeds are whole numbers from 0.")
    limits = limits or Limits()
    kin = _read(families_file, frequencies_file, remains_file, rules)
    table, remains = kin.table, kin.remains
    odd, explained = _odd(kin.families, table.markers, advance)
    names = sorted({a.family for a in odd})
    places = [k for k, f in enumerate(kin.families) if f.pedigree.name in names]
    advance("samples exchanged", 0, 1)
    exchanged = exchanges(kin.families, places, table.markers, above=limits.exchange)
    samples, known = _typed([*remains, *kin.families])
    found = alike_and_kin(
        samples, [(k.side, k.family) for k in known], table.markers, same_above=limits.same, kin_above=limits.kin, theta=theta,
        advance=lambda done, of: advance("samples compared", done, of),
    )  # fmt: skip
    few = [(k, len(s.profile)) for s, k in zip(samples, known, strict=True) if len(s.profile) < limits.few]
    advance("what references tell", 0, 1)
    tells = [x for x in expected_log10_lr(kin.families, table.markers) if x[2] < math.log10(limits.little)]
    return Checked(
        tuple(odd), tuple(explained), tuple(o for f in (*remains, *kin.families) for o in odd_sexes(f, table.markers)), found,
        tuple(known), tuple(exchanged), tuple(f.pedigree.name for f in kin.families), tuple(few),
        tuple(sorted(tells, key=lambda x: x[2])), false_alarms(table.markers, limits.kin, seed=seed, theta=theta), table.markers,
        theta, limits, seed, kin.notes,
    )  # fmt: skip


def _read(families_file: Path, frequencies_file: Path, remains_file: Path | None, rules: Rules) -> Kin:
    if remains_file is not None:
        return kin_of(remains_file, families_file, frequencies_file, rules)
    table = frequencies_of(frequencies_file, rules=rules)
    told = one_side(families_file, table, Side.FAMILY, rules)
    return Kin((), told.families, told.table or table, tuple(dict.fromkeys((*table.notes, *told.notes))))


def _odd(families: Sequence[Family], markers: Sequence[Marker], advance: Advance) -> tuple[list[AtOdds], list[Explanation]]:
    odd: list[AtOdds] = []
    explained: list[Explanation] = []
    for k, family in enumerate(families):
        own = at_odds(family, markers)
        if own:
            odd += own
            explained += explanations(family, markers, sorted({a.marker for a in own}))
        advance("families", k + 1, len(families))
    return odd, explained


def _typed(families: Sequence[Family]) -> tuple[list[Sample], list[Known]]:
    samples, known = [], []
    for f in families:
        for person, profile in f.profiles.items():
            samples.append(Sample(person, profile, f.qualities.get(person, SHARP)))
            known.append(Known(str(f.side), f.pedigree.name, person))
    return samples, known


def rows(checked: Checked) -> list[Mapping[str, object]]:
    """Every finding as a row of one table: kind, families, persons, marker, what, log10_lr."""
    made: list[Mapping[str, object]] = []

    def row(kind: str, one: Known, what: str, other: Known | None = None, marker: str = "", log10: float | None = None) -> None:
        made.append({
            "kind": kind, "side": one.side, "family": one.family, "person": one.person, "other_side": other.side if other else "",
            "other_family": other.family if other else "", "other_person": other.person if other else "", "marker": marker,
            "what": what, "log10_lr": log10,
        })  # fmt: skip

    for a in checked.at_odds:
        row("at odds", Known("AM", a.family, ", ".join(a.persons)), a.relation, marker=a.marker)
    for e in checked.explanations:
        row("explanation", Known("AM", e.family, ", ".join(e.persons)), f"{e.what}: {e.explains} of {e.markers}", log10=e.log10_lr)
    for s in checked.odd_sexes:
        row("sex", Known("", s.family, s.person), s.what, marker=s.marker)
    for x in checked.found.alike:
        one, other = checked.samples[x.one], checked.samples[x.other]
        row("one person", one, f"{x.shared} markers, {x.differing} not alike", other, log10=x.log_lr / math.log(10))
    for k in checked.found.kin:
        row("related", checked.samples[k.one], str(k.relation), checked.samples[k.other], log10=k.log_lr / math.log(10))
    for c in checked.exchanged:
        row("exchanged", checked.of(c.one), "fits better", checked.of(c.other), log10=c.log10_gain)
    for person, count in checked.few:
        row("few markers", person, f"{count} markers")
    for family, missing, value in checked.little:
        row("tells little", Known("AM", family, missing), "expected log10 LR of the right remains", log10=value)
    return made
