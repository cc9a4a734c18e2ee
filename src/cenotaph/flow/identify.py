"""Identify: how likely are the genotypes of families; from files that a laboratory has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ..identification import families, log_likelihoods, marker_table
from ..identification.plain_tables import MarkerTable
from ..model.errors import KinFault, WrongUse


@dataclass(frozen=True, slots=True)
class Likelihoods:
    """Natural log-likelihoods by family and marker, -inf where the genotypes cannot be, with the markers they were made under."""

    of: Mapping[str, Mapping[str, float]]
    table: MarkerTable
    theta: float


def likelihood(persons: Path, markers: Path, *, theta: float = 0.0) -> Likelihoods:
    """How likely the genotypes of every family are, a marker at a time, from plain tables.

    WrongUse: a theta that is none. KinFault: a file that is not there or not right, with line, person and marker.
    """
    if not 0 <= theta < 1:
        raise WrongUse(f"theta is {theta:g}", cure="Theta is at least 0 and below 1, for example 0.02.")
    table = marker_table(text(markers), markers.name)
    found = families(text(persons), persons.name, table)
    names = [m.name for m in table.markers]
    made = {}
    for family in found:
        try:
            values = log_likelihoods(family.pedigree, table.markers, family.profiles, theta=theta)
        except KinFault as fault:
            raise KinFault(f"{persons.name}, family {family.pedigree.name!r}: {fault.what}", cure=fault.cure) from None
        made[family.pedigree.name] = dict(zip(names, map(float, values), strict=True))
    return Likelihoods(made, table, theta)


def text(path: Path) -> str:
    """The text of a file in UTF-8; KinFault when it cannot be read."""
    try:
        return path.read_text("utf-8")
    except OSError as fault:
        raise KinFault(f"{path} cannot be read ({fault.strerror})", cure="Give the path of a file.") from None
    except UnicodeDecodeError:
        raise KinFault(f"{path} is not UTF-8", cure="Save it as UTF-8.") from None
