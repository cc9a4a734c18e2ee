"""Whole projects of Familias: `.fam` files with persons, pedigrees, a database and the part of a search, read and written.

Read and written are the versions 3.1 to 3.4, as files and published descriptions show them; Familias itself was not at hand.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from ...model.errors import KinFault
from ...model.families import Family
from ...model.markers import SHARP, Mutation, Quality
from .fam_databases import read_database
from .fam_hypotheses import Hypotheses, read_hypotheses
from .fam_lines import Lines
from .fam_searches import parts, read_search
from .maps import APART, Place
from .told import MarkerTable
from .unlisted import Unlisted

BEGINS = "Output from Familias"


@dataclass(frozen=True, slots=True)
class Project:
    """A `.fam`. `hypotheses`: its pedigrees of the same persons; `remains`, `families`: those of its search.

    `size`: how many are missing, as the prior says. `quality`: how far a sample may be misread when two are compared directly; no
    likelihood of a family is computed with it. `notes`: what was assumed of persons and families; `table.notes`: that and all else
    that a reader should know.
    """

    table: MarkerTable
    hypotheses: tuple[Family, ...] = ()
    remains: tuple[Family, ...] = ()
    families: tuple[Family, ...] = ()
    name: str = ""
    theta: float = 0.0
    size: float | None = None
    quality: Quality = SHARP
    notes: tuple[str, ...] = ()


def is_project(text: str) -> bool:
    return text.lstrip("\ufeff").lstrip().startswith((f'"{BEGINS}', BEGINS))


def read_project(
    text: str,
    where: str,
    *,
    mutation: Mutation | None = None,
    places: Mapping[str, Place] | None = None,
    apart: float = APART,
    minimum: float | None = None,
) -> Project:
    """A project. `mutation`: in place of the models it states; `places`, `apart`: a map, to keep only markers that lie apart;
    `minimum`: the frequency of an allele that is not listed, in place of the file's. KinFault names file, line, person and marker.
    """
    lines = Lines(text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n"), where)
    start = next((k for k, line in enumerate(lines.lines) if "#Databases" in line), None)
    if start is None:
        raise KinFault(f"{where} has no frequency database", cure="Export the project with its database from Familias.")
    told = _hypotheses(lines, start)
    lines.at = start
    database = read_database(lines, instead=mutation, places=None if places is None else dict(places), apart=apart)
    table = database.table
    if minimum is not None:
        table = replace(table, minima={m.name: minimum for m in table.markers})
    unlisted = Unlisted(table)
    search = read_search(parts(lines.lines, where, lines.at), unlisted)
    assumed: list[str] = []
    hypotheses = told.families(database.ladders, frozenset(m.name for m in table.markers), assumed)
    _meet(hypotheses, unlisted, where)
    whole, met = unlisted.with_table()
    if any(p.dropouts and p.seen for p in told.persons) and (rates := set(database.dropout.values())):
        hypotheses = tuple(_dropping(f, told, database.dropout, rates, where) for f in hypotheses)
    notes = [*table.notes, *assumed, *search.notes, *met]
    sought = tuple(m for f in search.families for m in f.missing)
    if search.size is not None and search.size != len(sought):
        notes.append(f"{where} states {search.size:g} missing; the prior is said apart (--prior-missing)")
    if database.theta:
        notes.append(f"{where} states theta {database.theta:g}; what is computed with is said apart (--theta)")
    if not search.quality.sharp:
        q = search.quality
        notes.append(
            f"{where} states dropout {q.dropout:g}, drop-in {q.drop_in:g} and error {q.error:g} for direct comparison; "
            "likelihoods of families are computed without"
        )
    return Project(
        replace(whole, missing=sought, notes=tuple(notes)),
        hypotheses, search.remains, search.families, database.name, database.theta, search.size, search.quality,
        (*assumed, *search.notes),
    )  # fmt: skip


def _meet(families: Sequence[Family], unlisted: Unlisted, where: str) -> None:
    """Alleles that are listed with frequency 0 were seen after all."""
    markers = {m.name: m for m in unlisted.table.markers}
    for family in families:
        for id_, seen in family.profiles.items():
            for name, g in seen.items():
                for allele in {g.first, g.second or g.first}:
                    unlisted.meet(markers[name], allele, f"{where}, {id_!r}")


def _hypotheses(lines: Lines, start: int) -> Hypotheses:
    """What stands before the database. Older files have no line of a comment before the number of persons."""
    lines.at = 3
    if lines.at >= start:
        return Hypotheses()
    if not lines.peek().isdigit():
        lines.at += 1
    found = read_hypotheses(lines)
    if lines.at != start or lines.peek().startswith("#TRUE#"):
        raise KinFault(
            f"{lines.where}, line {lines.at + 1}: computed results stand before the database, which are not read",
            cure="Export the project before computing.",
        )
    return found


def _dropping(family: Family, told: Hypotheses, rates: Mapping[str, float], values: set[float], where: str) -> Family:
    """A family in which dropout is considered for those the file names: one probability at all markers they were typed at."""
    qualities = {}
    for person in (p for p in told.persons if p.dropouts and p.name in family.profiles):
        own = {rates.get(m, 0.0) for m in family.profiles[person.name]}
        if len(own) > 1:
            raise KinFault(
                f"{where}: the probability of dropout differs by marker ({', '.join(f'{x:g}' for x in sorted(values))}), "
                f"and {person.name!r} is to be read with it",
                cure="Give one probability for all markers.",
            )
        if own != {0.0}:
            qualities[person.name] = Quality(dropout=own.pop())
    return replace(family, qualities=qualities)
