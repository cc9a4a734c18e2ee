"""Alleles that were seen and that the table of frequencies does not list.

Such an allele is rare, not impossible: it gets the least frequency of its marker (`MarkerTable.minima`) and the others are scaled
down, so that the sum stays. An allele listed with frequency 0 counts as not listed. Where the marker's alleles are numbers of
repeats, what is no such number is a mistake and refused; so is an allele under a mutation matrix of its own, which has no row for
it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ...model.errors import KinFault
from ...model.families import Family
from ...model.markers import Genotype, Marker, MutationModel, spelling
from .told import MINIMUM, MarkerTable, Told, plain

REPEATS = re.compile(r"\d{1,3}(?:\.\d)?")


@dataclass
class Unlisted:
    """Alleles met beyond those of a table, each with the place where it was met first."""

    table: MarkerTable
    met: dict[str, dict[str, str]] = field(default_factory=dict)
    known: dict[str, Marker] = field(init=False)
    _listed: dict[str, frozenset[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        #: Markers by the spelling that all share.
        self.known = {plain(m.name): m for m in self.table.markers}

    def meet(self, marker: Marker, allele: str, at: str) -> str:
        """Takes note of an allele, and tells how it is spelt in the table. `at`: file, line and person.

        KinFault: it can be none of this marker.
        """
        listed = self._listed.get(marker.name)
        if listed is None:
            listed = self._listed[marker.name] = frozenset(
                a for a, f in zip(marker.alleles, marker.frequencies, strict=True) if f > 0
            )
        if allele not in marker.alleles:
            same = spelling(allele)
            allele = next((a for a in marker.alleles if spelling(a) == same), same)
        if (allele in listed and allele != marker.silent) or allele in self.met.get(marker.name, ()):
            return allele
        seen = [a for a in marker.alleles if a != marker.silent]
        known = f"There are {', '.join(seen)}."
        if allele == marker.silent:
            raise KinFault(
                f"{at}: allele {allele!r} of {marker.name} is not in the frequency table but as the silent one", cure=known
            )
        numbers = all(REPEATS.fullmatch(a) for a in seen)
        if numbers and not REPEATS.fullmatch(allele):
            raise KinFault(f"{at}: allele {allele!r} of {marker.name} is no number of repeats", cure=f"Mend it. {known}")
        if MutationModel.CUSTOM in (marker.maternal.model, marker.paternal.model):
            raise KinFault(
                f"{at}: allele {allele!r} of {marker.name} is not in the frequency table, nor in the mutation matrix",
                cure=f"Add it to both, or give another mutation model. {known}",
            )
        self.met.setdefault(marker.name, {})[allele] = at
        return allele

    def with_table(self) -> tuple[MarkerTable, tuple[str, ...]]:
        """The table with what was met, and a note an allele."""
        if not self.met:
            return self.table, ()
        notes = []
        made = []
        added = dict(self.table.added)
        for marker in self.table.markers:
            own = self.met.get(marker.name, {})
            least = self.table.minima.get(marker.name, MINIMUM)
            for allele, at in own.items():
                notes.append(f"{at}: allele {allele!r} of {marker.name} is not in the frequency table; taken at {least:g}")
            before = added.get(marker.name, ())
            made.append(_with(marker, before, tuple(own), least) if own else marker)
            if own:
                added[marker.name] = (*before, *own)
        return replace(self.table, markers=tuple(made), added=added), tuple(notes)


def _with(marker: Marker, before: tuple[str, ...], alleles: tuple[str, ...], least: float) -> Marker:
    """The marker with alleles at `least`, those added `before` too: whoever comes first, the frequencies are the same."""
    count = len(before) + len(alleles)
    left, was = 1 - least * count, 1 - least * len(before)
    if left <= 0:
        raise KinFault(
            f"{marker.name}: {count} alleles that are not in the frequency table, at {least:g} each, leave nothing",
            cure="Give a table of this population, or a lower --minimum-frequency.",
        )
    scale = sum(marker.frequencies)
    shares = dict(zip(marker.alleles, marker.frequencies, strict=True))
    listed = {a: f * left / was for a, f in shares.items() if a not in (*before, *alleles)}
    both = listed | dict.fromkeys((*before, *alleles), least * scale)
    return replace(marker, alleles=tuple(both), frequencies=tuple(both.values()))


def fitted(families: Sequence[Family], own: MarkerTable, table: MarkerTable, where: str, notes: tuple[str, ...] = ()) -> Told:
    """Families that were read by the markers `own`, by those of `table`, whatever these are called there.

    Markers that `table` does not have are left out and named. `notes`: what is known of the families already.
    """
    known = {plain(m.name): m for m in table.markers}
    spelt = {m.name: known[plain(m.name)] for m in own.markers if plain(m.name) in known}
    without = [m.name for m in own.markers if m.name not in spelt and plain(m.name) not in table.aside]
    unlisted = Unlisted(table)
    made = []
    for family in families:
        profiles = {}
        for id_, seen in family.profiles.items():
            kept = {}
            for m, g in seen.items():
                if m in spelt:
                    one, two = (unlisted.meet(spelt[m], a, f"{where}, {id_!r}") for a in (g.first, g.second or g.first))
                    kept[spelt[m].name] = Genotype(one, None if g.second is None else two)
            if kept:
                profiles[id_] = kept
        made.append(replace(family, profiles=profiles))
    told = [f"{where}: there are no frequencies for {', '.join(without)}: left out"] if without else []
    whole, met = unlisted.with_table()
    return Told(tuple(made), (*notes, *told, *met), whole)
